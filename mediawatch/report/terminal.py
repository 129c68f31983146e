"""A digest in the terminal: the same lines as the mail, laid out for 80 columns."""

from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from mediawatch.model import Digest
from mediawatch.report.digest import subject
from mediawatch.report.lines import BAR_CELLS, WIDEST, DigestPage, Limits, SectionLines, StoryLines, TargetLines
from mediawatch.report.page import digest_page
from mediawatch.report.target_words import OUTCOME_SHAPES

TONE_STYLES = {"positive": "green", "neutral": "default", "negative": "red", "mixed": "yellow"}


def print_digest(digest: Digest, console: Console, *, zone: ZoneInfo | None = None, limits: Limits = WIDEST) -> None:
    """Prints a digest. Nothing from outside is read as markup or reaches the terminal as a control sequence."""
    page = digest_page(digest, zone=zone, limits=limits)
    console.print(_head(page))
    for words in page.quiet:
        console.print(Padding(Text(words), (1, 2, 0, 2)))
    if page.due:
        _print_heading("Venter på dere", "", console)
        for item in page.due:
            console.print(_hanging("•", Text(item.before).append(item.name, _link_style(item.link))))
        if page.more_due:
            console.print(Padding(Text(page.more_due, "dim"), (0, 2)))
    for section in page.sections:
        _print_section(section, console)
    if page.misses:
        _print_heading(f"Landemerker uten {page.place}-navnet", "", console)
        for miss in page.misses:
            console.print(_hanging("•", Text(miss.before).append(miss.name, _link_style(miss.link))))
        if page.more_misses:
            console.print(Padding(Text(page.more_misses.strip(), "dim"), (0, 2)))
    if page.matrix:
        _print_heading("Hvem uttaler seg om hva", "", console)
        console.print(_matrix(page))


def summary(digest: Digest, *, zone: ZoneInfo | None = None) -> str:
    """A digest in two or three lines: the subject, the answer, and who was not heard."""
    page = digest_page(digest, zone=zone)
    return "\n".join(filter(None, (subject(digest), page.answer, page.warning and f"⚠ {page.warning}")))


def _head(page: DigestPage) -> RenderableType:
    rows: list[RenderableType] = [Text(page.answer, "bold")]
    if page.counts:
        rows.append(Text(" · ".join(page.counts)))
    rows.append(Text(page.since, "dim"))
    for line in page.targets:
        rows += [Text(""), *_target(line)]
    if page.unknown_targets:
        rows += [Text(""), Text(page.unknown_targets, "dim")]
    if page.visibility:
        rows += [Text(""), Text(page.visibility)]
    if page.warning:
        rows += [Text(""), Text(f"⚠ {page.warning}", "yellow")]
    title = Text(f" {page.place} i media · {page.day} ", "bold")
    return Panel(Group(*rows), title=title, title_align="left", border_style="blue", padding=(1, 2))


def _target(line: TargetLines) -> list[Text]:
    first = Text(f"{line.name}  ")
    first.append("▓" * line.filled + "░" * (BAR_CELLS - line.filled), "blue")
    first.append(f"  {line.state}", "bold").append(f" ({line.facts[0]})")
    first.append("".join(f" · {fact}" for fact in line.facts[1:]))
    rows = [first]
    if line.goal:
        rows.append(Text(line.goal, "dim"))
    if line.strip:
        drawn = "".join(OUTCOME_SHAPES[outcome] for outcome in line.strip)
        rows.append(Text(drawn, "blue").append(f"  {line.strip_words}", "dim"))
    return rows


def _print_heading(heading: str, note: str, console: Console) -> None:
    console.print()
    console.print(Rule(Text(heading, "bold"), align="left", style="dim"))
    if note:
        console.print(Padding(Text(note, "dim"), (0, 2)))


def _print_section(section: SectionLines, console: Console) -> None:
    _print_heading(f"{section.heading} · {section.total}", section.note, console)
    for story in section.stories:
        console.print(_story(story))
    if section.more:
        console.print(Padding(Text(section.more, "dim"), (1, 2, 0, 2)))


def _story(story: StoryLines) -> RenderableType:
    tone = TONE_STYLES[story.tone.label]
    title = Text().append(story.tone.word, tone)
    title.append(f" · {story.unsure}" if story.unsure else "", "dim")
    title.append("  ").append(story.title, f"bold {_link_style(story.link)}".strip())
    rows = [title, Text(" · ".join(story.facts), "dim")]
    if story.copies:
        names = ", ".join(copy.name for copy in story.copies)
        rows.append(Text(f"også i {names} {story.more_copies}".strip(), "dim"))
    if story.lead:
        rows.append(Text(story.lead))
    if story.responder:
        rows.append(Text("Hvem svarer: ", "bold").append(story.responder, "not bold"))
    if story.responder_why:
        rows.append(Text(story.responder_why, "dim"))
    rows += [Text(f"ⓘ {note}") for note in story.notes]
    why = [f"Hvorfor: {story.why}" if story.why else "", f"Treff: {story.matched}" if story.matched else ""]
    rows.append(Text(" · ".join(filter(None, why)), "dim"))
    if story.link:
        rows.append(Text(story.link, f"dim {_link_style(story.link)}", overflow="fold"))
    return Padding(_hanging(story.tone.shape, Group(*filter(None, rows)), tone), (1, 0, 0, 0))


def _hanging(shape: str, body: RenderableType, style: str = "") -> Table:
    """A shape in the margin and a body beside it."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(overflow="fold")
    grid.add_row(Text(shape, style), body)
    return grid


def _matrix(page: DigestPage) -> Table:
    with_contact = any(line.contact for line in page.matrix)
    table = Table(box=SIMPLE_HEAD, header_style="dim", pad_edge=False)
    for name in ("Saken gjelder", "Hvem", *(("Kontakt",) if with_contact else ())):
        table.add_column(name, overflow="fold")
    for line in page.matrix:
        cells = (line.covers, line.who, line.contact)[: 3 if with_contact else 2]
        table.add_row(*map(Text, cells))
    return table


def _link_style(link: str | None) -> str:
    """A link that terminals can open; addresses with characters that would end the escape sequence are refused."""
    return f"link {link}" if link and "\x1b" not in link and " " not in link else ""

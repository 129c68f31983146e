"""Stories to rows, and rows to CSV, XLSX and an Atom feed: what buyers of monitoring ask for, the same in each format.

A row is one text; texts with the same number in «Sak» are copies. A cell that a spreadsheet would take for a formula is
made harmless: text from outside must never become a command (CWE-1236).
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

import xlsxwriter

from mediawatch.model import Coverage, OutletKind, Story
from mediawatch.render import MONTH_NAMES, WEEKDAY_NAMES, plain, safe_link, tone_words
from mediawatch.report.naming import KIND_NAMES, TOPIC_NAMES
from mediawatch.report.words import ROLE_WORDS, TIER_WORDS

Cell = str | int | float | date | None

COLUMNS = (
    "Dato",
    "Klokkeslett",
    "Ukedag",
    "ISO-uke",
    "Måned",
    "Medietype",
    "Nivå",
    "Utgiver",
    "Overskrift",
    "Adresse",
    "Kategori",
    "Sjanger",
    "Tone",
    "Sikkerhet",
    "Nevner navnet",
    "Treff",
    "Hvem svarer",
    "Sitert",
    "For abonnenter",
    "Sak",
    "Bekreftet",
    "Profil",
)
_WIDTHS = {"Overskrift": 60, "Adresse": 40, "Treff": 30, "Sitert": 30, "Hvem svarer": 24, "Utgiver": 20}
_MEDIA: dict[OutletKind, str] = {
    "newspaper": "Avis",
    "tv": "TV",
    "radio": "Radio",
    "agency": "Nyhetsbyrå",
    "web": "Nett",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet read a cell as a formula, full-width forms too."""
_MOST_CELL = 32_000
"""A cell of a workbook holds 32,767 characters."""


def rows(stories: Iterable[Story], zone: ZoneInfo) -> Iterator[tuple[Cell, ...]]:
    """Stories to a row for each text, in the order of COLUMNS."""
    for story in stories:
        for copy in story.coverage:
            yield _row(story, copy, zone)


def csv_text(made: Iterable[Sequence[Cell]]) -> str:
    """Rows to CSV as Norwegian spreadsheets open it: semicolons, decimal comma, a byte order mark."""
    return "".join(csv_lines(made))


def table_csv(columns: Sequence[str], made: Iterable[Sequence[Cell]]) -> str:
    """Rows of any table to CSV of the same make."""
    return "".join(csv_lines(made, columns))


def csv_lines(made: Iterable[Sequence[Cell]], columns: Sequence[str] = COLUMNS) -> Iterator[str]:
    """The lines of that CSV as the rows come, so that a long one need not wait in memory."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    yield "\ufeff" + out.getvalue()
    for row in made:
        out.seek(0)
        out.truncate()
        writer.writerow([_text(cell) for cell in row])
        yield out.getvalue()


def xlsx_bytes(made: Iterable[Sequence[Cell]], *, title: str) -> bytes:
    """Rows to a workbook with one sheet: headings that stay, a filter, dates as dates, addresses as text links."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": title})
        sheet = book.add_worksheet("Omtale")
        bold = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        share = book.add_format({"num_format": "0 %"})
        sheet.write_row(0, 0, COLUMNS, bold)
        count = 0
        for count, row in enumerate(made, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(count, column, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
                elif isinstance(cell, float):
                    sheet.write_number(count, column, cell, share)
                elif isinstance(cell, int):
                    sheet.write_number(count, column, cell)
                elif cell:
                    sheet.write_string(count, column, cell[:_MOST_CELL])
        for column, name in enumerate(COLUMNS):
            sheet.set_column(column, column, _WIDTHS.get(name, 13))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(count, 1), len(COLUMNS) - 1)
    return out.getvalue()


def atom_feed(stories: Iterable[Story], *, title: str, identity: str, updated: datetime) -> str:
    """Stories to an Atom feed (RFC 4287), an entry for each with a link to the outlet. `identity`: the feed's id."""
    entries = "".join(_entry(story, identity) for story in stories)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nb"><title>{escape(plain(title))}</title>'
        f"<id>{escape(identity)}</id><updated>{updated.isoformat()}</updated>"
        f"<author><name>mediawatch</name></author>{entries}</feed>\n"
    )


def _entry(story: Story, identity: str) -> str:
    lead = story.lead
    address = safe_link(lead.article.link)
    link = f'<link rel="alternate" href="{escape(address, {chr(34): "&quot;"})}"/>' if address else ""
    tone = tone_words(lead.tone.label).word if lead.tone else ""
    told = " · ".join(filter(None, (plain(lead.outlet.name), tone)))
    words = "summary" if link else "content"  # an entry without a link must have content (RFC 4287, 4.1.2)
    return (
        f"<entry><title>{escape(plain(lead.article.title))}</title><id>{escape(identity)}/{story.id}</id>{link}"
        f"<updated>{lead.when.isoformat()}</updated><published>{lead.when.isoformat()}</published>"
        f"<{words}>{escape(told)}</{words}></entry>"
    )


def _row(story: Story, copy: Coverage, zone: ZoneInfo) -> tuple[Cell, ...]:
    moment = copy.when.astimezone(zone)
    day, article = moment.date(), copy.article
    year, week, _ = day.isocalendar()
    tone = copy.tone
    suggestion = copy.suggestion
    return (
        day,
        "" if moment.strftime("%H%M%S") == "000000" else f"{moment:%H:%M}",
        WEEKDAY_NAMES[day.weekday()],
        f"{year}-W{week:02}",
        f"{MONTH_NAMES[day.month - 1]} {day.year}",
        _MEDIA[copy.outlet.kind],
        TIER_WORDS[copy.outlet.tier],
        plain(copy.outlet.name),
        plain(article.title),
        safe_link(article.link) or "",
        TOPIC_NAMES[copy.topic],
        KIND_NAMES[copy.kind],
        tone_words(tone.label).word if tone else "",
        tone.confidence if tone else None,
        "ja" if copy.reading.names_organisation else "nei",
        ", ".join(dict.fromkeys(plain(mention.subject_name) for mention in copy.reading.accepted)),
        ROLE_WORDS[suggestion.role] if suggestion and suggestion.role != "none" else "",
        ", ".join(map(plain, copy.quoted)),
        "ja" if article.paywalled else "nei",
        story.id,
        "ja" if "tone" in copy.corrected else "nei",
        copy.organisation,
    )


def _text(cell: Cell) -> str:
    """A cell as CSV text that no spreadsheet runs."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, float):
        return f"{cell:.2f}".replace(".", ",")
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text

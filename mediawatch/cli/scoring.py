"""`mediawatch score`: a week's visibility score, from the archive or from the CSV that goes with a report."""

import math
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mediawatch.cli.json_lines import print_json
from mediawatch.cli.opening import opened, organisation_option, pick_organisation
from mediawatch.console import count_words, people_console
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.reported import week_changes
from mediawatch.jobs.scores import score_rows, score_weeks
from mediawatch.measure.score import score_stories
from mediawatch.measure.score_csv import decoded, read_rows
from mediawatch.measure.weeks import week_name, week_start
from mediawatch.model import Score, Story, StoryScore, WeekScore
from mediawatch.model.score_rules import RULES
from mediawatch.render import number, plain, shorten, tone_words
from mediawatch.report.change_words import change_words
from mediawatch.report.score_json import change_json, score_json, week_json
from mediawatch.report.weekly_words import points, week_number

_MOST_TITLE = 60
_V_REF_EXAMPLE = "4,0"
_NO_WEEK = "Skriv uken som år og ukenummer, for eksempel 2026-W47."


def _week(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        return week_name(week_start(value))
    except ValueError:
        raise click.BadParameter(f"«{value}» er ingen uke. {_NO_WEEK}") from None


def _reference(_context: click.Context, _parameter: click.Parameter, value: str) -> float:
    """A number above nought, with a point or a comma."""
    try:
        number = float(value.strip().replace(",", "."))
    except ValueError:
        number = math.nan
    if not (number > 0 and math.isfinite(number)):
        raise click.BadParameter(f"«{value}» er ikke et tall over 0. Skriv for eksempel {_V_REF_EXAMPLE}.")
    return number


def week_option(function: click.decorators.FC) -> click.decorators.FC:
    """The option --week, the same in every command."""
    words = "Hvilken uke (ellers den siste hele)."
    return click.option("--week", "week", callback=_week, metavar="ÅR-Wuke", help=words)(function)


@click.command(short_help="Ukens synlighet, 0 til 100.")
@week_option
@click.option("--stories", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FIL.csv",
              help="Regn ut av en CSV i stedet for arkivet.")  # fmt: skip
@click.option("--v-ref", "v_ref", callback=_reference, default=str(RULES.v_ref_start), show_default=True,
              metavar="TALL", help="Hva synligheten måles mot, med --stories.")  # fmt: skip
@click.option("--csv", "as_csv", is_flag=True, help="Radene som tallet kan regnes ut av for hånd.")
@click.option("--json", "as_json", is_flag=True, help="Alt om uken som JSON.")
@organisation_option
def score(week: str | None, file: Path | None, v_ref: float, as_csv: bool, as_json: bool, wanted: str | None) -> None:
    """Ukens synlighet fra 0 til 100: hvor synlig kommunen var, i hvilken tone, og om den selv kom til orde."""
    if file is not None:
        _of_file(file, v_ref, as_json=as_json)
        return
    with opened() as (config, store):
        organisation = pick_organisation(config, wanted)
        now = utc_now()
        made = score_weeks(config, store, organisation, now=now)
        last_whole = week_name(now.astimezone(config.settings.zone).date() - timedelta(days=7))
        found = made.week(week or last_whole) or (None if week else made.weeks[-1])
        if found is None:
            raise click.UsageError(f"Ingenting er lest i uke {week}. Første uke er {made.weeks[0].week}.")
        changes = week_changes(config, store, organisation, made, now=now)
        change = next((one for one in changes if one.said.week == found.week), None)
        if as_csv:
            click.echo(score_rows(found, made.stories, organisation), nl=False)
        elif as_json:
            print_json({**week_json(found, made.stories), "reported": change_json(change)}, indent=2)
        else:
            _print_week(found, made.stories, people_console())
            if change is not None:
                people_console().print(f"Rapportert før: {change_words(change, zone=config.settings.zone)}")


def _of_file(file: Path, v_ref: float, *, as_json: bool) -> None:
    rows, problems = read_rows(decoded(file.read_bytes()), file.name)
    if problems:
        raise click.UsageError("\n".join(map(str, problems)))
    made = score_stories(rows, v_ref=v_ref)
    if as_json:
        print_json(score_json(made, {}), indent=2)
        return
    console = people_console()
    console.print(f"Synlighet: {points(made.score)} av 100 · {_story_count(made)}")
    _print_parts(made, console)
    _print_stories(made, {}, console)


def _print_week(week: WeekScore, stories: Mapping[str, Story], console: Console) -> None:
    number_of = week_number(week)
    last = week.start + timedelta(days=6)
    period = f"{week.start:%d.%m.}–{last:%d.%m.%Y}"
    if week.score.is_empty:
        console.print(f"Uke {number_of} ({period}): ingen omtale. Synlighet 0 av 100.")
    else:
        told = f"Synlighet i uke {number_of} ({period}): {points(week.score.score)} av 100"
        console.print(f"{told} · {_story_count(week.score)}")
    if not week.complete:
        console.print(f"Ufullstendig: ikke hørt fra {', '.join(map(plain, week.silent))}.")
    console.print(_movement(week))
    _print_parts(week.score, console)
    _print_stories(week.score, stories, console)


def _movement(week: WeekScore) -> str:
    mean = f"Snitt av de siste fire ukene: {points(week.mean)}."
    if week.change is None:
        few = f"Under {RULES.few_stories} saker i denne eller forrige uke"
        return f"{mean} {few}: for få til å si om det går opp eller ned."
    way = "Opp" if week.change > 0 else "Ned"
    moved = f"{way} {points(abs(week.change))} fra uken før." if round(week.change, 1) else "Som uken før."
    return f"{moved} {mean}"


def _print_parts(made: Score, console: Console) -> None:
    quoted = sum(one.quoted for one in made.stories)
    rows = (
        (
            "Synlighet",
            RULES.visibility_points,
            made.visibility,
            f"{number(round(made.volume, 2))} mot {number(made.v_ref)}",
        ),
        ("Tone", RULES.tone_points, made.tone, "halvparten er balanse"),
        ("Stemme", RULES.voice_points, made.voice, f"{quoted} av {_story_count(made)} siterer kommunen"),
    )
    table = Table(box=None, show_header=False, pad_edge=False)
    for name, most, share, note in rows:
        table.add_row(f"  {name}", f"{points(most * share)} av {number(most)}", Text(note, "dim"))
    console.print(table)


def _print_stories(made: Score, stories: Mapping[str, Story], console: Console) -> None:
    if not made.stories:
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("Poeng", "Tone", "Sak"):
        table.add_column(heading, justify="right" if heading == "Poeng" else "left", no_wrap=heading != "Sak")
    for one in sorted(made.stories, key=lambda each: -each.points):
        tone = tone_words(one.tone_label)
        story = stories.get(one.story)
        title = shorten(story.lead.article.title, _MOST_TITLE) if story else plain(one.story)
        matter = Text(f"{title} ({plain(story.lead.outlet.name)})" if story else title)
        for words in _might_have_been(one):
            matter.append(f"\n{words}", "dim")
        table.add_row(points(one.points), f"{tone.shape} {tone.word}", matter)
    console.print(table)


def _might_have_been(one: StoryScore) -> list[str]:
    told = (
        ("Hadde saken nevnt kommunens navn", one.if_named),
        ("Hadde kommunen kommet til orde", one.if_quoted),
        ("Hadde saken vært nøytral", one.if_neutral),
    )
    return [f"{words}: +{points(gain)}" for words, gain in told if gain is not None and round(gain, 1) > 0]


def _story_count(made: Score) -> str:
    return count_words(len(made.stories), "sak", "saker")

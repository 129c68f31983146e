"""`mediawatch search` and `targets`: what is stored, and how it counts."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mediawatch.cli.json_lines import coverage_json, print_json
from mediawatch.cli.opening import opened, organisation_option, pick_organisation
from mediawatch.console import count_words, people_console
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.digests import target_states
from mediawatch.model import Story, TargetState
from mediawatch.render import plain, tone_words

NOTHING_READ = "Ingenting er lest ennå. Kjør «mediawatch poll --once» først."
NO_HITS = "Ingen treff. Prøv færre ord, eller begynnelsen av et ord fulgt av *."
_OUTCOMES = {"met": "nådd", "open": "ikke nådd ennå", "missed": "ikke nådd"}
_MARKS = {"met": "■", "open": "◌", "missed": "□"}


def story_json(story: Story, zone: ZoneInfo) -> dict[str, Any]:
    """One story with all its copies, the one that stands for it first."""
    return {
        "story": story.id,
        **coverage_json(story.lead, zone),
        "copies": [coverage_json(copy, zone) for copy in story.copies],
    }


@click.command(short_help="Søk i alt som er lest.")
@click.argument("query", metavar="SØK")
@click.option("--json", "as_json", is_flag=True, help="Én JSON-linje per sak.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, metavar="ANTALL",
              help="Høyst så mange saker.")  # fmt: skip
@organisation_option
def search(query: str, as_json: bool, limit: int, wanted: str | None) -> None:
    """Søk i alt som er lest: «hele uttrykk», OG/ELLER/IKKE, begynn* og vanlige ord i alle bøyninger."""
    if not any(character.isalnum() for character in query):
        raise click.UsageError("Skriv minst ett ord å søke etter, for eksempel: mediawatch search barnehage")
    with opened() as (config, store):
        organisation = pick_organisation(config, wanted)
        zone = config.settings.zone
        stories = store.search(query, organisation.id, limit=limit, outlets=config.outlet_by_id)
        if as_json:
            for story in stories:
                print_json(story_json(story, zone))
            return
        console = people_console()
        if stories:
            _print_stories(stories, zone, console)
        else:
            console.print(NO_HITS if store.first_coverage_date(organisation.id) else NOTHING_READ)


def _print_stories(stories: Sequence[Story], zone: ZoneInfo, console: Console) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("Nr.", "Dato", "Tone", "Utgiver", "Sak"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("Nr.", "Dato", "Tone"))
    for story in stories:
        lead = story.lead
        tone = tone_words(lead.tone.label) if lead.tone else None
        matter = Text(plain(lead.article.title))
        if story.copies:
            matter.append(f"\nogså i {', '.join(plain(copy.outlet.name) for copy in story.copies)}", "dim")
        if lead.article.link.startswith("http"):
            matter.append(f"\n{plain(lead.article.link)}", "dim")
        day = lead.when.astimezone(zone)
        shown = f"{tone.shape} {tone.word}" if tone else "–"
        table.add_row(str(story.id), f"{day:%d.%m.%Y}", shown, plain(lead.outlet.name), matter)
    console.print(table)


@click.command(short_help="Hvordan det står til med målene.")
@click.option("--json", "as_json", is_flag=True, help="Alle mål som én JSON-liste.")
@organisation_option
def targets(as_json: bool, wanted: str | None) -> None:
    """Hvordan det står til med målene i kommunikasjonsplanen."""
    with opened() as (config, store):
        organisation = pick_organisation(config, wanted)
        today = utc_now().astimezone(config.settings.zone).date()
        states = target_states(config, store, organisation, today=today)
        if as_json:
            print_json([target_json(state) for state in states], indent=2)
            return
        console = people_console()
        if not states:
            console.print(f"{organisation.name} har ingen mål. Legg dem inn under targets i organisations/.")
        for state in states:
            console.print(*_target_lines(state), sep="\n")


def target_json(state: TargetState) -> dict[str, Any]:
    """One target's state as scripts get it. `end` is the first day after the period."""
    current = state.current
    return {
        "id": state.target.id,
        "name": state.target.name,
        "every": state.target.every,
        "at_least": state.target.at_least,
        "state": current.outcome,
        "count": current.count,
        "start": current.start.isoformat(),
        "end": current.end.isoformat(),
        "days_left": state.days_left,
        "streak": state.streak,
        "best_streak": state.best_streak,
        "chance": None if state.chance is None else round(state.chance, 3),
        "stories": list(current.stories),
        "history": [
            {"start": period.start.isoformat(), "end": period.end.isoformat(), "count": period.count,
             "state": period.outcome}
            for period in state.history
        ],
    }  # fmt: skip


def _target_lines(state: TargetState) -> tuple[str, str]:
    """The target and how it stands; under it the last periods, oldest first."""
    current, least = state.current, state.target.at_least
    left = f", {count_words(state.days_left, 'dag', 'dager')} igjen" if current.outcome == "open" else ""
    first = f"{state.target.name}: {_OUTCOMES[current.outcome]} ({current.count} av {least}{left})."
    marks = "".join(_MARKS[period.outcome] for period in state.history[-26:])
    return first, f"  {marks}  På rad: {state.streak}. Lengste rekke: {state.best_streak}."

"""`mediawatch targets`: how the targets of the communication plan stand."""

from collections.abc import Iterable

import click
from rich.text import Text

from mediawatch.cli.json_lines import print_json
from mediawatch.cli.opening import opened, organisation_option, pick_organisation
from mediawatch.console import count_words, people_console
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.digests import target_states
from mediawatch.model import TargetState
from mediawatch.render import plain
from mediawatch.report.as_json import target_json
from mediawatch.report.target_words import (
    OUTCOME_SHAPES,
    OUTCOME_WORDS,
    SHAPES_TOLD,
    period_name,
    reading_facts,
    supply_words,
    wants_readings,
)

SHOWN = 26
"""Periods of a strip: half a year of weeks."""


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
            return
        for state in states:
            for line in _lines(state):
                console.print(line)
        console.print(Text(f"\n{SHAPES_TOLD}", "dim"))


def _lines(state: TargetState) -> Iterable[Text]:
    """The target and how it stands; under it the last periods, oldest first, and what it waits for."""
    current, target = state.current, state.target
    facts = [*reading_facts(state, state.series)] if state.series else [f"{current.count} av {target.at_least}"]
    if current.outcome == "open" and state.days_left:
        facts.append(f"{count_words(state.days_left, 'dag', 'dager')} igjen")
    told = Text(f"{plain(target.name)}: ").append(OUTCOME_WORDS[current.outcome], "bold")
    yield told.append(f" ({', '.join(facts)}).", "not bold")
    if state.series and wants_readings(state):
        yield Text(f"  {supply_words(state.series)}", "dim")
    if len(state.history) > 1 or current.outcome != "unknown":
        shown = state.history[-SHOWN:]
        marks = "".join(OUTCOME_SHAPES[period.outcome] for period in shown)
        since = period_name(target.every, shown[0].start)
        yield Text(f"  {marks}  Fra {since}. På rad: {state.streak}. Lengste rekke: {state.best_streak}.")

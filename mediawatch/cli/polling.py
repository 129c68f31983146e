"""`mediawatch poll`."""

import sys
from datetime import datetime

import click

from mediawatch.cli.happened import round_words
from mediawatch.cli.opening import opened, require_contact
from mediawatch.console import people_console, progress_round, summary_table
from mediawatch.jobs.clock import utc_now
from mediawatch.store import Store

NOTHING_DUE = "Ingen kilder skulle hentes nå. Bruk --once for å hente alle likevel."
ALL_TAKEN = "En annen prosess henter kildene akkurat nå, så her var det ingenting å gjøre."
NOBODY_ANSWERED = "Ingen av kildene kunne leses. Er maskinen på nett? De prøves igjen av seg selv."


@click.command(short_help="Hent nye saker fra kildene, én runde.")
@click.option("--once", is_flag=True, help="Hent alle kilder nå, også de som ikke står for tur.")
def poll(once: bool) -> None:
    """Hent nye saker fra kildene som står for tur, én runde, og vis hva som kom.

    Enkelte kilder feiler alltid; de står i tabellen og prøves igjen. Avslutter med 1 bare når ingen kunne leses.
    """
    console = people_console()
    with opened() as (config, store):
        require_contact(config)
        started = utc_now()
        store.sync_feeds(config.outlets, started)
        summary = progress_round(config, store, console, force=once)
        if not summary.outlets:
            console.print(ALL_TAKEN if once else NOTHING_DUE)
            return
        console.print(summary_table(config, summary))
        console.print(f"\n{round_words(summary)}.")
        if not _anybody_answered(store, started):
            console.print(NOBODY_ANSWERED)
            sys.exit(1)


def _anybody_answered(store: Store, started: datetime) -> bool:
    """Whether a feed was read since `started`, or none was asked."""
    asked = [state for state in store.feed_states() if state.last_polled is not None and state.last_polled >= started]
    return not asked or any(state.last_success is not None and state.last_success >= started for state in asked)

"""`mediawatch poll` and `mediawatch run`."""

import sys
from datetime import datetime
from zoneinfo import ZoneInfo

import click
from rich.console import Console

from mediawatch.cli.opening import opened
from mediawatch.config import Config, live_problems
from mediawatch.console import count_words, people_console, progress_round, summary_table
from mediawatch.errors import ConfigError, StoreError
from mediawatch.jobs.digests import Delivered
from mediawatch.jobs.rounds import utc_now
from mediawatch.jobs.summary import RoundSummary
from mediawatch.schedule import Reports, run_until_stopped


@click.command()
@click.option("--once", is_flag=True, help="Én runde over alle kilder nå, uansett når de sist ble hentet.")
def poll(once: bool) -> None:
    """Hent nye saker fra kildene, én runde."""
    console = people_console()
    with opened() as (config, store):
        _require_contact(config)
        store.sync_feeds(config.outlets, utc_now())
        summary = progress_round(config, store, console, force=once)
        if not summary.outlets:
            console.print("Ingen kilder skulle hentes nå. Bruk --once for å hente alle likevel.")
            return
        console.print(summary_table(config, summary))
        console.print(f"\n{_round_words(summary)}.")
        if any(counts.failures for counts in summary.outlets.values()):
            console.print("Noen kilder svarte ikke som de skulle. De prøves igjen av seg selv.")
            sys.exit(1)


@click.command(short_help="Følg med til programmet stoppes.")
def run() -> None:
    """Følg med til programmet stoppes: hent saker, send dagens oversikt."""
    console = people_console()
    with opened() as (config, store):
        _require_contact(config)
        store.sync_feeds(config.outlets, utc_now())
        feeds = sum(len(outlet.feeds) for outlet in config.outlets)
        sources, outlets = (
            count_words(feeds, "kilde", "kilder"),
            count_words(len(config.outlets), "utgiver", "utgivere"),
        )
        console.print(f"Følger {sources} hos {outlets}. Stopp med Ctrl-C.", soft_wrap=True)
        if not config.settings.has_smtp:
            console.print(f"E-post er ikke satt opp: meldingene skrives til {config.settings.outbox}.", soft_wrap=True)
        run_until_stopped(config, store, reports=_Told(console, config.settings.zone))
        console.print("Stoppet.")


class _Told(Reports):
    """A line on the console for everything that happened."""

    def __init__(self, console: Console, zone: ZoneInfo) -> None:
        self.console, self.zone = console, zone

    def polled(self, summary: RoundSummary, at: datetime) -> None:
        self._say(
            at,
            f"{count_words(summary.new, 'ny post', 'nye poster')}, {count_words(summary.ours, 'sak', 'saker')} om oss",
        )
        for outlet, counts in summary.outlets.items():
            for failure in counts.failures:
                self._say(at, f"{outlet}: {failure}")

    def delivered(self, deliveries: tuple[Delivered, ...], at: datetime) -> None:
        for delivered in deliveries:
            self._say(at, delivery_words(delivered))

    def failed(self, error: StoreError, at: datetime) -> None:
        self._say(at, error.advice or str(error))

    def _say(self, at: datetime, words: str) -> None:
        self.console.print(f"{at.astimezone(self.zone):%H.%M}  {words}", markup=False, soft_wrap=True)


def delivery_words(delivered: Delivered) -> str:
    """What became of a digest, in a line."""
    who = delivered.recipient.name
    return {
        "sent": f"Sendte dagens oversikt til {who}.",
        "outbox": f"Skrev dagens oversikt til {who} i {delivered.place}.",
        "empty": f"Ingen nye saker: {who} får ingen e-post i dag.",
        "failed": f"Fikk ikke sendt til {who}: {delivered.advice}",
    }[delivered.outcome]


def _round_words(summary: RoundSummary) -> str:
    return f"{count_words(summary.new, 'ny post', 'nye poster')}, {count_words(summary.ours, 'sak', 'saker')} om oss"


def _require_contact(config: Config) -> None:
    problems = live_problems(config)
    if problems:
        raise ConfigError(tuple(problems))

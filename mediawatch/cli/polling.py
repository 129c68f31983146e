"""`mediawatch poll` and `mediawatch run`."""

import sys
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import datetime
from zoneinfo import ZoneInfo

import click
from rich.console import Console

from mediawatch.cli.alarms import alarm_lines
from mediawatch.cli.opening import opened, require_contact, require_live
from mediawatch.cli.setup import alarm_words, mail_words, require_channels
from mediawatch.console import count_words, people_console, progress_round, summary_table
from mediawatch.errors import MediawatchError
from mediawatch.jobs.alarms import AlarmRound
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.delivery import Delivered
from mediawatch.jobs.summary import RoundSummary
from mediawatch.render import plain
from mediawatch.schedule import Reports, run_until_stopped
from mediawatch.store import Store
from mediawatch.web.numbers import warm
from mediawatch.web.opening import make_account, open_pages, terminal_link
from mediawatch.web.site import Site

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
        console.print(f"\n{_round_words(summary)}.")
        if not _anybody_answered(store, started):
            console.print(NOBODY_ANSWERED)
            sys.exit(1)


def _anybody_answered(store: Store, started: datetime) -> bool:
    """Whether a feed was read since `started`, or none was asked."""
    asked = [state for state in store.feed_states() if state.last_polled is not None and state.last_polled >= started]
    return not asked or any(state.last_success is not None and state.last_success >= started for state in asked)


@click.command(short_help="Følg med til programmet stoppes.")
@click.option("--port", type=click.IntRange(0, 65535), default=None, metavar="N",
              help="Porten sidene vises på (ellers MEDIAWATCH_PORT). 0 tar en ledig.")  # fmt: skip
@click.option("--no-web", is_flag=True, help="Vis ingen sider; bare hent og send.")
def run(port: int | None, no_web: bool) -> None:
    """Følg med til programmet stoppes: hent saker, send dagens oversikt, vis sidene.

    Skriver ut en lenke som logger inn én gang, så du kommer i gang.
    """
    console = people_console()
    with opened() as (config, store):
        require_live(config)
        require_channels(config)
        store.sync_feeds(config.outlets, utc_now())
        feeds = count_words(sum(len(outlet.feeds) for outlet in config.outlets), "kilde", "kilder")
        outlets = count_words(len(config.outlets), "utgiver", "utgivere")
        console.print(f"Følger {feeds} hos {outlets}. Stopp med Ctrl-C.", soft_wrap=True)
        console.print(mail_words(config), soft_wrap=True)
        for organisation in config.organisations:
            console.print(alarm_words(config, organisation), soft_wrap=True)
        names = {outlet.id: outlet.name for outlet in config.outlets}
        with ExitStack() as pages:
            if not no_web:
                site = pages.enter_context(open_pages(config, store, port=port))
                console.print(f"Sidene: {_way_in(site)}", soft_wrap=True, markup=False)
                warm(site)
            run_until_stopped(config, store, reports=_Told(console, config.settings.zone, names))
        console.print("Stoppet.")


def _way_in(site: Site) -> str:
    """A link for whoever started the program: the operator's, who is administrator everywhere."""
    contact = site.config.settings.contact
    email = contact if "@" in contact else "drift@localhost"
    names = [organisation.id for organisation in site.config.organisations]
    account = make_account(site.store, email, names, "administrator", by="terminal", now=site.now)
    return terminal_link(site.store, site.base_url, account, now=site.now)


class _Told(Reports):
    """A line on the console for everything that happened."""

    def __init__(self, console: Console, zone: ZoneInfo, names: Mapping[str, str]) -> None:
        self.console, self.zone, self.names = console, zone, names

    def polled(self, summary: RoundSummary, at: datetime) -> None:
        self._say(at, _round_words(summary))
        for outlet, counts in summary.outlets.items():
            for failure in counts.failures:
                self._say(at, f"{self.names.get(outlet, outlet)}: {failure}")

    def delivered(self, deliveries: tuple[Delivered, ...], at: datetime) -> None:
        for delivered in deliveries:
            self._say(at, delivery_words(delivered))

    def alarmed(self, alarms: AlarmRound, at: datetime) -> None:
        for line in alarm_lines(alarms):
            self._say(at, line)

    def failed(self, error: MediawatchError, at: datetime) -> None:
        self._say(at, error.advice or str(error))

    def _say(self, at: datetime, words: str) -> None:
        self.console.print(f"{at.astimezone(self.zone):%H.%M}  {plain(words)}", soft_wrap=True)


def delivery_words(delivered: Delivered) -> str:
    """What became of a digest, a weekly report or the new hits of a search, in a line."""
    who = delivered.recipient.name
    what = {"digest": "dagens oversikt", "weekly": "ukesrapporten", "search": "nye treff"}[delivered.kind]
    nothing = (
        "Ingenting ble lest uken før: {} får ingen ukesrapport."
        if delivered.kind == "weekly"
        else "Ingen nye saker: {} får ingen e-post i dag."
    )
    return {
        "sent": f"Sendte {what} til {who}.",
        "outbox": f"Skrev {what} til {who} i {delivered.place}.",
        "empty": nothing.format(who),
        "uncertain": f"Kanskje sendt til {who}, og derfor ikke sendt på nytt: {delivered.advice}",
        "failed": f"Fikk ikke sendt til {who}: {delivered.advice}",
    }[delivered.outcome]


def _round_words(summary: RoundSummary) -> str:
    return f"{count_words(summary.new, 'ny post', 'nye poster')}, {count_words(summary.ours, 'sak', 'saker')} om oss"

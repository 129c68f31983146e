"""`mediawatch run`."""

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import datetime
from zoneinfo import ZoneInfo

import click
from rich.console import Console

from mediawatch.cli.alarms import alarm_lines
from mediawatch.cli.happened import delivery_words, round_words
from mediawatch.cli.opening import opened, require_live
from mediawatch.cli.setup import alarm_words, mail_words, mailbox_words, require_channels
from mediawatch.console import count_words, people_console
from mediawatch.errors import MediawatchError
from mediawatch.jobs.alarms import AlarmRound
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.delivery import Delivered
from mediawatch.jobs.enquiry_late import ToldLate, told_lines
from mediawatch.jobs.enquiry_mail import MailRound, filed_words
from mediawatch.jobs.summary import RoundSummary
from mediawatch.render import plain
from mediawatch.schedule import Reports, run_until_stopped
from mediawatch.web.numbers import warm
from mediawatch.web.opening import make_account, open_pages, terminal_link
from mediawatch.web.site import Site


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
        console.print(mailbox_words(config), soft_wrap=True)
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
        self._say(at, round_words(summary))
        for outlet, counts in summary.outlets.items():
            for failure in counts.failures:
                self._say(at, f"{self.names.get(outlet, outlet)}: {failure}")

    def delivered(self, deliveries: tuple[Delivered, ...], at: datetime) -> None:
        for delivered in deliveries:
            self._say(at, delivery_words(delivered))

    def alarmed(self, alarms: AlarmRound, at: datetime) -> None:
        for line in alarm_lines(alarms):
            self._say(at, line)

    def enquired(self, mails: MailRound, late: tuple[ToldLate, ...], at: datetime) -> None:
        for line in (*filed_words(mails.filed), *filter(None, [mails.fault]), *told_lines(late)):
            self._say(at, line)

    def failed(self, error: MediawatchError, at: datetime) -> None:
        self._say(at, error.advice or str(error))

    def _say(self, at: datetime, words: str) -> None:
        self.console.print(f"{at.astimezone(self.zone):%H.%M}  {plain(words)}", soft_wrap=True)

"""`mediawatch sources`: what does every source answer right now?"""

import asyncio
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import click
from rich.console import Console
from rich.table import Table

from mediawatch.cli.opening import open_config, require_contact
from mediawatch.collect.fetch import Fetcher
from mediawatch.collect.pace import after_success
from mediawatch.collect.poll import FeedReading, read_feed
from mediawatch.config import Config
from mediawatch.console import count_words, failure_lines, people_console, progress_bars
from mediawatch.errors import CollectError, FeedError, FeedFound, FetchError, FetchReason
from mediawatch.jobs.clock import utc_now
from mediawatch.model import Feed, FeedHealth, FeedState, Item, Outlet, Page
from mediawatch.render import near_day

WELL: dict[FeedHealth, str] = {"alive": "lever", "empty": "tom", "stale": "gammel"}
"""What a feed that could be read is called."""
_FETCH_WORDS: dict[FetchReason, str] = {
    "not_found": "død",
    "gone": "død",
    "dns": "svarer ikke",
    "connection": "svarer ikke",
    "timeout": "svarer ikke",
    "robots": "avviser oss",
    "forbidden": "avviser oss",
    "rate_limited": "avviser oss",
    "server_error": "feil hos dem",
}
_FEED_WORDS: dict[FeedFound, str] = {"html": "nettside", "empty": "tom"}
UNREADABLE = "kan ikke leses"
"""For every failure that the tables above do not name."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What one feed answered just now. `word`: its state in a word or two; `note`: what to make of it."""

    outlet: Outlet
    feed: Feed
    word: str
    note: str = ""
    items: int = 0
    newest: datetime | None = None

    @property
    def lives(self) -> bool:
        """The feed was read and has news."""
        return self.word == WELL["alive"]


@click.command(short_help="Prøv alle kilder nå: hvilke lever?")
def sources() -> None:
    """Prøv alle kilder nå: lever de, er de tomme, gamle, døde eller en nettside i stedet for en nyhetsstrøm?

    Ingenting lagres. Avslutter med 1 når en kilde trenger tilsyn.
    """
    config = open_config()
    require_contact(config)
    console = people_console()
    with progress_bars(console, "Prøver kildene") as (bar, (task,)):
        total = sum(len(outlet.feeds) for outlet in config.outlets)
        bar.update(task, total=total)
        probes = asyncio.run(probe_all(config, lambda: bar.advance(task)))
    _print_probes(config, probes, console)
    sys.exit(0 if all(probe.lives for probe in probes) else 1)


def _print_probes(config: Config, probes: Sequence[Probe], console: Console) -> None:
    today = utc_now().astimezone(config.settings.zone).date()
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("Kilde", "Tilstand", "Poster", "Nyeste"):
        table.add_column(heading, overflow="fold", justify="right" if heading == "Poster" else "left")
    for probe in probes:
        newest = near_day(probe.newest.astimezone(config.settings.zone).date(), today) if probe.newest else "–"
        table.add_row(probe.feed.id, probe.word, str(probe.items), newest)
    console.print(table)
    noted = [(probe, [probe.note]) for probe in probes if probe.note]
    for heading, lives in (("Trenger tilsyn:", False), ("Lever, men merk:", True)):
        told = [(f"{probe.feed.id} ({probe.feed.url})", words) for probe, words in noted if probe.lives is lives]
        for line in failure_lines(heading, told) if told else ():
            console.print(line)
    proved = [probe.feed.id for probe in probes if probe.lives and not probe.feed.verified]
    if proved:
        console.print(f"\nLever, men står som ubekreftet: {', '.join(proved)}. Skriv verified: true i feeds.yaml.")
    living = sum(probe.lives for probe in probes)
    console.print(f"\n{living} av {count_words(len(probes), 'kilde', 'kilder')} lever.")


async def probe_all(config: Config, done: Callable[[], object] = lambda: None) -> list[Probe]:
    """Fetches and reads every feed once, storing nothing; `done` is called after each."""
    settings = config.settings

    async def probe(fetcher: Fetcher, outlet: Outlet, feed: Feed) -> Probe:
        found = await _probe(fetcher, outlet, feed)
        done()
        return found

    async with Fetcher(user_agent=settings.user_agent, allow_private=settings.allow_private) as fetcher:
        work = (probe(fetcher, outlet, feed) for outlet in config.outlets for feed in outlet.feeds)
        return list(await asyncio.gather(*work))


async def _probe(fetcher: Fetcher, outlet: Outlet, feed: Feed) -> Probe:
    try:
        page, reading = await _read(fetcher, outlet, feed, feed.url)
        items = reading.items
        if not items and reading.more:  # an index of sitemaps: the newest of them tells
            items = (await _read(fetcher, outlet, feed, reading.more[0]))[1].items
    except CollectError as error:
        return Probe(outlet, feed, _failure_word(error), error.advice or str(error))
    return _judged(outlet, feed, page, items, reading.problems)


async def _read(fetcher: Fetcher, outlet: Outlet, feed: Feed, url: str) -> tuple[Page, FeedReading]:
    page = await fetcher.get(url, pause_seconds=outlet.pause_seconds)
    return page, await asyncio.to_thread(read_feed, page, feed, now=utc_now())


def _judged(outlet: Outlet, feed: Feed, page: Page, items: Sequence[Item], problems: Sequence[str]) -> Probe:
    now = utc_now()
    fresh = FeedState(feed=feed.id, outlet=outlet.id, due_at=now)
    state = after_success(fresh, items, new=len(items), page=page, feed=feed, now=now)
    note = " ".join(words if words.endswith(".") else f"{words}." for words in (state.health_note, *problems) if words)
    return Probe(outlet, feed, WELL.get(state.health, UNREADABLE), note, len(items), state.last_item_at)


def _failure_word(error: CollectError) -> str:
    if isinstance(error, FetchError):
        return _FETCH_WORDS.get(error.reason, UNREADABLE)
    return _FEED_WORDS.get(error.found, UNREADABLE) if isinstance(error, FeedError) else UNREADABLE

"""What one feed answers right now, stored nowhere: for `mediawatch sources` and for the pages."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mediawatch.collect.fetch import Fetcher
from mediawatch.collect.pace import after_success
from mediawatch.collect.poll import FeedReading, read_feed
from mediawatch.config import Config
from mediawatch.errors import CollectError, FeedError, FeedFound, FetchError, FetchReason
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.rounds import open_fetcher
from mediawatch.model import Feed, FeedHealth, FeedState, Item, Outlet, Page

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
PROBE_WORDS = frozenset({*WELL.values(), *_FETCH_WORDS.values(), *_FEED_WORDS.values(), UNREADABLE})
"""Every word that tells how a feed answered."""


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


async def probe_one(config: Config, outlet: Outlet, feed: Feed) -> Probe:
    """One feed by itself."""
    async with open_fetcher(config.settings) as fetcher:
        return await try_feed(fetcher, outlet, feed)


async def try_feed(fetcher: Fetcher, outlet: Outlet, feed: Feed) -> Probe:
    """One polite fetch (two of an index of sitemaps), read as a round would."""
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

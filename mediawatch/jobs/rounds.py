"""One round: poll the feeds that are due, then read what waits. Two processes at once share the work by leases."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from mediawatch.collect.fetch import Fetcher
from mediawatch.collect.pace import after_failure, after_success, after_unchanged
from mediawatch.collect.poll import FeedReading, read_feed
from mediawatch.config import Config
from mediawatch.errors import CollectError
from mediawatch.jobs.reading import Reader, item_key, make_screen, read_item
from mediawatch.jobs.summary import RoundSummary
from mediawatch.model import Feed, FeedState, Item, Outlet, Page
from mediawatch.store import QueuedItem, Store

FEEDS_AT_ONCE = 40
PAGES_AT_ONCE = 12
ITEM_BATCH = 60
MAX_CHILD_SITEMAPS = 3
LARGE_FEED = 300_000
"""Bytes; smaller feeds are read in some 10 ms, which is less than handing them to a thread costs."""
FEED_LEASE = timedelta(minutes=5)
ITEM_LEASE = timedelta(minutes=15)
OLDEST = timedelta(days=90)
"""Items published before this are not read: a first poll of a sitemap must not fetch ten years of pages."""

Clock = Callable[[], datetime]


@dataclass(slots=True)
class Progress:
    """Told of every step of a round; the default tells nobody."""

    feeds: Callable[[int, int], None] = lambda done, total: None
    pages: Callable[[int, int], None] = lambda done, waiting: None


def utc_now() -> datetime:
    """The one clock of the jobs."""
    return datetime.now(UTC)


async def poll_round(
    config: Config,
    store: Store,
    *,
    now: Clock = utc_now,
    force: bool = False,
    progress: Progress | None = None,
) -> RoundSummary:
    """Polls every feed that is due (`force`: every feed) and reads every waiting item that may be read now."""
    progress = progress or Progress()
    summary = RoundSummary()
    settings = config.settings
    async with Fetcher(user_agent=settings.user_agent, allow_private=settings.allow_private) as fetcher:
        reader = Reader(config, store, fetcher, make_screen(config.organisations))
        await poll_feeds(reader, summary, now=now, force=force, progress=progress)
        await read_items(reader, summary, now=now, progress=progress)
    return summary


async def poll_feeds(reader: Reader, summary: RoundSummary, *, now: Clock, force: bool, progress: Progress) -> None:
    """Feeds due to items waiting."""
    store = reader.store
    feeds = {feed.id: (outlet, feed) for outlet in reader.config.outlets for feed in outlet.feeds}
    polled: set[str] = set()
    while True:
        due = store.claim_feeds(now(), limit=FEEDS_AT_ONCE, lease=FEED_LEASE, force=force)
        fresh = [state for state in due if state.feed in feeds and state.feed not in polled]
        if not fresh:
            store.release_feeds()
            return
        polled |= {state.feed for state in fresh}
        progress.feeds(len(polled) - len(fresh), len(feeds) if force else len(polled))
        await asyncio.gather(*(_poll_one(reader, summary, *feeds[state.feed], state, now) for state in fresh))
        progress.feeds(len(polled), len(feeds) if force else len(polled))


async def _poll_one(
    reader: Reader, summary: RoundSummary, outlet: Outlet, feed: Feed, state: FeedState, now: Clock
) -> None:
    store, counts = reader.store, summary.of(outlet.id)
    try:
        page = await reader.fetcher.get(
            feed.url, etag=state.etag, last_modified=state.last_modified, pause_seconds=outlet.pause_seconds
        )
        if page.status == 304:
            after = after_unchanged(state, page, feed, now())
            store.finish_feed(after, items=0, new=0, now=now())
            return
        reading = await _read_aside(page, feed, now())
        items = (*reading.items, *await _children(reader, outlet, feed, reading, now))
    except CollectError as error:
        counts.failed(error)
        store.finish_feed(after_failure(state, error, feed, now()), items=0, new=0, now=now())
        return
    _take_in(reader, summary, state, feed, page, items, now)


async def _read_aside(page: Page, feed: Feed, now: datetime) -> FeedReading:
    """Reads a feed; a large one in a thread, so that the answers of other outlets do not run into their time limits."""
    if len(page.content) < LARGE_FEED:
        return read_feed(page, feed, now=now)
    return await asyncio.to_thread(read_feed, page, feed, now=now)


def _take_in(
    reader: Reader,
    summary: RoundSummary,
    state: FeedState,
    feed: Feed,
    page: Page,
    items: tuple[Item, ...],
    now: Clock,
) -> None:
    counts, moment = summary.of(state.outlet), now()
    config = reader.config
    wanted = [(item, item_key(item)) for item in items if _recent(item, moment) and not config.is_blocked(_host(item))]
    new, _changed = reader.store.add_items(wanted, moment)
    counts.items += len(items)
    counts.new += new
    after = after_success(state, items, new=new, page=page, feed=feed, now=moment)
    reader.store.finish_feed(after, items=len(items), new=new, now=moment)


async def _children(reader: Reader, outlet: Outlet, feed: Feed, reading: FeedReading, now: Clock) -> tuple[Item, ...]:
    """The items of the newest child sitemaps. One that fails is left for the next round; the others count."""
    items: list[Item] = []
    for address in reading.more[:MAX_CHILD_SITEMAPS]:
        try:
            page = await reader.fetcher.get(address, pause_seconds=outlet.pause_seconds)
            child = await _read_aside(page, feed, now())
        except CollectError:
            continue
        items.extend(child.items)
    return tuple(items)


def _host(item: Item) -> str:
    return urlsplit(item.url).hostname or ""


def _recent(item: Item, now: datetime) -> bool:
    return item.published is None or item.published >= now - OLDEST


async def read_items(reader: Reader, summary: RoundSummary, *, now: Clock, progress: Progress) -> None:
    """Items waiting to coverage stored, until nothing more may be read now."""
    outlets = {outlet.id: outlet for outlet in reader.config.outlets}
    gate = asyncio.Semaphore(PAGES_AT_ONCE)
    done = 0
    while batch := reader.store.claim_items(now(), limit=ITEM_BATCH, lease=ITEM_LEASE):
        progress.pages(done, done + len(batch))

        async def read_one(queued: QueuedItem) -> None:
            nonlocal done
            async with gate:
                await _read_one(reader, summary, outlets, queued, now)
            done += 1
            progress.pages(done, max(done, done + len(batch) - 1))

        await asyncio.gather(*(read_one(queued) for queued in batch))
    progress.pages(done, done)


async def _read_one(
    reader: Reader, summary: RoundSummary, outlets: Mapping[str, Outlet], queued: QueuedItem, now: Clock
) -> None:
    outlet = outlets.get(queued.item.outlet)
    if outlet is None:  # taken out of feeds.yaml while its items waited
        reader.store.forget_item(queued.id, now())
        return
    counts = summary.of(outlet.id)
    counts.read += 1
    try:
        for coverage in await read_item(reader, queued, outlet, now()):
            counts.found(coverage)
    except CollectError as error:
        counts.failed(error)

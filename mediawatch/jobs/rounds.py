"""One round: poll the feeds that are due, then read what waits. Two processes at once share the work by leases."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from mediawatch.collect.fetch import Fetcher
from mediawatch.collect.pace import after_failure, after_success, after_unchanged
from mediawatch.collect.poll import FeedReading, read_feed
from mediawatch.config import Config, Settings
from mediawatch.errors import CollectError, StoreError
from mediawatch.jobs.clock import Clock, utc_now
from mediawatch.jobs.lessons import LessonBook
from mediawatch.jobs.neighbours import Tally
from mediawatch.jobs.reading import Reader, item_key, make_screen, put_off, read_item
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
OUR_FAULT = "mediawatch klarte ikke å lese dette. Det er en feil i mediawatch; meld fra til dem som vedlikeholder det."


@dataclass(slots=True)
class Progress:
    """Told of every step of a round; the default tells nobody."""

    feeds: Callable[[int, int], None] = lambda done, total: None
    pages: Callable[[int, int], None] = lambda done, waiting: None


def never() -> bool:
    """Nobody asks the round to stop."""
    return False


def open_fetcher(settings: Settings) -> Fetcher:
    """What a round fetches with, as the settings have it."""
    return Fetcher(user_agent=settings.user_agent, allow_private=settings.allow_private)


async def poll_round(
    config: Config,
    store: Store,
    *,
    now: Clock = utc_now,
    force: bool = False,
    progress: Progress | None = None,
    stopping: Callable[[], bool] = never,
    make_fetcher: Callable[[Settings], Fetcher] = open_fetcher,
) -> RoundSummary:
    """Polls every feed that is due (`force`: every feed) and reads every waiting item that may be read now.

    Once `stopping` says so, nothing more is begun; what is left waits for the next round. `make_fetcher` stands in for
    the usual limits and name service. A bug met with one feed or page is recorded with it and raised when all else is
    done; a StoreError is raised at once. A process has one round at a time.
    """
    progress = progress or Progress()
    summary = RoundSummary()
    async with make_fetcher(config.settings) as fetcher:
        lessons = LessonBook(store, config.outlet_by_id)
        tally, began = Tally(config, store, now), now()
        reader = Reader(config, store, fetcher, make_screen(config.organisations), now, stopping, lessons, tally)
        store.release_feeds()  # what an earlier round of this process had in hand when the database went away
        store.release_items()
        try:
            await poll_feeds(reader, summary, force=force, progress=progress)
        finally:
            store.release_feeds()
        tally.heard(began)
        await read_items(reader, summary, progress=progress)
    if summary.bugs:
        raise summary.bugs[0]
    return summary


async def poll_feeds(reader: Reader, summary: RoundSummary, *, force: bool, progress: Progress) -> None:
    """Feeds due to items waiting. Those claimed stay leased until the round gives them back, so that `force` comes to
    an end."""
    store = reader.store
    feeds = {feed.id: (outlet, feed) for outlet in reader.config.outlets for feed in outlet.feeds}
    polled: set[str] = set()
    while not reader.stopping():
        due = store.claim_feeds(reader.now(), limit=FEEDS_AT_ONCE, lease=FEED_LEASE, force=force)
        if not due:
            return
        fresh = [state for state in due if state.feed in feeds and state.feed not in polled]
        polled |= {state.feed for state in fresh}
        progress.feeds(len(polled) - len(fresh), len(feeds) if force else len(polled))
        work = (_poll_one(reader, summary, *feeds[state.feed], state) for state in fresh)
        for state, bug in zip(fresh, await _side_by_side(work), strict=True):
            if bug is not None:
                summary.bugs.append(bug)
                error = CollectError(str(bug), url=feeds[state.feed][1].url, advice=OUR_FAULT)
                _feed_failed(reader, summary, feeds[state.feed][1], state, error)
        progress.feeds(len(polled), len(feeds) if force else len(polled))


async def _poll_one(reader: Reader, summary: RoundSummary, outlet: Outlet, feed: Feed, state: FeedState) -> None:
    store, now = reader.store, reader.now
    summary.of(outlet.id)
    try:
        page = await reader.fetcher.get(
            feed.url, etag=state.etag, last_modified=state.last_modified, pause_seconds=outlet.pause_seconds
        )
        if page.status == 304:
            after = after_unchanged(state, page, feed, now())
            store.finish_feed(after, items=0, new=0, now=now())
            return
        reading = await _with_children(reader, outlet, feed, await _read_aside(page, feed, now()))
    except CollectError as error:
        _feed_failed(reader, summary, feed, state, error)
        return
    if reading.more:  # that the list of sitemaps is unchanged says nothing of the sitemaps: ask for all of it again
        page = replace(page, etag=None, last_modified=None)
    _take_in(reader, summary, state, feed, page, reading)


def _feed_failed(reader: Reader, summary: RoundSummary, feed: Feed, state: FeedState, error: CollectError) -> None:
    moment = reader.now()
    summary.of(state.outlet).failed(error)
    reader.store.finish_feed(after_failure(state, error, feed, moment), items=0, new=0, now=moment)


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
    reading: FeedReading,
) -> None:
    counts, moment = summary.of(state.outlet), reader.now()
    config, items = reader.config, reading.items
    wanted = [(item, item_key(item)) for item in items if _recent(item, moment) and not config.is_blocked(_host(item))]
    new, _changed = reader.store.add_items(wanted, moment)
    counts.items += len(items)
    counts.new += new
    after = after_success(state, items, new=new, page=page, feed=feed, now=moment, problems=reading.problems)
    reader.store.finish_feed(after, items=len(items), new=new, now=moment)


async def _with_children(reader: Reader, outlet: Outlet, feed: Feed, reading: FeedReading) -> FeedReading:
    """The reading with the items of its newest child sitemaps. One that fails is left for the next round, and told;
    the others count."""
    items, problems = list(reading.items), list(reading.problems)
    for address in reading.more[:MAX_CHILD_SITEMAPS]:
        try:
            page = await reader.fetcher.get(address, pause_seconds=outlet.pause_seconds)
            child = await _read_aside(page, feed, reader.now())
        except CollectError as error:
            problems.append(f"Ett av nettstedskartene kunne ikke leses: {error.advice or error}")
            continue
        items.extend(child.items)
        problems.extend(child.problems)
    return replace(reading, items=tuple(items), problems=tuple(problems))


def _host(item: Item) -> str:
    return urlsplit(item.url).hostname or ""


def _recent(item: Item, now: datetime) -> bool:
    when = item.published or item.updated  # a plain sitemap tells only of changes
    return when is None or when >= now - OLDEST


async def read_items(reader: Reader, summary: RoundSummary, *, progress: Progress) -> None:
    """Items waiting to coverage stored, until nothing more may be read now."""
    outlets = {outlet.id: outlet for outlet in reader.config.outlets}
    gate = asyncio.Semaphore(PAGES_AT_ONCE)
    done = total = 0

    async def read_one(queued: QueuedItem) -> None:
        nonlocal done
        async with gate:
            await _read_one(reader, summary, outlets, queued)
        done += 1
        progress.pages(done, total)

    while batch := _claim(reader):
        total = done + max(len(batch), reader.store.count_waiting(reader.now()))
        progress.pages(done, total)
        for queued, bug in zip(batch, await _side_by_side(map(read_one, batch)), strict=True):
            if bug is not None:
                summary.bugs.append(bug)
                put_off(reader, queued, OUR_FAULT)
                done += 1
    progress.pages(done, done)


async def _side_by_side(work: Iterable[Coroutine[Any, Any, None]]) -> list[BaseException | None]:
    """Does everything to its end and tells what each raised, so that trouble with one thing harms no other. Only a
    StoreError is raised, at once, and the rest broken off: without the database there is nothing to be done."""
    tasks = [asyncio.ensure_future(one) for one in work]
    waiting = set(tasks)
    try:
        while waiting:
            ended, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_EXCEPTION)
            for error in (task.exception() for task in ended):
                if isinstance(error, StoreError):
                    raise error
        return [task.exception() for task in tasks]
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _claim(reader: Reader) -> list[QueuedItem]:
    if reader.stopping():
        return []
    return reader.store.claim_items(reader.now(), limit=ITEM_BATCH, lease=ITEM_LEASE)


async def _read_one(reader: Reader, summary: RoundSummary, outlets: Mapping[str, Outlet], queued: QueuedItem) -> None:
    if reader.stopping():  # the lease ends with this process
        return
    outlet = outlets.get(queued.item.outlet)
    if outlet is None:  # taken out of feeds.yaml while its items waited
        reader.store.forget_item(queued.id, reader.now())
        return
    counts = summary.of(outlet.id)
    counts.read += 1
    read = await read_item(reader, queued, outlet)
    for coverage in read.coverages:
        counts.found(coverage)
    if read.trouble is not None:
        counts.failed(read.trouble)

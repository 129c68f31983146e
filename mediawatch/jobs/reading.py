"""One waiting item to stored coverage: fetch, screen, extract, judge for every organisation, find its story, save."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mediawatch.collect.address import article_id, canonical_address
from mediawatch.collect.extract import article_from_item, extract_article
from mediawatch.collect.fetch import Fetcher
from mediawatch.collect.screen import Screen
from mediawatch.config import Config
from mediawatch.enrich.copies import find_story, sketch
from mediawatch.enrich.judge import judge
from mediawatch.enrich.names import screen_forms
from mediawatch.enrich.speakers import read_roles
from mediawatch.errors import CollectError, ExtractError, FetchError
from mediawatch.jobs.clock import Clock
from mediawatch.jobs.lessons import LessonBook
from mediawatch.jobs.neighbours import Tally
from mediawatch.model import Article, Coverage, Item, Organisation, Outlet, Page
from mediawatch.relate.spokespersons import suggest
from mediawatch.store import QueuedItem, Saved, Store

MAX_ATTEMPTS = 6
"""Tries before a page is read from its feed entry alone: about two days with RETRY doubling."""
RETRY = timedelta(minutes=45)
MAX_TEXT = 200_000
"""Characters of a field that are judged. The longest printed features have about 60,000; judging takes some five
seconds for so many characters full of names, and minutes for ten megabytes."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What a round needs, made once for it. `now` is asked anew for each thing stored: what was first seen while a
    digest went out belongs to the next one."""

    config: Config
    store: Store
    fetcher: Fetcher
    screen: Screen
    now: Clock
    stopping: Callable[[], bool]
    lessons: LessonBook | None = None
    tally: Tally | None = None

    def is_home(self, outlet: Outlet) -> bool:
        """Whether the outlet covers one of our organisations as its own, or belongs to it: there "kommunen" means us,
        so every page is worth parsing."""
        return any(
            organisation.place in outlet.home or set(organisation.own_hosts) & set(outlet.hosts)
            for organisation in self.config.organisations
        )


@dataclass(frozen=True, slots=True)
class ItemRead:
    """What came of one item. `coverages`: what concerns an organisation; `trouble`: why its page could not be had or
    read, where it could not."""

    coverages: tuple[Coverage, ...] = ()
    trouble: CollectError | None = None


def make_screen(organisations: Sequence[Organisation]) -> Screen:
    """The screen for everything that any organisation watches."""
    return Screen({form for organisation in organisations for form in screen_forms(organisation)})


async def read_item(reader: Reader, queued: QueuedItem, outlet: Outlet) -> ItemRead:
    """Reads one waiting item to its end: coverage saved, forgotten, or put back to wait."""
    item = queued.item
    if not item.url.startswith(("http://", "https://")):  # an entry without a link: all there is, is what the feed said
        return await _from_feed(reader, queued, outlet)
    try:
        page = await reader.fetcher.get(item.url, pause_seconds=outlet.pause_seconds)
    except FetchError as error:
        return await _without_page(reader, queued, outlet, error)
    return await _with_page(reader, queued, outlet, page)


async def _with_page(reader: Reader, queued: QueuedItem, outlet: Outlet, page: Page) -> ItemRead:
    item = queued.item
    may_be_ours = reader.screen.names_anyone(page.content, page.charset) or _named(reader, item)
    if not (may_be_ours or reader.is_home(outlet) or _is_known(reader, item, outlet, page)):
        await _count_only(reader, page, outlet, item)
        reader.store.forget_item(queued.id, reader.now())
        return ItemRead()
    try:
        article = await asyncio.to_thread(extract_article, page, outlet=outlet, item=item)
    except ExtractError as error:
        return await _without_page(reader, queued, outlet, error)
    return ItemRead(await _save(reader, queued, outlet, article))


async def _count_only(reader: Reader, page: Page, outlet: Outlet, item: Item) -> None:
    """A page that is not about us is parsed for the tally alone, if it may name a neighbour; then it is forgotten."""
    if reader.tally is None or not await asyncio.to_thread(reader.tally.may_name, page, outlet):
        return
    try:
        article = await asyncio.to_thread(extract_article, page, outlet=outlet, item=item)
    except ExtractError:  # a page without an article names nobody
        return
    reader.tally.count(bounded(article), outlet)


def _is_known(reader: Reader, item: Item, outlet: Outlet, page: Page) -> bool:
    """Whether the article is stored: then it named us once, and that it no longer does is news to be stored too."""
    keys = {key for url in (item.url, page.url) for key in (article_id(url), canonical_address(url)) if key}
    return any(reader.store.known_article(outlet.id, key) is not None for key in keys)


async def _without_page(reader: Reader, queued: QueuedItem, outlet: Outlet, error: CollectError) -> ItemRead:
    """The page is not to be had: wait and try again, or make do with what the feed told."""
    if isinstance(error, FetchError) and error.temporary and queued.attempts < MAX_ATTEMPTS:
        put_off(reader, queued, error.advice or str(error), wait=error.retry_after)
    elif queued.item.title and (reader.is_home(outlet) or _named(reader, queued.item)):
        return replace(await _from_feed(reader, queued, outlet), trouble=error)
    else:
        _count_entry(reader, queued.item, outlet)
        reader.store.fail_item(queued.id, error.advice or str(error), None, reader.now())
    return ItemRead(trouble=error)


def _count_entry(reader: Reader, item: Item, outlet: Outlet) -> None:
    """What a feed told of a page that is not had: ours is read from that too, so the neighbours' must be."""
    if reader.tally is None:
        return
    try:
        reader.tally.count(bounded(article_from_item(item)), outlet)
    except ExtractError:  # an entry without words names nobody
        return


async def _from_feed(reader: Reader, queued: QueuedItem, outlet: Outlet) -> ItemRead:
    """The item as its feed told it, without its page."""
    if not (reader.is_home(outlet) or _named(reader, queued.item)):
        _count_entry(reader, queued.item, outlet)
        reader.store.forget_item(queued.id, reader.now())
        return ItemRead()
    try:
        article = article_from_item(queued.item)
    except ExtractError as error:
        reader.store.fail_item(queued.id, error.advice or str(error), None, reader.now())
        return ItemRead(trouble=error)
    return ItemRead(await _save(reader, queued, outlet, article))


def put_off(reader: Reader, queued: QueuedItem, reason: str, *, wait: timedelta | None = None) -> None:
    """The item waits: as long as the site asks for, else longer each time; after MAX_ATTEMPTS it is given up."""
    now = reader.now()
    retry_at = now + (wait or RETRY * 2 ** (queued.attempts - 1)) if queued.attempts < MAX_ATTEMPTS else None
    reader.store.fail_item(queued.id, reason, retry_at, now)


def _named(reader: Reader, item: Item) -> bool:
    return reader.screen.names_anyone("\n".join((item.title, item.lead, item.text)))


async def _save(reader: Reader, queued: QueuedItem, outlet: Outlet, article: Article) -> tuple[Coverage, ...]:
    article = bounded(article)
    if reader.tally is not None:
        reader.tally.count(article, outlet)
    coverages = await asyncio.to_thread(judge_for_all, article, reader.config.organisations, outlet, reader.lessons)
    save(reader.store, article, coverages, item_id=queued.id, now=reader.now)
    return tuple(coverage for coverage in coverages if _concerns(coverage))


def bounded(article: Article) -> Article:
    """The article with no field longer than MAX_TEXT: what a hostile page holds must not keep the judging busy."""
    title, lead, text = (words[:MAX_TEXT] for words in (article.title, article.lead, article.text))
    return replace(article, title=title, lead=lead, text=text)


def _concerns(coverage: Coverage) -> bool:
    return coverage.reading.relevant or coverage.reading.unsure


def judge_for_all(
    article: Article, organisations: Sequence[Organisation], outlet: Outlet, lessons: LessonBook | None = None
) -> tuple[Coverage, ...]:
    """One article to what it means for each organisation, as its `lessons` would have it, with who should answer."""
    found = []
    for organisation in organisations:
        coverage = judge(article, organisation, outlet)
        if lessons is not None:
            coverage = lessons.of(organisation.id).adjusted(coverage, organisation)
        leans = read_roles(article, coverage.reading)
        found.append(replace(coverage, suggestion=suggest(coverage, organisation, leans)))
    return tuple(found)


def save(
    store: Store, article: Article, coverages: Sequence[Coverage], *, item_id: int | None, now: datetime | Clock
) -> Saved:
    """Judged article to the store, in one transaction that also finds the story it is a copy of."""
    return store.save(
        article, coverages, sketch(article, coverages[0].reading), find_story=find_story, item_id=item_id, now=now
    )


def item_key(item: Item) -> str:
    """The identity under which an item is queued once, whichever of the outlet's feeds told of it."""
    return canonical_address(item.url)

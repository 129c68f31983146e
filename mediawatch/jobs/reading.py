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
from mediawatch.errors import CollectError, ExtractError, FetchError
from mediawatch.model import Article, Coverage, Item, Organisation, Outlet, Page
from mediawatch.relate.spokespersons import suggest
from mediawatch.store import QueuedItem, Saved, Store

MAX_ATTEMPTS = 6
"""Tries before a page is read from its feed entry alone: about two days with RETRY doubling."""
RETRY = timedelta(minutes=45)

Clock = Callable[[], datetime]


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

    def is_home(self, outlet: Outlet) -> bool:
        """Whether the outlet covers one of our organisations as its own, or belongs to it: there "kommunen" means us,
        so every page is worth parsing."""
        return any(
            organisation.place in outlet.home or set(organisation.own_hosts) & set(outlet.hosts)
            for organisation in self.config.organisations
        )


def make_screen(organisations: Sequence[Organisation]) -> Screen:
    """The screen for everything that any organisation watches."""
    return Screen({form for organisation in organisations for form in screen_forms(organisation)})


async def read_item(reader: Reader, queued: QueuedItem, outlet: Outlet) -> tuple[Coverage, ...]:
    """Reads one waiting item to its end: coverage saved, forgotten, or put back to wait.

    Returns what concerns an organisation. Raises CollectError when the page could not be had or read; the item has then
    been dealt with already.
    """
    item = queued.item
    try:
        page = await reader.fetcher.get(item.url, pause_seconds=outlet.pause_seconds)
    except FetchError as error:
        return await _without_page(reader, queued, outlet, error)
    return await _with_page(reader, queued, outlet, page)


async def _with_page(reader: Reader, queued: QueuedItem, outlet: Outlet, page: Page) -> tuple[Coverage, ...]:
    item = queued.item
    may_be_ours = reader.screen.names_anyone(page.content, page.charset) or _named(reader, item)
    if not (may_be_ours or reader.is_home(outlet) or _is_known(reader, item, outlet, page)):
        reader.store.forget_item(queued.id, reader.now())
        return ()
    try:
        article = await asyncio.to_thread(extract_article, page, outlet=outlet, item=item)
    except ExtractError as error:
        return await _without_page(reader, queued, outlet, error)
    return await _save(reader, queued, outlet, article)


def _is_known(reader: Reader, item: Item, outlet: Outlet, page: Page) -> bool:
    """Whether the article is stored: then it named us once, and that it no longer does is news to be stored too."""
    keys = {key for url in (item.url, page.url) for key in (article_id(url), canonical_address(url)) if key}
    return any(reader.store.known_article(outlet.id, key) is not None for key in keys)


async def _without_page(
    reader: Reader, queued: QueuedItem, outlet: Outlet, error: CollectError
) -> tuple[Coverage, ...]:
    """The page is not to be had: wait and try again, or make do with what the feed told. Always tells the error."""
    attempts, now = queued.attempts, reader.now()
    if isinstance(error, FetchError) and error.temporary and attempts < MAX_ATTEMPTS:
        wait = error.retry_after or RETRY * 2 ** (attempts - 1)
        reader.store.fail_item(queued.id, error.advice or str(error), now + wait, now)
    elif queued.item.title and (reader.is_home(outlet) or _named(reader, queued.item)):
        await _save(reader, queued, outlet, article_from_item(queued.item))
    else:
        reader.store.fail_item(queued.id, error.advice or str(error), None, now)
    raise error


def _named(reader: Reader, item: Item) -> bool:
    return reader.screen.names_anyone("\n".join((item.title, item.lead, item.text)))


async def _save(reader: Reader, queued: QueuedItem, outlet: Outlet, article: Article) -> tuple[Coverage, ...]:
    coverages = await asyncio.to_thread(judge_for_all, article, reader.config.organisations, outlet)
    save(reader.store, article, coverages, item_id=queued.id, now=reader.now())
    return tuple(coverage for coverage in coverages if _concerns(coverage))


def _concerns(coverage: Coverage) -> bool:
    return coverage.reading.relevant or coverage.reading.unsure


def judge_for_all(article: Article, organisations: Sequence[Organisation], outlet: Outlet) -> tuple[Coverage, ...]:
    """One article to what it means for each organisation, with who should answer."""
    judged = (judge(article, organisation, outlet) for organisation in organisations)
    return tuple(
        replace(coverage, suggestion=suggest(coverage, organisation))
        for coverage, organisation in zip(judged, organisations, strict=True)
    )


def save(store: Store, article: Article, coverages: Sequence[Coverage], *, item_id: int | None, now: datetime) -> Saved:
    """Judged article to the store, in one transaction that also finds the story it is a copy of."""
    return store.save(article, coverages, sketch(article), find_story=find_story, item_id=item_id, now=now)


def item_key(item: Item) -> str:
    """The identity under which an item is queued once, whichever of the outlet's feeds told of it."""
    return canonical_address(item.url)

"""Coverage put in by a person: an address to read, or print and broadcast typed in."""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Literal

from mediawatch.collect.extract import extract_article
from mediawatch.collect.fetch import Fetcher
from mediawatch.config import Config
from mediawatch.jobs.lessons import LessonBook
from mediawatch.jobs.reading import bounded, judge_for_all, save
from mediawatch.model import Article, Outlet
from mediawatch.store import Store

Added = Literal["new", "revision", "unchanged", "not ours"]
"""What became of a story put in by hand. "not ours": it names nobody we watch, and is not stored."""


async def add_address(config: Config, store: Store, url: str, outlet: Outlet, *, now: datetime) -> Added:
    """Reads one address and stores it. Raises CollectError when the page cannot be had or holds no article."""
    settings = config.settings
    async with Fetcher(user_agent=settings.user_agent, allow_private=settings.allow_private) as fetcher:
        page = await fetcher.get(url, pause_seconds=outlet.pause_seconds)
    article = await asyncio.to_thread(extract_article, page, outlet=outlet)
    return add_by_hand(config, store, article, outlet, now=now)


def add_by_hand(config: Config, store: Store, article: Article, outlet: Outlet, *, now: datetime) -> Added:
    """Judges and stores an article. What a person adds is kept when it names anything watched, however slight."""
    article = bounded(article)
    judged = judge_for_all(article, config.organisations, outlet, LessonBook(store, config.outlet_by_id))
    ours = tuple(
        replace(coverage, first_seen=now, reading=replace(coverage.reading, relevant=True))
        for coverage in judged
        if coverage.reading.accepted
    )
    if not ours:
        return "not ours"
    outcome = save(store, article, ours, item_id=None, now=now).outcome
    return "not ours" if outcome == "forgotten" else outcome

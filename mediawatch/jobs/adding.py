"""Coverage put in by a person: an address to read, or print and broadcast typed in."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from mediawatch.collect.address import canonical_address
from mediawatch.collect.extract import extract_article
from mediawatch.collect.fetch import Fetcher
from mediawatch.config import Config
from mediawatch.jobs.lessons import LessonBook
from mediawatch.jobs.reading import bounded, judge_for_all, save
from mediawatch.model import Article, Outlet
from mediawatch.store import Store

AHEAD = timedelta(days=7)
"""A paper or a programme may be known some days before it comes out; a later date is a slip."""
Added = Literal["new", "revision", "unchanged", "not ours"]
"""What became of a story put in by hand. "not ours": it names nobody we watch, and is not stored."""


async def add_address(config: Config, store: Store, url: str, outlet: Outlet, *, now: datetime) -> Added:
    """Reads one address and stores it. Raises CollectError when the page cannot be had or holds no article."""
    return add_by_hand(config, store, await read_address(config, url, outlet), outlet, now=now)


async def read_address(config: Config, url: str, outlet: Outlet) -> Article:
    """One address to its article. Raises CollectError when the page cannot be had or holds none."""
    settings = config.settings
    async with Fetcher(user_agent=settings.user_agent, allow_private=settings.allow_private) as fetcher:
        page = await fetcher.get(url, pause_seconds=outlet.pause_seconds)
    return await asyncio.to_thread(extract_article, page, outlet=outlet)


def hand_article(
    outlet: Outlet, *, day: date, title: str, text: str, zone: ZoneInfo, url: str = "", place: str = ""
) -> Article:
    """What a person typed in to an article. `url`: where it may be read; `place`: the page, or the hour of a
    broadcast."""
    published = datetime.combine(day, time(), zone)  # midnight: only the day is known, and no clock is shown
    slug = "-".join("".join(char if char.isalnum() else " " for char in title.lower()).split())[:80]
    return Article(
        outlet=outlet.id,
        # without an address: a name, the same for the same outlet, day and title, so that it is stored once
        address=canonical_address(url) if url else f"urn:mediawatch:{outlet.id}:{day:%Y-%m-%d}:{slug}",
        article_id=None,
        title=title,
        text=text,
        published=published,
        section=place,
        source="hand",
    )


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

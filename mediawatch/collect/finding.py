"""A page's address to the feeds it may be followed by: what it links to, what its robots.txt lists, what lies where
such things usually lie, and the page itself. Each is read before it is offered."""

import re
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from mediawatch.collect.address import resolve_link
from mediawatch.collect.fetch import Fetcher
from mediawatch.collect.markup import decode, parse_text
from mediawatch.collect.poll import read_feed
from mediawatch.errors import CollectError
from mediawatch.model import Feed, FeedKind, Page

MOST_FOUND = 6
MOST_ASKED = 12
"""Requests to one site for one search: it is a courtesy that it answers at all."""
PAUSE = 0.5
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_USUAL = ("/rss", "/feed/", "/rss.xml", "/atom.xml", "/service/rss", "/sitemap-news.xml", "/news-sitemap.xml")
_SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A feed that was found and read. `items`: how many it holds; `newest`: when the latest is from, where it says."""

    url: str
    kind: FeedKind
    title: str
    items: int
    newest: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Where the address led, what its site calls itself, and what was found, the best first."""

    url: str
    title: str
    candidates: tuple[Candidate, ...]


async def find_feeds(fetcher: Fetcher, address: str, *, now: datetime) -> Findings:
    """An address as a person gave it to what may be followed there. Raises CollectError when it cannot be read."""
    page = await fetcher.get(address, pause_seconds=PAUSE)
    direct = _read(page, "rss", now)
    if direct is not None:
        return Findings(url=page.url, title=direct.title, candidates=(direct,))
    front = _read(page, "front_page", now)
    found: dict[str, Candidate] = {}
    asked = {page.url}
    async for url, kind in _places(fetcher, page):
        if url in asked:
            continue
        if len(asked) > MOST_ASKED or len(found) >= MOST_FOUND:
            break
        asked.add(url)
        candidate = await _try(fetcher, url, kind, now)
        if candidate is not None:
            found.setdefault(candidate.url, candidate)
    title = front.title if front else ""
    ordered = sorted(found.values(), key=lambda one: one.kind != "rss")
    return Findings(url=page.url, title=title, candidates=(*ordered, *([front] if front else ())))


async def _places(fetcher: Fetcher, page: Page) -> AsyncIterator[tuple[str, FeedKind]]:
    """Addresses to try, and what should lie there. The usual places last, for they are guesses."""
    for url in _linked(page):
        yield url, "rss"
    for url in await _from_robots(fetcher, page.url):
        yield url, "sitemap"
    for path in _USUAL:
        yield urljoin(page.url, path), "sitemap" if "sitemap" in path else "rss"


def _linked(page: Page) -> Iterable[str]:
    """What the page says are its feeds: link rel="alternate"."""
    tree = parse_text(decode(page.content, page.charset))
    for link in tree.iter("link") if tree is not None else ():
        rel, kind = (str(link.get(name) or "").lower() for name in ("rel", "type"))
        if "alternate" in rel.split() and kind.partition(";")[0].strip() in _FEED_TYPES:
            url = resolve_link(link.get("href", ""), base=page.url, feed_url=page.url)
            if url is not None:
                yield url


async def _from_robots(fetcher: Fetcher, url: str) -> list[str]:
    """Sitemaps that the site's robots.txt lists; those for news first."""
    try:
        page = await fetcher.get(urljoin(url, "/robots.txt"), pause_seconds=PAUSE, check_robots=False)
    except CollectError:
        return []
    listed = _SITEMAP.findall(decode(page.content, page.charset)[:500_000])
    usable = [one for one in dict.fromkeys(listed) if urlsplit(one).scheme in ("http", "https")]
    return sorted(usable, key=lambda one: "news" not in one.lower())[:4]


async def _try(fetcher: Fetcher, url: str, kind: FeedKind, now: datetime) -> Candidate | None:
    try:
        page = await fetcher.get(url, pause_seconds=PAUSE)
    except CollectError:
        return None
    return _read(page, kind, now)


def _read(page: Page, kind: FeedKind, now: datetime) -> Candidate | None:
    """What lies there, if it is something that can be followed."""
    feed = Feed(id="found", url=page.url, kind=kind)
    try:
        reading = read_feed(page, feed, now=now)
    except CollectError:
        return None
    if kind == "front_page" and not reading.items:
        return None
    if kind != "front_page" and not (reading.items or reading.more or reading.title):
        return None
    moments = [moment for item in reading.items if (moment := item.published or item.updated)]
    return Candidate(
        url=page.url,
        kind=kind,
        title=reading.title,
        items=len(reading.items),
        newest=max(moments, default=None),
    )

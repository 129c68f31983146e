"""What a feed, front page or sitemap was found to say: its entries as written made into Items.

Every format ends here, so that identity, dates, paid marks and doubts are settled by one set of rules:

- guid: the feed's own; without one, or when entries with different links share it, the canonical address.
- A time keeps the offset it was written with. Without a zone it is Norwegian local time (the outlets are Norwegian,
  and a newsroom that leaves the zone out writes what its clock shows). A date alone is midnight.
- Times before 1995 (no Norwegian paper was on the web) or in the future are no publishing times: None, and told.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from mediawatch.collect.address import canonical_address, resolve_link
from mediawatch.collect.feed_plain import lead_line, one_line, paragraphs
from mediawatch.collect.moments import parse_moment
from mediawatch.model import Feed, Item

OSLO = ZoneInfo("Europe/Oslo")
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""Brønnøysunds Avis, the first Norwegian paper on the web, came in March 1995; 1970 is a date that was never set."""
CLOCK_SLACK = timedelta(minutes=10)
"""How far ahead of ours an outlet's clock may run."""
MAX_ITEMS = 5_000
"""Entries read of one feed, the newest ones: fifty times the longest real feed seen."""
MAX_GUID = 500

_MARK = r"(?:\$|[\[(](?:\+|pluss|for abonnenter)[\])])"
_PAID_TITLE = re.compile(rf"^{_MARK}\s+|\s+{_MARK}$", re.IGNORECASE)
"""How aggregators and papers mark paid articles in headlines (VIPNYTT: "$")."""
_PAID_MARKS = frozenset(
    ("paywall", "premium", "pluss", "plus", "plussak", "pluss-sak", "plussartikkel", "abonnement", "for abonnenter")
)
_NO_NAME = frozenset(("admin", "administrator", "root", "webmaster", "editor", "none", "null", "ukjent", "unknown"))
_MAIL = re.compile(r"\S+@\S+")
_BYLINE = re.compile(r"^(?:av|tekst|foto|tekst og foto|by)\s*:?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as written: HTML, entities and all. Times are the feed's strings, `marks` its categories."""

    link: str = ""
    title: str = ""
    guid: str = ""
    lead: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    paywalled: bool | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedReading:
    """What was read. `problems`: odd things survived, in plain Norwegian; `more`: child sitemaps to read next (newest
    first).

    An item whose entry had a title but no link has a `urn:` address, which cannot be fetched.
    """

    items: tuple[Item, ...] = ()
    title: str = ""
    problems: tuple[str, ...] = ()
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where entries were found: the feed, the address it came from, what its links are relative to, and when."""

    feed: Feed
    url: str
    base: str
    now: datetime


def make_reading(
    entries: Iterable[Entry], place: Place, *, title: str = "", problems: Sequence[str] = (), more: Sequence[str] = ()
) -> FeedReading:
    """Entries in the order of the feed into Items, doubtful ones put right or left out and told of."""
    doubts: Counter[str] = Counter()
    items = _distinct([found for entry in entries if (found := _item(entry, place, doubts)) is not None], doubts)
    if place.feed.only:
        items = [item for item in items if is_wanted(item.url, place.feed)]
    told = (*problems, *(_told(doubt, count) for doubt, count in doubts.items() if count))
    return FeedReading(items=tuple(items), title=one_line(title), problems=told, more=tuple(more))


def is_wanted(url: str, feed: Feed) -> bool:
    """The address passes the feed's `only` (case does not matter)."""
    if not feed.only:
        return True
    where = url.casefold(), canonical_address(url).casefold()
    return any(part.casefold() in address for part in feed.only for address in where)


def _item(entry: Entry, place: Place, doubts: Counter[str]) -> tuple[str, Item] | None:
    """An entry into its canonical address and its Item."""
    title = one_line(entry.title)
    url = resolve_link(entry.link, base=place.base, feed_url=place.url)
    guid = entry.guid.strip()
    if url is None and re.match(r"https?://", guid, re.IGNORECASE):
        url = resolve_link(guid, base=place.base, feed_url=place.url)
    if url is None:
        if not title:
            doubts["nothing"] += 1
            return None
        doubts["no link"] += 1
        url = _urn(place.feed.id, guid or title)
    title, paid_title = _without_paid_mark(title)
    address, lead = canonical_address(url), lead_line(entry.lead)
    paid = True if paid_title or not _PAID_MARKS.isdisjoint(mark.strip().casefold() for mark in entry.marks) else None
    item = Item(
        feed=place.feed.id,
        outlet=place.feed.outlet,
        guid=_bounded(guid) or address,
        url=url,
        title=title,
        lead="" if _words(lead) == _words(title) else lead,
        text=paragraphs(entry.text),
        authors=names_in(entry.authors),
        published=read_time(entry.published, place.now, doubts),
        updated=read_time(entry.updated, place.now),
        paywalled=paid if paid is not None else entry.paywalled,
    )
    return address, item


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _urn(*parts: str) -> str:
    return "urn:mediawatch:" + hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:24]


def _bounded(guid: str) -> str:
    return guid if len(guid) <= MAX_GUID else _urn(guid)


def _without_paid_mark(title: str) -> tuple[str, bool]:
    bare = _PAID_TITLE.sub("", title)
    return (bare, True) if bare and bare != title else (title, False)


def _distinct(found: list[tuple[str, Item]], doubts: Counter[str]) -> list[Item]:
    """The same entry once; entries that share a guid but not the page are told apart by their address."""
    pages: dict[str, set[str]] = {}
    for address, item in found:
        pages.setdefault(item.guid, set()).add(address)
    kept: dict[tuple[str, str], Item] = {}
    for address, item in found:
        shared = len(pages[item.guid]) > 1
        guid = address if shared else item.guid
        if (guid, address) in kept:
            doubts["twice"] += 1
            continue
        doubts["shared guid"] += shared
        kept[guid, address] = replace(item, guid=guid) if shared else item
    return list(kept.values())


def read_time(text: str, now: datetime, doubts: Counter[str] | None = None) -> datetime | None:
    """A written time into an aware one, see the module; None where there is none to believe (a doubt is counted)."""
    text = text.strip()
    if not text:
        return None
    moment = parse_moment(text)
    if moment is None:
        doubt = f"unreadable {one_line(text)[:40]}"
    else:
        value = moment.value if moment.has_zone else moment.value.replace(tzinfo=OSLO)
        if EARLIEST <= value <= now + CLOCK_SLACK:
            return value
        doubt = "too early" if value < EARLIEST else "future"
    if doubts is not None:
        doubts[doubt] += 1
    return None


def names_in(authors: Iterable[str]) -> tuple[str, ...]:
    """Author fields as feeds write them ("kari@avis.no (Kari Nordmann)", "Av Kari Nordmann og Ola Li") into names."""
    names: dict[str, None] = {}
    for field in authors:
        line = one_line(field, 300)
        in_brackets = re.fullmatch(r"\S+@\S+\s*\((.+)\)", line)
        line = in_brackets[1] if in_brackets else _MAIL.sub(" ", line)
        for name in re.split(r"\s*(?:[,;/|&]|\bog\b|\band\b)\s*", _BYLINE.sub("", line.strip())):
            name = name.strip(" .()<>-–")
            if 1 < len(name) <= 80 and name.casefold() not in _NO_NAME:
                names.setdefault(name)
    return tuple(names)


def _told(doubt: str, count: int) -> str:
    posts = "1 post" if count == 1 else f"{number(count)} poster"
    if doubt.startswith("unreadable "):
        return f"{posts} har en dato som ikke kan leses («{doubt.removeprefix('unreadable ')}»)."
    return (
        posts
        + {
            "nothing": " har verken lenke eller tittel og er hoppet over.",
            "no link": " mangler lenke; bare tittelen er lest.",
            "shared guid": " deler id med en annen sak og skilles på adressen.",
            "twice": " står to ganger og er tatt med én gang.",
            "too early": " har en umulig gammel dato (før 1995) og står uten tidspunkt.",
            "future": " er datert frem i tid og står uten tidspunkt.",
        }[doubt]
    )


def number(count: int) -> str:
    """A count in Norwegian writing (10 000, with a no-break space)."""
    return f"{count:,}".replace(",", "\u00a0")

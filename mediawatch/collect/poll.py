"""Feed bytes into items: RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0, JSON Feed. The only door to feedparser.

feedparser gets text whose letters, references and DOCTYPE have been settled before (feed_xml); when the XML is still
not well-formed it reads what it can. What it finds becomes Entries, and those Items by the rules that all kinds of
feeds share (feed_reading). It is asked for strings only: its dates lose the offset, its sanitizer is slow.
"""

import io
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import urlsplit
from xml.sax import SAXException

import feedparser

from mediawatch.collect.address import resolve_link
from mediawatch.collect.discover import read_front_page
from mediawatch.collect.feed_json import read_json_entries
from mediawatch.collect.feed_plain import one_line
from mediawatch.collect.feed_reading import MAX_ITEMS, Entry, FeedReading, Place, make_reading, number, read_time
from mediawatch.collect.feed_xml import root_of, safe_xml, unpacked, without_junk_before
from mediawatch.collect.hosts import split
from mediawatch.collect.markup import decode, parse_text
from mediawatch.collect.pace import after_failure, after_success, after_unchanged, next_due
from mediawatch.collect.sitemap import read_sitemap
from mediawatch.errors import FeedError
from mediawatch.model import Feed, Page

__all__ = ["FeedReading", "after_failure", "after_success", "after_unchanged", "next_due", "read_feed"]

_FEEDS = ("rss", "rdf", "feed")
_SITEMAPS = ("urlset", "sitemapindex")
MAX_TAGS = 300_000
"""Tags read of one feed, twice what MAX_ITEMS of NRK's entries hold; about four seconds' work."""
_PARSER_TROUBLE = (SAXException, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What feedparser is known to raise on hostile input although it promises to raise nothing."""
_ENTRY_MARK = re.compile(r"<!\[CDATA\[|\]\]>|<(/?)(?:[A-Za-z_][\w.-]*:)?(?:item|entry)(?=[\s>/])", re.IGNORECASE)
_ENTRY_DATE = re.compile(r"<(?:[\w.-]+:)?(?:pubDate|published|updated|date|issued|modified)[^<>]*>([^<]{6,60})<", re.I)
_CHANNEL_LINK = re.compile(
    r"<link(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[)?\s*(https?://[^\s<\]]+)|<link\s[^<>]*>", re.IGNORECASE
)
_ALTERNATE = re.compile(r"""\brel\s*=\s*["']alternate["']""", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*["'](https?://[^"']+)["']""", re.IGNORECASE)
_PAID_KEYS = frozenset(("premium", "ispremium", "paywall", "paid", "ispaid", "plus", "isplus"))
_FREE_KEYS = frozenset(("isaccessibleforfree", "accessibleforfree", "isfree"))


def read_feed(page: Page, feed: Feed, *, now: datetime) -> FeedReading:
    """One answer into the items it tells of. What lies at the address decides, not whether `kind` says rss or sitemap.

    A valid feed without entries is a reading without items. Raises FeedError when it is no feed, front page or sitemap.
    """
    if feed.kind == "front_page":
        return read_front_page(page, feed)
    text = decode(unpacked(page.content, url=page.url), page.charset)
    text, junk = without_junk_before(text)
    root = root_of(text)
    if root in _SITEMAPS or (feed.kind != "rss" and root not in (*_FEEDS, "json")):
        return read_sitemap(page, feed)
    problems = ["Det sto noe annet foran nyhetsstrømmen; det er hoppet over."] if junk else []
    if root == "json":
        entries, title, home = read_json_entries(text, url=page.url)
        place = Place(feed, page.url, home if split(home) else page.url, now)
        return make_reading(entries, place, title=title, problems=problems)
    if root not in _FEEDS:
        raise _no_feed(page, text, root)
    return _read_xml(page, feed, text, problems, now)


def _read_xml(page: Page, feed: Feed, text: str, problems: list[str], now: datetime) -> FeedReading:
    text, defines_entities = safe_xml(text)
    if defines_entities:
        problems.append("Nyhetsstrømmen definerer egne tegnkoder; de er fjernet uten å bli brukt.")
    text, total = _newest(text, now)
    if total > MAX_ITEMS:
        problems.append(f"Nyhetsstrømmen har {number(total)} poster; de {number(MAX_ITEMS)} nyeste er lest.")
    if text.count("<") > MAX_TAGS:
        problems.append("Nyhetsstrømmen er for stor til å leses helt; resten er ikke lest.")
        text = text[: next(islice(re.finditer("<", text), MAX_TAGS, None)).start()]
    base = _base(text, page.url)
    parsed = _parse(text, base, page)
    if parsed.bozo:
        problems.append("Nyhetsstrømmen er ikke gyldig XML; det som lot seg lese, er tatt med.")
    entries = [_entry(entry) for entry in parsed.entries]
    place = Place(feed, page.url, base, now)
    return make_reading(entries, place, title=_text(parsed.feed, "title"), problems=problems)


def _parse(text: str, base: str, page: Page) -> Any:
    # Picture captions must not be taken for the entry's own title and description (nor trip over empty ones).
    if root_of(text) != "feed":
        text = re.sub(r"(</?media:)(title|description)\b", r"\1picture-\2", text)
    headers = {"content-type": "application/xml; charset=utf-8"}
    if "xml:base" in text:
        headers["content-location"] = base
    try:
        return feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers=headers,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except _PARSER_TROUBLE as error:
        raise FeedError(
            f"unreadable feed: {type(error).__name__}",
            url=page.url,
            found="broken_xml",
            advice="Nyhetsstrømmen er så ødelagt at den ikke kan leses.",
        ) from error


def _newest(text: str, now: datetime) -> tuple[str, int]:
    """A feed of too many entries cut to its MAX_ITEMS newest (without dates: the first), and how many there were.

    Done on the text, for parsing a million empty entries is what a hostile feed is for.
    """
    if text.count("<item") + text.count("<entry") + text.count(":item") + text.count(":entry") <= MAX_ITEMS:
        return text, 0
    starts, end = _entry_starts(text)
    if len(starts) <= MAX_ITEMS:
        return text, len(starts)
    stops = [*starts[1:], end]
    moments = [
        _date_in(text[start : min(stop, start + 20_000)], now) for start, stop in zip(starts, stops, strict=True)
    ]
    order = sorted(range(len(starts)), key=lambda place: -(moments[place] or 0.0))
    kept = sorted(order[:MAX_ITEMS])
    return text[: starts[0]] + "".join(text[starts[place] : stops[place]] for place in kept) + text[end:], len(starts)


def _entry_starts(text: str) -> tuple[list[int], int]:
    """Where each entry begins, and where the last one ends."""
    starts: list[int] = []
    end, literal = 0, False
    for found in _ENTRY_MARK.finditer(text):
        mark = found[0]
        if mark in ("<![CDATA[", "]]>"):
            literal = mark == "<![CDATA["
        elif not literal and found[1]:
            end = text.find(">", found.end()) + 1 or len(text)
        elif not literal:
            starts.append(found.start())
    return starts, max(end, starts[-1]) if starts else end


def _date_in(text: str, now: datetime) -> float | None:
    found = _ENTRY_DATE.search(text)
    moment = read_time(found[1], now) if found else None
    return moment.timestamp() if moment else None


def _base(text: str, url: str) -> str:
    """What relative links are relative to: the site that the feed says it belongs to, else the feed's own address. The
    scheme is the one the feed was fetched by."""
    first = _ENTRY_MARK.search(text)
    head = text[: first.start() if first else len(text)][:20_000]
    for found in _CHANNEL_LINK.finditer(head):
        href = _HREF.search(found[0]) if _ALTERNATE.search(found[0]) else None
        home = found[1] or (href[1] if href else "")
        if home and resolve_link(home, base=url, feed_url=url):
            return urlsplit(home.strip())._replace(scheme=urlsplit(url).scheme, fragment="").geturl()
    return url


def _entry(entry: Mapping[str, Any]) -> Entry:
    lead, text = _lead_and_text(entry)
    published, updated = _times(entry)
    return Entry(
        link=_text(entry, "feedburner_origlink") or _text(entry, "link"),
        title=_text(entry, "title"),
        guid=_text(entry, "id"),
        lead=lead,
        text=text,
        authors=tuple(_author_fields(entry)),
        published=published,
        updated=updated,
        paywalled=_paywalled(entry),
        marks=tuple(tag.get("term") or tag.get("label") or "" for tag in entry.get("tags") or ()),
    )


def _text(entry: Mapping[str, Any], key: str) -> str:
    # `in` first: feedparser's dict answers "updated" with "published".
    value = entry[key] if key in entry else ""  # noqa: SIM401
    return value if isinstance(value, str) else ""


def _lead_and_text(entry: Mapping[str, Any]) -> tuple[str, str]:
    """feedparser files a description that comes after the full text as a second content, and copies the text to the
    summary where there is no description."""
    contents = [str(part.get("value") or "") for part in entry.get("content") or ()]
    lead = _text(entry, "summary")
    if contents and lead == contents[0]:
        lead = min(contents[1:], key=len, default="")
    longest = max(contents, key=len, default="")
    return lead, longest if longest != lead else ""


def _times(entry: Mapping[str, Any]) -> tuple[str, str]:
    """Published and updated as written. Where only a change (Atom) or dc:date (RSS 1.0) is told, that is the time."""
    published = _text(entry, "published") or _text(entry, "created")
    updated = _text(entry, "updated")
    return published or updated, updated if published else ""


def _author_fields(entry: Mapping[str, Any]) -> Iterator[str]:
    authors = entry.get("authors") or ()
    if len(authors) < 2:  # as written: feedparser trips over addresses with long endings
        yield _text(entry, "author")
    for author in authors[:50] if len(authors) > 1 else ():
        yield str(author.get("name") or "")


def _paywalled(entry: Mapping[str, Any]) -> bool | None:
    """What an element of the entry says of paid access, whatever its namespace (<premium>true</premium>)."""
    for key, value in entry.items():
        name = key.rsplit("_", 1)[-1]
        said = str(value).strip().casefold()
        if said in ("true", "1", "yes", "ja", "false", "0", "no", "nei") and name in _PAID_KEYS | _FREE_KEYS:
            return (said in ("true", "1", "yes", "ja")) == (name in _PAID_KEYS)
    return None


def _no_feed(page: Page, text: str, root: str) -> FeedError:
    """What lay at the address instead of a feed, and what to do about it."""
    if not text.strip():
        return FeedError("empty answer", url=page.url, found="empty", advice="Adressen svarer, men uten innhold.")
    if root == "html":
        advice = "Adressen gir en nettside i stedet for en nyhetsstrøm."
        named = _named_feed(page, text)
        if named:
            advice += f" Nettsiden oppgir selv denne nyhetsstrømmen: {named}"
        else:
            advice += " Finn riktig adresse, eller les forsiden (kind: front_page)."
        return FeedError("HTML instead of a feed", url=page.url, found="html", advice=advice)
    if root:
        advice = f"Adressen gir XML som ikke er en nyhetsstrøm (<{one_line(root)[:40]}>)."
        return FeedError(f"XML that is no feed: {root[:40]}", url=page.url, found="unknown", advice=advice)
    advice = "Adressen gir noe annet enn en nyhetsstrøm."
    return FeedError("neither XML nor JSON", url=page.url, found="not_xml", advice=advice)


def _named_feed(page: Page, text: str) -> str | None:
    """The feed that an HTML page names in its head (<link rel="alternate" type="application/rss+xml">)."""
    tree = parse_text(text)
    if tree is None:
        return None
    for link in tree.iter("link"):
        kind, relation = link.get("type", "").lower(), link.get("rel", "").lower().split()
        if "alternate" in relation and any(name in kind for name in ("rss", "atom", "feed+json")):
            address = resolve_link(link.get("href", ""), base=page.url, feed_url=page.url)
            if address and "comments" not in address:
                return address
    return None

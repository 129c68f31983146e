"""Sitemaps (sitemaps.org 0.9) and news sitemaps (Google's news namespace) into items, or into more sitemaps to read."""

import io
import re
from datetime import UTC, datetime

from lxml import etree

from mediawatch.collect.address import is_navigation_address, resolve_link
from mediawatch.collect.feed_plain import one_line
from mediawatch.collect.feed_reading import Entry, FeedReading, Place, is_wanted, make_reading, number, read_time
from mediawatch.collect.feed_xml import root_of, safe_xml, unpacked, without_junk_before
from mediawatch.collect.markup import MAX_CHARACTERS, decode
from mediawatch.errors import FeedError, FeedFound
from mediawatch.model import Feed, Page

MAX_ADDRESSES = 50_000
"""The protocol's own limit for one file."""
_NEWS = "news"
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def read_sitemap(page: Page, feed: Feed) -> FeedReading:
    """A sitemap, also gzipped, into items; a sitemap index into `more`, the newest child first.

    `news:publication_date` becomes published, `lastmod` updated; without `news:title` the title is "". Front pages, tag
    pages, service pages and files are left out. Raises FeedError when it is no sitemap. Broken XML is read as far as it
    goes, and the problem told.
    """
    content = unpacked(page.content, url=page.url)
    text = decode(content, page.charset) if len(content) <= MAX_CHARACTERS else content.decode("utf-8", "replace")
    text, _ = without_junk_before(text)
    root = root_of(text)
    if root not in ("urlset", "sitemapindex"):
        raise _no_sitemap(page, text, root)
    text, defines_entities = safe_xml(text)
    problems = ["Nettstedskartet definerer egne tegnkoder; de er fjernet uten å bli brukt."] if defines_entities else []
    rows = _rows(text.encode("utf-8", "replace"), "url" if root == "urlset" else "sitemap", problems)
    if len(rows) > MAX_ADDRESSES:
        problems.append(f"Nettstedskartet har flere enn {number(MAX_ADDRESSES)} adresser; resten er ikke lest.")
        rows = rows[:MAX_ADDRESSES]
    place = Place(feed, page.url, page.url, page.fetched_at)
    if root == "sitemapindex":
        return FeedReading(problems=tuple(problems), more=_children(rows, place))
    entries = (_entry(row) for row in rows if is_wanted(row.get("loc", ""), feed))
    articles = (entry for entry in entries if entry.title or not is_navigation_address(entry.link))
    return make_reading(articles, place, problems=problems)


def _rows(content: bytes, tag: str, problems: list[str]) -> list[dict[str, str]]:
    """Each <url> or <sitemap> as its fields; those of the news namespace with the prefix "news:"."""
    events = etree.iterparse(
        io.BytesIO(content), tag=f"{{*}}{tag}", recover=True, resolve_entities=False, no_network=True, huge_tree=True
    )
    rows: list[dict[str, str]] = []
    broken = False
    try:
        for _, element in events:
            rows.append(_fields(element))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
            if len(rows) > MAX_ADDRESSES:
                return rows
    except etree.LxmlError:
        broken = True
    if broken or len(events.error_log):
        problems.append("Nettstedskartet er ikke gyldig XML; det som lot seg lese, er tatt med.")
        if rows and not content.rstrip().endswith(b">"):
            rows.pop()  # cut short in the middle of an address
    return rows


def _fields(element: etree._Element) -> dict[str, str]:
    fields: dict[str, str] = {}
    own, _ = _split_tag(str(element.tag))
    for child in element.iter():
        if not isinstance(child.tag, str) or child is element:
            continue
        space, name = _split_tag(child.tag)
        if _NEWS in space:
            fields.setdefault(f"news:{name}", (child.text or "").strip())
        elif space == own:
            fields.setdefault(name, (child.text or "").strip())
    return fields


def _split_tag(tag: str) -> tuple[str, str]:
    """Namespace (or the prefix, where a broken file does not declare it) and local name."""
    space, _, name = tag.removeprefix("{").rpartition("}" if tag.startswith("{") else ":")
    return space, name


def _entry(row: dict[str, str]) -> Entry:
    access = row.get("news:access", "").casefold()
    return Entry(
        link=row.get("loc", ""),
        title=row.get("news:title", ""),
        published=row.get("news:publication_date", ""),
        updated=row.get("lastmod", ""),
        paywalled=True if access in ("subscription", "registration") else None,
    )


def _children(rows: list[dict[str, str]], place: Place) -> tuple[str, ...]:
    """Child sitemaps, newest first: by lastmod, then (most have none, or the same) by the numbers in the address, for
    sitemap-2026-11 comes after sitemap-2026-10 and post-sitemap12 after post-sitemap2."""
    found: dict[str, tuple[datetime, tuple[int, ...]]] = {}
    for row in rows:
        address = resolve_link(row.get("loc", ""), base=place.base, feed_url=place.url)
        if address and address != place.url:
            numbers = tuple(int(digits[:12]) for digits in re.findall(r"\d+", address))
            found.setdefault(address, (read_time(row.get("lastmod", ""), place.now) or _LONG_AGO, numbers))
    return tuple(sorted(found, key=lambda address: found[address], reverse=True))


def _no_sitemap(page: Page, text: str, root: str) -> FeedError:
    found: FeedFound
    if not text.strip():
        found, advice = "empty", "Adressen svarer, men uten innhold."
    elif root == "html":
        found, advice = "html", "Adressen gir en nettside i stedet for et nettstedskart (sitemap)."
    elif root in ("rss", "rdf", "feed", "json"):
        found, advice = "unknown", "Adressen gir en nyhetsstrøm, ikke et nettstedskart. Sett «kind: rss» i feeds.yaml."
    elif root:
        found, advice = "unknown", f"Adressen gir XML som ikke er et nettstedskart (<{one_line(root)[:40]}>)."
    else:
        found, advice = "not_xml", "Adressen gir noe annet enn et nettstedskart."
    return FeedError(f"not a sitemap: {root[:40] or 'no markup'}", url=page.url, found=found, advice=advice)

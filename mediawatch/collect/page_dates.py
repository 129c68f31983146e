"""When an article was published and last changed, to the minute and with its zone.

Every statement on the page is a candidate, in order of trust. The first with a time of day wins over a bare date of
the same day; a time without zone borrows it from a sibling that tells the same minutes, else it is given the page's
own zone: Norwegian pages Europe/Oslo, others an offset seen on the page, their country's, or UTC.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import chain, islice
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from mediawatch.collect.jsonld import text_value
from mediawatch.collect.markup import text_of
from mediawatch.collect.moments import Moment, parse_moment
from mediawatch.collect.page_facts import Facts, after_headline, in_story_list, nearest_first
from mediawatch.collect.page_language import foreign_language, language_of_script
from mediawatch.collect.zones import zone_name

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Older than the online press; such dates are default values of publishing systems."""
AHEAD = timedelta(days=1)
"""How far past the fetch a date may lie: zones and clocks differ, articles are not from next week."""

_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "og:pubdate",
    "article.published", "parsely-pub-date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "cxenseparse:recs:articlepublishtime", "sailthru.date", "rnews:datepublished", "datepublished", "date_published",
    "publish-date", "publish_date", "publishdate", "publisheddate", "pubdate", "published_time", "published-date",
    "publication_date", "publicationdate", "article_date_original", "originalpublicationdate", "dc.date.issued",
    "dcterms.issued", "dc.date.created", "dcterms.created", "dcterms.date", "dc.date", "dc:date",
    "dcsext.articlefirstpublished", "bt:pubdate", "ptime", "date", "creationdate", "article:create_time", "pdate",
    "timestamp", "article-published", "weibo:article:create_at", "article:pubdate", "article:post_date",
    "article:publication_date", "analyticsattributes.articledate", "og:article:publish_time", "article:publish_time",
    "displaydate", "iso-8601-publish-date", "published", "publish-time", "publishtime", "releasedate", "uploaddate",
    "news_publish_date", "live_date", "lp.article:published_time", "article:published_date", "article:publish_date",
    "vr:published_time", "mrf:published", "marfeel:published", "parsely-pubdate", "hdate", "dcterms.available",
    "prism.publicationdate", "citation_publication_date", "citation_date", "article_publish_date", "firstpublished",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "article:modified", "og:article:modified_time", "og:updated_time",
    "article:updated_time", "article.updated", "lastmod", "last-modified", "date_modified", "datemodified",
    "modified_time", "dcterms.modified", "dc.date.modified", "cxenseparse:updated", "cxenseparse:recs:modifytime",
    "revision_date", "updated_time", "bt:moddate",
)  # fmt: skip
_PUBLISHED_MARK = re.compile(
    r"publi|posted|created|erstell|veröff|pubdate|date-?pub|entry-date|issued|opprett|skapad", re.I
)
_UPDATED_MARK = re.compile(
    r"updat|modif|oppdat|endret|aktuali[sz]|uppdater|opdater|mise?[\s-][aà][\s-]jour|bijgewerkt|actuali[sz]|aggiornat|"
    r"atualizad|frissít|güncel|päivit|обновл|оновл|更新|修改|수정|업데이트|diperbarui",
    re.I,
)
_DATE_MARK = re.compile(
    r"(?:^|[\s_-])(?:dato|datum|fecha|time|timestamp|byline|publish\w*|publie|meta|info)(?:$|[\s_-])|date|time|published",
    re.I,
)
_LABELLED = re.compile(
    r"(?:Publisert|Publiseringsdato|Published|Veröffentlicht|Publicerad|Udgivet|Publié|Publicado|Pubblicato|Gepubliceerd|"
    r"Opublikowano|Publikováno|Julkaistu|Megjelent|Publicat|Yayınlanma|Опубликовано|Опубліковано|发布时间|発表日|公開日|"
    r"입력|Dipublikasikan)\s*:?\s*(.{6,60})",
    re.I,
)
_DATE_ATTRIBUTES = (
    "datetime", "content", "data-datetime", "data-published", "data-publish-date", "data-pubdate", "data-timestamp",
    "data-date", "data-time", "data-iso", "data-utc", "title",
)  # fmt: skip
_DATED_ELEMENTS = (
    ".//*[contains(@class,'dat') or contains(@class,'Dat') or contains(@class,'ubli') or contains(@class,'time') or "
    "contains(@class,'Time') or contains(@class,'yline') or contains(@class,'uthor') or contains(@class,'meta') or "
    "contains(@class,'info') or contains(@class,'fecha') or contains(@id,'date') or @data-timestamp or "
    "@data-datetime or @data-published]"
)
_STATE = re.compile(
    r"""\\?"(?:date_?published|published_?(?:at|date|time|on)|publish_?(?:date|time|at)|publication_?(?:date|time)|"""
    r"""first_?publish(?:ed)?_?(?:at|date|time)?|date_?first_?published|original_?publish(?:ed)?_?date|pub_?date|"""
    r"""article_?date|firstPublishedUtc|firstPublication(?:Date)?)\\?"\s*:\s*\\?"?([^"\\,{}\[\]]{8,40})""",
    re.I,
)
MAX_STATE = 3_000_000
"""Characters of one script that are searched for times."""
LINES_LOOKED_AT = 40
"""Elements below the headline that may hold its byline."""
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)")


@dataclass(frozen=True, slots=True)
class Times:
    """`published` and `updated` are aware; `updated` only when it is later than `published`."""

    published: datetime | None
    updated: datetime | None


def read_times(facts: Facts, *, now: datetime, feed_published: datetime | None = None) -> Times:
    """The page's statements into its times. `now` is when the page was fetched; `feed_published` what the feed said."""
    month_first = _is_american(facts)
    latest = now + AHEAD
    updated = _moments(_updated_texts(facts), month_first)
    published = _moments(_published_texts(facts), month_first)
    if feed_published:
        published.append(Moment(feed_published, True))
    zone = _page_zone(facts, [*published, *updated])
    stated = _sane(published, zone, latest)
    first = _choose(stated)
    if first is None or not first.has_time or _is_midnight(first):
        others = _sane(_moments(chain(_visible_texts(facts), _state_texts(facts)), month_first), zone, latest)
        first = _choose(others) if first is None else _timed(first, others)
    last = _choose(_sane(updated, zone, latest))
    when = _settle(first, published, zone) if first else None
    changed = _settle(last, updated, zone) if last else None
    if when is None:
        return Times(changed, None)
    return Times(when, changed if changed and changed > when else None)


def _timed(day: Moment, others: list[Moment]) -> Moment:
    """The first of the others that tells a time of the stated day, or of that day elsewhere; else the day itself."""
    timed = [other for other in others if other.has_time and not _is_midnight(other)]
    same_date = next((other for other in timed if other.value.date() == day.value.date()), None)
    return same_date or _choose([day, *timed]) or day


def _published_texts(facts: Facts) -> Iterator[str]:
    yield facts.linked("datePublished")
    yield from facts.all_metas(*_PUBLISHED[:5])
    yield text_value(facts.data.page.get("datePublished"))
    yield from facts.all_metas(*_PUBLISHED[5:])
    for name in ("datepublished", "datecreated"):
        for element in facts.properties.get(name, [])[:3]:
            yield from _written(element)
    yield facts.linked("dateCreated", "uploadDate")
    if found := _URL_DATE.search(urlsplit(facts.url).path):
        yield "-".join(found.groups())


def _updated_texts(facts: Facts) -> Iterator[str]:
    yield facts.linked("dateModified")
    yield from facts.all_metas(*_UPDATED)
    for element in facts.properties.get("datemodified", [])[:2]:
        yield from _written(element)
    for element in facts.times:
        if _UPDATED_MARK.search(_marks(element)):
            yield from _written(element)


def _visible_texts(facts: Facts) -> Iterator[str]:
    """What a reader sees: time elements (the headline's nearest first), dates in data attributes and in elements named
    date, labelled dates."""
    fresh = [
        element for element in facts.times if not _UPDATED_MARK.search(_marks(element)) and not _is_quoted(element)
    ]
    fresh.sort(key=lambda element: not _PUBLISHED_MARK.search(_marks(element)))
    texts = [text for element in nearest_first(fresh, facts.headings) for text in _written(element)]
    body = facts.tree.find("body")
    if body is not None:
        texts += _dated_texts(body)
    texts += _short_lines(facts)
    # "Updated: 5 August" is the date of publication only where no other is printed.
    yield from sorted(texts, key=lambda text: bool(_UPDATED_MARK.search(text[:24])))


def _dated_texts(body: HtmlElement) -> Iterator[str]:
    """Dates in data attributes, in elements named date and behind words such as "Publisert"."""
    for element in body.xpath(_DATED_ELEMENTS)[:60]:
        named = _DATE_MARK.search(marks := _marks(element)) and not _UPDATED_MARK.search(marks)
        if named and len(element) < 12 and not in_story_list(element):
            yield from _written(element, 6)
    for found in list(_LABELLED.finditer(text_of(body)))[:3]:
        yield found.group(1)


def _short_lines(facts: Facts) -> Iterator[str]:
    """Short lines just below the headline: a byline with a date that no element is named after."""
    for element in islice(after_headline(facts, "p", "div", "span", "li", "small"), LINES_LOOKED_AT):
        text = text_of(element, 90)
        if 8 <= len(text) <= 80 and not in_story_list(element):
            yield text


def _is_quoted(element: HtmlElement) -> bool:
    """In a post from elsewhere that the article shows."""
    return next(element.iterancestors("blockquote"), None) is not None


def _written(element: HtmlElement, least: int = 0) -> Iterator[str]:
    for name in _DATE_ATTRIBUTES:
        if value := element.get(name):
            yield value
    text = text_of(element, 100)
    if least <= len(text) <= 90:
        yield text


def _state_texts(facts: Facts) -> Iterator[str]:
    """Publication times in the state that scripts build the page from (__NEXT_DATA__ and its like): the last resort."""
    for script in facts.tree.iter("script"):
        if script.text and len(script.text) < MAX_STATE:
            for found in islice(_STATE.finditer(script.text), 3):
                yield found.group(1)


def _marks(element: HtmlElement) -> str:
    parent = element.getparent()
    own = " ".join(
        filter(None, (element.get("class"), element.get("itemprop"), element.get("title"), element.get("id")))
    )
    return f"{own} {parent.get('class') or ''}" if parent is not None and element.tag == "time" else own


def _moments(texts: Iterable[str], month_first: bool) -> list[Moment]:
    seen = dict.fromkeys(text for text in texts if text)
    return [moment for text in seen if (moment := parse_moment(text, month_first=month_first))]


def _sane(moments: list[Moment], zone: tzinfo, latest: datetime) -> list[Moment]:
    return [moment for moment in moments if EARLIEST <= _aware(moment, zone) <= latest]


def _choose(moments: list[Moment]) -> Moment | None:
    """The most trusted moment; a bare date (or midnight) gives way to a time within a day of it."""
    if not moments:
        return None
    first = moments[0]
    if first.has_time and not _is_midnight(first):
        return first
    day = first.value.replace(tzinfo=None)
    for moment in moments[1:]:
        apart = moment.value.replace(tzinfo=None) - day
        if moment.has_time and not _is_midnight(moment) and timedelta(hours=-14) <= apart <= timedelta(hours=38):
            return moment
    return first


def _is_midnight(moment: Moment) -> bool:
    return (moment.value.hour, moment.value.minute, moment.value.second) == (0, 0, 0)


def _settle(chosen: Moment, siblings: list[Moment], zone: tzinfo) -> datetime:
    """The chosen moment with its zone: its own, that of a sibling telling the same minutes, else the page's.

    A local time mislabelled as UTC is seen by a sibling with the same clock and a true offset.
    """
    clock = chosen.value.replace(tzinfo=None)
    if not chosen.has_zone or chosen.value.utcoffset() == timedelta(0):
        for moment in siblings:
            same_clock = abs(moment.value.replace(tzinfo=None) - clock) < timedelta(seconds=61)
            if moment.has_time and moment.value.utcoffset() and same_clock:
                return moment.value
    if not chosen.has_zone and chosen.has_time:
        for moment in siblings:
            if moment.has_time and moment.has_zone:
                apart = clock - moment.value.astimezone(UTC).replace(tzinfo=None)
                quarter = round(apart / timedelta(minutes=15))
                if abs(apart - quarter * timedelta(minutes=15)) < timedelta(seconds=61) and abs(quarter) <= 56:
                    return moment.value
    return _aware(chosen, zone)


def _aware(moment: Moment, zone: tzinfo) -> datetime:
    return moment.value if moment.has_zone else moment.value.replace(tzinfo=zone)


def _page_zone(facts: Facts, moments: list[Moment]) -> tzinfo:
    if facts.outlet is not None or facts.is_norwegian:
        return ZoneInfo("Europe/Oslo")
    offsets = [moment.value.tzinfo for moment in moments if moment.has_zone and moment.value.utcoffset()]
    if offsets and offsets[0]:
        return offsets[0]
    name = zone_name(urlsplit(facts.url).hostname or "", _languages(facts), _countries(facts))
    return ZoneInfo(name) if name else UTC


def _languages(facts: Facts) -> list[str]:
    tags = (facts.linked("inLanguage"), facts.language, facts.meta("og:locale"), facts.meta("content-language"))
    told = language_of_script(facts.title_element)
    return [tag for tag in (told, *tags) if tag] or [foreign_language(text_of(facts.tree, 4000)) or ""]


def _countries(facts: Facts) -> Iterator[str]:
    """Where the publisher says it is: its address in the JSON-LD, geo metas."""
    publisher = facts.data.article.get("publisher")
    address = publisher.get("address") if isinstance(publisher, dict) else None
    if isinstance(address, dict):
        yield text_value(address.get("addressCountry"))
    yield from (value[:2] for value in facts.all_metas("geo.country", "geo.region"))


def _is_american(facts: Facts) -> bool:
    """Month first in 05/08/2024: an English page without another country's domain or region."""
    language = (facts.language or facts.meta("og:locale")).lower().replace("_", "-")
    domain = (urlsplit(facts.url).hostname or "").rsplit(".", 1)[-1]
    return domain in ("com", "us", "org", "net") and language in ("en", "en-us", "")

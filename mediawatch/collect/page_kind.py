"""What sort of article a page is, in which language, section and with which tags, by its own statements."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from mediawatch.collect.address import is_opinion_address, is_paid_content_address, is_sport_address
from mediawatch.collect.jsonld import types_of
from mediawatch.collect.markup import plain, text_of
from mediawatch.collect.page_facts import Facts
from mediawatch.model import Kind

# Words of a section, a label or an address -> the kind they stand for: newsroom terms in bokmål and nynorsk.
_KIND_WORDS: dict[Kind, str] = {
    "leader": "leder, lederartikkel, leiar, redaksjonelt, lederen, på lederplass",
    "letter": "leserbrev, lesarbrev, leserinnlegg, lesarinnlegg, lesernes meninger, leserne mener,"
    " ordet er ditt, innlegg",
    "opinion": "kommentar, kommentarer, kommentaren, spaltist, meninger, meiningar, mening, debatt, debattinnlegg,"
    " kronikk, kronikken, ytring, ytringer, synspunkt, synspunkter, opinion, gjesteskribent, gjestekommentar",
    "sport": "sport, sporten, idrett, fotball, håndball, handball, ski, ol, langrenn, hopp, skiskyting, ishockey,"
    " lokalsport, 100sport",
    "feature": "reportasje, reportasjer, magasin, magasinet, feature, portrett, xl",
    "notice": "dødsfall, dødsannonser, dødsannonse, minneord, kunngjøring, kunngjøringer, kunngjering, det skjer,"
    " hva skjer, gratulerer, politiloggen, notiser",
    "paid": "annonsørinnhold, annonsorinnhold, betalt innhold, reklame, advertorial, sponset innhold, partnerinnhold,"
    " innholdsmarkedsføring, brandstudio",
}
_WORDS: dict[str, Kind] = {word.strip(): kind for kind, words in _KIND_WORDS.items() for word in words.split(",")}
_BY_STRENGTH: tuple[Kind, ...] = (
    *("news", "own", "feature", "sport", "notice", "opinion", "leader", "letter", "paid"),
)
"""Of several kinds found the last counts: a letter stands under Meninger, a paid article under Sport."""
_TYPES: dict[str, Kind] = {"opinionnewsarticle": "opinion", "advertisercontentarticle": "paid"}
_TOWNS_AND_MARKS = frozenset(("ski", "ol", "s", "i", "innlegg"))
"""Folders that mean something else in an address: Ski is a town, "innlegg" any post of a blog."""
_LABEL = re.compile(
    r"(?:^|[\s_-])(?:label|kicker|vignette?|section|category|kategori|tag|stikktittel|strap|eyebrow|article-?type|"
    r"topic)",
    re.I,
)
_PAID_LABEL = re.compile(
    r"^\W*(?:annonsørinnhold|betalt innhold|sponset innhold|innhold fra|produsert av|reklame for)\b", re.I
)


def read_kind(facts: Facts) -> Kind:
    """The article's kind by its section, labels, JSON-LD type and address; "news" when nothing says otherwise."""
    found = {kind for words in _kind_words(facts) if (kind := _WORDS.get(words))}
    found |= {kind for name in types_of(facts.data.article) if (kind := _TYPES.get(name))}
    if is_paid_content_address(facts.url) or facts.meta("lp:type", "og:type").lower() in ("native", "advertorial"):
        found.add("paid")
    if is_opinion_address(facts.url):
        found.add("opinion")
    if is_sport_address(facts.url):
        found.add("sport")
    return max(found, key=_BY_STRENGTH.index, default="news")


def _kind_words(facts: Facts) -> Iterator[str]:
    """Section names, labels printed above the headline and the address's folders, in lower case."""
    for value in (
        *facts.all_metas("article:section", "article:subsection", "lp:section"),
        facts.linked("articleSection", "genre"),
    ):
        yield from (part.strip() for part in re.split(r"[,/|>]", value.lower()))
    folders = unquote(urlsplit(facts.url).path).lower().split("/")[1:-1]
    yield from (folder.replace("-", " ") for folder in folders if folder not in _TOWNS_AND_MARKS)
    for element in _labels(facts):
        text = text_of(element, 60)
        if 2 < len(text) <= 40:
            yield text.lower().strip(" :.|-–")
            if _PAID_LABEL.match(text):
                yield "annonsørinnhold"


def _labels(facts: Facts) -> Iterator[HtmlElement]:
    """Short elements just above or beside the headline."""
    for heading in facts.headings[:2]:
        holder = heading
        for _ in range(3):
            parent = holder.getparent()
            if parent is None or parent.tag in ("body", "main"):
                break
            holder = parent
            for element in islice(holder.iter("span", "p", "a", "div", "strong"), 25):
                if len(element) <= 1 and _LABEL.search(element.get("class") or ""):
                    yield element


def read_section(facts: Facts) -> str:
    """The section's name as the page writes it; empty when it does not say."""
    return facts.meta("article:section", "lp:section", "section", "cxenseparse:section") or facts.linked(
        "articleSection"
    )


def read_tags(facts: Facts) -> tuple[str, ...]:
    """The article's tags, each once, in the page's order."""
    values = facts.all_metas("article:tag") or facts.all_metas("vs:keywords", "news_keywords", "keywords")
    if not values:
        keywords = facts.data.article.get("keywords")
        values = (
            [plain(word) for word in keywords if isinstance(word, str)]
            if isinstance(keywords, list)
            else [plain(str(keywords or ""))]
        )
    parts = [part.strip() for value in values for part in (value.split(",") if len(values) < 3 else [value])]
    return tuple({part.casefold(): part for part in reversed(parts) if 1 < len(part) <= 60}.values())[::-1][:30]


def may_be_kept(facts: Facts) -> bool:
    """False when the page's robots meta says noarchive."""
    return not any("noarchive" in value.lower() for value in facts.all_metas("robots", "googlebot", "bingbot"))

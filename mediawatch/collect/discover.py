"""Front pages into items, for outlets without a usable feed: Amedia, NRK, Labrador, WordPress, and any other page whose
links to articles look like that.

A link counts when its address has the shape of an article's, belongs to the same site, and does not stand in a menu or
footer. What belongs to it — title, lead, time, paid mark — is read from its teaser: the largest element around the link
that holds links to that one article only. No class names are needed for that, so it survives redesigns.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from mediawatch.collect.address import article_id, canonical_address, looks_like_article, resolve_link, same_site
from mediawatch.collect.feed_plain import one_line
from mediawatch.collect.feed_reading import Entry, FeedReading, Place, make_reading
from mediawatch.collect.feed_xml import root_of
from mediawatch.collect.markup import decode, parse_text, text_of
from mediawatch.collect.sitemap import read_sitemap
from mediawatch.errors import FeedError, FeedFound
from mediawatch.model import Feed, Page

__all__ = ["read_front_page", "read_sitemap"]

MAX_LINKS = 2_000
"""Article links read of one front page; the longest real ones have a few hundred."""

_MENUS = frozenset(("nav", "footer", "menu", "dialog", "form"))
_MENU_NAME = re.compile(
    r"(?!has|is|with|no)(?:[a-z]+[_-]{1,2})?(?:nav|navbar|navigation|menu|meny|footer|bunn|breadcrumbs?|"
    r"cookies?|consent|topbar|masthead|social|share|pagination|paging|tagcloud|taglist)(?:[_-]{1,2}[a-z]+)?",
    re.IGNORECASE,
)
_CONTAINER_ENDS = frozenset(("body", "main", "html"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TITLE_CLASS = re.compile(r"(?:^|[\s_-])(?:headline|title|tittel|overskrift|heading)(?:$|[\s_-])", re.IGNORECASE)
_LEAD_CLASS = re.compile(
    r"(?:^|[\s_-])(?:lead|ingress|subtitle|sub-title|standfirst|excerpt|summary|intro|description|preamble|underrubrikk)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_PAID_CLASS = re.compile(
    r"(?:^|[\s_-])(?:paywall|paywalled|premium|pluss|paid|subscriber|is-?plus|plus-(?:article|label|content|badge)|"
    r"(?:article|teaser|label)-{1,2}plus)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PAID_WORDS = frozenset(("pluss", "plussak", "for abonnenter", "kun for abonnenter"))
_PAID_NAMES = ("data-premium", "data-paywall", "data-paid", "data-is-premium", "data-ispremium", "data-plus")
_PAID_MODELS = frozenset(("paywall", "premium", "plus", "pluss", "metered", "hard", "locked"))
_FREE_MODELS = frozenset(("free", "open", "åpen", "gratis"))
_EMPTY_TALK = re.compile(
    r"(?:les (?:mer|saken|hele|også|videre)\b.{0,80}|se (?:video|bilder?|mer)|\d* ?kommentar(?:er)?|del|annonse|foto|"
    r"video|pluss|\+)[\s.…»›→:]*",
    re.IGNORECASE,
)
"""Link texts that say nothing of the article."""
_SHORTEST_TITLE = 8


@dataclass(slots=True)
class _Found:
    """One article on the page: its first link, and the best of what its links say."""

    url: str
    title: str = ""
    rank: int = 0
    links: list[HtmlElement] = field(default_factory=list)


def read_front_page(page: Page, feed: Feed) -> FeedReading:
    """An outlet's front page or section page into items in the order of the page, each article once.

    Advertisers' content, other sites, tag and service pages are left out. A page without article links is a reading
    without items, and the problem told. Raises FeedError when it is no HTML.
    """
    text = decode(page.content, page.charset)
    tree = parse_text(text) if root_of(text) == "html" else None
    if tree is None:
        raise _no_page(page, text)
    base = next((resolve_link(b.get("href", ""), base=page.url, feed_url=page.url) for b in tree.iter("base")), None)
    articles = _articles(tree, page, base or page.url) or _articles(tree, page, base or page.url, named_menus=False)
    owners = _owners(articles)
    entries = [entry for identity, found in articles.items() if (entry := _entry(identity, found, owners)).title]
    title = next((text_of(element) for element in tree.iter("title")), "")
    problems = () if entries else ("Fant ingen saker på siden. Kanskje vises de bare med JavaScript.",)
    return make_reading(entries, Place(feed, page.url, page.url, page.fetched_at), title=title, problems=problems)


def _articles(tree: HtmlElement, page: Page, base: str, *, named_menus: bool = True) -> dict[str, _Found]:
    """Identity (the outlet's id or the canonical address) -> the article's links, in the order of the page.

    `named_menus`: elements whose class or id says menu are menus; tried without when nothing is found.
    """
    own = canonical_address(page.url)
    found: dict[str, _Found] = {}
    for link in _links_outside_menus(tree, named_menus):
        url = resolve_link(link.get("href", ""), base=base, feed_url=page.url)
        if url is None or not same_site(url, page.url):
            continue
        address = canonical_address(url)
        if address == own or not looks_like_article(url, least_hyphens=_least_hyphens(link)):
            continue
        identity = article_id(url) or address
        if identity in found or len(found) < MAX_LINKS:
            found.setdefault(identity, _Found(url.partition("#")[0])).links.append(link)
    return found


def _links_outside_menus(tree: HtmlElement, named_menus: bool) -> Iterator[HtmlElement]:
    """All links, menus and footers passed over; a page's header too unless it is a teaser's own."""
    stack = [tree]
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str) or _is_menu(element, named_menus):
            continue
        if element.tag == "a" and element.get("href"):
            yield element
        stack.extend(reversed(element))


def _is_menu(element: HtmlElement, named_menus: bool) -> bool:
    role = element.get("role")
    if element.tag in _MENUS or role in ("navigation", "contentinfo", "banner", "menu", "search", "dialog"):
        return True
    if element.tag in ("html", "body", "main", "article", "a") or element.tag in _HEADINGS:
        return False
    if element.tag == "header":
        return next(element.iterancestors("article", "section", "main"), None) is None
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    return named_menus and any(_MENU_NAME.fullmatch(name) for name in names)


def _least_hyphens(link: HtmlElement) -> int:
    """How long the slug must be for the link to count: the more the page says "article", the less the address must."""
    if not _has_heading(link):
        return 3
    return 0 if next(link.iterancestors("article"), None) is not None else 1


def _has_heading(link: HtmlElement) -> bool:
    """The link stands in a heading, or holds one, or a marked title."""
    if next(link.iterancestors(*_HEADINGS), None) is not None:
        return True
    return any(node.tag in _HEADINGS or node.get("itemprop") in ("titleText", "headline") for node in link.iter("*"))


def _owners(articles: dict[str, _Found]) -> dict[HtmlElement, str | None]:
    """Each element that holds article links -> the one article they lead to, or None when there are several."""
    owners: dict[HtmlElement, str | None] = {}
    for identity, found in articles.items():
        for link in found.links:
            for element in (link, *link.iterancestors()):
                if element not in owners:
                    owners[element] = identity
                elif owners[element] is None:
                    break
                elif owners[element] != identity:
                    owners[element] = None
    return owners


def _teaser(link: HtmlElement, identity: str, owners: dict[HtmlElement, str | None]) -> HtmlElement:
    """The largest element around the link that holds no link to another article."""
    teaser = link
    for element in link.iterancestors():
        if owners.get(element) != identity or element.tag in _CONTAINER_ENDS:
            break
        teaser = element
    return teaser


def _entry(identity: str, found: _Found, owners: dict[HtmlElement, str | None]) -> Entry:
    lead, published, paid = "", "", None
    seen: set[HtmlElement] = set()
    for link in found.links:
        teaser = _teaser(link, identity, owners)
        for rank, title in _titles(link, teaser):
            if rank > found.rank and len(title) >= _SHORTEST_TITLE and not _EMPTY_TALK.fullmatch(title):
                found.title, found.rank = title, rank
        if teaser in seen:
            continue
        seen.add(teaser)
        lead = lead or _lead(teaser)
        published = published or _time(teaser)
        paid = _paid(teaser) if paid is None else paid
    lead = "" if lead == found.title else lead
    return Entry(link=found.url, title=found.title, lead=lead, published=published, paywalled=paid)


def _titles(link: HtmlElement, teaser: HtmlElement) -> Iterator[tuple[int, str]]:
    """What may be the headline, each with how far to trust it: a marked title, a heading in or around the link, the
    link's own text, and only then a heading that stands elsewhere in the teaser (it may be the section's)."""
    near = {*link.iter("*"), *link.iterancestors(*_HEADINGS)}
    for node in teaser.iter("*"):
        mark = node.get("itemprop")
        if mark in ("titleText", "headline"):
            yield 9 if mark == "titleText" else 8, text_of(node)
        elif node.tag in _HEADINGS:
            yield 7 if node in near else 3, text_of(node)
        elif node in near and _TITLE_CLASS.search(node.get("class") or ""):
            yield 6, text_of(node)
    yield 4, text_of(link)
    yield 2, one_line(link.get("aria-label") or link.get("title"))
    yield 1, one_line(next((image.get("alt") for image in link.iter("img")), ""))


def _lead(teaser: HtmlElement) -> str:
    for node in teaser.iter("p", "div", "span", "h3", "h4"):
        if node.get("itemprop") == "description" or _LEAD_CLASS.search(node.get("class") or ""):
            text = text_of(node)
            if text:
                return text
    return ""


def _time(teaser: HtmlElement) -> str:
    """The publishing time: one that says so before one that merely stands there; never one that says it is a change."""
    times = [node for node in teaser.iter("time") if node.get("datetime")]
    times = [node for node in times if "modified" not in f"{node.get('itemprop')}{node.get('class')}".lower()]
    times = [node for node in times if "updated" not in (node.get("class") or "").lower().split()] or times
    times.sort(key=lambda node: node.get("itemprop") != "datePublished")
    for node in teaser.iter("meta", "span", "div"):
        if node.get("itemprop") == "datePublished" and (node.get("content") or node.get("datetime")):
            return str(node.get("content") or node.get("datetime"))
    return str(times[0].get("datetime")) if times else ""


def _paid(teaser: HtmlElement) -> bool | None:
    """True or False where the teaser says so (data-premium, contentModel, a class, a label), else None."""
    said_free = False
    for node in teaser.iter("*"):
        told = _told_access(node)
        if told or _PAID_CLASS.search(node.get("class") or "") or _says_paid(node):
            return True
        said_free = said_free or told is False
    return False if said_free else None


def _told_access(node: HtmlElement) -> bool | None:
    """What one element's attributes say: True paid, False free."""
    for name in _PAID_NAMES:
        said = (node.get(name) or "").casefold()
        if said in ("true", "1", "yes", "premium", "plus"):
            return True
        if said in ("false", "0", "no"):
            return False
    mark, model = node.get("itemprop"), (node.get("content") or "").casefold()
    if mark == "contentModel" and model in _PAID_MODELS | _FREE_MODELS:
        return model in _PAID_MODELS
    if mark == "isAccessibleForFree" and model in ("true", "false"):
        return model == "false"
    return None


def _says_paid(node: HtmlElement) -> bool:
    label = node.get("aria-label") or (node.text if len(node) == 0 else "") or ""
    return label.strip().casefold() in _PAID_WORDS


def _no_page(page: Page, text: str) -> FeedError:
    found: FeedFound = "unknown"
    root = root_of(text)
    if not text.strip():
        found, advice = "empty", "Adressen svarer, men uten innhold."
    elif root in ("rss", "rdf", "feed", "json"):
        advice = "Adressen gir en nyhetsstrøm, ikke en nettside. Sett «kind: rss» i feeds.yaml."
    elif root in ("urlset", "sitemapindex"):
        advice = "Adressen gir et nettstedskart, ikke en nettside. Sett «kind: sitemap» i feeds.yaml."
    else:
        found = "unknown" if root else "not_xml"
        advice = "Adressen gir noe annet enn en nettside."
    return FeedError(f"not HTML: {root[:40] or 'no markup'}", url=page.url, found=found, advice=advice)

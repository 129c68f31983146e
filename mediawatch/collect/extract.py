"""A fetched page into the article it holds: headline, lead, text, authors, times with zone, paywall, kind, language.

bytes ─ markup ─▶ tree ─ page_facts ─▶ facts ─ headline, page_dates, authors, paywall, page_kind ─▶ statements
                   └──── body (prune, blocks, trafilatura) ─────────────────────────────────────▶ text
"""

import re
import unicodedata
from urllib.parse import urljoin, urlsplit

from mediawatch.collect.address import (
    article_id,
    canonical_address,
    is_navigation_address,
    looks_like_article,
    same_site,
)
from mediawatch.collect.authors import read_authors
from mediawatch.collect.body import Body, clean_lines, read_body
from mediawatch.collect.headline import folded, read_headline
from mediawatch.collect.jsonld import text_value
from mediawatch.collect.markup import parse_page, plain, plain_paragraphs, tidy
from mediawatch.collect.page_dates import Times, read_times
from mediawatch.collect.page_facts import Facts, read_facts
from mediawatch.collect.page_kind import may_be_kept, read_kind, read_section, read_tags
from mediawatch.collect.page_language import norwegian_form, read_language
from mediawatch.collect.paywall import stated_paywall
from mediawatch.collect.saved_page import article_json, page_from_bytes
from mediawatch.errors import ExtractError
from mediawatch.model import Article, Item, Outlet, Page

__all__ = ["article_from_item", "article_json", "extract_article", "page_from_bytes"]

MAX_LEAD = 1000
"""Longer descriptions are the article itself put in the wrong place."""

MANY_LINKED_HEADINGS = 8

_NOT_FOUND = re.compile(
    r"^\W*(?:(?:feil )?(?:404|403|410|500|502|503)\b|siden? (?:ble ikke funnet|finnes ikke|er ikke tilgjengelig)|"
    r"fant ikke siden|finner ikke siden|sida finst ikkje|"
    r"(?:beklager|oops|ops|ups)\b.{0,60}$|page not found|not found|access denied|forbidden|service unavailable|"
    r"internal server error|bad gateway|just a moment|attention required|are you a robot|vi har tekniske problemer|"
    r"noe gikk galt|en feil har oppstått)",
    re.I,
)
_DENSE = re.compile("[\u3040-\u9fff\uac00-\ud7af]")
"""Letters of scripts in which one says as much as three Latin ones."""
_ADVICE_EMPTY = "Siden var tom eller ikke en nettside. Åpne adressen i en nettleser og se om artikkelen finnes."
_ADVICE_ERROR = (
    "Nettstedet svarte med en feilside. Artikkelen kan være fjernet. "
    "Prøv igjen senere, eller åpne adressen i en nettleser."
)
_ADVICE_FRONT = "Adressen er en forside eller en oversikt, ikke en artikkel. Legg inn adressen til selve saken."
_ADVICE_NO_TEXT = (
    "Fant ingen artikkel på siden. Åpne adressen i en nettleser, og legg inn saken for hånd hvis den er der."
)


def extract_article(page: Page, *, outlet: Outlet | None = None, item: Item | None = None) -> Article:
    """One page into its article. `outlet`: who publishes (its name is taken off titles; its times are Norwegian);
    `item`: what the feed said, for what the page does not say.

    Raises ExtractError, with advice in Norwegian, when there is no article: a front page, an error page, no markup.
    """
    tree = parse_page(page.content, page.charset)
    if tree is None or tree.find("body") is None:
        raise ExtractError("empty document", url=page.url, advice=_ADVICE_EMPTY)
    facts = read_facts(tree, page, outlet)
    title = read_headline(facts, item.title if item else "")
    _refuse_other_pages(facts, title)
    times = read_times(facts, now=page.fetched_at, feed_published=item.published if item else None)
    authors = read_authors(facts, item.authors if item else ())
    stated = stated_paywall(facts)
    stated = item.paywalled if stated is None and item else stated
    kind, section, tags = read_kind(facts), read_section(facts), read_tags(facts)
    body = read_body(tree, title=title, linked_body=_linked_body(facts), paywalled=stated is True)
    lead, paragraphs = _lead_and_text(facts, body, item, title)
    _refuse_without_text(facts, body.paragraphs, lead, times)
    text = "\n\n".join(paragraphs)
    address = canonical_address(_link(facts, page))
    return Article(
        outlet=outlet.id if outlet else item.outlet if item else _host(address),
        address=address,
        url=_link(facts, page),
        article_id=_article_id(facts, page, address),
        title=title,
        lead=lead,
        text=text,
        authors=authors,
        published=times.published,
        updated=times.updated,
        paywalled=_looks_walled(body) if stated is None else stated,
        kind=kind,
        language=read_language(facts, f"{title} {lead} {text}"),
        section=section,
        tags=tags,
        keepable=may_be_kept(facts),
    )


def _looks_walled(body: Body) -> bool:
    """A wall's words under a short text, on a page that does not say whether it is free."""
    return body.walled and sum(map(len, body.paragraphs)) < 1500


def article_from_item(item: Item) -> Article:
    """What the feed said about an article whose page could not be had. The language is told by the words.

    Raises ExtractError when the feed gave neither title nor lead.
    """
    title, lead = plain(item.title), plain(item.lead)
    if not title and not lead:
        raise ExtractError("item without title and lead", url=item.url, advice=_ADVICE_NO_TEXT)
    lines, _ = clean_lines(plain_paragraphs(item.text), title=title, paywalled=item.paywalled is True)
    lines = _without_lead(lines, lead)
    address = canonical_address(item.url)
    text = "\n\n".join(lines)
    return Article(
        outlet=item.outlet,
        address=address,
        url=item.url,
        article_id=article_id(item.url),
        title=title or lead[:120],
        lead=lead[:MAX_LEAD],
        text=text,
        authors=item.authors,
        published=item.published,
        updated=item.updated if item.updated and (not item.published or item.updated > item.published) else None,
        paywalled=item.paywalled is True,
        language=norwegian_form(f"{title} {lead} {text}") or "nb",
        source="feed",
    )


def _refuse_other_pages(facts: Facts, title: str) -> None:
    """Error pages and front pages, told by title, address and type."""
    if _NOT_FOUND.match(title) and not facts.data.article:
        raise ExtractError(f"error page: {title[:60]}", url=facts.url, advice=_ADVICE_ERROR)
    if not title and not urlsplit(facts.url).path.strip("/"):
        raise ExtractError("front page without a title", url=facts.url, advice=_ADVICE_FRONT)
    if not title:
        raise ExtractError("page without a title", url=facts.url, advice=_ADVICE_NO_TEXT)
    dated = facts.meta("article:published_time") or facts.linked("datePublished")
    if dated or (facts.data.article and urlsplit(facts.url).path.strip("/")):
        return
    points_home = bool(facts.canonical) and not urlsplit(facts.canonical).path.strip("/")
    if facts.meta("og:type").lower() == "article" and not points_home and looks_like_article(facts.url):
        return
    listed = _linked_headings(facts) >= MANY_LINKED_HEADINGS and not _is_own_story(facts, title)
    if points_home or is_navigation_address(facts.url) or listed:
        raise ExtractError("front page", url=facts.url, advice=_ADVICE_FRONT)


def _is_own_story(facts: Facts, title: str) -> bool:
    """The address is an article's and tells the headline: a story among many teasers."""
    slug = folded(urlsplit(facts.url).path).replace("-", " ").split()
    words = {word for word in _plain_letters(folded(title)).split() if len(word) > 3}
    return looks_like_article(facts.url) and len(words & set(slug)) >= 3


def _plain_letters(text: str) -> str:
    """Letters without their accents, as addresses write them."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def _says_article(facts: Facts) -> bool:
    return bool(facts.data.article) or facts.meta("og:type").lower() in (
        "article",
        "video",
        "video.other",
        "video.episode",
    )


def _linked_headings(facts: Facts) -> int:
    """How many headings lead to other pages: a front page has dozens, and no headline of its own."""
    headings = facts.tree.xpath("//*[self::h2 or self::h3 or self::h4][.//a or ancestor::a]")
    return len(headings) if not facts.headings or facts.meta("og:type").lower() == "website" else 0


def _refuse_without_text(facts: Facts, paragraphs: tuple[str, ...], lead: str, times: Times) -> None:
    """A page is an article when it says so, or has running text or a date beside its headline."""
    running = sum(length for paragraph in paragraphs if (length := len(_DENSE.sub("   ", paragraph))) >= 60)
    if _says_article(facts) and (paragraphs or lead or times.published):
        return
    if running >= 200 or (running >= 60 and times.published is not None):
        return
    advice = _ADVICE_FRONT if len(facts.tree.findall(".//article")) > 3 else _ADVICE_NO_TEXT
    raise ExtractError("no article on the page", url=facts.url, advice=advice)


def _linked_body(facts: Facts) -> str:
    value = facts.data.article.get("articleBody")
    return value if isinstance(value, str) else text_value(value)


def _lead_and_text(facts: Facts, body: Body, item: Item | None, title: str) -> tuple[str, list[str]]:
    """The lead, and the text without a repetition of it. A printed ingress that is not the lead opens the text."""
    paragraphs = list(body.paragraphs)
    printed = _acceptable(body.lead, title)
    described = _described(facts, title) or (_acceptable(plain(item.lead), title) if item else "")
    if printed and not _known(printed, paragraphs[:3]):
        paragraphs.insert(0, printed)
    if described.endswith(("…", "...")):
        start = folded(described.rstrip("…. "))[:-8]
        described = next((line for line in paragraphs[:2] if start and folded(line).startswith(start)), described)
    lead = described or printed
    if not lead and len(paragraphs) > 1 and 40 <= len(paragraphs[0]) <= 400:
        lead = paragraphs[0]
    return lead[:MAX_LEAD], _without_lead(paragraphs, lead)


def _described(facts: Facts, title: str) -> str:
    for text in (
        facts.meta("og:description"),
        facts.linked("description", "abstract"),
        facts.meta("description", "twitter:description", "dc.description"),
    ):
        if accepted := _acceptable(text, title):
            return accepted
    return ""


def _acceptable(text: str, title: str) -> str:
    text = re.sub(r"\s*\[?(?:…|\.\.\.)\]?\s*$", "…", tidy(text))
    return text if len(text) >= 15 and len(text) <= MAX_LEAD and folded(text) != folded(title) else ""


def _known(line: str, paragraphs: list[str]) -> bool:
    wanted = folded(line)
    return any(wanted == folded(paragraph) or wanted in folded(paragraph) for paragraph in paragraphs)


def _without_lead(paragraphs: list[str], lead: str) -> list[str]:
    wanted = folded(lead)
    return [line for index, line in enumerate(paragraphs) if not (index < 2 and wanted and folded(line) == wanted)]


def _link(facts: Facts, page: Page) -> str:
    """Where the page says it lies when that is believable (same site, http, not the front page), else where it was."""
    link = urljoin(page.url, facts.canonical) if facts.canonical else ""
    parts = urlsplit(link)
    if (
        parts.scheme in ("http", "https")
        and parts.path.strip("/")
        and same_site(link, page.url)
        and not _NOT_FOUND.match(parts.path)
    ):
        return link
    return page.url


def _article_id(facts: Facts, page: Page, address: str) -> str | None:
    stated = facts.meta("og:url")
    candidates = [address, page.url, page.requested_url]
    if stated.startswith("http") and same_site(stated, page.url):
        candidates.append(stated)
    return next((found for candidate in candidates if candidate and (found := article_id(candidate))), None)


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")

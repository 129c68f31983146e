"""The JSON-LD of a page into one node that describes its article (schema.org NewsArticle and its kin).

Newsrooms write JSON-LD by templates and by hand, so it is read leniently: HTML comments and CDATA around it, trailing
commas, raw control characters, several objects in one script, @graph, nested arrays, references by @id. A script that
cannot be mended still gives the fields that a pattern finds in it.
"""

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from mediawatch.collect.markup import plain
from mediawatch.collect.noise import word_set

Node = dict[str, Any]

MAX_SCRIPT = 2_000_000
MAX_NODES = 20_000

_ARTICLE_TYPES = {
    "newsarticle": 4,
    "reportagenewsarticle": 4,
    "opinionnewsarticle": 4,
    "analysisnewsarticle": 4,
    "backgroundnewsarticle": 4,
    "reviewnewsarticle": 4,
    "askpublicnewsarticle": 4,
    "advertisercontentarticle": 4,
    "satiricalarticle": 4,
    "liveblogposting": 4,
    "article": 4,
    "blogposting": 3,
    "report": 3,
    "techarticle": 3,
    "socialmediaposting": 2,
    "scholarlyarticle": 2,
    "review": 1,
    "recipe": 1,
    "videoobject": 1,
    "newsvideo": 1,
    "podcastepisode": 1,
    "creativework": 1,
}
# Inside these keys stand other articles, or parts that are no article of their own.
_FOREIGN_KEYS = word_set("""
    itemlistelement liveblogupdate haspart ispartof mentions citation relatedlink comment isbasedon video audio image
    about publisher potentialaction review subjectof
""")
_FIELDS = ("headline", "datePublished", "dateModified", "isAccessibleForFree", "description", "articleSection", "url")
_FIELD_PATTERN = re.compile(rf'"({"|".join(_FIELDS)})"\s*:\s*(?:"((?:[^"\\\n]|\\.)*)"|(true|false))', re.IGNORECASE)
_TYPE_PATTERN = re.compile(r'"@type"\s*:\s*\[?\s*"(\w*(?:Article|Posting|Report))"')
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?://\s*-->|-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|"
    r"\]\]>)[;\s]*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[\]}])")
_DOUBLE_COMMA = re.compile(r",(\s*,)+")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')


@dataclass(frozen=True, slots=True)
class LinkedData:
    """`article`: the node of the page's article, its gaps filled from its twins; `page`: the WebPage node;
    `by_id` resolves references; `publisher`: the publishing organisation's names."""

    article: Node = field(default_factory=dict)
    page: Node = field(default_factory=dict)
    by_id: dict[str, Node] = field(default_factory=dict)
    publisher: tuple[str, ...] = ()


def read_linked_data(tree: HtmlElement, *, is_this_page: Callable[[str], bool], headlines: Iterable[str]) -> LinkedData:
    """All JSON-LD scripts of the tree into what they say about the page's own article.

    `is_this_page` tells whether an address is the page's own; `headlines` are the titles found elsewhere: both help to
    tell the article from the related articles that some pages describe as fully.
    """
    found: list[tuple[Node, bool]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            for value in _load(script.text):
                found.extend(_nodes(value))
    by_id = _by_id(found)
    known = {_folded(headline) for headline in headlines if headline}
    scored = []
    for order, (node, foreign) in enumerate(found):
        rank = max((_ARTICLE_TYPES.get(kind, 0) for kind in types_of(node)), default=0)
        if rank:
            scored.append((_score(node, rank, foreign, is_this_page, known), -order, node))
    scored.sort(key=lambda entry: entry[:2], reverse=True)
    article = _merge(scored)
    page = next((node for node, _ in found if types_of(node) & {"webpage", "newspage", "itempage"}), {})
    return LinkedData(article=article, page=page, by_id=by_id, publisher=_publisher_names(article, found, by_id))


def types_of(node: Node) -> set[str]:
    """The node's @type values in lower case without any namespace."""
    value = node.get("@type") or node.get("type") or ()
    kinds = value if isinstance(value, list) else [value]
    return {re.split(r"[/:#]", kind)[-1].lower() for kind in kinds if isinstance(kind, str)}


def text_value(value: object) -> str:
    """A JSON-LD value that should be text into plain text: the first of a list, the @value or name of an object."""
    for _ in range(5):
        if isinstance(value, list):
            value = next((entry for entry in value if entry), None)
        elif isinstance(value, dict):
            value = value.get("@value") or value.get("name") or value.get("@id") or value.get("url")
        else:
            break
    return plain(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _load(script: str) -> Iterator[Any]:
    """The values in one script, mending what can be mended."""
    text = script[:MAX_SCRIPT].strip()
    for attempt in (_as_is, _unwrapped, _mended):
        try:
            yield from _decode_all(attempt(text))
            return
        except (ValueError, RecursionError):
            continue
    yield from _by_pattern(text)


def _as_is(text: str) -> str:
    return text


def _unwrapped(text: str) -> str:
    text = _WRAPPING.sub("", _WRAPPING.sub("", text)).strip().rstrip(";")
    return html.unescape(text) if "&quot;" in text and '"' not in text else text


def _mended(text: str) -> str:
    text = _BAD_ESCAPE.sub(lambda match: "" if text[match.end() : match.end() + 1] == "'" else r"\\", _unwrapped(text))
    return _TRAILING_COMMA.sub(r"\1", _DOUBLE_COMMA.sub(",", text))


def _decode_all(text: str) -> list[Any]:
    decoder = json.JSONDecoder(strict=False)
    values, at = [], 0
    while at < len(text):
        value, at = decoder.raw_decode(text, at)
        values.append(value)
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
    if not values:
        raise ValueError("empty")
    return values


def _by_pattern(text: str) -> Iterator[Node]:
    """What a broken script still says: only when it is about an article, and only the first of each field."""
    kind = _TYPE_PATTERN.search(text)
    if not kind:
        return
    node: Node = {"@type": kind.group(1)}
    names = {name.lower(): name for name in _FIELDS}
    for match in _FIELD_PATTERN.finditer(text):
        node.setdefault(names[match.group(1).lower()], (match.group(2) or match.group(3) or "").replace('\\"', '"'))
    author = re.search(r'"author"\s*:\s*(?:\[\s*)?(?:\{[^{}]*?"name"\s*:\s*)?"([^"\\\n]{2,120})"', text)
    if author:
        node["author"] = author.group(1)
    yield node


def _nodes(value: object) -> list[tuple[Node, bool]]:
    """Every object inside a value in document order, with whether it lies within a foreign key. No recursion."""
    out: list[tuple[Node, bool]] = []
    stack: list[tuple[object, bool]] = [(value, False)]
    while stack and len(out) < MAX_NODES:
        current, foreign = stack.pop()
        if isinstance(current, dict):
            out.append((current, foreign))
            children = [(child, foreign or key.lower() in _FOREIGN_KEYS) for key, child in current.items()]
            stack.extend(entry for entry in reversed(children) if isinstance(entry[0], dict | list))
        elif isinstance(current, list):
            stack.extend((entry, foreign) for entry in reversed(current) if isinstance(entry, dict | list))
    return out


def _by_id(found: list[tuple[Node, bool]]) -> dict[str, Node]:
    """@id -> the fullest node that carries it."""
    known: dict[str, Node] = {}
    for node, _ in found:
        name = node.get("@id")
        if isinstance(name, str) and len(node) > len(known.get(name, {})):
            known[name] = node
    return known


def _score(node: Node, rank: int, foreign: bool, is_this_page: Callable[[str], bool], known: set[str]) -> float:
    score = float(rank) - (6 if foreign else 0)
    addresses = [address for key in ("mainEntityOfPage", "url", "@id") if (address := _address(node.get(key)))]
    if any(is_this_page(address) for address in addresses):
        score += 5
    elif addresses:
        score -= 2
    headline = text_value(node.get("headline") or node.get("name"))
    if headline and _folded(headline) in known:
        score += 3
    score += sum(1 for key in ("datePublished", "headline", "author") if node.get(key))
    return score


def _address(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value if isinstance(value, str) and value.startswith("http") else ""


def _merge(scored: list[tuple[float, int, Node]]) -> Node:
    """The best node, its gaps filled from nodes that describe the same article."""
    if not scored or scored[0][0] <= -2:
        return {}
    best_score, _, best = scored[0]
    merged = dict(best)
    headline = _folded(text_value(best.get("headline")))
    for score, _, node in scored[1:4]:
        other = _folded(text_value(node.get("headline")))
        if score >= best_score - 4 and headline and other == headline:
            for key, value in node.items():
                if merged.get(key) in (None, "", [], {}):
                    merged[key] = value
    return merged


def _publisher_names(article: Node, found: list[tuple[Node, bool]], by_id: dict[str, Node]) -> tuple[str, ...]:
    organisations = {"newsmediaorganization", "organization", "website", "corporation"}
    holders: list[object] = [
        article.get("publisher"),
        article.get("sourceOrganization"),
        article.get("copyrightHolder"),
    ]
    holders += [node for node, foreign in found if not foreign and types_of(node) & organisations]
    names: dict[str, None] = {}
    for holder in holders:
        node = holder[0] if isinstance(holder, list) and holder else holder
        if isinstance(node, dict):
            node = by_id.get(str(node.get("@id")), node)
            for key in ("name", "alternateName", "legalName"):
                if name := text_value(node.get(key)):
                    names[name] = None
        elif isinstance(node, str):
            names[plain(node)] = None
    return tuple(name for name in names if name)[:8]


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()

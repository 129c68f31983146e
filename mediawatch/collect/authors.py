"""Who wrote an article: names from JSON-LD, meta elements or the byline, without roles, places and addresses.

What the newsroom states in JSON-LD is kept, also when it is an agency or the newsroom itself; only when it names
nobody but the publisher is a person looked for elsewhere.
"""

import json
import re
from collections.abc import Iterable, Iterator

from mediawatch.collect.author_names import is_name, names_in, surname_first, trimmed
from mediawatch.collect.bylines import BYLINES, WEAK_BYLINES
from mediawatch.collect.jsonld import LinkedData, types_of
from mediawatch.collect.markup import plain
from mediawatch.collect.page_facts import Facts

_MAX_AUTHORS = 20
_METAS = (
    ("article:author", "article:byline", "article.author", "og:article:author", "lp.article:author"),
    ("author", "authors", "article:author_name", "article_author", "article:author:name", "byline", "author_name"),
    ("parsely-author", "sailthru.author", "cxenseparse:author", "cxenseparse:recs:author", "byl", "mediator_author"),
    (
        "og:author",
        "dable:author",
        "mrf:authors",
        "vr:author",
        "authorname",
        "item-author",
        "dcsext.articleauthors",
        "search.byline",
    ),
    ("dc.creator", "dc:creator", "dcterms.creator", "creator", "rnews:author", "bt:author"),
)


def read_authors(facts: Facts, feed_authors: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The page's author statements into names in their order, each once. `feed_authors`: what the feed said."""
    publisher = {_folded(name) for name in facts.site_names}
    stated = _unique(_from_linked_data(facts.data.article, facts.data))
    if stated and any(_folded(name) not in publisher for name in stated):
        return stated
    for source in (_from_metas(facts), _from_label(facts), *(printed(facts) for printed in BYLINES), feed_authors):
        found = _unique(source)
        if any(_folded(name) not in publisher for name in found):
            return found
        stated = stated or found
    return stated or next(filter(None, (_unique(printed(facts)) for printed in WEAK_BYLINES)), ())


def _from_linked_data(value: object, data: LinkedData) -> Iterator[str]:
    node = value if isinstance(value, dict) else {}
    for key in ("author", "creator"):
        found = list(_linked_names(node.get(key), data, 0))
        if found:
            yield from found
            return


def _linked_names(value: object, data: LinkedData, depth: int) -> Iterator[str]:
    if depth > 6:
        return
    if isinstance(value, str):
        if value.lstrip()[:1] in ("{", "["):
            yield from _linked_names(_read_json(value), data, depth + 1)
        elif not value.startswith(("http://", "https://")):
            yield from names_in(value)
        elif value in data.by_id:
            yield from _linked_names(data.by_id[value], data, depth + 1)
    elif isinstance(value, list):
        for entry in value[:_MAX_AUTHORS]:
            yield from _linked_names(entry, data, depth + 1)
    elif isinstance(value, dict):
        yield from _names_of_node(value, data, depth)


def _read_json(text: str) -> object:
    """What some systems write for an author: an object as text."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _names_of_node(node: dict[str, object], data: LinkedData, depth: int) -> Iterator[str]:
    name = node.get("name")
    if not name and isinstance(node.get("@id"), str):
        full = data.by_id.get(str(node["@id"]), {})
        name, node = full.get("name"), full or node
    if not name and (node.get("familyName") or node.get("givenName")):
        name = f"{plain(str(node.get('givenName') or ''))} {plain(str(node.get('familyName') or ''))}"
    if isinstance(name, list | dict):
        yield from _linked_names(name, data, depth + 1)
    elif isinstance(name, str):
        organisation = types_of(node) & {"organization", "newsmediaorganization", "corporation"}
        cleaned = trimmed(plain(name))
        yield from ([cleaned] if organisation and is_name(cleaned) else names_in(name))


def _from_metas(facts: Facts) -> Iterator[str]:
    """The group of meta elements that names most people, in order of trust."""
    publisher = {_folded(name) for name in facts.site_names}
    best: tuple[str, ...] = ()
    for group in _METAS:
        for name in group:
            values = [_not_address(value) for value in facts.all_metas(name)]
            values = list(map(surname_first, values)) if name.startswith("dc") else values
            found = _unique(
                found
                for value in values
                for found in ([trimmed(value)] if _folded(value) in publisher else names_in(value))
            )
            if len(found) > len(best):
                best = found
        if best:
            break
    yield from best


def _not_address(value: str) -> str:
    return "" if re.match(r"(?:https?:)?//|www\.|/|@", value) else value


def _from_label(facts: Facts) -> Iterator[str]:
    """twitter:label1 "Written by" -> twitter:data1, as WordPress writes it."""
    for number in ("1", "2"):
        if re.search(
            r"written|skrevet|author|geschrieben|écrit|escrito|verfasst|by$", facts.meta(f"twitter:label{number}"), re.I
        ):
            yield from names_in(facts.meta(f"twitter:data{number}"))


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(_folded(name), name)
        if len(seen) >= _MAX_AUTHORS:
            break
    return tuple(seen.values())


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).strip().casefold()

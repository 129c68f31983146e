"""What a person types in the search field -> a tree of terms and fields.

    flom vedtak            both words             flom OR ras, flom ELLER ras     either
    "nytt sykehjem"        the words in a row     flom NOT ras, flom IKKE ras, flom -ras    the first without the second
    kommunest*             begins with            (flom OR ras) Vikersund         brackets
    tone:negativ           a field                utgiver:"Øvre Dal Avis"         a field whose value has blanks

Operators are written in capitals. What makes no sense is never refused: it is then searched for word by word. What a
field's name and value mean is not decided here (mediawatch.store.filters).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

LENGTH_LIMIT = 500
DEPTH_LIMIT = 10

_FIELD = r'[^\W\d_]{2,20}:(?!//)(?:"[^"]*"|[^\s()"]+)?'
_TOKEN = re.compile(
    rf'(?P<minus>-(?=[("]|{_FIELD}))|(?P<field>{_FIELD})|"(?P<phrase>[^"]*)"|(?P<bracket>[()])|(?P<word>[^\s()"]+)'
)
_OR = ("OR", "ELLER")
_AND = ("AND", "OG")
_NOT = ("NOT", "IKKE")
_OPERATORS = _OR + _AND + _NOT

Place = tuple[int, int]
"""From where to where something stands in what was typed."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words in a row; with `prefix` the last one may go on."""

    text: str
    prefix: bool = False
    at: Place = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Field:
    """`name:value`, as typed but for quotes; `values`: the value at its commas."""

    name: str
    values: tuple[str, ...]
    at: Place = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a field was found to mean: the copy has one of `codes` ("outlet", "tone" …)."""

    key: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Span:
    """Printed from `since` on and before `until`, in microseconds since 1970; None: open."""

    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class All:
    """All of `parts` and none of `without`."""

    parts: tuple["Query", ...]
    without: tuple["Query", ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of `parts`."""

    parts: tuple["Query", ...]


Leaf = Term | Field | Condition | Span
Query = Leaf | All | AnyOf


class _NonsenseError(Exception):
    """The query follows no grammar; it is read word by word instead."""


@lru_cache(maxsize=512)
def parse(query: str) -> Query:
    """A query as typed -> its tree. Never raises; only its first 500 characters count."""
    query = query[:LENGTH_LIMIT]
    try:
        return _Parser(query).whole()
    except _NonsenseError:
        return plain(query)


def plain(query: str) -> Query:
    """Every word and field of the query but the operators, all required."""
    query = query[:LENGTH_LIMIT]
    if query.count('"') % 2:
        query = query.replace('"', " ")
    parts: list[Query] = []
    without: list[Query] = []
    minus = False
    for match in _TOKEN.finditer(query):
        if match["minus"]:
            minus = match.end() < len(query) and query[match.end()] != "("
            continue
        if match["bracket"] or match["word"] in _OPERATORS:
            continue
        (without if minus else parts).append(_leaf(match))
        minus = False
    return All(tuple(parts), tuple(without))


def map_leaves(tree: Query, change: Callable[[Leaf], Query | None]) -> Query | None:
    """The tree with each leaf replaced by what `change` makes of it; None is left out, and so is what is empty then."""
    if not isinstance(tree, All | AnyOf):
        return change(tree)
    parts = tuple(part for each in tree.parts if (part := map_leaves(each, change)) is not None)
    if isinstance(tree, AnyOf):
        return AnyOf(parts) if parts else None
    without = tuple(part for each in tree.without if (part := map_leaves(each, change)) is not None)
    return All(parts, without) if parts or without else None


def all_terms(tree: Query | None) -> Iterator[Term]:
    """Every term of the tree."""
    if isinstance(tree, Term):
        yield tree
    elif isinstance(tree, All | AnyOf):
        for part in (*tree.parts, *(tree.without if isinstance(tree, All) else ())):
            yield from all_terms(part)


def wanted_terms(tree: Query | None) -> Iterator[Term]:
    """The terms that a hit may hold: not those that it must not."""
    if isinstance(tree, Term):
        yield tree
    elif isinstance(tree, All | AnyOf):
        for part in tree.parts:
            yield from wanted_terms(part)


def _leaf(match: re.Match[str]) -> Term | Field:
    at = match.span()
    if match["field"]:
        name, _colon, value = match["field"].partition(":")
        if value.startswith('"'):
            return Field(name, (value.strip('"').strip(),), at)
        return Field(name, tuple(part for part in value.split(",") if part), at)
    if match["phrase"] is not None:
        return Term(match["phrase"], at=at)
    word = match.group()
    return Term(word.rstrip("*").lstrip("-+"), prefix=word.endswith("*"), at=at)


class _Parser:
    """Recursive descent: any := all (OR all)*; all := (AND? NOT? one)+; one := word | phrase | field | (any)."""

    def __init__(self, query: str) -> None:
        if query.count('"') % 2:
            raise _NonsenseError
        self._tokens = list(_TOKEN.finditer(query))
        self._at = 0
        self._depth = 0

    def whole(self) -> Query:
        tree = self._any()
        if self._at < len(self._tokens):
            raise _NonsenseError
        return tree

    def _peek(self) -> str:
        return self._tokens[self._at].group() if self._at < len(self._tokens) else ""

    def _take(self, *words: str) -> bool:
        found = self._peek() in words
        self._at += found
        return found

    def _any(self) -> Query:
        parts = [self._all()]
        while self._take(*_OR):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _all(self) -> Query:
        parts: list[Query] = []
        without: list[Query] = []
        while self._peek() not in ("", ")", *_OR):
            joined = self._take(*_AND)
            if joined and not (parts or without):
                raise _NonsenseError
            if self._take(*_NOT) or self._take_minus():
                without.append(self._one())
            else:
                parts.append(self._one())
        if not parts and not without:
            raise _NonsenseError
        return parts[0] if len(parts) == 1 and not without else All(tuple(parts), tuple(without))

    def _take_minus(self) -> bool:
        """A minus before a bracket, a phrase or a field stands alone; before a word it is part of it."""
        if self._at < len(self._tokens) and self._tokens[self._at]["minus"]:
            self._at += 1
            return True
        return self._peek().startswith("-") and len(self._peek()) > 1

    def _one(self) -> Query:
        if self._peek() in ("", ")", *_OPERATORS):
            raise _NonsenseError
        match = self._tokens[self._at]
        self._at += 1
        if match["phrase"] is not None:
            found = _leaf(match)
            return Term(match["phrase"], prefix=self._take("*"), at=found.at)
        return self._bracket() if match.group() == "(" else _leaf(match)

    def _bracket(self) -> Query:
        self._depth += 1
        if self._depth > DEPTH_LIMIT:
            raise _NonsenseError
        tree = self._any()
        if not self._take(")"):
            raise _NonsenseError
        self._depth -= 1
        return tree

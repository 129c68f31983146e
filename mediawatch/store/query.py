"""What a person types in the search field -> a tree of terms.

    flom vedtak            both words             flom OR ras, flom ELLER ras     either
    "nytt sykehjem"        the words in a row     flom NOT ras, flom IKKE ras, flom -ras    the first without the second
    kommunest*             begins with            (flom OR ras) Vikersund         brackets

Operators are written in capitals. What makes no sense is never refused: it is then searched for word by word.
"""

import re
from dataclasses import dataclass

LENGTH_LIMIT = 500
DEPTH_LIMIT = 10

_TOKEN = re.compile(r'"(?P<phrase>[^"]*)"|(?P<bracket>[()])|(?P<word>[^\s()"]+)')
_OR = ("OR", "ELLER")
_AND = ("AND", "OG")
_NOT = ("NOT", "IKKE")


@dataclass(frozen=True, slots=True)
class Term:
    """Words in a row; with `prefix` the last one may go on."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """All of `parts` and none of `without`."""

    parts: tuple["Query", ...]
    without: tuple["Query", ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of `parts`."""

    parts: tuple["Query", ...]


Query = Term | All | AnyOf


class _NonsenseError(Exception):
    """The query follows no grammar; it is read word by word instead."""


def parse(query: str) -> Query:
    """A query as typed -> its tree. Never raises; only its first 500 characters count."""
    query = query[:LENGTH_LIMIT]
    try:
        return _Parser(query).whole()
    except _NonsenseError:
        return plain(query)


def plain(query: str) -> Query:
    """Every word of the query but the operators, all required."""
    words = re.findall(r'[^\s()"]+', query[:LENGTH_LIMIT])
    return All(tuple(_term(word) for word in words if word not in _OR + _AND + _NOT))


def _term(word: str) -> Term:
    return Term(word.rstrip("*").lstrip("-+"), prefix=word.endswith("*"))


class _Parser:
    """Recursive descent: any := all (OR all)*; all := (AND? NOT? one)+; one := word | phrase | (any)."""

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
            if self._take(*_NOT) or (self._peek().startswith("-") and len(self._peek()) > 1):
                without.append(self._one())
            else:
                parts.append(self._one())
        if not parts:
            raise _NonsenseError
        return parts[0] if len(parts) == 1 and not without else All(tuple(parts), tuple(without))

    def _one(self) -> Query:
        if self._peek() in ("", ")", *_OR, *_AND, *_NOT):
            raise _NonsenseError
        match = self._tokens[self._at]
        self._at += 1
        if match["phrase"] is not None:
            return Term(match["phrase"], prefix=self._take("*"))
        return self._bracket() if match.group() == "(" else _term(match.group())

    def _bracket(self) -> Query:
        self._depth += 1
        if self._depth > DEPTH_LIMIT:
            raise _NonsenseError
        tree = self._any()
        if not self._take(")"):
            raise _NonsenseError
        self._depth -= 1
        return tree

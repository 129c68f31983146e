"""What the fields of a query mean: `utgiver:Bygdeposten`, `tone:negativ,blandet`, `fra:2016-03` -> conditions.

    utgiver:     outlet, by id or name        tema:    topic                fra: til:   2016, 2016-03, 24.11.2026
    nivå:        lokal, fylke, riks …         type:    kind of article      merke:      tag
    tone:        positiv, nøytral …           sted:    a watched name       status:     ubekreftet, usikker, bekreftet

Nothing is refused: what is not understood is left out of the search, and told with what may have been meant.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import MINYEAR, date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from mediawatch.render import said, shorten
from mediawatch.store.filing import microseconds
from mediawatch.store.query import LENGTH_LIMIT, All, AnyOf, Condition, Field, Leaf, Query, Span, map_leaves, parse
from mediawatch.store.search import fold
from mediawatch.store.typos import nearest

Key = Literal["outlet", "tier", "tone", "place", "topic", "kind", "tag", "status"]
FIELDS: dict[str, Key | Literal["since", "until"]] = {
    "utgiver": "outlet",
    "avis": "outlet",
    "kilde": "outlet",
    "nivå": "tier",
    "nivaa": "tier",
    "niva": "tier",
    "tone": "tone",
    "sted": "place",
    "navn": "place",
    "tema": "topic",
    "type": "kind",
    "sjanger": "kind",
    "merke": "tag",
    "status": "status",
    "fra": "since",
    "til": "until",
}
"""Every name a field may be written by; the first one of each is how we write it."""
MANY_FIELDS = "utgiver, nivå, tone, sted, tema, type, merke, status, fra og til"
_EARLIEST, _LATEST = 1000, 2999


@dataclass(frozen=True, kw_only=True)
class Names:
    """What values may be written as: for each field its codes with their names; the first name is how we write it."""

    values: Mapping[Key, Mapping[str, Sequence[str]]] = field(default_factory=dict)

    def codes(self, key: Key, written: str) -> frozenset[str]:
        """The codes that a value may stand for; several where names are shared."""
        return self._codes.get((key, folded(written)), frozenset())

    @cached_property
    def _codes(self) -> Mapping[tuple[Key, str], frozenset[str]]:
        made: defaultdict[tuple[Key, str], set[str]] = defaultdict(set)
        for key, codes in self.values.items():
            for code, names in codes.items():
                for name in (code, *names):
                    made[key, folded(name)].add(code)
        return {written: frozenset(codes) for written, codes in made.items()}

    def name(self, key: Key, code: str) -> str:
        """A code as it is said; itself when it has no name (an outlet that is no longer listed)."""
        names = self.values.get(key, {}).get(code, ())
        return names[0] if names else code

    def write(self, key: Key, code: str) -> str:
        """A condition as it is typed: `utgiver:"Øvre Dal Avis"`; by the code where several share the name."""
        name, value = next(name for name, its in FIELDS.items() if its == key), self.name(key, code)
        return f"{name}:{quoted(value if self.codes(key, value) == {code} else code)}"

    def near(self, key: Key, written: str) -> str | None:
        """The name that was probably meant, if any."""
        wanted = folded(written)
        by_fold = {folded(name): name for names in self.values.get(key, {}).values() for name in names}
        begun = [name for name in by_fold if len(wanted) > 2 and name.startswith(wanted)]
        found = [*sorted(begun, key=len), *nearest(wanted, ((name, 0) for name in by_fold))]
        return by_fold[found[0]] if found else None


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that was not understood, in Norwegian. `better`: the whole query as it was probably meant, or ""."""

    words: str
    better: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, understood as far as it goes. `tree` None: everything is asked for."""

    text: str
    tree: Query | None
    notes: tuple[Hint, ...] = ()


@lru_cache(maxsize=10_000)
def folded(name: str) -> str:
    """A name without what people leave out: case, blanks, signs; å written aa."""
    return "".join(fold(word) for word in re.findall(r"[^\W_]+", name.casefold()))


def quoted(value: str) -> str:
    """A value as it must be typed after the colon."""
    plain = value.replace('"', "")
    return plain if re.fullmatch(r"[^\s()\",]+", plain) else f'"{plain}"'


def read_query(text: str, names: Names, *, zone: ZoneInfo) -> Asked:
    """A query as typed -> what it asks for, and what was not understood. Never raises."""
    reader = _Reader(text[:LENGTH_LIMIT], names, zone)
    tree = map_leaves(parse(text), reader.leaf)
    return Asked(text, tree, (*reader.notes, *_impossible(tree)))


class _Reader:
    """Reads the fields of one query."""

    def __init__(self, text: str, names: Names, zone: ZoneInfo) -> None:
        self.text, self.names, self.zone = text, names, zone
        self.notes: list[Hint] = []

    def leaf(self, leaf: Leaf) -> Query | None:
        if not isinstance(leaf, Field):
            return leaf
        key = FIELDS.get(leaf.name.casefold())
        if key is None:
            self._unknown_field(leaf)
            return None
        if not leaf.values:
            words = said("Skriv noe etter «%s:», uten mellomrom.") % leaf.name
            self.notes.append(Hint(words))
            return None
        if key == "since" or key == "until":
            return self._date(leaf, key)
        return self._condition(leaf, key)

    def _condition(self, leaf: Field, key: Key) -> Query | None:
        codes: set[str] = set()
        for value in leaf.values:
            found = self.names.codes(key, value)
            if not found:
                self._unknown_value(leaf, key, value)
            codes |= found
        return Condition(key, frozenset(codes)) if codes else None

    def _date(self, leaf: Field, end: Literal["since", "until"]) -> Query | None:
        written = ",".join(leaf.values)
        days = days_of(written)
        if days is None:
            example = said("Skriv for eksempel %s:2016, %s:2016-03 eller %s:24.11.2026.") % ((leaf.name.lower(),) * 3)
            words = said("«%s» er ingen dato, så vi så bort fra den.") % shorten(written, 40)
            self.notes.append(Hint(f"{words} {example}"))
            return None
        first, after = (microseconds(datetime(*day.timetuple()[:3], tzinfo=self.zone)) for day in days)
        return Span(since=first) if end == "since" else Span(until=after)

    def _unknown_field(self, leaf: Field) -> None:
        name = leaf.name.casefold()
        words = said("Feltet «%s:» finnes ikke, så vi så bort fra det.") % shorten(leaf.name, 40)
        near = nearest(name, ((known, 0) for known in FIELDS))
        if near:
            rest = self.text[leaf.at[0] : leaf.at[1]].partition(":")[2]
            self.notes.append(Hint(words, self._with(leaf, f"{near[0]}:{rest}")))
        else:
            self.notes.append(Hint(f"{words} {said('Feltene er %s.') % MANY_FIELDS}"))

    def _unknown_value(self, leaf: Field, key: Key, value: str) -> None:
        what = said("Vi kjenner ikke «%(field)s:%(value)s», så vi så bort fra det.")
        words = what % {"field": leaf.name, "value": shorten(value, 60)}
        near = self.names.near(key, value)
        if near is not None:
            values = [near if each == value else self._own(key, each) for each in leaf.values]
            self.notes.append(Hint(words, self._with(leaf, f"{leaf.name}:{','.join(map(quoted, values))}")))
            return
        known = [names[0] for names in self.names.values.get(key, {}).values() if names]
        if key in ("tier", "tone", "topic", "kind", "status"):
            words = f"{words} {said('Velg mellom %s.') % ', '.join(known)}"
        elif key == "tag" and not known:
            words = f"{words} {said('Ingen saker er merket ennå.')}"
        self.notes.append(Hint(words))

    def _own(self, key: Key, value: str) -> str:
        codes = self.names.codes(key, value)
        return self.names.name(key, min(codes)) if codes else value

    def _with(self, leaf: Field, instead: str) -> str:
        return self.text[: leaf.at[0]] + instead + self.text[leaf.at[1] :]


_YEAR = re.compile(r"(\d{4})")
_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})|(?P<month2>\d{1,2})\.(?P<year2>\d{4})")
_DAY = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})|(?P<day2>\d{1,2})\.(?P<month2>\d{1,2})\.(?P<year2>\d{4})"
)


def days_of(written: str) -> tuple[date, date] | None:
    """A year, a month or a day as typed -> its first day and the day after its last; None when there is no such."""
    try:
        if found := _YEAR.fullmatch(written):
            first = date(int(found[1]), 1, 1)
            after = date(first.year + 1, 1, 1)
        elif found := _MONTH.fullmatch(written):
            first = date(int(found["year"] or found["year2"]), int(found["month"] or found["month2"]), 1)
            after = (first + timedelta(days=31)).replace(day=1)
        elif found := _DAY.fullmatch(written):
            parts = (found[name] or found[f"{name}2"] for name in ("year", "month", "day"))
            first = date(*map(int, parts))
            after = first + timedelta(days=1)
        else:
            return None
    except (ValueError, OverflowError):
        return None
    return (first, after) if _EARLIEST <= first.year <= _LATEST and first.year > MINYEAR else None


def _impossible(tree: Query | None) -> Iterator[Hint]:
    """A span that ends before it begins finds nothing, and that is told."""
    parts = tree.parts if isinstance(tree, All) else () if tree is None or isinstance(tree, AnyOf) else (tree,)
    since = [part.since for part in parts if isinstance(part, Span) and part.since is not None]
    until = [part.until for part in parts if isinstance(part, Span) and part.until is not None]
    if since and until and max(since) >= min(until):
        words = said(
            "Datoen etter «fra:» er senere enn datoen etter «til:». Bytt dem om, ellers kan ingen saker passe."
        )
        yield Hint(words)

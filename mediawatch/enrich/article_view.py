"""Article -> what the rules on names look at: plain fields with their words, other municipalities named, whose outlet
it is, and where given words stand."""

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import get_args
from urllib.parse import urlsplit

from mediawatch.enrich.entities import persons
from mediawatch.enrich.inflection import Token, tokenise
from mediawatch.enrich.places import OtherPlace, first_names, host_municipality
from mediawatch.enrich.text_map import MappedText, map_text
from mediawatch.model import Article, Field, Organisation, Outlet

_MANY = 200
"""A word that stands more often is evidence enough with its first places."""
_ADDRESS_LETTERS = str.maketrans({"å": "a", "ø": "o", "æ": "a"})
_NEAR = frozenset({"i", "på", "til", "fra", "frå", "mellom", "ved", "for", "over"})
_SENTENCE_END = frozenset('.!?:–—-«»"“”•…()')
FAR = 10_000
"""The distance in words between two different fields."""
LONGEST = 60
"""Words to either side of a name beyond which its sentence is not followed."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A word of the article: which field and which word of it."""

    field: Field
    index: int

    def distance(self, other: "Spot") -> int:
        """Words between the two; FAR in different fields."""
        return abs(self.index - other.index) if self.field == other.field else FAR


class Spots:
    """Places found so far, by field and in order."""

    def __init__(self) -> None:
        self._indexes: dict[Field, list[int]] = {}

    def __bool__(self) -> bool:
        return bool(self._indexes)

    def __contains__(self, spot: Spot) -> bool:
        indexes = self.within(spot.field, spot.index, spot.index + 1)
        return bool(indexes)

    def add(self, spot: Spot) -> None:
        """Note one more."""
        insort(self._indexes.setdefault(spot.field, []), spot.index)

    def within(self, field: Field, first: int, last: int) -> list[int]:
        """The words noted from `first` up to `last` (exclusive) of a field."""
        indexes = self._indexes.get(field, [])
        return indexes[bisect_left(indexes, first) : bisect_left(indexes, last)]

    def nearest(self, spot: Spot) -> int:
        """Words to the nearest other one; FAR in another field, 2 * FAR where there is none."""
        indexes = self._indexes.get(spot.field, [])
        at = bisect_left(indexes, spot.index)
        around = [index for index in indexes[max(0, at - 1) : at + 2] if index != spot.index]
        if around:
            return min(abs(index - spot.index) for index in around)
        return FAR if any(field != spot.field for field in self._indexes) else 2 * FAR


@dataclass(frozen=True, slots=True)
class OtherSpot:
    """Where another municipality (or a town of it) is named: tokens[index:last] of the field."""

    field: Field
    index: int
    last: int
    municipality: str


@dataclass(frozen=True)
class FieldView:
    """One field made plain, with its words and the numbers of the sentences they stand in."""

    name: Field
    mapped: MappedText
    tokens: tuple[Token, ...]

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """For each word the number of its sentence (a full stop before a capital letter ends one)."""
        numbers: list[int] = []
        number = 0
        for index, token in enumerate(self.tokens):
            numbers.append(number)
            if token.text in "!?" or (token.text == "." and self._starts_sentence(index + 1)):
                number += 1
        return tuple(numbers)

    @cached_property
    def _surnames(self) -> frozenset[int]:
        """Where the last words of people's names of two words or more begin in the text."""
        names = (one for one in persons(self.mapped.text) if " " in one.text)
        return frozenset(one.start + one.text.rindex(" ") + 1 for one in names)

    def ends_a_name(self, index: int) -> bool:
        """Whether the word at `index` is somebody's surname, standing after a first name that no list need hold."""
        before = self.word(index - 1)
        return before is not None and before.is_name and self.tokens[index].start in self._surnames

    def _starts_sentence(self, index: int) -> bool:
        if index >= len(self.tokens):
            return True
        before = self.tokens[index - 2] if index >= 2 else None
        short = before is not None and len(before.text) <= 2 and not before.text.isdigit()
        gap = self.tokens[index].start > self.tokens[index - 1].end
        return gap and not short and (self.tokens[index].is_name or not self.tokens[index].text[0].isalnum())

    def word(self, index: int) -> Token | None:
        """The word at `index`, or None outside the field."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def begins(self, index: int) -> bool:
        """Whether the word at `index` begins a sentence, a heading part or a quotation."""
        return index == 0 or self.tokens[index - 1].text in _SENTENCE_END

    def sentence(self, index: int) -> tuple[Token, ...]:
        """The words of the sentence around `index`, at most LONGEST to either side."""
        number = self.sentence_of[index]
        first = bisect_left(self.sentence_of, number, max(0, index - LONGEST))
        last = bisect_right(self.sentence_of, number, index, min(len(self.tokens), index + LONGEST))
        return self.tokens[first:last]


class ArticleView:
    """One article as the rules see it."""

    def __init__(
        self,
        article: Article,
        organisation: Organisation,
        outlet: Outlet | None,
        others: dict[str, tuple[OtherPlace, ...]],
    ) -> None:
        self.organisation = organisation
        self._found: dict[str, list[Spot]] = {}
        self.fields: dict[Field, FieldView] = {}
        for name in get_args(Field):
            mapped = map_text(article.field(name))
            self.fields[name] = FieldView(name, mapped, tokenise(mapped.text))
        self.host = (urlsplit(article.address).hostname or "").removeprefix("www.")
        self.is_own = any(self.host == own or self.host.endswith(f".{own}") for own in organisation.own_hosts)
        self.is_home = self.is_own or (outlet is not None and organisation.place in outlet.home)
        self.host_names_us = any(stem in self.host for stem in _host_stems(organisation))
        path = urlsplit(article.address).path.lower().split("/")
        county = (organisation.county,) if organisation.county.lower() in path else ()
        self.section_names_us = organisation.place.lower() in path
        self.covers = frozenset((*(outlet.home if outlet else ()), *county))
        host_place = host_municipality(self.host)
        self.host_elsewhere = host_place if host_place != organisation.place else None
        self.others = tuple(spot for view in self.fields.values() for spot in _find_others(view, others))
        self.other_words = {
            name: frozenset(
                index for spot in self.others if spot.field == name for index in range(spot.index, spot.last)
            )
            for name in self.fields
        }

    @property
    def first_field(self) -> FieldView:
        """The lead, or the text where there is no lead."""
        return self.fields["lead"] if self.fields["lead"].tokens else self.fields["text"]

    def others_within(self, field: Field, first: int, last: int) -> list[OtherSpot]:
        """Other municipalities named from word `first` up to `last` (exclusive) of a field."""
        spots = self._others_by_field[field]
        low = bisect_left(spots, first, key=lambda spot: spot.index)
        return spots[low : bisect_left(spots, last, key=lambda spot: spot.index)]

    @cached_property
    def _others_by_field(self) -> dict[Field, list[OtherSpot]]:
        return {name: [spot for spot in self.others if spot.field == name] for name in self.fields}

    @cached_property
    def explicit_others(self) -> dict[str, list[OtherSpot]]:
        """Other municipalities right after a word and "i": by that word ("ordføreren" i Sigdal)."""
        found: dict[str, list[OtherSpot]] = {}
        for spot in self.others:
            tokens = self.fields[spot.field].tokens
            if spot.index >= 2 and tokens[spot.index - 1].lower in {"i", "på", "for"}:
                found.setdefault(tokens[spot.index - 2].lower, []).append(spot)
        return found

    @cached_property
    def _positions(self) -> dict[str, list[Spot]]:
        found: dict[str, list[Spot]] = {}
        for view in self.fields.values():
            for index, token in enumerate(view.tokens):
                text = token.text
                found.setdefault(text, []).append(Spot(view.name, index))
                if "-" in text:
                    found.setdefault(text.partition("-")[0], []).append(Spot(view.name, index))
        return found

    def nearest(self, phrase: str, spot: Spot) -> int | None:
        """How far from `spot` a word or phrase stands at the nearest (FAR in another field); None where it is not.

        Also in the genitive and as the first part of a hyphen compound; capitals of the phrase matter.
        """
        found = self._spots(phrase)
        return min((spot.distance(other) for other in found if other != spot), default=None)

    def is_name(self, word: str) -> bool:
        """Whether the word stands with a capital inside a sentence, where only names have one."""
        return any(
            not self.fields[spot.field].begins(spot.index) for spot in islice(self._positions.get(word, ()), _MANY)
        )

    def stands_at(self, phrase: str, field: Field, index: int) -> bool:
        """Whether the phrase stands at word `index` of a field, as `nearest` would find it."""
        return Spot(field, index) in self._spots(phrase)

    def _spots(self, phrase: str) -> list[Spot]:
        """At most _MANY places where the phrase stands."""
        if phrase not in self._found:
            words = _phrase_words(phrase)
            first = words[0]
            written = dict.fromkeys((first, f"{first}s", first.upper(), first[0].upper() + first[1:]))
            spots = (spot for key in written for spot in self._positions.get(key, ()))
            self._found[phrase] = list(islice((spot for spot in spots if self._follows(words, spot)), _MANY))
        return self._found[phrase]

    def _follows(self, words: tuple[str, ...], spot: Spot) -> bool:
        tokens = self.fields[spot.field].tokens
        if spot.index + len(words) > len(tokens):
            return False
        for offset, word in enumerate(words[1:], start=1):
            text = tokens[spot.index + offset].text
            if word not in (text, text.removesuffix("s"), text.lower()):
                return False
        return True


@lru_cache(maxsize=4096)
def _phrase_words(phrase: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokenise(phrase))


def _find_others(view: FieldView, others: dict[str, tuple[OtherPlace, ...]]) -> list[OtherSpot]:
    found: list[OtherSpot] = []
    done = 0
    for index, token in enumerate(view.tokens):
        if index < done or not token.is_name:
            continue
        keys = (token.text, token.text.removesuffix("s"), token.text.split("-")[0])
        for place in (place for key in dict.fromkeys(keys) for place in others.get(key, ())):
            done = index + len(place.words)
            if _names(place, view, index):
                found.append(OtherSpot(view.name, index, done, place.municipality))
                break
            done = index
    return found


def _names(place: OtherPlace, view: FieldView, index: int) -> bool:
    for offset, word in enumerate(place.words[1:], start=1):
        token = view.word(index + offset)
        if token is None or token.text.removesuffix("s") != word.removesuffix("s"):
            return False
    before, after = view.word(index - 1), view.word(index + len(place.words))
    if (before and before.text in first_names()) or view.ends_a_name(index):
        return False
    if not place.doubtful:
        return True
    return bool((after and after.lower.startswith("kommune")) or (before and before.lower in _NEAR))


def _host_stems(organisation: Organisation) -> list[str]:
    """The place and its sure villages as they are written in addresses: clubs and firms name their pages so."""
    names = [organisation.place] + [
        subject.forms[0]
        for subject in organisation.subjects
        if subject.kind == "village" and subject.strength == "strong" and subject.forms[0].isalpha()
    ]
    return [name.lower().translate(_ADDRESS_LETTERS) for name in names]

"""Words of an article -> the signs by which the tagger of names (enrich.entities) knows people, places and
organisations.

A sign is a short text ("0w=hansen", "-1s=Xx"). Most hang on the word alone and are found once per word (`word_signs`);
the rest tell how its neighbours are written (`context_signs`) and what the whole article says of the same word, such
as a surname that stands after a first name elsewhere (`Evidence`). Training (training/entities.py) and reading share
this file.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

Sign = str
Kinds = tuple[str, str, str, str, str]
EDGE = "_"
"""Stands for a neighbour beyond the sentence."""
OFFSETS = (-2, -1, 0, 1, 2)
"""A word's signs are also signs of its neighbours, marked with how far it stands from them."""
_ALL, _NEAR, _SELF, _LEFT = OFFSETS, (-1, 0, 1), (0,), (-1, 0)
_REMEMBERED = 50_000
_LONGEST = 40
_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(
    r"(?:[A-ZÆØÅÄÖ]\.)+(?=\s*[-\w])"  # initials: A. B.
    r"|(?:dr|mr|mrs|st|jr|sr|prof|adv|fhv|adm|kl|nr|ca)\.(?=\s)"
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W_]+(?:[-'’.&][^\W_]+)*-?"
    r"|[^\w\s]",
    re.IGNORECASE,
)
_OPENING = frozenset("\"'«»“”‘’-–—*•:(")
_ENDING = frozenset('.?!:«“"')
_PLACE_WORDS = frozenset({"av", "for", "fra", "frå", "hos", "i", "med", "mot", "over", "på", "til", "ved"})
_PERSON_WORDS = frozenset(
    {"er", "forklarar", "forklarer", "fortalte", "fortel", "forteller", "hadde", "har", "hevdar", "hevder", "meiner"}
    | {"mener", "mente", "opplyser", "påpeker", "sa", "seier", "sier", "skriv", "skriver", "spurte", "spør", "svarar"}
    | {"svarer", "svarte", "understrekar", "understreker", "uttalar", "uttaler", "var", "vil", "ville"}
)
"""What people do beside their names, and towns and firms less often."""
_LISTS = ("first", "first abroad", "last", "last abroad", "place")
_SHAPES = {"Xx": "C", "x": "l", "XX": "A", "X": "I", "9": "9"}


class Look(NamedTuple):
    """How a word is written: `kind` for short ("C" capitalised, "l" small, "A" all capitals, with f, g, l, p for the
    lists of names that hold it), whether it starts with a letter, a capital, or is capitals only."""

    kind: str
    letter: bool
    capital: bool
    shouted: bool


class Word(NamedTuple):
    """A word or mark, with its offsets in the text."""

    text: str
    start: int
    end: int


def words_of(text: str, at: int = 0) -> list[Word]:
    """The words and marks of one sentence that starts at `at` of its field; cut as in the treebank."""
    return [Word(one.group(), at + one.start(), at + one.end()) for one in _TOKEN.finditer(text)]


@lru_cache(maxsize=_REMEMBERED)
def look(word: str) -> Look:
    """How the word is written."""
    shape = _shape(word)
    kind = _SHAPES.get(shape) or {"X": "C", "x": "l", "9": "9"}.get(shape[0], shape[0])
    if kind in "CA":
        held = _lists_with(word.lower())
        kind += "f" if any(one[:2] == "fn" for one in held) else "g" if any(one[:2] == "ff" for one in held) else ""
        kind += "l" if any(one[0] == "l" for one in held) else ""
        kind += "p" if "pl" in held else ""
    return Look(kind, word[0].isalpha(), word[0].isupper(), word.isupper())


@lru_cache(maxsize=_REMEMBERED)
def word_signs(word: str) -> tuple[tuple[Sign, tuple[int, ...]], ...]:
    """The signs of the word itself, and at which offsets each counts."""
    low = _DIGIT.sub("0", word.lower()[:_LONGEST])
    size = len(low)
    found: list[tuple[Sign, tuple[int, ...]]] = [(f"w={low}", _ALL), (f"s={_shape(word)}", _ALL)]
    if size > 3:
        found += [(f"p3={low[:3]}", _SELF), (f"x3={low[-3:]}", _NEAR), (f"x2={low[-2:]}", _NEAR)]
    if size > 4:
        found += [(f"p4={low[:4]}", _SELF), (f"x4={low[-4:]}", _NEAR)]
    if size > 5:
        found += [(f"p5={low[:5]}", _SELF), (f"x5={low[-5:]}", _LEFT)]
    if size > 3 and low.endswith("s"):
        found.append((f"b={low[:-1]}", _SELF))
        if size > 5:
            found += [(f"y3={low[-4:-1]}", _SELF), (f"y4={low[-5:-1]}", _SELF)]
    if "-" in low and size > 2:
        head, *_, tail = low.split("-")
        found += [(f"h1={head}", _SELF), (f"h2={tail}", _LEFT)]
    found += [(f"g={held}", _ALL) for held in _lists_with(low)]
    groups = _word_groups().get(low) or (_word_groups().get(low[:-1]) if size > 3 and low.endswith("s") else None)
    if groups is None:
        found.append(("c=none", _NEAR))
    else:
        found += [(f"c={groups[0]}", _ALL), (f"cc={groups[1]}", _ALL)]
    return tuple(found)


def kinds_around(words: Sequence[str]) -> list[Kinds]:
    """For each word how it and two neighbours to either side are written."""
    kinds = [EDGE, EDGE, *(look(word).kind for word in words), EDGE, EDGE]
    return list(zip(kinds, kinds[1:], kinds[2:], kinds[3:], kinds[4:], strict=False))


def context_signs(kinds: Kinds, begins: bool, shouted: bool) -> tuple[Sign, ...]:
    """The signs of how the word and two neighbours to either side are written (EDGE: none there). `begins`: at the
    head of a sentence or quotation; `shouted`: in a sentence that is mostly capitals."""
    far, before, here, after, later = kinds
    found = [
        "bias",
        f"k1={before}|{here}",
        f"k2={here}|{after}",
        f"k3={before}|{here}|{after}",
        f"k4={far}|{before}|{here}",
        f"k5={here}|{after}|{later}",
    ]
    found += [f"{offset}edge" for offset, kind in zip(OFFSETS, kinds, strict=True) if kind == EDGE]
    if here[0] in "CAIX":
        found.append("st" if begins else "nst")
        if begins:
            found.append(f"st|{here}|{after}")
        if shouted:
            found.append("allcaps")
    return tuple(found)


def beginnings(words: Sequence[str]) -> list[bool]:
    """For each word whether it begins the sentence or a quotation in it."""
    found: list[bool] = []
    begins = True
    for at, word in enumerate(words):
        found.append(begins)
        begins = word in _ENDING or (word in _OPENING and (at == 0 or begins))
    return found


def is_shouted(words: Sequence[str]) -> bool:
    """Whether a sentence is mostly capitals, as some headlines are."""
    return len(words) > 1 and sum(word.isupper() for word in words) > 0.6 * sum(word[0].isalpha() for word in words)


def all_signs(words: Sequence[str], evidence: "Evidence") -> list[list[Sign]]:
    """The signs of every word of a sentence, written out: what training learns weights for. At run time
    enrich.entities adds up the same ones by parts."""
    own = [word_signs(word) for word in words]
    shouted = is_shouted(words)
    found = []
    for at, (begins, kinds) in enumerate(zip(beginnings(words), kinds_around(words), strict=True)):
        row = list(context_signs(kinds, begins, shouted))
        for offset in OFFSETS:
            if 0 <= at + offset < len(words):
                row += [f"{offset}{sign}" for sign, where in own[at + offset] if offset in where]
        if look(words[at]).capital:
            row += evidence.signs(words[at])
        found.append(row)
    return found


class _Seen:
    """How a word was met in the article."""

    __slots__ = ("after_capital", "after_first", "by_person", "by_place", "inside", "is_first", "times")

    def __init__(self) -> None:
        self.times = self.inside = self.after_first = self.is_first = 0
        self.by_place = self.by_person = self.after_capital = 0


class Evidence:
    """What an article says of its own words."""

    def __init__(self, sentences: Sequence[Sequence[str]]) -> None:
        self._seen: dict[str, _Seen] = {}
        self._small: set[str] = set()
        for words in sentences:
            self._read(words)

    def _read(self, words: Sequence[str]) -> None:
        looks = [look(word) for word in words]
        self._small.update(word for word, seen in zip(words, looks, strict=True) if seen.letter and not seen.capital)
        if sum(seen.shouted for seen in looks) > len(words) / 2:
            return
        begins = beginnings(words)
        for at, seen in enumerate(looks):
            if seen.capital:
                self._note(words, looks, begins, at)

    def _note(self, words: Sequence[str], looks: Sequence[Look], begins: Sequence[bool], at: int) -> None:
        noted = self._seen.setdefault(words[at], _Seen())
        noted.times += 1
        noted.inside += not begins[at]
        if at:
            before, low = looks[at - 1], words[at - 1].lower()
            noted.after_first += before.capital and not {"f", "g"}.isdisjoint(before.kind)
            noted.by_place += words[at - 1] in _PLACE_WORDS
            noted.by_person += low in _PERSON_WORDS
            noted.after_capital += before.capital and not begins[at - 1]
        if at + 1 < len(words):
            noted.is_first += looks[at + 1].capital and "f" in looks[at].kind
            noted.by_person += words[at + 1].lower() in _PERSON_WORDS

    def signs(self, word: str) -> tuple[Sign, ...]:
        """The signs of a capitalised word, and all of them as one; none for a word not met."""
        seen = self._seen.get(word)
        if seen is None:
            return ()
        found = list(self._of(word, seen))
        return (*found, "+".join(found)) if found else ()

    def _of(self, word: str, seen: _Seen) -> Iterator[Sign]:
        if word.lower() in self._small:
            yield "d:low"
        if seen.inside:
            yield "d:mid"
        elif seen.times > 1:
            yield "d:rep"
        if seen.after_first:
            yield "d:afterfirst"
        if seen.is_first:
            yield "d:isfirst"
        if seen.by_place:
            yield "d:prep2" if seen.by_place > 1 else "d:prep"
        if seen.by_person:
            yield "d:say2" if seen.by_person > 1 else "d:say"
        if seen.after_capital:
            yield "d:aftercap"
        bare = self._seen.get(word[:-1]) if word.endswith("s") and len(word) > 3 else None
        if bare is not None:
            yield "d:bare"
            if bare.after_first:
                yield "d:bareafterfirst"


def _shape(word: str) -> str:
    """The letters' kinds, runs as one: "Hansen" Xx, "NRK" XX, "A" X, "7." 9."""
    found = ""
    for letter in word[:_LONGEST]:
        kind = "X" if letter.isupper() else "x" if letter.islower() else "9" if letter.isdigit() else letter
        if not found or found[-1] != kind:
            found += kind
    return "XX" if found == "X" and len(word) > 1 else found[:6]


def _lists_with(low: str) -> list[str]:
    """Which lists of names hold the word ("fn"), its form without s ("fns") or its first part ("fn-")."""
    found = []
    bare = low[:-1] if low.endswith("s") and len(low) > 3 else ""
    first = low.partition("-")[0] if "-" in low else ""
    for short, names in _name_lists().items():
        if low in names:
            found.append(short)
        elif bare and bare in names:
            found.append(f"{short}s")
        elif first and first in names:
            found.append(f"{short}-")
    return found


@lru_cache(maxsize=1)
def _name_lists() -> dict[str, frozenset[str]]:
    """The lists of data/entity_names.txt by a short name."""
    lists: dict[str, set[str]] = {}
    for line in _data("entity_names.txt"):
        if line.startswith("["):
            current = lists.setdefault(line.strip("[]"), set())
        else:
            current.update(line.split(";"))
    shorts = ("fn", "ff", "ln", "lf", "pl")
    return {short: frozenset(lists[name]) for short, name in zip(shorts, _LISTS, strict=True)}


@lru_cache(maxsize=1)
def _word_groups() -> dict[str, tuple[str, str]]:
    """(group, coarse group) of the words of data/word_clusters.txt, which are used alike."""
    groups: dict[str, tuple[str, str]] = {}
    for number, line in enumerate(_data("word_clusters.txt")):
        coarse, _, words = line.partition(": ")
        groups.update(dict.fromkeys(words.split(" "), (str(number), coarse)))
    return groups


def _data(name: str) -> list[str]:
    """The lines of a shipped list, without its comments."""
    text = files("mediawatch.enrich").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("# ")]


def lists_digest() -> bytes:
    """A digest of both lists: weights belong to the lists they were trained with."""
    lines = (*_data("entity_names.txt"), *_data("word_clusters.txt"))
    return hashlib.sha256("\n".join(lines).encode()).digest()

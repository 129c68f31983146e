"""Word lists shipped as plain text, and finding their entries in a sentence.

A list file holds sections, `[name]`, of lines `pattern` or, where a number matters, `weight pattern`; `#` starts
a comment. A pattern is one or more words; each may start or end with `*` ("*rekord*", "får skryt", "ut av robek").
Matching is on lower-case words, longest pattern first; a pattern of several words matches words in a row.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_LONGEST_WORD = 60
"""Longer "words" are no words (addresses, noise); only their beginning is looked at."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list."""

    pattern: tuple[str, ...]
    weight: float
    section: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found at words [start, end)."""

    entry: Entry
    start: int
    end: int


class Lexicon:
    """Entries of one list file, indexed by their first word."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._whole: defaultdict[str, list[Entry]] = defaultdict(list)
        self._prefix: defaultdict[str, list[Entry]] = defaultdict(list)
        self._other: list[Entry] = []
        for entry in self.entries:
            first = entry.pattern[0]
            if "*" not in first:
                self._whole[first].append(entry)
            elif first.index("*") == len(first) - 1:
                self._prefix[first[:-1]].append(entry)
            else:
                self._other.append(entry)
        self._shortest = min((len(key) for key in self._prefix), default=1)
        self._starting = lru_cache(maxsize=20_000)(self._find_starting)

    def find(self, words: Sequence[str]) -> tuple[Hit, ...]:
        """Entries in `words` (lower case), left to right, the longest at each place, none overlapping."""
        hits: list[Hit] = []
        at = 0
        while at < len(words):
            hit = self._longest(words, at)
            if hit is not None:
                hits.append(hit)
                at = hit.end
            else:
                at += 1
        return tuple(hits)

    def present(self, words: Sequence[str]) -> frozenset[Entry]:
        """Every entry that stands somewhere in `words` (lower case), overlapping or not."""
        return frozenset(
            entry
            for at, word in enumerate(words)
            for entry in self._starting(word)
            if len(entry.pattern) == 1 or self._follows(entry, words, at)
        )

    def section(self, name: str) -> tuple[Entry, ...]:
        """The entries of one section in the order of the file."""
        return tuple(entry for entry in self.entries if entry.section == name)

    def _longest(self, words: Sequence[str], at: int) -> Hit | None:
        for entry in self._starting(words[at]):
            if self._follows(entry, words, at):
                return Hit(entry, at, at + len(entry.pattern))
        return None

    def _follows(self, entry: Entry, words: Sequence[str], at: int) -> bool:
        end = at + len(entry.pattern)
        return end <= len(words) and all(map(_fits, entry.pattern[1:], words[at + 1 : end]))

    def _find_starting(self, word: str) -> tuple[Entry, ...]:
        found = list(self._whole.get(word, ()))
        for length in range(self._shortest, min(len(word), _LONGEST_WORD) + 1):
            found.extend(self._prefix.get(word[:length], ()))
        found.extend(entry for entry in self._other if _fits(entry.pattern[0], word))
        # the longest pattern first; among one-word patterns the most letters, so that a whole word beats its stem
        return tuple(sorted(found, key=lambda entry: (-len(entry.pattern), -len(entry.pattern[0].strip("*")))))


def _fits(pattern: str, word: str) -> bool:
    if "*" not in pattern:
        return pattern == word
    core = pattern.strip("*")
    if pattern[0] == "*" and pattern[-1] == "*":
        return core in word
    return word.endswith(core) if pattern[0] == "*" else word.startswith(core)


@cache
def lexicon(name: str) -> Lexicon:
    """The shipped list `name`, read once. Raises FileNotFoundError or ValueError when the installation is broken."""
    return Lexicon(parse(files("mediawatch.enrich").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")))


@cache
def part(name: str, *sections: str) -> Lexicon:
    """Only these sections of the shipped list, so that a word in another section does not stand in their way."""
    return Lexicon(entry for entry in lexicon(name).entries if entry.section in sections)


def parse(text: str) -> tuple[Entry, ...]:
    """The entries of a list file. Raises ValueError, naming the line, for a line before the first section."""
    section = ""
    entries: list[Entry] = []
    for number, line in enumerate(text.splitlines(), start=1):
        content = line.partition("#")[0].strip()
        if not content:
            continue
        if content.startswith("["):
            section = content.strip("[]")
            continue
        if not section:
            raise ValueError(f"line {number}: {content!r} stands before the first [section]")
        entries.append(_entry(content, section))
    return tuple(entries)


def _entry(content: str, section: str) -> Entry:
    first, _, rest = content.partition(" ")
    try:
        weight = float(first)
    except ValueError:
        return Entry(tuple(content.lower().split()), 1.0, section)
    return Entry(tuple(rest.lower().split()), weight, section)

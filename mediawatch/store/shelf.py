"""All copies of one organisation as columns of numbers in memory: a hundred thousand are counted in some milliseconds,
the same on every database. A shelf never changes; what is new makes another that shares most with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]
FILED = (
    "coverage",
    "changed",
    "story",
    "revision",
    "at",
    "outlet",
    "tone",
    "topic",
    "kind",
    "status",
    "subjects",
    "shown",
)
"""The columns of `filed_copy` that a shelf is made of."""
CODED = ("outlet", "tone", "topic", "kind", "status")
_SECOND = 1_000_000


class Codes:
    """Words numbered in the order they are met; they keep their numbers."""

    def __init__(self) -> None:
        self.names: list[Any] = []
        self.numbers: dict[Any, int] = {}

    def number(self, name: Any) -> int:
        """The word's number, a new one for a new word."""
        found = self.numbers.get(name)
        if found is None:
            found = self.numbers[name] = len(self.names)
            self.names.append(name)
        return found

    def numbers_of(self, names: Sequence[Any]) -> list[int]:
        """The numbers of many words, new ones for new words."""
        for name in dict.fromkeys(names):
            self.number(name)
        return list(map(self.numbers.__getitem__, names))

    def chosen(self, names: Any) -> Mask:
        """For each number whether its word is among `names`."""
        return np.fromiter((name in names for name in self.names), np.bool_, len(self.names))


def _none() -> Numbers:
    return np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """`changed`: the last change it knows. A place in a column is a copy; `alive` False: the copy has a newer place, or
    is not shown. `named` and `named_place`: pairs of copy and watched
    subject; `story_ids`: of the stories by their number."""

    changed: int = 0
    alive: Mask = field(default_factory=lambda: np.empty(0, np.bool_))
    story: Numbers = field(default_factory=_none)
    revision: Numbers = field(default_factory=_none)
    at: Numbers = field(default_factory=_none)
    columns: Mapping[str, Numbers] = field(default_factory=lambda: {name: _none() for name in CODED})
    named: Numbers = field(default_factory=_none)
    named_place: Numbers = field(default_factory=_none)
    codes: Mapping[str, Codes] = field(default_factory=lambda: {name: Codes() for name in (*CODED, "place", "story")})
    places: dict[int, int] = field(default_factory=dict)
    story_ids: Numbers = field(default_factory=_none)

    @property
    def copies(self) -> int:
        """How many places there are, those no longer alive included."""
        return len(self.story)

    @property
    def stories(self) -> int:
        """How many stories have had a copy."""
        return len(self.codes["story"].names)

    @property
    def is_worn(self) -> bool:
        """Whether so many places are dead that it had better be made anew."""
        return self.copies > 1_000 and int(self.alive.sum()) < self.copies // 2

    def with_rows(self, rows: Sequence[Any]) -> "Shelf":
        """The shelf with rows of FILED in the order of `changed`: new ones, and newer ones of known copies."""
        if not rows:
            return self
        given = dict(zip(FILED, zip(*rows, strict=True), strict=True))
        start, codes = self.copies, self.codes
        alive = np.concatenate([self.alive, np.asarray(given["shown"], np.bool_)])
        for place, copy in enumerate(given["coverage"], start):
            before = self.places.get(copy)
            if before is not None:
                alive[before] = False
            self.places[copy] = place
        named, named_place = self._names(given["subjects"], start)
        story = _longer(self.story, codes["story"].numbers_of([number or 0 for number in given["story"]]))
        return Shelf(
            changed=given["changed"][-1],
            alive=alive,
            story=story,
            revision=_longer(self.revision, given["revision"]),
            at=_longer(self.at, given["at"]),
            columns={name: _longer(self.columns[name], codes[name].numbers_of(given[name])) for name in CODED},
            named=_longer(self.named, named),
            named_place=_longer(self.named_place, named_place),
            codes=codes,
            places=self.places,
            story_ids=np.asarray(codes["story"].names, np.int64),
        )

    def _names(self, given: Sequence[str], start: int) -> tuple[list[int], list[int]]:
        """Pairs of copy and watched subject; many copies name the same."""
        known = {lines: self.codes["place"].numbers_of(lines.split("\n")) for lines in set(given) if lines}
        named, named_place = [], []
        for place, lines in enumerate(given, start):
            for number in known.get(lines, ()):
                named.append(place)
                named_place.append(number)
        return named, named_place

    # what fulfils a condition -----------------------------------------------------------------------------------------

    def everything(self) -> Mask:
        """Every copy."""
        return np.ones(self.copies, np.bool_)

    def with_revisions(self, revisions: str) -> Mask:
        """The copies whose current version is among the revisions, written with commas between."""
        if not revisions or not self.copies:
            return np.zeros(self.copies, np.bool_)
        wanted = np.fromstring(revisions, np.int64, sep=",")
        among = np.zeros(max(int(self.revision.max()), int(wanted.max())) + 1, np.bool_)
        among[wanted] = True
        among[0] = False
        return among[self.revision]

    def with_codes(self, name: str, wanted: Any) -> Mask:
        """The copies that have one of the words in a column."""
        return self.codes[name].chosen(wanted)[self.columns[name]] if self.copies else self.everything()

    def with_places(self, wanted: Any) -> Mask:
        """The copies that name one of the watched subjects."""
        found = np.zeros(self.copies, np.bool_)
        if len(self.named):
            found[self.named[self.codes["place"].chosen(wanted)[self.named_place]]] = True
        return found

    def with_stories(self, stories: Sequence[int]) -> Mask:
        """The copies of some stories."""
        known = self.codes["story"].numbers
        among = np.zeros(self.stories, np.bool_)
        among[[known[story] for story in stories if story in known]] = True
        return among[self.story] if self.copies else self.everything()

    def printed(self, since: int | None, until: int | None) -> Mask:
        """The copies of a span of time."""
        found = self.everything()
        if since is not None:
            found &= self.at >= since
        if until is not None:
            found &= self.at < until
        return found


def _longer(column: Numbers, more: Sequence[int]) -> Numbers:
    return np.concatenate([column, np.asarray(more, np.int64)]) if more else column


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """The copies that were found on a shelf: places, their stories, and each story once, numbered from 0."""

    shelf: Shelf
    places: Numbers
    story_of: Numbers
    stories: Numbers

    @classmethod
    def of(cls, shelf: Shelf, found: Mask) -> "Hits":
        """The copies alive that fulfil a query."""
        places = np.flatnonzero(found & shelf.alive).astype(np.int64)
        codes = shelf.story[places]
        seen = np.zeros(shelf.stories, np.bool_)
        seen[codes] = True
        compact = np.cumsum(seen) - 1
        return cls(shelf=shelf, places=places, story_of=compact[codes], stories=np.flatnonzero(seen).astype(np.int64))

    @property
    def total(self) -> int:
        """How many stories."""
        return len(self.stories)

    def ids(self, order: Numbers) -> list[int]:
        """Stories by their number here, to their ids."""
        return [int(number) for number in self.shelf.story_ids[self.stories[order]]]

    def earliest(self) -> Numbers:
        """When each story was first printed, of the copies found."""
        first = np.full(self.total, np.iinfo(np.int64).max, np.int64)
        np.minimum.at(first, self.story_of, self.shelf.at[self.places])
        return first

    def by_time(self, *, newest: bool, end: int | None = None) -> Numbers:
        """The stories in the order they were printed; `end`: only that many are needed, the rest is left out."""
        first = self.earliest()
        sign = -1 if newest else 1
        among = np.arange(self.total)
        if end is not None and end < self.total:  # those printed at the same moment as the last one are kept too
            last = np.partition(sign * first, end)[end]
            among = np.flatnonzero(sign * first <= last)
        order = np.lexsort((sign * self.shelf.story_ids[self.stories[among]], sign * first[among]))
        return among[order].astype(np.int64)

    def by_score(self, scores: Sequence[tuple[int, float]]) -> Numbers:
        """The stories by how well they fit, of equals the newest first; a revision without a score fits worst."""
        revisions = self.shelf.revision[self.places]
        size = max([int(revisions.max(initial=0)), *(revision for revision, _score in scores)]) + 1
        by_revision = np.zeros(size)
        if scores:
            numbers = np.asarray([revision for revision, _score in scores], np.int64)
            by_revision[numbers] = [score for _revision, score in scores]
        best = np.full(self.total, np.inf)
        np.minimum.at(best, self.story_of, by_revision[revisions])
        rank = np.empty(self.total, np.int64)
        rank[self.by_time(newest=True)] = np.arange(self.total)
        return np.lexsort((rank, best)).astype(np.int64)

    # counts -----------------------------------------------------------------------------------------------------------

    def count(self, name: str) -> dict[str, int]:
        """For each word of a column how many stories have a copy with it."""
        return self._named(name, self.shelf.columns[name][self.places], self.story_of)

    def count_mapped(self, name: str, meaning: Mapping[str, str], otherwise: str) -> dict[str, int]:
        """As `count`, of what the words mean: outlets by their tier."""
        wider = Codes()
        wide = np.asarray([wider.number(meaning.get(word, otherwise)) for word in self.shelf.codes[name].names] or [0])
        counts = self._pairs(wide[self.shelf.columns[name][self.places]], self.story_of, len(wider.names))
        return {wider.names[at]: count for at, count in counts.items()}

    def count_places(self) -> dict[str, int]:
        """For each watched subject how many stories have a copy that names it."""
        found = np.full(self.shelf.copies, -1, np.int64)
        found[self.places] = self.story_of
        stories = found[self.shelf.named]
        return self._named("place", self.shelf.named_place[stories >= 0], stories[stories >= 0])

    def count_tags(self, tagged: Sequence[tuple[int, str]]) -> dict[str, int]:
        """For each tag how many of the stories have it."""
        known = self.shelf.codes["story"].numbers
        among = np.zeros(self.shelf.stories + 1, np.bool_)
        among[self.stories] = True
        counts: dict[str, int] = {}
        for story, tag in tagged:
            if among[known.get(story, self.shelf.stories)]:
                counts[tag] = counts.get(tag, 0) + 1
        return counts

    def count_months(self, zone: ZoneInfo, *, by: int) -> dict[tuple[int, int], int]:
        """For each year and month (from 0; `by` 12: each year) how many stories have a copy printed in it, without the
        empty ones."""
        if not len(self.places):
            return {}
        at = self.shelf.at[self.places]
        first = _local_month(int(at.min()), zone)
        starts = month_starts(first, _local_month(int(at.max()), zone), zone)
        spans = (np.searchsorted(starts, at, side="right") - 1 + first) // by - first // by
        counts = self._pairs(spans, self.story_of, len(starts))
        return {divmod((first // by + span) * by, 12): count for span, count in counts.items()}

    def _named(self, name: str, codes: Numbers, stories: Numbers) -> dict[str, int]:
        words = self.shelf.codes[name].names
        return {words[code]: count for code, count in self._pairs(codes, stories, len(words)).items()}

    def _pairs(self, codes: Numbers, stories: Numbers, most: int) -> dict[int, int]:
        """How many different stories each code has. Most stories have one copy and need no looking for doubles."""
        if not self.total:
            return {}
        alone = np.bincount(stories, minlength=self.total)[stories] == 1
        counts = np.bincount(codes[alone], minlength=most)
        doubles = np.unique(codes[~alone] * self.total + stories[~alone])
        counts += np.bincount(doubles // self.total, minlength=most)
        return {int(code): int(counts[code]) for code in np.flatnonzero(counts)}


def _local_month(at: int, zone: ZoneInfo) -> int:
    moment = datetime.fromtimestamp(at // _SECOND, UTC).astimezone(zone)
    return moment.year * 12 + moment.month - 1


@lru_cache(maxsize=64)
def month_starts(first: int, last: int, zone: ZoneInfo) -> Numbers:
    """Months, counted from year 0, to when each begins, in microseconds since 1970."""
    starts = (datetime(month // 12, month % 12 + 1, 1, tzinfo=zone) for month in range(first, last + 1))
    return np.asarray([int(start.timestamp()) * _SECOND for start in starts], np.int64)

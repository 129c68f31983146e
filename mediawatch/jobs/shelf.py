"""An organisation's stories of the last two years, kept in memory and in step with the store: what dashboards count.

Reading a thousand stories takes half a second; a shelf reads each once, and afterwards only those that have changed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from mediawatch.model import Outlet, Story
from mediawatch.store import Mark, Store

REACH = timedelta(weeks=112)
"""What the score looks back on, and a week more."""

Stories = Callable[[datetime], Sequence[Story]]
"""A moment to the relevant stories first printed after it, the latest first."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """The stories as they were at `mark`, the latest first, each with when it was first printed. None from before
    `since`."""

    mark: Mark
    since: datetime
    rows: tuple[tuple[datetime, Story], ...]

    def after(self, since: datetime, until: datetime | None = None) -> list[Story]:
        """Those first printed after `since` and not after `until`, the latest first."""
        return [story for at, story in self.rows if at > since and (until is None or at <= until)]


class Shelf:
    """One organisation's. May be shared by threads."""

    def __init__(self, store: Store, organisation: str, outlets: Mapping[str, Outlet]) -> None:
        self._store, self._organisation, self._outlets = store, organisation, outlets
        self._lock = Lock()
        self._shelved: Shelved | None = None
        self._corrections: dict[int, tuple[int, bool]] = {}

    def shelved(self, now: datetime) -> Shelved:
        """All of it as it is now."""
        with self._lock:
            mark = self._store.marks.of(self._organisation)
            known = self._shelved
            if known is None or known.mark.erased != mark.erased:
                made = self._first(mark, now)
            elif known.mark != mark:
                made = self._renewed(known, mark)
            else:
                made = known
            self._shelved = made
            return made

    def _first(self, mark: Mark, now: datetime) -> Shelved:
        self._corrections = self._store.marks.corrections(self._organisation)
        since = now - REACH
        stories = self._store.stories(self._organisation, since=since, by="published", outlets=self._outlets)
        return Shelved(mark, since, _ordered(stories))

    def _renewed(self, known: Shelved, mark: Mark) -> Shelved:
        """Only what has changed is read: stories with new copies or versions, and those that people corrected."""
        corrections = self._store.marks.corrections(self._organisation)
        changed = self._store.marks.changed(self._organisation, known.mark)
        changed |= {story for _, (story, _) in corrections.items() ^ self._corrections.items()}
        anew = [story for story in self._store.marks.stories(changed, self._outlets) if _printed(story) > known.since]
        kept = [story for _, story in known.rows if story.id not in changed]
        self._corrections = corrections
        return Shelved(mark, known.since, _ordered([*kept, *anew]))


def _printed(story: Story) -> datetime:
    return min(copy.when for copy in story.coverage)


def _ordered(stories: Iterable[Story]) -> tuple[tuple[datetime, Story], ...]:
    return tuple(sorted(((_printed(story), story) for story in stories), key=lambda row: (row[0], row[1].id))[::-1])

"""Stories to how many each outlet wrote, each place was in and each topic was about, with tone."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from mediawatch.measure.weeks import counted_copies
from mediawatch.model import Coverage, Story, SubjectKind, ToneLabel, Topic

PLACES: frozenset[SubjectKind] = frozenset({"village", "landmark", "institution", "club", "business"})
"""Watched names that lie somewhere in the municipality; the municipality itself is in every story."""

Tones = Counter[ToneLabel]
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of stories by tone. A story counts once for each outlet that printed it, each place it names, and its
    topic. `places`: by (kind, name)."""

    whole: Tones = field(default_factory=Counter)
    outlets: dict[str, Tones] = field(default_factory=dict)
    places: dict[tuple[SubjectKind, str], Tones] = field(default_factory=dict)
    topics: dict[Topic, Tones] = field(default_factory=dict)


def overview(stories: Iterable[Story]) -> Overview:
    """The relevant stories of a time to what they were; our own pages and paid content left out."""
    made = Overview()
    for story in stories:
        copies = counted_copies(story)
        if not copies:
            continue
        tone = copies[0].tone.label if copies[0].tone else "neutral"
        made.whole[tone] += 1
        _count(made.topics, [copies[0].topic], tone)
        _count(made.outlets, {copy.outlet.id for copy in copies}, tone)
        _count(made.places, {place for copy in copies for place in _places(copy)}, tone)
    return made


def _places(copy: Coverage) -> Iterable[tuple[SubjectKind, str]]:
    return ((one.subject_kind, one.subject_name) for one in copy.reading.accepted if one.subject_kind in PLACES)


def _count(table: dict[K, Tones], keys: Iterable[K], tone: ToneLabel) -> None:
    for key in keys:
        table.setdefault(key, Counter())[tone] += 1

"""Pitches and coverage to how much of what is written was our own doing: shares, conversion, and days to print.

Own counts are "at least": a story that came of a talk nobody wrote down is counted as the press's own.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from mediawatch.model import Initiative, Pitch, Story

ANSWERED = ("printed", "declined")


def initiative(
    stories: Iterable[Story], pitches: Sequence[Pitch], *, since: date, until: date, zone: ZoneInfo
) -> Initiative:
    """The press stories of a time and all pitches to one count. `since` and `until`: its first and last day; a pitch
    belongs where it was offered. `stories` are those of the time."""
    return _counted("", stories, pitches, _linked(pitches), (since, until), zone)


def _linked(pitches: Iterable[Pitch]) -> set[int]:
    return {pitch.story for pitch in pitches if pitch.story}


def _counted(
    name: str,
    stories: Iterable[Story],
    pitches: Iterable[Pitch],
    linked: set[int],
    span: tuple[date, date],
    zone: ZoneInfo,
) -> Initiative:
    press = {story.id for story in stories if any(copy.is_press for copy in story.coverage)}
    offered = [pitch for pitch in pitches if _offered(pitch, *span, zone)]
    printed = [pitch for pitch in offered if pitch.status == "printed"]
    return Initiative(
        name=name,
        stories=len(press),
        own=len(press & linked),
        offered=len(offered),
        printed=len(printed),
        declined=sum(pitch.status == "declined" for pitch in offered),
        days=tuple(sorted(days for pitch in printed if (days := _days(pitch, zone)) is not None)),
    )


def by_outlet(
    stories: Iterable[Story], pitches: Sequence[Pitch], *, since: date, until: date, zone: ZoneInfo
) -> tuple[Initiative, ...]:
    """The same for each outlet (its id, or the name it was offered under), the one with most of ours first. A story
    counts for every outlet that told it; a pitch for the outlet it was offered to."""
    told: dict[str, list[Story]] = defaultdict(list)
    for story in stories:
        for outlet in {copy.outlet.id for copy in story.coverage if copy.is_press}:
            told[outlet].append(story)
    return _grouped(told, _group(pitches, lambda pitch: pitch.outlet), (since, until), zone)


def by_topic(
    stories: Iterable[Story], pitches: Sequence[Pitch], *, since: date, until: date, zone: ZoneInfo
) -> tuple[Initiative, ...]:
    """The same for each topic."""
    told: dict[str, list[Story]] = defaultdict(list)
    for story in stories:
        told[story.lead.topic].append(story)
    return _grouped(told, _group(pitches, lambda pitch: pitch.topic), (since, until), zone)


def _group(pitches: Iterable[Pitch], key: Callable[[Pitch], Hashable]) -> dict[str, list[Pitch]]:
    found: dict[str, list[Pitch]] = defaultdict(list)
    for pitch in pitches:
        found[str(key(pitch))].append(pitch)
    return found


def _grouped(
    told: dict[str, list[Story]], offered: dict[str, list[Pitch]], span: tuple[date, date], zone: ZoneInfo
) -> tuple[Initiative, ...]:
    linked = _linked(pitch for pitches in offered.values() for pitch in pitches)
    names = sorted({*told, *offered} - {""})
    found = [_counted(name, told.get(name, ()), offered.get(name, ()), linked, span, zone) for name in names]
    ours = [one for one in found if one.own or one.offered]
    return tuple(sorted(ours, key=lambda one: (-one.own, -one.offered, one.name)))


def _offered(pitch: Pitch, since: date, until: date, zone: ZoneInfo) -> bool:
    return pitch.offered_at is not None and since <= pitch.offered_at.astimezone(zone).date() <= until


def _days(pitch: Pitch, zone: ZoneInfo) -> int | None:
    if pitch.offered_at is None or pitch.printed_at is None:
        return None
    return max(0, (pitch.printed_at.astimezone(zone).date() - pitch.offered_at.astimezone(zone).date()).days)

"""Counts of names to volumes that can be compared: articles a week, and for each 1,000 inhabitants.

A week is one that was listened to only where a source answered on at least LEAST_DAYS of its days and the name was
already counted when it began. Any other week is unknown, never nought.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from mediawatch.model import NameVolume

LEAST_DAYS = 4
_DAY = timedelta(days=1)


def name_volumes(
    places: Sequence[tuple[str, int]],
    counts: Mapping[tuple[str, date], int],
    *,
    watched: Mapping[str, date],
    listened: Collection[date],
    monday: date,
    weeks: int,
) -> tuple[NameVolume, ...]:
    """`places`: name and population, ours first; `counts`: (name, day) -> articles; `watched`: name -> the day its
    counting began. The week that begins on `monday` is the last of `weeks`. Most for each inhabitant first; empty when
    nothing was counted yet."""
    starts = [monday - timedelta(weeks=back) for back in range(weeks)]
    heard = {start for start in starts if sum(start + n * _DAY in listened for n in range(7)) >= LEAST_DAYS}
    made = []
    for position, (name, population) in enumerate(places):
        known = [start for start in starts if start in heard and name in watched and watched[name] <= start]
        per_week = {start: sum(counts.get((name, start + n * _DAY), 0) for n in range(7)) for start in known}
        made.append(
            NameVolume(
                name=name,
                population=population,
                is_ours=position == 0,
                this_week=per_week.get(monday),
                articles=sum(per_week.values()),
                weeks=len(known),
            )
        )
    if not any(each.weeks for each in made):
        return ()
    return tuple(sorted(made, key=lambda each: (-(each.per_thousand or -1.0), each.name)))

"""The times that dashboards can be asked for: as chosen in the address, in words, and as days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mediawatch.render import said

QUARTERS = 8
"""How many quarters back may be chosen: what is kept at hand."""


@dataclass(frozen=True, slots=True)
class Span:
    """A time that is looked at. `key` stands in the address; `last` is its last day, today at the latest."""

    key: str
    name: str
    first: date
    last: date

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The moment just before it begins and its last one, for "after" and "not after"."""
        begins, after = (datetime.combine(day, time(), zone) for day in (self.first, self.last + timedelta(days=1)))
        return begins - timedelta(microseconds=1), after - timedelta(microseconds=1)


def lately(today: date) -> dict[str, Span]:
    """The last four weeks, the last quarter of a year and the last year, by key; the first is what is meant by none."""
    spans = (
        ("4-uker", said("Siste 4 uker"), 28),
        ("kvartal", said("Siste 13 uker"), 91),
        ("aar", said("Siste år"), 365),
    )
    return {key: Span(key, name, today - timedelta(days=days - 1), today) for key, name, days in spans}


def quarters(today: date, first: date | None) -> dict[str, Span]:
    """The last year as one, then the quarters from the running one back to the one that holds `first`."""
    found = {"aar": Span("aar", said("Siste år"), today - timedelta(days=364), today)}
    start = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    for _ in range(QUARTERS):
        end = (start + timedelta(days=93)).replace(day=1)
        number = (start.month - 1) // 3 + 1
        name = said("{number}. kvartal {year}").format(number=number, year=start.year)
        found[f"{start.year}-Q{number}"] = Span(
            f"{start.year}-Q{number}", name, start, min(today, end - timedelta(days=1))
        )
        if first is None or start <= first:
            break
        start = (start - timedelta(days=1)).replace(day=1)
        start = start.replace(month=3 * ((start.month - 1) // 3) + 1)
    return found


def chosen(spans: Mapping[str, Span], key: str) -> Span:
    """The span of that key; the first one where there is none such."""
    return spans.get(key) or next(iter(spans.values()))

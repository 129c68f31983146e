"""The periods of targets: ISO weeks (Monday to Sunday), months, quarters, years and Norwegian working days."""

from collections.abc import Iterable
from datetime import date, timedelta

from mediawatch.model import Period
from mediawatch.workdays import last_working_day, next_working_day

ONE_DAY = timedelta(days=1)
_MONTHS: dict[Period, int] = {"month": 1, "quarter": 3, "year": 12}
_WHOLE_PARTS: dict[Period, tuple[Period, ...]] = {
    "working day": ("working day",),
    "week": ("working day", "week"),
    "month": ("working day", "month"),
    "quarter": ("working day", "month", "quarter"),
    "year": ("working day", "month", "quarter", "year"),
}


def period_start(every: Period, day: date) -> date:
    """The first day of the week (Monday), month, quarter or year that holds `day`. Of working days: `day` itself, or
    the last one before it."""
    if every == "working day":
        return last_working_day(day)
    if every == "week":
        return day - timedelta(days=day.weekday())
    if every == "month":
        return day.replace(day=1)
    if every == "quarter":
        return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return date(day.year, 1, 1)


def period_end(every: Period, start: date) -> date:
    """The day after the last day of the period that begins on `start`. Between two working days may lie days off, that
    belong to neither."""
    if every == "working day":
        return start + ONE_DAY
    if every == "week":
        return start + timedelta(days=7)
    month = start.month - 1 + _MONTHS[every]
    return date(start.year + month // 12, month % 12 + 1, 1)


def period_starts(every: Period, first: date, last: date) -> Iterable[date]:
    """The starts of the periods from the one that holds `first` to the one that holds `last`."""
    start = period_start(every, first)
    while start <= last:
        yield start
        start = next_working_day(start) if every == "working day" else period_end(every, start)


def holds_whole(whole: Period, part: Period) -> bool:
    """Whether every `part` lies within one `whole` (no week lies within one month)."""
    return part in _WHOLE_PARTS[whole]

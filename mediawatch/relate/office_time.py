"""Working time: Monday to Friday from 08.00 to 15.30, to 12.00 on half days, and none on public holidays.

Half days are Christmas Eve, New Year's Eve and the Wednesday before Maundy Thursday. All is reckoned on the wall's
clock, which never jumps within office hours.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mediawatch.workdays import is_holiday, is_working_day, next_working_day

OPENS, CLOSES, CLOSES_EARLY = time(8), time(15, 30), time(12)
_DAY = timedelta(days=1)


def closing(day: date) -> time | None:
    """When a day's work ends; None on days without."""
    if not is_working_day(day):
        return None
    return CLOSES_EARLY if _is_half(day) else CLOSES


def at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """A local clock time as a moment in UTC."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def day_ends(day: date, zone: ZoneInfo) -> datetime:
    """The end of the work of `day`, or of the next working day where it is none."""
    while (clock := closing(day)) is None:
        day = next_working_day(day)
    return at(day, clock, zone)


def is_open(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether it is working time."""
    local = moment.astimezone(zone)
    clock = closing(local.date())
    return clock is not None and OPENS <= local.time() < clock


def working_time(start: datetime, end: datetime, zone: ZoneInfo) -> timedelta:
    """How much working time lies between two moments."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    total, day = timedelta(0), first.date()
    while day <= last.date():
        clock = closing(day)
        if clock is not None:
            begins = max(first.replace(tzinfo=None), datetime.combine(day, OPENS))
            stops = min(last.replace(tzinfo=None), datetime.combine(day, clock))
            total += max(stops - begins, timedelta(0))
        day += _DAY
    return total


def after_working(start: datetime, wait: timedelta, zone: ZoneInfo) -> datetime:
    """The moment when `wait` of working time has gone since `start`."""
    local = start.astimezone(zone).replace(tzinfo=None)
    day = local.date()
    while True:
        clock = closing(day)
        if clock is not None:
            begins, stops = max(local, datetime.combine(day, OPENS)), datetime.combine(day, clock)
            room = max(stops - begins, timedelta(0))
            if room >= wait:
                return (begins + wait).replace(tzinfo=zone).astimezone(UTC)
            wait -= room
        day += _DAY


def _is_half(day: date) -> bool:
    if (day.month, day.day) in ((12, 24), (12, 31)):
        return True
    return day.weekday() == 2 and day.month in (3, 4) and is_holiday(day + _DAY) and is_holiday(day + 2 * _DAY)

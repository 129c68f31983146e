"""When a recipient's digest is due: their weekdays, their local time, Norwegian public holidays.

Holidays are those of helligdagsfredloven and lov om 1. og 17. mai. Christmas Eve and New Year's Eve are half working
days and no public holidays: the digest goes out at 07.15, while people are still at work.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

from mediawatch.model import WEEKDAYS, Recipient

SEARCH_DAYS = 60
"""How far ahead to look for the next digest; the longest run of holidays on one weekday is shorter by far."""


def is_holiday(day: date) -> bool:
    """Whether `day` is a Norwegian public holiday (Sundays as such are not)."""
    return day in _holidays(day.year)


def is_working_day(day: date) -> bool:
    """Monday to Friday and no public holiday."""
    return day.weekday() < 5 and not is_holiday(day)


def digest_due(recipient: Recipient, now: datetime, zone: ZoneInfo) -> date | None:
    """`now` to the date of the digest that the recipient should have had by now, None when none is due today.

    Due from the recipient's local time until the day ends, so that a machine that slept sends it when it wakes. A
    time that the clock skips (DST) is due when the clock has jumped; one that comes twice is due the first time.
    """
    day = now.astimezone(zone).date()
    moment = _moment(recipient, day, zone)
    return day if moment is not None and moment <= now.astimezone(UTC) else None


def weekly_due(recipient: Recipient, now: datetime, zone: ZoneInfo) -> date | None:
    """`now` to the Monday of the week whose predecessor the recipient should have had the report of by now.

    Due from `weekly_at` on the week's first working day until the week ends; None before, and for those who do not
    want it. A week without a working day (never in Norway) has no report.
    """
    if not recipient.weekly:
        return None
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    first = next((day for day in (monday + timedelta(days=n) for n in range(5)) if not is_holiday(day)), None)
    if first is None or _at(recipient.weekly_at, first, zone) > now.astimezone(UTC):
        return None
    return monday


def next_digest(recipient: Recipient, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The first moment after `now` (in UTC) when a digest falls due, None for someone without weekdays."""
    today = now.astimezone(zone).date()
    for ahead in range(SEARCH_DAYS):
        moment = _moment(recipient, today + timedelta(days=ahead), zone)
        if moment is not None and moment > now.astimezone(UTC):
            return moment
    return None


def _moment(recipient: Recipient, day: date, zone: ZoneInfo) -> datetime | None:
    if WEEKDAYS[day.weekday()] not in recipient.weekdays:
        return None
    if is_holiday(day) and not recipient.holidays:
        return None
    return _at(recipient.at, day, zone)


def _at(clock: time, day: date, zone: ZoneInfo) -> datetime:
    """A local clock time to UTC; arithmetic between two local times of one zone would ignore DST."""
    return datetime.combine(day, clock.replace(tzinfo=None), zone).astimezone(UTC)


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("NO", years=year))

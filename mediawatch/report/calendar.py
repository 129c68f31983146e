"""When a recipient's digest is due: their weekdays, their local time, Norwegian public holidays.

Christmas Eve and New Year's Eve are no public holidays: the digest goes out at 07.15, while people are still at work.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mediawatch.model import WEEKDAYS, AlarmRules, Recipient
from mediawatch.workdays import is_holiday, is_working_day

SEARCH_DAYS = 60
"""How far ahead to look for the next digest; the longest run of holidays on one weekday is shorter by far."""


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


def quiet_ends(rules: AlarmRules, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When (in UTC) what is raised at `now` may be told; None when it may be told at once.

    Quiet lasts from one local time to the other, over midnight too, and all day on days of rest where they are quiet.
    Quiet that begins where another ends is one.
    """
    moment = now.astimezone(UTC)
    while (end := _quiet_until(rules, moment, zone)) is not None:
        moment = end
    return None if moment == now.astimezone(UTC) else moment


def _quiet_until(rules: AlarmRules, moment: datetime, zone: ZoneInfo) -> datetime | None:
    """The end of a quiet time that `moment` lies in, None when it lies in none."""
    today = moment.astimezone(zone).date()
    tomorrow = today + timedelta(days=1)
    if rules.quiet_weekends and not is_working_day(today):
        return _at(time(0), tomorrow, zone)
    for day in (today - timedelta(days=1), today):
        over = timedelta(days=int(rules.quiet_until < rules.quiet_from))
        start, end = _at(rules.quiet_from, day, zone), _at(rules.quiet_until, day + over, zone)
        if start <= moment < end:
            return end
    return None


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

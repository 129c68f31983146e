"""Deadlines of a response: when to have decided, when to answer by, when to be reminded, how long a complaint may wait.

Everything is told in local time and counted in working days, since it is people in an office who keep the deadlines.

* A critical story is decided on the working day it is seen where at least half a working day is left, else by noon of
  the next one. So "samtidig imøtegåelse" (Vær Varsom-plakaten 4.14, to be asked before printing) and "tilsvar" (4.15,
  at the earliest opportunity) are answered while the newsroom still works on the story.
* A complaint to Pressens Faglige Utvalg must reach it within six months of publication (its statutes): the same date
  six months on, or the month's last where there is none. The day is not moved when it is one of rest.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from mediawatch.model import Decision, Response
from mediawatch.relate.office_time import OPENS, at, closing, working_time
from mediawatch.workdays import is_working_day, last_working_day, next_working_day, working_days_after

NOON = time(12)
ENOUGH = timedelta(hours=3, minutes=30)
"""What must be left of a working day for a decision to be made on it."""
COMPLAINT_MONTHS = 6
LATER: dict[Decision, int] = {"op-ed": 5, "wait": 2}
"""Working days that a decision gives where it is not today's or tomorrow's: an op-ed must be written, and what we wait
for is looked at again."""
LATE_MAILS = 3
"""Working days on which somebody is told by mail that a deadline has passed; from then on only lists tell."""

ReminderKind = Literal["before", "late"]


def decide_by(seen: datetime, zone: ZoneInfo) -> datetime:
    """When we first had a critical story to when it should be decided on."""
    day = seen.astimezone(zone).date()
    closes = closing(day)
    if closes is not None and at(day, closes, zone) - seen.astimezone(UTC) >= ENOUGH:
        return at(day, closes, zone).astimezone(zone)
    return at(next_working_day(day), NOON, zone).astimezone(zone)


def proposed_deadline(decision: Decision, now: datetime, zone: ZoneInfo) -> datetime | None:
    """A decision made at `now` to the deadline it should have; None for doing nothing."""
    if decision in ("", "nothing"):
        return None
    if decision in LATER:
        day = working_days_after(now.astimezone(zone).date(), LATER[decision])
        return at(day, NOON, zone).astimezone(zone)
    return decide_by(now, zone)


def proposed_reminder(deadline: datetime | None, now: datetime, zone: ZoneInfo) -> date | None:
    """The working day before a deadline, when the owner is reminded; None when that is not to come."""
    if deadline is None:
        return None
    day = last_working_day(deadline.astimezone(zone).date() - timedelta(days=1))
    return day if day > now.astimezone(zone).date() else None


def is_late(response: Response, now: datetime) -> bool:
    """Whether an open response's deadline has passed."""
    return response.closed_at is None and response.deadline is not None and response.deadline < now


def reminder_due(response: Response, now: datetime, zone: ZoneInfo) -> tuple[ReminderKind, date] | None:
    """A response to the reminder that its owner should have had by now, with the day that it is of; None when there is
    none. Before the deadline once; when it has passed, each working day for LATE_MAILS of them."""
    local = now.astimezone(zone)
    today = local.date()
    if response.closed_at is not None or response.deadline is None or local.time() < OPENS:
        return None
    if not is_late(response, now):
        wanted = response.remind_on is not None and response.remind_on <= today
        return ("before", response.remind_on) if wanted and response.remind_on else None
    last = working_days_after(response.deadline.astimezone(zone).date(), LATE_MAILS - 1)
    return ("late", today) if is_working_day(today) and today <= last else None


def complaint_deadline(published: datetime, zone: ZoneInfo) -> date:
    """When a story was printed to the last day on which a complaint about it can reach Pressens Faglige Utvalg."""
    day = published.astimezone(zone).date()
    year, month = divmod(day.year * 12 + day.month - 1 + COMPLAINT_MONTHS, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def working_hours(start: datetime, end: datetime, zone: ZoneInfo) -> float:
    """The hours of work between two moments."""
    return working_time(start, end, zone) / timedelta(hours=1)

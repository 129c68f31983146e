"""Enquiries from journalists: what is promised, what is late, who is told then, and what is entered in the journal.

Nothing here asks the clock or the store. Times are promised and measured in working time (relate.office_time).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Literal
from zoneinfo import ZoneInfo

from mediawatch.model import AnswerTimes, Enquiry, Organisation, Spokesperson, Topic
from mediawatch.relate.office_time import CLOSES_EARLY, after_working, at, closing, day_ends, working_time
from mediawatch.workdays import next_working_day

CALL_BACK = timedelta(hours=1)
"""A call back is promised within an hour of working time (Bufdir's advice)."""
LEAST_ROOM = timedelta(hours=1)
"""With less of the day left an answer is proposed for the next one instead."""
DEPARTMENT_AFTER, CHIEF_AFTER = timedelta(hours=2), timedelta(hours=4)
"""Working time after the deadline until the head of department, and then the chief executive, is told."""

Step = Literal["owner", "department", "chief"]
STEPS: tuple[tuple[Step, timedelta], ...] = (
    ("owner", timedelta(0)),
    ("department", DEPARTMENT_AFTER),
    ("chief", CHIEF_AFTER),
)
"""Who is told of an enquiry that is late, and after how much working time."""

ArchiveRule = Literal["unanswered", "access", "enter", "keep out"]


def proposed_deadline(received: datetime, zone: ZoneInfo) -> datetime:
    """When an answer is promised where the journalist names no time: the same working day; by noon of the next one
    where an hour or less is left, or it is no working day."""
    day = received.astimezone(zone).date()
    if closing(day) is not None and day_ends(day, zone) - received >= LEAST_ROOM:
        return day_ends(day, zone)
    return at(next_working_day(day), CLOSES_EARLY, zone)


def call_back_by(enquiry: Enquiry, zone: ZoneInfo) -> datetime:
    """When the journalist should have heard from us, if only that we have the question."""
    return min(after_working(enquiry.received_at, CALL_BACK, zone), enquiry.deadline)


def is_late(enquiry: Enquiry, now: datetime) -> bool:
    """Whether the journalist waits beyond the deadline."""
    return enquiry.is_open and now > enquiry.deadline


def waits_for_call(enquiry: Enquiry, now: datetime, zone: ZoneInfo) -> bool:
    """Whether nobody has taken it, and the hour within which we call back is over."""
    return enquiry.status == "new" and now > call_back_by(enquiry, zone)


def in_time(enquiry: Enquiry, now: datetime) -> bool | None:
    """Whether it was dealt with before its deadline; None while nobody can tell, and when it was withdrawn."""
    if enquiry.status == "withdrawn":
        return None
    if enquiry.closed_at is not None:
        return enquiry.closed_at <= enquiry.deadline
    return False if now > enquiry.deadline else None


def late_first(enquiries: Iterable[Enquiry], now: datetime) -> list[Enquiry]:
    """Those that are late, then those that wait, the soonest deadline first; then the rest, the latest first."""

    def rank(one: Enquiry) -> tuple[int, datetime | timedelta]:
        if one.is_open:
            return (0 if is_late(one, now) else 1, one.deadline)
        return (2, datetime.max.replace(tzinfo=UTC) - one.received_at)

    found = list(enquiries)
    waiting = sorted((one for one in found if one.is_open), key=rank)
    return [*waiting, *sorted((one for one in found if not one.is_open), key=rank)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """One step that is due: who is to be told. `since`: when it fell due."""

    step: Step
    since: datetime


def escalations(enquiry: Enquiry, now: datetime, zone: ZoneInfo) -> tuple[Escalation, ...]:
    """The steps that an enquiry has reached at `now`, the first one first; () for one that is not late."""
    if not is_late(enquiry, now):
        return ()
    due = ((step, after_working(enquiry.deadline, wait, zone) if wait else enquiry.deadline) for step, wait in STEPS)
    return tuple(Escalation(step=step, since=since) for step, since in due if now > since)


def archive_rule(enquiry: Enquiry) -> ArchiveRule:
    """Whether it is entered in the journal (Arkivverket): all three questions answered with yes. Requests for access to
    documents as such are outside."""
    if enquiry.access_request:
        return "access"
    answers = (enquiry.archive_exchanged, enquiry.archive_handled, enquiry.archive_value)
    if "no" in answers:
        return "keep out"
    return "unanswered" if "" in answers else "enter"


def lacks_archiving(enquiry: Enquiry) -> bool:
    """Whether it is closed but nobody has said whether it is to be journalled, or its case number is missing."""
    rule = archive_rule(enquiry)
    if enquiry.is_open or enquiry.status == "withdrawn":
        return False
    return rule == "unanswered" or (rule == "enter" and not enquiry.case_number)


def department_of(topic: Topic, organisation: Organisation) -> str:
    """The id of the department that answers for a topic; "" when none does."""
    return next((one.id for one in organisation.departments if topic in one.topics), "")


def head_of(department: str, organisation: Organisation) -> Spokesperson | None:
    """The head of a department."""
    lines = organisation.spokespersons
    known = (one for one in lines if one.role == "department head" and one.department == department)
    return next(known, None) if department else None


def chief_of(organisation: Organisation) -> Spokesperson | None:
    """The chief executive."""
    return next((one for one in organisation.spokespersons if one.role == "chief executive"), None)


def answer_times(enquiries: Sequence[Enquiry], now: datetime, zone: ZoneInfo) -> AnswerTimes:
    """How fast these were answered."""
    counted = [one for one in enquiries if one.status != "withdrawn"]
    closed = [one for one in counted if one.closed_at is not None]
    taken = [working_time(one.received_at, one.closed_at, zone).total_seconds() for one in closed if one.closed_at]
    judged = [told for one in counted if (told := in_time(one, now)) is not None]
    return AnswerTimes(
        received=len(enquiries),
        closed=len(closed),
        median=timedelta(seconds=median(taken)) if taken else None,
        in_time=sum(judged),
        judged=len(judged),
        declined=sum(one.status == "declined" for one in counted),
        late=sum(is_late(one, now) for one in counted),
    )


def by_department(
    enquiries: Sequence[Enquiry], organisation: Organisation, now: datetime, zone: ZoneInfo
) -> tuple[tuple[str, AnswerTimes], ...]:
    """The same for each department ("" for none), in the order of the plan; departments without any left out."""
    known = [one.id for one in organisation.departments]
    gone = sorted({one.department for one in enquiries if one.department} - set(known))
    parts = ((name, [one for one in enquiries if one.department == name]) for name in (*known, *gone, ""))
    return tuple((name, answer_times(part, now, zone)) for name, part in parts if part)

"""Deadlines in working days and local time; how far a response has come."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from mediawatch.model import Response
from mediawatch.relate.clocks import (
    complaint_deadline,
    decide_by,
    proposed_deadline,
    proposed_reminder,
    reminder_due,
    working_hours,
)
from mediawatch.relate.response_numbers import response_numbers
from mediawatch.relate.responses import status_of

OSLO = ZoneInfo("Europe/Oslo")


def local(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=OSLO)


def response(**changes: object) -> Response:
    at = local("2026-11-24T09:00")
    return replace(Response(organisation="modum", story=1, seen_at=at, opened_at=at), **changes)


@pytest.mark.parametrize(
    ("seen", "by"),
    [
        ("2026-11-24T08:00", "2026-11-24T15:30"),  # a Tuesday morning: the same day
        ("2026-11-24T12:00", "2026-11-24T15:30"),  # half a working day is left
        ("2026-11-24T12:01", "2026-11-25T12:00"),  # and now it is not
        ("2026-11-24T23:30", "2026-11-25T12:00"),
        ("2026-11-25T00:10", "2026-11-25T15:30"),  # at night: there is a whole day
        ("2026-11-27T19:45", "2026-11-30T12:00"),  # Friday evening: Monday
        ("2026-11-28T10:00", "2026-11-30T12:00"),  # Saturday
        ("2027-03-24T14:00", "2027-03-30T12:00"),  # the Wednesday before Easter: Tuesday
        ("2027-03-25T09:00", "2027-03-30T12:00"),  # Maundy Thursday
        ("2027-05-14T16:00", "2027-05-18T12:00"),  # Friday; 16 May is Whit Sunday, Monday both Whit Monday and 17 May
        ("2028-05-16T13:00", "2028-05-18T12:00"),  # the day before 17 May, a Wednesday
        ("2026-12-23T13:00", "2026-12-24T12:00"),  # Christmas Eve: until noon
        ("2026-12-24T08:30", "2026-12-24T12:00"),
        ("2026-12-24T09:00", "2026-12-28T12:00"),  # too late on a half day; 25 and 26 December, then Sunday
        ("2026-12-31T10:00", "2027-01-04T12:00"),  # over the year's end: Friday is a holiday
        ("2028-02-28T13:00", "2028-02-29T12:00"),  # a leap day is a working day
        ("2026-10-23T20:00", "2026-10-26T12:00"),  # the clocks go back in between
        ("2027-03-27T20:00", "2027-03-30T12:00"),  # and forward, in the night of Easter
    ],
)
def test_a_decision_is_due_the_same_or_the_next_working_day(seen: str, by: str) -> None:
    assert decide_by(local(seen), OSLO) == local(by)
    assert decide_by(local(seen).astimezone(UTC), OSLO).isoformat() == local(by).isoformat()


@pytest.mark.parametrize(
    ("decision", "now", "by"),
    [
        ("answer", "2026-11-24T09:00", "2026-11-24T15:30"),
        ("correct", "2026-11-24T14:00", "2026-11-25T12:00"),
        ("own channels", "2026-11-27T14:00", "2026-11-30T12:00"),
        ("op-ed", "2026-11-24T09:00", "2026-12-01T12:00"),
        ("op-ed", "2027-03-22T09:00", "2027-04-01T12:00"),  # over Easter
        ("wait", "2026-11-26T09:00", "2026-11-30T12:00"),
        ("wait", "2026-12-30T09:00", "2027-01-04T12:00"),
        ("nothing", "2026-11-24T09:00", None),
        ("", "2026-11-24T09:00", None),
    ],
)
def test_each_decision_has_a_deadline_of_its_own(decision, now: str, by: str | None) -> None:
    assert proposed_deadline(decision, local(now), OSLO) == (local(by) if by else None)


@pytest.mark.parametrize(
    ("deadline", "now", "day"),
    [
        ("2026-12-01T12:00", "2026-11-24T09:00", "2026-11-30"),
        ("2026-11-30T12:00", "2026-11-26T09:00", "2026-11-27"),  # Monday: Friday
        ("2026-11-30T12:00", "2026-11-27T09:00", None),  # decided on that Friday: nobody need be reminded at once
        ("2027-03-30T12:00", "2027-03-22T09:00", "2027-03-24"),  # after Easter: the Wednesday before
        ("2027-01-04T12:00", "2026-12-29T09:00", "2026-12-31"),
        ("2026-11-24T15:30", "2026-11-24T09:00", None),
    ],
)
def test_the_owner_is_reminded_the_working_day_before(deadline: str, now: str, day: str | None) -> None:
    assert proposed_reminder(local(deadline), local(now), OSLO) == (date.fromisoformat(day) if day else None)
    assert proposed_reminder(None, local(now), OSLO) is None


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-26T23:00", None),
        ("2026-11-27T07:59", None),
        ("2026-11-27T08:00", ("before", date(2026, 11, 27))),
        ("2026-11-28T10:00", ("before", date(2026, 11, 27))),  # the machine was off on the day: better late
        ("2026-11-30T12:00", ("before", date(2026, 11, 27))),
        ("2026-11-30T12:01", ("late", date(2026, 11, 30))),
        ("2026-12-01T07:00", None),
        ("2026-12-01T08:00", ("late", date(2026, 12, 1))),
        ("2026-12-02T08:00", ("late", date(2026, 12, 2))),
        ("2026-12-03T08:00", None),  # told three times
    ],
)
def test_reminders_come_before_and_when_it_is_late(now: str, due) -> None:
    waiting = response(decision="answer", deadline=local("2026-11-30T12:00"), remind_on=date(2026, 11, 27))
    assert reminder_due(waiting, local(now), OSLO) == due
    assert reminder_due(replace(waiting, closed_at=local("2026-11-24T10:00")), local(now), OSLO) is None
    assert reminder_due(replace(waiting, deadline=None), local(now), OSLO) is None


def test_late_over_easter_waits_for_the_working_days() -> None:
    waiting = response(decision="answer", deadline=local("2027-03-24T15:30"))
    told = [
        day
        for day in range(24, 32)
        if reminder_due(waiting, local(f"2027-03-{day}T16:00"), OSLO) == ("late", date(2027, 3, day))
    ]
    assert told == [24, 30, 31]


@pytest.mark.parametrize(
    ("published", "last"),
    [
        ("2026-11-24T09:00", "2027-05-24"),
        ("2026-08-31T09:00", "2027-02-28"),
        ("2027-08-31T09:00", "2028-02-29"),  # a leap year
        ("2027-08-29T09:00", "2028-02-29"),
        ("2028-02-29T09:00", "2028-08-29"),
        ("2026-12-31T23:30", "2027-06-30"),  # in UTC and here the same year's last day
        ("2027-01-01T00:30", "2027-07-01"),  # in UTC it was still the old year
        ("2026-10-31T12:00", "2027-04-30"),
        ("2026-03-29T03:00", "2026-09-29"),  # the night the clocks went forward
    ],
)
def test_a_complaint_may_wait_six_months_of_the_calendar(published: str, last: str) -> None:
    assert complaint_deadline(local(published), OSLO) == date.fromisoformat(last)
    assert complaint_deadline(local(published).astimezone(UTC), OSLO) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-24T09:00", "2026-11-24T11:30", 2.5),
        ("2026-11-24T15:00", "2026-11-25T09:00", 1.5),
        ("2026-11-27T20:00", "2026-11-30T09:00", 1.0),
        ("2027-03-24T11:00", "2027-03-30T08:30", 1.5),  # half a day before Easter
        ("2026-12-24T10:00", "2026-12-28T09:00", 3.0),
        ("2026-10-23T15:00", "2026-10-26T08:30", 1.0),  # the clocks went back
        ("2026-11-28T09:00", "2026-11-28T12:00", 0.0),
        ("2026-11-24T11:00", "2026-11-24T09:00", 0.0),
    ],
)
def test_hours_of_work_are_those_of_the_office(start: str, end: str, hours: float) -> None:
    assert working_hours(local(start), local(end), OSLO) == pytest.approx(hours)


def test_how_far_it_has_come_follows_from_what_is_said() -> None:
    assert status_of(response()) == "new"
    assert status_of(response(note="Ring dem")) == "new"
    assert status_of(response(persons="unknown")) == "assessed"
    assert status_of(response(errors="yes", decision="wait")) == "decided"
    assert status_of(response(decision="wait", closed_at=local("2026-11-24T10:00"))) == "closed"
    assert status_of(response(closed_at=None, outcome="Trykt svar", decision="answer")) == "decided"


def test_the_earliest_time_of_day_is_no_trap() -> None:
    assert decide_by(datetime.combine(date(2026, 11, 24), time(), OSLO), OSLO) == local("2026-11-24T15:30")


def test_numbers_tell_which_decisions_how_soon_and_how_many_in_time() -> None:
    seen = local("2026-11-24T09:00")
    made = [
        response(decision="answer", seen_at=seen, decided_at=local("2026-11-24T10:00")),
        response(decision="answer", seen_at=seen, decided_at=local("2026-11-24T15:30")),
        response(decision="wait", seen_at=seen, decided_at=local("2026-11-25T09:00")),
        response(errors="yes"),
    ]
    numbers = response_numbers(made, OSLO)
    assert (numbers.decided, dict(numbers.kinds), numbers.in_time) == (3, {"answer": 2, "wait": 1}, 2)
    assert numbers.hours == pytest.approx(6.5)
    assert numbers.share == pytest.approx(2 / 3)
    nothing = response_numbers(made[3:], OSLO)
    assert (nothing.decided, nothing.hours, nothing.share) == (0, None, None)

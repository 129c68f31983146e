"""Enquiries: promises, lateness, escalation, the journal, over Easter, 17 May, clock changes and the year's turn."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mediawatch.model import Enquiry
from mediawatch.relate.enquiries import (
    answer_times,
    archive_rule,
    by_department,
    call_back_by,
    escalations,
    in_time,
    is_late,
    lacks_archiving,
    late_first,
    proposed_deadline,
    waits_for_call,
)
from mediawatch.relate.office_time import after_working, is_open, working_time
from mediawatch.report.answer_words import answered_words, wait_words
from tests.web.sample import shipped_config

OSLO = ZoneInfo("Europe/Oslo")


def local(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=OSLO)


def enquiry(**given) -> Enquiry:
    values = {
        "organisation": "modum", "journalist": "Kari", "question": "Hva?", "received_at": local("2026-11-24T09:00"),
        "deadline": local("2026-11-24T14:00"),
    }  # fmt: skip
    return Enquiry(**{**values, **given})


@pytest.mark.parametrize(
    ("received", "deadline"),
    [
        ("2026-11-24T09:00", "2026-11-24T15:30"),
        ("2026-11-24T06:00", "2026-11-24T15:30"),
        ("2026-11-24T14:30", "2026-11-24T15:30"),
        ("2026-11-24T14:31", "2026-11-25T12:00"),
        ("2026-11-27T16:00", "2026-11-30T12:00"),  # Friday afternoon
        ("2026-11-28T10:00", "2026-11-30T12:00"),  # Saturday
        ("2026-04-01T10:00", "2026-04-01T12:00"),  # the Wednesday before Maundy Thursday ends at noon
        ("2026-04-01T11:30", "2026-04-07T12:00"),  # and then it is Easter, until Tuesday
        ("2026-05-15T15:00", "2026-05-18T12:00"),  # 17 May 2026 is a Sunday
        ("2027-05-16T10:00", "2027-05-18T12:00"),  # in 2027 a Monday: Whit Monday too
        ("2026-05-13T15:00", "2026-05-15T12:00"),  # Ascension Day
        ("2026-12-24T09:00", "2026-12-24T12:00"),
        ("2026-12-24T11:30", "2026-12-28T12:00"),
        ("2026-12-31T10:00", "2026-12-31T12:00"),
        ("2026-12-31T13:00", "2027-01-04T12:00"),
        ("2026-03-29T12:00", "2026-03-30T12:00"),  # the clock is put forward that Sunday
        ("2026-10-25T12:00", "2026-10-26T12:00"),  # and back
    ],
)
def test_an_answer_is_promised_the_same_working_day(received: str, deadline: str) -> None:
    assert proposed_deadline(local(received), OSLO).astimezone(OSLO) == local(deadline)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-11-24T09:00", "2026-11-24T10:30", 90),
        ("2026-11-24T07:00", "2026-11-24T08:30", 30),
        ("2026-11-24T15:00", "2026-11-25T08:30", 60),
        ("2026-11-24T20:00", "2026-11-24T20:30", 0),
        ("2026-11-27T15:00", "2026-11-30T08:15", 45),
        ("2026-04-01T11:00", "2026-04-07T09:00", 120),  # over Easter
        ("2026-12-31T11:00", "2027-01-04T08:30", 90),
        ("2026-03-27T15:00", "2026-03-30T09:00", 90),  # over the change of the clock
        ("2026-11-24T10:00", "2026-11-24T09:00", 0),
    ],
)
def test_working_time_is_that_of_the_office(start: str, end: str, minutes: int) -> None:
    assert working_time(local(start), local(end), OSLO) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-24T09:00", 1, "2026-11-24T10:00"),
        ("2026-11-24T15:00", 1, "2026-11-25T08:30"),
        ("2026-11-24T15:30", 1, "2026-11-25T09:00"),
        ("2026-11-27T20:00", 2, "2026-11-30T10:00"),
        ("2026-04-01T11:30", 4, "2026-04-07T11:30"),
        ("2026-12-23T15:00", 4, "2026-12-24T11:30"),
        ("2026-12-24T11:00", 4, "2026-12-28T11:00"),
    ],
)
def test_working_time_ahead(start: str, hours: int, end: str) -> None:
    found = after_working(local(start), timedelta(hours=hours), OSLO)
    assert found.astimezone(OSLO) == local(end)
    assert working_time(local(start), found, OSLO) == timedelta(hours=hours)


def test_the_office_is_open_on_working_days_only() -> None:
    open_at = ("2026-11-24T08:00", "2026-11-24T15:29", "2026-12-24T11:59")
    shut_at = ("2026-11-24T07:59", "2026-11-24T15:30", "2026-12-24T12:00", "2026-05-01T10:00", "2026-11-28T10:00")
    assert all(is_open(local(moment), OSLO) for moment in open_at)
    assert not any(is_open(local(moment), OSLO) for moment in shut_at)


def test_a_call_back_is_promised_within_an_hour_of_work_or_by_the_deadline() -> None:
    one = enquiry()
    assert call_back_by(one, OSLO) == local("2026-11-24T10:00")
    assert call_back_by(replace(one, deadline=local("2026-11-24T09:30")), OSLO) == local("2026-11-24T09:30")
    evening = replace(one, received_at=local("2026-11-24T20:00"), deadline=local("2026-11-25T12:00"))
    assert call_back_by(evening, OSLO) == local("2026-11-25T09:00")
    assert waits_for_call(one, local("2026-11-24T10:01"), OSLO)
    assert not waits_for_call(one, local("2026-11-24T10:00"), OSLO)
    assert not waits_for_call(replace(one, status="taken"), local("2026-11-24T10:01"), OSLO)


def test_late_is_after_the_deadline_while_somebody_waits() -> None:
    one, after = enquiry(), local("2026-11-24T14:01")
    assert is_late(one, after)
    assert not is_late(one, one.deadline)
    for status in ("answered", "declined", "withdrawn"):
        assert not is_late(replace(one, status=status), after)


def test_steps_follow_in_working_time() -> None:
    one = enquiry(deadline=local("2026-11-24T14:00"))
    steps = {
        "2026-11-24T14:00": [],
        "2026-11-24T14:01": ["owner"],
        "2026-11-25T08:29": ["owner"],
        "2026-11-25T08:31": ["owner", "department"],  # two hours of work after
        "2026-11-25T10:31": ["owner", "department", "chief"],
    }
    assert {at: [step.step for step in escalations(one, local(at), OSLO)] for at in steps} == steps
    assert escalations(replace(one, status="answered"), local("2026-11-26T10:00"), OSLO) == ()


def test_nobody_above_is_told_over_easter() -> None:
    one = enquiry(deadline=local("2026-04-01T11:00"))
    assert [step.step for step in escalations(one, local("2026-04-06T20:00"), OSLO)] == ["owner"]
    assert len(escalations(one, local("2026-04-07T11:01"), OSLO)) == 3


def test_the_journal_takes_what_is_yes_to_all_three() -> None:
    three = {"archive_exchanged": "yes", "archive_handled": "yes", "archive_value": "yes"}
    assert archive_rule(enquiry()) == "unanswered"
    assert archive_rule(enquiry(archive_exchanged="yes")) == "unanswered"
    assert archive_rule(enquiry(**three)) == "enter"
    assert archive_rule(enquiry(archive_exchanged="yes", archive_handled="no")) == "keep out"
    assert archive_rule(enquiry(**three, access_request=True)) == "access"
    closed = {"status": "answered", "closed_at": local("2026-11-24T12:00")}
    assert lacks_archiving(enquiry(**closed))
    assert lacks_archiving(enquiry(**closed, **three))
    assert not lacks_archiving(enquiry(**closed, **three, case_number="26/1"))
    assert not lacks_archiving(enquiry(**closed, archive_value="no"))
    assert not lacks_archiving(enquiry())


def test_times_are_counted() -> None:
    now = local("2026-11-24T15:00")
    found = [
        enquiry(status="answered", closed_at=local("2026-11-24T10:00")),
        enquiry(status="answered", closed_at=local("2026-11-24T14:30")),
        enquiry(status="declined", closed_at=local("2026-11-24T12:00")),
        enquiry(status="withdrawn", closed_at=local("2026-11-24T10:00")),
        enquiry(),
        enquiry(deadline=local("2026-11-25T10:00")),
    ]
    times = answer_times(found, now, OSLO)
    assert times.median == timedelta(hours=3)
    assert (times.received, times.closed, times.in_time, times.judged, times.declined, times.late) == (6, 3, 2, 4, 1, 1)
    assert [in_time(one, now) for one in found] == [True, False, True, None, False, None]
    told = answered_words(times)
    assert "6 henvendelser fra pressen. Halvparten fikk svar innen 3 t arbeidstid." in told
    assert told.endswith("2 av 4 ble besvart innen fristen. 1 fikk «ingen kommentar».")
    assert answered_words(answer_times([], now, OSLO)) == ""


def test_departments_stand_in_the_order_of_the_plan() -> None:
    organisation = shipped_config().organisations[0]
    found = [enquiry(department=name) for name in ("kultur", "undervisning", "nedlagt", "")]
    parts = by_department(found, organisation, local("2026-11-24T15:00"), OSLO)
    assert [name for name, _times in parts] == ["undervisning", "kultur", "nedlagt", ""]


def test_those_that_are_late_come_first() -> None:
    now = local("2026-11-24T15:00")
    late = enquiry(id=1)
    later = enquiry(id=2, deadline=local("2026-11-24T13:00"))
    waits = enquiry(id=3, deadline=local("2026-11-24T16:00"))
    done = enquiry(id=4, status="answered", closed_at=now)
    newer = enquiry(id=5, status="answered", closed_at=now, received_at=now)
    assert [one.id for one in late_first([done, waits, late, newer, later], now)] == [2, 1, 3, 5, 4]


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (45, "45 min"), (60, "1 t"), (135, "2 t 15 min"), (450, "1 arbeidsdag"),
                           (960, "2 arbeidsdager 1 t")]
)  # fmt: skip
def test_waits_are_said_in_the_offices_own_days(minutes: int, words: str) -> None:
    assert wait_words(timedelta(minutes=minutes)).replace("\u00a0", " ") == words


def test_times_are_kept_in_utc() -> None:
    assert proposed_deadline(local("2026-11-24T09:00"), OSLO).tzinfo is UTC

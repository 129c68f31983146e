"""Absences as a calendar and back: whole days, summer time, year's end, repetition, and whatever else people send."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
import sample
import vobject
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.model import Absence
from mediawatch.report.absence_calendar import CalendarError, calendar_of, entries_of

OSLO = ZoneInfo("Europe/Oslo")
SINCE = date(2026, 1, 1)


def calendar(*lines: str) -> bytes:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:a", "SUMMARY:Legetime"]
    return "\r\n".join([*head, *lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()


def days(*lines: str) -> list[tuple[str, str]]:
    found = entries_of(calendar(*lines), zone=OSLO, since=SINCE)
    return [(one.first.isoformat(), one.last.isoformat()) for one in found]


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2026, 12, 30), date(2027, 1, 2)), (date(2026, 3, 28), date(2026, 3, 30)), (date(2026, 5, 17),) * 2],
)
def test_what_we_write_we_read_back(first: date, last: date) -> None:
    one = Absence(id=7, organisation="modum", line="chief", first=first, last=last, deputy="mayor")
    written = calendar_of([one], sample.ORGANISATION, now=sample.NOW)
    (event,) = vobject.readOne(written).contents["vevent"]
    assert event.summary.value == "Borte: Kommunedirektør"
    assert event.description.value == "Stedfortreder: Ordfører"
    (found,) = entries_of(written.encode(), zone=OSLO, since=SINCE)
    assert (found.first, found.last, found.line, found.deputy) == (first, last, "chief", "mayor")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("DTSTART;VALUE=DATE:20261221",), [("2026-12-21", "2026-12-21")]),
        (("DTSTART;VALUE=DATE:20261221", "DTEND;VALUE=DATE:20261224"), [("2026-12-21", "2026-12-23")]),
        (("DTSTART;VALUE=DATE:20261221", "DURATION:P3D"), [("2026-12-21", "2026-12-23")]),
        (("DTSTART:20261222T070000Z", "DTEND:20261222T150000Z"), [("2026-12-22", "2026-12-22")]),
        (("DTSTART:20260722T060000Z", "DTEND:20260722T140000Z"), [("2026-07-22", "2026-07-22")]),
        (("DTSTART:20261222T090000Z", "DTEND:20261222T100000Z"), []),
        (("DTSTART:20261222T110000Z", "DTEND:20261224T110000Z"), [("2026-12-23", "2026-12-23")]),
        (("DTSTART;VALUE=DATE:20261221", "STATUS:CANCELLED"), []),
        (("DTSTART;VALUE=DATE:20251221",), []),
        (
            ("DTSTART;VALUE=DATE:20261221", "RRULE:FREQ=WEEKLY;COUNT=3"),
            [("2026-12-21", "2026-12-21"), ("2026-12-28", "2026-12-28"), ("2027-01-04", "2027-01-04")],
        ),
    ],
)
def test_whole_days_are_found_and_nothing_else(lines: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    assert days(*lines) == expected


def test_a_rule_without_end_stops() -> None:
    assert 300 < len(days("DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=DAILY")) <= 400


def test_what_an_entry_is_called_is_not_read() -> None:
    assert "Legetime" not in repr(entries_of(calendar("DTSTART;VALUE=DATE:20261221"), zone=OSLO, since=SINCE))


@pytest.mark.parametrize("content", [b"", b"hei", b"\xff\xfe\x00", b"BEGIN:VCALENDAR\r\n", b"BEGIN:VCARD\r\nEND:VCARD"])
def test_what_is_no_calendar_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(CalendarError, match="ingen kalender"):
        entries_of(content, zone=OSLO, since=SINCE)


@given(st.text(max_size=80), st.text(max_size=40))
def test_whatever_stands_there_is_read_or_refused(start: str, rule: str) -> None:
    try:
        found = entries_of(calendar(f"DTSTART:{start}", f"RRULE:{rule}"), zone=OSLO, since=SINCE)
    except CalendarError:
        return
    assert all(one.first <= one.last for one in found)

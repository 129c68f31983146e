"""A crisis to its report: hours, statements, who spoke and how long it took."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mediawatch.measure.crisis import crisis_report, full_hour
from mediawatch.model import Crisis, Statement, Story
from tests.web.sample import OUTLETS, Told, coverage

OSLO = ZoneInfo("Europe/Oslo")
START = datetime(2026, 11, 24, 8, 10, tzinfo=UTC)
CRISIS = Crisis(
    id=1, organisation="modum", started_at=START, started_by="a", reason="Brann", speakers=("ordforer",),
    ended_at=START + timedelta(hours=5),
)  # fmt: skip


def said(minutes: int, person: str = "Ordfører", line: str = "ordforer", **more) -> Statement:
    at = START + timedelta(minutes=minutes)
    values = {"channel": "phone", "text": "Alle er trygge", "noted_by": "a", "noted_at": at, **more}
    return Statement(id=minutes, organisation="modum", crisis=1, at=at, person=person, line=line, **values)


def story(number: int, minutes: int, tone: str) -> Story:
    at = START + timedelta(minutes=minutes)
    made = coverage("modum", Told("Brann", "Modum melder.", tone), OUTLETS[number % 2], number, at)
    return Story(id=number, organisation="modum", coverage=(replace(made, first_seen=at),))


def report(stories=(), statements=()):
    return crisis_report(CRISIS, list(stories), statements, now=START + timedelta(hours=9), zone=OSLO)


def test_hours_hold_what_was_found_and_said_in_them() -> None:
    made = report([story(1, 5, "negative"), story(2, 49, "neutral"), story(3, 50, "negative")], [said(20), said(120)])
    assert [
        (hour.start.hour, sum(hour.tones.values()), hour.tones["negative"], hour.statements) for hour in made.hours
    ] == [
        (8, 2, 1, 1),
        (9, 1, 1, 0),
        (10, 0, 0, 1),
    ]
    assert (sum(made.tones.values()), made.outlets, made.until) == (3, 2, CRISIS.ended_at)


def test_the_first_statement_is_counted_from_the_start_and_what_was_withdrawn_never_was() -> None:
    assert report(statements=[]).first_after is None
    assert report(statements=[said(-30), said(25), said(10, withdrawn=True)]).first_after == timedelta(minutes=25)
    assert [one.id for one in report(statements=[said(25), said(-30), said(10, withdrawn=True)]).statements] == [
        -30,
        25,
    ]


def test_who_spoke_and_whether_they_were_of_the_set() -> None:
    made = report(statements=[said(5), said(10), said(15, "Brannsjef Per Lie", "")])
    assert made.used == (("Ordfører", 2, True), ("Brannsjef Per Lie", 1, False))


@pytest.mark.parametrize(
    ("moment", "hour"),
    [
        ("2026-11-24T08:59:59.999999", "2026-11-24T08:00"),
        ("2026-11-24T09:00", "2026-11-24T09:00"),
        ("2026-10-25T00:30", "2026-10-25T00:00"),
        ("2026-10-25T01:30", "2026-10-25T01:00"),
        ("2026-03-29T01:15", "2026-03-29T01:00"),
    ],
)
def test_the_last_full_hour_is_a_moment(moment: str, hour: str) -> None:
    given, wanted = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (moment, hour))
    assert full_hour(given, OSLO) == wanted
    assert full_hour(given.astimezone(OSLO), OSLO) == wanted


def test_where_the_clock_stands_half_an_hour_beside_others() -> None:
    given = datetime(2026, 11, 24, 8, 10, tzinfo=UTC)
    assert full_hour(given, ZoneInfo("Asia/Kolkata")) == datetime(2026, 11, 24, 7, 30, tzinfo=UTC)

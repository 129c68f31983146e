"""Tests of mediawatch.report.calendar against the Norwegian calendar and both DST changes of 2026."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from mediawatch.model import WEEKDAYS, AlarmRules, Recipient
from mediawatch.report.calendar import digest_due, next_digest, quiet_ends, weekly_due

OSLO = ZoneInfo("Europe/Oslo")
LEADER = Recipient(id="anne", name="Anne", email="anne@example.no")
NIGHT_OWL = Recipient(id="ola", name="Ola", email="ola@example.no", weekdays=WEEKDAYS, at=time(2, 30), holidays=True)


def local(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=OSLO)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (local(11, 24, 7, 14), None),
        (local(11, 24, 7, 15), date(2026, 11, 24)),
        (local(11, 24, 23, 59), date(2026, 11, 24)),
        (local(11, 25, 0, 5), None),
        (local(11, 28, 9), None),
        (local(4, 3, 9), None),
        (local(12, 24, 9), date(2026, 12, 24)),
    ],
)
def test_due_from_the_local_time_until_the_day_ends(now: datetime, due: date | None) -> None:
    assert digest_due(LEADER, now, OSLO) == due
    assert digest_due(LEADER, now.astimezone(UTC), OSLO) == due


def test_holidays_can_be_asked_for() -> None:
    eager = Recipient(id="k", name="Kari", email="kari@example.no", holidays=True)
    assert digest_due(eager, local(4, 3, 9), OSLO) == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("month", "day", "utc_hour"),
    [(7, 1, 5), (11, 24, 6)],
)
def test_the_local_time_is_kept_through_the_year(month: int, day: int, utc_hour: int) -> None:
    assert digest_due(LEADER, datetime(2026, month, day, utc_hour, 14, tzinfo=UTC), OSLO) is None
    assert digest_due(LEADER, datetime(2026, month, day, utc_hour, 15, tzinfo=UTC), OSLO) == date(2026, month, day)


def test_a_time_the_clock_skips_is_due_once_it_has_jumped() -> None:
    assert digest_due(NIGHT_OWL, datetime(2026, 3, 29, 1, 29, tzinfo=UTC), OSLO) is None
    assert digest_due(NIGHT_OWL, datetime(2026, 3, 29, 1, 30, tzinfo=UTC), OSLO) == date(2026, 3, 29)


def test_a_time_that_comes_twice_is_due_the_first_time() -> None:
    assert digest_due(NIGHT_OWL, datetime(2026, 10, 25, 0, 29, tzinfo=UTC), OSLO) is None
    assert digest_due(NIGHT_OWL, datetime(2026, 10, 25, 0, 30, tzinfo=UTC), OSLO) == date(2026, 10, 25)
    assert next_digest(NIGHT_OWL, datetime(2026, 10, 25, 1, 0, tzinfo=UTC), OSLO) == local(10, 26, 2, 30)


def test_the_next_digest_steps_over_easter() -> None:
    assert next_digest(LEADER, local(4, 1, 7, 15), OSLO) == local(4, 7, 7, 15)
    assert next_digest(LEADER, local(4, 1, 7, 14), OSLO) == local(4, 1, 7, 15)


def test_someone_without_weekdays_never_gets_one() -> None:
    silent = Recipient(id="s", name="S", email="s@example.no", weekdays=())
    assert next_digest(silent, local(11, 24, 7), OSLO) is None
    assert digest_due(silent, local(11, 24, 9), OSLO) is None


CHIEF = Recipient(id="kd", name="Kari", email="kari@example.no", weekly=True)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (local(11, 23, 6, 29), None),
        (local(11, 23, 6, 30), date(2026, 11, 23)),
        (local(11, 29, 23, 59), date(2026, 11, 23)),
        (local(11, 30, 0, 0), None),
        (local(4, 6, 12), None),  # 2. påskedag
        (local(4, 7, 6, 30), date(2026, 4, 6)),
        (local(3, 30, 6, 30), date(2026, 3, 30)),  # the day after the clock was set forward
        (datetime(2026, 3, 30, 4, 29, tzinfo=UTC), None),
    ],
)
def test_the_weekly_report_is_due_from_the_first_working_day(now: datetime, due: date | None) -> None:
    assert weekly_due(CHIEF, now, OSLO) == due


def test_the_weekly_report_goes_to_those_who_want_it() -> None:
    assert weekly_due(LEADER, local(11, 24, 12), OSLO) is None


# quiet ----------------------------------------------------------------------------------------------------------------


def oslo(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


def ends(text: str, fold: int = 0, **rules: object) -> str | None:
    end = quiet_ends(AlarmRules(**rules), oslo(text).replace(fold=fold), OSLO)
    return None if end is None else f"{end.astimezone(OSLO):%Y-%m-%dT%H:%M%z}"


@pytest.mark.parametrize(
    ("now", "end"),
    [
        ("2026-11-24T21:59", None),
        ("2026-11-24T22:00", "2026-11-25T06:30+0100"),
        ("2026-11-25T00:00", "2026-11-25T06:30+0100"),
        ("2026-11-25T06:29", "2026-11-25T06:30+0100"),
        ("2026-11-25T06:30", None),
        ("2026-11-28T12:00", None),  # a Saturday
        # the nights the clock is changed
        ("2026-10-24T23:00", "2026-10-25T06:30+0100"),
        ("2027-03-27T23:00", "2027-03-28T06:30+0200"),
    ],
)
def test_nights_are_quiet_until_the_local_morning(now, end) -> None:
    assert ends(now) == end


@pytest.mark.parametrize(
    ("now", "end"),
    [
        ("2026-11-27T21:59", None),  # Friday
        ("2026-11-27T22:00", "2026-11-30T06:30+0100"),
        ("2026-11-28T12:00", "2026-11-30T06:30+0100"),
        ("2026-11-29T23:59", "2026-11-30T06:30+0100"),
        ("2026-11-30T06:30", None),
        ("2027-03-25T12:00", "2027-03-30T06:30+0200"),  # Maundy Thursday to the Tuesday after Easter
        ("2026-05-14T12:00", "2026-05-15T06:30+0200"),  # Ascension Day
    ],
)
def test_weekends_and_holidays_may_be_quiet_too(now, end) -> None:
    assert ends(now, quiet_weekends=True) == end


def test_the_same_time_twice_is_never_quiet() -> None:
    assert ends("2026-11-24T23:00", quiet_from=time(0), quiet_until=time(0)) is None
    assert ends("2026-11-28T23:00", quiet_from=time(0), quiet_until=time(0), quiet_weekends=True) == (
        "2026-11-30T00:00+0100"
    )


def test_quiet_may_lie_within_a_day() -> None:
    rules = {"quiet_from": time(12), "quiet_until": time(13)}
    assert ends("2026-11-24T12:30", **rules) == "2026-11-24T13:00+0100"
    assert ends("2026-11-24T23:00", **rules) is None


def test_an_hour_that_comes_twice_or_never_ends_quiet_once() -> None:
    rules = {"quiet_from": time(22), "quiet_until": time(2, 30)}
    assert ends("2026-10-25T02:29", **rules) == "2026-10-25T02:30+0200"
    assert ends("2026-10-25T02:30", **rules) is None
    assert ends("2026-10-25T02:10", fold=1, **rules) is None
    assert ends("2027-03-28T01:59", **rules) == "2027-03-28T03:30+0200"

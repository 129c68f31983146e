"""Tests of mediawatch.workdays against the Norwegian calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.workdays import is_holiday, is_working_day, last_working_day, next_working_day


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 4, 2),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2027, 5, 17),
        date(2026, 5, 25),
        date(2026, 12, 25),
    ],
)
def test_public_holidays_on_weekdays_are_no_working_days(day: date) -> None:
    assert day.weekday() < 5
    assert is_holiday(day)
    assert not is_working_day(day)


@pytest.mark.parametrize("day", [date(2026, 12, 24), date(2026, 12, 31), date(2026, 4, 1), date(2026, 11, 24)])
def test_half_days_are_working_days(day: date) -> None:
    assert is_working_day(day)


def test_an_ordinary_weekend_is_no_holiday_and_no_working_day() -> None:
    assert not is_holiday(date(2026, 11, 28))
    assert not is_working_day(date(2026, 11, 28))


@given(st.dates(date(2000, 1, 2), date(2060, 12, 31)))
def test_the_working_days_before_and_after_leave_none_out(day: date) -> None:
    before, after = last_working_day(day), next_working_day(day)
    assert before <= day < after
    assert is_working_day(before)
    assert is_working_day(after)
    assert last_working_day(after - timedelta(days=1)) == before


def test_easter_is_stepped_over_in_one() -> None:
    assert next_working_day(date(2026, 4, 1)) == date(2026, 4, 7)
    assert last_working_day(date(2026, 4, 6)) == date(2026, 4, 1)

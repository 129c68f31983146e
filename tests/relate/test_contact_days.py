"""How long a journalist may be listed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from mediawatch.model import Contact
from mediawatch.relate.contacts import ending_soon, last_day, months_after, proposed_day

ONE = Contact(organisation="modum", name="Siv Sand", kind="person", created_at=datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 11, 26), 12, date(2027, 11, 26)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 1, 31), 13, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 3, 31), -36, date(2023, 3, 31)),
    ],
)
def test_months(day: date, months: int, after: date) -> None:
    assert months_after(day, months) == after


def test_a_year_is_proposed_and_two_are_the_most() -> None:
    assert proposed_day(date(2026, 11, 26)) == date(2027, 11, 26)
    assert last_day(date(2026, 11, 26)) == date(2028, 11, 26)
    assert (proposed_day(date(2026, 11, 26), 6), last_day(date(2026, 11, 26), 6)) == (date(2027, 5, 26),) * 2


def test_those_of_the_next_two_weeks_are_told_the_soonest_first() -> None:
    today = date(2026, 12, 24)
    days = (date(2027, 1, 8), date(2027, 1, 7), None, date(2026, 12, 24), date(2026, 12, 1))
    listed = [replace(ONE, id=number, delete_on=day) for number, day in enumerate(days)]
    assert [one.id for one in ending_soon(listed, today)] == [4, 3, 1]

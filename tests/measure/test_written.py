"""Numbers and dates as they are written in Norway; what can mean two things is refused."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.measure.written import WrittenError, written_day, written_number
from mediawatch.render import number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1042", "1042"),
        (" 1042 ", "1042"),
        ("1 042", "1042"),
        ("1\u00a0042", "1042"),
        ("1\u202f042\u202f000", "1042000"),
        ("1.042", "1042"),
        ("1'042", "1042"),
        ("1 042,5", "1042.5"),
        ("1.042,50", "1042.5"),
        ("4,25", "4.25"),
        ("4.25", "4.25"),
        ("0", "0"),
        ("007", "7"),
    ],
)
def test_numbers(text: str, value: str) -> None:
    assert written_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("", "er ikke et tall"),
        ("mange", "Skriv for eksempel 1042"),
        ("1,042", "Skriv 1042 om det er tusener, eller 1.0420 om det er desimaler"),
        ("-5", "mindre enn null"),
        ("−5", "mindre enn null"),
        ("1 04", "er ikke et tall"),
        ("10 42", "er ikke et tall"),
        ("1,2,3", "er ikke et tall"),
        ("12 %", "er ikke et tall"),
        ("1e5", "er ikke et tall"),
        ("NaN", "er ikke et tall"),
        ("9" * 13, "for stort"),
        ("0,1234567", "for mange desimaler"),
    ],
)
def test_what_is_no_number_says_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(WrittenError, match="«") as caught:
        written_number(text)
    assert advice in str(caught.value)


@given(st.integers(0, 10**11))
def test_our_own_numbers_are_read_back(value: int) -> None:
    assert written_number(number(value)) == value


@pytest.mark.parametrize(
    "text",
    ["2026-11-24", "24.11.2026", "24/11/2026", "24-11-2026", " 24.11.2026", "24. november 2026", "24 nov. 2026",
     "tirsdag 24. november 2026", "2026-11-24 00:00:00", "2026-11-24T00:00"],
)  # fmt: skip
def test_dates(text: str) -> None:
    assert written_day(text) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("", "er ikke en dato"),
        ("i går", "er ikke en dato"),
        ("24.11.26", "er ikke en dato"),
        ("11/24/2026", "finnes ikke i kalenderen"),
        ("31.11.2026", "finnes ikke i kalenderen"),
        ("2026-02-30", "finnes ikke i kalenderen"),
        ("24. brumaire 2026", "er ikke en dato"),
        ("0000-01-01", "finnes ikke i kalenderen"),
    ],
)
def test_what_is_no_date_says_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(WrittenError) as caught:
        written_day(text)
    assert advice in str(caught.value)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_every_date_both_ways(day: date) -> None:
    assert written_day(day.isoformat()) == written_day(f"{day:%d.%m.%Y}") == day

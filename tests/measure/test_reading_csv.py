"""A file of numbers: Norwegian forms taken, every bad line told, nothing half read."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.errors import Problem
from mediawatch.measure.reading_csv import find_series, past_day, read_readings
from mediawatch.measure.written import WrittenError
from mediawatch.model import ReadingSeries, SuppliedReading

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 8, tzinfo=UTC)
KNOWN = (
    ReadingSeries(id="followers", name="Følgere på Facebook", unit="følgere", kind="level"),
    ReadingSeries(id="visits", name="Besøk", unit="besøk", kind="amount"),
)


def read(text: str | bytes) -> tuple[list[SuppliedReading], list[Problem]]:
    content = text if isinstance(text, bytes) else text.encode()
    return read_readings(content, "tall.csv", KNOWN, organisation="o", by="Kari", now=NOW, today=TODAY)


def told(text: str | bytes) -> list[tuple[str, date, Decimal]]:
    found, problems = read(text)
    assert problems == []
    return [(one.reading, one.date, one.value) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "date,reading,value\n2026-11-24,followers,1042\n2026-11-25,visits,12.5\n",
        "date;reading;value\r\n24.11.2026;followers;1 042\r\n25.11.2026;visits;12,5\r\n",
        "dato;tall;verdi\n24.11.2026;Følgere på Facebook;1\u00a0042\n\n25. november 2026;besøk;12,50\n",
        "\ufeffverdi\tnotat\tdato\ttall\n1.042\tbra\t24/11/2026\tfollowers\n12,5\t\t2026-11-25\tvisits\n",
        'date,reading,value\n"24.11.2026",followers,"1 042"\n25.11.2026,visits,"12,5"\n',
        "dato;tall;verdi\n24.11.2026;Følgere på Facebook;1\u00a0042\n25.11.2026;besøk;12,5\n".encode("cp1252"),
    ],
    ids=["comma", "semicolon", "norwegian", "tab", "quoted", "cp1252"],
)
def test_the_forms_that_spreadsheets_save(text: str | bytes) -> None:
    assert told(text) == [
        ("followers", date(2026, 11, 24), Decimal(1042)),
        ("visits", date(2026, 11, 25), Decimal("12.5")),
    ]


def test_every_bad_line_is_told_with_its_number_and_column() -> None:
    text = (
        "date;reading;value\n"
        "24.11.2026;followers;mange\n"
        "31.11.2026;follower;1\n"
        "25.11.2026;visits;5\n"
        "27.11.2026;visits;5\n"
        "\n"
        "25.11.2026;visits;6\n"
        ";visits;\n"
        "24.11.2026;visits;1;2\n"
    )
    _, problems = read(text)
    assert [(one.line, one.path, one.message.partition(".")[0]) for one in sorted(problems, key=lambda p: p.line)] == [
        (2, "value", "«mange» er ikke et tall"),
        (3, "date", "«31"),
        (3, "reading", "Fant ingen tallrekke «follower» under readings i filen for kommunen"),
        (5, "date", "27"),
        (7, "date", "visits for 25"),
        (8, "date", "Feltet er tomt"),
        (8, "value", "Feltet er tomt"),
        (9, "", "Linjen har flere felter enn overskriften"),
    ]
    assert "Mente du «followers»?" in next(one.message for one in problems if one.path == "reading")
    assert "linje 4" in next(one.message for one in problems if one.line == 7)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Kolonnen mangler: date, reading, value"),
        ("date;value\n", "Kolonnen mangler: reading"),
        ("date;reading;value\n\n", "Filen har ingen tall"),
        ('date;reading;value\n"24.11.2026;followers;1' + "x" * 200_000, "ikke gyldig CSV"),
        (bytes(range(256)), "Kolonnen mangler"),
    ],
    ids=["empty", "column", "nothing", "quote", "bytes"],
)
def test_files_that_are_none(text: str | bytes, words: str) -> None:
    found, problems = read(text)
    assert found == []
    assert any(words in one.message for one in problems)


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"date;reading;value\n{text}".encode()))
def test_no_file_breaks_it_and_what_is_read_can_be_kept(content: bytes) -> None:
    found, problems = read(content)
    assert found or problems
    for one in found:
        assert one.reading in ("followers", "visits")
        assert one.date <= TODAY
        assert one.value >= 0


def test_a_series_is_found_by_id_or_name() -> None:
    assert find_series(" FOLLOWERS ", KNOWN).id == "followers"
    assert find_series("følgere på facebook", KNOWN).id == "followers"
    for written, words in (("", "Velg en av: followers, visits."), ("Folgere pa Facebook", "Mente du «followers»?")):
        with pytest.raises(WrittenError) as caught:
            find_series(written, KNOWN)
        assert words in str(caught.value)


@pytest.mark.parametrize(("written", "words"), [("2026-11-27", "fram i tid"), ("24.11.1089", "for lenge siden")])
def test_days_that_no_number_can_be_of(written: str, words: str) -> None:
    assert past_day("2026-11-26", TODAY) == TODAY
    with pytest.raises(WrittenError, match=words):
        past_day(written, TODAY)

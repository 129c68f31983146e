"""The CSV of a score: read, written, and every fault told with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.measure.score_csv import COLUMNS, decoded, read_rows, write_rows
from mediawatch.model import ScoredCopy

HEADER = ",".join(COLUMNS)
ROW = ScoredCopy(story="3", prominence="lead", tier="regional", tone="neutral", naming="landmark", voice=True)

COPIES = st.builds(
    ScoredCopy,
    story=st.text(st.characters(blacklist_categories=("Cs", "Cc", "Z")), min_size=1).map(str.strip).filter(bool),
    prominence=st.sampled_from(("headline", "lead", "body", "passing")),
    tier=st.sampled_from(("local", "regional", "national")),
    tone=st.sampled_from(("positive", "neutral", "negative", "mixed")),
    naming=st.sampled_from(("organisation", "region", "landmark")),
    voice=st.booleans(),
)


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}\n3,lead,regional,neutral,landmark,yes\n",
        "\ufeffstory;prominence;tier;tone;naming;voice\r\n3;lead;regional;neutral;landmark;yes\r\n",
        "headline\tvoice\tstory\ttone\tnaming\ttier\tprominence\nx, y\tYES\t 3\tNeutral\tlandmark\tregional\tlead",
        f"{HEADER}\n\n,,,,,\n3,lead,regional,neutral,landmark,yes",
    ],
    ids=["plain", "excel", "tab and other columns", "blank lines"],
)
def test_it_is_read_as_people_save_it(text: str) -> None:
    assert read_rows(text, "uke.csv") == ([ROW], [])


@given(st.lists(COPIES, max_size=8))
def test_what_is_written_is_read_back(copies: list[ScoredCopy]) -> None:
    assert read_rows(write_rows(copies), "uke.csv") == (copies, [])


def test_a_missing_column_is_named() -> None:
    found, problems = read_rows("story,tone,tier\n1,positive,local", "uke.csv")
    assert found == []
    assert [str(problem) for problem in problems] == [
        "uke.csv:1: Kolonnen mangler: prominence, naming, voice. "
        "Første linje skal ha story, prominence, tier, tone, naming, voice."
    ]


def test_every_fault_is_told_with_its_line() -> None:
    rows = ("1,top,local,positive,organisation,yes", ",lead,local,glad,organisation", "2,lead,local,neutral,region,no")
    text = "\n".join((HEADER, *rows))
    found, problems = read_rows(text, "uke.csv")
    assert [copy.story for copy in found] == ["2"]
    assert [str(problem) for problem in problems] == [
        "uke.csv:2: prominence: «top» kjennes ikke. Skriv headline, lead, body eller passing.",
        "uke.csv:3: story: Mangler. Skriv et nummer eller navn for saken.",
        "uke.csv:3: tone: «glad» kjennes ikke. Skriv positive, neutral, negative eller mixed.",
        "uke.csv:3: voice: Mangler. Skriv yes eller no.",
    ]


def test_norwegian_words_are_told_the_word_of_the_file() -> None:
    _, problems = read_rows(f"{HEADER}\n1,Overskrift,riks,blandet,kommunen,ja\n", "uke.csv")
    assert [problem.message for problem in problems] == [
        "«Overskrift» heter headline her.",
        "«riks» heter national her.",
        "«blandet» heter mixed her.",
        "«kommunen» heter organisation her.",
        "«ja» heter yes her.",
    ]


def test_an_empty_file_and_a_column_twice_are_told() -> None:
    first_line = "Første linje skal ha story, prominence, tier, tone, naming, voice."
    for empty in ("", "\ufeff", " \r\n\n"):
        assert [problem.message for problem in read_rows(empty, "uke.csv")[1]] == [f"Filen er tom. {first_line}"]
    (twice,) = read_rows(f"{HEADER},tone\n1,lead,local,positive,region,yes,negative", "uke.csv")[1]
    assert twice.message == f"Kolonnen står mer enn én gang: tone. {first_line}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_it_is_read_in_whatever_spreadsheets_save(encoding: str) -> None:
    text = f"{HEADER}\nblåbær,lead,regional,neutral,landmark,yes\n"
    rows, problems = read_rows(decoded(text.encode(encoding)), "uke.csv")
    assert ([row.story for row in rows], problems) == (["blåbær"], [])


def test_nothing_is_no_crash() -> None:
    assert read_rows("", "uke.csv")[1][0].line == 1
    assert read_rows(HEADER, "uke.csv") == ([], [])

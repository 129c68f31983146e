"""`mediawatch spokesperson`: topics, questions, days, absences, in words and in JSON."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Outcome
from local_press import set_up

Run = Callable[..., Outcome]
MORE = """
departments:
  - {id: skole, name: Skole, topics: [education]}
"""
LINES = """
  - id: varaordforer
    role: mayor
    title: Varaordfører
    covers: Kommunen samlet når ordføreren er borte
    rule: Ordføreren uttaler seg på vegne av kommunen.
    source: Planen
    name: Vera Vik
  - id: skolesjef
    role: department head
    title: Skolesjef
    covers: Skolene
    rule: Etatsledere uttaler seg om egne tjenester.
    source: Planen
    department: skole
    name: Siri Skog
targets:"""


@pytest.fixture(autouse=True)
def _ready(folder: Path) -> None:
    set_up(folder, [])
    file = folder / "organisations/granvik.yaml"
    absent = 'phone: "32000000"\n    deputy: varaordforer\n    absences: [{first: 2026-12-21, last: 2027-01-03}]'
    words = file.read_text().replace('phone: "32000000"', absent).replace("\ntargets:", LINES)
    file.write_text(words.replace("spokespersons:", f"{MORE}spokespersons:"))


def test_a_topic_names_the_person_the_rule_and_the_political_counterpart(run: Run) -> None:
    done = run("spokesperson", "skole", "--on", "2026-12-01")
    assert done.code == 2
    done = run("spokesperson", "education", "--on", "2026-12-01")
    assert done.code == 0, done.said
    assert done.out.splitlines() == [
        "Skolesjef Siri Skog",
        "Temaet hører til Skole.",
        "Regel: Etatsledere uttaler seg om egne tjenester. (Planen)",
        "For politikken i saken: Ordfører Ola Granli",
    ]


def test_who_is_away_that_day_is_replaced(run: Run) -> None:
    first = run("spokesperson", "politikk", "--on", "24.12.2026").out.splitlines()[0]
    assert first == "Varaordfører Vera Vik, for ordføreren, som er borte til og med 3. januar 2027"
    told = json.loads(run("spokesperson", "politics", "--on", "2026-12-24", "--json").out)
    assert (told["line"], told["instead_of"], told["away_until"]) == ("varaordforer", "ordforer", "2027-01-03")
    assert "Ola" not in run("spokesperson", "--on", "2026-12-24").out
    assert "Ordfører Ola Granli" in run("spokesperson", "--on", "2027-01-04").out


def test_a_question_is_weighed_by_its_words(run: Run) -> None:
    done = run("spokesperson", "--text", "Hvorfor er det ventetid på spesialundervisning?", "--on", "2026-12-01")
    assert done.out.startswith("Skolesjef Siri Skog\n")


def test_the_whole_matrix_is_a_line_of_json_each(run: Run) -> None:
    lines = [json.loads(one) for one in run("spokesperson", "--json").out.splitlines()]
    assert [one["role"] for one in lines] == ["mayor", "department head"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["fiske"], "«fiske» er ikke et tema."), (["politics", "--on", "julaften"], "er ikke en dato")],
)
def test_what_cannot_be_read_is_said(run: Run, arguments: list[str], words: str) -> None:
    done = run("spokesperson", *arguments)
    assert done.code == 2
    assert words in done.said

"""Topic: golden cases of each topic, both written forms."""

import json
from pathlib import Path
from typing import get_args

import pytest

from mediawatch.enrich.topics import find_topic, topic_scores
from mediawatch.model import Article, Reading, Topic

CASES = json.loads((Path(__file__).parents[1] / "data" / "topics" / "cases.json").read_text(encoding="utf-8"))
NOTHING_READ = Reading(mentions=(), relevance=1.0, relevant=True)


def article(title: str, lead: str = "", text: str = "", **given: object) -> Article:
    return Article(
        outlet="p", address="https://p.example/1", article_id=None, title=title, lead=lead, text=text, **given
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_golden_cases(case: dict[str, str]) -> None:
    given = article(case["title"], case["lead"])
    assert find_topic(given, NOTHING_READ) == case["topic"], topic_scores(given, NOTHING_READ)


def test_every_topic_has_a_golden_case() -> None:
    assert {case["topic"] for case in CASES} == set(get_args(Topic))


def test_the_title_weighs_more_than_the_text() -> None:
    given = article("Ny rektor på skolen", text="Hun har vært trener i fotballklubben, spilt kamper og vunnet cupen.")
    assert find_topic(given, NOTHING_READ) == "education"


def test_section_and_tags_speak() -> None:
    assert find_topic(article("Slik gikk det"), NOTHING_READ) == "other"
    assert find_topic(article("Slik gikk det", section="Sport", tags=("håndball",)), NOTHING_READ) == "sport"


def test_a_long_text_does_not_drown_its_beginning() -> None:
    text = "Brannvesenet rykket ut til brannen. " * 3 + "Skolen, elevene og lærerne var på tur. " * 200
    assert find_topic(article("Brann i bolighus, politiet undersøker", text=text), NOTHING_READ) == "safety"

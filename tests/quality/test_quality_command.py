"""The quality command: floors hold, rise only, and know their corpus."""

import pytest

from tests.quality.__main__ import Result, document, raised, table


def result(name: str = "m", value: float | None = 0.8, floor: float | None = 0.7, note: str = "") -> Result:
    return Result(name, value, floor, "abc", note)


@pytest.mark.parametrize(
    ("given", "failed"),
    [
        (result(), False),
        (result(value=0.7), False),
        (result(value=0.69), True),
        (result(floor=None), False),
        (result(note="corpus changed"), True),
        (result(value=None, note="skipped: away"), False),
    ],
)
def test_what_fails(given: Result, failed: bool) -> None:
    assert given.failed is failed


def test_floors_rise_and_never_fall() -> None:
    floors = {"m": {"floor": 0.7, "corpus": "abc"}, "kept": {"floor": 0.9, "corpus": "abc"}}
    assert raised([result(value=0.8)], floors, [])["m"]["floor"] == 0.795
    assert raised([result(value=0.6)], floors, [])["m"]["floor"] == 0.7
    assert raised([result(value=0.6)], floors, ["m"])["m"]["floor"] == 0.595
    assert raised([result(value=1.0)], floors, [])["m"]["floor"] == 1.0
    assert raised([result(value=None)], floors, []) == floors


def test_a_new_corpus_sets_its_floor_anew() -> None:
    floors = {"m": {"floor": 0.9, "corpus": "old"}}
    assert raised([result(value=0.8)], floors, [])["m"] == {"floor": 0.795, "corpus": "abc"}


def test_the_table_says_what_is_wrong_and_what_was_skipped() -> None:
    lines = table([result(value=0.6), result("away", None, None, "skipped: no ../shared")])
    assert "BELOW THE FLOOR" in lines[1]
    assert lines[2].endswith("skipped: no ../shared")


def test_the_document_holds_only_what_was_taken() -> None:
    text = document([result(), result("away", None, None, "skipped")], "2026-05-04")
    assert "| m | 0.800 | 0.700 | `abc` | 2026-05-04 |" in text
    assert "away" not in text

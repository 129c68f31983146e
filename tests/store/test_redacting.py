"""A name is found however it is written, and nothing else is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.store.near_names import near_names
from mediawatch.store.redacting import NAME_GONE, forms_of, looking_for, print_of, remembered, spans, without

KNOWN = looking_for(forms_of("Åse Fjellvåg"))
FOUND = [
    ("Åse Fjellvåg svarer", "[slettet navn] svarer"),
    ("ÅSE FJELLVÅG og åse fjellvåg", "[slettet navn] og [slettet navn]"),
    ("Åse Fjellvågs hus", "[slettet navn]s hus"),
    ("Fjellvåg, Åse (54)", "[slettet navn] (54)"),
    ("Fjellvåg Åse", "[slettet navn]"),
    ("Åse\n  Fjellvåg", "[slettet navn]"),
    ("Åse\u00a0Fjellvåg", "[slettet navn]"),
    ("Å\u00adse Fjell\u00advåg", "[slettet navn]"),
    (unicodedata.normalize("NFD", "Åse Fjellvåg") + "!", "[slettet navn]!"),
    ("åse.fjellvåg@avisa.example", "[slettet navn]@avisa.example"),
    ("Åse Fjellvåg-saken", "[slettet navn]-saken"),
    ("«Åse Fjellvåg»", "«[slettet navn]»"),
    ('{"a": "Åse\\nFjellvåg", "b": 1}', '{"a": "[slettet navn]", "b": 1}'),
    ('["Åse Fjellvåg"]', '["[slettet navn]"]'),
]
KEPT = [
    "Åse og Fjellvåg",
    "Åse. Og Fjellvåg",
    "Å. Fjellvåg",
    "Anne-Åse Fjellvåg",
    "Åse Fjellvåg-Berg",
    "Låse Fjellvåg",
    "Åse Fjellvågen",
    "Fjellvåg",
    "https://avisa.example/åse-fjellvåg-slutter",
    "avisa.example/nyheter/åse-fjellvåg/s/1-2",
    "{ikke json Åse Fjellvågen",
    "",
]


@pytest.mark.parametrize(("text", "after"), FOUND)
def test_it_is_taken_out(text: str, after: str) -> None:
    assert without(text, KNOWN) == after


@pytest.mark.parametrize("text", KEPT)
def test_what_is_not_the_name_stays(text: str) -> None:
    assert without(text, KNOWN) == text


def test_fingerprints_find_what_the_names_find() -> None:
    key = b"k" * 32
    known = remembered(key, [print_of(key, form) for form in forms_of("Åse Fjellvåg")], [2])
    for text, after in FOUND:
        assert without(text, known) == after
    for text in KEPT:
        assert without(text, known) == text
    assert print_of(b"other", ("åse", "fjellvåg")) != print_of(key, ("åse", "fjellvåg"))


def test_three_words_come_in_every_order() -> None:
    known = looking_for(forms_of("Per Ola Viksund"))
    for text in ("Per Ola Viksund", "Viksund, Per Ola", "Ola Per Viksund"):
        assert without(text, known) == NAME_GONE
    assert without("Per Viksund", known) == "Per Viksund"


def test_numbers_are_found_however_they_are_grouped() -> None:
    known = looking_for(forms_of("911 22 333"))
    assert without("Ring 91122333 eller 911 22 333 eller 91 12 23 33.", known).count(NAME_GONE) == 3
    assert without("Ring 911 22 334.", known) == "Ring 911 22 334."


def test_deep_values_keep_their_form() -> None:
    value = {"a": ["Åse Fjellvåg", 1, None], "b": {"link": "https://a.example/åse-fjellvåg"}, "c": ("Åse Fjellvåg",)}
    assert without(value, KNOWN) == {
        "a": [NAME_GONE, 1, None],
        "b": {"link": "https://a.example/åse-fjellvåg"},
        "c": (NAME_GONE,),
    }


@given(st.lists(st.sampled_from(["Åse Fjellvåg", "Fjellvåg, Åse", "åse fjellvågs", "og", "-", ". ", "\n", "x", "S"])))
def test_nothing_is_left_and_doing_it_again_changes_nothing(parts: list[str]) -> None:
    once = without(" ".join(parts), KNOWN)
    assert without(once, KNOWN) == once
    assert spans(once, KNOWN) == []
    assert "åse fjellvåg" not in " ".join(once.casefold().split())


@pytest.mark.parametrize("name", ["", "   ", "–", "a b c d e f g"])
def test_what_is_no_name_has_no_forms(name: str) -> None:
    assert forms_of(name) == frozenset()


def test_names_that_are_nearly_right_are_told() -> None:
    text = [
        "Aase Fjellvåg kom. Åse Fjelvåg gikk. Å. Fjellvåg sov. Åse Marie Fjellvåg lo. Åse Fjellvåg-Berg gråt.",
        "Naboen Fjellvåg nikket. Åse Fjellvåg står her. Per Fjellvåg også.",
    ]
    found = near_names(text, "Åse Fjellvåg")
    assert set(found) == {"Aase Fjellvåg", "Åse Fjelvåg", "Å. Fjellvåg", "Åse Marie Fjellvåg", "Åse Fjellvåg-Berg"}
    assert near_names(["Fjellvåg nikket."], "Åse Fjellvåg") == {"Fjellvåg": 1}

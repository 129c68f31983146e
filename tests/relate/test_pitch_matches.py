"""What a pitch became: the measured pairs, the reasons told, and that a story goes to the one pitch it fits best."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from mediawatch.relate.pitch_matches import MOST_EACH, match_words, pitch_matches
from mediawatch.store.search import stem
from tests.quality import pitches as golden

OUTLETS = {key: outlet.name for key, outlet in golden.OUTLETS.items()}
FLOOR = 0.8


@pytest.mark.parametrize("name", golden.SETS)
def test_precision_and_recall(name: str, capsys) -> None:
    values = {key: value for key, value in golden.measures().items() if f" {name}," in key}
    with capsys.disabled():
        print(f"\n{values}")
    assert values[f"pitch matches, {name}, precision"] >= 0.95
    assert values[f"pitch matches, {name}, recall"] >= FLOOR


def _case(name: str) -> tuple:
    for path in golden.SETS.values():
        for case in json.loads(path.read_text("utf-8"))["cases"]:
            if case["name"] == name:
                stories = [golden.story(number, one) for number, one in enumerate(case["stories"], start=1)]
                return golden.pitch(case["pitch"]), stories
    raise LookupError(name)


def _found(pitches, stories):
    return pitch_matches(pitches, stories, zone=golden.ZONE, stem=stem, names=("Elvedal kommune",), outlets=OUTLETS)


def test_why_is_told() -> None:
    one, stories = _case("same words")
    [match] = _found([one], stories)
    told = match_words(match, one)
    assert told[:2] == ("samme utgiver", "4 dager etter tilbudet")
    assert told[2].startswith("felles ord: ")
    assert {"svømmehallen", "oppussing", "elevene"} <= set(told[2].removeprefix("felles ord: ").split(", "))
    assert match_words(replace(match, days=0, same_outlet=False, words=()), one) == ("samme dag som tilbudet",)
    assert 0 < match.strength < 1


def test_an_author_and_a_journalist_are_told_and_so_is_a_broken_embargo() -> None:
    one, stories = _case("op-ed by its author")
    [match] = _found([replace(one, embargo=golden.OFFERED + timedelta(days=20))], stories)
    assert "skrevet av Mona Lie" in match_words(match, one)
    assert match_words(match, one)[-1] == "trykt før sperrefristen"
    one, stories = _case("the journalist's own")
    [match] = _found([one], stories)
    told = match_words(match, one)
    assert "skrevet av journalisten som fikk tilbudet" in told
    assert not any("Nordlie" in words for words in told)


def test_a_story_goes_to_the_pitch_it_fits_best() -> None:
    one, stories = _case("same words")
    other = replace(one, id=2, title="Svømmehallen søker badevakter", angle="Elevene trenger oppsyn.")
    assert [(match.pitch, match.story) for match in _found([other, one], stories)] == [(1, 1)]


def test_a_pitch_gets_no_more_than_a_few() -> None:
    one, [story] = _case("same words")
    many = [replace(story, id=number) for number in range(1, 9)]
    assert len(_found([one], many)) == MOST_EACH


def test_order_of_stories_and_pitches_changes_nothing() -> None:
    pairs = [_case(name) for name in ("same words", "compound", "feature", "numbers in common")]
    pitches = [replace(one, id=number) for number, (one, _) in enumerate(pairs, start=1)]
    stories = [replace(one, id=number) for number, (_, [one]) in enumerate(pairs, start=1)]
    found = _found(pitches, stories)
    assert sorted((match.pitch, match.story) for match in found) == [(number, number) for number in range(1, 5)]
    assert _found(pitches[::-1], stories[::-1]) == found


def test_what_was_never_offered_became_nothing() -> None:
    one, stories = _case("same words")
    assert _found([replace(one, offered_at=None)], stories) == ()


def test_nothing_breaks_on_empty_words() -> None:
    one, stories = _case("same words")
    assert _found([replace(one, title="–", angle="")], stories) == ()
    assert _found([one], []) == ()

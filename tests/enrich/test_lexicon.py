"""Word lists: their format, finding the longest entry, and the sense of the lists we ship."""

import pytest

from mediawatch.enrich.lexicon import Lexicon, lexicon, parse, part
from mediawatch.enrich.wordweights import chances, parse_weights, shipped_weights, tfidf

LISTS = ("tone", "tone_context", "topics", "kinds", "offices", "language", "twins", "places", "quotes")


def found(text: str, words: str) -> list[tuple[str, int, int]]:
    hits = Lexicon(parse(text)).find(words.split())
    return [(" ".join(hit.entry.pattern), hit.start, hit.end) for hit in hits]


def test_lines_are_weights_and_patterns_under_sections() -> None:
    entries = parse("# told\n[good]\n2 får skryt   # praise\nros\n\n[bad]\n-1.5 Kritikk*\n")
    assert [(entry.pattern, entry.weight, entry.section) for entry in entries] == [
        (("får", "skryt"), 2.0, "good"),
        (("ros",), 1.0, "good"),
        (("kritikk*",), -1.5, "bad"),
    ]


def test_a_line_without_a_section_is_refused_with_its_number() -> None:
    with pytest.raises(ValueError, match=r"line 2: 'ros'"):
        parse("# told\nros\n")


def test_the_longest_pattern_wins_and_none_overlap() -> None:
    text = "[a]\nikke\nikke fått svar\nsvar*\n"
    assert found(text, "de har ikke fått svar og ikke svarene") == [
        ("ikke fått svar", 2, 5),
        ("ikke", 6, 7),
        ("svar*", 7, 8),
    ]


def test_a_whole_word_beats_its_stem_and_stars_work_at_both_ends() -> None:
    assert found("[a]\ngull*\ngull\n", "gull gullet") == [("gull", 0, 1), ("gull*", 1, 2)]
    assert found("[a]\n*rekord\n*bane*\n", "publikumsrekord rekorden jernbanene") == [
        ("*rekord", 0, 1),
        ("*bane*", 2, 3),
    ]


@pytest.mark.parametrize("name", LISTS)
def test_no_shipped_list_says_one_thing_twice(name: str) -> None:
    seen = [(entry.section, entry.pattern) for entry in lexicon(name).entries]
    assert sorted({one for one in seen if seen.count(one) > 1}) == []


def test_no_word_of_the_tone_list_speaks_both_well_and_ill() -> None:
    sections = {entry.section for entry in lexicon("tone").entries}
    assert sections == {
        "polar",
        "good",
        "bad",
        "rises",
        "falls",
        "negators",
        "without",
        "diminishers",
        "promise",
        "refuted",
    }
    weights = [entry.weight for entry in part("tone", "polar").entries]
    assert len(weights) > 800
    assert all(-3 <= weight <= 3 for weight in weights)


def test_the_weights_hold_no_places_and_read_as_a_chance() -> None:
    weights = shipped_weights()
    assert not {"modum", "vikersund", "drammen", "bygdeposten"} & set(weights.stems)
    given = chances({"rule:good": 1.0}, ["skryt", "kommun"], weights)
    assert given.positive + given.neutral + given.negative == pytest.approx(1.0)
    assert given.positive > given.negative


def test_tfidf_has_length_one_and_unknown_words_say_nothing() -> None:
    values = tfidf(["a", "a", "b", "x"], {"a": 2.0, "b": 3.0})
    assert sum(value * value for value in values.values()) == pytest.approx(1.0)
    assert tfidf(["x"], {"a": 2.0}) == {}


def test_a_broken_weight_file_is_refused() -> None:
    with pytest.raises(ValueError):
        parse_weights("ord 1.0 2.0\n")

"""Copies: golden pairs, and what sketches promise."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mediawatch.enrich.copies import find_story, sketch
from mediawatch.model import Article
from tests.quality.copies import found_same, measures, pairs

PAIRS = pairs()
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("first", "second"),
    [(first, second) for pair, first, second in PAIRS if not pair["same"]],
    ids=[f"{pair['a']}-{pair['b']}: {pair['why']}" for pair, _, _ in PAIRS if not pair["same"]],
)
def test_different_stories_stay_apart(first: Article, second: Article) -> None:
    assert not found_same(first, second)
    assert not found_same(second, first)


def test_most_copies_are_found_and_none_wrongly() -> None:
    found = measures()
    assert found["copies precision"] == 1.0
    assert found["copies recall"] >= 0.9


def test_there_are_enough_pairs_of_both_sorts() -> None:
    assert sum(pair["same"] for pair, _, _ in PAIRS) >= 30
    assert sum(not pair["same"] for pair, _, _ in PAIRS) >= 30


def one(name: str) -> Article:
    return next(first for pair, first, _ in PAIRS if pair["a"] == name)


def test_a_sketch_holds_no_words_and_fits_a_signed_64_bit_column() -> None:
    made = sketch(one("hall"))
    assert made.shingles
    assert all(isinstance(value, int) and 0 <= value < 2**63 for value in made.shingles + made.title_words)
    assert len(made.shingles) <= 144


def test_a_sketch_is_the_same_in_every_process() -> None:
    made = sketch(
        Article(outlet="p", address="https://p.example/1", article_id=None, title="Granvik 2", text="Ny hall")
    )
    assert made.title_words == (1007134489752090551, 1715801900282619294)


def test_credits_and_case_of_the_spelling_do_not_matter() -> None:
    plain = Article(
        outlet="p", address="https://p.example/1", article_id=None, title="x", text="Snøen laver ned i dag."
    )
    credit = replace(plain, text="(NTB) Snøen laver ned i dag. (©NTB)")
    assert sketch(plain).shingles == sketch(credit).shingles


def test_of_several_stories_the_most_alike_wins() -> None:
    whole, short = one("hall"), one("hall_short")
    known = [
        replace(sketch(replace(short, outlet="c")), story=7, published=NOON),
        replace(sketch(replace(whole, outlet="b")), story=3, published=NOON),
        replace(sketch(replace(one("fire"), outlet="d")), story=5, published=NOON),
    ]
    assert find_story(replace(sketch(whole), published=NOON), known) == 3


def test_a_sketch_without_a_story_is_passed_over_and_nothing_known_is_none() -> None:
    whole = one("hall")
    assert find_story(sketch(whole), [replace(sketch(whole), outlet="b")]) is None
    assert find_story(sketch(whole), []) is None


@pytest.mark.parametrize("hours", [-71, 71])
def test_the_window_runs_both_ways(hours: int) -> None:
    whole = one("hall")
    old = replace(sketch(replace(whole, outlet="b")), story=1, published=NOON + timedelta(hours=hours))
    assert find_story(replace(sketch(whole), published=NOON), [old]) == 1


def test_texts_without_dates_are_told_by_their_words() -> None:
    whole = replace(one("hall"), published=None)
    assert found_same(whole, replace(whole, outlet="b"))


def test_empty_articles_are_never_copies() -> None:
    empty = Article(outlet="a", address="https://a.example/1", article_id=None, title="")
    assert not found_same(empty, replace(empty, outlet="b"))

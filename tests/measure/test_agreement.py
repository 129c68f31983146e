"""Krippendorff's alpha, against the examples its author worked out by hand."""

import pytest

from mediawatch.measure.agreement import alpha, share_alike

FOUR_CODERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
"""Krippendorff (2011), section C: four observers, some answers missing."""


def units(*coders: str) -> list[tuple[str | None, ...]]:
    answers = ([None if one == "." else one for one in coder.split()] for coder in coders)
    return list(zip(*answers, strict=True))


def test_two_coders_two_answers() -> None:
    given = units("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")  # section A
    assert alpha(given, "01", scale="nominal") == pytest.approx(0.095, abs=0.0005)


def test_two_coders_five_answers() -> None:
    given = units("a a b b d c c c e d d a", "b a b b b c c c e d d d")  # section B
    assert alpha(given, "abcde", scale="nominal") == pytest.approx(0.692, abs=0.0005)


@pytest.mark.parametrize(("scale", "published"), [("nominal", 0.743), ("ordinal", 0.815)])
def test_four_coders_with_answers_missing(scale, published) -> None:
    assert alpha(units(*FOUR_CODERS), "12345", scale=scale) == pytest.approx(published, abs=0.0005)


def test_neighbours_on_a_scale_differ_less_than_its_ends() -> None:
    near = units("1 1 2 2 3 3", "1 2 2 2 3 3")
    far = units("1 1 2 2 3 3", "1 3 2 2 3 3")
    assert alpha(near, "123", scale="ordinal") > alpha(far, "123", scale="ordinal")


def test_full_agreement_is_one_and_the_opposite_is_below_chance() -> None:
    assert alpha(units("1 2 3", "1 2 3"), "123", scale="ordinal") == 1
    assert alpha(units("1 3 1 3", "3 1 3 1"), "123", scale="ordinal") < 0


@pytest.mark.parametrize("coders", [("1 1 1", "1 1 1"), ("1 2 .", ". . 3"), (".", ".")])
def test_where_it_cannot_be_told_it_is_not(coders) -> None:
    assert alpha(units(*coders), "123", scale="nominal") is None


def test_an_answer_that_is_not_on_the_scale_is_a_fault() -> None:
    with pytest.raises(ValueError):
        alpha([("1", "9")], "123", scale="nominal")


def test_the_share_alike_counts_what_both_answered() -> None:
    assert share_alike([("a", "a"), ("a", "b"), ("a", None)]) == 0.5
    assert share_alike([("a", None)]) is None

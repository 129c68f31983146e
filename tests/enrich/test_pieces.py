"""Word pieces: the best cut, what is normalised, and the shipped vocabulary."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.enrich.pieces import UNKNOWN, Pieces, normal, parse_pieces

SMALL = "<s>\t0\n<pad>\t0\n</s>\t0\n<unk>\t0\n▁\t-3\n▁bru\t-2\n▁brua\t-6\na\t-2\nb\t-5\nr\t-5\nu\t-5\n"
SHIPPED = (files("mediawatch.enrich") / "models" / "pieces.txt").read_text(encoding="utf-8")
TEXTS = [line.rpartition("\t")[0] for line in SHIPPED.split("\n") if line]
shipped = parse_pieces(SHIPPED, unknown_score=-30.0)


def small() -> Pieces:
    return parse_pieces(SMALL, unknown_score=-20.0)


def test_a_word_is_cut_where_the_scores_sum_highest() -> None:
    assert small().read("brua") == [5, 7]
    assert small().read("bru brua") == [5, 5, 7]


def test_a_character_outside_the_vocabulary_is_unknown_and_the_rest_is_read() -> None:
    assert small().read("bruøa") == [5, UNKNOWN, 7]


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b\u00ad", "\x00\x01"])
def test_nothing_is_read_of_blanks(text: str) -> None:
    assert small().read(text) == []


def test_blanks_composition_and_control_characters_are_made_alike() -> None:
    assert normal(" A\u030amot\u00a0  og\n\u00adVik\x07 ") == "Åmot og Vik"


@pytest.mark.parametrize("text", ["▁bru 3\n", "▁bru\tx\n"])
def test_a_line_that_is_no_piece_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_pieces(text, unknown_score=-20.0)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzæøåABCDEFÆØÅ0123456789 .,–«»", max_size=80))
def test_the_pieces_of_the_shipped_vocabulary_put_together_are_the_text(text: str) -> None:
    assert "".join(TEXTS[at] for at in shipped.read(text)).replace("▁", " ").strip() == normal(text)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert all(0 <= at < len(TEXTS) for at in shipped.read(text))

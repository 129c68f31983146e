"""The heads on the shared encoder: chances, what pulled, and two judges as one."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.enrich.heads import both, read_tone, read_topic
from mediawatch.model import Topic

PRAISE = "Tilsynet roser de ansatte og kaller omsorgen forbilledlig."
BLAME = "Pårørende er rasende på kommunen, som ikke har svart på klagene."


def test_praise_and_blame_are_told_apart_and_the_sentence_that_blames_pulls_down() -> None:
    good, bad = read_tone((PRAISE,), {}), read_tone((BLAME,), {})
    assert good
    assert bad
    assert good.positive > good.negative
    assert bad.negative > bad.positive
    beside = read_tone(("Møtet er onsdag.", "", BLAME), {})
    assert beside
    assert beside.pulls[2] < beside.pulls[0]
    assert beside.pulls[1] == 0


def test_chances_sum_to_one_and_the_rules_beside_are_heard() -> None:
    plain = read_tone(("Møtet er onsdag.",), {})
    praised = read_tone(("Møtet er onsdag.",), {"rule:good": 1.0, "rule:net_good": 1.0, "rule:title_good": 1.0})
    assert plain
    assert praised
    for found in (plain, praised):
        assert found.positive + found.neutral + found.negative == pytest.approx(1)
    assert praised.positive > plain.positive


def test_every_topic_has_a_chance() -> None:
    found = read_topic(("Laget vant cupfinalen etter straffespark.",))
    assert found
    assert set(found) == set(get_args(Topic))
    assert max(found, key=lambda topic: found[topic]) == "sport"


@pytest.mark.parametrize("sentences", [(), ("",), (" ", "\n")])
def test_nothing_is_said_of_no_text(sentences: tuple[str, ...]) -> None:
    assert read_tone(sentences, {}) is None
    assert read_topic(sentences) is None


shares = st.lists(st.floats(0, 1), min_size=3, max_size=3).filter(lambda values: sum(values) > 0.1)


@given(shares, shares)
def test_two_judges_are_heard_alike(one: list[float], other: list[float]) -> None:
    first, second = ([value / sum(values) for value in values] for values in (one, other))
    found = both(first, second)
    assert sum(found) == pytest.approx(1)
    assert found == pytest.approx(both(second, first))


def test_judges_who_agree_are_surer_than_one() -> None:
    assert both([0.2, 0.2, 0.6], [0.2, 0.2, 0.6])[2] > 0.6
    assert both([0.1, 0.1, 0.8], [0.8, 0.1, 0.1])[0] == pytest.approx(both([0.1, 0.1, 0.8], [0.8, 0.1, 0.1])[2])

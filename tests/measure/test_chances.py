"""Chances of small counts, against published and hand-computed figures."""

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.measure.chances import chance_of_more, is_spike, poisson_tail, share_interval


@pytest.mark.parametrize(("hits", "of", "low", "high"), [(2, 3, 0.32, 0.89), (40, 60, 0.59, 0.74), (0, 4, 0.0, 0.29)])
def test_a_share_of_few_is_unsure(hits: int, of: int, low: float, high: float) -> None:
    found = share_interval(hits, of)
    assert (found.share, round(found.low, 2), round(found.high, 2)) == (hits / of, low, high)


@pytest.mark.parametrize(("hits", "of"), [(1, 0), (0, 0), (-1, 4), (5, 4)])
def test_what_is_no_share_is_refused(hits: int, of: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        share_interval(hits, of)


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_share_lies_within_its_interval(pair: tuple[int, int]) -> None:
    found = share_interval(*pair)
    assert 0 <= found.low <= found.share + 1e-12
    assert found.share - 1e-12 <= found.high <= 1


def test_with_half_a_year_of_history_it_is_nearly_poisson() -> None:
    assert chance_of_more(1, seen=36, weeks=26, days_left=2) == pytest.approx(1 - exp(-1.4 * 2 / 7), abs=0.005)


def test_without_history_it_does_not_claim_to_know() -> None:
    assert 0 < chance_of_more(1, seen=0, weeks=1, days_left=5) < 0.5
    assert 0 < chance_of_more(1, seen=0, weeks=26, days_left=5) < 0.02
    assert chance_of_more(1, seen=0, weeks=0, days_left=5) < 1


def test_a_target_met_is_certain_and_one_whose_time_is_out_is_not() -> None:
    assert chance_of_more(0, seen=0, weeks=26, days_left=0) == 1.0
    assert chance_of_more(1, seen=99, weeks=26, days_left=0) == 0.0


@given(st.integers(1, 5), st.integers(0, 200), st.floats(0.2, 60), st.floats(0, 400))
def test_more_needed_is_less_likely_and_more_days_more(needed: int, seen: int, weeks: float, days: float) -> None:
    chance = chance_of_more(needed, seen=seen, weeks=weeks, days_left=days)
    assert 0 <= chance <= 1
    assert chance_of_more(needed + 1, seen=seen, weeks=weeks, days_left=days) <= chance + 1e-9
    assert chance_of_more(needed, seen=seen, weeks=weeks, days_left=days + 1) >= chance - 1e-9


@pytest.mark.parametrize(
    ("count", "mean", "tail", "spike"),
    [(3, 0.5, 0.014, True), (4, 1, 0.019, True), (6, 2, 0.017, True), (5, 2, 0.053, False), (2, 0.01, 0.00005, False)],
)
def test_spikes(count: int, mean: float, tail: float, spike: bool) -> None:
    assert poisson_tail(count, mean) == pytest.approx(tail, abs=0.0006)
    assert is_spike(count, mean) is spike


def test_nothing_and_something_where_nothing_is_usual() -> None:
    assert (poisson_tail(0, 0), poisson_tail(1, 0)) == (1.0, 0.0)
    assert poisson_tail(1, 1e-12) == pytest.approx(1e-12)
    assert not is_spike(2, 0)
    assert is_spike(3, 0)

"""Targets on readings: what is known, what is missed, and what nobody can know."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.measure.periods import holds_whole, period_end, period_start, period_starts
from mediawatch.measure.reading_targets import reading_state
from mediawatch.model import ReadingSeries, SuppliedReading, Target
from mediawatch.workdays import is_working_day

FOLLOWERS = ReadingSeries(id="followers", name="Følgere", unit="følgere", kind="level")
POSTS = ReadingSeries(id="posts", name="Innlegg", unit="innlegg", kind="amount")
VISITS = ReadingSeries(id="visits", name="Besøk", unit="besøk", kind="amount", every="month")
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
THOUSAND = Target(id="t", name="T", reading="followers", at_least=1000, every="month")
BY = replace(THOUSAND, by=date(2026, 9, 15))
DAILY = Target(id="d", name="D", reading="posts", at_least=1, every="working day")
RISING = Target(id="r", name="R", reading="visits", rising=True, every="quarter")


def supplied(series, *pairs):
    return [
        SuppliedReading(
            id=n, organisation="o", reading=series.id, date=date.fromisoformat(day), value=Decimal(str(value)),
            by="Kari", at=NOW,
        )
        for n, (day, value) in enumerate(pairs)
    ]  # fmt: skip


def outcomes(target, series, *pairs, today="2026-11-24"):
    state = reading_state(target, series, supplied(series, *pairs), today=date.fromisoformat(today))
    return [period.outcome for period in state.history]


def test_nothing_supplied_is_never_missed():
    for target, series in ((THOUSAND, FOLLOWERS), (BY, FOLLOWERS), (DAILY, POSTS), (RISING, VISITS)):
        state = reading_state(target, series, [], today=date(2026, 11, 28))  # a Saturday
        assert [(period.outcome, period.lacks, period.value) for period in state.history] == [
            ("unknown", "no reading", None)
        ]
        assert (state.streak, state.best_streak, state.progress, state.last_reading) == (0, 0, 0, None)


def test_a_level_tells_by_the_last_reading_of_each_month():
    pairs = [("2026-08-02", 1100), ("2026-08-30", 990), ("2026-10-05", 990), ("2026-10-31", 1000), ("2026-11-24", 1042)]
    assert outcomes(THOUSAND, FOLLOWERS, *pairs) == ["missed", "unknown", "met", "met"]


def test_the_running_month_is_spoken_of_once_it_has_a_reading():
    state = reading_state(THOUSAND, FOLLOWERS, supplied(FOLLOWERS, ("2026-10-05", 1001)), today=date(2026, 11, 24))
    assert (state.current.start, state.current.outcome, state.days_left) == (date(2026, 10, 1), "met", 0)
    later = reading_state(THOUSAND, FOLLOWERS, supplied(FOLLOWERS, ("2026-10-05", 1001)), today=date(2026, 12, 1))
    assert [period.outcome for period in later.history] == ["met", "unknown"]
    running = supplied(FOLLOWERS, ("2026-10-05", 1001), ("2026-11-02", 900))
    state = reading_state(THOUSAND, FOLLOWERS, running, today=date(2026, 11, 24))
    assert (state.current.outcome, state.days_left, state.streak) == ("open", 7, 1)


def test_before_the_deadline_nothing_is_missed_and_from_it_on_it_must_hold():
    pairs = [("2026-07-10", 700), ("2026-08-10", 1100), ("2026-09-10", 950), ("2026-09-20", 1050), ("2026-10-10", 900)]
    state = reading_state(BY, FOLLOWERS, supplied(FOLLOWERS, *pairs), today=date(2026, 11, 24))
    told = [(period.start.isoformat(), period.outcome) for period in state.history]
    assert told == [
        ("2026-07-01", "open"),
        ("2026-08-01", "met"),
        ("2026-09-01", "missed"),
        ("2026-09-16", "met"),
        ("2026-10-01", "missed"),
    ]
    assert state.at_deadline == "missed"


@pytest.mark.parametrize(
    ("pairs", "at_deadline"),
    [
        ([("2026-08-15", 1000)], "unknown"),  # more than 31 days before
        ([("2026-08-16", 1000)], "met"),
        ([("2026-08-20", 999)], "missed"),
        ([("2026-09-15", 1000)], "met"),
        ([("2026-09-16", 1000)], "unknown"),
        ([], "unknown"),
    ],
)
def test_how_it_stood_at_the_deadline(pairs, at_deadline):
    state = reading_state(BY, FOLLOWERS, supplied(FOLLOWERS, *pairs), today=date(2026, 11, 24))
    assert state.at_deadline == at_deadline


def test_up_to_the_deadline_there_is_no_verdict_and_the_days_left_are_those_to_it():
    for today, left in (("2026-08-20", 27), ("2026-09-14", 2), ("2026-09-15", 1)):
        state = reading_state(BY, FOLLOWERS, supplied(FOLLOWERS, ("2026-08-10", 900)), today=date.fromisoformat(today))
        assert (state.at_deadline, state.current.outcome, state.days_left) == (None, "open", left)


def test_a_post_every_working_day_and_days_off_are_no_working_days():
    pairs = [("2026-04-01", 1), ("2026-04-04", 3), ("2026-04-07", 0), ("2026-04-09", 2)]  # Easter: 2 to 6 April
    state = reading_state(DAILY, POSTS, supplied(POSTS, *pairs), today=date(2026, 4, 10))
    assert [(period.start.day, period.outcome) for period in state.history] == [
        (1, "met"),
        (7, "missed"),
        (8, "unknown"),
        (9, "met"),
    ]
    assert (state.streak, state.best_streak) == (1, 1)


def test_a_row_is_what_is_known_to_be_met_and_grows_when_the_gap_is_filled():
    week = [(f"2026-11-{day}", 1) for day in (16, 17, 19, 20, 23)]
    with_gap = reading_state(DAILY, POSTS, supplied(POSTS, *week), today=date(2026, 11, 24))
    assert (with_gap.streak, with_gap.best_streak) == (3, 3)
    filled = reading_state(DAILY, POSTS, supplied(POSTS, *week, ("2026-11-18", 2)), today=date(2026, 11, 24))
    assert (filled.streak, filled.best_streak) == (6, 6)
    waiting = reading_state(DAILY, POSTS, supplied(POSTS, *week), today=date(2026, 11, 25))
    assert (waiting.current.outcome, waiting.streak) == ("unknown", 3), "the last day waits for its number"


MONTHS = {"2026-01-31": 100, "2026-02-28": 100, "2026-03-31": 100, "2026-04-30": 90, "2026-05-31": 100,
          "2026-06-30": 111, "2026-07-31": 100, "2026-08-31": 101, "2026-09-30": 100}  # fmt: skip


def test_visits_that_rise_quarter_by_quarter_and_as_many_is_not_more():
    assert outcomes(RISING, VISITS, *MONTHS.items(), today="2026-10-10") == ["unknown", "met", "missed"]
    state = reading_state(RISING, VISITS, supplied(VISITS, *MONTHS.items()), today=date(2026, 10, 10))
    assert [period.lacks for period in state.history] == ["nothing before", "", ""]
    assert (state.current.value, state.before) == (301, 301)


def test_a_sum_without_one_of_its_months_is_a_least_number():
    without_june = [pair for pair in MONTHS.items() if pair[0] != "2026-06-30"]
    state = reading_state(RISING, VISITS, supplied(VISITS, *without_june), today=date(2026, 10, 10))
    assert [(p.outcome, p.lacks) for p in state.history] == [
        ("unknown", "nothing before"),
        ("unknown", "part missing"),
        ("unknown", "part missing"),
    ]
    enough = [*without_june[:3], ("2026-05-31", 301)]
    assert outcomes(RISING, VISITS, *enough, today="2026-07-10") == ["unknown", "met"]


def test_a_missing_quarter_makes_the_next_unknown_too():
    pairs = [("2026-01-31", 5), ("2026-02-01", 5), ("2026-03-01", 5)] + [(f"2026-0{m}-01", 50) for m in (7, 8, 9)]
    assert outcomes(RISING, VISITS, *pairs, today="2026-10-10") == ["unknown", "unknown", "unknown"]


def test_the_running_quarter_is_met_as_soon_as_it_passes_the_one_before():
    first = [("2026-07-31", 10), ("2026-08-31", 10), ("2026-09-30", 10)]
    assert outcomes(RISING, VISITS, *first, ("2026-10-31", 30)) == ["unknown", "open"]
    assert outcomes(RISING, VISITS, *first, ("2026-10-31", 31)) == ["unknown", "met"]


def test_without_a_rhythm_of_its_own_one_number_is_enough():
    once = replace(VISITS, every=None)
    assert outcomes(RISING, once, ("2026-03-31", 10), ("2026-06-30", 9), today="2026-07-02") == ["unknown", "missed"]


DAYS = st.dates(date(2024, 12, 20), date(2026, 3, 1))
PAIRS = st.lists(st.tuples(DAYS, st.integers(0, 40)), max_size=40)
TARGETS = st.sampled_from(
    [
        (replace(THOUSAND, at_least=20), FOLLOWERS),
        (replace(BY, at_least=20, by=date(2025, 8, 7)), FOLLOWERS),
        (replace(THOUSAND, at_least=20, every="year"), FOLLOWERS),
        (replace(THOUSAND, at_least=0, rising=True, every="quarter"), FOLLOWERS),
        (DAILY, POSTS),
        (replace(DAILY, every="week", at_least=60), POSTS),
        (replace(DAILY, every="week", at_least=60), replace(POSTS, every="working day")),
        (RISING, VISITS),
        (replace(RISING, every="month"), VISITS),
    ]
)


def as_readings(series, pairs):
    return supplied(series, *((day.isoformat(), value) for day, value in pairs))


@given(TARGETS, PAIRS, DAYS)
def test_no_period_without_a_reading_is_missed_and_the_history_is_whole(chosen, pairs, today):
    target, series = chosen
    state = reading_state(target, series, as_readings(series, pairs), today=today)
    days = {day for day, _ in pairs if day <= today}
    deadline = target.by
    for period in state.history:
        heard = any(period.start <= day < period.end for day in days)
        near = deadline is not None and period.end == deadline + timedelta(days=1)
        if not heard and not near:
            assert (period.outcome, period.value) == ("unknown", None)
        if deadline is not None and period.end <= deadline:
            assert period.outcome != "missed"
        assert (period.outcome == "unknown") == bool(period.lacks)
    for one, after in zip(state.history, state.history[1:], strict=False):
        gap = [one.end + timedelta(days=n) for n in range((after.start - one.end).days)]
        assert not [day for day in gap if is_working_day(day)]
        assert target.every == "working day" or not gap
    assert 0 <= state.streak <= state.best_streak <= len(state.history)
    assert 0 <= state.progress <= 1


@given(TARGETS, PAIRS, DAYS, st.randoms(use_true_random=False))
def test_the_order_readings_came_in_means_nothing_and_the_last_word_on_a_date_counts(chosen, pairs, today, random):
    target, series = chosen
    one_each = list(dict(pairs).items())
    told = reading_state(target, series, as_readings(series, one_each), today=today)
    shuffled = list(one_each)
    random.shuffle(shuffled)
    assert reading_state(target, series, as_readings(series, shuffled), today=today) == told
    corrected = [(day, value + 1) for day, value in one_each]
    assert reading_state(target, series, as_readings(series, [*corrected, *one_each]), today=today) == told
    withdrawn = [replace(one, id=one.id + 1000, withdrawn_at=NOW) for one in as_readings(series, corrected)]
    assert reading_state(target, series, [*as_readings(series, one_each), *withdrawn], today=today) == told


@given(TARGETS, PAIRS, DAYS)
def test_what_is_known_does_not_change_as_time_goes(chosen, pairs, today):
    """With the same readings and a later day only the last period and gaps may look otherwise."""
    target, series = chosen
    readings = [one for one in as_readings(series, pairs) if one.date <= today]
    now = reading_state(target, series, readings, today=today)
    later = reading_state(target, series, readings, today=today + timedelta(days=100))
    first = min((one.date for one in readings), default=today)
    settled = [period for period in now.history if first < period.end <= today]
    if readings:
        assert list(later.history[: len(settled)]) == settled


@given(PAIRS, DAYS, st.integers(1, 40))
def test_a_higher_number_never_takes_away_that_enough_was_reached(pairs, today, more):
    target = replace(THOUSAND, at_least=20)
    raised = [(day, value + more) for day, value in pairs]
    for series in (FOLLOWERS, VISITS):
        low, high = (
            reading_state(target, replace(series, id="followers"), as_readings(FOLLOWERS, each), today=today)
            for each in (pairs, raised)
        )
        for one, other in zip(low.history, high.history, strict=True):
            assert one.outcome != "met" or other.outcome == "met"


@given(DAYS, st.sampled_from(["week", "month", "quarter", "year", "working day"]))
def test_periods_follow_each_other(day, every):
    starts = list(period_starts(every, day, day + timedelta(days=400)))
    assert starts[0] == period_start(every, day) <= day
    assert starts == [period_start(every, start) for start in starts]
    for one, after in itertools.pairwise(starts):
        between = range((after - period_end(every, one)).days)
        assert not [n for n in between if is_working_day(period_end(every, one) + timedelta(days=n))]


def test_what_lies_whole_within_what():
    assert holds_whole("quarter", "month")
    assert not holds_whole("month", "week")
    assert not holds_whole("month", "quarter")
    assert all(holds_whole(every, "working day") for every in ("week", "month", "quarter", "year", "working day"))

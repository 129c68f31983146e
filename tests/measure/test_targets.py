from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.measure.targets import period_end, period_start, target_state
from mediawatch.model import Article, Coverage, Outlet, Reading, Story, Target, Tone

OSLO = ZoneInfo("Europe/Oslo")
LOCAL = Outlet(id="lokal", name="Lokalavisa", tier="local", kind="newspaper")
NATIONAL = Outlet(id="riks", name="Riksavisa", tier="national", kind="newspaper")
LOCAL_TV = Outlet(id="tv", name="Lokal-TV", tier="local", kind="tv")
WEEKLY = Target(
    id="weekly",
    name="Positiv sak i lokalmedia",
    at_least=1,
    every="week",
    tones=("positive",),
    tiers=("local",),
    outlet_kinds=("newspaper", "tv"),
)


def copy(outlet=LOCAL, when=datetime(2026, 11, 18, 12, tzinfo=OSLO), tone="positive", kind="news", relevant=True):
    return Coverage(
        organisation="modum",
        outlet=outlet,
        article=Article(
            outlet=outlet.id, address=f"https://{outlet.id}.example/1", article_id=None, title="T", published=when
        ),
        reading=Reading(mentions=(), relevance=1.0 if relevant else 0.1, relevant=relevant),
        tone=Tone(label=tone, score=0.5, confidence=0.9),
        topic="other",
        kind=kind,
    )


def story(number, *copies):
    return Story(id=number, organisation="modum", coverage=copies or (copy(),))


def state(stories, today=date(2026, 11, 24), since=date(2026, 11, 2), target=WEEKLY):
    return target_state(target, stories, today=today, since=since, zone=OSLO)


def test_a_story_counts_once_whatever_its_copies():
    running = state([story(1, copy(), copy(outlet=LOCAL_TV))], today=date(2026, 11, 19)).current
    assert (running.count, running.outcome, running.stories) == (1, "met", (1,))


def test_a_copy_in_another_tier_can_be_the_one_that_counts():
    only_second_counts = story(1, copy(outlet=NATIONAL), copy(outlet=LOCAL_TV))
    assert state([only_second_counts], today=date(2026, 11, 19)).current.count == 1
    assert state([story(1, copy(outlet=NATIONAL))], today=date(2026, 11, 19)).current.count == 0


@pytest.mark.parametrize(
    "unfit",
    [copy(tone="neutral"), copy(kind="paid"), copy(kind="own"), copy(relevant=False), copy(outlet=NATIONAL)],
    ids=["neutral", "paid", "own", "not relevant", "national"],
)
def test_what_does_not_meet_every_limit_never_counts(unfit):
    assert state([story(1, unfit)], today=date(2026, 11, 19)).current.count == 0


def test_a_target_may_name_its_outlets_and_ask_for_staff_as_authors():
    tv_only = replace(WEEKLY, tiers=(), outlet_kinds=(), outlets=("tv", "radio"))
    assert state([story(1, copy()), story(2, copy(outlet=LOCAL_TV))], target=tv_only).history[-2].stories == (2,)
    by_staff = replace(WEEKLY, tones=(), authors="staff")
    written = [story(1, copy(kind="opinion")), story(2, copy(kind="op-ed by staff")), story(3, copy(kind="letter"))]
    assert state(written, target=by_staff).history[-2].stories == (2,)
    assert state(written, target=replace(by_staff, authors="anyone")).history[-2].count == 3


@pytest.mark.parametrize(("every", "count"), [("week", 0), ("month", 1), ("quarter", 2), ("year", 3)])
def test_each_period_counts_what_lies_in_it(every, count):
    days = [(2, 3), (10, 5), (11, 4)]
    stories = [story(n, copy(when=datetime(2026, *day, 9, tzinfo=OSLO))) for n, day in enumerate(days)]
    made = state(stories, since=date(2026, 1, 1), target=replace(WEEKLY, every=every, at_least=2))
    assert (made.current.count, made.progress) == (count, min(1, count / 2))


def test_weeks_are_local_weeks_not_utc_ones():
    sunday_evening_utc = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # Monday 00.30 in Oslo
    running = state([story(1, copy(when=sunday_evening_utc))])
    assert running.current.count == 1
    assert running.current.start == date(2026, 11, 23)


def test_history_tells_met_missed_and_open_with_days_left_and_streaks():
    weeks = [date(2026, 11, 4), date(2026, 11, 11)]
    stories = [story(n, copy(when=datetime(d.year, d.month, d.day, 9, tzinfo=OSLO))) for n, d in enumerate(weeks)]
    result = state(stories)
    assert [period.outcome for period in result.history] == ["met", "met", "missed", "open"]
    assert (result.days_left, result.streak, result.best_streak) == (6, 0, 2)


def test_an_open_week_does_not_break_the_streak():
    stories = [story(n, copy(when=datetime(2026, 11, 4 + 7 * n, 9, tzinfo=OSLO))) for n in range(3)]
    assert state(stories).streak == 3


def test_monthly_target_over_a_new_year():
    monthly = Target(id="op-ed", name="Kronikk", at_least=1, every="month", kinds=("op-ed by staff",))
    kronikk = story(1, copy(kind="op-ed by staff", when=datetime(2026, 12, 31, 23, tzinfo=OSLO)))
    result = state([kronikk], today=date(2027, 1, 2), since=date(2026, 11, 20), target=monthly)
    assert [(p.start, p.outcome) for p in result.history] == [
        (date(2026, 11, 1), "missed"),
        (date(2026, 12, 1), "met"),
        (date(2027, 1, 1), "open"),
    ]


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.sampled_from(["week", "month", "quarter", "year"]))
def test_periods_tile_the_calendar(day, every):
    start = period_start(every, day)
    end = period_end(every, start)
    assert start <= day < end
    assert period_start(every, end) == end
    assert period_start(every, start - timedelta(days=1)) < start


def rhythm(weeks, each):
    first = date(2026, 11, 23) - timedelta(weeks=weeks)
    days = [first + timedelta(weeks=week, days=2) for week in range(weeks) for _ in range(each)]
    return [story(n, copy(when=datetime(d.year, d.month, d.day, 9, tzinfo=OSLO))) for n, d in enumerate(days)]


def test_the_chance_of_meeting_it_yet_follows_the_rhythm_and_the_days_left():
    since = date(2026, 11, 23) - timedelta(weeks=30)
    lively = state(rhythm(30, 2), today=date(2026, 11, 24), since=since)
    quiet = state(rhythm(4, 1), today=date(2026, 11, 24), since=since)
    late = state(rhythm(30, 2), today=date(2026, 11, 29), since=since)
    assert lively.chance == pytest.approx(0.82, abs=0.02)
    assert quiet.chance < late.chance < lively.chance
    assert late.chance == pytest.approx(0.25, abs=0.02)


def test_no_chance_is_told_once_met_or_with_little_history():
    assert state([*rhythm(30, 1), story(99, copy(when=datetime(2026, 11, 23, 9, tzinfo=OSLO)))]).chance is None
    assert state(rhythm(3, 1), since=date(2026, 11, 3)).chance is None

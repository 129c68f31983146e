"""Stories to weekly scores: which week, what is measured against, how it moved."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mediawatch.measure.weeks import prominence, reference, scored_copies, week_name, week_scores, week_start
from mediawatch.model import Article, Coverage, Mention, Outlet, Reading, Story, Tone
from mediawatch.model.score_rules import RULES

OSLO = ZoneInfo("Europe/Oslo")
NOON = datetime(2026, 11, 18, 12, tzinfo=OSLO)


def mention(field: str) -> Mention:
    return Mention(
        subject="modum", subject_name="Modum", subject_kind="municipality", surface="Modum", field=field, start=0, end=5
    )


def copy(
    when=NOON, *, tier="local", tone="positive", fields=("title",), named=True, labels=(), kind="news", relevant=True
) -> Coverage:
    outlet = Outlet(id=tier, name=tier.title(), tier=tier, kind="newspaper")
    return Coverage(
        organisation="modum",
        outlet=outlet,
        article=Article(outlet=tier, address="https://a.example/1", article_id=None, title="T", published=when),
        reading=Reading(
            mentions=tuple(mention(field) for field in fields),
            relevance=1.0,
            relevant=relevant,
            names_organisation=named,
            regional_labels=labels,
        ),
        tone=Tone(label=tone, score=0.5, confidence=0.9),
        topic="other",
        kind=kind,
        quoted=("ordfører Kari Nordmann",) if tone == "negative" else (),
    )


def story(number: int, *copies: Coverage) -> Story:
    return Story(id=number, organisation="modum", coverage=copies or (copy(),))


def weeks(stories, since=date(2026, 11, 2), until=date(2026, 11, 25), **more):
    return week_scores(
        stories,
        since=since,
        until=until,
        zone=OSLO,
        quotes_us=lambda coverage: bool(coverage.quoted),
        is_confirmed=lambda one: one.id % 2 == 1,
        **more,
    )


def test_a_story_becomes_the_row_a_reader_would_write() -> None:
    rows = scored_copies(
        story(
            7,
            copy(fields=("lead", "text"), named=False, labels=("Midt-Buskerud",), tier="regional", tone="negative"),
            copy(fields=("text",), named=False, tier="trade", tone="mixed"),
            copy(kind="paid"),
            copy(relevant=False),
        ),
        lambda coverage: bool(coverage.quoted),
    )
    assert [(row.story, row.prominence, row.tier, row.tone, row.naming, row.voice) for row in rows] == [
        ("7", "lead", "regional", "negative", "region", True),
        ("7", "passing", "local", "mixed", "landmark", False),
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (("text", "title"), "headline"),
        (("text", "lead"), "lead"),
        (("text", "text"), "body"),
        (("text",), "passing"),
        ((), "passing"),
    ],
)
def test_prominence_is_where_the_first_name_stands(fields, expected) -> None:
    assert prominence(copy(fields=fields)) == expected


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 25), "2026-W48"),
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
    ],
)
def test_weeks_are_iso_weeks(day: date, name: str) -> None:
    assert week_name(day) == name
    assert week_start(name) == day - timedelta(days=day.weekday())


@pytest.mark.parametrize("name", ["2026-W54", "2025-W53", "W47", "2026-47", "uke 47", ""])
def test_what_is_no_week_is_refused(name: str) -> None:
    with pytest.raises(ValueError):
        week_start(name)


def test_every_week_listened_has_a_score_and_an_empty_one_is_nought() -> None:
    made = weeks([story(1), story(2, copy(when=datetime(2026, 11, 22, 23, 30, tzinfo=UTC)))])
    assert [one.week for one in made] == ["2026-W45", "2026-W46", "2026-W47", "2026-W48"]
    assert [len(one.score.stories) for one in made] == [0, 0, 1, 1]  # 23.30 UTC on Sunday is Monday here
    assert [one.score.is_empty for one in made] == [True, True, False, False]


def test_weeks_in_which_the_clock_is_set_begin_at_local_midnight() -> None:
    late, early = datetime(2026, 3, 29, 23, 30, tzinfo=OSLO), datetime(2026, 3, 30, 0, 30, tzinfo=OSLO)
    made = weeks([story(1, copy(when=late)), story(2, copy(when=early))], date(2026, 3, 23), date(2026, 4, 1))
    assert [len(one.score.stories) for one in made] == [1, 1]


def test_the_week_with_an_hour_too_many_ends_at_local_midnight_too() -> None:
    late, early = datetime(2026, 10, 25, 23, 30, tzinfo=OSLO), datetime(2026, 10, 26, 0, 30, tzinfo=OSLO)
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=OSLO, fold=1)
    made = weeks(
        [story(1, copy(when=late)), story(2, copy(when=early)), story(3, copy(when=twice))],
        date(2026, 10, 19),
        date(2026, 10, 28),
    )
    assert [(one.week, len(one.score.stories)) for one in made] == [("2026-W43", 2), ("2026-W44", 1)]


def test_week_53_holds_both_years_and_is_measured_as_the_old_one() -> None:
    old, new = datetime(2026, 12, 31, 12, tzinfo=OSLO), datetime(2027, 1, 3, 23, 59, tzinfo=OSLO)
    after = datetime(2027, 1, 4, 0, 0, tzinfo=OSLO)
    many = [story(n, copy(when=datetime(2026, 3, 2, 12, tzinfo=OSLO) + timedelta(weeks=n))) for n in range(40)]
    told = [story(101, copy(when=old)), story(102, copy(when=new)), story(103, copy(when=after))]
    made = weeks([*many, *told], date(2026, 3, 2), date(2027, 1, 10))
    last, first = made[-2:]
    assert [(one.week, len(one.score.stories)) for one in (last, first)] == [("2026-W53", 2), ("2027-W01", 1)]
    assert (last.score.v_ref, last.v_ref_is_measured) == (RULES.v_ref_start, False)
    assert (first.score.v_ref, first.v_ref_is_measured) == (1.0, True)


def test_a_late_copy_belongs_to_the_week_of_the_first() -> None:
    made = weeks([story(1, copy(when=NOON + timedelta(days=7)), copy())])
    assert [len(one.score.stories) for one in made] == [0, 0, 1, 0]


def test_no_arrow_for_few_stories_but_a_mean_of_four_weeks() -> None:
    few = [story(n) for n in range(4)]
    many = [story(n) for n in range(10, 16)]
    next_week = [story(n, copy(when=NOON + timedelta(days=7), tone="neutral")) for n in range(20, 26)]
    assert [one.change for one in weeks([*few, *next_week])][-1] is None
    made = weeks([*many, *next_week])
    assert made[-1].change == pytest.approx(made[-1].score.score - made[-2].score.score)
    assert made[-1].change < 0
    assert made[-1].mean == pytest.approx(sum(one.score.score for one in made) / 4)


def test_share_of_confirmed_tones_comes_with_its_interval() -> None:
    confirmed = weeks([story(n) for n in range(3)])[-2].confirmed
    assert (confirmed.share, confirmed.low < 1 / 3 < confirmed.high) == (pytest.approx(1 / 3), True)
    assert weeks([])[-1].confirmed is None


def test_a_silent_source_makes_the_week_incomplete() -> None:
    made = weeks([story(1)], silent={date(2026, 11, 16): ["Lokalavisa"]})
    assert [one.complete for one in made] == [True, True, False, True]


def test_the_reference_is_frozen_at_new_year_and_comes_from_the_year_before() -> None:
    mondays = [week_start("2025-W01") + timedelta(weeks=n) for n in range(120)]
    volumes = {monday: float(n % 4) for n, monday in enumerate(mondays)}
    first, last = week_start("2026-W01"), week_start("2026-W53")
    assert reference(volumes, first) == reference(volumes, last) == 2.25
    changed = {**volumes, first: 100.0}
    assert reference(changed, last) == 2.25
    assert reference(volumes, week_start("2025-W40")) is None


def test_too_little_history_or_none_written_leaves_the_starting_value() -> None:
    short = {week_start("2025-W44") + timedelta(weeks=n): 3.0 for n in range(RULES.v_ref_least_weeks - 4)}
    assert reference(short, week_start("2026-W02")) is None
    silent = {week_start("2025-W10") + timedelta(weeks=n): 0.0 for n in range(40)}
    assert reference(silent, week_start("2026-W02")) is None
    made = weeks([story(1)])[-2]
    assert (made.score.v_ref, made.v_ref_is_measured) == (RULES.v_ref_start, False)


def test_five_thousand_stories_are_no_trouble() -> None:
    made = weeks([story(n, copy(fields=("text",), tone="neutral")) for n in range(5000)])[-2]
    assert len(made.score.stories) == 5000
    assert sum(one.points for one in made.score.stories) == pytest.approx(made.score.score)

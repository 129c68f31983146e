"""Tests of mediawatch.report.digest: which story stands where, in which order, and the subject that tells it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
import sample

from mediawatch.model import Story
from mediawatch.report.digest import digest_zone, lacks_name, subject


def ids(stories: Sequence[Story]) -> list[int]:
    return [story.id for story in stories]


def test_each_story_stands_in_one_section() -> None:
    made = sample.digest()
    assert ids(made.decide) == [1]
    assert ids(made.positive) == [3, 4, 2]
    assert ids(made.neutral) == [5, 6]
    assert ids(made.unsure) == [7]


def test_own_pages_and_paid_content_are_left_out_even_as_copies() -> None:
    told = sample.story(
        1, sample.coverage("Egen sak", kind="own"), sample.coverage("Sak i avisa"), sample.coverage("A", kind="paid")
    )
    made = sample.digest(told=(told, sample.story(2, sample.coverage("Annonse", kind="paid"))))
    assert ids(made.stories) == [1]
    assert [copy.article.title for copy in made.neutral[0].coverage] == ["Sak i avisa"]


def test_a_critical_story_that_may_not_be_ours_is_still_put_first() -> None:
    found = sample.reading(sample.mention("Åmot (Modum)", "village"), unsure=True)
    made = sample.digest(told=(sample.story(1, sample.coverage("Kritikk", tone="negative", found=found)),))
    assert ids(made.decide) == [1]
    assert made.unsure == ()


def test_a_story_is_sure_when_one_copy_is() -> None:
    doubtful = sample.coverage("A", found=sample.reading(sample.mention(), unsure=True))
    made = sample.digest(told=(sample.story(1, doubtful, sample.coverage("B")), sample.story(2, doubtful)))
    assert ids(made.neutral) == [1]
    assert ids(made.unsure) == [2]


def test_what_concerns_nobody_is_left_out() -> None:
    elsewhere = sample.coverage("Annet sted", found=sample.reading(relevant=False))
    assert sample.digest(told=(sample.story(1, elsewhere),)).is_empty


def test_order_is_nearest_tier_then_newest() -> None:
    told = (
        sample.tiered(1, "national", 1),
        sample.tiered(2, "local", 9),
        sample.tiered(3, "other", 1),
        sample.tiered(4, "local", 2),
        sample.tiered(5, "regional", 1),
        sample.tiered(6, "trade", 1),
    )
    assert ids(sample.digest(told=told).neutral) == [4, 2, 5, 1, 6, 3]


def test_only_what_was_first_seen_in_the_period_is_told() -> None:
    seen = [sample.SINCE, sample.SINCE + timedelta(seconds=1), sample.NOW, sample.NOW + timedelta(seconds=1), None]
    told = [
        sample.story(number, replace(sample.coverage(f"Sak {number}"), first_seen=moment))
        for number, moment in enumerate(seen)
    ]
    assert sorted(ids(sample.digest(told=told).stories)) == [1, 2, 4]


def test_landmarks_without_the_name_are_listed() -> None:
    landmark = sample.mention("Blåverket", "landmark")
    told = (
        sample.story(1, sample.coverage("A", found=sample.reading(landmark))),
        sample.story(2, sample.coverage("B", found=sample.reading(landmark, sample.mention()))),
        sample.story(
            3,
            sample.coverage("C", found=sample.reading(landmark)),
            sample.coverage("D", found=sample.reading(landmark, names=True)),
        ),
        sample.story(4, sample.coverage("E", found=sample.reading(sample.mention("Modumskolen", "institution")))),
        sample.story(
            5, sample.coverage("F", found=sample.reading(sample.mention("Blåverket", "landmark", accepted=False)))
        ),
        sample.story(6, sample.coverage("G", tone="negative", found=sample.reading(landmark))),
    )
    assert sample.digest(told=told).unnamed == (1, 6)
    assert [lacks_name(story) for story in told] == [True, False, False, False, False, True]


def test_times_are_told_in_the_zone_it_was_made_for() -> None:
    made = sample.digest()
    assert digest_zone(made) == sample.OSLO
    assert made.since == sample.SINCE


@pytest.mark.parametrize(
    ("tones", "line"),
    [
        (["positive"] * 3 + ["neutral"] * 2 + ["negative"], "6 saker, 3 positive, 1 bør vurderes"),
        (["positive"], "1 sak, 1 positiv"),
        (["negative", "negative"], "2 saker, 2 bør vurderes"),
        (["neutral"], "1 nøytral sak"),
        (["neutral", "neutral"], "2 nøytrale saker"),
        (["neutral", "mixed"], "2 saker"),
        ([], "ingen nye saker"),
    ],
)
def test_the_subject_tells_the_news(tones: list[str], line: str) -> None:
    told = [sample.story(number, sample.coverage(f"Sak {number}", tone=tone)) for number, tone in enumerate(tones)]  # type: ignore[arg-type]
    assert subject(sample.digest(told=told, silent=())) == f"Modum i media: {line}"


def test_the_subject_of_a_quiet_day_never_hides_that_we_may_be_deaf() -> None:
    assert subject(sample.digest(told=())) == "Modum i media: ingen nye saker, 1 taus kilde"
    assert subject(sample.digest(told=(), heard=())) == "Modum i media: ingen kilder har svart"
    unsure = sample.story(7, sample.coverage("Åmot", found=sample.reading(relevant=False, unsure=True)))
    assert subject(sample.digest(told=(unsure,))) == "Modum i media: 1 usikker sak"

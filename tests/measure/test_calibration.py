"""Drawing ten stories, and telling when coders or model drift."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from mediawatch.measure.calibration import FALL, LIMIT, drawn, in_order, month_reports
from mediawatch.model import Article, CodedStory, Coverage, Outlet, Reading, Story

NOW = datetime(2026, 11, 2, tzinfo=UTC)


def story(number: int, tier: str = "local") -> Story:
    outlet = Outlet(id=tier, name=tier, tier=tier, kind="newspaper")
    article = Article(outlet=tier, address=f"https://{tier}.example/{number}", article_id=None, title=str(number))
    copy = Coverage(
        organisation="granvik",
        outlet=outlet,
        article=article,
        reading=Reading(mentions=(), relevance=1.0, relevant=True),
        tone=None,
        topic="other",
        kind="news",
        first_seen=NOW,
    )
    return Story(id=number, organisation="granvik", coverage=(copy,))


def month(name: str, *codes: tuple[str, str, str | None]) -> list[CodedStory]:
    """(what the model said, the first coder, the second) of each story."""
    return [
        CodedStory(
            organisation="granvik", month=name, number=number, story=number, said=said, drawn_at=NOW,
            coder_one=one, coder_two=two,
        )
        for number, (said, one, two) in enumerate(codes, 1)
    ]  # fmt: skip


ALIKE = [(tone, tone, tone) for tone in ("positive", "negative", "neutral", "positive", "negative") * 2]
WRONG = [("neutral", tone, tone) for tone in ("positive", "negative", "neutral", "positive", "negative") * 2]


def test_the_same_seed_draws_the_same_and_another_something_else() -> None:
    stories = [(story(number), "neutral") for number in range(60)]
    first = drawn(stories, seed="granvik/2026-10")
    assert len(first) == 10
    assert drawn(stories[::-1], seed="granvik/2026-10") == first
    assert drawn(stories, seed="granvik/2026-11") != first


def test_rare_tones_are_drawn_too() -> None:
    rare = [(story(1), "mixed"), (story(2), "negative")]
    stories = [*rare, *((story(number), "neutral") for number in range(10, 90))]
    chosen = {one.id for one in drawn(stories, seed="s")}
    assert {1, 2} <= chosen
    even = [(story(number), ("positive", "negative", "neutral", "mixed")[number % 4]) for number in range(80)]
    counts = Counter(one.id % 4 for one in drawn(even, seed="s"))
    assert sorted(counts.values()) == [2, 2, 3, 3]


def test_within_a_tone_the_tiers_take_turns() -> None:
    stories = [(story(number, "local" if number < 50 else "national"), "neutral") for number in range(53)]
    tiers = Counter(one.lead.outlet.tier for one in drawn(stories, seed="s"))
    assert tiers["national"] == 3


def test_a_thin_month_gives_what_there_is() -> None:
    assert len(drawn([(story(1), "neutral")], seed="s")) == 1
    assert drawn([], seed="s") == ()


def test_two_coders_get_orders_of_their_own() -> None:
    stories = [story(number) for number in range(10)]
    assert in_order(stories, "s/1") != in_order(stories, "s/2")


def test_full_agreement_gives_no_alarm() -> None:
    (report,) = month_reports(month("2026-10", *ALIKE))
    assert (report.coded, report.coders.ordinal, report.model.ordinal, report.model.share) == (10, 1.0, 1.0, 1.0)
    assert report.alarms == ()


def test_a_model_that_disagrees_is_told_apart_from_coders_who_do() -> None:
    (report,) = month_reports(month("2026-10", *WRONG))
    assert report.model.ordinal < LIMIT
    assert report.alarms == ("model disagrees",)
    apart = [("positive", "positive", "negative"), ("negative", "negative", "positive"), ("neutral",) * 3]
    (report,) = month_reports(month("2026-10", *apart))
    assert report.alarms[0] == "coders disagree"


def test_a_clear_fall_is_told_even_above_the_limit() -> None:
    good = [one for name in ("2026-07", "2026-08") for one in month(name, *ALIKE)]
    worse = [("neutral", "positive", "positive"), ("neutral", "negative", "negative"), *ALIKE[2:]]
    reports = month_reports([*good, *month("2026-09", *worse)])
    assert [one.alarms for one in reports[:2]] == [(), ()]
    assert reports[1].model.share - reports[2].model.share == pytest.approx(FALL)
    assert reports[2].alarms == ("model falling",)
    assert reports[2].model.ordinal >= LIMIT


def test_one_month_is_too_little_to_fall_from() -> None:
    worse = [("neutral", "positive", "positive"), ("neutral", "negative", "negative"), *ALIKE[2:]]
    reports = month_reports([*month("2026-08", *ALIKE), *month("2026-09", *worse)])
    assert reports[1].alarms == ()


def test_mixed_is_the_middle_of_the_scale_and_a_name_of_its_own() -> None:
    (report,) = month_reports(month("2026-10", *ALIKE[:9], ("mixed", "neutral", "mixed")))
    assert report.coders.ordinal == 1.0
    assert report.coders.nominal < 1.0


def test_what_one_coder_left_open_does_not_count() -> None:
    (report,) = month_reports(month("2026-10", *ALIKE, ("positive", "positive", None)))
    assert report.coded == 10
    assert month_reports(month("2026-10", ("positive", "positive", None))) == ()


def test_all_alike_has_no_alpha_and_no_alarm() -> None:
    (report,) = month_reports(month("2026-10", *[("neutral",) * 3] * 10))
    assert (report.coders.ordinal, report.coders.share, report.alarms) == (None, 1.0, ())

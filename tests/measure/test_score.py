"""The weekly visibility score: a week computed by hand, and what must hold for any week."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediawatch.measure.score import exposure, score_stories
from mediawatch.model import Score, ScoredCopy

PROMINENCES = ("headline", "lead", "body", "passing")
TIERS = ("local", "regional", "national")
TONES = ("negative", "neutral", "positive")
NAMINGS = ("landmark", "region", "organisation")
NEAR = 1e-9


def copy(story, prominence="headline", tier="local", tone="neutral", naming="organisation", voice=False) -> ScoredCopy:
    return ScoredCopy(story=story, prominence=prominence, tier=tier, tone=tone, naming=naming, voice=voice)


COPIES = st.builds(
    ScoredCopy,
    story=st.sampled_from("abcdefghij"),
    prominence=st.sampled_from(PROMINENCES),
    tier=st.sampled_from(TIERS),
    tone=st.sampled_from((*TONES, "mixed")),
    naming=st.sampled_from(NAMINGS),
    voice=st.booleans(),
)
WEEKS = st.lists(COPIES, max_size=25)
V_REFS = st.floats(0.01, 50)


def score(week, v_ref=4.0) -> Score:
    return score_stories(week, v_ref=v_ref)


def test_a_week_computed_by_hand() -> None:
    week = [
        copy("kulturpris", "headline", "local", "positive", "organisation", voice=True),  # w 1.0
        copy("blaafarveværket", "lead", "regional", "neutral", "landmark"),  # w .96, A .5
        copy("ppt", "headline", "regional", "negative", "organisation", voice=True),  # w 1.2
        copy("ppt", "body", "local", "negative", "organisation"),  # a copy: nothing
        copy("vei", "body", "local", "mixed", "region"),  # w .5, A .7
        copy("liste", "passing", "national", "positive", "organisation"),  # w .3
    ]
    made = score(week)
    # V = 1.0 + .96 * .5 + .5 * .7 + .3 = 2.13; Vis = .5325
    # f = 1.3, u = 1.2, t = 3.96; C = (1.3^2 - 1.3 * 1.2) / 3.96^2 = .13 / 15.6816 = .0082900
    # Voice = 2 / 5; SCORE = 29.2875 + 15.1243 + 6
    assert made.volume == pytest.approx(2.13)
    assert made.visibility == pytest.approx(0.5325)
    assert made.imbalance == pytest.approx(0.13 / 15.6816)
    assert made.tone == pytest.approx(0.504145, abs=1e-6)
    assert made.voice == pytest.approx(0.4)
    assert made.score == pytest.approx(50.4119, abs=1e-4)
    by_name = {one.story: one for one in made.stories}
    assert by_name["blaafarveværket"].if_named == pytest.approx(55 * 0.48 / 4)  # + 6.6
    assert by_name["kulturpris"].if_named is None
    assert by_name["ppt"].if_named is None
    assert by_name["vei"].if_quoted == pytest.approx(3.0)


def test_a_week_without_a_word_is_nought() -> None:
    made = score([])
    assert (made.score, made.is_empty, made.stories) == (0.0, True, ())


@pytest.mark.parametrize("v_ref", [0.0, -1.0, float("nan")])
def test_it_is_never_measured_against_nothing(v_ref: float) -> None:
    with pytest.raises(ValueError, match="v_ref"):
        score([], v_ref)


@given(WEEKS, V_REFS)
@settings(max_examples=300)
def test_any_week_stays_within_bounds_and_its_points_sum_to_the_score(week, v_ref) -> None:
    made = score(week, v_ref)
    assert -NEAR <= made.score <= 100 + NEAR
    assert all(-NEAR <= part <= 1 + NEAR for part in (made.visibility, made.tone, made.voice))
    assert sum(one.points for one in made.stories) == pytest.approx(made.score, abs=1e-7)


@given(WEEKS, V_REFS, st.randoms())
def test_the_order_of_the_rows_means_nothing(week, v_ref, chance: random.Random) -> None:
    shuffled = chance.sample(week, len(week))
    assert score(shuffled, v_ref) == score(week, v_ref)


@given(WEEKS, V_REFS, st.data())
def test_one_more_copy_changes_nothing(week, v_ref, data) -> None:
    if not week:
        return
    one = data.draw(st.sampled_from(week))
    highest = max(exposure(each) for each in week if each.story == one.story)
    stands = next(each for each in week if each.story == one.story and exposure(each) == highest)
    again = replace(stands, prominence=data.draw(st.sampled_from(PROMINENCES[PROMINENCES.index(stands.prominence) :])))
    assert score([*week, again], v_ref) == score(week, v_ref)


@given(WEEKS, V_REFS, st.data())
@settings(max_examples=300)
def test_a_better_tone_or_the_name_or_a_voice_never_lowers(week, v_ref, data) -> None:
    if not week:
        return
    at = data.draw(st.integers(0, len(week) - 1))
    before = week[at]
    better = {
        "tone": TONES[TONES.index("neutral" if before.tone == "mixed" else before.tone) :],
        "naming": NAMINGS[NAMINGS.index(before.naming) :],
        "voice": (before.voice, True),
    }
    field = data.draw(st.sampled_from(sorted(better)))
    changed = [*week[:at], replace(before, **{field: data.draw(st.sampled_from(better[field]))}), *week[at + 1 :]]
    assert score(changed, v_ref).score >= score(week, v_ref).score - NEAR


@given(WEEKS, V_REFS, COPIES)
@settings(max_examples=300)
def test_one_more_critical_story_without_our_voice_never_raises(week, v_ref, drawn) -> None:
    critical = replace(drawn, story="new", tone="negative", voice=False)
    assert score([*week, critical], v_ref).score <= score(week, v_ref).score + NEAR


@given(WEEKS, V_REFS)
def test_what_might_have_been_is_what_the_changed_week_scores(week, v_ref) -> None:
    made = score(week, v_ref)
    for one in made.stories:
        for told, field, value in (
            (one.if_named, "naming", "organisation"),
            (one.if_quoted, "voice", True),
            (one.if_neutral, "tone", "neutral"),
        ):
            if told is None:
                continue
            changed = [replace(each, **{field: value}) if each.story == one.story else each for each in week]
            difference = score(changed, v_ref).score - made.score
            assert difference == pytest.approx(told, abs=1e-7)

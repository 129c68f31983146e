"""A week's stories to its visibility score, 0..100, each point traced to a story.

    w = P x R per story; V = sum of w x A over stories that are not negative; Visibility = min(1, V / V_ref)
    C = Janis-Fadner(f, u, t) with f, u, t the exposure of positive, negative and all stories; Tone = (C + 1) / 2
    Voice = stories that quote the organisation / stories
    SCORE = 55 Visibility + 30 Tone + 15 Voice; no stories: 0

Copies are one story; the copy with the highest exposure stands for it. Where copies tie, the story names or quotes us
if any of them does, and has the least favourable of their tones. Mixed counts as neutral.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from mediawatch.model import Naming, Score, ScoredCopy, StoryScore, ToneLabel
from mediawatch.model.score_rules import RULES, ScoreRules

_DECIMALS = 9
_SIGNS: dict[ToneLabel, int] = {"positive": 1, "neutral": 0, "mixed": 0, "negative": -1}


@dataclass(frozen=True, slots=True)
class _Standing:
    """A story by the copy, or tied copies, that stand for it."""

    story: str
    exposure: float
    tone: ToneLabel
    naming: Naming
    quoted: bool


@dataclass(frozen=True, slots=True)
class _Sums:
    """V, and f, u, t: the exposure of positive, negative and all stories."""

    volume: float
    good: float
    bad: float
    all: float
    stories: int

    @property
    def imbalance(self) -> float:
        """Janis & Fadner's coefficient C, -1..1; 0 when nothing was written."""
        return (self.good - self.bad) * max(self.good, self.bad) / self.all**2 if self.all else 0.0


def score_stories(copies: Iterable[ScoredCopy], *, v_ref: float, rules: ScoreRules = RULES) -> Score:
    """The rows of one week, in any order, to their score. `v_ref` above 0, else ValueError."""
    if not v_ref > 0:
        raise ValueError("v_ref must be above 0")
    stories = _standing(copies, rules)
    sums = _sums(stories, rules)
    visibility = min(1.0, sums.volume / v_ref)
    tone = (sums.imbalance + 1) / 2 if stories else 0.0
    voice = sum(one.quoted for one in stories) / len(stories) if stories else 0.0
    return Score(
        rules=rules.version,
        score=rules.visibility_points * visibility + rules.tone_points * tone + rules.voice_points * voice,
        visibility=visibility,
        tone=tone,
        voice=voice,
        volume=sums.volume,
        v_ref=v_ref,
        imbalance=sums.imbalance,
        stories=tuple(_story_score(one, sums, v_ref, rules) for one in stories),
    )


def exposure(copy: ScoredCopy, rules: ScoreRules = RULES) -> float:
    """w = P x R, rounded so that equal products of different factors tie (0.8 x 1.5 and 1.0 x 1.2)."""
    return round(rules.prominence[copy.prominence] * rules.tier[copy.tier], _DECIMALS)


def _standing(copies: Iterable[ScoredCopy], rules: ScoreRules) -> list[_Standing]:
    by_story: dict[str, list[ScoredCopy]] = {}
    for copy in copies:
        by_story.setdefault(copy.story, []).append(copy)
    return [_stands_for(story, by_story[story], rules) for story in sorted(by_story)]


def _stands_for(story: str, copies: Sequence[ScoredCopy], rules: ScoreRules) -> _Standing:
    highest = max(exposure(copy, rules) for copy in copies)
    tied = [copy for copy in copies if exposure(copy, rules) == highest]
    return _Standing(
        story=story,
        exposure=highest,
        tone=min((copy.tone for copy in tied), key=lambda tone: (_SIGNS[tone], tone)),
        naming=max((copy.naming for copy in tied), key=lambda naming: rules.naming[naming]),
        quoted=any(copy.voice for copy in tied),
    )


def _sums(stories: Sequence[_Standing], rules: ScoreRules) -> _Sums:
    return _Sums(
        volume=fsum(one.exposure * rules.naming[one.naming] for one in stories if _SIGNS[one.tone] >= 0),
        good=fsum(one.exposure for one in stories if _SIGNS[one.tone] > 0),
        bad=fsum(one.exposure for one in stories if _SIGNS[one.tone] < 0),
        all=fsum(one.exposure for one in stories),
        stories=len(stories),
    )


def _story_score(one: _Standing, sums: _Sums, v_ref: float, rules: ScoreRules) -> StoryScore:
    """A story's share of the parts. Visibility is shared by w x A; tone by exposure, half of the points for being
    written about at all and the other half, given or taken, by the imbalance; voice by story."""
    sign, named = _SIGNS[one.tone], one.exposure * rules.naming[one.naming]
    visible = named * min(1 / sums.volume, 1 / v_ref) if sign >= 0 and sums.volume else 0.0
    stronger = max(sums.good, sums.bad)
    toned = 0.5 * one.exposure * (1 / sums.all + sign * stronger / sums.all**2)
    return StoryScore(
        story=one.story,
        exposure=one.exposure,
        tone_label=one.tone,
        naming=one.naming,
        quoted=one.quoted,
        visibility=rules.visibility_points * visible,
        tone=rules.tone_points * toned,
        voice=rules.voice_points / sums.stories if one.quoted else 0.0,
        if_named=_if_named(one, sums, v_ref, rules),
        if_quoted=None if one.quoted else rules.voice_points / sums.stories,
        if_neutral=_if_neutral(one, sums, v_ref, rules),
    )


def _if_named(one: _Standing, sums: _Sums, v_ref: float, rules: ScoreRules) -> float | None:
    if one.naming == "organisation":
        return None
    if _SIGNS[one.tone] < 0:
        return 0.0
    added = one.exposure * (rules.naming["organisation"] - rules.naming[one.naming])
    return rules.visibility_points * (min(1.0, (sums.volume + added) / v_ref) - min(1.0, sums.volume / v_ref))


def _if_neutral(one: _Standing, sums: _Sums, v_ref: float, rules: ScoreRules) -> float | None:
    """What a critical story cost: the score had it been neutral, less the score."""
    if _SIGNS[one.tone] >= 0:
        return None
    without = _Sums(
        volume=sums.volume + one.exposure * rules.naming[one.naming],
        good=sums.good,
        bad=max(0.0, sums.bad - one.exposure),
        all=sums.all,
        stories=sums.stories,
    )
    seen = min(1.0, without.volume / v_ref) - min(1.0, sums.volume / v_ref)
    return rules.visibility_points * seen + rules.tone_points * (without.imbalance - sums.imbalance) / 2

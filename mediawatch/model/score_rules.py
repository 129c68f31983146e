"""Every constant of the weekly visibility score, in one place. A change is a new version, and re-computes history.

The weights follow published schemes that a reader can compute again: prominence and tier as in Publicio's PR score,
tone as in Janis & Fadner's coefficient of imbalance (1943), in a term of its own so that much criticism never looks
like success. Never advertising value, never summed reach.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from mediawatch.model.words import Naming, Prominence, ScoredTier


@dataclass(frozen=True, slots=True)
class ScoreRules:
    """The constants. `prominence` P, `tier` R and `naming` A weigh a story; the parts of the score sum to 100."""

    version: str
    prominence: Mapping[Prominence, float]
    tier: Mapping[ScoredTier, float]
    naming: Mapping[Naming, float]
    visibility_points: float
    tone_points: float
    voice_points: float
    v_ref_start: float
    """V_ref until there is history enough: three stories in a headline and one in a body text, about."""
    v_ref_weeks: int
    """How many weeks before the new year V_ref is taken from."""
    v_ref_least_weeks: int
    """Fewer weeks of listening than this say too little: the starting value stays."""
    v_ref_percentile: float
    few_stories: int
    """Under this many stories no change is shown, only the mean of four weeks."""


RULES = ScoreRules(
    version="1",
    prominence={"headline": 1.0, "lead": 0.8, "body": 0.5, "passing": 0.2},
    tier={"local": 1.0, "regional": 1.2, "national": 1.5},
    naming={"organisation": 1.0, "region": 0.7, "landmark": 0.5},
    visibility_points=55.0,
    tone_points=30.0,
    voice_points=15.0,
    v_ref_start=4.0,
    v_ref_weeks=52,
    v_ref_least_weeks=13,
    v_ref_percentile=0.75,
    few_stories=5,
)

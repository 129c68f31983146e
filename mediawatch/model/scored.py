"""Records of the weekly visibility score."""

from dataclasses import dataclass
from datetime import date

from mediawatch.model.words import Naming, Prominence, ScoredTier, ToneLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredCopy:
    """What the score knows of one piece of coverage: a row of the CSV that goes with a report. Rows with the same
    `story` are copies. `naming`: whom the text names; `voice`: whether it quotes the organisation."""

    story: str
    prominence: Prominence
    tier: ScoredTier
    tone: ToneLabel
    naming: Naming
    voice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryScore:
    """What one story adds to the score. `exposure` is w = P x R of the copy that stands for it. `visibility`, `tone`
    and `voice` are points, and the points of all stories sum to the score. `if_named`, `if_quoted`, `if_neutral`: how
    many points higher the score had been; None where the story does so already."""

    story: str
    exposure: float
    tone_label: ToneLabel
    naming: Naming
    quoted: bool
    visibility: float
    tone: float
    voice: float
    if_named: float | None
    if_quoted: float | None
    if_neutral: float | None

    @property
    def points(self) -> float:
        """All it adds."""
        return self.visibility + self.tone + self.voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A share with its Wilson interval, all 0..1."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A week's visibility score, 0..100. `visibility`, `tone`, `voice`: the parts, 0..1. `volume` is V, `v_ref` what it
    is measured against, `imbalance` the Janis-Fadner coefficient, -1..1. `rules`: version of the constants."""

    rules: str
    score: float
    visibility: float
    tone: float
    voice: float
    volume: float
    v_ref: float
    imbalance: float
    stories: tuple[StoryScore, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing was written: the score is 0 and says nothing of anybody's work."""
        return not self.stories


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekScore:
    """The score of one ISO week. `start` is its Monday. `silent`: names of sources that were silent against their
    rhythm, so that the score is incomplete; `confirmed`: the share of tones that a person has confirmed. `mean`: the
    mean of this week and the three before; `change`: from the week before, None when either has too few stories.
    `v_ref_is_measured` False: too little history, the starting value of the rules is used."""

    week: str
    start: date
    score: Score
    silent: tuple[str, ...]
    confirmed: Interval | None
    mean: float
    change: float | None
    v_ref_is_measured: bool

    @property
    def complete(self) -> bool:
        """No source was silent against its own rhythm."""
        return not self.silent

"""Records of what a weekly report has said, and of what has changed since."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from mediawatch.model.words import Naming, TargetOutcome, ToneLabel

ChangeKind = Literal["added", "gone", "tone", "naming", "quoted", "exposure", "rules", "reference", "target"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidStory:
    """What a report held of one story of the week."""

    story: int
    exposure: float
    tone: ToneLabel
    naming: Naming
    quoted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidTarget:
    """How a target had ended in a period whose last day lies in the week. `asked`: what it asked for, to tell a changed
    target from changed coverage."""

    target: str
    name: str
    start: date
    outcome: TargetOutcome
    asked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidWeek:
    """What the report of `told_in` said of `week`: the same week, or an earlier one that had changed."""

    organisation: str
    week: str
    told_in: str
    said_at: datetime
    rules: str
    score: float
    visibility: float
    tone: float
    voice: float
    v_ref: float
    silent: tuple[str, ...]
    stories: tuple[SaidStory, ...]
    targets: tuple[SaidTarget, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeReason:
    """One thing that differs from what was said. `story` with its `title` and `outlet` where it is about one; `before`
    and `after` as the records have them ("positive", "2"); `by`, `at` and `why` of the person who corrected it, if
    anybody did; `late`: the story was found after the report."""

    kind: ChangeKind
    story: int | None = None
    title: str = ""
    outlet: str = ""
    before: str = ""
    after: str = ""
    by: str = ""
    at: datetime | None = None
    why: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekChange:
    """A reported week that has other numbers now, and why as far as it can be told."""

    said: SaidWeek
    now: SaidWeek
    reasons: tuple[ChangeReason, ...]

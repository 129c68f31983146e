"""The record of the weekly report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mediawatch.model.branded import Brand, BrandShare
from mediawatch.model.enquiries import AnswerTimes
from mediawatch.model.given import Organisation
from mediawatch.model.made import SilentSource, Story, TargetState
from mediawatch.model.neighbours import NameVolume
from mediawatch.model.pitches import Initiative
from mediawatch.model.reported import WeekChange
from mediawatch.model.responses import ResponseNumbers
from mediawatch.model.scored import WeekScore


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceUse:
    """In how many stories one office of ours was quoted, and how many of these were positive and critical."""

    office: str
    stories: int
    positive: int
    negative: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyReport:
    """One ISO week of one organisation. `history`: the weeks up to and with this one, oldest first; `stories`: those
    that this week and the one before it count, by id; `brand` and `voices`: over the weeks of `brand_weeks`;
    `brand_by_quarter`: over the last year, the latest first; `neighbours`: ours and theirs, empty before a whole week
    was counted; `changes`: earlier reports that have other numbers now; `initiative`: how much was our own doing, None
    where no pitches are written down. `silent` of `sources` are not heard from when the report is made."""

    organisation: Organisation
    made_at: datetime
    history: tuple[WeekScore, ...]
    stories: Mapping[str, Story]
    targets: tuple[TargetState, ...]
    brand: Brand
    brand_weeks: int
    neighbours: tuple[NameVolume, ...] = ()
    voices: tuple[VoiceUse, ...] = ()
    brand_by_quarter: tuple[BrandShare, ...] = ()
    changes: tuple[WeekChange, ...] = ()
    initiative: Initiative | None = None
    silent: tuple[SilentSource, ...] = ()
    sources: int = 0
    answers: AnswerTimes | None = None
    """How fast journalists were answered that week."""
    decisions: ResponseNumbers | None = None
    """How critical stories were decided on that week."""
    is_running: bool = False
    """The week has not ended yet: the numbers may still change."""

    @property
    def week(self) -> WeekScore:
        """The week told of."""
        return self.history[-1]

    @property
    def before(self) -> WeekScore | None:
        """The week before it, if it was listened to."""
        return self.history[-2] if len(self.history) > 1 else None

"""The record of the weekly report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mediawatch.model.branded import Brand
from mediawatch.model.given import Organisation
from mediawatch.model.made import Story, TargetState
from mediawatch.model.scored import WeekScore


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyReport:
    """One ISO week of one organisation. `history`: the weeks up to and with this one, oldest first; `stories`: those
    the score counts, by id; `brand`: over the weeks of `brand_weeks`."""

    organisation: Organisation
    made_at: datetime
    history: tuple[WeekScore, ...]
    stories: Mapping[str, Story]
    targets: tuple[TargetState, ...]
    brand: Brand
    brand_weeks: int
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

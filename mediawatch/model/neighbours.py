"""Records of how often municipalities are named on the same sources."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NameVolume:
    """How often one municipality is named. `this_week` None: that week was not listened to. `articles` in `weeks` weeks
    that were."""

    name: str
    population: int
    is_ours: bool
    this_week: int | None
    articles: int
    weeks: int

    @property
    def per_week(self) -> float | None:
        """Articles a week, None before a whole week was listened to."""
        return self.articles / self.weeks if self.weeks else None

    @property
    def per_thousand(self) -> float | None:
        """Articles a week for each 1,000 inhabitants."""
        return 1000 * self.articles / self.weeks / self.population if self.weeks and self.population else None

"""What a round did, per outlet, for the table that `mediawatch poll` prints."""

from collections import Counter
from dataclasses import dataclass, field

from mediawatch.errors import CollectError
from mediawatch.model import Coverage, ToneLabel


@dataclass(slots=True)
class OutletSummary:
    """Counts of one outlet in one round; `failures` in plain Norwegian."""

    items: int = 0
    new: int = 0
    read: int = 0
    ours: int = 0
    tones: Counter[ToneLabel] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def failed(self, error: CollectError) -> None:
        """Notes a failure once, however many addresses it struck."""
        words = error.advice or str(error)
        if words not in self.failures:
            self.failures.append(words)

    def found(self, coverage: Coverage) -> None:
        """Counts one piece of coverage that concerns an organisation."""
        self.ours += 1
        if coverage.tone is not None:
            self.tones[coverage.tone.label] += 1


@dataclass(slots=True)
class RoundSummary:
    """Outlet id -> what the round did there. `bugs`: faults of our own that one feed or page brought to light."""

    outlets: dict[str, OutletSummary] = field(default_factory=dict)
    bugs: list[BaseException] = field(default_factory=list)

    def of(self, outlet: str) -> OutletSummary:
        """The summary of one outlet, made on first use."""
        return self.outlets.setdefault(outlet, OutletSummary())

    @property
    def new(self) -> int:
        """New items in all outlets."""
        return sum(outlet.new for outlet in self.outlets.values())

    @property
    def ours(self) -> int:
        """Coverage found in all outlets."""
        return sum(outlet.ours for outlet in self.outlets.values())

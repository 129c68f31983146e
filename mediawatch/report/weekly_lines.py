"""The lines of a weekly report as a reader sees them: what `weekly_page` makes and what templates lay out."""

from dataclasses import dataclass

from mediawatch.render import ToneWords
from mediawatch.report.bars import Bars
from mediawatch.report.lines import Linked, TargetLines
from mediawatch.report.trend import Trend


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLines:
    """One part of the score: "33,0 av 55", how full it is (percent), what it rests on, and what it moved since the
    week before ("−2,3"; "" where nothing is said to move)."""

    name: str
    points: str
    percent: int
    words: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredStoryLines:
    """One story of the week and the points it gave; `hint`: what might have been."""

    title: str
    link: str | None
    tone: ToneWords
    facts: tuple[str, ...]
    points: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissLines:
    """A text that did not name the place, and the note that may be sent to the newsroom."""

    text: Linked
    facts: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLines:
    """A plain table: headings and rows of words."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyPage:
    """All that is shown of a weekly report, in its order. Empty strings and tuples are not shown."""

    place: str
    title: str
    period: str
    answer: str
    moved: str
    warning: str
    running: str
    changed: tuple[str, ...]
    answered: str
    decided: str
    parts: tuple[PartLines, ...]
    raised: tuple[str, ...]
    trend: Trend | None
    targets: tuple[TargetLines, ...]
    unknown_targets: str
    good: tuple[ScoredStoryLines, ...]
    bad: tuple[ScoredStoryLines, ...]
    others: tuple[ScoredStoryLines, ...]
    carriers: TableLines | None
    voices: TableLines | None
    brand: str
    brand_table: TableLines | None
    brand_outlets: TableLines | None
    brand_quarters: TableLines | None
    misses: tuple[MissLines, ...]
    more_misses: str
    labels: str
    initiative: str
    neighbours: str
    neighbours_bars: Bars | None
    neighbours_table: TableLines | None
    sources: str
    method: tuple[str, ...]

"""Records of the brand: whether stories about our landmarks and villages name the place they lie in."""

from dataclasses import dataclass
from datetime import date

from mediawatch.model.scored import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandShare:
    """How often one landmark, outlet or quarter names the place. `id`: the subject's or outlet's id, or "2026-Q4"."""

    id: str
    name: str
    named: int
    stories: int
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandMiss:
    """One text that told of a landmark or village and did not name the place. `labels`: the regional labels used
    instead."""

    story: int
    outlet: str
    outlet_name: str
    title: str
    link: str
    day: date
    subjects: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelUse:
    """How many texts used a regional label, and how many of these did not name the place."""

    label: str
    texts: int
    instead: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """Attribution over a period. `whole` None: no landmark or village was written about. Shares are of stories for
    landmarks and quarters, of texts for outlets. `misses`: the latest first."""

    whole: BrandShare | None
    by_subject: tuple[BrandShare, ...]
    by_outlet: tuple[BrandShare, ...]
    by_quarter: tuple[BrandShare, ...]
    misses: tuple[BrandMiss, ...]
    labels: tuple[LabelUse, ...]

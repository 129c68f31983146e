"""What answers look like. Times are ISO 8601 with offset; codes are the English words of the records."""

from dataclasses import dataclass
from typing import Literal

from mediawatch.model import CorrectionKind, FeedHealth, Kind, Naming, Role, TokenScope, ToneLabel, Topic


@dataclass(frozen=True, kw_only=True)
class Tone:
    """Tone toward the organisation: `score` -1 to 1, `confidence` 0 to 1, `because` the words that decided."""

    label: ToneLabel
    score: float
    confidence: float
    because: list[str]


@dataclass(frozen=True, kw_only=True)
class Spokesperson:
    """Who should answer: the role, and the sentence of the communication plan it follows."""

    role: Role
    rule: str


@dataclass(frozen=True, kw_only=True)
class Copy:
    """One piece of coverage. `lead`: at most 300 characters, "" where the outlet allows none to be shown."""

    url: str
    outlet: str
    tier: str
    title: str
    lead: str
    authors: list[str]
    published: str | None
    updated: str | None
    first_seen: str | None
    paywalled: bool
    kind: Kind
    topic: Topic
    tone: Tone | None
    names_organisation: bool
    unsure: bool
    spokesperson: Spokesperson | None
    corrected: list[CorrectionKind]


@dataclass(frozen=True, kw_only=True)
class Story(Copy):
    """A story: the copy that stands for it, with its other copies."""

    story: int
    copies: list[Copy]


@dataclass(frozen=True, kw_only=True)
class Stories:
    """A page of stories. `notes`: what of the query was not understood, in Norwegian."""

    total: int
    page: int
    per_page: int
    notes: list[str]
    stories: list[Story]


@dataclass(frozen=True, kw_only=True)
class Name:
    """A watched name found in the story."""

    subject: str
    name: str
    surface: str
    because: str


@dataclass(frozen=True, kw_only=True)
class Revision:
    """One version of an article as it was seen."""

    url: str
    number: int
    title: str
    lead: str
    seen_at: str
    tone: ToneLabel | None


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a person or program said of the story in place of the model. It counts unless `undone_at` is set."""

    what: CorrectionKind
    value: str
    before: str
    by: str
    at: str
    why: str
    undone_at: str | None


@dataclass(frozen=True, kw_only=True)
class WholeStory(Story):
    """A story with all that is known of it. `mark`: changes with every correction; send it as `expected`."""

    mark: str
    relevance: float
    relevance_because: list[str]
    names: list[Name]
    quoted: list[str]
    spokesperson_because: str
    revisions: list[Revision]
    corrections: list[Correction]


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """What became of a correction: it, and the story's mark now."""

    story: int
    mark: str
    correction: Correction


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Visibility, tone and voice: as shares 0 to 1, or as points."""

    visibility: float
    tone: float
    voice: float


@dataclass(frozen=True, kw_only=True)
class StoryPoints:
    """What one story gave to the week, and how much more it had given (`if_…`, null where it does so already)."""

    story: str
    title: str = ""
    outlet: str = ""
    url: str = ""
    exposure: float
    tone: ToneLabel
    naming: Naming
    voice: bool
    points: float
    visibility: float
    tone_points: float
    voice_points: float
    if_named: float | None
    if_quoted: float | None
    if_neutral: float | None


@dataclass(frozen=True, kw_only=True)
class WeekLine:
    """A week in the list. `change`: from the week before, null when either has too few stories."""

    week: str
    start: str
    score: float
    stories: int
    complete: bool
    mean: float
    change: float | None


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share with its interval, all 0 to 1."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why a reported week has other numbers now."""

    kind: str
    story: str | None
    title: str
    before: str
    after: str
    by: str
    why: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class Reported:
    """What a report said before the week changed."""

    score: float
    told_in: str
    at: str
    reasons: list[Reason]


@dataclass(frozen=True, kw_only=True)
class Week:
    """A week's visibility, the same numbers as `mediawatch score --json`."""

    week: str
    start: str
    score: float
    parts: Parts
    points: Parts
    volume: float
    v_ref: float
    imbalance: float
    rules: str
    stories: list[StoryPoints]
    complete: bool
    silent: list[str]
    mean: float
    change: float | None
    confirmed: Share | None
    v_ref_is_measured: bool
    reported: Reported | None


Outcome = Literal["met", "open", "missed", "unknown"]


@dataclass(frozen=True, kw_only=True)
class TargetPeriod:
    """One period of a target; `end` is the first day after it."""

    start: str
    end: str
    count: int
    value: int | float | None
    state: Outcome


@dataclass(frozen=True, kw_only=True)
class Target:
    """How a target stands, the same as `mediawatch targets --json`."""

    id: str
    name: str
    every: str
    at_least: int | None
    rising: bool
    by: str | None
    reading: str | None
    unit: str | None
    state: Outcome
    lacks: str | None
    count: int
    value: int | float | None
    before: int | float | None
    progress: float
    start: str
    end: str
    days_left: int
    streak: int
    best_streak: int
    chance: float | None
    last_reading: str | None
    at_deadline: Outcome | None
    stories: list[int]
    history: list[TargetPeriod]


@dataclass(frozen=True, kw_only=True)
class Source:
    """One feed and how it is. `note`: in plain Norwegian."""

    id: str
    outlet: str
    outlet_name: str
    tier: str
    kind: str
    url: str
    health: FeedHealth
    note: str
    last_polled: str | None
    last_success: str | None
    last_item_at: str | None
    next_due: str | None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A number that people or programs supplied."""

    reading: str
    date: str
    value: int | float
    by: str
    at: str
    withdrawn_at: str | None
    withdrawn_by: str


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What became of the readings sent."""

    new: int
    replaced: int
    unchanged: int


@dataclass(frozen=True, kw_only=True)
class BrandShare:
    """How often the stories of one landmark, outlet or quarter name the place."""

    id: str
    name: str
    named: int
    stories: int
    interval: Share


@dataclass(frozen=True, kw_only=True)
class BrandMiss:
    """A text that told of a landmark or village and did not name the place."""

    story: int
    outlet: str
    outlet_name: str
    title: str
    link: str
    day: str
    subjects: list[str]
    labels: list[str]


@dataclass(frozen=True, kw_only=True)
class LabelUse:
    """A regional label, in how many texts, and in how many of them instead of the place's name."""

    label: str
    texts: int
    instead: int


@dataclass(frozen=True, kw_only=True)
class Brand:
    """How often the name of the place is used, from `since` up to and with `until`. `misses`: the latest hundred."""

    since: str
    until: str
    whole: BrandShare | None
    by_subject: list[BrandShare]
    by_outlet: list[BrandShare]
    by_quarter: list[BrandShare]
    misses: list[BrandMiss]
    labels: list[LabelUse]


@dataclass(frozen=True, kw_only=True)
class Me:
    """The token that asks."""

    organisation: str
    organisation_name: str
    purpose: str
    scope: TokenScope
    created_at: str
    expires_at: str

"""Records made on the way from a feed to the digest, in the order of the path."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from mediawatch.model.due import DueLine
from mediawatch.model.given import (
    Organisation,
    Outlet,
    ReadingSeries,
    Target,
)
from mediawatch.model.scored import WeekScore
from mediawatch.model.speaking import Speaker
from mediawatch.model.words import (
    PRESS_KINDS,
    ArticleSource,
    CorrectionKind,
    FeedHealth,
    Field,
    Kind,
    Role,
    SubjectKind,
    TargetLack,
    TargetOutcome,
    ToneLabel,
    Topic,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a feed, front page or sitemap. `guid` is the feed's own id or, lacking one, the canonical address.
    `text`: full text the feed carried (content:encoded); analysed, never kept. `updated`: when the feed says so."""

    feed: str
    outlet: str
    guid: str
    url: str
    title: str = ""
    lead: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    paywalled: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An answer to a request. `status` 304 has no content. `url` is the address after redirects."""

    url: str
    requested_url: str
    status: int
    content: bytes = b""
    content_type: str = ""
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    fetched_at: datetime
    permanent_url: str | None = None
    """Where the address has moved for good (301/308 all the way), else None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What one page says. `address` is its identity (canonical, without "www."), `url` where a reader opens it;
    `article_id` the outlet's own id ("5-10-346528", "1.14628845").
    `language` is "nb", "nn" or another ISO 639-1 code. `keepable` False: the page says noarchive."""

    outlet: str
    address: str
    article_id: str | None
    title: str
    lead: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    paywalled: bool = False
    kind: Kind = "news"
    language: str = "nb"
    section: str = ""
    tags: tuple[str, ...] = ()
    keepable: bool = True
    source: ArticleSource = "page"
    url: str = ""

    @property
    def link(self) -> str:
        """Where to read it: some sites do not answer at the canonical form of their address."""
        return self.url or self.address

    @property
    def key(self) -> str:
        """The article's identity within its outlet: the outlet's own id or else the canonical address."""
        return self.article_id or self.address

    def field(self, name: Field) -> str:
        """The text of one field; offsets of mentions count in it."""
        return {"title": self.title, "lead": self.lead, "text": self.text}[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A watched name found: `surface` is exactly article.field(field)[start:end]. `accepted` False: looked at and
    rejected. `because`: the evidence in Norwegian."""

    subject: str
    subject_name: str
    subject_kind: SubjectKind
    surface: str
    field: Field
    start: int
    end: int
    accepted: bool = True
    names_place: bool = False
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What enrich.names found in one article. `relevance` 0..1 is the chance that a press officer wants it;
    `relevant` is the decision; `unsure` asks for a person. `because`: the reasons in Norwegian."""

    mentions: tuple[Mention, ...]
    relevance: float
    relevant: bool
    unsure: bool = False
    names_organisation: bool = False
    regional_labels: tuple[str, ...] = ()
    because: tuple[str, ...] = ()

    @property
    def accepted(self) -> tuple[Mention, ...]:
        """The mentions that count."""
        return tuple(mention for mention in self.mentions if mention.accepted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """Tone toward the organisation: `score` -1..1, `confidence` 0..1, `because` the words that decided."""

    label: ToneLabel
    score: float
    confidence: float
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Who should answer. `role` "none": not the municipality's matter. `rule`: the plan's sentence it follows;
    `because` why it applies here, in Norwegian; `spokesperson`: id in the matrix, when there is one line for it.
    `settle`: two rules fit alike, and `rival` is the other's line; `unit`: the school, home … it is about."""

    role: Role
    rule: str
    because: str = ""
    spokesperson: str | None = None
    settle: bool = False
    rival: str | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What one article means for one organisation. `excerpt`: the sentences around mentions that may be kept.
    `corrected`: where a person's word stands in place of the model's."""

    organisation: str
    outlet: Outlet
    article: Article
    reading: Reading
    tone: Tone | None
    topic: Topic
    kind: Kind
    quoted: tuple[str, ...] = ()
    suggestion: Suggestion | None = None
    excerpt: tuple[str, ...] = ()
    first_seen: datetime | None = None
    revisions: int = 1
    corrected: tuple[CorrectionKind, ...] = ()

    @property
    def is_press(self) -> bool:
        """Counts as press: neither our own pages nor paid content."""
        return self.kind in PRESS_KINDS

    @property
    def signed_by(self) -> tuple[str, ...]:
        """Who wrote an op-ed of ours. Of other pieces nobody is told in bulk: writers beside tones, story after story,
        would be a profile of them."""
        return self.article.authors if self.kind == "op-ed by staff" else ()

    @property
    def when(self) -> datetime:
        """Published, or when it was first seen if the outlet does not say."""
        moment = self.article.published or self.first_seen
        if moment is None:
            raise ValueError("coverage has neither a published nor a first-seen time")
        return moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What is remembered of a text to recognise its copies: hashes, never words. `shingles` are 64-bit hashes of word
    sequences (a bottom-k sample); `title_words` hashes of the title's content words; `words` the text's length."""

    article_id: str | None
    published: datetime | None
    shingles: tuple[int, ...]
    title_words: tuple[int, ...]
    words: int
    outlet: str = ""
    story: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One matter told: `coverage` holds all its copies, the one with the highest exposure first."""

    id: int
    organisation: str
    coverage: tuple[Coverage, ...]

    @property
    def lead(self) -> Coverage:
        """The copy that stands for the story."""
        return self.coverage[0]

    @property
    def copies(self) -> tuple[Coverage, ...]:
        """The other copies."""
        return self.coverage[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetPeriod:
    """One past or running period of a target. `start` inclusive, `end` exclusive (local dates). Of a target on
    readings `value` is the number known (None: none was supplied) and `lacks` why the outcome cannot be known."""

    start: date
    end: date
    count: int
    outcome: TargetOutcome
    stories: tuple[int, ...] = ()
    value: Decimal | None = None
    lacks: TargetLack = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetState:
    """How a target stands. `history` runs oldest to newest and ends with the running period; `streak` counts the
    periods met in a row up to now (a running period counts once it is met, and does not break it before it ends).
    `chance`: of meeting the running period yet, from the organisation's own rhythm; None once it is met, and where
    too few periods were listened to. Of a target on readings: `series` what is read, `last_reading` the date of the
    last one, `at_deadline` how it stood on `Target.by` (None before it)."""

    target: Target
    history: tuple[TargetPeriod, ...]
    days_left: int
    streak: int
    best_streak: int
    chance: float | None = None
    series: ReadingSeries | None = None
    last_reading: date | None = None
    at_deadline: TargetOutcome | None = None

    @property
    def current(self) -> TargetPeriod:
        """The running period; of readings the last one that can be spoken of."""
        return self.history[-1]

    @property
    def before(self) -> Decimal | None:
        """The number known of the period before, which a rising one is measured against."""
        return self.history[-2].value if len(self.history) > 1 else None

    @property
    def progress(self) -> float:
        """How far towards the target, 0 to 1."""
        if self.current.outcome == "met":
            return 1.0
        wanted = (self.before or 0) if self.target.rising else self.target.at_least
        have = self.current.count if self.series is None else self.current.value or 0
        return min(1.0, float(have) / float(wanted)) if wanted else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is known about one feed between polls. `health_note`: plain Norwegian."""

    feed: str
    outlet: str
    due_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    health: FeedHealth = "new"
    health_note: str = ""
    last_polled: datetime | None = None
    last_success: datetime | None = None
    last_item_at: datetime | None = None
    gaps_hours: tuple[float, ...] = ()
    """Hours between the last items, newest last (at most 60): the feed's own rhythm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentSource:
    """An outlet not heard from. `words` says it in Norwegian: "TV Modum siden fredag"."""

    outlet: str
    name: str
    since: datetime | None
    health: FeedHealth
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One day's digest for one organisation. Stories stand in one section each; own and paid never among them.
    `since` exclusive, `until` inclusive: which first-seen times it covers."""

    organisation: Organisation
    date: date
    since: datetime
    until: datetime
    decide: tuple[Story, ...]
    positive: tuple[Story, ...]
    neutral: tuple[Story, ...]
    unsure: tuple[Story, ...]
    unnamed: tuple[int, ...]
    """Ids of landmark and village stories that do not name the place."""
    targets: tuple[TargetState, ...]
    silent: tuple[SilentSource, ...]
    heard: tuple[str, ...]
    """Names of the outlets heard from in the period."""
    next_poll: datetime | None = None
    scores: tuple[WeekScore, ...] = ()
    """The visibility of the week before, if it was listened to, and of the running week so far."""
    due: tuple[DueLine, ...] = ()
    """What waits for somebody (mediawatch.jobs.due), the late first; stories to decide on that stand above left out."""
    speakers: Mapping[int, Speaker] = field(default_factory=dict)
    """Who should answer each story on that day, by the story's id."""
    matrix: tuple[Speaker, ...] = ()
    """Who speaks on what on that day, a line of the matrix each."""

    @property
    def stories(self) -> tuple[Story, ...]:
        """All stories in the order they are shown."""
        return self.decide + self.positive + self.neutral

    @property
    def is_empty(self) -> bool:
        """Nothing that a reader must know today: no news, and nobody who waits in vain."""
        late = any(line.late for line in self.due)
        return not (self.decide or self.positive or self.neutral or self.unsure or late)

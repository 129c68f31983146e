"""The lines of a digest as a reader sees them: what `page` makes and what templates and the terminal lay out."""

from dataclasses import dataclass

from mediawatch.model import TargetOutcome
from mediawatch.render import ToneWords

BAR_CELLS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of a digest is laid out; the counts always tell the whole."""

    decide: int = 40
    others: int = 15
    unsure: int = 8
    names: int = 6
    matrix: int = 30


WIDEST = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A name, where there is one the address it leads to, and what stands before it."""

    name: str
    link: str | None
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLines:
    """One story as shown. Empty strings and tuples are not shown. `facts`: outlet, time, kind, subscribers only. `link`
    leads to the outlet, `page_link` to our own page of the story (None where no pages are served)."""

    title: str
    link: str | None
    page_link: str | None
    tone: ToneWords
    unsure: str
    facts: tuple[str, ...]
    lead: str
    copies: tuple[Linked, ...]
    more_copies: str
    responder: str
    responder_why: str
    why: str
    matched: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLines:
    """One section: its name for styles, heading, total, a line of explanation, its stories, and how many more."""

    key: str
    heading: str
    total: int
    note: str
    stories: tuple[StoryLines, ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLines:
    """How a target stands. `filled` of BAR_CELLS cells; `strip` the outcomes of the last periods, oldest first."""

    name: str
    goal: str
    state: str
    facts: tuple[str, ...]
    filled: int
    strip: tuple[TargetOutcome, ...]
    strip_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokespersonLines:
    """A line of the matrix: what it covers, who speaks, how to reach them."""

    covers: str
    who: str
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPage:
    """The whole digest as shown, top to bottom."""

    place: str
    day: str
    preheader: str
    answer: str
    counts: tuple[str, ...]
    since: str
    targets: tuple[TargetLines, ...]
    unknown_targets: str
    visibility: str
    warning: str
    quiet: tuple[str, ...]
    due: tuple[Linked, ...]
    more_due: str
    sections: tuple[SectionLines, ...]
    misses: tuple[Linked, ...]
    more_misses: str
    matrix: tuple[SpokespersonLines, ...]
    schedule: str
    change_link: str | None
    archive_link: str | None

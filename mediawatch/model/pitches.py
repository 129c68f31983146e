"""What we offer the press ourselves: story ideas and op-eds, from the idea to print; and thanks for good stories."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from mediawatch.model.words import Topic

PitchKind = Literal["story", "op-ed"]
PitchStatus = Literal["idea", "drafted", "offered", "printed", "declined", "dropped"]
PitchLink = Literal["", "suggested", "by hand"]
ThanksState = Literal["thanked", "passed over", "open"]

PITCH_KINDS: tuple[PitchKind, ...] = get_args(PitchKind)
PITCH_STATUSES: tuple[PitchStatus, ...] = get_args(PitchStatus)
OPEN_STATUSES: tuple[PitchStatus, ...] = ("idea", "drafted", "offered")
"""What may still be printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pitch:
    """One thing to be told. `outlet`: id of feeds.yaml, or a name; `planned`: the day it should be printed, only its
    month when `month_only`; `embargo`: not to be printed before. `author`, `office`: who signs an op-ed. `story`: the
    coverage it became, found as `linked`; `rejected`: ids of stories a person said are not it. `owner`: mail address
    of the account that follows it up. For advisers only: `journalist`, `draft`, `draft_link`, `note`.
    """

    id: int = 0
    organisation: str
    title: str
    angle: str = ""
    kind: PitchKind = "story"
    topic: Topic = "other"
    department: str = ""
    author: str = ""
    office: str = ""
    status: PitchStatus = "idea"
    outlet: str = ""
    journalist: str = ""
    embargo: datetime | None = None
    planned: date | None = None
    month_only: bool = False
    draft_due: date | None = None
    draft: str = ""
    draft_link: str = ""
    offered_at: datetime | None = None
    printed_at: datetime | None = None
    declined_at: datetime | None = None
    declined_why: str = ""
    story: int | None = None
    linked: PitchLink = ""
    rejected: tuple[str, ...] = ()
    owner: str = ""
    note: str = ""
    created_at: datetime
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether it may still be printed."""
        return self.status in OPEN_STATUSES


@dataclass(frozen=True, slots=True, kw_only=True)
class Thanks:
    """Whether somebody has thanked an outlet for a story. `on`: the day, of what was thanked for."""

    id: int = 0
    organisation: str
    story: int
    outlet: str
    state: ThanksState = "thanked"
    on: date | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PitchMatch:
    """A story that may be what became of a pitch, and why. `strength` 0..1; `days` after the offer; `signed` by the
    op-ed's author, or `by_journalist`; `words` they share, the one that says most first; `too_early`: printed before
    the embargo ended."""

    pitch: int
    story: int
    strength: float
    days: int
    same_outlet: bool
    signed: bool
    by_journalist: bool
    words: tuple[str, ...]
    too_early: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """How much of the coverage was our own doing. `name` what it is counted of ("" for all); `stories` press stories
    of the time and `own` those that came of a pitch; `offered` pitches offered in the time, of which `printed` and
    `declined` have an answer; `days` from offered to printed of each of the printed, in order."""

    name: str
    stories: int
    own: int
    offered: int
    printed: int
    declined: int
    days: tuple[int, ...] = ()

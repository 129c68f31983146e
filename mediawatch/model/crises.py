"""Records of crises: one at a time, what was said while it lasted, and what came of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from mediawatch.model.enquiries import Enquiry
from mediawatch.model.responses import Response
from mediawatch.model.words import ToneLabel

Channel = Literal["interview", "phone", "press release", "website", "social media", "meeting", "other"]
CHANNELS: tuple[Channel, ...] = (
    "interview",
    "phone",
    "press release",
    "website",
    "social media",
    "meeting",
    "other",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crisis:
    """A time in which only few speak, and those who get the digest are told every hour. `speakers`: ids of the lines of
    the matrix that may speak; `lessons`: what was learnt, written afterwards. It lasts until `ended_at`."""

    id: int = 0
    organisation: str
    started_at: datetime
    started_by: str
    reason: str
    speakers: tuple[str, ...] = ()
    ended_at: datetime | None = None
    ended_by: str = ""
    ended_why: str = ""
    lessons: str = ""
    version: int = 1

    @property
    def lasts(self) -> bool:
        """Whether it has not been ended."""
        return self.ended_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the municipality said in a crisis. `at`: when it was said; `line`: id of the speaker's line in the matrix,
    "" for somebody else; `person`: who spoke, in words; `audience`: to whom; `note`: for advisers only; `noted_by`: who
    wrote it down. A withdrawn one was written by mistake."""

    id: int = 0
    organisation: str
    crisis: int
    at: datetime
    line: str = ""
    person: str
    channel: Channel
    audience: str = ""
    text: str
    approved_by: str = ""
    note: str = ""
    noted_by: str
    noted_at: datetime
    withdrawn: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisHour:
    """What was found and said from `start` on, for an hour. `again`: the clock shows the hour for the
    second time."""

    start: datetime
    tones: Counter[ToneLabel]
    statements: int
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisReport:
    """What came of a crisis. `hours`: those in which something was; `first_after`: from its start to the first
    statement, None without one; `used`: who spoke, how often, and whether they were of the crisis set."""

    crisis: Crisis
    until: datetime
    hours: tuple[CrisisHour, ...]
    tones: Counter[ToneLabel]
    outlets: int
    statements: tuple[Statement, ...]
    first_after: timedelta | None
    used: tuple[tuple[str, int, bool], ...]
    enquiries: tuple[Enquiry, ...] = ()
    decisions: tuple[Response, ...] = ()

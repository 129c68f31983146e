"""Records of what journalists ask: the enquiry, the mails it came by, and how fast they are answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from mediawatch.model.words import Topic

EnquiryStatus = Literal["new", "taken", "answered", "declined", "withdrawn"]
EnquiryWay = Literal["form", "mail", "program"]
AnswerWay = Literal["", "phone", "mail", "interview", "meeting", "statement"]
CitationCheck = Literal["none", "asked", "done"]
ArchiveAnswer = Literal["", "yes", "no"]
EnquiryMailKind = Literal["enquiry", "reply", "ours", "again", "automatic", "empty"]

ENQUIRY_STATUSES: tuple[EnquiryStatus, ...] = get_args(EnquiryStatus)
OPEN_ENQUIRIES: tuple[EnquiryStatus, ...] = ("new", "taken")
"""Statuses in which a journalist waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """What a journalist asks. `outlet`: id of feeds.yaml, or a name; `contact`: where the answer goes; `came_by`: how
    it reached us.

    `deadline`: asked by the journalist (`deadline_asked`), or proposed; `deadline_words`: those that it was read from.
    `department`: id of one of the organisation's; `speaker`: id of the matrix line that answers, "" for the one
    suggested; `owner`: mail address of whoever sees to it. `closed_at`: when it was answered, declined («ingen
    kommentar») or withdrawn. `stories`: numbers of the stories that came of it; `not_stories`: those that were
    suggested and did not. `archive_*`: the three questions that decide whether it is entered in the journal;
    `access_request`: a request for access to documents as such, which is outside. `replied_at`: when the journalist
    wrote again. `note`: for advisers only.
    """

    id: int = 0
    organisation: str
    journalist: str
    outlet: str = ""
    contact: str = ""
    subject: str = ""
    question: str
    received_at: datetime
    came_by: EnquiryWay = "form"
    deadline: datetime
    deadline_asked: bool = False
    deadline_words: str = ""
    topic: Topic = "other"
    department: str = ""
    speaker: str = ""
    owner: str = ""
    status: EnquiryStatus = "new"
    taken_at: datetime | None = None
    closed_at: datetime | None = None
    answer: str = ""
    answer_way: AnswerWay = ""
    citation_check: CitationCheck = "none"
    replied_at: datetime | None = None
    attachments: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    not_stories: tuple[str, ...] = ()
    archive_exchanged: ArchiveAnswer = ""
    archive_handled: ArchiveAnswer = ""
    archive_value: ArchiveAnswer = ""
    access_request: bool = False
    case_number: str = ""
    note: str = ""
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether the journalist waits."""
        return self.status in OPEN_ENQUIRIES


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRead:
    """One mail of the mailbox, as it was understood. `identity`: what tells it from others; `thread`: those it
    answers or forwards, itself included; `automatic`: why it is no person's enquiry, "" when it may be one.

    `sender` and `address`: the journalist's, the forwarded mail's where it is one; `forwarded_by`: who sent it on;
    `remark`: what they wrote above it. `question`: without history and signature; `phone`: found in the signature;
    `attachments`: names only. `problems`: what could not be read, in Norwegian.
    """

    identity: str
    thread: tuple[str, ...] = ()
    sent_at: datetime | None = None
    sender: str = ""
    address: str = ""
    subject: str = ""
    question: str = ""
    phone: str = ""
    forwarded_by: str = ""
    remark: str = ""
    attachments: tuple[str, ...] = ()
    automatic: str = ""
    is_reply: bool = False
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryMail:
    """What became of one mail. `enquiry`: the one it made or belongs to; `why`: why it made none."""

    id: int = 0
    organisation: str
    identity: str
    kind: EnquiryMailKind
    enquiry: int | None = None
    at: datetime
    sender: str = ""
    subject: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxState:
    """How the last look into the mailbox went. `fault`: what is wrong and what to do, "" when all is well; `since`:
    since when it has been wrong."""

    organisation: str
    looked_at: datetime
    fault: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTimes:
    """How fast enquiries were answered: received, those that were answered or declined, the median of the time taken
    (working time), how many were dealt with before their deadline of those whose deadline has passed or that are dealt
    with, declined, and open after their deadline."""

    received: int
    closed: int
    median: timedelta | None
    in_time: int
    judged: int
    declined: int
    late: int

"""Records of what we do about a critical story: the assessment and the decision, the facts in it, what we answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

ResponseStatus = Literal["new", "assessed", "decided", "closed"]
CheckAnswer = Literal["", "yes", "no", "unknown"]
Decision = Literal["", "answer", "correct", "op-ed", "own channels", "wait", "nothing"]
FactVerdict = Literal["correct", "wrong", "misleading", "left out"]
FactAnswer = Literal["", "corrected", "refused", "no answer"]
ReplyChannel = Literal["e-mail", "phone", "meeting", "interview", "statement", "letter", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What an organisation does about one story ("vurdering i hvert enkelt tilfelle"). One of each story.

    The checklist: an answer and room for a word each; its words on confidentiality and on persons, and `note`, are for
    advisers only. `seen_at`: when we first had the story, from which the time to the decision is counted. `owner`: the
    mail address of somebody with access, or "line:" and the id of a line of the matrix; `owner_name` as it was then.
    `remind_on`: the day the owner is reminded. `points`: of Vær Varsom-plakaten, those that may have been broken;
    `complained_on`: the day a complaint was sent to Pressens Faglige Utvalg. `status` follows from the rest
    (relate.responses.status_of). Closed only with an `outcome`.
    """

    id: int = 0
    organisation: str
    story: int
    status: ResponseStatus = "new"
    seen_at: datetime
    opened_at: datetime
    errors: CheckAnswer = ""
    errors_words: str = ""
    ours: CheckAnswer = ""
    ours_words: str = ""
    secret: CheckAnswer = ""
    secret_words: str = ""
    persons: CheckAnswer = ""
    persons_words: str = ""
    growing: CheckAnswer = ""
    growing_words: str = ""
    decision: Decision = ""
    reason: str = ""
    decided_at: datetime | None = None
    decided_by: str = ""
    owner: str = ""
    owner_name: str = ""
    deadline: datetime | None = None
    remind_on: date | None = None
    points: tuple[str, ...] = ()
    complained_on: date | None = None
    outcome: str = ""
    lesson: str = ""
    closed_at: datetime | None = None
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One claim of a story in the ledger of corrections. `right`: how it is; `page`: which page of our own would have
    prevented it; `asked_at`, `asked_by`: when and by whom a correction was asked for; `answer` and `answered_at`: what
    came of it; `link`: where the correction stands. `withdrawn`: entered by mistake, shown no more."""

    id: int = 0
    organisation: str
    response: int
    claim: str
    verdict: FactVerdict
    right: str = ""
    page: str = ""
    asked_at: datetime | None = None
    asked_by: str = ""
    answer: FactAnswer = ""
    answered_at: datetime | None = None
    link: str = ""
    withdrawn: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What we told a newsroom or the public about a story: to whom, how, by whom and when. Goes into the evidence pack.
    `withdrawn`: entered by mistake, shown no more."""

    id: int = 0
    organisation: str
    response: int
    at: datetime
    by: str
    to: str
    channel: ReplyChannel
    text: str
    withdrawn: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseNumbers:
    """`decided`: how many were decided on; `kinds`: how many of each decision, the most frequent first; `hours`: the
    median of working hours from when we first had the story to the decision (None before there is one); `in_time`: how
    many were decided before their time was up."""

    decided: int
    kinds: Mapping[Decision, int]
    hours: float | None
    in_time: int

    @property
    def share(self) -> float | None:
        """The share decided in time."""
        return self.in_time / self.decided if self.decided else None

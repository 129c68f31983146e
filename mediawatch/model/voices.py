"""Records of voices: in what capacity somebody of ours is quoted, and what people say of a quote that was flagged."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mediawatch.model.words import Role

Capacity = Literal["office", "party", "private", "representative"]
"""On behalf of the municipality, for a party, as a private person, or for the employees (who are free by the plan)."""
Outside = Literal["", "authorisation", "no line", "another name", "another's topic"]
"""Why somebody in office stands outside the matrix: an employee needs authorisation, the office or the name is not in
it, or the topic is another line's; "" inside it."""
Verdict = Literal["", "authorised", "private", "mistaken", "raised"]
"""What an adviser says of a flagged quote: by authorisation, as a private person, it is somebody else, or rightly
flagged and talked about; "" for nothing."""
VERDICTS: tuple[Verdict, ...] = ("authorised", "private", "mistaken", "raised")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody of ours who is quoted in one text. `quoted`: as the text's reading has it; `name` and `office` as they
    are shown; `line`: id of the matrix line, "" for none; `outside`: why they are not the matrix's one for it, though
    they spoke for the municipality; `rightful`: id of the line whose topic or office it is."""

    quoted: str
    name: str
    office: str
    role: Role
    capacity: Capacity
    line: str = ""
    outside: Outside = ""
    rightful: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceVerdict:
    """What an adviser said of a flagged quote in a story, and why. `quoted`: as Voice has it."""

    id: int = 0
    organisation: str
    story: int
    quoted: str
    verdict: Verdict
    reason: str
    judged_by: str
    judged_at: datetime
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceCount:
    """How often somebody was quoted on behalf of the municipality, by the tone of the stories. `name` "" for an office
    of which the texts give no name."""

    name: str
    office: str
    role: Role
    stories: int
    positive: int
    neutral: int
    negative: int
    mixed: int

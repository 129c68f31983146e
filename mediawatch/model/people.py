"""Records made by people: what they corrected, numbers they supplied, and how they coded stories blind."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from mediawatch.model.words import CorrectionKind, ToneLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What is remembered of a corrected story to recognise the next one like it: numbers and hashes, never words.

    `said`: what the model said where it was corrected. `reader`: which encoder made `vector` (both "" without one).
    `stems` and `names` are hashes of the words and of the capitalised words; `subjects` the ids of the names that
    counted.
    """

    said: str
    outlet: str
    reader: str = ""
    vector: str = ""
    stems: tuple[int, ...] = ()
    names: tuple[int, ...] = ()
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person said of a story, in place of the model. `before`: what was shown until then.

    `value`: a tone, "yes" or "no" to its being relevant, the id of a subject that means another place, a topic or a
    kind. `undone_at`: when it was taken back; it counts no longer then.
    """

    id: int
    organisation: str
    story: int
    what: CorrectionKind
    value: str
    before: str
    by: str
    at: datetime
    why: str = ""
    trace: Trace | None = None
    undone_at: datetime | None = None
    undone_by: str = ""

    @property
    def counts(self) -> bool:
        """Whether it has not been taken back."""
        return self.undone_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What somebody wrote down about a story, for advisers and administrators only. `author`: their mail address,
    `by` their name; `version` counts from 1 and rises with each change; a removed note is remembered."""

    id: int
    organisation: str
    story: int
    author: str
    by: str
    at: datetime
    text: str
    version: int = 1
    changed_at: datetime | None = None
    changed_by: str = ""
    deleted_at: datetime | None = None
    deleted_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppliedReading:
    """One number of a series (`reading`: the id of a ReadingSeries) on one date, as somebody supplied it.

    `withdrawn_at`: when it was removed, or another took its place; it counts no longer then, but is remembered.
    """

    id: int
    organisation: str
    reading: str
    date: date
    value: Decimal
    by: str
    at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""

    @property
    def counts(self) -> bool:
        """Whether it has been neither removed nor replaced."""
        return self.withdrawn_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedStory:
    """A story of a month's calibration: its number in the sheets, what the model said when it was drawn, and what the
    two coders said (None until their sheets are read)."""

    organisation: str
    month: str
    number: int
    story: int
    said: ToneLabel
    drawn_at: datetime
    coder_one: ToneLabel | None = None
    coder_two: ToneLabel | None = None
    reported_at: datetime | None = None

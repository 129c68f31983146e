"""Pitches: which steps lead on from each, what must be done about them, and the year of op-eds. No clock, no store."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from mediawatch.model import Pitch, PitchStatus
from mediawatch.workdays import working_days_after

ANSWER_DAYS = 5
"""Working days after which an offer without an answer should be asked about."""
DRAFT_AHEAD = timedelta(days=14)
MONTHS = 12

STEPS: Mapping[PitchStatus, tuple[PitchStatus, ...]] = {
    "idea": ("drafted", "offered", "dropped"),
    "drafted": ("offered", "idea", "dropped"),
    "offered": ("printed", "declined", "drafted", "dropped"),
    "printed": ("offered",),
    "declined": ("offered", "dropped"),
    "dropped": ("idea",),
}
"""The steps that may follow each, the likeliest first."""
_NOT_OFFERED: dict[str, Any] = {"offered_at": None}
_NOT_PRINTED: dict[str, Any] = {"printed_at": None, "story": None, "linked": ""}
_NOT_DECLINED: dict[str, Any] = {"declined_at": None, "declined_why": ""}


def moved(pitch: Pitch, status: PitchStatus, *, at: datetime, why: str = "") -> dict[str, Any]:
    """A pitch and its next step to the fields that change. `at`: when it was offered, printed or declined; `why` it was
    declined. One that goes back to being offered keeps when that was."""
    fields: dict[str, Any] = {"status": status, **_NOT_PRINTED, **_NOT_DECLINED}
    if status == "offered":
        return {**fields, "offered_at": pitch.offered_at if pitch.status == "printed" and pitch.offered_at else at}
    if status == "printed":
        return {**fields, "printed_at": at, "story": pitch.story, "linked": pitch.linked}
    if status == "declined":
        return {**fields, "declined_at": at, "declined_why": why}
    return fields if status == "dropped" else {**fields, **_NOT_OFFERED}


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something to do about a pitch: its draft is due, an offer has no answer, it may be printed from today on, or it
    should have been printed. `day` when that is."""

    pitch: Pitch
    what: Literal["draft", "answer", "embargo", "print"]
    day: date
    late: bool


def waiting(pitches: Iterable[Pitch], *, today: date, zone: ZoneInfo) -> tuple[Waiting, ...]:
    """Open pitches to what must be done about them, the soonest first."""
    found = [one for pitch in pitches if pitch.is_open for one in _waiting(pitch, today, zone)]
    return tuple(sorted(found, key=lambda one: (one.day, one.pitch.id)))


def _waiting(pitch: Pitch, today: date, zone: ZoneInfo) -> Iterable[Waiting]:
    if pitch.status == "idea" and pitch.draft_due and pitch.draft_due <= today + DRAFT_AHEAD:
        yield Waiting(pitch, "draft", pitch.draft_due, late=pitch.draft_due < today)
    if pitch.embargo and pitch.embargo.astimezone(zone).date() == today:
        yield Waiting(pitch, "embargo", today, late=False)
    if pitch.status != "offered" or pitch.offered_at is None:
        return
    asked = working_days_after(pitch.offered_at.astimezone(zone).date(), ANSWER_DAYS)
    planned = last_planned(pitch)
    if planned is not None and planned < today:
        yield Waiting(pitch, "print", planned, late=True)
    elif asked <= today and (planned is None or pitch.month_only):
        yield Waiting(pitch, "answer", asked, late=asked < today)


def last_planned(pitch: Pitch) -> date | None:
    """The last day on which a pitch is as planned."""
    if pitch.planned is None or not pitch.month_only:
        return pitch.planned
    return next_month(pitch.planned) - timedelta(days=1)


def month_of(day: date) -> date:
    """A day to the first of its month."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """A day to the first of the month after it."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


# op-eds ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OpEd:
    """An op-ed of ours that was printed. `story`: its id, 0 where we have not read it."""

    day: date
    title: str
    authors: tuple[str, ...]
    outlet: str
    story: int = 0
    office: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpEdMonth:
    """One month of the plan, told by its first day: what was printed in it, and what is planned for it."""

    month: date
    printed: tuple[OpEd, ...]
    planned: tuple[Pitch, ...]

    @property
    def is_empty(self) -> bool:
        """Nobody has planned anything, and nothing is printed."""
        return not self.printed and not self.planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """One who may write: how many op-eds were printed, when the last was (None: none), and what they write on now."""

    name: str
    office: str
    printed: int
    last: date | None
    writes: tuple[Pitch, ...]


def op_eds(pitches: Iterable[Pitch], read: Iterable[OpEd], *, zone: ZoneInfo) -> tuple[OpEd, ...]:
    """Op-eds read in the press and pitches printed to one list, the latest first. Where both tell of one, the pitch
    says who wrote it: a paper's byline may leave the office out, or name the desk."""
    ours = {one.story: one for one in pitches if one.kind == "op-ed" and one.status == "printed" and one.story}
    found = [_signed(one, ours.get(one.story)) for one in read]
    known = {one.story for one in found}
    for pitch in pitches:
        if pitch.kind == "op-ed" and pitch.status == "printed" and pitch.printed_at and pitch.story not in known:
            day, names = pitch.printed_at.astimezone(zone).date(), (pitch.author,) if pitch.author else ()
            found.append(
                OpEd(day=day, title=pitch.title, authors=names, outlet=pitch.outlet, story=pitch.story or 0,
                     office=pitch.office)
            )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.day, one.story), reverse=True))


def _signed(one: OpEd, pitch: Pitch | None) -> OpEd:
    if pitch is None or not pitch.author:
        return one
    return OpEd(day=one.day, title=one.title, authors=(pitch.author,), outlet=one.outlet, story=one.story,
                office=pitch.office)  # fmt: skip


def op_ed_year(pitches: Sequence[Pitch], printed: Sequence[OpEd], *, today: date) -> tuple[OpEdMonth, ...]:
    """Twelve months from the running one, each with what was printed and what is planned."""
    planned = [one for one in pitches if one.kind == "op-ed" and one.is_open and one.planned]
    months, month = [], month_of(today)
    for _ in range(MONTHS):
        months.append(
            OpEdMonth(
                month=month,
                printed=tuple(one for one in printed if month_of(one.day) == month),
                planned=tuple(sorted((one for one in planned if _in(one, month)), key=_by_day)),
            )
        )
        month = next_month(month)
    return tuple(months)


def planned_in(pitches: Iterable[Pitch], since: date, until: date) -> tuple[Pitch, ...]:
    """Open pitches planned for a time (`until` is the day after its last), the soonest first."""
    found = [
        one
        for one in pitches
        if one.is_open and one.planned and one.planned < until and (last_planned(one) or one.planned) >= since
    ]
    return tuple(sorted(found, key=_by_day))


def _in(pitch: Pitch, month: date) -> bool:
    return pitch.planned is not None and month_of(pitch.planned) == month


def _by_day(pitch: Pitch) -> tuple[date, int]:
    return last_planned(pitch) or date.max, pitch.id


def authors(pitches: Sequence[Pitch], printed: Sequence[OpEd]) -> tuple[Author, ...]:
    """Those who have written or are to write, the ones to ask first at the top: who writes on nothing now and wrote
    longest ago. Never written comes before all, and who writes now comes last."""
    names: dict[str, str] = {}
    offices: dict[str, str] = {}
    signed = [(name, one.office) for one in printed for name in one.authors]
    for name, office in [*((one.author, one.office) for one in pitches if one.kind == "op-ed"), *signed]:
        key = name_key(name)
        if key:
            names.setdefault(key, name)
            if office:
                offices.setdefault(key, office)
    found = [_author(key, name, offices.get(key, ""), pitches, printed) for key, name in names.items()]
    return tuple(sorted(found, key=lambda one: (bool(one.writes), one.last or date.min, one.name)))


def _author(key: str, name: str, office: str, pitches: Sequence[Pitch], printed: Sequence[OpEd]) -> Author:
    wrote = [one.day for one in printed if key in {name_key(each) for each in one.authors}]
    writes = [one for one in pitches if one.kind == "op-ed" and one.is_open and name_key(one.author) == key]
    return Author(name=name, office=office, printed=len(wrote), last=max(wrote, default=None), writes=tuple(writes))


def name_key(name: str) -> str:
    """A person's name to what two ways of writing it have in common: "Kari M. Nordlie" -> "kari nordlie"."""
    parts = name.casefold().replace(".", " ").split()
    return " ".join(parts[:: max(1, len(parts) - 1)]) if len(parts) > 1 else "".join(parts)

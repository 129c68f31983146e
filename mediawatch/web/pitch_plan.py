"""When our own stories come: the calendar of a month, the same as a calendar file, and a year of op-eds."""

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.jobs.pitching import status_words, wants_op_eds
from mediawatch.model import Pitch
from mediawatch.relate.pitches import Author, OpEd, OpEdMonth, authors, month_of, next_month, op_ed_year
from mediawatch.render import MONTH_NAMES, clock, day_words, said, shorten
from mediawatch.report.pitch_calendar import Entry, calendar_file, entries
from mediawatch.web.numbers import Numbers
from mediawatch.web.pitch_desk import TITLE_LIMIT, Desk
from mediawatch.web.relations import relations_page
from mediawatch.web.visitor import OurSite, Reader

LOOKS_BACK = timedelta(days=2 * 365)
MOST_AUTHORS = 25
EARLIEST, LATEST = 2000, 2100

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something in the calendar. `when` is said in the list: "tirsdag 1. desember kl. 06.00"."""

    pitch: int
    what: str
    words: str
    title: str
    when: str
    day: date
    months: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A month of the op-ed plan. `month` as in addresses; `lacks`: nobody has planned anything."""

    month: str
    name: str
    printed: tuple[tuple[OpEd, str, str], ...]
    planned: tuple[tuple[Pitch, str, str], ...]
    lacks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorRow:
    """One who may write, and since when they have not."""

    name: str
    office: str
    last: str
    count: int
    writes: tuple[tuple[int, str], ...]


@router.get("/egne-saker/kalender")
def calendar(request: Request, site: OurSite, visitor: Reader, maaned: str = "") -> Response:
    """A month: what is planned, drafts due, embargoes, and what was printed. `maaned`: "2026-12"."""
    desk, month = Desk(site, visitor.organisation), _month(maaned, site.today)
    after = next_month(month)
    events = [_event(one, desk) for one in entries(desk.everything)]
    here = sorted((one for one in events if month <= one.day < after), key=lambda one: (one.day, one.when))
    weeks = [
        [(day, [one for one in here if one.day == day and not one.months]) for day in week]
        for week in Calendar().monthdatescalendar(month.year, month.month)
    ]
    return relations_page(
        request,
        "pitch_calendar",
        part="pitches",
        here_now="calendar",
        month=month,
        name=_month_name(month),
        weeks=weeks,
        whole=[one for one in here if one.months],
        events=here,
        before=f"{month_of(month - timedelta(days=1)):%Y-%m}",
        after=f"{after:%Y-%m}",
        may_change=visitor.may("adviser"),
    )


@router.get("/egne-saker/kalender.ics")
def calendar_of_all(site: OurSite, visitor: Reader) -> Response:
    """Everything in the calendar as a file for other calendars."""
    pitches = site.store.pitches.cases.all(visitor.organisation.id)
    text = calendar_file(pitches, visitor.organisation, base_url=site.base_url, now=site.now())
    name = f"{visitor.organisation.id}-egne-saker.ics"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type="text/calendar; charset=utf-8", headers=headers)


@router.get("/egne-saker/kronikker")
def op_eds(request: Request, site: OurSite, visitor: Reader) -> Response:
    """The op-eds of twelve months: printed, planned and missing; and whom to ask next."""
    organisation = visitor.organisation
    desk = Desk(site, organisation)
    stories = Numbers(site, organisation).stories(site.now() - LOOKS_BACK)
    printed = desk.printed_op_eds(stories)
    year = op_ed_year(desk.open, printed, today=site.today)
    known = [one for one in desk.everything if one.status != "dropped"]
    return relations_page(
        request,
        "op_eds",
        part="pitches",
        here_now="op_eds",
        answer=_answer(year),
        rows=[_row(one, desk) for one in year],
        last=_last(printed, desk),
        authors=[_author(one, desk) for one in authors(known, printed)[:MOST_AUTHORS]],
        undated=[desk.card(one) for one in desk.open if one.kind == "op-ed" and one.planned is None],
        target=next((one.name for one in organisation.targets if wants_op_eds(one)), ""),
        may_change=visitor.may("adviser"),
    )


def _month(written: str, today: date) -> date:
    try:
        month = date.fromisoformat(f"{written}-01")
    except ValueError:
        return month_of(today)
    return month if EARLIEST <= month.year < LATEST else month_of(today)


def _month_name(month: date) -> str:
    return f"{said(MONTH_NAMES[month.month - 1])} {month.year}"


def _event(entry: Entry, desk: Desk) -> Event:
    zone, at = desk.site.zone, entry.at
    day = at.astimezone(zone).date() if isinstance(at, datetime) else at
    clocked = entry.what == "embargo" and isinstance(at, datetime)
    when = f"{day_words(day)} {clock(at, zone)}" if clocked and isinstance(at, datetime) else day_words(day)
    return Event(
        pitch=entry.pitch.id,
        what=entry.what,
        words=entry.words,
        title=shorten(entry.pitch.title, TITLE_LIMIT),
        when=_month_name(day) if entry.until else when,
        day=day,
        months=entry.until is not None,
    )


def _answer(year: Iterable[OpEdMonth]) -> str:
    this, *rest = year
    month = said(MONTH_NAMES[this.month.month - 1])
    if this.printed:
        first = said("Kronikken i {month} er på trykk.").format(month=month)
    elif this.planned:
        first = said("Kronikken i {month} er planlagt, men ikke på trykk.").format(month=month)
    else:
        first = said("Ingen kronikk er planlagt i {month}.").format(month=month)
    lacks = sum(one.is_empty for one in rest[:3])
    more = {
        0: "",
        1: said("En av de tre neste månedene mangler plan."),
        2: said("To av de tre neste månedene mangler plan."),
        3: said("Ingen av de tre neste månedene har plan."),
    }[lacks]
    return f"{first} {more}".rstrip()


def _row(one: OpEdMonth, desk: Desk) -> PlanRow:
    outlets = desk.site.outlets
    return PlanRow(
        month=f"{one.month:%Y-%m}",
        name=_month_name(one.month),
        printed=tuple((each, desk.day(each.day), desk.outlet_name(each.outlet)) for each in one.printed),
        planned=tuple((each, desk.due_words(each), status_words(each, outlets)) for each in one.planned),
        lacks=one.is_empty,
    )


def _last(printed: Iterable[OpEd], desk: Desk) -> tuple[OpEd, str, str] | None:
    """The op-ed printed last."""
    found = next(iter(printed), None)
    return (found, desk.day(found.day), desk.outlet_name(found.outlet)) if found else None


def _author(one: Author, desk: Desk) -> AuthorRow:
    return AuthorRow(
        name=shorten(one.name, 80),
        office=shorten(one.office, 80),
        last=desk.day(one.last) if one.last else said("har ikke hatt noen på trykk"),
        count=one.printed,
        writes=tuple((each.id, shorten(each.title, TITLE_LIMIT)) for each in one.writes),
    )

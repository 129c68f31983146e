"""Absences of spokespersons: written, changed and taken back by advisers, one by one or from a calendar file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.errors import ChangedError
from mediawatch.measure.written import WrittenError, written_day
from mediawatch.model import Absence, Organisation
from mediawatch.render import said
from mediawatch.report.absence_calendar import CalendarError, Entry, entries_of
from mediawatch.report.speaking_words import day_in_words
from mediawatch.web.respond import back_to
from mediawatch.web.site import Site
from mediawatch.web.spokespersons import matrix_page
from mediawatch.web.visitor import Adviser, FileForm, Form, NotFoundError, OurSite, RowId, SentForm, Visitor

LONGEST = timedelta(days=400)
FIELDS = ("linje", "fra", "til", "stedfortreder")

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Written:
    """What a form says: its words, the fields of the record, and the faults by field."""

    words: Mapping[str, str]
    columns: Mapping[str, Any]
    faults: Mapping[str, str]


@router.post("/talspersoner/fravaer")
def add(request: Request, site: OurSite, visitor: Adviser, form: Form) -> Response:
    """Keeps an absence."""
    written = _read(form, visitor.organisation, site.today)
    if written.faults:
        return matrix_page(request, site, visitor, absence=written.words, faults=written.faults, status=422)
    given = Absence(organisation=visitor.organisation.id, **written.columns)
    site.store.matrix.absences.add(given, by=visitor.account.email, now=site.now())
    return _done(visitor, "lagret")


@router.post("/talspersoner/fravaer/fil")
def take_in(request: Request, site: OurSite, visitor: Adviser, form: FileForm) -> Response:
    """Keeps the days away that a calendar file tells of; those that are known already stay as they are."""
    line, content = form.get("kalenderlinje", ""), form.files.get("fil", b"")
    try:
        entries = entries_of(content, zone=site.zone, since=site.today)
    except CalendarError as error:
        return matrix_page(request, site, visitor, faults={"fil": said(str(error))}, status=422)
    speaking = {one.id for one in visitor.organisation.spokespersons if one.speaks}
    kept = [one for one in entries if (one.line or line) in speaking]
    if not kept:
        words = said("Fant ingen hele dager borte i filen. Velg hvem kalenderen gjelder, og prøv igjen.")
        return matrix_page(request, site, visitor, faults={"fil": words}, status=422)
    for one in _unknown(site, visitor, kept, line):
        site.store.matrix.absences.add(one, by=visitor.account.email, now=site.now(), why="ics")
    return _done(visitor, "hentet")


@router.post("/talspersoner/fravaer/{absence_id}")
def change(request: Request, site: OurSite, visitor: Adviser, absence_id: RowId, form: Form) -> Response:
    """Gives an absence other days or another deputy."""
    one = _one(site, visitor, absence_id)
    written = _read(form, visitor.organisation, min(site.today, one.first), line=one.line)
    words = {**written.words, "id": str(one.id), "versjon": str(one.version)}
    if written.faults:
        return matrix_page(request, site, visitor, absence=words, faults=written.faults, status=422)
    return _changed(request, site, visitor, one, form, words, written.columns)


@router.post("/talspersoner/fravaer/{absence_id}/fjern")
def remove(request: Request, site: OurSite, visitor: Adviser, absence_id: RowId, form: Form) -> Response:
    """Takes an absence back."""
    one = _one(site, visitor, absence_id)
    days = {"fra": one.first.isoformat(), "til": one.last.isoformat()}
    words = {"linje": one.line, **days, "stedfortreder": one.deputy, "id": str(one.id)}
    return _changed(request, site, visitor, one, form, {**words, "versjon": str(one.version)}, {"removed": True})


def _changed(
    request: Request,
    site: Site,
    visitor: Visitor,
    one: Absence,
    form: SentForm,
    words: Mapping[str, str],
    columns: Mapping[str, Any],
) -> Response:
    try:
        site.store.matrix.absences.change(
            one.organisation, one.id, by=visitor.account.email, now=site.now(), expected=form.version(), **columns
        )
    except ChangedError:
        today = site.today
        theirs = said("{first}–{last}").format(first=day_in_words(one.first, today), last=day_in_words(one.last, today))
        return matrix_page(request, site, visitor, absence=words, theirs=theirs, status=409)
    return _done(visitor, "fjernet" if columns.get("removed") else "lagret")


def _unknown(site: Site, visitor: Visitor, entries: list[Entry], line: str) -> list[Absence]:
    """Those that are not known yet, by their calendar's mark or by line and days."""
    known = site.store.matrix.away(visitor.organisation.id, since=site.today)
    seen = {(one.line, one.first, one.last) for one in known}
    lines = {one.id for one in visitor.organisation.spokespersons}
    found = []
    for one in entries:
        of_line = one.line or line
        key = (of_line, one.first, one.last)
        if key in seen:
            continue
        seen.add(key)
        deputy = one.deputy if one.deputy in lines else ""
        found.append(
            Absence(
                organisation=visitor.organisation.id,
                line=of_line,
                first=one.first,
                last=one.last,
                deputy=deputy,
                uid=one.uid,
            )
        )
    return found


def _read(form: SentForm, organisation: Organisation, earliest: date, *, line: str = "") -> Written:
    words = {name: form.get(name, "").strip()[:200] for name in FIELDS}
    words["linje"] = line or words["linje"]
    faults: dict[str, str] = {}
    speaking = {one.id for one in organisation.spokespersons if one.speaks}
    if words["linje"] not in speaking:
        faults["linje"] = said("Velg hvem som er borte.")
    if words["stedfortreder"] and words["stedfortreder"] not in speaking - {words["linje"]}:
        faults["stedfortreder"] = said("Velg en annen som stedfortreder.")
    days: dict[str, date] = {}
    for name in ("fra", "til"):
        try:
            days[name] = written_day(words[name] or (words["fra"] if name == "til" else ""))
        except WrittenError as error:
            faults[name] = str(error) if words[name] else said("Skriv første dag borte.")
    if len(days) == 2 and not faults:
        faults.update(_days_faults(days["fra"], days["til"], earliest))
    columns = {"line": words["linje"], "deputy": words["stedfortreder"]}
    return Written(words, {**columns, "first": days.get("fra"), "last": days.get("til")}, faults)


def _days_faults(first: date, last: date, earliest: date) -> dict[str, str]:
    if last < first:
        return {"til": said("Siste dag er før første dag.")}
    if last < earliest:
        return {"til": said("Fraværet er over allerede.")}
    if last - first > LONGEST:
        return {"til": said("Fraværet varer i mer enn et år. Se over datoene.")}
    return {}


def _one(site: Site, visitor: Visitor, absence_id: int) -> Absence:
    found = site.store.matrix.absences.one(visitor.organisation.id, absence_id)
    if found is None or found.removed:
        raise NotFoundError("Fraværet finnes ikke lenger.")
    return found


def _done(visitor: Visitor, what: str) -> Response:
    return back_to(f"/{visitor.organisation.id}/talspersoner?gjort={what}#fravaer")

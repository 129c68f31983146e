"""The crisis switch: on with a reason and a second yes, what is said while it lasts, off again with a reason."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from mediawatch.jobs.crises import make_report, start_crisis
from mediawatch.jobs.speaking import roster
from mediawatch.model import Crisis, Speaker
from mediawatch.render import plain, said
from mediawatch.report.crisis_words import CHANNEL_NAMES
from mediawatch.web.crisis_views import StatementRow, report_lines, statement_row
from mediawatch.web.due import Due
from mediawatch.web.relations import relations_page
from mediawatch.web.respond import back_to
from mediawatch.web.site import Site
from mediawatch.web.visitor import LARGEST_ID, Adviser, Form, NotFoundError, OurSite, Reader, SentForm, Visitor

LONGEST_REASON = 500
FIRST_STATEMENT = timedelta(hours=1)
"""How soon after its start something should have been said."""

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerRow:
    """Who may speak in a crisis. `line`: id in the matrix; `instead`: whom they stand in for."""

    line: str
    title: str
    name: str
    phone: str
    instead: str


@router.get("/krise")
def crisis(request: Request, site: OurSite, visitor: Reader) -> Response:
    """The crisis that lasts, or the switch; and the reports of those that are over."""
    return crisis_page(request, site, visitor)


@router.post("/krise/start")
def start(request: Request, site: OurSite, visitor: Adviser, form: Form) -> Response:
    """First shows what will happen, then (`bekreft`) begins the crisis."""
    reason, home = _words(form, "grunn"), f"/{visitor.organisation.id}/krise"
    if not reason or len(reason) > LONGEST_REASON:
        fault = said("Skriv hva som har skjedd. Høyst 500 tegn.")
        return crisis_page(request, site, visitor, status=422, reason=reason, fault=fault)
    if form.get("bekreft") != "ja":
        return crisis_page(request, site, visitor, reason=reason, asks=True)
    made, begun = start_crisis(
        site.store, visitor.organisation, reason=reason, by=visitor.account.email, now=site.now()
    )
    return back_to(f"{home}?gjort={'paa' if begun else 'paa-for'}" if made.lasts else home)


@router.post("/krise/{crisis_id}/avslutt")
def end(request: Request, site: OurSite, visitor: Adviser, crisis_id: int, form: Form) -> Response:
    """Ends a crisis; what came of it is then a page of its own."""
    found = one_crisis(site, visitor, crisis_id)
    why = _words(form, "grunn")
    if not why or len(why) > LONGEST_REASON:
        fault = said("Skriv hvorfor krisen er over. Høyst 500 tegn.")
        return crisis_page(request, site, visitor, status=422, why=why, end_fault=fault)
    ended = site.store.crises.end(visitor.organisation.id, found.id, why=why, by=visitor.account.email, now=site.now())
    done = "av" if ended is not None and ended[1] else "av-for"
    return back_to(f"/{visitor.organisation.id}/krise/{found.id}?gjort={done}")


def crisis_page(request: Request, site: Site, visitor: Visitor, *, status: int = 200, **context: Any) -> HTMLResponse:
    """The page, with what was written and is wrong."""
    organisation, now = visitor.organisation, site.now()
    running = site.store.crises.running(organisation.id)
    is_adviser = visitor.may("adviser")
    shown: dict[str, Any] = {
        "reason": "", "fault": "", "asks": False, "why": "", "end_fault": "",
        "written": blank_statement(now, site.zone), "statement_fault": "",
    }  # fmt: skip
    statements: list[StatementRow] = []
    told: list[str] = []
    if running is not None:
        report = make_report(site.config, site.store, organisation, running, now)
        told = report_lines(report, zone=site.zone)
        statements = [
            statement_row(one, organisation, today=site.today, zone=site.zone, notes=is_adviser)
            for one in reversed(report.statements)
        ]
    return relations_page(
        request,
        "crisis",
        part="crisis",
        status=status,
        running=running,
        speakers=speaker_rows(site, visitor),
        statements=statements,
        told=told,
        recipients=[plain(one.name) for one in organisation.recipients],
        ended=site.store.crises.ended(organisation.id),
        channels=CHANNEL_NAMES,
        may_act=is_adviser,
        **{**shown, **context},
    )


def speaker_rows(site: Site, visitor: Visitor) -> list[SpeakerRow]:
    """Who may speak while a crisis is on, today."""
    whole = roster(site.store, visitor.organisation, day=site.today)
    return [_speaker(one) for one in replace(whole, crisis=True).matrix()]


def _speaker(one: Speaker) -> SpeakerRow:
    if one.line is None:
        title = one.stands_in_for.title if one.stands_in_for else ""
        name = said("ingen til stede, avklar med kommunedirektøren")
        return SpeakerRow(line="", title=plain(title), name=name, phone="", instead="")
    return SpeakerRow(
        line=one.line.id,
        title=plain(one.line.title),
        name=plain(one.line.name),
        phone=plain(one.line.phone),
        instead=plain(one.stands_in_for.title) if one.stands_in_for else "",
    )


def one_crisis(site: Site, visitor: Visitor, crisis_id: int) -> Crisis:
    """A crisis of the visitor's organisation. Raises NotFoundError."""
    found = site.store.crises.all.one(visitor.organisation.id, crisis_id) if 0 < crisis_id <= LARGEST_ID else None
    if found is None:
        raise NotFoundError("Krisen finnes ikke hos dere.")
    return found


def blank_statement(now: datetime, zone: ZoneInfo) -> dict[str, str]:
    """What the form of a statement begins with: that it was said now."""
    local = now.astimezone(zone)
    names = ("hvem", "person", "kanal", "til", "tekst", "godkjent", "notat")
    return {**dict.fromkeys(names, ""), "naar": f"{local:%Y-%m-%dT%H:%M}", "kanal": "interview"}


def due(site: Site, visitor: Visitor) -> list[Due]:
    """That nothing has been said in a crisis yet, and the lessons that are not written. That it is on stands on every
    page."""
    organisation = visitor.organisation
    running = site.store.crises.running(organisation.id)
    lines: list[Due] = []
    if running is not None:
        statements = site.store.crises.said(running)
        if not statements:
            words = said("Kriseberedskap er på, og ingen uttalelse er loggført ennå")
            by = running.started_at + FIRST_STATEMENT
            lines.append(Due(words=words, link="krise", part="crisis", at=by, late=by < site.now()))
    if visitor.may("adviser"):
        unlearnt = [one for one in site.store.crises.ended(organisation.id, limit=10) if not one.lessons]
        for one in unlearnt:
            words = said("Skriv lærdommen etter krisen: {reason}").format(reason=plain(one.reason)[:120])
            lines.append(Due(words=words, link=f"krise/{one.id}", part="crisis"))
    return lines


def _words(form: SentForm, name: str) -> str:
    return plain(form.get(name, ""))[: LONGEST_REASON + 1]

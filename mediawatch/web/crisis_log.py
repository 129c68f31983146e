"""The log of statements in a crisis (written on a phone, if need be), its report as page and PDF, and the lessons."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from mediawatch.errors import ChangedError
from mediawatch.jobs.crises import make_report
from mediawatch.model import CHANNELS, Crisis, CrisisReport, Statement
from mediawatch.render import plain, said, spoken
from mediawatch.report.crisis_paper import crisis_pdf
from mediawatch.report.crisis_words import CHANNEL_NAMES
from mediawatch.web.crises import crisis_page, one_crisis, speaker_rows
from mediawatch.web.crisis_views import hour_table, lasted_words, report_lines, statement_row, used_words
from mediawatch.web.relations import relations_page
from mediawatch.web.respond import back_to
from mediawatch.web.site import Site
from mediawatch.web.visitor import LARGEST_ID, Adviser, Form, NotFoundError, OurSite, Reader, SentForm, Visitor

MOST_TEXT = 5_000
MOST_WORDS = 200
AHEAD = timedelta(minutes=15)
"""How far a clock may go ahead of ours before a statement lies in the future."""

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@router.post("/krise/{crisis_id}/uttalelser")
def add(request: Request, site: OurSite, visitor: Adviser, crisis_id: int, form: Form) -> Response:
    """Writes down what was said. After the end too: the log is often filled in when there is time."""
    found = one_crisis(site, visitor, crisis_id)
    given, fault = _read(site, visitor, found, form)
    if given is None:
        shown = {"written": _written(form), "statement_fault": fault}
        if found.lasts:
            return crisis_page(request, site, visitor, status=422, **shown)
        return report_page(request, site, visitor, found, status=422, **shown)
    site.store.crises.statements.add(given, by=visitor.account.email, now=site.now())
    place = "krise" if found.lasts else f"krise/{found.id}"
    return back_to(f"/{visitor.organisation.id}/{place}?gjort=uttalelse#logg")


@router.get("/krise/uttalelser/{statement_id}")
def edit(request: Request, site: OurSite, visitor: Adviser, statement_id: int) -> Response:
    """A statement, to be put right."""
    return _edit_page(request, site, visitor, _statement(site, visitor, statement_id))


@router.post("/krise/uttalelser/{statement_id}")
def change(request: Request, site: OurSite, visitor: Adviser, statement_id: int, form: Form) -> Response:
    """Puts a statement right, or withdraws it (`gjor` is "trekk")."""
    before = _statement(site, visitor, statement_id)
    found = one_crisis(site, visitor, before.crisis)
    if form.get("gjor") == "trekk":
        told: dict[str, Any] = {"withdrawn": True}
    else:
        given, fault = _read(site, visitor, found, form)
        if given is None:
            return _edit_page(request, site, visitor, before, status=422, written=_written(form), fault=fault)
        names = ("at", "line", "person", "channel", "audience", "text", "approved_by", "note")
        told = {name: getattr(given, name) for name in names}
    try:
        site.store.crises.statements.change(
            visitor.organisation.id,
            before.id,
            by=visitor.account.email,
            now=site.now(),
            expected=form.version(),
            **told,
        )
    except ChangedError:
        fault = said("Noen andre rettet uttalelsen mens du skrev. Det som gjelder nå, står under. Ditt står i feltene.")
        latest = _statement(site, visitor, statement_id)
        return _edit_page(
            request, site, visitor, latest, status=409, written=_written(form), fault=fault, theirs=latest
        )
    place = "krise" if found.lasts else f"krise/{found.id}"
    return back_to(f"/{visitor.organisation.id}/{place}?gjort=rettet#logg")


@router.get("/krise/{crisis_id}")
def report(request: Request, site: OurSite, visitor: Reader, crisis_id: int) -> Response:
    """What came of a crisis."""
    return report_page(request, site, visitor, one_crisis(site, visitor, crisis_id))


@router.get("/krise/{crisis_id}/rapport.pdf")
def paper(site: OurSite, visitor: Reader, crisis_id: int) -> Response:
    """The report on paper. Notes for advisers are not in it."""
    found = one_crisis(site, visitor, crisis_id)
    made = make_report(site.config, site.store, visitor.organisation, found, site.now())
    headers = {"Content-Disposition": f'inline; filename="krise-{visitor.organisation.id}-{found.id}.pdf"'}
    with spoken(None):  # papers are in bokmål
        drawn = crisis_pdf(made, visitor.organisation, _paper_lines(site, visitor, made), zone=site.zone)
    return Response(drawn, media_type="application/pdf", headers=headers)


@router.post("/krise/{crisis_id}/laerdom")
def learn(request: Request, site: OurSite, visitor: Adviser, crisis_id: int, form: Form) -> Response:
    """Writes down what was learnt."""
    found = one_crisis(site, visitor, crisis_id)
    lessons = _text(form, "laerdom")
    if len(lessons) > MOST_TEXT:
        fault = said("Teksten kan være høyst 5000 tegn.")
        return report_page(request, site, visitor, found, status=422, lessons=lessons, lessons_fault=fault)
    try:
        site.store.crises.all.change(
            visitor.organisation.id,
            found.id,
            by=visitor.account.email,
            now=site.now(),
            expected=form.version(),
            lessons=lessons,
        )
    except ChangedError:
        latest = one_crisis(site, visitor, crisis_id)
        fault = said("Noen andre skrev mens du skrev. Deres tekst: «{theirs}» Din står i feltet. Lagre på nytt.")
        fault = fault.format(theirs=plain(latest.lessons)[:500])
        return report_page(request, site, visitor, latest, status=409, lessons=lessons, lessons_fault=fault)
    return back_to(f"/{visitor.organisation.id}/krise/{found.id}?gjort=laerdom#laerdom")


def report_page(
    request: Request, site: Site, visitor: Visitor, crisis: Crisis, *, status: int = 200, **context: Any
) -> HTMLResponse:
    """The report of a crisis, with what was written and is wrong."""
    now, organisation = site.now(), visitor.organisation
    made = make_report(site.config, site.store, organisation, crisis, now)
    may_act = visitor.may("adviser")
    shown: dict[str, Any] = {"lessons": crisis.lessons, "lessons_fault": "", "written": None, "statement_fault": ""}
    return relations_page(
        request,
        "crisis_report",
        part="crisis",
        status=status,
        crisis=crisis,
        lasted=lasted_words(crisis, now),
        told=report_lines(made, zone=site.zone),
        hours=hour_table(made, zone=site.zone),
        statements=[
            statement_row(one, organisation, today=site.today, zone=site.zone, notes=may_act) for one in made.statements
        ],
        used=used_words(made.used),
        speakers=speaker_rows(site, visitor),
        channels=CHANNEL_NAMES,
        enquiries=made.enquiries,
        decisions=made.decisions,
        may_act=may_act,
        **{**shown, **context},
    )


def _edit_page(
    request: Request, site: Site, visitor: Visitor, one: Statement, *, status: int = 200, **context: Any
) -> HTMLResponse:
    named = any(
        line.id == one.line and one.person == (line.name or line.title) for line in visitor.organisation.spokespersons
    )
    shown: dict[str, Any] = {"written": _of(one, site, named=named), "fault": "", "theirs": None, **context}
    theirs = shown.pop("theirs")
    row = statement_row(one, visitor.organisation, today=site.today, zone=site.zone, notes=True)
    return relations_page(
        request,
        "crisis_statement",
        part="crisis",
        status=status,
        one=row,
        theirs=row if theirs else None,
        speakers=speaker_rows(site, visitor),
        channels=CHANNEL_NAMES,
        **shown,
    )


def _statement(site: Site, visitor: Visitor, statement_id: int) -> Statement:
    found = None
    if 0 < statement_id <= LARGEST_ID:
        found = site.store.crises.statements.one(visitor.organisation.id, statement_id)
    if found is None or found.withdrawn:
        raise NotFoundError("Uttalelsen finnes ikke.")
    return found


def _read(site: Site, visitor: Visitor, crisis: Crisis, form: SentForm) -> tuple[Statement | None, str]:
    """What was written to a statement, or what is wrong with it."""
    known = {line.id: line for line in visitor.organisation.spokespersons}
    line = known.get(form.get("hvem", ""))
    person, text = plain(form.get("person", "")), _text(form, "tekst")
    at, channel = _moment(site, form.get("naar", "")), form.get("kanal", "")
    if line is None and not person:
        return None, said("Velg hvem som uttalte seg, eller skriv navnet.")
    if not text:
        return None, said("Skriv hva som ble sagt.")
    if at is None or at > site.now() + AHEAD:
        return None, said("Skriv når det ble sagt. Tidspunktet kan ikke være fram i tid.")
    if channel not in CHANNELS:
        return None, said("Velg hvordan det ble sagt.")
    short = {name: plain(form.get(name, "")) for name in ("til", "godkjent")}
    note = _text(form, "notat")
    if max(map(len, (person, *short.values()))) > MOST_WORDS or max(len(text), len(note)) > MOST_TEXT:
        return None, said("Noe er for langt: navn høyst 200 tegn, tekst høyst 5000.")
    made = Statement(
        organisation=visitor.organisation.id,
        crisis=crisis.id,
        at=at,
        line=line.id if line else "",
        person=person or (line.name or line.title if line else ""),
        channel=channel,
        audience=short["til"],
        text=text,
        approved_by=short["godkjent"],
        note=note,
        noted_by=visitor.account.email,
        noted_at=site.now(),
    )
    return made, ""


def _moment(site: Site, written: str) -> datetime | None:
    """A local date and time without its zone, as browsers send it."""
    try:
        return datetime.fromisoformat(written[:16]).replace(tzinfo=site.zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _text(form: SentForm, name: str) -> str:
    return form.get(name, "").replace("\r\n", "\n").replace("\r", "\n").strip()


def _written(form: SentForm) -> dict[str, str]:
    names = ("hvem", "person", "naar", "kanal", "til", "tekst", "godkjent", "notat")
    return {name: form.get(name, "")[: MOST_TEXT + 1] for name in names}


def _of(one: Statement, site: Site, *, named: bool) -> dict[str, str]:
    """`named`: the name is the chosen line's own, and follows it when another line is chosen."""
    return {
        "hvem": one.line,
        "person": "" if named else one.person,
        "naar": f"{one.at.astimezone(site.zone):%Y-%m-%dT%H:%M}",
        "kanal": one.channel,
        "til": one.audience,
        "tekst": one.text,
        "godkjent": one.approved_by,
        "notat": one.note,
    }


def _paper_lines(site: Site, visitor: Visitor, made: CrisisReport) -> dict[str, Any]:
    """The lines of the report, each moment with its date: paper is read later."""
    hours = hour_table(made, zone=site.zone)
    rows = [
        statement_row(one, visitor.organisation, today=date.min, zone=site.zone, notes=False) for one in made.statements
    ]
    return {
        "lasted": lasted_words(made.crisis, site.now()),
        "told": report_lines(made, zone=site.zone),
        "hours": {
            "columns": list(hours.columns) if hours else [],
            "rows": [[row.name, *(cell.words for cell in row.cells)] for row in hours.rows] if hours else [],
        },
        "statements": [
            {"facts": " · ".join(filter(None, (row.when, row.who, row.channel, row.audience))), "text": row.text,
             "approved": row.approved_by}
            for row in rows
        ],
        "used": used_words(made.used),
    }  # fmt: skip

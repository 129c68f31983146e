"""Our own stories: the board, one pitch, and what is done with it."""

from dataclasses import replace
from typing import Any, cast

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.errors import ChangedError
from mediawatch.jobs.pitching import when_words
from mediawatch.model import OPEN_STATUSES, PITCH_STATUSES, Pitch, PitchStatus
from mediawatch.relate.pitches import STEPS, moved
from mediawatch.render import plain, safe_link, said, shorten
from mediawatch.report.naming import KIND_NAMES, TOPIC_NAMES
from mediawatch.web.audit import AuditLine, audit_line
from mediawatch.web.judging import mark_words
from mediawatch.web.pitch_desk import Desk, outlet_names, owners, pitch_of
from mediawatch.web.pitch_forms import Written, blank, months, read_pitch, read_when, words_of
from mediawatch.web.pitch_words import LINK_NAMES, PITCH_KIND_NAMES, STATUS_NAMES, STEP_NAMES
from mediawatch.web.relations import relations_page
from mediawatch.web.respond import back_to
from mediawatch.web.rows import story_row
from mediawatch.web.site import Site
from mediawatch.web.visitor import Adviser, BadInputError, Form, OurSite, Reader, SentForm, Visitor

MOST_CARDS = 40
MOST_DONE = 10
MOST_HISTORY = 60
MOST_WHY = 500

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@router.get("/egne-saker")
def board(request: Request, site: OurSite, visitor: Reader, alle: str = "") -> Response:
    """Every pitch by its status. `alle`: also what was settled long ago."""
    desk = Desk(site, visitor.organisation)
    most = MOST_CARDS * 10 if alle else MOST_DONE
    columns = []
    for status in PITCH_STATUSES:
        found = sorted((one for one in desk.everything if one.status == status), key=_order)
        shown = found[: MOST_CARDS if status in OPEN_STATUSES else most]
        columns.append((status, [desk.card(one) for one in shown], len(found) - len(shown)))
    return relations_page(
        request,
        "pitches",
        part="pitches",
        here_now="board",
        columns=columns,
        names=STATUS_NAMES,
        steps=STEP_NAMES,
        kinds=PITCH_KIND_NAMES,
        suggestions=desk.match_rows() if visitor.may("adviser") else [],
        may_change=visitor.may("adviser"),
    )


def _order(pitch: Pitch) -> tuple[float, int]:
    """Planned first, by day; then the latest. What is settled: the latest first."""
    settled = pitch.printed_at or pitch.declined_at
    if settled:
        return -settled.timestamp(), -pitch.id
    return (pitch.planned.toordinal() if pitch.planned else float("inf")), -pitch.id


@router.get("/egne-saker/ny")
def new(request: Request, site: OurSite, visitor: Adviser, slag: str = "", maaned: str = "") -> Response:
    """The form of a new one. `slag`, `maaned`: what it is filled with."""
    words = blank() | {"ansvarlig": visitor.account.email, "maaned": maaned[:7]}
    if slag in PITCH_KIND_NAMES:
        words["slag"] = slag
    return _form(request, site, visitor, Written(words, {}, {}))


@router.post("/egne-saker")
def add(request: Request, site: OurSite, visitor: Adviser, form: Form) -> Response:
    """Keeps a new one."""
    organisation = visitor.organisation
    written = _read(site, visitor, form)
    if written.faults:
        return _form(request, site, visitor, written, status=422)
    given = Pitch(organisation=organisation.id, created_at=site.now(), **written.fields)
    kept = site.store.pitches.cases.add(given, by=visitor.account.email, now=site.now())
    return _to(visitor, kept.id, "lagret")


@router.get("/egne-saker/{pitch_id}")
def one(request: Request, site: OurSite, visitor: Reader, pitch_id: int) -> Response:
    """One pitch, what has been done with it, and what may be done."""
    return pitch_page(request, site, visitor, pitch_of(site, visitor, pitch_id))


@router.get("/egne-saker/{pitch_id}/endre")
def edit(request: Request, site: OurSite, visitor: Adviser, pitch_id: int) -> Response:
    """The form of a pitch."""
    pitch = pitch_of(site, visitor, pitch_id)
    words = words_of(pitch, zone=site.zone, outlets=outlet_names(site))
    return _form(request, site, visitor, Written(words, {}, {}), pitch=pitch)


@router.post("/egne-saker/{pitch_id}")
def change(request: Request, site: OurSite, visitor: Adviser, pitch_id: int, form: Form) -> Response:
    """Gives a pitch other fields."""
    pitch = pitch_of(site, visitor, pitch_id)
    written = _read(site, visitor, form, pitch.owner)
    if written.faults:
        return _form(request, site, visitor, written, pitch=replace(pitch, version=form.version()), status=422)
    try:
        keep(site, visitor, pitch, form, **written.fields)
    except ChangedError:
        now = pitch_of(site, visitor, pitch_id)
        return _form(request, site, visitor, written, pitch=now, status=409, theirs=since(site, visitor, now, form))
    return _to(visitor, pitch_id, "lagret")


@router.post("/egne-saker/{pitch_id}/flytt")
def move(request: Request, site: OurSite, visitor: Adviser, pitch_id: int, form: Form) -> Response:
    """Takes a pitch to its next step. `naar`: the day it happened, `hvorfor`: why it was declined."""
    pitch = pitch_of(site, visitor, pitch_id)
    to = form.get("til", "")
    if to not in STEPS:
        raise BadInputError("Vi skjønte ikke hvor saken skulle. Gå tilbake, og bruk knappene.")
    status = cast(PitchStatus, to)
    if pitch.status == status and pitch.version != form.version():
        return _to(visitor, pitch_id, "flyttet")  # pressed twice
    at, fault = read_when(form.get("naar", ""), now=site.now(), zone=site.zone)
    why = plain(form.get("hvorfor", ""))
    if len(why) > MOST_WHY:
        fault = said("Skriv høyst {most} tegn.").format(most=MOST_WHY)
    if fault:
        when = plain(form.get("naar", ""))[:40]
        return pitch_page(request, site, visitor, pitch, status=422, fault=fault, asked=status, why=why, when=when)
    try:
        if status not in STEPS[pitch.status]:
            raise ChangedError(f"pitch {pitch.id} is {pitch.status}")
        keep(site, visitor, pitch, form, **moved(pitch, status, at=at, why=why))
    except ChangedError:
        now = pitch_of(site, visitor, pitch_id)
        return conflict(request, site, visitor, now, form)
    if form.get("fra") == "tavle":
        return _to(visitor, pitch_id, "flyttet", board=True)
    return _to(visitor, pitch_id, "flyttet")


def keep(site: Site, visitor: Visitor, pitch: Pitch, form: SentForm, **fields: Any) -> Pitch | None:
    """Changes a pitch as the form's sender saw it. Raises ChangedError."""
    return site.store.pitches.cases.change(
        visitor.organisation.id,
        pitch.id,
        by=visitor.account.email,
        now=site.now(),
        expected=form.version(),
        **fields,
    )


def since(site: Site, visitor: Visitor, pitch: Pitch, form: SentForm) -> list[AuditLine]:
    """What others did with a pitch since the form was drawn, the latest first."""
    count = max(1, pitch.version - form.version()) if form.version() else 1
    return history(site, visitor, pitch)[:count]


def history(site: Site, visitor: Visitor, pitch: Pitch) -> list[AuditLine]:
    """What was done with a pitch, the latest first."""
    entries = site.store.access.audit([visitor.organisation.id], subject=f"pitch {pitch.id}", limit=MOST_HISTORY)
    return [audit_line(entry) for entry in entries]


def conflict(request: Request, site: Site, visitor: Visitor, pitch: Pitch, form: SentForm) -> Response:
    """Somebody else was first: the page as it is now, with what they did."""
    why = plain(form.get("hvorfor", ""))[:MOST_WHY]
    return pitch_page(request, site, visitor, pitch, status=409, theirs=since(site, visitor, pitch, form), why=why)


def _read(site: Site, visitor: Visitor, form: SentForm, owner: str = "") -> Written:
    """What was written. `owner`: who stands there already, though they may have no access any more."""
    known = {**dict(owners(site, visitor.organisation)), owner: ""}
    return read_pitch(form, zone=site.zone, owners=known, outlets=outlet_names(site))


def _to(visitor: Visitor, pitch_id: int, done: str, *, board: bool = False) -> Response:
    home = f"/{visitor.organisation.id}/egne-saker"
    return back_to(f"{home}?gjort={done}#egen-{pitch_id}" if board else f"{home}/{pitch_id}?gjort={done}")


def pitch_page(
    request: Request, site: Site, visitor: Visitor, pitch: Pitch, *, status: int = 200, **more: Any
) -> Response:
    """A pitch to its page. `more`: what could not be done and why."""
    desk = Desk(site, visitor.organisation)
    may_change = visitor.may("adviser")
    story = (
        site.store.story(pitch.story, organisation=pitch.organisation, outlets=site.outlets) if pitch.story else None
    )
    row = story_row(story, today=site.today, zone=site.zone) if story else None
    kinds = {copy.kind for copy in story.coverage} if story else set()
    context: dict[str, Any] = {
        "pitch": pitch,
        "card": desk.card(pitch),
        "pairs": _pairs(desk, pitch, may_change=may_change),
        "angle": [line for line in pitch.angle.split("\n") if line],
        "draft": [line for line in pitch.draft.split("\n") if line] if may_change else [],
        "draft_link": safe_link(pitch.draft_link) if may_change else None,
        "note": [line for line in pitch.note.split("\n") if line] if may_change else [],
        "story": row,
        "how": LINK_NAMES[pitch.linked],
        "kind_fault": KIND_NAMES[story.lead.kind]
        if story and pitch.kind == "op-ed" and "op-ed by staff" not in kinds
        else "",
        "suggestions": desk.match_rows(pitch.id) if pitch.status == "offered" and may_change else [],
        "history": history(site, visitor, pitch),
        "next_steps": STEPS[pitch.status],
        "names": STATUS_NAMES,
        "steps": STEP_NAMES,
        "kinds": PITCH_KIND_NAMES,
        "may_change": may_change,
        **dict.fromkeys(("fault", "when", "chosen", "asked", "why", "link_fault"), ""),
        "theirs": [],
        "latest": site.today.isoformat(),
        "mark": mark_words(site.store.reviews.marks(pitch.organisation, [story.id])[story.id]) if story else "",
    }
    return relations_page(request, "pitch", part="pitches", status=status, here_now="", **{**context, **more})


def _pairs(desk: Desk, pitch: Pitch, *, may_change: bool) -> list[tuple[str, str]]:
    """What is known of a pitch, name and words."""
    when = {"offered": pitch.offered_at, "printed": pitch.printed_at, "declined": pitch.declined_at}
    rows = [
        (said("Slag"), said(PITCH_KIND_NAMES[pitch.kind])),
        (said("Tema"), said(TOPIC_NAMES[pitch.topic])),
        (said("Etat"), pitch.department),
        (said("Skrives av"), ", ".join(filter(None, (pitch.author, pitch.office)))),
        (said("Utgiver"), desk.outlet_name(pitch.outlet)),
        (said("Journalist (fortrolig)"), pitch.journalist if may_change else ""),
        (said("Planlagt"), when_words(pitch)),
        (said("Frist for utkast"), desk.due_words(pitch)),
        *((said(STATUS_NAMES[cast(PitchStatus, key)]), desk.moment(at)) for key, at in when.items() if at),
        (said("Hvorfor avslått"), pitch.declined_why),
        (said("Ansvarlig"), dict(owners(desk.site, desk.organisation)).get(pitch.owner, pitch.owner)),
    ]
    return [(name, shorten(words, 500)) for name, words in rows if words]


def _form(
    request: Request, site: Site, visitor: Visitor, written: Written, *, pitch: Pitch | None = None, status: int = 200,
    theirs: list[AuditLine] | None = None,
) -> Response:  # fmt: skip
    organisation = visitor.organisation
    heads = [line for line in organisation.spokespersons if line.role == "department head"]
    return relations_page(
        request,
        "pitch_form",
        part="pitches",
        status=status,
        here_now="",
        pitch=pitch,
        written={**blank(), **written.words},
        faults={**dict.fromkeys(blank(), ""), **written.faults},
        theirs=theirs or [],
        kinds=PITCH_KIND_NAMES,
        topics=TOPIC_NAMES,
        outlets=sorted(outlet_names(site).items(), key=lambda one: one[1].casefold()),
        departments=sorted({plain(line.title) for line in heads}),
        owners=owners(site, organisation),
        months=months(site.today, written.words.get("maaned", "")),
    )

"""Enquiries from journalists: the list, those that are late first, and the form that is filled in on the phone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from mediawatch.jobs.enquiries import asked_by, title_of, to_archive
from mediawatch.model import ENQUIRY_STATUSES, OPEN_ENQUIRIES, Enquiry, EnquiryStatus, Organisation
from mediawatch.relate.enquiries import call_back_by, is_late, late_first, waits_for_call
from mediawatch.render import plain, said
from mediawatch.web.due import Due
from mediawatch.web.enquiry_form import advisers, new_enquiry, read_facts
from mediawatch.web.enquiry_words import DONE_WORDS, ENQUIRY_STATUS, FILTERS
from mediawatch.web.relations import relations_page
from mediawatch.web.respond import back_to
from mediawatch.web.site import Site
from mediawatch.web.visitor import LARGEST_ID, Adviser, Form, OurSite, Reader, Visitor

PAGE = 50
MOST_MAILS = 20
CLOSED: tuple[EnquiryStatus, ...] = tuple(one for one in ENQUIRY_STATUSES if one not in OPEN_ENQUIRIES)
MOST_TO_ARCHIVE = 20

router = APIRouter(prefix="/{organisation}", include_in_schema=False)
Words = Annotated[str, Query(max_length=200)]
Before = Annotated[int | None, Query(ge=1, le=LARGEST_ID)]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryRow:
    """An enquiry in a list. `waits`: nobody has called back within the hour; `unknown`: the sender of the mail is of no
    outlet that we know."""

    id: int
    title: str
    who: str
    status: str
    received: datetime
    deadline: datetime
    is_open: bool
    late: bool
    waits: bool
    department: str
    owner: str
    unknown: bool


def department_name(organisation: Organisation, department: str) -> str:
    """The name of a department; "" for none."""
    return next((one.name for one in organisation.departments if one.id == department), department)


def enquiry_row(site: Site, organisation: Organisation, one: Enquiry, names: dict[str, str]) -> EnquiryRow:
    """An enquiry to its row. `names`: of owners by mail address."""
    now = site.now()
    return EnquiryRow(
        id=one.id,
        title=title_of(one),
        who=asked_by(site.config, one),
        status=ENQUIRY_STATUS[one.status],
        received=one.received_at,
        deadline=one.deadline,
        is_open=one.is_open,
        late=is_late(one, now),
        waits=waits_for_call(one, now, site.zone),
        department=plain(department_name(organisation, one.department)),
        owner=plain(names.get(one.owner, one.owner)),
        unknown=is_unknown(site, one),
    )


def is_unknown(site: Site, one: Enquiry) -> bool:
    """Whether it came by mail from somebody of no outlet that we know."""
    return one.came_by == "mail" and one.outlet not in site.outlets


@router.get("/henvendelser")
def listed(
    request: Request,
    site: OurSite,
    visitor: Reader,
    vis: Words = "",
    etat: Words = "",
    sok: Words = "",
    eldre: Before = None,
) -> Response:
    """The enquiries that are asked for: those that wait first, the late ones before the others."""
    organisation, words = visitor.organisation, plain(sok)
    shown = vis if vis in FILTERS else "alle" if words else "apne"
    department = {"": None, "uten": ""}.get(etat, plain(etat))
    names = dict(advisers(site, organisation))
    waiting = [] if shown == "ferdige" or eldre else _found(site, organisation, words, OPEN_ENQUIRIES, department)
    closed = [] if shown == "apne" else _found(site, organisation, words, CLOSED, department, before=eldre)
    rows = [enquiry_row(site, organisation, one, names) for one in (*late_first(waiting, site.now()), *closed[:PAGE])]
    return relations_page(
        request,
        "enquiries",
        part="enquiries",
        rows=rows,
        late=sum(row.late for row in rows),
        waiting=sum(row.is_open for row in rows),
        shown=shown,
        filters=FILTERS,
        departments=[(one.id, one.name) for one in organisation.departments],
        department=etat,
        words=words,
        older=closed[PAGE - 1].id if len(closed) > PAGE else None,
        mailbox=site.store.enquiries.mailbox(organisation.id) if site.config.settings.has_imap else None,
        mails=site.store.enquiries.mails(organisation.id, limit=MOST_MAILS) if visitor.may("adviser") else [],
        may_change=visitor.may("adviser"),
        told=DONE_WORDS,
    )


def _found(
    site: Site,
    organisation: Organisation,
    words: str,
    statuses: tuple[EnquiryStatus, ...],
    department: str | None,
    before: int | None = None,
) -> list[Enquiry]:
    limit = None if statuses is OPEN_ENQUIRIES else PAGE + 1
    return site.store.enquiries.find(
        organisation.id, words=words, statuses=statuses, department=department, before=before, limit=limit
    )


@router.get("/henvendelser/ny")
def ask(request: Request, site: OurSite, visitor: Adviser, epost: Before = None) -> Response:
    """The form. `epost`: a mail that made no enquiry, to make one of by hand."""
    fields = dict.fromkeys(("journalist", "utgiver", "kontakt", "emne", "sporsmal", "frist"), "")
    mail = site.store.enquiries.mail(visitor.organisation.id, epost) if epost else None
    if mail is not None and mail.enquiry is None:
        fields |= {"journalist": mail.sender.partition(" <")[0], "emne": mail.subject}
    return _form(request, site, fields, {})


@router.post("/henvendelser/ny")
def keep(request: Request, site: OurSite, visitor: Adviser, form: Form) -> Response:
    """Keeps what was written, completes it, and shows who should answer."""
    written = read_facts(site, form)
    if written.faults:
        return _form(request, site, written.fields, written.faults, status=422)
    made = new_enquiry(site, visitor, written)
    kept = site.store.enquiries.add(made, by=visitor.account.email, now=site.now())
    return back_to(f"/{visitor.organisation.id}/henvendelser/{kept.id}?gjort=ny")


def _form(request: Request, site: Site, written: object, faults: dict[str, str], *, status: int = 200) -> Response:
    outlets = sorted({outlet.name for outlet in site.config.outlets})
    return relations_page(
        request,
        "enquiry_new",
        part="enquiries",
        status=status,
        written=written,
        faults=defaultdict(str, faults),
        outlets=outlets,
    )


def due(site: Site, visitor: Visitor) -> Iterable[Due]:
    """Journalists who wait, mails after the answer, and what is to be said to the archive."""
    now, store, organisation = site.now(), site.store.enquiries, visitor.organisation
    for one in late_first(store.open(organisation.id), now):
        words = said("Svar til {who}: {title}")
        at = one.deadline
        if waits_for_call(one, now, site.zone) and not is_late(one, now):
            words, at = said("Ring tilbake til {who}: {title}"), call_back_by(one, site.zone)
        told = words.format(who=asked_by(site.config, one), title=title_of(one))
        yield Due(words=told, link=f"henvendelser/{one.id}", part="enquiries", at=at, late=at < now)
    for one in store.replied(organisation.id):
        told = said("Ny e-post etter svaret, fra {who}: {title}")
        told = told.format(who=asked_by(site.config, one), title=title_of(one))
        yield Due(words=told, link=f"henvendelser/{one.id}", part="enquiries", at=one.replied_at)
    if visitor.may("adviser"):
        closed = store.find(organisation.id, statuses=("answered", "declined"), limit=200)
        for one in to_archive(closed, now)[:MOST_TO_ARCHIVE]:
            told = said("Skal henvendelsen journalføres? {title}").format(title=title_of(one))
            yield Due(words=told, link=f"henvendelser/{one.id}#arkiv", part="enquiries")

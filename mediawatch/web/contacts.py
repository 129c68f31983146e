"""Contacts: the desks of outlets for everybody, journalists for advisers, and each journalist only until a set day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from mediawatch.errors import ChangedError
from mediawatch.model import Contact, ContactKind
from mediawatch.relate.contacts import ending_soon, last_day, proposed_day
from mediawatch.render import plain, said
from mediawatch.report.contact_cards import contacts_csv, contacts_vcard, desks
from mediawatch.web.contact_form import KIND_NAMES, PURPOSE_NAMES, Written, blank, read_contact, words_of
from mediawatch.web.due import Due
from mediawatch.web.relations import relations_page
from mediawatch.web.respond import back_to
from mediawatch.web.site import Site
from mediawatch.web.visitor import Adviser, Form, NotFoundError, OurSite, Reader, RowId, SentForm, Visitor

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@dataclass(frozen=True, slots=True)
class OutletContacts:
    """An outlet with its contacts. `tip`: the address of feeds.yaml, where no desk has it."""

    name: str
    tip: str
    contacts: tuple[Contact, ...]


@router.get("/kontakter")
def contacts(request: Request, site: OurSite, visitor: Reader) -> Response:
    """All contacts, by outlet."""
    shown = _visible(site, visitor)
    return relations_page(
        request,
        "contacts",
        part="contacts",
        outlets=_by_outlet(site, shown),
        ending=[one for one in ending_soon(shown, site.today) if one.delete_on],
        purposes=PURPOSE_NAMES,
        may_change=visitor.may("adviser"),
    )


@router.get("/kontakter/redaksjoner.csv")
def as_table(site: OurSite, visitor: Reader) -> Response:
    """The desks as a table."""
    made = contacts_csv(site.store.contacts.listed(visitor.organisation.id), outlet_names(site))
    return _file(made, "text/csv; charset=utf-8", "redaksjoner.csv")


@router.get("/kontakter/redaksjoner.vcf")
def as_cards(site: OurSite, visitor: Reader) -> Response:
    """The desks as business cards."""
    made = contacts_vcard(site.store.contacts.listed(visitor.organisation.id), outlet_names(site))
    return _file(made, "text/vcard; charset=utf-8", "redaksjoner.vcf")


@router.get("/kontakter/ny")
def new(request: Request, site: OurSite, visitor: Adviser, slag: Annotated[str, Query(max_length=20)] = "") -> Response:
    """A form for a new contact."""
    kind: ContactKind = "person" if slag == "person" else "desk"
    return _form_page(request, site, kind, blank(kind, site.today, visitor.organisation.retention.contacts))


@router.post("/kontakter")
def add(request: Request, site: OurSite, visitor: Adviser, form: Form) -> Response:
    """Keeps a new contact."""
    kind: ContactKind = "person" if form.get("slag") == "person" else "desk"
    written = _read(site, visitor, form, kind)
    if written.faults:
        return _form_page(request, site, kind, written.words, faults=written.faults, status=422)
    by, now = visitor.account.email, site.now()
    given = Contact(organisation=visitor.organisation.id, added_by=by, created_at=now, **written.columns)
    site.store.contacts.add(given, by=by, now=now)
    return back_to(f"/{visitor.organisation.id}/kontakter?gjort=lagret")


@router.get("/kontakter/{contact_id}")
def contact(request: Request, site: OurSite, visitor: Adviser, contact_id: RowId) -> Response:
    """A form for a contact that is there."""
    one = _one(site, visitor, contact_id)
    return _form_page(request, site, one.kind, words_of(one, outlet_names(site)), one=one)


@router.post("/kontakter/{contact_id}")
def change(request: Request, site: OurSite, visitor: Adviser, contact_id: RowId, form: Form) -> Response:
    """Gives a contact other values."""
    one = _one(site, visitor, contact_id)
    written = _read(site, visitor, form, one.kind)
    if written.faults:
        return _form_page(request, site, one.kind, written.words, faults=written.faults, one=one, status=422)
    return _changed(request, site, visitor, one, form, written, written.columns)


@router.post("/kontakter/{contact_id}/forny")
def renew(request: Request, site: OurSite, visitor: Adviser, contact_id: RowId, form: Form) -> Response:
    """Keeps a journalist for another year."""
    one = _one(site, visitor, contact_id)
    if one.kind != "person":
        raise NotFoundError
    longer = replace(one, delete_on=proposed_day(site.today, visitor.organisation.retention.contacts))
    written = Written(words_of(longer, outlet_names(site)), {}, {})
    return _changed(request, site, visitor, one, form, written, {"delete_on": longer.delete_on})


@router.post("/kontakter/{contact_id}/slett")
def remove(request: Request, site: OurSite, visitor: Adviser, contact_id: RowId, form: Form) -> Response:
    """Deletes a contact for good."""
    one = _one(site, visitor, contact_id)
    try:
        site.store.contacts.remove(
            visitor.organisation.id, contact_id, by=visitor.account.email, now=site.now(), expected=form.version()
        )
    except ChangedError:
        return _form_page(request, site, one.kind, words_of(one, outlet_names(site)), one=one, theirs=one, status=409)
    return back_to(f"/{visitor.organisation.id}/kontakter?gjort=slettet")


def due(site: Site, visitor: Visitor) -> list[Due]:
    """Journalists that will soon be deleted, for those who may renew them."""
    if not visitor.may("adviser"):
        return []
    found = ending_soon(site.store.contacts.listed(visitor.organisation.id), site.today)
    words = said("Kontakten {name} slettes. Forny den hvis dere fortsatt trenger den.")
    return [
        *_unfinished(site, visitor),
        *(
            Due(
                words=words.format(name=plain(one.name)),
                link=f"kontakter/{one.id}",
                part="contacts",
                at=datetime.combine(one.delete_on, time(0), tzinfo=site.zone),
            )
            for one in found
            if one.delete_on
        ),
    ]


def _unfinished(site: Site, visitor: Visitor) -> list[Due]:
    """Erasures that were broken off, for administrators: nobody else can go on with them."""
    words = said("Slettingen av et navn ble avbrutt. Kjør «mediawatch person erase» på nytt med samme navn.")
    broken = site.store.erased.unfinished() if visitor.may("administrator") else []
    return [Due(words=words, link="personvern", part="contacts", at=at, late=True) for at in broken]


def outlet_names(site: Site) -> dict[str, str]:
    """The outlets we read: id to name."""
    return {one.id: plain(one.name) for one in site.config.outlets}


def _visible(site: Site, visitor: Visitor) -> list[Contact]:
    found = site.store.contacts.listed(visitor.organisation.id)
    return found if visitor.may("adviser") else desks(found)


def _by_outlet(site: Site, shown: list[Contact]) -> list[OutletContacts]:
    """The outlets with contacts, and those that have only the address of feeds.yaml."""
    names = outlet_names(site)
    grouped = {outlet: tuple(some) for outlet, some in groupby(shown, key=lambda one: one.outlet)}
    known = {one.email.casefold() for one in shown}
    tips = {one.id: one.tip_address for one in site.config.outlets if one.tip_address.casefold() not in {"", *known}}
    made = [
        OutletContacts(plain(names.get(outlet, outlet)), tips.get(outlet, ""), grouped.get(outlet, ()))
        for outlet in {**grouped, **tips}
    ]
    return sorted(made, key=lambda one: one.name.casefold())


def _one(site: Site, visitor: Visitor, contact_id: int) -> Contact:
    found = site.store.contacts.one(visitor.organisation.id, contact_id)
    if found is None:
        raise NotFoundError("Kontakten finnes ikke. Den kan være slettet.")
    return found


def _read(site: Site, visitor: Visitor, form: SentForm, kind: ContactKind) -> Written:
    most = visitor.organisation.retention.contacts
    written = read_contact(form, kind, outlet_names(site), site.today, most)
    if kind == "person" and "navn" not in written.faults and site.store.erased.known(written.words["navn"]):
        fault = said("Navnet er slettet etter ønske og kan ikke lagres. Bruk redaksjonens adresse i stedet.")
        return replace(written, faults={**written.faults, "navn": fault})
    return written


def _changed(
    request: Request, site: Site, visitor: Visitor, one: Contact, form: SentForm, written: Written,
    columns: Mapping[str, Any],
) -> Response:  # fmt: skip
    try:
        site.store.contacts.change(
            visitor.organisation.id,
            one.id,
            by=visitor.account.email,
            now=site.now(),
            expected=form.version(),
            **columns,
        )
    except ChangedError:
        fresh = _one(site, visitor, one.id)
        return _form_page(request, site, one.kind, written.words, one=fresh, theirs=fresh, status=409)
    return back_to(f"/{visitor.organisation.id}/kontakter?gjort=lagret")


def _form_page(
    request: Request, site: Site, kind: ContactKind, words: Mapping[str, str], *,
    faults: Mapping[str, str] | None = None, one: Contact | None = None, theirs: Contact | None = None,
    status: int = 200,
) -> Response:  # fmt: skip
    names = outlet_names(site)
    visitor: Visitor = request.state.visitor
    return relations_page(
        request,
        "contact",
        part="contacts",
        status=status,
        kind=kind,
        one=one,
        written=words,
        faults=faults or {},
        theirs=words_of(theirs, names) if theirs else None,
        names=sorted(names.values(), key=str.casefold),
        purposes=PURPOSE_NAMES,
        kinds=KIND_NAMES,
        latest=last_day(site.today, visitor.organisation.retention.contacts).isoformat(),
    )


def _file(content: str, media: str, name: str) -> Response:
    return Response(
        content.encode(), media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )

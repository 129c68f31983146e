"""Saved searches: kept, renamed, shared, mailed and asked for by feed readers."""

from typing import get_args

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.model import MailEvery, SavedSearch
from mediawatch.render import plain, said, shorten
from mediawatch.store.query import LENGTH_LIMIT
from mediawatch.web.respond import back_to, page
from mediawatch.web.site import Site
from mediawatch.web.visitor import (
    BadInputError,
    Form,
    NotAllowedError,
    NotFoundError,
    OurSite,
    Reader,
    RowId,
    SentForm,
    Visitor,
)

LONGEST_NAME = 80
EVERY_NAMES = {"": "Aldri", "day": "Hver dag kl. 07.00", "week": "Hver mandag kl. 07.00"}

router = APIRouter(prefix="/{organisation}/arkiv/lagret", include_in_schema=False)


@router.get("")
def saved(request: Request, site: OurSite, visitor: Reader) -> Response:
    """One's own searches and those that are shared."""
    return _page(request, site, visitor)


def _page(request: Request, site: Site, visitor: Visitor, *, fault: int = 0, feed: str = "", of: int = 0) -> Response:
    kept = site.store.archive.saved
    return page(
        request,
        "saved_searches",
        here="archive",
        status=422 if fault else 200,
        searches=kept.all(visitor.organisation.id, visitor.account.id),
        mails=kept.mails_of(visitor.account.id),
        every=EVERY_NAMES,
        may_share=visitor.may("adviser"),
        fault=fault,
        feed=feed,
        feed_of=of,
    )


@router.post("")
def save(site: OurSite, visitor: Reader, form: Form) -> Response:
    """Keeps a search."""
    text = plain(form.get("sok", ""))[:LENGTH_LIMIT]
    name = shorten(form.get("navn", ""), LONGEST_NAME) or shorten(text, LONGEST_NAME)
    if not text:
        raise BadInputError(said("Skriv et søk før du lagrer det."))
    made = site.store.archive.saved.save(
        visitor.organisation.id,
        visitor.account.id,
        name=name,
        query=text,
        shared=_shared(visitor, form, before=False),
        now=site.now(),
    )
    if made is None:
        raise BadInputError(said("Du har lagret så mange søk som det er plass til. Slett noen du ikke bruker."))
    _mail(site, visitor, made, form)
    _log(site, visitor, "search.save", made, after=f"{made.name}: {made.query}")
    return back_to(f"/{visitor.organisation.id}/arkiv/lagret?gjort=lagret")


@router.post("/{search_id}")
def change(request: Request, site: OurSite, visitor: Reader, search_id: RowId, form: Form) -> Response:
    """Another name, shared or not, by mail or not. Of what another shares only one's own mail."""
    known = _one(site, visitor, search_id)
    if known.account == visitor.account.id:
        name = shorten(form.get("navn", ""), LONGEST_NAME)
        if not name:
            return _page(request, site, visitor, fault=search_id)
        shared = _shared(visitor, form, before=known.shared)
        site.store.archive.saved.change(
            visitor.organisation.id, visitor.account.id, search_id, name=name, shared=shared
        )
        before, after = (
            f"{one}{' (delt)' if shares else ''}" for one, shares in ((known.name, known.shared), (name, shared))
        )
        if before != after:
            _log(site, visitor, "search.change", known, before=before, after=after)
    _mail(site, visitor, known, form)
    return back_to(f"/{visitor.organisation.id}/arkiv/lagret?gjort=lagret")


@router.post("/{search_id}/slett")
def forget(site: OurSite, visitor: Reader, search_id: RowId, _form: Form) -> Response:
    """Forgets one's own search."""
    known = _own(site, visitor, search_id)
    site.store.archive.saved.delete(visitor.organisation.id, visitor.account.id, search_id)
    _log(site, visitor, "search.delete", known, before=f"{known.name}: {known.query}")
    return back_to(f"/{visitor.organisation.id}/arkiv/lagret?gjort=slettet")


@router.post("/{search_id}/strom")
def open_feed(request: Request, site: OurSite, visitor: Reader, search_id: RowId, _form: Form) -> Response:
    """Makes a new secret address for feed readers; it is shown once."""
    known = _own(site, visitor, search_id)
    token = site.store.archive.saved.new_feed(visitor.organisation.id, visitor.account.id, search_id)
    _log(site, visitor, "search.feed", known, after="ny adresse")
    return _page(request, site, visitor, feed=f"{site.base_url.rstrip('/')}/strom/{token}.atom", of=search_id)


@router.post("/{search_id}/strom/slutt")
def end_feed(site: OurSite, visitor: Reader, search_id: RowId, _form: Form) -> Response:
    """Makes the secret address worthless."""
    known = _own(site, visitor, search_id)
    site.store.archive.saved.end_feed(visitor.organisation.id, visitor.account.id, search_id)
    _log(site, visitor, "search.feed", known, before="adresse")
    return back_to(f"/{visitor.organisation.id}/arkiv/lagret?gjort=strom")


def _one(site: Site, visitor: Visitor, search_id: int) -> SavedSearch:
    known = site.store.archive.saved.one(visitor.organisation.id, visitor.account.id, search_id)
    if known is None:
        raise NotFoundError(said("Det lagrede søket finnes ikke, eller så er det ikke delt med deg."))
    return known


def _own(site: Site, visitor: Visitor, search_id: int) -> SavedSearch:
    known = _one(site, visitor, search_id)
    if known.account != visitor.account.id:
        raise NotFoundError(said("Det er bare den som lagret søket, som kan gjøre dette."))
    return known


def _shared(visitor: Visitor, form: SentForm, *, before: bool) -> bool:
    """Raises NotAllowedError when a reader wants to share."""
    wanted = bool(form.get("delt"))
    if wanted and not before and not visitor.may("adviser"):
        raise NotAllowedError("adviser")
    return wanted


def _mail(site: Site, visitor: Visitor, search: SavedSearch, form: SentForm) -> None:
    wanted = form.get("epost", "")
    every: MailEvery | None = next((one for one in get_args(MailEvery) if one == wanted), None)
    site.store.archive.saved.mail(search.id, visitor.account.id, every, site.now())


def _log(site: Site, visitor: Visitor, action: str, search: SavedSearch, *, before: str = "", after: str = "") -> None:
    site.store.access.log(
        visitor.organisation.id,
        by=visitor.account.email,
        action=action,
        subject=f"search {search.id}",
        before=before,
        after=after,
        now=site.now(),
    )

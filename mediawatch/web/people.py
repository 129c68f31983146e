"""People and access: who may do what, and their sessions. For administrators, but for one's own."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.model import ACCESS_ROLES, AccessRole
from mediawatch.render import said
from mediawatch.web.respond import back_to, page, safe_path
from mediawatch.web.spoken import LANGUAGE_COOKIE, LANGUAGES
from mediawatch.web.visitor import Administrator, BadInputError, Form, OurSite, Reader, RowId, Visitor

ROLE_NAMES: dict[AccessRole, str] = {"reader": "Leser", "adviser": "Rådgiver", "administrator": "Administrator"}
ROLE_MEANS: dict[AccessRole, str] = {
    "reader": "ser alt som ikke er fortrolig",
    "adviser": "vurderer, retter, skriver notater og svarer",
    "administrator": "styrer også tilgang og innstillinger",
}

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@router.get("/innstillinger")
def own_settings(request: Request, site: OurSite, visitor: Reader) -> Response:
    """One's own: written form, open sessions, what one gets by mail."""
    sessions = site.store.access.sessions(visitor.account.id, site.now())
    recipient = next(
        (one for one in visitor.organisation.recipients if one.email.lower() == visitor.account.email), None
    )
    return page(request, "own_settings", sessions=sessions, recipient=recipient, role=ROLE_NAMES[visitor.role])


@router.post("/innstillinger/maalform")
def choose_language(site: OurSite, visitor: Reader, form: Form) -> Response:
    """Bokmål or nynorsk, remembered in this browser."""
    answer = back_to(safe_path(form.get("tilbake", f"/{visitor.organisation.id}/innstillinger")))
    chosen = form.get("maalform", "")
    if chosen in LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, chosen, max_age=31_536_000, path="/", secure=site.is_https, samesite="lax")
    return answer


@router.post("/innstillinger/okter")
def end_sessions(site: OurSite, visitor: Reader, form: Form) -> Response:
    """Ends one of one's own sessions, or all."""
    which = form.get("okt", "")
    session_id = int(which) if which.isdigit() and len(which) < 15 else None
    ended = site.store.access.end_session(visitor.account.id, site.now(), session_id=session_id)
    _log(site, visitor, "session.end", f"account {visitor.account.id}", after=str(ended))
    return back_to(f"/{visitor.organisation.id}/innstillinger?gjort=okter")


@router.get("/tilgang")
def people(request: Request, site: OurSite, visitor: Administrator) -> Response:
    """Everybody with a role here."""
    members = site.store.access.members(visitor.organisation.id)
    return page(request, "people", members=members, roles=ROLE_NAMES, means=ROLE_MEANS, fault="", written={})


@router.post("/tilgang")
def grant(request: Request, site: OurSite, visitor: Administrator, form: Form) -> Response:
    """Gives somebody a role, or another one."""
    email, role, name = form.get("epost", "").strip(), form.get("rolle", ""), form.get("navn", "").strip()[:200]
    bad = "@" not in email or len(email) > 320 or any(character.isspace() for character in email)
    if bad or role not in ACCESS_ROLES:
        members = site.store.access.members(visitor.organisation.id)
        fault = said("Velg en rolle.")
        if bad:
            fault = said("Skriv en e-postadresse, for eksempel kari.nordmann@kommune.no.")
        written = {"epost": email[:320], "navn": name}
        return page(
            request,
            "people",
            status=422,
            fault=fault,
            written=written,
            members=members,
            roles=ROLE_NAMES,
            means=ROLE_MEANS,
        )
    wanted: AccessRole = role
    if email.lower() == visitor.account.email and wanted != "administrator":
        _refuse_to_lock_out(site, visitor)
    by = visitor.account.email
    account, before = site.store.access.grant(email, visitor.organisation.id, wanted, name=name, by=by, now=site.now())
    _log(site, visitor, "account.role", account.email, before=before or "", after=role)
    return back_to(f"/{visitor.organisation.id}/tilgang?gjort=tilgang")


@router.post("/tilgang/{account_id}/fjern")
def withdraw(site: OurSite, visitor: Administrator, account_id: RowId, _form: Form) -> Response:
    """Takes somebody's access away."""
    if account_id == visitor.account.id:
        _refuse_to_lock_out(site, visitor)
    account = site.store.access.account_with(account_id)
    before = site.store.access.withdraw(account_id, visitor.organisation.id)
    if account is not None and before is not None:
        _log(site, visitor, "account.role", account.email, before=before)
    return back_to(f"/{visitor.organisation.id}/tilgang?gjort=tilgang")


def _refuse_to_lock_out(site: OurSite, visitor: Visitor) -> None:
    """Raises BadInputError where nobody would be left to give access."""
    members = site.store.access.members(visitor.organisation.id)
    if sum(member.role == "administrator" for _account, member in members) < 2:
        raise BadInputError("Du er den eneste administratoren. Gjør noen andre til administrator først.")


def _log(site: OurSite, visitor: Visitor, action: str, subject: str, before: str = "", after: str = "") -> None:
    site.store.access.log(
        visitor.organisation.id,
        by=visitor.account.email,
        action=action,
        subject=subject,
        before=before,
        after=after,
        now=site.now(),
    )

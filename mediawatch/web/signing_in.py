"""Signing in and out: a single-use link by mail, and what the browser holds afterwards.

A mailed link opened in the browser that asked for it signs in at once. Anywhere else (another device; a filter that
opens links to test them) it shows a button, and nothing is used up before somebody presses it.
"""

import logging
from secrets import token_urlsafe
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.background import BackgroundTask
from starlette.responses import RedirectResponse, Response

from mediawatch.errors import DeliveryError
from mediawatch.jobs.signing_in import account_for, send_link
from mediawatch.model import SignInMethod
from mediawatch.render import said
from mediawatch.web.respond import back_to, page, safe_path
from mediawatch.web.site import LINK_LASTS, SESSION_LASTS, Site, site_of
from mediawatch.web.visitor import (
    COOKIE,
    SECURE_COOKIE,
    BadInputError,
    Form,
    NotFoundError,
    OurSite,
    RowId,
    SignedInOrNot,
)

log = logging.getLogger(__name__)

BROWSER_COOKIE = "mediawatch-nettleser"
MOST_LINKS = 5
MOST_FROM_ONE_PLACE = 30
LONGEST_TOKEN = 100

router = APIRouter(include_in_schema=False)


@router.get("/logg-inn")
def ask(request: Request, visitor: SignedInOrNot, til: str = "/") -> Response:
    """The sign-in page. `til`: where to go afterwards."""
    if visitor is not None and visitor.roles:
        return back_to(til)
    return sign_in_page(request, safe_path(til))


@router.post("/logg-inn")
def send_a_link(request: Request, site: OurSite, form: Form) -> Response:
    """Mails a link. The answer is the same whether the address is known or not, and as quick."""
    to, email = safe_path(form.get("til", "/")), form.get("epost", "").strip()
    if site.config.settings.sign_in == "oidc":
        return sign_in_page(request, to, status=403)
    if "@" not in email or len(email) > 320 or any(character.isspace() for character in email):
        fault = said("Skriv e-postadressen din, for eksempel kari.nordmann@kommune.no.")
        return sign_in_page(request, to, email=email[:320], fault=fault, status=422)
    now = site.now()
    place = request.client.host if request.client else ""
    allowed = site.store.access.attempt(f"from {place}", most=MOST_FROM_ONE_PLACE, within=LINK_LASTS, now=now)
    allowed = allowed and site.store.access.attempt(f"to {email.lower()}", most=MOST_LINKS, within=LINK_LASTS, now=now)
    if not allowed:
        fault = said("Det er sendt mange lenker nå. Vent et kvarter, og prøv igjen.")
        return sign_in_page(request, to, email=email, fault=fault, status=429)
    browser = token_urlsafe(32)
    answer = page(request, "link_sent", email=email, minutes=int(LINK_LASTS.total_seconds() // 60))
    _keep(answer, BROWSER_COOKIE, browser, site, seconds=int(LINK_LASTS.total_seconds()))
    answer.background = BackgroundTask(_send, site, email, to, browser)
    return answer


def sign_in_page(request: Request, to: str, *, email: str = "", fault: str = "", status: int = 200) -> Response:
    """The ways in: at the provider, where there is one, and by a link."""
    settings = site_of(request).config.settings
    provider = settings.oidc_name if settings.has_oidc else ""
    by_mail = settings.sign_in == "mail"
    return page(request, "sign_in", to=to, email=email, fault=fault, status=status, provider=provider, by_mail=by_mail)


def _send(site: Site, email: str, to: str, browser: str) -> None:
    now = site.now()
    account = account_for(site.config, site.store, email, now)
    if account is None:
        log.info("a sign-in link was asked for by an unknown address")
        return
    token = site.store.access.make_link(
        account.id, method="link", now=now, lasts=LINK_LASTS, goes_to=to, browser=browser
    )
    try:
        send_link(site.config, account, link_address(site.base_url, token), lasts=LINK_LASTS, now=now)
    except DeliveryError as error:
        log.warning("a sign-in link was not sent: %s", error)
    except OSError as error:
        log.warning("a sign-in link could not be written: %s", error)


def link_address(base_url: str, token: str) -> str:
    """Where a link leads."""
    return f"{base_url}/logg-inn/{token}"


@router.get("/logg-inn/{token}")
def follow(request: Request, site: OurSite, token: str) -> Response:
    """A link followed: signs in where that is safe, else asks for the press of a button."""
    method = site.store.access.link_is_open(token, site.now()) if len(token) <= LONGEST_TOKEN else None
    if method is None:
        return page(request, "link_used", status=410)
    asked_here = site.store.access.link_is_from(token, request.cookies.get(BROWSER_COOKIE, ""))
    if method == "terminal" or asked_here:
        return _sign_in(request, site, token)
    return page(request, "link_confirm", token=token)


@router.post("/logg-inn/{token}")
def confirm(request: Request, site: OurSite, token: str) -> Response:
    """The button of a link pressed."""
    return _sign_in(request, site, token)


def _sign_in(request: Request, site: Site, token: str) -> Response:
    used = site.store.access.use_link(token, site.now()) if len(token) <= LONGEST_TOKEN else None
    if used is None:
        return page(request, "link_used", status=410)
    return let_in(request, site, used.account.id, used.method, used.goes_to)


def let_in(request: Request, site: Site, account_id: int, method: SignInMethod, goes_to: str) -> Response:
    """Opens a session in this browser, with a token that nobody knew before, and goes where the visitor wanted."""
    now = site.now()
    browser = request.headers.get("user-agent", "")[:200]
    token = site.store.access.open_session(account_id, method=method, browser=browser, now=now, lasts=SESSION_LASTS)
    answer = back_to(goes_to or "/")
    _keep(answer, _cookie_name(site), token, site, seconds=int(SESSION_LASTS.total_seconds()))
    answer.delete_cookie(BROWSER_COOKIE, path="/")
    account = site.store.access.account_with(account_id)
    who = account.email if account else str(account_id)
    site.store.access.log("", by=who, action="session.open", subject=f"account {account_id}", after=method, now=now)
    return answer


@router.post("/logg-ut")
def leave(site: OurSite, visitor: SignedInOrNot, _form: Form) -> Response:
    """Ends the session everywhere it could be used."""
    if visitor is not None:
        site.store.access.end_session(visitor.account.id, site.now(), session_id=visitor.session.id)
    answer = RedirectResponse("/logg-inn", status_code=303)
    answer.delete_cookie(_cookie_name(site), path="/", secure=site.is_https, httponly=True, samesite="lax")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@router.get("/")
def home(request: Request, site: OurSite, visitor: SignedInOrNot) -> Response:
    """To the visitor's own organisation."""
    return _to_own(request, site, visitor, "")


@router.get("/sak/{story_id}")
def story(request: Request, site: OurSite, visitor: SignedInOrNot, story_id: RowId) -> Response:
    """A story wherever it belongs, for links that do not say."""
    if visitor is not None:
        for name in visitor.roles:
            if site.organisation(name) and site.store.story(story_id, organisation=name, everything=True):
                return RedirectResponse(f"/{name}/sak/{story_id}", status_code=302)
        raise NotFoundError
    return _to_own(request, site, visitor, f"sak/{story_id}")


@router.get("/arkiv")
@router.get("/innstillinger")
def short(request: Request, site: OurSite, visitor: SignedInOrNot) -> Response:
    """Addresses in mails that do not say which organisation."""
    return _to_own(request, site, visitor, request.url.path.lstrip("/"))


def _to_own(request: Request, site: Site, visitor: SignedInOrNot, path: str) -> Response:
    if visitor is None:
        return RedirectResponse(f"/logg-inn?til={quote(request.url.path, safe='/')}", status_code=302)
    own = next((name for name in visitor.roles if site.organisation(name)), None)
    if own is None:
        raise BadInputError("Du har ikke tilgang til noen kommune ennå. Be en administrator hos dere om å gi deg det.")
    return RedirectResponse(f"/{own}/{path}", status_code=302)


def _cookie_name(site: Site) -> str:
    return SECURE_COOKIE if site.is_https else COOKIE


def _keep(answer: Response, name: str, value: str, site: Site, *, seconds: int) -> None:
    answer.set_cookie(name, value, max_age=seconds, path="/", secure=site.is_https, httponly=True, samesite="lax")

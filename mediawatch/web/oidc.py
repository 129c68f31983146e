"""Signing in at an OpenID provider: sent there, back with a code, in with the roles of one's groups.

What is under way is kept in the store, bound to the browser that began by a cookie, and can be taken up once. The
provider's word for the mail address is taken: it is the organisation's own, named by the operator.
"""

import logging
from collections.abc import Iterable, Mapping
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from mediawatch.config.addresses import email_fault
from mediawatch.jobs.signing_in import account_of_groups
from mediawatch.render import plain
from mediawatch.web.oidc_provider import Provider, ProviderError, Trouble
from mediawatch.web.respond import page, safe_path
from mediawatch.web.signing_in import let_in
from mediawatch.web.site import Site
from mediawatch.web.visitor import NotFoundError, OurSite

log = logging.getLogger(__name__)

LASTS = timedelta(minutes=10)
COOKIE = "mediawatch-innlogging"
MOST_FROM_ONE_PLACE = 60
LONGEST = 4_000

Words = tuple[int, str, str]
"""Status, heading, and what to do."""

OLD: Words = (
    400,
    "Innloggingen ble ikke fullført",
    "Den tok for lang tid, eller ble startet i en annen nettleser. Prøv igjen herfra.",
)
CANCELLED: Words = (403, "Du avbrøt innloggingen", "Prøv igjen når du vil.")
NO_ADDRESS: Words = (
    403,
    "Kontoen mangler e-postadresse",
    "Innloggingstjenesten fortalte ikke e-postadressen din, eller sier at den ikke er bekreftet. Be IT-avdelingen om å "
    "legge den inn på kontoen.",
)
NO_ACCESS: Words = (
    403,
    "Du har ikke tilgang ennå",
    "Kontoen din er ikke i noen av gruppene som har tilgang. Be kommunikasjonsrådgiveren eller IT-avdelingen om å "
    "legge deg til, og logg inn på nytt.",
)
MANY: Words = (429, "Det er logget inn mange ganger nå", "Vent noen minutter, og prøv igjen.")
TROUBLES: Mapping[Trouble, Words] = {
    "away": (503, "Innloggingstjenesten svarer ikke", "Vent et minutt, og prøv igjen."),
    "odd": (
        502,
        "Innloggingstjenesten svarte rart",
        "Meld fra til dem som drifter mediawatch. Loggen sier hva som var galt.",
    ),
    "refused": (
        502,
        "Innloggingstjenesten sa nei",
        "Prøv igjen. Skjer det på nytt, må de som drifter mediawatch, sjekke oppsettet. Loggen sier hva som var galt.",
    ),
    "clock": (
        502,
        "Klokkene går ikke likt",
        "Innloggingen kom fram for sent eller for tidlig. Prøv igjen. Skjer det på nytt, må de som drifter mediawatch, "
        "stille klokka på tjeneren.",
    ),
    "forged": (
        403,
        "Innloggingen ble ikke godtatt",
        "Svaret fra innloggingstjenesten kan ikke være ekte. Prøv igjen herfra. Skjer det på nytt, må de som drifter "
        "mediawatch, få vite det.",
    ),
}

router = APIRouter(include_in_schema=False)


@router.get("/logg-inn/oidc")
def begin(request: Request, site: OurSite, til: str = "/") -> Response:
    """Sends the browser to the provider. `til`: where to go afterwards."""
    provider, to, now = _provider(site), safe_path(til), site.now()
    place = request.client.host if request.client else ""
    if not site.store.access.attempt(f"oidc from {place}", most=MOST_FROM_ONE_PLACE, within=LASTS, now=now):
        return _failed(request, site, MANY)
    state, nonce, verifier, browser = (token_urlsafe(32) for _ in range(4))
    browser = request.cookies.get(_cookie_name(site), "")[:100] or browser
    try:
        address = provider.address(back=_back(site), state=state, nonce=nonce, verifier=verifier)
    except ProviderError as error:
        return _troubled(request, site, error, to)
    site.store.access.begin_request(
        state, browser=browser, nonce=nonce, verifier=verifier, goes_to=to, now=now, lasts=LASTS
    )
    answer = RedirectResponse(address, status_code=302)
    answer.set_cookie(
        _cookie_name(site), browser, max_age=int(LASTS.total_seconds()), path="/", secure=site.is_https,
        httponly=True, samesite="lax",
    )  # fmt: skip
    return answer


@router.get("/logg-inn/oidc/svar")
def end(
    request: Request, site: OurSite, state: str = "", code: str = "", error: str = "", iss: str | None = None
) -> Response:
    """Back from the provider: in, or told why not."""
    provider, now = _provider(site), site.now()
    browser = request.cookies.get(_cookie_name(site), "")
    asked = site.store.access.end_request(state, browser, now) if 0 < len(state) <= 100 and browser else None
    if asked is None:
        return _failed(request, site, OLD)
    if error in ("access_denied", "login_required", "interaction_required", "consent_required"):
        return _failed(request, site, CANCELLED, asked.goes_to)
    try:
        if error or not code or len(code) > LONGEST:
            raise ProviderError("refused", f"came back with {error[:100]!r} and no code")
        if iss is not None and iss != provider.issuer:
            raise ProviderError("forged", "another provider sent the browser back")
        claims = provider.claims(code, back=_back(site), nonce=asked.nonce, verifier=asked.verifier, now=now)
    except ProviderError as trouble:
        return _troubled(request, site, trouble, asked.goes_to)
    email = _address_of(claims)
    if not email:
        return _failed(request, site, NO_ADDRESS, asked.goes_to)
    groups = groups_of(claims, site.config.settings.oidc_groups.split())
    name = plain(str(claims.get("name") or ""))[:200]
    account = account_of_groups(site.config, site.store, email, name=name, groups=groups, now=now)
    if account is None:
        return _failed(request, site, NO_ACCESS, asked.goes_to)
    answer = let_in(request, site, account.id, "oidc", asked.goes_to)
    answer.delete_cookie(_cookie_name(site), path="/", secure=site.is_https, httponly=True, samesite="lax")
    return answer


def groups_of(claims: Mapping[str, Any], names: Iterable[str]) -> frozenset[str] | None:
    """What the provider says of groups; None where it says there are more than fit (Entra ID, above 200): then
    nothing is known, and no role is given or taken away."""
    elsewhere = claims.get("_claim_names")
    found: set[str] = set()
    for name in names:
        if isinstance(elsewhere, dict) and name in elsewhere:
            log.warning("the provider sends no %s: too many to fit; use app roles instead (docs/operations.md)", name)
            return None
        value = claims.get(name)
        found |= {one for one in ([value] if isinstance(value, str) else value or ()) if isinstance(one, str)}
    return frozenset(found)


def _address_of(claims: Mapping[str, Any]) -> str:
    """The mail address the provider vouches for, "" when it does not. Entra ID may send none but the sign-in name."""
    if claims.get("email"):
        email, verified = str(claims["email"]), str(claims.get("email_verified", True)).lower() != "false"
    else:
        email, verified = str(claims.get("preferred_username") or ""), True
    good = verified and len(email) <= 320 and email.isprintable() and not email_fault(email)
    return email if good else ""


def _provider(site: Site) -> Provider:
    if site.provider is None:
        raise NotFoundError
    return site.provider


def _back(site: Site) -> str:
    return f"{site.base_url}/logg-inn/oidc/svar"


def _cookie_name(site: Site) -> str:
    return f"__Host-{COOKIE}" if site.is_https else COOKIE


def _troubled(request: Request, site: Site, error: ProviderError, to: str) -> Response:
    log.warning("%s", error)
    return _failed(request, site, TROUBLES[error.trouble], to)


def _failed(request: Request, site: Site, what: Words, to: str = "/") -> Response:
    status, heading, words = what
    by_mail = site.config.settings.sign_in == "mail"
    headers = {"Retry-After": "60"} if status in (429, 503) else {}
    return page(
        request, "oidc_failed", status=status, headers=headers, heading=heading, words=words, to=to, by_mail=by_mail
    )

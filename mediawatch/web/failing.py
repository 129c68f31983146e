"""What goes wrong to a page that says what to do. No text of an exception is ever shown; its advice is."""

import logging
from collections.abc import Callable
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from mediawatch.errors import MediawatchError, StoreError
from mediawatch.model import AccessRole
from mediawatch.render import said
from mediawatch.web.guard import TooLargeError
from mediawatch.web.respond import page
from mediawatch.web.visitor import BadInputError, ForgedError, NotAllowedError, NotFoundError, SignInNeededError

log = logging.getLogger(__name__)

NEEDS: dict[AccessRole, str] = {
    "reader": "Dette krever lesetilgang.",
    "adviser": "Du har lesetilgang. Dette kan bare en rådgiver eller en administrator gjøre.",
    "administrator": "Dette kan bare en administrator gjøre.",
}


def answers_for_failures(app: FastAPI) -> None:
    """Teaches the application to answer every failure in words."""
    handlers: dict[type[Exception], Callable[..., Response]] = {
        SignInNeededError: _sign_in,
        NotFoundError: _not_found,
        NotAllowedError: _not_allowed,
        ForgedError: _forged,
        BadInputError: _bad_input,
        TooLargeError: _too_large,
        RequestValidationError: _odd_address,
        HTTPException: _http,
        StoreError: _store,
        MediawatchError: _trouble,
        Exception: _bug,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)


def failure(request: Request, status: int, heading: str, words: str, **headers: str) -> Response:
    """A page with a heading and what to do."""
    shown = {name.replace("_", "-"): value for name, value in headers.items()}
    return page(request, "failure", status=status, headers=shown, heading=heading, words=words)


def _sign_in(request: Request, _error: SignInNeededError) -> Response:
    if request.method not in ("GET", "HEAD"):
        words = said(
            "Du er logget ut. Logg inn på nytt i en annen fane, og send skjemaet igjen. Da mister du ingenting."
        )
        return failure(request, 401, said("Du må logge inn"), words)
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/logg-inn?til={quote(wanted, safe='/')}", status_code=302)


def _not_found(request: Request, error: NotFoundError) -> Response:
    words = said("Adressen kan være skrevet feil, eller så har du ikke tilgang til det som ligger der.")
    return failure(request, 404, said("Fant ikke siden"), said(error.words) or words)


def _not_allowed(request: Request, error: NotAllowedError) -> Response:
    return failure(request, 403, said("Dette har du ikke tilgang til"), said(NEEDS[error.needs]))


def _forged(request: Request, _error: ForgedError) -> Response:
    words = said("Skjemaet er fra en gammel økt. Gå tilbake, last siden på nytt og send det igjen.")
    return failure(request, 403, said("Skjemaet ble ikke tatt imot"), words)


def _bad_input(request: Request, error: BadInputError) -> Response:
    return failure(request, 422, said("Noe må rettes"), said(error.words))


def _too_large(request: Request, _error: TooLargeError) -> Response:
    return failure(request, 413, said("Det du sendte, er for stort"), said("Del det opp, og send en del om gangen."))


def _odd_address(request: Request, _error: RequestValidationError) -> Response:
    words = said("Adressen har en verdi som ikke gir mening. Gå tilbake, og velg på nytt derfra.")
    return failure(request, 422, said("Adressen gir ikke mening"), words)


def _http(request: Request, error: HTTPException) -> Response:
    if error.status_code == 404:
        return _not_found(request, NotFoundError())
    if error.status_code == 405:
        words = said("Gå tilbake, og bruk knappene der.")
        return failure(request, 405, said("Slik virker ikke denne siden"), words)
    words = said("Gå tilbake, og prøv igjen.")
    return failure(request, error.status_code, said("Forespørselen gir ikke mening"), words)


def _store(request: Request, error: StoreError) -> Response:
    log.error("store: %s", error)
    words = said("Databasen svarer ikke akkurat nå. Ingenting er gått tapt. Prøv igjen om litt.")
    try:
        return failure(request, 503, said("Vi får ikke tak i arkivet"), words, Retry_After="30")
    except StoreError:
        return PlainTextResponse(f"{words}\n", status_code=503, headers={"Retry-After": "30"})


def _trouble(request: Request, error: MediawatchError) -> Response:
    log.warning("%s", error)
    return failure(request, 502, said("Det gikk ikke"), error.advice or said("Prøv igjen om litt."))


def _bug(request: Request, error: Exception) -> Response:
    log.error("bug on %s %s", request.method, request.url.path, exc_info=error)
    words = "Det er en feil i mediawatch. Den er skrevet i loggen. Meld fra til dem som vedlikeholder mediawatch."
    return PlainTextResponse(f"{words}\n", status_code=500)

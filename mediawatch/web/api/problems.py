"""What went wrong, as application/problem+json (RFC 9457): a title and what to do, in Norwegian."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Match

from mediawatch.errors import MediawatchError, StoreError
from mediawatch.web.guard import TooLargeError

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
TITLES: Mapping[int, str] = {
    400: "Forespørselen gir ikke mening",
    401: "Nøkkelen mangler eller virker ikke",
    403: "Nøkkelen gir ikke lov til dette",
    404: "Finnes ikke",
    405: "Slik kan adressen ikke brukes",
    409: "Noen har endret saken i mellomtiden",
    413: "For stort",
    414: "Adressen er for lang",
    422: "Noe må rettes",
    429: "For mange forespørsler",
    500: "Feil i mediawatch",
    503: "Arkivet svarer ikke",
}
ENGLISH: Mapping[int, str] = {
    400: "The request cannot be read",
    401: "No token, or one that does not work",
    403: "The token's scope does not allow this",
    404: "There is no such thing in the token's organisation",
    409: "The story has been corrected since it was looked at",
    413: "The body is larger than one megabyte",
    414: "The address is too long",
    422: "A parameter or field makes no sense",
    429: "Too many requests; see Retry-After",
    503: "The database does not answer; see Retry-After",
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "title": "Problem",
    "description": "What went wrong (RFC 9457). `title` and `detail` are Norwegian and may be shown to people.",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["where", "detail"],
                "properties": {"where": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}


class ProblemError(Exception):
    """An answer that is a problem. `errors`: (where, what) for each fault of what was sent."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        errors: tuple[tuple[str, str], ...] = (),
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers, self.errors = status, detail, headers, errors


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Statuses to what the OpenAPI document says of them."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": ENGLISH[status], "content": content} for status in statuses}


def problem(
    status: int,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    errors: tuple[tuple[str, str], ...] = (),
) -> Response:
    """A problem as an answer."""
    title = TITLES.get(status) or HTTPStatus(status).phrase
    content: dict[str, Any] = {"title": title, "status": status, "detail": detail}
    if errors:
        content["errors"] = [{"where": where, "detail": what} for where, what in errors]
    return JSONResponse(content, status_code=status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


def answers_for_problems(api: FastAPI) -> None:
    """Teaches the interface to answer every failure as a problem."""
    for kind, handler in (
        (ProblemError, _problem),
        (RequestValidationError, _invalid),
        (HTTPException, _http),
        (TooLargeError, _too_large),
        (StoreError, _store),
        (MediawatchError, _trouble),
        (Exception, _bug),
    ):
        api.add_exception_handler(kind, handler)  # type: ignore[arg-type]  # each takes the kind it stands beside


def _problem(_request: Request, error: ProblemError) -> Response:
    return problem(error.status, error.detail, headers=error.headers, errors=error.errors)


_FAULTS = {
    "missing": "Mangler.",
    "literal_error": "Skriv en av: {expected}.",
    "string_too_long": "Høyst {max_length} tegn.",
    "string_too_short": "Minst {min_length} tegn.",
    "greater_than_equal": "Minst {ge}.",
    "less_than_equal": "Høyst {le}.",
    "extra_forbidden": "Feltet finnes ikke.",
    "int_parsing": "Skriv et helt tall.",
    "int_type": "Skriv et helt tall.",
    "string_type": "Skriv en tekst.",
    "json_invalid": "Dette er ikke JSON.",
    "too_long": "Høyst {max_length} i listen.",
    "too_short": "Minst {min_length} i listen.",
    "list_type": "Skriv en liste.",
}


def _invalid(_request: Request, error: RequestValidationError) -> Response:
    errors = tuple((".".join(map(str, fault["loc"])), _fault_words(fault)) for fault in error.errors()[:20])
    where = errors[0][0] if errors else ""
    detail = f"Rett {where}: {errors[0][1]}" if errors else "Noe i forespørselen gir ikke mening."
    return problem(422, detail, errors=errors)


def _fault_words(fault: Mapping[str, Any]) -> str:
    words = _FAULTS.get(str(fault["type"]))
    if words is None:
        return "Verdien kan ikke brukes her."
    context = {name: str(value).replace(" or ", " eller ") for name, value in (fault.get("ctx") or {}).items()}
    return words.format_map({"expected": "", "max_length": "", "min_length": "", "ge": "", "le": "", **context})


def _http(request: Request, error: HTTPException) -> Response:
    if isinstance(error.__cause__, TooLargeError):
        return _too_large(request, error.__cause__)
    details = {
        404: "Adressen finnes ikke. Dokumentasjonen ligger på siden «API» i mediawatch.",
        405: "Adressen finnes, men ikke med denne metoden.",
        400: "Innholdet kan ikke leses. Send gyldig JSON i UTF-8.",
    }
    detail = details.get(error.status_code, "Forespørselen kan ikke brukes slik.")
    headers = {"Allow": ", ".join(_methods(request))} if error.status_code == 405 else error.headers
    return problem(error.status_code, detail, headers=headers)


def _methods(request: Request) -> list[str]:
    """What may be done at an address, by all that stands there."""
    routes = [route for router in request.app.state.parts for route in router.routes]
    there = [route for route in routes if route.matches(request.scope)[0] is not Match.NONE]
    return sorted({method for route in there for method in route.methods})


def _too_large(_request: Request, _error: TooLargeError) -> Response:
    return problem(413, "Send høyst én megabyte om gangen.")


def _store(_request: Request, error: StoreError) -> Response:
    log.error("store: %s", error)
    return problem(503, "Databasen svarer ikke akkurat nå. Prøv igjen om litt.", headers={"Retry-After": "30"})


def _trouble(_request: Request, error: MediawatchError) -> Response:
    log.warning("%s", error)
    return problem(500, error.advice or "Det gikk ikke. Prøv igjen om litt.")


def _bug(request: Request, error: Exception) -> Response:
    log.error("bug on %s %s", request.method, request.url.path, exc_info=error)
    return problem(500, "Det er en feil i mediawatch. Den er skrevet i loggen. Meld fra til dem som vedlikeholder det.")

"""The JSON interface as an application of its own, to stand below /api/v1."""

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi

from mediawatch import __version__
from mediawatch.report.story_json import moment_json
from mediawatch.web.api import enquiries, numbers, pitches, responses, shapes, stories
from mediawatch.web.api.asking import PER_MINUTE, Reading
from mediawatch.web.api.problems import SCHEMA, answers_for_problems, documented
from mediawatch.web.guard import Pace
from mediawatch.web.site import Site

PATH = "/api/v1"
DESCRIPTION = """What mediawatch knows of the press about one organisation: the one the token belongs to.

Send the token as `Authorization: Bearer mw_…`. A token with scope `read` changes nothing. Errors are
`application/problem+json` (RFC 9457) with words in Norwegian that may be shown to people. The whole text of an article
is never given away: titles, leads of at most 300 characters, and links to the outlets."""

router = APIRouter(tags=["token"])


@router.get("/me", response_model=shapes.Me, summary="The token that asks")
def me(caller: Reading) -> Any:
    """What the token is for, what it may do, and when it ends."""
    token, zone = caller.token, caller.site.zone
    return {
        "organisation": caller.organisation.id,
        "organisation_name": caller.organisation.name,
        "purpose": token.purpose,
        "scope": token.scope,
        "created_at": moment_json(token.created_at, zone),
        "expires_at": moment_json(token.expires_at, zone),
    }


PARTS = (router, stories.router, numbers.router, enquiries.router, responses.router, pitches.router)


def make_interface(site: Site) -> FastAPI:
    """The site's JSON interface."""
    api = FastAPI(
        title="mediawatch",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        responses=documented(400, 401, 413, 414, 422, 429, 503),
    )
    api.state.site = site
    api.state.pace = Pace(PER_MINUTE)
    api.state.parts = PARTS
    for one in PARTS:
        api.include_router(one)
    api.openapi = lambda: openapi_of(api)  # type: ignore[method-assign]
    api.add_api_route("/openapi.json", document, include_in_schema=False)
    answers_for_problems(api)
    return api


def openapi_of(api: FastAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document, made once."""
    if api.openapi_schema is None:
        made = get_openapi(
            title=api.title,
            version=api.version,
            description=api.description,
            routes=api.routes,
            servers=[{"url": PATH}],
        )
        made["components"]["schemas"]["Problem"] = SCHEMA
        api.openapi_schema = made
    return api.openapi_schema


def document(request: Request, _caller: Reading) -> Any:
    """The OpenAPI document, for whoever has a token: nothing but health and static files is open to all."""
    return request.app.openapi()

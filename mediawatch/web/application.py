"""The whole: every page and what stands around it, put together for one site."""

from typing import Annotated, Any

from fastapi import FastAPI, Path, Request
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from mediawatch.errors import StoreError
from mediawatch.report.colour import FALLBACK_ACCENT, readable
from mediawatch.report.mail import NIGHT, NIGHT_CONTRAST, PAPER
from mediawatch.web import (
    absences,
    archive,
    archive_saved,
    archive_tags,
    audit,
    contacts,
    crises,
    crisis_log,
    dashboards,
    enquiries,
    enquiry,
    enquiry_times,
    keys,
    notes,
    oidc,
    people,
    pitch_pages,
    response_facts,
    response_pack,
    responses,
    reviewing,
    signing_in,
    spokespersons,
    story,
    to_do,
    today,
    voice_judging,
    voices,
)
from mediawatch.web import help as help_pages
from mediawatch.web.api.interface import PATH, make_interface
from mediawatch.web.failing import answers_for_failures
from mediawatch.web.guard import Guard
from mediawatch.web.respond import STATIC
from mediawatch.web.site import Site, site_of
from mediawatch.web.spoken import InLanguage

FOREVER = "public, max-age=31536000, immutable"
PAGES = (
    archive.feed_router,
    oidc.router,
    signing_in.router,
    today.router,
    reviewing.router,
    story.router,
    notes.router,
    people.router,
    audit.router,
    keys.router,
    help_pages.router,
    dashboards.router,
    to_do.router,
    enquiries.router,
    enquiry_times.router,
    enquiry.router,
    contacts.router,
    spokespersons.router,
    absences.router,
    crises.router,
    crisis_log.router,
    voices.router,
    voice_judging.router,
    responses.router,
    response_facts.router,
    response_pack.router,
    pitch_pages.router,
    archive_saved.router,
    archive_tags.router,
    archive.router,
)
"""In the order in which addresses are tried: what stands alone before what lies below an organisation."""


def make_application(site: Site) -> ASGIApp:
    """The site to an ASGI application, guarded."""
    app = FastAPI(title="mediawatch", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = site
    app.add_api_route("/healthz", healthy, include_in_schema=False)
    app.add_api_route("/robots.txt", robots, include_in_schema=False)
    app.add_api_route("/static/profil/{colour}.css", accent, include_in_schema=False)
    app.mount("/static", Kept(directory=STATIC))
    app.state.api = make_interface(site)
    app.mount(PATH, app.state.api)
    for router in PAGES:
        app.include_router(router)
    answers_for_failures(app)
    return Guard(InLanguage(app), site)


def healthy(request: Request) -> Response:
    """Whether we are up and reach the database: for those who watch the watcher. Tells nothing else."""
    try:
        site_of(request).store.access.account("")
    except StoreError:
        return PlainTextResponse("Databasen svarer ikke.\n", status_code=503)
    return PlainTextResponse("OK\n")


def robots() -> Response:
    """Nothing here is for search engines."""
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


def accent(colour: Annotated[str, Path(pattern="^[0-9A-Fa-f]{3,6}$")]) -> Response:
    """An organisation's colour as a stylesheet, moved until it can be read by day and by night."""
    day = readable(f"#{colour}" if len(colour) in (3, 6) else FALLBACK_ACCENT, PAPER)
    night = readable(day, NIGHT, NIGHT_CONTRAST)
    sheet = f":root{{--accent-day:{day};--accent-night:{night}}}\n"
    return Response(sheet, media_type="text/css", headers={"Cache-Control": FOREVER})


class Kept(StaticFiles):
    """Static files below a fingerprint that changes when they do: browsers may keep them for ever."""

    def get_path(self, scope: Scope) -> str:
        """The path without its fingerprint."""
        whole = super().get_path(scope)
        _fingerprint, slash, name = whole.partition("/")
        return name if slash else whole

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """The file, to be kept."""
        answer = super().file_response(*args, **kwargs)
        answer.headers["Cache-Control"] = FOREVER
        return answer

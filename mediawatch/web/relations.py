"""The media work in one place: what must be done, the soonest first, and the way to each part of it."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from mediawatch.web.due import Due
from mediawatch.web.respond import Place, page
from mediawatch.web.site import Site
from mediawatch.web.visitor import OurSite, Reader, Visitor

PARTS = (
    Place("overview", "Å gjøre", "mediearbeid"),
    Place("responses", "Kritiske saker", "svar"),
    Place("enquiries", "Henvendelser", "henvendelser"),
    Place("pitches", "Egne saker", "egne-saker"),
    Place("spokespersons", "Talspersoner", "talspersoner"),
    Place("voices", "Stemmer", "stemmer"),
    Place("contacts", "Kontakter", "kontakter"),
    Place("crisis", "Krise", "krise"),
)
"""The tabs of the media work."""

DUE: tuple[Callable[[Site, Visitor], Iterable[Due]], ...] = ()
"""Each part's own answer to what must be done."""

FAR = datetime.max.replace(tzinfo=UTC)

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


def relations_page(request: Request, template: str, *, part: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page of the media work: as `respond.page`, with the tabs. `part`: key of the tab."""
    visitor: Visitor = request.state.visitor
    parts = [place for place in PARTS if visitor.may(place.role)]
    return page(request, template, status=status, here="relations", part=part, parts=parts, **context)


def due_lines(site: Site, visitor: Visitor) -> list[Due]:
    """Everything that must be done, the soonest first, what has no time last."""
    found = [line for part in DUE for line in part(site, visitor)]
    return sorted(found, key=lambda line: line.at or FAR)


@router.get("/mediearbeid")
def overview(request: Request, site: OurSite, visitor: Reader) -> Response:
    """What must be done."""
    return relations_page(request, "relations", part="overview", lines=due_lines(site, visitor))

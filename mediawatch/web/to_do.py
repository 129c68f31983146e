"""What must be done in the media work, the soonest first, gathered from all its parts."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.web import contacts, crises, enquiries, pitch_due, responses, spokespersons, voice_flags
from mediawatch.web.due import Due
from mediawatch.web.relations import relations_page
from mediawatch.web.site import Site
from mediawatch.web.visitor import OurSite, Reader, Visitor

Part = Callable[[Site, Visitor], Iterable[Due]]

DUE: tuple[Part, ...] = (
    enquiries.due,
    responses.due,
    contacts.due,
    crises.due,
    spokespersons.due,
)
"""Each part's own answer to what must be done."""

SLOW: tuple[Part, ...] = (pitch_due.due, voice_flags.due)
"""Those that read months of coverage: just after a start they are left out rather than waited for."""
FIRST_SECONDS = 2.0

FAR = datetime.max.replace(tzinfo=UTC)

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


def due_lines(site: Site, visitor: Visitor) -> list[Due]:
    """Everything that must be done, the soonest first, what has no time last."""
    found = [line for part in DUE for line in part(site, visitor)]
    for part in SLOW:
        key = ("due", part.__module__, visitor.organisation.id, visitor.role)
        found += site.remembered.soon(key, partial(_lines, part, site, visitor), FIRST_SECONDS) or ()
    return sorted(found, key=lambda line: line.at or FAR)


def _lines(part: Part, site: Site, visitor: Visitor) -> list[Due]:
    return list(part(site, visitor))


@router.get("/mediearbeid")
def overview(request: Request, site: OurSite, visitor: Reader) -> Response:
    """What must be done."""
    return relations_page(request, "relations", part="overview", lines=due_lines(site, visitor))

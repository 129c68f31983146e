"""The media work: its parts, shown as tabs on each of their pages. What must be done (DUE) is gathered in web.to_do."""

from typing import Any

from fastapi import Request
from starlette.responses import HTMLResponse

from mediawatch.web.respond import Place, page
from mediawatch.web.visitor import Visitor

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


def relations_page(request: Request, template: str, *, part: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page of the media work: as `respond.page`, with the tabs. `part`: key of the tab."""
    visitor: Visitor = request.state.visitor
    parts = [place for place in PARTS if visitor.may(place.role)]
    return page(request, template, status=status, here="relations", part=part, parts=parts, **context)

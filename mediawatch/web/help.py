"""Pages of words: help, and how accessible the pages are."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.web.respond import page
from mediawatch.web.visitor import Reader

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@router.get("/hjelp")
def helped(request: Request, visitor: Reader) -> Response:
    """The first things one asks."""
    return page(request, "help", adviser=visitor.may("adviser"))


@router.get("/tilgjengelighet")
def accessibility(request: Request, _visitor: Reader) -> Response:
    """The accessibility statement."""
    return page(request, "accessibility")

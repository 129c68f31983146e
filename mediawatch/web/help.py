"""Pages of words: help, how accessible the pages are, and what is kept about people."""

from dataclasses import asdict

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.report.person_words import FROM_WORDS, KIND_WORDS
from mediawatch.web.respond import page
from mediawatch.web.visitor import OurSite, Reader

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@router.get("/hjelp")
def helped(request: Request, visitor: Reader) -> Response:
    """The first things one asks."""
    return page(request, "help", adviser=visitor.may("adviser"))


@router.get("/personvern")
def privacy(request: Request, site: OurSite, visitor: Reader) -> Response:
    """What is held about people, why, how long, and how to have it shown or erased."""
    months = asdict(visitor.organisation.retention)
    kept = [(KIND_WORDS[kind], count, FROM_WORDS[kind]) for kind, count in months.items()]
    return page(request, "privacy", kept=kept, contact=site.config.settings.contact)


@router.get("/tilgjengelighet")
def accessibility(request: Request, _visitor: Reader) -> Response:
    """The accessibility statement."""
    return page(request, "accessibility")

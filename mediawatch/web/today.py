"""The front page: what is new and waits for a person, how the week stands, who has gone silent."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.web.respond import page
from mediawatch.web.rows import story_row
from mediawatch.web.visitor import OurSite, Reader

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@router.get("/")
def today(request: Request, site: OurSite, visitor: Reader) -> Response:
    """What is new."""
    stories = site.store.stories(visitor.organisation.id, include_unsure=True, limit=30, outlets=site.outlets)
    rows = [story_row(story, visitor.organisation, today=site.today, zone=site.zone) for story in stories]
    return page(request, "today", here="today", rows=rows)

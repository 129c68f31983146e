"""The front page: what is new and waits for a person, how the week stands, who has gone silent."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from mediawatch.model import Story
from mediawatch.web.judging import MOST_UNDONE
from mediawatch.web.queue import WINDOW, Reason, queued
from mediawatch.web.respond import page
from mediawatch.web.review_rows import ReviewRow, review_row
from mediawatch.web.site import Site
from mediawatch.web.standing import heard_words, silent_words, standing
from mediawatch.web.to_do import due_lines
from mediawatch.web.visitor import LARGEST_ID, OurSite, Reader, Visitor

MOST_DUE = 4
SHOWN = 20
"""Stories on the page: it stays small, and the next ones come when these are seen."""

router = APIRouter(prefix="/{organisation}", include_in_schema=False)

StoryId = Annotated[int | None, Query(ge=1, le=LARGEST_ID)]


@router.get("/")
def today(
    request: Request,
    site: OurSite,
    visitor: Reader,
    sak: StoryId = None,
    neste: StoryId = None,
    antall: Annotated[int, Query(ge=1, le=MOST_UNDONE)] = 1,
) -> Response:
    """What waits and how it stands. `sak`: the story just judged (with `antall` corrections), `neste`: the next one."""
    waits = queued(site.store.reviews.waiting(visitor.organisation.id, site.now() - WINDOW))
    shown = waits[:SHOWN]
    rows = rows_of(site, visitor, {one.story: one.reason for one in shown})
    judged = rows_of(site, visitor, {sak: "tone"}, everything=True) if sak and visitor.may("adviser") else []
    waiting = due_lines(site, visitor)
    at = next((place for place, row in enumerate(rows) if row.id == neste), 0)
    return page(
        request,
        "today",
        here="today",
        rows=rows,
        total=len(waits),
        decide=sum(one.reason == "decide" for one in waits),
        due=waiting[:MOST_DUE],
        due_more=max(0, len(waiting) - MOST_DUE),
        judged=judged[0] if judged else None,
        judged_before=at,
        made=antall,
        days=WINDOW.days,
        standing=standing(site, visitor.organisation),
        silent=silent_words(site),
        heard=heard_words(site) if not rows else (),
        may_review=visitor.may("adviser"),
    )


def rows_of(site: Site, visitor: Visitor, reasons: dict[int, Reason], *, everything: bool = False) -> list[ReviewRow]:
    """Stories to review, by id, to their rows. `everything`: also what is held not to concern us."""
    name = visitor.organisation.id
    stories: list[Story] = site.store.reviews.stories(name, list(reasons), site.outlets, everything=everything)
    marks = site.store.reviews.marks(name, [story.id for story in stories])
    on_the_day = site.roster(visitor.organisation)
    return [
        review_row(story, on_the_day, site=site, mark=marks[story.id], reason=reasons[story.id]) for story in stories
    ]

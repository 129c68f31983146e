"""The buttons beside a story: judge it, take back what was said. A browser with a script gets what to show in the
row's place; any other is led on to the next story."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from mediawatch.errors import ChangedError
from mediawatch.render import render, said
from mediawatch.web.judging import (
    Choice,
    Judged,
    choice_of,
    choice_words,
    correction_words,
    judge,
    mark_of,
    mark_words,
    since_then,
    story_of,
    take_back,
    undone_words,
)
from mediawatch.web.respond import back_to, page
from mediawatch.web.review_rows import review_row
from mediawatch.web.site import Site
from mediawatch.web.visitor import Adviser, BadInputError, Form, OurSite, SentForm, Visitor, csrf_of

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@router.post("/sak/{story_id}/vurder")
def judge_story(request: Request, site: OurSite, visitor: Adviser, story_id: int, form: Form) -> Response:
    """Keeps what the visitor says of the story."""
    story = story_of(site, visitor, story_id)
    choice = choice_of(form, story)
    try:
        judged = judge(site, visitor, story, choice)
    except ChangedError:
        return _conflict(request, site, visitor, story_id, form, choice)
    return _answer(request, site, visitor, form, judged, "done")


@router.post("/sak/{story_id}/angre")
def undo_story(request: Request, site: OurSite, visitor: Adviser, story_id: int, form: Form) -> Response:
    """Takes back what was last said of the story."""
    story = story_of(site, visitor, story_id)
    count = 2 if form.get("antall") == "2" else 1
    try:
        judged = take_back(site, visitor, story, mark=mark_of(form.get("merke", "")), count=count)
    except ChangedError:
        return _conflict(request, site, visitor, story_id, form, None)
    if judged is None:
        raise BadInputError("Saken har ingen rettelse å angre.")
    return _answer(request, site, visitor, form, judged, "item")


def _answer(request: Request, site: Site, visitor: Visitor, form: SentForm, judged: Judged, partial: str) -> Response:
    """What was done, as the one who asked can use it. `partial`: "done", or "item" for a story that waits again."""
    story, home = judged.story, f"/{visitor.organisation.id}/"
    if _wants_json(request):
        one = review_row(story, site.roster(visitor.organisation), site=site, mark=judged.mark)
        row = _partial(visitor, partial, one=one, made=judged.made, next_id=form.get("neste", ""))
        return JSONResponse({"words": judged.words, "row": row})
    if form.get("fra") == "sak":
        return back_to(f"{home}sak/{story.id}?gjort=vurdert#svar")
    if partial == "item":
        return back_to(f"{home}#sak-{story.id}")
    following = form.get("neste", "")
    following = f"&neste={following}" if following.isascii() and following.isdigit() else ""
    return back_to(f"{home}?gjort=vurdert&sak={story.id}&antall={judged.made}{following}#svar")


def _conflict(
    request: Request, site: Site, visitor: Visitor, story_id: int, form: SentForm, choice: Choice | None
) -> Response:
    """Somebody else was first: what they said, what the visitor wanted, and the choice between them."""
    name = visitor.organisation.id
    story = story_of(site, visitor, story_id)
    theirs = since_then(site.store.corrections(name, story_id), mark_of(form.get("merke", "")))
    mark = site.store.reviews.marks(name, [story_id])[story_id]
    shown: dict[str, Any] = {
        "one": review_row(story, site.roster(visitor.organisation), site=site, mark=mark),
        "theirs": [(correction_words(one, site), undone_words(one, site)) for one in theirs],
        "mine": choice_words(choice, story) if choice else said("angre den siste rettelsen"),
        "fields": {**{key: form.get(key, "") for key in ("valg", "hvorfor", "tema", "slag", "antall", "fra", "neste")},
                   "merke": mark_words(mark)},
        "action": "vurder" if choice else "angre",
    }  # fmt: skip
    if _wants_json(request):
        words = said("Noen andre har endret saken. Velg hva som skal gjelde.")
        return JSONResponse({"words": words, "row": _partial(visitor, "conflict", **shown)}, status_code=409)
    return page(request, "conflict", status=409, from_story=form.get("fra") == "sak", **shown)


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _partial(visitor: Visitor, name: str, **context: Any) -> str:
    home = f"/{visitor.organisation.id}/"
    return render(f"web/partials/review_{name}.html.jinja", home=home, csrf=csrf_of(visitor.token), **context)

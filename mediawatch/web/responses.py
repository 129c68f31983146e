"""Critical stories: the queue, and of each story the assessment, the decision and how it ended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response as Answer

from mediawatch.errors import ChangedError
from mediawatch.jobs.responses import first_printed, keep_response, owner_words, titles_of, undecided
from mediawatch.model import Response, Story
from mediawatch.relate.clocks import complaint_deadline, is_late
from mediawatch.relate.response_numbers import response_numbers
from mediawatch.relate.response_words import DECISION_NAMES, STATUS_NAMES
from mediawatch.relate.responses import needs_decision
from mediawatch.render import said, shorten
from mediawatch.web.due import Due
from mediawatch.web.judging import story_of
from mediawatch.web.relations import relations_page
from mediawatch.web.respond import back_to
from mediawatch.web.response_form import Faults, Written, read_decision, read_end
from mediawatch.web.response_view import differences, owners_of, response_context, response_to
from mediawatch.web.response_words import QUEUE_NAMES
from mediawatch.web.rows import StoryRow, story_row
from mediawatch.web.site import Site
from mediawatch.web.visitor import Adviser, Form, NotFoundError, OurSite, Reader, RowId, Visitor

MOST_ROWS = 100
COMPLAINT_NEAR = timedelta(days=30)
router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """A critical story in the queue: how far it has come, what was decided, who acts, and by when."""

    story: int
    status: str
    state: str
    decision: str
    owner: str
    deadline: datetime | None
    late: bool
    at: datetime


@router.get("/svar")
def queue(request: Request, site: OurSite, visitor: Reader, vis: Annotated[str, Query(max_length=20)] = "") -> Answer:
    """The critical stories, those that are late first, then the newest."""
    chosen = vis if vis in QUEUE_NAMES else ""
    everything = list(_queue(site, visitor))
    lines = sorted(
        (one for one in everything if _belongs(one, chosen)), key=lambda one: (not one.late, -one.at.timestamp())
    )[:MOST_ROWS]
    rows = _rows(site, visitor, [one.story for one in lines])
    kept = site.store.responses.all(visitor.organisation.id)
    return relations_page(
        request,
        "responses",
        part="responses",
        lines=[(one, rows[one.story]) for one in lines if one.story in rows],
        shown=QUEUE_NAMES,
        chosen=chosen,
        counts={key: sum(_belongs(one, key) for one in everything) for key in QUEUE_NAMES},
        numbers=response_numbers(kept, site.zone),
        decisions=DECISION_NAMES,
    )


def _queue(site: Site, visitor: Visitor) -> Iterable[QueueLine]:
    now = site.now()
    for one in undecided(site.store, visitor.organisation, now, site.zone):
        yield QueueLine(
            story=one.story, status="new", state=STATUS_NAMES["new"], decision="", owner="", deadline=one.decide_by,
            late=one.decide_by < now, at=one.seen_at,
        )  # fmt: skip
    for kept in site.store.responses.all(visitor.organisation.id):
        yield QueueLine(
            story=kept.story, status=kept.status, state=STATUS_NAMES[kept.status],
            decision=DECISION_NAMES.get(kept.decision, ""), owner=kept.owner_name, deadline=kept.deadline,
            late=is_late(kept, now), at=kept.seen_at,
        )  # fmt: skip


def _belongs(line: QueueLine, chosen: str) -> bool:
    if chosen == "over-fristen":
        return line.late
    of: dict[str, tuple[str, ...]] = {
        "": ("new", "assessed", "decided"),
        "nye": ("new",),
        "pagar": ("assessed", "decided"),
        "avsluttet": ("closed",),
    }
    return line.status in of[chosen]


def _rows(site: Site, visitor: Visitor, ids: list[int]) -> dict[int, StoryRow]:
    stories: list[Story] = site.store.reviews.stories(visitor.organisation.id, ids, site.outlets, everything=True)
    return {one.id: story_row(one, today=site.today, zone=site.zone) for one in stories}


@router.get("/svar/{story_id}")
def response(request: Request, site: OurSite, visitor: Reader, story_id: RowId) -> Answer:
    """The response to a story: nothing is written before somebody says something."""
    story = story_of(site, visitor, story_id)
    return shown(request, site, visitor, story, response_to(site, story))


@router.post("/svar/{story_id}")
def decide(request: Request, site: OurSite, visitor: Adviser, story_id: RowId, form: Form) -> Answer:
    """Keeps the assessment and the decision."""
    story = story_of(site, visitor, story_id)
    held = response_to(site, story)
    written = read_decision(form, held, owners_of(site, visitor), site)
    if held.version != form.version(-1):
        return changed(request, site, visitor, story, written)
    if written.faults:
        return shown(request, site, visitor, story, held, status=422, values=written.values, faults=written.faults)
    if held.status == "closed":
        return _closed(request, site, visitor, story, held, written)
    return kept(request, site, visitor, story, held, written)


@router.post("/svar/{story_id}/avslutt")
def close(request: Request, site: OurSite, visitor: Adviser, story_id: RowId, form: Form) -> Answer:
    """Ends a response, with how it went."""
    story = story_of(site, visitor, story_id)
    held, written = response_to(site, story), read_end(form)
    if held.version != form.version(-1):
        return changed(request, site, visitor, story, written)
    faults = dict(written.faults)
    if not held.decision:
        faults["outcome"] = said("Bestem hva dere gjør, og lagre det, før saken avsluttes.")
    if faults:
        return shown(request, site, visitor, story, held, status=422, values=written.values, faults=faults)
    ended = replace(written, columns={**written.columns, "closed_at": held.closed_at or site.now()})
    return kept(request, site, visitor, story, held, ended)


@router.post("/svar/{story_id}/apne")
def reopen(request: Request, site: OurSite, visitor: Adviser, story_id: RowId, form: Form) -> Answer:
    """Opens a closed response again. How it went is kept until it is written anew."""
    story = story_of(site, visitor, story_id)
    held = response_to(site, story)
    opened = Written(values={}, columns={"closed_at": None}, faults={})
    if not held.id:
        raise NotFoundError("Ingen har vurdert denne saken ennå.")
    if held.version != form.version(-1):
        return changed(request, site, visitor, story, opened)
    return kept(request, site, visitor, story, held, opened)


def kept(request: Request, site: Site, visitor: Visitor, story: Story, held: Response, written: Written) -> Answer:
    """Keeps what was written of a response, and leads back to it."""
    try:
        keep_response(
            site.store, held, written.columns, by=visitor.account.email, now=site.now(), expected=held.version
        )
    except ChangedError:
        return changed(request, site, visitor, story, written)
    return back_to(f"/{visitor.organisation.id}/svar/{story.id}?gjort=lagret")


def changed(request: Request, site: Site, visitor: Visitor, story: Story, written: Written) -> Answer:
    """Somebody else was first: what they kept, and what was written, to be sent once more. Where both say the same
    there is nothing to choose."""
    now = response_to(site, story)
    told = differences(site, now, written.values, written.columns)
    if not told and written.values and not written.faults:
        return back_to(f"/{visitor.organisation.id}/svar/{story.id}?gjort=lagret")
    return shown(
        request, site, visitor, story, now, status=409, values=written.values, faults=written.faults, conflict=told
    )


def _closed(request: Request, site: Site, visitor: Visitor, story: Story, held: Response, written: Written) -> Answer:
    faults = {"decision": said("Saken er avsluttet. Åpne den igjen før du endrer beslutningen.")}
    return shown(request, site, visitor, story, held, status=422, values=written.values, faults=faults)


def shown(
    request: Request, site: Site, visitor: Visitor, story: Story, held: Response, *, status: int = 200,
    values: Mapping[str, str] | None = None, **more: Any,
) -> Answer:  # fmt: skip
    """The page of a response. `values`: what was written in one of its forms, to be shown again."""
    context = {**response_context(site, visitor, story, held), **more}
    context["values"] = {**context["values"], **(values or {})}
    context["faults"] = Faults(context["faults"])
    return relations_page(request, "response", part="responses", status=status, **context)


def response_state(site: Site, visitor: Visitor, story: Story) -> dict[str, Any]:
    """What the story's own page tells of its response (None before anybody has begun on one)."""
    held = site.store.responses.of(visitor.organisation.id, story.id)
    names = (STATUS_NAMES[held.status], DECISION_NAMES.get(held.decision, "")) if held else ("", "")
    return {
        "response": held,
        "response_state": names[0],
        "response_decision": names[1],
        "response_late": held is not None and is_late(held, site.now()),
        "asks_for_decision": needs_decision(story),
    }


def due(site: Site, visitor: Visitor) -> Iterable[Due]:
    """Decisions to be made and to be carried out, with their deadlines."""
    now, organisation = site.now(), visitor.organisation
    waits = undecided(site.store, organisation, now, site.zone)
    begun = [one for one in site.store.responses.open(organisation.id) if one.deadline is not None]
    ids = [one.story for one in waits] + [one.story for one in begun]
    titles = titles_of(site.store, organisation, ids) if ids else {}
    for wait in waits:
        words = f"{said('Vurder om dere skal svare:')} {titles.get(wait.story, '')}"
        late = wait.decide_by < now
        yield Due(words=words, link=f"svar/{wait.story}", part="responses", at=wait.decide_by, late=late)
    for one in begun:
        decision = said(DECISION_NAMES.get(one.decision, ""))
        words = f"{decision} ({owner_words(one)}): {titles.get(one.story, '')}"
        yield Due(words=words, link=f"svar/{one.story}", part="responses", at=one.deadline, late=is_late(one, now))
    yield from _complaints(site, visitor)


def _complaints(site: Site, visitor: Visitor) -> Iterable[Due]:
    """Complaints that are thought of and must reach Pressens Faglige Utvalg before long."""
    name = visitor.organisation.id
    wanted = [one for one in site.store.responses.open(name) if one.points and one.complained_on is None]
    ids = [one.story for one in wanted]
    for story in site.store.reviews.stories(name, ids, site.outlets, everything=True) if ids else ():
        day = complaint_deadline(first_printed(story).when, site.zone)
        if site.today <= day <= site.today + COMPLAINT_NEAR:
            words = f"{said('Klage til PFU må være framme:')} {shorten(story.lead.article.title, 90)}"
            at = datetime.combine(day, time(), site.zone)
            yield Due(words=words, link=f"svar/{story.id}#pfu", part="responses", at=at)

"""One story: every copy and version of it, why it was judged so, who should answer, and what people said of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.measure.brand import brand
from mediawatch.model import Coverage, Organisation, Story
from mediawatch.relate.matrix import Roster
from mediawatch.render import plain, said, shorten
from mediawatch.report.naming import KIND_NAMES, TOPIC_NAMES, value_name
from mediawatch.report.weekly_words import newsroom_note
from mediawatch.web.answering import Answerer, answerer
from mediawatch.web.judging import correction_words, mark_words, story_of, undone_words
from mediawatch.web.note_lines import notes_of
from mediawatch.web.respond import page
from mediawatch.web.responses import response_state
from mediawatch.web.rows import CopyRow, copy_row, story_row
from mediawatch.web.site import Site
from mediawatch.web.story_parts import (
    Piece,
    VersionLine,
    marked_excerpt,
    marked_lead,
    marked_title,
    name_lines,
    tone_line,
    version_lines,
)
from mediawatch.web.visitor import OurSite, Reader, Visitor

MOST_COPIES = 60

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLines:
    """One copy: where it stood, its headline where it differs from the story's, and its versions, the latest first."""

    row: CopyRow
    title: tuple[Piece, ...]
    versions: tuple[VersionLine, ...]
    ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsroomNote:
    """A note of two lines to a newsroom, and where it may be sent: a mail link or a page for tips."""

    outlet: str
    text: str
    mail: str
    page: str


@router.get("/sak/{story_id}")
def story(request: Request, site: OurSite, visitor: Reader, story_id: int) -> Response:
    """The story's page. A story that is held not to be ours is still found here, with the way back."""
    return story_page(request, site, visitor, story_of(site, visitor, story_id))


def story_page(
    request: Request, site: Site, visitor: Visitor, story: Story, *, status: int = 200, **more: Any
) -> Response:
    """A story to its page. `more`: what was written in a form that must be mended (web.notes)."""
    may_review = visitor.may("adviser")
    context = {
        **_shown(site, visitor, story),
        **_judged(site, visitor, story),
        **response_state(site, visitor, story),
        "responder": _responder(story.lead, site.roster(visitor.organisation)),
        "newsroom": tuple(_newsroom(site, visitor.organisation, story)) if may_review else (),
        "pitches": tuple(
            (one.id, shorten(one.title, 140)) for one in site.store.pitches.of_story(visitor.organisation.id, story.id)
        ),
        "notes": notes_of(site, visitor, story.id) if may_review else (),
        "may_review": may_review,
        "topics": TOPIC_NAMES,
        "kinds": KIND_NAMES,
        "note_fault": "",
        "note_text": "",
        "note_id": 0,
        "removed_note": _number(request.query_params.get("notat", "")),
    }
    return page(request, "story", status=status, **{**context, **more})


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0


def _shown(site: Site, visitor: Visitor, story: Story) -> dict[str, Any]:
    lead = story.lead
    copies = [_copy(site, visitor.organisation, copy, lead) for copy in story.coverage[:MOST_COPIES]]
    return {
        "row": story_row(story, today=site.today, zone=site.zone),
        "title": marked_title(lead),
        "lead": marked_lead(lead),
        "excerpt": marked_excerpt(lead),
        "quoted": tuple(shorten(one, 80) for one in lead.quoted),
        "authors": tuple(shorten(one, 80) for one in lead.article.authors),
        "copies": copies,
        "more_copies": max(0, len(story.coverage) - MOST_COPIES),
        "changed": [copy for copy in copies if copy.versions],
    }


def _copy(site: Site, organisation: Organisation, copy: Coverage, lead: Coverage) -> CopyLines:
    versions: tuple[VersionLine, ...] = ()
    if copy.revisions > 1:
        revisions = site.store.revisions(organisation.id, copy.article.outlet, copy.article.key)
        versions = version_lines(revisions, may_show=copy.outlet.keep_text != "none" and copy.article.keepable)
    return CopyLines(
        row=copy_row(copy, today=site.today, zone=site.zone),
        title=() if plain(copy.article.title) == plain(lead.article.title) else marked_title(copy),
        versions=versions,
        ours=copy.reading.relevant or copy.reading.unsure,
    )


def _judged(site: Site, visitor: Visitor, story: Story) -> dict[str, Any]:
    lead, name = story.lead, visitor.organisation.id
    corrections = site.store.corrections(name, story.id)
    model = lead
    if lead.corrected:
        told = site.store.model_said(story.id, outlets=site.outlets)
        model = told.get((lead.article.outlet, lead.article.key), lead)
    return {
        "relevance": lead.reading,
        "reasons": tuple(shorten(one, 300) for one in lead.reading.because),
        "labels": tuple(plain(one) for one in lead.reading.regional_labels),
        "counted": name_lines(story.coverage, accepted=True),
        "rejected": name_lines(story.coverage, accepted=False),
        "tone": tone_line(lead.tone),
        "model_tone": tone_line(model.tone) if "tone" in lead.corrected else None,
        "model_relevance": _model_relevance(lead, model),
        "corrections": [(correction_words(one, site), undone_words(one, site)) for one in reversed(corrections)],
        "can_undo": any(one.counts for one in corrections),
        "mark": mark_words(site.store.reviews.marks(name, [story.id])[story.id]),
    }


def _model_relevance(lead: Coverage, model: Coverage) -> str:
    """What the model says of its being ours, where people say otherwise."""
    if lead.reading.relevant == model.reading.relevant:
        return ""
    return said(value_name("relevance", "yes" if model.reading.relevant else "no"))


def _responder(lead: Coverage, on_the_day: Roster) -> Answerer | None:
    if lead.suggestion is None or not lead.reading.relevant:
        return None
    return answerer(on_the_day.speaker(lead.suggestion), on_the_day.day, on_the_day.organisation)


def _newsroom(site: Site, organisation: Organisation, story: Story) -> Iterator[NewsroomNote]:
    """A note for each outlet that told of a landmark or village without the place's name."""
    seen = set()
    for miss in brand([story], zone=site.zone).misses:
        if miss.outlet in seen:
            continue
        seen.add(miss.outlet)
        outlet = site.outlets.get(miss.outlet)
        address = plain(outlet.tip_address) if outlet else ""
        text = newsroom_note(miss, organisation)
        subject = quote(shorten(miss.title, 90) or plain(organisation.name))
        mail = f"mailto:{quote(address, safe='@')}?subject={subject}&body={quote(text)}" if "@" in address else ""
        page_there = address if address.startswith(("https://", "http://")) else ""
        yield NewsroomNote(outlet=plain(miss.outlet_name), text=text, mail=mail, page=page_there)

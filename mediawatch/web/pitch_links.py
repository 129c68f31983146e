"""What a pitch became: a suggested story confirmed or rejected, one chosen by hand, a link taken away, a kind set."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.collect.address import article_id, canonical_address
from mediawatch.errors import ChangedError
from mediawatch.model import Pitch, PitchLink, Story
from mediawatch.relate.pitches import moved
from mediawatch.render import plain, safe_link, said, shorten
from mediawatch.web.judging import Choice, judge, mark_of, story_of
from mediawatch.web.pitch_desk import pitch_of
from mediawatch.web.pitches import conflict, keep, pitch_page
from mediawatch.web.respond import back_to
from mediawatch.web.site import Site
from mediawatch.web.visitor import LARGEST_ID, Adviser, BadInputError, Form, NotFoundError, OurSite, SentForm, Visitor

LONGEST = 2_000
_OURS = re.compile(r"/sak/(\d{1,10})/?(?:[?#].*)?$", re.ASCII)

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@router.post("/egne-saker/{pitch_id}/kobling")
def link(request: Request, site: OurSite, visitor: Adviser, pitch_id: int, form: Form) -> Response:
    """Says what became of a pitch. `gjor`: "bekreft" or "avvis" a suggested `sak`, "velg" one by hand, or "fjern"."""
    pitch, does = pitch_of(site, visitor, pitch_id), form.get("gjor", "")
    try:
        if does == "fjern":
            _take_away(site, visitor, pitch, form)
        elif does == "avvis":
            _reject(site, visitor, pitch, form)
        elif does in ("bekreft", "velg"):
            story, fault = _chosen(site, visitor, pitch, form.get("sak", ""))
            if story is None:
                chosen = plain(form.get("sak", ""))[:LONGEST]
                return pitch_page(request, site, visitor, pitch, status=422, link_fault=fault, chosen=chosen)
            _confirm(site, visitor, pitch, form, story, "suggested" if does == "bekreft" else "by hand")
        else:
            raise BadInputError("Vi skjønte ikke hva du ville. Gå tilbake, og bruk knappene.")
    except ChangedError:
        return conflict(request, site, visitor, pitch_of(site, visitor, pitch_id), form)
    board = does == "avvis" and form.get("fra") == "tavle"
    return back_to(f"/{visitor.organisation.id}/egne-saker{'' if board else f'/{pitch_id}'}?gjort=kobling")


@router.post("/egne-saker/{pitch_id}/slag")
def mend_kind(request: Request, site: OurSite, visitor: Adviser, pitch_id: int, form: Form) -> Response:
    """Says that the story an op-ed became is an op-ed by staff, which is what targets count."""
    pitch = pitch_of(site, visitor, pitch_id)
    if pitch.story is None or pitch.kind != "op-ed":
        raise BadInputError("Kronikken er ikke koblet til noen sak. Koble den først.")
    story = story_of(site, visitor, pitch.story)
    why = said("kronikk vi tilbød selv")
    choice = Choice(button="kind", changes=(("kind", "op-ed by staff"),), why=why, mark=mark_of(form.get("merke", "")))
    try:
        judge(site, visitor, story, choice)
    except ChangedError:
        words = said("Noen andre rettet saken mens du så på den. Se hva som står nå, og prøv igjen.")
        return pitch_page(request, site, visitor, pitch, status=409, link_fault=words)
    return back_to(f"/{visitor.organisation.id}/egne-saker/{pitch_id}?gjort=slag")


def _take_away(site: Site, visitor: Visitor, pitch: Pitch, form: SentForm) -> None:
    """The pitch is offered again, and the story is not suggested for it any more."""
    if pitch.story is None or pitch.status != "printed":
        raise ChangedError(f"pitch {pitch.id} has no story")
    fields = moved(pitch, "offered", at=site.now())
    keep(site, visitor, pitch, form, **fields, rejected=_with(pitch, pitch.story))


def _reject(site: Site, visitor: Visitor, pitch: Pitch, form: SentForm) -> None:
    story = story_of(site, visitor, _number(form.get("sak", "")))
    keep(site, visitor, pitch, form, rejected=_with(pitch, story.id))


def _confirm(
    site: Site, visitor: Visitor, pitch: Pitch, form: SentForm, story: Story, how: PitchLink
) -> None:  # fmt: skip
    if pitch.story == story.id and pitch.status == "printed" and pitch.version == form.version() + 1:
        return  # pressed twice
    if pitch.status not in ("offered", "printed") or (pitch.status == "printed" and pitch.story):
        raise ChangedError(f"pitch {pitch.id} is {pitch.status}")
    fields: dict[str, Any] = moved(pitch, "printed", at=_printed(pitch, story))
    kept = tuple(one for one in pitch.rejected if one != str(story.id))
    keep(site, visitor, pitch, form, **{**fields, "story": story.id, "linked": how, "rejected": kept})


def _printed(pitch: Pitch, story: Story) -> datetime:
    """When the story first stood where it was offered, else anywhere."""
    there = [copy.when for copy in story.coverage if copy.outlet.id == pitch.outlet and copy.is_press]
    return min(there or [copy.when for copy in story.coverage])


def _chosen(site: Site, visitor: Visitor, pitch: Pitch, written: str) -> tuple[Story | None, str]:
    """The story meant by a number, its address here, or its address at the outlet; else what is wrong."""
    written, name = plain(written)[:LONGEST], visitor.organisation.id
    number: int | None = _number(written)
    address = safe_link(written if "://" in written else f"https://{written}")
    if not number and address:
        number = site.store.story_at(name, [canonical_address(address), address], article_id(address))
    is_ours = written.startswith("/") or (address and urlsplit(address).hostname in site.hosts)
    if is_ours and (ours := _OURS.search(written)):
        number = _number(ours[1])
    try:
        story = story_of(site, visitor, number or 0)
    except NotFoundError:
        return None, said("Vi fant ikke saken. Lim inn adressen til saken her eller hos utgiveren.")
    taken = [one for one in site.store.pitches.of_story(name, story.id) if one.id != pitch.id]
    if taken:
        words = said("Saken er koblet til «{title}» fra før. Fjern den koblingen først.")
        return None, words.format(title=shorten(taken[0].title, 100))
    return story, ""


def _with(pitch: Pitch, story: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*pitch.rejected, str(story))))


def _number(written: str) -> int:
    fits = written.isascii() and written.isdigit() and len(written) < 11
    return int(written) if fits and int(written) <= LARGEST_ID else 0

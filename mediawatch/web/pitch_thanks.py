"""Good stories in local outlets that nobody has thanked for yet."""

from dataclasses import dataclass
from datetime import timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.errors import ChangedError
from mediawatch.model import Coverage, Story, Thanks
from mediawatch.render import safe_link, said, shorten
from mediawatch.web.judging import story_of
from mediawatch.web.pitch_desk import NAME_LIMIT, Desk
from mediawatch.web.pitch_forms import read_when
from mediawatch.web.pitch_words import THANKS_NAMES
from mediawatch.web.relations import relations_page
from mediawatch.web.respond import back_to
from mediawatch.web.rows import StoryRow, story_row
from mediawatch.web.site import Site
from mediawatch.web.visitor import Adviser, BadInputError, Form, OurSite, Reader, Visitor

LOOKS_BACK = timedelta(weeks=6)
MOST = 30

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThanksRow:
    """A good story: who wrote it, where it stands, how to reach the newsroom, and what was said of thanks."""

    story: StoryRow
    by: str
    outlet: str
    link: str | None
    address: str
    known: Thanks | None
    on: str


@router.get("/egne-saker/takk")
def thanks(request: Request, site: OurSite, visitor: Reader) -> Response:
    """What to thank for, and what was thanked for."""
    return _page(request, site, visitor)


@router.post("/egne-saker/takk/{story_id}")
def thank(request: Request, site: OurSite, visitor: Adviser, story_id: int, form: Form) -> Response:
    """Says that somebody has thanked (`til` "thanked", on the day `naar`), need not, or has not after all."""
    story = story_of(site, visitor, story_id)
    state = form.get("til", "")
    if state not in THANKS_NAMES:
        raise BadInputError("Vi skjønte ikke hva du ville. Gå tilbake, og bruk knappene.")
    at, fault = read_when(form.get("naar", ""), now=site.now(), zone=site.zone)
    if fault:
        return _page(request, site, visitor, status=422, fault=fault, fault_at=story_id)
    copy = _good(story) or story.lead
    try:
        site.store.pitches.thank(
            visitor.organisation.id,
            story_id,
            copy.outlet.id,
            state=state,
            on=at.astimezone(site.zone).date() if state == "thanked" else None,
            by=visitor.account.email,
            now=site.now(),
            expected=form.version(),
        )
    except ChangedError:
        words = said("Noen andre var inne på saken samtidig. Se hva som står nå.")
        return _page(request, site, visitor, status=409, fault=words, fault_at=story_id)
    return back_to(f"/{visitor.organisation.id}/egne-saker/takk?gjort=takk")


def _page(
    request: Request, site: Site, visitor: Visitor, *, status: int = 200, fault: str = "", fault_at: int = 0
) -> Response:
    desk = Desk(site, visitor.organisation)
    stories = [story for story in desk.lately(site.now() - LOOKS_BACK) if _good(story)]
    known = site.store.pitches.thanked(visitor.organisation.id, [story.id for story in stories])
    rows = [_row(story, known.get(story.id), desk) for story in stories]
    waits = [row for row in rows if row.known is None or row.known.state == "open"]
    done = [row for row in rows if row.known is not None and row.known.state != "open"]
    return relations_page(
        request,
        "thanks",
        part="pitches",
        status=status,
        here_now="thanks",
        rows=waits[:MOST],
        more=max(0, len(waits) - MOST),
        done_rows=done[:MOST],
        names=THANKS_NAMES,
        weeks=LOOKS_BACK.days // 7,
        fault=fault,
        fault_at=fault_at,
        latest=site.today.isoformat(),
        may_change=visitor.may("adviser"),
    )


def _good(story: Story) -> Coverage | None:
    """The first positive copy in a local outlet."""
    good = [
        copy
        for copy in story.coverage
        if copy.is_press
        and copy.kind != "op-ed by staff"
        and copy.outlet.tier == "local"
        and copy.reading.relevant
        and copy.tone is not None
        and copy.tone.label == "positive"
    ]
    return min(good, key=lambda copy: copy.when) if good else None


def _row(story: Story, known: Thanks | None, desk: Desk) -> ThanksRow:
    site, copy = desk.site, _good(story) or story.lead
    tip = copy.outlet.tip_address
    return ThanksRow(
        story=story_row(story, today=site.today, zone=site.zone),
        by=", ".join(shorten(name, NAME_LIMIT) for name in copy.article.authors[:3]),
        outlet=desk.outlet_name(copy.outlet.id),
        link=safe_link(copy.article.link),
        address=shorten(tip, NAME_LIMIT) if "@" in tip else "",
        known=known,
        on=desk.day(known.on) if known and known.on else "",
    )

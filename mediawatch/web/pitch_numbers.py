"""How much of the coverage was our own doing: in all, for each outlet and each topic."""

from collections.abc import Iterable
from functools import partial
from typing import cast

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.measure.chances import share_interval
from mediawatch.measure.initiative import by_outlet, by_topic, initiative
from mediawatch.model import Initiative, Interval, Topic
from mediawatch.render import number, said
from mediawatch.report.initiative_words import LEAST, LEAST_DAYS, days_words, offered_words, own_words
from mediawatch.report.naming import TOPIC_NAMES
from mediawatch.report.weekly_words import interval_short
from mediawatch.web.numbers import Numbers
from mediawatch.web.periods import chosen, lately
from mediawatch.web.pitch_desk import Desk
from mediawatch.web.relations import relations_page
from mediawatch.web.tables import BarTable, Cell, Row, bar_table
from mediawatch.web.visitor import OurSite, Reader

MOST_ROWS = 25

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@router.get("/egne-saker/tall")
def numbers(request: Request, site: OurSite, visitor: Reader, tid: str = "kvartal") -> Response:
    """The numbers of four weeks, a quarter of a year or a year."""
    organisation, desk = visitor.organisation, Desk(site, visitor.organisation)
    spans = lately(site.today)
    span = chosen(spans, tid)
    stories = Numbers(site, organisation).stories(*span.moments(site.zone))
    pitches, first, last, zone = desk.everything, span.first, span.last, site.zone
    whole = initiative(stories, pitches, since=first, until=last, zone=zone)
    outlets = by_outlet(stories, pitches, since=first, until=last, zone=zone)
    topics = by_topic(stories, pitches, since=first, until=last, zone=zone)
    return relations_page(
        request,
        "pitch_numbers",
        part="pitches",
        here_now="numbers",
        spans=list(spans.values()),
        span=span,
        answer=own_words(whole, interval(whole.own, whole.stories)),
        offered=offered_words(whole, interval(whole.printed, whole.offered)),
        days=days_words(whole),
        outlets=_table(outlets, said("Utgiver"), [desk.outlet_name(one.name) for one in outlets]),
        topics=_table(topics, said("Tema"), [said(TOPIC_NAMES[cast(Topic, one.name)]) for one in topics]),
        least=LEAST,
        nothing=not pitches,
    )


def interval(hits: int, of: int) -> Interval | None:
    """A share with how sure it is; None of nothing."""
    return share_interval(min(hits, of), of) if of else None


def _table(rows: Iterable[Initiative], first: str, names: list[str]) -> BarTable | None:
    made = [_row(one, name) for one, name in zip(rows, names, strict=True)][:MOST_ROWS]
    columns = (first, said("Våre, minst"), said("Saker"), said("På trykk"), said("Tilbudt"), said("Dager"))
    caption = said("Hvor mye som kom av egne saker: {first}").format(first=first.lower())
    return bar_table(made, caption=caption, columns=columns)


def _row(one: Initiative, name: str) -> Row:
    cell = partial(Cell, link="")
    share = interval(one.own, one.stories)
    told = interval_short(share) if share and one.stories >= LEAST and one.own else ""
    days = one.days
    middle = number(days[len(days) // 2]) if len(days) >= LEAST_DAYS else ""
    return Row(
        name=name,
        value=one.own,
        note=told,
        cells=(
            cell(words=number(one.own)),
            cell(words=number(one.stories)),
            cell(words=number(one.printed)),
            cell(words=number(one.offered)),
            cell(words=middle or "–"),
        ),
    )

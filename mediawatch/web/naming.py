"""The name: how often stories about our landmarks and villages say where they are, who does not, and what they say
instead."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.measure.brand import brand
from mediawatch.model import Brand, BrandMiss, BrandShare, Organisation
from mediawatch.render import day_words, plain, said, shorten
from mediawatch.report.weekly_words import interval_words, newsroom_note, percent
from mediawatch.report.words import listed
from mediawatch.web.numbers import Numbers
from mediawatch.web.periods import Span, chosen, quarters
from mediawatch.web.respond import page
from mediawatch.web.rows import TITLE_LIMIT
from mediawatch.web.searching import archive_link, field
from mediawatch.web.site import Site
from mediawatch.web.tables import BarTable, Cell, Row, bar_table
from mediawatch.web.visitor import OurSite, Reader

MOST_ROWS, MOST_MISSES = 25, 40

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MissRow:
    """A text that did not name the place: its story, what it told of, and the note that may be sent."""

    story: int
    title: str
    facts: tuple[str, ...]
    note: tuple[str, ...]
    tip_address: str


@router.get("/navnet")
def naming(request: Request, site: OurSite, visitor: Reader, kvartal: str = "") -> Response:
    """The name over a quarter, or the last year."""
    organisation, numbers = visitor.organisation, Numbers(site, visitor.organisation)
    spans = quarters(site.today, numbers.first_day())
    span, year = chosen(spans, kvartal), chosen(spans, "")
    made = _brand(site, numbers, span)
    opens = partial(archive_link, organisation, since=span.first, until=span.last)
    return page(
        request,
        "naming",
        here="brand",
        place=plain(organisation.place),
        spans=list(spans.values()),
        span=span,
        answer=_answer(made, organisation, span),
        subjects=_table(
            made.by_subject, said("Bygd eller landemerke"), lambda one: opens(field("sted", plain(one.name)))
        ),
        outlets=_table(made.by_outlet, said("Utgiver"), lambda one: opens(field("utgiver", one.id))),
        quarters=_table(
            tuple(reversed(_brand(site, numbers, year).by_quarter)), said("Kvartal"), lambda one: f"?kvartal={one.id}"
        ),
        labels=[(use, opens(f'"{plain(use.label)}"')) for use in made.labels],
        misses=tuple(_misses(made.misses[:MOST_MISSES], organisation, site)),
        more=max(0, len(made.misses) - MOST_MISSES),
    )


def _brand(site: Site, numbers: Numbers, span: Span) -> Brand:
    return numbers.made(("brand", span.key), lambda: brand(numbers.stories(*span.moments(site.zone)), zone=site.zone))


def _answer(made: Brand, organisation: Organisation, span: Span) -> str:
    """The sentence that the reader came for."""
    place, when = plain(organisation.place), span.name[:1].lower() + span.name[1:]
    if made.whole is None:
        return said("Ingen saker om bygder eller landemerker i {place}: {when}.").format(place=place, when=when)
    return said("{named} av {all} saker om bygder og landemerker nevnte {place}: {share}.").format(
        named=made.whole.named, all=made.whole.stories, place=place, share=interval_words(made.whole.interval)
    )


def _table(shares: Sequence[BrandShare], name: str, opens: Callable[[BrandShare], str]) -> BarTable | None:
    rows = (
        Row(
            name=plain(one.name),
            link=opens(one),
            value=one.interval.share,
            note=said("trolig mellom {low} og {high} %").format(
                low=round(100 * one.interval.low), high=round(100 * one.interval.high)
            ),
            cells=(
                Cell(words=percent(one.interval.share)),
                Cell(words=said("{named} av {all}").format(named=one.named, all=one.stories)),
            ),
        )
        for one in shares[:MOST_ROWS]
    )
    return bar_table(rows, caption=name, columns=(name, said("Andel"), said("Nevnt")), most=1.0)


def _misses(misses: Iterable[BrandMiss], organisation: Organisation, site: Site) -> Iterable[MissRow]:
    for miss in misses:
        outlet = site.outlets.get(miss.outlet)
        instead = said("skrev {labels}").format(labels=listed([plain(label) for label in miss.labels]))
        facts = (
            plain(miss.outlet_name),
            day_words(miss.day),
            listed([plain(name) for name in miss.subjects]),
            instead if miss.labels else "",
        )
        yield MissRow(
            story=miss.story,
            title=shorten(miss.title, TITLE_LIMIT) or said("(uten tittel)"),
            facts=tuple(filter(None, facts)),
            note=tuple(newsroom_note(miss, organisation).splitlines()),
            tip_address=plain(outlet.tip_address) if outlet else "",
        )

"""Overviews of a time: who wrote, where and what about, who of ours was quoted, and the neighbours. Every number opens
the stories behind it in the archive."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from functools import partial
from typing import TypeVar

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.jobs.neighbours import YARDSTICK_WEEKS
from mediawatch.measure.overviews import Overview, Tones, overview
from mediawatch.measure.voice_use import voice_use
from mediawatch.measure.weeks import week_name
from mediawatch.model import NameVolume, Organisation, SubjectKind, Topic, VoiceUse
from mediawatch.relate.voices import offices
from mediawatch.render import NBSP, counted, number, plain, said
from mediawatch.report.naming import SUBJECT_NAMES, TOPIC_NAMES
from mediawatch.report.weekly_tables import neighbours_words
from mediawatch.report.words import TIER_WORDS
from mediawatch.web.numbers import Numbers
from mediawatch.web.periods import chosen, lately
from mediawatch.web.respond import page
from mediawatch.web.searching import archive_link, field
from mediawatch.web.site import Site
from mediawatch.web.tables import BarTable, Cell, Row, bar_table
from mediawatch.web.visitor import OurSite, Reader

MOST_ROWS = 25
LEAST_VOICE = 3
"""With fewer stories nothing is said of who carries the bad news."""
Opens = Callable[..., str]
K = TypeVar("K")

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@router.get("/oversikter")
def overviews(request: Request, site: OurSite, visitor: Reader, tid: str = "") -> Response:
    """Everything over four weeks, a quarter of a year or a year."""
    organisation, numbers = visitor.organisation, Numbers(site, visitor.organisation)
    spans = lately(site.today)
    span = chosen(spans, tid)
    moments = span.moments(site.zone)
    made = numbers.made(("overview", span.key), lambda: overview(numbers.stories(*moments)))
    voices = numbers.made(
        ("voices", span.key),
        lambda: voice_use(numbers.stories(*moments), partial(offices, organisation=organisation)),
    )
    opens = partial(archive_link, organisation, since=span.first, until=span.last)
    report = numbers.report(week_name(site.today - timedelta(weeks=1)))
    return page(
        request,
        "overviews",
        here="coverage",
        spans=list(spans.values()),
        span=span,
        answer=_answer(made, organisation),
        all_link=opens(),
        outlets=_outlets(made, site, opens),
        places=_places(made.places, opens),
        topics=_topics(made.topics, opens),
        voices=_voices(voices),
        bad_news=_bad_news(voices),
        neighbours=_neighbours(report.neighbours) if report else None,
        neighbours_words=neighbours_words(report) if report else "",
        neighbours_weeks=YARDSTICK_WEEKS,
    )


def _answer(made: Overview, organisation: Organisation) -> str:
    place, whole = plain(organisation.place), made.whole
    if not whole.total():
        return said("Ingen saker om {place} i tidsrommet").format(place=place)
    stories = counted(whole.total(), "sak", "saker")
    return said("{stories} om {place}: {good} positive, {bad} kritiske").format(
        stories=stories, place=place, good=number(whole["positive"]), bad=number(whole["negative"])
    )


def _cells(tones: Tones, opens: Opens, word: str) -> tuple[Cell, ...]:
    """How many, how many positive and how many critical, each with its stories."""
    return (
        Cell(words=number(tones.total()), link=opens(word)),
        Cell(words=number(tones["positive"]), link=opens(word, "tone:positiv") if tones["positive"] else ""),
        Cell(words=number(tones["negative"]), link=opens(word, "tone:negativ") if tones["negative"] else ""),
    )


def _most(table: Mapping[K, Tones]) -> Iterable[tuple[K, Tones]]:
    return sorted(table.items(), key=lambda each: (-each[1].total(), str(each[0])))[:MOST_ROWS]


def _columns(first: str) -> tuple[str, ...]:
    return (first, said("Saker"), said("Positive"), said("Kritiske"))


def _outlets(made: Overview, site: Site, opens: Opens) -> BarTable | None:
    rows = []
    for name, tones in _most(made.outlets):
        outlet, word = site.outlets.get(name), field("utgiver", name)
        rows.append(
            Row(
                name=plain(outlet.name if outlet else name),
                note=said(TIER_WORDS[outlet.tier]) if outlet else "",
                link=opens(word),
                value=tones.total(),
                cells=_cells(tones, opens, word),
            )
        )
    return bar_table(rows, caption=said("Saker hos hver utgiver"), columns=_columns(said("Utgiver")))


def _places(table: Mapping[tuple[SubjectKind, str], Tones], opens: Opens) -> BarTable | None:
    rows = []
    for (kind, name), tones in _most(table):
        word = field("sted", plain(name))
        rows.append(
            Row(
                name=plain(name),
                note=said(SUBJECT_NAMES[kind]),
                link=opens(word),
                value=tones.total(),
                cells=_cells(tones, opens, word),
            )
        )
    return bar_table(rows, caption=said("Saker om hvert sted"), columns=_columns(said("Sted eller navn")))


def _topics(table: Mapping[Topic, Tones], opens: Opens) -> BarTable | None:
    rows = []
    for topic, tones in _most(table):
        word = field("tema", TOPIC_NAMES[topic])
        name = said(TOPIC_NAMES[topic])
        rows.append(
            Row(
                name=name[:1].upper() + name[1:],
                link=opens(word),
                value=tones.total(),
                cells=_cells(tones, opens, word),
            )
        )
    return bar_table(rows, caption=said("Saker om hvert tema"), columns=_columns(said("Tema")))


def _voices(voices: Iterable[VoiceUse]) -> BarTable | None:
    rows = (
        Row(
            name=said(one.office),
            value=one.stories,
            cells=tuple(Cell(words=number(value)) for value in (one.stories, one.positive, one.negative)),
        )
        for one in voices
    )
    return bar_table(rows, caption=said("Hvem som er sitert for kommunen"), columns=_columns(said("Rolle")))


def _bad_news(voices: Iterable[VoiceUse]) -> str:
    """Who answers most often in critical stories, where enough is known to say so."""
    heard = [one for one in voices if one.stories >= LEAST_VOICE and one.negative]
    if not heard:
        return ""
    most = max(heard, key=lambda one: (one.negative / one.stories, one.stories))
    return said("{office} svarer oftest i kritiske saker: {bad} av {all}.").format(
        office=said(most.office), bad=most.negative, all=most.stories
    )


def _neighbours(volumes: Iterable[NameVolume]) -> BarTable | None:
    rows = (
        Row(
            name=plain(one.name),
            value=one.per_thousand or 0.0,
            is_ours=one.is_ours,
            note="" if one.per_week is None else said("{count} artikler i uka").format(count=_decimal(one.per_week)),
            cells=(Cell(words=_decimal(one.per_thousand)),),
        )
        for one in volumes
    )
    columns = (said("Kommune"), said("Per 1{blank}000 innbyggere i uka").format(blank=NBSP))
    return bar_table(rows, caption=said("Omtale av hver kommune, regnet per innbygger"), columns=columns)


def _decimal(value: float | None) -> str:
    if value is None:
        return said("ikke talt")
    return f"{value:.2f}".replace(".", ",") if value < 1 else f"{value:.1f}".replace(".", ",")

"""Who speaks for the municipality in the press: by person and tone, mayor and chief executive side by side, and the
quotes that stand outside the matrix. Only people in office are named; private persons and employee representatives are
counted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.measure.voice_tally import Burden, Heard, apart, burden, by_key, by_person
from mediawatch.model import Capacity, Organisation, Topic, VoiceCount
from mediawatch.render import counted, number, plain, said
from mediawatch.report.naming import TOPIC_NAMES
from mediawatch.web.periods import chosen, lately
from mediawatch.web.relations import relations_page
from mediawatch.web.rows import story_row
from mediawatch.web.site import Site
from mediawatch.web.tables import BarTable, Cell, Row, bar_table
from mediawatch.web.visitor import OurSite, Reader, Visitor
from mediawatch.web.voice_flags import VERDICT_NAMES, flags, heard_in

MOST_ROWS = 25
MOST_FLAGGED = 20
MOST_STORIES = 60
CAPACITY_NAMES: dict[str, str] = {
    "office": "For kommunen",
    "party": "For partiet sitt",
    "private": "Som privatperson",
    "representative": "Som tillitsvalgt eller verneombud",
}
TONE_KEYS: dict[str, str] = {"positiv": "positive", "noytral": "neutral", "negativ": "negative", "blandet": "mixed"}
CAPACITY_KEYS: dict[str, Capacity] = {
    "kommunen": "office", "parti": "party", "privat": "private", "tillitsvalgt": "representative",
}  # fmt: skip

Opens = Callable[..., str]

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: key of the time, id of the outlet and topic; "" for all."""

    span: str = ""
    outlet: str = ""
    topic: str = ""

    def query(self, span: str) -> dict[str, str]:
        """As it stands in addresses."""
        asked = {"tid": span, "utgiver": self.outlet, "tema": self.topic}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two who are set side by side."""

    name: str
    count: str
    critical: str
    share: str
    link: str


@router.get("/stemmer")
def voices(
    request: Request, site: OurSite, visitor: Reader, tid: str = "", utgiver: str = "", tema: str = ""
) -> Response:
    """Who spoke over four weeks, a quarter of a year or a year; of one outlet or topic, if asked for."""
    return voices_page(request, site, visitor, View(tid, utgiver, tema))


def voices_page(
    request: Request,
    site: Site,
    visitor: Visitor,
    view: View,
    *,
    status: int = 200,
    written: Mapping[str, str] | None = None,
    fault: str = "",
) -> Response:
    """The page; `written` and `fault`: of a verdict that could not be taken."""
    organisation, spans = visitor.organisation, lately(site.today)
    span = chosen(spans, view.span)
    whole = heard_in(site, organisation, span)
    found = _narrowed(whole, view)
    shown = _shown(found, site, partial(_opens, organisation, replace(view, span=span.key)))
    return relations_page(
        request,
        "voices",
        part="voices",
        status=status,
        spans=list(spans.values()),
        span=span,
        answer=_answer(found, organisation),
        flags=flags(site, organisation, found)[:MOST_FLAGGED],
        judged=len([one for one in found if one.verdict]),
        outlet_names=_outlet_names(whole, site),
        topic_names=TOPIC_NAMES,
        view=view,
        verdicts=VERDICT_NAMES,
        may_judge=visitor.may("adviser"),
        written=written or {},
        fault=fault,
        query=urlencode(view.query(span.key)),
        **shown,
    )


def _shown(found: list[Heard], site: Site, opens: Opens) -> dict[str, Any]:
    """The numbers of the page."""
    return {
        "sides": _sides(found, opens),
        "balance": _balance(found),
        "people": _people(by_person(found), opens),
        "outlets": _by_outlet(found, site, opens),
        "topics": _by_topic(found, opens),
        "apart_lines": _apart(found, opens),
    }


@router.get("/stemmer/saker")
def stories(
    request: Request,
    site: OurSite,
    visitor: Reader,
    tid: str = "",
    utgiver: str = "",
    tema: str = "",
    hvem: str = "",
    rolle: str = "",
    tone: str = "",
    som: str = "",
) -> Response:
    """The stories behind a number."""
    span = chosen(lately(site.today), tid)
    found = _narrowed(heard_in(site, visitor.organisation, span), View(tid, utgiver, tema))
    capacity = CAPACITY_KEYS.get(som, "office")
    found = [one for one in found if one.voice.capacity == capacity]
    if capacity == "office" and hvem:
        found = [one for one in found if hvem in (one.voice.name, one.voice.office)]
    if rolle:
        found = [one for one in found if one.voice.role == rolle]
    if tone in TONE_KEYS:
        found = [one for one in found if one.tone == TONE_KEYS[tone]]
    told = {one.story.id: one for one in found}
    rows = [story_row(one.story, today=site.today, zone=site.zone) for one in told.values()]
    return relations_page(
        request,
        "voice_stories",
        part="voices",
        who=plain(hvem)[:100] if capacity == "office" and found else "",
        capacity=CAPACITY_NAMES[capacity],
        span=span,
        count=counted(len(rows), "sak", "saker"),
        rows=rows[:MOST_STORIES],
        more=max(0, len(rows) - MOST_STORIES),
    )


def _narrowed(found: Iterable[Heard], view: View) -> list[Heard]:
    return [
        one
        for one in found
        if (not view.outlet or view.outlet in one.outlets) and (not view.topic or one.topic == view.topic)
    ]


def _opens(organisation: Organisation, view: View, **words: str) -> str:
    """The address of the stories behind a number."""
    return f"/{organisation.id}/stemmer/saker?{urlencode({**view.query(view.span), **words})}"


# words ----------------------------------------------------------------------------------------------------------------


def _answer(found: Iterable[Heard], organisation: Organisation) -> str:
    ours = {one.story.id for one in found if one.in_office}
    if not ours:
        return said("Ingen er sitert for {place} i tidsrommet").format(place=plain(organisation.place))
    return said("Noen er sitert for {place} i {stories}").format(
        place=plain(organisation.place), stories=counted(len(ours), "sak", "saker")
    )


def _sides(found: list[Heard], opens: Opens) -> tuple[Side, Side]:
    return (
        _side(said("Ordfører og varaordfører"), burden(found, "mayor"), partial(opens, rolle="mayor")),
        _side(said("Kommunedirektør"), burden(found, "chief executive"), partial(opens, rolle="chief executive")),
    )


def _side(name: str, told: Burden, opens: Opens) -> Side:
    share = said("for få saker til å regne ut en andel")
    if told.share is not None:
        low, high = (round(100 * value) for value in (told.share.low, told.share.high))
        share = said("{share} prosent av sakene, trolig mellom {low} og {high}").format(
            share=round(100 * told.share.share), low=low, high=high
        )
    return Side(
        name=name,
        count=counted(told.stories, "sak", "saker"),
        critical=counted(told.critical, "kritisk", "kritiske"),
        share=share,
        link=opens(tone="negativ") if told.critical else "",
    )


def _balance(found: list[Heard]) -> str:
    """Who carries the bad news, where enough is known to say so."""
    mayor, chief = burden(found, "mayor"), burden(found, "chief executive")
    if mayor.share is None or chief.share is None:
        return said("Vi sier ikke hvem som bærer de dårlige nyhetene før begge er sitert i minst fem saker.")
    if not apart(mayor, chief):
        return said("Forskjellen mellom dem er ikke større enn den kan være tilfeldig.")
    if chief.share.share > mayor.share.share:
        return said("Kommunedirektøren svarer oftere enn ordføreren i kritiske saker.")
    return said("Ordføreren svarer oftere enn kommunedirektøren i kritiske saker.")


def _people(people: Iterable[VoiceCount], opens: Opens) -> BarTable | None:
    rows = (
        Row(
            name=plain(one.name) or plain(one.office),
            note=plain(one.office) if one.name else said("uten navn i sakene"),
            link=opens(hvem=one.name or one.office),
            value=one.stories,
            cells=tuple(
                Cell(words=number(value), link=opens(hvem=one.name or one.office, tone=tone) if value else "")
                for tone, value in (
                    ("", one.stories),
                    ("positiv", one.positive),
                    ("noytral", one.neutral),
                    ("blandet", one.mixed),
                    ("negativ", one.negative),
                )
            ),
        )
        for one in list(people)[:MOST_ROWS]
    )
    columns = ("Hvem", "Saker", "Positive", "Nøytrale", "Blandede", "Kritiske")
    return bar_table(rows, caption=said("Hvem som er sitert for kommunen"), columns=[said(one) for one in columns])


def _by_outlet(found: list[Heard], site: Site, opens: Opens) -> BarTable | None:
    table = by_key(found, lambda one: one.outlets)
    rows = (
        _key_row(plain(site.outlets[key].name if key in site.outlets else key), row, partial(opens, utgiver=key))
        for key, row in list(table.items())[:MOST_ROWS]
    )
    return bar_table(rows, caption=said("Hvem hver utgiver siterer"), columns=_key_columns(said("Utgiver")))


def _by_topic(found: list[Heard], opens: Opens) -> BarTable | None:
    table: dict[Topic, dict[str, set[int]]] = by_key(found, lambda one: (one.topic,))
    rows = (_key_row(said(TOPIC_NAMES[key]).capitalize(), row, partial(opens, tema=key)) for key, row in table.items())
    return bar_table(rows, caption=said("Hvem som er sitert om hvert tema"), columns=_key_columns(said("Tema")))


def _key_columns(first: str) -> tuple[str, ...]:
    return (first, said("Saker"), said("Ordfører"), said("Kommunedirektør"))


def _key_row(name: str, row: Mapping[str, set[int]], opens: Opens) -> Row:
    roles = (
        Cell(words=number(len(row[role])), link=opens(rolle=role) if row[role] else "")
        for role in ("mayor", "chief executive")
    )
    whole = Cell(words=number(len(row["all"])), link=opens())
    return Row(name=name, link=opens(), value=len(row["all"]), cells=(whole, *roles))


def _apart(found: list[Heard], opens: Opens) -> list[Cell]:
    """Those who did not speak for the municipality, counted and never named."""
    lines = []
    for key, capacity in CAPACITY_KEYS.items():
        count = len({one.story.id for one in found if one.voice.capacity == capacity})
        if capacity != "office" and count:
            words = f"{said(CAPACITY_NAMES[capacity])}: {counted(count, 'sak', 'saker')}"
            lines.append(Cell(words=words, link=opens(som=key)))
    return lines


def _outlet_names(found: Iterable[Heard], site: Site) -> dict[str, str]:
    ids = {outlet for one in found if one.in_office for outlet in one.outlets}
    named = {key: plain(site.outlets[key].name) if key in site.outlets else key for key in ids}
    return dict(sorted(named.items(), key=lambda each: each[1]))

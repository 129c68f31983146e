"""Who speaks on what: the matrix by department, who is away, a question asked of it, and how it was on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, get_args
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from mediawatch.jobs.speaking import matrix_on, topic_of
from mediawatch.measure.reading_csv import past_day
from mediawatch.measure.written import WrittenError
from mediawatch.model import Absence, MatrixVersion, Organisation, Spokesperson, Topic
from mediawatch.relate.matrix import Roster
from mediawatch.render import plain, said, shorten
from mediawatch.report.absence_calendar import calendar_of
from mediawatch.report.matrix_cards import vcards
from mediawatch.report.matrix_paper import matrix_pdf
from mediawatch.report.matrix_words import Training, changed_words, topics_words, training_words
from mediawatch.report.naming import TOPIC_NAMES
from mediawatch.report.speaking_words import away_words, day_in_words, line_words, settle_why
from mediawatch.report.words import ROLE_WORDS
from mediawatch.web.answering import answerer, party_words
from mediawatch.web.due import Due
from mediawatch.web.relations import relations_page
from mediawatch.web.site import Site
from mediawatch.web.visitor import Form, NotFoundError, OurSite, Reader, Visitor

MOST_VERSIONS = 30
MOST_QUESTION = 4_000
CALENDAR_BACK = timedelta(days=90)

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixLine:
    """A line of the matrix as shown. `away`: until when, "" when at hand; `instead`: who speaks meanwhile; `never`: is
    never suggested."""

    id: str
    who: str
    role: str
    covers: str
    topics: str
    rule: str
    source: str
    delegation: str
    phone: str
    email: str
    hours: str
    languages: str
    training: Training
    party: str
    deputy: str
    away: str
    instead: str
    units: str
    crisis: bool
    never: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A department, or the municipality as a whole, with its lines."""

    name: str
    topics: str
    lines: tuple[MatrixLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayLine:
    """An absence as shown. `id` 0: stands in the file, and is changed there."""

    id: int
    version: int
    who: str
    words: str
    now: bool
    instead: str
    first: str
    last: str
    deputy: str


@router.get("/talspersoner")
def spokespersons(
    request: Request,
    site: OurSite,
    visitor: Reader,
    tema: Annotated[str, Query(max_length=40)] = "",
    dag: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """The matrix today; of a topic who speaks on it (`tema`); on an earlier day (`dag`) the matrix as it was."""
    topic = next((one for one in get_args(Topic) if one == tema), None)
    if dag:
        return _earlier(request, site, visitor, dag)
    return matrix_page(request, site, visitor, topic=topic)


@router.post("/talspersoner/spor")
def ask(request: Request, site: OurSite, visitor: Reader, form: Form) -> Response:
    """Who speaks on a question in words: it is neither kept nor put in an address."""
    question = form.get("sporsmal", "").strip()[:MOST_QUESTION]
    chosen = next((one for one in get_args(Topic) if one == form.get("tema")), None)
    if not question and chosen is None:
        fault = said("Velg et tema, eller skriv spørsmålet.")
        return matrix_page(request, site, visitor, faults={"sporsmal": fault}, status=422)
    return matrix_page(request, site, visitor, topic=chosen or topic_of(question), question=question, chosen=chosen)


@router.get("/talspersoner/kort.pdf")
def card(site: OurSite, visitor: Reader) -> Response:
    """Who speaks on what today, on one sheet of paper."""
    on_the_day = site.roster(visitor.organisation)
    made = matrix_pdf(visitor.organisation, on_the_day.matrix(), day=on_the_day.day)
    return _file(made, "application/pdf", f"talspersoner-{on_the_day.day.isoformat()}.pdf")


@router.get("/talspersoner/kort.vcf")
def cards(site: OurSite, visitor: Reader) -> Response:
    """All lines as business cards."""
    return _file(vcards(visitor.organisation.spokespersons, visitor.organisation), "text/vcard", "talspersoner.vcf")


@router.get("/talspersoner/{line_id}.vcf")
def one_card(site: OurSite, visitor: Reader, line_id: Annotated[str, Path(max_length=200)]) -> Response:
    """One line as a business card."""
    line = next((one for one in visitor.organisation.spokespersons if one.id == line_id and one.speaks), None)
    if line is None:
        raise NotFoundError
    return _file(vcards([line], visitor.organisation), "text/vcard", f"{line.id}.vcf")


@router.get("/talspersoner/fravaer.ics")
def calendar(site: OurSite, visitor: Reader) -> Response:
    """Who is away, from three months back, as a calendar."""
    on_the_day = site.roster(visitor.organisation)
    earlier = site.store.matrix.away(visitor.organisation.id, since=site.today - CALENDAR_BACK)
    given = [one for one in on_the_day.absences if one.id == 0]
    made = calendar_of([*earlier, *given], visitor.organisation, now=site.now())
    return _file(made, "text/calendar", "fravaer.ics")


def matrix_page(
    request: Request,
    site: Site,
    visitor: Visitor,
    *,
    topic: Topic | None = None,
    chosen: Topic | None = None,
    question: str = "",
    faults: Mapping[str, str] | None = None,
    absence: Mapping[str, str] | None = None,
    theirs: str = "",
    status: int = 200,
) -> Response:
    """The page of today. `absence`: what was written in a form of absences that had faults, with `faults` by field, or
    that somebody had changed meanwhile (`theirs`)."""
    organisation, on_the_day = visitor.organisation, site.roster(visitor.organisation)
    answer = answerer(on_the_day.speaker_on(topic, question), on_the_day.day, organisation) if topic else None
    away = away_lines(on_the_day)
    return relations_page(
        request,
        "spokespersons",
        part="spokespersons",
        status=status,
        groups=groups(on_the_day),
        away_now=[one for one in away if one.now],
        away_next=[one for one in away if not one.now],
        crisis=on_the_day.crisis,
        topics=TOPIC_NAMES,
        answer=answer,
        topic=chosen or ("" if question else topic or ""),
        question=question,
        versions=_versions(site, organisation),
        earlier=None,
        may_change=visitor.may("adviser"),
        lines=[(line.id, line_words(line)) for line in organisation.spokespersons if line.speaks],
        written={"linje": "", "fra": "", "til": "", "stedfortreder": "", "id": "", "versjon": "", **(absence or {})},
        faults=faults or {},
        theirs=theirs,
    )


def _earlier(request: Request, site: Site, visitor: Visitor, written: str) -> Response:
    try:
        day = past_day(written, site.today)
    except WrittenError as error:
        return matrix_page(request, site, visitor, faults={"dag": str(error)}, status=422)
    on_the_day, version = matrix_on(site.store, visitor.organisation, day=day, zone=site.zone)
    away = away_lines(on_the_day)
    return relations_page(
        request,
        "spokespersons_earlier",
        part="spokespersons",
        groups=groups(on_the_day),
        away_now=[one for one in away if one.now],
        day=day,
        version=version,
        known=version is not None and version.at.astimezone(site.zone).date() <= day,
    )


def due(site: Site, visitor: Visitor) -> list[Due]:
    """Those who are away today with nobody to stand in, for those who may name a deputy."""
    if not visitor.may("adviser"):
        return []
    on_the_day = site.roster(visitor.organisation)
    alone = [one for one in on_the_day.matrix() if one.line is None and one.stands_in_for is not None]
    return [
        Due(words=settle_why(one, on_the_day.day), link="talspersoner#fravaer", part="spokespersons") for one in alone
    ]


def groups(on_the_day: Roster) -> list[Group]:
    """The matrix by department, the municipality as a whole first; what is no department's last."""
    organisation = on_the_day.organisation
    lines = list(organisation.spokespersons)
    whole = [line for line in lines if line.role in ("mayor", "chief executive")]
    found = [Group(name=said("Kommunen samlet"), topics="", lines=_lines(whole, on_the_day))]
    for department in organisation.departments:
        own = [line for line in lines if line.department == department.id and line not in whole]
        names = ", ".join(said(TOPIC_NAMES[topic]) for topic in department.topics)
        if own:
            found.append(Group(name=plain(department.name), topics=names, lines=_lines(own, on_the_day)))
    known = {one.id for one in organisation.departments}
    rest = [line for line in lines if line not in whole and line.department not in known]
    if rest:
        found.append(Group(name=said("Alle etater"), topics="", lines=_lines(rest, on_the_day)))
    return found


def _lines(lines: Sequence[Spokesperson], on_the_day: Roster) -> tuple[MatrixLine, ...]:
    return tuple(_line(line, on_the_day) for line in lines)


def _line(line: Spokesperson, on_the_day: Roster) -> MatrixLine:
    day = on_the_day.day
    names = {one.id: line_words(one) for one in on_the_day.organisation.spokespersons}
    absence = on_the_day.absence(line)
    stand_in = on_the_day.at_hand(line) if absence else None
    return MatrixLine(
        id=line.id,
        who=line_words(line),
        role=said(ROLE_WORDS[line.role]),
        covers=plain(line.covers),
        topics=topics_words(line),
        rule=plain(line.rule),
        source=plain(line.source),
        delegation=plain(line.delegation),
        phone=plain(line.phone),
        email=plain(line.email),
        hours=plain(line.hours),
        languages=", ".join(plain(one) for one in line.languages),
        training=training_words(line, day),
        party=party_words(line),
        deputy=names.get(line.deputy, ""),
        away=away_words(absence, day) if absence else "",
        instead=line_words(stand_in) if stand_in else "",
        units=", ".join(plain(one) for one in line.units),
        crisis=line in on_the_day.crisis_set,
        never=not line.speaks,
    )


def away_lines(on_the_day: Roster) -> list[AwayLine]:
    """The absences from the day on, the first to begin first."""
    lines = {line.id: line for line in on_the_day.organisation.spokespersons}
    found = (one for one in on_the_day.absences if one.last >= on_the_day.day and one.line in lines)
    return [_away(one, lines, on_the_day) for one in found]


def _away(one: Absence, lines: Mapping[str, Spokesperson], on_the_day: Roster) -> AwayLine:
    day, now = on_the_day.day, one.first <= on_the_day.day
    line = lines[one.line]
    stand_in = on_the_day.at_hand(line) if now else lines.get(one.deputy or line.deputy)
    span = said("{first}–{last}").format(first=day_in_words(one.first, day), last=day_in_words(one.last, day))
    return AwayLine(
        id=one.id,
        version=one.version,
        who=line_words(line),
        words=away_words(one, day) if now else day_in_words(one.first, day) if one.first == one.last else span,
        now=now,
        instead=line_words(stand_in) if stand_in else "",
        first=one.first.isoformat(),
        last=one.last.isoformat(),
        deputy=one.deputy,
    )


def _versions(site: Site, organisation: Organisation) -> list[tuple[MatrixVersion, date, tuple[str, ...]]]:
    """The versions of the matrix, the latest first, each with its day and what it changed."""
    found = site.store.matrix.versions(organisation.id, MOST_VERSIONS + 1)
    earlier: list[MatrixVersion | None] = [*found[1:], None]
    pairs = list(zip(found, earlier, strict=True))[:MOST_VERSIONS]
    return [
        (
            one,
            one.at.astimezone(site.zone).date(),
            _shortened(changed_words(before, one)),
        )
        for one, before in pairs
    ]


def _shortened(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(shorten(one, 300) for one in words[:8])


def _file(content: str | bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{quote(name, safe="")}"', "Cache-Control": "no-store"}
    return Response(content, media_type=kind, headers=headers)

"""How fast each department answers, and the enquiries as a file for the archive."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from mediawatch.jobs.enquiries import outlet_name
from mediawatch.model import AnswerTimes, Enquiry, Organisation
from mediawatch.relate.enquiries import answer_times, archive_rule, by_department
from mediawatch.render import plain, said
from mediawatch.report.answer_words import answered_words, share_words, wait_words
from mediawatch.report.naming import TOPIC_NAMES
from mediawatch.report.sheets import Cell, table_csv
from mediawatch.web.enquiries import department_name
from mediawatch.web.enquiry_words import ANSWER_WAYS, CITATIONS, ENQUIRY_STATUS
from mediawatch.web.periods import Span, chosen, lately
from mediawatch.web.relations import relations_page
from mediawatch.web.site import Site
from mediawatch.web.visitor import OurSite, Reader, Visitor

COLUMNS = (
    "Nummer", "Mottatt", "Journalist", "Utgiver", "Emne", "Spørsmål", "Tema", "Etat", "Frist", "Status", "Avsluttet",
    "Svar", "Svart på", "Innen fristen", "Sitatsjekk", "Skal journalføres", "Saksnummer", "Saker",
)  # fmt: skip
JOURNAL = {"enter": "ja", "keep out": "nei", "access": "nei, innsynskrav", "unanswered": "ikke avklart"}

router = APIRouter(prefix="/{organisation}/henvendelser", include_in_schema=False)
Key = Annotated[str, Query(max_length=20)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimesRow:
    """One department's line: "" for what cannot be told yet. `link`: the address of its enquiries in the list."""

    name: str
    link: str
    received: int
    median: str
    in_time: str
    of: str
    declined: int
    late: int


@router.get("/svartider")
def board(request: Request, site: OurSite, visitor: Reader, tid: Key = "") -> Response:
    """The board."""
    organisation, spans = visitor.organisation, lately(site.today)
    span = chosen(spans, tid)
    enquiries = _of(site, organisation, span)
    now, zone = site.now(), site.zone
    whole = answer_times(enquiries, now, zone)
    parts = by_department(enquiries, organisation, now, zone)
    return relations_page(
        request,
        "enquiry_times",
        part="enquiries",
        rows=[_row(department_name(organisation, name) or said("Uten etat"), name, times) for name, times in parts],
        whole=_row(said("Alle"), None, whole),
        words=answered_words(whole),
        spans=spans,
        span=span,
    )


@router.get("/henvendelser.csv")
def file(site: OurSite, visitor: Reader, tid: Key = "") -> Response:
    """The enquiries of a time, a row each; without contacts and notes."""
    organisation = visitor.organisation
    enquiries = _of(site, organisation, chosen(lately(site.today), tid))
    made = table_csv(COLUMNS, _cells(site, visitor, enquiries))
    name = f"{organisation.id}-henvendelser.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(made.encode(), media_type="text/csv; charset=utf-8", headers=headers)


def _of(site: Site, organisation: Organisation, span: Span) -> list[Enquiry]:
    since, until = span.moments(site.zone)
    just = timedelta(microseconds=1)
    return site.store.enquiries.between(organisation.id, since + just, until + just)


def _row(name: str, department: str | None, times: AnswerTimes) -> TimesRow:
    return TimesRow(
        name=plain(name),
        link="henvendelser?vis=alle" + ("" if department is None else f"&etat={department or 'uten'}"),
        received=times.received,
        median=wait_words(times.median) if times.median is not None else "",
        in_time=share_words(times),
        of=said("{count} av {judged}").format(count=times.in_time, judged=times.judged) if times.judged else "",
        declined=times.declined,
        late=times.late,
    )


def _cells(site: Site, visitor: Visitor, enquiries: list[Enquiry]) -> Iterator[tuple[Cell, ...]]:
    zone, organisation = site.zone, visitor.organisation
    for one in enquiries:
        closed = one.closed_at
        in_time = "" if closed is None or one.status == "withdrawn" else "ja" if closed <= one.deadline else "nei"
        yield (
            one.id,
            f"{one.received_at.astimezone(zone):%Y-%m-%d %H:%M}",
            one.journalist,
            outlet_name(site.config, one),
            one.subject,
            one.question,
            TOPIC_NAMES[one.topic],
            department_name(organisation, one.department),
            f"{one.deadline.astimezone(zone):%Y-%m-%d %H:%M}",
            ENQUIRY_STATUS[one.status],
            f"{closed.astimezone(zone):%Y-%m-%d %H:%M}" if closed else "",
            one.answer,
            ANSWER_WAYS[one.answer_way] if one.answer_way else "",
            in_time,
            CITATIONS[one.citation_check],
            JOURNAL[archive_rule(one)],
            one.case_number,
            ", ".join(one.stories),
        )

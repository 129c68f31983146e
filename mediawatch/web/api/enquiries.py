"""Enquiries from journalists: listed, looked at, handed in by another program (a switchboard, a form on the web)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query

from mediawatch.jobs.enquiries import completed, outlet_name, suggested_speaker
from mediawatch.model import ENQUIRY_STATUSES, Enquiry, EnquiryStatus
from mediawatch.relate.enquiries import archive_rule, is_late, proposed_deadline
from mediawatch.render import plain
from mediawatch.report.story_json import moment_json
from mediawatch.web.api.asking import Caller, Reading, Writing
from mediawatch.web.api.problems import ProblemError, documented
from mediawatch.web.enquiry_form import outlet_id, text_of
from mediawatch.web.visitor import LARGEST_ID

router = APIRouter(tags=["enquiries"])

MOST = 100
LONGEST_WAIT = timedelta(days=366)
EnquiryId = Annotated[int, Path(ge=1, le=LARGEST_ID, description="The enquiry's number.")]


@dataclass(frozen=True, kw_only=True)
class EnquiryLine:
    """An enquiry. Neither the journalist's contact nor the confidential note is given away. `outlet`: an id of
    feeds.yaml, or a name; `deadline_asked`: the journalist named it, else it is proposed; `speaker`: id of the line of
    the matrix that answers, the one suggested where none was chosen; `journal`: whether it is to be journalled."""

    enquiry: int
    journalist: str
    outlet: str
    outlet_name: str
    subject: str
    question: str
    received_at: str
    deadline: str
    deadline_asked: bool
    late: bool
    topic: str
    department: str
    speaker: str
    status: str
    closed_at: str | None
    answer: str
    citation_check: str
    stories: list[int]
    journal: str
    case_number: str


@router.get("/enquiries", response_model=list[EnquiryLine], summary="Enquiries from journalists")
def enquiries(
    caller: Reading,
    status: Annotated[EnquiryStatus | None, Query(description="Only those of this status.")] = None,
    department: Annotated[str | None, Query(max_length=200, description="Id; empty for those without one.")] = None,
    before: Annotated[int | None, Query(ge=1, le=LARGEST_ID, description="Only those with a smaller number.")] = None,
) -> Any:
    """The latest hundred; ask for older ones with `before`."""
    found = caller.site.store.enquiries.find(
        caller.organisation.id,
        statuses=(status,) if status else ENQUIRY_STATUSES,
        department=None if department is None else plain(department),
        before=before,
        limit=MOST,
    )
    return [_line(caller, one) for one in found]


@router.get("/enquiries/{enquiry_id}", response_model=EnquiryLine, responses=documented(404), summary="One enquiry")
def enquiry(caller: Reading, enquiry_id: EnquiryId) -> Any:
    """The enquiry of that number."""
    found = caller.site.store.enquiries.one(caller.organisation.id, enquiry_id)
    if found is None:
        raise ProblemError(404, "Henvendelsen finnes ikke hos dere.")
    return _line(caller, found)


@router.post(
    "/enquiries",
    response_model=EnquiryLine,
    status_code=201,
    responses=documented(403),
    summary="Hand in an enquiry",
)
def hand_in(
    caller: Writing,
    question: Annotated[str, Body(min_length=1, max_length=20_000, description="What the journalist asks.")],
    journalist: Annotated[str, Body(max_length=120)] = "",
    outlet: Annotated[str, Body(max_length=120, description="Id or name of the outlet.")] = "",
    contact: Annotated[str, Body(max_length=200, description="Where the answer goes: telephone or mail.")] = "",
    subject: Annotated[str, Body(max_length=200)] = "",
    deadline: Annotated[
        datetime | None, Body(description="The journalist's own; without it one is read from the question or proposed.")
    ] = None,
) -> Any:
    """Keeps an enquiry as if somebody had taken it down: topic, department and who should answer are found."""
    site, organisation, now = caller.site, caller.organisation, caller.site.now()
    words, who, where = text_of(question), plain(journalist), plain(outlet)
    faults = _faults(words, who, where, deadline, now)
    if faults:
        raise ProblemError(422, f"Rett {faults[0][0]}: {faults[0][1]}", errors=faults)
    given = Enquiry(
        organisation=organisation.id,
        journalist=who,
        outlet=outlet_id(site.config, where),
        contact=plain(contact),
        subject=plain(subject),
        question=words,
        received_at=now,
        came_by="program",
        deadline=_aware(deadline) if deadline else proposed_deadline(now, site.zone),
        deadline_asked=deadline is not None,
    )
    made = completed(given, organisation, site.zone, find=deadline is None)
    return _line(caller, site.store.enquiries.add(made, by=caller.by, now=now))


def _faults(words: str, who: str, where: str, deadline: datetime | None, now: datetime) -> tuple[tuple[str, str], ...]:
    found = []
    if not words:
        found.append(("body.question", "Skriv hva journalisten spør om."))
    if not (who or where):
        found.append(("body.journalist", "Skriv hvem som spør: journalist eller outlet."))
    if deadline is not None:
        if deadline.tzinfo is None:
            found.append(("body.deadline", "Skriv fristen med tidssone, for eksempel 2026-11-24T14:00:00+01:00."))
        elif not now <= deadline <= now + LONGEST_WAIT:
            found.append(("body.deadline", "Fristen må være fram i tid, og innen ett år."))
    return tuple(found)


def _aware(deadline: datetime) -> datetime:
    return deadline.replace(second=0, microsecond=0)


def _line(caller: Caller, one: Enquiry) -> dict[str, Any]:
    site, zone = caller.site, caller.site.zone
    chosen = one.speaker
    if not chosen:
        line = suggested_speaker(site.store, caller.organisation, one, day=site.today).line
        chosen = line.id if line else ""
    return {
        "enquiry": one.id,
        "journalist": one.journalist,
        "outlet": one.outlet,
        "outlet_name": outlet_name(site.config, one),
        "subject": one.subject,
        "question": one.question,
        "received_at": moment_json(one.received_at, zone),
        "deadline": moment_json(one.deadline, zone),
        "deadline_asked": one.deadline_asked,
        "late": is_late(one, site.now()),
        "topic": one.topic,
        "department": one.department,
        "speaker": chosen,
        "status": one.status,
        "closed_at": moment_json(one.closed_at, zone),
        "answer": one.answer,
        "citation_check": one.citation_check,
        "stories": [int(number) for number in one.stories],
        "journal": archive_rule(one),
        "case_number": one.case_number,
    }

"""One enquiry: what is asked, who should answer, what was answered, what came of it, and what the archive needs."""

from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from mediawatch.errors import ChangedError
from mediawatch.jobs.enquiries import asked_by, suggested_coverage, suggested_speaker, title_of
from mediawatch.model import Enquiry, Story
from mediawatch.relate.enquiries import archive_rule, call_back_by
from mediawatch.render import plain, said
from mediawatch.report.naming import TOPIC_NAMES
from mediawatch.report.words import ROLE_WORDS
from mediawatch.web.audit import audit_line
from mediawatch.web.enquiries import department_name, enquiry_row
from mediawatch.web.enquiry_form import (
    Written,
    advisers,
    details_of,
    read_answer,
    read_details,
    speaking,
    text_of,
)
from mediawatch.web.enquiry_words import (
    ANSWER_WAYS,
    ARCHIVE_ANSWERS,
    ARCHIVE_QUESTIONS,
    ARCHIVE_VERDICTS,
    CITATIONS,
    DONE_WORDS,
    ENQUIRY_WAYS,
)
from mediawatch.web.relations import relations_page
from mediawatch.web.respond import back_to
from mediawatch.web.rows import story_row
from mediawatch.web.site import Site
from mediawatch.web.visitor import (
    LARGEST_ID,
    Adviser,
    BadInputError,
    Form,
    NotFoundError,
    OurSite,
    Reader,
    RowId,
    SentForm,
    Visitor,
)

MOST_STORIES, MOST_SUGGESTED, MOST_HISTORY = 50, 5, 30
MOST_NOTE, MOST_CASE = 5_000, 60
LONGEST_NUMBER = 12

router = APIRouter(prefix="/{organisation}/henvendelser", include_in_schema=False)


@router.get("/{enquiry_id}")
def shown(
    request: Request,
    site: OurSite,
    visitor: Reader,
    enquiry_id: RowId,
    rett: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    """The enquiry. `rett`: with its details open, to be put right."""
    return enquiry_page(request, site, visitor, found(site, visitor, enquiry_id), open_details=bool(rett))


@router.post("/{enquiry_id}")
def put_right(request: Request, site: OurSite, visitor: Adviser, enquiry_id: RowId, form: Form) -> Response:
    """Gives it other details."""
    one = found(site, visitor, enquiry_id)
    return _kept(request, site, visitor, one, form, read_details(site, visitor, one, form), "endret", part="details")


@router.post("/{enquiry_id}/ta")
def take(request: Request, site: OurSite, visitor: Adviser, enquiry_id: RowId, form: Form) -> Response:
    """Whoever does this sees to it from now on."""
    one = found(site, visitor, enquiry_id)
    _need(one.is_open)
    values = {"status": "taken", "owner": visitor.account.email, "taken_at": one.taken_at or site.now()}
    return _kept(request, site, visitor, one, form, _plain(values), "tatt")


@router.post("/{enquiry_id}/svar")
def answer(request: Request, site: OurSite, visitor: Adviser, enquiry_id: RowId, form: Form) -> Response:
    """Writes down what was answered."""
    one = found(site, visitor, enquiry_id)
    written = read_answer(site, one, form, {str(key): name for key, name in ANSWER_WAYS.items()})
    owner = {"owner": one.owner or visitor.account.email, "taken_at": one.taken_at or written.values["closed_at"]}
    written = Written(fields=written.fields, faults=written.faults, values={**written.values, **owner})
    return _kept(request, site, visitor, one, form, written, "besvart", part="answer")


@router.post("/{enquiry_id}/slutt")
def close(request: Request, site: OurSite, visitor: Adviser, enquiry_id: RowId, form: Form) -> Response:
    """«Ingen kommentar» (`gjor` is "avvis"), or the journalist needs it no more ("trekk")."""
    one = found(site, visitor, enquiry_id)
    status = {"avvis": "declined", "trekk": "withdrawn"}.get(form.get("gjor", ""))
    if status is None:
        raise BadInputError("Skjemaet er ufullstendig. Gå tilbake, last siden på nytt og prøv igjen.")
    _need(one.is_open)
    values = {"status": status, "closed_at": site.now(), "owner": one.owner or visitor.account.email}
    done = "avvist" if status == "declined" else "trukket"
    why = plain(form.get("hvorfor", ""))[:500]
    written = Written(fields={"hvorfor": why}, faults={}, values=values)
    return _kept(request, site, visitor, one, form, written, done, part="close", why=why)


@router.post("/{enquiry_id}/aapne")
def open_again(request: Request, site: OurSite, visitor: Adviser, enquiry_id: RowId, form: Form) -> Response:
    """It is not done after all."""
    one = found(site, visitor, enquiry_id)
    _need(not one.is_open)
    values = {"status": "taken" if one.owner else "new", "closed_at": None}
    return _kept(request, site, visitor, one, form, _plain(values), "aapnet")


@router.post("/{enquiry_id}/sitatsjekk")
def citation(request: Request, site: OurSite, visitor: Adviser, enquiry_id: RowId, form: Form) -> Response:
    """Whether the quotes are to be read before print, or were."""
    one, value = found(site, visitor, enquiry_id), form.get("sitatsjekk", "")
    if value not in CITATIONS:
        raise BadInputError("Velg om sitatsjekk er avtalt eller gjort.")
    return _kept(request, site, visitor, one, form, _plain({"citation_check": value}), "endret")


@router.post("/{enquiry_id}/omtale")
def coverage(request: Request, site: OurSite, visitor: Adviser, enquiry_id: RowId, form: Form) -> Response:
    """Links a story that came of it (`gjor` is "koble"), or says that it did not ("nei", "fjern")."""
    one = found(site, visitor, enquiry_id)
    number = _story_number(form.get("sak", ""))
    known = number and site.store.story(number, organisation=visitor.organisation.id, everything=True)
    if not known:
        raise BadInputError("Saken finnes ikke hos dere. Skriv nummeret som står i adressen til saken.")
    name, links = str(number), form.get("gjor") == "koble"
    kept = tuple(each for each in one.stories if each != name)
    turned_down = tuple(each for each in one.not_stories if each != name)
    values = {
        "stories": (*kept, name)[-MOST_STORIES:] if links else kept,
        "not_stories": turned_down if links else (*turned_down, name)[-MOST_STORIES:],
    }
    return _kept(request, site, visitor, one, form, _plain(values), "omtale", at="omtale")


@router.post("/{enquiry_id}/arkiv")
def archive(request: Request, site: OurSite, visitor: Adviser, enquiry_id: RowId, form: Form) -> Response:
    """The three questions of the archive, and the case number."""
    one = found(site, visitor, enquiry_id)
    values: dict[str, Any] = {name: form.get(name, "") for name in ARCHIVE_QUESTIONS}
    if any(value not in ("", *ARCHIVE_ANSWERS) for value in values.values()):
        raise BadInputError("Svar ja eller nei på spørsmålene.")
    values |= {"access_request": form.get("innsynskrav") == "ja", "case_number": plain(form.get("saksnummer", ""))}
    faults = {}
    if len(values["case_number"]) > MOST_CASE:
        faults = {"saksnummer": said("Saksnummeret kan være høyst 60 tegn.")}
    fields = {name: str(values[name]) for name in ARCHIVE_QUESTIONS}
    fields |= {"saksnummer": values["case_number"], "innsynskrav": form.get("innsynskrav", "")}
    written = Written(fields=fields, faults=faults, values=values)
    return _kept(request, site, visitor, one, form, written, "arkiv", part="archive", at="arkiv")


@router.post("/{enquiry_id}/notat")
def note(request: Request, site: OurSite, visitor: Adviser, enquiry_id: RowId, form: Form) -> Response:
    """What only advisers read."""
    one, text = found(site, visitor, enquiry_id), text_of(form.get("notat", ""))
    faults = {"notat": said("Notatet kan være høyst 5000 tegn. Kort det ned.")} if len(text) > MOST_NOTE else {}
    written = Written(fields={"notat": text}, faults=faults, values={"note": text})
    return _kept(request, site, visitor, one, form, written, "notat", part="note", at="notat")


def found(site: Site, visitor: Visitor, enquiry_id: int) -> Enquiry:
    """The enquiry of that number. Raises NotFoundError."""
    one = site.store.enquiries.one(visitor.organisation.id, enquiry_id)
    if one is None:
        raise NotFoundError("Henvendelsen finnes ikke.")
    return one


def enquiry_page(
    request: Request,
    site: Site,
    visitor: Visitor,
    one: Enquiry,
    *,
    status: int = 200,
    written: Written | None = None,
    part: str = "",
    clash: bool = False,
    open_details: bool = False,
) -> Response:
    """The enquiry's page. `written`, `part`: a form that is shown again, and which; `clash`: somebody changed it
    meanwhile."""
    organisation, advises = visitor.organisation, visitor.may("adviser")
    return relations_page(
        request,
        "enquiry",
        part="enquiries",
        status=status,
        one=one,
        row=enquiry_row(site, organisation, one, dict(advisers(site, organisation))),
        title=title_of(one),
        who=asked_by(site.config, one),
        call_by=call_back_by(one, site.zone),
        written=defaultdict(str, {**_fields(site, one), **(written.fields if written else {})}),
        faults=defaultdict(str, written.faults if written else {}),
        shown_again=part,
        clash=clash,
        open_details=open_details or part == "details",
        may_change=advises,
        rule=archive_rule(one),
        mails=site.store.enquiries.mails(organisation.id, of=one.id),
        history=_history(site, visitor, one),
        **_coverage(site, visitor, one),
        **_speaking(site, visitor, one),
        **_choices(site, visitor, one),
    )


def _fields(site: Site, one: Enquiry) -> dict[str, str]:
    """What the forms hold before anybody writes in them."""
    own = {"svar": one.answer, "maate": one.answer_way, "naar": "", "saksnummer": one.case_number, "notat": one.note}
    own |= {name: getattr(one, name) for name in ARCHIVE_QUESTIONS}
    own |= {"innsynskrav": "ja" if one.access_request else "", "hvorfor": ""}
    return {**details_of(one, site), **own}


def _coverage(site: Site, visitor: Visitor, one: Enquiry) -> dict[str, Any]:
    """The stories that came of it, and those that may have."""
    linked = [story for number in one.stories if (story := _story(site, visitor, int(number)))]
    suggested: list[Story] = []
    if visitor.may("adviser"):
        suggested = suggested_coverage(site.config, site.store, visitor.organisation, one)[:MOST_SUGGESTED]
    row = partial(story_row, today=site.today, zone=site.zone)
    return {"linked": [row(story) for story in linked], "suggested": [row(story) for story in suggested]}


def _speaking(site: Site, visitor: Visitor, one: Enquiry) -> dict[str, Any]:
    """Who should answer, who was chosen, and which department it belongs to."""
    organisation = visitor.organisation
    speaker = suggested_speaker(site.store, organisation, one, day=site.today)
    chosen = next((line for line in organisation.spokespersons if line.id == one.speaker), None)
    return {
        "speaker": speaker,
        "speaker_name": _name(speaker.line) if speaker.line else said(ROLE_WORDS[speaker.role]),
        "chosen": _name(chosen) if chosen else "",
        "department": plain(department_name(organisation, one.department)),
    }


def _name(line: Any) -> str:
    return plain(f"{line.title} {line.name}")


def _choices(site: Site, visitor: Visitor, one: Enquiry) -> dict[str, Any]:
    """The words and lists that forms choose from."""
    organisation = visitor.organisation
    return {
        "ways": ANSWER_WAYS,
        "came_by": ENQUIRY_WAYS[one.came_by],
        "citations": CITATIONS,
        "questions": ARCHIVE_QUESTIONS,
        "answers": ARCHIVE_ANSWERS,
        "verdicts": ARCHIVE_VERDICTS,
        "told": DONE_WORDS,
        "topic": TOPIC_NAMES[one.topic],
        "topics": TOPIC_NAMES,
        "departments": [(each.id, plain(each.name)) for each in organisation.departments],
        "lines": [(line.id, _name(line)) for line in speaking(organisation)],
        "advisers": advisers(site, organisation),
        "outlets": sorted({outlet.name for outlet in site.config.outlets}),
    }


def _history(site: Site, visitor: Visitor, one: Enquiry) -> list[Any]:
    entries = site.store.access.audit([visitor.organisation.id], subject=f"enquiry {one.id}", limit=MOST_HISTORY)
    return [audit_line(entry) for entry in entries]


def _kept(
    request: Request,
    site: Site,
    visitor: Visitor,
    one: Enquiry,
    form: SentForm,
    written: Written,
    done: str,
    *,
    part: str = "",
    why: str = "",
    at: str = "",
) -> Response:
    """Keeps what was written and shows it; or shows the form again with what is wrong, or what somebody else did."""
    if written.faults:
        return enquiry_page(request, site, visitor, one, status=422, written=written, part=part)
    try:
        site.store.enquiries.change(
            visitor.organisation.id,
            one.id,
            by=visitor.account.email,
            now=site.now(),
            expected=form.version(),
            why=why,
            **written.values,
        )
    except ChangedError:
        now = found(site, visitor, one.id)
        return enquiry_page(request, site, visitor, now, status=409, written=written, part=part, clash=True)
    anchor = f"#{at}" if at else ""
    return back_to(f"/{visitor.organisation.id}/henvendelser/{one.id}?gjort={done}{anchor}")


def _plain(values: Mapping[str, object]) -> Written:
    """A change that has no field to be wrong in."""
    return Written(fields={}, faults={}, values=values)


def _need(holds: bool) -> None:
    if not holds:
        raise BadInputError("Henvendelsen er endret i mellomtiden. Last siden på nytt, og se hvordan den står nå.")


def _story_number(written: str) -> int:
    digits = written.strip()
    fits = digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER
    return int(digits) if fits and int(digits) <= LARGEST_ID else 0


def _story(site: Site, visitor: Visitor, number: int) -> Story | None:
    return site.store.story(number, organisation=visitor.organisation.id, everything=True, outlets=site.outlets)

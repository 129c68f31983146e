"""Forms about enquiries: what was written to what is kept, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import get_args
from zoneinfo import ZoneInfo

from mediawatch.config import Config
from mediawatch.jobs.enquiries import completed
from mediawatch.model import Enquiry, Organisation, Spokesperson, Topic
from mediawatch.relate.enquiries import proposed_deadline
from mediawatch.render import plain, said
from mediawatch.web.site import Site
from mediawatch.web.visitor import SentForm, Visitor

LIMITS = {"journalist": 120, "utgiver": 120, "kontakt": 200, "emne": 200, "sporsmal": 20_000, "frist": 40}
TEXTS = ("sporsmal",)
TOPICS: tuple[Topic, ...] = get_args(Topic)
Faults = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A form as it was written (`fields`), what is wrong by field, and what may be kept if nothing is."""

    fields: Mapping[str, str]
    faults: Faults
    values: Mapping[str, object]


def text_of(written: str) -> str:
    """Text of several lines, cleaned line by line."""
    lines = written.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(plain(line) for line in lines).strip()


def local_input(moment: datetime | None, zone: ZoneInfo) -> str:
    """A moment as `<input type="datetime-local">` has it."""
    return f"{moment.astimezone(zone):%Y-%m-%dT%H:%M}" if moment else ""


def read_moment(written: str, zone: ZoneInfo) -> datetime | None:
    """What such a field holds to a moment; None when it is none. An hour that the clock skips is read as the next."""
    try:
        made = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    if made.tzinfo is not None or not 2000 <= made.year <= 2100:
        return None
    return made.replace(tzinfo=zone).astimezone(UTC)


def outlet_id(config: Config, written: str) -> str:
    """The id of the outlet of that name; else the name as it was written."""
    known = (one.id for one in config.outlets if written.casefold() in (one.name.casefold(), one.id.casefold()))
    return next(known, written)


def read_facts(site: Site, form: SentForm) -> Written:
    """Who asks what, and by when."""
    fields = {name: form.get(name, "") for name in LIMITS}
    clean = {name: text_of(value) if name in TEXTS else plain(value) for name, value in fields.items()}
    faults: Faults = {}
    if not clean["sporsmal"]:
        faults["sporsmal"] = said("Skriv hva journalisten spør om.")
    if not (clean["journalist"] or clean["utgiver"]):
        faults["journalist"] = said("Skriv hvem som spør: navnet, eller utgiveren.")
    for name, most in LIMITS.items():
        if len(clean[name]) > most:
            faults[name] = said("Høyst {most} tegn. Kort det ned.").format(most=most)
    deadline = read_moment(clean["frist"], site.zone) if clean["frist"] else None
    if clean["frist"] and deadline is None:
        faults["frist"] = said("Skriv dag og klokkeslett, for eksempel 2026-11-28 14:00, eller la feltet stå tomt.")
    values = {
        "journalist": clean["journalist"],
        "outlet": outlet_id(site.config, clean["utgiver"]),
        "contact": clean["kontakt"],
        "subject": clean["emne"],
        "question": clean["sporsmal"],
        "deadline": deadline,
    }
    return Written(fields=fields, faults=faults, values=values)


def new_enquiry(site: Site, visitor: Visitor, written: Written) -> Enquiry:
    """What was written to a new enquiry, completed with what we know."""
    now, values = site.now(), dict(written.values)
    deadline = values.pop("deadline")
    asked = isinstance(deadline, datetime)
    given = Enquiry(
        organisation=visitor.organisation.id,
        received_at=now,
        deadline=deadline if isinstance(deadline, datetime) else proposed_deadline(now, site.zone),
        deadline_asked=asked,
        **values,  # type: ignore[arg-type]  # the names are the record's
    )
    return completed(given, visitor.organisation, site.zone, find=not asked)


def read_details(site: Site, visitor: Visitor, enquiry: Enquiry, form: SentForm) -> Written:
    """As `read_facts`, with topic, department, who answers and who sees to it."""
    facts = read_facts(site, form)
    names = ("tema", "etat", "svarer", "folger")
    fields = {**facts.fields, **{name: form.get(name, "") for name in (*names, "fristen_er")}}
    faults, organisation = dict(facts.faults), visitor.organisation
    if facts.values["deadline"] is None and "frist" not in faults:
        faults["frist"] = said("Skriv dag og klokkeslett for fristen.")
    for name, known in (
        ("tema", set(TOPICS)),
        ("etat", {"", enquiry.department, *(one.id for one in organisation.departments)}),
        ("svarer", {"", enquiry.speaker, *(one.id for one in speaking(organisation))}),
        ("folger", {"", enquiry.owner, *(email for email, _name in advisers(site, organisation))}),
    ):
        if fields[name] not in known:
            faults[name] = said("Velg en av dem på listen.")
    values = {
        **facts.values,
        "deadline_asked": form.get("fristen_er") == "journalistens",
        "topic": fields["tema"],
        "department": fields["etat"],
        "speaker": fields["svarer"],
        "owner": fields["folger"],
    }
    if facts.values["deadline"] != enquiry.deadline.replace(second=0, microsecond=0):
        values["deadline_words"] = ""
    else:
        values["deadline"] = enquiry.deadline
    return Written(fields=fields, faults=faults, values=values)


def speaking(organisation: Organisation) -> list[Spokesperson]:
    """The lines of the matrix that may be asked to answer."""
    return [line for line in organisation.spokespersons if line.suggest]


def advisers(site: Site, organisation: Organisation) -> list[tuple[str, str]]:
    """Those who may see to an enquiry: mail address and name."""
    members = site.store.access.members(organisation.id)
    return [(account.email, account.name or account.email) for account, held in members if held.role != "reader"]


def details_of(enquiry: Enquiry, site: Site) -> dict[str, str]:
    """The fields of `read_details` as they stand."""
    outlet = site.outlets.get(enquiry.outlet)
    return {
        "journalist": enquiry.journalist,
        "utgiver": outlet.name if outlet else enquiry.outlet,
        "kontakt": enquiry.contact,
        "emne": enquiry.subject,
        "sporsmal": enquiry.question,
        "frist": local_input(enquiry.deadline, site.zone),
        "fristen_er": "journalistens" if enquiry.deadline_asked else "",
        "tema": enquiry.topic,
        "etat": enquiry.department,
        "svarer": enquiry.speaker,
        "folger": enquiry.owner,
    }


def read_answer(site: Site, enquiry: Enquiry, form: SentForm, ways: Mapping[str, str]) -> Written:
    """What was answered, how and when. A field that is empty says now."""
    fields = {name: form.get(name, "") for name in ("svar", "maate", "naar")}
    faults: Faults = {}
    answer, now = text_of(fields["svar"]), site.now()
    if not answer:
        faults["svar"] = said("Skriv hva dere svarte, eller et kort referat.")
    elif len(answer) > LIMITS["sporsmal"]:
        faults["svar"] = said("Høyst {most} tegn. Kort det ned.").format(most=LIMITS["sporsmal"])
    if fields["maate"] not in ways:
        faults["maate"] = said("Velg hvordan svaret ble gitt.")
    at = read_moment(fields["naar"], site.zone) if fields["naar"].strip() else now
    if at is None:
        faults["naar"] = said("Skriv dag og klokkeslett, eller la feltet stå tomt hvis det var nå.")
    elif not enquiry.received_at.replace(second=0, microsecond=0) <= at <= now:
        faults["naar"] = said("Svaret må være gitt etter at spørsmålet kom, og ikke fram i tid.")
    values = {"answer": answer, "answer_way": fields["maate"], "closed_at": at, "status": "answered"}
    return Written(fields=fields, faults=faults, values=values)

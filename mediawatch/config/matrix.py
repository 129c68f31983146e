"""The departments and the spokesperson matrix of an organisation, and the faults in them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from mediawatch.config.addresses import email_fault, id_fault, phone_fault
from mediawatch.config.records import Placed, Raw, raw_list, read_record
from mediawatch.config.repeats import repeated_id, repeats, spots
from mediawatch.config.vocabulary import closest, example
from mediawatch.config.yaml_lines import Data, Document
from mediawatch.errors import Problem
from mediawatch.model import Department, PlannedAbsence, Role, Spokesperson

EARLIEST = date(1990, 1, 1)
LATEST = date(2100, 1, 1)
LONGEST_ABSENCE_DAYS = 400
ELECTED: frozenset[Role] = frozenset({"mayor", "committee leader"})


def read_matrix(
    document: Document, data: dict[str, Data], problems: list[Problem]
) -> tuple[tuple[Department, ...], tuple[Spokesperson, ...]]:
    """The departments and the lines, each line with its absences. Every fault is added to `problems`."""
    raw = raw_list(document, data.get("departments"), ("departments",), Department, problems)
    departments = [placed for item in raw if (placed := read_record(Department, item, problems))]
    problems += _department_faults(raw, departments)
    ids = [str(item.data.get("id", "")) for item in raw]
    raw = raw_list(document, data.get("spokespersons"), ("spokespersons",), Spokesperson, problems)
    lines = [line for item in raw if (line := _read_line(item, problems))]
    problems += _line_faults(raw, lines, ids)
    return tuple(placed.record for placed in departments), tuple(placed.record for placed in lines)


def _read_line(raw: Raw, problems: list[Problem]) -> Placed[Spokesperson] | None:
    """One line and its absences, read apart: a fault in one hides no fault in the other."""
    absences = []
    for item in raw_list(raw.document, raw.data.get("absences"), (*raw.path, "absences"), PlannedAbsence, problems):
        if placed := read_record(PlannedAbsence, item, problems):
            absences.append(placed.record)
            problems += _absence_faults(placed)
    bare: dict[str, Data] = {key: value for key, value in raw.data.items() if key != "absences"}
    line = read_record(Spokesperson, Raw(bare, raw.document, raw.path), problems)
    return replace(line, record=replace(line.record, absences=tuple(absences))) if line else None


def _absence_faults(placed: Placed[PlannedAbsence]) -> Iterable[Problem]:
    absence = placed.record
    if absence.last < absence.first:
        message = f"Siste dag ({absence.last}) er før første ({absence.first}). Bytt dem, eller rett datoen."
        yield placed.problem(message, "last")
    for key in ("first", "last"):
        if not EARLIEST <= getattr(absence, key) < LATEST:
            yield placed.problem(f"{getattr(absence, key)} er neppe rett. Skriv for eksempel {example('', key)}", key)
            return
    if (absence.last - absence.first).days > LONGEST_ABSENCE_DAYS:
        message = "Fraværet varer i mer enn et år. Rett datoene, eller la en annen stå på linjen."
        yield placed.problem(message, "last")


def _department_faults(raw: Sequence[Raw], departments: Sequence[Placed[Department]]) -> Iterable[Problem]:
    yield from repeats(spots(raw, "id"), repeated_id("avdelingen"))
    owner: dict[str, str] = {}
    for placed in departments:
        department = placed.record
        if fault := id_fault(department.id):
            yield placed.problem(fault, "id")
        if not department.name.strip():
            yield placed.problem("Navnet er tomt. Skriv for eksempel name: Undervisning", "name")
        if len(set(department.topics)) < len(department.topics):
            yield placed.problem("Samme tema står to ganger. Ta bort det ene.", "topics")
        for number, topic in enumerate(department.topics):
            other = owner.setdefault(topic, department.id)
            if other != department.id:
                message = f"Temaet «{topic}» står alt under avdelingen «{other}». La én av dem svare for det."
                yield placed.problem(message, "topics", number)


def _line_faults(
    raw: Sequence[Raw], lines: Sequence[Placed[Spokesperson]], departments: Sequence[str]
) -> Iterable[Problem]:
    """The lines -> problems. `raw`: also the lines that could not be read, since others may name them."""
    ids = [str(item.data.get("id", "")) for item in raw]
    yield from repeats(spots(raw, "id"), repeated_id("linjen i talspersonlisten"))
    for placed in lines:
        line = placed.record
        yield from _written_faults(placed)
        yield from _suggested_faults(placed)
        for key in ("topics", "languages", "units"):
            values = getattr(line, key)
            if len({value.casefold() for value in values}) < len(values):
                what = "Samme tema" if key == "topics" else "Det samme"
                yield placed.problem(f"{what} står to ganger. Ta bort det ene.", key)
        if line.department and line.department not in departments:
            yield placed.problem(_no_department(line.department, departments), "department")
        if line.deputy:
            yield from _deputy_faults(placed, lines, ids)


def _written_faults(placed: Placed[Spokesperson]) -> Iterable[Problem]:
    """Each key by itself."""
    line = placed.record
    for key, fault in (
        ("id", id_fault(line.id)),
        ("email", email_fault(line.email) if line.email else ""),
        ("phone", phone_fault(line.phone) if line.phone else ""),
        ("role", "En linje i listen må gjelde noen. Skriv for eksempel role: mayor" if line.role == "none" else ""),
    ):
        if fault:
            yield placed.problem(fault, key)
    for key in ("title", "covers", "rule", "source"):
        if not getattr(line, key).strip():
            yield placed.problem(f"«{key}» er tom. Skriv det som står i kommunikasjonsplanen.", key)
    for key in ("languages", "units"):
        for number, value in enumerate(getattr(line, key)):
            if not value.strip():
                yield placed.problem(f"Listen «{key}» har et tomt punkt. Fyll det ut, eller ta det bort.", key, number)
    if line.trained is not None and not EARLIEST <= line.trained < LATEST:
        message = f"{line.trained} er neppe rett dato for et mediekurs. Skriv for eksempel {example('', 'trained')}"
        yield placed.problem(message, "trained")


def _suggested_faults(placed: Placed[Spokesperson]) -> Iterable[Problem]:
    """What fits no such line: a party for one who is not elected, the crisis set for one who is never suggested."""
    line = placed.record
    if line.party and line.role not in ELECTED:
        message = "Parti hører bare til folkevalgte. Ta bort linjen; ansattes partitilhørighet skal ikke stå her."
        yield placed.problem(message, "party")
    if line.crisis and line.role != "none" and not line.speaks:
        message = "Linjen foreslås aldri, og kan ikke uttale seg i en krise. Ta bort crisis."
        yield placed.problem(message, "crisis")
    if line.units and line.role != "unit leader":
        message = "Bare virksomhetsledere (role: unit leader) har units. Ta bort linjen, eller rett rollen."
        yield placed.problem(message, "units")


def _no_department(written: str, departments: Sequence[str]) -> str:
    meant = closest(written, [known for known in departments if known])
    advice = f"Mente du «{meant}»?" if meant else "Skriv id-en til en av dem under «departments», eller ta bort linjen."
    return f"Avdelingen «{written}» finnes ikke. {advice}"


def _deputy_faults(
    placed: Placed[Spokesperson], lines: Sequence[Placed[Spokesperson]], ids: Sequence[str]
) -> Iterable[Problem]:
    by_id = {each.record.id: each.record for each in lines}
    line = placed.record
    if line.deputy not in ids:
        meant = closest(line.deputy, [known for known in ids if known and known != line.id])
        advice = f"Mente du «{meant}»?" if meant else "Skriv id-en til en annen linje i listen, eller ta bort linjen."
        yield placed.problem(f"Stedfortrederen «{line.deputy}» finnes ikke i listen. {advice}", "deputy")
        return
    deputy = by_id.get(line.deputy)
    if deputy is not None and deputy.role != "none" and not deputy.speaks:
        message = f"«{line.deputy}» foreslås aldri, og kan ikke være stedfortreder. Skriv id-en til en annen linje."
        yield placed.problem(message, "deputy")
    chain, at = [line.id], line.deputy
    while at and at not in chain:
        chain.append(at)
        at = by_id[at].deputy if at in by_id else ""
    if at == line.id:
        shown = " → ".join([*chain, at])
        yield placed.problem(f"Stedfortrederne går i ring: {shown}. Ta bort «deputy» på én av dem.", "deputy")

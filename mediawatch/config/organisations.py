"""One file of organisations/ -> an Organisation."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from mediawatch.config.addresses import colour_fault, host_fault, id_fault
from mediawatch.config.aims import neighbour_faults, subject_faults
from mediawatch.config.alarms import read_alarms
from mediawatch.config.matrix import read_matrix
from mediawatch.config.people import group_faults, recipient_faults
from mediawatch.config.records import Placed, Raw, raw_list, read_record
from mediawatch.config.repeats import repeated_id, repeats
from mediawatch.config.retention import read_retention
from mediawatch.config.targets import reading_faults, target_faults
from mediawatch.config.vocabulary import example
from mediawatch.config.yaml_lines import Data, Document
from mediawatch.errors import Problem
from mediawatch.model import (
    AccessGroup,
    Neighbour,
    Organisation,
    Outlet,
    ReadingSeries,
    Recipient,
    Subject,
    Target,
)

T = TypeVar("T")

MOST_PEOPLE = 2_000_000
SECTIONS = (
    "subjects",
    "neighbours",
    "departments",
    "spokespersons",
    "readings",
    "targets",
    "recipients",
    "groups",
    "alarms",
    "retention",
)


def read_organisation(
    document: Document, problems: list[Problem], outlets: Sequence[Outlet]
) -> Placed[Organisation] | None:
    """Document -> organisation; None when its head could not be read. Every fault is added to `problems`.

    `outlets`: all of feeds.yaml, () when that could not be read (then no target is called impossible).
    """
    data = document.data()
    if not isinstance(data, dict):
        message = f"Filen skal begynne med nøkler for én kommune. Skriv for eksempel {example('Organisation', 'id')}"
        problems.append(document.problem((), message))
        return None
    head: dict[str, Data] = {key: value for key, value in data.items() if key not in SECTIONS}
    placed = read_record(Organisation, Raw(head, document, ()), problems)
    subjects, neighbours = _subjects(document, data, problems), _neighbours(document, data, problems)
    departments, spokespersons = read_matrix(document, data, problems)
    readings, targets = _aims(document, data, outlets, problems)
    raw, recipients = _section(document, data, "recipients", Recipient, problems)
    problems += recipient_faults(raw, recipients)
    groups = _groups(document, data, problems)
    alarms = read_alarms(document, data, [str(item.data.get("id", "")) for item in raw], problems)
    if placed is None:
        return None
    problems += _head_faults(placed)
    whole = replace(
        placed.record,
        subjects=_records(subjects),
        neighbours=_records(neighbours),
        departments=departments,
        spokespersons=spokespersons,
        readings=_records(readings),
        targets=_records(targets),
        recipients=_records(recipients),
        groups=_records(groups),
        alarms=alarms,
        retention=read_retention(document, data, problems),
    )
    return replace(placed, record=whole)


def _neighbours(document: Document, data: dict[str, Data], problems: list[Problem]) -> list[Placed[Neighbour]]:
    place = data.get("place")
    raw, neighbours = _section(document, data, "neighbours", Neighbour, problems)
    problems += neighbour_faults(place if isinstance(place, str) else "", raw, neighbours)
    return neighbours


def _groups(document: Document, data: dict[str, Data], problems: list[Problem]) -> list[Placed[AccessGroup]]:
    raw, groups = _section(document, data, "groups", AccessGroup, problems)
    problems += group_faults(raw, groups)
    return groups


def _aims(
    document: Document, data: dict[str, Data], outlets: Sequence[Outlet], problems: list[Problem]
) -> tuple[list[Placed[ReadingSeries]], list[Placed[Target]]]:
    raw, readings = _section(document, data, "readings", ReadingSeries, problems)
    problems += reading_faults(raw, readings)
    ids = [str(item.data.get("id", "")) for item in raw]
    raw, targets = _section(document, data, "targets", Target, problems)
    problems += target_faults(raw, targets, outlets, readings, ids)
    return readings, targets


def _subjects(document: Document, data: dict[str, Data], problems: list[Problem]) -> list[Placed[Subject]]:
    raw, subjects = _section(document, data, "subjects", Subject, problems)
    problems += subject_faults(raw, subjects)
    if not data.get("subjects"):
        message = f"Ingen navn å lytte etter. Skriv for eksempel:\n{example('', 'subjects')}"
        problems.append(document.problem(("subjects",), message))
    elif raw and len(raw) == len(subjects) and not any(subject.record.names_place for subject in subjects):
        message = "Ingen av navnene er selve stedsnavnet. Sett names_place: true på navnet til kommunen."
        problems.append(document.problem(("subjects",), message))
    return subjects


def organisation_repeats(organisations: Sequence[Placed[Organisation]]) -> list[Problem]:
    """Two files with the same organisation."""
    spots = [(placed.record.id, placed.document, ("id",)) for placed in organisations]
    return repeats(spots, repeated_id("kommunen"))


def _section(
    document: Document, data: dict[str, Data], key: str, record: type[T], problems: list[Problem]
) -> tuple[list[Raw], list[Placed[T]]]:
    raw = raw_list(document, data.get(key), (key,), record, problems)
    return raw, [placed for item in raw if (placed := read_record(record, item, problems))]


def _records(placed: Iterable[Placed[T]]) -> tuple[T, ...]:
    return tuple(each.record for each in placed)


def _head_faults(placed: Placed[Organisation]) -> Iterable[Problem]:
    organisation = placed.record
    for key, fault in (("id", id_fault(organisation.id)), ("accent", colour_fault(organisation.accent))):
        if fault:
            yield placed.problem(fault, key)
    for key in ("name", "place", "county"):
        if not getattr(organisation, key).strip():
            yield placed.problem(f"«{key}» er tom. Skriv for eksempel {example('Organisation', key)}", key)
    if not 1 <= organisation.population <= MOST_PEOPLE:
        message = "Folketallet kan ikke stemme. Skriv innbyggertallet, for eksempel population: 14527"
        yield placed.problem(message, "population")
    for number, host in enumerate(organisation.own_hosts):
        if fault := host_fault(host):
            yield placed.problem(fault, "own_hosts", number)

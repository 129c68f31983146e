"""What an organisation's file says of how long things are kept -> Retention."""

from collections.abc import Iterable
from dataclasses import fields

from mediawatch.config.records import Placed, Raw, read_record
from mediawatch.config.vocabulary import example
from mediawatch.config.yaml_lines import Data, Document
from mediawatch.errors import Problem
from mediawatch.model import MOST_MONTHS, Retention

LONGEST = {"contacts": 24}
"""Kinds that may be kept shorter than others at most: journalists on the list of contacts."""


def read_retention(document: Document, data: dict[str, Data], problems: list[Problem]) -> Retention:
    """The mapping `retention` of an organisation's file -> months by kind, the defaults where nothing is said. Every
    fault is added to `problems`."""
    given = data.get("retention")
    if given is None:
        return Retention()
    if not isinstance(given, dict):
        message = (
            f"Under «retention» skal det stå nøkler med antall måneder. Skriv for eksempel:\n{example('', 'retention')}"
        )
        problems.append(document.problem(("retention",), message))
        return Retention()
    placed = read_record(Retention, Raw(given, document, ("retention",)), problems)
    if placed is None:
        return Retention()
    problems += _faults(placed)
    return placed.record


def _faults(placed: Placed[Retention]) -> Iterable[Problem]:
    for key in fields(Retention):
        months, most = getattr(placed.record, key.name), LONGEST.get(key.name, MOST_MONTHS)
        if not 1 <= months <= most:
            words = f"Skriv antall måneder fra 1 til {most}, for eksempel {example('Retention', key.name)}"
            yield placed.problem(f"«{key.name}» kan ikke være {months}. {words}", key.name)

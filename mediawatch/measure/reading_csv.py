"""Readings as people write them, one or a file of them, to readings that can be kept, or to every fault.

The file is CSV with the columns date, reading and value (or dato, tall and verdi) in any order; others are let be.
Comma, semicolon or tab. `reading` is the id or the name of a series.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from mediawatch.errors import Problem
from mediawatch.measure.written import WrittenError, written_day, written_number
from mediawatch.model import ReadingSeries, SuppliedReading
from mediawatch.render import said

COLUMNS: dict[str, tuple[str, ...]] = {
    "date": ("date", "dato"),
    "reading": ("reading", "tall", "måling"),
    "value": ("value", "verdi", "antall"),
}
FIRST_DAY = date(1990, 1, 1)
"""No number of a municipality's channels is older."""


def find_series(written: str, known: Sequence[ReadingSeries]) -> ReadingSeries:
    """The series of an id or a name. Raises WrittenError that names those there are."""
    wanted = " ".join(written.split()).casefold()
    for series in known:
        if wanted and wanted in (series.id.casefold(), series.name.casefold()):
            return series
    ids = [series.id for series in known]
    near = get_close_matches(wanted, [*ids, *(series.name.casefold() for series in known)], n=1)
    meant = next((one.id for one in known if near and near[0] in (one.id, one.name.casefold())), None)
    ask = f"Mente du «{meant}»?" if meant else f"Velg en av: {', '.join(ids)}." if ids else ""
    told = f"Fant ingen tallrekke «{wanted[:80]}» under readings i filen for kommunen."
    raise WrittenError(f"{told} {ask}".strip())


def past_day(written: str, today: date) -> date:
    """A date a reading may have: today or before. Raises WrittenError."""
    day = written_day(written)
    if day > today:
        told = said("{day} er fram i tid. Et tall kan legges inn når dagen er kommet.")
        raise WrittenError(told.format(day=f"{day:%d.%m.%Y}"))
    if day < FIRST_DAY:
        told = said("{day} er for lenge siden. Sjekk årstallet.")
        raise WrittenError(told.format(day=f"{day:%d.%m.%Y}"))
    return day


def read_readings(
    content: bytes,
    name: str,
    known: Sequence[ReadingSeries],
    *,
    organisation: str,
    by: str,
    now: datetime,
    today: date,
) -> tuple[list[SuppliedReading], list[Problem]]:
    """A file to its readings, and every fault with its line; with a fault nothing of it should be kept. `name`: what to
    call the file."""
    rows, problems = _rows(_text(content), name)
    found: list[SuppliedReading] = []
    seen: dict[tuple[str, date], int] = {}
    for line, values in rows:
        given, faults = _values(values, known, today)
        problems += [Problem(file=name, line=line, path=column, message=message) for column, message in faults]
        if faults:
            continue
        series, day = given["reading"], given["date"]
        first = seen.setdefault((series.id, day), line)
        if first != line:
            message = f"{series.id} for {day:%d.%m.%Y} står også på linje {first}. Ta bort den ene."
            problems.append(Problem(file=name, line=line, path="date", message=message))
            continue
        value: Decimal = given["value"]
        found.append(
            SuppliedReading(id=0, organisation=organisation, reading=series.id, date=day, value=value, by=by, at=now)
        )
    if not found and not problems:
        problems.append(Problem(file=name, line=1, path="", message="Filen har ingen tall. Skriv ett på hver linje."))
    return found, problems


def _text(content: bytes) -> str:
    """UTF-8, or what spreadsheets on Norwegian machines save instead."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _rows(text: str, name: str) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    """Text to lines with their number and what stands in each column we know, and what is wrong with the whole."""
    lines = io.StringIO(text, newline="")
    first = lines.readline()
    lines.seek(0)
    reader = csv.reader(lines, delimiter=max(";,\t", key=first.count))
    rows: list[tuple[int, dict[str, str]]] = []
    problems: list[Problem] = []
    try:
        header = [_column(cell) for cell in next(reader, [])]
        missing = [column for column in COLUMNS if column not in header]
        if missing:
            message = f"Kolonnen mangler: {', '.join(missing)}. Første linje skal være date;reading;value."
            return [], [Problem(file=name, line=1, path="", message=message)]
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, dict(zip(header, cells, strict=False))))
            if any(cell.strip() for cell in cells[len(header) :]):
                message = "Linjen har flere felter enn overskriften. Sett tall med komma i anførselstegn."
                problems.append(Problem(file=name, line=reader.line_num, path="", message=message))
    except csv.Error:
        problems.append(Problem(file=name, line=reader.line_num, path="", message="Linjen er ikke gyldig CSV."))
    return rows, problems


def _column(heading: str) -> str:
    wanted = heading.strip().casefold()
    return next((column for column, names in COLUMNS.items() if wanted in names), wanted)


def _values(
    values: Mapping[str, str], known: Sequence[ReadingSeries], today: date
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The three cells of a line to what they say, and (column, fault) for each that says nothing."""
    readers: dict[str, Callable[[str], Any]] = {
        "date": lambda text: past_day(text, today),
        "reading": lambda text: find_series(text, known),
        "value": written_number,
    }
    given: dict[str, Any] = {}
    faults: list[tuple[str, str]] = []
    for column, reader in readers.items():
        written = values.get(column, "")
        if not written.strip():
            faults.append((column, "Feltet er tomt. Fyll det ut, eller ta bort linjen."))
            continue
        try:
            given[column] = reader(written)
        except WrittenError as error:
            faults.append((column, str(error)))
    return given, faults

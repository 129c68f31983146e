"""Who is away, with versions and log; and every version of the matrix, with the time from which it held."""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Engine, Row, insert, select

from mediawatch.model import Absence, Department, MatrixVersion, Organisation, PlannedAbsence, Spokesperson
from mediawatch.store.cases import Cases
from mediawatch.store.connect import lock, reading, writing
from mediawatch.store.matrix_tables import absence, matrix_version

R = TypeVar("R", Department, Spokesperson)


class Matrix:
    """`absences`: those that people wrote; those of the YAML file stand on its lines."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.absences = Cases(engine, absence, Absence, "absence")

    def away(self, organisation: str, *, since: date, until: date | None = None) -> list[Absence]:
        """The absences that touch the days from `since` to `until` (None: all later too), the first to begin first."""
        where = [absence.c.removed.is_(False), absence.c.last >= since]
        if until is not None:
            where.append(absence.c.first <= until)
        found = self.absences.all(organisation, *where)
        return sorted(found, key=lambda one: (one.first, one.last, one.id))

    def remember(self, organisation: Organisation, *, now: datetime) -> bool:
        """Keep the matrix as a version when it differs from the latest one; answers whether it did."""
        lines = tuple(replace(line, absences=_without_notes(line)) for line in organisation.spokespersons)
        columns = {
            "organisation": organisation.id,
            "at": now,
            "departments": [_plain(asdict(one)) for one in organisation.departments],
            "spokespersons": [_plain(asdict(one)) for one in lines],
        }
        with reading(self.engine) as connection:
            if _same(connection.execute(_latest(organisation.id)).first(), columns):
                return False
        with writing(self.engine) as connection:
            lock(connection, "matrix", organisation.id)
            if _same(connection.execute(_latest(organisation.id)).first(), columns):
                return False
            connection.execute(insert(matrix_version).values(**columns))
            return True

    def versions(self, organisation: str, limit: int = 100) -> list[MatrixVersion]:
        """The versions, the latest first."""
        with reading(self.engine) as connection:
            rows = connection.execute(_latest(organisation).limit(limit))
            return [_version(row) for row in rows]

    def at(self, organisation: str, moment: datetime) -> MatrixVersion | None:
        """The matrix as it stood at a moment; None before it was first seen."""
        with reading(self.engine) as connection:
            row = connection.execute(_latest(organisation).where(matrix_version.c.at <= moment).limit(1)).first()
            return None if row is None else _version(row)


def _latest(organisation: str) -> Any:
    query = select(matrix_version).where(matrix_version.c.organisation == organisation)
    return query.order_by(matrix_version.c.at.desc(), matrix_version.c.id.desc())


def _same(row: Row[Any] | None, columns: dict[str, Any]) -> bool:
    return row is not None and all(row._mapping[name] == columns[name] for name in ("departments", "spokespersons"))


def _without_notes(line: Spokesperson) -> tuple[Any, ...]:
    return tuple(replace(one, note="") for one in line.absences)


def _version(row: Row[Any]) -> MatrixVersion:
    return MatrixVersion(
        id=row.id,
        organisation=row.organisation,
        at=row.at,
        departments=tuple(_made(Department, one) for one in row.departments),
        spokespersons=tuple(_line(one) for one in row.spokespersons),
    )


def _line(kept: Mapping[str, Any]) -> Spokesperson:
    line = _made(Spokesperson, kept)
    absences = tuple(
        PlannedAbsence(first=date.fromisoformat(one["first"]), last=date.fromisoformat(one["last"]))
        for one in kept.get("absences", ())
    )
    trained = date.fromisoformat(kept["trained"]) if kept.get("trained") else None
    return replace(line, absences=absences, trained=trained)


def _made(record: type[R], kept: Mapping[str, Any]) -> R:
    """What was kept of a record, without fields that records no longer have."""
    known = {field.name for field in fields(record)}
    return record(**{name: _tupled(value) for name, value in kept.items() if name in known})


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    """Records as JSON has them: lists, and dates as text."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value

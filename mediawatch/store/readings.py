"""The numbers that people supply: the last word on a date counts, and every word is remembered with who and when."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, insert, select, update

from mediawatch.model import SuppliedReading
from mediawatch.store.connect import lock, reading, writing
from mediawatch.store.reading_tables import reading as readings


class Kept(NamedTuple):
    """What became of the readings supplied: how many are new, took another's place, or said what stood there."""

    new: int
    replaced: int
    unchanged: int


class Readings:
    """Readings, kept and asked for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def supply(self, supplied: Sequence[SuppliedReading]) -> Kept:
        """Keep readings (their ids are given here), all or none. One of a series and date that has a reading takes its
        place; the one before is withdrawn by the same person at the same moment."""
        new = replaced = unchanged = 0
        with writing(self._engine) as connection:
            for organisation in sorted({one.organisation for one in supplied}):
                lock(connection, "readings", organisation)
            for one in supplied:
                before = _standing(connection, one.organisation, one.reading, one.date)
                if before is not None and before.value == one.value:
                    unchanged += 1
                    continue
                if before is not None:
                    _withdraw(connection, before, one.by, one.at)
                connection.execute(insert(readings).values(**_columns(one)))
                replaced += before is not None
                new += before is None
        return Kept(new, replaced, unchanged)

    def remove(self, organisation: str, series: str, day: date, *, by: str, now: datetime) -> SuppliedReading | None:
        """Withdraw the reading of a date; None when there is none."""
        with writing(self._engine) as connection:
            lock(connection, "readings", organisation)
            standing = _standing(connection, organisation, series, day)
            if standing is not None:
                _withdraw(connection, standing, by, now)
            return standing

    def all(self, organisation: str, series: str | None = None, *, withdrawn: bool = False) -> list[SuppliedReading]:
        """The organisation's readings, or those of one series, by series, date and when they were supplied.
        `withdrawn`: also those that count no longer."""
        query = select(readings).where(readings.c.organisation == organisation)
        if series is not None:
            query = query.where(readings.c.reading == series)
        if not withdrawn:
            query = query.where(readings.c.withdrawn_at.is_(None))
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(readings.c.reading, readings.c.date, readings.c.id)).mappings()
            return [_reading(row) for row in rows]


def _standing(connection: Connection, organisation: str, series: str, day: date) -> SuppliedReading | None:
    query = select(readings).where(
        readings.c.organisation == organisation,
        readings.c.reading == series,
        readings.c.date == day,
        readings.c.withdrawn_at.is_(None),
    )
    row = connection.execute(query).mappings().first()
    return None if row is None else _reading(row)


def _withdraw(connection: Connection, one: SuppliedReading, by: str, now: datetime) -> None:
    connection.execute(update(readings).where(readings.c.id == one.id).values(withdrawn_at=now, withdrawn_by=by))


def _columns(one: SuppliedReading) -> dict[str, Any]:
    return {**{name: value for name, value in asdict(one).items() if name != "id"}, "value": format(one.value, "f")}


def _reading(row: Mapping[Any, Any]) -> SuppliedReading:
    return SuppliedReading(**{**row, "value": Decimal(row["value"])})

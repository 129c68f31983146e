"""Records that people work on together: each has a version, and whatever is done to it stands in the log of changes,
written in the same transaction, so that neither is ever kept without the other."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, fields, replace
from datetime import date, datetime
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, Row, Table, insert, select, update

from mediawatch.errors import ChangedError
from mediawatch.store.access_tables import audit_entry
from mediawatch.store.columns import cleaned
from mediawatch.store.connect import lock, reading, writing

HIDDEN = "…"
"""Stands in the log for what only advisers may read."""


class Case(Protocol):
    """A frozen dataclass whose fields are the table's columns. `version` counts from 1."""

    @property
    def id(self) -> int: ...
    @property
    def organisation(self) -> str: ...
    @property
    def version(self) -> int: ...


R = TypeVar("R", bound=Case)


class Cases(Generic[R]):
    """One table of such records. `kind`: what they are called in the log ("enquiry"); `confidential`: fields whose
    words the log does not repeat."""

    def __init__(
        self, engine: Engine, table: Table, record: type[R], kind: str, *, confidential: Collection[str] = ()
    ) -> None:
        self.engine = engine
        self._table, self._record, self._kind = table, record, kind
        self._confidential = frozenset(confidential)
        self._tuples = {field.name for field in fields(record) if str(field.type).startswith("tuple")}  # type: ignore[arg-type]  # a Case is a dataclass

    def add(self, given: R, *, by: str, now: datetime, why: str = "") -> R:
        """Keep a record, with an id of its own."""
        with writing(self.engine) as connection:
            return self.add_in(connection, given, by=by, now=now, why=why)

    def add_in(self, connection: Connection, given: R, *, by: str, now: datetime, why: str = "") -> R:
        """As `add`, inside a transaction that is open."""
        columns = _clean(connection, {name: value for name, value in asdict(given).items() if name != "id"})  # type: ignore[call-overload]
        kept = connection.execute(insert(self._table).values(**columns).returning(self._table.c.id)).scalar_one()
        made = replace(given, **columns, id=int(kept))  # type: ignore[type-var]
        told = {name: value for name, value in columns.items() if value not in (None, "", (), [])}
        self._log(connection, made, "add", {}, told, by, now, why)
        return made

    def one(self, organisation: str, record_id: int) -> R | None:
        """One record; None when the organisation has none of that number."""
        with reading(self.engine) as connection:
            return self._one(connection, organisation, record_id)

    def all(self, organisation: str, *where: ColumnElement[bool], limit: int | None = None) -> list[R]:
        """The organisation's records that hold to all of `where`, the latest first."""
        query = select(self._table).where(self._table.c.organisation == organisation, *where)
        with reading(self.engine) as connection:
            rows = connection.execute(query.order_by(self._table.c.id.desc()).limit(limit))
            return [self._made(row) for row in rows]

    def change(
        self,
        organisation: str,
        record_id: int,
        *,
        by: str,
        now: datetime,
        expected: int | None,
        why: str = "",
        **columns: Any,
    ) -> R | None:
        """Give a record other values; None when there is no such record. What stands there already changes nothing.

        `expected`: the version that was looked at; ChangedError when somebody has changed the record since. None only
        for what no person decides (reminders sent).
        """
        with writing(self.engine) as connection:
            return self.change_in(
                connection, organisation, record_id, by=by, now=now, expected=expected, why=why, **columns
            )

    def change_in(
        self,
        connection: Connection,
        organisation: str,
        record_id: int,
        *,
        by: str,
        now: datetime,
        expected: int | None,
        why: str = "",
        **columns: Any,
    ) -> R | None:
        """As `change`, inside a transaction that is open."""
        lock(connection, self._kind, organisation, str(record_id))
        before = self._one(connection, organisation, record_id)
        if before is None:
            return None
        clean = _clean(connection, columns)
        new = {name: value for name, value in clean.items() if getattr(before, name) != value}
        if not new:
            return before
        if expected is not None and before.version != expected:
            raise ChangedError(f"{self._kind} {record_id} was changed meanwhile")
        after = replace(before, **new, version=before.version + 1)  # type: ignore[type-var]
        values = {**new, "version": after.version}
        connection.execute(update(self._table).where(self._table.c.id == record_id).values(**values))
        old = {name: getattr(before, name) for name in new}
        self._log(connection, after, "change", old, new, by, now, why)
        return after

    def _one(self, connection: Connection, organisation: str, record_id: int) -> R | None:
        where = (self._table.c.organisation == organisation, self._table.c.id == record_id)
        row = connection.execute(select(self._table).where(*where)).one_or_none()
        return None if row is None else self._made(row)

    def _made(self, row: Row[Any]) -> R:
        values = {name: tuple(value or ()) if name in self._tuples else value for name, value in row._mapping.items()}
        return self._record(**values)

    def _log(
        self,
        connection: Connection,
        record: R,
        action: str,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        by: str,
        now: datetime,
        why: str,
    ) -> None:
        values = {
            "organisation": record.organisation,
            "at": now,
            "by": by,
            "action": f"{self._kind}.{action}",
            "subject": f"{self._kind} {record.id}",
            "before": self._told(before),
            "after": self._told(after),
            "why": why,
        }
        connection.execute(insert(audit_entry).values(**values))

    def _told(self, values: Mapping[str, Any]) -> str:
        """Fields and values as one line of JSON: what the log's page puts into words."""
        shown = {
            name: HIDDEN if name in self._confidential else _plain(value)
            for name, value in values.items()
            if name not in ("id", "organisation", "version")
        }
        return json.dumps(shown, ensure_ascii=False) if shown else ""


def _clean(connection: Connection, columns: Mapping[str, Any]) -> dict[str, Any]:
    """Columns without names that were erased, those of short texts too."""
    return {name: cleaned(value, connection.dialect) for name, value in columns.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value

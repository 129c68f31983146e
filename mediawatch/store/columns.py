"""The types of the columns, alike on SQLite and PostgreSQL, and the metadata that all tables belong to."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, MetaData, String, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as UTC: `timestamptz` on PostgreSQL, on SQLite ISO 8601 text of fixed width, so that
    text order is time order. The original offset, where it matters, lies in a column of its own.

    Raises ValueError (wrapped by SQLAlchemy) on a naive datetime: nobody knows which moment that is.
    """

    impl = String(32)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """The database's own type."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(String(32))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Aware datetime -> what the database keeps."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = _as_utc(value)
        return (
            moment if dialect.name == "postgresql" else moment.replace(tzinfo=None).isoformat(timespec="microseconds")
        )

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """What the database kept -> aware datetime in UTC."""
        if value is None:
            return None
        if isinstance(value, str):
            return datetime.fromisoformat(value).replace(tzinfo=UTC)
        moment: datetime = value
        return moment.astimezone(UTC)


def _as_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:  # year 1 or 9999: the offset would leave the calendar
        return value.replace(tzinfo=UTC)


def storable(text: str) -> str:
    """`text` without what no database takes: NUL (PostgreSQL) and lone surrogates (neither)."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _storable_deep(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {key: _storable_deep(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_storable_deep(part) for part in value]
    return value


def clean_with(dialect: Dialect, cleaner: Callable[[Any], Any]) -> None:
    """Let every text on its way into a database pass through `cleaner` (mediawatch.store.erased)."""
    vars(dialect)["mediawatch_cleaner"] = cleaner


def cleaned(value: Any, dialect: Dialect) -> Any:
    """A value as it may lie in a database: without the names that were erased from it."""
    cleaner: Callable[[Any], Any] | None = vars(dialect).get("mediawatch_cleaner")
    return value if cleaner is None else cleaner(value)


class Words(TypeDecorator[str]):
    """Text from the wild, made storable, without names that were erased."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Drop what the database would refuse."""
        return None if value is None else storable(cleaned(value, dialect))


class Parts(TypeDecorator[Any]):
    """Tuples and nested records as JSON (JSONB on PostgreSQL)."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """The database's own type."""
        kind = JSONB(none_as_null=True) if dialect.name == "postgresql" else JSON(none_as_null=True)
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Tuples -> lists; strings made storable, without names that were erased."""
        return _storable_deep(cleaned(value, dialect))

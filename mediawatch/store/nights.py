"""Which jobs of the night are done: a row each, so that a restart or a second process does no harm."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Engine, delete, insert, select

from mediawatch.store.connect import lock, reading, writing
from mediawatch.store.contact_tables import night_job


class Nights:
    """The jobs of the night by name."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def done_on(self, name: str) -> date | None:
        """The last local day a job has ended on, None before the first."""
        with reading(self.engine) as connection:
            found: date | None = connection.scalar(select(night_job.c.done_on).where(night_job.c.name == name))
            return found

    def told(self, name: str) -> tuple[datetime | None, Mapping[str, int]]:
        """When a job last ended, and what it did."""
        with reading(self.engine) as connection:
            row = connection.execute(select(night_job).where(night_job.c.name == name)).mappings().one_or_none()
            return (None, {}) if row is None else (row["done_at"], row["told"])

    def finish(self, name: str, day: date, told: Mapping[str, int], now: datetime) -> None:
        """A job has ended."""
        with writing(self.engine) as connection:
            lock(connection, "night", name)
            connection.execute(delete(night_job).where(night_job.c.name == name))
            row = {"name": name, "done_on": day, "done_at": now, "told": dict(told)}
            connection.execute(insert(night_job).values(**row))

"""How often municipalities are named on our sources: counted once per article, nothing of the text kept."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, Table, delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from mediawatch.store.connect import lock, reading, writing
from mediawatch.store.keeping import fingerprint
from mediawatch.store.weekly_tables import listened_day, neighbour_mention, neighbour_watch


class Neighbours:
    """The tally of names."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def watch(self, organisation: str, names: Iterable[str], now: datetime) -> None:
        """Count these names from now on; one counted already goes on, one no longer listed is let go with its start, so
        that a gap is never taken for silence."""
        wanted = set(names)
        with reading(self._engine) as connection:
            known = set(
                connection.scalars(select(neighbour_watch.c.name).where(neighbour_watch.c.organisation == organisation))
            )
        if known == wanted:
            return
        with writing(self._engine) as connection:
            lock(connection, "neighbours", organisation)
            gone = neighbour_watch.c.name.not_in(wanted)
            connection.execute(delete(neighbour_watch).where(neighbour_watch.c.organisation == organisation, gone))
            made = [{"organisation": organisation, "name": name, "since": now} for name in sorted(wanted - known)]
            if made:
                connection.execute(add_missing(connection.dialect.name, neighbour_watch), made)

    def watched(self, organisation: str) -> dict[str, datetime]:
        """Name -> since when it has been counted."""
        query = select(neighbour_watch.c.name, neighbour_watch.c.since)
        with reading(self._engine) as connection:
            rows = connection.execute(query.where(neighbour_watch.c.organisation == organisation))
            return {str(name): since for name, since in rows}

    def count(self, organisation: str, outlet: str, key: str, day: date, names: Iterable[str]) -> None:
        """The names one article holds, in place of what an earlier version of it held. `key`: its identity."""
        article = fingerprint(outlet, key)
        ours = (neighbour_mention.c.organisation == organisation, neighbour_mention.c.article_print == article)
        made = [
            {"organisation": organisation, "name": name, "article_print": article, "outlet": outlet, "day": day}
            for name in sorted(set(names))
        ]
        with reading(self._engine) as connection:
            known = dict(
                connection.execute(select(neighbour_mention.c.name, neighbour_mention.c.day).where(*ours)).all()
            )
        if known == dict.fromkeys(names, day):
            return
        with writing(self._engine) as connection:
            lock(connection, "neighbours", organisation, article)
            connection.execute(delete(neighbour_mention).where(*ours))
            if made:
                connection.execute(insert(neighbour_mention), made)

    def heard(self, day: date) -> None:
        """At least one source answered on that local day."""
        with reading(self._engine) as connection:
            if connection.scalar(select(listened_day.c.day).where(listened_day.c.day == day)) is not None:
                return
        with writing(self._engine) as connection:
            connection.execute(add_missing(connection.dialect.name, listened_day), [{"day": day}])

    def listened(self, since: date, until: date) -> frozenset[date]:
        """The days from `since` up to and without `until` on which a source answered."""
        query = select(listened_day.c.day).where(listened_day.c.day >= since, listened_day.c.day < until)
        with reading(self._engine) as connection:
            return frozenset(connection.scalars(query))

    def volumes(self, organisation: str, since: date, until: date) -> Mapping[tuple[str, date], int]:
        """(Name, day) -> how many articles of that day name it, from `since` up to and without `until`."""
        name, day = neighbour_mention.c.name, neighbour_mention.c.day
        query = (
            select(name, day, func.count())
            .where(neighbour_mention.c.organisation == organisation, day >= since, day < until)
            .group_by(name, day)
        )
        with reading(self._engine) as connection:
            return {(str(each), on): int(count) for each, on, count in connection.execute(query)}


def add_missing(dialect: str, table: Table) -> Any:
    """An INSERT that leaves rows alone that are there already."""
    make = postgresql_insert if dialect == "postgresql" else sqlite_insert
    return make(table).on_conflict_do_nothing()

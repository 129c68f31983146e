"""What weekly reports have said, remembered so that a later change can be told."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import Engine, select

from mediawatch.model import SaidStory, SaidTarget, SaidWeek
from mediawatch.store.connect import reading, writing
from mediawatch.store.neighbours import add_missing
from mediawatch.store.rows import Row
from mediawatch.store.weekly_tables import reported_week


class Reported:
    """Reported weeks, kept and asked for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, said: Iterable[SaidWeek]) -> None:
        """Remember what a report says. What the same report has said of a week before stays: that is what people have
        read."""
        rows = [_columns(each) for each in said]
        if rows:
            with writing(self._engine) as connection:
                connection.execute(add_missing(connection.dialect.name, reported_week), rows)

    def said(self, organisation: str) -> list[SaidWeek]:
        """All that was said, in the order of the reports that said it."""
        query = select(reported_week).where(reported_week.c.organisation == organisation)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(reported_week.c.told_in, reported_week.c.week)).mappings()
            return [_said(row) for row in rows]

    def silent(self, organisation: str) -> dict[str, tuple[str, ...]]:
        """Week -> the sources that were silent in it when it was reported: what they held may be lost, also when they
        are heard again."""
        query = select(reported_week.c.week, reported_week.c.silent).where(reported_week.c.organisation == organisation)
        found: dict[str, tuple[str, ...]] = {}
        with reading(self._engine) as connection:
            for week, names in connection.execute(query.order_by(reported_week.c.told_in)):
                found[week] = tuple(dict.fromkeys((*found.get(week, ()), *names)))
        return found


def _columns(said: SaidWeek) -> dict[str, Any]:
    targets = [{**asdict(each), "start": each.start.isoformat()} for each in said.targets]
    return {**asdict(replace(said, targets=())), "targets": targets}


def _said(row: Row) -> SaidWeek:
    stories = tuple(SaidStory(**each) for each in row["stories"])
    targets = tuple(SaidTarget(**{**each, "start": date.fromisoformat(each["start"])}) for each in row["targets"])
    return SaidWeek(**{**row, "silent": tuple(row["silent"]), "stories": stories, "targets": targets})

"""Crises and what was said in them: at most one crisis at a time in an organisation, whoever presses when."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, func, select, update

from mediawatch.model import Crisis, Statement
from mediawatch.store.cases import Cases
from mediawatch.store.connect import lock, reading, writing
from mediawatch.store.crisis_tables import crisis as crises
from mediawatch.store.crisis_tables import statement as statements
from mediawatch.store.tables import delivery, feed_state


class Crises:
    """Crises and statements, with versions and the log of changes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.all = Cases(engine, crises, Crisis, "crisis")
        self.statements = Cases(engine, statements, Statement, "statement", confidential=("note",))

    def running(self, organisation: str) -> Crisis | None:
        """The crisis that lasts, None in quiet times."""
        with reading(self._engine) as connection:
            return self._found(connection, organisation, crises.c.ended_at.is_(None))

    def start(self, given: Crisis, *, by: str) -> tuple[Crisis, bool]:
        """Begins a crisis. The second of two who press at once gets the first one's, and False."""
        with writing(self._engine) as connection:
            lock(connection, "crisis", given.organisation)
            known = self._found(connection, given.organisation, crises.c.ended_at.is_(None))
            if known is not None:
                return known, False
            return self.all.add_in(connection, given, by=by, now=given.started_at, why=given.reason), True

    def end(
        self, organisation: str, crisis_id: int, *, why: str, lessons: str = "", by: str, now: datetime
    ) -> tuple[Crisis, bool] | None:
        """Ends a crisis; False when somebody had ended it already (their words stand). None when there is none such."""
        with writing(self._engine) as connection:
            lock(connection, "crisis", organisation)
            before = self._found(connection, organisation, crises.c.id == crisis_id)
            if before is None or before.ended_at is not None:
                return None if before is None else (before, False)
            told = {"ended_at": now, "ended_by": by, "ended_why": why, "lessons": lessons or before.lessons}
            after = self.all.change_in(
                connection, organisation, crisis_id, by=by, now=now, expected=before.version, why=why, **told
            )
            return None if after is None else (after, True)

    def said(self, crisis: Crisis, *, withdrawn: bool = False) -> list[Statement]:
        """What was said in a crisis, the earliest first; `withdrawn`: also what was taken back."""
        where = [statements.c.crisis == crisis.id]
        if not withdrawn:
            where.append(statements.c.withdrawn.is_(False))
        found = self.statements.all(crisis.organisation, *where)
        return sorted(found, key=lambda one: (one.at, one.id))

    def ended(self, organisation: str, limit: int = 100) -> list[Crisis]:
        """The crises that are over, the latest first."""
        return self.all.all(organisation, crises.c.ended_at.is_not(None), limit=limit)

    def last_told(self, crisis: Crisis, recipient: str) -> datetime | None:
        """When the last mail of a crisis was taken for a recipient, None before the first."""
        of_it = delivery.c.kind.like(f"{delivery_kind(crisis, '')}%")
        query = select(func.max(delivery.c.changed_at)).where(
            of_it, delivery.c.recipient == recipient, delivery.c.state == "sent"
        )
        with reading(self._engine) as connection:
            moment: datetime | None = connection.scalar(query)
            return moment

    def hurry(self, now: datetime, *, asked_before: datetime, but: Collection[str]) -> int:
        """Makes feeds due that are well and were last asked before a moment, `but` for some ids; answers how many."""
        well = (
            feed_state.c.active,
            feed_state.c.due_at > now,
            feed_state.c.last_polled <= asked_before,
            feed_state.c.failures == 0,
            feed_state.c.health.in_(("alive", "empty", "stale")),
            feed_state.c.lease_by.is_(None),
        )
        with writing(self._engine) as connection:
            rows = connection.scalars(select(feed_state.c.feed).where(*well)).all()
            due = [feed for feed in rows if feed not in but]
            for feed in due:
                connection.execute(update(feed_state).where(feed_state.c.feed == feed, *well).values(due_at=now))
        return len(due)

    def _found(self, connection: Connection, organisation: str, where: ColumnElement[bool]) -> Crisis | None:
        query = select(crises).where(crises.c.organisation == organisation, where).limit(1)
        row = connection.execute(query).mappings().one_or_none()
        return None if row is None else Crisis(**{**row, "speakers": tuple(row["speakers"])})


def delivery_kind(crisis: Crisis, what: str) -> str:
    """What a mail of a crisis is called among the deliveries: "crisis/12/20261025T00Z"."""
    return f"crisis/{crisis.id}/{what}"

"""One alarm per matter, ever, and each told at most once to each, even when the process is killed anywhere.

waiting ──> claimed ──> handing_over ──> sent
   │           │             ├─────────> failed     certainly not taken: claimed anew, but not before the time set
   │           │             └─────────> uncertain  it may have arrived, so it is never told again by itself
   │           └── the process died: claimed anew
   └─────────> lapsed        it holds no longer, or has waited so long that it is no news
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, func, insert, select, update

from mediawatch.errors import StoreError
from mediawatch.model import Alarm, AlarmFacts, Matter, Notice
from mediawatch.store.alarm_tables import alarm, alarm_notice
from mediawatch.store.claims import free_to_take
from mediawatch.store.connect import lock, reading, writing
from mediawatch.store.tables import story

LEASE = timedelta(minutes=10)
"""Longer than writing a message and handing it over can take; a process that died on this machine is seen at once."""


class Alarms:
    """What was raised, and who has been told. `worker`: this process's name on its claims."""

    def __init__(self, engine: Engine, worker: str) -> None:
        self._engine = engine
        self._worker = worker

    def raise_new(self, organisation: str, matters: Iterable[Matter], to: Sequence[str], now: datetime) -> list[Alarm]:
        """Keep the matters that were never raised before, each waiting for all of `to`; answers those alarms."""
        with reading(self._engine) as connection:  # what lasts for days is asked about all the time
            new = [matter for matter in matters if _is_new(connection, organisation, matter, now)]
        if not new:
            return []
        with writing(self._engine) as connection:
            lock(connection, "alarms", organisation)
            return [
                _raise(connection, organisation, matter, to, now)
                for matter in new
                if _is_new(connection, organisation, matter, now)
            ]

    def raised(self, organisation: str, since: datetime | None = None) -> list[Alarm]:
        """The alarms raised after `since` (or ever), with who has been told, the latest first."""
        query = select(alarm).where(alarm.c.organisation == organisation)
        if since is not None:
            query = query.where(alarm.c.raised_at > since)
        with reading(self._engine) as connection:
            found = [
                _alarm(row)
                for row in connection.execute(query.order_by(alarm.c.raised_at.desc(), alarm.c.id.desc())).mappings()
            ]
            return [_with_notices(connection, one) for one in found]

    def is_known(self, organisation: str, matter: Matter, now: datetime) -> bool:
        """Whether it has been raised before, or another of its series too lately."""
        with reading(self._engine) as connection:
            return not _is_new(connection, organisation, matter, now)

    def listened_since(self, organisation: str) -> datetime | None:
        """When the first story of the organisation was seen, None before there is any."""
        with reading(self._engine) as connection:
            query = select(func.min(story.c.first_seen)).where(story.c.organisation == organisation)
            moment: datetime | None = connection.execute(query).scalar()
            return moment

    # telling ----------------------------------------------------------------------------------------------------------

    def claim(
        self, organisation: str, to: str, now: datetime, *, oldest: datetime, worker: str | None = None
    ) -> tuple[list[Alarm], list[Alarm]]:
        """What may be told to `to` now, by nobody else: (to tell, lost while it was handed over and now uncertain).
        What was raised before `oldest` lapses."""
        with reading(self._engine) as connection:
            if not connection.execute(_open(organisation, to).limit(1)).first():
                return [], []
        with writing(self._engine) as connection:
            lock(connection, "alarms", organisation, to)
            rows = _free(connection, organisation, to, now)
            tell, lost = [], []
            for row in rows:
                one = _alarm(row)
                if row["state"] == "handing_over":
                    lost.append(one)
                    _change(connection, [one.id], to, now, state="uncertain", lease_until=None, lease_by=None)
                elif one.raised_at < oldest:
                    _change(connection, [one.id], to, now, state="lapsed", lease_until=None, lease_by=None)
                else:
                    tell.append(one)
                    lease = {"lease_until": now + LEASE, "lease_by": worker or self._worker}
                    _change(
                        connection, [one.id], to, now, state="claimed", attempts=row["attempts"] + 1, reason="", **lease
                    )
            return tell, lost

    def mark_handing_over(self, ids: Sequence[int], to: str, now: datetime, *, worker: str | None = None) -> None:
        """They go out now; from here on they are never told again by themselves. Raises StoreError when the claim on
        any of them is lost (another took over): then tell none."""
        with writing(self._engine) as connection:
            mine = and_(
                _are(ids, to), alarm_notice.c.state == "claimed", alarm_notice.c.lease_by == (worker or self._worker)
            )
            values = {"state": "handing_over", "changed_at": now, "lease_until": now + LEASE}
            answer = connection.execute(update(alarm_notice).where(mine).values(**values))
            if answer.rowcount != len(ids):
                raise StoreError(
                    f"the claim on alarms for {to} is lost",
                    advice="En annen prosess har overtatt varselet. Det ble ikke sendt herfra.",
                )

    def mark_sent(self, ids: Sequence[int], to: str, now: datetime) -> None:
        """They have been taken."""
        self._end(ids, to, now, state="sent", reason="")

    def mark_failed(self, ids: Sequence[int], to: str, reason: str, now: datetime, *, retry_at: datetime) -> None:
        """They were certainly not taken (`reason` in Norwegian); they may be claimed anew from `retry_at` on."""
        self._end(ids, to, now, state="failed", reason=reason, lease_until=retry_at)

    def mark_uncertain(self, ids: Sequence[int], to: str, reason: str, now: datetime) -> None:
        """Nobody knows whether they were taken; they are never told again by themselves."""
        self._end(ids, to, now, state="uncertain", reason=reason)

    def lapse(self, ids: Sequence[int], to: str, now: datetime) -> None:
        """They hold no longer: nobody need be told."""
        self._end(ids, to, now, state="lapsed", reason="")

    def _end(self, ids: Sequence[int], to: str, now: datetime, **values: Any) -> None:
        open_ = alarm_notice.c.state.not_in(("sent", "uncertain", "lapsed"))
        given = {"lease_until": None, "lease_by": None, **values}
        with writing(self._engine) as connection:
            connection.execute(update(alarm_notice).where(_are(ids, to), open_).values(changed_at=now, **given))


def _is_new(connection: Connection, organisation: str, matter: Matter, now: datetime) -> bool:
    ours = alarm.c.organisation == organisation
    if connection.scalar(select(alarm.c.id).where(ours, alarm.c.key == matter.key)) is not None:
        return False
    if not matter.apart:
        return True
    near = and_(alarm.c.key.startswith(matter.series, autoescape=True), alarm.c.raised_at > now - matter.apart)
    return connection.scalar(select(alarm.c.id).where(ours, near).limit(1)) is None


def _raise(connection: Connection, organisation: str, matter: Matter, to: Sequence[str], now: datetime) -> Alarm:
    values = {
        "organisation": organisation,
        "kind": matter.kind,
        "key": matter.key,
        "raised_at": now,
        "stories": list(matter.stories),
        "facts": _facts_row(matter.facts),
    }
    (number,) = connection.execute(insert(alarm).values(**values)).inserted_primary_key or (0,)
    rows = [
        {"alarm": number, "to": each, "state": "waiting", "attempts": 0, "reason": "", "changed_at": now} for each in to
    ]
    if rows:
        connection.execute(insert(alarm_notice), rows)
    return _with_notices(connection, _alarm({**values, "id": number}))


def _open(organisation: str, to: str) -> Select[Any]:
    """The notices of `to` that are still to be dealt with, beside their alarms."""
    open_ = alarm_notice.c.state.in_(("waiting", "claimed", "handing_over", "failed"))
    return (
        select(alarm, alarm_notice.c.state, alarm_notice.c.attempts)
        .join(alarm_notice, alarm_notice.c.alarm == alarm.c.id)
        .where(alarm.c.organisation == organisation, alarm_notice.c.to == to, open_)
    )


def _free(connection: Connection, organisation: str, to: str, now: datetime) -> list[Mapping[Any, Any]]:
    """The open notices of `to` that nobody is at, held until that is decided."""
    query = (
        _open(organisation, to)
        .where(free_to_take(connection, alarm_notice, now))
        .order_by(alarm.c.raised_at, alarm.c.id)
        .with_for_update(of=alarm_notice)
    )
    return list(connection.execute(query).mappings())


def _are(ids: Sequence[int], to: str) -> ColumnElement[bool]:
    return and_(alarm_notice.c.alarm.in_(ids), alarm_notice.c.to == to)


def _change(connection: Connection, ids: Sequence[int], to: str, now: datetime, **values: Any) -> None:
    connection.execute(update(alarm_notice).where(_are(ids, to)).values(changed_at=now, **values))


def _with_notices(connection: Connection, one: Alarm) -> Alarm:
    names = ("to", "state", "changed_at", "attempts", "reason")
    columns = [alarm_notice.c[name] for name in names]
    rows = connection.execute(select(*columns).where(alarm_notice.c.alarm == one.id).order_by(alarm_notice.c.to))
    return replace(one, notices=tuple(Notice(**row) for row in rows.mappings()))


def _facts_row(facts: AlarmFacts) -> dict[str, Any]:
    return {**asdict(facts), "since": facts.since.isoformat() if facts.since else None, "tips": list(facts.tips)}


def _alarm(row: Mapping[Any, Any]) -> Alarm:
    said = row["facts"]
    since = datetime.fromisoformat(said["since"]) if said["since"] else None
    return Alarm(
        id=row["id"],
        organisation=row["organisation"],
        kind=row["kind"],
        key=row["key"],
        raised_at=row["raised_at"],
        stories=tuple(row["stories"]),
        facts=AlarmFacts(**{**said, "since": since, "tips": tuple(said["tips"])}),
    )

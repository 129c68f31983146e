"""The database as the queue: what is due is claimed with a lease, so that two workers never do the same thing at once.

A lease that has run out may be taken by anybody; so may that of a process that has died on this machine
(mediawatch.store.workers), at once. Claiming is done by one transaction at a time.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, case, func, literal, or_, select, true, update

from mediawatch.model import FeedState
from mediawatch.store.answers import QueuedItem, UnreadableItem
from mediawatch.store.connect import lock
from mediawatch.store.feeds import log_poll
from mediawatch.store.rows import item_of, state_columns, state_of
from mediawatch.store.tables import feed_state, item
from mediawatch.store.workers import is_gone


def free_to_take(connection: Connection, table: Table, now: datetime) -> ColumnElement[bool]:
    """The condition that nobody holds a row of `table`: no lease, one that ran out, or a dead process's."""
    holders = connection.scalars(
        select(table.c.lease_by).where(table.c.lease_until > now, table.c.lease_by.is_not(None)).distinct()
    )
    gone = [worker for worker in holders if is_gone(worker)]
    free = or_(table.c.lease_until.is_(None), table.c.lease_until <= now)
    return or_(free, table.c.lease_by.in_(gone)) if gone else free


# feeds ----------------------------------------------------------------------------------------------------------------


def claim_feeds(
    connection: Connection, now: datetime, *, limit: int, lease: timedelta, worker: str, force: bool
) -> list[FeedState]:
    """Feeds that are due (`force`: all that are listed), the longest overdue first, leased to `worker`."""
    lock(connection, "feeds")
    due = true() if force else feed_state.c.due_at <= now
    rows = list(
        connection.execute(
            select(feed_state)
            .where(feed_state.c.active, due, feed_state.c.health != "paused")
            .where(free_to_take(connection, feed_state, now))
            .order_by(feed_state.c.due_at, feed_state.c.feed)
            .limit(limit)
        ).mappings()
    )
    connection.execute(
        update(feed_state)
        .where(feed_state.c.feed.in_([row["feed"] for row in rows]))
        .values(lease_until=now + lease, lease_by=worker)
    )
    return [state_of(row) for row in rows]


def finish_feed(connection: Connection, state: FeedState, *, items: int, new: int, now: datetime, worker: str) -> bool:
    """Save what the poll left and release the lease; the log gets its line. False when `worker` no longer holds the
    lease (it ran out and another took it, or the feed's address was changed meanwhile): then the state is not saved."""
    answer = connection.execute(
        update(feed_state)
        .where(feed_state.c.feed == state.feed, feed_state.c.lease_by == worker)
        .values(**state_columns(state), lease_until=None, lease_by=None)
    )
    log_poll(connection, state, items=items, new=new, now=now)
    return answer.rowcount == 1


def release_feeds(connection: Connection, worker: str) -> int:
    """Give back all feeds that `worker` holds, as they were; answers how many."""
    answer = connection.execute(
        update(feed_state).where(feed_state.c.lease_by == worker).values(lease_until=None, lease_by=None)
    )
    return answer.rowcount


# items ----------------------------------------------------------------------------------------------------------------


def claim_items(
    connection: Connection, now: datetime, *, limit: int, lease: timedelta, worker: str
) -> list[QueuedItem]:
    """Items waiting, leased to `worker`: each outlet's newest first, then each outlet's second newest, and so on, so
    that an outlet with a thousand items keeps nobody else waiting."""
    lock(connection, "queue")
    ids = _next_items(connection, now, limit)
    rows = connection.execute(
        update(item)
        .where(item.c.id.in_(ids))
        .values(lease_until=now + lease, lease_by=worker, attempts=item.c.attempts + 1, changed_while_leased=False)
        .returning(item)
    ).mappings()
    claimed = {row["id"]: QueuedItem(id=row["id"], item=item_of(row), attempts=row["attempts"]) for row in rows}
    return [claimed[item_id] for item_id in ids]


def release_items(connection: Connection, worker: str) -> int:
    """Give back all items that `worker` holds, as if it had never taken them; answers how many."""
    answer = connection.execute(
        update(item)
        .where(item.c.lease_by == worker)
        .values(lease_until=None, lease_by=None, changed_while_leased=False, attempts=item.c.attempts - 1)
    )
    return answer.rowcount


def _next_items(connection: Connection, now: datetime, limit: int) -> Sequence[int]:
    newest_first = (item.c.fresh_at.desc(), item.c.id.desc())
    turn = func.row_number().over(partition_by=item.c.outlet, order_by=newest_first).label("turn")
    waiting = (
        select(item.c.id, item.c.fresh_at, turn).where(_is_waiting(now), free_to_take(connection, item, now)).subquery()
    )
    query = select(waiting.c.id).order_by(waiting.c.turn, waiting.c.fresh_at.desc(), waiting.c.id.desc()).limit(limit)
    return list(connection.scalars(query))


def _is_waiting(now: datetime) -> ColumnElement[bool]:
    return and_(item.c.state == "waiting", or_(item.c.not_before.is_(None), item.c.not_before <= now))


def count_waiting(connection: Connection, now: datetime) -> int:
    """How many items could be read now, those that are being read included."""
    return connection.scalar(select(func.count()).select_from(item).where(_is_waiting(now))) or 0


def finish_item(connection: Connection, item_id: int, now: datetime) -> None:
    """The item is read and its article saved: its words go, its address stays (the article has it too)."""
    _end_item(connection, item_id, "read", now, {})


def forget_item(connection: Connection, item_id: int, now: datetime) -> None:
    """The page named nobody: only the fingerprints stay, so that it is not fetched again unless it changes."""
    _end_item(connection, item_id, "forgotten", now, {"url": ""})


def fail_item(connection: Connection, item_id: int, reason: str, retry_at: datetime | None, now: datetime) -> None:
    """The page could not be read. With `retry_at` it waits until then; without, it is unreadable: kept with address and
    reason, tried again when the feed says it has changed or a person asks."""
    if retry_at is None:
        _end_item(connection, item_id, "unreadable", now, {"reason": reason})
        return
    connection.execute(
        update(item)
        .where(item.c.id == item_id, item.c.state == "waiting")
        .values(
            reason=reason,
            # words that came meanwhile are worth a try at once
            not_before=case((item.c.changed_while_leased, None), else_=literal(retry_at, item.c.not_before.type)),
            changed_while_leased=False,
            lease_until=None,
            lease_by=None,
        )
    )


def _end_item(connection: Connection, item_id: int, state: str, now: datetime, values: dict[str, Any]) -> None:
    wiped: dict[str, Any] = {"guid": "", "title": "", "lead": "", "text": "", "authors": []}
    wiped["fresh_at"] = item.c.first_seen
    wiped |= dict.fromkeys(("published", "published_offset", "updated", "updated_offset", "paywalled"))
    released = {"lease_until": None, "lease_by": None, "changed_while_leased": False}
    row = item.c.id == item_id
    changed = connection.execute(
        update(item).where(row, item.c.changed_while_leased, item.c.state == "waiting").values(**released)
    )
    if changed.rowcount:
        return  # new words came while the old were read: it waits on
    if state == "unreadable":
        row = and_(row, item.c.state == "waiting")  # what another worker has read meanwhile stays read
    connection.execute(
        update(item)
        .where(row)
        .values(**wiped, **released, state=state, not_before=None, finished_at=now, **{"reason": "", **values})
    )


def unreadable_items(connection: Connection, limit: int) -> list[UnreadableItem]:
    """Items given up, the latest first."""
    rows = connection.execute(
        select(item.c.id, item.c.outlet, item.c.url, item.c.reason, item.c.finished_at.label("since"))
        .where(item.c.state == "unreadable")
        .order_by(item.c.finished_at.desc(), item.c.id.desc())
        .limit(limit)
    ).mappings()
    return [UnreadableItem(**row) for row in rows]


def retry_item(connection: Connection, item_id: int) -> bool:
    """Queue an unreadable item again, by hand. False when there is no such item."""
    answer = connection.execute(
        update(item)
        .where(item.c.id == item_id, item.c.state == "unreadable")
        .values(state="waiting", attempts=0, reason="", not_before=None, finished_at=None)
    )
    return answer.rowcount == 1

"""The feeds' states: kept in step with feeds.yaml, listed, logged. Claiming them is in mediawatch.store.claims."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from mediawatch.model import Feed, FeedState, Outlet
from mediawatch.store.answers import Poll
from mediawatch.store.connect import lock
from mediawatch.store.rows import state_columns, state_of
from mediawatch.store.tables import feed_state, poll_log


def sync_feeds(connection: Connection, outlets: Sequence[Outlet], now: datetime) -> None:
    """Make the states follow feeds.yaml: a new feed is due at once; one that is gone is laid to rest with its history;
    one that came back is due at once; one whose address changed starts afresh."""
    lock(connection, "feeds")
    listed = {feed.id: (outlet, feed) for outlet in outlets for feed in outlet.feeds}
    known = {row["feed"]: row for row in connection.execute(select(feed_state)).mappings()}
    fresh = [_fresh_columns(outlet, feed, now) for feed_id, (outlet, feed) in listed.items() if feed_id not in known]
    if fresh:
        connection.execute(insert(feed_state), fresh)
    for feed_id, row in known.items():
        changes = _changes(row, *listed[feed_id], now) if feed_id in listed else _rest(row)
        if changes:
            connection.execute(update(feed_state).where(feed_state.c.feed == feed_id).values(**changes))


def _fresh_columns(outlet: Outlet, feed: Feed, now: datetime) -> dict[str, Any]:
    state = FeedState(feed=feed.id, outlet=outlet.id, due_at=now)
    return {**state_columns(state), "url": feed.url, "active": True, "lease_until": None, "lease_by": None}


def _changes(row: Any, outlet: Outlet, feed: Feed, now: datetime) -> dict[str, Any]:
    if row["url"] != feed.url:
        return _fresh_columns(outlet, feed, now)
    if not row["active"]:
        return {"active": True, "outlet": outlet.id, "due_at": now}
    return {"outlet": outlet.id} if row["outlet"] != outlet.id else {}


def _rest(row: Any) -> dict[str, Any]:
    return {"active": False, "lease_until": None, "lease_by": None} if row["active"] else {}


def feed_states(connection: Connection) -> list[FeedState]:
    """The states of all feeds still listed, by feed id."""
    rows = connection.execute(select(feed_state).where(feed_state.c.active).order_by(feed_state.c.feed)).mappings()
    return [state_of(row) for row in rows]


def log_poll(connection: Connection, state: FeedState, *, items: int, new: int, now: datetime) -> None:
    """One line in the feed's log."""
    connection.execute(
        insert(poll_log).values(
            feed=state.feed, at=now, outcome=state.health, note=state.health_note, items=items, new=new
        )
    )


def polls(connection: Connection, feed: str, limit: int) -> list[Poll]:
    """The feed's last polls, newest first."""
    columns = [column for column in poll_log.c if column.name != "id"]
    rows = connection.execute(
        select(*columns)
        .where(poll_log.c.feed == feed)
        .order_by(poll_log.c.at.desc(), poll_log.c.id.desc())
        .limit(limit)
    ).mappings()
    return [Poll(**row) for row in rows]

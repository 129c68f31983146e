"""Sources as people handle them on the pages: added, paused, asked for at once."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete, insert, select, update

from mediawatch.model import Feed, FeedState, Outlet
from mediawatch.store.connect import lock, reading, writing
from mediawatch.store.feeds import log_poll
from mediawatch.store.rows import state_of
from mediawatch.store.source_tables import added_feed, added_outlet
from mediawatch.store.tables import feed_state


class Sources:
    """Added outlets and feeds, and the states of feeds as far as people change them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def added(self) -> tuple[tuple[Outlet, ...], tuple[Feed, ...]]:
        """Outlets and feeds added on the pages, in the order they were added. The outlets hold no feeds."""
        with reading(self._engine) as connection:
            outlets = connection.execute(select(added_outlet).order_by(added_outlet.c.added_at, added_outlet.c.id))
            feeds = connection.execute(select(added_feed).order_by(added_feed.c.added_at, added_feed.c.id))
            return tuple(_outlet(row) for row in outlets.mappings()), tuple(_feed(row) for row in feeds.mappings())

    def add(self, outlet: Outlet | None, feed: Feed | None, *, by: str, now: datetime) -> bool:
        """Keep a new outlet, a new feed, or both; False when one of their ids is taken."""
        with writing(self._engine) as connection:
            lock(connection, "sources")
            for table, record in ((added_outlet, outlet), (added_feed, feed)):
                taken = record and connection.scalar(select(table.c.id).where(table.c.id == record.id))
                if taken:
                    return False
            said = {"added_by": by, "added_at": now}
            if outlet is not None:
                names = ("id", "name", "tier", "kind", "hosts", "home")
                columns = {name: getattr(outlet, name) for name in names}
                connection.execute(insert(added_outlet).values(**columns, **said))
            if feed is not None:
                columns = {name: getattr(feed, name) for name in ("id", "outlet", "url", "kind")}
                connection.execute(insert(added_feed).values(**columns, **said))
            return True

    def remove(self, feed: str) -> bool:
        """Forget an added feed; what it brought stays. False when there is none."""
        with writing(self._engine) as connection:
            return connection.execute(delete(added_feed).where(added_feed.c.id == feed)).rowcount == 1

    def pause(self, feed: str, now: datetime) -> FeedState | None:
        """Ask a feed no more until it is resumed. A poll under way loses its lease, and does not wake the feed."""
        return self._change(feed, now, health="paused", health_note="Satt på pause")

    def resume(self, feed: str, now: datetime) -> FeedState | None:
        """Ask a paused feed again, at once, as if it had not failed before."""
        return self._change(feed, now, health="new", health_note="", failures=0, due_at=now)

    def hurry(self, feed: str, now: datetime) -> bool:
        """Let a feed be due now; False when it is paused or not listed."""
        due = update(feed_state).where(feed_state.c.feed == feed, feed_state.c.active, feed_state.c.health != "paused")
        with writing(self._engine) as connection:
            return connection.execute(due.values(due_at=now)).rowcount == 1

    def _change(self, feed: str, now: datetime, **changes: Any) -> FeedState | None:
        with writing(self._engine) as connection:
            lock(connection, "feeds")
            row = connection.execute(select(feed_state).where(feed_state.c.feed == feed, feed_state.c.active))
            known = row.mappings().first()
            if known is None:
                return None
            state = replace(state_of(known), **changes)
            freed = {"lease_until": None, "lease_by": None}
            connection.execute(update(feed_state).where(feed_state.c.feed == feed).values(**changes, **freed))
            log_poll(connection, state, items=0, new=0, now=now)
            return state


def _outlet(row: Any) -> Outlet:
    return Outlet(
        id=row["id"],
        name=row["name"],
        tier=row["tier"],
        kind=row["kind"],
        hosts=tuple(row["hosts"]),
        home=tuple(row["home"]),
    )


def _feed(row: Any) -> Feed:
    return Feed(id=row["id"], outlet=row["outlet"], url=row["url"], kind=row["kind"], verified=True)

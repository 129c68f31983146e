"""What the feeds brought: each article address is queued once per outlet, however many feeds carry it and however
often.

An item is recognised by its article's address within the outlet, and by feed and guid. Guids are not to be trusted
alone: some feeds give every entry the same one. So a known guid at a new address is the same item only when its title
is the same too (the address was edited); else it is news.

What is waiting keeps its words. What has been read keeps only fingerprints of feed and guid, address, title and
content, enough to know it again and to see that it has changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, and_, bindparam, insert, select, update

from mediawatch.model import Item
from mediawatch.store.connect import lock
from mediawatch.store.keeping import fingerprint
from mediawatch.store.rows import item_columns
from mediawatch.store.tables import item as item_table
from mediawatch.store.tables import sighting

T = TypeVar("T")

CHUNK = 2_000
"""Values per query: far below what SQLite (32,766) and PostgreSQL (65,535) take."""


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """`values` in lists of at most `size`."""
    everything = list(values)
    for start in range(0, len(everything), size):
        yield everything[start : start + size]


@dataclass(frozen=True, slots=True)
class _Arrival:
    item: Item
    guid_print: str
    pair_print: str
    address_print: str
    title_print: str
    content_print: str


@dataclass(slots=True)
class _Seen:
    """A sighting: known (`item` is its row) or of this batch (`item` None until its row exists)."""

    item: int | None
    address_print: str
    title_print: str
    content_print: str


@dataclass(slots=True)
class _Plan:
    new: dict[str, _Arrival] = field(default_factory=dict)
    """By address print."""
    changed: dict[int, _Arrival] = field(default_factory=dict)
    """By item id."""
    moved: dict[int, _Arrival] = field(default_factory=dict)
    first_sightings: dict[str, _Seen] = field(default_factory=dict)
    later_sightings: dict[str, _Seen] = field(default_factory=dict)


def add_items(connection: Connection, items: Sequence[tuple[Item, str]], now: datetime) -> tuple[int, int]:
    """Items, each with its article's key or canonical address -> how many were new and how many had changed (title,
    lead or the feed's own `updated`). Both are queued for reading; adding the same again changes nothing."""
    for outlet in sorted({entry.outlet for entry, _address in items}):
        lock(connection, "items", outlet)
    arrivals = [_arrival(entry, address) for entry, address in items]
    seen = _known_sightings(connection, arrivals)
    plan = _decide(arrivals, seen, _known_addresses(connection, arrivals))
    _insert_new(connection, plan, now)
    _queue_changed(connection, plan, now)
    _follow_moved(connection, plan)
    _remember_sightings(connection, plan)
    return len(plan.new), len(plan.changed)


def _arrival(item: Item, address: str) -> _Arrival:
    updated = "" if item.updated is None else item.updated.astimezone(UTC).isoformat()
    return _Arrival(
        item=item,
        guid_print=fingerprint(item.feed, item.guid),
        pair_print=fingerprint(item.feed, item.guid, address),
        address_print=fingerprint(item.outlet, address),
        title_print=fingerprint(item.title),
        content_print=fingerprint(item.title, item.lead, updated),
    )


def _known_sightings(connection: Connection, arrivals: Sequence[_Arrival]) -> dict[str, _Seen]:
    prints = {mark for arrival in arrivals for mark in (arrival.guid_print, arrival.pair_print)}
    return {
        row.guid_print: _Seen(row.item, row.address_print, row.title_print, row.content_print)
        for some in chunks(prints)
        for row in connection.execute(select(sighting).where(sighting.c.guid_print.in_(some)))
    }


def _known_addresses(connection: Connection, arrivals: Iterable[_Arrival]) -> dict[str, int]:
    columns = (item_table.c.address_print, item_table.c.id)
    return {
        row.address_print: row.id
        for some in chunks({arrival.address_print for arrival in arrivals})
        for row in connection.execute(select(*columns).where(item_table.c.address_print.in_(some)))
    }


def _decide(arrivals: Sequence[_Arrival], seen: dict[str, _Seen], addresses: dict[str, int]) -> _Plan:
    """Pure: what is new, changed, moved, or only seen again. Within a batch the first word about a guid counts."""
    plan = _Plan()
    handled: set[str] = set()
    for arrival in arrivals:
        mark = _mark(arrival, seen, handled)
        if mark in handled:
            continue
        handled.add(mark)
        earlier = seen.get(mark)
        known = addresses.get(arrival.address_print) if earlier is None else earlier.item
        sight = _Seen(known, arrival.address_print, arrival.title_print, arrival.content_print)
        seen[mark] = sight
        if earlier is None:
            plan.first_sightings[mark] = sight
            if known is None:
                plan.new.setdefault(arrival.address_print, arrival)
        elif earlier != sight and known is not None:
            plan.later_sightings[mark] = sight
            if earlier.content_print != sight.content_print:
                plan.changed.setdefault(known, arrival)
            else:
                plan.moved.setdefault(known, arrival)
    return plan


def _mark(arrival: _Arrival, seen: dict[str, _Seen], handled: set[str]) -> str:
    """Which sighting this is: the guid's, or the guid's at this very address where the guid alone says too little."""
    if arrival.pair_print in seen:
        return arrival.pair_print
    by_guid = seen.get(arrival.guid_print)
    if by_guid is None or by_guid.address_print == arrival.address_print:
        return arrival.guid_print
    same_title = arrival.item.title != "" and by_guid.title_print == arrival.title_print
    moved = same_title and arrival.guid_print not in handled
    return arrival.guid_print if moved else arrival.pair_print


def _insert_new(connection: Connection, plan: _Plan, now: datetime) -> None:
    rows = [_waiting(arrival, now) | {"first_seen": now} for arrival in plan.new.values()]
    for some in chunks(rows):  # asking for the ids in the same breath takes twice the time on PostgreSQL
        connection.execute(insert(item_table), some)
    ids = _known_addresses(connection, plan.new.values())
    for sight in plan.first_sightings.values():
        if sight.item is None:
            sight.item = ids[sight.address_print]


def _waiting(arrival: _Arrival, now: datetime) -> dict[str, Any]:
    published = arrival.item.published
    return {
        **item_columns(arrival.item),
        "address_print": arrival.address_print,
        "state": "waiting",
        "attempts": 0,
        "reason": "",
        "not_before": None,
        # a date in the future must not put the item before all others for ever
        "fresh_at": now if published is None else min(published, now),
        "changed_while_leased": False,
        "finished_at": None,
    }


def _queue_changed(connection: Connection, plan: _Plan, now: datetime) -> None:
    """Queue again; whoever reads the old words at this moment finishes, and the item is then read once more."""
    for item_id, arrival in plan.changed.items():
        columns = _waiting(arrival, now)
        del columns["address_print"]
        columns["changed_while_leased"] = item_table.c.lease_until.is_not(None)
        connection.execute(update(item_table).where(item_table.c.id == item_id).values(**columns))


def _follow_moved(connection: Connection, plan: _Plan) -> None:
    """An item still waiting is read at its new address; one that was read is left in peace."""
    for item_id, arrival in plan.moved.items():
        connection.execute(
            update(item_table)
            .where(and_(item_table.c.id == item_id, item_table.c.state == "waiting"))
            .values(url=arrival.item.url)
        )


def _remember_sightings(connection: Connection, plan: _Plan) -> None:
    for some in chunks(plan.first_sightings.items()):
        connection.execute(insert(sighting), [_sighting_columns(mark, sight) for mark, sight in some])
    if plan.later_sightings:
        connection.execute(
            update(sighting)
            .where(sighting.c.guid_print == bindparam("mark"))
            .values({name: bindparam(name) for name in ("address_print", "title_print", "content_print")}),
            [
                {
                    "mark": mark,
                    "address_print": sight.address_print,
                    "title_print": sight.title_print,
                    "content_print": sight.content_print,
                }
                for mark, sight in plan.later_sightings.items()
            ],
        )


def _sighting_columns(mark: str, sight: _Seen) -> dict[str, Any]:
    return {
        "guid_print": mark,
        "item": sight.item,
        "address_print": sight.address_print,
        "title_print": sight.title_print,
        "content_print": sight.content_print,
    }

"""Each message at most once per recipient and date, even when the process is killed anywhere.

claimed ──> handing_over ──> sent
   │             ├─────────> failed     the mail server refused: claimed anew, but not before the time set
   │             └─────────> uncertain  the process or the connection died: it may have arrived, so it is never
   │                                    sent again by itself
   └── the process died: claimed anew
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, insert, select, update

from mediawatch.errors import StoreError
from mediawatch.store.answers import Delivery, DeliveryClaim, DeliveryKey, DeliveryState
from mediawatch.store.claims import free_to_take
from mediawatch.store.connect import lock
from mediawatch.store.tables import delivery

LEASE = timedelta(minutes=10)
"""Longer than writing a digest and handing it over can take; a process that died on this machine is seen at once."""


def _is(key: DeliveryKey) -> ColumnElement[bool]:
    kind, recipient, day = key
    return and_(delivery.c.kind == kind, delivery.c.recipient == recipient, delivery.c.date == day)


def claim_delivery(
    connection: Connection, key: DeliveryKey, message_id: str, now: datetime, worker: str
) -> DeliveryClaim:
    """May I send this? "claimed": yes, and nobody else does; "already": it is sent, another is at it, or it was
    refused a short while ago; "uncertain": a process or the connection died while it was handed over."""
    lock(connection, "news")  # articles being saved come first, see Store.save
    lock(connection, "delivery", *map(str, key))
    # Held until the claim is decided: marked sent between the two looks, a row would seem free to take.
    row = connection.execute(select(delivery).where(_is(key)).with_for_update()).mappings().first()
    claim = {
        "message_id": message_id,
        "state": "claimed",
        "reason": "",
        "changed_at": now,
        "lease_until": now + LEASE,
        "lease_by": worker,
    }
    if row is None:
        kind, recipient, day = key
        connection.execute(insert(delivery).values(kind=kind, recipient=recipient, date=day, attempts=1, **claim))
        return "claimed"
    if row["state"] in ("sent", "uncertain"):
        return "already" if row["state"] == "sent" else "uncertain"
    free = connection.scalar(select(free_to_take(connection, delivery, now)).where(_is(key)))
    if not free:
        return "already"
    if row["state"] == "handing_over":
        _change(connection, key, now, state="uncertain", lease_until=None, lease_by=None)
        return "uncertain"
    _change(connection, key, now, **claim, attempts=row["attempts"] + 1)
    return "claimed"


def mark_handing_over(connection: Connection, key: DeliveryKey, now: datetime, worker: str) -> None:
    """The message goes to the mail server now; from here on it is never sent again by itself.

    Raises StoreError when `worker` no longer holds the claim (it was away too long and another took over): do not send.
    """
    mine = and_(_is(key), delivery.c.state == "claimed", delivery.c.lease_by == worker)
    answer = connection.execute(
        update(delivery).where(mine).values(state="handing_over", changed_at=now, lease_until=now + LEASE)
    )
    if answer.rowcount != 1:
        raise StoreError(
            f"the claim on {key} is lost",
            advice="En annen prosess har overtatt utsendingen. Meldingen ble ikke sendt herfra.",
        )


def mark_sent(connection: Connection, key: DeliveryKey, now: datetime) -> None:
    """The mail server has taken it."""
    _change(connection, key, now, state="sent", reason="", lease_until=None, lease_by=None)


def mark_failed(
    connection: Connection, key: DeliveryKey, reason: str, now: datetime, retry_at: datetime | None
) -> None:
    """It is certain that it was not taken; it may be claimed anew, not before `retry_at`. `reason` in Norwegian. What
    is sent stays sent."""
    _end(connection, key, now, state="failed", reason=reason, lease_until=retry_at)


def mark_uncertain(connection: Connection, key: DeliveryKey, reason: str, now: datetime) -> None:
    """The connection broke while it was handed over: it may have been taken, so it is never sent again by itself."""
    _end(connection, key, now, state="uncertain", reason=reason, lease_until=None)


def last_sent(connection: Connection, kind: str, recipient: str) -> datetime | None:
    """When the last message of the kind was taken for the recipient, None before the first."""
    taken = and_(delivery.c.kind == kind, delivery.c.recipient == recipient, delivery.c.state == "sent")
    query = select(delivery.c.changed_at).where(taken).order_by(delivery.c.date.desc()).limit(1)
    moment: datetime | None = connection.scalar(query)
    return moment


def _end(connection: Connection, key: DeliveryKey, now: datetime, **values: Any) -> None:
    connection.execute(
        update(delivery)
        .where(_is(key), delivery.c.state.not_in(("sent", "uncertain")))
        .values(changed_at=now, lease_by=None, **values)
    )


def _change(connection: Connection, key: DeliveryKey, now: datetime, **values: Any) -> None:
    connection.execute(update(delivery).where(_is(key)).values(**{"changed_at": now, **values}))


def deliveries(connection: Connection, day: date | None, states: Sequence[DeliveryState]) -> list[Delivery]:
    """Messages of one date (or all), in the given states (or any), the oldest date first."""
    columns = [column for column in delivery.c if column.name not in ("lease_until", "lease_by")]
    query = select(*columns).order_by(delivery.c.date, delivery.c.kind, delivery.c.recipient)
    if day is not None:
        query = query.where(delivery.c.date == day)
    if states:
        query = query.where(delivery.c.state.in_(states))
    return [Delivery(**row) for row in connection.execute(query).mappings()]

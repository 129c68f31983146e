"""What remains: the only door to the database."""

from mediawatch.store.answers import (
    Delivery,
    DeliveryClaim,
    DeliveryKey,
    DeliveryState,
    Poll,
    QueuedItem,
    Revision,
    Saved,
    UnreadableItem,
)
from mediawatch.store.corrected import latest as latest_corrections
from mediawatch.store.corrections import Remake
from mediawatch.store.keeping import content_hash
from mediawatch.store.store import Store, open_store

__all__ = [
    "Delivery",
    "DeliveryClaim",
    "DeliveryKey",
    "DeliveryState",
    "Poll",
    "QueuedItem",
    "Remake",
    "Revision",
    "Saved",
    "Store",
    "UnreadableItem",
    "content_hash",
    "latest_corrections",
    "open_store",
]

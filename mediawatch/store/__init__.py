"""What remains: the only door to the database."""

from mediawatch.store.access import Access, SignedIn, UsedLink
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
from mediawatch.store.archive import Archive, Facets, Found, Sort
from mediawatch.store.corrected import latest as latest_corrections
from mediawatch.store.corrections import Remake, StoryMark
from mediawatch.store.filters import Asked, Hint, Key, Names, quoted, read_query
from mediawatch.store.keeping import content_hash
from mediawatch.store.marks import Mark
from mediawatch.store.matched import matches
from mediawatch.store.query import Query
from mediawatch.store.readings import Kept, Readings
from mediawatch.store.reviews import Waiting
from mediawatch.store.rewriting import joined, with_field, with_span
from mediawatch.store.store import Store, open_store
from mediawatch.store.tagging import tidy as tidy_tag

__all__ = [
    "Access",
    "Archive",
    "Asked",
    "Delivery",
    "DeliveryClaim",
    "DeliveryKey",
    "DeliveryState",
    "Facets",
    "Found",
    "Hint",
    "Kept",
    "Key",
    "Mark",
    "Names",
    "Poll",
    "Query",
    "QueuedItem",
    "Readings",
    "Remake",
    "Revision",
    "Saved",
    "SignedIn",
    "Sort",
    "Store",
    "StoryMark",
    "UnreadableItem",
    "UsedLink",
    "Waiting",
    "content_hash",
    "joined",
    "latest_corrections",
    "matches",
    "open_store",
    "quoted",
    "read_query",
    "tidy_tag",
    "with_field",
    "with_span",
]

"""What the store answers that is no record of the model: receipts, queue entries, log lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from mediawatch.model import FeedHealth, Item, Tone

DeliveryKey = tuple[str, str, date]
"""Kind ("digest"), recipient's id or address, local date: the identity of one message."""

DeliveryState = Literal["claimed", "handing_over", "sent", "failed", "uncertain"]
DeliveryClaim = Literal["claimed", "already", "uncertain"]
SaveOutcome = Literal["new", "unchanged", "revision", "forgotten"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedItem:
    """An item leased for reading. `attempts` counts this one: 1 the first time."""

    id: int
    item: Item
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableItem:
    """An item given up: where it lies and why (Norwegian)."""

    id: int
    outlet: str
    url: str
    reason: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What saving did. "forgotten": it concerns nobody, so nothing was kept (`article_id` None).
    `story_ids`: organisation -> the story its coverage belongs to."""

    outcome: SaveOutcome
    article_id: int | None
    story_ids: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One line of a feed's log: `outcome` is the health it left, `note` the same in Norwegian."""

    feed: str
    at: datetime
    outcome: FeedHealth
    note: str
    items: int
    new: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message to one recipient. "uncertain": the process died while handing it over; never sent again by itself."""

    kind: str
    recipient: str
    date: date
    message_id: str
    state: DeliveryState
    attempts: int
    reason: str
    changed_at: datetime

    @property
    def key(self) -> DeliveryKey:
        """Its identity."""
        return (self.kind, self.recipient, self.date)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One version of an article as far as it may be kept, and the tone it was judged to have. `number` from 1 on;
    `content_hash`: fingerprint of the whole text as it was read (mediawatch.store.content_hash)."""

    number: int
    title: str
    lead: str
    seen_at: datetime
    tone: Tone | None
    content_hash: str = ""

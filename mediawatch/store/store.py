"""The store: one class, one method per question; each method is one transaction unless it says otherwise.

Every method raises StoreError when the database is away, locked, full or damaged; the transaction is then undone as a
whole. A Store may be shared by threads; each process opens its own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta, tzinfo
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine

from mediawatch.model import (
    Article,
    CodedStory,
    Correction,
    Coverage,
    FeedState,
    Item,
    Outlet,
    Sketch,
    Story,
    ToneLabel,
    Trace,
)
from mediawatch.store import (
    calibrations,
    claims,
    corrections,
    deliveries,
    feeds,
    items,
    reads,
    sketches,
    writes,
)
from mediawatch.store.access import Access
from mediawatch.store.alarms import Alarms
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
from mediawatch.store.archive import Archive
from mediawatch.store.connect import make_engine, reading, share, writing
from mediawatch.store.contacts import Contacts
from mediawatch.store.corrections import Remake
from mediawatch.store.corrections import StoryMark as Mark
from mediawatch.store.crises import Crises
from mediawatch.store.enquiries import Enquiries
from mediawatch.store.erased import Erased
from mediawatch.store.marks import Marks
from mediawatch.store.matrix import Matrix
from mediawatch.store.migrate import migrate
from mediawatch.store.neighbours import Neighbours
from mediawatch.store.notes import Notes
from mediawatch.store.pitches import Pitches
from mediawatch.store.readings import Readings
from mediawatch.store.reported import Reported
from mediawatch.store.responses import Responses
from mediawatch.store.reviews import Reviews
from mediawatch.store.sources import Sources
from mediawatch.store.tokens import Tokens
from mediawatch.store.voices import Voices
from mediawatch.store.workers import worker_name

EXPORT_PAGE = 500
_NO_OUTLETS: Mapping[str, Outlet] = {}


def open_store(url: str) -> "Store":
    """The database's address (`sqlite:////folder/file.db`, `postgresql://user:password@host/name`) -> an open store,
    brought up to date. Raises StoreError, with advice, when that cannot be done."""
    engine = make_engine(url)
    with ExitStack() as undo:
        undo.callback(engine.dispose)
        migrate(engine)
        undo.pop_all()
    return Store(engine)


class Store:
    """What remains. `worker`: this process's name on its leases, by which others see whether it still lives."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.worker, self.erased = worker_name(), Erased(engine)
        self.neighbours, self.reported = Neighbours(engine), Reported(engine)
        self.notes, self.responses = Notes(engine), Responses(engine)
        self.reviews, self.enquiries = Reviews(engine), Enquiries(engine)
        self.readings, self.pitches = Readings(engine), Pitches(engine)
        self.archive, self.crises = Archive(engine), Crises(engine)
        self.marks, self.sources, self.matrix = Marks(engine), Sources(engine), Matrix(engine)
        self.access, self.tokens, self.voices = Access(engine), Tokens(engine), Voices(engine)
        self.alarms, self.contacts = Alarms(engine, self.worker), Contacts(engine)

    def close(self) -> None:
        """Close all connections. On SQLite everything then lies in the one file."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close."""
        self.close()

    # feeds ------------------------------------------------------------------------------------------------------------

    def sync_feeds(self, outlets: Sequence[Outlet], now: datetime) -> None:
        """Make the states follow feeds.yaml: new, returned and moved feeds are due at once, lost ones rest."""
        with writing(self.engine) as connection:
            feeds.sync_feeds(connection, outlets, now)

    def claim_feeds(
        self, now: datetime, *, limit: int, lease: timedelta, worker: str | None = None, force: bool = False
    ) -> list[FeedState]:
        """Feeds that are due (`force`: all listed), leased to `worker`, the longest overdue first. A lease that ran
        out, or whose process died on this machine, is no hindrance; a live one always is."""
        with writing(self.engine) as connection:
            return claims.claim_feeds(
                connection, now, limit=limit, lease=lease, worker=worker or self.worker, force=force
            )

    def finish_feed(self, state: FeedState, *, items: int, new: int, now: datetime, worker: str | None = None) -> bool:
        """Save what the poll left, release the lease, write the log. False: the lease was lost, the state not saved."""
        with writing(self.engine) as connection:
            return claims.finish_feed(connection, state, items=items, new=new, now=now, worker=worker or self.worker)

    def release_feeds(self, worker: str | None = None) -> int:
        """Give back all feeds `worker` holds, as they were; answers how many."""
        with writing(self.engine) as connection:
            return claims.release_feeds(connection, worker or self.worker)

    def feed_states(self) -> list[FeedState]:
        """The states of all feeds still listed, by feed id."""
        with reading(self.engine) as connection:
            return feeds.feed_states(connection)

    def poll_log(self, feed: str, limit: int = 50) -> list[Poll]:
        """The feed's last polls, newest first."""
        with reading(self.engine) as connection:
            return feeds.polls(connection, feed, limit)

    # items ------------------------------------------------------------------------------------------------------------

    def add_items(self, items_: Sequence[tuple[Item, str]], now: datetime) -> tuple[int, int]:
        """Items, each with its article's key or canonical address -> (new, changed); see mediawatch.store.items."""
        with writing(self.engine) as connection:
            return items.add_items(connection, items_, now)

    def claim_items(
        self, now: datetime, *, limit: int, lease: timedelta, worker: str | None = None
    ) -> list[QueuedItem]:
        """Items to read, leased to `worker`: newest first, the outlets in turn."""
        with writing(self.engine) as connection:
            return claims.claim_items(connection, now, limit=limit, lease=lease, worker=worker or self.worker)

    def release_items(self, worker: str | None = None) -> int:
        """Give back all items `worker` holds, as they were; answers how many."""
        with writing(self.engine) as connection:
            return claims.release_items(connection, worker or self.worker)

    def count_waiting(self, now: datetime) -> int:
        """How many items could be read now, those being read included."""
        with reading(self.engine) as connection:
            return claims.count_waiting(connection, now)

    def forget_item(self, item_id: int, now: datetime) -> None:
        """The page named nobody: only fingerprints stay."""
        with writing(self.engine) as connection:
            claims.forget_item(connection, item_id, now)

    def fail_item(self, item_id: int, reason: str, retry_at: datetime | None, now: datetime) -> None:
        """The page could not be read: it waits until `retry_at`, or is unreadable for good (None)."""
        with writing(self.engine) as connection:
            claims.fail_item(connection, item_id, reason, retry_at, now)

    def unreadable_items(self, limit: int = 100) -> list[UnreadableItem]:
        """Items given up, the latest first."""
        with reading(self.engine) as connection:
            return claims.unreadable_items(connection, limit)

    def retry_item(self, item_id: int) -> bool:
        """Queue an unreadable item again, by hand; False when there is none."""
        with writing(self.engine) as connection:
            return claims.retry_item(connection, item_id)

    # articles ---------------------------------------------------------------------------------------------------------

    def known_article(self, outlet: str, key: str) -> tuple[str, int] | None:
        """(content_hash, number of revisions) of a saved article, else None; see mediawatch.store.content_hash."""
        with reading(self.engine) as connection:
            return writes.known_article(connection, outlet, key)

    def save(
        self,
        article: Article,
        coverages: Sequence[Coverage],
        sketch: Sketch | None,
        *,
        find_story: writes.FindStory,
        item_id: int | None = None,
        now: datetime | Callable[[], datetime],
    ) -> Saved:
        """Save an article with its coverage and finish its item, in one transaction; see mediawatch.store.writes.

        `now` may be a clock. It is asked when the transaction has begun, and a delivery is only claimed when those
        begun before have ended: what a digest cannot see yet is then first seen after it, and comes in the next.
        """
        with writing(self.engine) as connection:
            share(connection, "news")
            at = now() if callable(now) else now
            return writes.save(connection, article, coverages, sketch, find_story=find_story, item_id=item_id, now=at)

    def sketches(self, organisation: str, since: datetime, until: datetime) -> list[Sketch]:
        """Sketches of the organisation's articles published from `since` to `until`, with their stories."""
        with reading(self.engine) as connection:
            return sketches.sketches(connection, organisation, since, until)

    def revisions(self, organisation: str, outlet: str, key: str) -> list[Revision]:
        """Every version of an article with its tone for the organisation, the oldest first."""
        with reading(self.engine) as connection:
            return reads.revisions(connection, organisation, outlet, key)

    # stories ----------------------------------------------------------------------------------------------------------

    def stories(
        self,
        organisation: str,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        by: reads.Moment = "first_seen",
        relevant: bool = True,
        include_unsure: bool = False,
        limit: int | None = None,
        outlets: Mapping[str, Outlet] = _NO_OUTLETS,
    ) -> list[Story]:
        """Stories whose earliest copy lies after `since` and not after `until`, the latest first.

        `by`: when it was first seen, or published. `relevant` False: also what was judged not to be ours.
        `include_unsure`: also what a person must look at. `outlets` by id; an unknown one is stood in for.
        """
        shown = reads.listed(relevant=relevant, include_unsure=include_unsure)
        with reading(self.engine) as connection:
            ids = reads.story_ids(connection, organisation, since=since, until=until, by=by, shown=shown, limit=limit)
            return reads.load_stories(connection, ids, shown, outlets)

    def story(
        self,
        story_id: int,
        *,
        organisation: str | None = None,
        everything: bool = False,
        outlets: Mapping[str, Outlet] = _NO_OUTLETS,
    ) -> Story | None:
        """One story, None when there is none or it is not `organisation`'s. `everything`: also copies that are held not
        to concern it."""
        with reading(self.engine) as connection:
            return reads.find_story(connection, story_id, organisation, outlets, everything=everything)

    def story_at(self, organisation: str, addresses: Sequence[str], article_id: str | None = None) -> int | None:
        """The id of the organisation's story with a copy at one of the addresses, or with the outlet's own id."""
        with reading(self.engine) as connection:
            return corrections.story_at(connection, organisation, addresses, article_id)

    def first_coverage_date(self, organisation: str, zone: tzinfo = UTC) -> date | None:
        """The local date of the earliest relevant coverage, None before there is any."""
        with reading(self.engine) as connection:
            return reads.first_coverage_date(connection, organisation, zone)

    def search(
        self,
        query: str,
        organisation: str,
        *,
        limit: int = 20,
        offset: int = 0,
        outlets: Mapping[str, Outlet] = _NO_OUTLETS,
    ) -> list[Story]:
        """Stories with a copy that has the words, the best first; fields are not known here, see jobs.searching."""
        ids = self.archive.with_words(query, organisation, limit=limit, offset=offset)
        return self.reviews.stories(organisation, ids, outlets)

    def coverage_rows(self, organisation: str) -> Iterator[dict[str, Any]]:
        """All coverage of the organisation as plain JSON values, in the order it was saved. Reads in pages, a
        transaction each, so that a slow reader holds nothing up."""
        after = 0
        while True:
            with reading(self.engine) as connection:
                page = reads.coverage_page(connection, organisation, after, EXPORT_PAGE)
            yield from (row for _id, row in page)
            if len(page) < EXPORT_PAGE:
                return
            after = page[-1][0]

    # people's word ----------------------------------------------------------------------------------------------------

    def correct(self, given: Correction, *, remake: Remake | None = None, expected: Mark | None = None) -> Correction:
        """Keep a correction, with an id of its own, and show it everywhere; see mediawatch.store.corrections."""
        with writing(self.engine) as connection:
            return corrections.correct(connection, given, remake, expected)

    def undo_correction(
        self, organisation: str, story: int, *, by: str, now: datetime, remake: Remake | None = None,
        expected: Mark | None = None,
    ) -> Correction | None:  # fmt: skip
        """Take back the story's last correction that counts; None when there is none."""
        with writing(self.engine) as connection:
            return corrections.undo(connection, organisation, story, by=by, now=now, remake=remake, expected=expected)

    def corrections(self, organisation: str, story: int | None = None) -> list[Correction]:
        """All corrections of the organisation, or of one story, taken back or not, the oldest first."""
        with reading(self.engine) as connection:
            return corrections.corrections(connection, organisation, story)

    def corrections_mark(self, organisation: str) -> tuple[int, int]:
        """Two numbers that change whenever the organisation's corrections do."""
        with reading(self.engine) as connection:
            return corrections.corrections_mark(connection, organisation)

    def keep_trace(self, correction_id: int, trace: Trace) -> None:
        """Replace what is remembered of a corrected story."""
        with writing(self.engine) as connection:
            corrections.keep_trace(connection, correction_id, trace)

    def model_said(self, story: int, *, outlets: Mapping[str, Outlet] = _NO_OUTLETS) -> dict[tuple[str, str], Coverage]:
        """What the model says of each copy of a story, by outlet and the article's key."""
        with reading(self.engine) as connection:
            return corrections.model_said(connection, story, outlets)

    def coded_stories(self, organisation: str, month: str | None = None) -> list[CodedStory]:
        """The calibration of one month ("2026-11"), or of all."""
        with reading(self.engine) as connection:
            return calibrations.coded_stories(connection, organisation, month)

    def keep_draw(self, drawn: Sequence[CodedStory]) -> None:
        """Keep a month's draw for calibration in place of an earlier one."""
        with writing(self.engine) as connection:
            calibrations.keep_draw(connection, drawn)

    def keep_codes(
        self,
        organisation: str,
        month: str,
        codes: Sequence[tuple[int, ToneLabel | None, ToneLabel | None]],
        now: datetime,
    ) -> None:
        """Keep what two coders said of a month's stories: number, the first one's tone, the second one's."""
        with writing(self.engine) as connection:
            calibrations.keep_codes(connection, organisation, month, codes, now)

    # deliveries -------------------------------------------------------------------------------------------------------

    def claim_delivery(
        self, key: DeliveryKey, message_id: str, now: datetime, *, worker: str | None = None
    ) -> DeliveryClaim:
        """May I send this? Only "claimed" means yes; see mediawatch.store.deliveries."""
        with writing(self.engine) as connection:
            return deliveries.claim_delivery(connection, key, message_id, now, worker or self.worker)

    def mark_handing_over(self, key: DeliveryKey, now: datetime, *, worker: str | None = None) -> None:
        """It goes to the mail server now. Raises StoreError when the claim is lost: then do not send."""
        with writing(self.engine) as connection:
            deliveries.mark_handing_over(connection, key, now, worker or self.worker)

    def mark_sent(self, key: DeliveryKey, now: datetime) -> None:
        """The mail server has taken it."""
        with writing(self.engine) as connection:
            deliveries.mark_sent(connection, key, now)

    def mark_failed(self, key: DeliveryKey, reason: str, now: datetime, *, retry_at: datetime | None = None) -> None:
        """It was certainly not taken (`reason` in Norwegian); it may be claimed anew, not before `retry_at`."""
        with writing(self.engine) as connection:
            deliveries.mark_failed(connection, key, reason, now, retry_at)

    def mark_uncertain(self, key: DeliveryKey, reason: str, now: datetime) -> None:
        """Nobody knows whether it was taken (`reason` in Norwegian); it is never sent again by itself."""
        with writing(self.engine) as connection:
            deliveries.mark_uncertain(connection, key, reason, now)

    def last_sent(self, kind: str, recipient: str) -> datetime | None:
        """When this recipient's last message of the kind was taken by the mail server (or found to be empty)."""
        with reading(self.engine) as connection:
            return deliveries.last_sent(connection, kind, recipient)

    def deliveries(self, day: date | None = None, *, states: Sequence[DeliveryState] = ()) -> list[Delivery]:
        """Messages of one date (or all), in the given states (or any), the oldest date first."""
        with reading(self.engine) as connection:
            return deliveries.deliveries(connection, day, states)

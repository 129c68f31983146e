"""When each feed is asked again, and what its state is called. Pure: the time is an argument.

How the numbers were chosen:
- FLOOR: outlets are asked at most every 15 minutes (sources.md §4, point 4); real feeds show 10 to 50 items, so at the
  15 to 30 minutes that §1 advises even the liveliest (VG, ten items) is not outrun by much.
- An interval of half the median gap between the feed's own last items: what is new waits a quarter of a gap on average.
- CEILING: 4 hours, so that even a weekly is read twice between the end of a working day and the morning's digest.
- Failures double the wait from FLOOR up to 12 hours; what will not mend by itself (gone, HTML, refused) starts at an
  hour, or a day from the fourth time on. There is no last attempt: peers that stop asking (Miniflux after three
  failures) leave sources dead for months.
- Nobody is asked at the same second: a feed's own share of 10 % is added, worked out from its id.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from mediawatch.collect.pace_words import (
    ONLY_NOTE,
    after_move,
    empty_note,
    failure_health,
    failure_note,
    is_lasting,
    stale_note,
    with_problems,
)
from mediawatch.errors import CollectError, FetchError
from mediawatch.model import Feed, FeedHealth, FeedState, Item, Page

FLOOR = timedelta(minutes=15)
CEILING = timedelta(hours=4)
UNKNOWN = timedelta(minutes=30)
"""Interval of a feed whose rhythm is not known yet."""
FEWEST_GAPS = 3
RECENT_GAPS = 20
"""Gaps the interval is worked out from: the last days of a lively feed, the last months of a quiet one."""
KEPT_GAPS = 60
LONGEST_WAIT = timedelta(hours=12)
LASTING_WAITS = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=12), timedelta(hours=24))
"""After the first, second, third and every later failure that will not mend by itself."""
LONGEST_RETRY_AFTER = timedelta(days=7)
"""A site may ask for as much patience; more would be giving up."""
STALE_AT_MOST = timedelta(days=30)
STALE_AT_LEAST = timedelta(days=3)
STALE_FACTOR = 8
"""A feed is stale when silent for so many of its own long gaps (90th percentile), between 3 and 30 days."""
_SHIELD = 3
"""A feed that was well keeps its health through so many temporary failures, less one; its note tells."""
_WELL: frozenset[FeedHealth] = frozenset({"alive", "empty", "stale"})


def next_due(state: FeedState, feed: Feed, *, now: datetime) -> datetime:
    """A state that holds the outcome of the poll at `now` into the time of the next one. Never before what a failing
    site asked for (`state.due_at`, as `after_failure` left it)."""
    if state.failures:
        wait = _failure_wait(state, feed)
        return max(now + wait, state.due_at)
    if feed.every_minutes:
        return now + timedelta(minutes=feed.every_minutes)
    return now + _spread(_own_interval(state.gaps_hours), feed.id)


def _own_interval(gaps_hours: Sequence[float]) -> timedelta:
    if len(gaps_hours) < FEWEST_GAPS:
        return UNKNOWN
    return min(CEILING, max(FLOOR, timedelta(hours=median(gaps_hours[-RECENT_GAPS:]) / 2)))


def _failure_wait(state: FeedState, feed: Feed) -> timedelta:
    if state.health in ("dead", "html", "blocked"):
        wait = LASTING_WAITS[min(state.failures, len(LASTING_WAITS)) - 1]
    else:
        wait = min(LONGEST_WAIT, FLOOR * 2 ** min(state.failures - 1, 10))
    if feed.every_minutes:
        own = timedelta(minutes=feed.every_minutes)
        return own if state.failures == 1 else max(wait, own)
    return _spread(wait, feed.id)


def _spread(wait: timedelta, feed_id: str) -> timedelta:
    share = int.from_bytes(hashlib.sha256(feed_id.encode()).digest()[:4], "big") / 2**32
    return wait * (1 + 0.1 * share)


def after_success(
    state: FeedState,
    reading_items: Sequence[Item],
    *,
    new: int,
    page: Page,
    feed: Feed,
    now: datetime,
    problems: Sequence[str] = (),
) -> FeedState:
    """A feed was read: its rhythm, health and next turn. `reading_items`: all that it showed; `new`: how many of them
    were not known before; `problems`: odd things survived, told in the note."""
    moments = sorted({moment for item in reading_items if (moment := item.published or item.updated) and moment <= now})
    fresh = [moment for moment in moments if state.last_item_at is None or moment > state.last_item_at]
    if not fresh and new and not moments:
        fresh = [now]
    gaps = _gaps(state.last_item_at, fresh, share=new if not moments else 1)
    after = replace(
        state,
        gaps_hours=(*state.gaps_hours, *gaps)[-KEPT_GAPS:],
        last_item_at=fresh[-1] if fresh else state.last_item_at,
    )
    after = _answered(after, page, feed, now, shown=len(reading_items))
    return replace(after, health_note=with_problems(after.health_note, problems))


def _gaps(last: datetime | None, fresh: Sequence[datetime], *, share: int) -> list[float]:
    """Hours between items. Undated ones seen at once share the time since the last among them."""
    points = [last, *fresh] if last is not None else [*fresh]
    gaps = [(later - earlier) / timedelta(hours=1) for earlier, later in pairwise(points)]
    if share > 1 and len(gaps) == 1:
        share = min(share, KEPT_GAPS)
        return [gaps[0] / share] * share
    return gaps


def after_unchanged(state: FeedState, page: Page, feed: Feed, now: datetime) -> FeedState:
    """A feed answered that nothing has changed (304): as good as read, and what was odd about it still is."""
    after = _answered(state, page, feed, now, shown=0 if state.health == "empty" else 1)
    same = not state.failures and after.health == state.health and not after.health_note
    return replace(after, health_note=state.health_note) if same else after


def _answered(state: FeedState, page: Page, feed: Feed, now: datetime, *, shown: int) -> FeedState:
    health, note = _health(state, feed, now, shown)
    if page.permanent_url and page.permanent_url != feed.url:
        note = " ".join(part for part in (note, after_move(page.permanent_url)) if part)
    unchanged = page.status == 304
    after = replace(
        state,
        etag=page.etag or (state.etag if unchanged else None),
        last_modified=page.last_modified or (state.last_modified if unchanged else None),
        failures=0,
        health=health,
        health_note=note,
        last_polled=now,
        last_success=now,
    )
    return replace(after, due_at=next_due(after, feed, now=now))


def _health(state: FeedState, feed: Feed, now: datetime, shown: int) -> tuple[FeedHealth, str]:
    if not shown and not feed.only:
        return "empty", empty_note(feed)
    if state.last_item_at is not None and now - state.last_item_at > stale_after(state.gaps_hours):
        return "stale", stale_note(state.last_item_at, now)
    return "alive", "" if shown else ONLY_NOTE


def stale_after(gaps_hours: Sequence[float]) -> timedelta:
    """Hours between the feed's items into the silence that is no longer ordinary for it."""
    if len(gaps_hours) < FEWEST_GAPS:
        return STALE_AT_MOST
    long_gap = sorted(gaps_hours)[int(0.9 * (len(gaps_hours) - 1))]
    return min(STALE_AT_MOST, max(STALE_AT_LEAST, timedelta(hours=STALE_FACTOR * long_gap)))


def after_failure(state: FeedState, error: CollectError, feed: Feed, now: datetime) -> FeedState:
    """A feed could not be read: health and words for it, and a longer wait, never an end.

    What is known of its content (etag, rhythm, last item) stays.
    """
    failures = state.failures + 1
    shielded = state.health in _WELL and failures < _SHIELD and not is_lasting(error)
    wish = error.retry_after if isinstance(error, FetchError) else None
    after = replace(
        state,
        failures=failures,
        health=state.health if shielded else failure_health(error, state.last_success, failures, now),
        health_note=failure_note(error, state.last_success, now),
        last_polled=now,
        due_at=now + min(max(wish or timedelta(0), timedelta(0)), LONGEST_RETRY_AFTER),
    )
    return replace(after, due_at=next_due(after, feed, now=now))

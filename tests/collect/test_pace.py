"""When feeds are asked again, and what is said of those that fail."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from feed_cases import NOW, URL, feed

from mediawatch.collect.pace import (
    CEILING,
    FLOOR,
    KEPT_GAPS,
    LONGEST_RETRY_AFTER,
    LONGEST_WAIT,
    UNKNOWN,
    after_failure,
    after_success,
    after_unchanged,
    next_due,
    stale_after,
)
from mediawatch.errors import CollectError, FeedError, FeedFound, FetchError, FetchReason
from mediawatch.model import FeedHealth, FeedState, Item, Page

HOUR = timedelta(hours=1)
JITTER = 1.1
ANSWER = Page(url=URL, requested_url=URL, status=200, etag='"b"', last_modified="mandag", fetched_at=NOW)
UNCHANGED = replace(ANSWER, status=304, etag=None, last_modified=None)


def state(**given: object) -> FeedState:
    return replace(FeedState(feed="avisa-rss", outlet="avisa", due_at=NOW), **given)  # type: ignore[arg-type]


def item(hours_ago: float | None, number: int = 0, *, updated: bool = False) -> Item:
    moment = None if hours_ago is None else NOW - timedelta(hours=hours_ago)
    when = {"updated" if updated else "published": moment}
    return Item(
        feed="avisa-rss", outlet="avisa", guid=f"{number}-{hours_ago}", url=f"{URL}/{number}", title="T", **when
    )  # type: ignore[arg-type]


def fetch_error(
    reason: FetchReason, *, temporary: bool = True, status: int | None = None, retry: timedelta | None = None
) -> FetchError:
    return FetchError("x", url=URL, reason=reason, temporary=temporary, status=status, retry_after=retry)


def wait(after: FeedState) -> timedelta:
    return after.due_at - NOW


# The pace of feeds that answer ---------------------------------------------------------------------------------


def test_lively_feeds_are_read_often_and_quiet_ones_seldom() -> None:
    waits = [next_due(state(gaps_hours=(gap,) * 10), feed(), now=NOW) - NOW for gap in (0.05, 0.4, 1.5, 4, 20, 200)]
    assert waits == sorted(waits)
    assert FLOOR <= waits[0] <= FLOOR * JITTER
    assert 0.75 * HOUR <= waits[2] <= 0.75 * HOUR * JITTER
    assert CEILING <= waits[-1] <= CEILING * JITTER


def test_one_long_night_does_not_slow_a_lively_feed() -> None:
    assert next_due(state(gaps_hours=(0.5,) * 9 + (9.0,)), feed(), now=NOW) - NOW <= FLOOR * JITTER


def test_a_feed_that_has_grown_lively_is_soon_read_often() -> None:
    assert next_due(state(gaps_hours=(48.0,) * 40 + (0.4,) * 20), feed(), now=NOW) - NOW <= FLOOR * JITTER


def test_a_feed_of_unknown_rhythm() -> None:
    assert UNKNOWN <= next_due(state(gaps_hours=(100.0, 100.0)), feed(), now=NOW) - NOW <= UNKNOWN * JITTER


def test_a_fixed_pace_is_kept_to_the_minute() -> None:
    assert next_due(state(gaps_hours=(9.0,) * 9), feed(every_minutes=7), now=NOW) == NOW + timedelta(minutes=7)


def test_feeds_are_spread_the_same_way_each_time() -> None:
    dues = {name: next_due(state(), feed(id=name), now=NOW) for name in map(str, range(40))}
    assert len(set(dues.values())) == 40
    assert dues == {name: next_due(state(), feed(id=name), now=NOW) for name in dues}


# A feed that was read ------------------------------------------------------------------------------------------


def test_first_reading_learns_the_rhythm() -> None:
    after = after_success(state(), [item(h) for h in (1, 3, 2, 7)], new=4, page=ANSWER, feed=feed(), now=NOW)
    assert after.gaps_hours == (4.0, 1.0, 1.0)
    assert after.last_item_at == NOW - HOUR
    assert (after.health, after.health_note, after.failures) == ("alive", "", 0)
    assert (after.etag, after.last_modified) == ('"b"', "mandag")
    assert after.last_polled == after.last_success == NOW
    assert after.due_at == next_due(after, feed(), now=NOW) > NOW


def test_later_readings_add_only_what_is_newer() -> None:
    before = state(gaps_hours=(5.0,), last_item_at=NOW - 3 * HOUR)
    after = after_success(before, [item(h) for h in (1, 3, 4, 9)], new=1, page=ANSWER, feed=feed(), now=NOW)
    assert after.gaps_hours == (5.0, 2.0)
    assert after_success(after, [item(1)], new=0, page=ANSWER, feed=feed(), now=NOW).gaps_hours == (5.0, 2.0)


def test_undated_items_count_as_seen_now_and_share_the_time() -> None:
    before = state(last_item_at=NOW - 6 * HOUR)
    after = after_success(before, [item(None, n) for n in range(9)], new=3, page=ANSWER, feed=feed(), now=NOW)
    assert (after.last_item_at, after.gaps_hours) == (NOW, (2.0, 2.0, 2.0))
    still = after_success(before, [item(None, n) for n in range(9)], new=0, page=ANSWER, feed=feed(), now=NOW)
    assert (still.last_item_at, still.gaps_hours) == (NOW - 6 * HOUR, ())


def test_what_has_only_a_time_of_change_has_a_rhythm_too() -> None:
    after = after_success(state(), [item(h, updated=True) for h in (2, 5)], new=2, page=ANSWER, feed=feed(), now=NOW)
    assert (after.last_item_at, after.gaps_hours) == (NOW - 2 * HOUR, (3.0,))


def test_no_more_gaps_are_kept_than_needed() -> None:
    after = after_success(
        state(gaps_hours=(7.0,) * KEPT_GAPS), [item(h) for h in range(1, 30)], new=29, page=ANSWER, feed=feed(), now=NOW
    )
    assert len(after.gaps_hours) == KEPT_GAPS
    assert after.gaps_hours[-28:] == (1.0,) * 28


def test_a_feed_without_items_is_empty_and_answers() -> None:
    after = after_success(state(), [], new=0, page=ANSWER, feed=feed(), now=NOW)
    assert (after.health, after.health_note) == ("empty", "Nyhetsstrømmen svarer, men er uten saker")
    assert after_unchanged(after, UNCHANGED, feed(), NOW).health == "empty"
    assert after_success(after, [item(1)], new=1, page=ANSWER, feed=feed(), now=NOW).health == "alive"


def test_a_feed_of_which_nothing_is_wanted_is_alive() -> None:
    after = after_success(state(), [], new=0, page=ANSWER, feed=feed(only=("/lokalt/",)), now=NOW)
    assert (after.health, after.health_note) == ("alive", "Ingen av postene gjelder det vi følger her.")


@pytest.mark.parametrize(
    ("gaps", "days_silent", "health"),
    [
        ((0.5,) * 20, 2, "alive"),
        ((0.5,) * 20, 4, "stale"),
        ((24.0,) * 20, 7, "alive"),
        ((24.0,) * 20, 9, "stale"),
        ((24.0 * 14,) * 20, 29, "alive"),
        ((24.0 * 14,) * 20, 31, "stale"),
        ((), 29, "alive"),
        ((), 31, "stale"),
    ],
)
def test_stale_is_measured_by_the_feeds_own_rhythm(
    gaps: tuple[float, ...], days_silent: int, health: FeedHealth
) -> None:
    before = state(gaps_hours=gaps, last_item_at=NOW - timedelta(days=days_silent))
    for after in (
        after_success(before, [item(24.0 * days_silent)], new=0, page=ANSWER, feed=feed(), now=NOW),
        after_unchanged(before, UNCHANGED, feed(), NOW),
    ):
        assert after.health == health
    assert timedelta(days=3) <= stale_after(gaps) <= timedelta(days=30)


def test_stale_says_since_when() -> None:
    before = state(last_item_at=datetime(2026, 10, 3, 9, tzinfo=UTC))
    assert after_unchanged(before, UNCHANGED, feed(), NOW).health_note == "Ingen nye saker siden 3. oktober"


def test_a_moved_feed_is_told() -> None:
    moved = replace(ANSWER, permanent_url="https://avis.example/ny.rss")
    after = after_success(state(), [item(1)], new=1, page=moved, feed=feed(), now=NOW)
    assert after.health == "alive"
    assert after.health_note == "Adressen er flyttet til https://avis.example/ny.rss; rett den i feeds.yaml."


def test_unchanged_is_success_and_keeps_the_validators() -> None:
    before = state(
        failures=4, health="broken", health_note="x", etag='"a"', last_modified="søndag", last_item_at=NOW - HOUR
    )
    after = after_unchanged(before, UNCHANGED, feed(), NOW)
    assert (after.failures, after.health, after.health_note, after.last_success) == (0, "alive", "", NOW)
    assert (after.etag, after.last_modified) == ('"a"', "søndag")
    assert after_unchanged(before, replace(UNCHANGED, etag='"c"'), feed(), NOW).etag == '"c"'


def test_validators_that_are_no_longer_sent_are_forgotten() -> None:
    silent = replace(ANSWER, etag=None, last_modified=None)
    after = after_success(
        state(etag='"a"', last_modified="søndag"), [item(1)], new=1, page=silent, feed=feed(), now=NOW
    )
    assert (after.etag, after.last_modified) == (None, None)


# A feed that fails ---------------------------------------------------------------------------------------------


def test_failures_are_met_with_longer_waits_and_never_an_end() -> None:
    now, current = NOW, state()
    waits = []
    for _ in range(40):
        current = after_failure(current, fetch_error("timeout"), feed(), now)
        waits.append(current.due_at - now)
        now = current.due_at
    assert FLOOR <= waits[0] <= FLOOR * JITTER
    assert all(earlier <= later for earlier, later in pairwise(waits))
    assert LONGEST_WAIT <= waits[8] <= LONGEST_WAIT * JITTER
    assert current.health == "dead"
    assert 24 * HOUR <= waits[-1] <= 24 * HOUR * JITTER


@pytest.mark.parametrize(
    "error",
    [
        fetch_error("gone", temporary=False, status=410),
        fetch_error("not_found", temporary=False, status=404),
        fetch_error("forbidden", temporary=False, status=403),
        FeedError("x", url=URL, found="html"),
    ],
)
def test_what_will_not_mend_by_itself_is_asked_daily(error: CollectError) -> None:
    now, current = NOW, state(health="alive", last_success=NOW - HOUR)
    waits = []
    for _ in range(10):
        current = after_failure(current, error, feed(), now)
        waits.append(current.due_at - now)
        now = current.due_at
    assert HOUR <= waits[0] <= HOUR * JITTER
    assert all(24 * HOUR <= later <= 24 * HOUR * JITTER for later in waits[3:])


@pytest.mark.parametrize("asked", [timedelta(minutes=90), timedelta(days=2)])
def test_what_a_site_asks_for_is_granted(asked: timedelta) -> None:
    after = after_failure(state(), fetch_error("rate_limited", status=429, retry=asked), feed(), NOW)
    assert wait(after) >= asked
    assert next_due(after, feed(), now=NOW) == after.due_at
    assert (
        wait(after_failure(state(), fetch_error("server_error", status=503, retry=asked), feed(every_minutes=1), NOW))
        >= asked
    )


def test_what_a_site_asks_for_is_bounded_so_that_it_is_asked_again() -> None:
    for asked in (timedelta(days=4000), timedelta(days=-3)):
        after = after_failure(state(), fetch_error("rate_limited", status=429, retry=asked), feed(), NOW)
        assert timedelta(0) < wait(after) <= max(LONGEST_RETRY_AFTER, HOUR * JITTER)


def test_an_old_due_time_does_not_hold_up_the_next_try() -> None:
    after = after_failure(state(due_at=NOW + timedelta(days=9)), fetch_error("timeout"), feed(), NOW)
    assert wait(after) <= FLOOR * JITTER


def test_success_puts_failures_behind() -> None:
    failed = state()
    for _ in range(12):
        failed = after_failure(failed, fetch_error("not_found", temporary=False, status=404), feed(), NOW)
    after = after_success(failed, [item(1)], new=1, page=ANSWER, feed=feed(), now=NOW)
    assert (after.failures, after.health, after.health_note) == (0, "alive", "")
    assert wait(after) <= UNKNOWN * JITTER


def test_a_fixed_pace_holds_for_the_first_failure_and_backs_off_after() -> None:
    given = feed(every_minutes=1)
    first = after_failure(state(), fetch_error("connection"), given, NOW)
    assert wait(first) == timedelta(minutes=1)
    assert wait(after_failure(first, fetch_error("connection"), given, NOW)) == 2 * FLOOR


def test_a_well_feed_keeps_its_health_through_a_passing_fault() -> None:
    well = state(health="alive", last_success=NOW - HOUR, last_item_at=NOW - HOUR, gaps_hours=(2.0,) * 5, etag='"a"')
    first = after_failure(well, fetch_error("timeout"), feed(), NOW)
    assert (first.health, first.health_note) == ("alive", "Svarer ikke i tide; sist lest kl. 08.00")
    assert (first.etag, first.gaps_hours, first.last_item_at) == (well.etag, well.gaps_hours, well.last_item_at)
    third = after_failure(
        after_failure(first, fetch_error("timeout"), feed(), NOW), fetch_error("timeout"), feed(), NOW
    )
    assert third.health == "broken"
    assert after_failure(state(), fetch_error("timeout"), feed(), NOW).health == "broken"


def test_a_site_long_gone_is_dead_and_still_asked() -> None:
    current = state(last_success=NOW - timedelta(days=15), failures=12, health="broken")
    after = after_failure(current, fetch_error("dns", temporary=False), feed(), NOW)
    assert after.health == "dead"
    assert 24 * HOUR <= wait(after) <= 24 * HOUR * JITTER


REASONS: list[tuple[CollectError, FeedHealth, str]] = [
    (fetch_error("forbidden", temporary=False, status=403), "blocked", "Nettstedet avviser oss (403)"),
    (
        fetch_error("robots", temporary=False),
        "blocked",
        "Nettstedet ber oss om ikke å lese denne adressen (robots.txt)",
    ),
    (fetch_error("robots"), "broken", "Får ikke lest nettstedets regler for roboter (robots.txt)"),
    (fetch_error("rate_limited", status=429), "blocked", "Nettstedet ber oss vente (429)"),
    (fetch_error("rate_limited", status=503), "blocked", "Nettstedet ber oss vente (503)"),
    (fetch_error("not_found", temporary=False, status=404), "dead", "Adressen finnes ikke lenger (404)"),
    (fetch_error("gone", temporary=False, status=410), "dead", "Adressen er lagt ned for godt (410)"),
    (fetch_error("server_error", status=502), "broken", "Nettstedet har en feil (502)"),
    (fetch_error("connection"), "broken", "Svarer ikke"),
    (fetch_error("too_large", temporary=False), "broken", "Svaret er for stort til å leses"),
    (FeedError("x", url=URL, found="html"), "html", "Adressen gir en nettside i stedet for en nyhetsstrøm"),
    (FeedError("x", url=URL, found="empty"), "empty", "Adressen svarer uten innhold"),
    (FeedError("x", url=URL, found="broken_xml"), "broken", "Nyhetsstrømmen er ødelagt og kan ikke leses"),
    (CollectError("x", url=URL), "broken", "Kan ikke leses"),
]


@pytest.mark.parametrize(("error", "health", "note"), REASONS, ids=[note for _, _, note in REASONS])
def test_each_failure_has_its_own_state_and_words(error: CollectError, health: FeedHealth, note: str) -> None:
    after = after_failure(state(), error, feed(), NOW)
    assert (after.health, after.health_note) == (health, note)


def test_every_reason_has_words() -> None:
    reasons = FetchReason.__args__  # type: ignore[attr-defined]
    notes = {after_failure(state(), fetch_error(reason), feed(), NOW).health_note for reason in reasons}
    found = FeedFound.__args__  # type: ignore[attr-defined]
    notes |= {after_failure(state(), FeedError("x", url=URL, found=what), feed(), NOW).health_note for what in found}
    assert len(notes) == len(reasons) + len(found)


@pytest.mark.parametrize(
    ("last_success", "note"),
    [
        (datetime(2026, 11, 24, 6, 15, tzinfo=UTC), "Svarer ikke siden kl. 07.15"),
        (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), "Svarer ikke siden i går"),
        (datetime(2026, 11, 23, 23, 1, tzinfo=UTC), "Svarer ikke siden kl. 00.01"),
        (datetime(2026, 11, 20, 12, tzinfo=UTC), "Svarer ikke siden fredag"),
        (datetime(2026, 11, 3, 12, tzinfo=UTC), "Svarer ikke siden 3. november"),
        (datetime(2025, 12, 31, 23, 30, tzinfo=UTC), "Svarer ikke siden 1. januar"),
        (datetime(2025, 5, 17, 12, tzinfo=UTC), "Svarer ikke siden 17. mai 2025"),
    ],
)
def test_how_long_is_said_in_norwegian_time(last_success: datetime, note: str) -> None:
    assert after_failure(state(last_success=last_success), fetch_error("connection"), feed(), NOW).health_note == note

"""The feeds' states follow feeds.yaml and are logged."""

from dataclasses import replace

from store_records import HOUR, LEASE, NOW, make_outlet

from mediawatch.model import Feed, FeedState
from mediawatch.store import Poll

A, B = make_outlet("a"), make_outlet("b")


def moved(outlet):
    return replace(outlet, feeds=tuple(replace(feed, url=f"{feed.url}/ny") for feed in outlet.feeds))


def poll_all(store, now, **changes) -> None:
    """Poll every due feed and leave it due an hour later."""
    for state in store.claim_feeds(now, limit=100, lease=LEASE):
        done = replace(state, due_at=now + HOUR, last_polled=now, **changes)
        assert store.finish_feed(done, items=3, new=1, now=now)


def test_new_feeds_are_due_at_once_and_others_left_alone(store) -> None:
    store.sync_feeds([A], NOW)
    poll_all(store, NOW, etag='"a"')
    store.sync_feeds([A, B], NOW + HOUR / 2)
    states = {state.feed: state for state in store.feed_states()}
    assert states["a"].etag == '"a"'
    assert states["a"].due_at == NOW + HOUR
    assert states["b"] == FeedState(feed="b", outlet="b", due_at=NOW + HOUR / 2)


def test_syncing_twice_changes_nothing(store, rows) -> None:
    store.sync_feeds([A, B], NOW)
    before = rows("feed_state")
    store.sync_feeds([A, B], NOW + HOUR)
    assert rows("feed_state") == before


def test_a_feed_taken_off_the_list_rests_and_comes_back_due_with_what_it_knew(store) -> None:
    store.sync_feeds([A, B], NOW)
    poll_all(store, NOW, etag='"x"', gaps_hours=(1.5, 2.0))
    store.sync_feeds([B], NOW)
    assert [state.feed for state in store.feed_states()] == ["b"]
    assert [state.feed for state in store.claim_feeds(NOW, limit=9, lease=LEASE, force=True)] == ["b"]
    store.sync_feeds([A, B], NOW + HOUR / 2)
    (state,) = store.claim_feeds(NOW + HOUR / 2, limit=9, lease=LEASE)
    assert (state.feed, state.etag, state.gaps_hours) == ("a", '"x"', (1.5, 2.0))


def test_a_feed_that_moved_starts_afresh(store) -> None:
    store.sync_feeds([A], NOW)
    poll_all(store, NOW, etag='"old"', last_modified="x", failures=4, health="broken", health_note="Ødelagt")
    store.sync_feeds([moved(A)], NOW + HOUR / 2)
    assert store.feed_states() == [FeedState(feed="a", outlet="a", due_at=NOW + HOUR / 2)]


def test_a_poll_of_the_old_address_does_not_overwrite_the_fresh_start(store) -> None:
    store.sync_feeds([A], NOW)
    (state,) = store.claim_feeds(NOW, limit=1, lease=LEASE)
    store.sync_feeds([moved(A)], NOW)
    assert not store.finish_feed(replace(state, etag='"old"'), items=1, new=1, now=NOW)
    assert store.feed_states()[0].etag is None


def test_a_feed_given_to_another_outlet_keeps_its_state(store) -> None:
    feed = Feed(id="a", url="https://a.example/rss")
    store.sync_feeds([make_outlet("a", feed)], NOW)
    poll_all(store, NOW, etag='"x"')
    store.sync_feeds([make_outlet("c", feed)], NOW)
    assert [(state.outlet, state.etag) for state in store.feed_states()] == [("c", '"x"')]


def test_everything_known_about_a_feed_comes_back(store) -> None:
    store.sync_feeds([A], NOW)
    (claimed,) = store.claim_feeds(NOW, limit=1, lease=LEASE)
    state = FeedState(
        feed=claimed.feed,
        outlet=claimed.outlet,
        due_at=NOW + HOUR,
        etag='W/"æ"',
        last_modified="Wed, 12 Mar 2025 08:00:00 GMT",
        failures=2,
        health="blocked",
        health_note="Nettstedet avviser oss.",
        last_polled=NOW,
        last_success=NOW - HOUR,
        last_item_at=NOW - 2 * HOUR,
        gaps_hours=(0.25, 3.0),
    )
    assert store.finish_feed(state, items=0, new=0, now=NOW)
    assert store.feed_states() == [state]


def test_the_log_shows_the_last_polls_first(store) -> None:
    store.sync_feeds([A, B], NOW)
    poll_all(store, NOW, health="alive")
    poll_all(store, NOW + HOUR, health="html", health_note="Nettside i stedet for nyhetsstrøm.")
    assert store.poll_log("a", 5) == [
        Poll(feed="a", at=NOW + HOUR, outcome="html", note="Nettside i stedet for nyhetsstrøm.", items=3, new=1),
        Poll(feed="a", at=NOW, outcome="alive", note="", items=3, new=1),
    ]
    assert len(store.poll_log("a", 1)) == 1

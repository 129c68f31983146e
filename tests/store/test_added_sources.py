"""Sources added and paused by people, and whether anything has changed, on each database."""

from datetime import UTC, datetime, timedelta

from mediawatch.model import Feed, Outlet
from mediawatch.store import Store

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
FEED = Feed(id="elvebladet", outlet="elvebladet", url="https://elvebladet.example/rss")
OUTLET = Outlet(id="elvebladet", name="Elvebladet", tier="local", kind="web", hosts=("e.example",), home=("Modum",))


def test_what_is_added_is_there_until_it_is_taken_away(store: Store, another) -> None:
    assert store.sources.add(OUTLET, FEED, by="Anne", now=NOW)
    assert not another().sources.add(None, FEED, by="Anne", now=NOW)
    outlets, feeds = another().sources.added()
    assert outlets == (OUTLET,)
    assert [(feed.id, feed.outlet, feed.url, feed.kind) for feed in feeds] == [
        ("elvebladet", "elvebladet", FEED.url, "rss")
    ]
    assert store.sources.remove("elvebladet")
    assert not store.sources.remove("elvebladet")
    assert store.sources.added() == ((OUTLET,), ())


def test_a_paused_feed_is_never_claimed(store: Store) -> None:
    store.sync_feeds([Outlet(id="elvebladet", name="E", tier="local", kind="web", feeds=(FEED,))], NOW)
    assert store.sources.pause("elvebladet", NOW).health == "paused"
    for force in (False, True):
        assert store.claim_feeds(NOW, limit=9, lease=timedelta(minutes=5), force=force) == []
    assert not store.sources.hurry("elvebladet", NOW)
    later = NOW + timedelta(hours=1)
    assert store.sources.resume("elvebladet", later).due_at == later
    assert [one.feed for one in store.claim_feeds(later, limit=9, lease=timedelta(minutes=5))] == ["elvebladet"]
    assert [poll.outcome for poll in store.poll_log("elvebladet")] == ["new", "paused"]
    assert store.sources.pause("ukjent", NOW) is None


def test_equal_marks_without_change(store: Store) -> None:
    assert store.marks.of("modum") == store.marks.of("modum")
    assert store.marks.changed("modum", store.marks.of("modum")) == set()
    assert store.marks.corrections("modum") == {}

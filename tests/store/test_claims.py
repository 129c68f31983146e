"""Leases: nobody takes what another holds; nothing is held for ever."""

import os
import threading
from dataclasses import replace

import pytest
from store_records import HOUR, LEASE, NOW, dead_worker, make_item, make_outlet

from mediawatch.store.workers import worker_name


@pytest.fixture
def three_feeds(store):
    store.sync_feeds([make_outlet(name) for name in "abc"], NOW)
    return store


def feeds(store, now=NOW, **options) -> list[str]:
    return [state.feed for state in store.claim_feeds(now, **{"limit": 9, "lease": LEASE, **options})]


def test_a_claimed_feed_is_nobody_elses_until_its_lease_runs_out(three_feeds, another) -> None:
    assert feeds(three_feeds, worker="one", limit=2) == ["a", "b"]
    assert feeds(another(), worker="two") == ["c"]
    assert feeds(another(), worker="two", force=True) == []
    assert feeds(another(), NOW + LEASE, worker="two", force=True) == ["a", "b", "c"]


def test_the_longest_overdue_feed_comes_first_and_force_takes_those_not_due(three_feeds) -> None:
    for state in three_feeds.claim_feeds(NOW, limit=9, lease=LEASE):
        hours = {"a": 3, "b": 1, "c": 2}[state.feed]
        three_feeds.finish_feed(replace(state, due_at=NOW + hours * HOUR), items=0, new=0, now=NOW)
    assert feeds(three_feeds, NOW) == []
    assert feeds(three_feeds, NOW + 2 * HOUR, worker="one") == ["b", "c"]
    assert feeds(three_feeds, NOW, force=True) == ["a"]


def test_who_lost_the_lease_does_not_overwrite_what_the_other_does(three_feeds) -> None:
    (state,) = three_feeds.claim_feeds(NOW, limit=1, lease=LEASE, worker="slow")
    (again,) = three_feeds.claim_feeds(NOW + LEASE, limit=1, lease=LEASE, worker="quick")
    assert again.feed == state.feed
    assert not three_feeds.finish_feed(replace(state, etag="slow"), items=1, new=1, now=NOW + LEASE, worker="slow")
    assert feeds(three_feeds, NOW + LEASE) == ["b", "c"]  # quick still holds it
    assert three_feeds.finish_feed(replace(again, etag="quick"), items=1, new=1, now=NOW + LEASE, worker="quick")
    assert three_feeds.feed_states()[0].etag == "quick"


def test_feeds_given_back_can_be_taken_at_once(three_feeds) -> None:
    feeds(three_feeds, worker="one", limit=2)
    feeds(three_feeds, worker="two", limit=1)
    assert three_feeds.release_feeds("one") == 2
    assert feeds(three_feeds) == ["a", "b"]


def test_a_dead_process_of_this_machine_holds_nothing(three_feeds) -> None:
    three_feeds.add_items([make_item(1)], NOW)
    dead = dead_worker()
    assert feeds(three_feeds, worker=dead) == ["a", "b", "c"]
    assert len(three_feeds.claim_items(NOW, limit=9, lease=LEASE, worker=dead)) == 1
    assert feeds(three_feeds) == ["a", "b", "c"]
    assert len(three_feeds.claim_items(NOW, limit=9, lease=LEASE)) == 1
    assert feeds(three_feeds) == []  # we live


def test_a_process_of_another_machine_is_left_its_lease(three_feeds) -> None:
    feeds(three_feeds, worker=f"other-machine/1@2/{os.getpid()}/0")
    assert feeds(three_feeds) == []
    assert worker_name() == three_feeds.worker


def claim(store, now=NOW, limit: int = 100, **options):
    return store.claim_items(now, limit=limit, lease=LEASE, **options)


def test_the_newest_first_but_the_outlets_in_turn(store) -> None:
    many = [make_item(number, outlet="stor") for number in range(20)]
    few = [make_item(number, outlet="liten") for number in (30, 40)]
    store.add_items([*many[::-1], *few], NOW)
    order = [(queued.item.outlet, queued.item.title[11:]) for queued in claim(store, limit=6)]
    assert order == [("stor", "0"), ("liten", "30"), ("stor", "1"), ("liten", "40"), ("stor", "2"), ("stor", "3")]
    assert [queued.item.title[11:] for queued in claim(store, limit=2)] == ["4", "5"]


def test_a_date_in_the_future_or_none_does_not_jump_the_queue_for_ever(store) -> None:
    store.add_items([make_item(1, published=NOW.replace(year=2099)), make_item(2, published=None)], NOW)
    later = NOW + HOUR
    store.add_items([make_item(3, published=later)], later)
    assert claim(store, later, limit=1)[0].item.guid == "fossposten-3"


def test_a_failed_item_waits_and_counts_its_attempts(store) -> None:
    store.add_items([make_item(1, text="Hele teksten")], NOW)
    (queued,) = claim(store)
    assert queued.attempts == 1
    store.fail_item(queued.id, "Tidsavbrudd", NOW + HOUR, NOW)
    assert (claim(store), store.count_waiting(NOW)) == ([], 0)
    (again,) = claim(store, NOW + HOUR)
    assert (again.attempts, again.item) == (2, queued.item)


def test_new_words_make_a_failed_item_worth_a_try_at_once(store) -> None:
    item, address = make_item(1)
    store.add_items([(item, address)], NOW)
    (queued,) = claim(store)
    store.add_items([(replace(item, title="Ny"), address)], NOW)
    store.fail_item(queued.id, "Tidsavbrudd", NOW + HOUR, NOW)
    assert [again.item.title for again in claim(store)] == ["Ny"]


def test_an_item_claimed_by_a_process_that_vanished_counts_that_attempt(store) -> None:
    store.add_items([make_item(1)], NOW)
    claim(store, worker="elsewhere")
    assert claim(store, NOW + LEASE / 2) == []
    assert [queued.attempts for queued in claim(store, NOW + LEASE)] == [2]


def test_an_unreadable_item_keeps_address_and_reason_and_can_be_tried_by_hand(store, rows) -> None:
    store.add_items([make_item(1, text="Hele teksten")], NOW)
    (queued,) = claim(store)
    store.fail_item(queued.id, "Siden finnes ikke.", None, NOW)
    assert claim(store, NOW + 1000 * HOUR) == []
    (given_up,) = store.unreadable_items()
    assert (given_up.url, given_up.reason, given_up.since) == (queued.item.url, "Siden finnes ikke.", NOW)
    assert rows("item")[0]["text"] == ""
    assert store.retry_item(given_up.id)
    assert not store.retry_item(given_up.id)
    assert claim(store)[0].item.url == queued.item.url


def test_what_one_has_read_another_cannot_make_unreadable(store, rows) -> None:
    store.add_items([make_item(1)], NOW)
    (slow,) = claim(store, worker="slow")
    (quick,) = claim(store, NOW + LEASE, worker="quick")
    store.forget_item(quick.id, NOW)
    store.fail_item(slow.id, "Tidsavbrudd", None, NOW)
    store.fail_item(slow.id, "Tidsavbrudd", NOW, NOW)
    assert rows("item")[0]["state"] == "forgotten"


def test_workers_side_by_side_never_get_the_same(store, another) -> None:
    store.sync_feeds([make_outlet(f"f{number}") for number in range(40)], NOW)
    store.add_items([make_item(number, outlet=f"f{number % 4}") for number in range(120)], NOW)
    taken: list[object] = []

    def work(own) -> None:
        while feeds_ := own.claim_feeds(NOW, limit=3, lease=LEASE):
            taken.extend(state.feed for state in feeds_)
        while queued := own.claim_items(NOW, limit=7, lease=LEASE):
            taken.extend(entry.id for entry in queued)

    threads = [threading.Thread(target=work, args=(another(),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 160

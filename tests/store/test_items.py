"""What the feeds brought: new, known, changed, moved; and what remains of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from store_records import HOUR, LEASE, NOW, OSLO, make_item

from mediawatch.store import Store


def claim(store: Store, now=NOW, limit: int = 100):
    return store.claim_items(now, limit=limit, lease=LEASE)


def read_all(store: Store, now=NOW) -> None:
    for queued in claim(store, now):
        store.forget_item(queued.id, now)


def test_adding_the_same_twice_changes_nothing(store, rows) -> None:
    items = [make_item(number) for number in range(5)]
    assert store.add_items(items, NOW) == (5, 0)
    before = rows("item"), rows("sighting")
    assert store.add_items(items, NOW + HOUR) == (0, 0)
    assert store.add_items([*items, *items[::-1]], NOW + HOUR) == (0, 0)
    assert (rows("item"), rows("sighting")) == before


def test_nothing_to_add(store) -> None:
    assert store.add_items([], NOW) == (0, 0)


def test_one_address_in_two_feeds_of_an_outlet_is_queued_once(store) -> None:
    first, address = make_item(1, feed="nyheter")
    second = replace(first, feed="sport", guid="noe-annet", lead="Kortere ingress")
    assert store.add_items([(first, address), (second, address)], NOW) == (1, 0)
    assert len(claim(store)) == 1
    # the two feeds' different leads are not a change, whichever comes first
    assert store.add_items([(second, address), (first, address)], NOW) == (0, 0)


def test_another_feed_that_shows_a_known_address_later_brings_nothing_new(store) -> None:
    first, address = make_item(1, feed="nyheter")
    store.add_items([(first, address)], NOW)
    read_all(store)
    second = replace(first, feed="sport", guid="noe-annet", lead="Kortere ingress")
    assert store.add_items([(second, address)], NOW) == (0, 0)
    assert claim(store) == []
    assert store.add_items([(replace(second, lead="Endret"), address)], NOW) == (0, 1)


def test_the_same_address_at_two_outlets_is_two_items(store) -> None:
    first, address = make_item(1)
    second, _ = make_item(1, outlet="avisa")
    assert store.add_items([(first, address), (second, address)], NOW) == (2, 0)


@pytest.mark.parametrize(
    "change", [{"title": "Ny tittel"}, {"lead": "Ny ingress"}, {"updated": NOW}, {"updated": NOW + HOUR}]
)
@pytest.mark.parametrize("end", ["wait", "forget", "unreadable"])
def test_a_changed_item_is_queued_again(store, change, end) -> None:
    item, address = make_item(1, updated=NOW - HOUR)
    store.add_items([(item, address)], NOW)
    if end != "wait":
        (queued,) = claim(store)
        if end == "forget":
            store.forget_item(queued.id, NOW)
        else:
            store.fail_item(queued.id, "Finnes ikke", None, NOW)
    changed = replace(item, **change)
    assert store.add_items([(changed, address)], NOW + HOUR) == (0, 1)
    (queued,) = claim(store, NOW + HOUR)
    assert (queued.item, queued.attempts) == (changed, 1)
    assert store.add_items([(changed, address)], NOW + HOUR) == (0, 0)


def test_the_same_moment_in_another_zone_is_no_change(store) -> None:
    item, address = make_item(1, updated=NOW)
    store.add_items([(item, address)], NOW)
    assert store.add_items([(replace(item, updated=NOW.astimezone(OSLO)), address)], NOW) == (0, 0)


def test_what_changes_while_it_is_read_is_read_once_more(store) -> None:
    item, address = make_item(1)
    store.add_items([(item, address)], NOW)
    (queued,) = claim(store)
    changed = replace(item, title="Ny tittel")
    assert store.add_items([(changed, address)], NOW) == (0, 1)
    assert claim(store) == []  # still being read
    store.forget_item(queued.id, NOW)
    (again,) = claim(store)
    assert again.item == changed
    store.forget_item(again.id, NOW)
    assert claim(store) == []


def test_an_item_whose_address_was_edited_is_the_same_item(store) -> None:
    item, address = make_item(1)
    store.add_items([(item, address)], NOW)
    moved = replace(item, url="https://fossposten.example/sak/ny-adresse")
    assert store.add_items([(moved, moved.url)], NOW) == (0, 0)
    (queued,) = claim(store)
    assert queued.item.url == moved.url
    store.forget_item(queued.id, NOW)
    assert store.add_items([(moved, moved.url)], NOW) == (0, 0)


@pytest.mark.parametrize("titles", [("En", "To", "Tre"), ("", "", ""), ("Lik", "Lik", "Lik")])
def test_a_feed_that_gives_all_its_entries_one_guid_loses_none(store, titles) -> None:
    items = [
        (replace(make_item(number)[0], guid="1", title=title), make_item(number)[1])
        for number, title in enumerate(titles)
    ]
    assert store.add_items(items, NOW) == (3, 0)
    assert store.add_items(items, NOW) == (0, 0)
    assert store.add_items(items[::-1], NOW) == (0, 0)
    fourth, address = make_item(4, guid="1", title="Fire")
    assert store.add_items([(fourth, address)], NOW) == (1, 0)
    assert len(claim(store)) == 4


def test_the_first_word_about_a_guid_counts_when_a_feed_repeats_itself(store) -> None:
    item, address = make_item(1)
    twice = [(item, address), (replace(item, title="Annen tittel"), address)]
    assert store.add_items(twice, NOW) == (1, 0)
    assert store.add_items(twice, NOW) == (0, 0)


def test_everything_about_an_item_comes_back(store) -> None:
    item, address = make_item(
        1,
        text="Hele teksten",
        authors=("Kari Nordlie", "Ola Lien"),
        published=NOW.astimezone(OSLO),
        updated=NOW - timedelta(microseconds=5),
        paywalled=True,
    )
    store.add_items([(item, address)], NOW)
    (queued,) = claim(store)
    assert queued.item == item
    assert queued.item.published.utcoffset() == timedelta(hours=1)


def test_what_no_database_takes_is_taken_out(store) -> None:
    item, address = make_item(1, title="Nu\x00ll", lead="halv\ud83d", authors=("A\x00",))
    store.add_items([(item, address)], NOW)
    (queued,) = claim(store)
    assert (queued.item.title, queued.item.lead, queued.item.authors) == ("Null", "halv?", ("A",))
    assert store.add_items([(item, address)], NOW) == (0, 0)


def test_a_forgotten_item_leaves_nothing_but_fingerprints(store, rows, tmp_path) -> None:
    item, address = make_item(1, title="Kronglebekken", lead="Kronglebekken", text="Kronglebekken", authors=("Kari K",))
    item = replace(item, guid="kronglebekken", url="https://fossposten.example/kronglebekken")
    store.add_items([(item, address)], NOW)
    read_all(store)
    left = str(rows("item") + rows("sighting"))
    assert "rongle" not in left
    assert "Kari" not in left
    assert "2025-03-12T09:29" not in left  # when it was published
    assert store.add_items([(item, address)], NOW) == (0, 0)
    store.close()
    for file in tmp_path.glob("mediawatch.db"):
        assert b"rongle" not in file.read_bytes()


def test_ten_thousand_items_at_once(store) -> None:
    items = [make_item(number) for number in range(10_000)]
    assert store.add_items(items, NOW) == (10_000, 0)
    assert store.add_items(items, NOW) == (0, 0)
    assert store.count_waiting(NOW) == 10_000
    changed = [(replace(item, title="Ny"), address) for item, address in items[:50]]
    assert store.add_items(changed, NOW) == (0, 50)

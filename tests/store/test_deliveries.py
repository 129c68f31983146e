"""Each message at most once per recipient and date."""

from datetime import date

import pytest
from store_records import HOUR, NOW, dead_worker

from mediawatch.errors import StoreError

DAY = date(2025, 3, 12)
KEY = ("digest", "rådmann@modum.example", DAY)


def claim(store, now=NOW, key=KEY, **options) -> str:
    return store.claim_delivery(key, "<digest-1@modum.example>", now, **options)


def test_what_is_sent_is_never_claimed_again(store, another) -> None:
    assert claim(store) == "claimed"
    store.mark_handing_over(KEY, NOW)
    store.mark_sent(KEY, NOW)
    assert claim(another(), NOW + 1000 * HOUR) == "already"
    (delivery,) = store.deliveries(DAY)
    assert (delivery.key, delivery.state, delivery.attempts) == (KEY, "sent", 1)
    assert delivery.message_id == "<digest-1@modum.example>"


@pytest.mark.parametrize(
    "other", [("weekly", KEY[1], DAY), ("digest", "x", DAY), ("digest", KEY[1], date(2025, 3, 13))]
)
def test_kind_recipient_and_date_are_the_identity(store, other) -> None:
    assert claim(store) == "claimed"
    assert claim(store, key=other) == "claimed"


def test_while_one_is_at_it_another_is_not(store, another) -> None:
    assert claim(store, worker="one") == "claimed"
    assert claim(another(), worker="two") == "already"
    store.mark_handing_over(KEY, NOW, worker="one")
    assert claim(another(), worker="two") == "already"


def test_a_claim_of_a_vanished_process_is_taken_over_when_its_lease_runs_out(store) -> None:
    claim(store, worker="elsewhere")
    assert claim(store, NOW + HOUR / 60) == "already"
    assert claim(store, NOW + HOUR) == "claimed"
    assert store.deliveries(DAY)[0].attempts == 2


def test_a_claim_of_a_dead_process_of_this_machine_is_taken_over_at_once(store) -> None:
    claim(store, worker=dead_worker())
    assert claim(store) == "claimed"


@pytest.mark.parametrize("later", [HOUR, 1000 * HOUR])
def test_a_message_lost_while_handed_over_is_uncertain_for_ever(store, later) -> None:
    claim(store, worker="elsewhere")
    store.mark_handing_over(KEY, NOW, worker="elsewhere")
    assert claim(store, NOW + later) == "uncertain"
    assert claim(store, NOW + later + HOUR) == "uncertain"
    assert [delivery.state for delivery in store.deliveries(states=["uncertain"])] == ["uncertain"]


def test_a_message_a_dead_process_was_handing_over_is_uncertain_at_once(store) -> None:
    dead = dead_worker()
    claim(store, worker=dead)
    store.mark_handing_over(KEY, NOW, worker=dead)
    assert claim(store) == "uncertain"


def test_a_refused_message_may_be_tried_again(store) -> None:
    claim(store)
    store.mark_handing_over(KEY, NOW)
    store.mark_failed(KEY, "Mottakeren finnes ikke.", NOW)
    assert [delivery.reason for delivery in store.deliveries(DAY)] == ["Mottakeren finnes ikke."]
    assert claim(store) == "claimed"
    assert store.deliveries(DAY)[0].reason == ""


def test_a_refused_message_waits_as_long_as_it_is_told(store) -> None:
    claim(store)
    store.mark_failed(KEY, "Tjeneren er opptatt.", NOW, retry_at=NOW + HOUR)
    assert claim(store, NOW + HOUR / 2) == "already"
    assert claim(store, NOW + HOUR) == "claimed"
    assert claim(store, NOW + HOUR) == "already"


def test_a_message_whose_connection_broke_is_uncertain(store) -> None:
    claim(store)
    store.mark_handing_over(KEY, NOW)
    store.mark_uncertain(KEY, "Forbindelsen ble brutt.", NOW)
    store.mark_failed(KEY, "Noe annet.", NOW)
    assert claim(store, NOW + HOUR) == "uncertain"
    assert [(delivery.state, delivery.reason) for delivery in store.deliveries()] == [
        ("uncertain", "Forbindelsen ble brutt.")
    ]


def test_when_a_recipient_last_got_a_message(store) -> None:
    assert store.last_sent("digest", KEY[1]) is None
    for day in (10, 11, 12):
        key = ("digest", KEY[1], date(2025, 3, day))
        moment = NOW.replace(day=day)
        claim(store, moment, key=key)
        assert store.last_sent("digest", KEY[1]) != moment
        store.mark_sent(key, moment)
        assert store.last_sent("digest", KEY[1]) == moment
    claim(store, NOW + 24 * HOUR, key=("digest", KEY[1], date(2025, 3, 13)))
    assert store.last_sent("digest", KEY[1]) == NOW
    assert store.last_sent("weekly", KEY[1]) is None
    assert store.last_sent("digest", "another") is None


def test_what_is_sent_cannot_fail_afterwards(store) -> None:
    claim(store)
    store.mark_handing_over(KEY, NOW)
    store.mark_sent(KEY, NOW)
    store.mark_failed(KEY, "Forbindelsen ble brutt.", NOW)
    assert claim(store) == "already"


@pytest.mark.parametrize("state", ["taken over", "never claimed", "already handing over"])
def test_who_does_not_hold_the_claim_must_not_send(store, state) -> None:
    if state != "never claimed":
        claim(store, worker="slow")
    if state == "taken over":
        assert claim(store, NOW + HOUR, worker="quick") == "claimed"
    if state == "already handing over":
        store.mark_handing_over(KEY, NOW, worker="slow")
    with pytest.raises(StoreError) as caught:
        store.mark_handing_over(KEY, NOW + HOUR, worker="slow")
    assert "ikke sendt" in caught.value.advice


def test_deliveries_are_listed_by_date(store) -> None:
    for day in (13, 12):
        claim(store, key=("digest", "a", date(2025, 3, day)))
    assert [delivery.date.day for delivery in store.deliveries()] == [12, 13]
    assert [delivery.date.day for delivery in store.deliveries(DAY)] == [12]
    assert store.deliveries(states=["sent"]) == []

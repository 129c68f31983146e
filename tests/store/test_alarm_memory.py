"""One alarm per matter, ever, and each told at most once to each."""

import threading
from datetime import timedelta

import pytest
from store_records import HOUR, NOW, dead_worker, make_article, save_one

from mediawatch.errors import StoreError
from mediawatch.model import AlarmFacts, Matter

DAY = timedelta(days=1)
MAIL, CHAT = "mail/leder", "notify/1"
FACTS = AlarmFacts(
    outlet="Fylkesavisa",
    title="Nei til \x00bru",
    link="https://fylkesavisa.example/1",
    since=NOW,
    tips=("Ring Æsa.",),
    tone_before="neutral",
    tone_after="negative",
    chance=0.25,
    period="week",
)


def matter(key="negative/1", **more) -> Matter:
    return Matter(**{"kind": "negative", "key": key, "stories": (1, 2), "facts": FACTS, **more})


def raise_one(store, *matters, to=(MAIL, CHAT), now=NOW):
    return store.alarms.raise_new("modum", matters or (matter(),), to, now)


def claim(store, to=MAIL, now=NOW, oldest=NOW - 7 * DAY, **more):
    tell, lost = store.alarms.claim("modum", to, now, oldest=oldest, **more)
    return [alarm.id for alarm in tell], [alarm.id for alarm in lost]


def states(store, to=MAIL) -> list[str]:
    raised = store.alarms.raised("modum")[::-1]
    return [notice.state for alarm in raised for notice in alarm.notices if notice.to == to]


# raising --------------------------------------------------------------------------------------------------------------


def test_a_matter_is_raised_once_and_comes_back_as_it_was(store, another) -> None:
    (alarm,) = raise_one(store)
    assert raise_one(another(), now=NOW + 1000 * DAY) == []
    (kept,) = store.alarms.raised("modum")
    assert (kept.kind, kept.key, kept.stories, kept.raised_at) == ("negative", "negative/1", (1, 2), NOW)
    assert kept.facts.title == "Nei til bru"
    assert kept.facts.tips == ("Ring Æsa.",)
    assert kept.facts.since == NOW
    assert kept.id == alarm.id
    assert [(notice.to, notice.state) for notice in kept.notices] == [(MAIL, "waiting"), (CHAT, "waiting")]


def test_each_organisation_has_its_own_matters(store) -> None:
    raise_one(store)
    assert len(store.alarms.raise_new("sigdal", [matter()], [MAIL], NOW)) == 1
    assert claim(store)[0] == [store.alarms.raised("modum")[0].id]


def test_the_same_matter_twice_at_once_is_one(store) -> None:
    assert len(raise_one(store, matter(), matter())) == 1


def test_a_series_keeps_its_distance(store) -> None:
    def spike(day: int) -> Matter:
        return matter(f"spike/{day}", kind="spike", series="spike/", apart=DAY)

    assert len(raise_one(store, spike(1))) == 1
    assert raise_one(store, spike(2), now=NOW + 23 * HOUR) == []
    assert store.alarms.is_known("modum", spike(2), NOW + 23 * HOUR)
    assert len(raise_one(store, matter("spikes are other things"), now=NOW + 23 * HOUR)) == 1
    assert not store.alarms.is_known("modum", spike(2), NOW + DAY)
    assert len(raise_one(store, spike(2), now=NOW + DAY)) == 1


def test_a_series_is_no_pattern(store) -> None:
    assert len(raise_one(store, matter("silent/aXb/1", series="silent/aXb/", apart=DAY))) == 1
    assert len(raise_one(store, matter("silent/a_b/1", series="silent/a_b/", apart=DAY))) == 1


def test_processes_that_raise_at_once_raise_once(store, another) -> None:
    stores = [another() for _ in range(4)]
    gate, raised = threading.Barrier(4), []

    def race(one) -> None:
        gate.wait()
        raised.extend(raise_one(one, *(matter(f"negative/{n}") for n in range(5))))

    threads = [threading.Thread(target=race, args=[one]) for one in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(alarm.key for alarm in raised) == [f"negative/{n}" for n in range(5)]
    assert len(store.alarms.raised("modum")) == 5
    assert len(states(store)) == 5


def test_raised_since(store) -> None:
    raise_one(store)
    raise_one(store, matter("negative/2"), now=NOW + HOUR)
    assert [alarm.key for alarm in store.alarms.raised("modum")] == ["negative/2", "negative/1"]
    assert [alarm.key for alarm in store.alarms.raised("modum", NOW)] == ["negative/2"]


def test_since_when_there_is_anything_to_listen_to(store) -> None:
    assert store.alarms.listened_since("modum") is None
    save_one(store, make_article(1), now=NOW)
    save_one(store, make_article(2), now=NOW + DAY)
    assert store.alarms.listened_since("modum") == NOW
    assert store.alarms.listened_since("sigdal") is None


# telling --------------------------------------------------------------------------------------------------------------


def test_what_waits_is_claimed_together_and_told_once(store, another) -> None:
    ids = [alarm.id for alarm in raise_one(store, matter("negative/1"), matter("negative/2"))]
    assert claim(store) == (ids, [])
    assert claim(another(), worker="other") == ([], [])
    store.alarms.mark_handing_over(ids, MAIL, NOW)
    assert claim(another(), worker="other") == ([], [])
    store.alarms.mark_sent(ids, MAIL, NOW)
    assert claim(another(), now=NOW + 3 * DAY) == ([], [])
    assert states(store) == ["sent", "sent"]
    assert states(store, CHAT) == ["waiting", "waiting"]


def test_two_who_claim_at_once_share_nothing(store, another) -> None:
    ids = {alarm.id for alarm in raise_one(store, *(matter(f"negative/{n}") for n in range(6)))}
    stores = [another() for _ in range(4)]
    gate, claimed = threading.Barrier(4), []

    def race(number: int) -> None:
        gate.wait()
        claimed.extend(claim(stores[number], worker=f"other-{number}")[0])

    threads = [threading.Thread(target=race, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == sorted(ids)


@pytest.mark.parametrize(("worker", "later"), [("elsewhere", HOUR), (None, 0 * HOUR)])
def test_a_claim_of_a_vanished_process_is_taken_over(store, worker, later) -> None:
    (alarm,) = raise_one(store)
    claim(store, worker=worker or dead_worker())
    assert claim(store, now=NOW + later) == ([alarm.id], [])
    assert store.alarms.raised("modum")[0].notices[0].attempts == 2


def test_what_was_lost_while_handed_over_is_uncertain_for_ever(store) -> None:
    (alarm,) = raise_one(store)
    dead = dead_worker()
    claim(store, worker=dead)
    store.alarms.mark_handing_over([alarm.id], MAIL, NOW, worker=dead)
    assert claim(store) == ([], [alarm.id])
    assert claim(store, now=NOW + HOUR) == ([], [])
    assert states(store) == ["uncertain"]


def test_who_has_lost_the_claim_must_not_tell(store) -> None:
    first, second = (alarm.id for alarm in raise_one(store, matter("negative/1"), matter("negative/2")))
    claim(store, worker="slow")
    assert claim(store, now=NOW + HOUR, worker="quick")[0] == [first, second]
    with pytest.raises(StoreError) as caught:
        store.alarms.mark_handing_over([first, second], MAIL, NOW + HOUR, worker="slow")
    assert "ikke sendt" in caught.value.advice
    assert states(store) == ["claimed", "claimed"]


def test_part_of_a_claim_is_none(store) -> None:
    first, second = (alarm.id for alarm in raise_one(store, matter("negative/1"), matter("negative/2")))
    claim(store)
    store.alarms.mark_sent([second], MAIL, NOW)
    with pytest.raises(StoreError):
        store.alarms.mark_handing_over([first, second], MAIL, NOW)
    assert states(store) == ["claimed", "sent"]


def test_what_failed_waits_and_comes_together_with_what_is_new(store) -> None:
    (first,) = raise_one(store)
    claim(store)
    store.alarms.mark_failed([first.id], MAIL, "Serveren er opptatt.", NOW, retry_at=NOW + HOUR)
    assert claim(store, now=NOW + HOUR / 2) == ([], [])
    (second,) = raise_one(store, matter("negative/2"), now=NOW + HOUR / 2)
    assert [notice.reason for notice in store.alarms.raised("modum")[1].notices] == ["Serveren er opptatt.", ""]
    assert claim(store, now=NOW + HOUR) == ([first.id, second.id], [])


def test_what_is_told_cannot_fail_afterwards_nor_what_is_uncertain_be_told(store) -> None:
    first, second = (alarm.id for alarm in raise_one(store, matter("negative/1"), matter("negative/2")))
    store.alarms.mark_sent([first], MAIL, NOW)
    store.alarms.mark_uncertain([second], MAIL, "Brutt.", NOW)
    store.alarms.mark_failed([first, second], MAIL, "Noe.", NOW, retry_at=NOW)
    assert states(store) == ["sent", "uncertain"]
    assert claim(store, now=NOW + HOUR) == ([], [])


def test_what_is_old_or_holds_no_longer_lapses(store) -> None:
    (old,) = raise_one(store)
    (new,) = raise_one(store, matter("negative/2"), now=NOW + 8 * DAY)
    assert claim(store, now=NOW + 8 * DAY, oldest=NOW + DAY) == ([new.id], [])
    store.alarms.lapse([new.id], MAIL, NOW)
    assert states(store) == ["lapsed", "lapsed"]
    assert claim(store, now=NOW + 9 * DAY) == ([], [])
    assert old.id != new.id

"""Responses on both databases: one of each story, opened once, never lost to somebody else's change."""

import json
from dataclasses import replace
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from store_records import ARTICLE, HOUR, NOW, save_one

from mediawatch.errors import ChangedError
from mediawatch.model import Fact, Reply, Response
from mediawatch.store.tables import coverage


@pytest.fixture
def story(store) -> int:
    return save_one(store, ARTICLE).story_ids["modum"]


def fresh(story: int) -> Response:
    return Response(organisation="modum", story=story, seen_at=NOW, opened_at=NOW)


def test_the_first_to_say_something_opens_it(store, story) -> None:
    assert store.responses.of("modum", story) is None
    assert store.responses.answered("modum", [story, 99]) == frozenset()
    kept = store.responses.save(fresh(story), {"errors": "yes"}, by="r@x.no", now=NOW, expected=0)
    assert store.responses.of("modum", story) == kept
    assert (kept.errors, kept.version, kept.points) == ("yes", 1, ())
    assert store.responses.answered("modum", [story, 99]) == {story}
    assert store.responses.answered("granne", [story]) == frozenset()
    assert store.responses.of("granne", story) is None


def test_a_story_that_is_not_ours_gets_none(store, story) -> None:
    given = replace(fresh(story), organisation="granne")
    assert store.responses.save(given, {"errors": "yes"}, by="r@x.no", now=NOW, expected=0) is None
    assert store.responses.save(fresh(99), {"errors": "yes"}, by="r@x.no", now=NOW, expected=0) is None


def test_who_looked_before_another_began_or_changed_writes_nothing(store, story) -> None:
    kept = store.responses.save(fresh(story), {"errors": "yes"}, by="r@x.no", now=NOW, expected=0)
    with pytest.raises(ChangedError):
        store.responses.save(fresh(story), {"errors": "no"}, by="k@x.no", now=NOW, expected=0)
    after = store.responses.save(kept, {"decision": "wait"}, by="r@x.no", now=NOW, expected=1)
    assert after.version == 2
    with pytest.raises(ChangedError):
        store.responses.save(kept, {"decision": "answer"}, by="k@x.no", now=NOW, expected=1)
    assert store.responses.of("modum", story).decision == "wait"


def test_of_two_who_begin_at_once_one_is_first(store, story, another) -> None:
    barrier, lost, stores = Barrier(2), [], (store, another())

    def begin(which) -> None:
        barrier.wait()
        try:
            which.responses.save(fresh(story), {"reason": str(id(which))}, by="r@x.no", now=NOW, expected=0)
        except ChangedError:
            lost.append(which)

    threads = [Thread(target=begin, args=(which,)) for which in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(lost) == 1
    assert len(store.responses.all("modum")) == 1


def test_the_log_tells_everything_but_what_is_confidential(store, story) -> None:
    said = {"secret_words": "Barnet", "persons_words": "Familien", "note": "Advokaten", "reason": "Feil tall"}
    kept = store.responses.save(fresh(story), said, by="r@x.no", now=NOW, expected=0)
    store.responses.cases.change("modum", kept.id, by="r@x.no", now=NOW, expected=1, note="Naboen")
    entries = store.access.audit(["modum"], subject=f"response {kept.id}")
    assert [entry.action for entry in entries] == ["response.change", "response.add"]
    assert json.loads(entries[1].after)["reason"] == "Feil tall"
    assert json.loads(entries[1].after)["note"] == "…"
    assert not any(word in f"{entry.before}{entry.after}" for entry in entries for word in ("Barnet", "Famil", "Advok"))


def test_facts_and_replies_belong_to_it_and_withdrawn_ones_stay_in_the_log(store, story) -> None:
    kept = store.responses.save(fresh(story), {"errors": "yes"}, by="r@x.no", now=NOW, expected=0)
    facts, replies = store.responses.facts, store.responses.replies
    given = Fact(organisation="modum", response=kept.id, claim="Ni måneder", verdict="wrong", right="Ni uker")
    first = facts.add(given, by="r@x.no", now=NOW)
    second = facts.add(replace(given, claim="Alle"), by="r@x.no", now=NOW)
    told = Reply(organisation="modum", response=kept.id, at=NOW, by="Kari", to="Avisa", channel="phone", text="Nei")
    reply = replies.add(told, by="r@x.no", now=NOW)
    facts.change("modum", first.id, by="r@x.no", now=NOW, expected=1, withdrawn=True)
    assert [one.id for one in store.responses.facts_of("modum", kept.id)] == [second.id]
    assert store.responses.replies_of("modum", kept.id) == [reply]
    assert store.responses.facts_of("granne", kept.id) == []
    assert set(store.responses.subjects("modum", kept.id)) == {
        f"response {kept.id}", f"fact {first.id}", f"fact {second.id}", f"reply {reply.id}",
    }  # fmt: skip


def test_a_list_has_the_headline_of_the_first_copy_that_may_be_ours(store) -> None:
    earliest = replace(ARTICLE, address="https://fossposten.example/sak/8", title="Den aller første")
    story = save_one(store, earliest).story_ids["modum"]
    for number, title in enumerate(("Den andre", "Den tredje"), start=1):
        one = replace(ARTICLE, address=f"https://fossposten.example/sak/8{number}", title=title)
        save_one(store, one, story=story, now=NOW + number * HOUR)
    assert store.responses.titles("modum", [story, 99]) == {story: "Den aller første"}
    with store.engine.begin() as connection:
        first = sa.select(sa.func.min(coverage.c.id)).scalar_subquery()
        connection.execute(sa.update(coverage).where(coverage.c.id == first).values(relevant=False, unsure=False))
    assert store.responses.titles("modum", [story]) == {story: "Den andre"}
    assert store.responses.titles("granne", [story]) == {}


def test_only_open_ones_are_asked_for_again(store) -> None:
    stories = [
        save_one(store, replace(ARTICLE, address=f"https://fossposten.example/sak/{number}")).story_ids["modum"]
        for number in (1, 2)
    ]
    for number in stories:
        store.responses.save(fresh(number), {"decision": "nothing"}, by="r@x.no", now=NOW, expected=0)
    one = store.responses.of("modum", stories[0])
    store.responses.cases.change("modum", one.id, by="r@x.no", now=NOW, expected=1, status="closed")
    assert [each.story for each in store.responses.open("modum")] == [stories[1]]
    assert {each.story for each in store.responses.all("modum")} == set(stories)

"""Pitches and thanks in the store, on both databases."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from store_records import ARTICLE, NOW, save_one

from mediawatch.errors import ChangedError
from mediawatch.model import Pitch

BY = "k@kommune.example"
FULL = Pitch(
    organisation="modum", title="Ny bro", angle="Først i fylket", kind="op-ed", topic="transport", department="Teknisk",
    author="Mona Lie", office="etatssjef", status="offered", outlet="elvebladet", journalist="Kari Nordlie",
    embargo=datetime(2026, 12, 1, 5, tzinfo=UTC), planned=date(2026, 12, 1), month_only=True,
    draft_due=date(2026, 11, 27), draft="Kjære leser", draft_link="https://sky.example/1", offered_at=NOW,
    declined_why="", rejected=("4", "5"), owner=BY, note="Ikke si dette", created_at=NOW,
)  # fmt: skip


def add(store, **fields) -> Pitch:
    return store.pitches.cases.add(replace(FULL, **fields), by=BY, now=NOW)


def test_everything_comes_back_and_the_log_keeps_confidences(store) -> None:
    kept = add(store)
    assert store.pitches.cases.one("modum", kept.id) == replace(FULL, id=kept.id)
    assert store.pitches.cases.one("granne", kept.id) is None
    [entry] = store.access.audit(["modum"])
    told = json.loads(entry.after)
    assert (entry.action, entry.subject, told["title"]) == ("pitch.add", f"pitch {kept.id}", "Ny bro")
    for words in ("Kari Nordlie", "Kjære leser", "sky.example", "Ikke si dette"):
        assert words not in entry.after
    assert told["journalist"] == told["draft"] == told["draft_link"] == told["note"] == "…"


def test_what_is_open_printed_and_linked(store) -> None:
    story = save_one(store, ARTICLE).story_ids["modum"]
    offered, printed = add(store), add(store, status="printed", story=story, printed_at=NOW, linked="suggested")
    add(store, status="declined"), add(store, organisation="granne")
    assert [one.id for one in store.pitches.open("modum")] == [offered.id]
    assert [one.id for one in store.pitches.printed("modum")] == [printed.id]
    assert [one.id for one in store.pitches.of_story("modum", story)] == [printed.id]
    assert store.pitches.of_story("granne", story) == []
    assert store.pitches.linked_stories("modum") == {story}
    assert store.pitches.linked_stories("granne") == set()


def test_the_mark_changes_with_every_change_and_no_other(store) -> None:
    kept = add(store)
    before = store.pitches.mark("modum")
    add(store, organisation="granne")
    assert store.pitches.mark("modum") == before
    store.pitches.cases.change("modum", kept.id, by=BY, now=NOW, expected=1, title="Bro nummer to")
    assert store.pitches.mark("modum") != before


def thank(store, story: int, state: str = "thanked", expected: int = 0, day: int = 24):
    return store.pitches.thank(
        "modum", story, "elvebladet", state=state, on=date(2026, 11, day), by=BY, now=NOW, expected=expected
    )


def test_thanks_are_said_once_and_may_be_taken_back(store) -> None:
    story = save_one(store, ARTICLE).story_ids["modum"]
    assert thank(store, story).version == 1
    assert thank(store, story).version == 1  # pressed twice
    with pytest.raises(ChangedError):
        thank(store, story, day=23)
    assert thank(store, story, "open", expected=1).state == "open"
    with pytest.raises(ChangedError):
        thank(store, story, "passed over", expected=1)
    assert store.pitches.thanked("modum", [story, 99])[story].version == 2
    assert store.pitches.thanked("granne", [story]) == {}
    assert store.pitches.thanked("modum", []) == {}
    assert [entry.action for entry in store.access.audit(["modum"])] == ["thanks.change", "thanks.add"]


def test_thanks_cannot_be_changed_that_were_never_said(store) -> None:
    story = save_one(store, ARTICLE).story_ids["modum"]
    with pytest.raises(ChangedError):
        thank(store, story, expected=3)
    assert store.access.audit(["modum"]) == []


def test_of_two_who_thank_at_once_one_wins(store) -> None:
    story = save_one(store, ARTICLE).story_ids["modum"]
    barrier, lost = Barrier(2), []

    def say(day: int) -> None:
        barrier.wait()
        try:
            thank(store, story, day=day)
        except ChangedError:
            lost.append(1)

    threads = [Thread(target=say, args=(day,)) for day in (23, 24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(lost) == 1
    assert store.pitches.thanked("modum", [story])[story].version == 1


def test_moments_come_back_to_the_microsecond_in_any_zone(store) -> None:
    moment = datetime(2026, 10, 25, 0, 30, 0, 123456, tzinfo=UTC) + timedelta(hours=1)
    assert add(store, embargo=moment).embargo == moment

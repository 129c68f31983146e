"""Crises, statements and verdicts on quotes, on both databases: one crisis at a time, and nothing lost."""

import json
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from store_records import NOW, make_article, make_coverage, make_outlet, make_sketch

from mediawatch.errors import ChangedError
from mediawatch.model import Crisis, Statement, VoiceVerdict
from mediawatch.store import Store, open_store

HOUR = timedelta(hours=1)


def crisis(organisation: str = "modum", reason: str = "Brann", at=NOW) -> Crisis:
    return Crisis(
        organisation=organisation, started_at=at, started_by="a@x.example", reason=reason, speakers=("ordforer",)
    )


def statement(of: Crisis, text: str = "Alle er trygge", **more) -> Statement:
    values = {
        "at": NOW, "person": "Ordfører", "channel": "interview", "noted_by": "a@x.example", "noted_at": NOW, **more,
    }  # fmt: skip
    return Statement(organisation=of.organisation, crisis=of.id, text=text, **values)


def begun(store: Store, **how) -> Crisis:
    return store.crises.start(crisis(**how), by="a@x.example")[0]


def log(store: Store) -> list:
    return store.access.audit(["modum"], limit=50)


def test_a_crisis_is_on_until_it_is_ended_and_survives_a_restart(store: Store, address: str) -> None:
    made = begun(store)
    with open_store(address) as other:
        assert other.crises.running("modum") == made
        assert other.crises.running("granne") is None
        ended, first = other.crises.end("modum", made.id, why="Slukket", by="b@x.example", now=NOW + HOUR)
        assert first
    assert store.crises.running("modum") is None
    assert (ended.ended_at, ended.ended_why, ended.ended_by) == (NOW + HOUR, "Slukket", "b@x.example")
    assert store.crises.ended("modum") == [ended]
    assert [entry.action for entry in log(store)] == ["crisis.change", "crisis.add"]


def test_of_two_who_press_at_once_one_begins_and_the_other_is_told(store: Store) -> None:
    together, answers = Barrier(2), []

    def press(reason: str) -> None:
        together.wait()
        answers.append(store.crises.start(crisis(reason=reason), by=f"{reason}@x.example"))

    threads = [Thread(target=press, args=(reason,)) for reason in ("Brann", "Flom")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(first for _, first in answers) == [False, True]
    assert {made.id for made, _ in answers} == {store.crises.running("modum").id}
    assert len(log(store)) == 1


def test_the_second_who_ends_it_changes_nothing(store: Store) -> None:
    made = begun(store)
    store.crises.end("modum", made.id, why="Slukket", by="a@x.example", now=NOW)
    again, first = store.crises.end("modum", made.id, why="Avlyst", by="b@x.example", now=NOW + HOUR)
    assert not first
    assert (again.ended_why, again.ended_by) == ("Slukket", "a@x.example")
    assert store.crises.end("granne", made.id, why="Nei", by="c@x.example", now=NOW) is None


def test_a_new_crisis_may_begin_when_the_last_is_over_and_each_organisation_has_its_own(store: Store) -> None:
    first = begun(store)
    assert begun(store, organisation="granne").id != first.id
    store.crises.end("modum", first.id, why="Over", by="a@x.example", now=NOW)
    assert begun(store, reason="Flom").id not in (first.id,)


def test_statements_are_told_in_the_order_they_were_said_and_notes_stay_out_of_the_log(store: Store) -> None:
    made = begun(store)
    add = store.crises.statements.add
    add(statement(made, "Andre", at=NOW + HOUR, note="Ikke nevn navnet"), by="a@x.example", now=NOW)
    kept = add(statement(made, "Første"), by="a@x.example", now=NOW)
    assert [one.text for one in store.crises.said(made)] == ["Første", "Andre"]
    assert [one.note for one in store.crises.said(made)] == ["", "Ikke nevn navnet"]
    assert "Ikke nevn navnet" not in json.dumps([entry.after for entry in log(store)], ensure_ascii=False)
    change = {"by": "a@x.example", "now": NOW, "expected": 1, "withdrawn": True}
    store.crises.statements.change("modum", kept.id, **change)
    assert [one.text for one in store.crises.said(made)] == ["Andre"]
    assert len(store.crises.said(made, withdrawn=True)) == 2
    with pytest.raises(ChangedError):
        store.crises.statements.change("modum", kept.id, by="b@x.example", now=NOW, expected=1, text="Nei")


def test_when_somebody_was_last_told_counts_this_crisis_only_and_what_was_sent(store: Store) -> None:
    made = begun(store)
    assert store.crises.last_told(made, "leder") is None
    for kind, at in ((f"crisis/{made.id}/start", NOW), (f"crisis/{made.id}/x", NOW + HOUR), ("crisis/999/x", NOW)):
        key = (kind, "leder", NOW.date())
        store.claim_delivery(key, f"<{kind}@x>", at)
        store.mark_sent(key, at)
    store.claim_delivery((f"crisis/{made.id}/y", "leder", NOW.date()), "<y@x>", NOW + 2 * HOUR)
    assert store.crises.last_told(made, "leder") == NOW + HOUR
    assert store.crises.last_told(made, "ordforer") is None
    assert store.crises.last_told(replace(made, id=99), "leder") is None


def test_feeds_are_hurried_only_when_well_and_not_asked_just_now(store: Store) -> None:
    feeds = ["avisa", "bladet", "posten", "radioen"]
    store.sync_feeds([make_outlet(name) for name in feeds], NOW)
    for number, state in enumerate(sorted(store.claim_feeds(NOW, limit=20, lease=HOUR), key=lambda one: one.feed)):
        after = replace(
            state,
            health="alive" if number != 1 else "dead",
            failures=0 if number != 1 else 4,
            last_polled=NOW - HOUR if number != 2 else NOW,
            due_at=NOW + 4 * HOUR,
        )
        store.finish_feed(after, items=0, new=0, now=NOW)
    changed = store.crises.hurry(NOW, asked_before=NOW - timedelta(minutes=15), but=["radioen"])
    due = [state.feed for state in store.feed_states() if state.due_at == NOW]
    assert (changed, due) == (1, ["avisa"])


@pytest.fixture
def story(store: Store) -> int:
    article = make_article(1)
    made = make_coverage(article, organisation="modum")
    saved = store.save(article, [made], make_sketch(article), find_story=lambda _new, _known: None, now=NOW)
    return saved.story_ids["modum"]


def verdict(story: int, **more) -> VoiceVerdict:
    values = {
        "organisation": "modum", "story": story, "quoted": "lege Jon Ruud", "verdict": "authorised",
        "reason": "Avtalt", "judged_by": "a@x.example", "judged_at": NOW, **more,
    }  # fmt: skip
    return VoiceVerdict(**values)


def test_a_verdict_takes_the_place_of_the_one_before_and_the_log_names_nobody(store: Store, story: int) -> None:
    first = store.voices.judge(verdict(story), expected=0)
    again = store.voices.judge(verdict(story, verdict="private", reason="Som far"), expected=first.version)
    assert store.voices.of("modum") == {(story, "lege Jon Ruud"): again}
    assert (again.id, again.version, again.verdict) == (first.id, 2, "private")
    assert [entry.action for entry in log(store)] == ["voice.change", "voice.add"]
    assert "Ruud" not in "".join(entry.before + entry.after for entry in log(store))


def test_of_two_verdicts_at_once_the_second_is_refused(store: Store, story: int) -> None:
    store.voices.judge(verdict(story), expected=0)
    with pytest.raises(ChangedError):
        store.voices.judge(verdict(story, verdict="mistaken"), expected=0)
    assert store.voices.of("modum")[(story, "lege Jon Ruud")].verdict == "authorised"


def test_nobody_judges_another_organisations_story(store: Store, story: int) -> None:
    assert store.voices.judge(verdict(story, organisation="granne"), expected=0) is None
    assert store.voices.of("granne") == {}

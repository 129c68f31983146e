"""What waits for a person, and corrections that must not run over somebody else's; on both databases."""

from dataclasses import replace
from threading import Barrier, Thread

import pytest
from store_records import ARTICLE, HOUR, IRRELEVANT, NOW, READING, UNSURE, make_article, save_one

from mediawatch.errors import ChangedError
from mediawatch.model import Correction
from mediawatch.store.reviews import NOT_CORRECTED


def given(value: str = "negative", *, by: str = "Kari", what: str = "tone") -> Correction:
    """A correction of story 1."""
    return Correction(id=0, organisation="modum", story=1, what=what, value=value, before="positive", by=by, at=NOW)


def marks(store, story: int = 1):
    return store.reviews.marks("modum", [story])[story]


def test_what_waits_is_what_was_seen_since_and_may_be_ours(store) -> None:
    save_one(store, ARTICLE, now=NOW - 3 * HOUR)
    save_one(store, make_article(2), now=NOW - HOUR)
    save_one(store, make_article(3), now=NOW, reading=UNSURE, tone=None)
    save_one(store, make_article(4), now=NOW, reading=IRRELEVANT, tone=None)
    found = store.reviews.waiting("modum", NOW - 2 * HOUR)
    assert [(one.story, one.relevant, one.unsure, one.tone and one.tone.label) for one in found] == [
        (3, False, True, None),
        (2, True, False, "positive"),
    ]
    assert store.reviews.waiting("lier", NOW - 2 * HOUR) == []


def test_what_a_person_said_shows_on_what_waits(store) -> None:
    save_one(store, ARTICLE)
    store.correct(given("positive"))
    assert [one.corrected for one in store.reviews.waiting("modum", NOW - HOUR)] == [("tone",)]
    store.correct(given("no", what="relevance"))
    assert store.reviews.waiting("modum", NOW - HOUR) == []


def test_stories_are_the_organisations_own_in_the_order_asked_for(store) -> None:
    for number in (1, 2, 3):
        save_one(store, make_article(number))
    assert [story.id for story in store.reviews.stories("modum", [3, 1, 99], {})] == [3, 1]
    assert store.reviews.stories("lier", [1, 2], {}) == []
    store.correct(given("no", what="relevance"))
    assert store.reviews.stories("modum", [1], {}) == []
    assert [story.id for story in store.reviews.stories("modum", [1], {}, everything=True)] == [1]


def test_a_copy_that_does_not_concern_us_never_stands_for_a_story_that_does(store) -> None:
    save_one(store, ARTICLE)
    other = make_article(2, outlet="avisa", published=ARTICLE.published - HOUR)
    save_one(store, other, story=1)
    gone = replace(READING, relevant=False, relevance=0.0)
    save_one(store, replace(other, text="Om noe annet."), now=NOW + HOUR, tone=None, reading=gone)
    found = store.story(1, everything=True)
    assert [copy.reading.relevant for copy in found.coverage] == [True, False]
    assert store.story(1).lead.article == found.lead.article


def test_a_mark_changes_with_each_correction_and_each_undo(store) -> None:
    save_one(store, ARTICLE)
    seen = [marks(store)]
    store.correct(given())
    seen.append(marks(store))
    store.undo_correction("modum", 1, by="Ola", now=NOW)
    seen.append(marks(store))
    store.correct(given())
    seen.append(marks(store))
    assert seen[0] == NOT_CORRECTED
    assert len(set(seen)) == 4
    assert store.reviews.marks("lier", [1]) == {1: NOT_CORRECTED}


def test_a_correction_of_what_was_seen_is_kept(store) -> None:
    save_one(store, ARTICLE)
    store.correct(given(), expected=marks(store))
    store.correct(given("mixed"), expected=marks(store))
    assert store.undo_correction("modum", 1, by="Ola", now=NOW, expected=marks(store)).value == "mixed"


def test_a_correction_of_what_somebody_changed_is_refused_and_nothing_is_written(store) -> None:
    save_one(store, ARTICLE)
    seen = marks(store)
    store.correct(given("negative"))
    with pytest.raises(ChangedError):
        store.correct(given("mixed", by="Ola"), expected=seen)
    with pytest.raises(ChangedError):
        store.undo_correction("modum", 1, by="Ola", now=NOW, expected=seen)
    assert [one.value for one in store.corrections("modum")] == ["negative"]
    assert store.story(1).lead.tone.label == "negative"
    store.correct(given("mixed", by="Ola"))
    assert store.story(1).lead.tone.label == "mixed", "without a mark the last one counts, as before"


def test_of_two_at_the_same_moment_one_is_kept_and_one_is_told(store, another) -> None:
    save_one(store, ARTICLE)
    seen, start, told = marks(store), Barrier(2), []

    def correct(where, value: str) -> None:
        start.wait()
        try:
            told.append(where.correct(given(value), expected=seen).value)
        except ChangedError:
            told.append("told")

    threads = [Thread(target=correct, args=pair) for pair in ((store, "negative"), (another(), "mixed"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count("told") == 1
    assert [one.value for one in store.corrections("modum")] == [one for one in told if one != "told"]

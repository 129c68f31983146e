"""Notes are kept, changed and removed with nothing lost, and two who write at once are told; on both databases."""

from dataclasses import replace

import pytest
from store_records import ARTICLE, HOUR, NOW, save_one

from mediawatch.errors import ChangedError
from mediawatch.model import Note


def given(text: str = "Ring rektor.", **changes: object) -> Note:
    """A note to be kept."""
    values = {"organisation": "modum", "story": 1, "author": "kari@kommune.example", "by": "Kari", "at": NOW}
    return Note(id=0, text=text, **{**values, **changes})


def test_a_note_comes_back_as_it_was_written(store) -> None:
    save_one(store, ARTICLE)
    kept = store.notes.add(given("Linje en\nLinje to æøå"))
    assert kept == replace(given("Linje en\nLinje to æøå"), id=1)
    assert store.notes.of("modum", 1) == [kept] == [store.notes.note("modum", 1)]


@pytest.mark.parametrize("changes", [{"story": 2}, {"organisation": "lier"}])
def test_a_note_needs_a_story_of_its_organisation(store, changes) -> None:
    save_one(store, ARTICLE)
    assert store.notes.add(given(**changes)) is None


def test_what_a_note_said_before_is_remembered(store) -> None:
    save_one(store, ARTICLE)
    store.notes.add(given())
    store.notes.change("modum", 1, "Ring etatssjefen.", by="Ola", now=NOW + HOUR, expected=1)
    last = store.notes.change("modum", 1, "Ring ingen.", by="Kari", now=NOW + 2 * HOUR, expected=2)
    assert (last.text, last.version, last.changed_by, last.changed_at) == ("Ring ingen.", 3, "Kari", NOW + 2 * HOUR)
    assert (last.by, last.at) == ("Kari", NOW)
    assert store.notes.of("modum", 1) == [last]
    assert store.notes.earlier("modum", 1) == [(NOW, "Kari", "Ring rektor."), (NOW + HOUR, "Ola", "Ring etatssjefen.")]
    same = store.notes.change("modum", 1, "Ring ingen.", by="Per", now=NOW + 3 * HOUR, expected=3)
    assert same == last, "the same text is no change"


def test_a_removed_note_is_shown_no_more_and_can_be_brought_back(store) -> None:
    save_one(store, ARTICLE)
    store.notes.add(given())
    gone = store.notes.remove("modum", 1, by="Ola", now=NOW + HOUR, expected=1)
    assert (gone.deleted_by, gone.deleted_at) == ("Ola", NOW + HOUR)
    assert store.notes.of("modum", 1) == []
    assert store.notes.note("modum", 1) == gone
    back = store.notes.bring_back("modum", 1)
    assert store.notes.of("modum", 1) == [back]
    assert (back.text, back.deleted_at) == ("Ring rektor.", None)


def test_the_second_of_two_who_change_a_note_is_told(store) -> None:
    save_one(store, ARTICLE)
    store.notes.add(given())
    store.notes.change("modum", 1, "Den første.", by="Ola", now=NOW, expected=1)
    for second in (
        lambda: store.notes.change("modum", 1, "Den andre.", by="Per", now=NOW, expected=1),
        lambda: store.notes.remove("modum", 1, by="Per", now=NOW, expected=1),
    ):
        with pytest.raises(ChangedError):
            second()
    assert store.notes.note("modum", 1).text == "Den første."
    store.notes.remove("modum", 1, by="Ola", now=NOW, expected=2)
    with pytest.raises(ChangedError):
        store.notes.change("modum", 1, "For sent.", by="Per", now=NOW, expected=2)


def test_another_organisation_reaches_no_note(store) -> None:
    save_one(store, ARTICLE)
    store.notes.add(given())
    store.notes.change("modum", 1, "Ny.", by="Ola", now=NOW, expected=1)
    assert store.notes.of("lier", 1) == []
    assert store.notes.note("lier", 1) is None
    assert store.notes.earlier("lier", 1) == []
    assert store.notes.change("lier", 1, "x", by="Per", now=NOW, expected=2) is None
    assert store.notes.remove("lier", 1, by="Per", now=NOW, expected=2) is None
    assert store.notes.bring_back("lier", 1) is None
    assert store.notes.note("modum", 1).text == "Ny."

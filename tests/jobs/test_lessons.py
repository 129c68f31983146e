"""Lessons are read from the store, anew when they change, and traces made anew when the encoder does."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mediawatch.enrich.judge import judge
from mediawatch.enrich.traces import reader, trace_of
from mediawatch.jobs.lessons import LessonBook
from mediawatch.model import Article, Correction, Organisation, Outlet, Subject
from mediawatch.store import Store, open_store

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
OUTLET = Outlet(id="posten", name="Posten", tier="local", kind="newspaper")
GRANVIK = Organisation(
    id="granvik",
    name="Granvik kommune",
    place="Granvik",
    county="Midtlandet",
    population=9_800,
    subjects=(Subject(id="granvik", name="Granvik", kind="municipality", forms=("Granvik",), names_place=True),),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with one story."""
    with open_store(f"sqlite:///{tmp_path}/m.db") as opened:
        article = Article(
            outlet="posten",
            address="https://posten.example/1",
            article_id=None,
            title="Bygger om vannverket ved Stordammen",
            text="Granvik kommune bygger om vannverket ved Stordammen i mars.",
            published=NOW,
        )
        opened.save(article, [judge(article, GRANVIK, OUTLET)], None, find_story=lambda _new, _known: None, now=NOW)
        yield opened


def correction(store: Store, **changes: object) -> Correction:
    copy = store.story(1).lead
    values = {"what": "tone", "value": "negative", "trace": trace_of(copy, copy.tone.label), **changes}
    return Correction(id=0, organisation="granvik", story=1, before="neutral", by="Kari", at=NOW, **values)


def test_what_is_corrected_meanwhile_counts_at_once(store: Store, tmp_path: Path) -> None:
    book = LessonBook(store, {})
    assert not book.of("granvik")
    with open_store(f"sqlite:///{tmp_path}/m.db") as another:
        another.correct(correction(store))
        assert book.of("granvik")
        assert not book.of("elvestad")
        another.undo_correction("granvik", 1, by="Kari", now=NOW)
        assert not book.of("granvik")


def test_nothing_is_read_twice_while_nothing_changes(store: Store) -> None:
    book = LessonBook(store, {})
    store.correct(correction(store))
    assert book.of("granvik") is book.of("granvik")


def test_traces_of_another_encoder_are_made_anew_from_the_archive(store: Store) -> None:
    if not reader():
        pytest.skip("no encoder here")
    made = correction(store).trace
    store.correct(correction(store, trace=replace(made, reader="en annen", vector="AAAA")))
    assert LessonBook(store, {}).of("granvik")
    assert store.corrections("granvik")[0].trace == made

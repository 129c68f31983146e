"""Sketches in memory: asked for once, and never another's."""

from dataclasses import replace

from sqlalchemy import event
from store_records import ARTICLE, HOUR, NOW, make_article, make_coverage, make_sketch, own_story, save_one

from mediawatch.store import open_store


def read(store) -> list[tuple[int, ...]]:
    return [sketch.shingles for sketch in store.sketches("modum", NOW - 24 * HOUR, NOW)]


def test_hashes_are_read_once_and_new_ones_as_they_come(store) -> None:
    save_one(store, ARTICLE)
    first = read(store)
    asked: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    assert read(store) == first
    assert not any("sketch.shingles" in statement for statement in asked)
    save_one(store, make_article(2))
    assert read(store) == first * 2
    assert sum("sketch.shingles" in statement for statement in asked) == 1


def test_each_database_has_its_own(store, tmp_path) -> None:
    save_one(store, ARTICLE)
    with open_store(f"sqlite:///{tmp_path}/another.db") as another:
        sketch = replace(make_sketch(ARTICLE), shingles=(7,))
        another.save(ARTICLE, [make_coverage(ARTICLE)], sketch, find_story=own_story, now=NOW)
        assert (read(store), read(another)) == ([make_sketch(ARTICLE).shingles], [(7,)])


def test_a_changed_article_is_read_anew(store) -> None:
    save_one(store, ARTICLE)
    read(store)
    changed = replace(ARTICLE, text="Ny tekst.")
    sketch = replace(make_sketch(changed), shingles=(9,))
    store.save(changed, [make_coverage(changed)], sketch, find_story=own_story, now=NOW)
    assert read(store) == [(9,)]

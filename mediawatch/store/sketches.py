"""Sketches to recognise copies by, read back. Their hashes are the most that saving an article reads, and of thousands
in the window all but a few were read a moment ago: what an article's words make of it never changes, so it is kept."""

from collections.abc import Sequence
from datetime import datetime
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Pool, and_, func, or_, select

from mediawatch.model import Sketch
from mediawatch.store.items import chunks
from mediawatch.store.rows import Row, sketch_of
from mediawatch.store.tables import article, coverage, sketch

_MOST_KEPT = 10_000
_Hashes = tuple[tuple[int, ...], tuple[int, ...]]
_Kept = dict[tuple[int, str], _Hashes]
_kept: WeakKeyDictionary[Pool, _Kept] = WeakKeyDictionary()
"""For each database (its pool, which engines with other options share), by article and fingerprint of its words: the
shingles and the title's words."""


def sketches(connection: Connection, organisation: str, since: datetime, until: datetime) -> list[Sketch]:
    """Sketches of the organisation's articles published (or else first seen) in the time from `since` to `until`, both
    inclusive, each with the story it belongs to; the oldest first."""
    moment = func.coalesce(sketch.c.published, coverage.c.first_seen)
    columns = [column for column in sketch.c if column.name not in ("shingles", "title_words")]
    rows = (
        connection.execute(
            select(*columns, article.c.outlet, article.c.content_hash, coverage.c.story)
            .join(article, article.c.id == sketch.c.article)
            .join(coverage, coverage.c.article == article.c.id)
            .where(
                coverage.c.organisation == organisation,
                coverage.c.story.is_not(None),
                or_(
                    sketch.c.published.between(since, until),
                    and_(sketch.c.published.is_(None), coverage.c.first_seen.between(since, until)),
                ),
            )
            .order_by(moment, sketch.c.article)
        )
        .mappings()
        .all()
    )
    hashes = _hashes(connection, rows)
    return [
        sketch_of({**row, "shingles": shingles, "title_words": words})
        for row, (shingles, words) in zip(rows, hashes, strict=True)
    ]


def _hashes(connection: Connection, rows: Sequence[Row]) -> list[_Hashes]:
    """The hashes of each row's article, from memory or else from the database."""
    kept = _kept.setdefault(connection.engine.pool, {})
    if len(kept) > max(_MOST_KEPT, 2 * len(rows)):
        kept.clear()
    keys = {row["article"]: (row["article"], row["content_hash"]) for row in rows}
    found = {number: hashes for number, key in keys.items() if (hashes := kept.get(key))}
    for some in chunks(number for number in keys if number not in found):
        query = select(sketch.c.article, sketch.c.shingles, sketch.c.title_words).where(sketch.c.article.in_(some))
        for number, shingles, words in connection.execute(query):
            found[number] = kept[keys[number]] = (tuple(shingles), tuple(words))
    return [found[row["article"]] for row in rows]

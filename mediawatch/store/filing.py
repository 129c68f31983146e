"""Coverage -> the narrow row it is searched by, kept in step with it: at every save and every correction."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from mediawatch.model import UNSURE_BELOW, Article
from mediawatch.store.archive_tables import archive_word, filed_copy
from mediawatch.store.connect import lock
from mediawatch.store.keeping import shorten
from mediawatch.store.rows import Row
from mediawatch.store.search import words_of
from mediawatch.store.tables import article, coverage, revision

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SHORTEST_WORD = 3
MOST_WORDS = 200
"""Of one title and lead; a headline that is no headline must not fill the list of words."""


def microseconds(moment: datetime) -> int:
    """A moment as a whole number that sorts as it does."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def file_copy(connection: Connection, coverage_id: int) -> None:
    """Write down what a copy is searched by now. Nobody else does so for the organisation until the transaction ends:
    who reads the changes in order misses none."""
    row = connection.execute(_with_article().where(coverage.c.id == coverage_id)).mappings().one()
    organisation = row["organisation"]
    lock(connection, "archive", organisation)
    last = select(func.max(filed_copy.c.changed)).where(filed_copy.c.organisation == organisation)
    made = {**filed(row), "changed": (connection.scalar(last) or 0) + 1}
    connection.execute(delete(filed_copy).where(filed_copy.c.coverage == coverage_id))
    connection.execute(insert(filed_copy).values(**made))


def _with_article() -> Any:
    columns = (
        coverage.c.id,
        coverage.c.organisation,
        coverage.c.story,
        coverage.c.first_seen,
        coverage.c.tone_label,
        coverage.c.tone_confidence,
        coverage.c.topic,
        coverage.c.kind,
        coverage.c.relevant,
        coverage.c.unsure,
        coverage.c.corrected,
        coverage.c.reading,
        article.c.outlet,
        article.c.published,
        revision.c.id.label("revision"),
    )
    current = and_(revision.c.article == article.c.id, revision.c.number == article.c.revisions)
    return (
        select(*columns).join(article, article.c.id == coverage.c.article).outerjoin(revision, current)
    )  # without a revision (none was kept by the first versions) it is found by its fields only


def filed(row: Row) -> dict[str, Any]:
    """Columns of coverage and its article -> those of `filed_copy`, without `changed`."""
    subjects = [mention["subject"] for mention in row["reading"]["mentions"] if mention.get("accepted", True)]
    return {
        "coverage": row["id"],
        "organisation": row["organisation"],
        "story": row["story"],
        "revision": row["revision"] or 0,
        "at": microseconds(row["published"] or row["first_seen"]),
        "outlet": row["outlet"],
        "tone": row["tone_label"] or "",
        "topic": row["topic"],
        "kind": row["kind"],
        "status": _status(row),
        "subjects": "\n".join(dict.fromkeys(subjects)),
        "shown": bool(row["relevant"] or row["unsure"]) and row["story"] is not None,
    }


def _status(row: Row) -> str:
    if "tone" in (row["corrected"] or ()):
        return "confirmed"
    confidence = row["tone_confidence"]
    return "unsure" if row["unsure"] or (confidence is not None and confidence < UNSURE_BELOW) else "open"


def count_words(connection: Connection, organisations: Iterable[str], kept: Article) -> None:
    """Remember the words of a new version's title and lead, as far as these are kept."""
    words = words_to_count(kept.title, kept.lead)
    for organisation in organisations if words else ():
        lock(connection, "archive", organisation)
        added = _insert(connection.dialect.name, archive_word).values(
            [{"organisation": organisation, "word": word, "copies": 1} for word in words]
        )
        known = [archive_word.c.organisation, archive_word.c.word]
        connection.execute(
            added.on_conflict_do_update(index_elements=known, set_={"copies": archive_word.c.copies + 1})
        )


def words_to_count(title: str, lead: str) -> list[str]:
    """The words that somebody may mean: letters only, long enough to be mistyped."""
    found = words_of(f"{title} {shorten(lead, 300)}")[:MOST_WORDS]
    return sorted({word for word in found if word.isalpha() and len(word) >= SHORTEST_WORD})


def _insert(dialect: str, table: Table) -> Any:
    return (postgresql_insert if dialect == "postgresql" else sqlite_insert)(table)

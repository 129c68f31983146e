"""What old coverage loses: excerpts, the words found and the reasons; and names, unless they are what shows that our
own people were quoted. Tone, relevance, place and weight stay, so that no number of the past changes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, and_, cast, func, or_, select, update

from mediawatch.store.filing import file_copy
from mediawatch.store.tables import article, coverage, revision, verdict
from mediawatch.store.unindexing import keep_titles

STEP = 200
Nameless = Callable[[str], str]
"""Who is quoted, to the same without the name where that says no less of whether it was one of ours."""


def old_coverage(before: datetime, organisation: str) -> ColumnElement[bool]:
    """Coverage of what was printed before that moment, with an excerpt or reasons left."""
    old = select(article.c.id).where(func.coalesce(article.c.published, article.c.first_seen) < before)
    return and_(coverage.c.organisation == organisation, coverage.c.article.in_(old), _has_words())


def _has_words() -> ColumnElement[bool]:
    found = cast(coverage.c.reading, Text)
    words = and_(found.not_like('%"surface": ""%'), found.not_like('%"mentions": []%'))
    return or_(
        coverage.c.excerpt != [], and_(coverage.c.tone_because.is_not(None), coverage.c.tone_because != []), words
    )


def count_coverage(connection: Connection, before: datetime, organisation: str) -> int:
    """How many are to lose their words."""
    return int(
        connection.scalar(select(func.count()).select_from(coverage).where(old_coverage(before, organisation))) or 0
    )


def step_coverage(connection: Connection, before: datetime, organisation: str, nameless: Nameless) -> int:
    """Take the words from some; 0 when none is left."""
    query = select(coverage).where(old_coverage(before, organisation)).order_by(coverage.c.id).limit(STEP)
    rows = connection.execute(query.with_for_update()).mappings().all()
    for row in rows:
        connection.execute(update(coverage).where(coverage.c.id == row["id"]).values(**bare(row, nameless)))
        said = connection.scalar(select(verdict.c.said).where(verdict.c.coverage == row["id"]))
        if said is not None:
            values = {**said, **bare(said, nameless)}
            connection.execute(update(verdict).where(verdict.c.coverage == row["id"]).values(said=values))
        file_copy(connection, row["id"])
    keep_titles(connection, _versions(connection, [row["article"] for row in rows]))
    return len(rows)


def bare(row: Mapping[Any, Any], nameless: Nameless) -> dict[str, Any]:
    """Columns of coverage to what they become; those that are not there are not made."""
    made: dict[str, Any] = {}
    if row.get("reading") is not None:
        mentions = [{**one, "surface": "", "because": ""} for one in row["reading"].get("mentions", ())]
        made["reading"] = {**row["reading"], "mentions": mentions, "because": []}
    if row.get("tone_because") is not None:
        made["tone_because"] = []
    if row.get("excerpt") is not None:
        made["excerpt"] = []
    if row.get("quoted") is not None:
        made["quoted"] = _bare_quoted(row["quoted"], nameless)
    return made


def _bare_quoted(quoted: Iterable[str], nameless: Nameless) -> list[str]:
    return list(dict.fromkeys(map(nameless, quoted)))


def _versions(connection: Connection, articles: Sequence[int]) -> list[int]:
    """The versions of articles that nobody has words of any more: their rows in the index, which is shared by all."""
    if not articles:
        return []
    kept = select(coverage.c.article).where(coverage.c.article.in_(articles), _has_words())
    here = and_(revision.c.article.in_(articles), revision.c.article.not_in(kept))
    return list(connection.scalars(select(revision.c.id).where(here)))

"""Corrections kept, applied and taken back.

The columns of `coverage` always hold what is shown, so that search, export, digest and targets need not know of
corrections. What the model says of corrected coverage lies beside it in `verdict`; a new reading of the article goes
there, and the corrections are laid over it again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from mediawatch.errors import ChangedError
from mediawatch.model import Correction, Coverage, Tone, Trace
from mediawatch.store.connect import lock
from mediawatch.store.corrected import corrected
from mediawatch.store.filing import file_copy
from mediawatch.store.reads import Outlets, coverage_from, with_articles
from mediawatch.store.rows import Row, coverage_columns
from mediawatch.store.tables import article as article_table
from mediawatch.store.tables import correction as correction_table
from mediawatch.store.tables import coverage as coverage_table
from mediawatch.store.tables import verdict

Remake = Callable[[Coverage, Coverage], Coverage]
"""(What the model said, what is shown) -> what is shown, with what follows from it (who should answer) made anew."""

StoryMark = tuple[int, int]
"""Id of a story's last correction and how many were taken back (0, 0 without any): changes with each of them."""

_NO_OUTLETS: Outlets = {}


def corrections(connection: Connection, organisation: str, story: int | None = None) -> list[Correction]:
    """All corrections of an organisation, or of one of its stories, taken back or not, the oldest first."""
    query = select(correction_table).where(correction_table.c.organisation == organisation)
    if story is not None:
        query = query.where(correction_table.c.story == story)
    return [_correction(row) for row in connection.execute(query.order_by(correction_table.c.id)).mappings()]


def corrections_mark(connection: Connection, organisation: str) -> tuple[int, int]:
    """Two numbers that change whenever the organisation's corrections do."""
    counts = select(func.count(correction_table.c.id), func.count(correction_table.c.undone_at))
    made, undone = connection.execute(counts.where(correction_table.c.organisation == organisation)).one()
    return int(made), int(undone)


def story_marks(connection: Connection, organisation: str, stories: Iterable[int]) -> dict[int, StoryMark]:
    """The marks of those of the stories that were ever corrected."""
    table = correction_table.c
    query = select(table.story, func.max(table.id), func.count(table.undone_at)).group_by(table.story)
    found = query.where(table.organisation == organisation, table.story.in_(list(stories)))
    return {int(story): (int(last), int(undone)) for story, last, undone in connection.execute(found)}


def _check(connection: Connection, organisation: str, story: int, expected: StoryMark | None) -> None:
    """Raises ChangedError unless the story's corrections are those that were seen."""
    if expected is not None and story_marks(connection, organisation, [story]).get(story, (0, 0)) != expected:
        raise ChangedError(f"story {story} was corrected meanwhile")


def correct(
    connection: Connection, given: Correction, remake: Remake | None, expected: StoryMark | None = None
) -> Correction:
    """Keep a correction (its `id` is given here) and show it in all copies of the story. `expected`: the story's mark
    when it was looked at. Raises ChangedError when somebody corrected it meanwhile."""
    lock(connection, "corrections", given.organisation, str(given.story))
    _check(connection, given.organisation, given.story, expected)
    columns = {**asdict(given), "trace": None if given.trace is None else asdict(given.trace)}
    del columns["id"]
    row = insert(correction_table).values(**columns).returning(correction_table.c.id)
    kept = replace(given, id=int(connection.execute(row).scalar_one()))
    _apply_to_story(connection, given.story, remake)
    return kept


def undo(
    connection: Connection,
    organisation: str,
    story: int,
    *,
    by: str,
    now: datetime,
    remake: Remake | None,
    expected: StoryMark | None = None,
) -> Correction | None:
    """Take back the story's last correction that counts; None when there is none. `expected` as in `correct`."""
    lock(connection, "corrections", organisation, str(story))
    _check(connection, organisation, story, expected)
    standing = [one for one in corrections(connection, organisation, story) if one.counts]
    if not standing:
        return None
    last = standing[-1]
    taken = update(correction_table).where(correction_table.c.id == last.id)
    connection.execute(taken.values(undone_at=now, undone_by=by))
    _apply_to_story(connection, story, remake)
    return replace(last, undone_at=now, undone_by=by)


def keep_trace(connection: Connection, correction_id: int, trace: Trace) -> None:
    """Replace what is remembered of a corrected story: another encoder reads it otherwise."""
    connection.execute(
        update(correction_table).where(correction_table.c.id == correction_id).values(trace=asdict(trace))
    )


def _apply_to_story(connection: Connection, story: int, remake: Remake | None) -> None:
    copies = select(coverage_table.c.id).where(coverage_table.c.story == story).order_by(coverage_table.c.id)
    for coverage_id in list(connection.scalars(copies)):
        apply_to_copy(connection, coverage_id, remake=remake)
        file_copy(connection, coverage_id)


def apply_to_copy(
    connection: Connection, coverage_id: int, *, before: Tone | None = None, remake: Remake | None = None
) -> None:
    """Lay the corrections of its story over one copy, or show the model's word again when there are none.

    `before`: the tone shown until now, for a copy that only a person holds to be relevant.
    """
    row = connection.execute(with_articles(coverage_table.c.id == coverage_id)).mappings().one()
    kept = connection.scalar(select(verdict.c.said).where(verdict.c.coverage == coverage_id))
    standing = _standing(connection, row)
    if not standing:
        if kept is not None:
            connection.execute(delete(verdict).where(verdict.c.coverage == coverage_id))
            _show(connection, coverage_id, _said(row, kept, _NO_OUTLETS))
        return
    if kept is None:
        kept = {name: row[name] for name in coverage_columns(coverage_from(row, _NO_OUTLETS)) if name != "corrected"}
        connection.execute(insert(verdict).values(coverage=coverage_id, said=kept))
    said = _said(row, kept, _NO_OUTLETS)
    shown = corrected(said, standing)
    if shown.tone is None and shown.reading.relevant:
        shown = replace(shown, tone=before)
    _show(connection, coverage_id, remake(said, shown) if remake else shown)


def forget_verdict(connection: Connection, coverage_id: int) -> None:
    """The article is read anew: what the model said of it before is out of date."""
    connection.execute(delete(verdict).where(verdict.c.coverage == coverage_id))


def _show(connection: Connection, coverage_id: int, shown: Coverage) -> None:
    connection.execute(
        update(coverage_table).where(coverage_table.c.id == coverage_id).values(**coverage_columns(shown))
    )


def _standing(connection: Connection, row: Row) -> Sequence[Correction]:
    if row["story"] is None:
        return ()
    return [one for one in corrections(connection, row["organisation"], row["story"]) if one.counts]


def _said(row: Row, kept: Mapping[str, Any], outlets: Outlets) -> Coverage:
    return coverage_from({**row, **kept, "corrected": ()}, outlets)


def model_said(connection: Connection, story: int, outlets: Outlets) -> dict[tuple[str, str], Coverage]:
    """What the model says of each copy of a story, by outlet and the article's key."""
    kept = connection.execute(
        select(verdict.c.coverage, verdict.c.said)
        .join(coverage_table, coverage_table.c.id == verdict.c.coverage)
        .where(coverage_table.c.story == story)
    ).mappings()
    verdicts = {row["coverage"]: row["said"] for row in kept}
    rows = connection.execute(with_articles(coverage_table.c.story == story)).mappings()
    copies = [_said(row, verdicts.get(row["id"], {}), outlets) for row in rows]
    return {(copy.article.outlet, copy.article.key): copy for copy in copies}


def story_at(connection: Connection, organisation: str, addresses: Iterable[str], article_id: str | None) -> int | None:
    """The organisation's story that has a copy at one of the addresses, or with the outlet's own id; the latest."""
    known = list(addresses)
    there = or_(article_table.c.address.in_(known), article_table.c.url.in_(known))
    if article_id is not None:
        there = or_(there, article_table.c.article_id == article_id)
    query = (
        select(coverage_table.c.story)
        .join(article_table, article_table.c.id == coverage_table.c.article)
        .where(and_(coverage_table.c.organisation == organisation, coverage_table.c.story.is_not(None), there))
        .order_by(coverage_table.c.id.desc())
        .limit(1)
    )
    found = connection.scalar(query)
    return None if found is None else int(found)


def _correction(row: Row) -> Correction:
    trace = row["trace"]
    return Correction(**{**row, "trace": None if trace is None else _trace(trace)})


def _trace(parts: Mapping[str, Any]) -> Trace:
    known: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in parts.items()}
    return Trace(**known)

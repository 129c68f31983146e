"""Saving what was read: article, revision, coverage, story, sketch, index, the item's end; all in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from mediawatch.model import Article, Coverage, Sketch
from mediawatch.store.answers import Saved, SaveOutcome
from mediawatch.store.claims import finish_item, forget_item
from mediawatch.store.connect import lock
from mediawatch.store.corrections import apply_to_copy, forget_verdict
from mediawatch.store.filing import count_words, file_copy
from mediawatch.store.keeping import concerning, content_hash, fingerprint, kept
from mediawatch.store.rows import article_columns, coverage_columns, sketch_columns, tone_columns, tone_of
from mediawatch.store.search import add_to_index
from mediawatch.store.sketches import sketches
from mediawatch.store.tables import article as article_table
from mediawatch.store.tables import coverage as coverage_table
from mediawatch.store.tables import judgement, revision, story
from mediawatch.store.tables import sketch as sketch_table

FindStory = Callable[[Sketch, Sequence[Sketch]], int | None]
"""A new sketch and the known ones of an organisation -> the story it is a copy of, or None (enrich.copies)."""

GROUPING_WINDOW = timedelta(days=5)
"""How far from its publication the copies of a text are looked for; enrich.copies decides within it."""


@dataclass(frozen=True, slots=True)
class _Grouping:
    """Looks for the story of one sketch, one organisation at a time and nobody beside it."""

    connection: Connection
    sketch: Sketch | None
    find_story: FindStory
    published: datetime

    def find(self, organisation: str) -> int | None:
        if self.sketch is None:
            return None
        lock(self.connection, "stories", organisation)
        since, until = self.published - GROUPING_WINDOW, self.published + GROUPING_WINDOW
        return self.find_story(self.sketch, sketches(self.connection, organisation, since, until))


def save(
    connection: Connection,
    article: Article,
    coverages: Sequence[Coverage],
    sketch: Sketch | None,
    *,
    find_story: FindStory,
    item_id: int | None,
    now: datetime,
) -> Saved:
    """Save an article and what it means for each organisation; `find_story` says to which known story a sketch belongs
    (None: a new one), asked here so that two copies read at once find each other. Of the words only what keeping.kept
    allows is stored.

    Doing it twice changes nothing. Changed title, lead or text make a revision, judged anew. An article that is for
    nobody, and never was, is forgotten: nothing is stored but its item's fingerprints.
    """
    lock(connection, "article", article.outlet, article.key)
    known = _known(connection, article.outlet, article.key)
    if known is None and not any(concerning(coverage) for coverage in coverages):
        if item_id is not None:
            forget_item(connection, item_id, now)
        return Saved(outcome="forgotten", article_id=None, story_ids={})
    article_id, outcome = _save_article(connection, article, coverages, known, now)
    if outcome != "unchanged" and sketch is not None:
        connection.execute(delete(sketch_table).where(sketch_table.c.article == article_id))
        connection.execute(insert(sketch_table).values(article=article_id, **sketch_columns(sketch)))
    stories = _Grouping(connection, sketch, find_story, article.published or now)
    story_ids = _judge(connection, article_id, article, coverages, stories, outcome, now)
    if outcome != "unchanged":
        concerned = [coverage.organisation for coverage in coverages if concerning(coverage)]
        count_words(connection, concerned, kept(article, coverages, _keep_text(coverages)).article)
    if item_id is not None:
        finish_item(connection, item_id, now)
    return Saved(outcome=outcome, article_id=article_id, story_ids=story_ids)


def _known(connection: Connection, outlet: str, key: str) -> Any:
    columns = (article_table.c.id, article_table.c.content_hash, article_table.c.revisions)
    row = select(*columns).where(article_table.c.key_print == fingerprint(outlet, key))
    return connection.execute(row).first()


def known_article(connection: Connection, outlet: str, key: str) -> tuple[str, int] | None:
    """(content_hash, number of revisions) of an article already saved, else None."""
    row = _known(connection, outlet, key)
    return None if row is None else (row.content_hash, row.revisions)


def _save_article(
    connection: Connection, article: Article, coverages: Sequence[Coverage], known: Any, now: datetime
) -> tuple[int, SaveOutcome]:
    digest = content_hash(article)
    if known is not None and known.content_hash == digest:
        return known.id, "unchanged"
    columns = article_columns(kept(article, coverages, _keep_text(coverages)).article)
    columns |= {"content_hash": digest, "changed_at": now}
    outcome: SaveOutcome
    if known is None:
        outcome, number = "new", 1
        row = insert(article_table).values(**columns, revisions=1, first_seen=now)
        article_id = connection.execute(row.returning(article_table.c.id)).scalar_one()
    else:
        outcome, number, article_id = "revision", known.revisions + 1, known.id
        connection.execute(
            update(article_table).where(article_table.c.id == article_id).values(**columns, revisions=number)
        )
    version = {name: columns[name] for name in ("title", "lead", "text", "content_hash")}
    revision_id = connection.execute(
        insert(revision).values(article=article_id, number=number, seen_at=now, **version).returning(revision.c.id)
    ).scalar_one()
    if any(concerning(coverage) for coverage in coverages):
        add_to_index(connection, revision_id, article)
    return article_id, outcome


def _keep_text(coverages: Sequence[Coverage]) -> Any:
    """The outlet's rule; without any coverage nothing is known of the outlet, so the strictest."""
    return coverages[0].outlet.keep_text if coverages else "none"


def _judge(
    connection: Connection,
    article_id: int,
    article: Article,
    coverages: Sequence[Coverage],
    stories: "_Grouping",
    outcome: SaveOutcome,
    now: datetime,
) -> dict[str, int]:
    """Save the coverage; when the article is unchanged only organisations that have none yet get theirs."""
    number = connection.execute(select(article_table.c.revisions).where(article_table.c.id == article_id)).scalar_one()
    earlier = {
        row["organisation"]: row
        for row in connection.execute(select(coverage_table).where(coverage_table.c.article == article_id)).mappings()
    }
    story_ids: dict[str, int] = {}
    for coverage in kept(article, coverages, _keep_text(coverages)).coverages:
        before = earlier.get(coverage.organisation)
        if before is not None and outcome == "unchanged":
            story_id = before["story"]
        elif before is not None or concerning(coverage):
            story_id = _story_for(connection, coverage, before, stories, now)
            _save_coverage(connection, article_id, number, coverage, before, story_id, now)
        else:
            continue
        if story_id is not None:
            story_ids[coverage.organisation] = story_id
    return story_ids


def _story_for(
    connection: Connection, coverage: Coverage, before: Any, stories: "_Grouping", now: datetime
) -> int | None:
    """The story the coverage has, the one it was recognised as, or a new one."""
    if before is not None and before["story"] is not None:
        return int(before["story"])
    if not concerning(coverage):
        return None
    wanted = stories.find(coverage.organisation)
    if wanted is not None:
        exists = select(story.c.id).where(story.c.id == wanted, story.c.organisation == coverage.organisation)
        found = connection.scalar(exists)
        if found is not None:
            return int(found)
    row = insert(story).values(organisation=coverage.organisation, first_seen=now).returning(story.c.id)
    return int(connection.execute(row).scalar_one())


def _save_coverage(
    connection: Connection,
    article_id: int,
    number: int,
    coverage: Coverage,
    before: Any,
    story_id: int | None,
    now: datetime,
) -> None:
    lock(connection, "corrections", coverage.organisation, str(story_id))  # nobody corrects it meanwhile
    columns = {**coverage_columns(coverage), "revision": number, "story": story_id}
    if before is None:
        row = insert(coverage_table).values(article=article_id, first_seen=now, **columns)
        coverage_id = connection.execute(row.returning(coverage_table.c.id)).scalar_one()
    else:
        coverage_id = before["id"]
        forget_verdict(connection, coverage_id)
        if coverage.reading.relevant and not before["relevant"] and "relevance" not in (before["corrected"] or ()):
            columns["first_seen"] = now  # only now does it concern us, and the digest must not miss it
        connection.execute(update(coverage_table).where(coverage_table.c.id == coverage_id).values(**columns))
    connection.execute(
        insert(judgement).values(
            coverage=coverage_id,
            revision=number,
            relevant=coverage.reading.relevant,
            unsure=coverage.reading.unsure,
            judged_at=now,
            **tone_columns(coverage.tone),
        )
    )
    apply_to_copy(connection, coverage_id, before=None if before is None else tone_of(before))
    file_copy(connection, coverage_id)

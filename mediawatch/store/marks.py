"""Whether anything has changed since last time, and what, without reading it all."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Engine, func, or_, select

from mediawatch.model import Outlet, Story
from mediawatch.store import corrections, reads
from mediawatch.store.connect import reading
from mediawatch.store.contact_tables import erased_name
from mediawatch.store.reading_tables import reading as readings
from mediawatch.store.tables import correction, coverage, revision

OVERLAP = 200
"""So many rows before the last one known are looked at again: PostgreSQL may show row 11 before row 10."""


class Mark(NamedTuple):
    """Equal marks: nothing has changed that a page could show. The first two are the last rows there are."""

    coverage: int
    revision: int
    corrected: int
    undone: int
    supplied: int
    withdrawn: int
    erased: int = 0
    """Names that have been taken out of everything: then all that was read before is stale."""


class Marks:
    """A few cheap numbers that change when data do."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, organisation: str) -> Mark:
        """Changes with every new article and version, with the organisation's corrections, and with the numbers people
        supply to it."""
        supplied = select(func.max(readings.c.id), func.count(readings.c.withdrawn_at))
        with reading(self._engine) as connection:
            last, withdrawn = connection.execute(supplied.where(readings.c.organisation == organisation)).one()
            return Mark(
                connection.scalar(select(func.max(coverage.c.id))) or 0,
                connection.scalar(select(func.max(revision.c.id))) or 0,
                *corrections.corrections_mark(connection, organisation),
                last or 0,
                withdrawn,
                connection.scalar(select(func.count(erased_name.c.done_at))) or 0,
            )

    def changed(self, organisation: str, since: Mark) -> set[int]:
        """Ids of the organisation's stories that have got coverage or versions since that mark; also some that have
        not."""
        newer = select(revision.c.article).where(revision.c.id > since.revision - OVERLAP)
        query = select(coverage.c.story).where(
            coverage.c.organisation == organisation,
            coverage.c.story.is_not(None),
            or_(coverage.c.id > since.coverage - OVERLAP, coverage.c.article.in_(newer)),
        )
        with reading(self._engine) as connection:
            return {int(story) for story in connection.scalars(query)}

    def corrections(self, organisation: str) -> dict[int, tuple[int, bool]]:
        """Id of each correction -> its story, and whether it has been taken back."""
        query = select(correction.c.id, correction.c.story, correction.c.undone_at)
        with reading(self._engine) as connection:
            rows = connection.execute(query.where(correction.c.organisation == organisation))
            return {one: (story, undone is not None) for one, story, undone in rows}

    def stories(self, ids: Iterable[int], outlets: Mapping[str, Outlet]) -> list[Story]:
        """The stories of these ids as `store.stories` has them: what is relevant."""
        shown = reads.listed(relevant=True, include_unsure=False)
        with reading(self._engine) as connection:
            return reads.load_stories(connection, sorted(ids), shown, outlets)

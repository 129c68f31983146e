"""Tags: words that people put on stories. A tag is written as whoever put it first did; case does not matter."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, and_, delete, func, insert, select

from mediawatch.store.archive_tables import story_tag
from mediawatch.store.connect import lock, reading, writing
from mediawatch.store.items import chunks
from mediawatch.store.tables import story

LONGEST_TAG = 40


def tidy(tag: str) -> str:
    """A tag as typed to one that may be kept: one line, no commas and quotes, no longer than LONGEST_TAG; "" when
    nothing is left."""
    kept = "".join(character if character.isprintable() and character not in ',"()' else " " for character in tag)
    return " ".join(kept.split())[:LONGEST_TAG].strip()


class Tagging:
    """Puts tags on stories and takes them off; each method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def counts(self, organisation: str) -> dict[str, int]:
        """Every tag in use with how many stories have it, by name."""
        query = select(story_tag.c.tag, func.count()).where(story_tag.c.organisation == organisation)
        with reading(self._engine) as connection:
            rows = connection.execute(query.group_by(story_tag.c.tag).order_by(story_tag.c.tag))
            return {str(tag): int(count) for tag, count in rows}

    def of(self, organisation: str, stories: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
        """The tags of each of the stories that has any."""
        found: dict[int, tuple[str, ...]] = {}
        with reading(self._engine) as connection:
            for some in chunks(stories):
                ours = and_(story_tag.c.organisation == organisation, story_tag.c.story.in_(some))
                rows = connection.execute(
                    select(story_tag.c.story, story_tag.c.tag).where(ours).order_by(story_tag.c.tag)
                )
                for each, tag in rows:
                    found[each] = (*found.get(each, ()), str(tag))
        return found

    def add(self, organisation: str, stories: Sequence[int], tag: str, *, by: str, now: datetime) -> list[int]:
        """Puts a tag on those of the stories that are the organisation's and lack it; answers which these are."""
        with writing(self._engine) as connection:
            lock(connection, "tags", organisation)
            tag = _as_written(connection, organisation, tag)
            lacking = [each for each in _ours(connection, organisation, stories) if not _has(connection, each, tag)]
            if lacking:
                same = {"organisation": organisation, "tag": tag, "by": by, "at": now}
                connection.execute(insert(story_tag), [{**same, "story": each} for each in lacking])
            return lacking

    def remove(self, organisation: str, stories: Sequence[int], tag: str) -> list[int]:
        """Takes a tag off the stories; answers which had it."""
        with writing(self._engine) as connection:
            lock(connection, "tags", organisation)
            tag = _as_written(connection, organisation, tag)
            having = [each for each in _ours(connection, organisation, stories) if _has(connection, each, tag)]
            for some in chunks(having):
                connection.execute(delete(story_tag).where(story_tag.c.story.in_(some), story_tag.c.tag == tag))
            return having


def _ours(connection: Connection, organisation: str, stories: Sequence[int]) -> list[int]:
    found: list[int] = []
    for some in chunks(list(dict.fromkeys(stories))):
        query = select(story.c.id).where(story.c.organisation == organisation, story.c.id.in_(some))
        found += [int(each) for each in connection.scalars(query.order_by(story.c.id))]
    return found


def _has(connection: Connection, story_id: int, tag: str) -> bool:
    query = select(story_tag.c.id).where(story_tag.c.story == story_id, story_tag.c.tag == tag)
    return connection.scalar(query) is not None


def _as_written(connection: Connection, organisation: str, tag: str) -> str:
    """The tag as it is written already, if it is."""
    known = connection.scalars(select(story_tag.c.tag).where(story_tag.c.organisation == organisation).distinct())
    return next((str(each) for each in known if each.casefold() == tag.casefold()), tag)

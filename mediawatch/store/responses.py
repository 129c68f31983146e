"""What we do about critical stories: one response of each story, its facts and replies, and the stories without one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, or_, select

from mediawatch.errors import ChangedError
from mediawatch.model import Fact, Reply, Response
from mediawatch.store.cases import Cases
from mediawatch.store.connect import lock, reading, writing
from mediawatch.store.items import chunks
from mediawatch.store.response_tables import fact, reply, response
from mediawatch.store.tables import article, coverage, story

CONFIDENTIAL = ("secret_words", "persons_words", "note")
"""Fields of a response that only advisers and administrators may read; the log does not repeat them."""


class Responses:
    """Responses, kept and asked for. `facts`, `replies`: the ledger and what was answered, by response."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.cases: Cases[Response] = Cases(engine, response, Response, "response", confidential=CONFIDENTIAL)
        self.facts: Cases[Fact] = Cases(engine, fact, Fact, "fact")
        self.replies: Cases[Reply] = Cases(engine, reply, Reply, "reply")

    def all(self, organisation: str) -> list[Response]:
        """Every response of the organisation, the latest opened first."""
        return self.cases.all(organisation)

    def open(self, organisation: str) -> list[Response]:
        """Those that are not closed."""
        return self.cases.all(organisation, response.c.status != "closed")

    def of(self, organisation: str, story_id: int) -> Response | None:
        """The response to a story; None where there is none yet."""
        return next(iter(self.cases.all(organisation, response.c.story == story_id)), None)

    def answered(self, organisation: str, stories: Sequence[int]) -> frozenset[int]:
        """Those of the stories that have a response."""
        found: set[int] = set()
        with reading(self._engine) as connection:
            for some in chunks(stories):
                query = select(response.c.story).where(response.c.organisation == organisation)
                found |= set(connection.scalars(query.where(response.c.story.in_(some))))
        return frozenset(found)

    def titles(self, organisation: str, stories: Sequence[int]) -> dict[int, str]:
        """The headlines of stories, by id, of the first copy that may concern us: for lists, where whole stories are
        not loaded."""
        found: dict[int, str] = {}
        ours = or_(coverage.c.relevant, coverage.c.unsure)
        with reading(self._engine) as connection:
            for some in chunks(stories):
                query = (
                    select(coverage.c.organisation, coverage.c.story, article.c.title)
                    .join(article, article.c.id == coverage.c.article)
                    .where(coverage.c.story.in_(some))
                    .order_by(ours.desc(), coverage.c.first_seen, coverage.c.id)
                )
                for whose, story_id, title in connection.execute(query):
                    if whose == organisation:  # asked in SQL, SQLite goes through all that the organisation has
                        found.setdefault(story_id, title)
        return found

    def save(
        self, given: Response, columns: Mapping[str, Any], *, by: str, now: datetime, expected: int, why: str = ""
    ) -> Response | None:
        """Gives the response to `given.story` other values; opens it, as `given` with them, where there is none
        (`expected` 0). None when the organisation has no such story. Raises ChangedError when somebody has opened or
        changed it since it was looked at."""
        name = given.organisation
        with writing(self._engine) as connection:
            if connection.scalar(select(story.c.organisation).where(story.c.id == given.story)) != name:
                return None
            lock(connection, "response of", name, str(given.story))
            where = (response.c.organisation == name, response.c.story == given.story)
            known = connection.scalar(select(response.c.id).where(*where))
            if known is not None:
                return self.cases.change_in(
                    connection, name, known, by=by, now=now, expected=expected, why=why, **columns
                )
            if expected:
                raise ChangedError(f"the response to story {given.story} is gone")
            return self.cases.add_in(connection, replace(given, **columns), by=by, now=now, why=why)

    def facts_of(self, organisation: str, response_id: int) -> list[Fact]:
        """The facts of a response that were not withdrawn, the oldest first."""
        found = self.facts.all(organisation, fact.c.response == response_id, ~fact.c.withdrawn)
        return list(reversed(found))

    def replies_of(self, organisation: str, response_id: int) -> list[Reply]:
        """What was answered and not withdrawn, the earliest first."""
        found = self.replies.all(organisation, reply.c.response == response_id, ~reply.c.withdrawn)
        return sorted(found, key=lambda one: (one.at, one.id))

    def subjects(self, organisation: str, response_id: int) -> list[str]:
        """What a response, its facts and its replies are called in the log, withdrawn ones too."""
        facts = self.facts.all(organisation, fact.c.response == response_id)
        replies = self.replies.all(organisation, reply.c.response == response_id)
        told = [f"response {response_id}"]
        return told + [f"fact {one.id}" for one in facts] + [f"reply {one.id}" for one in replies]

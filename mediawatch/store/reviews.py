"""What waits for a person: the few columns that tell, and what was seen of it. Whole stories are loaded only for those
that are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from mediawatch.model import CorrectionKind, Kind, Outlet, Story, Tone
from mediawatch.store.connect import reading
from mediawatch.store.corrections import StoryMark, story_marks
from mediawatch.store.items import chunks
from mediawatch.store.reads import listed, load_stories
from mediawatch.store.rows import tone_of
from mediawatch.store.tables import article, coverage

NOT_CORRECTED: StoryMark = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One copy of a story, as far as it takes to tell whether and how soon a person should look at it. `printed`: when
    it was published, or first seen if the outlet does not say."""

    story: int
    first_seen: datetime
    printed: datetime
    relevant: bool
    unsure: bool
    tone: Tone | None
    kind: Kind
    corrected: tuple[CorrectionKind, ...]


class Reviews:
    """What there is to review, and what was seen of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def waiting(self, organisation: str, since: datetime) -> list[Waiting]:
        """All copies first seen after `since` that are relevant or may be, the latest first."""
        columns = (
            coverage.c.story,
            coverage.c.first_seen,
            article.c.published,
            coverage.c.relevant,
            coverage.c.unsure,
            coverage.c.tone_label,
            coverage.c.tone_score,
            coverage.c.tone_confidence,
            coverage.c.kind,
            coverage.c.corrected,
        )
        query = (
            select(*columns)
            .join(article, article.c.id == coverage.c.article)
            .where(
                coverage.c.organisation == organisation,
                coverage.c.first_seen > since,
                coverage.c.story.is_not(None),
                listed(relevant=True, include_unsure=True),
            )
            .order_by(coverage.c.first_seen.desc(), coverage.c.id.desc())
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query).mappings().all()
        return [
            Waiting(
                story=row["story"],
                first_seen=row["first_seen"],
                printed=row["published"] or row["first_seen"],
                relevant=row["relevant"],
                unsure=row["unsure"],
                tone=tone_of(row),
                kind=row["kind"],
                corrected=tuple(row["corrected"] or ()),
            )
            for row in rows
        ]

    def stories(
        self, organisation: str, ids: Sequence[int], outlets: Mapping[str, Outlet], *, everything: bool = False
    ) -> list[Story]:
        """The stories of those ids that are the organisation's, in that order. `everything`: also copies that are held
        not to concern it."""
        shown = listed(relevant=not everything, include_unsure=True)
        with reading(self._engine) as connection:
            found = load_stories(connection, ids, shown, outlets)
        return [story for story in found if story.organisation == organisation]

    def marks(self, organisation: str, stories: Sequence[int]) -> dict[int, StoryMark]:
        """What each story's corrections were when it was looked at: for `Store.correct(expected=…)`."""
        marks = dict.fromkeys(stories, NOT_CORRECTED)
        with reading(self._engine) as connection:
            for some in chunks(marks):
                marks |= story_marks(connection, organisation, some)
        return marks

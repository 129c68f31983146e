"""What we offer the press: pitches with their versions and log, and what has been thanked for."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Engine, func, select

from mediawatch.errors import ChangedError
from mediawatch.model import OPEN_STATUSES, Pitch, Thanks, ThanksState
from mediawatch.store.cases import Cases
from mediawatch.store.connect import lock, reading, writing
from mediawatch.store.pitch_tables import pitch, thanks

CONFIDENTIAL = ("journalist", "draft", "draft_link", "note")
"""Fields whose words the log does not repeat, and that only advisers read."""


class Pitches:
    """The pitches as `cases`, the thanks as `thanks`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.cases = Cases(engine, pitch, Pitch, "pitch", confidential=CONFIDENTIAL)
        self.thanks = Cases(engine, thanks, Thanks, "thanks")

    def mark(self, organisation: str) -> tuple[int, int]:
        """Two numbers that change whenever the organisation's pitches do."""
        query = select(func.count(), func.coalesce(func.sum(pitch.c.version), 0))
        with reading(self.engine) as connection:
            count, versions = connection.execute(query.where(pitch.c.organisation == organisation)).one()
            return int(count), int(versions)

    def open(self, organisation: str) -> list[Pitch]:
        """Those that may still be printed, the latest first."""
        return self.cases.all(organisation, pitch.c.status.in_(OPEN_STATUSES))

    def printed(self, organisation: str) -> list[Pitch]:
        """Those that were printed, the latest first."""
        return self.cases.all(organisation, pitch.c.status == "printed")

    def of_story(self, organisation: str, story: int) -> list[Pitch]:
        """Those that a story came of."""
        return self.cases.all(organisation, pitch.c.story == story)

    def linked_stories(self, organisation: str) -> set[int]:
        """Ids of the stories that came of a pitch."""
        query = select(pitch.c.story).where(pitch.c.organisation == organisation, pitch.c.story.is_not(None))
        with reading(self.engine) as connection:
            return {int(story) for (story,) in connection.execute(query)}

    def thanked(self, organisation: str, stories: Collection[int]) -> dict[int, Thanks]:
        """What is known of thanks for some stories, by story."""
        found = self.thanks.all(organisation, thanks.c.story.in_(stories)) if stories else []
        return {one.story: one for one in found}

    def thank(
        self,
        organisation: str,
        story: int,
        outlet: str,
        *,
        state: ThanksState,
        on: date | None,
        by: str,
        now: datetime,
        expected: int,
    ) -> Thanks:
        """Says whether a story was thanked for. `expected`: the version seen, 0 where nothing was known; ChangedError
        when somebody has said something since."""
        with writing(self.engine) as connection:
            lock(connection, "thanks", organisation, str(story))
            where = (thanks.c.organisation == organisation, thanks.c.story == story)
            found = connection.scalar(select(thanks.c.id).where(*where))
            if found is None and not expected:
                given = Thanks(organisation=organisation, story=story, outlet=outlet, state=state, on=on)
                return self.thanks.add_in(connection, given, by=by, now=now)
            changed = found and self.thanks.change_in(
                connection, organisation, int(found), by=by, now=now, expected=expected, state=state, on=on
            )
            if not changed:
                raise ChangedError(f"thanks for story {story} are gone")
            return changed

"""What advisers say of flagged quotes, one row for each quote of a story."""

from dataclasses import asdict

from sqlalchemy import Engine, select

from mediawatch.errors import ChangedError
from mediawatch.model import VoiceVerdict
from mediawatch.store.cases import Cases
from mediawatch.store.connect import lock, reading, writing
from mediawatch.store.crisis_tables import voice_verdict as verdicts
from mediawatch.store.tables import story as stories


class Voices:
    """Verdicts, kept and asked for. The log of changes tells of the story and never names anybody."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.verdicts = Cases(engine, verdicts, VoiceVerdict, "voice", confidential=("quoted",))

    def of(self, organisation: str) -> dict[tuple[int, str], VoiceVerdict]:
        """Every verdict that was given, by story and quote."""
        return {(one.story, one.quoted): one for one in self.verdicts.all(organisation)}

    def judge(self, given: VoiceVerdict, *, expected: int) -> VoiceVerdict | None:
        """Keeps a verdict in place of the one before; None when the organisation has no such story. `expected`: the
        version that was looked at, 0 for none. Raises ChangedError when somebody has judged it since."""
        with writing(self._engine) as connection:
            lock(connection, "voice", given.organisation, str(given.story), given.quoted)
            if connection.scalar(select(stories.c.organisation).where(stories.c.id == given.story)) != (
                given.organisation
            ):
                return None
            same = (verdicts.c.story == given.story, verdicts.c.quoted == given.quoted)
            known = connection.execute(select(verdicts.c.id, verdicts.c.version).where(*same)).one_or_none()
            if known is None:
                return self.verdicts.add_in(
                    connection, given, by=given.judged_by, now=given.judged_at, why=given.reason
                )
            if known.version != expected:
                raise ChangedError(f"the quote in story {given.story} was judged meanwhile")
            told = {name: asdict(given)[name] for name in ("verdict", "reason", "judged_by", "judged_at")}
            return self.verdicts.change_in(
                connection,
                given.organisation,
                known.id,
                by=given.judged_by,
                now=given.judged_at,
                expected=expected,
                why=given.reason,
                **told,
            )

    def mark(self, organisation: str) -> tuple[int, int]:
        """Two numbers that change whenever a verdict does."""
        query = select(verdicts.c.id, verdicts.c.version).where(verdicts.c.organisation == organisation)
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        return len(rows), sum(row.version for row in rows)

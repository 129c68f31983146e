"""Notes on stories: added, changed and removed, with nothing lost."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from mediawatch.errors import ChangedError
from mediawatch.model import Note
from mediawatch.store.connect import lock, reading, writing
from mediawatch.store.note_tables import note as notes
from mediawatch.store.note_tables import note_version as versions
from mediawatch.store.tables import story as stories


class Notes:
    """Notes, kept and asked for. Who may change which is decided by whoever asks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, given: Note) -> Note | None:
        """Keep a note, with an id of its own; None when the organisation has no such story."""
        with writing(self._engine) as connection:
            known = select(stories.c.organisation).where(stories.c.id == given.story)
            if connection.scalar(known) != given.organisation:
                return None
            columns = {name: value for name, value in asdict(given).items() if name != "id"}
            kept = connection.execute(insert(notes).values(**columns).returning(notes.c.id)).scalar_one()
            return replace(given, id=int(kept))

    def of(self, organisation: str, story: int) -> list[Note]:
        """The story's notes that were not removed, the oldest first."""
        query = select(notes).where(notes.c.organisation == organisation, notes.c.story == story)
        with reading(self._engine) as connection:
            rows = connection.execute(query.where(notes.c.deleted_at.is_(None)).order_by(notes.c.id)).mappings()
            return [Note(**row) for row in rows]

    def note(self, organisation: str, note_id: int) -> Note | None:
        """One note, removed or not; None when the organisation has none of that number."""
        with reading(self._engine) as connection:
            return _note(connection, organisation, note_id)

    def change(
        self, organisation: str, note_id: int, text: str, *, by: str, now: datetime, expected: int
    ) -> Note | None:
        """Give a note another text and remember the one before; None when there is no such note. `expected`: the
        version that was looked at. Raises ChangedError when it is not the last one any more, or was removed."""
        with writing(self._engine) as connection:
            before = _held(connection, organisation, note_id, expected)
            if before is None or before.text == text:
                return before
            _remember(connection, before)
            now_is = replace(before, text=text, version=before.version + 1, changed_at=now, changed_by=by)
            _write(connection, now_is, text=text, version=now_is.version, changed_at=now, changed_by=by)
            return now_is

    def remove(self, organisation: str, note_id: int, *, by: str, now: datetime, expected: int) -> Note | None:
        """Take a note away; it is remembered, but shown no more. As `change` otherwise."""
        with writing(self._engine) as connection:
            before = _held(connection, organisation, note_id, expected)
            if before is None:
                return None
            _write(connection, before, deleted_at=now, deleted_by=by)
            return replace(before, deleted_at=now, deleted_by=by)

    def bring_back(self, organisation: str, note_id: int) -> Note | None:
        """Show a removed note again; None when there is no such note."""
        with writing(self._engine) as connection:
            before = _note(connection, organisation, note_id)
            if before is None:
                return None
            _write(connection, before, deleted_at=None, deleted_by="")
            return replace(before, deleted_at=None, deleted_by="")

    def earlier(self, organisation: str, note_id: int) -> list[tuple[datetime, str, str]]:
        """What a note said before: when it was written, by whom, and the text; the oldest first."""
        query = (
            select(versions.c.at, versions.c.by, versions.c.text)
            .join(notes, notes.c.id == versions.c.note)
            .where(notes.c.organisation == organisation, notes.c.id == note_id)
            .order_by(versions.c.version)
        )
        with reading(self._engine) as connection:
            return [(at, by, text) for at, by, text in connection.execute(query)]


def _note(connection: Connection, organisation: str, note_id: int) -> Note | None:
    query = select(notes).where(notes.c.organisation == organisation, notes.c.id == note_id)
    row = connection.execute(query).mappings().first()
    return None if row is None else Note(**row)


def _held(connection: Connection, organisation: str, note_id: int, expected: int) -> Note | None:
    """The note, which nobody else changes until this transaction ends."""
    lock(connection, "note", organisation, str(note_id))
    found = _note(connection, organisation, note_id)
    if found is not None and (found.version != expected or found.deleted_at is not None):
        raise ChangedError(f"note {note_id} was changed meanwhile")
    return found


def _remember(connection: Connection, before: Note) -> None:
    by, at = before.changed_by or before.by, before.changed_at or before.at
    kept = {"note": before.id, "version": before.version, "by": by, "at": at, "text": before.text}
    connection.execute(insert(versions).values(**kept))


def _write(connection: Connection, one: Note, **columns: Any) -> None:
    connection.execute(update(notes).where(notes.c.id == one.id).values(**columns))

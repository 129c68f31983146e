"""Names that were erased, remembered by keyed fingerprints only, and taken out of every text on its way in.

Every text that people or outlets wrote goes into the tables through the column types Words and Parts
(mediawatch.store.columns) and into the search index through `add_to_index`; both ask here. The list is read anew when a
writing transaction begins, and whoever adds to it waits for the writers that are under way: after that no transaction,
in whatever process, brings the name back.
"""

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from mediawatch.store.columns import clean_with
from mediawatch.store.connect import guard_writing, lock, reading, share, writing
from mediawatch.store.contact_tables import erased_name, privacy_key
from mediawatch.store.redacting import Form, Known, joined, looking_for, print_of, remembered, without

LOCK = "names"
_AS_OF = "SELECT count(id), coalesce(max(id), 0) FROM erased_name"


class Erased:
    """The list of one database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._known: Known | None = None
        self._as_of: tuple[int, int] = (0, 0)
        clean_with(engine.dialect, self.cleaned)
        guard_writing(engine, self.renew)

    def renew(self, connection: Connection) -> None:
        """Read the list anew when it has changed; it then stands still until the transaction ends."""
        share(connection, LOCK)
        count, last = connection.exec_driver_sql(_AS_OF).one()  # each transaction asks: a query made anew takes longer
        if (count, last) != self._as_of:
            self._known = _read(connection)
            self._as_of = (count, last)

    def cleaned(self, value: Any) -> Any:
        """A value without the names that were erased."""
        return value if self._known is None else without(value, self._known)

    def known(self, text: str) -> bool:
        """Whether a text names somebody who was erased."""
        with reading(self.engine) as connection:
            self.renew(connection)
        return bool(self.cleaned(text) != text)

    def add(self, forms: Collection[Form], name: Form, now: datetime) -> str:
        """Remember forms of a name; answers the request's fingerprint. Doing it twice changes nothing but that the
        request is open again."""
        with writing(self.engine, guarded=False) as connection:
            lock(connection, LOCK)
            key = _key(connection, make=True)
            request = print_of(key, name)
            stood = {(row.print, row.words) for row in connection.execute(select(erased_name))}
            wanted = {(print_of(key, form), length) for form in forms for length in looking_for([form]).lengths}
            rows = [{"print": one, "words": words} for one, words in sorted(wanted - stood)]
            if rows:
                connection.execute(insert(erased_name), [{**row, "request": request, "at": now} for row in rows])
            of_it = erased_name.c.request == request
            connection.execute(update(erased_name).where(of_it).values(done_at=None))
        return request

    def finish(self, request: str, now: datetime) -> None:
        """Everything kept has been gone through."""
        with writing(self.engine) as connection:
            connection.execute(update(erased_name).where(erased_name.c.request == request).values(done_at=now))

    def lift(self, name: Form) -> bool:
        """Let a name in again; False when it was not on the list. What was erased does not come back."""
        with writing(self.engine, guarded=False) as connection:
            lock(connection, LOCK)
            key = _key(connection, make=False)
            gone = erased_name.c.request == print_of(key, name)
            return bool(key) and connection.execute(delete(erased_name).where(gone)).rowcount > 0

    def unfinished(self) -> list[datetime]:
        """When those erasures were asked for that did not come to an end."""
        query = (
            select(func.min(erased_name.c.at)).where(erased_name.c.done_at.is_(None)).group_by(erased_name.c.request)
        )
        with reading(self.engine) as connection:
            return sorted(connection.scalars(query))

    def state_of(self, name: Form) -> datetime | None:
        """When a name was put on the list, None when it is not there."""
        with reading(self.engine) as connection:
            key = _key(connection, make=False)
            query = select(func.min(erased_name.c.at)).where(erased_name.c.print == print_of(key, joined(name)))
            found: datetime | None = connection.scalar(query) if key else None
            return found


def _read(connection: Connection) -> Known | None:
    rows = connection.execute(select(erased_name.c.print, erased_name.c.words)).all()
    if not rows:
        return None
    return remembered(_key(connection, make=False), [row.print for row in rows], {row.words for row in rows})


def _key(connection: Connection, *, make: bool) -> bytes:
    """The key of the fingerprints; b"" when there is none yet and none is to be made."""
    found: str | None = connection.scalar(select(privacy_key.c.key).where(privacy_key.c.id == 1))
    if found is None and make:
        found = secrets.token_hex(32)
        connection.execute(insert(privacy_key).values(id=1, key=found))
    return bytes.fromhex(found or "")

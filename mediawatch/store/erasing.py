"""Taking a name out of everything that is kept, in steps that may be broken off anywhere and begun again."""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Engine, String, Table, and_, delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from mediawatch.store.access_tables import account, audit_entry, membership
from mediawatch.store.archive_tables import archive_word
from mediawatch.store.connect import BUSY_SECONDS, lock, reading, writing
from mediawatch.store.filing import file_copy, words_to_count
from mediawatch.store.holdings import key_of, rows_with, tables, walked
from mediawatch.store.items import chunks
from mediawatch.store.keeping import fingerprint
from mediawatch.store.redacting import NAME_GONE, Form, Known, looking_for, without
from mediawatch.store.tables import coverage, revision
from mediawatch.store.unindexing import take_out

STEP = 50
"""Rows in a transaction."""
WAIT_SECONDS = 3
"""How long to wait for the database to be ours alone."""


def erase(engine: Engine, forms: Collection[Form], request: str) -> Counter[str]:
    """Take every form of a name out of all tables and the index; answers how many rows of which table were changed.
    The forms must be on the list of erased names first: what comes in meanwhile is then clean. Doing it again changes
    nothing more."""
    known = looking_for(forms)
    done: Counter[str] = Counter()
    with writing(engine) as connection:
        _overwrite(connection)
        found = take_out(connection, forms)
        _file_anew(connection, found)
    if found:
        done["search_index"] = len(found)
    for table in tables():
        with reading(engine) as connection:
            keys = [key_of(table, row) for row, _columns in rows_with(connection, table, known)]
        for some in chunks(keys, STEP):
            with writing(engine) as connection:
                _overwrite(connection)
                changed = sum(_clean_row(connection, table, key, known, request) for key in some)
            if changed:
                done[table.name] += changed
    return done


def _file_anew(connection: Connection, revisions: Collection[int]) -> None:
    """File the copies whose words in the index have changed, so that nobody goes by what was found before."""
    for some in chunks(revisions):
        articles = select(revision.c.article).where(revision.c.id.in_(some))
        for copy in list(connection.scalars(select(coverage.c.id).where(coverage.c.article.in_(articles)))):
            file_copy(connection, copy)


def _overwrite(connection: Connection) -> None:
    """What is replaced on SQLite is overwritten with noughts, not left in the file."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def _clean_row(connection: Connection, table: Table, key: Mapping[str, Any], known: Known, request: str) -> bool:
    """Whether there was anything to change in the row."""
    where = and_(*(table.c[name] == value for name, value in key.items()))
    row = connection.execute(select(table).where(where).with_for_update()).mappings().one_or_none()
    if row is None or (table is account and _is_open(connection, row)):
        return False
    values = _cleaned_row(table, row, known, NAME_GONE)
    if not values:
        return False
    try:
        with connection.begin_nested():
            connection.execute(update(table).where(where).values(**values))
    except IntegrityError:  # two keys would become one: they must stay apart
        marker = f"slettet-{request[:8]}-{fingerprint(request, *map(str, key.values()))[:6]}"
        values = _cleaned_row(table, row, known, marker)
        connection.execute(update(table).where(where).values(**values))
    _follow(connection, table, row, values)
    return True


def _cleaned_row(table: Table, row: Mapping[Any, Any], known: Known, instead: str) -> dict[str, Any]:
    """The columns that change, without the name. A mail address keeps the form of one."""
    found = {}
    for column in walked(table):
        value = row[column.name]
        if isinstance(column.type, String) and isinstance(value, str):
            cleaned = without(value, known, "slettet" if "@" in value and instead == NAME_GONE else instead)
            found[column.name] = cleaned[: column.type.length]
        elif value is not None:
            found[column.name] = without(value, known, instead)
    return {name: value for name, value in found.items() if value != row[name]}


def _is_open(connection: Connection, row: Mapping[Any, Any]) -> bool:
    """Whether somebody still signs in with an account: access is taken away first, in the ordinary way."""
    roles = select(membership.c.role).where(membership.c.account == row["id"]).limit(1)
    return row["closed_at"] is None and connection.scalar(roles) is not None


def _follow(connection: Connection, table: Table, row: Mapping[Any, Any], values: Mapping[str, Any]) -> None:
    """What hangs on a row: the filed copy of coverage, the counted words of a version's title and lead."""
    if table is coverage:
        file_copy(connection, row["id"])
    if table is revision and ("title" in values or "lead" in values):
        before = set(words_to_count(row["title"], row["lead"]))
        after = set(words_to_count(values.get("title", row["title"]), values.get("lead", row["lead"])))
        _count_down(connection, row["article"], sorted(before - after))


def _count_down(connection: Connection, article: int, words: Iterable[str]) -> None:
    concerned = select(coverage.c.organisation).where(coverage.c.article == article).distinct()
    for organisation in list(connection.scalars(concerned)):
        lock(connection, "archive", organisation)
        for word in words:
            here = and_(archive_word.c.organisation == organisation, archive_word.c.word == word)
            connection.execute(update(archive_word).where(here).values(copies=archive_word.c.copies - 1))
            connection.execute(delete(archive_word).where(here, archive_word.c.copies < 1))


def note_erasure(engine: Engine, organisations: Iterable[str], request: str, told: Mapping[str, Any]) -> None:
    """Write down in the log of each organisation that a name was erased: its fingerprint, never the name."""
    with writing(engine) as connection:
        for organisation in organisations:
            connection.execute(
                insert(audit_entry).values(
                    organisation=organisation,
                    action="person.erase",
                    subject=f"person {request[:12]}",
                    before="",
                    **told,
                )
            )


def tidy_up(engine: Engine, changed: Iterable[str] = ()) -> bool:
    """Let the database give up what its old pages held. False where somebody else has it open just now, so that it must
    be done later."""
    if engine.dialect.name == "sqlite":
        return _shrink(engine)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in changed:
            connection.execute(text(f'VACUUM "{table}"'))
    return True


def _shrink(engine: Engine) -> bool:
    raw = engine.raw_connection()  # the driver's own: VACUUM cannot be run inside a transaction
    cursor = raw.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
        cursor.execute("VACUUM")
        (busy, _pages, _moved) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
    except sqlite3.OperationalError:
        return False
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        cursor.execute("PRAGMA secure_delete = FAST")
        raw.close()

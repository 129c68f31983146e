"""What goes wrong with a database, turned into a StoreError with advice in Norwegian."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import (
    DatabaseError,
    DataError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    NotSupportedError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from mediawatch.errors import StoreError

_LOCKED = (
    "Databasen er opptatt av en annen prosess. Jobben prøver igjen av seg selv. Varer det ved, se om et annet program "
    "(for eksempel en sikkerhetskopi) holder databasen låst."
)
_FULL = "Disken er full. Frigjør plass, så fortsetter mediawatch der det slapp. Ingenting er ødelagt eller tapt."
_OPEN = "Databasefilen kan ikke åpnes. Sjekk at mappen finnes, og at brukeren som kjører mediawatch, har tilgang."
_READ_ONLY = "Databasen kan ikke skrives til. Gi brukeren som kjører mediawatch, skriverett til filen og mappen."
_DAMAGED = "Filen er ikke en database eller er skadet. Hent tilbake siste sikkerhetskopi, eller velg en annen fil."
_DISK = "Disken svarer med feil. Sjekk disken, og at databasen ikke ligger på en nettverksmappe."
_LOGIN = "Databasen avviser brukernavnet eller passordet. Rett opp adressen til databasen i innstillingene."
_NO_DATABASE = "Databasen finnes ikke på tjeneren. Opprett den (createdb), eller rett opp navnet i innstillingene."
_AWAY = "Databasetjeneren svarer ikke. Sjekk at PostgreSQL er i gang, og at adressen i innstillingene er riktig."
_CROWDED = "Databasetjeneren har for mange forbindelser. Lukk noen, eller øk max_connections."
_RIGHTS = "Databasebrukeren mangler rettigheter. Gi den rett til å opprette og endre tabeller i databasen."
_NO_SEARCH = "SQLite på denne maskinen er bygget uten fulltekstsøk (FTS5). Bruk en vanlig Python, eller PostgreSQL."
_OTHER = "Databasen svarte med en feil. Jobben prøver igjen av seg selv. Varer det ved, se i loggen."

LEAST_ROOM = 200_000
"""Bytes that a disk must have free for SQLite to write at all: one page of each of its files, and some."""

_SQLSTATES = {
    "28P01": _LOGIN,
    "28000": _LOGIN,
    "3D000": _NO_DATABASE,
    "42501": _RIGHTS,
    "25006": _READ_ONLY,
    "53100": _FULL,
    "53300": _CROWDED,
    "55P03": _LOCKED,
    "40P01": _LOCKED,
    "40001": _LOCKED,
    "57P01": _AWAY,
    "57P03": _AWAY,
}
"""PostgreSQL's own codes (appendix A of its manual)."""

_PHRASES = (
    ("database is locked", _LOCKED),
    ("database table is locked", _LOCKED),
    ("database or disk is full", _FULL),
    ("unable to open database file", _OPEN),
    ("readonly database", _READ_ONLY),
    ("file is not a database", _DAMAGED),
    ("malformed", _DAMAGED),
    ("no such module: fts5", _NO_SEARCH),
    ("disk i/o error", _DISK),
    ("password", _LOGIN),
    ("authentication", _LOGIN),
    ('role "', _LOGIN),
    ("does not exist", _NO_DATABASE),
    ("too many clients", _CROWDED),
    ("no space left", _FULL),
    ("could not translate host name", _AWAY),
    ("failed to resolve host", _AWAY),
    ("refused", _AWAY),
    ("timeout", _AWAY),
    ("is the server running", _AWAY),
    ("connection failed", _AWAY),
    ("closed the connection", _AWAY),
    ("starting up", _AWAY),
)
"""What SQLite's and libpq's messages contain; libpq gives no code when it cannot connect."""


def advice_for(message: str, sqlstate: str | None = None) -> str:
    """The database's own words (and code) -> what the operator can do, in Norwegian."""
    if sqlstate in _SQLSTATES:
        return _SQLSTATES[sqlstate]
    lowered = message.lower()
    return next((advice for phrase, advice in _PHRASES if phrase in lowered), _OTHER)


def _lacks_room(url: URL) -> bool:
    """Whether the disk of a SQLite file is full: the database then answers "disk I/O error" as often as "full"."""
    if url.get_backend_name() == "sqlite" and url.database:
        with suppress(OSError):
            return shutil.disk_usage(Path(url.database).parent).free < LEAST_ROOM
    return False


def _is_bug(error: DBAPIError) -> bool:
    """Wrong SQL and broken rules are our faults and must be seen as such; lacking rights is the operator's."""
    if isinstance(error, IntegrityError | DataError | NotSupportedError):
        return True
    return isinstance(error, ProgrammingError) and getattr(error.orig, "sqlstate", None) not in _SQLSTATES


@contextmanager
def translated(url: URL) -> Iterator[None]:
    """Run the block; a database that is away, locked, full or damaged raises StoreError.

    The message never holds a password, nor the values of the failed statement (they may be a text that must not be
    kept). Bugs (broken constraints, wrong SQL) pass through as they are.
    """
    name = url.render_as_string(hide_password=True)
    try:
        yield
    except PoolTimeoutError as error:
        raise StoreError(f"{name}: no free connection", advice=_LOCKED) from error
    except (DatabaseError, InterfaceError) as error:
        if _is_bug(error):
            raise
        words = str(error.orig).strip()
        advice = advice_for(words, getattr(error.orig, "sqlstate", None))
        raise StoreError(
            f"{name}: {words}", advice=_FULL if advice == _DISK and _lacks_room(url) else advice
        ) from error

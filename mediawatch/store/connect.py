"""How the database is reached: one engine, transactions that read, transactions that write."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import StaticPool

from mediawatch.errors import StoreError
from mediawatch.store.trouble import translated

BUSY_SECONDS = 30
"""How long a transaction waits for another's: the longest write (10,000 items) takes about a second."""

_EXAMPLE = "Skriv for eksempel sqlite:////var/lib/mediawatch/mediawatch.db eller postgresql://bruker:passord@tjener/mediawatch."
_DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def make_engine(address: str) -> Engine:
    """The database's address -> an engine; nothing is opened yet but the folder of a SQLite file is looked for.

    Raises StoreError when the address cannot be read, names another kind of database, its folder is missing, or the
    driver is not installed.
    """
    url = _read_url(address)
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url)
    try:
        engine = create_engine(
            url,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"connect_timeout": 10, "application_name": "mediawatch"},
        )
    except ImportError as error:
        raise StoreError(
            "psycopg is not installed",
            advice="PostgreSQL krever et tillegg: installer mediawatch[postgres].",
        ) from error
    event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _read_url(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise StoreError(
            "the database's address cannot be read",
            advice=f"Adressen til databasen kan ikke leses. {_EXAMPLE}",
        ) from error
    if url.drivername not in _DRIVERS:
        raise StoreError(
            f"no such kind of database: {url.drivername}",
            advice=f"mediawatch bruker SQLite eller PostgreSQL, ikke «{url.drivername}». {_EXAMPLE}",
        )
    return url.set(drivername=_DRIVERS[url.drivername])


def _sqlite_engine(url: URL) -> Engine:
    in_memory = url.database in (None, "", ":memory:")
    if not in_memory:
        _require_folder(Path(str(url.database)))
    options: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {}
    engine = create_engine(
        url,
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        **options,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _require_folder(file: Path) -> None:
    if not file.parent.is_dir():
        raise StoreError(
            f"the folder {file.parent} does not exist",
            advice=f"Mappen {file.parent} finnes ikke. Opprett den, eller velg en annen plass for databasen.",
        )


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin_sqlite
    for pragma in ("foreign_keys = ON", "synchronous = NORMAL", "secure_delete = FAST", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the write lock at once: one that read first could not, and two such would deadlock."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
    connection.commit()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads; on SQLite it sees one state throughout. Raises StoreError."""
    with translated(engine.url), engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine, *, guarded: bool = True) -> Iterator[Connection]:
    """A transaction that writes: all of it happens or nothing does. Raises StoreError. `guarded` False: only for what
    the guard itself writes."""
    with translated(engine.url), engine.execution_options(writes=True).begin() as connection:
        guard: Callable[[Connection], None] | None = vars(engine.dialect).get("mediawatch_guard")
        if guard is not None and guarded:
            guard(connection)
        yield connection


def guard_writing(engine: Engine, guard: Callable[[Connection], None]) -> None:
    """Let `guard` look before every transaction that writes (mediawatch.store.erased)."""
    vars(engine.dialect)["mediawatch_guard"] = guard


def lock(connection: Connection, *name: str) -> None:
    """Let only one transaction at a time hold `name`, until it ends. SQLite has but one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_number(name))))


def share(connection: Connection, *name: str) -> None:
    """Hold `name` together with others who share it: whoever wants to `lock` it waits for them all."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock_shared(_number(name))))


def _number(name: tuple[str, ...]) -> int:
    return int.from_bytes(blake2b("\x1f".join(name).encode("utf-8", "replace"), digest_size=8).digest(), signed=True)

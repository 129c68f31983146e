"""Bring the database to the form this version of mediawatch needs, or say why that cannot be done."""

import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from mediawatch.errors import StoreError
from mediawatch.store.connect import BUSY_SECONDS, lock, reading, writing
from mediawatch.store.trouble import advice_for, translated

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0015"
"""The newest migration; known here so that opening an up-to-date database need not load Alembic."""
VERSION_TABLE = "mediawatch_version"


def migrate(engine: Engine) -> None:
    """Run the migrations that are missing, all or none, one process at a time; others wait and find it done.

    Raises StoreError when the database was made by a newer mediawatch.
    """
    if engine.dialect.name == "sqlite":
        _use_wal(engine)
    with reading(engine) as connection:
        if _version(connection) == HEAD:
            return
    with writing(engine) as connection:
        lock(connection, "migrate")
        version = _version(connection)
        if version != HEAD:
            _upgrade(connection, version)


def _use_wal(engine: Engine) -> None:
    """Write-ahead logging: readers and a writer do not wait for each other. The file remembers it. Switching needs the
    file to itself and does not wait for that by itself, so we do."""
    give_up = time.monotonic() + BUSY_SECONDS
    with translated(engine.url), engine.connect() as connection:
        cursor = connection.connection.cursor()  # the driver's own: the switch cannot be made inside a transaction
        while True:
            try:
                cursor.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.DatabaseError as error:
                if "locked" not in str(error) or time.monotonic() > give_up:
                    raise StoreError(f"{engine.url}: {error}", advice=advice_for(str(error))) from error
            time.sleep(0.05)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    version: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 - a constant
    return version


def _upgrade(connection: Connection, version: str | None) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    config = alembic_config(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise StoreError(
            f"the database has version {version}, newer than this mediawatch ({HEAD})",
            advice="Databasen er laget av en nyere utgave av mediawatch. Oppgrader mediawatch på denne maskinen, "
            "eller hent tilbake en sikkerhetskopi fra før oppgraderingen.",
        )
    command.upgrade(config, "head")


def alembic_config(connection: Connection) -> "Config":
    """Alembic set up for the shipped migrations and this connection; no alembic.ini is needed."""
    from alembic.config import Config

    config = Config()
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.attributes["connection"] = connection
    return config

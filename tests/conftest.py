"""What holds for all tests."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import SQLAlchemyError

from mediawatch.store import store as opening
from mediawatch.store.connect import make_engine
from mediawatch.store.migrate import migrate

LONGEST_ID = 60
settings.register_profile("house", deadline=None)  # how fast a machine is says nothing of the code
settings.register_profile("ci", deadline=None, derandomize=True)  # the same commit, the same answer
settings.load_profile("ci" if os.environ.get("CI") else "house")


WORKERS_PER_CORE = 2
"""Half of the time is spent waiting: for a server, a browser, a process."""
MOST_WORKERS = 8


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """How many workers `-n auto` means."""
    return min(MOST_WORKERS, WORKERS_PER_CORE * (os.cpu_count() or 1))


def pytest_make_parametrize_id(config: pytest.Config, val: Any, argname: str) -> str | None:
    """Bytes and long texts are named by their argument: compressed bytes differ from process to process (a gzip header
    holds the time), and the workers that share the tests must agree on their names."""
    if isinstance(val, bytes) or (isinstance(val, str) and len(val) > LONGEST_ID):
        return argname
    return None


@pytest.fixture(autouse=True, scope="session")
def migrated_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Migrations run once in each process; an empty SQLite database then gets what they made, which takes no time. What
    they do is tried by tests/store/test_migrate.py, without this."""
    file = tmp_path_factory.mktemp("migrated") / "empty.db"
    made = make_engine(f"sqlite:///{file}")
    migrate(made)
    made.dispose()

    def filled(engine: Engine) -> None:
        with suppress(SQLAlchemyError):  # the real one finds it too, and says what it is
            if engine.dialect.name == "sqlite" and not inspect(engine).get_table_names():
                _copy(file, engine)
        migrate(engine)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "migrate", filled)
        yield


def _copy(file: Any, engine: Engine) -> None:
    connection = engine.raw_connection()
    try:
        with sqlite3.connect(file) as template:
            template.backup(connection.driver_connection)
    finally:
        connection.close()

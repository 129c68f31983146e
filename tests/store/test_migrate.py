"""The migrations lead to the tables, on both databases, from any number of processes at once."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from store_records import ARTICLE, NOW, make_coverage, save_one

from mediawatch.errors import StoreError
from mediawatch.model import Correction
from mediawatch.store import migrate, open_store, tables
from mediawatch.store import store as opening
from mediawatch.store.columns import metadata
from mediawatch.store.connect import make_engine
from mediawatch.store.rows import article_columns, coverage_columns


@pytest.fixture(autouse=True)
def migrated_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every empty database is migrated, not copied (tests/conftest.py)."""
    monkeypatch.setattr(opening, "migrate", migrate.migrate)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path) -> str:
    """The address of a database with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    return request.getfixturevalue("empty_postgresql")


@pytest.fixture
def connection(empty: str) -> Iterator[sa.Connection]:
    """A connection to a database that was migrated from nothing."""
    with open_store(empty) as store, store.engine.connect() as opened:
        yield opened


def _of_the_tables(thing, name, kind, _reflected, _compare_to) -> bool:
    table = name if kind == "table" else thing.table.name
    return not table.startswith(("search_index", migrate.VERSION_TABLE))


def test_migrations_lead_to_the_tables(connection) -> None:
    options = {"compare_type": True, "compare_server_default": True, "include_object": _of_the_tables}
    context = MigrationContext.configure(connection, opts=options)
    assert compare_metadata(context, metadata) == []


def test_rules_and_references_are_there_too(connection) -> None:
    found = sa.inspect(connection)
    for table in metadata.tables.values():
        references = {
            key["referred_table"]: key["options"].get("ondelete") for key in found.get_foreign_keys(table.name)
        }
        assert references == {key.column.table.name: key.ondelete for key in table.foreign_keys}
        checks = {check["name"] for check in found.get_check_constraints(table.name)}
        expected = {str(rule.name) for rule in table.constraints if isinstance(rule, sa.CheckConstraint)}
        assert checks == expected
        assert found.get_pk_constraint(table.name)["constrained_columns"] == [
            column.name for column in table.primary_key
        ]


def test_the_index_is_there(connection) -> None:
    columns = {column["name"] for column in sa.inspect(connection).get_columns("search_index")}
    assert columns in ({"title", "lead", "body"}, {"revision", "words"})


def test_the_newest_migration_is_the_one_the_code_expects(connection) -> None:
    script = ScriptDirectory.from_config(migrate.alembic_config(connection))
    assert script.get_current_head() == migrate.HEAD
    written = connection.scalar(sa.text(f"SELECT version_num FROM {migrate.VERSION_TABLE}"))
    assert written == migrate.HEAD


def test_opening_again_keeps_everything(empty) -> None:
    with open_store(empty) as store:
        save_one(store, ARTICLE)
    with open_store(empty) as store:
        assert len(store.stories("modum")) == 1


def test_what_the_first_version_stored_is_kept_and_can_be_corrected(empty) -> None:
    engine = make_engine(empty)
    with engine.execution_options(writes=True).begin() as connection:
        command.upgrade(migrate.alembic_config(connection), "0001")
        _store_as_then(connection)
    engine.dispose()
    with open_store(empty) as store:
        (story,) = store.stories("modum")
        assert (story.lead.article.title, story.lead.corrected) == (ARTICLE.title, ())
        given = {"what": "tone", "value": "negative", "before": "positive", "by": "Kari", "at": NOW}
        store.correct(Correction(id=0, organisation="modum", story=story.id, **given))
        assert store.story(story.id).lead.tone.label == "negative"


def _store_as_then(connection: sa.Connection) -> None:
    """One relevant article, with the columns of the first version."""
    then = {"content_hash": "0" * 32, "revisions": 1, "first_seen": NOW, "changed_at": NOW}
    connection.execute(sa.insert(tables.article).values(**article_columns(ARTICLE), **then))
    connection.execute(sa.insert(tables.story).values(organisation="modum", first_seen=NOW))
    columns = {name: value for name, value in coverage_columns(make_coverage(ARTICLE)).items() if name != "corrected"}
    known = {"article": 1, "story": 1, "revision": 1, "first_seen": NOW}
    connection.execute(sa.insert(tables.coverage).values(**columns, **known))


def test_processes_that_open_an_empty_database_at_once_do_no_harm(empty) -> None:
    code = f"from mediawatch.store import open_store; print(len(open_store({empty!r}).feed_states()))"
    started = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    answers = [process.communicate() for process in started]
    assert [out.strip() for out, _err in answers] == ["0"] * 3, answers


def test_a_database_of_a_newer_mediawatch_is_left_alone(empty) -> None:
    with open_store(empty) as store, store.engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE {migrate.VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(StoreError, match="9999") as caught:
        open_store(empty)
    assert "nyere utgave" in caught.value.advice


def test_a_migration_that_fails_leaves_the_database_as_it_was(empty, monkeypatch) -> None:
    engine = make_engine(empty)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE judgement (theirs INTEGER)"))  # the last table to be made
    with pytest.raises((StoreError, sa.exc.DBAPIError)):
        migrate.migrate(engine)
    with engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == ["judgement"]
    engine.dispose()

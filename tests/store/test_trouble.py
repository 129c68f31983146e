"""A database that cannot be had says so in words an operator can use, and never shows a password."""

import sqlite3
import threading

import pytest
import sqlalchemy as sa
from store_records import ARTICLE, NOW, make_item, save_one

from mediawatch.errors import StoreError
from mediawatch.store import connect, open_store
from mediawatch.store.trouble import advice_for


def refused(address: str) -> StoreError:
    with pytest.raises(StoreError) as caught:
        open_store(address)
    assert caught.value.advice
    assert "hemmelig" not in str(caught.value) + caught.value.advice
    return caught.value


@pytest.mark.parametrize(
    "address", ["", "mediawatch.db", "mysql://bruker:hemmelig@tjener/base", "sqlite+aiosqlite:///x"]
)
def test_an_address_of_another_kind(address) -> None:
    assert "sqlite:///" in refused(address).advice


def test_a_missing_folder(tmp_path) -> None:
    assert f"{tmp_path}/finnes/ikke" in refused(f"sqlite:///{tmp_path}/finnes/ikke/mediawatch.db").advice


def test_a_folder_in_place_of_the_file(tmp_path) -> None:
    assert "kan ikke åpnes" in refused(f"sqlite:///{tmp_path}").advice


def test_a_file_that_is_no_database(tmp_path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Dette er et notat, og ikke en database. " * 100)
    assert "ikke en database" in refused(f"sqlite:///{file}").advice
    assert file.read_text().startswith("Dette er et notat")


def test_a_server_that_does_not_answer() -> None:
    assert "svarer ikke" in refused("postgresql://bruker:hemmelig@127.0.0.1:9/mediawatch").advice


def test_a_database_that_does_not_exist(postgresql) -> None:
    assert "finnes ikke" in refused(postgresql.format("no_such_database")).advice


def test_a_user_that_does_not_exist(postgresql) -> None:
    address = sa.make_url(postgresql.format("postgres")).set(username="nobody_here", password="hemmelig")
    assert "brukernavnet" in refused(address.render_as_string(hide_password=False)).advice


def test_a_user_without_rights(empty_postgresql) -> None:
    with connect.make_engine(empty_postgresql).begin() as connection:
        connection.execute(sa.text("DROP ROLE IF EXISTS reader"))
        connection.execute(sa.text("CREATE ROLE reader LOGIN"))
    address = sa.make_url(empty_postgresql).set(username="reader")
    assert "mangler rettigheter" in refused(address.render_as_string(hide_password=False)).advice


@pytest.mark.parametrize(
    ("message", "code", "advice"),
    [
        ("database is locked", None, "opptatt"),
        ("database or disk is full", None, "full"),
        ("attempt to write a readonly database", None, "skrives til"),
        ("disk I/O error", None, "Disken svarer med feil"),
        ("no such module: fts5", None, "FTS5"),
        ('password authentication failed for user "x"', None, "passordet"),
        ("passordautentisering feilet", "28P01", "passordet"),
        ("", "53100", "full"),
        ("", "53300", "max_connections"),
        ("server closed the connection unexpectedly", None, "svarer ikke"),
        ("noe helt annet", "XX000", "loggen"),
    ],
)
def test_advice(message, code, advice) -> None:
    assert advice in advice_for(message, code)


def test_a_locked_database(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.1)
    file = tmp_path / "mediawatch.db"
    with open_store(f"sqlite:///{file}") as store:
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught:
            store.add_items([make_item(1)], NOW)
        assert "opptatt" in caught.value.advice
        assert store.feed_states() == []  # a reader is not in the way
        other.execute("ROLLBACK")
        other.close()
        assert store.add_items([make_item(1)], NOW) == (1, 0)


def test_a_writer_waits_for_another(tmp_path) -> None:
    file = tmp_path / "mediawatch.db"
    with open_store(f"sqlite:///{file}") as store:
        other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(0.2, lambda: other.execute("COMMIT"))
        timer.start()
        try:
            assert store.add_items([make_item(1)], NOW) == (1, 0)
        finally:
            timer.join()
            other.close()


def test_a_full_disk_ends_the_job_and_harms_nothing(tmp_path) -> None:
    file = tmp_path / "mediawatch.db"
    with open_store(f"sqlite:///{file}") as store:
        save_one(store, ARTICLE)
        with store.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

        def limit(raw, _record, _proxy) -> None:
            raw.execute(f"PRAGMA max_page_count = {pages + 4}")

        sa.event.listen(store.engine, "checkout", limit)
        with pytest.raises(StoreError) as caught:
            store.add_items([make_item(number, text="ord " * 2000) for number in range(50)], NOW)
        assert "full" in caught.value.advice
        assert store.count_waiting(NOW) == 0
        assert len(store.stories("modum")) == 1
        sa.event.remove(store.engine, "checkout", limit)
    raw = sqlite3.connect(file)
    assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.close()
    with open_store(f"sqlite:///{file}") as store:
        assert store.add_items([make_item(1)], NOW) == (1, 0)


def test_the_words_of_a_failed_statement_are_not_in_the_error(tmp_path) -> None:
    with open_store(f"sqlite:///{tmp_path}/mediawatch.db") as store:
        with store.engine.begin() as connection:
            connection.execute(sa.text("CREATE TRIGGER no BEFORE INSERT ON item BEGIN SELECT RAISE(ABORT, 'no'); END"))
        with pytest.raises(sa.exc.IntegrityError) as caught:
            store.add_items([make_item(1, text="Kronglebekken")], NOW)
    assert "Kronglebekken" not in str(caught.value)


def test_our_own_faults_are_not_dressed_up_as_the_databases(tmp_path) -> None:
    with (
        open_store(f"sqlite:///{tmp_path}/mediawatch.db") as store,
        pytest.raises(sa.exc.IntegrityError),
        connect.writing(store.engine) as connection,
    ):
        connection.exec_driver_sql("INSERT INTO sketch (article, shingles, title_words, words) VALUES (7, 1, 1, 1)")


def test_sqlite_is_set_up_as_it_should_be(tmp_path) -> None:
    with open_store(f"sqlite:///{tmp_path}/mediawatch.db") as store, store.engine.connect() as connection:
        read = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert read == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1, "busy_timeout": 30_000}


def test_a_closed_store_leaves_one_file(tmp_path) -> None:
    with open_store(f"sqlite:///{tmp_path}/mediawatch.db") as store:
        save_one(store, ARTICLE)
    assert [file.name for file in tmp_path.iterdir()] == ["mediawatch.db"]


def test_a_store_in_memory() -> None:
    with open_store("sqlite://") as store:
        save_one(store, ARTICLE)
        assert len(store.stories("modum")) == 1

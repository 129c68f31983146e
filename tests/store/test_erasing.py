"""A name that was erased is nowhere, and does not come back, on both databases and wherever it is broken off."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Thread

import pytest
import sqlalchemy as sa
from store_records import ARTICLE, HOUR, NOW, make_item, save_one

from mediawatch.model import Contact, Note
from mediawatch.store import erasing
from mediawatch.store.access_tables import audit_entry
from mediawatch.store.archive_tables import archive_word
from mediawatch.store.columns import Words, metadata
from mediawatch.store.connect import writing
from mediawatch.store.erasing import erase, tidy_up
from mediawatch.store.holdings import LEFT_OUT, all_texts, held, reason_left_out, tables, text_columns, walked
from mediawatch.store.redacting import forms_of, looking_for, words_in

NAME = "Åse Fjellvåg"
FORMS = forms_of(NAME)
KNOWN = looking_for(FORMS)
NAMED = replace(
    ARTICLE,
    title="Åse Fjellvåg refser Modum",
    lead="– Det holder, sier Åse Fjellvåg.",
    text="Lang sak der Fjellvåg, Åse er nevnt, og brua heter fortsatt Storbrua.",
    authors=("Åse Fjellvåg", "Ola Lien"),
)


def fill_everything(store) -> None:
    """The name in every column of every table that words may stand in."""
    with writing(store.engine, guarded=False) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SET session_replication_role = replica"))  # no row needs its parents
        for table in tables():
            for number in (1, 2):
                connection.execute(sa.insert(table).values(**row_of(table, number)))
    save_one(store, NAMED)


def row_of(table: sa.Table, number: int) -> dict[str, object]:
    """A row of a table with the name in each of its texts."""
    row: dict[str, object] = {}
    names = {column.name for column in walked(table)}
    for column in table.columns:
        if column.name in names:
            row[column.name] = _with_name(column, number)
        elif not column.nullable or column.primary_key or column.name == "closed_at":
            row[column.name] = _anything(table, column, number)
    return row


def _with_name(column: sa.Column, number: int) -> object:
    if isinstance(column.type, sa.String):
        return f"{NAME.lower().replace(' ', '.')}@post{number}.example"
    if isinstance(column.type, Words):
        return f"{number}: {NAME}s ord, «Fjellvåg, Åse»"
    return {"mentions": [{"surface": NAME, "subject": "modum"}], "since": None, "tips": [], "link": "x"}


CLOSED = {
    ("item", "state"): "read",
    ("delivery", "state"): "sent",
    ("alarm_notice", "state"): "sent",
    ("membership", "role"): "reader",
    ("search_mail", "every"): "day",
    ("contact", "kind"): "desk",
}


def _anything(table: sa.Table, column: sa.Column, number: int) -> object:
    if (table.name, column.name) in CLOSED:
        return CLOSED[table.name, column.name]
    kind = column.type.python_type if not hasattr(column.type, "impl") else None
    name = type(column.type).__name__
    if name == "Moment":
        return NOW
    if name == "Date":
        return NOW.date()
    if name == "Parts":
        return []
    if isinstance(column.type, sa.Boolean):
        return True
    if kind in (int, float):
        return number + 100 * (kind is int)
    return f"w{number}" if isinstance(column.type, sa.String) and column.type.length > 3 else "yes"


def dump(store) -> str:
    """Everything in the database as text: no type of ours between."""
    with store.engine.begin() as connection:
        names = sa.inspect(connection).get_table_names()
        made = [repr(tuple(row)) for name in names for row in connection.execute(sa.text(f'SELECT * FROM "{name}"'))]
    return "\n".join(made)


def gone(store) -> bool:
    text = dump(store).casefold()
    return not any(one in text for one in ("åse fjellvåg", "fjellvåg, åse", "åse.fjellvåg", "\\u00e5se fjellv"))


@pytest.fixture
def full(store) -> Iterator[object]:
    """A store with the name everywhere."""
    if store.engine.dialect.name == "sqlite":
        with store.engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
            connection.connection.driver_connection.execute("PRAGMA ignore_check_constraints = ON")
        sa.event.listen(store.engine, "connect", _lenient)
        store.engine.dispose()
    fill_everything(store)
    return store


def _lenient(connection, _record) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")


def erased(store) -> str:
    request = store.erased.add(FORMS, words_in(NAME), NOW)
    erase(store.engine, FORMS, request)
    store.erased.finish(request, NOW)
    return request


def test_every_column_with_words_is_gone_through_or_has_a_reason_not_to() -> None:
    assert all(LEFT_OUT.values())
    known = {f"{table.name}.{column.name}" for table in metadata.sorted_tables for column in table.columns}
    names = {column.partition(".")[2] for column in known}
    for left in LEFT_OUT:
        table, _, column = left.partition(".")
        assert left in known or (table == "*" and column in names), f"{left} is in no table"
    for table in metadata.sorted_tables:
        for column in text_columns(table):
            if isinstance(column.type, Words):
                continue  # whatever is written lies in these
            told = f"{column}: list it in LEFT_OUT with the reason, or here as one that names stand in"
            assert reason_left_out(column) or f"{column}" in NAMES_IN, told


NAMES_IN = {
    "account.email", "alarm_notice.to", "delivery.recipient", "note.author", "story_tag.tag", "enquiry.outlet",
    "enquiry.owner", "pitch.owner", "response.owner", "voice_verdict.quoted",
}  # fmt: skip
"""Short texts and lists that a name may stand in; JSON of tables is added below."""
NAMES_IN |= {
    f"{table.name}.{column.name}"
    for table in metadata.sorted_tables
    for column in text_columns(table)
    if type(column.type).__name__ == "Parts"
}


def test_the_name_is_in_no_table_afterwards(full) -> None:
    assert not gone(full)
    assert {one.table for one in held(full.engine, KNOWN)} >= {table.name for table in tables()}
    rows = _counted(full)
    erased(full)
    assert gone(full)
    assert list(held(full.engine, KNOWN)) == []
    assert _counted(full) == rows


def _counted(store) -> dict[str, int]:
    """How many rows each table has, but those that follow from others."""
    follow = ("erased_name", "privacy_key", "archive_word", "filed_copy")
    return {name: _count(store, name) for name in metadata.tables if name not in follow}


def _count(store, name: str) -> int:
    with store.engine.begin() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(metadata.tables[name]))


def test_nothing_is_left_in_the_file(full, tmp_path) -> None:
    erased(full)
    assert tidy_up(full.engine, ["article"])
    for file in tmp_path.glob("mediawatch.db*"):
        content = file.read_bytes()
        assert NAME.encode() not in content
        assert "Fjellvåg, Åse".encode() not in content


def test_broken_off_anywhere_it_is_finished_by_the_next(full, monkeypatch) -> None:
    whole = erasing.writing
    steps = [0]
    for broken_at in (0, 1, 2, 5, 9, 14, 20, 10_000):
        steps[0] = 0

        @contextmanager
        def breaks(engine, broken_at=broken_at):
            with whole(engine) as connection:
                yield connection
                steps[0] += 1
                if steps[0] > broken_at:
                    raise KeyboardInterrupt

        monkeypatch.setattr(erasing, "writing", breaks)
        try:
            erased(full)
        except KeyboardInterrupt:
            assert full.erased.unfinished() == [NOW]
    assert steps[0] < 10_000
    assert gone(full)
    assert full.erased.unfinished() == []


def test_the_next_poll_does_not_bring_it_back(store) -> None:
    save_one(store, NAMED)
    erased(store)
    assert save_one(store, NAMED).outcome == "unchanged"
    changed = replace(NAMED, title="Nye ord: Åse Fjellvåg", text="Ny tekst med ÅSE FJELLVÅG og storbrua.")
    assert save_one(store, changed, now=NOW + HOUR).outcome == "revision"
    store.add_items([make_item(7, title="Åse Fjellvåg igjen", lead="Fjellvåg, Åse")], NOW)
    assert gone(store)
    (story,) = store.search("storbrua", "modum")
    assert story.lead.article.title == "Nye ord: [slettet navn]"
    assert story.lead.article.address == NAMED.address
    assert story.lead.article.authors == ("[slettet navn]", "Ola Lien")


def test_the_index_does_not_find_it_but_all_the_rest(store) -> None:
    save_one(store, NAMED)
    other = replace(
        NAMED, address="https://fossposten.example/sak/2", title="Åse møter Fjellvåg", lead="", text="", authors=()
    )
    save_one(store, other)
    before = [story.id for story in store.search("storbrua holder", "modum")]
    assert len(store.search('"åse fjellvåg"', "modum")) == 1
    erased(store)
    assert store.search('"åse fjellvåg"', "modum") == []
    assert store.search('"fjellvåg åse"', "modum") == []
    assert len(store.search("fjellvåg", "modum")) == 1, "somebody else of that name is still found"
    assert [story.id for story in store.search("storbrua holder", "modum")] == before != []
    assert len(store.search('"brua heter fortsatt Storbrua"', "modum")) == 1


def test_words_of_titles_are_counted_down(store) -> None:
    save_one(store, NAMED)
    erased(store)
    with store.engine.begin() as connection:
        words = set(connection.scalars(sa.select(archive_word.c.word)))
    assert "refser" in words
    assert not words & {"åse", "fjellvåg"}


def test_people_cannot_write_it_again(store) -> None:
    (story,) = save_one(store, ARTICLE).story_ids.values()
    erased(store)
    note = Note(id=0, organisation="modum", story=story, author="a@x.no", by="A", at=NOW, text="Ring Åse Fjellvåg")
    store.notes.add(note)
    kept = store.contacts.add(
        Contact(organisation="modum", name="Åse Fjellvåg", outlet="x", created_at=NOW), by="a@x.no", now=NOW
    )
    assert kept.name == store.contacts.one("modum", kept.id).name == "[slettet navn]"
    store.contacts.change("modum", kept.id, by="a@x.no", now=NOW, expected=1, hours="Åse Fjellvåg til kl. 12")
    assert gone(store)
    assert store.erased.known("Åse Fjellvågs")
    assert not store.erased.known("Åse Fjell")


def test_another_process_knows_at_once(store, another) -> None:
    other = another()
    save_one(other, ARTICLE)
    erased(store)
    save_one(other, NAMED)
    assert gone(store)


def test_a_writer_under_way_is_waited_for(store, another) -> None:
    """A transaction that began before the name was on the list ends first; what it wrote is then found."""
    other = another()
    began, go_on = Event(), Event()

    def write() -> None:
        with writing(other.engine) as connection:
            connection.execute(sa.insert(audit_entry).values(**ENTRY))
            began.set()
            go_on.wait(10)

    thread = Thread(target=write)
    thread.start()
    began.wait(10)
    eraser = Thread(target=erased, args=(store,))
    eraser.start()
    eraser.join(0.3)
    assert eraser.is_alive()
    go_on.set()
    thread.join()
    eraser.join()
    assert gone(store)


ENTRY = {
    "organisation": "modum", "at": NOW, "by": NAME, "action": "x", "subject": "x", "before": "", "after": "", "why": "",
}  # fmt: skip


def test_an_open_account_is_left_until_its_access_is_taken_away(store) -> None:
    account, _ = store.access.grant("åse.fjellvåg@modum.example", "modum", "reader", name=NAME, by="x", now=NOW)
    erased(store)
    assert store.access.account_with(account.id) == account
    store.access.withdraw(account.id, "modum")
    erased(store)
    left = store.access.account_with(account.id)
    assert (left.name, left.email) == ("[slettet navn]", "slettet@modum.example")


def test_keys_that_would_be_one_stay_two(store) -> None:
    for email in ("åse.fjellvåg@modum.example", "fjellvåg.åse@modum.example"):
        account, _ = store.access.grant(email, "modum", "reader", name=NAME, by="x", now=NOW)
        store.access.withdraw(account.id, "modum")
    erased(store)
    assert gone(store)
    assert _count(store, "account") == 2


def test_a_name_can_be_let_in_again(store) -> None:
    erased(store)
    assert store.erased.state_of(words_in(NAME)) == NOW
    assert store.erased.lift(words_in(NAME))
    assert not store.erased.lift(words_in(NAME))
    assert store.erased.state_of(words_in(NAME)) is None
    save_one(store, NAMED)
    assert not gone(store)


def test_the_list_holds_no_names(store) -> None:
    request = erased(store)
    with store.engine.begin() as connection:
        rows = connection.execute(sa.text("SELECT * FROM erased_name")).all()
    assert len(rows) == 2
    assert "fjell" not in repr(rows).casefold()
    assert request in repr(rows)


def test_texts_are_walked_in_a_table_added_tomorrow(store) -> None:
    made = sa.Table("tomorrow", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("said", Words))
    try:
        made.create(store.engine)
        with writing(store.engine) as connection:
            connection.execute(sa.insert(made).values(said=f"Hei {NAME}"))
        assert [one.table for one in held(store.engine, KNOWN)] == ["tomorrow"]
        assert f"Hei {NAME}" in list(all_texts(store.engine))
        erased(store)
        assert gone(store)
    finally:
        metadata.remove(made)

"""Everything that is kept about somebody, wherever it lies: every text column of every table is gone through.

A table added tomorrow is covered without a word said here. Left out is what LEFT_OUT lists with its reason: ids, closed
lists and fingerprints, which no person is written into.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import JSON, Column, Connection, Engine, String, Table, and_, select

from mediawatch.store.columns import Parts, Words, metadata
from mediawatch.store.connect import reading
from mediawatch.store.redacting import Known, is_address, spans, texts_in, words_in

AROUND = 60
"""Letters shown on each side of a name."""

_IDS = "an id of the configuration, or a word of a closed list"
_PRINT = "a fingerprint: no word can be read back"
_LEASE = "the name of a process of ours"
_MACHINE = "made by a program for programs"

LEFT_OUT: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "*.organisation", "*.kind", "*.state", "*.status", "*.topic", "*.what", "*.month", "*.week", "*.told_in",
            "*.role", "*.scope", "*.method", "*.tone_label", "*.tone", "*.every", "*.outcome", "*.health", "*.language",
            "*.source", "*.tier", "*.purpose", "*.linked", "*.rules", "coverage.corrected", "coded_story.said",
            "coded_story.coder_one", "coded_story.coder_two", "*.subjects", "audit_entry.action", "night_job.name",
            "night_job.told", "neighbour_watch.name", "neighbour_mention.name", "reading.reading", "reading.value",
            "reported_week.silent", "reported_week.stories", "reported_week.targets", "*.decision",
        ),
        _IDS,
    ),
    **{
        f"{table}.{column}": _IDS
        for table, columns in {
            "feed_state": ("feed", "outlet", "gaps_hours", "url", "etag", "last_modified"),
            "poll_log": ("feed",),
            "item": ("feed", "outlet"),
            "article": ("outlet", "article_id"),
            "added_outlet": ("id", "hosts"),
            "added_feed": ("id", "outlet", "url"),
            "filed_copy": ("outlet",),
            "neighbour_mention": ("outlet",),
            "alarm": ("key", "stories"),
            "absence": ("line", "deputy"),
            "crisis": ("speakers",),
            "enquiry": ("came_by", "department", "speaker", "answer_way", "citation_check", "stories", "not_stories",
                        "archive_exchanged", "archive_handled", "archive_value"),
            "pitch": ("rejected",),
            "response": ("errors", "ours", "secret", "persons", "growing", "points"),
            "statement": ("line", "channel"),
            "voice_verdict": ("verdict",),
            "fact": ("verdict", "answer"),
            "reply": ("channel",),
            "sketch": ("article_id",),
        }.items()
        for column in columns
    },
    **dict.fromkeys(
        (
            "*.content_hash", "*.key_print", "*.address_print", "*.guid_print", "*.title_print", "*.content_print",
            "*.article_print", "*.token_print", "*.browser_print", "*.state_print", "*.feed_print", "*.print",
            "*.request", "sketch.shingles", "sketch.title_words", "correction.trace", "privacy_key.key",
        ),
        _PRINT,
    ),
    "*.lease_by": _LEASE,
    "enquiry_mail.identity": _MACHINE,
    "enquiry_thread.message_id": _MACHINE,
    "*.nonce": _MACHINE,
    "*.verifier": _MACHINE,
    "archive_word.word": "single words of titles, each counted alone; one that a title loses is counted down",
}  # fmt: skip
"""Columns ("*": of every table) that are not gone through, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One text that has a name. `row`: the key of its row; `text`: the words around; `stays`: it is the address of a
    page, which an erasure leaves, or the page could not be found."""

    table: str
    column: str
    row: Mapping[str, Any]
    organisation: str
    text: str
    stays: bool = False


def text_columns(table: Table) -> list[Column[Any]]:
    """The columns of a table that hold words."""
    return [column for column in table.columns if isinstance(column.type, Words | Parts | String | JSON)]


@cache
def walked(table: Table) -> tuple[Column[Any], ...]:
    """Those of them that somebody's name may stand in."""
    return tuple(column for column in text_columns(table) if reason_left_out(column) is None)


def reason_left_out(column: Column[Any]) -> str | None:
    """Why a column is not gone through, None where it is."""
    return LEFT_OUT.get(f"{column.table.name}.{column.name}") or LEFT_OUT.get(f"*.{column.name}")


def tables() -> list[Table]:
    """The tables with words in them, in the order they refer to each other."""
    return [table for table in metadata.sorted_tables if walked(table)]


def rows_with(connection: Connection, table: Table, known: Known) -> Iterator[tuple[Mapping[str, Any], list[str]]]:
    """The rows of a table that have a name, each with the columns it stands in."""
    columns = walked(table)
    here = (*table.primary_key.columns, *columns, *_organisation(table))
    query = select(*dict.fromkeys(here))
    for row in connection.execution_options(yield_per=500).execute(query).mappings():
        found = [column.name for column in columns if _has(row[column.name], known)]
        if found:
            yield dict(row), found


def _organisation(table: Table) -> list[Column[Any]]:
    return [table.c.organisation] if "organisation" in table.c else []


def _has(value: Any, known: Known) -> bool:
    return value is not None and any(spans(text, known) for text in texts_in(value))


def key_of(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """The key of a row."""
    return {column.name: row[column.name] for column in table.primary_key.columns}


def held(engine: Engine, known: Known) -> Iterator[Held]:
    """Everything that has a name, table by table."""
    for table in tables():
        with reading(engine) as connection:
            for row, columns in rows_with(connection, table, known):
                for column in columns:
                    yield from _held(table, column, row, known)


def _held(table: Table, column: str, row: Mapping[str, Any], known: Known) -> Iterator[Held]:
    for text in texts_in(row[column]):
        for start, end in spans(text, known):
            around = text[max(start - AROUND, 0) : end + AROUND]
            yield Held(
                table=table.name,
                column=column,
                row=key_of(table, row),
                organisation=str(row.get("organisation") or ""),
                text=" ".join(around.split()),
                stays=is_address(text),
            )


def all_texts(engine: Engine) -> Iterator[str]:
    """Every text that is kept, to look for names that are nearly right."""
    for table in tables():
        with reading(engine) as connection:
            columns = walked(table)
            for row in connection.execution_options(yield_per=500).execute(select(*columns)):
                yield from (text for value in row if value is not None for text in texts_in(value))


def rows_named(engine: Engine, name: str, known: Known) -> list[Mapping[str, Any]]:
    """The whole rows of a table that have a name somewhere."""
    table = metadata.tables[name]
    with reading(engine) as connection:
        keys = [key_of(table, row) for row, _columns in rows_with(connection, table, known)]
        found = (and_(*(table.c[column] == value for column, value in key.items())) for key in keys)
        return [dict(connection.execute(select(table).where(where)).mappings().one()) for where in found]


def beside(engine: Engine, table: str, named: str, known: Known, columns: Iterable[str]) -> list[str]:
    """What stands in other columns of the rows whose column `named` has the name, and in nobody else's row: the number
    of a newsroom is not its journalist's."""
    with reading(engine) as connection:
        rows = list(connection.execute(select(metadata.tables[table])).mappings())
    theirs = {_flat(row[column]) for row in rows if not _has(row[named], known) for column in columns}
    mine = (row[column] for row in rows if _has(row[named], known) for column in columns)
    return [value for value in mine if value and _flat(value) not in theirs]


def _flat(value: Any) -> str:
    return "".join(words_in(str(value or "")))

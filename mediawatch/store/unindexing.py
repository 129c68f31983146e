"""Taking a name out of the full-text index, which holds the words of texts that are not kept.

On SQLite the index has no texts of its own, so what a row was made of is put together again from the words and their
places; then the row is written anew. On PostgreSQL the places of the words are taken out.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import Connection, bindparam, text

from mediawatch.store.redacting import Form
from mediawatch.store.search import stem

_COLUMNS = ("title", "lead", "body")
_LEXEME = re.compile(r"'((?:[^']|'')*)':([\d,A-D]+)")
Fields = dict[str, list[str]]
"""Column to its stems in order."""
_POSITION = re.compile(r"(\d+)([A-D]?)")


def take_out(connection: Connection, forms: Collection[Form]) -> list[int]:
    """Take every place where one of the names stands out of the index; answers which versions had it."""
    wanted = {stems for form in forms if (stems := tuple(found for word in form if (found := stem(word))))}
    if not wanted:
        return []
    if connection.dialect.name == "postgresql":
        return _from_postgresql(connection, wanted)
    return _from_sqlite(connection, wanted)


def keep_titles(connection: Connection, revisions: Sequence[int]) -> None:
    """Let some texts be found by the words of their titles only."""
    if not revisions:
        return
    if connection.dialect.name == "postgresql":
        query = text("UPDATE search_index SET words = ts_filter(words, '{a}') WHERE revision IN :ids")
        connection.execute(query.bindparams(bindparam("ids", expanding=True)), {"ids": list(revisions)})
        return
    for number, fields in _rebuilt(connection, revisions).items():
        _write_anew(connection, number, fields, {"title": fields["title"], "lead": [], "body": []})


def _without(stems: Sequence[str], wanted: Collection[Form]) -> list[int]:
    """The places in a row of stems that belong to a name."""
    lengths = sorted({len(form) for form in wanted}, reverse=True)
    gone: list[int] = []
    index = 0
    while index < len(stems):
        length = next((one for one in lengths if tuple(stems[index : index + one]) in wanted), 0)
        gone.extend(range(index, index + length))
        index += length or 1
    return gone


# SQLite ---------------------------------------------------------------------------------------------------------------


def _from_sqlite(connection: Connection, wanted: Collection[Form]) -> list[int]:
    query = " OR ".join(f'"{" ".join(form)}"' for form in wanted)
    ids = list(
        connection.scalars(text("SELECT rowid FROM search_index WHERE search_index MATCH :query"), {"query": query})
    )
    if not ids:
        return []
    before = _rebuilt(connection, ids)
    for number, fields in before.items():
        _write_anew(connection, number, fields, {name: _left(stems, wanted) for name, stems in fields.items()})
    connection.execute(text("INSERT INTO search_index (search_index) VALUES ('optimize')"))
    return list(before)


def _write_anew(connection: Connection, number: int, before: Fields, after: Fields) -> None:
    """A row without texts of its own can only be deleted by saying what it was made of."""
    connection.execute(
        text("INSERT INTO search_index (search_index, rowid, title, lead, body) "
             "VALUES ('delete', :number, :title, :lead, :body)"),
        {"number": number, **{name: " ".join(before[name]) for name in _COLUMNS}},
    )  # fmt: skip
    connection.execute(
        text("INSERT INTO search_index (rowid, title, lead, body) VALUES (:number, :title, :lead, :body)"),
        {"number": number, **{name: " ".join(after[name]) for name in _COLUMNS}},
    )


def _left(stems: Sequence[str], wanted: Collection[Form]) -> list[str]:
    gone = set(_without(stems, wanted))
    return [one for index, one in enumerate(stems) if index not in gone]


def _rebuilt(connection: Connection, ids: Iterable[int]) -> dict[int, dict[str, list[str]]]:
    """What rows were made of: their stems in order, by column. One look at the whole index."""
    connection.execute(
        text("CREATE VIRTUAL TABLE IF NOT EXISTS temp.indexed_word USING fts5vocab(main, search_index, instance)")
    )
    query = text('SELECT doc, col, "offset", term FROM temp.indexed_word WHERE doc IN :ids').bindparams(
        bindparam("ids", expanding=True)
    )
    places: defaultdict[int, dict[str, list[tuple[int, str]]]] = defaultdict(lambda: {name: [] for name in _COLUMNS})
    for document, column, offset, term in connection.execute(query, {"ids": list(ids)}):
        places[document][column].append((offset, term))
    return {
        document: {name: [term for _offset, term in sorted(found)] for name, found in fields.items()}
        for document, fields in places.items()
    }


# PostgreSQL -----------------------------------------------------------------------------------------------------------


def _from_postgresql(connection: Connection, wanted: Collection[Form]) -> list[int]:
    query = " | ".join("(" + " <-> ".join(f"'{word}'" for word in form) + ")" for form in wanted)
    rows = connection.execute(
        text("SELECT revision, CAST(words AS text) FROM search_index WHERE words @@ CAST(:query AS tsquery)"),
        {"query": query},
    ).all()
    for revision, words in rows:
        connection.execute(
            text("UPDATE search_index SET words = CAST(:words AS tsvector) WHERE revision = :revision"),
            {"words": _rewritten(words, wanted), "revision": revision},
        )
    return [revision for revision, _words in rows]


def _rewritten(words: str, wanted: Collection[Form]) -> str:
    """A tsvector without the places of the names."""
    placed = sorted(_placed(words))
    gone: set[tuple[int, str]] = set()
    for run in _runs(placed):
        stems = [word for _position, word, _weight in run]
        gone |= {(run[index][0], stems[index]) for index in _without(stems, wanted)}
    left: defaultdict[str, list[str]] = defaultdict(list)
    for position, word, weight in placed:
        if (position, word) not in gone:
            left[word].append(f"{position}{weight}")
    return " ".join(f"'{word}':{','.join(places)}" for word, places in left.items())


def _placed(words: str) -> Iterator[tuple[int, str, str]]:
    for word, places in _LEXEME.findall(words):
        yield from ((int(position), word, weight) for position, weight in _POSITION.findall(places))


def _runs(placed: Sequence[tuple[int, str, str]]) -> Iterator[list[tuple[int, str, str]]]:
    """Words that stand right after each other."""
    run: list[tuple[int, str, str]] = []
    for one in placed:
        if run and one[0] != run[-1][0] + 1:
            yield run
            run = []
        run.append(one)
    if run:
        yield run

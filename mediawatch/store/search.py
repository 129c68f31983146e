"""Full-text search over title, lead and body in Norwegian, without keeping the text.

The index holds stems, not words: FTS5 without content on SQLite, a `tsvector` on PostgreSQL, one row per revision
(`search_index.rowid` or `.revision` = `revision.id`). Rows of earlier revisions are passed over by a join, since a
contentless FTS5 table of SQLite before 3.43 can delete only when given the text again. Both databases are given the
very same stems, so both find the same.

How a word becomes a stem (`stem`):

1. lower case; the snowball stemmer for Norwegian, again until nothing changes: *kommunestyret*, *kommunestyrene* ->
   *kommunestyr*; *ordføreren* -> *ordfører* -> *ordfør*.
2. Two gaps of that stemmer are filled first: the plural *-erne* (*lærerne*) is read as *-er*, and *-mm*, which no
   Norwegian word ends in, as *-m* (*flommen*, *sykehjemmet* as *flom*, *sykehjem*).
3. å, ø, æ (and ä, ö) are written aa, oe, ae, and other accents dropped, so that *Aamot* and *Åmot*, *kafe* and *kafé*
   find each other.
"""

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from threading import Lock

import snowballstemmer
from sqlalchemy import Connection, text

from mediawatch.model import Article
from mediawatch.store.columns import cleaned
from mediawatch.store.query import All, AnyOf, Query, Term
from mediawatch.store.redacting import NAME_GONE

TOKEN_LIMIT = 50_000
"""Words indexed per field: the longest articles have 5,000; a `tsvector` must stay below 1 MB."""
_WORD_LIMIT = 60
_POSITIONS = 200
"""Positions kept per stem; PostgreSQL takes 256."""
_GAP = 10
"""Positions between title, lead and body, so that no phrase runs across."""

_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"å": "aa", "ø": "oe", "æ": "ae", "ä": "ae", "ö": "oe", "ß": "ss", "đ": "d"})
_stemmer = snowballstemmer.stemmer("norwegian")
_stemmer_lock = Lock()  # the stemmer keeps the word it works on in itself


def words_of(text_: str) -> list[str]:
    """Text -> its words in lower case, composed letters (NFC)."""
    return [word[:_WORD_LIMIT] for word in _WORD.findall(unicodedata.normalize("NFC", text_).lower())]


def fold(word: str) -> str:
    """å -> aa, ø -> oe, æ -> ae; other accents dropped."""
    plain_letters = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(letter for letter in plain_letters if letter.isalnum())


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word in lower case -> its stem, folded; see the module."""
    while True:
        shorter = _step(word)
        if shorter == word:
            return fold(word)
        word = shorter


def _step(word: str) -> str:
    if word.endswith("erne") and len(word) > 6:
        return word[:-2]
    if word.endswith("mm") and len(word) > 3:
        return word[:-1]
    with _stemmer_lock:
        return str(_stemmer.stemWord(word))


def stems_of(text_: str) -> list[str]:
    """Text -> the stems of its words, in order."""
    return [found for word in words_of(text_)[:TOKEN_LIMIT] if (found := stem(word))]


# writing --------------------------------------------------------------------------------------------------------------


def add_to_index(connection: Connection, revision_id: int, article: Article) -> None:
    """Index a revision's whole text, without names that were erased; the text itself is not stored."""
    parts = (article.title, article.lead, article.text)
    fields = [stems_of(cleaned(part, connection.dialect).replace(NAME_GONE, " ")) for part in parts]
    if connection.dialect.name == "postgresql":
        connection.execute(
            text("INSERT INTO search_index (revision, words) VALUES (:revision, CAST(:words AS tsvector))"),
            {"revision": revision_id, "words": _tsvector(fields)},
        )
        return
    title, lead, body = (" ".join(stems) for stems in fields)
    connection.execute(
        text("INSERT INTO search_index (rowid, title, lead, body) VALUES (:revision, :title, :lead, :body)"),
        {"revision": revision_id, "title": title, "lead": lead, "body": body},
    )


def _tsvector(fields: list[list[str]]) -> str:
    """Stems of title, lead and body -> a tsvector literal with positions and the weights A, B and D."""
    places: dict[str, list[str]] = defaultdict(list)
    position = 0
    for stems, weight in zip(fields, "ABD", strict=True):
        for word in stems:
            position += 1
            if len(places[word]) < _POSITIONS:
                places[word].append(f"{min(position, 16_383)}{weight}")
        position += _GAP
    return " ".join(f"'{word}':{','.join(found)}" for word, found in places.items())


# asking ---------------------------------------------------------------------------------------------------------------


_FTS5 = """SELECT rowid AS revision, bm25(search_index, 10.0, 4.0, 1.0) AS score
FROM search_index WHERE search_index MATCH :query"""
_TSVECTOR = """SELECT revision, -ts_rank('{0.1, 0.2, 0.4, 1.0}', words, CAST(:query AS tsquery)) AS score
FROM search_index WHERE words @@ CAST(:query AS tsquery)"""
"""Title, lead and body weigh 10 : 4 : 1 on both."""


def matching(connection: Connection, query: Query) -> str:
    """The revisions that match a tree of terms, as numbers with commas between: read a hundred times faster than rows.
    Raises NothingToFindError when the tree holds no word that must be there."""
    if connection.dialect.name == "postgresql":
        numbers = "SELECT string_agg(CAST(revision AS text), ',') FROM search_index"
        every = f"{numbers} WHERE words @@ CAST(:query AS tsquery)"
    else:
        every = "SELECT group_concat(rowid) FROM search_index WHERE search_index MATCH :query"
    return connection.scalar(text(every).bindparams(query=_written(connection, query))) or ""


def scored(connection: Connection, query: Query) -> list[tuple[int, float]]:
    """The revisions that match with how well they do, the lowest number best. Raises NothingToFindError."""
    statement = _TSVECTOR if connection.dialect.name == "postgresql" else _FTS5
    rows = connection.execute(text(statement).bindparams(query=_written(connection, query)))
    return [(int(revision), float(score)) for revision, score in rows]


class NothingToFindError(Exception):
    """The tree holds no word that must be there."""


def _written(connection: Connection, query: Query) -> str:
    written = (_tsquery if connection.dialect.name == "postgresql" else _fts5)(query)
    if written is None:
        raise NothingToFindError
    return written


def has_words(term: Term) -> bool:
    """Whether there is anything in it to look for."""
    return bool(readings(term))


def _fts5(query: Query) -> str | None:
    """The tree in FTS5's language; None when nothing is left to look for."""
    if isinstance(query, Term):
        phrases = [f'"{" ".join(words)}"' + "*" * begins for words, begins in readings(query)]
        return f"({' OR '.join(phrases)})" if phrases else None
    if not isinstance(query, All | AnyOf):
        return None
    parts = [written for part in query.parts if (written := _fts5(part))]
    if not parts:
        return None
    if isinstance(query, AnyOf):
        return f"({' OR '.join(parts)})"
    joined = f"({' AND '.join(parts)})"
    for part in query.without:
        if excluded := _fts5(part):
            joined = f"({joined} NOT {excluded})"
    return joined


def _tsquery(query: Query) -> str | None:
    """The tree in PostgreSQL's language; None when nothing is left to look for."""
    if isinstance(query, Term):
        phrases = [" <-> ".join(f"'{word}'" for word in words) + ":*" * begins for words, begins in readings(query)]
        return f"({' | '.join(f'({phrase})' for phrase in phrases)})" if phrases else None
    if not isinstance(query, All | AnyOf):
        return None
    parts = [written for part in query.parts if (written := _tsquery(part))]
    if not parts:
        return None
    if isinstance(query, AnyOf):
        return f"({' | '.join(parts)})"
    without = [f"!{excluded}" for part in query.without if (excluded := _tsquery(part))]
    return f"({' & '.join([*parts, *without])})"


_SPELT_OUT = re.compile("aa|oe|ae")
_SHORT = {"aa": "å", "oe": "ø", "ae": "æ"}


def readings(term: Term) -> list[tuple[tuple[str, ...], bool]]:
    """A term -> the phrases it may stand for, each with whether its last word may go on.

    A word typed without a Norwegian keyboard ("ordfoereren") is stemmed as typed and as meant ("ordføreren"): the
    endings are found only in the latter. A beginning ("kommunestyre*") is looked for as typed, and as the stem of the
    word it may be (*kommunestyr*).
    """
    found: dict[tuple[tuple[str, ...], bool], None] = {}
    typed = words_of(term.text)
    for words in (typed, [_SPELT_OUT.sub(lambda letters: _SHORT[letters.group()], word) for word in typed]):
        stems = tuple(part for word in words if (part := stem(word)))
        if stems:
            found[stems, False] = None
            if term.prefix:
                found[(*stems[:-1], fold(words[-1]) or stems[-1]), True] = None
    return list(found)

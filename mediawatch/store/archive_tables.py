"""The tables of the archive: what each copy is searched by, the words of titles and leads, tags, saved searches."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from mediawatch.store.columns import Moment, Words, metadata

filed_copy = Table(
    "filed_copy",
    metadata,
    Column("coverage", ForeignKey("coverage.id", ondelete="CASCADE"), primary_key=True),
    Column("organisation", String(200), nullable=False),
    Column("changed", Integer, nullable=False),
    Column("story", Integer),
    Column("revision", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("outlet", String(200), nullable=False),
    Column("tone", String(20), nullable=False),
    Column("topic", String(20), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("status", String(20), nullable=False),
    Column("subjects", Words, nullable=False),
    Column("shown", Boolean, nullable=False),
    Index(None, "organisation", "changed"),
)
"""What a copy is searched by, narrow enough to be read as a whole. `changed` counts the changes in the organisation, so
that a reader need only ask for what is new; `at` is when it was printed, in microseconds since 1970; `revision` is the
row in the search index; `subjects` the ids of the watched names, a line each; `shown` False: it is held not to concern
the organisation."""

archive_word = Table(
    "archive_word",
    metadata,
    Column("organisation", String(200), primary_key=True),
    Column("word", String(60), primary_key=True),
    Column("copies", Integer, nullable=False),
)
"""The words of titles and leads that are kept anyway, and how many copies have had them: what may have been meant by a
word that is found nowhere."""

story_tag = Table(
    "story_tag",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String(200), nullable=False),
    Column("story", ForeignKey("story.id", ondelete="CASCADE"), nullable=False),
    Column("tag", String(60), nullable=False),
    Column("by", Words, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("story", "tag"),
    Index(None, "organisation", "tag"),
    sqlite_autoincrement=True,
)

saved_search = Table(
    "saved_search",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String(200), nullable=False),
    Column("account", ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    Column("name", Words, nullable=False),
    Column("query", Words, nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    # the store's own
    Column("feed_print", String(64)),
    UniqueConstraint("feed_print"),
    Index(None, "organisation", "account"),
    sqlite_autoincrement=True,
)
"""`feed_print`: of the secret address that feed readers ask at, None before there is one."""

search_mail = Table(
    "search_mail",
    metadata,
    Column("search", ForeignKey("saved_search.id", ondelete="CASCADE"), primary_key=True),
    Column("account", ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("every", String(20), nullable=False),
    Column("since", Moment, nullable=False),
    Index(None, "account"),
    CheckConstraint("every IN ('day', 'week')", name="every"),
)
"""Who gets the new hits of a saved search by mail; `since`: told of what was first seen up to then."""

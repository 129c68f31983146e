"""The tables of notes on stories."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from mediawatch.store.columns import Moment, Words, metadata

note = Table(
    "note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String(200), nullable=False),
    Column("story", ForeignKey("story.id", ondelete="CASCADE"), nullable=False),
    Column("author", String(320), nullable=False),
    Column("by", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", Words, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", Moment),
    Column("changed_by", Words, nullable=False),
    Column("deleted_at", Moment),
    Column("deleted_by", Words, nullable=False),
    Index(None, "story"),
    sqlite_autoincrement=True,
)

note_version = Table(
    "note_version",
    metadata,
    Column("note", ForeignKey("note.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("by", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", Words, nullable=False),
)
"""What notes said before they were changed, and who had written that when."""

"""The tables of crises, what was said in them, and of what people say of quotes."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from mediawatch.store.columns import Moment, Parts, Words, metadata

crisis = Table(
    "crisis",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String(200), nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("started_by", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("speakers", Parts, nullable=False),
    Column("ended_at", Moment),
    Column("ended_by", Words, nullable=False),
    Column("ended_why", Words, nullable=False),
    Column("lessons", Words, nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "organisation", "ended_at"),
    sqlite_autoincrement=True,
)

statement = Table(
    "statement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String(200), nullable=False),
    Column("crisis", ForeignKey("crisis.id", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("line", String(200), nullable=False),
    Column("person", Words, nullable=False),
    Column("channel", String(20), nullable=False),
    Column("audience", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("approved_by", Words, nullable=False),
    Column("note", Words, nullable=False),
    Column("noted_by", Words, nullable=False),
    Column("noted_at", Moment, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "crisis", "at"),
    sqlite_autoincrement=True,
)

voice_verdict = Table(
    "voice_verdict",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String(200), nullable=False),
    Column("story", ForeignKey("story.id", ondelete="CASCADE"), nullable=False),
    Column("quoted", String(300), nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("reason", Words, nullable=False),
    Column("judged_by", Words, nullable=False),
    Column("judged_at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("story", "quoted"),
    Index(None, "organisation"),
    sqlite_autoincrement=True,
)
"""One row for each quote that somebody has judged; changed when somebody judges anew."""

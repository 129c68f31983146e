"""The tables of what we offer the press, and of thanks."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from mediawatch.store.columns import Moment, Parts, Words, metadata

pitch = Table(
    "pitch",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String(200), nullable=False),
    Column("title", Words, nullable=False),
    Column("angle", Words, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("topic", String(40), nullable=False),
    Column("department", Words, nullable=False),
    Column("author", Words, nullable=False),
    Column("office", Words, nullable=False),
    Column("status", String(20), nullable=False),
    Column("outlet", Words, nullable=False),
    Column("journalist", Words, nullable=False),
    Column("embargo", Moment),
    Column("planned", Date),
    Column("month_only", Boolean, nullable=False),
    Column("draft_due", Date),
    Column("draft", Words, nullable=False),
    Column("draft_link", Words, nullable=False),
    Column("offered_at", Moment),
    Column("printed_at", Moment),
    Column("declined_at", Moment),
    Column("declined_why", Words, nullable=False),
    Column("story", ForeignKey("story.id", ondelete="SET NULL")),
    Column("linked", String(20), nullable=False),
    Column("rejected", Parts, nullable=False),
    Column("owner", String(320), nullable=False),
    Column("note", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "organisation", "status"),
    Index(None, "story"),
    sqlite_autoincrement=True,
)

thanks = Table(
    "thanks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String(200), nullable=False),
    Column("story", ForeignKey("story.id", ondelete="CASCADE"), nullable=False),
    Column("outlet", Words, nullable=False),
    Column("state", String(20), nullable=False),
    Column("on", Date),
    Column("version", Integer, nullable=False),
    UniqueConstraint("organisation", "story"),
    Index(None, "story"),
    sqlite_autoincrement=True,
)
"""Which stories somebody has thanked for, or need not."""

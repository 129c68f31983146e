"""The tables behind the alarms: what was raised, and who has been told of it."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from mediawatch.store.columns import Moment, Parts, Words, metadata

alarm = Table(
    "alarm",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String(200), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("key", String(500), nullable=False),
    Column("raised_at", Moment, nullable=False),
    Column("stories", Parts, nullable=False),
    Column("facts", Parts, nullable=False),
    UniqueConstraint("organisation", "key"),
    Index(None, "organisation", "raised_at"),
    sqlite_autoincrement=True,
)
"""One row per matter, ever: what has been raised is never raised again."""

alarm_notice = Table(
    "alarm_notice",
    metadata,
    Column("alarm", ForeignKey("alarm.id", ondelete="CASCADE"), primary_key=True),
    Column("to", String(320), primary_key=True),
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("reason", Words, nullable=False),
    Column("changed_at", Moment, nullable=False),
    # the store's own
    Column("lease_until", Moment),
    Column("lease_by", String(200)),
    Index(None, "state", "to"),
    CheckConstraint(
        "state IN ('waiting', 'claimed', 'handing_over', 'sent', 'failed', 'uncertain', 'lapsed')", name="state"
    ),
)
"""Who is to be told of an alarm, decided when it is raised, and what became of it."""

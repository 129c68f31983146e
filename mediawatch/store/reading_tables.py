"""The table of the numbers that people supply."""

from sqlalchemy import Column, Date, Index, Integer, String, Table

from mediawatch.store.columns import Moment, Words, metadata

reading = Table(
    "reading",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String(200), nullable=False),
    Column("reading", String(200), nullable=False),
    Column("date", Date, nullable=False),
    Column("value", String(40), nullable=False),
    Column("by", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    Column("withdrawn_by", Words, nullable=False),
    Index(None, "organisation", "reading", "date"),
    sqlite_autoincrement=True,
)
"""Rows are added and withdrawn, never changed. `value`: the decimal number as text, so that it is the same number on
both databases. At most one row of a series and date counts (`withdrawn_at` is empty)."""

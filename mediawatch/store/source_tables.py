"""The tables of sources that people add on the pages; those of feeds.yaml stand in its file."""

from sqlalchemy import Column, String, Table

from mediawatch.store.columns import Moment, Parts, Words, metadata

added_outlet = Table(
    "added_outlet",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("name", Words, nullable=False),
    Column("tier", String(20), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("hosts", Parts, nullable=False),
    Column("home", Parts, nullable=False),
    Column("added_by", Words, nullable=False),
    Column("added_at", Moment, nullable=False),
)

added_feed = Table(
    "added_feed",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("outlet", String(200), nullable=False),
    Column("url", Words, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("added_by", Words, nullable=False),
    Column("added_at", Moment, nullable=False),
)
"""`outlet`: the id of an outlet of feeds.yaml, or of an added one."""

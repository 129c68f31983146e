"""The tables of the spokesperson matrix: who is away, and how the matrix stood when."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table

from mediawatch.store.columns import Moment, Parts, Words, metadata

absence = Table(
    "absence",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String(200), nullable=False),
    Column("line", String(200), nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("deputy", String(200), nullable=False),
    Column("uid", Words, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "organisation", "last"),
    sqlite_autoincrement=True,
)

matrix_version = Table(
    "matrix_version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    Column("departments", Parts, nullable=False),
    Column("spokespersons", Parts, nullable=False),
    Index(None, "organisation", "at"),
    sqlite_autoincrement=True,
)

"""The tables of contacts, and of privacy: what was erased, as fingerprints, and which jobs of the night are done."""

from sqlalchemy import CheckConstraint, Column, Date, Index, Integer, String, Table, UniqueConstraint

from mediawatch.store.columns import Moment, Parts, Words, metadata

contact = Table(
    "contact",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String(200), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("outlet", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("email", Words, nullable=False),
    Column("phone", Words, nullable=False),
    Column("hours", Words, nullable=False),
    Column("beat", Words, nullable=False),
    Column("purpose", String(20), nullable=False),
    Column("purpose_words", Words, nullable=False),
    Column("delete_on", Date),
    Column("added_by", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "organisation"),
    Index(None, "delete_on"),
    CheckConstraint("kind IN ('desk', 'person')", name="kind"),
    CheckConstraint("kind = 'desk' OR delete_on IS NOT NULL", name="delete_on"),
    sqlite_autoincrement=True,
)

erased_name = Table(
    "erased_name",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("print", String(32), nullable=False),
    Column("words", Integer, nullable=False),
    Column("request", String(32), nullable=False),
    Column("at", Moment, nullable=False),
    Column("done_at", Moment),
    UniqueConstraint("print", "words"),
    Index(None, "request"),
    sqlite_autoincrement=True,
)
"""A form of a name that must not be kept: its keyed fingerprint, and how many words it has. `request`: the fingerprint
of the name as a whole, the same for all its forms; `done_at`: when everything kept was gone through."""

privacy_key = Table(
    "privacy_key",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False),
)
"""One row: the random key of the fingerprints. It lies beside them, so that a restored copy goes on working."""

night_job = Table(
    "night_job",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("done_on", Date, nullable=False),
    Column("done_at", Moment, nullable=False),
    Column("told", Parts, nullable=False),
)
"""The last local day a job of the night has ended on, and what it did, as numbers."""

"""Contacts, erased names and the jobs of the night.

Revision: 0015. There is no way back but a backup.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

MOMENT = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")
PARTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Add the tables."""
    _contacts()
    _privacy()


def _contacts() -> None:
    words = ("outlet", "name", "email", "phone", "hours", "beat", "purpose_words", "added_by")
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in words),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("delete_on", sa.Date(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('desk', 'person')", name=op.f("ck_contact_kind")),
        sa.CheckConstraint("kind = 'desk' OR delete_on IS NOT NULL", name=op.f("ck_contact_delete_on")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_contact_organisation"), "contact", ["organisation"], unique=False)
    op.create_index(op.f("ix_contact_delete_on"), "contact", ["delete_on"], unique=False)


def _privacy() -> None:
    op.create_table(
        "erased_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("print", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("request", sa.String(length=32), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erased_name")),
        sa.UniqueConstraint("print", "words", name=op.f("uq_erased_name_print_words")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_erased_name_request"), "erased_name", ["request"], unique=False)
    op.create_table(
        "privacy_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_key")),
    )
    op.create_table(
        "night_job",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("done_at", MOMENT, nullable=False),
        sa.Column("told", PARTS, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_night_job")),
    )

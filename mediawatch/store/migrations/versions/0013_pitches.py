"""Pitches and op-eds.

Revision: 0013. There is no way back but a backup.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")
PARTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Add the tables."""
    _pitches()
    _thanks()


def _pitches() -> None:
    words = ["title", "angle", "department", "author", "office", "outlet", "journalist", "draft", "draft_link"]
    op.create_table(
        "pitch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in (*words, "declined_why", "note")),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("planned", sa.Date(), nullable=True),
        sa.Column("month_only", sa.Boolean(), nullable=False),
        sa.Column("draft_due", sa.Date(), nullable=True),
        *(sa.Column(name, MOMENT, nullable=True) for name in ("embargo", "offered_at", "printed_at", "declined_at")),
        sa.Column("story", sa.Integer(), nullable=True),
        sa.Column("linked", sa.String(length=20), nullable=False),
        sa.Column("rejected", PARTS, nullable=False),
        sa.Column("owner", sa.String(length=320), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["story.id"], name=op.f("fk_pitch_story"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pitch")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_pitch_organisation_status"), "pitch", ["organisation", "status"], unique=False)
    op.create_index(op.f("ix_pitch_story"), "pitch", ["story"], unique=False)


def _thanks() -> None:
    op.create_table(
        "thanks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("story", sa.Integer(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["story.id"], name=op.f("fk_thanks_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thanks")),
        sa.UniqueConstraint("organisation", "story", name=op.f("uq_thanks_organisation_story")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_thanks_story"), "thanks", ["story"], unique=False)

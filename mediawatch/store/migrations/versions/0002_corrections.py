"""What people say: corrections, the model's word beside them, and the monthly calibration.

Revision: 0002. There is no way back but a backup.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")
PARTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Add the tables, and to coverage where a person's word stands."""
    op.add_column("coverage", sa.Column("corrected", PARTS, nullable=True))
    _verdict()
    _correction()
    _coded_story()


def _verdict() -> None:
    op.create_table(
        "verdict",
        sa.Column("coverage", sa.Integer(), nullable=False),
        sa.Column("said", PARTS, nullable=False),
        sa.ForeignKeyConstraint(["coverage"], ["coverage.id"], name=op.f("fk_verdict_coverage"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("coverage", name=op.f("pk_verdict")),
    )


def _correction() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("story", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("trace", PARTS, nullable=True),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["story.id"], name=op.f("fk_correction_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_correction_organisation"), "correction", ["organisation"], unique=False)
    op.create_index(op.f("ix_correction_story"), "correction", ["story"], unique=False)


def _coded_story() -> None:
    op.create_table(
        "coded_story",
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("story", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(length=20), nullable=False),
        sa.Column("drawn_at", MOMENT, nullable=False),
        sa.Column("coder_one", sa.String(length=20), nullable=True),
        sa.Column("coder_two", sa.String(length=20), nullable=True),
        sa.Column("reported_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["story"], ["story.id"], name=op.f("fk_coded_story_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("organisation", "month", "number", name=op.f("pk_coded_story")),
    )
    op.create_index(op.f("ix_coded_story_story"), "coded_story", ["story"], unique=False)

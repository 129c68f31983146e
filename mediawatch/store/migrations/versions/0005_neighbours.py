"""Neighbours' coverage counted on the same sources, and reported weeks remembered.

Revision: 0005. There is no way back but a backup.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")
PARTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Add the tables."""
    _neighbours()
    _reported_week()


def _neighbours() -> None:
    op.create_table(
        "neighbour_watch",
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "name", name=op.f("pk_neighbour_watch")),
    )
    op.create_table(
        "neighbour_mention",
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("article_print", sa.String(length=32), nullable=False),
        sa.Column("outlet", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "name", "article_print", name=op.f("pk_neighbour_mention")),
    )
    for columns in (["organisation", "day"], ["organisation", "article_print"]):
        op.create_index(op.f(f"ix_neighbour_mention_{'_'.join(columns)}"), "neighbour_mention", columns, unique=False)
    op.create_table(
        "listened_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_listened_day")),
    )


def _reported_week() -> None:
    op.create_table(
        "reported_week",
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("told_in", sa.String(length=8), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.Column("rules", sa.String(length=40), nullable=False),
        *(sa.Column(name, sa.Float(), nullable=False) for name in ("score", "visibility", "tone", "voice", "v_ref")),
        sa.Column("silent", PARTS, nullable=False),
        sa.Column("stories", PARTS, nullable=False),
        sa.Column("targets", PARTS, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "week", "told_in", name=op.f("pk_reported_week")),
    )

"""Alarms: what was told at once, so that it is told once.

Revision: 0004. There is no way back but a backup.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")
PARTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
STATES = "'waiting', 'claimed', 'handing_over', 'sent', 'failed', 'uncertain', 'lapsed'"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "alarm",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=500), nullable=False),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.Column("stories", PARTS, nullable=False),
        sa.Column("facts", PARTS, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm")),
        sa.UniqueConstraint("organisation", "key", name=op.f("uq_alarm_organisation_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_alarm_organisation_raised_at"), "alarm", ["organisation", "raised_at"], unique=False)
    op.create_table(
        "alarm_notice",
        sa.Column("alarm", sa.Integer(), nullable=False),
        sa.Column("to", sa.String(length=320), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("lease_by", sa.String(length=200), nullable=True),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f("ck_alarm_notice_state")),
        sa.ForeignKeyConstraint(["alarm"], ["alarm.id"], name=op.f("fk_alarm_notice_alarm"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("alarm", "to", name=op.f("pk_alarm_notice")),
    )
    op.create_index(op.f("ix_alarm_notice_state_to"), "alarm_notice", ["state", "to"], unique=False)

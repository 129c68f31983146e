"""Alarms: what was told at once, so that it is told once.

Revision: 0004. There is no way back but a backup.
"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")
PARTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Add the tables."""

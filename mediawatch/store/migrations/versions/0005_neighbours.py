"""Neighbours' coverage counted on the same sources, and reported weeks remembered.

Revision: 0005. There is no way back but a backup.
"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")
PARTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Add the tables."""

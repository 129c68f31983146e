"""Pitches and op-eds.

Revision: 0013. There is no way back but a backup.
"""

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""

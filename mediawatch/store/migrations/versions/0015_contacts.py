"""Contacts at outlets.

Revision: 0015. There is no way back but a backup.
"""

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""

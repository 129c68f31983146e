"""The spokesperson matrix as it was, and absences.

Revision: 0010. There is no way back but a backup.
"""

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""

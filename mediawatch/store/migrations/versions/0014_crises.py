"""Crises, statements and who was quoted.

Revision: 0014. There is no way back but a backup.
"""

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""

"""Responses to critical stories, and the ledger of corrections.

Revision: 0011. There is no way back but a backup.
"""

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""

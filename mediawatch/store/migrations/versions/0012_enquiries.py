"""Enquiries from journalists.

Revision: 0012. There is no way back but a backup.
"""

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""

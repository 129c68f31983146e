"""Enquiries from journalists.

Revision: 0012. There is no way back but a backup.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")
PARTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Add the tables."""
    _enquiry()
    _enquiry_mail()
    _enquiry_thread()
    _enquiry_mailbox()


def _enquiry() -> None:
    words = ("journalist", "contact", "subject", "question", "deadline_words", "answer", "case_number", "note")
    short = {"came_by": 20, "topic": 20, "status": 20, "answer_way": 20, "citation_check": 20}
    short |= {"organisation": 200, "outlet": 200, "department": 200, "speaker": 200, "owner": 320}
    short |= {"archive_exchanged": 3, "archive_handled": 3, "archive_value": 3}
    op.create_table(
        "enquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(length=length), nullable=False) for name, length in short.items()),
        *(sa.Column(name, sa.Text(), nullable=False) for name in words),
        *(sa.Column(name, MOMENT, nullable=False) for name in ("received_at", "deadline")),
        *(sa.Column(name, MOMENT, nullable=True) for name in ("taken_at", "closed_at", "replied_at")),
        *(sa.Column(name, PARTS, nullable=False) for name in ("attachments", "stories", "not_stories")),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("deadline_asked", "access_request")),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry")),
        sqlite_autoincrement=True,
    )
    columns = ["organisation", "received_at"]
    op.create_index(op.f("ix_enquiry_organisation_received_at"), "enquiry", columns, unique=False)
    op.create_index("ix_enquiry_status", "enquiry", ["organisation", "status"], unique=False)


def _enquiry_mail() -> None:
    op.create_table(
        "enquiry_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("identity", sa.String(length=500), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("enquiry", sa.Integer(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["enquiry"], ["enquiry.id"], name=op.f("fk_enquiry_mail_enquiry"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry_mail")),
        sa.UniqueConstraint("organisation", "identity", name=op.f("uq_enquiry_mail_organisation_identity")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_enquiry_mail_enquiry"), "enquiry_mail", ["enquiry"], unique=False)


def _enquiry_thread() -> None:
    op.create_table(
        "enquiry_thread",
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("message_id", sa.String(length=500), nullable=False),
        sa.Column("enquiry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enquiry"], ["enquiry.id"], name=op.f("fk_enquiry_thread_enquiry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "message_id", name=op.f("pk_enquiry_thread")),
    )
    op.create_index(op.f("ix_enquiry_thread_enquiry"), "enquiry_thread", ["enquiry"], unique=False)


def _enquiry_mailbox() -> None:
    op.create_table(
        "enquiry_mailbox",
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("looked_at", MOMENT, nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("organisation", name=op.f("pk_enquiry_mailbox")),
    )

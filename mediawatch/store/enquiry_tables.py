"""The tables of enquiries from journalists, and of the mails they came by."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from mediawatch.store.columns import Moment, Parts, Words, metadata

enquiry = Table(
    "enquiry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String(200), nullable=False),
    Column("journalist", Words, nullable=False),
    Column("outlet", String(200), nullable=False),
    Column("contact", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("question", Words, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("came_by", String(20), nullable=False),
    Column("deadline", Moment, nullable=False),
    Column("deadline_asked", Boolean, nullable=False),
    Column("deadline_words", Words, nullable=False),
    Column("topic", String(20), nullable=False),
    Column("department", String(200), nullable=False),
    Column("speaker", String(200), nullable=False),
    Column("owner", String(320), nullable=False),
    Column("status", String(20), nullable=False),
    Column("taken_at", Moment),
    Column("closed_at", Moment),
    Column("answer", Words, nullable=False),
    Column("answer_way", String(20), nullable=False),
    Column("citation_check", String(20), nullable=False),
    Column("replied_at", Moment),
    Column("attachments", Parts, nullable=False),
    Column("stories", Parts, nullable=False),
    Column("not_stories", Parts, nullable=False),
    Column("archive_exchanged", String(3), nullable=False),
    Column("archive_handled", String(3), nullable=False),
    Column("archive_value", String(3), nullable=False),
    Column("access_request", Boolean, nullable=False),
    Column("case_number", Words, nullable=False),
    Column("note", Words, nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "organisation", "received_at"),
    Index("ix_enquiry_status", "organisation", "status"),
    sqlite_autoincrement=True,
)

enquiry_mail = Table(
    "enquiry_mail",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String(200), nullable=False),
    Column("identity", String(500), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("enquiry", ForeignKey("enquiry.id", ondelete="CASCADE")),
    Column("at", Moment, nullable=False),
    Column("sender", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("why", Words, nullable=False),
    UniqueConstraint("organisation", "identity"),
    Index(None, "enquiry"),
    sqlite_autoincrement=True,
)
"""What became of each mail, by its Message-ID: no mail makes two enquiries."""

enquiry_thread = Table(
    "enquiry_thread",
    metadata,
    Column("organisation", String(200), primary_key=True),
    Column("message_id", String(500), primary_key=True),
    Column("enquiry", ForeignKey("enquiry.id", ondelete="CASCADE"), nullable=False),
    Index(None, "enquiry"),
)
"""Which enquiry a Message-ID belongs to: mails read, and those that they answer or forward."""

enquiry_mailbox = Table(
    "enquiry_mailbox",
    metadata,
    Column("organisation", String(200), primary_key=True),
    Column("looked_at", Moment, nullable=False),
    Column("fault", Words, nullable=False),
    Column("since", Moment),
)
"""How the last look into the mailbox went."""

"""The first tables.

Revision: 0001. There is no way back but a backup: a downgrade would throw away what the newer version has learnt.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")
PARTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Create everything."""
    _article()
    _delivery()
    _feed_state()
    _item()
    _poll_log()
    _story()
    _coverage()
    _revision()
    _sighting()
    _sketch()
    _judgement()
    _search_index()


def _article() -> None:
    op.create_table(
        "article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outlet", sa.String(length=200), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("lead", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("authors", PARTS, nullable=False),
        sa.Column("published", MOMENT, nullable=True),
        sa.Column("updated", MOMENT, nullable=True),
        sa.Column("paywalled", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("tags", PARTS, nullable=False),
        sa.Column("keepable", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("key_print", sa.String(length=32), nullable=False),
        sa.Column("published_offset", sa.Integer(), nullable=True),
        sa.Column("updated_offset", sa.Integer(), nullable=True),
        sa.Column("content_hash", sa.String(length=32), nullable=False),
        sa.Column("revisions", sa.Integer(), nullable=False),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("key_print", name=op.f("uq_article_key_print")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_article_published"), "article", ["published"], unique=False)


def _delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("kind", sa.String(length=50), nullable=False),
        sa.Column("recipient", sa.String(length=320), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("lease_by", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "state IN ('claimed', 'handing_over', 'sent', 'failed', 'uncertain')", name=op.f("ck_delivery_state")
        ),
        sa.PrimaryKeyConstraint("kind", "recipient", "date", name=op.f("pk_delivery")),
    )


def _feed_state() -> None:
    op.create_table(
        "feed_state",
        sa.Column("feed", sa.String(length=200), nullable=False),
        sa.Column("outlet", sa.String(length=200), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("health", sa.String(length=20), nullable=False),
        sa.Column("health_note", sa.Text(), nullable=False),
        sa.Column("last_polled", MOMENT, nullable=True),
        sa.Column("last_success", MOMENT, nullable=True),
        sa.Column("last_item_at", MOMENT, nullable=True),
        sa.Column("gaps_hours", PARTS, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("lease_by", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("feed", name=op.f("pk_feed_state")),
    )
    op.create_index(op.f("ix_feed_state_active_due_at"), "feed_state", ["active", "due_at"], unique=False)


def _item() -> None:
    op.create_table(
        "item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feed", sa.String(length=200), nullable=False),
        sa.Column("outlet", sa.String(length=200), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("lead", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("authors", PARTS, nullable=False),
        sa.Column("published", MOMENT, nullable=True),
        sa.Column("updated", MOMENT, nullable=True),
        sa.Column("paywalled", sa.Boolean(), nullable=True),
        sa.Column("published_offset", sa.Integer(), nullable=True),
        sa.Column("updated_offset", sa.Integer(), nullable=True),
        sa.Column("address_print", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("not_before", MOMENT, nullable=True),
        sa.Column("fresh_at", MOMENT, nullable=False),
        sa.Column("changed_while_leased", sa.Boolean(), nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("lease_by", sa.String(length=200), nullable=True),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'read', 'forgotten', 'unreadable')", name=op.f("ck_item_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("address_print", name=op.f("uq_item_address_print")),
    )
    op.create_index(op.f("ix_item_state_outlet_fresh_at"), "item", ["state", "outlet", "fresh_at"], unique=False)


def _poll_log() -> None:
    op.create_table(
        "poll_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feed", sa.String(length=200), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_log")),
    )
    op.create_index(op.f("ix_poll_log_feed_at"), "poll_log", ["feed", "at"], unique=False)


def _story() -> None:
    op.create_table(
        "story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_story_organisation_first_seen"), "story", ["organisation", "first_seen"], unique=False)


def _coverage() -> None:
    op.create_table(
        "coverage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("reading", PARTS, nullable=False),
        sa.Column("tone_label", sa.String(length=20), nullable=True),
        sa.Column("tone_score", sa.Float(), nullable=True),
        sa.Column("tone_confidence", sa.Float(), nullable=True),
        sa.Column("tone_because", PARTS, nullable=True),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("quoted", PARTS, nullable=False),
        sa.Column("suggestion", PARTS, nullable=True),
        sa.Column("excerpt", PARTS, nullable=False),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("relevant", sa.Boolean(), nullable=False),
        sa.Column("relevance", sa.Float(), nullable=False),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("story", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_coverage_article"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["story"], ["story.id"], name=op.f("fk_coverage_story"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coverage")),
        sa.UniqueConstraint("organisation", "article", name=op.f("uq_coverage_organisation_article")),
    )
    op.create_index(op.f("ix_coverage_article"), "coverage", ["article"], unique=False)
    op.create_index(
        op.f("ix_coverage_organisation_first_seen"), "coverage", ["organisation", "first_seen"], unique=False
    )
    op.create_index(op.f("ix_coverage_story"), "coverage", ["story"], unique=False)


def _revision() -> None:
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("lead", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=32), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_revision_article"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("article", "number", name=op.f("uq_revision_article_number")),
        sqlite_autoincrement=True,
    )


def _sighting() -> None:
    op.create_table(
        "sighting",
        sa.Column("guid_print", sa.String(length=32), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("address_print", sa.String(length=32), nullable=False),
        sa.Column("title_print", sa.String(length=32), nullable=False),
        sa.Column("content_print", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["item.id"], name=op.f("fk_sighting_item"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("guid_print", name=op.f("pk_sighting")),
    )
    op.create_index(op.f("ix_sighting_item"), "sighting", ["item"], unique=False)


def _sketch() -> None:
    op.create_table(
        "sketch",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=True),
        sa.Column("published", MOMENT, nullable=True),
        sa.Column("published_offset", sa.Integer(), nullable=True),
        sa.Column("shingles", PARTS, nullable=False),
        sa.Column("title_words", PARTS, nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_sketch_article"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_sketch")),
    )


def _judgement() -> None:
    op.create_table(
        "judgement",
        sa.Column("coverage", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("relevant", sa.Boolean(), nullable=False),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.Column("tone_label", sa.String(length=20), nullable=True),
        sa.Column("tone_score", sa.Float(), nullable=True),
        sa.Column("tone_confidence", sa.Float(), nullable=True),
        sa.Column("judged_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["coverage"], ["coverage.id"], name=op.f("fk_judgement_coverage"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("coverage", "revision", name=op.f("pk_judgement")),
    )


def _search_index() -> None:
    """See mediawatch.store.search: stems without content, one row per revision."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TABLE search_index (revision INTEGER PRIMARY KEY REFERENCES revision (id) ON DELETE CASCADE, "
            "words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_search_index_words ON search_index USING gin (words)")
    else:
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5 "
            "(title, lead, body, content='', tokenize='unicode61 remove_diacritics 0')"
        )

"""The tables: their columns are the records' fields (tests/store/test_tables.py keeps them in step).

Where a record nests another, the column holds the other's row (`coverage.article`), its fields
(`tone_label`, `tone_score` …) or its JSON (`reading`, `suggestion`). Columns that no record has are the store's own:
leases, fingerprints, offsets, counters. The full-text index `search_index` is no ordinary table on SQLite and is
described in mediawatch.store.search.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from mediawatch.store.columns import Moment, Parts, Words, metadata

feed_state = Table(
    "feed_state",
    metadata,
    Column("feed", String(200), primary_key=True),
    Column("outlet", String(200), nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("failures", Integer, nullable=False, default=0),
    Column("health", String(20), nullable=False),
    Column("health_note", Words, nullable=False, default=""),
    Column("last_polled", Moment),
    Column("last_success", Moment),
    Column("last_item_at", Moment),
    Column("gaps_hours", Parts, nullable=False),
    # the store's own: where the feed lies (a changed address starts afresh), whether it is still listed, who polls it
    Column("url", Words, nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("lease_until", Moment),
    Column("lease_by", String(200)),
    Index(None, "active", "due_at"),
)

poll_log = Table(
    "poll_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("feed", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("note", Words, nullable=False, default=""),
    Column("items", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Index(None, "feed", "at"),
)

item = Table(
    "item",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("feed", String(200), nullable=False),
    Column("outlet", String(200), nullable=False),
    Column("guid", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("lead", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("authors", Parts, nullable=False),
    Column("published", Moment),
    Column("updated", Moment),
    Column("paywalled", Boolean),
    # the store's own
    Column("published_offset", Integer),
    Column("updated_offset", Integer),
    Column("address_print", String(32), nullable=False),
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("reason", Words, nullable=False, default=""),
    Column("not_before", Moment),
    Column("fresh_at", Moment, nullable=False),
    Column("changed_while_leased", Boolean, nullable=False, default=False),
    Column("lease_until", Moment),
    Column("lease_by", String(200)),
    Column("first_seen", Moment, nullable=False),
    Column("finished_at", Moment),
    UniqueConstraint("address_print"),
    Index(None, "state", "outlet", "fresh_at"),
    CheckConstraint("state IN ('waiting', 'read', 'forgotten', 'unreadable')", name="state"),
)

sighting = Table(
    "sighting",
    metadata,
    Column("guid_print", String(32), primary_key=True),
    Column("item", ForeignKey("item.id", ondelete="CASCADE"), nullable=False),
    Column("address_print", String(32), nullable=False),
    Column("title_print", String(32), nullable=False),
    Column("content_print", String(32), nullable=False),
    Index(None, "item"),
)
"""Where an item was seen: one row per feed and guid, fingerprints only. What changes is judged against the same feed's
earlier words, since two feeds of an outlet may shorten the same lead differently."""

article = Table(
    "article",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("outlet", String(200), nullable=False),
    Column("address", Words, nullable=False),
    Column("article_id", Words),
    Column("title", Words, nullable=False),
    Column("lead", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("authors", Parts, nullable=False),
    Column("published", Moment),
    Column("updated", Moment),
    Column("paywalled", Boolean, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("language", String(20), nullable=False),
    Column("section", Words, nullable=False),
    Column("tags", Parts, nullable=False),
    Column("keepable", Boolean, nullable=False),
    Column("source", String(20), nullable=False),
    Column("url", Words, nullable=False),
    # the store's own
    Column("key_print", String(32), nullable=False),
    Column("published_offset", Integer),
    Column("updated_offset", Integer),
    Column("content_hash", String(32), nullable=False),
    Column("revisions", Integer, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    UniqueConstraint("key_print"),
    Index(None, "published"),
    sqlite_autoincrement=True,
)

revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article", ForeignKey("article.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("title", Words, nullable=False),
    Column("lead", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("content_hash", String(32), nullable=False),
    Column("seen_at", Moment, nullable=False),
    UniqueConstraint("article", "number"),
    sqlite_autoincrement=True,
)
"""Every version seen of an article, as far as it may be kept. Its id is also its row in the full-text index, and is
therefore never used twice."""

story = Table(
    "story",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String(200), nullable=False),
    Column("first_seen", Moment, nullable=False),
    Index(None, "organisation", "first_seen"),
    sqlite_autoincrement=True,
)

coverage = Table(
    "coverage",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String(200), nullable=False),
    Column("article", ForeignKey("article.id", ondelete="CASCADE"), nullable=False),
    Column("reading", Parts, nullable=False),
    Column("tone_label", String(20)),
    Column("tone_score", Float),
    Column("tone_confidence", Float),
    Column("tone_because", Parts),
    Column("topic", String(20), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("quoted", Parts, nullable=False),
    Column("suggestion", Parts),
    Column("excerpt", Parts, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("corrected", Parts),
    # the store's own: parts of the reading to ask by, the version judged, the story it belongs to
    Column("relevant", Boolean, nullable=False),
    Column("relevance", Float, nullable=False),
    Column("unsure", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("story", ForeignKey("story.id", ondelete="SET NULL")),
    UniqueConstraint("organisation", "article"),
    Index(None, "organisation", "first_seen"),
    Index(None, "article"),
    Index(None, "story"),
)

judgement = Table(
    "judgement",
    metadata,
    Column("coverage", ForeignKey("coverage.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("relevant", Boolean, nullable=False),
    Column("unsure", Boolean, nullable=False),
    Column("tone_label", String(20)),
    Column("tone_score", Float),
    Column("tone_confidence", Float),
    Column("judged_at", Moment, nullable=False),
)
"""What each version was judged to be: the tone before and after a revision."""

verdict = Table(
    "verdict",
    metadata,
    Column("coverage", ForeignKey("coverage.id", ondelete="CASCADE"), primary_key=True),
    Column("said", Parts, nullable=False),
)
"""What the model says of coverage that a person has corrected: its columns, to go back to."""

correction = Table(
    "correction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String(200), nullable=False),
    Column("story", ForeignKey("story.id", ondelete="CASCADE"), nullable=False),
    Column("what", String(20), nullable=False),
    Column("value", Words, nullable=False),
    Column("before", Words, nullable=False),
    Column("by", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("why", Words, nullable=False),
    Column("trace", Parts),
    Column("undone_at", Moment),
    Column("undone_by", Words, nullable=False),
    Index(None, "organisation"),
    Index(None, "story"),
    sqlite_autoincrement=True,
)

coded_story = Table(
    "coded_story",
    metadata,
    Column("organisation", String(200), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("story", ForeignKey("story.id", ondelete="CASCADE"), nullable=False),
    Column("said", String(20), nullable=False),
    Column("drawn_at", Moment, nullable=False),
    Column("coder_one", String(20)),
    Column("coder_two", String(20)),
    Column("reported_at", Moment),
    Index(None, "story"),
)
"""The monthly calibration: what the model and two people said of the same stories."""

sketch = Table(
    "sketch",
    metadata,
    Column("article", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("article_id", Words),
    Column("published", Moment),
    Column("published_offset", Integer),
    Column("shingles", Parts, nullable=False),
    Column("title_words", Parts, nullable=False),
    Column("words", Integer, nullable=False),
)

delivery = Table(
    "delivery",
    metadata,
    Column("kind", String(50), primary_key=True),
    Column("recipient", String(320), primary_key=True),
    Column("date", Date, primary_key=True),
    Column("message_id", Words, nullable=False),
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("reason", Words, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("lease_until", Moment),
    Column("lease_by", String(200)),
    CheckConstraint("state IN ('claimed', 'handing_over', 'sent', 'failed', 'uncertain')", name="state"),
)

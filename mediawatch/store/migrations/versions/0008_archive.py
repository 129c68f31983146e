"""What copies are searched by, the words of titles and leads, tags and saved searches.

Revision: 0008. There is no way back but a backup.
"""

import re
import unicodedata
from collections import Counter
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")
PARTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BATCH = 1_000


def upgrade() -> None:
    """Add the tables, and file what is there already."""
    _filed_copy()
    _story_tag()
    _saved_search()
    _search_mail()
    _file_all()


def _filed_copy() -> None:
    op.create_table(
        "filed_copy",
        sa.Column("coverage", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("story", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("outlet", sa.String(length=200), nullable=False),
        sa.Column("tone", sa.String(length=20), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("subjects", sa.Text(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["coverage"], ["coverage.id"], name=op.f("fk_filed_copy_coverage"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("coverage", name=op.f("pk_filed_copy")),
    )
    columns = ["organisation", "changed"]
    op.create_index(op.f("ix_filed_copy_organisation_changed"), "filed_copy", columns, unique=False)
    op.create_table(
        "archive_word",
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("word", sa.String(length=60), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "word", name=op.f("pk_archive_word")),
    )


def _story_tag() -> None:
    op.create_table(
        "story_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("story", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(length=60), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["story"], ["story.id"], name=op.f("fk_story_tag_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_tag")),
        sa.UniqueConstraint("story", "tag", name=op.f("uq_story_tag_story_tag")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_story_tag_organisation_tag"), "story_tag", ["organisation", "tag"], unique=False)


def _saved_search() -> None:
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("feed_print", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_saved_search_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint("feed_print", name=op.f("uq_saved_search_feed_print")),
        sqlite_autoincrement=True,
    )
    columns = ["organisation", "account"]
    op.create_index(op.f("ix_saved_search_organisation_account"), "saved_search", columns, unique=False)


def _search_mail() -> None:
    op.create_table(
        "search_mail",
        sa.Column("search", sa.Integer(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("every", sa.String(length=20), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.CheckConstraint("every IN ('day', 'week')", name=op.f("ck_search_mail_every")),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_search_mail_account"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["search"], ["saved_search.id"], name=op.f("fk_search_mail_search"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("search", "account", name=op.f("pk_search_mail")),
    )
    op.create_index(op.f("ix_search_mail_account"), "search_mail", ["account"], unique=False)


def _tables() -> list[sa.Table]:
    """What is read and written, with JSON and moments as values."""
    metadata = sa.MetaData()
    connection = op.get_bind()
    names = ("coverage", "article", "revision", "filed_copy", "archive_word")
    found = [sa.Table(name, metadata, autoload_with=connection) for name in names]
    for column in ("reading", "corrected"):
        found[0].c[column].type = PARTS
    return found


def _file_all() -> None:
    connection = op.get_bind()
    coverage, article, version, filed_copy, archive_word = _tables()
    current = sa.and_(version.c.article == article.c.id, version.c.number == article.c.revisions)
    query = (
        sa.select(
            coverage, article.c.outlet, article.c.published, article.c.title, article.c.lead, version.c.id.label("row")
        )
        .join(article, article.c.id == coverage.c.article)
        .outerjoin(version, current)
        .order_by(coverage.c.id)
        .limit(BATCH)
    )
    after, changed, words = 0, Counter[str](), Counter[tuple[str, str]]()
    while rows := connection.execute(query.where(coverage.c.id > after)).mappings().all():
        made = []
        for row in rows:
            organisation = row["organisation"]
            changed[organisation] += 1
            made.append({**_filed(row), "changed": changed[organisation]})
            words.update((organisation, word) for word in _words(f"{row['title']} {row['lead'][:300]}"))
        connection.execute(sa.insert(filed_copy), made)
        after = rows[-1]["id"]
    counted = [{"organisation": name, "word": word, "copies": count} for (name, word), count in words.items()]
    for start in range(0, len(counted), BATCH):
        connection.execute(sa.insert(archive_word), counted[start : start + BATCH])


def _filed(row: sa.RowMapping) -> dict[str, object]:
    subjects = [mention["subject"] for mention in row["reading"]["mentions"] if mention.get("accepted", True)]
    confidence = row["tone_confidence"]
    doubtful = bool(row["unsure"]) or (confidence is not None and confidence < 0.65)
    return {
        "coverage": row["id"],
        "organisation": row["organisation"],
        "story": row["story"],
        "revision": row["row"] or 0,
        "at": _microseconds(row["published"] or row["first_seen"]),
        "outlet": row["outlet"],
        "tone": row["tone_label"] or "",
        "topic": row["topic"],
        "kind": row["kind"],
        "status": "confirmed" if "tone" in (row["corrected"] or ()) else "unsure" if doubtful else "open",
        "subjects": "\n".join(dict.fromkeys(subjects)),
        "shown": bool(row["relevant"] or row["unsure"]) and row["story"] is not None,
    }


def _microseconds(moment: datetime | str) -> int:
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    return (moment - EPOCH) // timedelta(microseconds=1)


def _words(text: str) -> set[str]:
    found = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).lower())
    return {word[:60] for word in found[:200] if word.isalpha() and len(word) > 2}

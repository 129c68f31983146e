"""The tables follow the records, and what goes in comes out."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import StatementError
from store_records import NOW

from mediawatch.model import Article, CodedStory, Correction, Coverage, FeedState, Item, Sketch, Tone
from mediawatch.store import columns, tables

_ELSEWHERE = {
    Coverage: {"outlet": "given with the article", "revisions": "a count of the article"},
    Sketch: {"outlet": "the article's", "story": "the coverage's"},
}
"""Fields that have no column in the record's own table, and where they are."""

_STORES_OWN = {
    "feed_state": {"url", "active", "lease_until", "lease_by"},
    "item": {
        "id",
        "published_offset",
        "updated_offset",
        "address_print",
        "state",
        "attempts",
        "reason",
        "not_before",
        "fresh_at",
        "changed_while_leased",
        "lease_until",
        "lease_by",
        "first_seen",
        "finished_at",
    },
    "article": {
        "id",
        "key_print",
        "published_offset",
        "updated_offset",
        "content_hash",
        "revisions",
        "first_seen",
        "changed_at",
    },
    "coverage": {"id", "relevant", "relevance", "unsure", "revision", "story"},
    "sketch": {"article", "published_offset"},
    "correction": set(),
    "coded_story": set(),
}


@pytest.mark.parametrize(
    ("record", "table"),
    [
        (FeedState, tables.feed_state),
        (Item, tables.item),
        (Article, tables.article),
        (Coverage, tables.coverage),
        (Sketch, tables.sketch),
        (Correction, tables.correction),
        (CodedStory, tables.coded_story),
    ],
)
def test_columns_are_the_records_fields(record, table) -> None:
    names = {field.name for field in fields(record)} - set(_ELSEWHERE.get(record, ()))
    if record is Coverage:
        names = names - {"tone"} | {f"tone_{field.name}" for field in fields(Tone)}
    assert {column.name for column in table.c} == names | _STORES_OWN[table.name]


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2025, 3, 30, 1, 59, 59, 999999, tzinfo=timezone(timedelta(hours=1))),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2099, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-9, minutes=-30))),
        datetime(900, 1, 1, tzinfo=UTC),
    ],
)
def test_a_moment_comes_back_as_the_same_moment_in_utc(store, moment) -> None:
    with store.engine.begin() as connection:
        connection.execute(sa.insert(tables.story).values(organisation="modum", first_seen=moment))
        read = connection.scalar(sa.select(tables.story.c.first_seen))
    assert read == moment
    assert read.utcoffset() == timedelta(0)


def test_moments_sort_by_time_whatever_their_zone(store) -> None:
    east, west = timezone(timedelta(hours=9)), timezone(timedelta(hours=-8))
    moments = [NOW.astimezone(west), (NOW + timedelta(microseconds=1)).astimezone(east), NOW + timedelta(hours=1)]
    with store.engine.begin() as connection:
        connection.execute(
            sa.insert(tables.story), [{"organisation": "modum", "first_seen": moment} for moment in moments[::-1]]
        )
        read = list(connection.scalars(sa.select(tables.story.c.first_seen).order_by(tables.story.c.first_seen)))
    assert read == moments


def test_a_moment_without_a_zone_is_refused(store) -> None:
    naive = datetime(2025, 3, 12)  # noqa: DTZ001
    with pytest.raises(StatementError, match="time zone"), store.engine.begin() as connection:
        connection.execute(sa.insert(tables.story).values(organisation="modum", first_seen=naive))


@pytest.mark.parametrize(("year", "hours"), [(1, 5), (9999, -5)])
def test_the_ends_of_the_calendar_do_not_overflow(year, hours) -> None:
    zone = timezone(timedelta(hours=hours))
    edge = datetime(1, 1, 1, tzinfo=zone) if year == 1 else datetime(9999, 12, 31, 23, tzinfo=zone)
    kept = tables.Moment().process_bind_param(edge, sa.create_engine("sqlite://").dialect)
    assert kept.startswith(f"{year:04d}-")


def test_text_that_no_database_takes_is_made_storable() -> None:
    assert columns.storable("a\x00b\ud800c") == "ab?c"

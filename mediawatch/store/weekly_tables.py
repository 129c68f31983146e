"""The tables behind the weekly report: how often the neighbours are named, and what a report has said."""

from sqlalchemy import Column, Date, Float, Index, String, Table

from mediawatch.store.columns import Moment, Parts, metadata

neighbour_watch = Table(
    "neighbour_watch",
    metadata,
    Column("organisation", String(200), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("since", Moment, nullable=False),
)
"""Since when a name has been counted without a break: a week before that is not known, and never nought."""

neighbour_mention = Table(
    "neighbour_mention",
    metadata,
    Column("organisation", String(200), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("article_print", String(32), primary_key=True),
    Column("outlet", String(200), nullable=False),
    Column("day", Date, nullable=False),
    Index(None, "organisation", "day"),
    Index(None, "organisation", "article_print"),
)
"""One article that names one municipality: a fingerprint, never a word of the text."""

listened_day = Table("listened_day", metadata, Column("day", Date, primary_key=True))
"""Local days on which at least one source answered."""

reported_week = Table(
    "reported_week",
    metadata,
    Column("organisation", String(200), primary_key=True),
    Column("week", String(8), primary_key=True),
    Column("told_in", String(8), primary_key=True),
    Column("said_at", Moment, nullable=False),
    Column("rules", String(40), nullable=False),
    Column("score", Float, nullable=False),
    Column("visibility", Float, nullable=False),
    Column("tone", Float, nullable=False),
    Column("voice", Float, nullable=False),
    Column("v_ref", Float, nullable=False),
    Column("silent", Parts, nullable=False),
    Column("stories", Parts, nullable=False),
    Column("targets", Parts, nullable=False),
)
"""What the report of `told_in` said of `week`, itself or an earlier one that had changed. What was said first stays."""

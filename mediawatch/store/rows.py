"""Records <-> rows."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime, timedelta, timezone
from typing import Any, TypeVar

from mediawatch.model import Article, Coverage, FeedState, Item, Mention, Outlet, Reading, Sketch, Suggestion, Tone
from mediawatch.store.keeping import fingerprint

Row = Mapping[Any, Any]
T = TypeVar("T")


def moment_columns(name: str, moment: datetime | None) -> dict[str, Any]:
    """A moment whose zone matters -> two columns: the moment and its offset in seconds east of UTC."""
    offset = None if moment is None else moment.utcoffset()
    seconds = None if offset is None else round(offset.total_seconds())
    return {name: moment, f"{name}_offset": seconds}


def with_offset(moment: datetime | None, seconds: int | None) -> datetime | None:
    """The two columns -> the aware datetime as the outlet wrote it."""
    if moment is None or not seconds:
        return moment
    return moment.astimezone(timezone(timedelta(seconds=seconds)))


def item_columns(item: Item) -> dict[str, Any]:
    """Item -> its columns."""
    return {
        "feed": item.feed,
        "outlet": item.outlet,
        "guid": item.guid,
        "url": item.url,
        "title": item.title,
        "lead": item.lead,
        "text": item.text,
        "authors": item.authors,
        "paywalled": item.paywalled,
        **moment_columns("published", item.published),
        **moment_columns("updated", item.updated),
    }


def item_of(row: Row) -> Item:
    """Columns -> Item."""
    return Item(
        feed=row["feed"],
        outlet=row["outlet"],
        guid=row["guid"],
        url=row["url"],
        title=row["title"],
        lead=row["lead"],
        text=row["text"],
        authors=tuple(row["authors"]),
        published=with_offset(row["published"], row["published_offset"]),
        updated=with_offset(row["updated"], row["updated_offset"]),
        paywalled=row["paywalled"],
    )


def article_columns(article: Article) -> dict[str, Any]:
    """Article (already cut to what may be kept) -> its columns."""
    return {
        "outlet": article.outlet,
        "key_print": fingerprint(article.outlet, article.key),
        "address": article.address,
        "article_id": article.article_id,
        "title": article.title,
        "lead": article.lead,
        "text": article.text,
        "authors": article.authors,
        "paywalled": article.paywalled,
        "kind": article.kind,
        "language": article.language,
        "section": article.section,
        "tags": article.tags,
        "keepable": article.keepable,
        "source": article.source,
        "url": article.url,
        **moment_columns("published", article.published),
        **moment_columns("updated", article.updated),
    }


def article_of(row: Row) -> Article:
    """Columns -> Article, as far as it was kept."""
    return Article(
        outlet=row["outlet"],
        address=row["address"],
        article_id=row["article_id"],
        title=row["title"],
        lead=row["lead"],
        text=row["text"],
        authors=tuple(row["authors"]),
        published=with_offset(row["published"], row["published_offset"]),
        updated=with_offset(row["updated"], row["updated_offset"]),
        paywalled=row["paywalled"],
        kind=row["kind"],
        language=row["language"],
        section=row["section"],
        tags=tuple(row["tags"]),
        keepable=row["keepable"],
        source=row["source"],
        url=row["url"],
    )


def tone_columns(tone: Tone | None) -> dict[str, Any]:
    """Tone -> its columns, all empty without one."""
    if tone is None:
        return {"tone_label": None, "tone_score": None, "tone_confidence": None}
    return {"tone_label": tone.label, "tone_score": tone.score, "tone_confidence": tone.confidence}


def tone_of(row: Row) -> Tone | None:
    """Columns -> Tone, or None where none was judged."""
    if row["tone_label"] is None:
        return None
    return Tone(
        label=row["tone_label"],
        score=row["tone_score"],
        confidence=row["tone_confidence"],
        because=tuple(row.get("tone_because") or ()),
    )


def coverage_columns(coverage: Coverage) -> dict[str, Any]:
    """Coverage (already cut to what may be kept) -> its columns, without article, story and first_seen."""
    return {
        "organisation": coverage.organisation,
        "reading": asdict(coverage.reading),
        "relevant": coverage.reading.relevant,
        "relevance": coverage.reading.relevance,
        "unsure": coverage.reading.unsure,
        **tone_columns(coverage.tone),
        "tone_because": None if coverage.tone is None else coverage.tone.because,
        "topic": coverage.topic,
        "kind": coverage.kind,
        "quoted": coverage.quoted,
        "suggestion": None if coverage.suggestion is None else asdict(coverage.suggestion),
        "excerpt": coverage.excerpt,
        "corrected": coverage.corrected,
    }


def coverage_of(row: Row, article: Article, outlet: Outlet) -> Coverage:
    """Columns of coverage, and of the article they speak of -> Coverage."""
    return Coverage(
        organisation=row["organisation"],
        outlet=outlet,
        article=article,
        reading=_reading_of(row["reading"]),
        tone=tone_of(row),
        topic=row["topic"],
        kind=row["kind"],
        quoted=tuple(row["quoted"]),
        suggestion=None if row["suggestion"] is None else Suggestion(**_known(Suggestion, row["suggestion"])),
        excerpt=tuple(row["excerpt"]),
        first_seen=row["first_seen"],
        revisions=row["revisions"],
        corrected=tuple(row["corrected"] or ()),
    )


def _reading_of(parts: Row) -> Reading:
    known = _known(Reading, parts)
    known["mentions"] = tuple(Mention(**_known(Mention, mention)) for mention in parts["mentions"])
    return Reading(**known)


def _known(record: type[Any], parts: Row) -> dict[str, Any]:
    """The parts of a stored record that today's record still has; lists become tuples."""
    names = {field.name for field in fields(record)}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in parts.items() if name in names}


def state_columns(state: FeedState) -> dict[str, Any]:
    """FeedState -> its columns."""
    return {field.name: getattr(state, field.name) for field in fields(FeedState)}


def state_of(row: Row) -> FeedState:
    """Columns -> FeedState."""
    return FeedState(**_known(FeedState, row))


def sketch_columns(sketch: Sketch) -> dict[str, Any]:
    """Sketch -> its columns; outlet and story are the article's and its coverage's."""
    return {
        "article_id": sketch.article_id,
        **moment_columns("published", sketch.published),
        "shingles": sketch.shingles,
        "title_words": sketch.title_words,
        "words": sketch.words,
    }


def sketch_of(row: Row) -> Sketch:
    """Columns of sketch, with the article's outlet and the coverage's story -> Sketch."""
    return Sketch(
        article_id=row["article_id"],
        published=with_offset(row["published"], row["published_offset"]),
        shingles=tuple(row["shingles"]),
        title_words=tuple(row["title_words"]),
        words=row["words"],
        outlet=row["outlet"],
        story=row["story"],
    )


def unknown_outlet(outlet_id: str) -> Outlet:
    """Stands in for an outlet that feeds.yaml no longer lists."""
    return Outlet(id=outlet_id, name=outlet_id, tier="other", kind="web")

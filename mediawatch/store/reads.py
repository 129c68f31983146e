"""Reading back: stories with their copies, revisions, rows to export."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, true

from mediawatch.model import Coverage, Outlet, Story, Tone
from mediawatch.store.answers import Revision
from mediawatch.store.items import chunks
from mediawatch.store.keeping import fingerprint
from mediawatch.store.rows import Row, article_of, coverage_of, tone_of, unknown_outlet
from mediawatch.store.tables import article, coverage, judgement, revision, story

Moment = Literal["first_seen", "published"]
Outlets = Mapping[str, Outlet]


def _when() -> ColumnElement[Any]:
    """Coverage.when in SQL: published, or first seen where the outlet does not say."""
    return func.coalesce(article.c.published, coverage.c.first_seen)


def listed(*, relevant: bool, include_unsure: bool) -> ColumnElement[bool]:
    """Which coverage to show: what is relevant, also what a person must look at, or everything."""
    if not relevant:
        return true()
    return or_(coverage.c.relevant, coverage.c.unsure) if include_unsure else coverage.c.relevant


def story_ids(
    connection: Connection,
    organisation: str,
    *,
    since: datetime | None,
    until: datetime | None,
    by: Moment,
    shown: ColumnElement[bool],
    limit: int | None,
) -> list[int]:
    """Ids of the stories whose earliest shown coverage lies after `since` and not after `until`, the latest first."""
    earliest = func.min(_when() if by == "published" else coverage.c.first_seen)
    query = (
        select(coverage.c.story)
        .join(article, article.c.id == coverage.c.article)
        .where(coverage.c.organisation == organisation, coverage.c.story.is_not(None), shown)
        .group_by(coverage.c.story)
        .order_by(earliest.desc(), coverage.c.story.desc())
    )
    if since is not None:
        query = query.having(earliest > since)
    if until is not None:
        query = query.having(earliest <= until)
    if limit is not None:
        query = query.limit(limit)
    return [int(story_id) for (story_id,) in connection.execute(query)]


def with_articles(condition: ColumnElement[bool]) -> Select[Any]:
    """Coverage beside its article: the article's columns are labelled a_<name>, since some names are in both."""
    labelled = [column.label(f"a_{column.name}") for column in article.c]
    return select(coverage, *labelled).join(article, article.c.id == coverage.c.article).where(condition)


def coverage_from(row: Row, outlets: Outlets) -> Coverage:
    """A row of with_articles -> Coverage."""
    written = {name[2:]: value for name, value in row.items() if name.startswith("a_")}
    outlet = outlets.get(written["outlet"]) or unknown_outlet(written["outlet"])
    return coverage_of({**row, "revisions": written["revisions"]}, article_of(written), outlet)


def load_stories(
    connection: Connection, ids: Sequence[int], shown: ColumnElement[bool], outlets: Outlets
) -> list[Story]:
    """Story ids -> the stories in that order, each with the coverage shown; those without any are left out."""
    copies: dict[int, list[tuple[int, Coverage]]] = {story_id: [] for story_id in ids}
    organisations: dict[int, str] = {}
    for some in chunks(copies):
        condition = and_(coverage.c.story.in_(some), shown)
        for row in connection.execute(with_articles(condition)).mappings():
            organisations[row["story"]] = row["organisation"]
            copies[row["story"]].append((row["id"], coverage_from(row, outlets)))
    return [
        Story(id=story_id, organisation=organisations[story_id], coverage=_by_exposure(found))
        for story_id, found in copies.items()
        if found
    ]


def _by_exposure(found: list[tuple[int, Coverage]]) -> tuple[Coverage, ...]:
    """The copy that stands for the story first: one that may concern us, that names the place, then the earliest."""

    def order(entry: tuple[int, Coverage]) -> tuple[bool, bool, datetime, int]:
        number, copy = entry
        concerns = copy.reading.relevant or copy.reading.unsure
        names_place = any(mention.names_place for mention in copy.reading.accepted)
        return (not concerns, not names_place, copy.when, number)

    return tuple(copy for _number, copy in sorted(found, key=order))


def find_story(
    connection: Connection, story_id: int, organisation: str | None, outlets: Outlets, *, everything: bool = False
) -> Story | None:
    """One story with all coverage that is relevant or unsure (`everything`: also what is neither); None when there is
    none, or it is another's."""
    owner = connection.scalar(select(story.c.organisation).where(story.c.id == story_id))
    if owner is None or organisation not in (None, owner):
        return None
    shown = listed(relevant=not everything, include_unsure=True)
    return next(iter(load_stories(connection, [story_id], shown, outlets)), None)


def first_coverage_date(connection: Connection, organisation: str, zone: tzinfo) -> date | None:
    """The local date of the earliest relevant coverage, None before there is any."""
    query = (
        select(func.min(_when()))
        .select_from(coverage)
        .join(article, article.c.id == coverage.c.article)
        .where(coverage.c.organisation == organisation, coverage.c.relevant)
    )
    earliest = connection.execute(query).scalar()
    return None if earliest is None else earliest.astimezone(zone).date()


def revisions(connection: Connection, organisation: str, outlet: str, key: str) -> list[Revision]:
    """Every version of an article with the tone it was judged to have for the organisation, the oldest first; the
    last one's is a person's where that was corrected."""
    rows = connection.execute(
        select(
            revision.c.number,
            revision.c.title,
            revision.c.lead,
            revision.c.seen_at,
            revision.c.content_hash,
            judgement.c.tone_label,
            judgement.c.tone_score,
            judgement.c.tone_confidence,
            coverage.c.revision.label("last"),
            coverage.c.corrected,
            *(column.label(f"shown_{column.name}") for column in (coverage.c.tone_label, *_SCORES)),
        )
        .join(article, article.c.id == revision.c.article)
        .join(coverage, and_(coverage.c.article == article.c.id, coverage.c.organisation == organisation))
        .outerjoin(judgement, and_(judgement.c.coverage == coverage.c.id, judgement.c.revision == revision.c.number))
        .where(article.c.key_print == fingerprint(outlet, key))
        .order_by(revision.c.number)
    ).mappings()
    return [
        Revision(
            number=row["number"],
            title=row["title"],
            lead=row["lead"],
            seen_at=row["seen_at"],
            tone=_tone_then(row),
            content_hash=row["content_hash"],
        )
        for row in rows
    ]


_SCORES = (coverage.c.tone_score, coverage.c.tone_confidence)


def _tone_then(row: Row) -> Tone | None:
    if row["number"] != row["last"] or "tone" not in (row["corrected"] or ()):
        return tone_of(row)
    return tone_of({name: row[f"shown_{name}"] for name in ("tone_label", "tone_score", "tone_confidence")})


def coverage_page(connection: Connection, organisation: str, after: int, size: int) -> list[tuple[int, dict[str, Any]]]:
    """Up to `size` rows to export, with their ids, from the one after id `after`."""
    condition = and_(
        coverage.c.organisation == organisation,
        coverage.c.id > after,
        listed(relevant=True, include_unsure=True),
    )
    query = with_articles(condition).order_by(coverage.c.id).limit(size)
    return [
        (row["id"], dict(_export(coverage_from(row, {}), row["story"]))) for row in connection.execute(query).mappings()
    ]


def _export(copy: Coverage, story_id: int | None) -> Iterator[tuple[str, Any]]:
    """Coverage -> the fields of one line of coverage.jsonl, in plain JSON values."""
    written = copy.article
    yield "organisation", copy.organisation
    yield "story", story_id
    yield "outlet", written.outlet
    yield "url", written.link
    yield "article_id", written.article_id
    yield "title", written.title
    yield "lead", written.lead
    yield "authors", list(copy.signed_by)
    yield "published", _iso(written.published)
    yield "updated", _iso(written.updated)
    yield "first_seen", _iso(copy.first_seen)
    yield "revisions", copy.revisions
    yield "paywalled", written.paywalled
    yield "language", written.language
    yield "source", written.source
    yield "relevant", copy.reading.relevant
    yield "relevance", copy.reading.relevance
    yield "unsure", copy.reading.unsure
    yield "mentions", _mentions(copy)
    yield "names_organisation", copy.reading.names_organisation
    yield "regional_labels", list(copy.reading.regional_labels)
    yield "tone", _tone(copy)
    yield "topic", copy.topic
    yield "kind", copy.kind
    yield "quoted", list(copy.quoted)
    suggested = copy.suggestion
    yield "spokesperson", None if suggested is None else {"role": suggested.role, "rule": suggested.rule}
    yield "excerpt", list(copy.excerpt)
    yield "corrected", list(copy.corrected)


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _mentions(copy: Coverage) -> list[dict[str, Any]]:
    names = ("subject", "subject_name", "surface", "field", "start", "end")
    return [{name: getattr(mention, name) for name in names} for mention in copy.reading.accepted]


def _tone(copy: Coverage) -> dict[str, Any] | None:
    tone = copy.tone
    if tone is None:
        return None
    return {
        "label": tone.label,
        "score": tone.score,
        "confidence": tone.confidence,
        "because": list(tone.because),
    }

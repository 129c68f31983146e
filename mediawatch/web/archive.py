"""The archive: everything found, searched, narrowed, marked and taken out. Every view is an address."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response, StreamingResponse

from mediawatch.jobs.export import CONTENT_TYPES, MOST_IN_WORKBOOK, exported, feed_of, json_lines, table_lines
from mediawatch.jobs.searching import Answer, search, stories_of
from mediawatch.model import Story
from mediawatch.render import number, said
from mediawatch.report.naming import TONE_NAMES
from mediawatch.store import with_span
from mediawatch.store.query import LENGTH_LIMIT
from mediawatch.web import archive_view as view
from mediawatch.web.archive_tags import undo_of
from mediawatch.web.respond import back_to, page
from mediawatch.web.rows import StoryRow, story_row
from mediawatch.web.site import Site
from mediawatch.web.visitor import BadInputError, NotFoundError, OurSite, Reader, Visitor

EXPORT_BATCH = 200
FEED_LENGTH = 100
MOST_PAGES = 10_000

router = APIRouter(prefix="/{organisation}", include_in_schema=False)
feed_router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: `sok` the query, `sorter` a word of archive_view.SORTS, `side` from 1."""

    sok: Annotated[str, Query(max_length=2_000)] = ""
    sorter: Literal["nyest", "eldst", "best"] = "nyest"
    side: Annotated[int, Query(ge=1, le=MOST_PAGES)] = 1

    @property
    def text(self) -> str:
        """The query on one line, as far as it counts."""
        return " ".join(self.sok.split())[:LENGTH_LIMIT]


View = Annotated[Asked, Depends()]


@router.get("/arkiv")
def archive(
    request: Request,
    site: OurSite,
    visitor: Reader,
    asked: View,
    fra: Annotated[str | None, Query(max_length=20)] = None,
    til: Annotated[str | None, Query(max_length=20)] = None,
) -> Response:
    """What was found, and what it can be narrowed by. `fra` and `til`: from the small form, moved into the query."""
    address = view.Address(f"/{visitor.organisation.id}/arkiv", asked.text, asked.sorter)
    if fra is not None or til is not None:
        return back_to(address.to(with_span(asked.text, (fra or "").strip(), (til or "").strip())))
    return archive_page(request, site, visitor, asked, address)


def archive_page(request: Request, site: Site, visitor: Visitor, asked: Asked, address: view.Address) -> Response:
    """The page of the archive."""
    name, start = visitor.organisation.id, (asked.side - 1) * view.PAGE
    answer = _answer(site, visitor, asked, offset=start, limit=view.PAGE)
    if start and start >= answer.found.total:
        return back_to(address.to(), status=302)
    bars = view.bars(answer, address)
    tags = site.store.archive.tagging
    found = answer.found.stories
    return page(
        request,
        "archive",
        here="archive",
        answer=answer,
        asked=asked,
        address=address,
        rows=_rows(site, visitor, answer),
        tags=tags.of(name, found),
        known_tags=tags.counts(name),
        facets=view.facets(answer, address),
        bars=bars,
        chart=view.chart(bars) if len(bars) > 1 else "",
        pages=view.pages(answer.found.total, asked.side, lambda at: address.to(page=at)),
        last=max(1, -(-answer.found.total // view.PAGE)),
        sorts=view.SORT_NAMES,
        too_many_to_rank=asked.sorter == "best" and answer.found.sort != "fit",
        meant=_meant(answer, address),
        saved=site.store.archive.saved.all(name, visitor.account.id),
        may_tag=visitor.may("adviser"),
        undo=undo_of(request),
        example=f"barnevern tone:{TONE_NAMES['negative']} nivå:fylke fra:2016 til:2018",
        most_in_workbook=number(MOST_IN_WORKBOOK),
    )


def _answer(site: Site, visitor: Visitor, asked: Asked, *, offset: int = 0, limit: int | None = None) -> Answer:
    sort, facets = view.SORTS[asked.sorter], limit == view.PAGE
    return search(
        site.config,
        site.store,
        visitor.organisation,
        asked.text,
        sort=sort,
        offset=offset,
        limit=limit,
        facets=facets,
    )


def _rows(site: Site, visitor: Visitor, answer: Answer) -> list[StoryRow]:
    stories = stories_of(site.config, site.store, visitor.organisation, answer.found.stories)
    rows = (story_row(story, today=site.today, zone=site.zone) for story in stories)
    return [view.marked_row(row, answer.asked.tree) for row in rows]


def _meant(answer: Answer, address: view.Address) -> list[tuple[str, list[tuple[str, str]]]]:
    """What was not understood or not found, each with queries that may have been meant and their addresses."""
    told: dict[str, list[tuple[str, str]]] = {}
    for hint in answer.notes:
        told.setdefault(hint.words, []).extend([(hint.better, address.to(hint.better))] if hint.better else [])
    for hint in answer.meant:
        words = said("Vi fant ikke «%s» noe sted.") % hint.words
        told.setdefault(words, []).append((hint.better, address.to(hint.better)))
    return list(told.items())


# taken out ------------------------------------------------------------------------------------------------------------


@router.get("/arkiv.atom")
def feed(site: OurSite, visitor: Reader, asked: View) -> Response:
    """The newest stories of a query for a feed reader that is signed in."""
    answer = _answer(site, visitor, Asked(sok=asked.sok), limit=FEED_LENGTH)
    stories = stories_of(site.config, site.store, visitor.organisation, answer.found.stories)
    written = feed_of(visitor.organisation, stories, query=asked.text, now=site.now())
    return Response(written, media_type="application/atom+xml")


@feed_router.get("/strom/{token}.atom")
def secret_feed(site: OurSite, token: Annotated[str, Path(max_length=100)]) -> Response:
    """The newest stories of a saved search for whoever knows its secret address."""
    saved = site.store.archive.saved.by_feed(token)
    organisation = site.organisation(saved.organisation) if saved else None
    if saved is None or organisation is None:
        raise NotFoundError
    answer = search(site.config, site.store, organisation, saved.query, limit=FEED_LENGTH, facets=False)
    stories = stories_of(site.config, site.store, organisation, answer.found.stories)
    written = feed_of(organisation, stories, query=saved.query, name=saved.name, now=site.now())
    return Response(written, media_type="application/atom+xml")


@router.get("/arkiv/eksport")
def export(site: OurSite, visitor: Reader, asked: View, filtype: Literal["csv", "xlsx", "json"] = "csv") -> Response:
    """All stories of the view, not only those of the page, as a file."""
    answer = _answer(site, visitor, asked)
    if filtype == "xlsx" and answer.found.total > MOST_IN_WORKBOOK:
        words = said("Søket har %(count)s saker, og et regneark tar høyst %(most)s. Velg CSV, eller avgrens søket.")
        raise BadInputError(words % {"count": number(answer.found.total), "most": number(MOST_IN_WORKBOOK)})
    stories = _all(site, visitor, answer)
    file = f"{visitor.organisation.id}-{site.today.isoformat()}.{filtype}"
    headers = {"Content-Disposition": f'attachment; filename="{quote(file, safe="")}"'}
    kind = CONTENT_TYPES[filtype]
    if filtype == "xlsx":
        book = exported(site.config, visitor.organisation, list(stories), "xlsx", query=asked.text, now=site.now())
        return Response(book, media_type=kind, headers=headers)
    lines = json_lines(stories, site.zone) if filtype == "json" else table_lines(stories, site.zone)
    return StreamingResponse(lines, media_type=kind, headers=headers)


def _all(site: Site, visitor: Visitor, answer: Answer) -> Iterator[Story]:
    ids = answer.found.stories
    for start in range(0, len(ids), EXPORT_BATCH):
        yield from stories_of(site.config, site.store, visitor.organisation, ids[start : start + EXPORT_BATCH])

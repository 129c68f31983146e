"""Stories: searched, looked at, corrected, taken out."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Body, Path, Query
from starlette.responses import Response, StreamingResponse

from mediawatch.errors import ChangedError
from mediawatch.jobs.correcting import correct, undo
from mediawatch.jobs.searching import note_lines, search, stories_of
from mediawatch.model import Correction, CorrectionKind, Coverage, Story
from mediawatch.render import plain
from mediawatch.report.as_json import correction_json
from mediawatch.report.naming import KIND_NAMES, TONE_NAMES, TOPIC_NAMES
from mediawatch.report.page import lead_shown
from mediawatch.report.story_json import coverage_json, moment_json, story_json
from mediawatch.store import Sort, StoryMark
from mediawatch.web.api import shapes
from mediawatch.web.api.asking import Caller, Reading, Writing
from mediawatch.web.api.problems import ProblemError, documented
from mediawatch.web.visitor import LARGEST_ID

router = APIRouter(tags=["stories"])

MOST_PAGES = 10_000
EXPORT_BATCH = 200
VALUES: dict[CorrectionKind, tuple[str, ...]] = {
    "tone": tuple(TONE_NAMES),
    "relevance": ("yes", "no"),
    "topic": tuple(TOPIC_NAMES),
    "kind": tuple(KIND_NAMES),
}

StoryId = Annotated[int, Path(ge=1, le=LARGEST_ID, description="The story's number.")]


@router.get("/stories", response_model=shapes.Stories, summary="Search stories")
def stories(
    response: Response,
    caller: Reading,
    q: Annotated[str, Query(max_length=500, description="The search grammar of the archive; empty: everything.")] = "",
    sort: Annotated[Sort, Query(description="By time, or by how well they fit.")] = "newest",
    page: Annotated[int, Query(ge=1, le=MOST_PAGES)] = 1,
    per_page: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Any:
    """Stories that match, a page at a time. `Link` (RFC 8288) leads to the other pages, `X-Total-Count` counts all."""
    site, organisation = caller.site, caller.organisation
    answer = search(
        site.config, site.store, organisation, q, sort=sort, offset=(page - 1) * per_page, limit=per_page, facets=False
    )
    total = answer.found.total
    response.headers["X-Total-Count"] = str(total)
    asked = {"q": q, "sort": sort, "per_page": per_page}
    response.headers["Link"] = _links(f"{site.base_url}/api/v1/stories", asked, page, -(-total // per_page))
    found = stories_of(site.config, site.store, organisation, answer.found.stories)
    return {
        "total": total,
        "page": page,
        "per_page": per_page,
        "notes": note_lines(answer),
        "stories": [_story(caller, one) for one in found],
    }


@router.get("/stories/{story_id}", response_model=shapes.WholeStory, responses=documented(404), summary="One story")
def story(caller: Reading, story_id: StoryId) -> Any:
    """A story with its copies, versions, names, corrections, and why it was judged as it was."""
    found = _found(caller, story_id)
    lead, zone = found.lead, caller.site.zone
    corrections = caller.site.store.corrections(caller.organisation.id, story_id)
    return {
        **_story(caller, found),
        "mark": _written_mark(_mark(caller, story_id)),
        "relevance": round(lead.reading.relevance, 3),
        "relevance_because": list(lead.reading.because),
        "names": [
            {"subject": one.subject, "name": one.subject_name, "surface": one.surface, "because": one.because}
            for copy in found.coverage
            for one in copy.reading.accepted
        ],
        "quoted": list(lead.quoted),
        "spokesperson_because": lead.suggestion.because if lead.suggestion else "",
        "revisions": [line for copy in found.coverage for line in _revisions(caller, copy)],
        "corrections": [correction_json(one, zone) for one in corrections],
    }


@router.post(
    "/stories/{story_id}/corrections",
    response_model=shapes.Corrected,
    status_code=201,
    responses=documented(403, 404, 409),
    summary="Correct a story",
)
def add_correction(
    caller: Writing,
    story_id: StoryId,
    what: Annotated[Literal["tone", "relevance", "place", "topic", "kind"], Body(description="What is corrected.")],
    value: Annotated[
        str,
        Body(max_length=200, description="A tone, topic or kind; `yes` or `no`; for `place` the id of a name in it."),
    ],
    why: Annotated[str, Body(max_length=500)] = "",
    expected: Annotated[
        str | None, Body(max_length=40, description="The story's `mark` when it was looked at; 409 if it has changed.")
    ] = None,
) -> Any:
    """Says what the model got wrong. Counts in all copies, everywhere, until it is taken back."""
    found = _found(caller, story_id)
    _check_value(found, what, value)
    site = caller.site
    try:
        done = correct(
            site.config, site.store, caller.organisation, found, what, value,
            by=caller.by, why=plain(why), now=site.now(), expected=_read_mark(expected),
        )  # fmt: skip
    except ChangedError as error:
        raise _changed(caller, story_id) from error
    _log(caller, done.correction, f"story.{what}", done.correction.before, value)
    return _corrected(caller, done.correction)


@router.delete(
    "/stories/{story_id}/corrections/last",
    response_model=shapes.Corrected,
    responses=documented(403, 404, 409),
    summary="Take back the last correction",
)
def undo_correction(
    caller: Writing,
    story_id: StoryId,
    expected: Annotated[str | None, Query(max_length=40, description="As when correcting.")] = None,
) -> Any:
    """Takes back the story's last correction that counts."""
    found, site = _found(caller, story_id), caller.site
    try:
        done = undo(
            site.config, site.store, caller.organisation, found,
            by=caller.by, now=site.now(), expected=_read_mark(expected),
        )  # fmt: skip
    except ChangedError as error:
        raise _changed(caller, story_id) from error
    if done is None:
        raise ProblemError(404, "Saken har ingen rettelse å ta tilbake.")
    one = done.correction
    _log(caller, one, f"story.{one.what}.undo", one.value, one.before)
    return _corrected(caller, one)


@router.get(
    "/coverage",
    response_class=StreamingResponse,
    responses={200: {"description": "One JSON object a line", "content": {"application/x-ndjson": {"schema": {}}}}},
    summary="Everything, as JSON lines",
)
def coverage(caller: Reading) -> Response:
    """All coverage of the organisation, in the order it was found: one object a line, never the text of an article."""
    closed = {outlet.id for outlet in caller.site.config.outlets if outlet.keep_text == "none"}
    rows = caller.site.store.coverage_rows(caller.organisation.id)
    lines = (_line(row, hide=row["outlet"] in closed) for row in rows)
    return StreamingResponse(_batches(lines), media_type="application/x-ndjson")


def _line(row: dict[str, Any], *, hide: bool) -> str:
    shown = {**row, "lead": "", "excerpt": []} if hide else row
    return json.dumps(shown, ensure_ascii=False, default=str) + "\n"


def _batches(lines: Iterator[str]) -> Iterator[str]:
    while batch := "".join(islice(lines, EXPORT_BATCH)):
        yield batch


def _found(caller: Caller, story_id: int) -> Story:
    site = caller.site
    found = site.store.story(story_id, organisation=caller.organisation.id, everything=True, outlets=site.outlets)
    if found is None:
        raise ProblemError(404, "Saken finnes ikke hos dere.")
    return found


def _story(caller: Caller, story: Story) -> dict[str, Any]:
    """A story with no more of each copy than may be shown."""
    zone = caller.site.zone
    shown = [{**coverage_json(copy, zone), "lead": lead_shown(copy)} for copy in story.coverage]
    return {**story_json(story, zone), **shown[0], "copies": shown[1:]}


def _revisions(caller: Caller, copy: Coverage) -> list[dict[str, Any]]:
    if copy.revisions < 2:
        return []
    article, zone = copy.article, caller.site.zone
    may_show = copy.outlet.keep_text != "none" and article.keepable
    return [
        {
            "url": article.link,
            "number": one.number,
            "title": one.title,
            "lead": one.lead if may_show else "",
            "seen_at": moment_json(one.seen_at, zone),
            "tone": one.tone.label if one.tone else None,
        }
        for one in caller.site.store.revisions(caller.organisation.id, article.outlet, article.key)
    ]


def _check_value(story: Story, what: CorrectionKind, value: str) -> None:
    known = VALUES.get(what) or tuple(
        dict.fromkeys(one.subject for copy in story.coverage for one in copy.reading.mentions)
    )
    if value not in known:
        words = f"Skriv en av: {', '.join(known)}." if known else "Ingen navn er funnet i saken."
        raise ProblemError(422, f"Rett body.value: {words}", errors=(("body.value", words),))


def _mark(caller: Caller, story_id: int) -> StoryMark:
    return caller.site.store.reviews.marks(caller.organisation.id, [story_id]).get(story_id, (0, 0))


def _written_mark(mark: StoryMark) -> str:
    return f"{mark[0]}-{mark[1]}"


def _read_mark(written: str | None) -> StoryMark | None:
    """A mark as we wrote it; one that is not ours never holds."""
    if written is None:
        return None
    found = re.fullmatch(r"([0-9]{1,10})-([0-9]{1,10})", written)
    return (int(found[1]), int(found[2])) if found else (-1, -1)


def _changed(caller: Caller, story_id: int) -> ProblemError:
    now = _written_mark(_mark(caller, story_id))
    return ProblemError(409, f"Saken er rettet etter at du så på den. Hent den på nytt; merket er nå {now}.")


def _corrected(caller: Caller, one: Correction) -> dict[str, Any]:
    mark = _written_mark(_mark(caller, one.story))
    return {"story": one.story, "mark": mark, "correction": correction_json(one, caller.site.zone)}


def _log(caller: Caller, one: Correction, action: str, before: str, after: str) -> None:
    caller.site.store.access.log(
        caller.organisation.id, by=caller.by, action=action, subject=f"story {one.story}",
        before=before, after=after, why=one.why, now=caller.site.now(),
    )  # fmt: skip


def _links(address: str, asked: dict[str, Any], page: int, last: int) -> str:
    """The pages around one, as the header Link; the first one always, so that it is never empty."""
    leads = {"first": 1, "prev": page - 1 if 1 < page <= last + 1 else 0, "next": page + 1 if page < last else 0}
    leads["last"] = max(1, last)
    return ", ".join(
        f'<{address}?{urlencode({**asked, "page": at})}>; rel="{name}"' for name, at in leads.items() if at
    )

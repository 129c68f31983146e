"""Our own stories, from the idea to print: read only, and without what only advisers may read."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query

from mediawatch.model import Pitch, PitchKind, PitchLink, PitchStatus, Topic
from mediawatch.report.story_json import moment_json
from mediawatch.web.api.asking import Caller, Reading

router = APIRouter(tags=["pitches"])

MOST = 500


@dataclass(frozen=True, kw_only=True)
class PitchLine:
    """One pitch. `planned`: a day, the first of the month when `month_only`; `story`: the coverage it became."""

    id: int
    title: str
    angle: str
    kind: PitchKind
    topic: Topic
    department: str
    author: str
    office: str
    status: PitchStatus
    outlet: str
    embargo: str | None
    planned: str | None
    month_only: bool
    draft_due: str | None
    offered_at: str | None
    printed_at: str | None
    declined_at: str | None
    declined_why: str
    story: int | None
    linked: PitchLink


@router.get("/pitches", response_model=list[PitchLine], summary="Our own stories, from the idea to print")
def pitches(
    caller: Reading,
    status: Annotated[PitchStatus | None, Query(description="Only those that have come so far.")] = None,
    kind: Annotated[PitchKind | None, Query(description="Only story ideas, or only op-eds.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
) -> Any:
    """The latest first."""
    found = caller.site.store.pitches.cases.all(caller.organisation.id)
    wanted = [one for one in found if status in (None, one.status) and kind in (None, one.kind)]
    return [_line(caller, one) for one in wanted[:limit]]


def _line(caller: Caller, one: Pitch) -> dict[str, Any]:
    zone = caller.site.zone
    moments = ("embargo", "offered_at", "printed_at", "declined_at")
    days = {"planned": one.planned, "draft_due": one.draft_due}
    plain = (name for name in PitchLine.__dataclass_fields__ if name not in (*moments, *days))
    return {
        **{name: getattr(one, name) for name in plain},
        **{name: moment_json(getattr(one, name), zone) for name in moments},
        **{name: day.isoformat() if day else None for name, day in days.items()},
    }

"""What is done about critical stories: read only, and without what only advisers may read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query

from mediawatch.jobs.responses import undecided
from mediawatch.model import Decision, Response, ResponseStatus
from mediawatch.relate.clocks import is_late
from mediawatch.report.story_json import moment_json
from mediawatch.web.api.asking import Caller, Reading

router = APIRouter(tags=["responses"])

MOST = 500


@dataclass(frozen=True, kw_only=True)
class ResponseLine:
    """What is done about one critical story. `deadline` of one nobody has begun on: when it should be decided on."""

    story: int
    status: ResponseStatus
    seen_at: str
    decision: Decision
    reason: str
    decided_at: str | None
    owner: str
    deadline: str | None
    late: bool
    points: list[str]
    complained_on: str | None
    outcome: str
    closed_at: str | None


@router.get("/responses", response_model=list[ResponseLine], summary="Critical stories and what is done about them")
def responses(
    caller: Reading,
    status: Annotated[ResponseStatus | None, Query(description="Only those that have come so far.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
) -> Any:
    """Those nobody has begun on (of the last two weeks) first, then the others, the latest opened first."""
    site, now = caller.site, caller.site.now()
    fresh = [
        Response(organisation=caller.organisation.id, story=one.story, seen_at=one.seen_at, opened_at=now,
                 deadline=one.decide_by)
        for one in undecided(site.store, caller.organisation, now, site.zone)
    ]  # fmt: skip
    found = [*fresh, *site.store.responses.all(caller.organisation.id)]
    return [_line(caller, one, now) for one in found if status in (None, one.status)][:limit]


def _line(caller: Caller, one: Response, now: datetime) -> dict[str, Any]:
    zone = caller.site.zone
    return {
        "story": one.story,
        "status": one.status,
        "seen_at": moment_json(one.seen_at, zone),
        "decision": one.decision,
        "reason": one.reason,
        "decided_at": moment_json(one.decided_at, zone),
        "owner": one.owner_name,
        "deadline": moment_json(one.deadline, zone),
        "late": is_late(one, now),
        "points": list(one.points),
        "complained_on": one.complained_on.isoformat() if one.complained_on else None,
        "outcome": one.outcome,
        "closed_at": moment_json(one.closed_at, zone),
    }

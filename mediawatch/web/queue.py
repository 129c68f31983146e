"""What waits for a person, in the order it should be looked at: what asks for a decision, what may not be ours at all,
then tones nobody has confirmed, the least certain first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from mediawatch.model import PRESS_KINDS, Story
from mediawatch.relate.responses import is_critical
from mediawatch.store import Waiting

WINDOW = timedelta(days=14)
"""What nobody has looked at in two weeks is no news any more; it is found in the archive."""

Reason = Literal["decide", "relevance", "tone"]
_ORDER: dict[Reason, int] = {"decide": 0, "relevance": 1, "tone": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A story that waits, and why. `certainty`: of its least certain tone."""

    story: int
    reason: Reason
    certainty: float
    first_seen: datetime


def queued(copies: Sequence[Waiting]) -> list[Queued]:
    """Copies to the stories that wait. A story is reviewed when a person has said its tone, or that it is not ours
    (then it is not among the copies). Own pages and paid content are nobody's to judge."""
    by_story: dict[int, list[Waiting]] = {}
    for copy in copies:
        by_story.setdefault(copy.story, []).append(copy)
    found = [made for story, told in by_story.items() if (made := _queued(story, told))]
    return sorted(found, key=lambda one: (_ORDER[one.reason], _place(one)))


def _queued(story: int, copies: Sequence[Waiting]) -> Queued | None:
    press = [copy for copy in copies if copy.kind in PRESS_KINDS]
    if not press or any("tone" in copy.corrected for copy in press):
        return None
    return Queued(
        story=story,
        reason=_reason(press),
        certainty=min(copy.tone.confidence if copy.tone else 0.0 for copy in press),
        first_seen=max(copy.first_seen for copy in press),
    )


def _reason(copies: Sequence[Waiting]) -> Reason:
    if any(is_critical(copy.tone, copy.kind, relevant=copy.relevant) for copy in copies):
        return "decide"
    return "relevance" if all(copy.unsure for copy in copies) else "tone"


def _place(one: Queued) -> float:
    """Tones by certainty, everything else the latest first."""
    return one.certainty if one.reason == "tone" else -one.first_seen.timestamp()


def reason_of(story: Story) -> Reason:
    """Why a story would wait, had nobody looked at it."""
    return _reason(
        [
            Waiting(
                story=story.id,
                first_seen=copy.when,
                printed=copy.when,
                relevant=copy.reading.relevant,
                unsure=copy.reading.unsure,
                tone=copy.tone,
                kind=copy.kind,
                corrected=copy.corrected,
            )
            for copy in story.coverage
        ]
    )

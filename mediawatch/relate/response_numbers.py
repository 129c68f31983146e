"""Responses to the numbers that tell how we decide: which decisions, how soon, how many in time."""

from collections import Counter
from collections.abc import Iterable
from statistics import median
from zoneinfo import ZoneInfo

from mediawatch.model import Decision, Response, ResponseNumbers
from mediawatch.relate.clocks import decide_by, working_hours


def response_numbers(responses: Iterable[Response], zone: ZoneInfo) -> ResponseNumbers:
    """Responses to their numbers. Those nobody has decided on count for nothing."""
    made = [(one, one.decided_at) for one in responses if one.decision and one.decided_at]
    kinds: Counter[Decision] = Counter(one.decision for one, _at in made)
    hours = [working_hours(one.seen_at, at, zone) for one, at in made]
    return ResponseNumbers(
        decided=len(made),
        kinds=dict(kinds.most_common()),
        hours=median(hours) if hours else None,
        in_time=sum(at <= decide_by(one.seen_at, zone) for one, at in made),
    )

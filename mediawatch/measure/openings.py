"""A target that will hardly be met to what could yet be done for it, from the organisation's own archive."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mediawatch.measure.targets import counts
from mediawatch.model import Coverage, Openings, Organisation, Story, Target

LATELY = timedelta(weeks=26)
QUIET = timedelta(weeks=8)
"""Nobody has written of a landmark for so long: it may be worth a story."""
MOST = 3


def openings(
    target: Target, stories: Iterable[Story], organisation: Organisation, *, now: datetime, zone: ZoneInfo
) -> Openings:
    """Who met the target most often in the last half year, which landmarks have been quiet, and, where it asks for
    op-eds by staff, who wrote one longest ago."""
    copies = [copy for story in stories for copy in story.coverage if copy.is_press and copy.reading.relevant]
    met = Counter(copy.outlet.name for copy in copies if copy.when > now - LATELY and counts(target, copy))
    writers = "op-ed by staff" in target.kinds
    return Openings(
        outlets=tuple(name for name, _ in met.most_common(MOST)),
        subjects=() if writers else _quiet(copies, organisation, now),
        authors=_authors(copies, zone) if writers else (),
    )


def _quiet(copies: Iterable[Coverage], organisation: Organisation, now: datetime) -> tuple[str, ...]:
    """Landmarks that were written of once, but not lately, the longest quiet first."""
    names = {subject.id: subject.name for subject in organisation.subjects if subject.kind == "landmark"}
    last: dict[str, datetime] = {}
    for copy in copies:
        for mention in copy.reading.accepted:
            if name := names.get(mention.subject):
                last[name] = max(copy.when, last.get(name, copy.when))
    quiet = sorted((moment, name) for name, moment in last.items() if moment < now - QUIET)
    return tuple(name for _, name in quiet[:MOST])


def _authors(copies: Iterable[Coverage], zone: ZoneInfo) -> tuple[tuple[str, date], ...]:
    last: dict[str, datetime] = {}
    for copy in copies:
        for author in copy.article.authors if copy.kind == "op-ed by staff" else ():
            last[author] = max(copy.when, last.get(author, copy.when))
    idle = sorted((moment, name) for name, moment in last.items())
    return tuple((name, moment.astimezone(zone).date()) for moment, name in idle[:MOST])

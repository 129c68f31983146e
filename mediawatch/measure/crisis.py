"""A crisis to what came of it: the press hour by hour, what was said, who spoke and how long it took.

Hours are real ones: the hour that comes twice in autumn is two, and the one that is left out in spring is none.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from mediawatch.measure.weeks import counted_copies
from mediawatch.model import Crisis, CrisisHour, CrisisReport, Enquiry, Response, Statement, Story, ToneLabel

HOUR = timedelta(hours=1)


def full_hour(moment: datetime, zone: ZoneInfo) -> datetime:
    """The last full hour of the local clock, in UTC."""
    local = moment.astimezone(zone)
    passed = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    return moment.astimezone(UTC) - passed


def crisis_report(
    crisis: Crisis,
    stories: Sequence[Story],
    statements: Iterable[Statement],
    *,
    now: datetime,
    zone: ZoneInfo,
    enquiries: Iterable[Enquiry] = (),
    decisions: Iterable[Response] = (),
) -> CrisisReport:
    """A crisis, ended or not, with the stories first seen in it to its report."""
    until = crisis.ended_at or now
    said = sorted((one for one in statements if not one.withdrawn), key=lambda one: (one.at, one.id))
    after = [one.at - crisis.started_at for one in said if one.at >= crisis.started_at]
    tones, outlets = Counter(map(_tone, stories)), {copy.outlet.id for story in stories for copy in story.coverage}
    return CrisisReport(
        crisis=crisis,
        until=until,
        hours=_hours(stories, said, zone),
        tones=tones,
        outlets=len(outlets),
        statements=tuple(said),
        first_after=min(after, default=None),
        used=_used(crisis, said),
        enquiries=tuple(enquiries),
        decisions=tuple(decisions),
    )


def _hours(stories: Iterable[Story], said: Iterable[Statement], zone: ZoneInfo) -> tuple[CrisisHour, ...]:
    tones: dict[datetime, Counter[ToneLabel]] = {}
    for story in stories:
        seen = [copy.first_seen for copy in story.coverage if copy.first_seen is not None]
        if seen:
            tones.setdefault(full_hour(min(seen), zone), Counter())[_tone(story)] += 1
    spoken = Counter(full_hour(one.at, zone) for one in said)
    return tuple(
        CrisisHour(
            start=start, tones=tones.get(start, Counter()), statements=spoken[start], again=_comes_again(start, zone)
        )
        for start in sorted(tones.keys() | spoken.keys())
    )


def _comes_again(start: datetime, zone: ZoneInfo) -> bool:
    return bool(start.astimezone(zone).fold)


def _tone(story: Story) -> ToneLabel:
    copies = counted_copies(story) or list(story.coverage)
    return copies[0].tone.label if copies[0].tone else "neutral"


def _used(crisis: Crisis, said: Iterable[Statement]) -> tuple[tuple[str, int, bool], ...]:
    counts = Counter((one.person, one.line in crisis.speakers) for one in said)
    return tuple((person, count, inside) for (person, inside), count in counts.most_common())

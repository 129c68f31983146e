"""Outlets not heard from: zero stories must never be shown as quiet when we may be deaf.

An outlet is silent when none of its feeds brought anything new for longer than its own rhythm allows: the 99th
percentile of the gaps between its last items, at least MIN_SILENCE and, with too few gaps to judge, after
DEFAULT_SILENCE. Days of rest are a rhythm of their own: a silence that reaches into a weekend is measured against the
gaps that did; where too few of them are known, its rest days are not counted. An outlet is deaf when every feed fails
or answers something else than a feed; that is told as soon as it has lasted MIN_DEAFNESS.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mediawatch.model import FeedHealth, FeedState, Outlet, SilentSource, Tier
from mediawatch.render import WEEKDAY_NAMES, day_words, full_day_words, said
from mediawatch.workdays import is_working_day

MIN_SILENCE = timedelta(hours=36)
"""Shorter gaps are ordinary even for lively outlets: nights, Sundays."""
DEFAULT_SILENCE = timedelta(days=7)
MIN_GAPS = 8
MIN_REST_GAPS = 3
"""So many gaps over days of rest tell how long this outlet rests."""
LONGEST_GAP_HOURS = 24 * 366
"""What lies before a longer gap than this is another rhythm, or a wrong date."""
SLACK = 1.25
"""The longest gaps of a few dozen are no sure percentile."""
MIN_DEAFNESS = timedelta(hours=6)
LISTENED_TIERS: frozenset[Tier] = frozenset({"local", "regional"})
"""Tiers whose silence the reader must hear of; a national feed that rests is no news to her."""

_FAILED: frozenset[FeedHealth] = frozenset({"html", "broken", "blocked", "dead"})
Rests = Callable[[date], bool]
"""Whether newsrooms rest on a day."""


def is_rest_day(day: date) -> bool:
    """Saturday, Sunday or a public holiday."""
    return not is_working_day(day)


def silent_sources(
    outlets: Iterable[Outlet],
    states: Sequence[FeedState],
    *,
    now: datetime,
    zone: ZoneInfo,
    rests: Rests = is_rest_day,
) -> tuple[SilentSource, ...]:
    """The outlets among the listened tiers that are silent or deaf at `now`, local ones first.

    Outlets never polled are left out: nothing is known of them yet.
    """
    found = []
    for outlet in outlets:
        own = [state for state in states if state.outlet == outlet.id and state.health != "paused"]
        own = [state for state in own if state.last_polled is not None]
        if outlet.tier in LISTENED_TIERS and own:
            source = _judge(outlet, own, now, zone, rests)
            if source is not None:
                found.append((outlet.tier != "local", outlet.name, source))
    return tuple(source for _, _, source in sorted(found, key=lambda row: row[:2]))


def allowed_silence(gaps_hours: Sequence[float]) -> timedelta:
    """Hours between items to the longest gap that is still ordinary for this outlet (99th percentile, floored)."""
    if len(gaps_hours) < MIN_GAPS:
        return DEFAULT_SILENCE
    return _longest_ordinary(gaps_hours)


def is_too_long(states: Sequence[FeedState], since: datetime, now: datetime, zone: ZoneInfo, rests: Rests) -> bool:
    """Whether a silence from `since` to `now` breaks the rhythm of an outlet's feeds, days of rest apart."""
    rested = _rest(since, now, zone, rests)
    working: list[float] = []
    resting: list[float] = []
    for state in states:
        for hours, start, end in _placed_gaps(state):
            (resting if _rest(start, end, zone, rests) else working).append(hours)
    known = working + resting
    if len(known) < MIN_GAPS:
        return now - since > DEFAULT_SILENCE
    if not rested:
        return now - since > allowed_silence(working if len(working) >= MIN_GAPS else known)
    if len(resting) >= MIN_REST_GAPS:
        return now - since > _longest_ordinary(resting)
    return now - since > allowed_silence(working if len(working) >= MIN_GAPS else known) + rested


def has_rhythm(states: Sequence[FeedState]) -> bool:
    """Whether enough is known of an outlet's feeds to call a silence long."""
    return sum(len(state.gaps_hours) for state in states) >= MIN_GAPS


def _longest_ordinary(gaps_hours: Sequence[float]) -> timedelta:
    ordered = sorted(gaps_hours)
    return max(MIN_SILENCE, timedelta(hours=SLACK * ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]))


def _placed_gaps(state: FeedState) -> Iterable[tuple[float, datetime, datetime]]:
    """The last gaps of a feed with when each began and ended, counted back from its last item."""
    if state.last_item_at is None:
        return
    end = state.last_item_at
    for hours in reversed(state.gaps_hours):
        if hours > LONGEST_GAP_HOURS:
            return
        start = end - timedelta(hours=hours)
        yield hours, start, end
        end = start


def _rest(start: datetime, end: datetime, zone: ZoneInfo, rests: Rests) -> timedelta:
    """How much of the time from `start` to `end` lies on days of rest (local dates)."""
    total, day, last = timedelta(0), start.astimezone(zone).date(), end.astimezone(zone).date()
    while day <= last:
        if rests(day):
            midnight, next_one = (datetime.combine(one, time(), zone) for one in (day, day + timedelta(days=1)))
            total += max(timedelta(0), min(end, next_one.astimezone(UTC)) - max(start, midnight.astimezone(UTC)))
        day += timedelta(days=1)
    return total


def _judge(
    outlet: Outlet, states: Sequence[FeedState], now: datetime, zone: ZoneInfo, rests: Rests
) -> SilentSource | None:
    heard = [state.last_item_at for state in states if state.last_item_at is not None]
    last = max(heard, default=None)
    if all(state.health in _FAILED for state in states):
        answered = max((s.last_success for s in states if s.last_success is not None), default=None)
        if answered is None or now - answered >= MIN_DEAFNESS:
            worst = max(states, key=lambda state: state.failures)
            words = f"{outlet.name} ({_lower_first(worst.health_note) or said('svarer ikke')})"
            return SilentSource(outlet=outlet.id, name=outlet.name, since=answered, health=worst.health, words=words)
        return None
    if last is not None and is_too_long(states, last, now, zone, rests):
        when = since_words(last, now=now, zone=zone)
        words = said("{name} siden {when}").format(name=outlet.name, when=when)
        return SilentSource(outlet=outlet.id, name=outlet.name, since=last, health="stale", words=words)
    return None


def since_words(moment: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """A past moment as a Norwegian day: "fredag" within the last six days, else "fredag 3. oktober"."""
    local, today = moment.astimezone(zone).date(), now.astimezone(zone).date()
    if local == today:
        return said("i dag")
    if (today - local).days <= 6:
        return said(WEEKDAY_NAMES[local.weekday()])
    return day_words(local) if local.year == today.year else full_day_words(local)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]

"""Outlets not heard from: zero stories must never be shown as quiet when we may be deaf.

An outlet is silent when none of its feeds brought anything new for longer than its own rhythm allows: the 99th
percentile of the gaps between its last items (score.md §4), at least MIN_SILENCE and, with too few gaps to judge, after
DEFAULT_SILENCE. It is deaf when every feed fails or answers something else than a feed; that is told as soon as it
has lasted MIN_DEAFNESS.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from mediawatch.model import WEEKDAYS, FeedHealth, FeedState, Outlet, SilentSource, Tier

MIN_SILENCE = timedelta(hours=36)
"""Shorter gaps are ordinary even for lively outlets: nights, Sundays."""
DEFAULT_SILENCE = timedelta(days=7)
MIN_GAPS = 8
MIN_DEAFNESS = timedelta(hours=6)
LISTENED_TIERS: frozenset[Tier] = frozenset({"local", "regional"})
"""Tiers whose silence the reader must hear of; a national feed that rests is no news to her."""

_FAILED: frozenset[FeedHealth] = frozenset({"html", "broken", "blocked", "dead"})
_WEEKDAYS_NB = dict(
    zip(WEEKDAYS, ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"), strict=True)
)
_MONTHS_NB = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)


def silent_sources(
    outlets: Iterable[Outlet], states: Sequence[FeedState], *, now: datetime, zone: ZoneInfo
) -> tuple[SilentSource, ...]:
    """The outlets among the listened tiers that are silent or deaf at `now`, local ones first.

    Outlets never polled are left out: nothing is known of them yet.
    """
    found = []
    for outlet in outlets:
        own = [state for state in states if state.outlet == outlet.id and state.health != "paused"]
        own = [state for state in own if state.last_polled is not None]
        if outlet.tier in LISTENED_TIERS and own:
            source = _judge(outlet, own, now, zone)
            if source is not None:
                found.append((outlet.tier != "local", outlet.name, source))
    return tuple(source for _, _, source in sorted(found, key=lambda row: row[:2]))


def allowed_silence(gaps_hours: Sequence[float]) -> timedelta:
    """Hours between items to the longest gap that is still ordinary for this outlet (99th percentile, floored)."""
    if len(gaps_hours) < MIN_GAPS:
        return DEFAULT_SILENCE
    ordered = sorted(gaps_hours)
    return max(MIN_SILENCE, timedelta(hours=1.25 * ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]))


def _judge(outlet: Outlet, states: Sequence[FeedState], now: datetime, zone: ZoneInfo) -> SilentSource | None:
    heard = [state.last_item_at for state in states if state.last_item_at is not None]
    last = max(heard, default=None)
    if all(state.health in _FAILED for state in states):
        answered = max((s.last_success for s in states if s.last_success is not None), default=None)
        if answered is None or now - answered >= MIN_DEAFNESS:
            worst = max(states, key=lambda state: state.failures)
            words = f"{outlet.name} ({_lower_first(worst.health_note) or 'svarer ikke'})"
            return SilentSource(outlet=outlet.id, name=outlet.name, since=answered, health=worst.health, words=words)
        return None
    gaps = tuple(chain.from_iterable(state.gaps_hours for state in states))
    if last is not None and now - last > allowed_silence(gaps):
        words = f"{outlet.name} siden {since_words(last, now=now, zone=zone)}"
        return SilentSource(outlet=outlet.id, name=outlet.name, since=last, health="stale", words=words)
    return None


def since_words(moment: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """A past moment as a Norwegian day: "fredag" within the last six days, else "fredag 3. oktober"."""
    local, today = moment.astimezone(zone).date(), now.astimezone(zone).date()
    if local == today:
        return "i dag"
    weekday = _WEEKDAYS_NB[WEEKDAYS[local.weekday()]]
    if (today - local).days <= 6:
        return weekday
    year = "" if local.year == today.year else f" {local.year}"
    return f"{weekday} {local.day}. {_MONTHS_NB[local.month - 1]}{year}"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]

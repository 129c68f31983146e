"""Targets on coverage: how many stories each period of the communication plan asks for, and how it stands.
Targets on numbers that people supply: mediawatch.measure.reading_targets.

A story counts once, whatever its number of copies, in the period in which the first copy that meets every limit of the
target was published (local date). Weeks are ISO weeks, Monday to Sunday.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby, takewhile
from zoneinfo import ZoneInfo

from mediawatch.measure.chances import chance_of_more
from mediawatch.measure.periods import period_end, period_start, period_starts
from mediawatch.model import Coverage, Kind, Story, Target, TargetOutcome, TargetPeriod, TargetState

__all__ = ["best_streak", "counts", "period_end", "period_start", "streak", "target_state"]

RHYTHM = timedelta(weeks=26)
"""How far back an organisation's own rhythm is read."""
RHYTHM_LEAST_PERIODS = 4
BY_STAFF: Kind = "op-ed by staff"
"""What enrich.staff and people's corrections call a piece written by someone employed by the organisation."""


def target_state(target: Target, stories: Sequence[Story], *, today: date, since: date, zone: ZoneInfo) -> TargetState:
    """`stories` and a target to its state on `today`, with the history of every period from the one holding `since`.

    `since`: the first day coverage was listened for; a first period that began before it is kept, and may be missed
    only by what was heard.
    """
    hits = sorted(_hits(target, stories, zone))
    per_start = {
        start: tuple(story for _, story in group)
        for start, group in groupby(hits, key=lambda hit: period_start(target.every, hit[0]))
    }
    current = period_start(target.every, today)
    history = tuple(
        _period(target, start, per_start.get(start, ()), is_running=start == current)
        for start in period_starts(target.every, min(since, today), current)
    )
    running = history[-1]
    return TargetState(
        target=target,
        history=history,
        days_left=(running.end - today).days,
        streak=streak(history),
        best_streak=best_streak(history),
        chance=_chance(target, history, today),
    )


def counts(target: Target, coverage: Coverage) -> bool:
    """Whether one copy meets every limit of the target. Own pages and paid content never count as press."""
    return (
        coverage.is_press
        and coverage.reading.relevant
        and (not target.tones or (coverage.tone is not None and coverage.tone.label in target.tones))
        and (not target.tiers or coverage.outlet.tier in target.tiers)
        and (not target.outlet_kinds or coverage.outlet.kind in target.outlet_kinds)
        and (not target.outlets or coverage.outlet.id in target.outlets)
        and (not target.kinds or coverage.kind in target.kinds)
        and (target.authors == "anyone" or coverage.kind == BY_STAFF)
    )


def _hits(target: Target, stories: Iterable[Story], zone: ZoneInfo) -> Iterable[tuple[date, int]]:
    for story in stories:
        days = [copy.when.astimezone(zone).date() for copy in story.coverage if counts(target, copy)]
        if days:
            yield min(days), story.id


def _period(target: Target, start: date, stories: tuple[int, ...], *, is_running: bool) -> TargetPeriod:
    outcome: TargetOutcome = "met" if len(stories) >= target.at_least else "open" if is_running else "missed"
    return TargetPeriod(
        start=start, end=period_end(target.every, start), count=len(stories), outcome=outcome, stories=stories
    )


def _chance(target: Target, history: Sequence[TargetPeriod], today: date) -> float | None:
    """The chance of as many stories more as are missing, from the weeks before the running period."""
    running, past = history[-1], history[:-1]
    if running.outcome != "open" or len(past) < RHYTHM_LEAST_PERIODS:
        return None
    since = max(past[0].start, running.start - RHYTHM)
    heard = [period for period in past if period.start >= since]
    weeks = (running.start - heard[0].start) / timedelta(weeks=1) if heard else 0.0
    missing = target.at_least - running.count
    seen = sum(period.count for period in heard)
    return chance_of_more(missing, seen=seen, weeks=weeks, days_left=(running.end - today).days)


def streak(history: Sequence[TargetPeriod]) -> int:
    """Periods met in a row up to now. The last one breaks nothing while it is open or cannot be known; before it only
    what is known to be met counts, so that a row is never more than is known."""
    last = history[-1:]
    settled = history[:-1] if last and last[0].outcome in ("open", "unknown") else history
    return sum(1 for _ in takewhile(lambda period: period.outcome == "met", reversed(settled)))


def best_streak(history: Sequence[TargetPeriod]) -> int:
    """The most periods met in a row."""
    met = [[*group] for outcome, group in groupby(history, key=lambda period: period.outcome) if outcome == "met"]
    return max((len(run) for run in met), default=0)

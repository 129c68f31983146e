"""Targets of the communication plan: how many stories each period asks for, and how it stands.

A story counts once, whatever its number of copies, in the period in which the first copy that meets every limit of the
target was published (local date). Weeks are ISO weeks, Monday to Sunday.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from mediawatch.measure.chances import chance_of_more
from mediawatch.model import Coverage, Period, Story, Target, TargetOutcome, TargetPeriod, TargetState

RHYTHM = timedelta(weeks=26)
"""How far back an organisation's own rhythm is read."""
RHYTHM_LEAST_PERIODS = 4


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
        for start in _starts(target.every, min(since, today), current)
    )
    running = history[-1]
    return TargetState(
        target=target,
        history=history,
        days_left=(running.end - today).days,
        streak=_streak(history),
        best_streak=_best_streak(history),
        chance=_chance(target, history, today),
    )


def period_start(every: Period, day: date) -> date:
    """The first day of the week (Monday), month, quarter or year that holds `day`."""
    if every == "week":
        return day - timedelta(days=day.weekday())
    if every == "month":
        return day.replace(day=1)
    if every == "quarter":
        return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return date(day.year, 1, 1)


def period_end(every: Period, start: date) -> date:
    """The day after the last day of the period that begins on `start`."""
    if every == "week":
        return start + timedelta(days=7)
    months = {"month": 1, "quarter": 3, "year": 12}[every]
    month = start.month - 1 + months
    return date(start.year + month // 12, month % 12 + 1, 1)


def counts(target: Target, coverage: Coverage) -> bool:
    """Whether one copy meets every limit of the target. Own pages and paid content never count as press."""
    return (
        coverage.is_press
        and coverage.reading.relevant
        and (not target.tones or (coverage.tone is not None and coverage.tone.label in target.tones))
        and (not target.tiers or coverage.outlet.tier in target.tiers)
        and (not target.outlet_kinds or coverage.outlet.kind in target.outlet_kinds)
        and (not target.kinds or coverage.kind in target.kinds)
    )


def _hits(target: Target, stories: Iterable[Story], zone: ZoneInfo) -> Iterable[tuple[date, int]]:
    for story in stories:
        days = [copy.when.astimezone(zone).date() for copy in story.coverage if counts(target, copy)]
        if days:
            yield min(days), story.id


def _starts(every: Period, first: date, last: date) -> Iterable[date]:
    start = period_start(every, first)
    while start <= last:
        yield start
        start = period_end(every, start)


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


def _streak(history: Sequence[TargetPeriod]) -> int:
    streak = 0
    for period in reversed(history):
        if period.outcome == "missed":
            break
        streak += period.outcome == "met"
    return streak


def _best_streak(history: Sequence[TargetPeriod]) -> int:
    met = [[*group] for outcome, group in groupby(history, key=lambda period: period.outcome) if outcome == "met"]
    return max((len(run) for run in met), default=0)

"""Targets on readings: numbers that people supply, and how far they tell that a target is met.

What was not supplied is not known, and never missed. A level tells by the last reading of a period; amounts are added,
and a sum is a least number until every part of the period has its reading. The running period is judged once it has a
reading; until then the target stands as the period before left it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from mediawatch.measure.periods import ONE_DAY, period_end, period_starts
from mediawatch.measure.targets import best_streak, streak
from mediawatch.model import (
    ReadingSeries,
    SuppliedReading,
    Target,
    TargetLack,
    TargetOutcome,
    TargetPeriod,
    TargetState,
)

NEAR_DEADLINE = timedelta(days=31)
"""A level read this long before a deadline still tells how it stood on it."""

Readings = Mapping[date, Decimal]


class Span(NamedTuple):
    """One period; `start` inclusive, `end` exclusive."""

    start: date
    end: date


class Known(NamedTuple):
    """What is known of a period: at least `least` (None: nothing was supplied), and just that when `whole`."""

    least: Decimal | None
    whole: bool


def reading_state(
    target: Target, series: ReadingSeries, supplied: Sequence[SuppliedReading], *, today: date
) -> TargetState:
    """`supplied` and a target to its state on `today`, with the history of every period from that of the first
    reading. Readings that were withdrawn, and those of later days, are let be."""
    readings = {
        one.date: one.value
        for one in sorted(supplied, key=lambda each: each.id)
        if one.reading == series.id and one.counts and one.date <= today
    }
    spans = _spans(target, series, readings, today)
    known = [_known(target, series, readings, span, today) for span in spans]
    before = [Known(None, whole=False), *known]
    history = tuple(
        _period(target, span, now, earlier, today) for span, now, earlier in zip(spans, known, before, strict=False)
    )
    last = history[-1]
    deadline = target.by if target.by is not None and today <= target.by else last.end - ONE_DAY
    return TargetState(
        target=target,
        history=history,
        days_left=max(0, (deadline - today).days + 1),
        streak=streak(history),
        best_streak=best_streak(history),
        series=series,
        last_reading=max(readings, default=None),
        at_deadline=_at_deadline(target, history, today),
    )


def _spans(target: Target, series: ReadingSeries, readings: Readings, today: date) -> list[Span]:
    """The periods told of, oldest first: from that of the first reading to the running one. A running one without a
    reading is left out where there is one before it."""
    first = min(readings, default=today)
    spans = [
        span
        for start in period_starts(target.every, first, today)
        for span in _cut(Span(start, period_end(target.every, start)), target.by)
        if span.start <= today
    ]
    spans = [span for span in spans if first < span.end] or spans[-1:]
    running = spans[-1]
    if len(spans) > 1 and today < running.end and not _within(readings, running):
        spans.pop()
    return spans


def _cut(span: Span, by: date | None) -> Iterator[Span]:
    """A period as it is, or in two where the deadline lies within it: up to the deadline, and after it."""
    if by is None or not span.start <= by < span.end - ONE_DAY:
        yield span
    else:
        yield Span(span.start, by + ONE_DAY)
        yield Span(by + ONE_DAY, span.end)


def _within(readings: Readings, span: Span) -> list[date]:
    return sorted(day for day in readings if span.start <= day < span.end)


def _known(target: Target, series: ReadingSeries, readings: Readings, span: Span, today: date) -> Known:
    if series.kind == "level":
        ends_at_deadline = target.by is not None and span.end == target.by + ONE_DAY
        start = min(span.start, span.end - NEAR_DEADLINE) if ends_at_deadline else span.start
        days = _within(readings, Span(start, span.end))
        return Known(readings[days[-1]], whole=True) if days else Known(None, whole=False)
    days = _within(readings, span)
    if not days:
        return Known(None, whole=False)
    parts = [Span(start, period_end(series.every, start)) for start in _parts(series, span)] if series.every else [span]
    whole = span.end <= today and all(_within(readings, part) for part in parts)
    return Known(sum((readings[day] for day in days), Decimal(0)), whole=whole)


def _parts(series: ReadingSeries, span: Span) -> Iterator[date]:
    """The starts of the parts of a period that an amount is supplied for."""
    if series.every is not None:
        yield from (
            start for start in period_starts(series.every, span.start, span.end - ONE_DAY) if start >= span.start
        )


def _period(target: Target, span: Span, now: Known, before: Known, today: date) -> TargetPeriod:
    is_over = span.end <= today
    outcome, lacks = _rising(now, before, is_over=is_over) if target.rising else _enough(target, span, now, today)
    return TargetPeriod(
        start=span.start,
        end=span.end,
        count=int(now.least or 0),
        outcome=outcome,
        value=now.least,
        lacks=lacks,
    )


def _enough(target: Target, span: Span, now: Known, today: date) -> tuple[TargetOutcome, TargetLack]:
    if now.least is None:
        return "unknown", "no reading"
    if now.least >= target.at_least:
        return "met", ""
    is_due = target.by is None or span.end > target.by
    if today < span.end or not is_due:
        return "open", ""
    return ("missed", "") if now.whole else ("unknown", "part missing")


def _rising(now: Known, before: Known, *, is_over: bool) -> tuple[TargetOutcome, TargetLack]:
    """More than the period before, by as much as is known of either; as much is not more."""
    if now.least is None:
        return "unknown", "no reading"
    if before.least is None:
        return "unknown", "nothing before"
    if before.whole and now.least > before.least:
        return "met", ""
    if now.whole and is_over and now.least <= before.least:
        return "missed", ""
    if before.whole and not is_over:
        return "open", ""
    return "unknown", "part missing"


def _at_deadline(target: Target, history: Sequence[TargetPeriod], today: date) -> TargetOutcome | None:
    if target.by is None or today <= target.by:
        return None
    ends = target.by + ONE_DAY
    return next((period.outcome for period in history if period.end == ends), "unknown")

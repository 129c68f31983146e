"""What people said and what is aimed at to plain JSON values, as scripts and the JSON interface get it."""

from datetime import tzinfo
from decimal import Decimal
from typing import Any

from mediawatch.model import Correction, SuppliedReading, TargetPeriod, TargetState
from mediawatch.report.story_json import moment_json


def number_json(value: Decimal | None) -> int | float | None:
    """A number that people supplied: whole ones stay whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def correction_json(one: Correction, zone: tzinfo) -> dict[str, Any]:
    """A correction as scripts get it."""
    return {
        "what": one.what,
        "value": one.value,
        "before": one.before,
        "by": one.by,
        "at": moment_json(one.at, zone),
        "why": one.why,
        "undone_at": moment_json(one.undone_at, zone),
    }


def reading_json(one: SuppliedReading, zone: tzinfo) -> dict[str, Any]:
    """A number that people supplied, as scripts get it."""
    return {
        "reading": one.reading,
        "date": one.date.isoformat(),
        "value": number_json(one.value),
        "by": one.by,
        "at": moment_json(one.at, zone),
        "withdrawn_at": moment_json(one.withdrawn_at, zone),
        "withdrawn_by": one.withdrawn_by,
    }


def target_json(state: TargetState) -> dict[str, Any]:
    """One target's state as scripts get it. `end` is the first day after the period; `value` the number counted or
    supplied, null where none was."""
    current, target = state.current, state.target
    return {
        "id": target.id,
        "name": target.name,
        "every": target.every,
        "at_least": None if target.rising else target.at_least,
        "rising": target.rising,
        "by": target.by.isoformat() if target.by else None,
        "reading": target.reading or None,
        "unit": state.series.unit if state.series else None,
        "state": current.outcome,
        "lacks": current.lacks or None,
        "count": current.count,
        "value": number_json(_value(state, current)),
        "before": number_json(state.before) if target.rising else None,
        "progress": round(state.progress, 4),
        "start": current.start.isoformat(),
        "end": current.end.isoformat(),
        "days_left": state.days_left,
        "streak": state.streak,
        "best_streak": state.best_streak,
        "chance": None if state.chance is None else round(state.chance, 3),
        "last_reading": state.last_reading.isoformat() if state.last_reading else None,
        "at_deadline": state.at_deadline,
        "stories": list(current.stories),
        "history": [
            {"start": period.start.isoformat(), "end": period.end.isoformat(), "count": period.count,
             "value": number_json(_value(state, period)), "state": period.outcome}
            for period in state.history
        ],
    }  # fmt: skip


def _value(state: TargetState, period: TargetPeriod) -> Decimal | None:
    return period.value if state.series else Decimal(period.count)

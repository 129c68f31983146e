"""Scores as scripts get them."""

from collections.abc import Mapping
from typing import Any

from mediawatch.model import Interval, Score, Story, StoryScore, WeekChange, WeekScore
from mediawatch.model.score_rules import RULES


def score_json(made: Score, stories: Mapping[str, Story]) -> dict[str, Any]:
    """A score as scripts get it: parts 0..1, points that sum to the score, and each story's share of them."""
    return {
        "score": round(made.score, 4),
        "parts": {
            "visibility": round(made.visibility, 4),
            "tone": round(made.tone, 4),
            "voice": round(made.voice, 4),
        },
        "points": {
            "visibility": round(RULES.visibility_points * made.visibility, 4),
            "tone": round(RULES.tone_points * made.tone, 4),
            "voice": round(RULES.voice_points * made.voice, 4),
        },
        "volume": round(made.volume, 4),
        "v_ref": round(made.v_ref, 4),
        "imbalance": round(made.imbalance, 4),
        "rules": made.rules,
        "stories": [_story_json(one, stories.get(one.story)) for one in made.stories],
    }


def week_json(week: WeekScore, stories: Mapping[str, Story]) -> dict[str, Any]:
    """One week of the archive; `complete` is false when a source was silent against its rhythm."""
    return {
        "week": week.week,
        "start": week.start.isoformat(),
        **score_json(week.score, stories),
        "complete": week.complete,
        "silent": list(week.silent),
        "mean": round(week.mean, 4),
        "change": None if week.change is None else round(week.change, 4),
        "confirmed": _interval_json(week.confirmed),
        "v_ref_is_measured": week.v_ref_is_measured,
    }


def change_json(change: WeekChange | None) -> dict[str, Any] | None:
    """What a report said before a week changed, and why it has; None where no report says otherwise."""
    if change is None:
        return None
    return {
        "score": round(change.said.score, 4),
        "told_in": change.said.told_in,
        "at": change.said.said_at.isoformat(),
        "reasons": [
            {
                "kind": reason.kind,
                "story": None if reason.story is None else str(reason.story),
                "title": reason.title,
                "before": reason.before,
                "after": reason.after,
                "by": reason.by,
                "why": reason.why,
                "late": reason.late,
            }
            for reason in change.reasons
        ],
    }


def _interval_json(interval: Interval | None) -> dict[str, float] | None:
    if interval is None:
        return None
    return {"share": round(interval.share, 4), "low": round(interval.low, 4), "high": round(interval.high, 4)}


def _story_json(one: StoryScore, story: Story | None) -> dict[str, Any]:
    return {
        "story": one.story,
        **(_about(story) if story else {}),
        "exposure": round(one.exposure, 4),
        "tone": one.tone_label,
        "naming": one.naming,
        "voice": one.quoted,
        "points": round(one.points, 4),
        "visibility": round(one.visibility, 4),
        "tone_points": round(one.tone, 4),
        "voice_points": round(one.voice, 4),
        "if_named": None if one.if_named is None else round(one.if_named, 4),
        "if_quoted": None if one.if_quoted is None else round(one.if_quoted, 4),
        "if_neutral": None if one.if_neutral is None else round(one.if_neutral, 4),
    }


def _about(story: Story) -> dict[str, str]:
    lead = story.lead
    return {"title": lead.article.title, "outlet": lead.outlet.name, "url": lead.article.link}

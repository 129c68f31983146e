"""Stories to plain JSON values: the same on the command line, in exports and in the JSON interface."""

from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import Any

from mediawatch.model import Coverage, Mention, Speaker, Story, Suggestion, Tone


def tone_json(tone: Tone | None) -> dict[str, Any] | None:
    """A tone as every command gives it."""
    if tone is None:
        return None
    return {
        "label": tone.label,
        "score": round(tone.score, 3),
        "confidence": round(tone.confidence, 3),
        "because": list(tone.because),
    }


def mentions_json(mentions: Iterable[Mention]) -> list[dict[str, Any]]:
    """Mentions as every command gives them: offsets count characters in the field named."""
    return [
        {
            "subject": mention.subject_name,
            "surface": mention.surface,
            "field": mention.field,
            "start": mention.start,
            "end": mention.end,
        }
        for mention in mentions
    ]


def suggestion_json(suggestion: Suggestion | None) -> dict[str, Any] | None:
    """Who should answer, as every command gives it."""
    return None if suggestion is None else {"role": suggestion.role, "rule": suggestion.rule}


def speaker_json(speaker: Speaker | None) -> dict[str, Any] | None:
    """Who speaks on a day, as scripts get it. `line` None: nobody is at hand, or no line fits."""
    if speaker is None:
        return None
    line, instead, absence = speaker.line, speaker.stands_in_for, speaker.absence
    return {
        "role": speaker.role,
        "rule": speaker.rule,
        "source": speaker.source,
        "because": speaker.because,
        "delegation": speaker.delegation,
        "line": line.id if line else None,
        "title": line.title if line else None,
        "name": line.name if line else None,
        "phone": line.phone if line else None,
        "email": line.email if line else None,
        "instead_of": instead.id if instead else None,
        "away_until": absence.last.isoformat() if absence else None,
        "settle": speaker.settle,
        "rival": speaker.rival.id if speaker.rival else None,
        "counterpart": speaker.counterpart.id if speaker.counterpart else None,
        "unit": speaker.unit,
        "crisis": speaker.crisis,
    }


def coverage_json(coverage: Coverage, zone: tzinfo) -> dict[str, Any]:
    """One piece of stored coverage as scripts get it; times in local time with their offset."""
    article = coverage.article
    return {
        "url": article.link,
        "outlet": coverage.outlet.name,
        "tier": coverage.outlet.tier,
        "title": article.title,
        "lead": article.lead,
        "authors": list(coverage.signed_by),
        "published": moment_json(article.published, zone),
        "updated": moment_json(article.updated, zone),
        "first_seen": moment_json(coverage.first_seen, zone),
        "paywalled": article.paywalled,
        "kind": coverage.kind,
        "topic": coverage.topic,
        "tone": tone_json(coverage.tone),
        "names_organisation": coverage.reading.names_organisation,
        "unsure": coverage.reading.unsure,
        "spokesperson": suggestion_json(coverage.suggestion),
        "corrected": list(coverage.corrected),
    }


def moment_json(moment: datetime | None, zone: tzinfo) -> str | None:
    """ISO 8601 with offset: "2026-11-24T07:15:00+01:00"."""
    return None if moment is None else moment.astimezone(zone).isoformat(timespec="seconds")


def story_json(story: Story, zone: tzinfo) -> dict[str, Any]:
    """One story with all its copies, the one that stands for it first."""
    return {
        "story": story.id,
        **coverage_json(story.lead, zone),
        "copies": [coverage_json(copy, zone) for copy in story.copies],
    }

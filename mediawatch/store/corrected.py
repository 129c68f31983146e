"""What the model said and what people said -> what is shown. Pure: no database."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from mediawatch.model import Correction, CorrectionKind, Coverage, Kind, Mention, Reading, Tone, ToneLabel, Topic

_SCORES: dict[str, float] = {"positive": 1.0, "neutral": 0.0, "negative": -1.0}


def latest(corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """Corrections of one story, the oldest first -> those that count: not taken back, and of several about the same
    thing the last."""
    standing = {
        (one.what, one.value if one.what == "place" else ""): one
        for one in sorted(corrections, key=lambda one: one.id)
        if one.counts
    }
    return tuple(sorted(standing.values(), key=lambda one: one.id))


def corrected(said: Coverage, corrections: Sequence[Correction]) -> Coverage:
    """What the model said of a copy, and the corrections of its story -> the copy as it is shown."""
    standing = latest(corrections)
    shown = said
    for one in standing:
        if one.what == "place":
            shown = _elsewhere(shown, one)
    for one in standing:
        if one.what == "relevance":
            shown = _relevance(shown, said, one)
    for one in standing:
        shown = _other(shown, one)
    whats: tuple[CorrectionKind, ...] = tuple(dict.fromkeys(one.what for one in standing))
    return replace(shown, corrected=whats)


def words(correction: Correction) -> str:
    """Who said it and why, as the reason that is shown."""
    return f"rettet av {correction.by}" + (f": {correction.why}" if correction.why else "")


def _elsewhere(shown: Coverage, one: Correction) -> Coverage:
    mentions = tuple(
        replace(mention, accepted=False, because=f"gjelder et annet sted, {words(one)}")
        if mention.subject == one.value and mention.accepted
        else mention
        for mention in shown.reading.mentions
    )
    reading = replace(shown.reading, mentions=mentions, names_organisation=_names_place(mentions))
    if not any(mention.accepted and mention.subject_kind != "person" for mention in mentions):
        return _rejected(replace(shown, reading=reading), one)
    return replace(shown, reading=reading)


def _names_place(mentions: Sequence[Mention]) -> bool:
    return any(mention.accepted and mention.names_place for mention in mentions)


def _rejected(shown: Coverage, one: Correction) -> Coverage:
    reading = replace(shown.reading, relevant=False, unsure=False, relevance=0.0)
    return replace(shown, reading=_because(reading, one), tone=None, suggestion=None)


def _relevance(shown: Coverage, said: Coverage, one: Correction) -> Coverage:
    if one.value == "no":
        return _rejected(shown, one)
    reading = replace(shown.reading, relevant=True, unsure=False, relevance=1.0)
    return replace(shown, reading=_because(reading, one), tone=said.tone, suggestion=said.suggestion)


def _because(reading: Reading, one: Correction) -> Reading:
    return replace(reading, because=(words(one), *reading.because))


def _other(shown: Coverage, one: Correction) -> Coverage:
    concerns = shown.reading.relevant or shown.reading.unsure
    if one.what == "tone" and concerns:
        return replace(shown, tone=_tone(shown.tone, one))
    if one.what == "topic":
        return replace(shown, topic=cast(Topic, one.value))
    if one.what == "kind" and (one.before == "own") == (shown.kind == "own"):  # our own page stays our own
        return replace(shown, kind=cast(Kind, one.value))
    return shown


def _tone(said: Tone | None, one: Correction) -> Tone:
    """The person's tone, certain. Mixed leans the way the model had it."""
    leaning = said.score if said is not None else 0.0
    score = _SCORES.get(one.value, leaning)
    return Tone(label=cast(ToneLabel, one.value), score=score, confidence=1.0, because=(words(one),))

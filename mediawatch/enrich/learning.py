"""Corrections to a better judgement of the next story like the corrected one.

Nothing is trained: each correction is a lesson, kept as a trace (enrich.traces), and counts at once. A lesson speaks
only when the new story is like the corrected one *and* the model says of it what it wrongly said then; the nearer the
story, the louder. What it adds is bounded, so that it turns a doubtful judgement of a story close by, and never a sure
one far away. A correction that confirms the model speaks as loudly for it. How far it reaches is measured by replay
(tests/quality/learning.py, docs/models.md).

    tone, relevance   log odds are moved by PULL for a story of the same matter, less the less alike it is
    wrong place       the name, the outlet and the names beside it are weighed (PLACE); then the article is read
                      without the name
    topic, kind       a story of the same matter takes what the person said (VOTE); kind in the same outlet only

What lessons turn down goes to review unless they are many or very near: never silently away.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast, get_args

from mediawatch.enrich.excerpt import make_excerpt
from mediawatch.enrich.names import read_names
from mediawatch.enrich.tone import judge_tone
from mediawatch.enrich.traces import Traces, subjects_of, trace_of
from mediawatch.model import (
    Correction,
    CorrectionKind,
    Coverage,
    Kind,
    Mention,
    Organisation,
    Reading,
    Tone,
    ToneLabel,
    Topic,
    Trace,
)
from mediawatch.render import tone_words

PULL = 8.0
"""Log odds that a lesson from the same matter moves, and all lessons together at most. It falls with the square of the
likeness: from three quarters of the way to the same matter a person's word turns even the surest judgement (0.99
against 0.01), at half the way one of 0.88."""
DECIDES = 0.5
"""Likeness, summed, from which lessons may give a story another tone: half way to the same matter."""
SURE = 1.5
"""Likeness, summed, from which a story turned down by lessons need not be looked at."""
VOTE = 0.75
PLACE = 1.5
PLACE_SURE = 2.5
_SAME_OUTLET, _SAME_HOME_OUTLET = 1.0, 0.25
_SHARED_NAME, _MOST_NAMES = 0.75, 3
_MIXED = 0.02
"""The chance of mixed where the model does not say mixed: it gives none."""
_RARE = 0.01
"""No tone is held to be less likely than this: the model is not that sure of itself either."""
_LEAST = 0.1
_LABELS: tuple[ToneLabel, ...] = get_args(ToneLabel)


class Lessons:
    """What one organisation's corrections teach. `corrections`: those that count, each with its trace."""

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        self._lessons = [one for one in corrections if one.counts and one.trace is not None]
        self._traces = Traces([_trace(one) for one in self._lessons])

    def __bool__(self) -> bool:
        return bool(self._lessons)

    def adjusted(self, judged: Coverage, organisation: Organisation) -> Coverage:
        """What the model judged (`article` with its whole text) -> the same, as the lessons would have it."""
        if not self._lessons or not (judged.reading.accepted or judged.reading.unsure):
            return judged
        new = trace_of(judged, "")
        near = _Near(new, list(zip(self._lessons, self._traces.alike(new), strict=True)))
        judged = _without_wrong_places(judged, organisation, near)
        judged = _weighed(judged, organisation, near)
        if judged.tone is not None:
            judged = replace(judged, tone=_toned(judged.tone, near))
        return _sorted_anew(judged, near)


class _Near:
    """A new story's trace, and every lesson with how alike its story is."""

    def __init__(self, new: Trace, lessons: Sequence[tuple[Correction, float]]) -> None:
        self.new = new
        self.lessons = lessons

    def speaking(self, what: CorrectionKind, said: str) -> Iterator[tuple[Correction, float]]:
        """The lessons on `what` from stories that are like this one and of which the model said the same."""
        for lesson, alike in self.lessons:
            if lesson.what == what and alike > 0 and _trace(lesson).said == said:
                yield lesson, alike


def _trace(lesson: Correction) -> Trace:
    if lesson.trace is None:
        raise ValueError("a lesson needs a trace")
    return lesson.trace


# wrong place ----------------------------------------------------------------------------------------------------------


def _without_wrong_places(judged: Coverage, organisation: Organisation, near: _Near) -> Coverage:
    for subject in subjects_of(judged):
        weights = [(_place_weight(lesson, alike, judged, near), lesson) for lesson, alike in near.lessons
                   if lesson.what == "place" and lesson.value == subject]  # fmt: skip
        heard = [(weight, lesson) for weight, lesson in weights if weight >= PLACE]
        if heard:
            sure = sum(weight for weight, _ in heard) >= PLACE_SURE
            judged = _without(judged, subject, organisation, max(heard, key=lambda one: one[0])[1].at, sure=sure)
    return judged


def _place_weight(lesson: Correction, alike: float, judged: Coverage, near: _Near) -> float:
    """How much speaks for the name meaning the same other place here; nothing when another name of ours is beside it
    that was not there then."""
    then = _trace(lesson)
    if not set(near.new.subjects) <= set(then.subjects):
        return 0.0
    outlet = 0.0
    if then.outlet == near.new.outlet:
        outlet = _SAME_HOME_OUTLET if judged.outlet.home else _SAME_OUTLET
    shared = len(set(then.names) & set(near.new.names))
    return outlet + _SHARED_NAME * min(shared, _MOST_NAMES) + min(alike, 1.0)


def _without(judged: Coverage, subject: str, organisation: Organisation, then: datetime, *, sure: bool) -> Coverage:
    """The article read as if the name were not watched; the mentions stay, rejected."""
    others = tuple(one for one in organisation.subjects if one.id != subject)
    reading = read_names(judged.article, replace(organisation, subjects=others), judged.outlet)
    reason = f"et annet sted i en lignende sak, rettet {then:%d.%m.%Y}"
    rejected = [
        replace(one, accepted=False, because=reason) if one.accepted else one
        for one in judged.reading.mentions
        if one.subject == subject
    ]
    reading = replace(
        reading,
        mentions=tuple(sorted((*reading.mentions, *rejected), key=_where)),
        because=(*reading.because, f"«{rejected[0].subject_name}» er {reason}"),
        unsure=reading.unsure or (judged.reading.relevant and not reading.relevant and not sure),
    )
    return _reread(judged, reading, organisation)


def _where(mention: Mention) -> tuple[int, int]:
    return ("title", "lead", "text").index(mention.field), mention.start


def _reread(judged: Coverage, reading: Reading, organisation: Organisation) -> Coverage:
    article = judged.article
    tone = judge_tone(article, reading, organisation, kind=judged.kind) if reading.relevant else None
    return replace(judged, reading=reading, tone=tone, excerpt=make_excerpt(article, reading))


# relevance ------------------------------------------------------------------------------------------------------------


def _weighed(judged: Coverage, organisation: Organisation, near: _Near) -> Coverage:
    reading = judged.reading
    mine = set(subjects_of(judged))
    said = "yes" if reading.relevant else "no"
    heard = [one for one in near.speaking("relevance", said) if mine & set(_trace(one[0]).subjects)]
    pull = sum(PULL * alike**2 * (1 if lesson.value == "yes" else -1) for lesson, alike in heard)
    if abs(pull) < _LEAST:
        return judged
    pull = min(max(pull, -PULL), PULL)
    chance = min(max(reading.relevance, 0.001), 0.999)
    moved = 1 / (1 + math.exp(-(math.log(chance / (1 - chance)) + pull)))
    relevant = moved >= 0.5
    if relevant == reading.relevant:
        settled = reading.unsure and (pull > 0) == relevant and abs(pull) >= PULL * VOTE**2
        unsure = reading.unsure and not settled
        return replace(judged, reading=replace(reading, relevance=round(moved, 3), unsure=unsure))
    nearest, _alike = max(heard, key=lambda one: one[1])
    reason = f"lignende sak rettet til {'relevant' if relevant else 'ikke relevant'} {nearest.at:%d.%m.%Y}"
    unsure = sum(alike for _lesson, alike in heard) < SURE
    reading = replace(
        reading, relevance=round(moved, 3), relevant=relevant, unsure=unsure, because=(*reading.because, reason)
    )
    return _reread(judged, reading, organisation)


# tone -----------------------------------------------------------------------------------------------------------------


def _toned(tone: Tone, near: _Near) -> Tone:
    """The tone with the lessons' pull: away from what the model said of those stories, toward what people said."""
    pulls: dict[ToneLabel, float] = defaultdict(float)
    heard = list(near.speaking("tone", tone.label))
    for lesson, alike in heard:
        pulls[cast(ToneLabel, lesson.value)] += PULL / 2 * alike**2
        if lesson.value != tone.label:
            pulls[tone.label] -= PULL / 2 * alike**2
    strongest = max(map(abs, pulls.values()), default=0.0)
    if strongest < _LEAST:
        return tone
    bound = min(1.0, PULL / 2 / strongest)
    scores = {label: math.log(chance) + bound * pulls[label] for label, chance in _chances(tone).items()}
    total = sum(map(math.exp, scores.values()))
    chances = {label: math.exp(score) / total for label, score in scores.items()}
    taught = _taught(heard)
    label = max((one for one in _LABELS if one in taught or one == tone.label), key=lambda one: chances[one])
    because = tone.because
    if label != tone.label:
        nearest, _alike = max((one for one in heard if one[0].value == label), key=lambda one: one[1])
        because = (f"lignende sak rettet til {tone_words(label).word.lower()} {nearest.at:%d.%m.%Y}", *because)
    return Tone(
        label=label,
        score=round(chances["positive"] - chances["negative"], 3),
        confidence=round(min(chances[label], 0.99), 3),
        because=because,
    )


def _taught(heard: Iterable[tuple[Correction, float]]) -> set[str]:
    """The labels that lessons close enough speak for: what is only a little alike may cast doubt, not decide."""
    likeness: dict[str, float] = defaultdict(float)
    for lesson, alike in heard:
        likeness[lesson.value] += alike
    return {label for label, total in likeness.items() if total >= DECIDES}


def _chances(tone: Tone) -> dict[ToneLabel, float]:
    """The chances behind a tone, as far as its label, score and confidence tell; the label given is the likeliest."""
    sure, score = tone.confidence, tone.score
    if tone.label == "positive":
        positive, negative = sure, sure - score
    elif tone.label == "negative":
        positive, negative = sure + score, sure
    else:
        rest = 1 - sure if tone.label == "neutral" else sure
        positive, negative = (rest + score) / 2, (rest - score) / 2
    found: dict[ToneLabel, float] = {
        "positive": max(positive, _RARE),
        "neutral": max(1 - positive - negative, _RARE),
        "negative": max(negative, _RARE),
        "mixed": _MIXED,
    }
    found[tone.label] = max(found[tone.label], max(found.values()) + 0.01)
    return {label: chance / sum(found.values()) for label, chance in found.items()}


# topic and kind -------------------------------------------------------------------------------------------------------


def _sorted_anew(judged: Coverage, near: _Near) -> Coverage:
    topic = _voted(near.speaking("topic", judged.topic), judged.topic)
    same_outlet = (one for one in near.speaking("kind", judged.kind) if _trace(one[0]).outlet == near.new.outlet)
    kind = _voted(same_outlet, judged.kind)
    return replace(judged, topic=cast(Topic, topic), kind=cast(Kind, kind))


def _voted(heard: Iterable[tuple[Correction, float]], said: str) -> str:
    votes: dict[str, float] = defaultdict(float)
    for lesson, alike in heard:
        votes[lesson.value] += alike
    best = max(votes, key=lambda value: votes[value], default=said)
    return best if best != said and votes[best] - votes[said] >= VOTE else said

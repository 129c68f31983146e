"""What the shared encoder has read to chances: of each tone, of each topic, and of each kind that words can tell.

Plain logistic regressions on the frozen encoder (training/heads.py): each layer's mean is brought to length one,
centred and scaled; for tone the features of the rules (enrich.tone) stand beside them.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, get_args

from mediawatch.enrich.encoder import Encoded, arrays, encode
from mediawatch.model import Kind, Topic

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FILE = "heads.npz"
TONES = ("negative", "neutral", "positive")
TOPICS: tuple[Topic, ...] = tuple(sorted(get_args(Topic)))
KINDS: tuple[Kind, ...] = ("feature", "news", "notice", "opinion", "sport")
"""What the words alone can tell, whoever publishes them."""
RULES = (
    "rule:good",
    "rule:bad",
    "rule:net_good",
    "rule:net_bad",
    "rule:title_good",
    "rule:title_bad",
    "rule:both",
    "rule:nothing",
)
"""The rule features beside the encoder's, in order."""
RULE_SCALE = 2.0
SHARPNESS = 1 / 0.65
"""The mean of two careful judges is too careful: chosen for log loss on items that trained neither."""


@dataclass(frozen=True, slots=True)
class ToneReading:
    """Chances of the tones, and per sentence how far it moved the judgement from negative toward positive."""

    positive: float
    neutral: float
    negative: float
    pulls: tuple[float, ...]


def read_tone(sentences: tuple[str, ...], rules: Mapping[str, float]) -> ToneReading | None:
    """The tone of an article from its sentences and the rule features. None where there is no encoder or no text."""
    encoded = encode(sentences)
    if encoded is None:
        return None
    heads = _heads()
    seen = features(encoded, heads["mean"], heads["scale"])
    weights = heads["tone"]
    scores = weights[:, : seen.size] @ seen + heads["tone_bias"]
    beside = [rules.get(name, 0.0) * RULE_SCALE for name in RULES]
    scores = scores + weights[:, seen.size :] @ beside
    negative, neutral, positive = chances_of(scores.tolist())
    pulls = _pulls(encoded, weights[2, : seen.size] - weights[0, : seen.size], heads)
    return ToneReading(positive, neutral, negative, pulls)


def read_topic(sentences: tuple[str, ...]) -> dict[Topic, float] | None:
    """The logarithm of the chance of each topic. None where there is no encoder or no text."""
    encoded = encode(sentences)
    if encoded is None:
        return None
    heads = _heads()
    scores = heads["topic"] @ features(encoded, heads["mean"], heads["scale"]) + heads["topic_bias"]
    return dict(zip(TOPICS, map(math.log, chances_of(scores.tolist())), strict=True))


def read_kind(sentences: tuple[str, ...]) -> dict[Kind, float] | None:
    """The chance of each kind, all held equally likely before. None where there is no encoder or no text."""
    encoded = encode(sentences)
    if encoded is None:
        return None
    heads = _heads()
    scores = heads["kind"] @ features(encoded, heads["mean"], heads["scale"]) + heads["kind_bias"]
    return dict(zip(KINDS, chances_of(scores.tolist()), strict=True))


def seen(sentences: tuple[str, ...]) -> "Floats | None":
    """What the heads weigh of an article: centred and scaled. None where there is no encoder or no text."""
    encoded = encode(sentences)
    return None if encoded is None else features(encoded, _heads()["mean"], _heads()["scale"])


def features(encoded: Encoded, mean: "Floats", scale: "Floats") -> "Floats":
    """The numbers the heads weigh: layers x width in one row."""
    whole = encoded.whole / ((encoded.whole**2).sum(axis=1, keepdims=True) ** 0.5)
    seen: Floats = ((whole - mean) / scale[:, None]).reshape(-1) / len(scale) ** 0.5
    return seen


def both(one: Sequence[float], other: Sequence[float]) -> list[float]:
    """Two judges' chances as one's: their geometric mean, sharpened, summing to one."""
    scores = [
        SHARPNESS * 0.5 * (math.log(max(first, 1e-6)) + math.log(max(second, 1e-6)))
        for first, second in zip(one, other, strict=True)
    ]
    return chances_of(scores)


def _pulls(encoded: Encoded, weights: "Floats", heads: "dict[str, Floats]") -> tuple[float, ...]:
    """What each sentence adds to positive over negative, beyond what a sentence of its length adds on average."""
    lengths = (encoded.whole**2).sum(axis=1, keepdims=True) ** 0.5
    scaled = weights.reshape(heads["mean"].shape) / heads["scale"][:, None] / len(heads["scale"]) ** 0.5
    usual = float((heads["mean"] * scaled).sum())
    added = ((encoded.parts / lengths) * scaled).sum(axis=(1, 2)).tolist()
    return tuple(value - share * usual for value, share in zip(added, encoded.shares, strict=True))


def chances_of(scores: Sequence[float]) -> list[float]:
    """Scores to chances that sum to one; none is nothing."""
    top = max(scores)
    parts = [max(math.exp(score - top), 1e-9) for score in scores]
    return [part / sum(parts) for part in parts]


@cache
def _heads() -> "dict[str, Floats]":
    return arrays(FILE)

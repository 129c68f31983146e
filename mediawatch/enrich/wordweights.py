"""Words of an article to the chance of each tone, by weights fitted on written press items (training/tone_weights.py).

A multinomial logistic regression over the rule features of enrich.tone and the stems of the words, as tf-idf of
length one. The file holds a line per feature: name, idf (0: a rule feature, used as it is), weight for positive and
for negative; neutral is the yardstick (0). Names of people and places are not among the stems.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from threading import Lock

import snowballstemmer

_LONGEST_WORD = 60
_STEMMER = snowballstemmer.stemmer("norwegian")
_STEMMER_LOCK = Lock()  # the stemmer keeps the word it works on in itself, and articles are judged in threads


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted weights. `stems`: stem -> (idf, positive, negative); `rules`: rule feature -> (positive, negative)."""

    stems: Mapping[str, tuple[float, float, float]]
    rules: Mapping[str, tuple[float, float]]
    bias: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Chances:
    """Chance of each tone, and what each stem added to positive (> 0) or negative (< 0)."""

    positive: float
    neutral: float
    negative: float
    pulls: tuple[tuple[str, float], ...] = ()


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Norwegian stem of a lower-case word."""
    with _STEMMER_LOCK:
        return str(_STEMMER.stemWord(word[:_LONGEST_WORD]))


def tfidf(stems: Iterable[str], idf: Mapping[str, float]) -> dict[str, float]:
    """Counts of known stems as tf-idf of length one (sublinear: 1 + log count)."""
    counts = Counter(word for word in stems if word in idf)
    values = {word: (1 + math.log(count)) * idf[word] for word, count in counts.items()}
    length = math.sqrt(sum(value * value for value in values.values()))
    return {word: value / length for word, value in values.items()} if length else {}


def chances(rules: Mapping[str, float], stems: Iterable[str], weights: Weights) -> Chances:
    """The chance of each tone for one article, from its rule features and the stems of its words."""
    positive, negative = weights.bias
    for name, value in rules.items():
        up, down = weights.rules.get(name, (0.0, 0.0))
        positive += up * value
        negative += down * value
    pulls: list[tuple[str, float]] = []
    for word, value in tfidf(stems, {word: row[0] for word, row in _known(stems, weights)}).items():
        _, up, down = weights.stems[word]
        positive += up * value
        negative += down * value
        pulls.append((word, (up - down) * value))
    top = max(positive, negative, 0.0)
    parts = [math.exp(score - top) for score in (positive, 0.0, negative)]
    total = sum(parts)
    pulls.sort(key=lambda pull: -abs(pull[1]))
    return Chances(parts[0] / total, parts[1] / total, parts[2] / total, tuple(pulls))


def _known(stems: Iterable[str], weights: Weights) -> list[tuple[str, tuple[float, float, float]]]:
    return [(word, weights.stems[word]) for word in set(stems) if word in weights.stems]


@cache
def shipped_weights() -> Weights:
    """The weights of the wheel, read once. Raises FileNotFoundError or ValueError when the installation is broken."""
    return parse_weights(files("mediawatch.enrich").joinpath("data", "tone_weights.txt").read_text(encoding="utf-8"))


def parse_weights(text: str) -> Weights:
    """The weights of a file's text. Raises ValueError for a line that is not `name idf positive negative`."""
    stems: dict[str, tuple[float, float, float]] = {}
    rules: dict[str, tuple[float, float]] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        name, idf, up, down = line.split()
        if float(idf):
            stems[name] = (float(idf), float(up), float(down))
        else:
            rules[name] = (float(up), float(down))
    return Weights(stems, rules, rules.pop("bias", (0.0, 0.0)))

"""From written press items to mediawatch/enrich/data/tone_weights.txt.

Run: `python training/tone_weights.py DATA_FOLDER`.

DATA_FOLDER holds tone/*.jsonl (title, lead, tone); plain items of our own in training/data are added. A multinomial
logistic regression (L2, averaged stochastic gradient descent, seeded: the same file every time) over the rule features
of enrich.tone and tf-idf stems. Names are
masked: capitals within a sentence never become features, nor does a stem that the corpus writes with a capital
more than a quarter of the time. Needs nothing but mediawatch itself; about half a minute on one core.
"""

import json
import math
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from mediawatch.enrich.passages import Passage, Places, passages, places
from mediawatch.enrich.tokens import tokens
from mediawatch.enrich.tone import find_evidence, rule_features, word_stems
from mediawatch.enrich.wordweights import stem, tfidf
from mediawatch.model import Article, Organisation, Reading

OWN = Path(__file__).resolve().parent / "data"
TARGET = Path(__file__).resolve().parents[1] / "mediawatch" / "enrich" / "data" / "tone_weights.txt"
LABELS = ("positive", "neutral", "negative")
LEAST_ITEMS = 6
PENALTY = 3.6e-4  # 1 / (C n) with C = 0.5, which was best on real coverage for tf-idf and rules together
RULE_SCALE = 0.5
EPOCHS = 30
SEED = 20240601
HEADER = """\
# Fitted weights for tone (training/tone_weights.py): name, idf (0: rule feature), weight for positive, for negative.
# Fitted on written press items of the project's own; no text of theirs and no names are in this file.
"""
NOWHERE = Organisation(id="none", name="", place="", county="", population=0)
UNREAD = Reading(mentions=(), relevance=1.0, relevant=True)
Row = tuple[dict[str, float], int]


def items(folder: Path) -> Iterator[dict[str, str]]:
    """The coded items of all parts and our own, in the order of the files."""
    for path in [*sorted((folder / "tone").glob("*.jsonl")), *sorted(OWN.glob("*.jsonl"))]:
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def read(item: dict[str, str], where: Places) -> tuple[tuple[Passage, ...], dict[str, float], list[str]]:
    """One item to its passages, rule features and stems, by the very code that judges articles."""
    article = Article(outlet="", address="", article_id=None, title=item["title"], lead=item["lead"])
    parts = passages(article, UNREAD, where)
    return parts, rule_features(find_evidence(parts, where)), word_stems(parts, where)


def names_of(texts: Sequence[tuple[Passage, ...]]) -> set[str]:
    """Stems that are written with a capital within a sentence more than a quarter of the time."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for parts in texts:
        for part in parts:
            for at, token in enumerate(tokens(part.text)):
                if token.word[0].isalpha():
                    upper = token.surface[0].isupper()
                    if at and upper:
                        capital[stem(token.word)] += 1
                    elif not upper:
                        small[stem(token.word)] += 1
    return {word for word, count in capital.items() if count > 1 and count * 3 > small[word]}


def rows(read_items: Sequence[tuple[dict[str, float], list[str]]], idf: dict[str, float]) -> list[dict[str, float]]:
    """Feature vectors: scaled rule features, tf-idf stems and a constant."""
    return [
        {"bias": 1.0, **{name: value * RULE_SCALE for name, value in rules.items()}, **tfidf(stems, idf)}
        for rules, stems in read_items
    ]


def fit(data: Sequence[Row]) -> dict[str, list[float]]:
    """Weights per feature and label, averaged over the last half of the steps."""
    weights: dict[str, list[float]] = {}
    summed: dict[str, list[float]] = {}
    order = list(range(len(data)))
    chooser = random.Random(SEED)  # noqa: S311
    step, scale, averaged = 0, 1.0, 0
    for epoch in range(EPOCHS):
        chooser.shuffle(order)
        for at in order:
            step += 1
            rate = 1.0 / (1.0 + PENALTY * step)
            scale *= 1.0 - rate * PENALTY
            update(weights, data[at], rate, scale)
        if epoch * 2 >= EPOCHS:
            averaged += 1
            for name, values in weights.items():
                before = summed.setdefault(name, [0.0, 0.0, 0.0])
                summed[name] = [old + value * scale for old, value in zip(before, values, strict=True)]
    return {name: [value / averaged for value in values] for name, values in summed.items()}


def update(weights: dict[str, list[float]], row: Row, rate: float, scale: float) -> None:
    """One step downhill for one item; true weights are `scale` times those stored (the penalty shrinks all at once)."""
    features, label = row
    scores = [0.0, 0.0, 0.0]
    for name, value in features.items():
        known = weights.setdefault(name, [0.0, 0.0, 0.0])
        for at in range(3):
            scores[at] += known[at] * value * scale
    top = max(scores)
    parts = [math.exp(score - top) for score in scores]
    total = sum(parts)
    for at in range(3):
        gradient = parts[at] / total - (1.0 if at == label else 0.0)
        for name, value in features.items():
            weights[name][at] -= rate * gradient * value / scale


def write(weights: dict[str, list[float]], idf: dict[str, float], path: Path) -> int:
    """The file, sorted by name; features that hardly weigh are left out. Returns the number of lines."""
    lines = [HEADER]
    for name in sorted(weights):
        positive, neutral, negative = weights[name]
        up, down = positive - neutral, negative - neutral
        scale = RULE_SCALE if name.startswith("rule:") else 1.0
        if name in idf and max(abs(up), abs(down)) < 0.02:
            continue
        lines.append(f"{name} {idf.get(name, 0):.4g} {up * scale:.4g} {down * scale:.4g}\n")
    path.write_text("".join(lines), encoding="utf-8")
    return len(lines) - 1


def main(folder: Path, target: Path = TARGET) -> None:
    """Reads, fits and writes."""
    where = places(UNREAD, NOWHERE)
    coded = list(items(folder))
    everything = [read(item, where) for item in coded]
    names = names_of([parts for parts, _, _ in everything])
    found = Counter(word for _, _, stems in everything for word in set(stems))
    idf = {
        word: 1 + math.log((1 + len(coded)) / (1 + count))
        for word, count in found.items()
        if count >= LEAST_ITEMS and word not in names
    }
    vectors = rows([(rules, stems) for _, rules, stems in everything], idf)
    data = [(vector, LABELS.index(item["tone"])) for vector, item in zip(vectors, coded, strict=True)]
    count = write(fit(data), idf, target)
    print(f"{len(coded)} items, {count} features, {target}")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))

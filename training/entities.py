"""NorNE to the tagger of names (mediawatch/enrich/models/entities.npz): one command, the same weights every time.

Run: `python training/entities.py DATA_FOLDER` (numpy, python-crfsuite). Minutes on one core. Trains averaged
perceptrons on both written forms (nob_train, nno_train) and takes their mean; `--measure` tells how it does on dev.

Sentences are read in windows of a page, as at run time; some of them alone, so that a caption or a headline by itself
is read well too; some in capitals, as headlines may be; some names are replaced by invented ones.
"""

import gzip
import json
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite

from mediawatch.enrich import entities
from mediawatch.enrich.entity_signs import Evidence, all_signs, lists_digest

TARGET = Path(__file__).resolve().parents[1] / "mediawatch" / "enrich" / "models" / entities.FILE
ROUNDS, JUDGES = 12, 3
"""Rounds of training, and how many taggers of different order and chance are averaged: one alone depends on luck."""
PAGE = 30
"""Sentences read together: a file of the treebank holds many articles and does not tell where they end."""
ALONE, SHOUTED = 0.4, 0.03
"""Shares of pages whose sentences are read one by one, and of sentences put in capitals."""
INVENTED = 0.08
"""Share of a page's names that are replaced by invented ones, so that unknown names are known by how they stand."""
NAME = re.compile(r"[A-ZÆØÅ][a-zæøå]{2,}")
ONSETS = (
    *("b", "br", "d", "dr", "f", "fr", "g", "gr", "h", "j", "k", "kl", "kr", "kv", "l", "m", "n", "p", "pr", "r", "s"),
    *("b", "d", "f", "g", "h", "k", "l", "m", "n", "r", "s", "sk", "sl", "st", "sv", "t", "t", "th", "tr", "v", "v"),
)
ENDINGS = ("", "", "n", "r", "s", "t", "l", "m", "d", "k", "nd", "rt", "lt", "sk", "ng", "ck", "x")
"""What invented names are made of, with vowels between."""
LEAST = 0.02
"""Weights smaller than this share of the largest are dropped."""
LEVELS = 127
Pair = tuple[str, str]
Weights = Mapping[Pair, float]
MERGED = {"GPE_LOC": "GPE", "GPE_ORG": "GPE", "MISC": "PROD"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the treebank with its labels."""

    document: str
    words: tuple[str, ...]
    labels: tuple[str, ...]


def read(path: Path) -> list[Sentence]:
    """The sentences of a file; the mark "|" that ends headings is left out."""
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            kept = [(word, label(tag)) for word, tag in zip(row["tokens"], row["tags"], strict=True) if word != "|"]
            if kept:
                words, labels = zip(*kept, strict=True)
                found.append(Sentence(row["doc"], words, labels))
    return found


def label(tag: str) -> str:
    """The label that is trained for a tag of NorNE: a town, state or country is one kind in all its roles."""
    mark, _, kind = tag.partition("-")
    return f"{mark}-{MERGED.get(kind, kind)}" if kind else tag


def pages(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Sentences in a row of one document, at most PAGE."""
    for _, group in groupby(sentences, key=lambda one: one.document):
        rows = list(group)
        for at in range(0, len(rows), PAGE):
            yield rows[at : at + PAGE]


def examples(folder: Path, chance: random.Random) -> Iterator[tuple[list[list[str]], tuple[str, ...]]]:
    """Signs and labels of all training sentences, the pages in an order of chance."""
    files = [read(folder / "norne" / f"{name}.jsonl.gz") for name in ("nob_train", "nno_train")]
    every = [page for sentences in files for page in pages(sentences)]
    chance.shuffle(every)
    for page in (renamed(page, chance) for page in every):
        alone = chance.random() < ALONE
        together = Evidence([one.words for one in page])
        for one in page:
            shouted = chance.random() < SHOUTED
            words = tuple(word.upper() for word in one.words) if shouted else one.words
            yield all_signs(words, Evidence([words]) if alone or shouted else together), one.labels


def renamed(page: Sequence[Sentence], chance: random.Random) -> list[Sentence]:
    """The page with some of its names written otherwise all through, as words that nobody has seen."""
    inside = {word for one in page for word, name in zip(one.words, one.labels, strict=True) if name != "O"}
    names = sorted(word for word in inside if NAME.fullmatch(word))
    new = {word: invented(chance) for word in names if chance.random() < INVENTED}
    return [replace(one, words=tuple(new.get(word, word) for word in one.words)) for one in page]


def invented(chance: random.Random) -> str:
    """A name that could be anybody's."""
    parts = [chance.choice(ONSETS) + chance.choice("aeiouyøå") for _ in range(chance.randint(1, 3))]
    return ("".join(parts) + chance.choice(ENDINGS)).capitalize()


def train(folder: Path) -> tuple[Weights, Weights]:
    """Weights of (sign, label) and of (label, next label): the mean of JUDGES taggers."""
    state: Counter[Pair] = Counter()
    transitions: Counter[Pair] = Counter()
    for seed in range(JUDGES):
        told = train_one(folder, random.Random(seed))  # noqa: S311
        state.update(told.state_features)
        transitions.update(told.transitions)
    return state, transitions


def train_one(folder: Path, chance: random.Random) -> Any:
    """What python-crfsuite tells of one tagger."""
    trainer = pycrfsuite.Trainer(algorithm="ap", verbose=False)
    trainer.set_params({"max_iterations": ROUNDS})
    for rows, labels in examples(folder, chance):
        trainer.append(rows, labels)
    with tempfile.TemporaryDirectory() as scratch:
        model = str(Path(scratch) / "model")
        trainer.train(model)
        tagger = pycrfsuite.Tagger()
        tagger.open(model)
        return tagger.info()


def write(state: Weights, transitions: Weights, target: Path) -> None:
    """Prunes, rounds to 8 bits and writes."""
    largest = max(map(abs, state.values()))
    kept: dict[str, list[tuple[str, float]]] = {}
    for (sign, name), weight in sorted(state.items()):
        if abs(weight) >= LEAST * largest:
            kept.setdefault(sign, []).append((name, weight))
    labels = sorted({name for pair in transitions for name in pair})
    scale = largest / LEVELS
    cells = [(labels.index(name), round(weight / scale)) for row in kept.values() for name, weight in row]
    table = [[transitions.get((before, after), 0.0) for after in labels] for before in labels]
    np.savez_compressed(
        target,
        signs=np.frombuffer("\n".join(kept).encode(), dtype=np.uint8),
        labels=np.frombuffer("\n".join(labels).encode(), dtype=np.uint8),
        counts=np.array([len(row) for row in kept.values()], dtype=np.uint8),
        columns=np.array([column for column, _ in cells], dtype=np.uint8),
        values=np.array([value for _, value in cells], dtype=np.int8),
        scale=np.float32(scale),
        transitions=np.array(table, dtype=np.float32),
        lists=np.frombuffer(lists_digest(), dtype=np.uint8),
    )
    print(f"{len(kept)} signs, {len(cells)} weights, {target.stat().st_size / 1000:.0f} kB, {target}")  # noqa: T201


def measure(folder: Path) -> None:
    """F1 on exact spans in dev, for each kind: read by the page and one by one."""
    for name in ("nob_dev", "nno_dev"):
        rows = list(pages(read(folder / "norne" / f"{name}.jsonl.gz")))
        for way, parts in (("by the page", rows), ("one by one", [[one] for page in rows for one in page])):
            wanted = [one.labels for part in parts for one in part]
            given = [row for part in parts for row in entities.tag([one.words for one in part])]
            scores = "  ".join(f"{kind} {f1(wanted, given, kind):.3f}" for kind in ("PER", "ORG", "GPE", "LOC"))
            print(f"{name}, {way}: {scores}")  # noqa: T201


def f1(wanted: Sequence[Sequence[str]], given: Sequence[Sequence[str]], kind: str) -> float:
    """F1 of the exact spans of one kind."""
    right = total = 0
    for one, other in zip(wanted, given, strict=True):
        mine = {span for span in entities.spans(one) if span[2] == kind}
        theirs = {span for span in entities.spans(other) if span[2] == kind}
        right += len(mine & theirs)
        total += len(mine) + len(theirs)
    return 2 * right / max(1, total)


def main(folder: Path, *, measured: bool = False, target: Path = TARGET) -> None:
    """Trains, writes and, if asked, measures."""
    write(*train(folder), target)
    if measured:
        measure(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), measured="--measure" in sys.argv)

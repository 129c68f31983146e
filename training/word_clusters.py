"""Words that are used alike to mediawatch/enrich/data/word_clusters.txt, which enrich.entity_signs reads.

Run: `python training/word_clusters.py DATA_FOLDER` (numpy, gensim). About ten minutes on one core. Word vectors are
learned from lower-cased text: NoReC's training reviews, NorNE's training sentences and the coded press items. The
commonest words are then grouped by their vectors, finely, and the groups again, coarsely. One thread and one seed:
the same groups every time on the same machine.
"""

import gzip
import json
import lzma
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from gensim.models import Word2Vec
from numpy.typing import NDArray

TARGET = Path(__file__).resolve().parents[1] / "mediawatch" / "enrich" / "data" / "word_clusters.txt"
WORDS, FINE, COARSE, TURNS, SEED = 40_000, 640, 96, 20, 1
WIDTH, WINDOW, EPOCHS, LEAST, NEGATIVE = 64, 2, 4, 5, 5
"""A narrow window: words are alike that stand in the same places of a sentence, as names do."""
REPEATED = 2
"""How often the small sources are read, for they are nearer to the press."""
TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*|[^\w\s]")
HEADER = """\
# Words used alike, by which enrich.entity_signs knows words it was not taught on. A line is a group: the number of its
# coarse group, a colon, its words in small letters. Written by training/word_clusters.py: do not edit.
# Learned from NoReC's reviews (its authors let models and word lists made from it be used freely), NorNE and items of
# our own.
"""
Floats = NDArray[np.float32]


def sentences(folder: Path) -> Iterator[list[str]]:
    """All sentences in small letters, cut in words."""
    with lzma.open(folder / "norec" / "reviews_train.txt.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.split()
    for _ in range(REPEATED):
        for name in ("nob_train", "nno_train"):
            with gzip.open(folder / "norne" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
                for line in lines:
                    yield [word.lower() for word in json.loads(line)["tokens"]]
        for path in sorted((folder / "tone").glob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                yield from (TOKEN.findall(row[field].lower()) for field in ("title", "lead"))


def grouped(points: Floats, groups: int) -> tuple[NDArray[np.int64], Floats]:
    """(group of each point, centres), by k-means on points of length one."""
    centres = points[np.random.default_rng(SEED).choice(len(points), groups, replace=False)]
    for _ in range(TURNS):
        nearest = (points @ centres.T).argmax(axis=1)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, points)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(lengths > 0, sums / np.maximum(lengths, 1e-9), centres)
    return (points @ centres.T).argmax(axis=1), centres


def main(folder: Path) -> None:
    """Learns, groups and writes."""
    model = Word2Vec(
        list(sentences(folder)),
        vector_size=WIDTH,
        window=WINDOW,
        min_count=LEAST,
        sg=1,
        negative=NEGATIVE,
        epochs=EPOCHS,
        seed=SEED,
        workers=1,
    )
    words = model.wv.index_to_key[:WORDS]
    points = model.wv.vectors[:WORDS]
    points = points / np.linalg.norm(points, axis=1, keepdims=True)
    fine, centres = grouped(points, FINE)
    coarse, _ = grouped(centres, COARSE)
    rows: list[list[str]] = [[] for _ in range(FINE)]
    for word, group in zip(words, fine, strict=True):
        rows[group].append(word)
    lines = [f"{coarse[at]}: {' '.join(sorted(row))}" for at, row in enumerate(rows) if row]
    TARGET.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(words)} words in {len(lines)} groups, {TARGET.stat().st_size / 1000:.0f} kB")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""From invented stories to mediawatch/enrich/models/speakers.npz: who should answer, on the frozen shared encoder.

Run: `python training/speakers.py` (numpy, scikit-learn, onnxruntime; after training/heads.py, whose centre and scale
it uses). Seconds.

Items: training/data/speakers/*.jsonl, each with the role that should answer, the kind, a title and a text. Each part is
one writer's, who knew the plan and had not seen the rules. Place names are masked as in articles. Last the digests of
the files that belong together are written anew. With `--measure` it also says how the head does on the part of a writer
it was not trained on.
"""

import json
import math
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from digests import write_digests
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from mediawatch.enrich import heads, speakers
from mediawatch.enrich.passages import Places, passages
from mediawatch.enrich.segments import segments
from mediawatch.enrich.wordweights import tfidf
from mediawatch.model import Article, Field, Mention, Reading

ROOT = Path(__file__).resolve().parents[1]
OWN = ROOT / "training" / "data" / "speakers"
TARGET = ROOT / "mediawatch" / "enrich" / "models" / speakers.FILE
STRENGTH = 1.0
LEAST_ITEMS = 3
"""A stem that stands in fewer items teaches nothing."""
FIELDS: tuple[Field, ...] = ("title", "text")
PLACE = re.compile(r"(?:\bi |\bpå )([A-ZÆØÅ][a-zæøå]+)\b")
OFFICE = re.compile(r"\b([A-ZÆØÅ][a-zæøå]+?)s? kommun")
NO_PLACES = Places(frozenset(), frozenset())
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Item:
    """A story: whose part it is of, who should answer, what the encoder reads and the numbers of its stems."""

    part: str
    role: str
    seen: Floats
    numbers: list[str]


def items() -> list[Item]:
    """All items, in the order of the files."""
    return [
        read(path.stem, json.loads(line))
        for path in sorted(OWN.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def read(part: str, row: dict[str, str]) -> Item:
    """One line, by the code that judges articles."""
    article = Article(outlet="", address="", article_id=None, title=row["title"], text=row["text"])
    reading = read_place(article)
    seen = heads.seen(segments(passages(article, reading, NO_PLACES), reading))
    if seen is None:
        raise FileNotFoundError("the encoder is not there: run training/encoder.py first")
    return Item(part, row["role"], seen * speakers.SEEN_SCALE, speakers.numbers(article, reading))


def read_place(article: Article) -> Reading:
    """A reading that accepts every mention of the place that the story is most of all about."""
    text = f"{article.title}\n{article.text}"
    found = Counter(PLACE.findall(text))
    found.update(dict.fromkeys(OFFICE.findall(text), 3))
    place = found.most_common(1)[0][0] if found else ""
    mentions = tuple(
        Mention(
            subject="us",
            subject_name=place,
            subject_kind="municipality",
            surface=match.group(),
            field=field,
            start=match.start(),
            end=match.end(),
        )
        for field in FIELDS
        for match in re.finditer(rf"\b{re.escape(place)}\w*", article.field(field))
        if place
    )
    return Reading(mentions=mentions, relevance=1.0, relevant=True)


def idf_of(known: list[Item]) -> dict[str, float]:
    """How seldom each stem is, of those that stand in enough items."""
    counts = Counter(number for item in known for number in set(item.numbers))
    return {
        number: 1 + math.log((1 + len(known)) / (1 + count))
        for number, count in sorted(counts.items())
        if count >= LEAST_ITEMS
    }


def rows(known: list[Item], idf: dict[str, float]) -> Floats:
    """What the encoder reads and the stems, a row for each item."""
    places = {number: at for at, number in enumerate(idf)}
    stems = np.zeros((len(known), len(idf)), np.float32)
    for at, item in enumerate(known):
        for number, value in tfidf(item.numbers, idf).items():
            stems[at, places[number]] = value
    return np.concatenate([np.stack([item.seen for item in known]), stems], axis=1)


def fit(known: list[Item], idf: dict[str, float]) -> LogisticRegression:
    """The head; the seldom roles count as much as the others."""
    head = LogisticRegression(C=STRENGTH, max_iter=3000, class_weight="balanced")
    return head.fit(rows(known, idf), [item.role for item in known])


def measure(known: list[Item]) -> None:
    """Accuracy on each writer's part, trained on the others."""
    for part in sorted({item.part for item in known}):
        others, mine = [[one for one in known if (one.part == part) == own] for own in (False, True)]
        idf = idf_of(others)
        score = fit(others, idf).score(rows(mine, idf), [item.role for item in mine])
        print(f"{part}: accuracy {score:.3f}")  # noqa: T201


def main(*, measured: bool = False, target: Path = TARGET) -> None:
    """Reads, fits and writes."""
    known = items()
    idf = idf_of(known)
    head = fit(known, idf)
    if tuple(head.classes_) != speakers.ROLES:
        raise ValueError("the roles of the items are not those of enrich.speakers")
    width = known[0].seen.size
    found = {
        "numbers": np.array(list(idf), np.float32),
        "idf": np.array(list(idf.values()), np.float32),
        "seen": head.coef_[:, :width].astype(np.float16),
        "stems": head.coef_[:, width:].astype(np.float16),
        "bias": head.intercept_.astype(np.float32),
    }
    np.savez(target, **found)
    write_digests(target.parent, ("encoder.onnx", heads.FILE, "pieces.txt", speakers.FILE))
    print(f"{len(known)} items, {target.stat().st_size / 1000:.0f} kB, {target}")  # noqa: T201
    if measured:
        measure(known)


if __name__ == "__main__":
    main(measured="--measure" in sys.argv)

"""What the measures share: where the shared data lies, the labelled coverage, scores, digests of files."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from mediawatch.model import Article, Mention, Neighbour, Organisation, Reading

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
COVERAGE = SHARED / "data" / "coverage_dev.jsonl"

MUNICIPALITY = Organisation(
    id="modum",
    name="Modum kommune",
    place="Modum",
    county="Buskerud",
    population=14_300,
    own_hosts=("modum.kommune.no",),
    neighbours=tuple(
        Neighbour(name=name, population=1) for name in ("Sigdal", "Krødsherad", "Øvre Eiker", "Ringerike", "Lier")
    ),
)
"""Enough of the organisation for measures that start from labelled mentions."""


@cache
def coverage() -> tuple[dict[str, Any], ...]:
    """The labelled development set. Raises FileNotFoundError when ../shared is absent."""
    return tuple(json.loads(line) for line in COVERAGE.read_text(encoding="utf-8").splitlines())


def as_article(item: dict[str, Any]) -> Article:
    """A labelled item as the article it retells."""
    return Article(outlet=item["outlet"], address=item["url"], article_id=None, title=item["title"], text=item["text"])


def as_reading(item: dict[str, Any]) -> Reading:
    """The labelled mentions as if enrich.names had found them, so that tone is measured by itself."""
    mentions = tuple(
        Mention(
            subject=mention["subject"],
            subject_name=mention["subject"],
            subject_kind="municipality",
            surface=mention["surface"],
            field=mention["where"],
            start=mention["start"],
            end=mention["start"] + len(mention["surface"]),
        )
        for mention in item["mentions"]
    )
    return Reading(mentions=mentions, relevance=1.0, relevant=True)


def accuracy(wanted: Sequence[str], given: Sequence[str]) -> float:
    """Share of equal pairs."""
    return sum(one == other for one, other in zip(wanted, given, strict=True)) / len(wanted)


def recall(wanted: Sequence[str], given: Sequence[str], label: str) -> float:
    """Share of the items of `label` that were given it."""
    mine = [other for one, other in zip(wanted, given, strict=True) if one == label]
    return mine.count(label) / len(mine)


def f1(wanted: Sequence[str], given: Sequence[str], label: str) -> float:
    """F1 of one label, 0 when it was never given rightly."""
    right = sum(one == other == label for one, other in zip(wanted, given, strict=True))
    return 2 * right / max(1, list(wanted).count(label) + list(given).count(label))


def macro_f1(wanted: Sequence[str], given: Sequence[str]) -> float:
    """Mean F1 over the labels of `wanted`."""
    labels = sorted(set(wanted))
    return sum(f1(wanted, given, label) for label in labels) / len(labels)


def digest(paths: Iterable[Path]) -> str:
    """Twelve hex digits of SHA-256 over the files' names and bytes, in order of name."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.name.encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:12]

"""How well names are found: NorNE dev, bokmål and nynorsk, exact spans; cut as in the treebank, and as plain text."""

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from mediawatch.enrich import entities
from tests.quality.corpus import SHARED

DEV = {
    "bokmål": SHARED / "data" / "norne" / "nob_dev.jsonl.gz",
    "nynorsk": SHARED / "data" / "norne" / "nno_dev.jsonl.gz",
}
_PAGE = 30
"""Sentences read together: dev does not tell where its articles end."""
_KINDS = {
    "PER": "person",
    "LOC": "place",
    "GPE_LOC": "place",
    "GPE_ORG": "place",
    "GPE": "place",
    "ORG": "organisation",
}
_NO_BLANK_BEFORE = re.compile(r" (?=[.,:;?!)»”%](?: |$))")
_NO_BLANK_AFTER = re.compile(r"(?:(?<=^[«“(])|(?<= [«“(])) ")

Spans = set[tuple[int, int]]
Row = tuple[list[str], list[str]]


def corpus() -> list[Path]:
    """The files measured on."""
    return list(DEV.values())


def rows(path: Path) -> list[Row]:
    """Words and labels of each sentence. Raises FileNotFoundError where the data is not to be had."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines]
    return [(row["tokens"], row["tags"]) for row in read]


def pages(sentences: Sequence[Row]) -> Iterator[list[Row]]:
    """The sentences, _PAGE at a time."""
    row = iter(sentences)
    while page := list(islice(row, _PAGE)):
        yield page


def spans(labels: Sequence[str], kind: str) -> Spans:
    """Where the names of a kind stand ("person", "place", "organisation")."""
    return {(first, last) for first, last, label in entities.spans(labels) if _KINDS.get(label) == kind}


def f1(wanted: Sequence[Spans], given: Sequence[Spans]) -> float:
    """F1 of exact spans."""
    right = sum(len(one & other) for one, other in zip(wanted, given, strict=True))
    return 2 * right / max(1, sum(map(len, wanted)) + sum(map(len, given)))


def as_text(words: Sequence[str]) -> tuple[str, list[int]]:
    """The sentence as it was printed, as nearly as can be told, and where each word starts in it."""
    text = _NO_BLANK_AFTER.sub("", _NO_BLANK_BEFORE.sub("", " ".join(words)))
    starts, at = [], 0
    for word in words:
        at = text.index(word, at)
        starts.append(at)
        at += len(word)
    return text, starts


def in_text(sentences: Sequence[Row]) -> tuple[list[Spans], list[Spans]]:
    """(wanted, given) spans of people in letters, each page read as lines of plain text."""
    wanted, given = [], []
    for page in pages(sentences):
        text, theirs = "", set()
        for words, labels in page:
            line, starts = as_text(words)
            for first, last in spans(labels, "person"):
                end = starts[last - 1] + len(words[last - 1])
                theirs.add((len(text) + starts[first], len(text) + end))
            text += line + "\n"
        wanted.append(theirs)
        given.append({(one.start, one.end) for one in entities.persons(text)})
    return wanted, given


def measures() -> dict[str, float]:
    """Every measure by name. Raises FileNotFoundError where the data or the tagger is not to be had."""
    found = {}
    for form, path in DEV.items():
        sentences = rows(path)
        tags = [row for page in pages(sentences) for row in entities.tag([words for words, _ in page])]
        for kind in ("person", "place", "organisation"):
            wanted = [spans(labels, kind) for _, labels in sentences]
            found[f"{kind}s F1, NorNE dev, {form}"] = f1(wanted, [spans(labels, kind) for labels in tags])
        found[f"persons F1, NorNE dev as plain text, {form}"] = f1(*in_text(sentences))
    return found

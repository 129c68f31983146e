"""An article to the chance that each role of the plan is the one that should answer it, as its words and the shared
encoder tell it; "none" where it is not ours to answer.

A plain logistic regression (training/speakers.py) on what the encoder has read of the article, which the topic was
judged by too, and on the stems of its words, as tf-idf of length one. Names are left out. Stems are known by a number
alone, so that the file holds no words. It was taught what newspapers write: relate.spokespersons, whose rules it stands
beside, decides where it is heard.
"""

import math
import re
import zlib
from functools import cache
from typing import TYPE_CHECKING

from mediawatch.enrich.encoder import arrays
from mediawatch.enrich.heads import chances_of, seen
from mediawatch.enrich.passages import Places, passages
from mediawatch.enrich.segments import mask_names, segments
from mediawatch.enrich.tokens import words
from mediawatch.enrich.wordweights import stem, tfidf
from mediawatch.model import Article, Reading, Role

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FILE = "speakers.npz"
ROLES: tuple[Role, ...] = ("chief executive", "committee leader", "department head", "mayor", "none", "unit leader")
"""In the order of the weights."""
SEEN_SCALE = 0.1
"""What the encoder reads counts so much beside the stems."""
MOST_CHARACTERS = 4_000
_NUMBERS = 2**24
"""Stems are numbered below this: float32 holds each exactly."""
_NAME = re.compile(r"(?<![.!?:–«\n] )(?<!^)(?<![\n«])\b[A-ZÆØÅ]\w*")
"""A word with a capital within a sentence."""
_NO_PLACES = Places(frozenset(), frozenset())


def read_roles(article: Article, reading: Reading) -> dict[Role, float] | None:
    """The logarithm of the chance of each role, all held equally likely before. None where the article is not
    relevant, and where there is no encoder or no text."""
    if not reading.relevant:
        return None
    read = seen(segments(passages(article, reading, _NO_PLACES), reading))
    if read is None:
        return None
    head, stems = _head(), _stems()
    scores = head["bias"] + head["seen"] @ (read * SEEN_SCALE)
    for number, value in tfidf(numbers(article, reading), _idf()).items():
        scores = scores + stems[number][1] * value
    return dict(zip(ROLES, map(math.log, chances_of(scores.tolist())), strict=True))


def numbers(article: Article, reading: Reading) -> list[str]:
    """The stems of the article's words, as numbers, without names."""
    text = f"{article.title}\n{article.lead}\n{article.text}"[:MOST_CHARACTERS]
    masked = mask_names(text, (mention.surface for mention in reading.accepted))
    return list(map(number_of, words(_NAME.sub(" ", masked))))


def number_of(word: str) -> str:
    """The number of a word's stem, the same on every machine."""
    return str(zlib.crc32(stem(word).encode()) % _NUMBERS)


@cache
def _head() -> "dict[str, Floats]":
    return arrays(FILE)


@cache
def _stems() -> "dict[str, tuple[float, Floats]]":
    """The number of each known stem to its idf and its weight for each role."""
    head = _head()
    rows = zip(head["numbers"].tolist(), head["idf"].tolist(), head["stems"].T, strict=True)
    return {str(int(number)): (idf, weights) for number, idf, weights in rows}


@cache
def _idf() -> dict[str, float]:
    return {number: idf for number, (idf, _) in _stems().items()}

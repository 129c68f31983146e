"""Text to the numbers of its word pieces, the way the shared encoder (enrich.encoder) was taught to read.

A Unigram tokeniser: every word, with a mark for the blank before it, is cut where the pieces' scores sum highest.
Pieces never reach across a blank, so words are cut one by one and remembered. Without any outside library.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_BLANK = "▁"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\x8f\x9f\u00ad]")
_BLANKS = re.compile(r"[\s\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]+")
_LONGEST_WORD = 120
_REMEMBERED = 60_000
START, PAD, END, UNKNOWN = 0, 1, 2, 3
"""Numbers with a meaning of their own; the pieces of the vocabulary follow."""


class Pieces:
    """A vocabulary that cuts words."""

    def __init__(self, texts: Sequence[str], scores: Sequence[float], *, unknown_score: float) -> None:
        """`texts` in order of number, from 0. `unknown_score`: what a character outside the vocabulary costs."""
        self._numbers = {text: (at, scores[at]) for at, text in enumerate(texts) if at > UNKNOWN}
        self._longest = max(map(len, texts))
        self._unknown = unknown_score
        self._word = lru_cache(maxsize=_REMEMBERED)(self._cut)

    def read(self, text: str) -> list[int]:
        """The numbers of the text's pieces, without start and end marks. Empty for a blank text."""
        found: list[int] = []
        for word in normal(text).split(" "):
            if word:
                found.extend(self._word(_BLANK + word[:_LONGEST_WORD]))
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        """The best cut: for every place in the word the best score of a cut that ends there, and its last piece."""
        size = len(word)
        best = [0.0] + [float("-inf")] * size
        last: list[tuple[int, int]] = [(0, UNKNOWN)] * (size + 1)
        for start in range(size):
            for end in range(start + 1, min(size, start + self._longest) + 1):
                piece = self._numbers.get(word[start:end])
                if piece is not None and best[start] + piece[1] > best[end]:
                    best[end], last[end] = best[start] + piece[1], (start, piece[0])
            if best[start] + self._unknown > best[start + 1]:
                best[start + 1], last[start + 1] = best[start] + self._unknown, (start, UNKNOWN)
        cut: list[int] = []
        at = size
        while at:
            at, number = last[at]
            cut.append(number)
        return tuple(reversed(cut))


def normal(text: str) -> str:
    """The text in compatible composed form, control characters dropped, every run of blanks one plain blank."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", _CONTROL.sub("", text))).strip(" ")


def parse_pieces(text: str, *, unknown_score: float) -> Pieces:
    """The vocabulary of a file with a line `piece<tab>score` for each number. Raises ValueError for another line."""
    rows = [line.rpartition("\t") for line in text.split("\n") if line]
    if any(not tab for _, tab, _ in rows):
        raise ValueError("a line of the vocabulary has no score")
    return Pieces([row[0] for row in rows], [float(row[2]) for row in rows], unknown_score=unknown_score)

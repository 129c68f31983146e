"""Where in a text that may be shown the words of a query stand, found as the index finds them."""

import re
from collections.abc import Sequence

from mediawatch.store.query import Query, wanted_terms
from mediawatch.store.search import fold, readings, stem, words_of

_WORD = re.compile(r"[^\W_]+")


def matches(text: str, tree: Query | None) -> list[tuple[int, int]]:
    """A text and a query to the stretches that match: from, to; in order, none in another."""
    sought = [reading for term in wanted_terms(tree) for reading in readings(term)]
    if not sought or not text:
        return []
    spans = [match.span() for match in _WORD.finditer(text)]
    words = ["".join(words_of(text[start:end])) for start, end in spans]
    stems = [stem(word) for word in words]
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(spans):
        longest = max((_length(reading, words, stems, at) for reading in sought), default=0)
        if longest:
            found.append((spans[at][0], spans[at + longest - 1][1]))
        at += longest or 1
    return found


def _length(reading: tuple[tuple[str, ...], bool], words: Sequence[str], stems: Sequence[str], at: int) -> int:
    """How many words from `at` on are the reading; 0 when they are not."""
    parts, begins = reading
    here = stems[at : at + len(parts)]
    if len(here) < len(parts):
        return 0
    whole = parts[:-1] if begins else parts
    if tuple(here[: len(whole)]) != whole:
        return 0
    last = at + len(parts) - 1
    if begins and not (stems[last].startswith(parts[-1]) or fold(words[last]).startswith(parts[-1])):
        return 0
    return len(parts)

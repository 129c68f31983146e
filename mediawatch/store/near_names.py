"""A text -> names in it that are nearly a given one: what may have been meant, and is not found by the name itself."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from mediawatch.store.redacting import Form, forms_of, looking_for, normal, spans
from mediawatch.store.search import fold

_WORD = re.compile(r"[^\W\d_]+")
_JOINED = re.compile(r"\s+|[-‐‑]")
_AFTER_INITIAL = re.compile(r"\.?\s*")
_LONG = 3
"""Shorter words are other words when a letter differs."""
_REACH = 3


def near_names(texts: Iterable[str], name: str) -> Counter[str]:
    """Texts to the names in them that are nearly `name`, as they are written, with how often: another spelling, an
    initial, a name more or less, a double name, the surname alone."""
    words = tuple(normal(word) for word in _WORD.findall(name))
    found: Counter[str] = Counter()
    if not words:
        return found
    exact = looking_for(forms_of(name))
    for text in texts:
        found.update(_near(text, words, [range(*span) for span in spans(text, exact)]))
    return found


def _near(text: str, words: Form, taken: list[range]) -> Iterator[str]:
    tokens = [token for token in _WORD.finditer(text) if token.group()[0].isupper()]
    first, last = words[0], words[-1]
    for index, token in enumerate(tokens):
        if not _alike(normal(token.group()), last) or any(token.start() in span for span in taken):
            continue
        before = _run_before(text, tokens, index)
        if not before:
            yield token.group()
            continue
        start = next((one for one in before if _may_be(normal(one.group()), first)), None)
        if start is not None:
            end = token.end()
            if text[end : end + 1] in ("-", "‐", "‑") and index + 1 < len(tokens):
                end = tokens[index + 1].end() if tokens[index + 1].start() == end + 1 else end
            yield " ".join(text[start.start() : end].split())


def _run_before(text: str, tokens: list[re.Match[str]], index: int) -> list[re.Match[str]]:
    """The capitalised words right before one, the nearest last."""
    run: list[re.Match[str]] = []
    while index > 0 and len(run) < _REACH:
        before, here = tokens[index - 1], tokens[index]
        between = _AFTER_INITIAL if len(before.group()) == 1 else _JOINED
        if not between.fullmatch(text, before.end(), here.start()):
            break
        index -= 1
        run.insert(0, tokens[index])
    return run


def _may_be(word: str, first: str) -> bool:
    return word == first[0] or _alike(word, first)


def _alike(one: str, other: str) -> bool:
    if one == other or fold(one) == fold(other) or (one.endswith("s") and one[:-1] == other):
        return True
    return min(len(one), len(other)) >= _LONG and _one_slip(one, other)


def _one_slip(one: str, other: str) -> bool:
    """Whether a letter more, less, other or two that changed places make one word of the other."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[:at] + one[at + 1 : at + 2] + one[at : at + 1] + one[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or swapped == other

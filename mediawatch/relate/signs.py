"""Finding the signs of `relate.sign_words` in a text: each word is looked up once, so that long articles stay cheap."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

from mediawatch.relate.sign_words import SIGNS

_WORD = re.compile(r"\w+(?:-\w+)*")
_LONGEST_WORD = 60


def count_signs(text: str) -> Counter[int]:
    """How often each sign, by its number in SIGNS, stands in a text in lower case."""
    found: Counter[int] = Counter()
    for word, times in Counter(_WORD.findall(text)).items():
        for sign in _signs_of(word[:_LONGEST_WORD]):
            found[sign] += times
    for phrase, pattern, sign in _phrases():
        if phrase in text:
            found[sign] += sum(1 for _ in pattern.finditer(text))
    return found


@lru_cache(maxsize=50_000)
def _signs_of(word: str) -> tuple[int, ...]:
    whole, beginnings, endings = _words()
    found = set(whole.get(word, ()))
    for length in range(1, len(word) + 1):
        found.update(beginnings.get(word[:length], ()))
        found.update(endings.get(word[-length:], ()))
    return tuple(sorted(found))


@cache
def _words() -> tuple[dict[str, list[int]], dict[str, list[int]], dict[str, list[int]]]:
    """Whole words, beginnings and endings, each with the numbers of the signs they belong to."""
    whole: dict[str, list[int]] = {}
    beginnings: dict[str, list[int]] = {}
    endings: dict[str, list[int]] = {}
    for number, form in _forms():
        if " " in form:
            continue
        table = beginnings if form.endswith("*") else endings if form.startswith("*") else whole
        table.setdefault(form.strip("*"), []).append(number)
    return whole, beginnings, endings


@cache
def _phrases() -> tuple[tuple[str, re.Pattern[str], int], ...]:
    """Of each phrase a part to look for first, its pattern and the number of its sign."""
    return tuple(
        (form.strip("*"), re.compile(r"\b" + re.escape(form).replace(r"\*", r"\w*") + r"\b"), number)
        for number, form in _forms()
        if " " in form
    )


def _forms() -> Iterator[tuple[int, str]]:
    for number, sign in enumerate(SIGNS):
        for form in sign.listed.split(", "):
            yield number, form

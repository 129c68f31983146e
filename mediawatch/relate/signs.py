"""Finding listed words in a text: each word is looked up once, so that long articles stay cheap."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache

from mediawatch.model import Topic
from mediawatch.relate.field_words import FIELD_WORDS
from mediawatch.relate.sign_words import SIGNS

_WORD = re.compile(r"\w+(?:-\w+)*")
_LONGEST_WORD = 60


class WordLists:
    """Numbered lists of words ("*" at the end or the beginning: any continuation), each as one text with commas."""

    def __init__(self, listed: Sequence[str]) -> None:
        self._listed = listed
        self._numbers_of = lru_cache(maxsize=50_000)(self._look_up)

    def count(self, text: str) -> Counter[int]:
        """How often each list, by its number, stands in a text in lower case."""
        found: Counter[int] = Counter()
        for word, times in Counter(_WORD.findall(text)).items():
            for number in self._numbers_of(word[:_LONGEST_WORD]):
                found[number] += times
        for phrase, pattern, number in self._phrases:
            if phrase in text:
                found[number] += sum(1 for _ in pattern.finditer(text))
        return found

    def _look_up(self, word: str) -> tuple[int, ...]:
        whole, beginnings, endings = self._words
        found = set(whole.get(word, ()))
        for length in range(1, len(word) + 1):
            found.update(beginnings.get(word[:length], ()))
            found.update(endings.get(word[-length:], ()))
        return tuple(sorted(found))

    @cached_property
    def _words(self) -> tuple[dict[str, list[int]], dict[str, list[int]], dict[str, list[int]]]:
        """Whole words, beginnings and endings, each with the numbers of the lists they belong to."""
        whole: dict[str, list[int]] = {}
        beginnings: dict[str, list[int]] = {}
        endings: dict[str, list[int]] = {}
        for number, form in self._forms():
            if " " in form:
                continue
            table = beginnings if form.endswith("*") else endings if form.startswith("*") else whole
            table.setdefault(form.strip("*"), []).append(number)
        return whole, beginnings, endings

    @cached_property
    def _phrases(self) -> tuple[tuple[str, re.Pattern[str], int], ...]:
        """Of each phrase a part to look for first, its pattern and the number of its list."""
        return tuple(
            (form.strip("*"), re.compile(r"\b" + re.escape(form).replace(r"\*", r"\w*") + r"\b"), number)
            for number, form in self._forms()
            if " " in form
        )

    def _forms(self) -> Iterator[tuple[int, str]]:
        for number, listed in enumerate(self._listed):
            for form in listed.split(", "):
                yield number, form


@cache
def _signs() -> WordLists:
    return WordLists([sign.listed for sign in SIGNS])


@cache
def _fields() -> WordLists:
    return WordLists(list(FIELD_WORDS.values()))


def count_signs(text: str) -> Counter[int]:
    """How often each sign, by its number in SIGNS, stands in a text in lower case."""
    return _signs().count(text)


def count_fields(text: str) -> Counter[Topic]:
    """How often the words of each department's field, by its topic, stand in a text in lower case."""
    topics: list[Topic] = list(FIELD_WORDS)
    return Counter({topics[number]: times for number, times in _fields().count(text).items()})

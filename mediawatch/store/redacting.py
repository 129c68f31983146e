"""Where a name stands in a text, and the text without it. Pure: no database.

A name is its words in order. It is found whatever the case, in every order of its words ("Nordmann, Kari"), joined by
blanks, commas, hyphens or the signs of mail addresses, across lines, with the genitive's s. It is not found inside
other words, nor inside a longer double name ("Kari Nordmann-Berg" is somebody else). Initials are not the name.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import permutations
from typing import Any

NAME_GONE = "[slettet navn]"
"""What stands where a name was."""
MOST_WORDS = 6
"""Of one name; digits of a phone number come in up to as many groups."""

_TOKEN = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060])*")
_HIDDEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060"))
_BETWEEN = re.compile(r"[\s\u200b]+|\s*,\s*|\s*[-‐‑.+@]\s?|[_'’]|%20")
_HYPHENS = "-‐‑"
_ADDRESS = re.compile(r"(?:https?://)?[\w.-]+\.\w{2,}(?::\d+)?/\S*|https?://\S+")

Form = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """The forms to look for: how many words they have, and whether some words are one of them."""

    lengths: frozenset[int]
    has: Callable[[Form], bool]


def normal(word: str) -> str:
    """A word as it is compared: composed letters, no hidden signs, no case."""
    return unicodedata.normalize("NFKC", word.translate(_HIDDEN)).casefold()


def words_in(text: str) -> Form:
    """The words of a name."""
    return tuple(normal(found.group()) for found in _TOKEN.finditer(text))


def forms_of(name: str) -> frozenset[Form]:
    """A name to every order its words may come in; a number or an address only as it is written."""
    words = words_in(name)
    if not words or len(words) > MOST_WORDS:
        return frozenset()
    if "@" in name or any(word.isdigit() for word in words):
        return frozenset({joined(words)})
    if len(words) <= 3:
        return frozenset(permutations(words))
    return frozenset({words, (words[-1], *words[:-1]), (*words[1:], words[0])})


def joined(words: Sequence[str]) -> Form:
    """Groups of digits as one number: "911 22 333" and "91122333" are the same."""
    return ("".join(words),) if len(words) > 1 and all(word.isdigit() for word in words) else tuple(words)


def looking_for(forms: Collection[Form]) -> Known:
    """Forms to what finds them."""
    wanted = frozenset(forms)
    lengths = {len(form) for form in wanted}
    if any(len(form) == 1 and form[0].isdigit() for form in wanted):
        lengths |= set(range(1, MOST_WORDS + 1))
    return Known(frozenset(lengths), lambda words: joined(words) in wanted)


def print_of(key: bytes, words: Sequence[str]) -> str:
    """Words to their keyed fingerprint."""
    return blake2b(" ".join(joined(words)).encode("utf-8", "replace"), key=key, digest_size=16).hexdigest()


def remembered(key: bytes, prints: Collection[str], lengths: Collection[int]) -> Known:
    """Fingerprints to what finds the names they were made of."""
    wanted = frozenset(prints)
    return Known(frozenset(lengths), lambda words: print_of(key, words) in wanted)


def spans(text: str, known: Known) -> list[tuple[int, int]]:
    """Where the names stand, in order, none inside another."""
    tokens = list(_TOKEN.finditer(text))
    words = [normal(token.group()) for token in tokens]
    lengths = sorted(known.lengths, reverse=True)
    found, index = [], 0
    while index < len(tokens):
        for length in lengths:
            end = _matched(text, tokens, words, index, length, known)
            if end:
                found.append((tokens[index].start(), end))
                index += length
                break
        else:
            index += 1
    return found


def _matched(
    text: str, tokens: Sequence[re.Match[str]], words: Sequence[str], index: int, length: int, known: Known
) -> int:
    """Where the form of that many words beginning there ends; 0 when there is none."""
    last = index + length - 1
    if last >= len(tokens):
        return 0
    for one in range(index, last):
        if not _BETWEEN.fullmatch(text, tokens[one].end(), tokens[one + 1].start()):
            return 0
    here = tuple(words[index : last + 1])
    end = tokens[last].end()
    if not known.has(here):
        if not (here[-1].endswith("s") and len(here[-1]) > 2 and known.has((*here[:-1], here[-1][:-1]))):
            return 0
        return end - 1
    return 0 if _goes_on(text, tokens[index].start(), end) else end


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether it is a part of a double name: "Anne-Kari Nordmann", "Kari Nordmann-Berg"."""
    after = text[end : end + 2]
    before = text[max(start - 2, 0) : start]
    longer = len(after) == 2 and after[0] in _HYPHENS and after[1].isupper()
    return longer or (len(before) == 2 and before[1] in _HYPHENS and before[0].isalpha() and text[start].isupper())


def is_address(text: str) -> bool:
    """Whether it is the address of a page and nothing else: that is kept, or the page could not be found."""
    return _ADDRESS.fullmatch(text) is not None


def texts_in(value: Any) -> Iterator[str]:
    """The texts of a column: itself, or those inside JSON (also JSON that lies as text)."""
    if isinstance(value, str):
        inner = _as_json(value)
        if inner is None:
            yield value
        else:
            yield from texts_in(inner)
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_in(part)


def without(value: Any, known: Known, instead: str = NAME_GONE) -> Any:
    """A column's value without the names; the very same value where there are none."""
    if isinstance(value, str):
        return _text_without(value, known, instead)
    if isinstance(value, dict):
        return {key: without(part, known, instead) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(without(part, known, instead) for part in value)
    return value


def _text_without(text: str, known: Known, instead: str) -> str:
    if is_address(text):
        return text
    inner = _as_json(text)
    if inner is not None:
        cleaned = without(inner, known, instead)
        return text if cleaned == inner else json.dumps(cleaned, ensure_ascii=False)
    found = spans(text, known)
    for start, end in reversed(found):
        text = text[:start] + instead + text[end:]
    return text


def _as_json(text: str) -> dict[str, Any] | list[Any] | None:
    if text[:1] not in ("{", "["):
        return None
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict | list) else None

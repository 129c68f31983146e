"""Passages to the sentences that the shared encoder reads: in order, with the names of places and of us masked.

The encoder costs by the word and was taught on title and lead; so of a long article it reads those, then the sentences
about us, then the others, until MOST_WORDS are spent. The rest are left blank, in their places.

Names are masked so that no place carries a tone of its own, and what was learnt from one municipality's news holds
for another's. The same code prepares what the heads are trained on (training/heads.py).
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from mediawatch.enrich.lexicon import lexicon
from mediawatch.enrich.passages import Passage
from mediawatch.enrich.places import municipality_words
from mediawatch.model import Reading

MASK = "Granvik"
"""An invented place: every masked name reads as this one."""
MOST_WORDS = 40
"""How many words are read, but the sentence that reaches it is read to its end. Twice as many told real coverage apart
no better and took half as long again."""
_CAPITAL = re.compile(r"\b[A-ZÆØÅ]\w+")


def segments(parts: Sequence[Passage], reading: Reading, *, most_words: int = MOST_WORDS) -> tuple[str, ...]:
    """The masked text of each passage, a title closed with a full stop; blank for one that there is no room for."""
    surfaces = frozenset(mention.surface for mention in reading.accepted)
    read = _read_first(parts, most_words)
    return tuple(_closed(part, mask_names(part.text, surfaces)) if at in read else "" for at, part in enumerate(parts))


def _read_first(parts: Sequence[Passage], most_words: int) -> set[int]:
    """The places of the passages that are read."""
    chosen: set[int] = set()
    words = 0
    for at in sorted(range(len(parts)), key=lambda at: (parts[at].field == "text", not parts[at].about_us, at)):
        if words >= most_words:
            break
        chosen.add(at)
        words += len(parts[at].text.split())
    return chosen


def mask_names(text: str, surfaces: Iterable[str]) -> str:
    """`text` with `surfaces` that begin with a capital, and the names of Norwegian places, turned into MASK."""
    names = _surface_pattern(frozenset(surfaces))
    masked = names.sub(MASK, text) if names else text
    known = _place_words()
    return _CAPITAL.sub(lambda word: MASK if _bare(word.group()) & known else word.group(), masked)


def _bare(word: str) -> set[str]:
    low = word.lower()
    return {low, low.removesuffix("s")}


def _closed(part: Passage, text: str) -> str:
    return f"{text}." if part.field == "title" and text and text[-1] not in ".?!" else text


@lru_cache(maxsize=64)
def _surface_pattern(surfaces: frozenset[str]) -> re.Pattern[str] | None:
    named = sorted((name for name in surfaces if name[:1].isupper()), key=lambda name: (-len(name), name))
    return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in named)) if named else None


@lru_cache(maxsize=1)
def _place_words() -> frozenset[str]:
    towns = {entry.pattern[-1] for entry in lexicon("places").section("place")}
    return municipality_words() | towns

"""A story to what is remembered of it, so that the next one like it is known again: numbers and hashes, never words.

A trace is made of what may be kept of a story (title, the lead's beginning, the sentences around mentions), so that it
can be made anew from the archive when the encoder changes. The names of places and of us are masked first
(enrich.segments). How alike two are is told by the cosine of what the encoder read, centred on ordinary news, and by
the cosine of the sets of their word stems; the one that finds them more alike is believed, and without the encoder the
second alone.
"""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from mediawatch.enrich.encoder import arrays, available, encode
from mediawatch.enrich.heads import FILE, features
from mediawatch.enrich.segments import MASK, mask_names
from mediawatch.enrich.tokens import Token, normal, sentences, tokens
from mediawatch.enrich.wordweights import stem
from mediawatch.model import Coverage, Trace

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_LEAD = 300
"""Characters of the lead: what the archive keeps."""
_LONG_WORD = 5
_MOST_HASHES = 200
_READ = (0.48, 0.72)
"""Cosines of what the encoder read: where two stories begin to be alike, and where they are of the same matter. Of
14,500 pairs of real stories about one place 1.5 in a hundred reach the first, and one pair the second."""
_STEMS = (0.15, 0.40)
"""The same for word stems, found in the same way."""
_CLOSER = 1.5
"""How much a story that is closer still counts."""


def trace_of(coverage: Coverage, said: str) -> Trace:
    """A story to its trace; `said` is what the model said of it."""
    masked = _gist(coverage)
    surfaces = {word.lower() for one in coverage.reading.accepted for word in one.surface.split()}
    return Trace(
        said=said,
        outlet=coverage.outlet.id,
        reader=reader(),
        vector=_vector(masked),
        stems=_hashes(stem(token.word) for text in masked for token in tokens(text) if _tells(token)),
        names=_hashes(name for text in _words(coverage) for name in _names(text) if name not in surfaces),
        subjects=subjects_of(coverage),
    )


def subjects_of(coverage: Coverage) -> tuple[str, ...]:
    """The ids of the names that count in the story, but for persons; where none does, of those that were looked at."""
    named = [one for one in coverage.reading.mentions if one.subject_kind != "person"]
    return tuple(sorted({one.subject for one in named if one.accepted} or {one.subject for one in named}))


@cache
def reader() -> str:
    """Which encoder reads here; "" where there is none. Vectors of different readers cannot be compared."""
    if not available():
        return ""
    read = arrays(FILE)
    return hashlib.blake2b(read["mean"].tobytes() + read["scale"].tobytes(), digest_size=6).hexdigest()


class Traces:
    """Traces to compare a new one with."""

    def __init__(self, known: Sequence[Trace]) -> None:
        self._known = known
        self._read = [at for at, one in enumerate(known) if _is_read(one)]
        self._vectors = _stacked([known[at].vector for at in self._read])

    def alike(self, new: Trace) -> list[float]:
        """How alike each known story is to the new one: 0 not at all, 1 the same matter, up to 1.5 all but the same."""
        read: dict[int, float] = {}
        if self._vectors is not None and _is_read(new):
            read = dict(zip(self._read, (self._vectors @ unpacked(new.vector)).tolist(), strict=True))
        return [
            max(_between(read.get(at, 0.0), *_READ), _between(_shared(known.stems, new.stems), *_STEMS))
            for at, known in enumerate(self._known)
        ]


def _stacked(vectors: Sequence[str]) -> "Floats | None":
    if not vectors:
        return None
    import numpy as np

    return np.stack([unpacked(vector) for vector in vectors])


def _is_read(trace: Trace) -> bool:
    return bool(trace.vector) and trace.reader == reader()


def _between(value: float, nothing: float, same: float) -> float:
    return min(max((value - nothing) / (same - nothing), 0.0), _CLOSER)


def _shared(one: Sequence[int], other: Sequence[int]) -> float:
    """The cosine of two sets."""
    return float(len(set(one) & set(other)) / (len(one) * len(other)) ** 0.5) if one and other else 0.0


def _words(coverage: Coverage) -> tuple[str, ...]:
    """Title, lead and the sentences around mentions, as the archive keeps them."""
    article = coverage.article
    lead = tuple(one.text for one in sentences(normal(article.lead[:_LEAD])))
    return tuple(filter(None, (normal(article.title), *lead, *map(normal, coverage.excerpt))))


def _gist(coverage: Coverage) -> tuple[str, ...]:
    surfaces = frozenset(one.surface for one in coverage.reading.accepted)
    first, *rest = _words(coverage) or ("",)
    title = f"{first}." if first and first[-1] not in ".?!" else first
    return tuple(mask_names(text, surfaces) for text in (title, *rest))


def _tells(token: Token) -> bool:
    """A long word, but for the name that stands for every masked one."""
    return len(token.word) >= _LONG_WORD and not token.word.startswith(MASK.lower())


def _names(text: str) -> Iterable[str]:
    """The words written with a capital that do not begin a sentence, in lower case."""
    begins = True
    for token in tokens(text):
        if token.surface[0].isupper() and not begins:
            yield token.word.removesuffix("s")
        begins = token.is_break or text[token.end : token.end + 1] == "."


def _hashes(texts: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted({_hash(text) for text in texts})[:_MOST_HASHES])


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=6).digest(), "big")


def _vector(masked: tuple[str, ...]) -> str:
    """What the encoder reads, at length one, as base64 of signed bytes; "" where there is no encoder or no text."""
    encoded = encode(masked)
    if encoded is None:
        return ""
    heads = arrays_once()
    seen = features(encoded, heads["mean"], heads["scale"])
    return packed(seen)


@cache
def arrays_once() -> "dict[str, Floats]":
    """What the encoder's numbers are centred with."""
    return arrays(FILE)


def packed(vector: "Floats") -> str:
    """Numbers to base64 of signed bytes; their length is not kept."""
    bytes_ = (vector / abs(vector).max() * 127).round().astype("int8").tobytes()
    return base64.b64encode(bytes_).decode("ascii")


def unpacked(written: str) -> "Floats":
    """Base64 of signed bytes to numbers at length one."""
    import numpy as np

    vector: Floats = np.frombuffer(base64.b64decode(written), dtype=np.int8).astype(np.float32)
    length: Floats = vector / float(vector @ vector) ** 0.5
    return length

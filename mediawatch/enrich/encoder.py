"""Sentences to numbers that hold their meaning: the shared encoder, and the only door to onnxruntime and numpy.

The model is the first layers of multilingual-e5-small (MIT), its vocabulary cut to Norwegian, in whole numbers
(training/encoder.py, docs/models.md). An article is read once, all its sentences together, for tone and topic alike;
each sentence keeps the mean of its own pieces, so that what a head says of the whole can be shared out among the
sentences. Loaded at the first use, in a few tenths of a second; one thread; safe to use from many.

Where the runtime is not to be had, or the files are missing or not those that were trained together (DIGESTS),
`available()` is False, and the rules judge alone.
"""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING, Any

from mediawatch.enrich.pieces import END, START, Pieces, parse_pieces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

DIGESTS = "SHA256SUMS"
"""Which files belong together: a line `digest  name` for each."""
_PREFIX = "passage: "
_MOST_PIECES = 128
_MOST_CHARACTERS = 2_000
"""Of one sentence: more would not fit, and an enormous one need not be cut into pieces to its end."""
_UNKNOWN_SCORE = -30.364752
"""The lowest score of the full vocabulary less ten, as the model was taught."""
_REMEMBERED = 16
_DAMAGED = "Språkmodellene mangler eller er skadet. Tone og tema vurderes med ordlister og regler alene."


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """An article in numbers: `whole` (layers x width) is the mean over all its pieces, `parts` (sentences x layers x
    width) what each sentence adds to it, and `shares` each sentence's share of the pieces. The marks at both ends have
    the rest. Sentences beyond the model's reach add nothing."""

    whole: "Floats"
    parts: "Floats"
    shares: tuple[float, ...]


def available() -> bool:
    """Whether the encoder can be used here."""
    return _encoder() is not None


@lru_cache(maxsize=_REMEMBERED)
def encode(sentences: tuple[str, ...]) -> Encoded | None:
    """The sentences of one article, read together. None when the encoder is not to be had or there is no text."""
    encoder = _encoder()
    return encoder.encode(sentences) if encoder and any(text.strip() for text in sentences) else None


def arrays(name: str) -> "dict[str, Floats]":
    """The arrays of a file of enrich/models, by name. Only where `available()`."""
    import numpy as np

    with as_file(files("mediawatch.enrich") / "models" / name) as path, np.load(path) as loaded:
        return {key: loaded[key].astype(np.float32) for key in loaded.files}


class _Encoder:
    def __init__(self, session: Any, pieces: Pieces) -> None:
        self._session = session
        self._pieces = pieces

    def encode(self, sentences: Sequence[str]) -> Encoded:
        import numpy as np

        numbers, ends = self._read(sentences)
        spans = list(pairwise(ends))
        given = np.array([numbers], dtype=np.int64)
        states = self._session.run(None, {"pieces": given, "mask": np.ones_like(given, dtype=np.int32)})
        layers = np.stack([state[0] for state in states])
        parts = np.zeros((len(sentences), len(layers), layers.shape[2]), dtype=np.float32)
        for at, (start, end) in enumerate(spans):
            parts[at] = layers[:, start:end].sum(axis=1) / len(numbers)
        shares = tuple((end - start) / len(numbers) for start, end in spans)
        return Encoded(whole=layers.mean(axis=1), parts=parts, shares=shares)

    def _read(self, sentences: Sequence[str]) -> tuple[list[int], list[int]]:
        """The numbers of all pieces with the marks, and where the sentences begin and end: one more than there are."""
        numbers = [START, *self._pieces.read(_PREFIX)]
        ends = [len(numbers)]
        for text in sentences:
            room = _MOST_PIECES - len(numbers) - 1
            numbers.extend(self._pieces.read(text[:_MOST_CHARACTERS])[: max(0, room)] if room > 0 else ())
            ends.append(len(numbers))
        return [*numbers, END], ends


_LOADING = Lock()


def _encoder() -> _Encoder | None:
    """The encoder, loaded once, or None."""
    with _LOADING:
        return _load()


@cache
def _load() -> _Encoder | None:
    try:
        import numpy  # noqa: F401
        import onnxruntime
    except ImportError:
        return None
    folder = files("mediawatch.enrich") / "models"
    if not _belong_together(folder):
        logging.getLogger(__name__).warning(_DAMAGED)
        return None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    with as_file(folder / "encoder.onnx") as path:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    text = (folder / "pieces.txt").read_text(encoding="utf-8")
    return _Encoder(session, parse_pieces(text, unknown_score=_UNKNOWN_SCORE))


def _belong_together(folder: Traversable) -> bool:
    """Whether each file of the list is there and is the one that was trained."""
    listed = folder / DIGESTS
    if not listed.is_file():
        return False
    for line in listed.read_text(encoding="utf-8").splitlines():
        digest, name = line.split()
        if not (folder / name).is_file() or hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            return False
    return True

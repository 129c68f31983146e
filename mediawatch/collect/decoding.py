"""Compressed content → its bytes, never more than asked for at a time.

A few kilobytes can hold gigabytes of zeros. Nothing here inflates more than PIECE bytes in one go, so whoever
counts the pieces can stop at a limit having used little memory.
"""

import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

import brotli  # type: ignore[import-not-found, import-untyped, unused-ignore]

PIECE = 64 * 1024
"""Most bytes in one decompressed piece (brotli may go somewhat over)."""

_MOST_LAYERS = 3
_MOST_MEMBERS = 1000
"""gzip files joined end to end; more of them than this is an attack on the processor."""

_GZIP_MAGIC = b"\x1f\x8b\x08"
_UNREADABLE = frozenset({"compress", "x-compress", "zstd", "dcb", "dcz", "pack200-gzip", "exi"})
"""Real codings that we never asked for. Labels that are no coding at all ("utf-8", "none") are passed over, as
browsers do."""


class EncodingError(Exception):
    """The content does not decompress. `cut_short`: it merely ended too early."""

    def __init__(self, message: str, *, cut_short: bool = False) -> None:
        super().__init__(message)
        self.cut_short = cut_short


class Layer(Protocol):
    """One compression taken off, piece by piece. Both raise EncodingError."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Compressed bytes in, pieces of content out."""

    def finish(self) -> None:
        """All input has been fed."""


class _Inflate:
    """gzip (of one or more members) or deflate (with or without the zlib wrapper)."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._inflater: zlib._Decompress | None = None
        self._members = 0
        self._over = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        full = False
        while (data or full) and not self._over:
            inflater = self._inflater or self._begin(data)
            if inflater is None:
                return
            try:
                piece = inflater.decompress(data, PIECE)
            except zlib.error as error:
                raise EncodingError(f"not {self._label}: {error}") from error
            full = len(piece) == PIECE
            data = inflater.unconsumed_tail
            if piece:
                yield piece
            if inflater.eof:
                data, full, self._inflater = inflater.unused_data, False, None

    def _begin(self, data: bytes) -> "zlib._Decompress | None":
        if self._members and (self._label != "gzip" or not data.startswith(_GZIP_MAGIC[: len(data)])):
            self._over = True  # padding after the end
            return None
        self._members += 1
        if self._members > _MOST_MEMBERS:
            raise EncodingError("too many gzip members")
        self._inflater = zlib.decompressobj(self._window_bits(data))
        return self._inflater

    def _window_bits(self, data: bytes) -> int:
        if self._label == "gzip":
            return zlib.MAX_WBITS | 16
        # RFC 9110 says zlib; some servers send bare deflate. The zlib header's check bits tell (RFC 1950).
        wrapped = data[0] & 0x0F == 8 and (len(data) < 2 or int.from_bytes(data[:2], "big") % 31 == 0)
        return zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS

    def finish(self) -> None:
        if self._inflater is not None:
            raise EncodingError(f"{self._label} content cut short", cut_short=True)


class _Brotli:
    def __init__(self) -> None:
        self._decompressor = brotli.Decompressor()
        self._begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        decompressor = self._decompressor
        if not data or decompressor.is_finished():
            return
        self._begun = True
        try:
            piece: bytes = decompressor.process(data, output_buffer_limit=PIECE)
            yield piece
            # A full piece means that more may lie ready, even when all input has been taken.
            while len(piece) >= PIECE or not decompressor.can_accept_more_data():
                piece = decompressor.process(b"", output_buffer_limit=PIECE)
                yield piece
        except brotli.error as error:
            raise EncodingError(f"not br: {error}") from error

    def finish(self) -> None:
        if self._begun and not self._decompressor.is_finished():
            raise EncodingError("br content cut short", cut_short=True)


_LAYERS: dict[str, Callable[[], Layer]] = {
    "gzip": lambda: _Inflate("gzip"),
    "x-gzip": lambda: _Inflate("gzip"),
    "deflate": lambda: _Inflate("deflate"),
    "br": _Brotli,
}


class Decoder:
    """The layers of a Content-Encoding header, the outermost first. Raises EncodingError."""

    def __init__(self, content_encoding: str) -> None:
        labels = [label.strip().lower() for label in content_encoding.split(",")]
        unreadable = _UNREADABLE.intersection(labels)
        if unreadable:
            raise EncodingError(f"content encoding {sorted(unreadable)[0]} was not asked for")
        known = [label for label in labels if label in _LAYERS]
        if len(known) > _MOST_LAYERS:
            raise EncodingError("too many content encodings")
        self._layers = [_LAYERS[label]() for label in reversed(known)]

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Bytes as they came over the wire → pieces of content, each of about PIECE bytes at most."""
        return self._through(data, 0)

    def _through(self, data: bytes, depth: int) -> Iterator[bytes]:
        if depth == len(self._layers):
            yield data
            return
        for piece in self._layers[depth].feed(data):
            yield from self._through(piece, depth + 1)

    def finish(self) -> None:
        """Raises EncodingError when a layer was cut short."""
        for layer in self._layers:
            layer.finish()


def unpack_file(content: bytes) -> Iterator[bytes]:
    """The pieces of a gzip file that was served as a file (sitemap.xml.gz), or the content itself if it is none.

    Raises EncodingError.
    """
    if not content.startswith(_GZIP_MAGIC):
        yield content
        return
    layer = _Inflate("gzip")
    yield from layer.feed(content)
    layer.finish()

"""Decompression gives the same bytes however the network cuts them, and never much at a time."""

import gzip
import zlib
from collections.abc import Callable
from contextlib import suppress

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.collect.decoding import PIECE, Decoder, EncodingError, unpack_file


def _bare_deflate(data: bytes) -> bytes:
    compressor = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush()


CODINGS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "two gzip members": ("gzip", lambda data: gzip.compress(data[:9]) + gzip.compress(data[9:])),
    "gzip with padding": ("gzip", lambda data: gzip.compress(data) + bytes(50)),
    "zlib": ("deflate", zlib.compress),
    "bare deflate": ("deflate", _bare_deflate),
    "br": ("br", brotli.compress),
    "br of gzip": ("gzip, br", lambda data: brotli.compress(gzip.compress(data))),
    "none": ("", bytes),
}
_CONTENT = st.binary(max_size=300) | st.builds(
    lambda unit, times: unit * times, st.binary(max_size=9), st.integers(0, 40_000)
)


@pytest.mark.parametrize("name", CODINGS)
@given(data=_CONTENT, step=st.integers(1, 5000))
def test_content_survives_any_cutting(name: str, data: bytes, step: int) -> None:
    label, compress = CODINGS[name]
    packed = compress(data)
    step = max(step, len(packed) // 200)
    decoder = Decoder(label)
    pieces = [piece for at in range(0, len(packed), step) for piece in decoder.feed(packed[at : at + step])]
    decoder.finish()
    assert b"".join(pieces) == data


@pytest.mark.parametrize(
    ("label", "compress"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress)]
)
def test_no_piece_is_large(label: str, compress: Callable[[bytes], bytes]) -> None:
    packed = compress(bytes(3_000_000))
    assert len(packed) < 5000
    sizes = [len(piece) for piece in Decoder(label).feed(packed)]
    assert sum(sizes) == 3_000_000
    assert max(sizes) <= 2 * PIECE


@given(data=st.binary(max_size=200), label=st.sampled_from(["gzip", "deflate", "br", "br, gzip", "gzip, deflate"]))
def test_noise_is_content_or_an_encoding_error(data: bytes, label: str) -> None:
    decoder = Decoder(label)
    with suppress(EncodingError):  # the only way to fail
        for _ in decoder.feed(data):
            pass
        decoder.finish()


@given(data=st.binary(max_size=200))
def test_a_gzip_file_is_unpacked_and_all_else_left_alone(data: bytes) -> None:
    assert b"".join(unpack_file(gzip.compress(data))) == data
    if not data.startswith(b"\x1f\x8b\x08"):
        assert b"".join(unpack_file(data)) == data

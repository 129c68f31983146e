"""One request and its whole answer over HTTP/1.1, within limits of size and time. Every failure is a FetchError."""

import asyncio
import ssl
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import httpcore
import httpx

from mediawatch.collect.decoding import Decoder, EncodingError, unpack_file
from mediawatch.collect.failures import failure
from mediawatch.collect.guard import RefusedAddressError, UnresolvedError, VettedBackend
from mediawatch.errors import FetchError

CONTENT = frozenset({200, 203})
"""Statuses whose content is read and meant to be the whole page (not 206, for we never ask for a part)."""

_KEPT_ALIVE_SECONDS = 15.0
_DRAINED_BYTES = 16 * 1024
_DRAIN_SECONDS = 1.0
"""The body of a redirect or an error is read when short and quick, so that the connection can be used again."""

Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said. `content` is decompressed, and empty for all statuses but CONTENT."""

    status: int
    headers: httpx.Headers
    content: bytes = b""


class TooLargeError(Exception):
    """More content than allowed."""


class Exchange:
    """Connections to all hosts, kept alive between requests. Knows nothing of cookies, redirects or proxies."""

    def __init__(
        self, backend: VettedBackend, *, ssl_context: ssl.SSLContext | None, connect_seconds: float, at_once: int
    ) -> None:
        self._timeouts: Mapping[str, float] = {"connect": connect_seconds}
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl_context or httpx.create_ssl_context(),
            max_connections=at_once,
            max_keepalive_connections=at_once,
            keepalive_expiry=_KEPT_ALIVE_SECONDS,
            network_backend=backend,
        )

    async def close(self) -> None:
        """Closes all connections."""
        await self._pool.aclose()

    async def ask(self, url: httpx.URL, headers: Headers, *, seconds: float, max_bytes: int, cut: bool) -> Answer:
        """Asks for an address and reads the answer. `cut`: keep the first `max_bytes` of an answer that is larger."""
        address = str(url)
        try:
            async with asyncio.timeout(max(seconds, 0.0)):
                return await self._read(await self._send(url, headers), max_bytes, cut)
        except (TimeoutError, httpcore.TimeoutException) as error:
            raise failure("timeout", address, f"no whole answer in time {error}".strip(), temporary=True) from error
        except RefusedAddressError as error:
            raise failure("private_address", address, str(error), temporary=False) from error
        except UnresolvedError as error:
            raise failure("dns", address, str(error), temporary=error.temporary) from error
        except TooLargeError as error:
            raise failure("too_large", address, str(error), temporary=False) from error
        except EncodingError as error:
            raise failure("bad_encoding", address, str(error), temporary=error.cut_short) from error
        except httpcore.LocalProtocolError as error:
            raise failure("bad_address", address, f"cannot be asked for ({error})", temporary=False) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise _broken(error, address) from error

    async def _send(self, url: httpx.URL, headers: Headers) -> httpcore.Response:
        connected: list[str] = []

        async def note(event: str, _details: object) -> None:
            if event == "connection.connect_tcp.started":
                connected.append(event)

        request = httpcore.Request(
            "GET",
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=[(b"Host", url.netloc), *headers],
            extensions={"timeout": self._timeouts, "trace": note},
        )
        try:
            return await self._pool.handle_async_request(request)
        except (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError):
            if connected:
                raise
            # The server had closed the kept connection just as it was used again: not an answer, so ask anew, once.
            return await self._pool.handle_async_request(request)

    async def _read(self, response: httpcore.Response, max_bytes: int, cut: bool) -> Answer:
        headers = httpx.Headers(response.headers)
        try:
            if response.status in CONTENT:
                content = await _content(response, headers, max_bytes, cut)
                return Answer(response.status, headers, content)
            await _drain(response, headers)
            return Answer(response.status, headers)
        finally:
            await response.aclose()


async def _content(response: httpcore.Response, headers: httpx.Headers, max_bytes: int, cut: bool) -> bytes:
    declared = _declared_length(headers)
    if declared > max_bytes and not cut:
        raise TooLargeError(f"{declared} bytes announced, {max_bytes} allowed")
    decoder = Decoder(headers.get("content-encoding", ""))
    content = bytearray()
    received = 0
    async for chunk in response.aiter_stream():
        received += len(chunk)
        for piece in decoder.feed(chunk):
            content += piece
            if len(content) > max_bytes:
                break
        if max(received, len(content)) > max_bytes:
            if cut:
                return bytes(content[:max_bytes])
            raise TooLargeError(f"more than {max_bytes} bytes")
    decoder.finish()
    return _unpacked(bytes(content), max_bytes)


def _unpacked(content: bytes, max_bytes: int) -> bytes:
    unpacked = bytearray()
    for piece in unpack_file(content):
        unpacked += piece
        if len(unpacked) > max_bytes:
            raise TooLargeError(f"more than {max_bytes} bytes when unpacked")
    return bytes(unpacked)


async def _drain(response: httpcore.Response, headers: httpx.Headers) -> None:
    if _declared_length(headers) > _DRAINED_BYTES or "transfer-encoding" in headers:
        return
    with suppress(TimeoutError, httpcore.NetworkError, httpcore.ProtocolError, OSError):
        async with asyncio.timeout(_DRAIN_SECONDS):
            received = 0
            async for chunk in response.aiter_stream():
                received += len(chunk)
                if received > _DRAINED_BYTES:
                    return


def _declared_length(headers: httpx.Headers) -> int:
    # h11 has refused a Content-Length that is no number or has more than 20 digits.
    return int(headers.get("content-length", "0").split(",")[0])


def _broken(error: Exception, url: str) -> FetchError:
    """Connection errors, those of TLS told apart by what lies beneath them."""
    beneath: BaseException | None = error
    while beneath is not None and not isinstance(beneath, ssl.SSLError):
        beneath = beneath.__cause__ or beneath.__context__
    if beneath is not None and isinstance(error, httpcore.ConnectError | ssl.SSLError):
        refused = isinstance(beneath, ssl.SSLCertVerificationError)
        advice = "" if refused else _NO_TLS_ADVICE
        return failure("tls", url, f"no safe connection ({beneath})", temporary=not refused, advice=advice)
    advice = _GARBLED_ADVICE if isinstance(error, httpcore.ProtocolError) else ""
    return failure("connection", url, f"connection failed ({error!r})", temporary=True, advice=advice)


_NO_TLS_ADVICE = (
    "Vi fikk ikke til en sikker forbindelse med nettstedet. Vi prøver igjen av oss selv. "
    "Varer det mer enn et døgn, bør du åpne adressen i en nettleser og se om den virker der."
)
_GARBLED_ADVICE = (
    "Nettstedet brøt av midt i svaret eller svarte med noe vi ikke forstår. Vi prøver igjen av oss selv. "
    "Varer det mer enn et døgn, bør du åpne adressen i en nettleser og se om den virker der."
)

"""A web server on loopback that does everything wrong: real sockets, one thread per connection, no HTTP library.

    with HostileServer({"/feed": text("<rss/>"), "/slow": slow_drip()}) as server:
        server.url("/feed"); server.requests[0].headers["user-agent"]

A behaviour is a function (Request, Wire) -> None that writes raw bytes; those below cover what is seen on bad days.
"""

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import brotli  # type: ignore[import-untyped]

Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came. Header names in lower case; `connection` numbers the connection it came on."""

    method: str
    target: str
    headers: dict[str, str]
    connection: int
    at: float

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


@dataclass(slots=True)
class Wire:
    """The way back. `sent` counts bytes; `stop` is set when the server goes down; `close` ends the connection."""

    sock: socket.socket
    stop: threading.Event
    close: bool = False
    sent: int = 0

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)
        self.sent += len(data)

    def wait(self, seconds: float) -> None:
        """Sleeps, but not beyond the server's end."""
        if self.stop.wait(seconds):
            raise ConnectionAbortedError("server goes down")


Behaviour = Callable[[Request, Wire], None]


@dataclass
class HostileServer:
    """Serves `routes` (path -> behaviour) until left. `requests` logs all that came; `most_at_once` the most requests
    under way together. Unknown paths give 404, also /robots.txt."""

    routes: dict[str, Behaviour]
    tls: ssl.SSLContext | None = None
    requests: list[Request] = field(default_factory=list)
    most_at_once: int = 0
    connections: int = 0

    def __enter__(self) -> Self:
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._under_way = 0
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for sock in list(self._open):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[Request]:
        """The requests for one path, in order."""
        return [request for request in self.requests if request.path == path]

    def _accept(self) -> None:
        while not self._stop.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self._open.add(sock)
            self.connections += 1
            threading.Thread(target=self._serve, args=(sock, self.connections), daemon=True).start()

    def _serve(self, sock: socket.socket, number: int) -> None:
        with suppress(OSError), sock:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            wrapped = self.tls.wrap_socket(sock, server_side=True) if self.tls else sock
            with wrapped:
                for request in _read_requests(wrapped, number):
                    if not self._answer(request, wrapped):
                        break
        self._open.discard(sock)

    def _answer(self, request: Request, sock: socket.socket) -> bool:
        with self._lock:
            self.requests.append(request)
            self._under_way += 1
            self.most_at_once = max(self.most_at_once, self._under_way)
        wire = Wire(sock, self._stop)
        try:
            self.routes.get(request.path, status(404))(request, wire)
        finally:
            with self._lock:
                self._under_way -= 1
        return not wire.close


def _read_requests(sock: socket.socket, number: int) -> Iterator[Request]:
    buffer = b""
    while True:
        while b"\r\n\r\n" not in buffer:
            data = sock.recv(65536)
            if not data:
                return
            buffer += data
        top, _, buffer = buffer.partition(b"\r\n\r\n")
        first, *lines = top.decode("latin-1").split("\r\n")
        method, target, _ = first.split(" ", 2)
        pairs = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        yield Request(method, target, headers, number, time.monotonic())


def head(code: int, headers: Headers) -> bytes:
    """Status line and headers, with the empty line after them."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {code} Hm\r\n{lines}\r\n".encode("latin-1")


def status(code: int, body: bytes = b"", **headers: str) -> Behaviour:
    """A well-formed answer. Underscores in header names stand for hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(_request: Request, wire: Wire) -> None:
        length = {} if code in (204, 304) else {"Content-Length": str(len(body))}
        wire.send(head(code, {**length, **named}) + body)

    return answer


def text(body: str | bytes, content_type: str = "text/html; charset=utf-8", **headers: str) -> Behaviour:
    """200 with a body."""
    return status(200, body.encode() if isinstance(body, str) else body, Content_Type=content_type, **headers)


def redirect(to: str, code: int = 302) -> Behaviour:
    """A redirect with an empty body."""
    return status(code, Location=to)


def raw(data: bytes) -> Behaviour:
    """Just these bytes, whatever they are, and then the connection is closed."""

    def answer(_request: Request, wire: Wire) -> None:
        wire.send(data)
        wire.close = True

    return answer


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """The first request gets the first behaviour, and so on; the last one stays."""
    left = list(behaviours)

    def answer(request: Request, wire: Wire) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(request, wire)

    return answer


def conditional(body: bytes, etag: str, last_modified: str) -> Behaviour:
    """304 to those who have it already."""

    def answer(request: Request, wire: Wire) -> None:
        known = request.headers.get("if-none-match") == etag
        known = known or request.headers.get("if-modified-since") == last_modified
        validators = {"ETag": etag, "Last-Modified": last_modified}
        if known:
            wire.send(head(304, validators))
        else:
            wire.send(head(200, {**validators, "Content-Length": str(len(body))}) + body)

    return answer


def gzip_bomb(megabytes: int = 200) -> Behaviour:
    """A small body of zeros that unpacks to `megabytes`."""
    block = gzip.compress(bytes(10_000_000), 9)
    return status(200, block * (megabytes // 10), Content_Encoding="gzip", Content_Type="text/xml")


def double_gzip_bomb(megabytes: int = 100) -> Behaviour:
    """gzip within gzip: a few hundred bytes."""
    inner = gzip.compress(bytes(megabytes * 1_000_000), 9)
    return status(200, gzip.compress(inner, 9), Content_Encoding="gzip, gzip")


def brotli_bomb(megabytes: int = 200) -> Behaviour:
    """A few hundred bytes of brotli that unpack to `megabytes`."""
    compressor = brotli.Compressor(quality=5)
    data = b"".join(compressor.process(bytes(1_000_000)) for _ in range(megabytes)) + compressor.finish()
    return status(200, data, Content_Encoding="br", Content_Type="text/html")


def endless_body(chunk: bytes = b"x" * 65536) -> Behaviour:
    """Never stops sending, as fast as it can."""

    def answer(_request: Request, wire: Wire) -> None:
        wire.send(head(200, {"Content-Type": "text/html", "Transfer-Encoding": "chunked"}))
        while not wire.stop.is_set():
            wire.send(b"%x\r\n%b\r\n" % (len(chunk), chunk))

    return answer


def slow_drip(seconds: float = 0.02) -> Behaviour:
    """Never stops sending, a byte at a time."""

    def answer(_request: Request, wire: Wire) -> None:
        wire.send(head(200, {"Content-Type": "text/html", "Content-Length": "1000000"}))
        while True:
            wire.send(b".")
            wire.wait(seconds)

    return answer


def slow_headers(seconds: float = 0.02) -> Behaviour:
    """Never comes to the end of its headers."""

    def answer(_request: Request, wire: Wire) -> None:
        wire.send(b"HTTP/1.1 200 OK\r\n")
        while True:
            wire.send(b"X-More: and more\r\n")
            wire.wait(seconds)

    return answer


def silence() -> Behaviour:
    """Takes the request and says nothing."""

    def answer(_request: Request, wire: Wire) -> None:
        wire.wait(3600)

    return answer


def header_bomb() -> Behaviour:
    """Headers without end, as fast as it can."""

    def answer(_request: Request, wire: Wire) -> None:
        wire.send(b"HTTP/1.1 200 OK\r\n")
        while not wire.stop.is_set():
            wire.send(b"X-Bomb: " + b"a" * 8000 + b"\r\n")

    return answer


def informational_flood() -> Behaviour:
    """103 Early Hints, over and over, never an answer."""

    def answer(_request: Request, wire: Wire) -> None:
        while True:
            wire.send(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n")
            wire.wait(0.01)

    return answer


def closed_mid_body() -> Behaviour:
    """Promises more than it sends."""
    return raw(head(200, {"Content-Type": "text/html", "Content-Length": "5000"}) + b"<html><p>Og s")


def garbage() -> Behaviour:
    """Nothing like HTTP."""
    return raw(b"\x00\xff\xfe SSH-2.0-OpenSSH_9\r\n\r\n\r\n")

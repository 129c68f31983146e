"""Serves the newsrooms on loopback, one port each, in threads of this process."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from zoneinfo import ZoneInfo

from mediawatch.demo.newsroom import OUTLETS, Newsroom, make_newsroom


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    newsroom: Newsroom | None = None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 20  # head and body in one packet: else each answer waits for a delayed acknowledgement

    def do_GET(self) -> None:
        assert isinstance(self.server, _Server)
        assert self.server.newsroom is not None
        answer = self.server.newsroom.answer(self.path)
        etag = f'"{hashlib.sha256(answer.content).hexdigest()[:16]}"'
        fresh = answer.status == 200 and self.headers.get("If-None-Match") == etag
        self.send_response(304 if fresh else answer.status)
        self.send_header("ETag", etag)
        if not fresh:
            self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", "0" if fresh else str(len(answer.content)))
        self.end_headers()
        if not fresh:
            self.wfile.write(answer.content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name http.server calls
        """Says nothing: the pipeline tells what it read."""


@contextmanager
def serving(*, now: datetime, zone: ZoneInfo) -> Iterator[Sequence[Newsroom]]:
    """All newsrooms, answering on 127.0.0.1 until the block ends."""
    with ExitStack() as stack:
        newsrooms = []
        for outlet in OUTLETS:
            server = _Server(("127.0.0.1", 0), _Handler)
            base = f"http://127.0.0.1:{server.server_address[1]}"
            server.newsroom = make_newsroom(outlet, base, now=now, zone=zone)
            thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
            thread.start()
            stack.callback(server.server_close)
            stack.callback(server.shutdown)
            newsrooms.append(server.newsroom)
        yield newsrooms

"""The web server: an application to answers on a port. The only door to uvicorn."""

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from mediawatch.errors import ConfigError, Problem

STOP_SECONDS = 5


def open_socket(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises ConfigError when the port is taken or not allowed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # the protocol must be named: asyncio sends small answers at once (TCP_NODELAY) only where it knows it to be TCP
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        message = f"Kan ikke bruke port {port} på {host}. Er den i bruk? Velg en annen, for eksempel --port {port + 1}."
        raise ConfigError((Problem("--port", 0, "", message),)) from error
    return listening


@contextmanager
def served(application: ASGIApp, listening: socket.socket) -> Iterator[None]:
    """Answers on the socket in a thread of its own until left; signals stay with whoever called."""
    options = uvicorn.Config(
        application,
        log_config=None,
        log_level=logging.WARNING,
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=True,
        timeout_graceful_shutdown=STOP_SECONDS,
        limit_concurrency=200,
        h11_max_incomplete_event_size=64_000,
    )
    server = uvicorn.Server(options)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="web", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(STOP_SECONDS + 2)
        listening.close()

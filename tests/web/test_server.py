"""The server's socket: small answers go at once, and a port that is taken is told."""

import socket

import pytest

from mediawatch.errors import ConfigError
from mediawatch.web.server import open_socket


def test_small_answers_are_sent_at_once() -> None:
    with open_socket("127.0.0.1", 0) as listening:
        address = listening.getsockname()
        with socket.create_connection(address), listening.accept()[0] as accepted:
            assert accepted.proto == socket.IPPROTO_TCP  # what asyncio goes by; without it each page waits 40 ms


def test_a_port_in_use_is_told_with_another_to_try() -> None:
    with open_socket("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        with pytest.raises(ConfigError) as failed:
            open_socket("127.0.0.1", port)
    assert f"--port {port + 1}" in failed.value.problems[0].message

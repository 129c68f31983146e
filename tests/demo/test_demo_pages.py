"""`mediawatch demo` as its user runs it: the pages, a way in, and a digest whose links lead there."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from pathlib import Path

import httpx
import pytest

from mediawatch.demo.command import DEMO_PORT


@pytest.fixture
def usual_port_taken() -> Iterator[None]:
    """Somebody else answers on the port of the demo."""
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):  # it is taken already
            taken.bind(("127.0.0.1", DEMO_PORT))
            taken.listen()
        yield


@pytest.mark.usefixtures("usual_port_taken")
def test_the_demo_shows_pages_until_it_is_stopped(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MEDIAWATCH_")}
    command = [sys.executable, "-m", "mediawatch", "demo", "--out", str(tmp_path / "ut")]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE) as running:
        try:
            link = _way_in(running)
            base = link.split("/logg-inn/")[0]
            assert not base.endswith(f":{DEMO_PORT}")
            assert httpx.get(f"{base}/healthz").text == "OK\n"
            digest = message_from_bytes((tmp_path / "ut" / "digest.eml").read_bytes(), policy=policy.default)
            story = re.search(rf"{re.escape(base)}/sak/\d+", digest.get_body(("plain",)).get_content())
            assert story
            with httpx.Client(follow_redirects=True, timeout=60) as client:
                closed = client.get(story.group())
                assert closed.url.path == "/logg-inn"
                assert client.get(link).url.path == "/modum/"
                assert re.fullmatch(r"/modum/sak/\d+", client.get(story.group()).url.path)
                todo = client.get(f"{base}/modum/mediearbeid").text
                assert all(
                    words in todo for words in ("Fristen er ute:", "Siv Eksempel", "Slik får flere eldre bo hjemme")
                )
                assert client.get(f"{base}/modum/arkiv").text.count("/modum/sak/") > 20
        finally:
            running.send_signal(signal.SIGTERM)
            assert running.wait(30) == 0


def _way_in(running: subprocess.Popen[bytes]) -> str:
    assert running.stdout
    for line in running.stdout:
        if found := re.search(r"http://127\.0\.0\.1:\d+/logg-inn/\S+", line.decode()):
            return found.group()
    raise AssertionError("no link was shown")

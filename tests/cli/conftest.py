"""Ways to run the command line: in this process for the many variants, as a process of its own for the journeys."""

import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command_line import Outcome, clean_environment
from local_press import Press, open_press
from nursery import Nursery

from mediawatch.cli import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory with a clean environment."""
    for name in set(os.environ) - set(clean_environment()):
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Runs `main` in this process, in `folder`."""

    def call(*arguments: str, stdin: bytes = b"") -> Outcome:
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["mediawatch", *arguments])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            code = _ended(main)
            out.flush()
            err.flush()
        return Outcome(code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode())  # type: ignore[attr-defined]

    return call


def _ended(function: Callable[[], None]) -> int:
    try:
        function()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1
    return 0


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Where processes with our modules loaded are born."""
    made = Nursery()
    yield made
    made.close()


@pytest.fixture
def process(folder: Path, nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Outcome]:
    """Runs `mediawatch` as a process of its own, in `folder`."""
    said = tmp_path_factory.mktemp("said")

    def call(*arguments: str, stdin: bytes = b"", inside: Path = folder, **environment: str) -> Outcome:
        given, out, err = (said / name for name in ("stdin", "out", "err"))
        given.write_bytes(stdin)
        out.write_bytes(b"")
        err.write_bytes(b"")
        code = nursery.run(list(arguments), inside, clean_environment() | environment, given, out, err)
        return Outcome(code, out.read_text("utf-8"), err.read_text("utf-8"))

    return call


@pytest.fixture
def press() -> Iterator[Press]:
    """A press on loopback."""
    with open_press() as opened:
        yield opened

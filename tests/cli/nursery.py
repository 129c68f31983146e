"""Processes of `mediawatch` that are born with its modules loaded: one process imports them once, and forks for each
command. What a command does is the same; only the two seconds of importing are not paid again and again. Some tests
still start it from nothing (subprocess and `command`), so that this is tried too.

Run as a program it reads orders (a line of JSON each) and answers each with the exit code.
"""

import importlib
import json
import os
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

LOADED = (
    "mediawatch.cli",
    "mediawatch.schedule",
    "mediawatch.web.application",
    "mediawatch.jobs.rounds",
    "onnxruntime",
)


class Nursery:
    """The process that forks, and orders given to it, one at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(
        self, arguments: list[str], folder: Path, environment: dict[str, str], stdin: Path, out: Path, err: Path
    ) -> int:
        """Runs `mediawatch` with the arguments in the folder, reading and writing the files; answers its exit code."""
        files = {"stdin": str(stdin), "out": str(out), "err": str(err)}
        order = {"arguments": arguments, "folder": str(folder), "environment": environment, **files}
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{json.dumps(order)}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """No more orders."""
        self._process.kill()
        self._process.wait()


def main() -> None:
    for name in LOADED:
        importlib.import_module(name)
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _become(order)
        _pid, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _become(order: dict[str, Any]) -> None:
    """This process, just forked, to the command."""
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    for number, (name, flags) in enumerate((("stdin", os.O_RDONLY), ("out", os.O_WRONLY), ("err", os.O_WRONLY))):
        os.dup2(os.open(order[name], flags), number)
    encoding = order["environment"].get("PYTHONIOENCODING", "utf-8")
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = open(number, "r" if number == 0 else "w", encoding=encoding, closefd=False)  # noqa: SIM115 - to the end
        setattr(sys, name, stream)
    sys.argv = ["mediawatch", *order["arguments"]]
    os._exit(_exit_code())


def _exit_code() -> int:
    from mediawatch.cli import main as mediawatch

    code = 0
    try:
        mediawatch()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BaseException:  # noqa: BLE001 - as the interpreter would
        traceback.print_exc()
        code = 1
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    return code


if __name__ == "__main__":
    main()

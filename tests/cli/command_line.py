"""What a run of the command line leaves, and what it is run with."""

import os
import signal
import sys
from dataclasses import dataclass

ESCAPE = "\x1b"


@dataclass(frozen=True)
class Outcome:
    """What a command left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


def clean_environment() -> dict[str, str]:
    """The environment without settings of ours and without what bends colours and widths."""
    dropped = ("MEDIAWATCH_", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TTY_")
    return {name: value for name, value in os.environ.items() if not name.startswith(dropped)}


def command(*arguments: str) -> list[str]:
    """The command line of `mediawatch` with the arguments."""
    return [sys.executable, "-m", "mediawatch", *arguments]


def hear_interrupts() -> None:
    """For a child's `preexec_fn`: as from a terminal. A shell starts what it puts in the background deaf to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)

"""JSON Lines in and out: one value per line, UTF-8, whatever the terminal speaks."""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from mediawatch.report.story_json import (
    coverage_json,
    mentions_json,
    moment_json,
    story_json,
    suggestion_json,
    tone_json,
)

__all__ = [
    "coverage_json",
    "mentions_json",
    "moment_json",
    "story_json",
    "suggestion_json",
    "tone_json",
]

MAX_LINE = 32_000_000
"""Bytes of one line; a longer one is skipped, so that a file without line ends cannot fill the memory."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class LineError(ValueError):
    """A line of input that cannot be read; the message says in Norwegian what to write instead."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, and its number from 1. `content` None: longer than MAX_LINE."""

    number: int
    content: bytes | None


def lines_of(file: BinaryIO, longest: int = MAX_LINE) -> Iterator[Line]:
    """The lines of a file as they come; blank lines are left out, but counted."""
    number = 0
    while content := file.readline(longest + 1):
        number += 1
        if len(content) > longest and not content.endswith(b"\n"):
            while (rest := file.readline(longest)) and not rest.endswith(b"\n"):
                pass
            yield Line(number, None)
        elif content.strip():
            yield Line(number, content)


def read_object(line: Line) -> dict[str, Any]:
    """A line to the JSON object on it. Lone surrogates (half an emoji) become U+FFFD, so that offsets stay.

    Raises LineError when the line is too long, not UTF-8, not JSON (NaN and Infinity are not) or not an object.
    """
    if line.content is None:
        raise LineError(f"Linja er lengre enn {MAX_LINE // 1_000_000} MB. Del den opp.")
    try:
        given = json.loads(line.content.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        packed = " Den ser ut til å være pakket; pakk den ut først." if line.content.startswith(b"\x1f\x8b") else ""
        raise LineError(f"Linja er ikke UTF-8 (byte {error.start + 1}). Lagre filen som UTF-8.{packed}") from None
    except json.JSONDecodeError as error:
        raise LineError(
            f"Linja er ikke gyldig JSON (feil ved tegn {error.pos + 1}). Skriv ett objekt per linje."
        ) from None
    except LineError:
        raise
    except (ValueError, RecursionError):  # numbers of thousands of digits, brackets within brackets
        raise LineError("Linja er ikke JSON som kan leses. Skriv ett enkelt objekt per linje.") from None
    if not isinstance(given, dict):
        raise LineError("Linja må være et JSON-objekt med minst url, outlet og title.")
    return {whole(name): whole(value) if isinstance(value, str) else value for name, value in given.items()}


def _refuse(constant: str) -> Any:
    raise LineError(f"{constant} er ikke gyldig JSON. Skriv null, eller ta bort feltet.")


def whole(text: str) -> str:
    """Text with lone surrogates, which cannot be written as UTF-8, replaced by U+FFFD: as long as before."""
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def print_json(value: Any, *, indent: int | None = None) -> None:
    """One JSON value to standard output, at once."""
    written = whole(json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False))
    sys.stdout.buffer.write(f"{written}\n".encode())
    sys.stdout.buffer.flush()

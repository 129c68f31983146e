"""JSON Lines in and out: one value per line, UTF-8, whatever the terminal speaks."""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, BinaryIO

from mediawatch.model import Coverage, Mention, Suggestion, Tone

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


def tone_json(tone: Tone | None) -> dict[str, Any] | None:
    """A tone as every command gives it."""
    if tone is None:
        return None
    return {
        "label": tone.label,
        "score": round(tone.score, 3),
        "confidence": round(tone.confidence, 3),
        "because": list(tone.because),
    }


def mentions_json(mentions: Iterable[Mention]) -> list[dict[str, Any]]:
    """Mentions as every command gives them: offsets count characters in the field named."""
    return [
        {
            "subject": mention.subject_name,
            "surface": mention.surface,
            "field": mention.field,
            "start": mention.start,
            "end": mention.end,
        }
        for mention in mentions
    ]


def suggestion_json(suggestion: Suggestion | None) -> dict[str, Any] | None:
    """Who should answer, as every command gives it."""
    return None if suggestion is None else {"role": suggestion.role, "rule": suggestion.rule}


def coverage_json(coverage: Coverage, zone: tzinfo) -> dict[str, Any]:
    """One piece of stored coverage as scripts get it; times in local time with their offset."""
    article = coverage.article
    return {
        "url": article.link,
        "outlet": coverage.outlet.name,
        "tier": coverage.outlet.tier,
        "title": article.title,
        "lead": article.lead,
        "authors": list(article.authors),
        "published": moment_json(article.published, zone),
        "updated": moment_json(article.updated, zone),
        "first_seen": moment_json(coverage.first_seen, zone),
        "paywalled": article.paywalled,
        "kind": coverage.kind,
        "topic": coverage.topic,
        "tone": tone_json(coverage.tone),
        "names_organisation": coverage.reading.names_organisation,
        "unsure": coverage.reading.unsure,
        "spokesperson": suggestion_json(coverage.suggestion),
        "corrected": list(coverage.corrected),
    }


def moment_json(moment: datetime | None, zone: tzinfo) -> str | None:
    """ISO 8601 with offset: "2026-11-24T07:15:00+01:00"."""
    return None if moment is None else moment.astimezone(zone).isoformat(timespec="seconds")

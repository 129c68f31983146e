"""The CSV that goes with a score, both ways: a row per piece of coverage, enough to compute the score again by hand.

Columns: story, prominence, tier, tone, naming, voice; others are let be. Rows with the same story are copies.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import cast, get_args

from mediawatch.errors import Problem
from mediawatch.model import Naming, Prominence, ScoredCopy, ScoredTier, ToneLabel

COLUMNS = ("story", "prominence", "tier", "tone", "naming", "voice")
_FIRST_LINE = f"Første linje skal ha {', '.join(COLUMNS)}."
_NORWEGIAN = {
    "overskrift": "headline",
    "tittel": "headline",
    "ingress": "lead",
    "brødtekst": "body",
    "i forbifarten": "passing",
    "lokal": "local",
    "lokalt": "local",
    "fylke": "regional",
    "regionalt": "regional",
    "riks": "national",
    "nasjonal": "national",
    "nasjonalt": "national",
    "positiv": "positive",
    "nøytral": "neutral",
    "negativ": "negative",
    "kritisk": "negative",
    "blandet": "mixed",
    "kommune": "organisation",
    "kommunen": "organisation",
    "landemerke": "landmark",
    "ja": "yes",
    "nei": "no",
}
"""What people write who think in Norwegian, and the file's word for it."""
_ALLOWED: dict[str, tuple[str, ...]] = {
    "prominence": get_args(Prominence),
    "tier": get_args(ScoredTier),
    "tone": get_args(ToneLabel),
    "naming": get_args(Naming),
    "voice": ("yes", "no"),
}


def read_rows(text: str, name: str) -> tuple[list[ScoredCopy], list[Problem]]:
    """CSV text (comma, semicolon or tab; with or without a byte order mark) to rows, and every fault with its line.
    `name`: what to call the file in them."""
    if not text.strip("\ufeff \t\r\n"):
        return [], [Problem(file=name, line=1, path="", message=f"Filen er tom. {_FIRST_LINE}")]
    lines = io.StringIO(text.removeprefix("\ufeff"), newline="")
    first = lines.readline()
    lines.seek(0)
    rows = csv.reader(lines, delimiter=max(",;\t", key=first.count))
    header = [cell.strip().lower() for cell in next(rows, [])]
    fault = _header_fault(header)
    if fault:
        return [], [Problem(file=name, line=1, path="", message=f"{fault} {_FIRST_LINE}")]
    found: list[ScoredCopy] = []
    problems: list[Problem] = []
    try:
        for cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            values = dict(zip(header, (cell.strip() for cell in cells), strict=False))
            faults = list(_faults(values, name, rows.line_num))
            problems.extend(faults)
            if not faults:
                found.append(_copy(values))
    except csv.Error:
        problems.append(Problem(file=name, line=rows.line_num, path="", message="Linja er ikke gyldig CSV."))
    return found, problems


def decoded(content: bytes) -> str:
    """A file's bytes to text, as spreadsheets save it: UTF-8, UTF-16 with its mark, else Windows-1252."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _header_fault(header: Sequence[str]) -> str:
    """What is wrong with the first line; "" when nothing is."""
    missing = [column for column in COLUMNS if column not in header]
    twice = [column for column in COLUMNS if header.count(column) > 1]
    if missing:
        return f"Kolonnen mangler: {', '.join(missing)}."
    return f"Kolonnen står mer enn én gang: {', '.join(twice)}." if twice else ""


def write_rows(copies: Iterable[ScoredCopy]) -> str:
    """Rows to CSV text that read_rows reads back."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for copy in copies:
        voice = "yes" if copy.voice else "no"
        writer.writerow((copy.story, copy.prominence, copy.tier, copy.tone, copy.naming, voice))
    return out.getvalue()


def _faults(values: Mapping[str, str], name: str, line: int) -> Iterable[Problem]:
    if not values.get("story"):
        yield Problem(file=name, line=line, path="story", message="Mangler. Skriv et nummer eller navn for saken.")
    for column, allowed in _ALLOWED.items():
        value = values.get(column, "")
        if value.lower() not in allowed:
            told = f"«{value}» kjennes ikke" if value else "Mangler"
            english = _NORWEGIAN.get(value.lower(), "")
            if english in allowed:
                message = f"«{value}» heter {english} her."
                yield Problem(file=name, line=line, path=column, message=message)
                continue
            yield Problem(file=name, line=line, path=column, message=f"{told}. Skriv {_either(allowed)}.")


def _either(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} eller {words[-1]}"


def _copy(values: Mapping[str, str]) -> ScoredCopy:
    """Values that have no faults."""
    lower = {column: value.lower() for column, value in values.items()}
    return ScoredCopy(
        story=values["story"],
        prominence=cast(Prominence, lower["prominence"]),
        tier=cast(ScoredTier, lower["tier"]),
        tone=cast(ToneLabel, lower["tone"]),
        naming=cast(Naming, lower["naming"]),
        voice=lower["voice"] == "yes",
    )

"""Coding sheets for the calibration: CSV that opens in a spreadsheet, out and in again however it was saved.

A sheet shows what may be shown of a story and never what the model said. It is written with semicolons and a byte order
mark, as Norwegian spreadsheets expect, and read with any of `;`, `,` and tab, in UTF-8 or Windows-1252.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from mediawatch.model import CodedStory, Story, ToneLabel
from mediawatch.render import plain
from mediawatch.report.naming import TONE_NAMES, meant

COLUMNS = ("id", "dato", "utgiver", "tittel", "ingress", "lenke", "tone", "merknad")
_FORMULA = ("=", "+", "-", "@", "\t")
_ALSO: dict[str, ToneLabel] = {
    "positivt": "positive", "pos": "positive", "+": "positive",
    "nøytralt": "neutral", "noytral": "neutral", "nøy": "neutral", "0": "neutral",
    "negativt": "negative", "neg": "negative", "-": "negative", "−": "negative", "–": "negative",
    "blanda": "mixed", "+/-": "mixed", "±": "mixed",
}  # fmt: skip


class SheetError(ValueError):
    """A sheet that cannot be read; the message says in Norwegian what to do."""


@dataclass(frozen=True, slots=True)
class CodingSheet:
    """What one coder said: organisation, month, and the tone of each number (None: left open)."""

    organisation: str
    month: str
    tones: dict[int, ToneLabel | None]


def coding_sheet(stories: Sequence[tuple[CodedStory, Story]], zone: ZoneInfo) -> str:
    """The stories drawn, in the order in which one coder gets them, to the sheet."""
    written = io.StringIO()
    rows = csv.writer(written, delimiter=";", lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for drawn, story in stories:
        lead = story.lead
        link = lead.article.link if lead.article.link.startswith("http") else ""
        texts = (lead.outlet.name, lead.article.title, lead.article.lead, link)
        number = f"{drawn.organisation}/{drawn.month}/{drawn.number}"
        rows.writerow((number, f"{lead.when.astimezone(zone):%d.%m.%Y}", *map(_cell, texts), "", ""))
    return "\ufeff" + written.getvalue()


def _cell(text: str) -> str:
    """Text from outside as a cell that no spreadsheet takes for a formula."""
    clean = plain(text)
    return f"'{clean}" if clean.startswith(_FORMULA) else clean


def read_coding(content: bytes, name: str) -> CodingSheet:
    """A sheet that a coder has filled in. `name`: what to call it in messages. Raises SheetError."""
    tones: dict[int, ToneLabel | None] = {}
    whose: set[tuple[str, str]] = set()
    for row in _rows(content, name):
        written, tone = _needed(row, name)
        if not written:
            continue
        organisation, month, number = _identity(written, name)
        if number in tones:
            raise SheetError(f"{name}: {written} står to ganger. La hver sak stå på én linje.")
        whose.add((organisation, month))
        tones[number] = _tone(tone, written, name)
    if len(whose) != 1:
        raise SheetError(f"{name} har {'ingen saker' if not whose else 'saker fra flere trekninger'}. Bruk ett ark.")
    ((organisation, month),) = whose
    return CodingSheet(organisation, month, tones)


def _rows(content: bytes, name: str) -> list[dict[str, str]]:
    text = _decoded(content, name).lstrip("\r\n")
    heading = text.partition("\n")[0]
    delimiter = max(";,\t", key=heading.count)
    try:
        return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise SheetError(f"{name} er ikke et ark som kan leses. Lagre det som CSV (skilletegndelt).") from None


def _needed(row: dict[str, str], name: str) -> tuple[str, str]:
    """Id and tone of a row, whatever the case of the headings."""
    cells = {str(heading).strip().lower(): cell for heading, cell in row.items()}
    if not {"id", "tone"} <= cells.keys():
        raise SheetError(f"{name} mangler kolonnene id og tone. Bruk arket som «mediawatch calibration draw» skrev.")
    return (cells["id"] or "").strip(), cells["tone"] or ""


def _decoded(content: bytes, name: str) -> str:
    if content.startswith(b"PK\x03\x04"):
        raise SheetError(f"{name} er en Excel-fil. Lagre den som CSV (skilletegndelt) først.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _identity(written: str, name: str) -> tuple[str, str, int]:
    organisation, _, rest = written.partition("/")
    month, _, number = rest.partition("/")
    if not (organisation and len(month) == 7 and number.isascii() and number.isdigit() and len(number) < 6):
        raise SheetError(f"{name}: «{plain(written)[:40]}» er ikke en id fra arket. La kolonnen id stå urørt.")
    return organisation, month, int(number)


def _tone(written: str, identity: str, name: str) -> ToneLabel | None:
    folded = " ".join(written.casefold().split()).rstrip(".")
    if not folded:
        return None
    found = meant(folded, TONE_NAMES) or _ALSO.get(folded)
    if found is None:
        raise SheetError(
            f"{name}, {plain(identity)[:60]}: «{plain(written)[:40]}» er ikke en tone. "
            "Skriv positiv, nøytral, negativ eller blandet."
        )
    return found

"""`python -m tests.quality`: every measure against its pinned floor, and the table in docs/quality.md.

Each module of MODULES has `measures()` (name -> value) and may have `corpus()` (the files measured on; else the
development set and tests/data/<module>). A floor is pinned in
floors.json with the digest of its corpus: another corpus is another measure, so a changed digest fails until the floor
is set again. `--raise` lifts floors to what is reached (never lowers them); `--lower MEASURE` is the deliberate way
down. Exit code 1 when a measure is below its floor, its corpus has changed or, under CI, it could not be taken although
../shared is there.
"""

import argparse
import importlib
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.quality.corpus import COVERAGE, ROOT, SHARED, digest

MODULES = (
    "names",
    "entities",
    "tone",
    "topics",
    "kinds",
    "spokespersons",
    "pitches",
    "language",
    "copies",
    "extraction",
    "learning",
    "voices",
)
FLOORS = Path(__file__).with_name("floors.json")
DOCUMENT = ROOT / "docs" / "quality.md"
_MARGIN = 0.005
"""Raised floors lie this much below what was reached: a rounding must not fail a build."""


@dataclass(frozen=True, slots=True)
class Result:
    """One measure: its value (None: could not be taken, `note` says why), its floor and its corpus."""

    name: str
    value: float | None
    floor: float | None
    corpus: str
    note: str = ""

    @property
    def failed(self) -> bool:
        """Below the floor, or on another corpus than the floor was set for."""
        return bool(self.note and self.value is not None) or (
            self.value is not None and self.floor is not None and self.value < self.floor
        )


def take(module: str, floors: dict[str, Any]) -> list[Result]:
    """The results of one module, or one line that says why there are none."""
    try:
        measuring = importlib.import_module(f"tests.quality.{module}")
    except ModuleNotFoundError as error:
        if error.name != f"tests.quality.{module}":
            raise
        return []
    try:
        values = measuring.measures()
        corpus = digest(measuring.corpus() if hasattr(measuring, "corpus") else _usual_corpus(module))
    except FileNotFoundError as error:
        return [Result(module, None, None, "", f"skipped: {error}")]
    results = []
    for name, value in values.items():
        pinned = floors.get(name, {})
        changed = pinned and pinned["corpus"] != corpus
        note = f"corpus changed: the floor was set on {pinned['corpus']}" if changed else ""
        results.append(Result(name, value, pinned.get("floor"), corpus, note))
    return results


def _usual_corpus(module: str) -> list[Path]:
    """The development set and the module's own folder of cases."""
    return [COVERAGE, *(path for path in (ROOT / "tests" / "data" / module).rglob("*") if path.is_file())]


def raised(results: Sequence[Result], floors: dict[str, Any], lower: Sequence[str]) -> dict[str, Any]:
    """The floors lifted to what was reached; on a new corpus and for those named in `lower`, set to it."""
    new = dict(floors)
    for result in results:
        if result.value is None:
            continue
        reached = max(0.0, round(result.value - _MARGIN, 3)) if result.value < 1 else 1.0
        old = floors.get(result.name)
        if old is None or old["corpus"] != result.corpus or result.name in lower or reached > old["floor"]:
            new[result.name] = {"floor": reached, "corpus": result.corpus}
    return dict(sorted(new.items()))


def table(results: Sequence[Result]) -> list[str]:
    """The results in columns of plain text."""
    width = max((len(result.name) for result in results), default=10)
    lines = [f"{'measure':<{width}}  value  floor  corpus"]
    for result in results:
        value = "    -" if result.value is None else f"{result.value:5.3f}"
        floor = "    -" if result.floor is None else f"{result.floor:5.3f}"
        verdict = "  BELOW THE FLOOR" if result.failed and not result.note else ""
        note = f"  {result.note}" if result.note else ""
        lines.append(f"{result.name:<{width}}  {value}  {floor}  {result.corpus}{verdict}{note}".rstrip())
    return lines


def document(results: Sequence[Result], date: str) -> str:
    """The text of docs/quality.md."""
    rows = [
        f"| {result.name} | {result.value:.3f} | {'' if result.floor is None else f'{result.floor:.3f}'} | "
        f"`{result.corpus}` | {date} |"
        for result in results
        if result.value is not None
    ]
    return "\n".join(
        [
            "# Language quality",
            "",
            "Written by `make quality` (`python -m tests.quality`); do not edit. A floor may only rise "
            "(`--raise`); corpus is the digest of the files measured on.",
            "",
            "| measure | value | floor | corpus | taken |",
            "|---|---|---|---|---|",
            *rows,
            "",
            'Read with care. "Real coverage" is the development set of real items retold in a few sentences: the word '
            "lists, rules and the strength of the fit were chosen with its errors in view, so other real coverage "
            "will score lower. The pairs for copies and most own cases are written by us and were mended against as "
            "well; they guard against falling back and prove little about new texts. Left alone after they were first "
            "measured were the plain own cases for tone, the untouched and the unseen ones for kind, and the copies "
            "told anew that are not called mended. Mixed tone counts as neutral, as the guidelines say.",
            "",
        ]
    )


def main(arguments: Sequence[str]) -> int:
    """Takes all measures, prints the table, writes the document; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.quality", description="language quality against pinned floors"
    )
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what is reached")
    parser.add_argument(
        "--lower", action="append", default=[], metavar="MEASURE", help="with --raise: set it, even down"
    )
    options = parser.parse_args(arguments)
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    results = [result for module in MODULES for result in take(module, floors)]
    if options.lift:
        floors = raised(results, floors, options.lower)
        FLOORS.write_text(json.dumps(floors, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        results = [result for module in MODULES for result in take(module, floors)]
    print("\n".join(table(results)))
    skipped = [result for result in results if result.value is None]
    if not skipped:
        DOCUMENT.write_text(document(results, datetime.now(UTC).date().isoformat()), encoding="utf-8")
    must_have_all = bool(os.environ.get("CI")) and SHARED.exists()
    return 1 if any(result.failed for result in results) or (must_have_all and skipped) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How well names and relevance are read: on the development set of real coverage, and on our own golden cases.

The cases in the folder `untouched` were written when the rules stood, and no rule has been changed for one of them
since: when first read, they gave 0.962 for relevance and 0.989 for mentions. Whoever mends a rule for one moves that
case out. They are ours and share our idea of a name; other real coverage will score lower on mentions.
"""

import json
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from mediawatch.enrich.names import read_names
from mediawatch.model import Article, Organisation, Outlet, Reading, Tier
from mediawatch.shipped import shipped_path

SHARED = Path(__file__).parents[2].parent / "shared"
GOLDEN = Path(__file__).parents[1] / "data" / "names"
_HOME_OUTLETS = ("bygdeposten.no", "tvmodum.no")
_HOME = ("Modum", "Sigdal", "Krødsherad")


@dataclass
class Counts:
    """Right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


@lru_cache(maxsize=1)
def organisation() -> Organisation:
    """Modum as the shipped file describes it."""
    text = shipped_path("organisations/modum.yaml").read_text(encoding="utf-8")
    return TypeAdapter(Organisation).validate_python(yaml.safe_load(text))


def coverage() -> list[dict[str, Any]]:
    """The development set of real coverage. Raises FileNotFoundError where it is not to be had."""
    lines = (SHARED / "data" / "coverage_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def golden() -> list[dict[str, Any]]:
    """Our own cases that the rules were mended against, all files together."""
    return _cases(GOLDEN)


def untouched() -> list[dict[str, Any]]:
    """Our own cases that no rule was ever mended against."""
    return _cases(GOLDEN / "untouched")


def _cases(folder: Path) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def outlet_of(name: str, tier: Tier, home: tuple[str, ...] | None = None) -> Outlet:
    """The outlet of a case; the two outlets of the area have their home there."""
    if home is None:
        home = _HOME if name.split()[0] in _HOME_OUTLETS else ()
    return Outlet(id=name, name=name, tier=tier, kind="newspaper", home=home)


def read(row: dict[str, Any]) -> Reading:
    """The reading of one case."""
    article = Article(
        outlet=row["outlet"],
        address=row["url"],
        article_id=None,
        title=row.get("title", ""),
        lead=row.get("lead", ""),
        text=row.get("text", ""),
    )
    home = tuple(row["home"]) if "home" in row else None
    return read_names(article, organisation(), outlet_of(row["outlet"], row.get("tier", "other"), home))


def count(rows: list[dict[str, Any]]) -> tuple[Counts, Counts, float]:
    """(relevance, mentions by span and subject, share of right answers on naming the place).

    A case marked `unsure`, on which people would differ, counts for mentions only.
    """
    relevance, mentions, named = Counts(), Counts(), 0
    for row in rows:
        reading = read(row)
        if not row.get("unsure"):
            relevance.right += reading.relevant and row["about_modum"]
            relevance.wrong += reading.relevant and not row["about_modum"]
            relevance.missed += not reading.relevant and row["about_modum"]
        found = Counter((one.field, one.start, one.surface, one.subject_name) for one in reading.accepted)
        wanted = Counter((one["where"], one["start"], one["surface"], one["subject"]) for one in row["mentions"])
        shared = sum((found & wanted).values())
        mentions.right += shared
        mentions.wrong += sum(found.values()) - shared
        mentions.missed += sum(wanted.values()) - shared
        named += reading.names_organisation == row["names_modum"]
    return relevance, mentions, named / len(rows)


def measures() -> dict[str, float]:
    """Every measure by name. Raises FileNotFoundError where the development set is not to be had."""
    real = count(coverage())
    own = count(golden())
    new = count(untouched())
    return {
        "relevance F1, real coverage (dev)": real[0].f1(),
        "mentions F1, real coverage (dev)": real[1].f1(),
        "names the place, accuracy, real coverage (dev)": real[2],
        "relevance F1, golden cases": own[0].f1(),
        "mentions F1, golden cases": own[1].f1(),
        "names the place, accuracy, golden cases": own[2],
        "relevance F1, untouched cases": new[0].f1(),
        "mentions F1, untouched cases": new[1].f1(),
        "names the place, accuracy, untouched cases": new[2],
    }

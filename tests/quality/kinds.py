"""Kind of article: real coverage as `mediawatch analyse` reads it (address, outlet's name, text), and our own cases.

`plain` are as most coverage is; `hard` have labels in the wrong place, quotes that look like opinion, strangers' pages.
Both were written before the rules of today, which were then mended by them (first read: 0.897 and 0.718). `untouched`
was written when the rules stood (first read: 0.964, with the rules before them 0.643), `unseen` before the encoder was
asked for kinds (first read: 0.544, after it 0.860): plain pieces, most without a label or a telling address. Whoever
mends a rule for one of their cases moves that case out.
"""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from mediawatch.cli.reading import analyse_object
from mediawatch.config import Config, Settings, load_config
from mediawatch.enrich.kinds import find_kind
from mediawatch.model import Article, Outlet
from mediawatch.shipped import shipped_path
from tests.quality.corpus import COVERAGE, ROOT, accuracy, coverage
from tests.quality.granvik import GRANVIK, read_granvik
from tests.quality.topics import AS_LABELLED

CASES = {name: ROOT / "tests" / "data" / "kinds" / f"{name}.json" for name in ("plain", "hard", "untouched", "unseen")}
_PAPER = Outlet(id="posten", name="Granvikposten", tier="local", kind="newspaper", home=("Granvik",))
OUTLETS = {
    "paper": _PAPER,
    "tv": replace(_PAPER, kind="tv"),
    "regional": replace(_PAPER, tier="regional", home=()),
    "national": replace(_PAPER, tier="national", home=()),
    "trade": replace(_PAPER, tier="trade", home=()),
    "club": Outlet(id="il", name="Granvik IL", tier="other", kind="web"),
    "stranger": Outlet(id="unknown", name="Ukjent utgiver", tier="other", kind="web"),
}


def measures() -> dict[str, float]:
    """Shares of right answers. Raises FileNotFoundError without ../shared."""
    kinds = [answer["kind"] for answer in answers()]
    real = accuracy([item["kind"] for item in coverage()], [AS_LABELLED.get(kind, kind) for kind in kinds])
    own = {f"kind accuracy, {name} own cases": _own_cases(path) for name, path in CASES.items()}
    return {"kind accuracy as analysed, real coverage (dev)": real, **own}


@cache
def answers() -> tuple[dict[str, Any], ...]:
    """What `mediawatch analyse` answers for each item of the development set."""
    return tuple(analysed(item) for item in coverage())


def analysed(item: dict[str, Any]) -> dict[str, Any]:
    """What `mediawatch analyse` answers for a labelled item, with the outlets and the municipality shipped."""
    config = shipped_config()
    given = {"url": item["url"], "outlet": item["outlet"], "title": item["title"], "text": item["text"]}
    return analyse_object(given, config, config.organisations[0])


@cache
def shipped_config() -> Config:
    """The shipped outlets and organisations, whatever this machine's settings are."""
    return load_config(Settings(feeds=shipped_path("feeds.yaml"), organisations=shipped_path("organisations")))


def _own_cases(path: Path) -> float:
    cases = json.loads(path.read_text(encoding="utf-8"))
    pages = [(as_page(case), OUTLETS[case["outlet"]]) for case in cases]
    given = [find_kind(page, outlet, GRANVIK, read_granvik(page)) for page, outlet in pages]
    return accuracy([case["kind"] for case in cases], given)


def as_page(case: dict[str, Any]) -> Article:
    """One of our own cases as an article."""
    return Article(
        outlet="x",
        address=case["url"],
        article_id=None,
        title=case["title"],
        lead=case["lead"],
        text=case["text"],
        authors=tuple(case.get("authors", ())),
        section=case.get("section", ""),
        tags=tuple(case.get("tags", ())),
    )


def corpus() -> tuple[Path, ...]:
    """The files measured on."""
    return (COVERAGE, *CASES.values())

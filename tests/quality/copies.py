"""Copies on our own pairs (tests/data/copies): precision and recall of "the same story"."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from mediawatch.enrich.copies import find_story, sketch
from mediawatch.model import Article
from tests.quality.corpus import ROOT

PAIRS = ROOT / "tests" / "data" / "copies" / "pairs.json"
_START = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)


def pairs() -> list[tuple[dict[str, Any], Article, Article]]:
    """Every pair as two articles, the second published `hours` after the first."""
    data = json.loads(PAIRS.read_text(encoding="utf-8"))
    return [
        (
            pair,
            *(
                Article(
                    outlet=pair["outlets"][at],
                    address=f"https://{pair['outlets'][at]}.example/{pair['ab'[at]]}/{at}",
                    article_id=pair["ids"][at],
                    published=_START + timedelta(hours=pair["hours"] * at),
                    **data["stories"][pair["ab"[at]]],
                )
                for at in (0, 1)
            ),
        )
        for pair in data["pairs"]
    ]


def found_same(first: Article, second: Article) -> bool:
    """Whether the second is put to the first's story."""
    return find_story(sketch(second), [replace(sketch(first), story=1)]) == 1


def measures() -> dict[str, float]:
    """Precision and recall over all pairs."""
    judged = [(pair["same"], found_same(first, second)) for pair, first, second in pairs()]
    right = sum(wanted and given for wanted, given in judged)
    return {
        "copies precision": right / max(1, sum(given for _, given in judged)),
        "copies recall": right / sum(wanted for wanted, _ in judged),
    }


def corpus() -> tuple[Path, ...]:
    """The files measured on."""
    return (PAIRS,)

"""Topic, kind and language on the labelled development set (real coverage, retold) and on our own cases."""

import json
from pathlib import Path

from mediawatch.enrich.topics import find_kind, find_topic
from mediawatch.model import Article, Outlet, Reading
from tests.quality.corpus import COVERAGE, MUNICIPALITY, ROOT, accuracy, as_article, as_reading, coverage

CASES = ROOT / "tests" / "data" / "topics" / "cases.json"
_UNREAD = Reading(mentions=(), relevance=1.0, relevant=True)
AS_LABELLED = {"letter": "opinion", "leader": "opinion", "op-ed by staff": "opinion", "own": "notice"}
"""The labels are coarser than our kinds: all who argue are opinion, a body's own pages are notices."""


def measures() -> dict[str, float]:
    """Shares of right answers. Raises FileNotFoundError without ../shared."""
    items = coverage()
    topics = [find_topic(as_article(item), as_reading(item)) for item in items]
    kinds = [find_kind(as_article(item), _outlet(item["tier"]), MUNICIPALITY, as_reading(item)) for item in items]
    return {
        "topic accuracy, real coverage": accuracy([item["topic"] for item in items], topics),
        "kind accuracy, real coverage": accuracy(
            [item["kind"] for item in items], [AS_LABELLED.get(kind, kind) for kind in kinds]
        ),
        "topic accuracy, own cases": _own_cases(),
    }


def _own_cases() -> float:
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    given = [
        find_topic(
            Article(outlet="p", address="https://p.example/1", article_id=None, title=case["title"], lead=case["lead"]),
            _UNREAD,
        )
        for case in cases
    ]
    return accuracy([case["topic"] for case in cases], given)


def _outlet(tier: str) -> Outlet:
    """The labels know an outlet's tier; those that are no newsroom's have "other"."""
    return Outlet(id="x", name="x", tier=tier, kind="web" if tier == "other" else "newspaper")  # type: ignore[arg-type]


def corpus() -> tuple[Path, ...]:
    """The files measured on."""
    return (COVERAGE, CASES)

"""Page to article on our own pages (tests/data/pages): title, minute, authors and body against what is written beside.

Each page has a JSON file of the same name with what is expected of it: any of url, title, published, authors, text.
"""

import gzip
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mediawatch.collect.extract import extract_article
from mediawatch.enrich.tokens import words
from mediawatch.model import Article, Outlet, Page
from tests.quality.corpus import ROOT

PAGES = ROOT / "tests" / "data" / "pages"
_SUFFIXES = (".html", ".html.gz")


def pages() -> list[tuple[Path, dict[str, Any]]]:
    """Pages with their expectations. Raises FileNotFoundError when there are none."""
    found = []
    for path in sorted(PAGES.rglob("*.html*")):
        beside = path.with_name(path.name.split(".html")[0] + ".json")
        if path.name.endswith(_SUFFIXES) and beside.exists():
            expected = json.loads(beside.read_text(encoding="utf-8"))
            if isinstance(expected, dict) and expected.get("title"):
                found.append((path, expected))
    if not found:
        raise FileNotFoundError(f"no pages with expectations in {PAGES.relative_to(ROOT)}")
    return found


def measures() -> dict[str, float]:
    """Share of right titles and minutes, mean F1 of authors and of the body's words."""
    scores: dict[str, list[float]] = {}
    for path, expected in pages():
        article = _extract(path, expected)
        for name, score in _scores(article, expected).items():
            scores.setdefault(f"extraction {name}, own pages", []).append(score)
    return {name: sum(values) / len(values) for name, values in scores.items()}


def corpus() -> tuple[Path, ...]:
    """The files measured on."""
    return tuple(path for path, _ in pages()) + tuple(
        path.with_name(path.name.split(".html")[0] + ".json") for path, _ in pages()
    )


def _extract(path: Path, expected: dict[str, Any]) -> Article:
    raw = path.read_bytes()
    url = expected.get("url") or f"https://avis.example/{path.stem}"
    return extract_article(
        Page(
            url=url,
            requested_url=url,
            status=200,
            content=gzip.decompress(raw) if path.suffix == ".gz" else raw,
            content_type="text/html",
            fetched_at=datetime(2026, 3, 1, 12, 0, tzinfo=UTC),  # when the pages say "i dag"
        ),
        outlet=Outlet(id="page", name=expected["outlet"], tier="local", kind="newspaper")
        if expected.get("outlet")
        else None,  # a stranger's page: its zone is told by the page alone
    )


def _scores(article: Article, expected: dict[str, Any]) -> dict[str, float]:
    scores = {"title": float(article.title.strip() == expected["title"].strip())}
    if expected.get("published"):
        wanted = datetime.fromisoformat(expected["published"])
        scores["minute"] = float(
            article.published is not None and abs((article.published - wanted).total_seconds()) < 60
        )
    if "authors" in expected:
        scores["authors F1"] = _f1(Counter(expected["authors"]), Counter(article.authors))
    body = expected.get("text") or expected.get("body")
    if body:
        wanted_words = Counter(words("\n".join(body) if isinstance(body, list) else body))
        scores["body F1"] = _f1(wanted_words, Counter(words(article.text)))
    return scores


def _f1(wanted: Counter[str], given: Counter[str]) -> float:
    if not wanted and not given:
        return 1.0
    return 2 * (wanted & given).total() / (wanted.total() + given.total())

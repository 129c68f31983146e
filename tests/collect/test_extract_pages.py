"""Golden pages: one saved page and one file of expectations each, all run by one test.

The pages are written for this test: invented outlets, persons and events in the shapes of real publishing systems.
"""

import json
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from mediawatch.collect.extract import extract_article
from mediawatch.collect.saved_page import page_from_bytes
from mediawatch.errors import ExtractError
from mediawatch.model import Article, Outlet, Page

PAGES = Path(__file__).parents[1] / "data" / "pages"
CASES = sorted(path.stem for path in PAGES.glob("*.json"))
SETTING = {"about", "url", "outlet", "charset", "error", "present", "absent"}
FIELDS = {field.name for field in fields(Article)} - {"outlet", "url"}
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def read_case(name: str) -> tuple[dict[str, Any], Page, Outlet | None]:
    case = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    page = page_from_bytes(
        (PAGES / f"{name}.html").read_bytes(), case["url"], fetched_at=NOW, charset=case.get("charset")
    )
    outlet = Outlet(id="x", name=case["outlet"], tier="local", kind="newspaper") if case.get("outlet") else None
    return case, page, outlet


def stated(article: Article, field: str) -> Any:
    value = getattr(article, field)
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def test_every_page_has_its_expectations_and_the_other_way_round() -> None:
    assert sorted(path.stem for path in PAGES.glob("*.html")) == CASES
    assert len(CASES) >= 30


@pytest.mark.parametrize("name", CASES)
def test_the_page_says_what_is_expected(name: str) -> None:
    case, page, outlet = read_case(name)
    assert set(case) <= SETTING | FIELDS
    if "error" in case:
        with pytest.raises(ExtractError) as caught:
            extract_article(page, outlet=outlet)
        assert case["error"] in caught.value.advice
        assert caught.value.url == case["url"]
        return
    article = extract_article(page, outlet=outlet)
    expected = {field: value for field, value in case.items() if field in FIELDS}
    assert {"title", "text"} <= set(expected)
    assert {field: stated(article, field) for field in expected} == expected
    everything = f"{article.title}\n{article.lead}\n{article.text}"
    assert [phrase for phrase in case.get("present", ()) if phrase not in everything] == []
    assert [phrase for phrase in case.get("absent", ()) if phrase in everything] == []


def test_no_text_repeats_its_lead_or_headline() -> None:
    for name in CASES:
        case, page, outlet = read_case(name)
        if "error" not in case:
            article = extract_article(page, outlet=outlet)
            paragraphs = article.text.split("\n\n")
            assert article.lead not in paragraphs, name
            assert article.title not in paragraphs, name

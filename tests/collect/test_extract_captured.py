"""The captured pages of real newspapers, read from beside the checkout: they are copyrighted and never copied here.

What is expected is read from each page by the simplest means (one pattern, one path), not written down.
"""

import gzip
import html
import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lxml import html as lxml_html

from mediawatch.collect.extract import extract_article
from mediawatch.collect.saved_page import page_from_bytes
from mediawatch.model import Article

PAGES = Path(__file__).parents[2].parent / "shared" / "pages"
pytestmark = pytest.mark.skipif(not PAGES.exists(), reason="the captured pages (../shared/pages) are not here")

NOW = datetime(2026, 1, 10, tzinfo=UTC)
# name -> where its title stands, its paragraphs, published (UTC), paywall
CASES = {
    "Dagbladet_2024_08_04": (
        r'<meta property="og:title" content="([^"]+)"',
        "//div[contains(@class,'article-top')]//header/h3 | //div[@itemprop='articleBody']/p",
        datetime(2024, 5, 9, 11, 26, tzinfo=UTC),
        "81348547",
    ),
    "NRK_2024_08_05": (
        r'<meta property="og:title" content="([^"]+)"',
        "//div[contains(@class,'article-lead')]//p | //div[contains(@class,'article-body')]/p",
        datetime(2024, 8, 5, 11, 5, tzinfo=UTC),
        "1.16990729",
    ),
    "Nettavisen_2024_10_16": (
        r'"headline":"([^"]+)"',
        "//div[@itemprop='articleBody']/div/p[not(starts-with(normalize-space(.),'Les også'))]",
        datetime(2024, 10, 15, 21, 35, tzinfo=UTC),
        "5-95-2070077",
    ),
    "VerdensGang_2024_08_05": (
        r'<meta content="([^"]+)" property="og:title"',
        "//article/header/p | //section[@itemprop='articleBody']/p",
        datetime(2024, 8, 5, 12, 47, tzinfo=UTC),
        "dRwWqB",
    ),
}


def read(name: str) -> tuple[str, Article]:
    raw = gzip.decompress((PAGES / f"{name}.html.gz").read_bytes())
    url = json.loads((PAGES / "pages.json").read_text())[f"{name}.html.gz"]["url"]
    return raw.decode(), extract_article(page_from_bytes(raw, url, fetched_at=NOW))


@pytest.mark.parametrize("name", CASES)
def test_what_the_page_says_about_itself(name: str) -> None:
    source, article = read(name)
    pattern, _, published, identity = CASES[name]
    found = re.search(pattern, source)
    assert found
    assert article.title == " ".join(html.unescape(found[1]).split())
    assert article.published is not None
    assert timedelta(0) <= article.published - published < timedelta(minutes=1)
    written = re.findall(
        r'property="article:author" content="([^"/]+)|content="([^"/]+)" property="article:author"', source
    )
    assert article.authors == tuple((first or second).strip() for first, second in written)
    assert not article.paywalled
    assert article.article_id == identity
    assert article.language == "nb"
    assert article.keepable is ("noarchive" not in source)


@pytest.mark.parametrize("name", CASES)
def test_the_text_is_the_paragraphs_and_nothing_else(name: str) -> None:
    source, article = read(name)
    tree = lxml_html.document_fromstring(source.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    wanted = words(" ".join(element.text_content() for element in tree.xpath(CASES[name][1])))
    given = words(f"{article.lead} {article.text}")
    assert 2 * (wanted & given).total() / (wanted.total() + given.total()) >= 0.97
    for noise in (
        "Les også",
        "Kort fortalt",
        "Kortversjonen",
        "Foto:",
        "Annonse",
        "Ekspander",
        "Publisert",
        "Tips meg",
    ):
        assert noise not in article.text


@pytest.mark.parametrize("name", CASES)
def test_no_other_headline_stands_in_the_text(name: str) -> None:
    source, article = read(name)
    tree = lxml_html.document_fromstring(source.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    linked = {
        " ".join(link.text_content().split())
        for link in tree.xpath("//a[.//h2 or .//h3 or ancestor::h2 or ancestor::h3]")
    }
    others = {text for text in linked if len(text) >= 20 and text != article.title}
    assert [text for text in others if text in article.text] == []


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))

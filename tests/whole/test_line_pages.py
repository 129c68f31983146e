"""Captured pages of real newspapers, replayed behind a feed and behind a front page in the shapes their outlets have,
through the whole line into the database. The pages are copyrighted: read from beside the checkout, never copied here.
"""

import gzip
import html
import json
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from lxml import html as lxml_html

from mediawatch.enrich.judge import judge
from mediawatch.jobs import reading
from mediawatch.model import Article, Coverage
from mediawatch.store import Store, open_store
from tests.cli.local_press import RSS, Press
from tests.collect.test_extract_captured import CASES, PAGES, words
from tests.whole.line import at, make_config, make_outlet, poll, told

pytestmark = pytest.mark.skipif(not PAGES.exists(), reason="the captured pages (../shared/pages) are not here")

OSLO = ZoneInfo("Europe/Oslo")


@dataclass(frozen=True)
class Captured:
    """One page: its source, where it lay, when it was captured, what its own words say of it."""

    name: str
    source: str
    path: str
    crawled: datetime
    title: str
    published: datetime
    identity: str
    authors: tuple[str, ...]
    paragraphs: str
    others: tuple[str, ...]
    """Headlines of other stories linked on the page."""


def captured(name: str) -> Captured:
    raw = gzip.decompress((PAGES / f"{name}.html.gz").read_bytes())
    about = json.loads((PAGES / "pages.json").read_text())[f"{name}.html.gz"]
    source = raw.decode()
    pattern, paragraphs, published, identity = CASES[name]
    found = re.search(pattern, source)
    assert found
    title = " ".join(html.unescape(found[1]).split())
    written = re.findall(
        r'property="article:author" content="([^"/]+)|content="([^"/]+)" property="article:author"', source
    )
    tree = lxml_html.document_fromstring(raw, parser=lxml_html.HTMLParser(encoding="utf-8"))
    linked = tree.xpath("//a[.//h2 or .//h3 or ancestor::h2 or ancestor::h3]")
    headlines = {" ".join(link.text_content().split()) for link in linked}
    return Captured(
        name=name, source=source, path=urlsplit(about["url"]).path, crawled=at(about["crawl_date"]), title=title,
        published=published, identity=identity, authors=tuple((one or two).strip() for one, two in written),
        paragraphs=" ".join(element.text_content() for element in tree.xpath(paragraphs)),
        others=tuple(sorted(text for text in headlines if len(text) >= 20 and text != title)),
    )  # fmt: skip


# The shapes of sources.md, section 3 ---------------------------------------------------------------------------------


def nrk(page: Captured, url: str, when: datetime) -> str:
    """NRK's siste.rss: an empty channel description, no permalink as guid, an empty media:title."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" version="2.0"><channel>
<title>Siste – Siste nytt – NRK</title><link>https://www.nrk.no/</link><description/>
<item><title>{html.escape(page.title)}</title><link>{url}</link><description/>
<guid isPermaLink="false">{page.identity}</guid><pubDate>{format_datetime(when)}</pubDate>
<media:content medium="image" url="https://gfx.nrk.no/x"><media:credit>Foto: En Fotograf / NRK</media:credit>
<media:title/></media:content></item></channel></rss>"""


def rich_rss(page: Captured, url: str, when: datetime) -> str:
    """Amedia's rich-rss: the full text in content:encoded."""
    return f"""<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0"><channel><item>
<title><![CDATA[{page.title}]]></title><link>{url}</link><description><![CDATA[<p>Kort om saken.</p>]]></description>
<content:encoded><![CDATA[<p>Les også: <a href="{url}/annen">En helt annen sak om noe annet</a></p>]]></content:encoded>
<pubDate>{format_datetime(when)}</pubDate></item></channel></rss>"""


def labrador(page: Captured, url: str, when: datetime) -> str:
    """Dagbladet's ?lab_viewport=rss: a dash before the title, local time without a zone."""
    return f"""<rss version="2.0"><channel><title>Forsiden</title><item><title>- {html.escape(page.title)}</title>
<link>{url}?utm_source=rss</link><guid>{url}</guid><pubDate>{when.astimezone(OSLO):%Y-%m-%d %H:%M:%S}</pubDate></item>
</channel></rss>"""


def news_sitemap(page: Captured, url: str, when: datetime) -> str:
    """VG's articles-48hrs.xml: title and date, no lead."""
    return f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{url}</loc><news:news>
<news:publication><news:name>VG</news:name><news:language>no</news:language></news:publication>
<news:publication_date>{when.isoformat()}</news:publication_date><news:title>{html.escape(page.title)}</news:title>
</news:news></url></urlset>"""


FEEDS = {
    "Dagbladet_2024_08_04": (labrador, "rss"),
    "NRK_2024_08_05": (nrk, "rss"),
    "Nettavisen_2024_10_16": (rich_rss, "rss"),
    "VerdensGang_2024_08_05": (news_sitemap, "news_sitemap"),
}


def front_page(page: Captured, url: str, when: datetime) -> str:
    """A front page with the story among others, as Amedia builds its teasers."""
    return f"""<!DOCTYPE html><html lang="nb"><head><title>Forsiden</title></head><body>
<nav><a href="/om-oss">Om oss</a><a href="/tag/sport">Sport</a></nav><main>
<article class="brick-teaser-v23" data-premium="false"><a href="{urlsplit(url).path}"><img alt=""/>
<h2 itemprop="titleText">{html.escape(page.title)}</h2></a><meta itemprop="contentModel" content="free"/>
<time datetime="{when.isoformat()}"></time></article>
<article><a href="/vis/annonsorinnhold/kjop-noe-fint-i-dag/34-1-1.html"><h2>Kjøp noe fint i dag</h2></a></article>
</main></body></html>"""


def put(press: Press, page: Captured, way: str) -> tuple[str, str]:
    """Serves the page with what leads to it; the address and kind of the feed."""
    url = press.put(page.path, page.source)
    press.put(f"{page.path}?utm_source=rss", page.source)
    published = page.published.replace(second=0)
    if way == "front page":
        return press.put("/", front_page(page, url, published)), "front_page"
    shape, kind = FEEDS[page.name]
    return press.put("/feed", shape(page, url, published), kind=RSS), kind


def as_if_about_us(article: Article, *rest: Any) -> Coverage:
    """No captured page is about Granvik; the only thing here that is not as it is."""
    coverage = judge(article, *rest)
    return replace(coverage, reading=replace(coverage.reading, relevant=True))


def heard(store: Store) -> list[Coverage]:
    return [copy for story in told(store) for copy in story.coverage]


@pytest.mark.parametrize("way", ["feed", "front page"])
@pytest.mark.parametrize("name", CASES)
def test_a_real_page_comes_through_the_line_as_it_was(
    name: str, way: str, tmp_path: Path, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = captured(name)
    monkeypatch.setattr(reading, "judge", as_if_about_us)
    feed, kind = put(press, page, way)
    outlet = make_outlet("avisen", (feed, kind), keep_text="full", tier="national")
    config = make_config(tmp_path, outlet)
    with open_store(config.settings.database) as store:
        counts = poll(config, store, now=lambda: page.crawled).outlets["avisen"]
        assert (counts.new, counts.read, counts.ours, counts.failures) == (1, 1, 1, [])
        (copy,) = heard(store)
        article = copy.article
        assert article.title == page.title
        assert article.published is not None
        assert article.published.utcoffset() in (timedelta(0), article.published.astimezone(OSLO).utcoffset())
        assert timedelta(0) <= article.published - page.published < timedelta(minutes=1)
        assert article.authors == page.authors
        assert article.paywalled is False
        assert page.identity in article.key
        body_is_right(store, page, copy)
        assert poll(config, store, now=lambda: page.crawled).new == 0


def body_is_right(store: Store, page: Captured, copy: Coverage) -> None:
    """The text as it was kept where it may be; else what the index holds of it."""
    if copy.article.keepable:
        with store.engine.connect() as connection:
            lead, text = connection.execute(sa.text("SELECT lead, text FROM revision")).one()
        wanted, given = words(page.paragraphs), words(f"{lead} {text}")
        assert 2 * (wanted & given).total() / (wanted.total() + given.total()) >= 0.97
        assert [headline for headline in page.others if headline in text] == []
    else:
        assert copy.article.text == ""
    sentences = [part.strip() for part in re.split(r"[.!?«»–:()\"]+", page.paragraphs)]
    spoken = [part for part in sentences if len(part.split()) >= 6]
    found = [part for part in spoken if store.search(f'"{part}"', "granvik")]
    assert len(found) >= 0.9 * len(spoken), "the whole body can be searched"
    assert [headline for headline in page.others if store.search(f'"{plain(headline)}"', "granvik")] == []


def plain(headline: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", headline))

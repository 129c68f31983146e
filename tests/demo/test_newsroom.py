"""The invented newsrooms over real HTTP: every entry parses, every shape answers, and the pipeline reads them right."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from zoneinfo import ZoneInfo

import feedparser
import pytest
from lxml import etree

from mediawatch.collect.extract import extract_article
from mediawatch.collect.poll import read_feed
from mediawatch.config import load_config, load_settings
from mediawatch.demo.articles import FOLDER, DemoArticle, load_articles, published_at
from mediawatch.demo.newsroom import OUTLETS, Newsroom
from mediawatch.demo.server import serving
from mediawatch.enrich.judge import judge
from mediawatch.errors import CollectError
from mediawatch.measure.targets import period_start
from mediawatch.model import Item, Page

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 11, 24, 8, 30, 17, tzinfo=UTC)
MONDAY_NIGHT = datetime(2027, 2, 1, 0, 30, tzinfo=OSLO)
DAY = timedelta(days=1)
UNREADABLE = {"bygdekanalen", "lauvposten"}
EXPECTED = json.loads((Path(__file__).parent / "expected_today.json").read_text(encoding="utf-8"))
REAL_NAMES = (
    "Aamodt", "Versland", "Bråthen", "Flattum", "Sørli", "Ole Martin Kristiansen", "Ellefsrud", "Aud Norunn",
    "kommunedirektør Strand", "rådmann Strand", "Kopland", "Steiran", "Smetbak", "Lønning", "Steinsvik", "Bjørndalen",
    "Øderud", "Silseth", "Funderud", "Skretteberg", "Sunni", "Ida Lien", "Øystein Lid",
)  # fmt: skip
MOMENTS = [
    *(datetime(2026, 11, 24, hour, 5, tzinfo=UTC) for hour in range(0, 24, 3)),
    MONDAY_NIGHT,
    datetime(2028, 2, 29, 12, 0, tzinfo=OSLO),
    datetime(2026, 12, 31, 23, 59, tzinfo=OSLO),
]


@pytest.fixture(scope="module")
def rooms() -> Iterator[Sequence[Newsroom]]:
    with serving(now=NOW, zone=OSLO) as newsrooms:
        yield newsrooms


def everything(now: datetime = NOW) -> list[DemoArticle]:
    return [article for outlet in OUTLETS for article in load_articles(outlet.id, now=now, zone=OSLO)]


def fetched(url: str, etag: str = "") -> Page:
    request = Request(url, headers={"If-None-Match": etag} if etag else {})
    try:
        with urlopen(request, timeout=10) as answer:
            status, headers, content = answer.status, answer.headers, answer.read()
    except HTTPError as error:
        status, headers, content = error.code, error.headers, error.read()
    kind = headers.get("Content-Type") or ""
    return Page(
        requested_url=url, url=url, status=status, content=content, content_type=kind, fetched_at=NOW,
        etag=headers["ETag"],
    )  # fmt: skip


def items_of(room: Newsroom) -> dict[str, Item]:
    outlet = room.as_outlet()
    return {item.url: item for item in read_feed(fetched(outlet.feeds[0].url), outlet.feeds[0], now=NOW).items}


def test_every_entry_is_whole_and_as_long_as_an_article() -> None:
    articles = everything()
    assert len(articles) >= 90
    assert {path.stem for path in FOLDER.glob("*.txt")} == {outlet.id for outlet in OUTLETS}
    for article in articles:
        words = " ".join((article.title, article.lead, *article.paragraphs)).split()
        assert (article.slug and article.author) or article.label == "Leder", article.title
        assert 3 <= len(article.paragraphs) <= 7, article.title
        assert 80 <= len(words) <= 300, article.title


def test_addresses_are_unique_within_an_outlet(rooms: Sequence[Newsroom]) -> None:
    for room in rooms:
        assert len({room.path(article) for article in room.articles}) == len(room.articles), room.outlet.id


def test_no_person_of_the_real_municipality_is_named() -> None:
    names = re.compile(r"\b(?:" + "|".join(map(re.escape, REAL_NAMES)) + r")\b")
    for path in FOLDER.glob("*.txt"):
        assert not names.findall(path.read_text(encoding="utf-8")), path.name


@pytest.mark.parametrize("now", MOMENTS, ids=lambda moment: moment.isoformat())
def test_nothing_is_published_after_now(now: datetime) -> None:
    for article in everything(now):
        assert now - timedelta(days=90) < article.published <= now, article.title


@pytest.mark.parametrize("now", [NOW, MONDAY_NIGHT], ids=["tuesday", "monday night"])
def test_the_last_day_holds_the_stories_that_are_expected(now: datetime) -> None:
    recent = {(a.outlet, a.title) for a in everything(now) if a.published > now - DAY and not a.author.startswith("Kr")}
    assert recent == {(story["outlet"], story["title"]) for story in EXPECTED}


@pytest.mark.parametrize(
    ("age", "moment"),
    [
        ("5h", "2026-11-24T04:30:00+01:00"),
        ("3d 09.40", "2026-11-21T09:40:00+01:00"),
        ("4w ons 09.40", "2026-10-28T09:40:00+01:00"),
        ("5w søn 20.00", "2026-10-25T20:00:00+01:00"),
        ("1m 14 08.00", "2026-10-14T08:00:00+02:00"),
        ("9m 31 08.00", "2026-02-28T08:00:00+01:00"),
        ("11m 1 08.00", "2025-12-01T08:00:00+01:00"),
        ("0m 30 08.00", "2026-11-24T09:30:00+01:00"),
    ],
)
def test_an_age_is_a_moment(age: str, moment: str) -> None:
    assert published_at(age, now=NOW, zone=OSLO) == datetime.fromisoformat(moment)


@pytest.mark.parametrize("age", ["", "5", "i går", "3d", "3d 9.40", "4w onsdag 09.40"])
def test_an_age_that_is_none_is_refused(age: str) -> None:
    with pytest.raises(ValueError, match="is no age"):
        published_at(age, now=NOW, zone=OSLO)


def test_feeds_are_well_formed_and_tell_of_every_article(rooms: Sequence[Newsroom]) -> None:
    heard = set()
    for room in rooms:
        outlet = room.as_outlet()
        page = fetched(outlet.feeds[0].url)
        if room.outlet.id in UNREADABLE:
            assert page.status == (410 if room.outlet.feed == "gone" else 200)
            continue
        assert page.status == 200
        if room.outlet.feed in ("rss", "atom", "rdf"):
            assert not feedparser.parse(page.content).bozo, room.outlet.id
        if room.outlet.feed in ("rss", "atom", "rdf", "news_sitemap"):
            etree.fromstring(page.content)
        reading = read_feed(page, outlet.feeds[0], now=NOW)
        assert {item.url: item.title for item in reading.items} == {
            room.base + room.path(article): article.title for article in room.articles
        }, room.outlet.id
        heard.add(room.outlet.id)
    assert len(heard) >= 10


def test_what_answers_html_in_the_place_of_a_feed_is_told(rooms: Sequence[Newsroom]) -> None:
    room = next(room for room in rooms if room.outlet.feed == "html")
    with pytest.raises(CollectError):
        items_of(room)


def test_every_page_is_read_with_title_lead_minute_and_text(rooms: Sequence[Newsroom]) -> None:
    for room in rooms:
        items = {} if room.outlet.id in UNREADABLE else items_of(room)
        for told in room.articles:
            page = fetched(room.base + room.path(told))
            assert page.status == 200
            article = extract_article(page, outlet=room.as_outlet(), item=items.get(page.url))
            assert (article.title, article.published) == (told.title, told.published), page.url
            assert article.lead == told.lead, page.url
            assert article.paywalled == told.paid, page.url
            others = [other.title for other in room.articles if other is not told]
            assert not any(title in article.text for title in others), page.url
            for paragraph in told.paragraphs:
                assert (paragraph in article.text) != told.paid, page.url


def test_an_unchanged_page_answers_304(rooms: Sequence[Newsroom]) -> None:
    for room in rooms:
        if room.outlet.feed == "gone":
            continue
        url = room.as_outlet().feeds[0].url
        first = fetched(url)
        assert fetched(url, first.etag or "").status == 304
        assert fetched(url, '"other"').status == 200


def test_what_is_not_there_answers_404(rooms: Sequence[Newsroom]) -> None:
    assert fetched(rooms[0].base + "/finnes/s/5-901-1").status == 404
    assert b"User-agent" in fetched(rooms[0].base + "/robots.txt").content


def test_an_update_changes_the_marked_article_and_nothing_else() -> None:
    with serving(now=NOW, zone=OSLO) as newsrooms:
        before = {room.base + room.path(article): article for room in newsrooms for article in room.articles}
        pages = {url: fetched(url).etag for url in before}
        marked = {url for url, article in before.items() if article.new_title}
        assert sum(room.publish_updates() for room in newsrooms) == len(marked) == 1
        after = {room.base + room.path(article): article for room in newsrooms for article in room.articles}
        assert {url for url in before if after[url] != before[url]} == marked
        for room in newsrooms:
            own = {room.base + room.path(article) for article in room.articles}
            different = {url for url in own if fetched(url).etag != pages[url]}
            assert marked & own <= different
            assert not different or marked & own, "another newsroom's pages changed"
        (url,) = marked
        outlet = next(room.as_outlet() for room in newsrooms if url.startswith(room.base + "/"))
        told = before[url]
        read = extract_article(fetched(url), outlet=outlet)
        assert (read.title, read.lead, read.published) == (told.new_title, told.new_lead, told.published)
        assert sum(room.publish_updates() for room in newsrooms) == 0


def test_the_sister_paper_carries_the_same_number_and_text() -> None:
    articles = everything()
    borrowed = [article for article in articles if article.sister]
    assert borrowed
    for copy in borrowed:
        first = next(a for a in articles if a.outlet == copy.sister and a.number == copy.number)
        assert (copy.title, copy.lead, copy.paragraphs) == (first.title, first.lead, first.paragraphs)


def test_the_silent_radio_kept_a_steady_rhythm_before_it_stopped() -> None:
    times = sorted(article.published for article in load_articles("radio-elvedal", now=NOW, zone=OSLO))
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert len(times) >= 10
    assert max(gaps) < timedelta(days=6) < timedelta(days=25) < NOW - times[-1]


@pytest.mark.parametrize("now", [NOW, MONDAY_NIGHT], ids=["tuesday", "monday night"])
def test_only_the_weeks_that_shall_miss_lack_a_positive_local_story(now: datetime) -> None:
    config = load_config(load_settings())
    met: set[date] = set()
    with serving(now=now, zone=OSLO) as newsrooms:
        for room in newsrooms:
            outlet = room.as_outlet()
            if outlet.tier != "local" or outlet.kind not in ("newspaper", "tv"):
                continue
            for told in room.articles:
                article = extract_article(fetched(room.base + room.path(told)), outlet=outlet)
                coverage = judge(article, config.organisations[0], outlet)
                if coverage.reading.relevant and coverage.tone and coverage.tone.label == "positive":
                    met.add(period_start("week", told.published.date()))
    this_week = period_start("week", now.astimezone(OSLO).date())
    assert {weeks for weeks in range(1, 11) if this_week - weeks * 7 * DAY not in met} == {4, 7}


def test_the_last_days_stories_are_judged_as_intended(rooms: Sequence[Newsroom]) -> None:
    organisation = load_config(load_settings()).organisations[0]
    wanted = {(story["outlet"], story["title"]): (story["relevant"], story["tone"]) for story in EXPECTED}
    for room in rooms:
        for told in room.articles:
            if told.published <= NOW - DAY:
                continue
            outlet = room.as_outlet()
            coverage = judge(extract_article(fetched(room.base + room.path(told)), outlet=outlet), organisation, outlet)
            tone = coverage.tone.label if coverage.reading.relevant and coverage.tone else None
            assert (coverage.reading.relevant, tone) == wanted[told.outlet, told.title], told.title

"""The invented outlets: what each is called, which shape its pages have, and the addresses it answers on.

Shapes are modelled on the real platforms: Amedia (JSON-LD with a paywall, sister papers share ids), NRK, WordPress,
Labrador, Schibsted (news sitemap), and plain front pages without a feed.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Literal
from zoneinfo import ZoneInfo

from mediawatch.demo.articles import DemoArticle, load_articles
from mediawatch.model import Feed, FeedKind, Outlet, OutletKind, Tier
from mediawatch.render import render

Shape = Literal["amedia", "nrk", "wordpress", "labrador", "schibsted", "plain"]
FeedShape = Literal["rss", "atom", "rdf", "json", "front_page", "news_sitemap", "html", "gone"]

ITEMS_IN_FEED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOutlet:
    """One invented outlet. `feed_path` is where its feed answers; `publication` the number in Amedia-like ids."""

    id: str
    name: str
    tier: Tier
    kind: OutletKind
    shape: Shape
    feed: FeedShape
    feed_path: str
    home: tuple[str, ...] = ()
    publication: int = 0


OUTLETS: tuple[DemoOutlet, ...] = (
    DemoOutlet(id="elvebladet", name="Elvebladet", tier="local", kind="newspaper", shape="amedia", feed="rss",
               feed_path="/service/rich-rss", home=("Modum", "Sigdal"), publication=901),
    DemoOutlet(id="tv-elvedal", name="TV Elvedal", tier="local", kind="tv", shape="wordpress", feed="rss",
               feed_path="/feed/", home=("Modum",)),
    DemoOutlet(id="grendenytt", name="Grendenytt", tier="local", kind="web", shape="plain", feed="front_page",
               feed_path="/", home=("Modum",)),
    DemoOutlet(id="radio-elvedal", name="Radio Elvedal", tier="local", kind="radio", shape="wordpress", feed="rss",
               feed_path="/feed/", home=("Modum",)),
    DemoOutlet(id="bygdekanalen", name="Bygdekanalen", tier="local", kind="web", shape="wordpress", feed="html",
               feed_path="/feed/"),
    DemoOutlet(id="lauvposten", name="Lauvposten", tier="local", kind="newspaper", shape="labrador", feed="gone",
               feed_path="/?lab_viewport=rss"),
    DemoOutlet(id="fylkesnytt", name="Fylkesnytt Buskerud", tier="regional", kind="tv", shape="nrk", feed="rss",
               feed_path="/buskerud/siste.rss"),
    DemoOutlet(id="fjordtidende", name="Fjordtidende", tier="regional", kind="newspaper", shape="amedia", feed="rss",
               feed_path="/service/rich-rss", publication=902),
    DemoOutlet(id="eikeravisa", name="Eikeravisa", tier="local", kind="newspaper", shape="amedia", feed="atom",
               feed_path="/service/atom", home=("Øvre Eiker",), publication=903),
    DemoOutlet(id="ringnytt", name="Ringnytt", tier="local", kind="newspaper", shape="labrador", feed="rss",
               feed_path="/?lab_viewport=rss", home=("Ringerike", "Hole")),
    DemoOutlet(id="innlandsbladet", name="Innlandsbladet", tier="regional", kind="newspaper", shape="labrador",
               feed="rdf", feed_path="/rss.rdf"),
    DemoOutlet(id="riksposten", name="Riksposten", tier="national", kind="newspaper", shape="schibsted",
               feed="news_sitemap", feed_path="/sitemap/files/articles-48hrs.xml"),
    DemoOutlet(id="dognet", name="Døgnet", tier="national", kind="newspaper", shape="labrador", feed="rss",
               feed_path="/?lab_viewport=rss"),
    DemoOutlet(id="kommunebladet", name="Kommunebladet", tier="trade", kind="newspaper", shape="wordpress",
               feed="json", feed_path="/feed.json"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What a path answers."""

    content_type: str
    content: bytes
    status: int = 200


class Newsroom:
    """One outlet with its articles, able to answer for any of its paths. `base` is its address on loopback."""

    def __init__(self, outlet: DemoOutlet, base: str, articles: tuple[DemoArticle, ...]) -> None:
        self.outlet = outlet
        self.base = base
        self.articles = articles
        self._by_path = {self.path(article): article for article in articles}

    def path(self, article: DemoArticle) -> str:
        """Where an article lies, in the way of the outlet's platform."""
        number, slug, day = article.number, article.slug, article.published
        if self.outlet.shape == "amedia":
            publication = _publication(article.sister) or self.outlet.publication
            return f"/{slug}/{'o' if article.label else 's'}/5-{publication}-{number}"
        if self.outlet.shape == "nrk":
            return f"/buskerud/{slug}-1.1{number:07d}"
        if self.outlet.shape == "labrador":
            return f"/{article.section}/{slug}/{80_000_000 + number}"
        if self.outlet.shape == "schibsted":
            return f"/{article.section}/i/{_letters(number)}/{slug}"
        return f"/{day:%Y/%m/%d}/{slug}/"

    def publish_updates(self) -> int:
        """The newsroom changes what it has marked for change; returns how many articles."""
        changed = tuple(article.updated() for article in self.articles)
        number = sum(new is not old for new, old in zip(changed, self.articles, strict=True))
        self.articles = changed
        self._by_path = {self.path(article): article for article in changed}
        return number

    def answer(self, path: str) -> Answer:
        """Any path to what the outlet answers there."""
        if path == "/robots.txt":
            return Answer("text/plain; charset=utf-8", b"User-agent: *\nDisallow: /admin/\n")
        if path == self.outlet.feed_path:
            return self._feed()
        if path == "/":
            return self._page("front.html", articles=self.articles)
        article = self._by_path.get(path)
        if article is None:
            return Answer("text/html; charset=utf-8", b"<h1>404</h1>", 404)
        others = [other for other in self.articles if other is not article][:4]
        return self._page(f"{self.outlet.shape}.html", article=article, others=others)

    def _feed(self) -> Answer:
        feed, recent = self.outlet.feed, self.articles[:ITEMS_IN_FEED]
        if feed == "gone":
            return Answer("text/html; charset=utf-8", b"<h1>410</h1>", 410)
        if feed in ("html", "front_page"):
            return self._page("front.html", articles=recent)
        if feed == "json":
            return Answer("application/feed+json; charset=utf-8", self._json_feed(recent))
        kinds = {"rss": "rss+xml", "atom": "atom+xml", "rdf": "rdf+xml", "news_sitemap": "xml"}
        content = self._render(f"{feed}.xml", articles=recent)
        return Answer(f"application/{kinds[feed]}; charset=utf-8", content)

    def _json_feed(self, articles: tuple[DemoArticle, ...]) -> bytes:
        items = [
            {
                "id": self._link(article),
                "url": self._link(article),
                "title": article.title,
                "summary": article.lead,
                "date_published": article.published.isoformat(),
            }
            for article in articles
        ]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": self.outlet.name, "items": items}
        return json.dumps(feed, ensure_ascii=False).encode()

    def _page(self, template: str, **context: object) -> Answer:
        return Answer("text/html; charset=utf-8", self._render(template, **context))

    def _render(self, template: str, **context: object) -> bytes:
        tools: Mapping[str, Callable[..., str]] = {"link": self._link, "rfc822": format_datetime, "ld": self._ld}
        text = render(f"newsroom/{template}.jinja", outlet=self.outlet, base=self.base, **tools, **context)
        return text.encode()

    def _link(self, article: DemoArticle) -> str:
        return self.base + self.path(article)

    def _ld(self, article: DemoArticle) -> str:
        """The JSON-LD of an article, with the platform's own way of writing dates and authors."""
        amedia = self.outlet.shape == "amedia"
        stamp = article.published.strftime("%Y-%m-%dT%H:%M:%S.000%z") if amedia else article.published.isoformat()
        author: object = article.author if amedia else [{"@type": "Person", "name": article.author}]
        data: dict[str, object] = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.title,
            "datePublished": stamp,
            "mainEntityOfPage": self._link(article),
            "publisher": {"@type": "Organization", "name": self.outlet.name},
        }
        if article.author:
            data["author"] = author
        if amedia:
            data["isAccessibleForFree"] = not article.paid
            if article.paid:
                data["hasPart"] = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".body-text"}
        return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")

    def as_outlet(self) -> Outlet:
        """The outlet as feeds.yaml would have it."""
        kinds: dict[str, FeedKind] = {"front_page": "front_page", "news_sitemap": "news_sitemap"}
        kind = kinds.get(self.outlet.feed, "rss")
        url = self.base + self.outlet.feed_path
        feed = Feed(
            id=f"{self.outlet.id}-{self.outlet.feed.replace('_', '-')}",
            outlet=self.outlet.id,
            url=url,
            kind=kind,
            verified=True,
        )
        return Outlet(
            id=self.outlet.id,
            name=self.outlet.name,
            tier=self.outlet.tier,
            kind=self.outlet.kind,
            hosts=(self.base.removeprefix("http://"),),
            home=self.outlet.home,
            pause_seconds=0.0,
            feeds=(feed,),
        )


def make_newsroom(outlet: DemoOutlet, base: str, *, now: datetime, zone: ZoneInfo) -> Newsroom:
    """One outlet with its articles as they stand at `now`."""
    return Newsroom(outlet, base, load_articles(outlet.id, now=now, zone=zone))


def _publication(outlet: str) -> int:
    return next((known.publication for known in OUTLETS if known.id == outlet), 0)


def _letters(number: int) -> str:
    """A number as the six letters and digits of a Schibsted-like id."""
    signs = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    value, letters = number * 7919 + 314_159_265, ""
    for _ in range(6):
        value, rest = divmod(value, len(signs))
        letters += signs[rest]
    return letters

"""Records to store in tests: invented outlets, texts and persons."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from mediawatch.model import (
    Article,
    Coverage,
    Feed,
    Item,
    Mention,
    Outlet,
    Reading,
    Sketch,
    Suggestion,
    Tone,
)

NOW = datetime(2025, 3, 12, 9, 30, tzinfo=UTC)
OSLO = timezone(timedelta(hours=1))
HOUR = timedelta(hours=1)
LEASE = timedelta(minutes=5)

OUTLET = Outlet(
    id="fossposten",
    name="Fossposten",
    tier="local",
    kind="newspaper",
    feeds=(Feed(id="fossposten", outlet="fossposten", url="https://fossposten.example/rss"),),
)


def make_outlet(name: str, *feeds: Feed) -> Outlet:
    """An outlet with one feed of its own name, or the given ones."""
    own = feeds or (Feed(id=name, outlet=name, url=f"https://{name}.example/rss"),)
    return replace(OUTLET, id=name, name=name.title(), feeds=own)


def make_item(
    number: int, *, outlet: str = "fossposten", feed: str | None = None, **fields: object
) -> tuple[Item, str]:
    """An item with its article's address."""
    address = f"https://{outlet}.example/sak/{number}"
    values = {
        "feed": feed or outlet,
        "outlet": outlet,
        "guid": f"{outlet}-{number}",
        "url": address,
        "title": f"Sak nummer {number}",
        "lead": f"Ingress nummer {number}.",
        "published": NOW - timedelta(minutes=number),
    }
    return Item(**{**values, **fields}), address


ARTICLE = Article(
    outlet="fossposten",
    address="https://fossposten.example/sak/1",
    url="https://www.fossposten.example/sak/1/",
    article_id=None,
    title="Modum åpner ny skole ved elva",
    lead="Elevene tok den nye skolen i bruk mandag.",
    text="Ordføreren klippet snoren. Kommunestyret bevilget pengene i fjor. Elevene jublet høyt.",
    authors=("Kari Nordlie",),
    published=datetime(2025, 3, 12, 8, 15, tzinfo=OSLO),
    updated=datetime(2025, 3, 12, 8, 45, 30, tzinfo=OSLO),
    paywalled=True,
    kind="feature",
    language="nb",
    section="Nyheter",
    tags=("skole", "Modum"),
)

MENTION = Mention(
    subject="modum",
    subject_name="Modum",
    subject_kind="municipality",
    surface="Modum",
    field="title",
    start=0,
    end=5,
    names_place=True,
    because="navnet står i tittelen",
)

READING = Reading(
    mentions=(MENTION, replace(MENTION, surface="elva", accepted=False, because="ikke et navn")),
    relevance=0.93,
    relevant=True,
    names_organisation=True,
    regional_labels=("Buskerud",),
    because=("Modum i tittelen",),
)
IRRELEVANT = Reading(mentions=(), relevance=0.02, relevant=False)
UNSURE = Reading(mentions=(MENTION,), relevance=0.5, relevant=False, unsure=True)
POSITIVE = Tone(label="positive", score=0.7, confidence=0.8, because=("jublet", "ny skole"))
NEGATIVE = Tone(label="negative", score=-0.6, confidence=0.7, because=("refs",))


def make_article(number: int = 1, **changes: object) -> Article:
    """An article of its own address."""
    outlet = str(changes.get("outlet", "fossposten"))
    host = f"{outlet}.example"
    return replace(ARTICLE, address=f"https://{host}/sak/{number}", url=f"https://www.{host}/sak/{number}/", **changes)


def make_coverage(article: Article, **changes: object) -> Coverage:
    """Coverage of `article` for Modum."""
    values = {
        "organisation": "modum",
        "outlet": replace(OUTLET, id=article.outlet),
        "article": article,
        "reading": READING,
        "tone": POSITIVE,
        "topic": "education",
        "kind": "feature",
        "quoted": ("Ola Lien",),
        "suggestion": Suggestion(role="mayor", rule="Ordføreren uttaler seg om politikk.", because="skole"),
        "excerpt": ("Modum åpner ny skole ved elva.",),
    }
    return Coverage(**{**values, **changes})


def make_sketch(article: Article) -> Sketch:
    """A sketch with the largest hashes there are."""
    return Sketch(
        article_id=article.key,
        published=article.published,
        shingles=(2**64 - 1, 0, 17),
        title_words=(2**63, 3),
        words=42,
        outlet=article.outlet,
    )


def save_one(store, article: Article, *, now: datetime = NOW, story: int | None = None, **changes: object):
    """Save one article with its coverage for Modum."""
    return store.save(
        article,
        [make_coverage(article, **changes)],
        make_sketch(article),
        find_story=lambda _new, _known: story,
        now=now,
    )


def own_story(_new, _known) -> None:
    """Every article is a story of its own."""


def dead_worker() -> str:
    """The name of a process of this machine that has ended."""
    code = "from mediawatch.store.workers import worker_name; print(worker_name())"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()

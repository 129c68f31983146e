"""Coverage to look at: invented outlets and persons, ten weeks of stories for one organisation, a few for another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from mediawatch.config import Config, Settings, load_config
from mediawatch.model import (
    Article,
    Coverage,
    Feed,
    Kind,
    Mention,
    Organisation,
    Outlet,
    Reading,
    Recipient,
    Sketch,
    Suggestion,
    Tone,
    ToneLabel,
    Topic,
)
from mediawatch.shipped import shipped_path
from mediawatch.store import Store

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SCORES: dict[ToneLabel, float] = {"positive": 0.8, "neutral": 0.0, "negative": -0.8, "mixed": 0.1}


def outlet(name: str, tier: str = "local", kind: str = "newspaper") -> Outlet:
    """An invented outlet."""
    host = f"{name.lower()}.example"
    feed = Feed(id=name.lower(), outlet=name.lower(), url=f"https://{host}/rss")
    return Outlet(id=name.lower(), name=name, tier=tier, kind=kind, hosts=(host,), home=("Modum",), feeds=(feed,))


OUTLETS = (
    outlet("Elvebladet"),
    outlet("Dalnytt", "regional"),
    outlet("Riksposten", "national"),
    outlet("Bygdekanalen", "local", "tv"),
)


@dataclass(frozen=True)
class Told:
    """One story to make."""

    title: str
    lead: str
    tone: ToneLabel
    topic: Topic = "other"
    kind: Kind = "news"
    subject: str = "Modum"
    confidence: float = 0.9
    quoted: tuple[str, ...] = ()
    unsure: bool = False


TOLD = (
    Told("Modum åpner ny svømmehall", "Elevene jublet da Modum kommune åpnet hallen.", "positive", "sport"),
    Told("Foreldre fortviler over ventetid i PPT", "Ni måneder uten svar fra Modum kommune.", "negative", "education"),
    Told("Rekordbesøk på Blaafarveværket", "Aldri har så mange sett utstillingen.", "positive", "culture"),
    Told("Vei stenges for asfaltering", "Fylkesveien gjennom Modum stenges i tre netter.", "neutral", "transport"),
    Told("Barnevernet får kritikk", "Statsforvalteren fant lovbrudd i Modum.", "negative", "health", confidence=0.58),
    Told("Sykefraværet halvert på sykehjemmet", "Modum kommune får skryt.", "positive", "health"),
    Told("Budsjettet delte kommunestyret", "Modum sparer, men satser på skole.", "mixed", "economy"),
    Told(
        "Kronikk: Slik bygger vi lag", "Rektoren skriver om skolen i Modum.", "positive", "education", "op-ed by staff"
    ),
    Told("Brann i Åmot", "Ingen kom til skade i brannen.", "neutral", "safety", unsure=True),
)


@cache
def shipped_config() -> Config:
    """The configuration that is shipped, read once."""
    return load_config(
        Settings(feeds=shipped_path("feeds.yaml"), organisations=shipped_path("organisations"))  # type: ignore[arg-type]
    )


def make_config(folder: str, **settings: object) -> Config:
    """The shipped organisation and another one, with the invented outlets."""
    base = shipped_config()
    modum = replace(
        base.organisations[0],
        recipients=(Recipient(id="leder", name="Leder Lund", email="leder@kommune.example", weekly=True),),
    )
    other = Organisation(
        id="granne", name="Granne kommune", place="Granne", county="Buskerud", population=4000, accent="#7a1f5c"
    )
    made = replace(
        base.settings,
        database=f"sqlite:///{folder}/mediawatch.db",
        outbox=Path(folder) / "outbox",
        contact="drift@kommune.example",
        allow_private=True,
        **settings,
    )
    return replace(base, settings=made, outlets=OUTLETS, organisations=(modum, other))


def coverage(organisation: str, told: Told, where: Outlet, number: int, at: datetime) -> Coverage:
    """One story as it is stored."""
    article = Article(
        outlet=where.id,
        address=f"https://{where.hosts[0]}/sak/{number}",
        url=f"https://{where.hosts[0]}/sak/{number}",
        article_id=None,
        title=told.title,
        lead=told.lead,
        text=f"{told.lead} Mer om saken i avisen.",
        authors=("Kari Nordlie",),
        published=at,
        kind=told.kind,
    )
    start = told.lead.find(told.subject)
    surface = told.subject if start >= 0 else told.lead.split()[0]
    mention = Mention(
        subject="modum",
        subject_name=told.subject,
        subject_kind="municipality",
        surface=surface,
        field="lead",
        start=max(start, 0),
        end=max(start, 0) + len(surface),
        names_place=told.subject == "Modum",
        because="navnet står der",
    )
    reading = Reading(
        mentions=(mention,),
        relevance=0.5 if told.unsure else 0.98,
        relevant=not told.unsure,
        unsure=told.unsure,
        names_organisation="Modum" in f"{told.title} {told.lead}",
    )
    return Coverage(
        organisation=organisation,
        outlet=where,
        article=article,
        reading=reading,
        tone=Tone(label=told.tone, score=SCORES[told.tone], confidence=told.confidence, because=("skryt",)),
        topic=told.topic,
        kind=told.kind,
        quoted=told.quoted,
        suggestion=Suggestion(role="department head", rule="Etatsledere uttaler seg om egne tjenester."),
        excerpt=(told.lead,),
        first_seen=at + timedelta(minutes=10),
    )


def fill(
    store: Store,
    organisation: str,
    *,
    told: Sequence[Told] = TOLD,
    count: int = 60,
    now: datetime = NOW,
    first: int = 1,
) -> list[int]:
    """Saves `count` stories, the latest an hour old and then one every 28 hours back; answers their ids."""
    for number in range(count):
        at = now - timedelta(hours=1 + 28 * number)
        which = told[number % len(told)]
        where = OUTLETS[number % len(OUTLETS)]
        made = coverage(
            organisation, replace(which, title=f"{which.title} ({first + number})"), where, first + number, at
        )
        sketch = Sketch(
            article_id=None, published=at, shingles=(first + number,), title_words=(first + number,), words=9
        )
        store.save(made.article, [made], sketch, find_story=lambda _new, _known: None, now=at + timedelta(minutes=10))
    return [story.id for story in store.stories(organisation, relevant=False)]

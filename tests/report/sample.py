"""An invented day for the report tests: Modum with made-up outlets, persons and mild events."""

import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from mediawatch.jobs.speaking import speakers
from mediawatch.model import (
    Article,
    Coverage,
    Digest,
    Mention,
    Organisation,
    Outlet,
    Reading,
    Recipient,
    SilentSource,
    Spokesperson,
    Story,
    SubjectKind,
    Suggestion,
    Target,
    TargetPeriod,
    TargetState,
    Tier,
    Tone,
    ToneLabel,
)
from mediawatch.relate.matrix import Roster
from mediawatch.report.digest import make_digest

OSLO = ZoneInfo("Europe/Oslo")
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 7, 15, tzinfo=OSLO)
SINCE = datetime(2026, 11, 23, 7, 15, tzinfo=OSLO)
PLAN = "strategien, «Ansvar og roller»"

ORGANISATION = Organisation(
    id="modum",
    name="Modum kommune",
    place="Modum",
    county="Buskerud",
    population=14_500,
    spokespersons=(
        Spokesperson(
            id="mayor",
            role="mayor",
            title="Ordfører",
            covers="Kommunen samlet, politikk",
            rule="Ordfører/varaordfører uttaler seg på vegne av kommunen.",
            source=PLAN,
        ),
        Spokesperson(
            id="committee",
            role="committee leader",
            title="Leder for hovedutvalget",
            covers="Politiske saker innen etaten",
            rule="Ledere for hovedutvalg uttaler seg politisk innen den aktuelle etaten.",
            source=PLAN,
        ),
        Spokesperson(
            id="chief",
            role="chief executive",
            title="Kommunedirektør",
            covers="Administrasjonen, større saker",
            rule="Kommunedirektøren uttaler seg om administrative forhold.",
            source=PLAN,
        ),
        Spokesperson(
            id="education",
            role="department head",
            title="Etatssjef undervisning",
            covers="Egne tjenester",
            rule="Etatsledere uttaler seg om egne tjenester og enheter.",
            source=PLAN,
            topics=("education",),
        ),
        Spokesperson(
            id="unit",
            role="unit leader",
            title="Virksomhetsleder",
            covers="Egen virksomhet",
            rule="Virksomhetsledere uttaler seg om egen virksomhet.",
            source=PLAN,
        ),
    ),
)
WEEKLY = Target(
    id="positive",
    name="Minst én positiv sak i lokalmedia hver uke",
    at_least=1,
    every="week",
    tones=("positive",),
    tiers=("local",),
)
MONTHLY = Target(
    id="op-ed", name="Én kronikk fra kommunen i måneden", at_least=1, every="month", kinds=("op-ed by staff",)
)
RECIPIENT = Recipient(id="anne", name="Anne Lunde", email="anne.lunde@example.no")

POSTEN = Outlet(id="dalposten", name="Dalposten", tier="local", kind="newspaper")
TV = Outlet(id="elvetv", name="Elve-TV", tier="local", kind="tv")
REGION = Outlet(id="rks", name="Rikskringen Buskerud", tier="regional", kind="web")
CITY = Outlet(id="bytidende", name="Bytidende", tier="regional", kind="newspaper")
NATION = Outlet(id="dagen", name="Riksposten", tier="national", kind="newspaper")


def mention(name: str = "Modum", kind: SubjectKind = "municipality", *, accepted: bool = True) -> Mention:
    """A name found in a title."""
    return Mention(
        subject=name.lower(),
        subject_name=name,
        subject_kind=kind,
        surface=name,
        field="title",
        start=0,
        end=len(name),
        accepted=accepted,
        names_place=name == "Modum",
    )


def reading(*mentions: Mention, relevant: bool = True, unsure: bool = False, names: bool | None = None) -> Reading:
    """What was found; names the place when a mention does, unless told otherwise."""
    return Reading(
        mentions=mentions,
        relevance=0.9 if relevant else 0.4,
        relevant=relevant,
        unsure=unsure,
        names_organisation=any(one.names_place for one in mentions) if names is None else names,
    )


def coverage(
    title: str,
    *,
    outlet: Outlet = POSTEN,
    tone: ToneLabel | None = "neutral",
    confidence: float = 0.9,
    because: tuple[str, ...] = (),
    hours_ago: float = 2,
    lead: str = "",
    found: Reading | None = None,
    url: str | None = None,
    **changes: object,
) -> Coverage:
    """One invented article as judged for Modum."""
    when = (NOW - timedelta(hours=hours_ago)).astimezone(UTC)
    number = zlib.crc32(title.encode()) % 10_000
    address = url if url is not None else f"https://{outlet.id}.example.no/artikkel/{number}"
    made = Coverage(
        organisation="modum",
        outlet=outlet,
        article=Article(
            outlet=outlet.id, address=address, article_id=None, title=title, lead=lead, published=when, source="page"
        ),
        reading=found if found is not None else reading(mention()),
        tone=Tone(label=tone, score=0.0, confidence=confidence, because=because) if tone else None,
        topic="other",
        kind="news",
        first_seen=when,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def story(number: int, *copies: Coverage) -> Story:
    """Copies that tell one matter."""
    return Story(id=number, organisation="modum", coverage=copies)


def paywalled(one: Coverage) -> Coverage:
    """The same, for subscribers only."""
    return replace(one, article=replace(one.article, paywalled=True))


def critical(one: Story) -> bool:
    """Negative stories need a decision."""
    return one.lead.tone is not None and one.lead.tone.label == "negative"


def stories() -> tuple[Story, ...]:
    """Six stories of an ordinary day, an unsure one, one of our own and a paid one."""
    waiting = paywalled(
        coverage(
            "Foreldre venter på svar fra PPT",
            tone="negative",
            hours_ago=1.6,
            because=("«ventet i ni måneder» (−)",),
            lead="«Vi har ventet i ni måneder», sier en mor til Dalposten. Kommunen svarer at køen skal ned før jul.",
            suggestion=Suggestion(
                role="department head",
                rule="Etatsledere uttaler seg om egne tjenester og enheter.",
                because="Teksten handler om pedagogisk-psykologisk tjeneste og ventetid.",
                spokesperson="education",
            ),
        )
    )
    museum = coverage(
        "Rekordbesøk på Blåverket i høstferien",
        outlet=REGION,
        tone="positive",
        because=("«rekordbesøk» (+)",),
        hours_ago=14.2,
        lead="Over 12 000 gjester tok turen til gruvene og kunstnerhjemmet. – En drøm av en høst, sier daglig leder.",
        found=reading(mention("Blåverket", "landmark")),
    )
    return (
        story(1, waiting),
        story(
            2,
            museum,
            replace(museum, outlet=CITY),
            replace(museum, outlet=replace(CITY, id="eikeravisa", name="Eikeravisa")),
        ),
        story(
            3,
            coverage(
                "Nytt leseprosjekt får skryt fra elever og foreldre",
                tone="positive",
                because=("«får skryt» (+)", "«gleder» (+)"),
                hours_ago=3,
                lead="Biblioteket i Vikersund låner ut lesevenner på fire bein. Tilbudet er gratis hver torsdag.",
                found=reading(mention(), mention("Vikersund", "village")),
            ),
        ),
        story(
            4,
            coverage(
                "Frivillige ryddet turstien på én kveld",
                outlet=TV,
                tone="positive",
                confidence=0.58,
                because=("«møtte opp» (+)",),
                hours_ago=11,
                lead="Tretti personer møtte opp med sag og hakke.",
            ),
        ),
        story(
            5,
            coverage(
                "Kommunestyret behandler budsjettet torsdag",
                hours_ago=5,
                lead="Møtet starter klokka 17 og sendes på nett.",
                revisions=2,
            ),
        ),
        story(
            6,
            coverage(
                "Slik blir ferjefri pendling mellom bygdene",
                outlet=CITY,
                tone="mixed",
                hours_ago=8,
                kind="opinion",
                because=("«gleder» (+)", "«bekymrer» (−)"),
            ),
        ),
        story(
            7,
            coverage(
                "Åmot-lag vant lokaloppgjøret",
                outlet=NATION,
                kind="sport",
                hours_ago=9,
                found=replace(
                    reading(mention("Åmot (Modum)", "village"), relevant=False, unsure=True),
                    because=("Åmot finnes også i Innlandet",),
                ),
            ),
        ),
        story(8, coverage("Vi søker lærere", kind="own")),
        story(9, coverage("Annonsørinnhold: Nye hytter", kind="paid", tone="positive")),
    )


def target_state(target: Target, outcomes: str, *, count: int, days_left: int = 6) -> TargetState:
    """A state from outcomes oldest first: "m" met, "x" missed, "o" open (the last is the running period)."""
    words = {"m": "met", "x": "missed", "o": "open"}
    span = timedelta(days=7 if target.every == "week" else 30)
    start = date(2026, 11, 23) if target.every == "week" else date(2026, 11, 1)
    history = tuple(
        TargetPeriod(
            start=start - span * back,
            end=start - span * (back - 1),
            count=count if back == 0 else int(letter == "m"),
            outcome=words[letter],  # type: ignore[arg-type]
        )
        for back, letter in zip(range(len(outcomes) - 1, -1, -1), outcomes, strict=True)
    )
    run = len(outcomes.rstrip("o")) - len(outcomes.rstrip("o").rstrip("m"))
    return TargetState(target=target, history=history, days_left=days_left, streak=run, best_streak=run)


TARGETS = (
    target_state(WEEKLY, "mmmxmmmmmmm", count=2),
    target_state(MONTHLY, "mxmo", count=0, days_left=7),
)
SILENT = (
    SilentSource(
        outlet="sigtv",
        name="Fossefjell TV",
        since=datetime(2026, 11, 20, 12, 0, tzinfo=UTC),
        health="stale",
        words="Fossefjell TV siden fredag",
    ),
)
HEARD = ("Dalposten", "Elve-TV", "Rikskringen Buskerud", "Bytidende", "Riksposten")


def digest(told: Sequence[Story] | None = None, **changes: object) -> Digest:
    """The day's digest, or that of other stories."""
    on_the_day = Roster(organisation=ORGANISATION, day=TODAY)
    shown = stories() if told is None else told
    made = make_digest(
        ORGANISATION,
        shown,
        date=TODAY,
        since=SINCE,
        until=NOW,
        targets=TARGETS,
        silent=SILENT,
        heard=HEARD,
        needs_decision=critical,
        next_poll=datetime(2026, 11, 24, 7, 5, tzinfo=UTC),
    )
    made = replace(made, speakers=speakers(on_the_day, shown), matrix=on_the_day.matrix())
    return replace(made, **changes)  # type: ignore[arg-type]


def tiered(number: int, tier: Tier, hours_ago: float, tone: ToneLabel = "neutral") -> Story:
    """A story told in one outlet of that tier."""
    outlet = replace(POSTEN, id=f"outlet-{tier}", name=f"Avis {tier}", tier=tier)
    return story(number, coverage(f"Sak {number}", outlet=outlet, hours_ago=hours_ago, tone=tone))

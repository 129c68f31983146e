"""A feed's state to what a person makes of it: how it is, how often something comes, what to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from mediawatch.model import Feed, FeedHealth, FeedState, Outlet, SilentSource
from mediawatch.render import counted, plain, said
from mediawatch.report.words import TIER_WORDS, listed

HEALTH_WORDS: dict[FeedHealth, str] = {
    "new": "Ikke hentet ennå",
    "alive": "Lever",
    "empty": "Svarer, men er tom",
    "stale": "Ingenting nytt på lenge",
    "html": "Gir en nettside i stedet for en nyhetsstrøm",
    "broken": "Kan ikke leses",
    "blocked": "Avviser oss",
    "dead": "Svarer ikke lenger",
    "paused": "På pause",
}
ADVICE: dict[FeedHealth, str] = {
    "new": "Den hentes snart av seg selv.",
    "alive": "",
    "empty": "Se på nettstedet om utgiveren har flyttet sakene sine til en annen adresse.",
    "stale": "Se på nettstedet om utgiveren fortsatt skriver her, eller har flyttet sakene til en annen adresse.",
    "html": "Adressen er trolig flyttet. Finn den nye med «Legg til en kilde», og sett denne på pause.",
    "broken": "Vi prøver igjen av oss selv. Varer det mer enn et døgn, åpner du adressen i en nettleser og ser etter.",
    "blocked": "Be utgiveren om lov til å lese adressen, eller bruk en annen adresse fra samme utgiver.",
    "dead": "Finn den nye adressen på nettstedet, legg den til, og sett denne på pause.",
    "paused": "Ingenting hentes før noen setter den i gang igjen.",
}
TROUBLED: frozenset[FeedHealth] = frozenset({"empty", "stale", "html", "broken", "blocked", "dead"})
FEED_KINDS = {
    "rss": "nyhetsstrøm",
    "front_page": "forside",
    "sitemap": "nettstedskart",
    "news_sitemap": "nettstedskart for nyheter",
}
FEWEST_GAPS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """One feed as the page shows it. `state` None: never heard of by the store."""

    feed: Feed
    outlet: Outlet
    state: FeedState | None
    health: FeedHealth
    words: str
    note: str
    advice: str
    rhythm: str
    kind: str
    added: bool

    @property
    def troubled(self) -> bool:
        """Whether a person should look."""
        return self.health in TROUBLED


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletView:
    """An outlet with its feeds."""

    outlet: Outlet
    name: str
    tier: str
    feeds: tuple[FeedView, ...]


def feed_view(outlet: Outlet, feed: Feed, state: FeedState | None, *, added: bool) -> FeedView:
    """A feed and its state to how it is shown."""
    health: FeedHealth = state.health if state else "new"
    return FeedView(
        feed=feed,
        outlet=outlet,
        state=state,
        health=health,
        words=said(HEALTH_WORDS[health]),
        note=plain(state.health_note) if state and health != "paused" else "",
        advice=said(ADVICE[health]),
        rhythm=rhythm_words(state.gaps_hours if state else ()),
        kind=said(FEED_KINDS[feed.kind]),
        added=added,
    )


def outlet_view(outlet: Outlet, feeds: Iterable[FeedView]) -> OutletView:
    """An outlet to how it is shown."""
    return OutletView(outlet=outlet, name=plain(outlet.name), tier=said(TIER_WORDS[outlet.tier]), feeds=tuple(feeds))


def rhythm_words(gaps_hours: Sequence[float]) -> str:
    """Hours between the last items to how often something comes."""
    if len(gaps_hours) < FEWEST_GAPS:
        return said("Vi kjenner ikke rytmen ennå.")
    hours = median(gaps_hours)
    if hours < 1:
        return said("Noe nytt flere ganger i timen.")
    if hours < 36:
        count = round(hours)
        return (
            said("Noe nytt omtrent hver time.")
            if count <= 1
            else said("Noe nytt omtrent hver {count}. time.").format(count=count)
        )
    days = round(hours / 24)
    return (
        said("Noe nytt omtrent hver dag.")
        if days <= 1
        else said("Noe nytt omtrent hver {count}. dag.").format(count=days)
    )


def answer(views: Sequence[OutletView], silent: Sequence[SilentSource]) -> str:
    """The sentence that the reader came for. Who has never answered is not heard from."""
    followed = [view for view in views if view.feeds]
    if not followed:
        return said("Ingen kilder er satt opp")
    gone = {one.outlet for one in silent}
    answered = [view for view in followed if any(one.state and one.state.last_success for one in view.feeds)]
    heard, outlets = sum(view.outlet.id not in gone for view in answered), len(followed)
    return said("Vi hører fra {heard} av {all}").format(heard=heard, all=counted(outlets, "utgiver", "utgivere"))


def silent_words(silent: Sequence[SilentSource]) -> str:
    """Who is not heard from; "" when all are."""
    if not silent:
        return ""
    return said("Ikke hørt fra: {names}.").format(names=listed([plain(one.words) for one in silent]))

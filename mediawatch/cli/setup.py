"""`mediawatch check` and `sources`: is everything set up, and does every source answer?"""

import asyncio
import sys
from dataclasses import dataclass

import click
from rich.table import Table

from mediawatch.cli.opening import open_config, open_database
from mediawatch.collect.fetch import Fetcher
from mediawatch.collect.pace import after_failure, after_success
from mediawatch.collect.poll import read_feed
from mediawatch.config import Config, live_problems
from mediawatch.console import people_console
from mediawatch.errors import CollectError, ConfigError
from mediawatch.jobs.rounds import utc_now
from mediawatch.model import Feed, FeedHealth, FeedState, Outlet

HEALTH_WORDS: dict[FeedHealth, str] = {
    "new": "ny",
    "alive": "lever",
    "empty": "tom",
    "stale": "gammelt",
    "html": "nettside, ikke strøm",
    "broken": "ødelagt",
    "blocked": "avviser oss",
    "dead": "svarer ikke",
    "paused": "satt på pause",
}
GOOD: frozenset[FeedHealth] = frozenset({"alive", "paused"})


@click.command(short_help="Kontroller oppsettet, alle feil på én gang.")
def check() -> None:
    """Kontroller oppsettet: alle feil på én gang, hver med fil, linje og hva du kan skrive i stedet."""
    config = open_config()
    console = people_console()
    feeds = [feed for outlet in config.outlets for feed in outlet.feeds]
    unverified = sum(not feed.verified for feed in feeds)
    console.print(f"Utgivere: {len(config.outlets)} med {len(feeds)} kilder ({unverified} av dem ikke bekreftet).")
    for organisation in config.organisations:
        console.print(
            f"{organisation.name}: {len(organisation.subjects)} navn å følge, {len(organisation.targets)} mål, "
            f"{len(organisation.recipients)} mottakere.",
            soft_wrap=True,
        )
    open_database(config).close()
    console.print("Databasen svarer.")
    mail = (
        f"Sender e-post via {config.settings.smtp_host}."
        if config.settings.has_smtp
        else (f"E-post er ikke satt opp: meldingene skrives til {config.settings.outbox}.")
    )
    console.print(mail, soft_wrap=True, markup=False)
    for warning in config.warnings:
        console.print(f"Merk: {warning}", markup=False, soft_wrap=True)
    remaining = live_problems(config)
    if remaining:
        console.print("\nGjenstår før du kan følge ekte kilder:")
        for problem in remaining:
            console.print(f"  {problem}", markup=False, soft_wrap=True)
    else:
        console.print("Alt er klart.")


@dataclass(frozen=True, slots=True)
class Probe:
    """What one feed answered just now."""

    outlet: Outlet
    feed: Feed
    state: FeedState
    items: int


@click.command(short_help="Prøv alle kilder nå: hvilke lever?")
def sources() -> None:
    """Prøv alle kilder nå: lever de, er de tomme, gamle, døde eller en nettside i stedet for en strøm?"""
    config = open_config()
    problems = live_problems(config)
    if problems:
        raise ConfigError(tuple(problems))
    probes = asyncio.run(probe_all(config))
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("Kilde", "Tilstand", "Poster", "Forklaring"):
        table.add_column(heading, overflow="fold", justify="right" if heading == "Poster" else "left")
    for probe in probes:
        table.add_row(probe.feed.id, HEALTH_WORDS[probe.state.health], str(probe.items), probe.state.health_note)
    console = people_console()
    console.print(table)
    bad = [probe for probe in probes if probe.state.health not in GOOD]
    console.print(f"\n{len(probes) - len(bad)} av {len(probes)} kilder lever.")
    sys.exit(1 if bad else 0)


async def probe_all(config: Config) -> list[Probe]:
    """Fetches and reads every feed once, storing nothing."""
    settings = config.settings
    async with Fetcher(user_agent=settings.user_agent, allow_private=settings.allow_private) as fetcher:
        work = (_probe(fetcher, outlet, feed) for outlet in config.outlets for feed in outlet.feeds)
        return list(await asyncio.gather(*work))


async def _probe(fetcher: Fetcher, outlet: Outlet, feed: Feed) -> Probe:
    now = utc_now()
    fresh = FeedState(feed=feed.id, outlet=outlet.id, due_at=now)
    try:
        page = await fetcher.get(feed.url, pause_seconds=outlet.pause_seconds)
        reading = await asyncio.to_thread(read_feed, page, feed, now=now)
    except CollectError as error:
        return Probe(outlet, feed, after_failure(fresh, error, feed, now), 0)
    state = after_success(fresh, reading.items, new=len(reading.items), page=page, feed=feed, now=now)
    return Probe(outlet, feed, state, len(reading.items))

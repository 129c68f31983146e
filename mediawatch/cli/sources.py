"""`mediawatch sources`: what does every source answer right now?"""

import asyncio
import sys
from collections.abc import Callable, Sequence

import click
from rich.console import Console
from rich.table import Table

from mediawatch.cli.opening import open_config, require_contact
from mediawatch.collect.fetch import Fetcher
from mediawatch.config import Config
from mediawatch.console import count_words, failure_lines, people_console, progress_bars
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.probing import Probe, try_feed
from mediawatch.model import Feed, Outlet
from mediawatch.render import near_day


@click.command(short_help="Prøv alle kilder nå: hvilke lever?")
def sources() -> None:
    """Prøv alle kilder nå: lever de, er de tomme, gamle, døde eller en nettside i stedet for en nyhetsstrøm?

    Ingenting lagres. Avslutter med 1 når en kilde trenger tilsyn.
    """
    config = open_config()
    require_contact(config)
    console = people_console()
    with progress_bars(console, "Prøver kildene") as (bar, (task,)):
        total = sum(len(outlet.feeds) for outlet in config.outlets)
        bar.update(task, total=total)
        probes = asyncio.run(probe_all(config, lambda: bar.advance(task)))
    _print_probes(config, probes, console)
    sys.exit(0 if all(probe.lives for probe in probes) else 1)


def _print_probes(config: Config, probes: Sequence[Probe], console: Console) -> None:
    today = utc_now().astimezone(config.settings.zone).date()
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("Kilde", "Tilstand", "Poster", "Nyeste"):
        table.add_column(heading, overflow="fold", justify="right" if heading == "Poster" else "left")
    for probe in probes:
        newest = near_day(probe.newest.astimezone(config.settings.zone).date(), today) if probe.newest else "–"
        table.add_row(probe.feed.id, probe.word, str(probe.items), newest)
    console.print(table)
    noted = [(probe, [probe.note]) for probe in probes if probe.note]
    for heading, lives in (("Trenger tilsyn:", False), ("Lever, men merk:", True)):
        told = [(f"{probe.feed.id} ({probe.feed.url})", words) for probe, words in noted if probe.lives is lives]
        for line in failure_lines(heading, told) if told else ():
            console.print(line)
    proved = [probe.feed.id for probe in probes if probe.lives and not probe.feed.verified]
    if proved:
        console.print(f"\nLever, men står som ubekreftet: {', '.join(proved)}. Skriv verified: true i feeds.yaml.")
    living = sum(probe.lives for probe in probes)
    console.print(f"\n{living} av {count_words(len(probes), 'kilde', 'kilder')} lever.")


async def probe_all(config: Config, done: Callable[[], object] = lambda: None) -> list[Probe]:
    """Fetches and reads every feed once, storing nothing; `done` is called after each."""
    settings = config.settings

    async def one(fetcher: Fetcher, outlet: Outlet, feed: Feed) -> Probe:
        found = await try_feed(fetcher, outlet, feed)
        done()
        return found

    async with Fetcher(user_agent=settings.user_agent, allow_private=settings.allow_private) as fetcher:
        work = (one(fetcher, outlet, feed) for outlet in config.outlets for feed in outlet.feeds)
        return list(await asyncio.gather(*work))

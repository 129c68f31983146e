"""What a person at the terminal sees of a round: progress while it runs, a table when it is done."""

import asyncio
import sys

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table

from mediawatch.config import Config
from mediawatch.jobs.rounds import Progress, poll_round
from mediawatch.jobs.summary import RoundSummary
from mediawatch.model import ToneLabel
from mediawatch.render import TONES
from mediawatch.store import Store

WIDTH_OFF_TERMINAL = 100
TONE_ORDER: tuple[ToneLabel, ...] = ("positive", "neutral", "mixed", "negative")


def people_console() -> Console:
    """The console for people. Off a terminal it is 100 columns wide, so that tables stay readable in logs."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH_OFF_TERMINAL)


def progress_round(config: Config, store: Store, console: Console, *, force: bool) -> RoundSummary:
    """One round with a progress bar on the console."""
    columns = (SpinnerColumn(), TextColumn("{task.description:<24}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=console) as bar:
        feeds = bar.add_task("Henter nyhetsstrømmer", total=None)
        pages = bar.add_task("Leser nye saker", total=None)
        progress = Progress(
            feeds=lambda done, total: bar.update(feeds, completed=done, total=total),
            pages=lambda done, total: bar.update(pages, completed=done, total=total),
        )
        return asyncio.run(poll_round(config, store, force=force, progress=progress))


def summary_table(config: Config, summary: RoundSummary) -> Table:
    """What the round did, a line per outlet: items, new, ours, tones, failures."""
    table = Table(header_style="bold", pad_edge=False, box=None)
    table.add_column("Utgiver", overflow="fold", min_width=12)
    for heading in ("Poster", "Nye", "Om oss"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Tone", overflow="fold")
    table.add_column("Merknad", overflow="fold", ratio=1)
    for outlet in config.outlets:
        counts = summary.outlets.get(outlet.id)
        if counts is not None:
            tones = ", ".join(f"{counts.tones[t]} {TONES[t].word.lower()}" for t in TONE_ORDER if counts.tones[t])
            numbers = (str(counts.items), str(counts.new), str(counts.ours))
            table.add_row(outlet.name, *numbers, tones or "–", " ".join(counts.failures))
    return table


def count_words(number: int, one: str, many: str) -> str:
    """ "1 sak", "2 saker"."""
    return f"{number} {one if number == 1 else many}"

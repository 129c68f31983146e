"""What a person at the terminal sees of a round: progress while it runs, a table when it is done."""

import asyncio
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TaskID, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from mediawatch.config import Config
from mediawatch.jobs.summary import OutletSummary, RoundSummary
from mediawatch.model import ToneLabel
from mediawatch.render import plain
from mediawatch.store import Store

WIDTH_OFF_TERMINAL = 100
TONE_ORDER: tuple[ToneLabel, ...] = ("positive", "neutral", "mixed", "negative")
TONE_COUNTS: dict[ToneLabel, tuple[str, str]] = {
    "positive": ("positiv", "positive"),
    "neutral": ("nøytral", "nøytrale"),
    "mixed": ("blandet", "blandede"),
    "negative": ("negativ", "negative"),
}
"""A tone beside a number: one story, several stories."""


def people_console() -> Console:
    """The console for people. Nothing printed is read as markup, since titles come from outside. Off a terminal it is
    100 columns wide, so that tables stay readable in logs (COLUMNS says otherwise)."""
    unknown = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    return Console(highlight=False, markup=False, emoji=False, width=WIDTH_OFF_TERMINAL if unknown else None)


@contextmanager
def progress_bars(console: Console, *words: str) -> Iterator[tuple[Bar, list[TaskID]]]:
    """A bar for each of the words, gone when the block ends; off a terminal nothing is drawn."""
    columns = (SpinnerColumn(), TextColumn("{task.description:<24}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield bar, [bar.add_task(word, total=None) for word in words]


def progress_round(config: Config, store: Store, console: Console, *, force: bool) -> RoundSummary:
    """One round with a progress bar on the console."""
    from mediawatch.jobs.rounds import Progress, poll_round  # most commands fetch nothing and start faster without

    with progress_bars(console, "Henter nyhetsstrømmer", "Leser nye saker") as (bar, (feeds, pages)):
        progress = Progress(
            feeds=lambda done, total: bar.update(feeds, completed=done, total=total),
            pages=lambda done, total: bar.update(pages, completed=done, total=total),
        )
        return asyncio.run(poll_round(config, store, force=force, progress=progress))


def summary_table(config: Config, summary: RoundSummary) -> RenderableType:
    """What the round did, a line per outlet: items, new, ours, tones; below it what failed, in plain words."""
    table = Table(header_style="bold", pad_edge=False, box=None)
    table.add_column("Utgiver", overflow="fold", min_width=12)
    for heading in ("Poster", "Nye", "Om oss"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Tone", overflow="fold")
    table.add_column("Feil", justify="right", no_wrap=True)
    failed: list[tuple[str, list[str]]] = []
    for outlet in config.outlets:
        counts = summary.outlets.get(outlet.id)
        if counts is not None:
            numbers = (str(counts.items), str(counts.new), str(counts.ours))
            table.add_row(outlet.name, *numbers, tone_counts(counts), str(len(counts.failures) or ""))
            if counts.failures:
                failed.append((outlet.name, counts.failures))
    return Group(table, *failure_lines("Dette gikk ikke:", failed)) if failed else table


def tone_counts(counts: OutletSummary) -> str:
    """ "12 positive, 1 negativ", or a dash where nothing was ours."""
    told = ((counts.tones[tone], TONE_COUNTS[tone]) for tone in TONE_ORDER)
    return ", ".join(count_words(number, *words) for number, words in told if number) or "–"


def failure_lines(heading: str, failed: Iterable[tuple[str, Iterable[str]]]) -> Iterator[RenderableType]:
    """What failed where: a heading, and for each name its explanations, set in from the margin."""
    yield Text(f"\n{heading}", "bold")
    for name, words in failed:
        yield Padding(Text(f"{plain(name)}: ").append(plain(" ".join(words)), "not bold"), (0, 0, 0, 2))


def count_words(number: int, one: str, many: str) -> str:
    """ "1 sak", "2 saker"."""
    return f"{number} {one if number == 1 else many}"

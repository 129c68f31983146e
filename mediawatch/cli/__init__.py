"""The command line: `mediawatch`. Words in Norwegian for people, JSON for scripts.

Exit codes: 0 done; 1 done, but something needs attention (a dead source, a mail not sent); 2 wrong input or
configuration; 3 the database is away; 130 stopped with Ctrl-C.
"""

import io
import sys

import click
from rich.console import Console

from mediawatch import __version__
from mediawatch.cli.adding import add
from mediawatch.cli.archive import search, targets
from mediawatch.cli.calibrating import calibration
from mediawatch.cli.correcting import correct, review
from mediawatch.cli.digest import digest
from mediawatch.cli.explaining import explain
from mediawatch.cli.exporting import export
from mediawatch.cli.norwegian import NorwegianGroup, os_words, speak_norwegian
from mediawatch.cli.polling import poll, run
from mediawatch.cli.reading import analyse, extract
from mediawatch.cli.reporting import report
from mediawatch.cli.scoring import score
from mediawatch.cli.setup import check
from mediawatch.cli.sources import sources
from mediawatch.demo.command import demo
from mediawatch.errors import ConfigError, MediawatchError, StoreError

EXIT_ATTENTION = 1
EXIT_INPUT = 2
EXIT_STORE = 3
EXIT_INTERRUPTED = 130
"""128 + SIGINT, as shells have it."""


@click.group(
    cls=NorwegianGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Prøv «mediawatch demo» for å se hele løypa mot oppdiktede redaksjoner på din egen maskin.",
)
@click.version_option(__version__, "-V", "--version", message="mediawatch %(version)s", help="Vis versjonen.")
def mediawatch() -> None:
    """Følger med på hva pressen skriver om kommunen, vurderer tonen, teller mot målene og sender dagens oversikt."""


for command in (
    demo,
    check,
    sources,
    poll,
    run,
    digest,
    search,
    targets,
    review,
    correct,
    calibration,
    explain,
    score,
    report,
    export,
    add,
    analyse,
    extract,
):
    mediawatch.add_command(command)


def main() -> None:
    """Runs the command line; errors of ours become plain words and an exit code, bugs stay bugs."""
    speak_norwegian()
    _print_whatever_comes()
    try:
        mediawatch.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        click.echo("Avbrutt.", err=True)
        sys.exit(EXIT_INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_INPUT)
    except MediawatchError as error:
        _tell(error)
        sys.exit(_exit_code(error))
    except OSError as error:
        if error.filename is None:  # not about a file that the user named: a bug
            raise
        click.echo(f"Kan ikke lese eller skrive {error.filename}: {os_words(error)}.", err=True)
        sys.exit(EXIT_INPUT)


def _exit_code(error: MediawatchError) -> int:
    if isinstance(error, ConfigError):
        return EXIT_INPUT
    return EXIT_STORE if isinstance(error, StoreError) else EXIT_ATTENTION


def _print_whatever_comes() -> None:
    """A terminal that lacks a character (▲ in Latin-1) gets a question mark, not a crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _tell(error: MediawatchError) -> None:
    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    if isinstance(error, ConfigError):
        many = len(error.problems)
        console.print(f"Oppsettet har {'én feil' if many == 1 else f'{many} feil'}:", style="bold")
        for problem in error.problems:
            console.print(f"  {problem}", soft_wrap=True)
    elif not error.advice:
        console.print(str(error), soft_wrap=True)
    if error.advice:
        console.print(error.advice, soft_wrap=True)

"""The command line: `mediawatch`. Words in Norwegian for people, JSON for scripts.

Exit codes: 0 done; 1 done, but something needs attention (a dead source, a mail not sent); 2 wrong input or
configuration; 3 the database is away; 130 stopped with Ctrl-C.
"""

import io
import sys

import click
from rich.console import Console

from mediawatch import __version__
from mediawatch.cli.norwegian import CommandPlaces, NorwegianGroup, os_words, speak_norwegian
from mediawatch.errors import ConfigError, MediawatchError, StoreError

COMMANDS = {
    "demo": "mediawatch.demo.command:demo",
    "check": "mediawatch.cli.setup:check",
    "sources": "mediawatch.cli.sources:sources",
    "poll": "mediawatch.cli.polling:poll",
    "run": "mediawatch.cli.running:run",
    "digest": "mediawatch.cli.digest:digest",
    "alarms": "mediawatch.cli.alarms:alarms",
    "enquiries": "mediawatch.cli.enquiring:enquiries",
    "crisis": "mediawatch.cli.crises:crisis",
    "search": "mediawatch.cli.archive:search",
    "spokesperson": "mediawatch.cli.spokespersons:spokesperson",
    "targets": "mediawatch.cli.targeting:targets",
    "reading": "mediawatch.cli.supplying:reading",
    "review": "mediawatch.cli.correcting:review",
    "correct": "mediawatch.cli.correcting:correct",
    "calibration": "mediawatch.cli.calibrating:calibration",
    "explain": "mediawatch.cli.explaining:explain",
    "score": "mediawatch.cli.scoring:score",
    "report": "mediawatch.cli.reporting:report",
    "export": "mediawatch.cli.exporting:export",
    "add": "mediawatch.cli.adding:add",
    "person": "mediawatch.cli.persons:person",
    "retention": "mediawatch.cli.retaining:retention",
    "login-link": "mediawatch.cli.letting_in:login_link",
    "analyse": "mediawatch.cli.reading:analyse",
    "extract": "mediawatch.cli.reading:extract",
}
"""Where each command lies, in the order of the work."""
EXIT_ATTENTION = 1
EXIT_INPUT = 2
EXIT_STORE = 3
EXIT_INTERRUPTED = 130
"""128 + SIGINT, as shells have it."""


@click.group(
    cls=NorwegianGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    commands=CommandPlaces(COMMANDS),
    epilog="Prøv «mediawatch demo» for å se hele løypa mot oppdiktede redaksjoner på din egen maskin.",
)
@click.version_option(__version__, "-V", "--version", message="mediawatch %(version)s", help="Vis versjonen.")
def mediawatch() -> None:
    """Følger med på hva pressen skriver om kommunen, vurderer tonen, teller mot målene og sender dagens oversikt."""


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

"""The command line: `mediawatch`. Words in Norwegian for people, JSON for scripts.

Exit codes: 0 done; 1 done, but something needs attention (a dead source, a mail not sent); 2 wrong input or
configuration; 3 the database is away.
"""

import sys

import click
from rich.console import Console

from mediawatch import __version__
from mediawatch.cli.archive import add, search, targets
from mediawatch.cli.digest import digest
from mediawatch.cli.norwegian import NorwegianGroup, speak_norwegian
from mediawatch.cli.polling import poll, run
from mediawatch.cli.reading import analyse, extract
from mediawatch.cli.setup import check, sources
from mediawatch.demo.command import demo
from mediawatch.errors import ConfigError, MediawatchError, StoreError

EXIT_ATTENTION = 1
EXIT_INPUT = 2
EXIT_STORE = 3


@click.group(
    cls=NorwegianGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Prøv «mediawatch demo» for å se hele løypa mot en oppdiktet redaksjonsby på din egen maskin.",
)
@click.version_option(__version__, "-V", "--version", message="mediawatch %(version)s", help="Vis versjonen.")
def mediawatch() -> None:
    """Følger med på hva pressen skriver om kommunen, vurderer tonen, teller mot målene og sender dagens oversikt."""


for command in (demo, check, sources, poll, run, digest, search, targets, add, analyse, extract):
    mediawatch.add_command(command)


def main() -> None:
    """Runs the command line; errors of ours become plain words and an exit code, bugs stay bugs."""
    speak_norwegian()
    try:
        mediawatch.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        click.echo("Avbrutt.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_INPUT)
    except MediawatchError as error:
        _tell(error)
        sys.exit(EXIT_INPUT if isinstance(error, ConfigError) else EXIT_STORE if isinstance(error, StoreError) else 1)


def _tell(error: MediawatchError) -> None:
    console = Console(stderr=True, highlight=False)
    if isinstance(error, ConfigError):
        many = len(error.problems)
        console.print(f"[bold]Oppsettet har {'én feil' if many == 1 else f'{many} feil'}:[/bold]")
        for problem in error.problems:
            console.print(f"  {problem}", markup=False, soft_wrap=True)
    elif not error.advice:
        console.print(str(error), markup=False, soft_wrap=True)
    if error.advice:
        console.print(error.advice, markup=False, soft_wrap=True)

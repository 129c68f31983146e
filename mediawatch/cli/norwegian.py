"""Click in Norwegian: the few words its own messages and help pages use."""

import gettext as gettext_module
from collections.abc import Sequence
from typing import Any, ClassVar

import click
import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

_WORDS = {
    "Usage: ": "Bruk: ",
    "Usage:": "Bruk:",
    "Options": "Valg",
    "Commands": "Kommandoer",
    "Arguments": "Argumenter",
    "Show this message and exit.": "Vis denne hjelpen.",
    "Try '{command} {option}' for help.": "Se «{command} {option}» for hjelp.",
    "Error: {message}": "Feil: {message}",
    "Invalid value: {message}": "Ugyldig verdi: {message}",
    "Invalid value for {param_hint}: {message}": "Ugyldig verdi for {param_hint}: {message}",
    "Missing argument": "Mangler argumentet",
    "Missing option": "Mangler valget",
    "Missing parameter": "Mangler",
    "Missing {param_type}": "Mangler {param_type}",
    "Missing command.": "Skriv hvilken kommando du vil kjøre.",
    "No such option: {name}": "Valget {name} finnes ikke.",
    "No such option {name!r}.": "Valget {name} finnes ikke.",
    "No such command {name!r}.": "Kommandoen «{name}» finnes ikke.",
    "Did you mean {possibility}?": "Mente du {possibility}?",
    "Option {name!r} requires an argument.": "Valget {name} må ha en verdi.",
    "Option {name!r} does not take a value.": "Valget {name} tar ingen verdi.",
    "Could not open file {filename!r}: {message}": "Kan ikke åpne filen {filename}: {message}",
    "{name} {filename!r} does not exist.": "{name} {filename} finnes ikke.",
    "{name} {filename!r} is a directory.": "{name} {filename} er en mappe.",
    "{name} {filename!r} is a file.": "{name} {filename} er en fil.",
    "{name} {filename!r} is not readable.": "{name} {filename} kan ikke leses.",
    "file": "filen",
    "directory": "mappen",
    "path": "stien",
    "{value!r} is not a valid {number_type}.": "{value} er ikke et gyldig tall ({number_type}).",
    "{value!r} does not match the format {format}.": "{value} passer ikke med formatet {format}.",
    "{value!r} does not match the formats {formats}.": "{value} passer ikke med formatene {formats}.",
    "Got unexpected extra argument ({args})": "Dette var det ikke plass til: {args}",
    "Got unexpected extra arguments ({args})": "Dette var det ikke plass til: {args}",
    "default: {default}": "ellers {default}",
    "required": "må være med",
}


def _translate(message: str) -> str:
    return _WORDS.get(message, gettext_module.gettext(message))


def _translate_plural(one: str, many: str, number: int) -> str:
    return _translate(one if number == 1 else many)


def speak_norwegian() -> None:
    """Puts the Norwegian words where click looks up its own."""
    for module in (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types):
        for name, function in (("_", _translate), ("gettext", _translate), ("ngettext", _translate_plural)):
            if hasattr(module, name):
                setattr(module, name, function)


class NorwegianGroup(click.Group):
    """A group whose usage line reads in Norwegian and whose commands keep the order in which they were added."""

    names: ClassVar[dict[str, str]] = {"[OPTIONS]": "[VALG]", "COMMAND [ARGS]...": "KOMMANDO …"}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The order of the work, not of the alphabet."""
        return list(self.commands)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Usage line in Norwegian."""
        return [self.names.get(piece, piece) for piece in super().collect_usage_pieces(ctx)]

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Adds a command whose usage line says VALG."""
        cmd.options_metavar = "[VALG]"
        super().add_command(cmd, name)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """As click's, named `mediawatch` however it was started."""
        extra.setdefault("prog_name", "mediawatch")
        return super().main(args, *rest, **extra)

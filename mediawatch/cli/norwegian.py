"""Click in Norwegian: the words its own messages and help pages use, and those of the operating system."""

import errno
import gettext as gettext_module
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from importlib import import_module
from typing import Any, ClassVar

import click
import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

WORDS = {
    # help pages
    "Usage: ": "Bruk: ",
    "Usage:": "Bruk:",
    "Options": "Valg",
    "Commands": "Kommandoer",
    "Positional arguments": "Argumenter",
    "Show this message and exit.": "Vis denne hjelpen.",
    "Show the version and exit.": "Vis versjonen.",
    "default: {default}": "ellers {default}",
    "env var: {var}": "miljøvariabel: {var}",
    "(dynamic)": "(regnes ut)",
    "required": "må være med",
    "deprecated": "utgår",
    # what went wrong
    "Error: {message}": "Feil: {message}",
    "Aborted!": "Avbrutt.",
    "Try '{command} {option}' for help.": "Se «{command} {option}» for hjelp.",
    "Invalid value: {message}": "Ugyldig verdi: {message}",
    "Invalid value for {param_hint}: {message}": "Ugyldig verdi for {param_hint}: {message}",
    "Missing argument": "Mangler argumentet",
    "Missing option": "Mangler valget",
    "Missing parameter": "Mangler",
    "Missing parameter: {param_name}": "Mangler {param_name}",
    "Missing {param_type}": "Mangler {param_type}",
    "Missing command.": "Skriv hvilken kommando du vil kjøre.",
    "No such option: {name}": "Valget {name} finnes ikke.",
    "No such option {name!r}.": "Valget {name} finnes ikke.",
    "No such command {name!r}.": "Kommandoen «{name}» finnes ikke.",
    "Did you mean {possibility}?": "Mente du {possibility}?",
    "(Did you mean one of: {possibilities}?)": "Mente du en av disse: {possibilities}?",
    "Option {name!r} requires an argument.": "Valget {name} må ha en verdi.",
    "Option {name!r} requires {nargs} arguments.": "Valget {name} må ha {nargs} verdier.",
    "Option {name!r} does not take a value.": "Valget {name} tar ingen verdi.",
    "Argument {name!r} takes {nargs} values.": "Argumentet {name} må ha {nargs} verdier.",
    "Takes {nargs} values but 1 was given.": "Må ha {nargs} verdier, men fikk 1.",
    "Takes {nargs} values but {len} were given.": "Må ha {nargs} verdier, men fikk {len}.",
    "{len_type} values are required, but {len_value} was given.": "Må ha {len_type} verdier, men fikk {len_value}.",
    "{len_type} values are required, but {len_value} were given.": "Må ha {len_type} verdier, men fikk {len_value}.",
    "Got unexpected extra argument ({args})": (
        "«{args}» er for mye. Skal flere ord høre sammen, setter du dem i anførselstegn."
    ),
    "Got unexpected extra arguments ({args})": (
        "«{args}» er for mye. Skal flere ord høre sammen, setter du dem i anførselstegn."
    ),
    "Could not open file {filename!r}: {message}": "Kan ikke åpne filen {filename}: {message}",
    "unknown error": "ukjent feil",
    "{name} {filename!r} does not exist.": "{filename} finnes ikke.",
    "{name} {filename!r} is a directory.": "{filename} er en mappe. Skriv navnet på en fil.",
    "{name} {filename!r} is a file.": "{filename} er en fil. Skriv navnet på en mappe.",
    "{name} {filename!r} is not readable.": "{filename} kan ikke leses. Sjekk rettighetene.",
    "{name} {filename!r} is not writable.": "{filename} kan ikke skrives til. Sjekk rettighetene.",
    "{name} {filename!r} is not executable.": "{filename} kan ikke kjøres. Sjekk rettighetene.",
    "Unknown standard stream '{name}'": "Ukjent standardstrøm {name}",
    "file": "filen",
    "directory": "mappen",
    "path": "stien",
    "{value!r} is not a valid {number_type}.": "«{value}» er ikke et tall. Skriv for eksempel 7.",
    "{value} is not in the range {range}.": "{value} er utenfor det som er mulig ({range}).",
    "{value!r} is not a valid boolean. Recognized values: {states}": "«{value}» er verken ja eller nei ({states}).",
    "{value!r} is not a valid UUID.": "«{value}» er ikke en UUID.",
    "{value!r} is not {choice}.": "«{value}» er ikke {choice}.",
    "{value!r} is not one of {choices}.": "«{value}» er ikke en av {choices}.",
    "Choose from:\n\t{choices}": "Velg mellom:\n\t{choices}",
    "Choice({choices})": "Ett av ({choices})",
    "{value!r} does not match the format {format}.": "«{value}» er ikke en dato. Skriv for eksempel 2026-11-24.",
    "{value!r} does not match the formats {formats}.": (
        "«{value}» er ikke en dato. Skriv for eksempel 2026-11-24 eller 24.11.2026."
    ),
}
"""Click's own messages, word for word, and what is said instead."""

_OS_WORDS = {
    errno.ENOENT: "den finnes ikke",
    errno.EISDIR: "det er en mappe",
    errno.ENOTDIR: "en del av stien er en fil",
    errno.EEXIST: "det finnes alt noe annet med det navnet",
    errno.EACCES: "du mangler tilgang",
    errno.EPERM: "du mangler tilgang",
    errno.EROFS: "disken kan bare leses",
    errno.ENOSPC: "disken er full",
    errno.ENAMETOOLONG: "navnet er for langt",
    errno.ELOOP: "lenken går i ring",
    errno.EIO: "disken svarer med feil",
}


def os_words(error: OSError) -> str:
    """Why a file could not be read or written, as the end of a sentence: "den finnes ikke"."""
    return _OS_WORDS.get(error.errno or 0, f"feil {error.errno} fra operativsystemet")


def _translate(message: str) -> str:
    return WORDS.get(message, gettext_module.gettext(message))


def _translate_plural(one: str, many: str, number: int) -> str:
    return _translate(one if number == 1 else many)


def speak_norwegian() -> None:
    """Puts the Norwegian words where click looks up its own."""
    for module in (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types):
        for name, function in (("_", _translate), ("gettext", _translate), ("ngettext", _translate_plural)):
            if hasattr(module, name):
                setattr(module, name, function)


class CommandPlaces(MutableMapping[str, click.Command]):
    """Commands by name, each imported when it is first asked for: a search need not load what fetches pages.

    `places`: name -> "module:attribute", in the order of the work.
    """

    def __init__(self, places: Mapping[str, str]) -> None:
        self._places = dict(places)
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._loaded:
            module, _, attribute = self._places[name].partition(":")
            command: click.Command = getattr(import_module(module), attribute)
            command.options_metavar = "[VALG]"
            self._loaded[name] = command
        return self._loaded[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._places.setdefault(name, "")
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._places[name]
        self._loaded.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


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

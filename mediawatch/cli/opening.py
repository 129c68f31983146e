"""What commands open: the configuration, the store, a file to read; and what they choose from them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from mediawatch.cli.norwegian import os_words
from mediawatch.config import PREFIX, Config, live_problems, load_everything
from mediawatch.errors import ConfigError, StoreError
from mediawatch.jobs.sources import with_added
from mediawatch.model import Organisation
from mediawatch.store import Store, open_store


def open_config() -> Config:
    """Settings and YAML files as they stand. Raises ConfigError with every problem."""
    return load_everything()


def open_database(config: Config) -> Store:
    """The store of the settings; the data folder is made first when the database lies in it. Raises StoreError."""
    folder = config.settings.data_dir
    kind, _, file = config.settings.database.partition(":///")
    if kind == "sqlite" and Path(file).absolute().parent == folder:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            advice = f"Kan ikke lage mappen {folder}: {os_words(error)}. Velg en annen {PREFIX}DATA_DIR."
            raise StoreError(str(error), advice=advice) from error
    return open_store(config.settings.database)


@contextmanager
def opened() -> Iterator[tuple[Config, Store]]:
    """The configuration, with the sources added on the pages, and the store; closed afterwards. Raises ConfigError and
    StoreError."""
    config = open_config()
    store = open_database(config)
    try:
        yield with_added(config, store), store
    finally:
        store.close()


def require_contact(config: Config) -> None:
    """Raises ConfigError unless outlets can see who is asking."""
    _require(config, lambda path: path == f"{PREFIX}CONTACT")


def require_live(config: Config) -> None:
    """Raises ConfigError unless everything is filled in for reading real sources and sending real mail."""
    _require(config, lambda _path: True)


def _require(config: Config, concerns: Callable[[str], bool]) -> None:
    problems = tuple(problem for problem in live_problems(config) if concerns(problem.path))
    if problems:
        raise ConfigError(problems)


def pick_organisation(config: Config, wanted: str | None) -> Organisation:
    """The organisation asked for, or the first one. Raises click.UsageError naming those there are."""
    if wanted is None:
        return config.organisations[0]
    for organisation in config.organisations:
        if organisation.id == wanted:
            return organisation
    known = ", ".join(organisation.id for organisation in config.organisations)
    raise click.UsageError(f"Fant ingen organisasjon med id «{wanted}». Velg en av: {known}.")


def organisation_option(function: click.decorators.FC) -> click.decorators.FC:
    """The option --organisation, the same in every command."""
    return click.option("--organisation", "wanted", metavar="ID", help="Hvilken kommune (ellers den første).")(function)

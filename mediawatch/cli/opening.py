"""What commands open: the configuration and the store."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from mediawatch.config import Config, load_everything
from mediawatch.errors import StoreError
from mediawatch.model import Organisation, Outlet
from mediawatch.store import Store, open_store


def open_config() -> Config:
    """Settings and YAML files as they stand. Raises ConfigError with every problem."""
    return load_everything()


def open_database(config: Config) -> Store:
    """The store of the settings, its folder made first. Raises StoreError."""
    try:
        config.settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        advice = (
            f"Kan ikke lage mappen {config.settings.data_dir} ({error.strerror}). Velg en annen MEDIAWATCH_DATA_DIR."
        )
        raise StoreError(str(error), advice=advice) from error
    return open_store(config.settings.database)


@contextmanager
def opened() -> Iterator[tuple[Config, Store]]:
    """The configuration and the store, with feeds.yaml taken into it; closed afterwards."""
    config = open_config()
    store = open_database(config)
    try:
        yield config, store
    finally:
        store.close()


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


def find_outlet(config: Config, named: str, url: str) -> Outlet | None:
    """The outlet that an id, a name, a host or an address tells of; the longest host wins, so that a part of a site
    ("nrk.no/buskerud") goes before the whole."""
    wanted = named.strip().lower()
    for outlet in config.outlets:
        if wanted and wanted in (outlet.id.lower(), outlet.name.lower()):
            return outlet
    for place in (_bare(wanted), _bare(url)):
        hosts = [(host, outlet) for outlet in config.outlets for host in outlet.hosts if _covers(_bare(host), place)]
        if place and hosts:
            return max(hosts, key=lambda found: len(found[0]))[1]
    return None


def _bare(address: str) -> str:
    return (
        address.lower().partition("://")[2].removeprefix("www.")
        if "://" in address
        else address.lower().removeprefix("www.")
    )


def _covers(host: str, place: str) -> bool:
    return place == host or place.startswith((f"{host}/", f"{host}?", f"{host}:"))

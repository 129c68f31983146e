"""`mediawatch login-link`: the first way in, and a way back in."""

import click

from mediawatch.cli.opening import opened, organisation_option, pick_organisation
from mediawatch.config import Config
from mediawatch.jobs.clock import utc_now
from mediawatch.model import ACCESS_ROLES, AccessRole
from mediawatch.web.opening import make_account, terminal_link
from mediawatch.web.site import LINK_LASTS


@click.command("login-link", short_help="Lag en lenke som logger inn, for den første administratoren.")
@click.argument("email", metavar="E-POST")
@organisation_option
@click.option("--role", type=click.Choice(ACCESS_ROLES), default="administrator", show_default=True,
              help="Rollen kontoen får om den ikke har en høyere.")  # fmt: skip
@click.option("--name", default="", metavar="NAVN", help="Navnet som vises på siden.")
def login_link(email: str, wanted: str | None, role: AccessRole, name: str) -> None:
    """Lag en lenke som logger inn E-POST én gang, de neste 15 minuttene. Kontoen lages om den ikke finnes.

    Slik får den første administratoren tilgang; resten styres på siden «Folk og tilgang».
    """
    if "@" not in email or any(character.isspace() for character in email):
        raise click.UsageError("Skriv en e-postadresse, for eksempel kari.nordmann@kommune.no.")
    with opened() as (config, store):
        chosen = [pick_organisation(config, wanted)] if wanted else config.organisations
        names = [organisation.id for organisation in chosen]
        account = make_account(store, email, names, role, name=name, by="terminal", now=utc_now)
        click.echo(terminal_link(store, address_of_pages(config), account, now=utc_now))
    minutes = int(LINK_LASTS.total_seconds() // 60)
    click.echo(f"Lenken virker én gang, og i {minutes} minutter. «mediawatch run» må være i gang.", err=True)


def address_of_pages(config: Config) -> str:
    """What links to our pages begin with."""
    settings = config.settings
    return settings.base_url or f"http://127.0.0.1:{settings.port}"

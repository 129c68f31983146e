"""`mediawatch retention`: what has been kept long enough, and goes."""

import click

from mediawatch.cli.opening import opened
from mediawatch.console import count_words
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.retention import Retained, last_night, retain, would_go
from mediawatch.report.person_words import place_of


@click.command(short_help="Slett det som er lagret lenge nok.")
@click.option("--dry-run", is_flag=True, help="Vis hva som ville bli slettet, og slett ingenting.")
def retention(dry_run: bool) -> None:
    """Slett det som er lagret lenge nok, etter fristene i oppsettet. «mediawatch run» gjør dette hver natt."""
    with opened() as (config, store):
        last = last_night(store)
        found = would_go(config, store, utc_now()) if dry_run else retain(config, store, utc_now())
    if dry_run and last is not None:
        click.echo(f"Sist kjørt {last.astimezone(config.settings.zone):%d.%m.%Y kl. %H.%M}.")
    _tell(found, dry_run=dry_run)


def _tell(found: Retained, *, dry_run: bool) -> None:
    if not found.rows:
        click.echo("Ingenting er lagret lenger enn fristene sier.")
    elif dry_run:
        click.echo("Dette ville bli slettet eller tømt for personopplysninger:")
    else:
        click.echo("Slettet eller tømt for personopplysninger:")
    for (_kind, table), count in sorted(found.rows.items()):
        click.echo(f"  {place_of(table).what}: {count_words(count, 'rad', 'rader')}")
    if found.waiting:
        many = count_words(found.waiting, "henvendelse", "henvendelser")
        click.echo(f"{many} venter: noen må svare på arkivspørsmålene eller skrive inn saksnummeret.")

"""`mediawatch person`: what is held about somebody, and how it is taken away."""

import json
import sys
from collections.abc import Sequence

import click

from mediawatch.cli.correcting import MAX_WHY, user_name
from mediawatch.cli.norwegian import NorwegianGroup
from mediawatch.cli.opening import opened
from mediawatch.console import count_words
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.persons import erase_person, person_report, warnings
from mediawatch.report.person_words import PersonReport, place_of, report_json, report_lines
from mediawatch.store import Store
from mediawatch.store.redacting import forms_of, words_in

_ALSO = click.option(
    "--also", multiple=True, metavar="TEKST", help="Mer som er personens: e-post, telefon, annen skrivemåte."
)
_NAME = "Skriv fornavn og etternavn. Ett ord alene ville tatt med andre; legg det til med --also om du er sikker."


@click.group(cls=NorwegianGroup, short_help="Vis eller slett det som er lagret om en person.")
def person() -> None:
    """Vis eller slett det som er lagret om en person."""


@person.command(short_help="Vis alt som er lagret om en person.")
@click.argument("name", metavar="NAVN")
@_ALSO
@click.option("--json", "as_json", is_flag=True, help="Som JSON.")
def report(name: str, also: Sequence[str], as_json: bool) -> None:
    """Vis alt som er lagret om NAVN, i alle tabeller: hvor, hvorfor og hvor lenge. Svaret kan gis til personen selv."""
    with opened() as (config, store):
        found = person_report(config, store, _checked(name), also, utc_now())
        retention = config.organisations[0].retention
    if as_json:
        click.echo(json.dumps(report_json(found, retention), ensure_ascii=False, indent=2))
        return
    for line in report_lines(found, retention):
        click.echo(line)


@person.command(short_help="Slett et navn overalt, og hold det ute.")
@click.argument("name", metavar="NAVN")
@_ALSO
@click.option("--dry-run", is_flag=True, help="Vis hva som ville bli slettet, og slett ingenting.")
@click.option("--yes", is_flag=True, help="Slett uten å spørre, også når det er advarsler.")
@click.option("--lift", is_flag=True, help="Ta navnet av listen over slettede, så det kan lagres igjen.")
@click.option("--why", default="", metavar="TEKST", help="Hvorfor; skrives i endringsloggen. Ikke skriv navnet.")
def erase(name: str, also: Sequence[str], dry_run: bool, yes: bool, lift: bool, why: str) -> None:
    """Slett NAVN i alt som er lagret, og ta det ut av alt som kommer inn senere. Artiklene kan fortsatt finnes."""
    if len(words_in(_checked(name))) < 2:
        raise click.UsageError(_NAME)
    if len(why) > MAX_WHY:
        raise click.UsageError(f"--why kan være høyst {MAX_WHY} tegn; du skrev {len(why)}.")
    with opened() as (config, store):
        if lift:
            _lift(store, name)
            return
        found = person_report(config, store, name, also, utc_now())
        told = warnings(config, found)
        _tell_first(found, told)
        if dry_run:
            return
        if not yes:
            if told and not sys.stdin.isatty():
                raise click.UsageError("Legg til --yes når du har lest advarslene.")
            click.confirm("Slette?", abort=True)
        done = erase_person(config, store, name, also, by=user_name(), why=why, now=utc_now())
    click.echo(f"Slettet i {count_words(done.rows.total(), 'rad', 'rader')}. Fingeravtrykk: {done.request[:12]}.")
    for line in done.left:
        click.echo(line)
    if not done.tidied:
        click.echo(
            "Databasefilen er i bruk. Stopp mediawatch, og kjør samme kommando på nytt, "
            "så gamle sider fjernes fra filen."
        )
    click.echo(
        "Navnet kan stå i sikkerhetskopier og sendt e-post. Hentes en kopi tilbake, må slettingen gjøres på nytt."
    )


def _checked(name: str) -> str:
    if not forms_of(name):
        raise click.UsageError(
            'Skriv navnet med høyst seks ord, for eksempel: mediawatch person report "Kari Nordmann"'
        )
    return name


def _lift(store: Store, name: str) -> None:
    if not store.erased.lift(words_in(name)):
        raise click.UsageError("Navnet står ikke på listen over slettede.")
    click.echo("Navnet kan lagres igjen. Det som er slettet, kommer ikke tilbake.")


def _tell_first(found: PersonReport, told: Sequence[str]) -> None:
    counted: dict[str, int] = {}
    for one in found.findings:
        counted[place_of(one.table).what] = counted.get(place_of(one.table).what, 0) + 1
    for what, count in counted.items():
        click.echo(f"{what}: {count_words(count, 'sted', 'steder')}")
    if not counted:
        click.echo("Ingenting er lagret med dette navnet. Det holdes ute fra nå av.")
    if found.near:
        click.echo(f"Navn som ligner, og ikke slettes: {', '.join(found.near)}")
    for line in told:
        click.echo(f"Advarsel: {line}")

"""`mediawatch crisis`: the crisis switch, for when the pages are down."""

import click

from mediawatch.cli.correcting import user_name
from mediawatch.cli.json_lines import print_json
from mediawatch.cli.norwegian import NorwegianGroup
from mediawatch.cli.opening import opened, organisation_option, pick_organisation
from mediawatch.config import Config
from mediawatch.console import count_words
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.crises import start_crisis
from mediawatch.model import Crisis
from mediawatch.render import moment_words, plain

MOST_REASON = 500
reason_option = click.option("--reason", required=True, metavar="TEKST", help="Hvorfor. Står i meldingene.")
by_option = click.option("--by", metavar="NAVN", help="Hvem som gjør det (ellers brukernavnet ditt).")


@click.group(cls=NorwegianGroup, short_help="Kriseberedskap: på, av, status.")
def crisis() -> None:
    """Slå kriseberedskap på og av fra kommandolinjen, når nettsidene er nede. Meldingene sendes av «mediawatch run»."""


@crisis.command(short_help="Slå på kriseberedskap.")
@reason_option
@by_option
@organisation_option
def on(reason: str, by: str | None, wanted: str | None) -> None:
    """Slå på: melding til alle som får dagens oversikt, nå og hver hele time. Bare krisetalspersonene uttaler seg."""
    with opened() as (config, store):
        organisation = pick_organisation(config, wanted)
        made, begun = start_crisis(
            store, organisation, reason=_reason(reason), by=plain(by or "") or user_name(), now=utc_now()
        )
    if begun:
        click.echo(f"Kriseberedskap er på for {organisation.name}. Slå av med «mediawatch crisis off».")
    else:
        click.echo(f"Kriseberedskap var på fra før, siden {_when(made, config)}: {plain(made.reason)}")


@crisis.command(short_help="Slå av kriseberedskap.")
@reason_option
@by_option
@organisation_option
def off(reason: str, by: str | None, wanted: str | None) -> None:
    """Slå av. Rapporten ligger på siden Krise."""
    with opened() as (config, store):
        organisation = pick_organisation(config, wanted)
        running = store.crises.running(organisation.id)
        if running is None:
            click.echo(f"Kriseberedskap er av for {organisation.name}.")
            return
        name = plain(by or "") or user_name()
        store.crises.end(organisation.id, running.id, why=_reason(reason), by=name, now=utc_now())
    click.echo(f"Kriseberedskapen er slått av for {organisation.name}.")


@crisis.command(short_help="Vis om kriseberedskap er på.")
@click.option("--json", "as_json", is_flag=True, help="Svar med JSON.")
@organisation_option
def status(as_json: bool, wanted: str | None) -> None:
    """Vis om kriseberedskap er på, siden når og hvorfor."""
    with opened() as (config, store):
        organisation = pick_organisation(config, wanted)
        running = store.crises.running(organisation.id)
        said = store.crises.said(running) if running else []
    if as_json:
        print_json(_json(running, config, len(said)), indent=2)
    elif running is None:
        click.echo(f"Kriseberedskap er av for {organisation.name}.")
    else:
        click.echo(f"Kriseberedskap er på for {organisation.name} siden {_when(running, config)}.")
        click.echo(plain(running.reason))
        click.echo(f"{count_words(len(said), 'uttalelse', 'uttalelser')} er loggført.")


def _reason(written: str) -> str:
    reason = plain(written)
    if not reason or len(reason) > MOST_REASON:
        raise click.UsageError(f"--reason må si hvorfor, med høyst {MOST_REASON} tegn.")
    return reason


def _when(one: Crisis, config: Config) -> str:
    return moment_words(one.started_at, utc_now().astimezone(config.settings.zone).date(), config.settings.zone)


def _json(running: Crisis | None, config: Config, statements: int) -> dict[str, object]:
    if running is None:
        return {"on": False}
    since = running.started_at.astimezone(config.settings.zone)
    return {"on": True, "since": since.isoformat(), "reason": running.reason, "statements": statements}

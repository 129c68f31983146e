"""`mediawatch report weekly`: one ISO week as page, text, PDF and CSV."""

from datetime import timedelta
from pathlib import Path

import click

from mediawatch.cli.norwegian import NorwegianGroup
from mediawatch.cli.opening import opened, organisation_option, pick_organisation
from mediawatch.cli.scoring import week_option
from mediawatch.console import people_console
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.weekly import build_weekly, remember_report, write_weekly
from mediawatch.measure.weeks import week_name
from mediawatch.report.weekly import weekly_text


@click.group(cls=NorwegianGroup, short_help="Ukesrapporten.")
def report() -> None:
    """Rapporter: én uke på én side, med tallet, hvorfor det er som det er, og sakene bak."""


@report.command(short_help="Én uke på én side.")
@week_option
@click.option("--out", "folder", type=click.Path(file_okay=False, path_type=Path), default=Path("rapport"),
              show_default=True, metavar="MAPPE", help="Hvor filene legges.")  # fmt: skip
@organisation_option
def weekly(week: str | None, folder: Path, wanted: str | None) -> None:
    """Ukesrapporten: HTML, tekst, PDF og CSV i en mappe, og teksten her."""
    with opened() as (config, store):
        organisation = pick_organisation(config, wanted)
        now, zone = utc_now(), config.settings.zone
        asked = week or week_name(now.astimezone(zone).date() - timedelta(days=7))
        made = build_weekly(config, store, organisation, asked, now=now)
        if made is None and week is None:  # the first week of listening is still running
            made = build_weekly(config, store, organisation, week_name(now.astimezone(zone).date()), now=now)
        if made is None:
            raise click.UsageError(
                f"Ingenting er lest i uke {asked}. «mediawatch score» viser ukene det finnes tall for."
            )
        files = write_weekly(made, folder, zone=zone)
        remember_report(config, store, made)
        click.echo(weekly_text(made, zone=zone))
        people_console().print("Skrevet:", *(f"  {file}" for file in files), sep="\n", soft_wrap=True)

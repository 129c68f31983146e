"""`mediawatch digest`: today's digest on the screen, or out to the recipients."""

import sys
from datetime import timedelta
from pathlib import Path

import click

from mediawatch.cli.opening import opened, organisation_option, pick_organisation
from mediawatch.cli.polling import delivery_words
from mediawatch.console import people_console
from mediawatch.jobs.digests import build_digest, send_digests_now
from mediawatch.jobs.rounds import utc_now
from mediawatch.report.mail import html_page
from mediawatch.report.terminal import print_digest


@click.command()
@click.option("--preview", is_flag=True, help="Vis oversikten her og skriv den som HTML; send ingenting.")
@click.option("--send", "sending", is_flag=True, help="Send til alle mottakere som ikke har fått dagens oversikt.")
@click.option(
    "--days", type=click.IntRange(1, 90), default=1, show_default=True, help="Hvor mange dager --preview ser tilbake."
)
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("oversikt.html"),
    show_default=True,
    help="Filen --preview skriver.",
)
@organisation_option
def digest(preview: bool, sending: bool, days: int, html: Path, wanted: str | None) -> None:
    """Dagens oversikt: se den, eller send den nå."""
    if preview == sending:
        raise click.UsageError("Velg enten --preview (se oversikten) eller --send (send den nå).")
    with opened() as (config, store):
        now = utc_now()
        if sending:
            deliveries = send_digests_now(config, store, now)
            for delivered in deliveries:
                people_console().print(delivery_words(delivered), markup=False, soft_wrap=True)
            if not deliveries:
                people_console().print("Alle mottakere har allerede fått dagens oversikt.")
            sys.exit(1 if any(delivered.outcome == "failed" for delivered in deliveries) else 0)
        organisation = pick_organisation(config, wanted)
        day = now.astimezone(config.settings.zone).date()
        made = build_digest(config, store, organisation, day=day, since=now - timedelta(days=days), until=now)
        print_digest(made, people_console(), zone=config.settings.zone)
        html.write_text(html_page(made, base_url=config.settings.base_url, zone=config.settings.zone), encoding="utf-8")
        people_console().print(f"\nSom HTML: {html}", markup=False, soft_wrap=True)

"""`mediawatch digest`: today's digest on the screen, or out to the recipients."""

import sys
from datetime import timedelta
from pathlib import Path

import click

from mediawatch.cli.happened import delivery_words
from mediawatch.cli.opening import opened, organisation_option, pick_organisation, require_live
from mediawatch.config import Config
from mediawatch.console import people_console
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.digests import build_digest, send_digests_now
from mediawatch.report.mail import html_page
from mediawatch.report.terminal import print_digest
from mediawatch.store import Store


@click.command(short_help="Dagens oversikt: se den, eller send den nå.")
@click.option("--preview", is_flag=True, help="Vis oversikten her og skriv den som HTML; send ingenting.")
@click.option("--send", "sending", is_flag=True, help="Send til alle mottakere som ikke har fått dagens oversikt.")
@click.option("--days", type=click.IntRange(1, 90), default=1, show_default=True, metavar="ANTALL",
              help="Hvor mange dager --preview ser tilbake.")  # fmt: skip
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), default=Path("oversikt.html"),
              show_default=True, metavar="FIL", help="Filen --preview skriver.")  # fmt: skip
@organisation_option
def digest(preview: bool, sending: bool, days: int, html: Path, wanted: str | None) -> None:
    """Dagens oversikt: se den, eller send den nå."""
    if preview == sending:
        raise click.UsageError("Velg enten --preview (se oversikten) eller --send (send den nå).")
    with opened() as (config, store):
        if sending:
            sys.exit(1 if _send(config, store) else 0)
        _preview(config, store, days=days, html=html, wanted=wanted)


def _send(config: Config, store: Store) -> int:
    """Sends what is left to send today, and tells; returns how many failed or may have."""
    if config.settings.has_smtp:
        require_live(config)
    console = people_console()
    deliveries = send_digests_now(config, store, utc_now())
    for delivered in deliveries:
        console.print(delivery_words(delivered), soft_wrap=True)
    if not deliveries:
        console.print("Alle mottakere har allerede fått dagens oversikt.")
    return sum(delivered.outcome in ("failed", "uncertain") for delivered in deliveries)


def _preview(config: Config, store: Store, *, days: int, html: Path, wanted: str | None) -> None:
    settings, now = config.settings, utc_now()
    organisation = pick_organisation(config, wanted)
    day = now.astimezone(settings.zone).date()
    made = build_digest(config, store, organisation, day=day, since=now - timedelta(days=days), until=now)
    html.write_text(html_page(made, base_url=settings.base_url, zone=settings.zone), encoding="utf-8")
    console = people_console()
    print_digest(made, console, zone=settings.zone)
    console.print(f"\nSom HTML: {html}", soft_wrap=True)

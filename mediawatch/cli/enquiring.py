"""`mediawatch enquiries`: what journalists ask, read from the mailbox and listed."""

import sys
from typing import Any

import click

from mediawatch.cli.json_lines import moment_json, print_json
from mediawatch.cli.norwegian import NorwegianGroup
from mediawatch.cli.opening import opened, organisation_option, pick_organisation
from mediawatch.config import Config
from mediawatch.console import people_console
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.enquiries import asked_by, title_of
from mediawatch.jobs.enquiry_mail import fetch_enquiries, filed_words, mailbox_organisation
from mediawatch.model import OPEN_ENQUIRIES, Enquiry
from mediawatch.relate.enquiries import is_late, late_first
from mediawatch.render import moment_words, plain


@click.group(cls=NorwegianGroup, short_help="Henvendelser fra journalister.")
def enquiries() -> None:
    """Henvendelser fra journalister. De legges inn og besvares på siden «Mediearbeid»."""


@enquiries.command("list", short_help="Vis henvendelsene, de som er over fristen først.")
@click.option("--all", "everything", is_flag=True, help="Vis også dem som er besvart, avvist eller trukket.")
@click.option("--json", "as_json", is_flag=True, help="Skriv ett JSON-objekt per linje.")
@organisation_option
def list_enquiries(everything: bool, as_json: bool, wanted: str | None) -> None:
    """Vis henvendelsene, de som er over fristen først. Kontaktopplysninger og fortrolige notater vises ikke."""
    with opened() as (config, store):
        organisation, now = pick_organisation(config, wanted), utc_now()
        statuses = () if everything else OPEN_ENQUIRIES
        found = late_first(store.enquiries.find(organisation.id, statuses=statuses), now)
        if as_json:
            for one in found:
                print_json(_json(config, one))
            return
        console, zone = people_console(), config.settings.zone
        for one in found:
            when = moment_words(one.deadline, now.astimezone(zone).date(), zone)
            state = f"FRISTEN ER UTE, {when}" if is_late(one, now) else f"frist {when}" if one.is_open else "ferdig"
            console.print(plain(f"{one.id}  {asked_by(config, one)}: {title_of(one)} ({state})"), soft_wrap=True)
        if not found:
            console.print("Ingen henvendelser." if everything else "Ingen journalister venter på svar.")


@enquiries.command(short_help="Les postkassen nå.")
def fetch() -> None:
    """Les postkassen nå. «mediawatch run» gjør det hvert minutt av seg selv."""
    console = people_console()
    with opened() as (config, store):
        if mailbox_organisation(config) is None:
            raise click.UsageError(
                "Ingen postkasse er satt opp. Skriv MEDIAWATCH_IMAP_HOST, _USER og _PASSWORD i .env."
            )
        done = fetch_enquiries(config, store, utc_now)
        for line in filed_words(done.filed):
            console.print(line, soft_wrap=True)
        if done.fault:
            console.print(done.fault, soft_wrap=True)
            sys.exit(1)
        if not done.filed:
            console.print("Postkassen svarer. Ingen nye e-poster.")


def _json(config: Config, one: Enquiry) -> dict[str, Any]:
    zone = config.settings.zone
    return {
        "enquiry": one.id,
        "who": asked_by(config, one),
        "subject": one.subject,
        "question": one.question,
        "received": moment_json(one.received_at, zone),
        "deadline": moment_json(one.deadline, zone),
        "late": is_late(one, utc_now()),
        "topic": one.topic,
        "department": one.department,
        "status": one.status,
        "closed": moment_json(one.closed_at, zone),
        "case_number": one.case_number,
    }

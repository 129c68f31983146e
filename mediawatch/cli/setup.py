"""`mediawatch check`: is everything set up?"""

import click

from mediawatch.cli.opening import open_config, open_database
from mediawatch.config import Config, live_problems
from mediawatch.console import count_words, people_console
from mediawatch.errors import ConfigError, Problem
from mediawatch.jobs.enquiry_mail import mailbox_organisation
from mediawatch.model import Organisation
from mediawatch.report.notify import address_fault, channel_name
from mediawatch.report.words import listed


@click.command(short_help="Kontroller oppsettet, alle feil på én gang.")
def check() -> None:
    """Kontroller oppsettet: alle feil på én gang, hver med fil, linje og hva du kan skrive i stedet."""
    config = open_config()
    require_channels(config)
    console = people_console()
    console.print(_what_is_read(config), soft_wrap=True)
    for organisation in config.organisations:
        names = count_words(len(organisation.subjects), "navn", "navn")
        targets = count_words(len(organisation.targets), "mål", "mål")
        recipients = count_words(len(organisation.recipients), "mottaker", "mottakere")
        console.print(f"{organisation.name}: {names} å følge, {targets}, {recipients}.", soft_wrap=True)
        console.print(alarm_words(config, organisation), soft_wrap=True)
    open_database(config).close()
    console.print("Databasen svarer.")
    console.print(mail_words(config), soft_wrap=True)
    console.print(mailbox_words(config), soft_wrap=True)
    for warning in config.warnings:
        console.print(f"Merk: {warning}", soft_wrap=True)
    remaining = live_problems(config)
    if not remaining:
        console.print("Alt er klart. Neste: «mediawatch sources» prøver kildene, «mediawatch run» setter i gang.")
        return
    console.print("\nIngen feil. Dette gjenstår før du kan følge ekte kilder:")
    for problem in remaining:
        console.print(f"  {problem}", soft_wrap=True)


def require_channels(config: Config) -> None:
    """Raises ConfigError when Apprise does not understand a channel's address. Nothing is sent, no secret told."""
    problems = [
        Problem(".env", 0, f"MEDIAWATCH_NOTIFY ({organisation.id}, adresse {number})", fault)
        for organisation in config.organisations
        for number, address in enumerate(config.settings.channels(organisation.id), start=1)
        if (fault := address_fault(address))
    ]
    if problems:
        raise ConfigError(tuple(problems))


def alarm_words(config: Config, organisation: Organisation) -> str:
    """Who is told of an organisation's alarms, and when it is quiet."""
    rules, settings = organisation.alarms, config.settings
    names = [recipient.name for recipient in organisation.recipients if recipient.id in rules.to]
    names += [f"kanalen {channel_name(address)}" for address in settings.channels(organisation.id)]
    if not names:
        return f"Varsler om {organisation.place} går ikke til noen (alarms og MEDIAWATCH_NOTIFY)."
    quiet = "Aldri stille"
    if rules.quiet_from != rules.quiet_until:
        quiet = f"Stille kl. {rules.quiet_from:%H.%M}–{rules.quiet_until:%H.%M}"
    weekends = ", og i helger og på helligdager" if rules.quiet_weekends else ""
    return f"Varsler om {organisation.place} går til {listed(names)}. {quiet}{weekends}."


def _what_is_read(config: Config) -> str:
    feeds = [feed for outlet in config.outlets for feed in outlet.feeds]
    unverified = sum(not feed.verified for feed in feeds)
    outlets = count_words(len(config.outlets), "utgiver", "utgivere")
    return f"{outlets} med {count_words(len(feeds), 'kilde', 'kilder')} ({unverified} av dem ikke bekreftet)."


def mailbox_words(config: Config) -> str:
    """Where enquiries by mail are read."""
    settings, organisation = config.settings, mailbox_organisation(config)
    if organisation is None:
        return "Henvendelser på e-post leses ikke (MEDIAWATCH_IMAP_HOST)."
    folder = "" if settings.imap_folder.upper() == "INBOX" else f", mappen {settings.imap_folder}"
    return f"Henvendelser til {organisation.place} leses fra {settings.imap_user} hos {settings.imap_host}{folder}."


def mail_words(config: Config) -> str:
    """Where the digests go."""
    settings = config.settings
    if settings.has_smtp:
        return f"E-post sendes via {settings.smtp_host}."
    return f"E-post er ikke satt opp: meldingene skrives til {settings.outbox}."

"""`mediawatch spokesperson`: who speaks on a topic or a question, on a day."""

from datetime import date
from typing import get_args

import click

from mediawatch.cli.json_lines import print_json
from mediawatch.cli.opening import opened, organisation_option, pick_organisation
from mediawatch.console import people_console
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.speaking import roster as roster_on
from mediawatch.jobs.speaking import topic_of
from mediawatch.measure.written import WrittenError, written_day
from mediawatch.model import Speaker, Spokesperson, Topic
from mediawatch.relate.matrix import Roster
from mediawatch.render import plain
from mediawatch.report.naming import TOPIC_NAMES, meant
from mediawatch.report.speaking_words import line_words, settle_why, speaker_words
from mediawatch.report.story_json import speaker_json


def _topic(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Topic | None:
    if value is None:
        return None
    found = meant(value, TOPIC_NAMES)
    if found is None:
        known = ", ".join(TOPIC_NAMES[one] for one in get_args(Topic))
        raise click.BadParameter(f"«{value}» er ikke et tema. Skriv ett av: {known}.")
    return found


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return written_day(value)
    except WrittenError as error:
        raise click.BadParameter(f"{error} Skriv for eksempel 2026-12-24.") from None


@click.command(short_help="Hvem uttaler seg om hva.")
@click.argument("topic", callback=_topic, required=False, metavar="[TEMA]")
@click.option("--text", "question", default="", metavar="TEKST", help="Spørsmålet i ord, som det ble stilt.")
@click.option("--on", "day", callback=_day, default=None, metavar="DATO", help="Hvilken dag (ellers i dag).")
@click.option("--json", "as_json", is_flag=True, help="Skriv JSON.")
@organisation_option
def spokesperson(topic: Topic | None, question: str, day: date | None, as_json: bool, wanted: str | None) -> None:
    """Vis hvem som uttaler seg om et tema eller et spørsmål, etter reglene i kommunikasjonsplanen.

    Den som er borte, blir ikke foreslått; stedfortrederen blir. Uten tema og tekst vises hele listen.
    """
    with opened() as (config, store):
        organisation = pick_organisation(config, wanted)
        today = utc_now().astimezone(config.settings.zone).date()
        on_the_day = roster_on(store, organisation, day=day or today)
    if topic is None and not question.strip():
        _print_all(on_the_day, as_json=as_json)
        return
    found = on_the_day.speaker_on(topic or topic_of(question), question)
    if as_json:
        print_json(speaker_json(found))
        return
    console = people_console()
    for line in _lines(found, on_the_day.day):
        console.print(line, soft_wrap=True, markup=False, highlight=False)


def _print_all(on_the_day: Roster, *, as_json: bool) -> None:
    if as_json:
        for one in on_the_day.matrix():
            print_json(speaker_json(one))
        return
    console = people_console()
    for one in on_the_day.matrix():
        wanted = one.stands_in_for or one.line
        covers = plain(wanted.covers) if wanted else ""
        console.print(f"{covers}: {speaker_words(one, on_the_day.day)}", soft_wrap=True, markup=False, highlight=False)


def _lines(found: Speaker, day: date) -> list[str]:
    contact = _contact(found.line) if found.line else ""
    lines = [
        speaker_words(found, day),
        contact,
        settle_why(found, day),
        plain(found.because),
        f"Regel: {plain(found.rule)} ({plain(found.source)})" if found.rule else "",
        plain(found.delegation),
        f"For politikken i saken: {line_words(found.counterpart)}" if found.counterpart else "",
    ]
    return [line for line in dict.fromkeys(lines) if line]


def _contact(line: Spokesperson) -> str:
    return ", ".join(plain(one) for one in (line.phone, line.email, line.hours) if one)

"""`mediawatch alarms`: what was raised and told, what would be raised now, and whether the channels work."""

import sys
from collections.abc import Iterable
from datetime import timedelta, tzinfo
from typing import Any

import click

from mediawatch.cli.json_lines import moment_json, print_json
from mediawatch.cli.opening import opened, organisation_option, pick_organisation, require_live
from mediawatch.config import Config
from mediawatch.console import count_words, people_console
from mediawatch.jobs.alarms import AlarmRound, Told, preview_alarms, raise_and_tell, send_trial
from mediawatch.jobs.clock import utc_now
from mediawatch.model import Alarm, AlarmFacts, Matter, NoticeState, Organisation
from mediawatch.render import moment_words, plain, shorten
from mediawatch.report.alarm_words import KIND_NAMES, answer_words, short_words
from mediawatch.report.calendar import quiet_ends
from mediawatch.store import Store

STATES: dict[NoticeState, str] = {
    "waiting": "venter",
    "claimed": "er på vei",
    "handing_over": "er på vei",
    "sent": "har fått det",
    "failed": "har ikke fått det ennå",
    "uncertain": "har kanskje fått det",
    "lapsed": "fikk det ikke, fordi det ikke gjaldt lenger",
}


@click.command(short_help="Varsler: hva det er sagt fra om, og til hvem.")
@click.option("--days", type=click.IntRange(1, 3650), default=30, show_default=True, metavar="ANTALL",
              help="Hvor mange dager tilbake som vises.")  # fmt: skip
@click.option("--preview", is_flag=True, help="Vis hva det ville blitt sagt fra om nå; send ingenting.")
@click.option(
    "--send", "sending", is_flag=True, help="Se etter nye varsler og send dem nå, hvis det ikke er stille tid."
)
@click.option("--test", "trial", is_flag=True, help="Send en testmelding til alle som får varsler.")
@click.option("--json", "as_json", is_flag=True, help="Skriv ett JSON-objekt per linje.")
@organisation_option
def alarms(days: int, preview: bool, sending: bool, trial: bool, as_json: bool, wanted: str | None) -> None:
    """Varsler: hva det er sagt fra om, og til hvem."""
    if preview + sending + trial > 1:
        raise click.UsageError("Velg bare ett av --preview, --send og --test.")
    with opened() as (config, store):
        if sending or trial:
            if config.settings.has_smtp:
                require_live(config)
            sys.exit(1 if _send(config, store, pick_organisation(config, wanted), trial=trial) else 0)
        organisation = pick_organisation(config, wanted)
        if preview:
            _show_preview(config, organisation, preview_alarms(config, store, organisation, utc_now()), as_json=as_json)
        else:
            raised = store.alarms.raised(organisation.id, utc_now() - timedelta(days=days))
            _show(config, organisation, raised, days=days, as_json=as_json)


def _send(config: Config, store: Store, organisation: Organisation, *, trial: bool) -> int:
    """Sends and tells; returns how many could not be told, or may not have been."""
    console, now = people_console(), utc_now()
    done = AlarmRound(told=send_trial(config, organisation, now)) if trial else raise_and_tell(config, store, now)
    for line in alarm_lines(done):
        console.print(plain(line), soft_wrap=True)
    if trial and not done.told:
        console.print(f"Ingen får varsler. Skriv hvem under alarms i organisations/{organisation.id}.yaml.")
    elif not done.told:
        end = quiet_ends(organisation.alarms, now, config.settings.zone)
        today = now.astimezone(config.settings.zone).date()
        quiet = (
            f"Det er stille til {moment_words(end, today, config.settings.zone)}; varsler venter til da." if end else ""
        )
        console.print(quiet or "Ingen varsler å sende nå.")
    return sum(told.outcome in ("failed", "uncertain") for told in done.told)


def alarm_lines(done: AlarmRound) -> Iterable[str]:
    """What was raised and told, a line each."""
    for alarm in done.raised:
        yield f"Nytt varsel: {short_words(alarm)}."
    for told in done.told:
        yield told_words(told)


def told_words(told: Told) -> str:
    """What became of one message, in a line."""
    many = count_words(len(told.alarms), "varsel", "varsler") if told.alarms else "testmelding"
    return {
        "sent": f"Sendte {many} til {told.name}.",
        "outbox": f"Skrev {many} til {told.name} i {told.place}.",
        "empty": f"Ingenting å si til {told.name}.",
        "uncertain": f"Kanskje sendt til {told.name}, og derfor ikke sendt på nytt: {told.advice}",
        "failed": f"Fikk ikke sendt {many} til {told.name}: {told.advice}",
    }[told.outcome]


def _show(config: Config, organisation: Organisation, raised: list[Alarm], *, days: int, as_json: bool) -> None:
    zone = config.settings.zone
    if as_json:
        for alarm in raised:
            print_json(alarm_json(alarm, zone))
        return
    console, now = people_console(), utc_now()
    if not raised:
        console.print(f"Ingen varsler de siste {count_words(days, 'dagen', 'dagene')}.")
    names = {f"mail/{recipient.id}": recipient.name for recipient in organisation.recipients}
    for alarm in raised:
        when = moment_words(alarm.raised_at, now.astimezone(zone).date(), zone)
        place = plain(organisation.place)
        console.print(f"{when}  {answer_words(alarm, place, now=now, zone=zone)}", soft_wrap=True)
        if alarm.facts.title:
            console.print(f"    {shorten(alarm.facts.title, 120)}", soft_wrap=True)
        for notice in alarm.notices:
            who = names.get(notice.to) or notice.to.replace("notify/", "kanal ").replace("mail/", "")
            reason = f": {plain(notice.reason)}" if notice.reason else ""
            console.print(f"    {plain(who)} {STATES[notice.state]}{reason}", soft_wrap=True)
        if not alarm.notices:
            console.print("    Ingen skulle ha det.")


def _show_preview(config: Config, organisation: Organisation, found: Iterable[Matter], *, as_json: bool) -> None:
    zone, now, console = config.settings.zone, utc_now(), people_console()
    alarms_ = [_as_alarm(matter, organisation) for matter in found]
    for alarm in alarms_:
        if as_json:
            print_json({name: value for name, value in alarm_json(alarm, zone).items() if name not in _OF_RAISED})
        else:
            console.print(
                f"{KIND_NAMES[alarm.kind]}: {answer_words(alarm, plain(organisation.place), now=now, zone=zone)}"
            )
    if not alarms_ and not as_json:
        console.print("Ingenting å varsle om nå.")


_OF_RAISED = ("alarm", "raised", "told")


def _as_alarm(matter: Matter, organisation: Organisation) -> Alarm:
    return Alarm(
        id=0,
        organisation=organisation.id,
        kind=matter.kind,
        key=matter.key,
        raised_at=utc_now(),
        stories=matter.stories,
        facts=matter.facts,
    )


def alarm_json(alarm: Alarm, zone: tzinfo) -> dict[str, Any]:
    """An alarm as scripts get it."""
    return {
        "alarm": alarm.id,
        "kind": alarm.kind,
        "what": short_words(alarm),
        "raised": moment_json(alarm.raised_at, zone),
        "stories": list(alarm.stories),
        **_facts_json(alarm.facts, zone),
        "told": [
            {
                "to": notice.to,
                "state": notice.state,
                "at": moment_json(notice.changed_at, zone),
                "attempts": notice.attempts,
                "reason": notice.reason,
            }
            for notice in alarm.notices
        ],
    }


def _facts_json(facts: AlarmFacts, zone: tzinfo) -> dict[str, Any]:
    return {
        "outlet": facts.outlet,
        "title": facts.title,
        "url": facts.link,
        "title_before": facts.title_before,
        "tone_before": facts.tone_before,
        "tone_after": facts.tone_after,
        "count": facts.count,
        "usual": round(facts.usual, 3),
        "since": moment_json(facts.since, zone),
        "chance": round(facts.chance, 3),
        "tips": list(facts.tips),
    }

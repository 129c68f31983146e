"""`mediawatch reading`: the numbers that targets go by and a person or a file supplies."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from mediawatch.cli.correcting import user_name
from mediawatch.cli.json_lines import print_json
from mediawatch.cli.norwegian import NorwegianGroup
from mediawatch.cli.opening import opened, organisation_option, pick_organisation
from mediawatch.config import Config
from mediawatch.console import count_words, people_console
from mediawatch.jobs.clock import utc_now
from mediawatch.measure.reading_csv import find_series, past_day, read_readings
from mediawatch.measure.written import WrittenError, written_number
from mediawatch.model import Organisation, ReadingSeries, SuppliedReading
from mediawatch.render import plain
from mediawatch.report.as_json import reading_json
from mediawatch.report.target_words import amount_words, date_words
from mediawatch.store import Kept

MOST_NAME = 200
MOST_CSV = 5_000_000
by_option = click.option("--by", metavar="NAVN", help="Hvem som legger inn (ellers brukernavnet ditt).")
json_option = click.option("--json", "as_json", is_flag=True, help="Svar med JSON.")
day_option = click.option("--date", "day", metavar="DATO", help="Dagen tallet gjelder (ellers i dag).")


@click.group(cls=NorwegianGroup, short_help="Tall til målene: følgere, innlegg, besøk.")
def reading() -> None:
    """Tall som programmet ikke kan se selv, og som målene regnes etter. TALLREKKE er en id eller et navn under readings
    i filen for kommunen."""


@reading.command(short_help="Legg inn ett tall.")
@click.argument("series", metavar="TALLREKKE")
@click.argument("value", metavar="TALL")
@day_option
@by_option
@json_option
@organisation_option
def add(series: str, value: str, day: str | None, by: str | None, as_json: bool, wanted: str | None) -> None:
    """Legg inn ett TALL. Har dagen et tall fra før, tar det nye plassen, og det gamle huskes."""
    with opened() as (config, store):
        organisation = pick_organisation(config, wanted)
        found = _series(organisation, series)
        now = utc_now()
        try:
            number, on = written_number(value), past_day(day, _today(config)) if day else _today(config)
        except WrittenError as error:
            raise click.UsageError(str(error)) from None
        name = _who(by)
        one = SuppliedReading(
            id=0, organisation=organisation.id, reading=found.id, date=on, value=number, by=name, at=now
        )
        kept = store.readings.supply([one])
        if as_json:
            print_json({**reading_json(one, config.settings.zone), "outcome": _outcome(kept)}, indent=2)
            return
    told = {"new": "Lagt inn", "replaced": "Lagt inn i stedet for tallet som sto der", "unchanged": "Sto der fra før"}
    click.echo(f"{told[_outcome(kept)]}: {found.name}, {date_words(on)}: {amount_words(number)} {found.unit}.")
    _tell_use(organisation, [found.id])


@reading.command("list", short_help="Vis tallene som er lagt inn.")
@click.argument("series", metavar="[TALLREKKE]", required=False)
@click.option("--all", "everything", is_flag=True, help="Vis også tall som er rettet eller tatt bort.")
@json_option
@organisation_option
def list_readings(series: str | None, everything: bool, as_json: bool, wanted: str | None) -> None:
    """Vis tallene som er lagt inn, med hvem og når."""
    with opened() as (config, store):
        organisation = pick_organisation(config, wanted)
        chosen = _series(organisation, series).id if series else None
        rows = store.readings.all(organisation.id, chosen, withdrawn=everything)
        if as_json:
            print_json([reading_json(one, config.settings.zone) for one in rows], indent=2)
        elif rows:
            people_console().print(_table(rows, config))
        else:
            click.echo("Ingen tall er lagt inn." if organisation.readings else _no_series(organisation))
            for one in organisation.readings:
                click.echo(f"  {one.id}: {one.name}{f' ({plain(one.note)})' if one.note else ''}")


@reading.command(short_help="Ta bort et tall.")
@click.argument("series", metavar="TALLREKKE")
@click.option("--date", "day", metavar="DATO", required=True, help="Dagen tallet gjelder.")
@by_option
@json_option
@organisation_option
def remove(series: str, day: str, by: str | None, as_json: bool, wanted: str | None) -> None:
    """Ta bort tallet for en dag. Det teller ikke lenger, men huskes."""
    with opened() as (config, store):
        organisation = pick_organisation(config, wanted)
        found = _series(organisation, series)
        try:
            on = past_day(day, _today(config))
        except WrittenError as error:
            raise click.UsageError(str(error)) from None
        gone = store.readings.remove(organisation.id, found.id, on, by=_who(by), now=utc_now())
        if gone is None:
            raise click.UsageError(
                f"{found.name} har ikke noe tall for {date_words(on)}. «mediawatch reading list {found.id}» viser dem."
            )
        if as_json:
            print_json({**reading_json(gone, config.settings.zone), "outcome": "removed"}, indent=2)
        else:
            click.echo(f"Tatt bort: {found.name}, {date_words(on)}: {amount_words(gone.value)} {found.unit}.")


@reading.command("import", short_help="Legg inn tall fra en CSV-fil.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FIL.csv")
@by_option
@json_option
@organisation_option
def import_file(file: Path, by: str | None, as_json: bool, wanted: str | None) -> None:
    """Legg inn tall fra en CSV-fil med kolonnene date, reading og value. Er noe feil, lagres ingenting."""
    with opened() as (config, store):
        organisation = pick_organisation(config, wanted)
        with file.open("rb") as opened_file:
            content = opened_file.read(MOST_CSV + 1)
        if len(content) > MOST_CSV:
            raise click.UsageError(f"{file} er større enn {MOST_CSV // 1_000_000} MB. Del den opp.")
        rows, problems = read_readings(
            content, plain(file.name), organisation.readings, organisation=organisation.id, by=_who(by),
            now=utc_now(), today=_today(config),
        )  # fmt: skip
        if problems:
            for problem in sorted(problems, key=lambda one: one.line):
                click.echo(str(problem), err=True)
            click.echo(
                f"Ingenting er lagret. Rett {count_words(len(problems), 'feil', 'feil')}, og prøv igjen.", err=True
            )
            sys.exit(2)
        kept = store.readings.supply(rows)
        if as_json:
            print_json(kept._asdict(), indent=2)
            return
    replaced = f", {kept.replaced} i stedet for tall som sto der" if kept.replaced else ""
    same = f", {kept.unchanged} sto der fra før" if kept.unchanged else ""
    click.echo(f"Lagt inn: {count_words(kept.new, 'nytt tall', 'nye tall')}{replaced}{same}.")
    _tell_use(organisation, [one.reading for one in rows])


def _series(organisation: Organisation, written: str) -> ReadingSeries:
    if not organisation.readings:
        raise click.UsageError(_no_series(organisation))
    try:
        return find_series(plain(written), organisation.readings)
    except WrittenError as error:
        raise click.UsageError(str(error)) from None


def _no_series(organisation: Organisation) -> str:
    return (
        f"{organisation.name} har ingen tall å legge inn. Beskriv dem under readings i organisations/ "
        "(docs/handbok/maal.md viser hvordan)."
    )


def _today(config: Config) -> date:
    return utc_now().astimezone(config.settings.zone).date()


def _who(by: str | None) -> str:
    return (plain(by or "") or user_name())[:MOST_NAME]


def _outcome(kept: Kept) -> str:
    return "new" if kept.new else "replaced" if kept.replaced else "unchanged"


def _tell_use(organisation: Organisation, ids: Sequence[str]) -> None:
    """A number that no target goes by is kept, but changes nothing: better said at once."""
    used = {target.reading for target in organisation.targets}
    for name in sorted(set(ids) - used):
        click.echo(f"Merk: ingen mål regnes etter {name}.")


def _table(rows: Sequence[SuppliedReading], config: Config) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("Tallrekke", "Dato", "Tall", "Lagt inn av"):
        table.add_column(heading, overflow="fold", justify="right" if heading == "Tall" else "left")
    for one in rows:
        who = f"{plain(one.by)}, {one.at.astimezone(config.settings.zone):%d.%m.%Y kl. %H.%M}"
        if not one.counts:
            who += f" – gjelder ikke lenger ({plain(one.withdrawn_by)})"
        cells = (one.reading, f"{one.date:%d.%m.%Y}", amount_words(one.value), who)
        table.add_row(*(Text(cell, "" if one.counts else "dim") for cell in cells))
    return table

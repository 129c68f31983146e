"""`mediawatch export`: the stories of a search and a period as CSV, XLSX, JSON or an Atom feed."""

import json
import sys
from datetime import datetime
from pathlib import Path

import click

from mediawatch.cli.json_lines import story_json
from mediawatch.cli.opening import opened, organisation_option, pick_organisation
from mediawatch.console import count_words
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.export import FORMATS, chosen_stories, exported
from mediawatch.jobs.searching import note_lines

_DAYS = ("%Y-%m-%d", "%d.%m.%Y")
_DAY = click.DateTime(formats=list(_DAYS))


@click.command(short_help="Ta ut saker som regneark, JSON eller nyhetsstrøm.")
@click.argument("query", metavar="[SØK]", default="")
@click.option("--format", "kind", type=click.Choice(FORMATS), default="csv", show_default=True, help="Filtypen.")
@click.option("--since", type=_DAY, metavar="DATO", help="Fra og med denne dagen.")
@click.option("--until", type=_DAY, metavar="DATO", help="Til og med denne dagen.")
@click.option("--out", "file", type=click.Path(dir_okay=False, path_type=Path), metavar="FIL",
              help="Filen det skrives til (ellers hit; XLSX må ha en fil).")  # fmt: skip
@organisation_option
def export(
    query: str, kind: str, since: datetime | None, until: datetime | None, file: Path | None, wanted: str | None
) -> None:
    """Ta ut saker: alle, eller de som treffer SØK, i tidsrommet du oppgir. Kopier av en sak har samme saksnummer."""
    if kind == "xlsx" and file is None and sys.stdout.isatty():
        raise click.UsageError("Skriv hvor regnearket skal lagres, for eksempel: --out omtale.xlsx")
    with opened() as (config, store):
        organisation = pick_organisation(config, wanted)
        first, last = (day.date() if day else None for day in (since, until))
        if first and last and first > last:
            raise click.UsageError("--since må være før --until.")
        answer, stories = chosen_stories(config, store, organisation, query, first, last)
        if kind == "json":
            zone = config.settings.zone
            made = [json.dumps(story_json(story, zone), ensure_ascii=False) for story in stories]
            content = "".join(f"{line}\n" for line in made).encode()
        else:
            content = exported(config, organisation, stories, kind, query=query, now=utc_now())
    for line in note_lines(answer):
        click.echo(line, err=True)
    if file is None:
        sys.stdout.buffer.write(content)
        return
    file.write_bytes(content)
    click.echo(f"Skrev {count_words(len(stories), 'sak', 'saker')} til {file}.")

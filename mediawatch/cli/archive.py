"""`mediawatch search`: what is stored."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mediawatch.cli.json_lines import print_json, story_json
from mediawatch.cli.opening import opened, organisation_option, pick_organisation
from mediawatch.console import people_console
from mediawatch.jobs.searching import note_lines, search_words, stories_of
from mediawatch.jobs.searching import search as look
from mediawatch.model import Story
from mediawatch.render import plain, tone_words
from mediawatch.store import Sort

NOTHING_READ = "Ingenting er lest ennå. Kjør «mediawatch poll --once» først."
NO_HITS = "Ingen treff. Prøv færre ord, eller begynnelsen av et ord fulgt av *."


@click.command(short_help="Søk i alt som er lest.")
@click.argument("query", metavar="SØK")
@click.option("--json", "as_json", is_flag=True, help="Én JSON-linje per sak.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, metavar="ANTALL",
              help="Høyst så mange saker.")  # fmt: skip
@organisation_option
def search(query: str, as_json: bool, limit: int, wanted: str | None) -> None:
    """Søk i alt som er lest: «hele uttrykk», OG/ELLER/IKKE, begynn*, vanlige ord i alle bøyninger, og felt som
    utgiver:, nivå:, tone:, sted:, tema:, type:, merke:, status:, fra: og til:."""
    if not any(character.isalnum() for character in query):
        raise click.UsageError("Skriv minst ett ord å søke etter, for eksempel: mediawatch search barnehage")
    with opened() as (config, store):
        organisation = pick_organisation(config, wanted)
        zone = config.settings.zone
        sort: Sort = "fit" if search_words(query) else "newest"
        answer = look(config, store, organisation, query, sort=sort, limit=limit, facets=False)
        stories = stories_of(config, store, organisation, answer.found.stories)
        for line in note_lines(answer):
            click.echo(line, err=True)
        if as_json:
            for story in stories:
                print_json(story_json(story, zone))
            return
        console = people_console()
        if stories:
            _print_stories(stories, zone, console)
        else:
            console.print(NO_HITS if store.first_coverage_date(organisation.id) else NOTHING_READ)


def _print_stories(stories: Sequence[Story], zone: ZoneInfo, console: Console) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("Nr.", "Dato", "Tone", "Utgiver", "Sak"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("Nr.", "Dato", "Tone"))
    for story in stories:
        lead = story.lead
        tone = tone_words(lead.tone.label) if lead.tone else None
        matter = Text(plain(lead.article.title))
        if story.copies:
            matter.append(f"\nogså i {', '.join(plain(copy.outlet.name) for copy in story.copies)}", "dim")
        if lead.article.link.startswith("http"):
            matter.append(f"\n{plain(lead.article.link)}", "dim")
        day = lead.when.astimezone(zone)
        shown = f"{tone.shape} {tone.word}" if tone else "–"
        table.add_row(str(story.id), f"{day:%d.%m.%Y}", shown, plain(lead.outlet.name), matter)
    console.print(table)

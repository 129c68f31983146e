"""`mediawatch search`, `targets` and `add`: what is stored, and what is put there by hand."""

import asyncio
import json
import sys
from datetime import datetime, time
from typing import Any
from urllib.parse import urlsplit

import click
from rich.table import Table

from mediawatch.cli.opening import find_outlet, opened, organisation_option, pick_organisation
from mediawatch.collect.address import canonical_address
from mediawatch.config import Config
from mediawatch.console import count_words, people_console
from mediawatch.jobs.adding import add_address, add_by_hand
from mediawatch.jobs.digests import target_states
from mediawatch.jobs.rounds import utc_now
from mediawatch.model import Article, Coverage, Outlet, Story, TargetState
from mediawatch.render import TONES


def coverage_json(coverage: Coverage) -> dict[str, Any]:
    """One piece of coverage as scripts get it."""
    article, tone = coverage.article, coverage.tone
    return {
        "url": article.address,
        "outlet": coverage.outlet.name,
        "tier": coverage.outlet.tier,
        "title": article.title,
        "lead": article.lead,
        "published": article.published.isoformat() if article.published else None,
        "paywalled": article.paywalled,
        "kind": coverage.kind,
        "topic": coverage.topic,
        "tone": tone.label if tone else None,
        "names_organisation": coverage.reading.names_organisation,
    }


def story_json(story: Story) -> dict[str, Any]:
    """One story with all its copies, the one that stands for it first."""
    return {"story": story.id, **coverage_json(story.lead), "copies": [coverage_json(c) for c in story.copies]}


@click.command(short_help="Søk i alt som er lest.")
@click.argument("query", metavar="SØK")
@click.option("--json", "as_json", is_flag=True, help="Én JSON-linje per sak.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Høyst så mange saker.")
@organisation_option
def search(query: str, as_json: bool, limit: int, wanted: str | None) -> None:
    """Søk i alt som er lest: «hele uttrykk», OG/ELLER/IKKE, begynn* og vanlige ord i alle bøyninger."""
    with opened() as (config, store):
        organisation = pick_organisation(config, wanted)
        stories = store.search(query, organisation.id, limit=limit, outlets=config.outlet_by_id)
        if as_json:
            for story in stories:
                click.echo(json.dumps(story_json(story), ensure_ascii=False))
            return
        if not stories:
            people_console().print("Ingen treff. Prøv færre ord, eller begynnelsen av et ord fulgt av *.")
            return
        table = Table(box=None, header_style="bold", pad_edge=False)
        for heading in ("Dato", "Utgiver", "Tone", "Sak"):
            table.add_column(heading, overflow="fold")
        for story in stories:
            lead = story.lead
            tone = TONES[lead.tone.label].word if lead.tone else "–"
            day = lead.when.astimezone(config.settings.zone)
            table.add_row(f"{day:%d.%m.%Y}", lead.outlet.name, tone, lead.article.title)
        people_console().print(table)


@click.command(short_help="Hvordan det står til med målene.")
@click.option("--json", "as_json", is_flag=True, help="Alle mål som JSON.")
@organisation_option
def targets(as_json: bool, wanted: str | None) -> None:
    """Hvordan det står til med målene i kommunikasjonsplanen."""
    with opened() as (config, store):
        organisation = pick_organisation(config, wanted)
        today = utc_now().astimezone(config.settings.zone).date()
        states = target_states(config, store, organisation, today=today)
        if as_json:
            click.echo(json.dumps([target_json(state) for state in states], ensure_ascii=False, indent=2))
            return
        for state in states:
            people_console().print(_target_line(state), soft_wrap=True, markup=False)


def target_json(state: TargetState) -> dict[str, Any]:
    """One target's state as scripts get it."""
    current = state.current
    return {
        "id": state.target.id,
        "name": state.target.name,
        "every": state.target.every,
        "at_least": state.target.at_least,
        "state": current.outcome,
        "count": current.count,
        "start": current.start.isoformat(),
        "end": current.end.isoformat(),
        "days_left": state.days_left,
        "streak": state.streak,
        "best_streak": state.best_streak,
        "stories": list(current.stories),
        "history": [{"start": p.start.isoformat(), "count": p.count, "state": p.outcome} for p in state.history],
    }


def _target_line(state: TargetState) -> str:
    current, least = state.current, state.target.at_least
    words = {"met": "nådd", "open": "ikke nådd ennå", "missed": "ikke nådd"}[current.outcome]
    left = f", {count_words(state.days_left, 'dag', 'dager')} igjen" if current.outcome == "open" else ""
    marks = "".join({"met": "▮", "open": "▯", "missed": "·"}[p.outcome] for p in state.history[-26:])
    return f"{state.target.name}: {words} ({current.count} av {least}{left}). På rad: {state.streak}.  {marks}"


@click.command(short_help="Legg til en sak, med adresse eller for hånd.")
@click.argument("url", required=False, metavar="[ADRESSE]")
@click.option("--title", metavar="TEKST", help="Tittelen, for saker uten adresse (papir, radio, TV).")
@click.option("--outlet", "outlet_name", metavar="UTGIVER", help="Id, navn eller vert fra feeds.yaml.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d", "%d.%m.%Y"]),
    metavar="DATO",
    help="Når den sto på trykk eller ble sendt.",
)
@click.option("--text", metavar="TEKST", help="Teksten eller et kort referat; «-» leser fra standard inn.")
def add(url: str | None, title: str | None, outlet_name: str | None, day: datetime | None, text: str | None) -> None:
    """Legg til en sak: med ADRESSE hentes og leses den, ellers skriver du den inn."""
    with opened() as (config, store):
        if url and not (title or text):
            outlet = _outlet(config, outlet_name or "", url)
            _tell_added(asyncio.run(add_address(config, store, url, outlet, now=utc_now())))
            return
        if not (title and outlet_name and day):
            raise click.UsageError(
                "Skriv enten en ADRESSE, eller --title, --outlet og --date (og gjerne --text) for en sak uten adresse."
            )
        outlet = _outlet(config, outlet_name, url or "")
        published = datetime.combine(day.date(), time(12), tzinfo=config.settings.zone)
        article = Article(
            outlet=outlet.id,
            address=canonical_address(url) if url else _hand_address(outlet, published, title),
            article_id=None,
            title=title,
            text=sys.stdin.read() if text == "-" else text or "",
            published=published,
            source="hand",
        )
        _tell_added(add_by_hand(config, store, article, outlet, now=utc_now()))


def _outlet(config: Config, named: str, url: str) -> Outlet:
    outlet = find_outlet(config, named, url)
    if outlet is None:
        sought = named or urlsplit(url).hostname or url
        raise click.UsageError(
            f"Kjenner ikke utgiveren «{sought}». Legg den til i feeds.yaml, eller oppgi --outlet med en id derfra."
        )
    return outlet


def _hand_address(outlet: Outlet, published: datetime, title: str) -> str:
    slug = "-".join("".join(char if char.isalnum() else " " for char in title.lower()).split())[:80]
    return f"urn:mediawatch:{outlet.id}:{published:%Y-%m-%d}:{slug}"


def _tell_added(outcome: str) -> None:
    words = {
        "new": "Lagt til.",
        "revision": "Saken var her fra før; den nye teksten er lagret som en endring.",
        "unchanged": "Saken var her fra før, uendret.",
        "not ours": "Saken nevner ingen av navnene vi følger, og er ikke lagret.",
    }
    click.echo(words[outcome])

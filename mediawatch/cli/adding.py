"""`mediawatch add`: a story put in by a person, by its address or, for print and broadcast, typed in."""

import asyncio
import sys
from datetime import datetime
from urllib.parse import urlsplit

import click

from mediawatch.cli.opening import opened, require_contact
from mediawatch.config import Config
from mediawatch.config.vocabulary import closest
from mediawatch.jobs.adding import AHEAD, Added, add_address, add_by_hand, hand_article
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.sources import find_outlet
from mediawatch.model import Outlet
from mediawatch.render import plain, safe_link

_OUTCOMES: dict[Added, str] = {
    "new": "Lagt til.",
    "revision": "Saken var her fra før; den nye teksten er lagret som en endring.",
    "unchanged": "Saken var her fra før, uendret.",
    "not ours": "Saken nevner ingen av navnene vi følger, og er ikke lagret. Gjelder den dere likevel, skriver du "
    "navnet i --title eller --text.",
}


@click.command(short_help="Legg til en sak, med adresse eller for hånd.")
@click.argument("url", required=False, metavar="[ADRESSE]")
@click.option("--title", metavar="TEKST", help="Tittelen, for saker uten adresse (papir, radio, TV).")
@click.option("--outlet", "named", metavar="UTGIVER", help="Id, navn eller vert fra feeds.yaml.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d", "%d.%m.%Y"]), metavar="DATO",
              help="Når den sto på trykk eller ble sendt, som 2026-11-24 eller 24.11.2026.")  # fmt: skip
@click.option("--text", metavar="TEKST", help="Teksten eller et kort referat; «-» leser fra standard inn.")
def add(url: str | None, title: str | None, named: str | None, day: datetime | None, text: str | None) -> None:
    """Legg til en sak: med ADRESSE hentes og leses den, ellers skriver du den inn.

    Avslutter med 1 når saken ikke nevner noe vi følger, eller ikke kan hentes.
    """
    if url is not None and safe_link(url) is None:
        raise click.UsageError(f"«{url}» er ikke en nettadresse. Skriv hele, for eksempel https://avis.example/sak.")
    if url and not (title or text or day):
        _add_address(url, named or "")
        return
    if not (title and plain(title) and named and day):
        raise click.UsageError(
            "Skriv enten bare en ADRESSE, eller --title, --outlet og --date (og gjerne --text) for en sak som ikke "
            "skal hentes."
        )
    _add_by_hand(url or "", plain(title), named, day, _words(text or ""))


def _add_address(url: str, named: str) -> None:
    with opened() as (config, store):
        require_contact(config)
        host = urlsplit(url).hostname or ""
        if config.is_blocked(host):
            raise click.UsageError(f"{host} står under blocked_hosts i feeds.yaml og blir ikke lest.")
        outlet = _outlet(config, named, url)
        _tell(asyncio.run(add_address(config, store, url, outlet, now=utc_now())))


def _add_by_hand(url: str, title: str, named: str, day: datetime, text: str) -> None:
    with opened() as (config, store):
        outlet, now = _outlet(config, named, ""), utc_now()
        if day.date() > (now + AHEAD).astimezone(config.settings.zone).date():
            raise click.UsageError(f"{day:%d.%m.%Y} er fram i tid. Skriv dagen saken sto på trykk eller ble sendt.")
        article = hand_article(outlet, day=day.date(), title=title, text=text, zone=config.settings.zone, url=url)
        _tell(add_by_hand(config, store, article, outlet, now=now))


def _words(text: str) -> str:
    """The text of the option, or of standard input for "-". Paragraphs stay."""
    if text == "-":
        text = sys.stdin.buffer.read().decode("utf-8-sig", "replace")
    return "\n\n".join(filter(None, map(plain, text.replace("\r\n", "\n").split("\n\n"))))


def _outlet(config: Config, named: str, url: str) -> Outlet:
    outlet = find_outlet(config, named, "" if named else url)
    if outlet is None:
        sought = named or urlsplit(url).hostname or url
        raise click.UsageError(
            f"Kjenner ikke utgiveren «{sought}». Legg den til i feeds.yaml, eller skriv --outlet med en id derfra."
            f"{_meant(config, named)}"
        )
    return outlet


def _meant(config: Config, named: str) -> str:
    near = closest(named, [outlet.id for outlet in config.outlets]) or closest(named, [o.name for o in config.outlets])
    return f" Mente du {near}?" if named and near else ""


def _tell(outcome: Added) -> None:
    click.echo(_OUTCOMES[outcome])
    if outcome == "not ours":
        sys.exit(1)

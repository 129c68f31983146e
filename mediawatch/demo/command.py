"""`mediawatch demo`: the true pipeline, once, against the invented newsrooms."""

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from mediawatch.config import Config, load_everything
from mediawatch.console import people_console, progress_round, summary_table
from mediawatch.demo.media_work import add_media_work
from mediawatch.demo.newsroom import Newsroom
from mediawatch.demo.server import serving
from mediawatch.errors import ConfigError
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.digests import build_digest, send_digests_now
from mediawatch.jobs.export import write_coverage
from mediawatch.model import Digest, Feed, Outlet
from mediawatch.report.mail import digest_message, html_page, text
from mediawatch.report.terminal import print_digest
from mediawatch.schedule import Reports, run_until_stopped
from mediawatch.store import Store, open_store
from mediawatch.web.opening import make_account, open_pages, terminal_link
from mediawatch.web.server import open_socket
from mediawatch.web.site import Site

DATABASE = "mediawatch.db"
DEMO_PORT = 8321
DEMO_EMAIL = "demo@example.org"
PORT_HELP = f"Porten sidene vises på, 0 for en ledig. Ellers {DEMO_PORT}, eller en ledig når den er i bruk."


@click.command(short_help="Se hele løypa mot oppdiktede redaksjoner.")
@click.option("--once", is_flag=True, help="Avslutt når dagens oversikt er laget.")
@click.option("--out", "folder", type=click.Path(file_okay=False, path_type=Path), default=Path("demo-out"),
              show_default=True, metavar="MAPPE", help="Hvor oversikten, dekningen og databasen legges.")  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65535), metavar="N", help=PORT_HELP)
def demo(once: bool, folder: Path, port: int | None) -> None:
    """Se hele løypa: oppdiktede redaksjoner på din maskin, hentet, lest, vurdert og samlet i dagens oversikt."""
    console = people_console()
    folder.mkdir(parents=True, exist_ok=True)
    now = utc_now()
    base = load_everything()
    with serving(now=now, zone=base.settings.zone) as newsrooms:
        config = demo_config(base, newsrooms, folder)
        _introduce(console, newsrooms)
        with _fresh_store(config, folder) as store, ExitStack() as pages:
            site = None if once else pages.enter_context(_open(config, store, port))
            if site is not None:  # the links in the mails lead to these pages
                config = replace(config, settings=replace(config.settings, base_url=site.base_url))
                zone = config.settings.zone
                add_media_work(store, config.organisations[0], newsrooms, now, zone, by=DEMO_EMAIL)
            run_demo(config, store, newsrooms, folder, console)
            _what_next(console, folder, newsrooms)
            if site is not None:
                show_way_in(config, store, site, console)
                run_until_stopped(config, store, reports=Reports())


def _open(config: Config, store: Store, port: int | None) -> AbstractContextManager[Site]:
    """The pages on the port asked for; else on the usual one, or on any that is free."""
    if port is None:
        try:
            open_socket(config.settings.host, DEMO_PORT).close()
            port = DEMO_PORT
        except ConfigError:
            port = 0
    return open_pages(config, store, port=port)


def show_way_in(config: Config, store: Store, site: Site, console: Console) -> None:
    """A link that signs in to the pages once."""
    names = [organisation.id for organisation in config.organisations]
    account = make_account(store, DEMO_EMAIL, names, "administrator", name="Demo", by="terminal", now=site.now)
    link = terminal_link(store, site.base_url, account, now=site.now)
    console.print(f"\nSe arkivet og sidene i nettleseren: {link}", soft_wrap=True, markup=False)
    console.print("Lenken virker én gang, og i 15 minutter. Stopp med Ctrl-C.")


def demo_config(base: Config, newsrooms: Sequence[Newsroom], folder: Path) -> Config:
    """The shipped organisation, the invented outlets, and everything written to `folder`."""
    settings = replace(
        base.settings,
        database=f"sqlite:///{folder.resolve() / DATABASE}",
        outbox=folder.resolve() / "outbox",
        allow_private=True,
        smtp_host="",
        contact="demo@example.org",
    )
    return replace(base, settings=settings, outlets=tuple(room.as_outlet() for room in newsrooms))


def run_demo(config: Config, store: Store, newsrooms: Sequence[Newsroom], folder: Path, console: Console) -> Digest:
    """Two rounds (between them the newsrooms change a story), then the digest, written to `folder` and shown."""
    store.sync_feeds(config.outlets, utc_now())
    summary = progress_round(config, store, console, force=True)
    console.print(summary_table(config, summary))
    changed = sum(room.publish_updates() for room in newsrooms)
    again = progress_round(config, store, console, force=True)
    console.print(f"\nNy runde: {changed} sak er endret av redaksjonen, {again.new} nye poster.\n")
    now = utc_now()
    made = todays_digest(config, store, now)
    print_digest(made, console, zone=config.settings.zone)
    write_files(config, store, made, folder, now)
    send_digests_now(config, store, now)
    return made


def todays_digest(config: Config, store: Store, now: datetime) -> Digest:
    """The digest of the demo's first organisation for the last day and night."""
    day = now.astimezone(config.settings.zone).date()
    organisation = config.organisations[0]
    return build_digest(config, store, organisation, day=day, since=now - timedelta(days=1), until=now)


def write_files(config: Config, store: Store, made: Digest, folder: Path, now: datetime) -> None:
    """Leaves digest.eml, digest.html, digest.txt and coverage.jsonl in the folder."""
    settings, recipient = config.settings, made.organisation.recipients[0]
    message = digest_message(made, recipient, sender=settings.sender, base_url=settings.base_url, now=now)
    (folder / "digest.eml").write_bytes(message.as_bytes())
    html = html_page(made, recipient=recipient, base_url=settings.base_url, zone=settings.zone)
    (folder / "digest.html").write_text(html, encoding="utf-8")
    plain = text(made, recipient=recipient, base_url=settings.base_url, zone=settings.zone)
    (folder / "digest.txt").write_text(plain, encoding="utf-8")
    write_coverage(store, made.organisation, folder / "coverage.jsonl")
    write_setup(config, folder)


def write_setup(config: Config, folder: Path) -> None:
    """Leaves feeds.yaml and .env in the folder, so that every command run there reads what the demo read."""
    outlets = [_as_yaml(outlet) for outlet in config.outlets]
    written = json.dumps({"outlets": outlets}, ensure_ascii=False, indent=2)  # JSON is YAML
    (folder / "feeds.yaml").write_text(
        f"# De oppdiktede redaksjonene i demonstrasjonen.\n{written}\n", encoding="utf-8"
    )
    settings = f"MEDIAWATCH_DATABASE=sqlite:///{DATABASE}\nMEDIAWATCH_ALLOW_PRIVATE=true\n"
    if config.settings.base_url:
        settings += f"MEDIAWATCH_BASE_URL={config.settings.base_url}\n"
    (folder / ".env").write_text(f"# Innstillingene i demonstrasjonen.\n{settings}", encoding="utf-8")


def _as_yaml(record: Outlet | Feed) -> dict[str, Any]:
    """A record to the keys and values it has in feeds.yaml; what is empty is left out."""
    values = asdict(record)
    values.pop("outlet", None)  # a feed stands below its outlet
    if isinstance(record, Outlet):
        values["feeds"] = [_as_yaml(feed) for feed in record.feeds]
    return {key: value for key, value in values.items() if value not in (None, "", (), [])}


def _fresh_store(config: Config, folder: Path) -> Store:
    """An empty database: the newsrooms answer on new ports each time, so an old one would hold other addresses."""
    for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"):
        (folder / name).unlink(missing_ok=True)
    for message in (folder / "outbox").glob("*.eml"):
        message.unlink()
    return open_store(config.settings.database)


def _introduce(console: Console, newsrooms: Sequence[Newsroom]) -> None:
    articles = sum(len(room.articles) for room in newsrooms)
    console.print(
        f"Oppdiktet demonstrasjon: {len(newsrooms)} redaksjoner med {articles} saker svarer på denne maskinen. "
        "Utgivere, personer og hendelser er diktet opp.\n",
        soft_wrap=True,
    )


def _what_next(console: Console, folder: Path, newsrooms: Sequence[Newsroom]) -> None:
    console.print(
        f"""
Se også:
  {folder}/digest.html      oversikten slik den ser ut i e-posten
  {folder}/digest.txt       den samme som ren tekst
  {folder}/outbox/          én melding per mottaker
  {folder}/coverage.jsonl   all dekning, én linje per sak

Prøv nå, i det demonstrasjonen har lest:
  cd {folder}
  mediawatch search "svømmehall*"
  mediawatch targets
  mediawatch digest --preview --days 7
Slik går du i drift: README, «Gå i drift».""",
        soft_wrap=True,
        markup=False,
    )

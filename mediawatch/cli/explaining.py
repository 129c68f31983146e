"""`mediawatch explain`: how one article was judged, and why."""

import asyncio
import json
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from mediawatch.cli.json_lines import mentions_json, moment_json, print_json, suggestion_json, tone_json, whole
from mediawatch.cli.norwegian import os_words
from mediawatch.cli.opening import opened, organisation_option, pick_organisation, require_contact
from mediawatch.cli.reading import MAX_PAGE, STRANGER, unpacked
from mediawatch.collect.address import article_id, canonical_address
from mediawatch.collect.extract import extract_article, page_from_bytes
from mediawatch.config import Config
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.explaining import explain_article, explain_stored, fetch_article
from mediawatch.jobs.sources import find_outlet
from mediawatch.model import Article, Mention, Organisation, Outlet
from mediawatch.render import plain, safe_link
from mediawatch.report.as_json import correction_json
from mediawatch.report.explain import Explained, explanation
from mediawatch.report.story_json import speaker_json
from mediawatch.store import Store

_HTML = re.compile(rb"<(?:!doctype|html|head|body|article|meta|div|p|h1)\b", re.IGNORECASE)
_STATED = re.compile(
    r"<(?:link[^>]+rel=[\"']?canonical[^>]+href|meta[^>]+property=[\"']?og:url[^>]+content)=[\"']([^\"'<>\s]+)",
    re.IGNORECASE,
)
_NOWHERE = "https://fil.invalid/sak"
"""The address of a page that does not say where it lay."""
_TEXTS = ("title", "lead", "text", "url", "outlet")


@click.command(short_help="Hvordan en sak er vurdert, og hvorfor.")
@click.argument("article", metavar="ADRESSE|FIL")
@click.option("--outlet", "named", default="", metavar="UTGIVER", help="Utgiveren, når adressen ikke forteller det.")
@click.option("--url", "where", default="", metavar="ADRESSE", help="Hvor siden i FIL ble hentet fra.")
@click.option("--json", "as_json", is_flag=True, help="Svar med JSON.")
@organisation_option
def explain(article: str, named: str, where: str, as_json: bool, wanted: str | None) -> None:
    """Forklar en sak: hvilke navn som ble funnet og forkastet, om den gjelder dere, tone, tema, slag, hvem som svarer.

    ADRESSE: saken slik den er lagret; er den ikke lagret, hentes den og leses uten å lagres. FIL: en lagret nettside,
    en JSON-fil fra «extract», eller ren tekst med tittelen på første linje («-» leser standard inn).
    """
    if where and safe_link(where) is None:
        raise click.UsageError(
            f"«{plain(where)}» er ikke en nettadresse. Skriv hele, for eksempel https://avis.example/sak."
        )
    with opened() as (config, store):
        organisation = pick_organisation(config, wanted)
        if safe_link(article):
            told = _at_address(config, store, organisation, article, named)
        else:
            told = _in_file(config, store, organisation, article, named, where)
        zone = config.settings.zone
        if as_json:
            print_json(explained_json(told, config), indent=2)
        else:
            click.echo(whole(explanation(told, zone)))


def _at_address(config: Config, store: Store, organisation: Organisation, url: str, named: str) -> Explained:
    known = {url, canonical_address(url)}
    number = store.story_at(organisation.id, sorted(known), article_id(url))
    story = None
    if number is not None:
        story = store.story(number, organisation=organisation.id, everything=True, outlets=config.outlet_by_id)
    if story is not None:
        own = article_id(url)
        copies = [
            copy for copy in story.coverage
            if known & {copy.article.address, copy.article.url} or (own and copy.article.article_id == own)
        ]  # fmt: skip
        return explain_stored(config, store, organisation, story, (copies or [story.lead])[0])
    require_contact(config)
    host = urlsplit(url).hostname or ""
    if config.is_blocked(host):
        raise click.UsageError(f"{host} står under blocked_hosts i feeds.yaml og blir ikke lest.")
    outlet = _outlet(config, named, url)
    return explain_article(config, store, organisation, asyncio.run(fetch_article(config, url, outlet)), outlet)


def _outlet(config: Config, named: str, url: str) -> Outlet:
    """The outlet of an option or an address; a stranger when feeds.yaml knows none. Raises click.UsageError when the
    option names none."""
    found = find_outlet(config, named, "" if named else url)
    if found is None and named:
        raise click.UsageError(
            f"Kjenner ikke utgiveren «{plain(named)}». Skriv en id, et navn eller en vert fra feeds.yaml."
        )
    return found or STRANGER


def _in_file(config: Config, store: Store, organisation: Organisation, name: str, named: str, where: str) -> Explained:
    content = _content(name)
    if content.lstrip().startswith(b"{"):
        article, named = _from_json(content, name, named, where)
    elif _HTML.search(content[:20_000]):
        return _from_page(config, store, organisation, content, named, where)
    else:
        article = _from_text(content, where)
    if not (article.title.strip() or article.text.strip()):
        raise click.UsageError(f"{_shown(name)} er tom. Skriv tittelen på første linje og teksten under.")
    outlet = _outlet(config, named, article.address)
    return explain_article(config, store, organisation, article, outlet)


def _content(name: str) -> bytes:
    """The bytes of a file, or of standard input for "-", unpacked. Raises click.UsageError."""
    try:
        content = sys.stdin.buffer.read(MAX_PAGE) if name == "-" else _read(Path(name))
    except OSError as error:
        raise click.UsageError(
            f"Kan ikke lese {plain(name)[:200]}: {os_words(error)}. Skriv en fil, eller en hel nettadresse "
            "(https://avis.example/sak)."
        ) from None
    except ValueError:  # a name with a NUL in it
        raise click.UsageError("Det er ikke navnet på en fil. Skriv en fil eller en hel nettadresse.") from None
    return unpacked(content, _shown(name))


def _shown(name: str) -> str:
    return "Standard inn" if name == "-" else name


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_PAGE)


def _from_page(
    config: Config, store: Store, organisation: Organisation, content: bytes, named: str, where: str
) -> Explained:
    """A saved page; where it lay is told by the option or the page itself. Raises ExtractError."""
    stated = _STATED.search(content[:200_000].decode("utf-8", "replace"))
    url = where or (stated[1] if stated and safe_link(stated[1]) else _NOWHERE)
    outlet = _outlet(config, named, url)
    article = extract_article(page_from_bytes(content, url, fetched_at=utc_now()), outlet=outlet)
    return explain_article(config, store, organisation, article, outlet)


def _from_json(content: bytes, name: str, named: str, where: str) -> tuple[Article, str]:
    """One JSON object, as `extract --json` writes and `analyse` reads. Raises click.UsageError."""
    try:
        given = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise click.UsageError(
            f"{_shown(name)} begynner som JSON, men er det ikke. Skriv ett objekt med title, lead og text."
        ) from None
    texts = {key: given.get(key) or "" for key in _TEXTS}
    if not all(isinstance(value, str) for value in texts.values()):
        raise click.UsageError(f"{_shown(name)}: {', '.join(_TEXTS)} må være tekst i anførselstegn.")
    texts = {key: whole(value) for key, value in texts.items()}
    url = where or texts["url"]
    return _article(texts["title"], texts["lead"], texts["text"], url), named or _known(texts["outlet"])


def _known(outlet: str) -> str:
    return outlet if outlet.strip() else ""


def _from_text(content: bytes, where: str) -> Article:
    """Plain text: the title on the first line."""
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").strip()
    title, _, rest = text.partition("\n")
    return _article(plain(title), "", rest.strip(), where)


def _article(title: str, lead: str, text: str, url: str) -> Article:
    address = canonical_address(url) if safe_link(url) else ""
    return Article(outlet="", address=address, article_id=None, title=title, lead=lead, text=text, source="hand")


def explained_json(told: Explained, config: Config) -> dict[str, Any]:
    """Everything as scripts get it."""
    copy, reading, zone = told.copy, told.copy.reading, config.settings.zone
    return {
        "url": copy.article.link,
        "outlet": copy.outlet.name,
        "title": copy.article.title,
        "published": moment_json(copy.article.published, zone),
        "story": told.story,
        "relevant": reading.relevant,
        "relevance": round(reading.relevance, 3),
        "unsure": reading.unsure,
        "because": list(reading.because),
        "names_organisation": reading.names_organisation,
        "regional_labels": list(reading.regional_labels),
        "mentions": [_mention_json(one) for one in reading.mentions],
        "tone": tone_json(copy.tone),
        "sentences": [
            {"sentence": text, "tone": tone_json(tone), "mentions": mentions_json(found)}
            for found, text, tone in told.sentences
        ],
        "topic": copy.topic,
        "kind": copy.kind,
        "quoted": list(copy.quoted),
        "spokesperson": _suggestion_json(copy.suggestion if reading.relevant else None),
        "speaker": speaker_json(told.speaker if reading.relevant else None),
        "corrected": list(copy.corrected),
        "corrections": [correction_json(one, zone) for one in told.corrections],
        "model": {"relevant": told.said.reading.relevant, "tone": tone_json(told.said.tone),
                  "topic": told.said.topic, "kind": told.said.kind},
    }  # fmt: skip


def _mention_json(one: Mention) -> dict[str, Any]:
    return {**mentions_json([one])[0], "accepted": one.accepted, "because": one.because}


def _suggestion_json(suggestion: Any) -> dict[str, Any] | None:
    told = suggestion_json(suggestion)
    return None if told is None else {**told, "because": suggestion.because}

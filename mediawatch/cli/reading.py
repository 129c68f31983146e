"""`mediawatch analyse` and `extract`: the reading and judging for scripts, without a database."""

import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import click

from mediawatch.cli.json_lines import (
    Line,
    LineError,
    lines_of,
    mentions_json,
    print_json,
    read_object,
    suggestion_json,
    tone_json,
)
from mediawatch.cli.norwegian import os_words
from mediawatch.cli.opening import open_config, organisation_option, pick_organisation
from mediawatch.collect.address import canonical_address
from mediawatch.collect.extract import article_json, extract_article, page_from_bytes
from mediawatch.collect.moments import parse_moment
from mediawatch.config import Config
from mediawatch.enrich.judge import judge
from mediawatch.enrich.speakers import read_roles
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.reading import MAX_TEXT
from mediawatch.jobs.sources import find_outlet
from mediawatch.model import Article, Coverage, Organisation, Outlet
from mediawatch.relate.spokespersons import suggest
from mediawatch.render import plain, safe_link

STRANGER = Outlet(id="unknown", name="Ukjent utgiver", tier="other", kind="web")
"""Stands for an outlet that feeds.yaml does not know: no home, so nothing is taken for granted."""
MAX_PAGE = 64_000_000
"""Bytes of a saved page when unpacked: a small file can hold gigabytes of nothing."""

_YEAR = re.compile(r"\d{4}(-\d{2})?")
"""All that is known of some old articles: the year, or the month."""
_REQUIRED = ("url", "outlet", "title")
_TEXTS = (*_REQUIRED, "lead", "text", "published")


def _readable(_context: click.Context, _parameter: click.Parameter, value: str) -> Path | None:
    """A file's name to its path, "-" to None. Raises click.BadParameter, in Norwegian, when it cannot be read."""
    if value == "-":
        return None
    try:
        with Path(value).open("rb"):
            return Path(value)
    except OSError as error:
        raise click.BadParameter(f"Kan ikke lese {value}: {os_words(error)}.") from None


@contextmanager
def _input(file: Path | None) -> Iterator[BinaryIO]:
    """Bytes of the file, or of standard input."""
    if file is None:
        yield sys.stdin.buffer
        return
    with file.open("rb") as stream:
        yield stream


@click.command(short_help="Vurder saker fra JSON-linjer.")
@click.argument("file", callback=_readable, default="-", metavar="[FIL|-]")
@organisation_option
def analyse(file: Path | None, wanted: str | None) -> None:
    """Vurder saker: JSON-linjer inn (url, outlet, title, lead, text, published), JSON-linjer ut i samme rekkefølge.

    En linje som ikke kan leses, gir et feilobjekt på sin plass: {"error": …, "line": …}. Resten blir lest.
    """
    config = open_config()
    organisation = pick_organisation(config, wanted)
    with _input(file) as stream:
        for answer in analysed(lines_of(stream), config, organisation):
            print_json(answer)


def analysed(lines: Iterable[Line], config: Config, organisation: Organisation) -> Iterator[dict[str, Any]]:
    """Lines to answers, one for each, in the same order and as they come."""
    for line in lines:
        try:
            yield analyse_object(read_object(line), config, organisation)
        except LineError as error:
            yield {"error": str(error), "line": line.number}


def analyse_object(given: dict[str, Any], config: Config, organisation: Organisation) -> dict[str, Any]:
    """One object of the input to what the article means for the organisation. Raises LineError."""
    fields = _fields(given)
    url = fields["url"].strip()
    outlet = find_outlet(config, fields["outlet"], url) or replace(STRANGER, name=fields["outlet"])
    article = Article(
        outlet=outlet.id,
        address=canonical_address(url) if safe_link(url) else "",
        article_id=None,
        title=fields["title"][:MAX_TEXT],
        lead=fields["lead"][:MAX_TEXT],
        text=fields["text"][:MAX_TEXT],
        published=_moment(fields["published"], config),
    )
    return coverage_answer(fields["url"], judge(article, organisation, outlet), organisation)


def coverage_answer(url: str, coverage: Coverage, organisation: Organisation) -> dict[str, Any]:
    """A judged article as the answer of `analyse`."""
    reading = coverage.reading
    leans = read_roles(coverage.article, reading)
    return {
        "url": url,
        "relevant": reading.relevant,
        "relevance": round(reading.relevance, 3),
        "mentions": mentions_json(reading.accepted),
        "names_organisation": reading.names_organisation,
        "tone": tone_json(coverage.tone),
        "topic": coverage.topic,
        "kind": coverage.kind,
        "spokesperson": suggestion_json(suggest(coverage, organisation, leans) if reading.relevant else None),
    }


def _fields(given: dict[str, Any]) -> dict[str, str]:
    missing = [name for name in _REQUIRED if given.get(name) is None]
    if missing:
        raise LineError(f"Mangler {', '.join(missing)}. Skriv minst url, outlet og title.")
    wrong = [name for name in _TEXTS if not isinstance(given.get(name), str | None)]
    if wrong:
        raise LineError(f"{', '.join(wrong)} må være tekst i anførselstegn.")
    return {name: given.get(name) or "" for name in _TEXTS}


def _moment(written: str, config: Config) -> datetime | None:
    """A time as people and programs write it; local time where no zone is given."""
    if not written.strip():
        return None
    found = parse_moment(f"{written.strip()}-01-01"[:10] if _YEAR.fullmatch(written.strip()) else written)
    if found is None:
        raise LineError(
            f"published «{plain(written)[:60]}» er ikke et tidspunkt. Skriv for eksempel 2026-11-24T07:15:00+01:00."
        )
    return found.value if found.has_zone else found.value.replace(tzinfo=config.settings.zone)


@click.command(short_help="Les én lagret nettside.")
@click.argument("file", callback=_readable, metavar="FIL")
@click.option("--url", required=True, metavar="ADRESSE", help="Adressen siden ble hentet fra.")
@click.option("--json", "as_json", is_flag=True, help="Skriv artikkelen som JSON.")
def extract(file: Path | None, url: str, as_json: bool) -> None:
    """Les én lagret nettside (HTML, gjerne .gz; «-» leser standard inn) og vis artikkelen på den.

    Avslutter med 1 når det ikke er noen artikkel der.
    """
    if safe_link(url) is None:
        raise click.UsageError(f"«{url}» er ikke en nettadresse. Skriv hele, for eksempel https://avis.example/sak.")
    with _input(file) as stream:
        content = unpacked(stream.read(MAX_PAGE), str(file or "standard inn"))
    page = page_from_bytes(content, url, fetched_at=utc_now())
    answer = article_json(extract_article(page, outlet=find_outlet(open_config(), "", url)))
    if as_json:
        print_json(answer, indent=2)
        return
    for name, value in answer.items():
        written = "\n\n".join(map(plain, value.split("\n\n"))) if isinstance(value, str) else _words(value)
        click.echo(f"{name}: {written}")


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nei"
    return plain(", ".join(value)) if value else "–"


def unpacked(content: bytes, name: str) -> bytes:
    """The page as it was, unpacked when it was saved with gzip. Raises click.UsageError when it is damaged."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        page = unpacker.decompress(content, MAX_PAGE)
    except zlib.error:
        raise click.UsageError(
            f"{name} er pakket (gzip), men skadet og kan ikke pakkes ut. Lagre siden på nytt."
        ) from None
    if unpacker.unconsumed_tail:
        raise click.UsageError(
            f"{name} er større enn {MAX_PAGE // 1_000_000} MB når den pakkes ut. Det er ingen nettside."
        )
    if not unpacker.eof:
        raise click.UsageError(f"{name} er pakket (gzip), men slutten mangler. Lagre siden på nytt.")
    return page

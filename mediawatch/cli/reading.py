"""`mediawatch analyse` and `extract`: the reading and judging for scripts, without a database."""

import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import urlsplit

import click

from mediawatch.cli.opening import find_outlet, open_config, organisation_option, pick_organisation
from mediawatch.collect.address import canonical_address
from mediawatch.collect.extract import article_json, extract_article, page_from_bytes
from mediawatch.config import Config
from mediawatch.enrich.judge import judge
from mediawatch.jobs.rounds import utc_now
from mediawatch.model import Article, Coverage, Organisation, Outlet
from mediawatch.relate.spokespersons import suggest

STRANGER = Outlet(id="unknown", name="Ukjent utgiver", tier="other", kind="web")
"""Stands for an outlet that feeds.yaml does not know: no home, so nothing is taken for granted."""

_REQUIRED = ("url", "outlet", "title")
_TEXTS = (*_REQUIRED, "lead", "text", "published")


class LineError(ValueError):
    """A line of input that cannot be analysed; the message says in Norwegian what to write instead."""


@click.command(short_help="Vurder saker fra JSON-linjer.")
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"), default="-", metavar="[FIL|-]")
@organisation_option
def analyse(file: TextIO, wanted: str | None) -> None:
    """Vurder saker: JSON-linjer inn (url, outlet, title, lead, text, published), JSON-linjer ut i samme rekkefølge.

    En linje som ikke kan leses, gir et feilobjekt på sin plass: {"error": …, "line": …}.
    """
    config = open_config()
    organisation = pick_organisation(config, wanted)
    for answer in analysed(file, config, organisation):
        click.echo(json.dumps(answer, ensure_ascii=False))
        sys.stdout.flush()


def analysed(lines: Iterable[str], config: Config, organisation: Organisation) -> Iterator[dict[str, Any]]:
    """JSON lines to answers, one for each line that is not blank, in the same order."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield analyse_line(line, config, organisation)
            except LineError as error:
                yield {"error": str(error), "line": number}


def analyse_line(line: str, config: Config, organisation: Organisation) -> dict[str, Any]:
    """One JSON line to what the article means for the organisation. Raises LineError."""
    given = _given(line)
    outlet = find_outlet(config, given["outlet"], given["url"]) or STRANGER
    article = Article(
        outlet=outlet.id,
        address=canonical_address(given["url"]) if given["url"] else "",
        article_id=None,
        title=given["title"],
        lead=given["lead"],
        text=given["text"],
        published=_moment(given["published"], config),
    )
    coverage = judge(article, organisation, outlet)
    return coverage_answer(given["url"], coverage, organisation)


def coverage_answer(url: str, coverage: Coverage, organisation: Organisation) -> dict[str, Any]:
    """A judged article as the answer of `analyse`."""
    reading, tone = coverage.reading, coverage.tone
    suggestion = suggest(coverage, organisation) if reading.relevant else None
    return {
        "url": url,
        "relevant": reading.relevant,
        "relevance": round(reading.relevance, 3),
        "mentions": [
            {
                "subject": mention.subject_name,
                "surface": mention.surface,
                "field": mention.field,
                "start": mention.start,
                "end": mention.end,
            }
            for mention in reading.accepted
        ],
        "names_organisation": reading.names_organisation,
        "tone": None
        if tone is None
        else {
            "label": tone.label,
            "score": round(tone.score, 3),
            "confidence": round(tone.confidence, 3),
            "because": list(tone.because),
        },
        "topic": coverage.topic,
        "kind": coverage.kind,
        "spokesperson": None if suggestion is None else {"role": suggestion.role, "rule": suggestion.rule},
    }


def _given(line: str) -> dict[str, str]:
    try:
        given = json.loads(line)
    except ValueError as error:
        raise LineError(f"Linja er ikke gyldig JSON ({error}). Skriv ett JSON-objekt per linje.") from None
    if not isinstance(given, dict):
        raise LineError("Linja må være et JSON-objekt med minst url, outlet og title.")
    missing = [name for name in _REQUIRED if name not in given]
    if missing:
        raise LineError(f"Mangler {', '.join(missing)}. Skriv minst url, outlet og title.")
    wrong = [name for name in _TEXTS if not isinstance(given.get(name, ""), str | None)]
    if wrong:
        raise LineError(f"{', '.join(wrong)} må være tekst.")
    return {name: given.get(name) or "" for name in _TEXTS}


def _moment(written: str, config: Config) -> datetime | None:
    if not written:
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise LineError(
            f"published «{written}» er ikke et tidspunkt. Skriv for eksempel 2026-11-24T07:15:00+01:00."
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=config.settings.zone)


@click.command(short_help="Les én lagret nettside.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FIL")
@click.option("--url", required=True, metavar="ADRESSE", help="Adressen siden ble hentet fra.")
@click.option("--json", "as_json", is_flag=True, help="Skriv artikkelen som JSON.")
def extract(file: Path, url: str, as_json: bool) -> None:
    """Les én lagret nettside (HTML, gjerne .gz) og vis artikkelen på den."""
    if not urlsplit(url).scheme.startswith("http") or not urlsplit(url).hostname:
        raise click.UsageError(
            f"«{url}» er ikke en nettadresse. Skriv hele adressen, for eksempel https://avis.example/sak."
        )
    page = page_from_bytes(_content(file), url, fetched_at=utc_now())
    outlet = find_outlet(open_config(), "", url)
    article = extract_article(page, outlet=outlet)
    answer = article_json(article)
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    for name, value in answer.items():
        click.echo(f"{name}: {', '.join(value) if isinstance(value, list) else value}")


def _content(file: Path) -> bytes:
    content = file.read_bytes()
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        return gzip.decompress(content)
    except (OSError, EOFError) as error:
        raise click.UsageError(f"Filen {file} er pakket, men kan ikke pakkes ut ({error}).") from None

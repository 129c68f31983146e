"""What is stored, taken out: JSON Lines of everything; the stories of a search and a period as a table or a feed."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

from mediawatch.config import Config
from mediawatch.jobs.searching import Answer, search, stories_of
from mediawatch.model import Organisation, Story
from mediawatch.report.sheets import atom_feed, csv_lines, csv_text, rows, xlsx_bytes
from mediawatch.report.story_json import story_json
from mediawatch.store import Store, joined

MOST_IN_WORKBOOK = 20_000
"""Stories: a workbook is made in memory, and larger ones are slow to open."""
FORMATS = ("csv", "xlsx", "json", "atom")
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/x-ndjson",
}


def write_coverage(store: Store, organisation: Organisation, file: Path) -> int:
    """Writes one line per piece of coverage; returns how many."""
    count = 0
    with file.open("w", encoding="utf-8") as lines:
        for row in store.coverage_rows(organisation.id):
            lines.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
            count += 1
    return count


def chosen_stories(
    config: Config, store: Store, organisation: Organisation, query: str, since: date | None, until: date | None
) -> tuple[Answer, list[Story]]:
    """The stories that match `query` (all, when it is empty) printed from `since` to `until`, both days with, the
    latest first; and what was not understood."""
    ends = (f"{name}:{day.isoformat()}" for name, day in (("fra", since), ("til", until)) if day)
    answer = search(config, store, organisation, joined(query, " ".join(ends)), limit=None, facets=False)
    stories = stories_of(config, store, organisation, answer.found.stories)
    if not query:  # what a person has yet to look at is only there for those who look for it
        stories = [story for story in stories if any(copy.reading.relevant for copy in story.coverage)]
    return answer, stories


def exported(
    config: Config, organisation: Organisation, stories: Sequence[Story], kind: str, *, query: str, now: datetime
) -> bytes:
    """Stories to a file of one of FORMATS but "json"."""
    zone = config.settings.zone
    if kind == "xlsx":
        return xlsx_bytes(rows(stories, zone), title=_title(organisation, query))
    if kind == "atom":
        return feed_of(organisation, stories, query=query, now=now).encode()
    return csv_text(rows(stories, zone)).encode()


def feed_of(organisation: Organisation, stories: Sequence[Story], *, query: str, now: datetime, name: str = "") -> str:
    """Stories to an Atom feed of a query; `name`: of the saved search."""
    identity = f"urn:mediawatch:{quote(organisation.id)}:{quote(query) or 'all'}"
    return atom_feed(stories, title=_title(organisation, name or query), identity=identity, updated=now)


def table_lines(stories: Iterable[Story], zone: ZoneInfo) -> Iterator[str]:
    """Stories to the lines of a CSV file, as they come."""
    return csv_lines(rows(stories, zone))


def json_lines(stories: Iterable[Story], zone: ZoneInfo) -> Iterator[str]:
    """Stories to lines of JSON, as they come."""
    return (json.dumps(story_json(story, zone), ensure_ascii=False) + "\n" for story in stories)


def _title(organisation: Organisation, query: str) -> str:
    return f"{organisation.place} i media{f': {query}' if query else ''}"

"""What is stored, taken out: JSON Lines of everything; the stories of a search and a period as a table or a feed."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from urllib.parse import quote

from mediawatch.config import Config
from mediawatch.model import Organisation, Story
from mediawatch.report.sheets import atom_feed, csv_text, rows, xlsx_bytes
from mediawatch.store import Store

MOST_STORIES = 100_000
FORMATS = ("csv", "xlsx", "json", "atom")


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
) -> list[Story]:
    """The stories that match `query` (all, when it is empty) first printed from `since` to `until`, both days with,
    the latest first."""
    zone, outlets = config.settings.zone, config.outlet_by_id
    if query:
        found = store.search(query, organisation.id, limit=MOST_STORIES, outlets=outlets)
    else:
        start = datetime.combine(since, time.min, zone) - timedelta(days=1) if since else None
        found = store.stories(organisation.id, since=start, by="published", outlets=outlets)
    dated = [(story.lead.when.astimezone(zone).date(), story) for story in found]
    kept = [story for day, story in dated if (since or day) <= day <= (until or day)]
    return sorted(kept, key=lambda story: (story.lead.when, story.id), reverse=True)


def exported(
    config: Config, organisation: Organisation, stories: Sequence[Story], kind: str, *, query: str, now: datetime
) -> bytes:
    """Stories to a file of one of FORMATS but "json"."""
    zone = config.settings.zone
    title = f"{organisation.place} i media{f': {query}' if query else ''}"
    if kind == "xlsx":
        return xlsx_bytes(rows(stories, zone), title=title)
    if kind == "atom":
        identity = f"urn:mediawatch:{quote(organisation.id)}:{quote(query) or 'all'}"
        return atom_feed(stories, title=title, identity=identity, updated=now).encode()
    return csv_text(rows(stories, zone)).encode()

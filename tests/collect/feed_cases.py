"""Golden feeds: `tests/data/feeds/NAME` and beside it `NAME.expected.json`, what the file was read into."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mediawatch.collect.feed_reading import FeedReading
from mediawatch.collect.poll import read_feed
from mediawatch.errors import FeedError
from mediawatch.model import Feed, Page

FOLDER = Path(__file__).parents[1] / "data" / "feeds"
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
URL = "https://feeds.example/lokalt/rss.xml"
EXPECTED = ".expected.json"


def page(content: bytes | str, *, url: str = URL, charset: str | None = None) -> Page:
    """A fetched page of that content, at NOW."""
    raw = content.encode() if isinstance(content, str) else content
    return Page(url=url, requested_url=url, status=200, content=raw, charset=charset, fetched_at=NOW)


def feed(**given: Any) -> Feed:
    """A feed of the outlet "avisa"."""
    return Feed(**{"id": "avisa-rss", "outlet": "avisa", "url": URL, **given})


def case_names() -> list[str]:
    """All golden inputs."""
    return sorted(path.name for path in FOLDER.iterdir() if not path.name.endswith(EXPECTED))


def read_case(name: str) -> dict[str, Any]:
    """One golden input into what its expectation is compared with."""
    expected = FOLDER / f"{name}{EXPECTED}"
    given = json.loads(expected.read_text()).get("given", {}) if expected.exists() else {}
    content = (FOLDER / name).read_bytes()
    try:
        reading = read_feed(
            page(content, charset=given.get("charset")), feed(only=tuple(given.get("only", ()))), now=NOW
        )
    except FeedError as error:
        return {"found": error.found, "advice": error.advice}
    return told(reading)


def told(reading: FeedReading) -> dict[str, Any]:
    """A reading as JSON, without what is empty."""
    items = []
    for item in reading.items:
        fields = {key: value for key, value in asdict(item).items() if value not in ("", (), None)}
        del fields["feed"], fields["outlet"]
        for key in ("published", "updated"):
            if key in fields:
                fields[key] = fields[key].isoformat()
        items.append({key: list(value) if isinstance(value, tuple) else value for key, value in fields.items()})
    return {"title": reading.title, "problems": list(reading.problems), "items": items}

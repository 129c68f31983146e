"""JSON Feed 1 and 1.1 (jsonfeed.org) into entries."""

import json
from collections.abc import Iterator

from mediawatch.collect.feed_reading import MAX_ITEMS, Entry
from mediawatch.errors import FeedError


def read_json_entries(text: str, *, url: str) -> tuple[list[Entry], str, str]:
    """The text of a JSON Feed into its entries, its title and the address of its site ("" when not told).

    Wrong types are read as text where they can be, else passed over. Raises FeedError when it is no JSON Feed.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FeedError(
            f"broken JSON: {error}", url=url, found="not_xml", advice="Adressen svarer med JSON som ikke kan leses."
        ) from None
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        advice = "Adressen svarer med JSON som ikke er en nyhetsstrøm."
        raise FeedError("JSON without items", url=url, found="unknown", advice=advice)
    entries = [_entry(item) for item in document["items"][:MAX_ITEMS] if isinstance(item, dict)]
    return entries, _text(document.get("title")), _text(document.get("home_page_url"))


def _entry(item: dict[str, object]) -> Entry:
    content = _text(item.get("content_html")) or _text(item.get("content_text"))
    return Entry(
        link=_text(item.get("url")) or _text(item.get("external_url")),
        title=_text(item.get("title")),
        guid=_text(item.get("id")),
        lead=_text(item.get("summary")),
        text=content,
        authors=tuple(_authors(item)),
        published=_text(item.get("date_published")),
        updated=_text(item.get("date_modified")),
        marks=tuple(_text(tag) for tag in _list(item.get("tags"))),
    )


def _authors(item: dict[str, object]) -> Iterator[str]:
    for author in (*_list(item.get("authors")), item.get("author")):
        yield _text(author.get("name")) if isinstance(author, dict) else _text(author)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""

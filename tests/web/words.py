"""The messages of the pages, as extracted from templates, code and tables of words; and the nynorsk catalogue kept whole.

    python -m tests.web.words        adds what is missing to the catalogue (untranslated) and drops what is gone
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from mediawatch.render import TONES, WEEKDAY_NAMES
from mediawatch.report.naming import KIND_NAMES, TOPIC_NAMES
from mediawatch.report.words import ROLE_WORDS, TIER_WORDS
from mediawatch.web.people import ROLE_MEANS, ROLE_NAMES
from mediawatch.web.respond import MENU
from mediawatch.web.spoken import CATALOGUE

ROOT = Path(__file__).parents[2]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "said": None, "said_of": (1, 2)}
Message = str | tuple[str, str]


def table_words() -> Iterator[str]:
    """Words that templates look up by value: what is in the tables of words."""
    for table in (TOPIC_NAMES, KIND_NAMES, TIER_WORDS, ROLE_WORDS, ROLE_NAMES, ROLE_MEANS):
        yield from table.values()
    yield from WEEKDAY_NAMES
    yield from (tone.word for tone in TONES.values())
    yield from (place.name for place in MENU)
    yield from ("i dag", "i går", "i morgen")


def messages() -> set[Message]:
    """Every message of the pages."""
    found: set[Message] = {word for word in table_words() if word}
    options = {"**.jinja": {"trimmed": "true", "newstyle_gettext": "true"}}
    for folder, methods in ((ROOT / "templates/web", [("**.jinja", "jinja2")]), (ROOT / "mediawatch", [("**.py", "python")])):
        for _file, _line, message, _comments, _context in extract_from_dir(
            folder, methods, options_map=options, keywords=KEYWORDS, comment_tags=()
        ):
            found.add(message if isinstance(message, str) else (message[0], message[1]))
    return found


def catalogue() -> Catalog:
    """The nynorsk catalogue as it lies in the house."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="nn")


def update() -> None:
    """The catalogue with every message, and no other."""
    old = catalogue() if CATALOGUE.exists() else Catalog(locale="nn")
    new = Catalog(locale="nn", project="mediawatch", fuzzy=False, header_comment="# mediawatch: bokmål to nynorsk")
    new.creation_date = new.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    for message in sorted(messages(), key=str):
        known = old.get(message[0] if isinstance(message, tuple) else message)
        new.add(message, string=known.string if known and known.string else None)
    with CATALOGUE.open("wb") as file:
        write_po(file, new, width=0, sort_output=True, include_lineno=False, omit_header=False)


if __name__ == "__main__":
    update()

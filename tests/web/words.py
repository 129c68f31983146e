"""The messages of the pages, extracted from templates, code and tables of words; the nynorsk catalogue kept whole.

python -m tests.web.words        adds what is missing to the catalogue (untranslated) and drops what is gone
"""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from mediawatch.jobs.probing import PROBE_WORDS
from mediawatch.jobs.searching import STATUS_NAMES
from mediawatch.render import MONTH_NAMES, NO_TONE, TONES, WEEKDAY_NAMES
from mediawatch.report.change_words import NAMINGS, OUTCOMES
from mediawatch.report.crisis_words import CHANNEL_NAMES as CRISIS_CHANNELS
from mediawatch.report.naming import CORRECTION_NAMES, KIND_NAMES, SUBJECT_NAMES, TONE_NAMES, TOPIC_NAMES
from mediawatch.report.person_words import FROM_WORDS as KEPT_FROM
from mediawatch.report.person_words import KIND_WORDS as KEPT_WORDS
from mediawatch.report.target_words import BEFORE_WORDS, OUTCOME_WORDS
from mediawatch.report.weekly_words import PART_NAMES
from mediawatch.report.words import ROLE_WORDS, TIER_WORDS, target_vocabulary
from mediawatch.web.archive_saved import EVERY_NAMES
from mediawatch.web.archive_view import FACETS, SORT_NAMES
from mediawatch.web.audit_words import AUDIT_NAMES, FIELD_VALUES, RELEVANCE_WORDS, SUBJECT_WORDS
from mediawatch.web.audit_words import FIELD_NAMES as AUDIT_FIELD_NAMES
from mediawatch.web.contact_form import PURPOSE_NAMES
from mediawatch.web.enquiry_words import ENQUIRY_TABLES
from mediawatch.web.failing import NEEDS
from mediawatch.web.keys import DAYS, SCOPE_MEANS, SCOPE_NAMES
from mediawatch.web.oidc import CANCELLED, MANY, NO_ACCESS, NO_ADDRESS, OLD, TROUBLES
from mediawatch.web.outlet_form import KIND_WORDS
from mediawatch.web.people import ROLE_MEANS, ROLE_NAMES
from mediawatch.web.pitch_words import LINK_NAMES, PITCH_KIND_NAMES, STEP_NAMES, THANKS_NAMES
from mediawatch.web.pitch_words import STATUS_NAMES as PITCH_STATUSES
from mediawatch.web.relations import PARTS
from mediawatch.web.respond import MENU
from mediawatch.web.response_words import RESPONSE_TABLES
from mediawatch.web.source_words import ADVICE, FEED_KINDS, HEALTH_WORDS
from mediawatch.web.spoken import CATALOGUE
from mediawatch.web.story_parts import FIELD_NAMES
from mediawatch.web.voice_flags import OUTSIDE_WORDS, VERDICT_NAMES
from mediawatch.web.voices import CAPACITY_NAMES

ROOT = Path(__file__).parents[2]
TEMPLATES, OPTIONS = [("**.jinja", "jinja2")], {"**.jinja": {"trimmed": "true", "newstyle_gettext": "true"}}
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
SAYING = {"said": (0,), "BadInputError": (0,), "NotFoundError": (0,), "counted": (1, 2)}
"""Calls and which of what they are given is said: a failure by the page that shows it, of two counted words one."""
TABLES: tuple[dict, ...] = (
    KEPT_WORDS, KEPT_FROM, PURPOSE_NAMES,
    TOPIC_NAMES, KIND_NAMES, TONE_NAMES, SUBJECT_NAMES, CORRECTION_NAMES, STATUS_NAMES, TIER_WORDS,
    ROLE_WORDS, ROLE_NAMES, ROLE_MEANS, SCOPE_NAMES, SCOPE_MEANS, DAYS, NEEDS, AUDIT_NAMES, SUBJECT_WORDS,
    RELEVANCE_WORDS, EVERY_NAMES, SORT_NAMES, HEALTH_WORDS, ADVICE, FEED_KINDS, KIND_WORDS, FIELD_NAMES,
    OUTCOME_WORDS, BEFORE_WORDS, PART_NAMES, OUTCOMES, NAMINGS, *AUDIT_FIELD_NAMES.values(), *FIELD_VALUES.values(),
    CRISIS_CHANNELS, OUTSIDE_WORDS, VERDICT_NAMES, CAPACITY_NAMES,
    PITCH_STATUSES, STEP_NAMES, PITCH_KIND_NAMES, LINK_NAMES, THANKS_NAMES,
    *ENQUIRY_TABLES, *RESPONSE_TABLES,
)  # fmt: skip
SIGN_IN = (OLD, CANCELLED, NO_ADDRESS, NO_ACCESS, MANY, *TROUBLES.values())
Message = str | tuple[str, str]


def table_words() -> Iterator[str]:
    """Words that templates look up by value: what is in the tables of words."""
    for table in TABLES:
        yield from table.values()
    yield from (*WEEKDAY_NAMES, *MONTH_NAMES, *PROBE_WORDS)
    yield from (tone.word for tone in (*TONES.values(), NO_TONE))
    yield from (place.name for place in (*MENU, *PARTS))
    yield from (name for _key, name in FACETS)
    yield from (words for _status, *told in SIGN_IN for words in told)
    yield from target_vocabulary()
    yield from ("i dag", "i går", "i morgen", "ikke vurdert")


def messages() -> set[Message]:
    """Every message of the pages."""
    found: set[Message] = {word for word in table_words() if word}
    for _file, _line, message, *_rest in extract_from_dir(ROOT / "templates/web", TEMPLATES, OPTIONS, KEYWORDS, ()):
        found.add(message if isinstance(message, str) else (message[0], message[1]))
    for file in (ROOT / "mediawatch").rglob("*.py"):
        if file.parent.name != "cli":  # the terminal speaks bokmål
            found |= set(said_in(file.read_text("utf-8")))
    return found


def said_in(code: str) -> Iterator[str]:
    """What code says in so many words; Babel's own reader sees nothing inside f-strings before Python 3.12."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
            for place in SAYING[node.func.id]:
                if place < len(node.args) and isinstance(one := node.args[place], ast.Constant) and one.value:
                    yield one.value


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

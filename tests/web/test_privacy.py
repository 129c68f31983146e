"""Nothing confidential reaches readers, mails or programs; nobody's tone is counted; what is kept is told.

The confidential fields are asked of the store, so that a record made tomorrow is tried too.
"""

import email
import email.policy
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import MISSING, fields, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
import sqlalchemy as sa

from mediawatch.config.retention import LONGEST
from mediawatch.jobs.alarms import raise_and_tell
from mediawatch.jobs.digests import send_digests_now
from mediawatch.jobs.due import due_lines
from mediawatch.jobs.weekly import send_due_weeklies
from mediawatch.model import MOST_MONTHS, Note, Recipient, Retention
from mediawatch.report.person_words import FROM_WORDS, KIND_WORDS
from mediawatch.store import Store
from mediawatch.store.cases import Cases
from mediawatch.store.columns import metadata
from mediawatch.store.filters import FIELDS, Key
from tests.web.conftest import Pages
from tests.web.sample import NOW, OUTLETS, TOLD, coverage
from tests.web.test_api import program
from tests.web.test_attacks import Way, every, hurried

__all__ = ["every", "hurried"]

SECRET = "Uvedkommende"
WRITER = "Profilia Erendal"
ROOT = Path(__file__).parents[2]


# what is confidential -----------------------------------------------------------------------------------------------


def cases_of(store: Store) -> list[Cases[Any]]:
    """Every table of records that people work on together, also those inside another."""
    found: dict[str, Cases[Any]] = {}

    def look(at: object, depth: int) -> None:
        if isinstance(at, Cases):
            found[at._kind] = at
        if depth:
            for one in vars(at).values() if hasattr(at, "__dict__") else ():
                if type(one).__module__.startswith("mediawatch.store"):
                    look(one, depth - 1)

    look(store, 3)
    return list(found.values())


def planted(cases: Cases[Any], made: dict[str, int], story: int) -> Any:
    """A record of a table with a secret in each confidential field, and something plain in those that must be there."""
    values: dict[str, Any] = {}
    hints = get_type_hints(cases._record)
    for field in fields(cases._record):
        if field.name in cases._confidential:
            words = f"{SECRET} {cases._kind} {field.name}"
            values[field.name] = (words,) if get_origin(hints[field.name]) is tuple else words
        elif field.name in made or field.name == "story":
            values[field.name] = {"story": story, **made}[field.name]
        elif field.default is MISSING and field.name != "id":
            values[field.name] = plain_value(field.name, hints[field.name])
    if cases._kind == "contact":
        values |= {"kind": "person", "delete_on": date(2026, 12, 1), "purpose": "answers"}
    return cases._record(**values)


def plain_value(name: str, hint: Any) -> Any:
    if name == "organisation":
        return "modum"
    if get_origin(hint) is Literal:
        return get_args(hint)[0]
    if hint is datetime:
        return NOW
    if hint is date:
        return NOW.date()
    return {str: f"en {name}", int: 1, bool: False, float: 0.0}.get(hint, ())


def plant(store: Store) -> list[str]:
    """Secrets in every confidential field and note; answers the kinds of record that have any."""
    story = store.stories("modum")[0].id
    made: dict[str, int] = {}
    left, confidential = cases_of(store), []
    for _ in range(4):  # those that hang on others come after them
        for cases in list(left):
            try:
                kept = cases.add(planted(cases, made, story), by="anne@modum.example", now=NOW)
            except sa.exc.IntegrityError:
                continue
            except Exception as error:
                if "IntegrityError" not in repr(error.__cause__):
                    raise
                continue
            made[cases._kind] = kept.id
            left.remove(cases)
            confidential += [cases._kind] if cases._confidential else []
    assert left == [], "every kind of record can be planted"
    note = Note(id=0, organisation="modum", story=story, author="a@x.no", by="A", at=NOW, text=f"{SECRET} notat")
    store.notes.add(note)
    return confidential


def texts_of(content: bytes) -> str:
    """What stands in an answer, in the files of a zip too (xlsx, packs)."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


QUERIES = ("", "?format=csv", "?format=xlsx", "?sok=Modum", f"?sok={SECRET}")


def pages_for(every: list[Way], client: Any, *, numbers: range = range(1, 6)) -> Iterator[tuple[str, str]]:
    """Every page that may be asked for, with what it says; an address with a number is asked for several."""
    for way in every:
        if way.method != "GET" or "{token}" in way.path:
            continue
        for number in numbers if way.parameters != ("organisation",) else (1,):
            address = re.sub(r"{(\w+)(?::\w+)?}", lambda place, n=number: VALUES.get(place[1], str(n)), way.path)
            for query in QUERIES[:2] if number > 1 else QUERIES:
                answer = client.get(address + query, follow_redirects=False)
                if answer.status_code == 200:
                    yield f"{address}{query}", texts_of(answer.content)


VALUES = {"organisation": "modum", "week": "2026-W47", "colour": "1d4f91", "feed": "elvebladet", "outlet": "elvebladet"}


def programs_pages(pages: Pages) -> Iterator[tuple[str, str]]:
    """Everything that a program can ask for."""
    client = program(pages)
    document = client.get("/openapi.json").json()
    for path, methods in document["paths"].items():
        if "get" in methods:
            address = re.sub(r"{(\w+)}", lambda place: VALUES.get(place[1], "1"), path.removeprefix("/api/v1"))
            yield address, texts_of(client.get(address).content)


EVERYBODY = Recipient(id="alle", name="Alle", email="alle@modum.example", weekly=True, empty_days=True)


def mails(pages: Pages) -> str:
    """Every mail that is sent in a week: digests, reports, alarms, with their attachments."""
    everyone = tuple(
        replace(one, recipients=(EVERYBODY,), alarms=replace(one.alarms, to=("alle",)))
        for one in pages.config.organisations
    )
    config = replace(pages.config, organisations=everyone)
    said = []
    for day in range(8):
        now = NOW + timedelta(days=day)
        send_digests_now(config, pages.store, now)
        send_due_weeklies(config, pages.store, now)
        raise_and_tell(config, pages.store, now)
        said += [line.words for one in everyone for line in due_lines(config, pages.store, one, now)]
    for file in sorted(config.settings.outbox.rglob("*.eml")):
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        said += [str(message["subject"])]
        said += [texts_of(part.get_payload(decode=True)) for part in message.walk() if not part.is_multipart()]
    assert len(said) > 10
    return "\n".join(said)


@pytest.mark.usefixtures("hurried")
def test_nothing_confidential_reaches_a_reader(pages: Pages, every: list[Way]) -> None:
    kinds = plant(pages.store)
    assert len(kinds) >= 3
    adviser = dict(pages_for(every, pages.client("adviser")))
    assert any(SECRET in text.replace(f"sok={SECRET}", "") for text in adviser.values()), "advisers see it"
    seen = list(pages_for(every, pages.client("reader")))
    assert len(seen) > 30
    told = [
        (address, line)
        for address, text in seen
        if SECRET not in address
        for line in text.splitlines()
        if SECRET in line
    ]
    assert told == [], "a reader is told what only advisers may read"


def test_nothing_confidential_is_mailed_or_given_to_programs(pages: Pages) -> None:
    plant(pages.store)
    assert SECRET not in mails(pages)
    for address, text in programs_pages(pages):
        assert SECRET not in text, address


def test_nothing_confidential_stands_in_the_log(pages: Pages) -> None:
    for cases in cases_of(pages.store):
        hidden = cases._confidential - {field.name for field in fields(cases._record)}
        assert not hidden, f"{cases._kind} keeps {hidden} confidential, but has no such fields"
    plant(pages.store)
    notes = [one for one in pages.store.access.audit(["modum"], limit=1_000) if one.action.startswith("note.")]
    told = [one for one in pages.store.access.audit(["modum"], limit=1_000) if one not in notes and SECRET in repr(one)]
    assert told == []


# nobody's tone ------------------------------------------------------------------------------------------------------

MAY_NAME = re.compile(r"^/modum/sak/\d+")
"""Where an author may be named: with one story of theirs."""


def by_one_writer(pages: Pages) -> None:
    """Five stories, all critical, by one who is found nowhere else."""
    for number in range(5):
        made = coverage("modum", TOLD[1], OUTLETS[0], 5_000 + number, NOW - timedelta(hours=2 + number))
        article = replace(made.article, authors=(WRITER,))
        pages.store.save(
            article,
            [replace(made, article=article)],
            None,
            find_story=lambda _new, _known: None,
            now=NOW - timedelta(hours=1),
        )


@pytest.mark.usefixtures("hurried")
def test_no_page_file_mail_or_interface_gathers_what_one_writes(pages: Pages, every: list[Way]) -> None:
    by_one_writer(pages)
    newest = max(story.id for story in pages.store.stories("modum"))
    named = []
    for role in ("reader", "adviser", "administrator"):
        found = pages_for(every, pages.client(role), numbers=range(newest - 1, newest + 1))
        named += [address for address, text in found if WRITER in text]
    named += [address for address, text in programs_pages(pages) if WRITER in text]
    assert any(MAY_NAME.search(address) for address in named), "an author is named with the story"
    assert [address for address in named if not MAY_NAME.search(address)] == []
    assert WRITER not in mails(pages)


def test_the_archive_cannot_be_asked_by_author(pages: Pages) -> None:
    assert not {"author", "journalist", "byline"} & {*get_args(Key), *FIELDS.values()}
    by_one_writer(pages)
    client = pages.client("adviser")
    for asked in (
        f'"{WRITER}"',
        WRITER,
        f'forfatter:"{WRITER}"',
        f'journalist:"{WRITER}"',
        f'av:"{WRITER}"',
        f'navn:"{WRITER}"',
    ):
        text = client.get("/modum/arkiv", params={"sok": asked}).text
        assert 'href="/modum/sak/' not in text or "så vi så bort fra" in text, asked
    stories = program(pages).get("/stories", params={"author": WRITER})
    assert stories.status_code in (400, 422), "the interface knows no such question"


def test_no_table_counts_people_by_tone(pages: Pages) -> None:
    """A table with names of those who write, and with tones, does not exist."""
    for name, table in metadata.tables.items():
        columns = set(table.columns.keys())
        writers = columns & {"author", "authors", "journalist", "byline"}
        assert not (writers and columns & {"tone", "tone_label", "tone_score", "positive", "negative"}), name
    assert not {"tone", "score", "sentiment"} & set(pages.store.contacts._record.__dataclass_fields__)


# what is told -------------------------------------------------------------------------------------------------------


def test_the_page_tells_how_long_and_what_rights(pages: Pages) -> None:
    short = tuple(replace(one, retention=Retention(coverage=7)) for one in pages.config.organisations)
    pages.site.config = pages.site._given = replace(pages.config, organisations=short)
    text = pages.client("reader").get("/modum/personvern").text
    for words in (
        *KIND_WORDS.values(),
        *FROM_WORDS.values(),
        "7 måneder",
        "1 måned<",
        "Datatilsynet",
        "artikkel 6 nr. 1 bokstav e",
    ):
        assert words in text
    assert 'href="/modum/personvern"' in pages.client("reader").get("/modum/").text


def test_the_record_of_processing_says_what_the_code_does() -> None:
    text = (ROOT / "docs" / "handbok" / "behandlingsprotokoll.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (\d+) \| (\d+) \| (.+?) \|", text, re.MULTILINE)
    assert {kind: int(months) for kind, _what, months, _most, _why in rows} == {
        field.name: field.default for field in fields(Retention)
    }
    for kind, what, _months, most, why in rows:
        assert what == f"{KIND_WORDS[kind]}, {FROM_WORDS[kind]}"
        assert int(most) == LONGEST.get(kind, MOST_MONTHS)
        assert len(why) > 20
    for words in (
        "artikkel 6 nr. 1 bokstav e",
        "Mottakere",
        "Sikkerhet",
        "personvernkonsekvenser",
        "Rettigheter",
        "artikkel 30",
    ):
        assert words in text

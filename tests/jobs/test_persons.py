"""All that is held about somebody is told, in words she can read; and taken away."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from mediawatch.config import Config
from mediawatch.jobs.persons import erase_person, person_report, warnings
from mediawatch.model import Contact, Note, Recipient, Retention, Spokesperson
from mediawatch.report.person_words import (
    FROM_WORDS,
    KIND_WORDS,
    PLACES,
    PersonReport,
    place_of,
    report_json,
    report_lines,
)
from mediawatch.store import Store, open_store
from mediawatch.store.holdings import tables
from tests.web.sample import NOW, TOLD, fill, make_config

NAME = "Siv Sandmo"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return make_config(str(tmp_path))


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    with open_store(config.settings.database) as opened:
        fill(opened, "modum", told=[replace(TOLD[0], title=f"{NAME} klager", lead=f"Det sier {NAME}.")], count=1)
        yield opened


def report(config: Config, store: Store, *also: str) -> PersonReport:
    return person_report(config, store, NAME, also, NOW)


def found(config: Config, store: Store, *also: str) -> set[str]:
    return {one.table for one in report(config, store, *also).findings}


def test_it_is_found_in_each_place_and_told_where_and_why(config: Config, store: Store) -> None:
    story = store.stories("modum", relevant=False)[0].id
    store.notes.add(Note(id=0, organisation="modum", story=story, author="a@x.no", by="A", at=NOW, text=f"Ring {NAME}"))
    told = "\n".join(report_lines(report(config, store), Retention()))
    assert f"Hva mediawatch har lagret om {NAME}" in told
    for words in (
        "Presseomtale",
        "36 måneder",
        "Notater på saker",
        "artikkel 6 nr. 1 bokstav e",
        "Datatilsynet",
        "Ring",
    ):
        assert words in told
    assert {"article", "revision", "note"} <= found(config, store)
    made = report_json(report(config, store), Retention())
    assert json.loads(json.dumps(made)) == made
    assert {one["kept"] for one in made["held"]} >= {"36 måneder", "12 måneder"}


def test_what_is_theirs_by_number_is_told_too(config: Config, store: Store) -> None:
    """An account's sessions and roles, and what lies under a contact's mail address and phone."""
    account, _ = store.access.grant(
        "siv@modum.example", "modum", "adviser", name=NAME, by="anne@modum.example", now=NOW
    )
    store.access.open_session(account.id, method="mail", browser="Firefox", now=NOW, lasts=timedelta(days=30))
    contact = Contact(
        organisation="modum", outlet="x", name=NAME, email="tips@x.example", phone="911 22 333", created_at=NOW
    )
    store.contacts.add(contact, by="a@x.no", now=NOW)
    store.access.log("modum", by="siv@modum.example", action="story.tone", subject="story 1", after="91122333", now=NOW)
    store.access.log("modum", by="b", action="x", subject="y", why="skrev til tips@x.example", now=NOW)
    told = report(config, store)
    assert set(told.also) == {"siv@modum.example", "tips@x.example", "911 22 333"}
    assert {"account", "session", "membership", "contact", "audit_entry"} <= {one.table for one in told.findings}
    texts = [one.text for one in told.findings]
    assert any("Firefox" in text for text in texts)
    assert any("skrev til" in text for text in texts)


def test_nobody_is_told_as_nobody(config: Config, store: Store) -> None:
    told = person_report(config, store, "Bo Vik", (), NOW)
    assert told.findings == ()
    assert "Ingenting er lagret med dette navnet." in report_lines(told, Retention())


def test_what_is_nearly_the_name_is_shown(config: Config, store: Store) -> None:
    store.access.log("modum", by="x", action="x", subject="Siw Sandmo og S. Sandmo", now=NOW)
    told = report(config, store)
    assert set(told.near) == {"Siw Sandmo", "S. Sandmo"}
    assert "Er noe av dette samme person, kjør på nytt med --also." in "\n".join(report_lines(told, Retention()))


def test_erased_it_is_found_nowhere_and_the_log_has_no_name(config: Config, store: Store) -> None:
    done = erase_person(config, store, NAME, (), by="anne", why="krav fra den registrerte", now=NOW)
    told = report(config, store)
    assert told.findings == ()
    assert told.erased == "24.11.2026"
    assert done.tidied
    (entry,) = [one for one in store.access.audit(["modum"]) if one.action == "person.erase"]
    assert entry.subject == f"person {done.request[:12]}"
    assert NAME not in repr(entry)
    assert entry.why == "krav fra den registrerte"
    assert store.search("klager", "modum")[0].lead.article.title == "[slettet navn] klager (1)"


def test_addresses_stay_and_that_is_told(config: Config, store: Store) -> None:
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE article SET url = 'https://elvebladet.example/siv-sandmo-klager'"))
    (address,) = [one for one in report(config, store).findings if one.stays]
    assert (address.table, address.column) == ("article", "url")
    done = erase_person(config, store, NAME, (), by="anne", why="", now=NOW)
    assert any("nettadresser" in line for line in done.left)
    assert [one.stays for one in report(config, store).findings] == [True]


def test_those_who_speak_for_us_and_have_accounts_are_warned_of(config: Config, store: Store) -> None:
    assert warnings(config, report(config, store)) == []
    (modum, *rest) = sorted(config.organisations, key=lambda one: one.id != "modum")
    line = Spokesperson(id="o", role="mayor", title="Ordfører", covers="alt", rule="…", source="…", name=NAME)
    listed = replace(modum, spokespersons=(line,), recipients=(Recipient(id="s", name=NAME, email="s@x.no"),))
    given = replace(config, organisations=(listed, *rest))
    assert {one.row for one in report(given, store).findings if one.table == "oppsettet"} == {
        "spokespersons o",
        "recipients s",
    }
    (told,) = warnings(given, report(given, store))
    assert "folkevalgte" in told
    store.access.grant("siv@modum.example", "modum", "reader", name=NAME, by="x", now=NOW)
    assert len(warnings(given, report(given, store))) == 2
    done = erase_person(given, store, NAME, (), by="anne", why="", now=NOW)
    assert any("Kontoen er åpen" in line for line in done.left)
    assert any("YAML-filene" in line for line in done.left)


def test_every_table_and_kind_has_its_words() -> None:
    for table in tables():
        if table.name not in WITHOUT_PEOPLE:
            assert table.name in PLACES, f"{table.name}: say in PLACES what lies there, what for and how long"
    kinds = set(KIND_WORDS)
    assert kinds == set(FROM_WORDS) == set(Retention.__dataclass_fields__)
    assert {place.kept for place in PLACES.values()} - {""} <= kinds
    assert place_of("tomorrow").what == "Tabellen tomorrow"


WITHOUT_PEOPLE = {"feed_state", "poll_log", "enquiry_mailbox", "sign_in_request", "thanks"}
"""Tables with words, but none of or about people: faults of sources, outlets."""

"""What has been kept long enough goes; no number of the past changes; broken off anywhere, the rest goes next time."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from mediawatch.config import Config
from mediawatch.jobs import retention
from mediawatch.jobs.retention import nameless, retain, retain_if_due, would_go
from mediawatch.measure.weeks import week_scores
from mediawatch.model import Contact, Enquiry, Note, Retention, Spokesperson
from mediawatch.relate.voices import quotes_us
from mediawatch.store import Store, open_store
from mediawatch.store.columns import metadata
from mediawatch.store.connect import writing
from mediawatch.store.retaining import RULES
from tests.web.sample import NOW, TOLD, fill, make_config

YEARS = NOW + timedelta(days=4 * 366)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return make_config(str(tmp_path))


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    quoted = [replace(one, quoted=("rektor Siv Sand", "Ola Lien")) for one in TOLD]
    with open_store(config.settings.database) as opened:
        fill(opened, "modum", told=quoted)
        yield opened


def scores(config: Config, store: Store) -> list[object]:
    """The scores of the weeks, without the stories' own words."""
    (modum,) = [one for one in config.organisations if one.id == "modum"]
    made = week_scores(
        store.stories("modum", outlets=config.outlet_by_id),
        since=date(2026, 9, 21),
        until=date(2026, 11, 30),
        zone=config.settings.zone,
        quotes_us=lambda copy: quotes_us(copy, modum),
        is_confirmed=lambda story: "tone" in story.lead.corrected,
    )
    return [(one.start, one.score.score, one.score.visibility, one.score.tone, one.score.voice) for one in made]


def test_every_kind_has_a_rule() -> None:
    ruled = {rule.kind for rule in RULES} | {"contacts"}
    assert ruled == {field.name for field in fields(Retention)}


def test_words_go_and_numbers_stay(config: Config, store: Store) -> None:
    before = scores(config, store)
    assert any(one[-1] for one in before), "somebody of ours is quoted"
    tones = [(one.id, one.lead.tone.label, one.lead.article.title, one.lead.article.address) for one in stories(store)]
    done = retain(config, store, YEARS)
    assert done.rows["coverage", "coverage"] == 60
    assert scores(config, store) == before
    assert [
        (one.id, one.lead.tone.label, one.lead.article.title, one.lead.article.address) for one in stories(store)
    ] == tones
    (first, *_) = stories(store)
    assert (first.lead.article.lead, first.lead.excerpt, first.lead.article.authors) == ("", (), ())
    assert first.lead.quoted == ("rektor [slettet navn]", "[slettet navn]")
    assert store.search("jublet", "modum") == []
    assert store.search("svømmehall", "modum") != []
    with store.engine.begin() as connection:
        held = repr([tuple(row) for row in connection.execute(sa.text("SELECT * FROM coverage"))])
    assert "Siv Sand" not in held
    assert "jublet" not in held


def stories(store: Store):
    return store.stories("modum", relevant=False)


def test_nothing_goes_before_its_time(config: Config, store: Store) -> None:
    assert would_go(config, store, NOW + timedelta(days=30)).rows == {}
    assert retain(config, store, NOW + timedelta(days=30)).rows == {}
    assert stories(store)[0].lead.article.lead


def test_a_look_changes_nothing_and_tells_what_goes(config: Config, store: Store) -> None:
    told = would_go(config, store, YEARS)
    assert stories(store)[0].lead.article.lead
    assert retain(config, store, YEARS).rows == told.rows != {}
    assert would_go(config, store, YEARS).rows == {}
    assert retain(config, store, YEARS).rows == {}


def test_broken_off_anywhere_the_rest_goes_next_time(config: Config, store: Store, monkeypatch) -> None:
    whole, calls = retention.step_coverage, [0]

    def dies(*given):
        calls[0] += 1
        found = whole(*given)
        if calls[0] in (1, 3):
            raise KeyboardInterrupt
        return found

    monkeypatch.setattr(retention, "step_coverage", dies)
    for _ in range(2):
        try:
            retain(config, store, YEARS)
        except KeyboardInterrupt:
            assert retention.last_night(store) is None
    assert retain(config, store, YEARS).done
    assert would_go(config, store, YEARS).rows == {}
    assert retention.last_night(store) == YEARS


def test_it_is_done_once_a_night(config: Config, store: Store) -> None:
    night = datetime(2030, 3, 31, 0, 59, tzinfo=UTC)  # 01.59, and an hour later it is 04.00: no 03.00 that night
    assert retain_if_due(config, store, night) is None
    assert retain_if_due(config, store, night + timedelta(minutes=2)) is not None
    assert retain_if_due(config, store, night + timedelta(hours=9)) is None
    assert retain_if_due(config, store, night + timedelta(days=1, hours=-2)) is None
    assert retain_if_due(config, store, night + timedelta(days=1, hours=1)) is not None


def test_told_to_stop_it_is_not_done(config: Config, store: Store) -> None:
    found = retain_if_due(config, store, YEARS, stopping=lambda: True)
    assert found is not None
    assert not found.done
    assert retain_if_due(config, store, YEARS).rows


def person(day: date) -> Contact:
    return Contact(
        organisation="modum", kind="person", outlet="elvebladet", name="Siv Sand", email="s@elvebladet.example",
        purpose="answers", purpose_words="Spør ofte", delete_on=day, created_at=NOW,
    )  # fmt: skip


def test_contacts_go_on_their_day(config: Config, store: Store) -> None:
    local = datetime(2027, 1, 1, 3, 30, tzinfo=config.settings.zone)
    keeps = store.contacts.add(person(date(2027, 1, 2)), by="a@x.no", now=NOW)
    goes = store.contacts.add(person(date(2027, 1, 1)), by="a@x.no", now=NOW)
    desk = store.contacts.add(
        Contact(organisation="modum", outlet="x", name="Tips", created_at=NOW), by="a@x.no", now=NOW
    )
    assert would_go(config, store, local).rows["contacts", "contact"] == 1
    retain_if_due(config, store, local)
    assert {one.id for one in store.contacts.listed("modum")} == {keeps.id, desk.id}
    (entry,) = [one for one in store.access.audit(["modum"]) if one.action == "contact.remove"]
    assert (entry.by, entry.subject) == ("mediawatch", f"contact {goes.id}")
    assert "Siv" not in entry.before + entry.after


def enquiry(**given: object) -> Enquiry:
    values = {
        "organisation": "modum", "journalist": "Siv Sand", "contact": "s@elvebladet.example", "subject": "Skolen",
        "question": "Hva mener Siv Sand?", "received_at": NOW, "deadline": NOW, "status": "answered", "closed_at": NOW,
        "answer": "Vi svarte", "note": "hemmelig",
    }  # fmt: skip
    return Enquiry(**{**values, **given})


YES = {"archive_exchanged": "yes", "archive_handled": "yes", "archive_value": "yes"}


@pytest.mark.parametrize(
    ("given", "goes"),
    [
        ({**YES, "case_number": "26/1234"}, True),
        (YES, False),
        ({}, False),
        ({**YES, "archive_value": "no"}, True),
        ({"access_request": True}, True),
        ({"archive_value": "no", "closed_at": None, "status": "new"}, False),
    ],
)
def test_what_belongs_in_the_archive_waits_for_it(config: Config, store: Store, given, goes: bool) -> None:
    kept = store.enquiries.add(enquiry(**given), by="a@x.no", now=NOW)
    done = retain(config, store, YEARS)
    after = store.enquiries.one("modum", kept.id)
    assert (after.journalist == "[slettet navn]") is goes
    assert (after.contact + after.note + after.answer == "") is goes
    assert after.subject == "Skolen"
    waits = not goes and given.get("status") != "new"
    assert done.waiting == waits


def test_organisations_have_their_own_times(config: Config, store: Store) -> None:
    fill(store, "granne", count=3, first=1_000)
    for name in ("modum", "granne"):
        story = store.stories(name, relevant=False)[0]
        store.notes.add(Note(id=0, organisation=name, story=story.id, author="a@x.no", by="A", at=NOW, text="Notat"))
    short = tuple(
        replace(one, retention=Retention(coverage=60, notes=1)) if one.id == "granne" else one
        for one in config.organisations
    )
    assert {one.id for one in short} >= {"modum", "granne"}
    done = retain(replace(config, organisations=short), store, NOW + timedelta(days=40))
    assert done.rows == {("notes", "note"): 1}
    done = retain(replace(config, organisations=short), store, YEARS)
    assert done.rows["coverage", "coverage"] == 60, "granne keeps its for five years"
    assert ("coverage", "article") not in done.rows, "articles are shared, and kept for the one that keeps them longest"


def test_old_rows_of_every_rule_go(config: Config, store: Store) -> None:
    """Rows that only just are old enough, and some that are not, in each table that is not tested above."""
    before = datetime(2026, 6, 1, tzinfo=UTC)
    with writing(store.engine) as connection:
        connection.execute(sa.text("PRAGMA defer_foreign_keys = ON"))
        for at in (before - timedelta(days=2), before + timedelta(days=2)):
            for table, row in OLD_ROWS.items():
                made = {key: at if value is AT else value for key, value in row.items()}
                connection.execute(sa.insert(metadata.tables[table]).values(**made))
        connection.execute(sa.delete(metadata.tables["alarm_notice"]).where(sa.false()))
    for rule in RULES:
        if rule.table.name in OLD_ROWS:
            with writing(store.engine) as connection:
                name = "modum" if rule.own else None
                assert rule.count(connection, before, name) == 1, rule.table.name
                assert rule.step(connection, before, name) == 1
                assert rule.step(connection, before, name) == 0


AT = object()
OLD_ROWS: dict[str, dict[str, object]] = {
    "audit_entry": {
        "organisation": "modum", "at": AT, "by": "x", "action": "x", "subject": "x", "before": "", "after": "",
        "why": "",
    },
    "poll_log": {"feed": "x", "at": AT, "outcome": "ok", "items": 1, "new": 1},
    "attempt": {"key_print": "x", "at": AT},
}  # fmt: skip


def test_names_of_those_quoted_go_where_the_office_tells_enough(config: Config) -> None:
    (modum,) = [one for one in config.organisations if one.id == "modum"]
    line = Spokesperson(id="o", role="mayor", title="Ordfører", covers="alt", rule="…", source="…", name="Kari Moe")
    modum = replace(modum, spokespersons=(line,))
    assert nameless("ordfører Per Dal", modum) == "ordfører [slettet navn]"
    assert nameless("Per Dal", modum) == "[slettet navn]"
    assert nameless("Kari Moe", modum) == "Kari Moe"

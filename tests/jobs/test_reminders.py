"""Reminders of decisions: to whoever is responsible, in time, once, and with nothing that is confidential."""

import email
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import policy
from zoneinfo import ZoneInfo

import pytest

from mediawatch.cli.happened import delivery_words
from mediawatch.config import Config
from mediawatch.jobs.delivery import Delivered
from mediawatch.jobs.digests import build_digest
from mediawatch.jobs.reminders import send_due_reminders
from mediawatch.jobs.responses import fresh_response, keep_response, undecided, week_decisions
from mediawatch.model import AlarmRules, Response
from mediawatch.report.decision_words import decisions_words
from mediawatch.report.mail import html_page, text
from mediawatch.schedule import Reports, run_until_stopped
from mediawatch.store import Store, open_store
from tests.web.sample import NOW, fill, make_config

OSLO = ZoneInfo("Europe/Oslo")
DEADLINE = datetime(2026, 11, 26, 12, 0, tzinfo=OSLO)
SECRET = "Barnet bor i Furuveien"


@pytest.fixture
def config(tmp_path) -> Config:
    made = make_config(str(tmp_path), base_url="https://media.example.no")
    modum = replace(made.organisations[0], alarms=AlarmRules(quiet_weekends=True))
    return replace(made, organisations=(modum, made.organisations[1]))


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    with open_store(config.settings.database) as opened:
        opened.sync_feeds(config.outlets, NOW)
        fill(opened, "modum", count=10)
        for name in ("ranveig", "kari"):
            opened.access.grant(f"{name}@kommune.example", "modum", "adviser", name=name.title(), by="test", now=NOW)
        yield opened


def decided(config: Config, store: Store, **changes: object) -> Response:
    story = store.story(2, organisation="modum", outlets=config.outlet_by_id)
    columns = {
        "decision": "answer", "reason": "Feil tall", "owner": "ranveig@kommune.example", "owner_name": "Ranveig",
        "deadline": DEADLINE, "remind_on": date(2026, 11, 25), "note": SECRET, "persons_words": SECRET, **changes,
    }  # fmt: skip
    kept = keep_response(store, fresh_response(story, NOW), columns, by="kari@kommune.example", now=NOW, expected=0)
    assert kept is not None
    return kept


def mails(config: Config) -> list[email.message.EmailMessage]:
    folder = config.settings.outbox
    found = sorted(folder.glob("*.eml")) if folder.exists() else []
    return [email.message_from_bytes(path.read_bytes(), policy=policy.default) for path in found]


def told(config: Config, store: Store, moment: datetime) -> list[tuple[str, str, str]]:
    done = send_due_reminders(config, store, moment)
    return [(one.recipient.email, one.kind, one.outcome) for one in done]


SENT = [("ranveig@kommune.example", "reminder", "outbox")]


def test_the_owner_is_reminded_before_and_when_it_is_late_each_once(config: Config, store: Store) -> None:
    decided(config, store)
    assert told(config, store, datetime(2026, 11, 24, 15, 0, tzinfo=OSLO)) == []
    assert told(config, store, datetime(2026, 11, 25, 8, 0, tzinfo=OSLO)) == SENT
    assert told(config, store, datetime(2026, 11, 25, 9, 0, tzinfo=OSLO)) == []
    assert told(config, store, datetime(2026, 11, 26, 9, 0, tzinfo=OSLO)) == []
    assert told(config, store, datetime(2026, 11, 26, 12, 1, tzinfo=OSLO)) == SENT
    assert told(config, store, datetime(2026, 11, 26, 16, 0, tzinfo=OSLO)) == []
    assert told(config, store, datetime(2026, 11, 27, 9, 0, tzinfo=OSLO)) == SENT
    assert told(config, store, datetime(2026, 11, 28, 9, 0, tzinfo=OSLO)) == [], "a quiet Saturday"
    assert told(config, store, datetime(2026, 11, 30, 9, 0, tzinfo=OSLO)) == SENT
    assert told(config, store, datetime(2026, 12, 1, 9, 0, tzinfo=OSLO)) == [], "told on three working days"
    subjects = [mail["Subject"] for mail in mails(config)]
    assert sorted(subject.split(":")[0] for subject in subjects) == ["Fristen er ute"] * 3 + ["Påminnelse"]


def test_the_mail_tells_what_to_do_and_nothing_confidential(config: Config, store: Store) -> None:
    decided(config, store)
    told(config, store, datetime(2026, 11, 25, 8, 0, tzinfo=OSLO))
    [mail] = mails(config)
    plain, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert mail["To"].addresses[0].addr_spec == "ranveig@kommune.example"
    for part in (plain, html):
        assert "Foreldre fortviler over ventetid i PPT" in part
        assert "Svare redaksjonen" in part
        assert "i morgen kl. 12.00" in part
        assert "https://media.example.no/modum/svar/2" in part
        assert SECRET not in part


def test_who_has_lost_access_is_stood_in_for_by_whoever_decided(config: Config, store: Store) -> None:
    decided(config, store)
    account = store.access.account("ranveig@kommune.example")
    store.access.withdraw(account.id, "modum")
    assert told(config, store, datetime(2026, 11, 25, 8, 0, tzinfo=OSLO))[0][0] == "kari@kommune.example"
    store.access.withdraw(store.access.account("kari@kommune.example").id, "modum")
    assert told(config, store, datetime(2026, 11, 26, 13, 0, tzinfo=OSLO)) == []


def test_a_line_of_the_matrix_is_reminded_at_its_own_address(config: Config, store: Store) -> None:
    modum = config.organisations[0]
    line = replace(modum.spokespersons[0], id="etatssjef", name="Siri Sandnes", email="siri@kommune.no")
    config = replace(config, organisations=(replace(modum, spokespersons=(line,)),))
    decided(config, store, owner="line:etatssjef", owner_name="Siri Sandnes")
    assert told(config, store, datetime(2026, 11, 25, 8, 0, tzinfo=OSLO))[0][0] == "siri@kommune.no"


def test_a_closed_case_and_one_without_deadline_remind_nobody(config: Config, store: Store) -> None:
    kept = decided(config, store, deadline=None, remind_on=date(2026, 11, 25))
    assert told(config, store, datetime(2026, 11, 25, 8, 0, tzinfo=OSLO)) == []
    keep_response(
        store, kept, {"deadline": DEADLINE, "outcome": "Trykt", "closed_at": NOW}, by="k@x.no", now=NOW, expected=1
    )
    assert told(config, store, datetime(2026, 11, 27, 8, 0, tzinfo=OSLO)) == []


def test_the_running_service_reminds_by_itself(config: Config, store: Store) -> None:
    decided(config, store)
    stop, heard = threading.Event(), []

    class Told(Reports):
        def delivered(self, deliveries: tuple[Delivered, ...], at: datetime) -> None:
            heard.extend(one for one in deliveries if one.kind == "reminder")
            stop.set()

    quiet = replace(config, outlets=(), organisations=(replace(config.organisations[0], recipients=()),))
    moment = datetime(2026, 11, 25, 8, 0, tzinfo=OSLO)
    late = threading.Timer(60, stop.set)
    late.start()
    run_until_stopped(quiet, store, reports=Told(), now=lambda: moment, stop=stop)
    late.cancel()
    assert [(one.recipient.email, one.kind, one.outcome) for one in heard] == SENT
    assert delivery_words(heard[0]).startswith("Skrev påminnelsen til Ranveig i ")


def test_two_processes_at_once_remind_once(config: Config, store: Store) -> None:
    decided(config, store)
    moment = datetime(2026, 11, 25, 8, 0, tzinfo=OSLO)
    with open_store(config.settings.database) as other:
        assert [*told(config, store, moment), *told(config, other, moment)] == SENT


# the queue and the digest -------------------------------------------------------------------------------------------


def test_the_queue_opens_without_anything_being_written(config: Config, store: Store) -> None:
    modum = config.organisations[0]
    found = undecided(store, modum, NOW, OSLO)
    assert [one.story for one in found] == [2, 5]
    assert found[0].decide_by == datetime(2026, 11, 23, 15, 30, tzinfo=OSLO)
    assert store.responses.all("modum") == []
    decided(config, store)
    assert [one.story for one in undecided(store, modum, NOW, OSLO)] == [5]
    assert undecided(store, config.organisations[1], NOW, OSLO) == []
    assert undecided(store, modum, NOW + timedelta(days=30), OSLO) == []


def test_the_digest_tells_what_is_late_and_due_and_nothing_confidential(config: Config, store: Store) -> None:
    decided(config, store)
    day = datetime(2026, 11, 26, 7, 15, tzinfo=OSLO)
    digest = build_digest(
        config, store, config.organisations[0], day=day.date(), since=day - timedelta(days=1), until=day
    )
    assert [(line.link, line.late) for line in digest.due] == [("svar/5", True), ("svar/2", False)]
    for part in (
        text(digest, base_url="https://media.example.no"),
        html_page(digest, base_url="https://media.example.no"),
    ):
        assert "https://media.example.no/modum/svar/5" in part
        assert "Svare redaksjonen (Ranveig)" in part
        assert SECRET not in part


def test_a_story_to_decide_on_is_not_told_twice(config: Config, store: Store) -> None:
    day = datetime(2026, 11, 24, 7, 15, tzinfo=UTC)
    digest = build_digest(
        config, store, config.organisations[0], day=day.date(), since=day - timedelta(days=2), until=day
    )
    assert [story.id for story in digest.decide] == [2]
    assert [line.link for line in digest.due] == ["svar/5"]


def test_the_weekly_report_tells_how_decisions_went(config: Config, store: Store) -> None:
    decided(config, store)
    modum = config.organisations[0]
    numbers = week_decisions(store, modum, date(2026, 11, 23), zone=OSLO)
    assert decisions_words(numbers) == (
        "Dere besluttet i 1 kritisk sak, 0 innen fristen. Midterste tid fra vi så saken, var 8,5 arbeidstimer."
    )
    assert decisions_words(week_decisions(store, modum, date(2026, 11, 16), zone=OSLO)) == ""
    assert decisions_words(None) == ""

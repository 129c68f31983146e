"""Enquiries beyond their deadline: who is told, of what, once; by mail and by a channel that really answers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from mediawatch.config import Config
from mediawatch.jobs.due import due_lines
from mediawatch.jobs.enquiry_late import tell_late, told_lines
from mediawatch.model import AlarmRules, Enquiry, Organisation
from mediawatch.store import Store, open_store
from mediawatch.web.opening import make_account
from tests.web.sample import make_config
from tests.whole.alarm_line import open_channel

DEADLINE = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
"""Half past nine on a Tuesday."""
OWNER = "ranveig@kommune.example"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    made = make_config(str(tmp_path), base_url="https://media.kommune.example")
    modum = replace(made.organisations[0], alarms=AlarmRules(to=("leder",)))
    return replace(made, organisations=(modum, *made.organisations[1:]))


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    with open_store(config.settings.database) as opened:
        make_account(opened, OWNER, ["modum"], "adviser", name="Ranveig", by="test", now=lambda: DEADLINE)
        yield opened


@pytest.fixture
def modum(config: Config) -> Organisation:
    return config.organisations[0]


def waits(store: Store, **given) -> Enquiry:
    values = {
        "organisation": "modum", "journalist": "Kari Nordlie", "outlet": "elvebladet", "contact": "912 34 567",
        "subject": "Ventetid i PPT", "question": "Hvor mange elever venter?", "note": "Hemmelig",
        "received_at": DEADLINE - timedelta(hours=1), "deadline": DEADLINE, "department": "undervisning",
        "owner": OWNER, "status": "taken",
    }  # fmt: skip
    return store.enquiries.add(Enquiry(**{**values, **given}), by="test", now=DEADLINE)


def mails(config: Config) -> list:
    """What lies in the outbox."""
    files = sorted(config.settings.outbox.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def receivers(config: Config) -> list[str]:
    return [mail["To"].addresses[0].addr_spec for mail in mails(config)]


def test_the_owner_then_the_head_of_department_then_the_chief_executive_each_once(config: Config, store: Store) -> None:
    waits(store)
    told = {}
    for minutes in (0, 1, 30, 119, 121, 180, 241, 300, 60 * 24):
        tell_late(config, store, DEADLINE + timedelta(minutes=minutes))
        told[minutes] = receivers(config)
    head, chief = "etat.undervisning@example.org", "kommunedirektor@example.org"
    assert told[0] == []
    assert told[1] == told[119] == [OWNER]
    assert sorted(told[121]) == sorted(told[180]) == sorted([OWNER, head])
    assert sorted(told[241]) == sorted(told[60 * 24]) == sorted([OWNER, head, chief])


def test_the_mail_says_what_matters_and_nothing_confidential(config: Config, store: Store) -> None:
    kept = waits(store)
    [done] = tell_late(config, store, DEADLINE + timedelta(minutes=1))
    assert told_lines([done])[0].startswith(f"Skrev til Ranveig om at henvendelse {kept.id} venter, i ")
    [mail] = mails(config)
    assert mail["Subject"] == "Fristen er ute: Ventetid i PPT"
    assert mail["Auto-Submitted"] == "auto-generated"
    for part in ("plain", "html"):
        text = mail.get_body((part,)).get_content()
        for words in ("Kari Nordlie, Elvebladet venter på svar", "Hvor mange elever venter?", "i dag kl. 09.30"):
            assert words in " ".join(text.split()).replace("\u00a0", " ")
        assert f"https://media.kommune.example/modum/henvendelser/{kept.id}" in text
        for secret in ("912 34 567", "Hemmelig"):
            assert secret not in text


def test_without_an_owner_those_who_get_the_alarms_are_told(config: Config, store: Store) -> None:
    waits(store, owner="", status="new")
    waits(store, owner="sluttet@kommune.example", subject="En annen")
    tell_late(config, store, DEADLINE + timedelta(minutes=1))
    assert receivers(config) == ["leder@kommune.example"] * 2


def test_who_has_no_department_is_stood_in_for(config: Config, store: Store) -> None:
    waits(store, department="")
    tell_late(config, store, DEADLINE + timedelta(minutes=121))
    assert sorted(receivers(config)) == sorted([OWNER, "leder@kommune.example"])


def test_the_examples_addresses_get_no_real_mail(config: Config, store: Store) -> None:
    from mediawatch.jobs.enquiry_late import told_of

    real = replace(config, settings=replace(config.settings, smtp_host="smtp.kommune.example"))
    kept = waits(store)
    told = told_of(real, store, config.organisations[0], kept, "chief", DEADLINE)
    assert [one.email for one in told] == ["leder@kommune.example"]


def test_what_is_answered_or_not_late_is_told_to_nobody(config: Config, store: Store) -> None:
    waits(store, status="answered", closed_at=DEADLINE)
    waits(store, deadline=DEADLINE + timedelta(hours=3))
    assert tell_late(config, store, DEADLINE + timedelta(hours=1)) == ()


def test_it_waits_while_it_is_quiet(config: Config, store: Store) -> None:
    evening = DEADLINE.replace(hour=21)
    waits(store, deadline=evening)
    assert tell_late(config, store, evening + timedelta(minutes=5)) == ()
    assert len(tell_late(config, store, evening + timedelta(hours=11))) == 1


def test_a_deadline_moved_to_another_day_begins_anew(config: Config, store: Store) -> None:
    kept = waits(store)
    tell_late(config, store, DEADLINE + timedelta(minutes=1))
    moved = DEADLINE + timedelta(days=1)
    store.enquiries.change("modum", kept.id, by="x", now=DEADLINE, expected=None, deadline=moved)
    assert tell_late(config, store, DEADLINE + timedelta(minutes=2)) == ()
    assert len(tell_late(config, store, moved + timedelta(minutes=1))) == 1


def test_old_ones_are_left_to_the_pages(config: Config, store: Store) -> None:
    waits(store)
    assert tell_late(config, store, DEADLINE + timedelta(days=9)) == ()


def test_a_channel_is_told_once_without_the_contact(config: Config, store: Store) -> None:
    with open_channel() as channel:
        wired = replace(config, settings=replace(config.settings, notify=channel.address))
        waits(store)
        for minutes in (1, 2, 130):
            tell_late(wired, store, DEADLINE + timedelta(minutes=minutes))
        [heard] = channel.messages
    assert "Ventetid i PPT" in str(heard)
    assert "912 34 567" not in str(heard)


def test_a_channel_that_is_away_is_tried_again(config: Config, store: Store) -> None:
    wired = replace(config, settings=replace(config.settings, notify="json://127.0.0.1:1"))
    waits(store)
    failed = [one for one in tell_late(wired, store, DEADLINE + timedelta(minutes=1)) if one.outcome == "failed"]
    assert len(failed) == 1
    assert "Fikk ikke sagt fra til kanalen json" in told_lines(failed)[0]
    assert [one.outcome for one in tell_late(wired, store, DEADLINE + timedelta(minutes=5))] == []
    assert [one.outcome for one in tell_late(wired, store, DEADLINE + timedelta(minutes=20))] == ["failed"]


def test_the_digest_tells_what_is_late_and_due_today(config: Config, store: Store, modum: Organisation) -> None:
    waits(store)
    waits(store, subject="I dag", deadline=DEADLINE + timedelta(hours=4))
    waits(store, subject="I morgen", deadline=DEADLINE + timedelta(days=1))
    lines = [one for one in due_lines(config, store, modum, DEADLINE + timedelta(hours=1)) if "henv" in one.link]
    assert [(line.late, line.words) for line in lines] == [
        (True, "Svar til Kari Nordlie, Elvebladet: Ventetid i PPT. Fristen var i dag kl. 09.30."),
        (False, "Svar til Kari Nordlie, Elvebladet: I dag. Frist i dag kl. 13.30."),
    ]

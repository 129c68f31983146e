"""The mailbox, on a real IMAP server: every mail becomes one enquiry or belongs to one, whenever the process dies."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mediawatch.collect.mailbox import ASIDE, Mailbox, open_mailbox
from mediawatch.config import Config
from mediawatch.errors import MailboxError, StoreError
from mediawatch.jobs import enquiry_mail
from mediawatch.jobs.enquiry_mail import MailRound, fetch_enquiries, filed_words, imap_settings
from mediawatch.schedule import Reports, run_until_stopped
from mediawatch.store import Store, open_store
from tests.dovecot import PASSWORD, USER, Dovecot, run_dovecot
from tests.mails import AUTOMATIC, FORWARDS, HOSTILE, JOURNALIST, OWN, QUESTION, SIGNATURE, attached, mail
from tests.web.sample import make_config

NOW = datetime(2026, 11, 24, 8, 45, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with run_dovecot() as running:
        yield running


@pytest.fixture
def dovecot(server: Dovecot) -> Dovecot:
    """The server with an empty mailbox."""
    server.clear("INBOX", ASIDE)
    return server


def settings_of(dovecot: Dovecot, folder: Path, **changed: object) -> Config:
    values = {
        "imap_host": "localhost", "imap_port": dovecot.tls, "imap_user": USER, "imap_password": PASSWORD,
        "imap_security": "tls", **changed,
    }  # fmt: skip
    return make_config(str(folder), **values)


@pytest.fixture
def config(dovecot: Dovecot, tmp_path: Path) -> Config:
    made = settings_of(dovecot, tmp_path)
    modum = replace(made.organisations[0], own_hosts=("modum.kommune.no",))
    return replace(made, organisations=(modum, *made.organisations[1:]))


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    with open_store(config.settings.database) as opened:
        yield opened


@pytest.fixture
def fetch(config: Config, store: Store, dovecot: Dovecot):
    """Looks into the mailbox at a moment."""

    def look(at: datetime = NOW) -> MailRound:
        return fetch_enquiries(config, store, lambda: at, context=dovecot.context)

    return look


def kinds(found: MailRound) -> list[str]:
    assert found.fault == ""
    return [one.kind for one in found.filed]


def test_a_mail_that_was_sent_on_becomes_an_enquiry_and_is_put_aside(fetch, store: Store, dovecot: Dovecot) -> None:
    dovecot.put(FORWARDS["Outlook"])
    assert kinds(fetch()) == ["enquiry"]
    [kept] = store.enquiries.open("modum")
    assert (kept.journalist, kept.outlet, kept.contact, kept.subject, kept.question, kept.came_by) == (
        "Kari Nordlie", "elvebladet", "kari@elvebladet.example, 912 34 567", "Ventetid i PPT", QUESTION, "mail",
    )  # fmt: skip
    assert (kept.received_at, kept.deadline) == (NOW.replace(minute=12), NOW.replace(hour=13, minute=0))
    assert (kept.deadline_asked, kept.deadline_words, kept.topic, kept.department, kept.note) == (
        True, "frist i dag kl. 14", "education", "undervisning", "Kan du ta denne?",
    )  # fmt: skip
    assert (dovecot.count(), dovecot.count(ASIDE), dovecot.seen(ASIDE)) == (0, 1, 1)
    assert kinds(fetch()) == []


def test_no_more_of_a_mail_is_kept_than_the_question(fetch, store: Store, dovecot: Dovecot, config: Config) -> None:
    dovecot.put(attached())
    dovecot.put(mail(QUESTION + SIGNATURE + "\n\nHemmelig hale", "Hei", number="2"))
    fetch()
    held = b"".join(file.read_bytes() for file in config.settings.outbox.parent.glob("mediawatch.db*"))
    assert b"Hvor mange elever" in held
    for gone in ("%PDF", "Hemmelig hale", "journalist, Elvebladet"):
        assert gone.encode() not in held


@pytest.mark.parametrize("broken", ["before filing", "before putting aside"])
def test_killed_anywhere_nothing_is_lost_and_nothing_comes_twice(
    fetch, store: Store, dovecot: Dovecot, monkeypatch, broken: str
) -> None:
    for number in ("1", "2", "3"):
        dovecot.put(mail(f"Spørsmål {number}?", f"Sak {number}", number=number))
    calls = []

    def dies(*_args: object) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        if broken == "before filing":
            real = enquiry_mail.file_mail
            patched.setattr(enquiry_mail, "file_mail", lambda *args: (dies(), real(*args))[1])
        else:
            aside = Mailbox.put_aside
            patched.setattr(Mailbox, "put_aside", lambda self, uid: (dies(), aside(self, uid))[1])
        with pytest.raises(KeyboardInterrupt):
            fetch()
    assert dovecot.count() == 2
    fetch()
    assert sorted(one.subject for one in store.enquiries.open("modum")) == ["Sak 1", "Sak 2", "Sak 3"]
    assert (dovecot.count(), dovecot.count(ASIDE)) == (0, 3)


def test_a_database_that_is_away_leaves_the_mail_where_it_is(
    fetch, store: Store, dovecot: Dovecot, monkeypatch
) -> None:
    dovecot.put(mail("Hva?", "Hei"))

    def away(*_args: object, **_named: object) -> None:
        raise StoreError("away")

    with monkeypatch.context() as patched:
        patched.setattr(store.enquiries, "receive", away)
        with pytest.raises(StoreError):
            fetch()
    assert (dovecot.count(), dovecot.seen()) == (1, 0)
    assert kinds(fetch()) == ["enquiry"]


def test_the_same_mail_delivered_twice_is_one_enquiry(fetch, store: Store, dovecot: Dovecot) -> None:
    for _ in range(2):
        dovecot.put(mail("Hva?", "Hei"))
    assert kinds(fetch()) == ["enquiry"]
    assert dovecot.count() == 0


def test_two_at_once_make_one_enquiry_each(config: Config, store: Store, dovecot: Dovecot) -> None:
    for number in range(6):
        dovecot.put(mail("Hva?", f"Sak {number}", number=str(number)))
    threads = [
        threading.Thread(target=fetch_enquiries, args=(config, store, lambda: NOW), kwargs={"context": dovecot.context})
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    fetch_enquiries(config, store, lambda: NOW, context=dovecot.context)
    assert len(store.enquiries.open("modum")) == 6
    assert dovecot.count() == 0


def test_a_thread_is_one_enquiry(fetch, store: Store, dovecot: Dovecot) -> None:
    dovecot.put(mail(QUESTION, "Ventetid"))
    dovecot.put(mail("Førti.", "SV: Ventetid", sender=OWN, number="2", In_Reply_To="<1@mail.example>"))
    dovecot.put(
        mail("Og hvor mange i fjor?", "SV: Ventetid", number="3", References="<1@mail.example> <2@mail.example>")
    )
    assert kinds(fetch()) == ["enquiry", "ours", "reply"]
    [kept] = store.enquiries.open("modum")
    assert kept.question == f"{QUESTION}\n\n— Ny e-post 24.11.2026 kl. 09.30:\nOg hvor mange i fjor?"
    assert kept.replied_at == NOW.replace(minute=30)
    assert [one.kind for one in store.enquiries.mails("modum", of=kept.id)] == ["reply", "ours", "enquiry"]


def test_the_original_after_the_one_sent_on_is_nothing_new(fetch, store: Store, dovecot: Dovecot) -> None:
    dovecot.put(attached())
    dovecot.put(
        mail(QUESTION, "Ventetid i PPT", number="x").replace(b"<x@mail.example>", b"<original@elvebladet.example>")
    )
    assert kinds(fetch()) == ["enquiry", "again"]
    assert store.enquiries.open("modum")[0].question == QUESTION


def test_an_answered_enquiry_is_told_of_a_new_mail(fetch, store: Store, dovecot: Dovecot) -> None:
    dovecot.put(mail("Hva?", "Hei"))
    fetch()
    [kept] = store.enquiries.open("modum")
    at = NOW + timedelta(minutes=20)
    store.enquiries.change("modum", kept.id, by="x", now=at, expected=None, status="answered", closed_at=at)
    late = mail("Mente du det?", "SV: Hei", number="2", In_Reply_To="<1@mail.example>").replace(b"09:30", b"10:30")
    dovecot.put(late)
    fetch(NOW + timedelta(hours=1))
    assert [one.id for one in store.enquiries.replied("modum")] == [kept.id]


def test_what_nobody_wrote_is_listed_but_makes_no_enquiry(fetch, store: Store, dovecot: Dovecot) -> None:
    for raw in AUTOMATIC.values():
        dovecot.put(raw)
    found = fetch()
    assert "enquiry" not in kinds(found)
    assert store.enquiries.open("modum") == []
    assert len(store.enquiries.mails("modum")) == len(found.filed) > 5
    assert all(words.startswith("Ingen henvendelse: ") for words in filed_words(found.filed))
    assert store.enquiries.forget_senders(NOW + timedelta(days=91)) > 5
    assert {one.sender for one in store.enquiries.mails("modum")} == {""}


def test_hostile_mails_hold_nobody_up(fetch, store: Store, dovecot: Dovecot) -> None:
    for raw in HOSTILE.values():
        if raw:  # dovecot takes no empty mail
            dovecot.put(raw.replace(b"\x00", b""))
    dovecot.put(mail("Hva?", "Den siste", number="siste"))
    while dovecot.count():
        assert fetch().fault == ""
    assert "Den siste" in [one.subject for one in store.enquiries.open("modum")]


@pytest.mark.parametrize(
    ("sender", "outlet"),
    [
        ("Per <per@nyheter.dalnytt.example>", "dalnytt"),
        ("Per <per@ukjentavis.example>", "ukjentavis.example"),
        ("Per <per@gmail.com>", ""),
        ("Per <per@ikkeelvebladet.example>", "ikkeelvebladet.example"),
    ],
)
def test_the_outlet_is_known_by_the_domain(fetch, store: Store, dovecot: Dovecot, sender: str, outlet: str) -> None:
    dovecot.put(mail("Hva?", "Hei", sender=sender))
    fetch()
    assert store.enquiries.open("modum")[0].outlet == outlet


def test_what_a_colleague_types_has_no_journalist_yet(fetch, store: Store, dovecot: Dovecot) -> None:
    dovecot.put(mail("Elvebladet ringte om PPT. Frist kl. 14.", "Journalist ringte", sender=OWN))
    fetch()
    [kept] = store.enquiries.open("modum")
    assert (kept.journalist, kept.outlet, kept.contact) == ("", "", "")
    assert kept.question == "Elvebladet ringte om PPT. Frist kl. 14."


def test_mails_older_than_a_fortnight_are_left_alone(fetch, store: Store, dovecot: Dovecot) -> None:
    dovecot.put(mail("Hva?", "Hei"))
    assert kinds(fetch(NOW + timedelta(days=16))) == []
    assert dovecot.count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"imap_password": "feil"}, "passordet er feil"),
        ({"imap_folder": "Finnes ikke"}, "Fant ikke mappen «Finnes ikke»"),
        ({"imap_host": "127.0.0.1"}, "Sertifikatet"),
        ({"imap_port": 1}, "Får ikke kontakt"),
        ({"imap_host": "finnes-ikke.invalid"}, "Får ikke kontakt"),
    ],
)
def test_what_is_wrong_is_said_and_remembered_until_it_is_right(
    config: Config, store: Store, dovecot: Dovecot, changed: dict, words: str
) -> None:
    wrong = replace(config, settings=replace(config.settings, **changed))
    found = fetch_enquiries(wrong, store, lambda: NOW, context=dovecot.context)
    assert words in found.fault
    assert PASSWORD not in found.fault
    fetch_enquiries(wrong, store, lambda: NOW + timedelta(hours=1), context=dovecot.context)
    state = store.enquiries.mailbox("modum")
    assert (state.since, state.looked_at) == (NOW, NOW + timedelta(hours=1))
    fetch_enquiries(config, store, lambda: NOW + timedelta(hours=2), context=dovecot.context)
    assert store.enquiries.mailbox("modum").fault == ""


@pytest.mark.parametrize("security", ["starttls", "none"])
def test_the_other_ways_in(config: Config, store: Store, dovecot: Dovecot, security: str) -> None:
    dovecot.put(mail("Hva?", "Hei"))
    settings = replace(config.settings, imap_security=security, imap_port=dovecot.plain)
    found = fetch_enquiries(replace(config, settings=settings), store, lambda: NOW, context=dovecot.context)
    assert kinds(found) == ["enquiry"]


def test_a_certificate_nobody_vouches_for_is_refused(config: Config, dovecot: Dovecot) -> None:
    with pytest.raises(MailboxError) as error, open_mailbox(imap_settings(config.settings)):
        pass
    assert "Sertifikatet" in error.value.advice


def test_a_folder_of_its_own_may_be_read(config: Config, store: Store, dovecot: Dovecot) -> None:
    with dovecot.client() as client:
        client.create("Presse")
    dovecot.put(mail("Hva?", "Hei"), "Presse")
    settings = replace(config.settings, imap_folder="Presse")
    found = fetch_enquiries(replace(config, settings=settings), store, lambda: NOW, context=dovecot.context)
    assert kinds(found) == ["enquiry"]


def test_the_worker_tells_once_what_is_wrong_and_goes_on(config: Config, store: Store, dovecot: Dovecot) -> None:
    wrong = replace(config, outlets=())  # and nobody vouches for the certificate
    stop, faults, looks = threading.Event(), [], []

    class Heard(Reports):
        def enquired(self, mails, late, at) -> None:
            faults.append(mails.fault)

    def clock() -> datetime:
        state = store.enquiries.mailbox("modum")
        looks.append(state.looked_at if state else None)
        if len(set(looks)) > 3:
            stop.set()
        return NOW + timedelta(seconds=len(looks))

    wake = timedelta(seconds=0.2)
    run_until_stopped(
        wrong, store, reports=Heard(), now=clock, stop=stop, enquiry_wake=wake, poll_wake=timedelta(days=1),
        digest_wake=timedelta(days=1), alarm_wake=timedelta(days=1),
    )  # fmt: skip
    assert len(faults) == 1
    assert "Sertifikatet" in faults[0]


def test_no_mailbox_is_no_fault(tmp_path: Path, store: Store) -> None:
    assert fetch_enquiries(make_config(str(tmp_path)), store, lambda: NOW) == MailRound()
    assert JOURNALIST

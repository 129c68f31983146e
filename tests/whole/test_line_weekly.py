"""The weekly report on its way: when it is due, to whom, once, whole, and tried again when the mail server was away."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mediawatch.config import Config
from mediawatch.jobs.adding import add_by_hand
from mediawatch.jobs.weekly import send_due_weeklies
from mediawatch.model import Article
from mediawatch.store import Store, open_store
from tests.whole.line import BRIDGE, TEXT, Clock, PostOffice, at, make_config, make_outlet, make_recipient

OUTLET = make_outlet("posten")
MONDAY = "2026-11-23T05:30"  # 06.30 in Oslo
PEOPLE = (make_recipient("direktor", weekly=True), make_recipient("leder"))


SCHOOL = ("Granvik skole feirer hundre år", "Elever og lærere i Granvik sang, danset og spiste kake hele fredagen.")


def printed(number: int, day: str, title: str = BRIDGE, text: str = TEXT) -> Article:
    address = f"https://posten.example/{number}"
    return Article(
        outlet="posten", address=address, article_id=None, title=title, text=text, language="nb", published=at(day)
    )


@pytest.fixture
def config(tmp_path: Path, office: PostOffice) -> Config:
    return make_config(tmp_path, OUTLET, recipients=PEOPLE, **office.settings)


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    """Two weeks of coverage."""
    with open_store(config.settings.database) as opened:
        for number, (day, *told) in enumerate((("2026-11-12T10:00", *SCHOOL), ("2026-11-17T10:00", BRIDGE, TEXT))):
            assert add_by_hand(config, opened, printed(number, day, *told), OUTLET, now=at(day)) == "new"
        yield opened


def test_it_goes_once_to_those_who_want_it_when_it_is_due(config: Config, store: Store, office: PostOffice) -> None:
    clock = Clock(at(MONDAY) - timedelta(minutes=1))
    assert send_due_weeklies(config, store, clock()) == ()
    (sent,) = send_due_weeklies(config, store, clock.go(minutes=1))
    assert (sent.recipient.id, sent.outcome, sent.kind) == ("direktor", "sent", "weekly")
    assert send_due_weeklies(config, store, clock.go(days=5)) == ()
    assert office.got == ["direktor@granvik.kommune.no"]
    (mail,) = office.mails
    assert mail["Subject"] == f"Granvik i media, uke 47: synlighet {mail['Subject'].split()[6]} av 100, 1 sak"
    kinds = [part.get_content_type() for part in mail.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "image/png", "application/pdf", "text/csv"]
    assert BRIDGE in mail.get_body(("plain",)).get_content()


def test_the_next_week_is_another_report(config: Config, store: Store, office: PostOffice) -> None:
    send_due_weeklies(config, store, at(MONDAY))
    (sent,) = send_due_weeklies(config, store, at(MONDAY) + timedelta(days=7))
    assert sent.outcome == "sent"
    assert office.mails[1]["Subject"] == "Granvik i media, uke 48: ingen omtale"
    assert office.mails[0]["Message-ID"] != office.mails[1]["Message-ID"]


def test_a_mail_server_that_was_away_is_asked_again(config: Config, store: Store, office: PostOffice) -> None:
    office.busy = True
    (failed,) = send_due_weeklies(config, store, at(MONDAY))
    assert failed.outcome == "failed"
    office.busy = False
    assert send_due_weeklies(config, store, at(MONDAY) + timedelta(minutes=5)) == ()
    (sent,) = send_due_weeklies(config, store, at(MONDAY) + timedelta(minutes=16))
    assert sent.outcome == "sent"
    assert len(office.mails) == 1


def test_a_week_before_we_listened_has_no_report(config: Config, store: Store, office: PostOffice) -> None:
    (done,) = send_due_weeklies(config, store, at("2026-11-09T05:30"))
    assert done.outcome == "empty"
    assert office.mails == []


def test_without_a_mail_server_it_is_written_to_the_outbox(tmp_path: Path) -> None:
    config = make_config(tmp_path, OUTLET, recipients=PEOPLE)
    with open_store(config.settings.database) as store:
        add_by_hand(config, store, printed(1, "2026-11-17T10:00"), OUTLET, now=at("2026-11-17T10:00"))
        (done,) = send_due_weeklies(config, store, at(MONDAY))
    assert done.outcome == "outbox"
    assert done.place is not None
    assert done.place.name.startswith("weekly.")

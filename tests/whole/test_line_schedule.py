"""The schedule: working days and local time, sleep and restart, a database and a mail server that are away for a while,
and an end when it is asked to end."""

import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mediawatch.config import Config
from mediawatch.errors import MediawatchError
from mediawatch.jobs.delivery import Delivered
from mediawatch.jobs.digests import send_due_digests
from mediawatch.jobs.summary import RoundSummary
from mediawatch.schedule import Reports, run_until_stopped
from mediawatch.store import Store, open_store
from tests.cli.local_press import Press
from tests.collect import hostile
from tests.collect.hostile import HostileServer
from tests.whole.line import (
    BRIDGE,
    EVERY_DAY,
    TEXT,
    Clock,
    PostOffice,
    at,
    free_port,
    make_config,
    make_outlet,
    make_recipient,
    open_post_office,
    poll,
    processes,
    titles,
    words_of,
)

OSLO = ZoneInfo("Europe/Oslo")
WORKING_DAYS = {"weekdays": EVERY_DAY[:5], "holidays": False}
SOON = timedelta(milliseconds=50)


def dates_sent(config: Config, start: str, end: str) -> list[tuple[date, str]]:
    """What a clock that goes by the quarter of an hour sees sent: the date of the digest and the local time."""
    moment, sent = at(start), []
    with open_store(config.settings.database) as store:
        while moment < at(end):
            sent += [
                (each.date, f"{moment.astimezone(OSLO):%d %H:%M}") for each in send_due_digests(config, store, moment)
            ]
            moment += timedelta(minutes=15)
    return sent


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        # Good Friday to Easter Monday with Maundy Thursday before; summer time begins on 29 March
        ("2026-03-27T00:00", "2026-04-09T00:00", ["27", "30", "31", "01", "07", "08"]),
        # 1 May is a Friday, Ascension Day a Thursday, 17 May a Sunday, Whit Monday the 25th
        ("2026-04-30T00:00", "2026-05-05T00:00", ["30", "04"]),
        ("2026-05-13T00:00", "2026-05-19T00:00", ["13", "15", "18"]),
        ("2026-05-22T00:00", "2026-05-27T00:00", ["22", "26"]),
        # winter time begins on 25 October
        ("2026-10-23T00:00", "2026-10-27T12:00", ["23", "26", "27"]),
        ("2026-12-24T00:00", "2026-12-29T00:00", ["24", "28"]),
    ],
)
def test_digests_go_out_on_norwegian_working_days_at_local_time(
    start: str, end: str, days: list[str], tmp_path: Path
) -> None:
    config = make_config(tmp_path, recipients=[make_recipient("leder", **WORKING_DAYS)])
    assert [when for _, when in dates_sent(config, start, end)] == [f"{day} 07:15" for day in days]


@pytest.mark.parametrize(
    ("start", "end", "sent"),
    [
        ("2026-03-28T23:00", "2026-03-29T22:00", [(date(2026, 3, 29), "29 03:30")]),  # 02:30 is skipped
        ("2026-10-24T22:00", "2026-10-25T22:00", [(date(2026, 10, 25), "25 02:30")]),  # 02:30 comes twice
    ],
)
def test_a_time_that_the_clock_skips_or_repeats_is_one_digest(
    start: str, end: str, sent: list[tuple[date, str]], tmp_path: Path
) -> None:
    config = make_config(tmp_path, recipients=[make_recipient("nattugle", at=clock_time(2, 30))])
    assert dates_sent(config, start, end) == sent


def test_after_sleep_the_days_digest_comes_at_once_and_holds_what_was_missed(
    tmp_path: Path, press: Press, office: PostOffice
) -> None:
    clock = Clock(at("2026-11-23T06:20"))  # Monday, after 07.15
    page = press.put_article("/sak/1", BRIDGE, TEXT)
    outlet = make_outlet("posten", (press.put("/rss", _undated(page), kind="application/rss+xml"), "rss"))
    config = make_config(tmp_path, outlet, recipients=[make_recipient("leder", **WORKING_DAYS)], **office.settings)
    with open_store(config.settings.database) as store:
        assert [each.date.day for each in send_due_digests(config, store, clock())] == [23]
        poll(config, store, now=lambda: clock.go(minutes=1))
        assert titles(store) == [BRIDGE]
        clock.go(days=2, hours=5)  # the lid was closed on Monday and is opened on Wednesday
        assert [each.date.day for each in send_due_digests(config, store, clock())] == [25]
        assert send_due_digests(config, store, clock.go(minutes=1)) == ()
    assert len(office.mails) == 2
    assert BRIDGE in words_of(office.mails[1])


def _undated(page: str) -> str:
    return f"<rss version='2.0'><channel><item><title>{BRIDGE}</title><link>{page}</link></item></channel></rss>"


# Running --------------------------------------------------------------------------------------------------------------


class Heard(Reports):
    """All that was reported, and waiting for it."""

    def __init__(self) -> None:
        self.rounds: list[RoundSummary] = []
        self.deliveries: list[Delivered] = []
        self.errors: list[MediawatchError] = []

    def polled(self, summary: RoundSummary, at: datetime) -> None:
        self.rounds.append(summary)

    def delivered(self, deliveries: tuple[Delivered, ...], at: datetime) -> None:
        self.deliveries += deliveries

    def failed(self, error: MediawatchError, at: datetime) -> None:
        self.errors.append(error)

    @property
    def outcomes(self) -> list[str]:
        return [each.outcome for each in self.deliveries]


@contextmanager
def running(config: Config, store: Store, clock: Callable[[], datetime]) -> Iterator[Heard]:
    """The schedule in a thread of its own, woken twenty times a second."""
    heard, stop = Heard(), threading.Event()
    how = {"reports": heard, "now": clock, "stop": stop, "poll_wake": SOON, "digest_wake": SOON}
    thread = threading.Thread(target=run_until_stopped, args=(config, store), kwargs=how)
    thread.start()
    try:
        yield heard
    finally:
        stop.set()
        thread.join(30)
    assert not thread.is_alive()


def until(condition: Callable[[], object]) -> None:
    """Waits for it; fails when it does not come."""
    for _ in range(1200):
        if condition():
            return
        time.sleep(0.025)
    raise AssertionError("it never came")


def test_a_database_that_was_away_is_tried_again(tmp_path: Path, office: PostOffice) -> None:
    clock = Clock(at("2026-11-24T08:00"))
    config = make_config(tmp_path, recipients=[make_recipient("leder")], **office.settings)
    file, aside = tmp_path / "mediawatch.db", tmp_path / "aside.db"
    open_store(config.settings.database).close()
    with open_store(config.settings.database) as store:
        store.engine.dispose()
        file.rename(aside)
        file.write_bytes(b"dette er ingen database" * 100)
        with running(config, store, clock) as heard:
            until(lambda: len(heard.errors) >= 2)
            assert {error.advice for error in heard.errors} == {
                "Filen er ikke en database eller er skadet. Hent tilbake siste sikkerhetskopi, eller velg en annen fil."
            }
            assert office.mails == []
            aside.replace(file)
            until(lambda: heard.deliveries)
        assert heard.outcomes == ["sent"]
    assert len(office.mails) == 1


def test_a_mail_server_that_was_away_is_asked_again_after_a_while(tmp_path: Path) -> None:
    clock, port = Clock(at("2026-11-24T08:00")), free_port()
    settings = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none", "smtp_timeout": 5.0}
    config = make_config(tmp_path, recipients=[make_recipient("leder")], **settings)
    with open_store(config.settings.database) as store, running(config, store, clock) as heard:
        until(lambda: heard.deliveries)
        time.sleep(0.5)
        assert heard.outcomes == ["failed"], "it is not asked at every waking"
        assert "ikke kontakt med e-postserveren" in heard.deliveries[0].advice
        with open_post_office(port) as office:
            office.busy = True
            clock.go(minutes=16)
            until(lambda: len(heard.deliveries) == 2)
            assert "Det gjør vi; du trenger ikke gjøre noe" in heard.deliveries[1].advice
            office.busy = False
            clock.go(minutes=16)
            until(lambda: len(heard.deliveries) == 3)
        clock.go(hours=5)
        time.sleep(0.5)
        assert heard.outcomes == ["failed", "failed", "sent"]
        assert office.got == ["leder@granvik.kommune.no"]
        assert [(each.state, each.attempts) for each in store.deliveries()] == [("sent", 3)]


def test_one_bad_address_stops_no_other(tmp_path: Path, office: PostOffice) -> None:
    clock = Clock(at("2026-11-24T08:00"))
    people = [
        make_recipient("ukjent"),
        make_recipient("rar", email="ikke en adresse"),
        make_recipient("norsk", email="bjørn@granvik.kommune.no"),
        make_recipient("leder"),
    ]
    office.refused = {"ukjent@granvik.kommune.no"}
    config = make_config(tmp_path, recipients=people, **office.settings)
    with open_store(config.settings.database) as store:
        first = {each.recipient.id: each for each in send_due_digests(config, store, clock())}
        assert {name: each.outcome for name, each in first.items() if name != "norsk"} == {
            "ukjent": "failed", "rar": "failed", "leder": "sent",
        }  # fmt: skip
        assert "kjenner ikke adressen" in first["ukjent"].advice
        assert "E-postadressen er ikke gyldig" in first["rar"].advice
        assert send_due_digests(config, store, clock.go(hours=1)) == (), "a wrong address is not tried at every turn"
        office.refused = set()
        later = {each.recipient.id: each.outcome for each in send_due_digests(config, store, clock.go(hours=4))}
        assert later["ukjent"] == "sent"
    assert office.got.count("leder@granvik.kommune.no") == 1


def test_digests_go_out_while_a_round_hangs(tmp_path: Path, office: PostOffice) -> None:
    with HostileServer({"/rss": hostile.silence()}) as server:
        outlet = make_outlet("taus", (server.url("/rss"), "rss"))
        config = make_config(tmp_path, outlet, recipients=[make_recipient("leder")], **office.settings)
        with open_store(config.settings.database) as store:
            store.sync_feeds(config.outlets, at("2026-11-24T07:00"))
            with running(config, store, Clock(at("2026-11-24T08:00"))) as heard:
                until(lambda: server.asked("/rss"))
                until(lambda: heard.deliveries)
                assert heard.outcomes == ["sent"]


# Ending ---------------------------------------------------------------------------------------------------------------


def runs(config: Config) -> None:
    with open_store(config.settings.database) as store:
        store.sync_feeds(config.outlets, datetime.now(UTC))
        run_until_stopped(config, store, reports=Reports())


def test_told_to_stop_it_ends_though_a_site_never_answers(tmp_path: Path, press: Press) -> None:
    page = press.put_article("/sak/1", BRIDGE, TEXT)
    good = make_outlet("posten", (press.put_feed("/rss", [(page, BRIDGE)]), "rss"))
    with HostileServer({"/rss": hostile.silence(), "/robots.txt": hostile.status(404)}) as server:
        config = make_config(tmp_path, good, make_outlet("taus", (server.url("/rss"), "rss")), recipients=[])
        open_store(config.settings.database).close()
        process = processes().Process(target=runs, args=(config,))
        process.start()
        until(lambda: server.asked("/rss"))
        os.kill(process.pid, signal.SIGTERM)
        process.join(20)  # without being broken off it would wait half a minute for the silent one
        assert process.exitcode == 0
    with open_store(config.settings.database) as store:
        assert [state.feed for state in store.feed_states() if state.last_polled] == ["posten"]
        poll(config, store, force=False)
        assert titles(store) == [BRIDGE], "what was under way is taken up again"
    assert sqlite3.connect(tmp_path / "mediawatch.db").execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_told_to_stop_it_hands_over_the_mail_in_hand_and_begins_no_other(tmp_path: Path, office: PostOffice) -> None:
    people = [make_recipient(name) for name in ("en", "to", "tre")]
    config = make_config(tmp_path, recipients=people, **office.settings)
    stop = threading.Event()
    office.heard = stop.set
    with open_store(config.settings.database) as store:
        now = at("2026-11-24T08:00")
        sent = send_due_digests(config, store, now, stopping=stop.is_set)
        assert [(each.recipient.id, each.outcome) for each in sent] == [("en", "sent")]
        office.heard = lambda: None
        assert [each.recipient.id for each in send_due_digests(config, store, now)] == ["to", "tre"]
    assert len(office.mails) == 3

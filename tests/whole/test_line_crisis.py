"""A crisis with real parts: told by SMTP at once and on every full hour, over a change of the clock, through kills and
restarts, in the quiet of the night; feeds are asked sooner while it lasts."""

import signal
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mediawatch.config import Config
from mediawatch.jobs.alarms import raise_and_tell
from mediawatch.jobs.crises import hurry_polls, make_report, send_due_crises, start_crisis
from mediawatch.jobs.delivery import Delivered
from mediawatch.model import Crisis, Statement
from mediawatch.schedule import Reports, run_until_stopped
from mediawatch.store import Store, open_store
from tests.whole.alarm_line import NOW, alarmed, listened_since, save
from tests.whole.line import PostOffice, at, make_outlet, processes, words_of

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
SOON = MINUTE


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with open_store(address) as opened:
        yield opened


@pytest.fixture
def config(tmp_path: Path, address: str, office: PostOffice) -> Config:
    made = alarmed(tmp_path, database=address, **office.settings)
    granvik = made.organisations[0]
    return replace(made, organisations=(replace(granvik, recipients=granvik.recipients[:1]),))


def begun(config: Config, store: Store, now: datetime) -> Crisis:
    made, first = start_crisis(store, config.organisations[0], reason="Brann på sykehjemmet", by="r@x.example", now=now)
    assert first
    return made


def subjects(office: PostOffice) -> list[str]:
    return [str(mail["Subject"]) for mail in office.mails]


def said(config: Config, store: Store, crisis: Crisis, text: str, now: datetime, **more) -> None:
    given = Statement(
        organisation="granvik", crisis=crisis.id, at=now, person="Ordfører", channel="phone", text=text,
        noted_by="r@x.example", noted_at=now, **more,
    )  # fmt: skip
    store.crises.statements.add(given, by="r@x.example", now=now)


def test_told_at_once_then_on_the_hour_what_is_new_and_last_that_it_is_over(config, store, office) -> None:
    save(store, 1, "Røyk fra sykehjemmet", now=NOW - 2 * HOUR)
    save(store, 2, "En gammel sak", now=NOW - 30 * HOUR)
    crisis = begun(config, store, NOW + 10 * MINUTE)
    send_due_crises(config, store, NOW + 11 * MINUTE)
    assert subjects(office) == ["Krise: Granvik har slått på kriseberedskap"]
    first = words_of(office.mails[0])
    assert "Røyk fra sykehjemmet" in first
    assert "En gammel sak" not in first
    assert "Brann på sykehjemmet" in first
    save(store, 3, "Alle er ute", now=NOW + 40 * MINUTE)
    said(config, store, crisis, "Alle beboere er trygge", NOW + 45 * MINUTE, note="Fortrolig om pasienten")
    send_due_crises(config, store, NOW + 59 * MINUTE)
    assert len(office.mails) == 1
    send_due_crises(config, store, NOW + HOUR)
    send_due_crises(config, store, NOW + HOUR + MINUTE)
    assert subjects(office)[1:] == ["Krise kl. 12.00: 1 ny sak, 1 kritisk"]
    second = words_of(office.mails[1])
    assert "Alle er ute" in second
    assert "Alle beboere er trygge" in second
    assert "Røyk fra" not in second
    assert "Fortrolig" not in second
    store.crises.end("granvik", crisis.id, why="Brannen er slukket", by="r@x.example", now=NOW + 2 * HOUR)
    for later in (1, 30, 65, 200):
        send_due_crises(config, store, NOW + 2 * HOUR + later * MINUTE)
    assert subjects(office)[2:] == ["Krisen er over: Granvik har slått av kriseberedskapen"]
    assert "Brannen er slukket" in words_of(office.mails[2])


def test_an_hour_without_news_is_told_every_third_time_only(config, store, office) -> None:
    begun(config, store, NOW + 5 * MINUTE)
    for hour in range(1, 8):
        send_due_crises(config, store, NOW + hour * HOUR)
    told = subjects(office)
    assert told == [
        "Krise: Granvik har slått på kriseberedskap",
        "Krise kl. 14.00: ingen nye saker",
        "Krise kl. 17.00: ingen nye saker",
    ]


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-10-24T21:50", "2026-10-25T23:05", 25),  # the day on which 02–03 comes twice
        ("2026-03-28T22:50", "2026-03-29T22:05", 23),  # the day on which 02–03 is left out
        ("2026-12-31T21:50", "2027-01-01T02:05", 4),
    ],
)
def test_over_a_change_of_the_clock_no_hour_is_doubled_or_lost(config, store, office, start, end, hours) -> None:
    now, number = at(start), 100
    begun(config, store, now)
    while now <= at(end):
        if now.minute == 30:
            number += 1
            save(store, number, f"Sak nummer {number}", now=now)
        send_due_crises(config, store, now)
        now += 10 * MINUTE
    told = subjects(office)
    assert len(told) == 1 + hours
    found = Counter(
        title
        for mail in office.mails
        for title in {f"Sak nummer {one}" for one in range(101, number + 1)}
        if title in words_of(mail)
    )
    assert set(found.values()) == {1}
    assert len(found) == number - 100
    assert len({mail["Message-ID"] for mail in office.mails}) == len(told)


def test_the_report_tells_the_doubled_hour_apart(config, store) -> None:
    crisis = begun(config, store, at("2026-10-24T23:00"))
    save(store, 1, "Første gang klokka er halv tre", now=at("2026-10-25T00:30"))
    save(store, 2, "Andre gang klokka er halv tre", now=at("2026-10-25T01:30"))
    made = make_report(config, store, config.organisations[0], crisis, at("2026-10-25T05:00"))
    assert [(hour.start, hour.again, sum(hour.tones.values())) for hour in made.hours] == [
        (at("2026-10-25T00:00"), False, 1),
        (at("2026-10-25T01:00"), True, 1),
    ]


def test_a_restart_goes_on_where_it_was(config, store, address, office) -> None:
    begun(config, store, NOW + 5 * MINUTE)
    for hour in range(4):
        save(store, 10 + hour, f"Sak {hour}", now=NOW + hour * HOUR + 30 * MINUTE)
        with open_store(address) as other:
            send_due_crises(config, other, NOW + (hour + 1) * HOUR)
            send_due_crises(config, other, NOW + (hour + 1) * HOUR + MINUTE)
    told = Counter(
        title for mail in office.mails for title in ("Sak 0", "Sak 1", "Sak 2", "Sak 3") if title in words_of(mail)
    )
    assert told == {"Sak 0": 1, "Sak 1": 1, "Sak 2": 1, "Sak 3": 1}


def test_what_was_slept_through_comes_in_one_mail(config, store, office) -> None:
    begun(config, store, NOW + 5 * MINUTE)
    send_due_crises(config, store, NOW + 6 * MINUTE)
    for hour in range(4):
        save(store, 10 + hour, f"Sak {hour}", now=NOW + hour * HOUR + 30 * MINUTE)
    send_due_crises(config, store, NOW + 4 * HOUR + 20 * MINUTE)
    assert subjects(office)[1:] == ["Krise kl. 15.20: 4 nye saker, 4 kritiske"]


def test_quiet_hours_and_days_of_rest_silence_neither_the_crisis_nor_its_alarms(tmp_path, address, office) -> None:
    config = alarmed(tmp_path, database=address, rules={"quiet_weekends": True}, **office.settings)
    night = at("2026-11-28T23:00")  # a Saturday, midnight
    with open_store(address) as store:
        listened_since(store)
        save(store, 2, "Granvik får kritikk", now=night)
        raise_and_tell(config, store, night)
        assert office.mails == []
        begun(config, store, night)
        send_due_crises(config, store, night + MINUTE)
        raise_and_tell(config, store, night + MINUTE)
    assert sorted(Counter(subjects(office)).values()) == [1, 2]
    assert "Granvik i media: negativ sak i Fylkesavisa" in subjects(office)


def test_a_mail_that_was_refused_is_sent_later_with_what_came_meanwhile(config, store, office) -> None:
    begun(config, store, NOW + 5 * MINUTE)
    send_due_crises(config, store, NOW + 6 * MINUTE)
    save(store, 10, "Sak 0", now=NOW + 30 * MINUTE)
    office.busy = True
    assert [one.outcome for one in send_due_crises(config, store, NOW + HOUR)] == ["failed"]
    office.busy = False
    save(store, 11, "Sak 1", now=NOW + HOUR + 30 * MINUTE)
    send_due_crises(config, store, NOW + 2 * HOUR)
    last = words_of(office.mails[-1])
    assert "Sak 0" in last
    assert "Sak 1" in last


def tells(config: Config, now: datetime) -> None:
    with open_store(config.settings.database) as store:
        send_due_crises(config, store, now)


def test_processes_at_once_tell_once(config, store, office) -> None:
    begun(config, store, NOW + 5 * MINUTE)
    save(store, 10, "Sak 0", now=NOW + 30 * MINUTE)
    running = [processes().Process(target=tells, args=[config, NOW + 6 * MINUTE]) for _ in range(3)]
    for process in running:
        process.start()
    for process in running:
        process.join(60)
    assert [process.exitcode for process in running] == [0] * 3
    assert subjects(office) == ["Krise: Granvik har slått på kriseberedskap"]


@pytest.mark.parametrize("word", [1, 2, 3])
def test_killed_while_it_tells_it_repeats_nothing_and_the_next_hour_reaches_back(config, store, office, word) -> None:
    begun(config, store, NOW + 5 * MINUTE)
    send_due_crises(config, store, NOW + 6 * MINUTE)
    save(store, 10, "Sak 0", now=NOW + 30 * MINUTE)
    process, heard = processes().Process(target=tells, args=[config, NOW + HOUR]), []

    def kill() -> None:
        heard.append(1)
        if len(heard) == word:
            process.kill()

    office.heard = kill
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    office.heard = lambda: None
    for minutes in (1, 20, 59):
        send_due_crises(config, store, NOW + HOUR + minutes * MINUTE)
    assert len(subjects(office)) <= 2
    send_due_crises(config, store, NOW + 2 * HOUR)
    assert any("Sak 0" in words_of(mail) for mail in office.mails[1:])
    assert store.crises.running("granvik") is not None


def test_feeds_are_due_sooner_in_a_crisis_and_never_sooner_than_they_may(config, store) -> None:
    paper, radio = (make_outlet(name, (f"https://{name}.example/rss", "rss")) for name in ("dalposten", "radioen"))
    config = replace(config, outlets=(paper, radio))
    store.sync_feeds(config.outlets, NOW)
    names = [state.feed for state in store.feed_states()]
    for state in store.claim_feeds(NOW, limit=20, lease=HOUR):
        after = replace(state, health="alive", last_polled=NOW, due_at=NOW + 4 * HOUR)
        store.finish_feed(after, items=0, new=0, now=NOW)
    assert hurry_polls(config, store, NOW + HOUR) == 0
    begun(config, store, NOW)
    assert hurry_polls(config, store, NOW + 14 * MINUTE) == 0
    assert hurry_polls(config, store, NOW + 15 * MINUTE) == len(names)
    assert {state.due_at for state in store.feed_states()} == {NOW + 15 * MINUTE}
    slow = replace(paper, feeds=tuple(replace(feed, every_minutes=120) for feed in paper.feeds))
    for state in store.claim_feeds(NOW + 15 * MINUTE, limit=20, lease=HOUR):
        store.finish_feed(replace(state, last_polled=NOW, due_at=NOW + 4 * HOUR), items=0, new=0, now=NOW)
    assert hurry_polls(replace(config, outlets=(slow, radio)), store, NOW + HOUR) == 1


def test_the_schedule_wakes_it(config, store, office) -> None:
    begun(config, store, NOW)
    stop, told = threading.Event(), []

    class Told(Reports):
        def delivered(self, deliveries: tuple[Delivered, ...], at_) -> None:
            told.extend(one.kind for one in deliveries)
            stop.set()

    timer = threading.Timer(60, stop.set)
    timer.start()
    run_until_stopped(config, store, reports=Told(), now=lambda: NOW + MINUTE, stop=stop, digest_wake=SOON)
    timer.cancel()
    assert "crisis" in told
    assert "Krise: Granvik har slått på kriseberedskap" in subjects(office)

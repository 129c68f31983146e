"""Alarms with real parts: raised from what is stored, told by SMTP and to a channel, held back while it is quiet, and
told once, whoever is killed."""

import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mediawatch.config import Config
from mediawatch.jobs.alarms import AlarmRound, preview_alarms, raise_and_tell, send_trial
from mediawatch.model import Correction, Feed, FeedState, Target
from mediawatch.schedule import Reports, run_until_stopped
from mediawatch.store import Store, open_store
from tests.whole.alarm_line import (
    DAY,
    HOUR,
    LOCAL,
    NATION,
    NOW,
    REGION,
    Channel,
    alarmed,
    listened_since,
    open_channel,
    save,
)
from tests.whole.line import PostOffice, at, processes, words_of

NEGATIVE = "Granvik i media: negativ sak i Fylkesavisa"


@pytest.fixture
def channel() -> Iterator[Channel]:
    with open_channel() as opened:
        yield opened


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with open_store(address) as opened:
        yield opened


@pytest.fixture
def config(tmp_path: Path, address: str, office: PostOffice, channel: Channel) -> Config:
    return alarmed(tmp_path, database=address, notify=channel.address, **office.settings)


def subjects(office: PostOffice) -> list[str]:
    return [str(mail["Subject"]) for mail in office.mails]


def outcomes(done: AlarmRound) -> list[str]:
    return [told.outcome for told in done.told]


# what is told ---------------------------------------------------------------------------------------------------------


def test_a_negative_story_is_told_at_once_by_mail_and_channel_and_never_again(config, store, office, channel) -> None:
    listened_since(store)
    story = save(store, 2, "Granvik får kritikk")
    done = raise_and_tell(config, store, NOW)
    assert [alarm.key for alarm in done.raised] == [f"negative/{story}"]
    assert subjects(office) == channel.titles == [NEGATIVE]
    text = words_of(office.mails[0])
    assert "Granvik får kritikk" in text
    assert "https://www.fylkesavisa.example/sak/2/" in text
    assert "Hvem svarer:" in text
    assert "organisations/granvik.yaml" in text
    assert "Granvik får kritikk" in channel.messages[0]["message"]
    for later in (0 * DAY, HOUR, DAY, 30 * DAY):
        assert raise_and_tell(config, store, NOW + later) == AlarmRound()


def test_copies_make_no_new_alarm(config, store, office) -> None:
    listened_since(store)
    story = save(store, 2, "Granvik får kritikk")
    raise_and_tell(config, store, NOW)
    save(store, 3, "Granvik får kritikk", outlet=NATION, now=NOW + HOUR, story=story)
    assert raise_and_tell(config, store, NOW + HOUR) == AlarmRound()
    save(store, 4, "Enda mer kritikk", outlet=NATION, now=NOW + HOUR)
    raise_and_tell(config, store, NOW + HOUR)
    assert subjects(office) == [NEGATIVE, "Granvik i media: negativ sak i Riksposten"]


def test_a_fresh_database_raises_no_flood(config, store, office, channel) -> None:
    for number in range(2, 40):
        save(store, number, f"Kritikk nummer {number}", ago=number * HOUR)
    assert raise_and_tell(config, store, NOW) == AlarmRound()
    for number in range(40, 60):
        save(store, number, f"Kritikk nummer {number}", now=NOW + 20 * HOUR)
    assert raise_and_tell(config, store, NOW + 20 * HOUR) == AlarmRound()
    assert (office.mails, channel.messages) == ([], [])


def test_a_new_outlet_brings_no_flood_of_old_news(config, store, office) -> None:
    listened_since(store)
    for number in range(2, 40):
        save(store, number, f"Kritikk nummer {number}", ago=(number + 1) * DAY)
    assert raise_and_tell(config, store, NOW) == AlarmRound()


def test_a_changed_headline_is_told_with_the_tone_before_and_after(config, store, office) -> None:
    listened_since(store)
    save(store, 2, "Jubel for ny bru i Granvik", outlet=LOCAL, tone="positive", now=NOW - 6 * HOUR)
    raise_and_tell(config, store, NOW - 6 * HOUR)
    save(store, 2, "Kommunen brøt loven", outlet=LOCAL, tone="negative", now=NOW, ago=7 * HOUR)
    raise_and_tell(config, store, NOW)
    assert subjects(office) == ["Granvik i media: ny tittel i Dalposten"]
    text = words_of(office.mails[0])
    assert "Før: «Jubel for ny bru i Granvik»" in text
    assert "Nå: «Kommunen brøt loven»" in text
    assert "Tonen har gått fra positiv til negativ." in text
    save(store, 2, "Kommunen brøt loven om anbud", outlet=LOCAL, tone="negative", now=NOW + HOUR, ago=8 * HOUR)
    assert raise_and_tell(config, store, NOW + HOUR) == AlarmRound()


def test_a_spike_is_one_alarm_as_long_as_it_lasts(config, store, office) -> None:
    listened_since(store, days=90)
    for hour in range(0, 60, 4):
        moment = NOW + hour * HOUR
        save(store, 10 + hour, f"Flommen time {hour}", outlet=LOCAL, tone="neutral", now=moment)
        raise_and_tell(config, store, moment)
    assert [subject for subject in subjects(office) if "døgn" in subject] == ["Granvik i media: 3 saker på ett døgn"]
    later = NOW + 9 * DAY
    for number in range(100, 104):
        save(store, number, f"En ny flom {number}", outlet=LOCAL, tone="neutral", now=later)
    raise_and_tell(config, store, later)
    assert sum("døgn" in subject for subject in subjects(office)) == 2


@pytest.mark.parametrize(("health", "subject"), [("alive", "er taus"), ("dead", "får ikke lest")])
def test_a_silent_source_is_told_apart_from_a_dead_one(config, store, office, health, subject) -> None:
    listened_since(store)
    feed = Feed(id="dal", outlet="dalposten", url="https://dalposten.example/rss")
    config = replace(config, outlets=(replace(LOCAL, feeds=(feed,)), REGION, NATION))
    store.sync_feeds(config.outlets, NOW)
    last = NOW - 9 * DAY
    state = FeedState(
        feed="dal", outlet="dalposten", due_at=NOW + HOUR, health=health, last_polled=NOW, last_success=last,
        last_item_at=last, gaps_hours=(6.0,) * 20, failures=9, health_note="Siden finnes ikke lenger",
    )  # fmt: skip
    store.claim_feeds(NOW, limit=10, lease=HOUR, force=True)
    assert store.finish_feed(state, items=1, new=1, now=NOW)
    raise_and_tell(config, store, NOW)
    assert len(office.mails) == 1
    assert subject in subjects(office)[0]
    assert raise_and_tell(config, store, NOW + DAY) == AlarmRound()


TARGET = Target(id="uke", name="Én positiv sak i uka", at_least=1, every="week", tones=("positive",), tiers=("local",))


def with_target(config: Config, **rules) -> Config:
    granvik = config.organisations[0]
    granvik = replace(granvik, targets=(TARGET,), alarms=replace(granvik.alarms, kinds=("warning",), **rules))
    return replace(config, organisations=(granvik,))


def test_a_target_that_will_hardly_be_met_is_warned_about_once_a_week_on_its_day(config, store, office) -> None:
    config = with_target(config)
    save(store, 2, "God sak", outlet=LOCAL, tone="positive", now=NOW - 100 * DAY)
    save(store, 3, "God sak til", outlet=LOCAL, tone="positive", now=NOW - 60 * DAY)
    assert raise_and_tell(config, store, NOW - DAY) == AlarmRound()
    assert raise_and_tell(config, store, NOW - 4 * HOUR) == AlarmRound()  # seven o'clock
    raise_and_tell(config, store, NOW)
    assert subjects(office) == ["Granvik i media: ukens mål nås neppe"]
    text = words_of(office.mails[0])
    assert "1 positiv sak i lokalmedia mangler" in text
    assert "Tips Dalposten" in text
    assert raise_and_tell(config, store, NOW + 5 * HOUR) == AlarmRound()
    assert len(raise_and_tell(config, store, NOW + 7 * DAY).raised) == 1


def test_a_target_that_is_met_or_likely_is_not_warned_about(config, store, office) -> None:
    config = with_target(config)
    for week in range(1, 20):
        for number in range(3):
            moment = NOW - week * 7 * DAY + number * HOUR
            save(store, 10 * week + number, f"God {week} {number}", outlet=LOCAL, tone="positive", now=moment)
    assert raise_and_tell(config, store, NOW) == AlarmRound()
    assert preview_alarms(with_target(config, warn_below=1.0), store, config.organisations[0], NOW) == ()
    likely = with_target(config, warn_below=1.0)
    assert len(preview_alarms(likely, store, likely.organisations[0], NOW)) == 1
    save(store, 900, "God i dag", outlet=LOCAL, tone="positive", now=NOW)
    assert preview_alarms(likely, store, likely.organisations[0], NOW) == ()


def test_kinds_that_nobody_wants_are_not_raised(config, store) -> None:
    listened_since(store)
    save(store, 2, "Granvik får kritikk")
    granvik = config.organisations[0]
    quiet = replace(granvik, alarms=replace(granvik.alarms, kinds=("spike",)))
    assert raise_and_tell(replace(config, organisations=(quiet,)), store, NOW) == AlarmRound()


def test_a_preview_keeps_and_tells_nothing(config, store, office) -> None:
    listened_since(store)
    save(store, 2, "Granvik får kritikk")
    (matter,) = preview_alarms(config, store, config.organisations[0], NOW)
    assert (matter.kind, store.alarms.raised("granvik"), office.mails) == ("negative", [], [])
    raise_and_tell(config, store, NOW)
    assert preview_alarms(config, store, config.organisations[0], NOW) == ()


# what leaves the house ------------------------------------------------------------------------------------------------


def test_no_article_leaves_the_house_and_a_channel_gets_the_title_alone(config, store, office, channel) -> None:
    listened_since(store)
    save(store, 2, "Granvik får kritikk", excerpt=("Et utdrag om Granvik.",))
    raise_and_tell(config, store, NOW)
    assert "Hemmelig brødtekst" not in words_of(office.mails[0]) + channel.messages[0]["message"]
    assert "skolen i bruk" in words_of(office.mails[0])
    assert "skolen i bruk" not in channel.messages[0]["message"]


# quiet ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seen", "still", "then"),
    [
        ("2026-11-24T22:00", "2026-11-25T05:29", "2026-11-25T05:30"),
        ("2026-10-24T22:00", "2026-10-25T05:29", "2026-10-25T05:30"),  # summer time ends
        ("2026-03-28T22:00", "2026-03-29T04:29", "2026-03-29T04:30"),  # summer time begins
    ],
)
def test_what_is_raised_at_night_comes_together_in_the_morning(
    config, store, office, channel, seen, still, then
) -> None:
    night = at(seen)
    save(store, 1, "Den første saken", outlet=LOCAL, tone="neutral", now=night - 60 * DAY)
    save(store, 2, "Granvik får kritikk", now=night)
    done = raise_and_tell(config, store, night)
    assert (len(done.raised), done.told) == (1, ())
    save(store, 3, "Mer kritikk", outlet=NATION, now=night + HOUR)
    raise_and_tell(config, store, night + HOUR)
    assert raise_and_tell(config, store, at(still)) == AlarmRound()
    assert outcomes(raise_and_tell(config, store, at(then))) == ["sent", "sent"]
    assert subjects(office) == channel.titles == ["Granvik i media: 2 varsler, blant dem negativ sak i Fylkesavisa"]
    text = words_of(office.mails[0])
    assert "Granvik får kritikk" in text
    assert "Mer kritikk" in text


def test_a_quiet_weekend_lasts_until_monday_morning(config, store, office) -> None:
    granvik = config.organisations[0]
    config = replace(config, organisations=(replace(granvik, alarms=replace(granvik.alarms, quiet_weekends=True)),))
    saturday = at("2026-11-28T11:00")
    listened_since(store)
    save(store, 2, "Granvik får kritikk", now=saturday)
    for moment in (saturday, saturday + DAY, at("2026-11-30T05:29")):
        assert raise_and_tell(config, store, moment).told == ()
    raise_and_tell(config, store, at("2026-11-30T05:30"))
    assert subjects(office) == [NEGATIVE]


def test_what_a_person_puts_right_at_night_is_not_told_in_the_morning(config, store, office) -> None:
    listened_since(store)
    night = at("2026-11-25T22:00")
    story = save(store, 2, "Granvik får kritikk", now=night)
    raise_and_tell(config, store, night)
    store.correct(
        Correction(id=0, organisation="granvik", story=story, what="tone", value="neutral", before="negative",
                   by="Kari", at=night)
    )  # fmt: skip
    assert raise_and_tell(config, store, at("2026-11-26T06:00")) == AlarmRound()
    (alarm,) = store.alarms.raised("granvik")
    assert {notice.state for notice in alarm.notices} == {"lapsed"}
    assert office.mails == []


def test_what_has_waited_for_a_week_is_no_news(config, store, office, channel) -> None:
    listened_since(store)
    save(store, 2, "Granvik får kritikk")
    office.busy, channel.status = True, 503
    raise_and_tell(config, store, NOW)
    office.busy, channel.status = False, 200
    assert raise_and_tell(config, store, NOW + 8 * DAY) == AlarmRound()
    assert office.mails == []


# what goes wrong ------------------------------------------------------------------------------------------------------


def test_a_refusal_touches_its_receiver_only_and_is_tried_again(config, store, office, channel) -> None:
    listened_since(store)
    save(store, 2, "Granvik får kritikk")
    channel.status = 503
    assert outcomes(raise_and_tell(config, store, NOW)) == ["sent", "failed"]
    channel.status = 200
    assert raise_and_tell(config, store, NOW + HOUR / 10) == AlarmRound()
    assert outcomes(raise_and_tell(config, store, NOW + HOUR)) == ["sent"]
    assert (len(office.mails), channel.titles) == (1, [NEGATIVE, NEGATIVE])


def test_a_mail_server_that_is_busy_is_asked_again_and_what_came_meanwhile_goes_along(config, store, office) -> None:
    listened_since(store)
    save(store, 2, "Granvik får kritikk")
    office.busy = True
    assert outcomes(raise_and_tell(config, store, NOW)) == ["failed", "sent"]
    office.busy = False
    save(store, 3, "Mer kritikk", now=NOW + HOUR)
    raise_and_tell(config, store, NOW + HOUR)
    assert subjects(office) == ["Granvik i media: 2 varsler, blant dem negativ sak i Fylkesavisa"]


@pytest.mark.parametrize("who", ["office", "channel"])
def test_an_answer_that_is_lost_is_never_followed_by_a_second_message(config, store, office, channel, who) -> None:
    listened_since(store)
    save(store, 2, "Granvik får kritikk")
    office.hangs_up, channel.hangs = who == "office", who == "channel"
    assert sorted(outcomes(raise_and_tell(config, store, NOW))) == ["sent", "uncertain"]
    office.hangs_up = channel.hangs = False
    assert raise_and_tell(config, store, NOW + DAY) == AlarmRound()
    assert (len(office.mails), len(channel.messages)) == (1, 1)


def test_without_a_mail_server_the_outbox_gets_it(tmp_path, store, address) -> None:
    config = alarmed(tmp_path, database=address)
    listened_since(store)
    save(store, 2, "Granvik får kritikk")
    (told,) = raise_and_tell(config, store, NOW).told
    assert told.outcome == "outbox"
    assert "negativ sak" in told.place.read_text()


def test_a_trial_reaches_everybody_and_is_remembered_by_nobody(config, store, office, channel) -> None:
    told = send_trial(config, config.organisations[0], NOW)
    assert [(one.name, one.outcome) for one in told] == [("Leder", "sent"), ("kanalen json", "sent")]
    assert subjects(office) == channel.titles == ["Granvik i media: testvarsel"]
    assert store.alarms.raised("granvik") == []


def test_who_is_added_later_is_told_of_what_comes_later(config, store, office) -> None:
    listened_since(store)
    save(store, 2, "Granvik får kritikk")
    raise_and_tell(config, store, NOW)
    granvik = config.organisations[0]
    both = replace(config, organisations=(replace(granvik, alarms=replace(granvik.alarms, to=("leder", "ordforer"))),))
    assert raise_and_tell(both, store, NOW + HOUR) == AlarmRound()
    save(store, 3, "Mer kritikk", now=NOW + HOUR)
    raise_and_tell(both, store, NOW + HOUR)
    assert office.got == ["leder@granvik.kommune.no", "leder@granvik.kommune.no", "ordforer@granvik.kommune.no"]


# processes ------------------------------------------------------------------------------------------------------------


def tells(config: Config) -> None:
    with open_store(config.settings.database) as store:
        raise_and_tell(config, store, NOW)


def test_processes_that_raise_at_once_tell_once(config, store, office, channel) -> None:
    listened_since(store)
    for number in range(2, 4):
        save(store, number, f"Kritikk nummer {number}")
    running = [processes().Process(target=tells, args=[config]) for _ in range(4)]
    for process in running:
        process.start()
    for process in running:
        process.join(60)
    assert [process.exitcode for process in running] == [0] * 4
    assert subjects(office) == channel.titles == ["Granvik i media: 2 varsler, blant dem negativ sak i Fylkesavisa"]


@pytest.mark.parametrize("word", [1, 2, 3, 4])
def test_killed_while_it_tells_it_loses_nothing_and_repeats_nothing(config, store, office, channel, word) -> None:
    listened_since(store)
    save(store, 2, "Granvik får kritikk")
    process = processes().Process(target=tells, args=[config])
    heard = []

    def kill() -> None:
        heard.append(1)
        if len(heard) == word:
            process.kill()

    office.heard = channel.heard = kill
    process.start()
    process.join(60)
    assert process.exitcode in (0, -signal.SIGKILL)
    office.heard = channel.heard = lambda: None
    for later in (0, 1, 2, 3):
        raise_and_tell(config, store, NOW + later * HOUR)
    (alarm,) = store.alarms.raised("granvik")
    states = {notice.to: notice.state for notice in alarm.notices}
    assert set(states.values()) <= {"sent", "uncertain"}
    assert len(office.mails) <= 1
    assert len(channel.messages) <= 1
    if states["mail/leder"] == "sent":
        assert len(office.mails) == 1
    if states["notify/1"] == "sent":
        assert len(channel.messages) == 1


def test_the_schedule_raises_and_tells_and_a_channel_that_hangs_stops_nobody(tmp_path, office, channel) -> None:
    config = alarmed(tmp_path, notify=channel.address, **office.settings)
    channel.hangs = True
    stop, told = threading.Event(), []

    class Told(Reports):
        def alarmed(self, alarms: AlarmRound, at_) -> None:
            told.append(alarms)
            stop.set()

    with open_store(config.settings.database) as store:
        listened_since(store)
        save(store, 2, "Granvik får kritikk")
        soon = timedelta(milliseconds=50)
        run_until_stopped(
            config, store, reports=Told(), now=lambda: NOW, stop=stop, poll_wake=soon, digest_wake=soon, alarm_wake=soon
        )
    assert outcomes(told[0]) == ["sent", "uncertain"]
    assert NEGATIVE in subjects(office)

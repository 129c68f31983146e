"""`mediawatch alarms` and what `check` says of them."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from command_line import Outcome
from local_press import ORGANISATION, set_up

from mediawatch.store import open_store
from tests.whole.alarm_line import HOUR, LOCAL, Channel, open_channel, save

Run = Callable[..., Outcome]
NOW = datetime.now(UTC)
ALWAYS = 'alarms:\n  to: [leder]\n  quiet_from: "00:00"\n  quiet_until: "00:00"\n'


@pytest.fixture(autouse=True)
def _ready(folder: Path) -> None:
    set_up(folder, [])
    (folder / "organisations" / "granvik.yaml").write_text(ORGANISATION + ALWAYS)
    with (folder / "feeds.yaml").open("a") as feeds:
        feeds.write("  - {id: fylkesavisa, name: Fylkesavisa, tier: regional, kind: newspaper}\n")


@pytest.fixture
def channel(folder: Path) -> Iterator[Channel]:
    with open_channel() as opened, (folder / ".env").open("a") as settings:
        settings.write(f"MEDIAWATCH_NOTIFY={opened.address}\n")
        settings.flush()
        yield opened


@pytest.fixture
def critical(run: Run, folder: Path) -> None:
    """A negative story in a county outlet, after two months of listening."""
    run("check")
    (folder / "data").mkdir(exist_ok=True)
    with open_store(f"sqlite:///{folder}/data/mediawatch.db") as store:
        save(store, 1, "Den første saken", outlet=LOCAL, tone="neutral", now=NOW - timedelta(days=60))
        save(store, 2, "Granvik får kritikk", now=NOW - HOUR)


def test_what_was_raised_and_told_is_listed(run: Run, channel: Channel, critical: None) -> None:
    preview = run("alarms", "--preview")
    assert "negativ sak: " in preview.out
    assert run("alarms").out == "Ingen varsler de siste 30 dagene.\n"
    sent = run("alarms", "--send")
    assert sent.code == 0
    assert "Skrev 1 varsel til Leder i" in sent.out
    assert "Sendte 1 varsel til kanalen json." in sent.out
    listed = run("alarms").out
    assert "har en negativ sak om Granvik." in listed
    assert "Leder har fått det" in listed
    assert "kanal 1 har fått det" in listed
    assert run("alarms", "--send").out == "Ingen varsler å sende nå.\n"
    assert run("alarms", "--preview").out == "Ingenting å varsle om nå.\n"


def test_scripts_get_a_line_for_each(run: Run, critical: None) -> None:
    preview = json.loads(run("alarms", "--preview", "--json").out)
    assert preview["kind"] == "negative"
    assert "told" not in preview
    run("alarms", "--send")
    alarm = json.loads(run("alarms", "--json").out)
    assert (alarm["title"], alarm["url"]) == ("Granvik får kritikk", "https://www.fylkesavisa.example/sak/2/")
    assert [(told["to"], told["state"], told["attempts"]) for told in alarm["told"]] == [("mail/leder", "sent", 1)]


def test_a_trial_reaches_everybody_and_tells_who_cannot_be_reached(run: Run, channel: Channel) -> None:
    done = run("alarms", "--test")
    assert (done.code, channel.titles) == (0, ["Granvik i media: testvarsel"])
    assert "Skrev testmelding til Leder" in done.out
    channel.status = 404
    failed = run("alarms", "--test")
    assert failed.code == 1
    assert "Fikk ikke sendt testmelding til kanalen json: Kanalen tok ikke imot varselet (feil 404)" in failed.out


def test_a_channel_that_is_away_ends_with_one_and_is_listed(run: Run, channel: Channel, critical: None) -> None:
    channel.status = 500
    assert run("alarms", "--send").code == 1
    assert "kanal 1 har ikke fått det ennå: Kanalen ber oss" in run("alarms").out


def test_in_quiet_hours_it_says_until_when(run: Run, folder: Path, critical: None) -> None:
    now = datetime.now().astimezone()
    hours = 'alarms:\n  to: [leder]\n  quiet_from: "00:00"\n  quiet_until: "23:59"\n'
    (folder / "organisations" / "granvik.yaml").write_text(ORGANISATION + hours)
    if (now.hour, now.minute) == (23, 59):  # the one minute that is not quiet
        return
    said = run("alarms", "--send")
    assert "Det er stille til i dag kl. 23.59; varsler venter til da." in said.out
    assert "Leder venter" in run("alarms").out


def test_where_nobody_is_told_it_says_so(run: Run, folder: Path) -> None:
    (folder / "organisations" / "granvik.yaml").write_text(ORGANISATION)
    assert "Ingen får varsler." in run("alarms", "--test").out
    assert "Varsler om Granvik går ikke til noen" in run("check").out


def test_one_thing_at_a_time(run: Run) -> None:
    done = run("alarms", "--test", "--preview")
    assert (done.code, "Velg bare ett" in done.err) == (2, True)


def test_check_asks_whether_the_channels_make_sense_and_sends_nothing(run: Run, folder: Path, channel: Channel) -> None:
    good = run("check")
    assert "Varsler om Granvik går til Leder og kanalen json. Aldri stille." in good.out
    secret = "hemmelig-nokkel"
    with (folder / ".env").open("a") as settings:
        settings.write(f"MEDIAWATCH_NOTIFY_GRANVIK=slack://{secret} {secret}\n")
    bad = run("check")
    assert bad.code == 2
    assert "MEDIAWATCH_NOTIFY (granvik, adresse 1): Apprise forstår ikke adressen som begynner med slack://" in bad.err
    assert "(granvik, adresse 2): Adressen skal begynne med tjenesten" in bad.err
    assert secret not in bad.out + bad.err
    assert channel.messages == []

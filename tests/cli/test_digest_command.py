"""`mediawatch digest`: what it says and with what it ends."""

import socket
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from command_line import Outcome
from local_press import ORGANISATION, set_up

Run = Callable[..., Outcome]
TODAY = datetime.now(ZoneInfo("Europe/Oslo")).date()


@pytest.fixture(autouse=True)
def _ready(folder: Path) -> None:
    set_up(folder, [])


@pytest.fixture
def story(run: Run) -> None:
    """One story of today."""
    run("add", "--title", "Granvik i studio", "--outlet", "Nærradioen", "--date", str(TODAY))


def use_mail_server(folder: Path, port: int) -> None:
    with (folder / ".env").open("a") as settings:
        settings.write(
            f"MEDIAWATCH_SMTP_HOST=127.0.0.1\nMEDIAWATCH_SMTP_PORT={port}\nMEDIAWATCH_SMTP_SECURITY=none\n"
            "MEDIAWATCH_SMTP_TIMEOUT=2\nMEDIAWATCH_SENDER=media@granvik.kommune.no\n"
        )


def test_an_empty_day_is_shown_but_not_mailed(run: Run, folder: Path) -> None:
    seen = run("digest", "--preview")
    assert seen.code == 0
    assert "Granvik i media" in seen.out
    assert (folder / "oversikt.html").read_text().startswith("<!")
    sent = run("digest", "--send")
    assert (sent.code, sent.out) == (0, "Ingen nye saker: Leder får ingen e-post i dag.\n")


def test_a_preview_sends_nothing(run: Run, folder: Path, story: None) -> None:
    assert run("digest", "--preview", "--days", "2").code == 0
    assert not (folder / "outbox").exists()
    assert "Skrev dagens oversikt til Leder" in run("digest", "--send").out


def test_a_mail_server_that_is_away_is_worth_an_alarm(run: Run, folder: Path, story: None) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        use_mail_server(folder, taken.getsockname()[1])
        done = run("digest", "--send")
    assert done.code == 1
    assert done.out.startswith("Fikk ikke sendt til Leder: ")
    assert "Traceback" not in done.err


@pytest.mark.parametrize("width", ["80", "100", "200"])
def test_the_preview_keeps_to_the_width(run: Run, story: None, monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    monkeypatch.setenv("COLUMNS", width)
    done = run("digest", "--preview")
    assert max(map(len, done.out.splitlines())) <= int(width)


def test_the_other_municipality_of_the_installation(run: Run, folder: Path, story: None) -> None:
    other = ORGANISATION.replace("granvik", "fjordby").replace("Granvik", "Fjordby")
    (folder / "organisations" / "fjordby.yaml").write_text(other)
    assert "Granvik i studio" not in run("digest", "--preview", "--organisation", "fjordby").out
    assert "Granvik i studio" in run("digest", "--preview", "--organisation", "granvik").out

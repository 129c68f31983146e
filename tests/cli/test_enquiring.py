"""`mediawatch enquiries`, and what `check` says of the mailbox; against a real mailbox on this machine."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from command_line import Outcome
from local_press import set_up

from mediawatch.model import Enquiry
from mediawatch.store import open_store
from tests.dovecot import PASSWORD, USER, Dovecot, run_dovecot
from tests.mails import AUTOMATIC, mail

Run = Callable[..., Outcome]
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    with run_dovecot() as running:
        yield running


@pytest.fixture(autouse=True)
def _ready(folder: Path) -> None:
    set_up(folder, [])


def wire(folder: Path, port: int, *more: str) -> None:
    """A mailbox in the settings."""
    lines = (
        "MEDIAWATCH_IMAP_HOST=127.0.0.1", f"MEDIAWATCH_IMAP_PORT={port}", "MEDIAWATCH_IMAP_SECURITY=none",
        f"MEDIAWATCH_IMAP_USER={USER}", f"MEDIAWATCH_IMAP_PASSWORD={PASSWORD}", *more,
    )  # fmt: skip
    with (folder / ".env").open("a", encoding="utf-8") as settings:
        settings.write("\n".join(lines) + "\n")


def test_the_mailbox_is_read_and_told_of(run: Run, folder: Path, dovecot: Dovecot) -> None:
    wire(folder, dovecot.plain)
    assert f"leses fra {USER} hos 127.0.0.1." in run("check").out
    dovecot.put(mail("Hvor mange venter?", "Ventetid"), at=NOW)
    dovecot.put(AUTOMATIC["a newsletter"], at=NOW)
    done = run("enquiries", "fetch")
    assert done.code == 0
    assert "Ny henvendelse 1." in done.out
    assert "Ingen henvendelse: Nyhetsbrev" in done.out
    assert "Ingen nye e-poster." in run("enquiries", "fetch").out
    listed = run("enquiries", "list").out
    assert "Kari Nordlie, elvebladet.example: Ventetid (" in listed


def test_what_is_wrong_with_the_mailbox_is_said(run: Run, folder: Path) -> None:
    assert run("enquiries", "fetch").code == 2
    assert "Henvendelser på e-post leses ikke" in run("check").out
    wire(folder, 1)
    done = run("enquiries", "fetch")
    assert (done.code, "Får ikke kontakt med e-posttjeneren" in done.out) == (1, True)


def test_enquiries_are_listed_late_first_without_what_is_confidential(run: Run, folder: Path) -> None:
    assert run("enquiries", "list").out == "Ingen journalister venter på svar.\n"
    with open_store(f"sqlite:///{folder}/data/mediawatch.db") as store:
        for subject, ahead, status in (("Rolig", 1, "new"), ("Sen", -1, "new"), ("Ferdig", 1, "answered")):
            one = Enquiry(
                organisation="granvik", journalist="Kari", contact="912 34 567", note="Hemmelig", subject=subject,
                question="Hva?", received_at=NOW - timedelta(hours=2), deadline=NOW + timedelta(hours=ahead),
                status=status, closed_at=NOW if status == "answered" else None,
            )  # fmt: skip
            store.enquiries.add(one, by="test", now=NOW)
    listed = run("enquiries", "list").out
    assert listed.index("Sen (FRISTEN ER UTE") < listed.index("Rolig (frist")
    assert "Ferdig" not in listed
    assert "Ferdig (ferdig)" in run("enquiries", "list", "--all").out
    rows = [json.loads(line) for line in run("enquiries", "list", "--all", "--json").out.splitlines()]
    assert [(row["subject"], row["late"], row["status"]) for row in rows] == [
        ("Sen", True, "new"), ("Rolig", False, "new"), ("Ferdig", False, "answered"),
    ]  # fmt: skip
    for text in (listed, str(rows)):
        assert "912 34 567" not in text
        assert "Hemmelig" not in text


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("MEDIAWATCH_IMAP_USER=presse",), "MEDIAWATCH_IMAP_HOST=imap.kommunen.no"),
        (("MEDIAWATCH_IMAP_HOST=imap.kommunen.no",), "Brukernavnet til postkassen mangler"),
        (("MEDIAWATCH_IMAP_HOST=imap.kommunen.no:993",), "Skriv bare navnet på tjeneren"),
        (("MEDIAWATCH_IMAP_HOST=imap.kommunen.no", "MEDIAWATCH_IMAP_SECURITY=none"), "åpent over nettet"),
        (("MEDIAWATCH_IMAP_HOST=imap.kommunen.no", "MEDIAWATCH_IMAP_PORT=0x1"), "er ikke et tall"),
        (
            ("MEDIAWATCH_IMAP_HOST=imap.kommunen.no", "MEDIAWATCH_IMAP_SECURITY=starttls", "MEDIAWATCH_IMAP_PORT=993"),
            "Port 993 krever kryptering",
        ),
        (
            ("MEDIAWATCH_IMAP_HOST=imap.kommunen.no", "MEDIAWATCH_IMAP_USER=a", "MEDIAWATCH_IMAP_PASSWORD=b",
             "MEDIAWATCH_IMAP_ORGANISATION=granvik2"),
            "Mente du granvik?",
        ),
    ],
)  # fmt: skip
def test_settings_that_cannot_work_are_told_with_what_to_write(
    run: Run, folder: Path, lines: tuple, words: str
) -> None:
    with (folder / ".env").open("a", encoding="utf-8") as settings:
        settings.write("\n".join(lines) + "\n")
    done = run("check")
    assert done.code == 2
    assert words in done.out + done.err

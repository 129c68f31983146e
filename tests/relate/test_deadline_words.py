"""Deadlines as journalists write them, read on a Tuesday morning; and what is no deadline."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from mediawatch.relate.deadline_words import find_deadline

OSLO = ZoneInfo("Europe/Oslo")
TUESDAY = datetime(2026, 11, 24, 9, 12, tzinfo=OSLO)


def found(text: str, at: datetime = TUESDAY) -> str:
    deadline = find_deadline(text, at, OSLO)
    return f"{deadline.at.astimezone(OSLO):%d.%m. %H.%M}" if deadline else ""


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("Kan dere svare innen kl. 14?", "24.11. 14.00"),
        ("Jeg trenger svar før klokka 1400.", "24.11. 14.00"),
        ("Fristen min er 14:30.", "24.11. 14.30"),
        ("Svarfrist: i morgen kl. 9", "25.11. 09.00"),
        ("I morgen er deadline kl. 10.", "25.11. 10.00"),
        ("Gjerne svar i løpet av dagen.", "24.11. 15.30"),
        ("Helst i dag.", "24.11. 15.30"),
        ("Kan vi få svar i løpet av formiddagen?", "24.11. 12.00"),
        ("Vi må ha svar før lunsj.", "24.11. 11.30"),
        ("Svar innen fredag.", "27.11. 15.30"),
        ("Frist: fredag 27. kl. 12", "27.11. 12.00"),
        ("Fristen er fredag 28.", "27.11. 15.30"),  # the 28th is a Saturday: the earlier of the two
        ("innen 27.11", "27.11. 15.30"),
        ("innen 27. november kl. 08.00", "27.11. 08.00"),
        ("senest onsdag", "25.11. 15.30"),
        ("seinast onsdag innan kl. 12", "25.11. 12.00"),
        ("Svar før helgen er fint.", "27.11. 15.30"),
        ("Kan du ringe innen en time?", "24.11. 10.12"),
        ("innen to timer", "24.11. 11.12"),
        ("innen en halv time", "24.11. 09.42"),
        ("innen kl. 2", "24.11. 14.00"),
        ("Saken publiseres i morgen tidlig.", "25.11. 09.00"),
        ("Den står på trykk torsdag.", "26.11. 15.30"),
        ("Please get back to me by 2 pm.", "24.11. 14.00"),
        ("We need a reply by Friday noon.", "27.11. 12.00"),
        ("No later than 3 pm tomorrow", "25.11. 15.00"),
        ("Før kl. 12 trenger jeg tall, resten innen fredag.", "24.11. 12.00"),
    ],
)
def test_a_deadline_is_read_with_its_words(text: str, deadline: str) -> None:
    assert found(text) == deadline
    words = find_deadline(text, TUESDAY, OSLO).words
    assert words in text


@pytest.mark.parametrize(
    "text",
    [
        "Hvor mange elever går på skolen?",
        "Skal skolen stenges innen fredag?",
        "Fristen var mandag.",
        "Søknadsfristen er 1. desember.",
        "Fristen for å søke er fredag.",
        "Kommunen brukte 3 millioner innen 2. kvartal i fjor.",
        "Møtet er fredag kl. 18.",
        "Jeg skriver om en by 2026.",
        "Svar når dere kan.",
        "Innen 2030 skal utslippene halveres.",
        "innen 1. mars 2027 skal hallen stå ferdig",
        "",
        "innen " * 10_000,
    ],
)
def test_what_is_no_deadline_is_none(text: str) -> None:
    assert found(text) == ""


@pytest.mark.parametrize(
    ("at", "text", "deadline"),
    [
        ("2026-11-24T16:00", "Svar i løpet av dagen.", "24.11. 18.00"),
        ("2026-11-24T16:00", "Svar innen kl. 9.", "25.11. 09.00"),
        ("2026-11-27T16:00", "Svar innen fredag.", "04.12. 15.30"),
        ("2026-12-24T09:00", "Svar i løpet av dagen.", "24.12. 12.00"),
        ("2026-12-30T09:00", "Svar innen fredag.", "01.01. 15.30"),
        ("2026-12-30T09:00", "innen 2. januar", "02.01. 15.30"),
        ("2026-03-28T09:00", "Svar innen i morgen kl. 12.", "29.03. 12.00"),
        ("2026-10-24T09:00", "Svar innen i morgen kl. 12.", "25.10. 12.00"),
        ("2026-03-31T09:00", "Svar før helgen.", "01.04. 12.00"),  # Maundy Thursday begins Easter
    ],
)
def test_on_other_days(at: str, text: str, deadline: str) -> None:
    assert found(text, datetime.fromisoformat(at).replace(tzinfo=OSLO)) == deadline

"""What was written in the form of a pitch to its fields, or to what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from mediawatch.model import PITCH_KINDS, Pitch
from mediawatch.relate.pitches import month_of, next_month
from mediawatch.render import MONTH_NAMES, plain, safe_link, said
from mediawatch.report.naming import TOPIC_NAMES
from mediawatch.web.visitor import SentForm

LIMITS: Mapping[str, int] = {
    "tittel": 200,
    "vinkling": 2_000,
    "slag": 20,
    "tema": 40,
    "avdeling": 120,
    "forfatter": 120,
    "stilling": 160,
    "utgiver": 120,
    "journalist": 120,
    "sperrefrist": 40,
    "maaned": 7,
    "dag": 40,
    "utkastfrist": 40,
    "utkast": 30_000,
    "utkastlenke": 1_000,
    "ansvarlig": 320,
    "notat": 5_000,
}
"""The fields and the most letters of each."""
LONG = ("vinkling", "utkast", "notat")
MONTHS_AHEAD = 14
EARLIEST, LATEST = 2000, 2100


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and what is wrong by field; `fields` of a Pitch when nothing is."""

    words: Mapping[str, str]
    faults: Mapping[str, str]
    fields: Mapping[str, Any]


def blank() -> dict[str, str]:
    """The fields, empty."""
    return {**dict.fromkeys(LIMITS, ""), "slag": "story", "tema": "other"}


def words_of(pitch: Pitch, *, zone: ZoneInfo, outlets: Mapping[str, str]) -> dict[str, str]:
    """A pitch to what stands in its form. `outlets`: id to name."""
    return {
        "tittel": pitch.title,
        "vinkling": pitch.angle,
        "slag": pitch.kind,
        "tema": pitch.topic,
        "avdeling": pitch.department,
        "forfatter": pitch.author,
        "stilling": pitch.office,
        "utgiver": outlets.get(pitch.outlet, pitch.outlet),
        "journalist": pitch.journalist,
        "sperrefrist": f"{pitch.embargo.astimezone(zone):%Y-%m-%dT%H:%M}" if pitch.embargo else "",
        "maaned": f"{pitch.planned:%Y-%m}" if pitch.planned else "",
        "dag": pitch.planned.isoformat() if pitch.planned and not pitch.month_only else "",
        "utkastfrist": pitch.draft_due.isoformat() if pitch.draft_due else "",
        "utkast": pitch.draft,
        "utkastlenke": pitch.draft_link,
        "ansvarlig": pitch.owner,
        "notat": pitch.note,
    }


def read_pitch(form: SentForm, *, zone: ZoneInfo, owners: Mapping[str, str], outlets: Mapping[str, str]) -> Written:
    """A form to a pitch's fields. An outlet we read is kept by its id, any other by the name written."""
    words = {name: _text(form.get(name, ""), long=name in LONG) for name in LIMITS}
    faults = {
        name: said("Skriv høyst {most} tegn.").format(most=most)
        for name, most in LIMITS.items()
        if len(words[name]) > most
    }
    if not words["tittel"]:
        faults["tittel"] = said("Skriv en tittel: hva saken handler om, i noen få ord.")
    if words["slag"] not in PITCH_KINDS or words["tema"] not in TOPIC_NAMES:
        faults["slag"] = said("Velg slag og tema fra listene.")
    if words["ansvarlig"] and words["ansvarlig"] not in owners:
        faults["ansvarlig"] = said("Velg en som har tilgang som rådgiver.")
    if words["utkastlenke"] and safe_link(words["utkastlenke"]) is None:
        faults["utkastlenke"] = said("Lenken må begynne med https:// eller http://.")
    planned, month_only = _planned(words, faults)
    times: dict[str, Any] = {
        "embargo": _moment(words["sperrefrist"], zone, faults),
        "planned": planned,
        "month_only": month_only,
        "draft_due": _day("utkastfrist", words, faults),
    }
    known = {name.casefold(): outlet for outlet, name in outlets.items()}
    times["outlet"] = known.get(words["utgiver"].casefold(), words["utgiver"])
    return Written(words, faults, {} if faults else {**_plain_fields(words), **times})


def _plain_fields(words: Mapping[str, str]) -> dict[str, Any]:
    return {
        "title": words["tittel"],
        "angle": words["vinkling"],
        "kind": words["slag"],
        "topic": words["tema"],
        "department": words["avdeling"],
        "author": words["forfatter"],
        "office": words["stilling"],
        "journalist": words["journalist"],
        "draft": words["utkast"],
        "draft_link": words["utkastlenke"],
        "owner": words["ansvarlig"],
        "note": words["notat"],
    }


def _text(written: str, *, long: bool) -> str:
    if not long:
        return plain(written)
    return "\n".join(plain(line) for line in written.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def _planned(words: dict[str, str], faults: dict[str, str]) -> tuple[date | None, bool]:
    """The day it is planned for, or the first of the month and that only the month is. A day goes before a month."""
    day = _day("dag", words, faults)
    if day is not None or "dag" in faults or not words["maaned"]:
        return day, False
    try:
        month = date.fromisoformat(f"{words['maaned']}-01")
    except ValueError:
        faults["maaned"] = said("Velg en måned fra listen.")
        return None, False
    return month, True


def _day(name: str, words: Mapping[str, str], faults: dict[str, str]) -> date | None:
    if not words[name]:
        return None
    try:
        day = date.fromisoformat(words[name])
    except ValueError:
        day = None
    if day is None or not EARLIEST <= day.year <= LATEST:
        faults[name] = said("Skriv datoen som 2026-12-24.")
        return None
    return day


def _moment(written: str, zone: ZoneInfo, faults: dict[str, str]) -> datetime | None:
    """A local time as browsers write it ("2026-12-01T06:00") to the moment it is here."""
    if not written:
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        moment = None
    if moment is None or not EARLIEST <= moment.year <= LATEST:
        faults["sperrefrist"] = said("Skriv dag og klokkeslett, for eksempel 2026-12-24 06:00.")
        return None
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment


def read_when(written: str, *, now: datetime, zone: ZoneInfo) -> tuple[datetime, str]:
    """A day to when it was: this moment for today, else the day alone (midnight). Second, what is wrong with it."""
    words, faults = {"naar": plain(written)[:40]}, dict[str, str]()
    day = _day("naar", words, faults)
    today = now.astimezone(zone).date()
    if faults or day is None or day == today:
        return now, faults.get("naar", "")
    if day > today:
        return now, said("Dagen er fram i tid. Skriv dagen det skjedde.")
    return datetime(day.year, day.month, day.day, tzinfo=zone), ""


def months(today: date, chosen: str) -> list[tuple[str, str]]:
    """The months that may be planned for, and the one that is: value and name."""
    found, month = [], month_of(today)
    for _ in range(MONTHS_AHEAD):
        found.append((f"{month:%Y-%m}", f"{said(MONTH_NAMES[month.month - 1])} {month.year}"))
        month = next_month(month)
    if chosen and chosen not in dict(found) and len(chosen) == 7 and chosen[5:].isdigit():
        number = int(chosen[5:])
        if 1 <= number <= 12:
            found.insert(0, (chosen, f"{said(MONTH_NAMES[number - 1])} {chosen[:4]}"))
    return found

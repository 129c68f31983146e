"""Pitches to a calendar file that other calendars can read (iCalendar). Holds nothing that is confidential."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import vobject
from vobject.icalendar import utc

from mediawatch.model import Organisation, Pitch
from mediawatch.render import plain, said

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in the calendar: `what` in a word, `at` a day or a moment; `until` the day after the last one."""

    pitch: Pitch
    what: str
    words: str
    at: date | datetime
    until: date | None = None


def entries(pitches: Iterable[Pitch]) -> tuple[Entry, ...]:
    """Pitches to what stands in the calendar: drafts due, embargoes, days and months of print."""
    return tuple(entry for pitch in pitches for entry in _entries(pitch))


def _entries(pitch: Pitch) -> Iterator[Entry]:
    if pitch.status == "printed" and pitch.printed_at:
        yield Entry(pitch, "printed", said("På trykk"), pitch.printed_at)
    if not pitch.is_open:
        return
    if pitch.status == "idea" and pitch.draft_due:
        yield Entry(pitch, "draft", said("Utkast skal være klart"), pitch.draft_due)
    if pitch.embargo:
        yield Entry(pitch, "embargo", said("Sperrefrist"), pitch.embargo)
    if pitch.planned:
        words = said("Kronikk planlagt") if pitch.kind == "op-ed" else said("Planlagt på trykk")
        after = (pitch.planned + timedelta(days=32)).replace(day=1) if pitch.month_only else None
        yield Entry(pitch, "planned", words, pitch.planned, after)


def calendar_file(pitches: Iterable[Pitch], organisation: Organisation, *, base_url: str, now: datetime) -> str:
    """Pitches to the text of an .ics file; what was there before is recognised and replaced by calendars that read it
    again."""
    made = vobject.iCalendar()
    made.add("prodid").value = "-//mediawatch//egne saker//NO"
    made.add("x-wr-calname").value = f"Egne saker – {plain(organisation.place)}"
    for entry in entries(pitches):
        _add(made, entry, organisation, base_url, now)
    text: str = made.serialize()
    return text


def _add(made: Any, entry: Entry, organisation: Organisation, base_url: str, now: datetime) -> None:
    event = made.add("vevent")
    link = f"{base_url}/{organisation.id}/egne-saker/{entry.pitch.id}"
    event.add("uid").value = f"{entry.what}-{entry.pitch.id}@{organisation.id}.mediawatch"
    event.add("dtstamp").value = now.astimezone(utc)
    event.add("summary").value = f"{entry.words}: {plain(entry.pitch.title)}"
    event.add("url").value = link
    if isinstance(entry.at, datetime):
        event.add("dtstart").value = entry.at.astimezone(utc)
        event.add("dtend").value = entry.at.astimezone(utc)
    else:
        event.add("dtstart").value = entry.at
        event.add("dtend").value = entry.until or entry.at + DAY
        event.add("transp").value = "TRANSPARENT"

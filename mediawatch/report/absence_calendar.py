"""Absences to a calendar that others subscribe to, and a calendar file to absences. Never why somebody is away: what an
entry is called is neither written nor read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import vobject

from mediawatch.model import Absence, Organisation, Spokesperson
from mediawatch.render import plain, said
from mediawatch.report.speaking_words import line_words

MOST_ENTRIES = 400
LONGEST = timedelta(days=400)
LINE = "x-mediawatch-line"
DEPUTY = "x-mediawatch-deputy"
_DAY = timedelta(days=1)
_UNREADABLE = (
    vobject.base.VObjectError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What vobject and its parsers of dates and rules raise on files from anywhere."""
_WORK = (time(8), time(16))
"""An entry with clock times is a day away when it covers these hours."""


class CalendarError(ValueError):
    """The file is no calendar; the message says so in Norwegian."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Days away that a calendar tells of, both included. `line`: of the matrix, when the calendar came from us."""

    first: date
    last: date
    uid: str
    line: str = ""
    deputy: str = ""


def calendar_of(absences: Iterable[Absence], organisation: Organisation, *, now: datetime) -> str:
    """Absences to an iCalendar file with whole days: "Borte: Ordfører Eva Dal"."""
    lines: Mapping[str, Spokesperson] = {line.id: line for line in organisation.spokespersons}
    calendar = vobject.iCalendar()
    calendar.add("x-wr-calname").value = f"{plain(organisation.place)}: {said('Talspersoner som er borte')}"
    for one in absences:
        line = lines.get(one.line)
        if line is None:
            continue
        event = calendar.add("vevent")
        event.add("uid").value = one.uid or f"{organisation.id}-{one.line}-{one.id or one.first.isoformat()}@mediawatch"
        event.add("dtstamp").value = now.astimezone(vobject.icalendar.utc)
        event.add("dtstart").value = one.first
        event.add("dtend").value = one.last + _DAY
        event.add("summary").value = f"{said('Borte')}: {line_words(line)}"
        deputy = lines.get(one.deputy or line.deputy)
        if deputy is not None:
            event.add("description").value = f"{said('Stedfortreder:')} {line_words(deputy)}"
        event.add("transp").value = "TRANSPARENT"
        event.add("x-mediawatch-line").value = line.id
        if one.deputy:
            event.add("x-mediawatch-deputy").value = one.deputy
    return str(calendar.serialize())


def entries_of(content: bytes, *, zone: ZoneInfo, since: date) -> list[Entry]:
    """A calendar file to the days away that end on `since` or later; repeated ones up to a year on. Cancelled entries
    and meetings of a few hours are none. Raises CalendarError."""
    try:
        calendars = list(vobject.readComponents(content.decode("utf-8-sig")))
        events = [event for calendar in calendars for event in calendar.contents.get("vevent", [])]
        found = [entry for event in events[:MOST_ENTRIES] for entry in _entries(event, zone, since)]
    except _UNREADABLE as error:
        raise CalendarError(_NOT_ONE) from error
    if not any(calendar.name == "VCALENDAR" for calendar in calendars):
        raise CalendarError(_NOT_ONE)
    return sorted(found, key=lambda entry: (entry.first, entry.last))[:MOST_ENTRIES]


_NOT_ONE = "Filen er ingen kalender (.ics). Eksporter kalenderen på nytt, for eksempel fra Outlook."


def _entries(event: Any, zone: ZoneInfo, since: date) -> Iterator[Entry]:
    if _text(event, "status").upper() == "CANCELLED" or not hasattr(event, "dtstart"):
        return
    begin = event.dtstart.value
    span = _span(event, begin)
    starts = [begin]
    if hasattr(event, "rrule"):
        last = since + LONGEST
        starts = _repeated(event, last)
    for number, start in enumerate(starts):
        days = _days(start, span, zone)
        if days is None or days[1] < since or days[1] - days[0] > LONGEST:
            continue
        uid = _text(event, "uid")
        yield Entry(
            first=days[0],
            last=days[1],
            uid=f"{uid}#{number}"[:300] if uid and len(starts) > 1 else uid[:300],
            line=_text(event, LINE),
            deputy=_text(event, DEPUTY),
        )


def _repeated(event: Any, last: date) -> list[Any]:
    """The starts of a repeated entry, not beyond `last`."""
    begin = event.dtstart.value
    found: list[Any] = []
    for start in event.getrruleset(addRDate=True) or ():
        day = start.date() if isinstance(start, datetime) else start
        if day > last or len(found) >= MOST_ENTRIES:
            break
        found.append(start if isinstance(begin, datetime) else day)
    return found


def _span(event: Any, begin: date) -> timedelta:
    if hasattr(event, "dtend"):
        end = event.dtend.value
        if isinstance(end, datetime) == isinstance(begin, datetime):
            length: timedelta = _naive(end) - _naive(begin)
            return max(timedelta(0), length)
    if hasattr(event, "duration"):
        told = event.duration.value
        return max(timedelta(0), told) if isinstance(told, timedelta) else timedelta(0)
    return _DAY if not isinstance(begin, datetime) else timedelta(0)


def _naive(moment: Any) -> Any:
    return moment.astimezone(ZoneInfo("UTC")).replace(tzinfo=None) if getattr(moment, "tzinfo", None) else moment


def _days(start: Any, span: timedelta, zone: ZoneInfo) -> tuple[date, date] | None:
    """First and last day; None for what fills no working day."""
    if not isinstance(start, datetime):
        return start, max(start, start + span - _DAY)
    begin = start.replace(tzinfo=zone) if start.tzinfo is None else start.astimezone(zone)
    end = (begin.astimezone(ZoneInfo("UTC")) + span).astimezone(zone)
    first = begin.date() if begin.time() <= _WORK[0] else begin.date() + _DAY
    last = end.date() if end.time() >= _WORK[1] else end.date() - _DAY
    return (first, last) if first <= last else None


def _text(event: Any, name: str) -> str:
    found = event.contents.get(name)
    return plain(str(found[0].value)) if found else ""

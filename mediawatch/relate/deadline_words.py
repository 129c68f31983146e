"""The deadline that a journalist writes: "innen kl. 14", "i løpet av dagen", "fredag 28.", "by 2 pm".

Only a suggestion, shown with the words it was read from. A time counts only after a word that asks for an answer by
then; a day alone means the end of that day's work; of several the earliest counts. What lies more than two weeks ahead
is about something else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mediawatch.relate.office_time import CLOSES, CLOSES_EARLY, closing
from mediawatch.workdays import last_working_day

FARTHEST = timedelta(days=15)
SOON = timedelta(hours=2)
"""What "today" means when the day's work is over."""
MOST_LETTERS = 20_000
WINDOW, BEFORE = 70, 45
NEAR = 28
"""How far behind "innen" and the like the time may stand."""

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("mandag", "måndag", "monday"),
            ("tirsdag", "tysdag", "tuesday"),
            ("onsdag", "wednesday"),
            ("torsdag", "thursday"),
            ("fredag", "friday"),
            ("lørdag", "laurdag", "saturday"),
            ("søndag", "sundag", "sunday"),
        )
    )
    for name in names
}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januar", "jan", "january"),
            ("februar", "feb", "february"),
            ("mars", "mar", "march"),
            ("april", "apr"),
            ("mai", "may"),
            ("juni", "jun", "june"),
            ("juli", "jul", "july"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("oktober", "okt", "october", "oct"),
            ("november", "nov"),
            ("desember", "des", "december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_COUNTS = {
    "en": 1,
    "én": 1,
    "ein": 1,
    "an": 1,
    "one": 1,
    "to": 2,
    "two": 2,
    "et par": 2,
    "tre": 3,
    "three": 3,
    "fire": 4,
}
_DAY_NAMES = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_MONTH_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))

_FIRM = re.compile(
    r"\b(?:innen|innan|før|senest|seinast|i løpet av|before|no later than|by(?=\s+(?:\d|noon|tomorrow|today|end of|eod|"
    r"mon|tue|wed|thu|fri|sat|sun)))\b|\bwithin\b"
)
_NAMED = re.compile(
    r"\b(?:svar|tids)?frist(?:en)?\b(?!\s+(?:for|til)\s+å?\s*(?!svar|tilbakemeld|komment))|\bdeadlinen?\b|\bdødlinjen?\b"
)
_PRINTED = re.compile(r"\bpubliser(?:er|es|e|ast)\b|\bpå trykk\b|\bi trykken\b|\bgår i trykk\b|\bpå luft(?:a|en)\b")
_WISHED = re.compile(
    r"\b(?:svar|tilbakemelding|kommentar|helst|haster|hastar|answer|reply)\b(?=.{0,25}?\bi ?(?:dag|morg[eo]n)\b)"
)
_OVER = re.compile(r"^\W*(?:var|gikk|gjekk|er ute|er gått|utløp|was)\b")
_ASKS = re.compile(
    r"svar|tilbakemeld|komment|ring|kontakt|uttal|snakk|rekk|intervju|frist|answer|reply|respond|get back|hear"
)

_CLOCK = re.compile(
    r"\b(?P<h12>\d{1,2})(?:[:.](?P<m12>\d\d))?\s*(?P<half>[ap])\.?m\b"
    r"|\bkl(?:okk(?:a|en))?\.?\s*(?P<h>\d{1,2})(?:[.:]?(?P<m>\d\d))?\b"
    r"|\b(?P<hb>\d{1,2})(?P<sign>[.:])(?P<mb>\d\d)\b(?!\.?\d)"
    r"|\b(?P<noon>noon|lunsj|lunsjtid|midt på dagen)\b"
)
_WEEKDAY = re.compile(rf"\b(?P<name>{_DAY_NAMES})(?:en)?\b(?:\s+(?:den\s+)?(?P<day>\d{{1,2}})\.(?!\d))?")
_DATED = re.compile(rf"\b(?P<day>\d{{1,2}})\.?\s*(?P<month>{_MONTH_NAMES})\b|\b(?P<d>\d{{1,2}})[./](?P<mm>\d{{1,2}})\b")
_TOMORROW = re.compile(
    r"\b(?:i ?morg[eo]n|morgendagen|morgondagen|tomorrow)\b(?P<part>\s+(?:tidlig|tidleg|formiddag|ettermiddag))?"
)
_TODAY = re.compile(
    r"\b(?:i ?dag|dagen(?!\s+i ?morg)|today|arbeidsdagen\w*|end of (?:the )?(?:business )?day|eod|close of business|"
    r"i ettermiddag|ettermiddagen|this afternoon)\b"
)
_FORENOON = re.compile(r"\b(?:i formiddag|formiddagen|this morning)\b")
_EVENING = re.compile(r"\b(?:i kveld|kvelden|tonight|this evening)\b")
_WEEK = re.compile(r"\b(?:uken?|uka|veka|helgen?|helga|the week|weekend)\b")
_SPAN = re.compile(
    r"\b(?P<count>\d{1,2}|et par|[a-zé]+)\s+(?P<half>halv(?:e|annen)?\s+)?"
    r"(?P<unit>time(?:r|n|s)?|timar|hours?|minutt(?:er)?|min)\b"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])|\n+")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline read from a text, and the words it was read from."""

    at: datetime
    words: str


def find_deadline(text: str, received: datetime, zone: ZoneInfo) -> Deadline | None:
    """The earliest deadline that a text asks for, read as on the day it was received; None when it names none."""
    now = received.astimezone(zone).replace(tzinfo=None)
    found: list[tuple[datetime, str]] = []
    for sentence in _SENTENCE.split(text[:MOST_LETTERS]):
        found += _in_sentence(" ".join(sentence.split()), now)
    ahead = [(moment, words) for moment, words in found if now < moment <= now + FARTHEST]
    if not ahead:
        return None
    moment, words = min(ahead)
    return Deadline(moment.replace(tzinfo=zone).astimezone(UTC), words)


def _in_sentence(sentence: str, now: datetime) -> Iterator[tuple[datetime, str]]:
    low = sentence.lower()
    if len(low) != len(sentence) or (low.endswith("?") and not _ASKS.search(low)):
        return
    for pattern, near in ((_FIRM, NEAR), (_NAMED, WINDOW), (_PRINTED, WINDOW), (_WISHED, WINDOW)):
        for trigger in pattern.finditer(low):
            after = low[trigger.end() : trigger.end() + WINDOW]
            if another := _FIRM.search(after):
                after = after[: another.start()]
            if _OVER.match(after):
                continue
            made = _read(after, low[max(0, trigger.start() - BEFORE) : trigger.start()], now, near)
            if made is not None:
                moment, length = made
                yield moment, sentence[trigger.start() : trigger.end() + length].strip(" ,.;:–-")


def _read(after: str, before: str, now: datetime, near: int) -> tuple[datetime, int] | None:
    """What stands behind a word that asks for an answer to a moment, and how far it was read."""
    span = _SPAN.search(after)
    if span and span.start() <= near and (wait := _wait(span)):
        return now + wait, span.end()
    clock = _clock(after)
    day = _day(after, now) or (_day(before, now, only_before=True) if clock else None)
    starts = [found.start for found in (clock, day) if found is not None]
    if not starts or min(starts) > near:
        return None
    end = max((found.end for found in (clock, day) if found is not None), default=0)
    if clock is not None:
        return _at(day.date if day else None, clock.clock, now, exact=clock.exact), end
    if day is None:
        return None
    return _end_of(day.date, day.clock, now), end


@dataclass(frozen=True, slots=True)
class _Clock:
    clock: time
    start: int
    end: int
    exact: bool


@dataclass(frozen=True, slots=True)
class _Day:
    date: date
    start: int
    end: int
    clock: time | None = None


def _clock(text: str) -> _Clock | None:
    for found in _CLOCK.finditer(text):
        exact = True
        if found["noon"]:
            hour, minute = (11, 30) if found["noon"].startswith("lunsj") else (12, 0)
        elif found["half"]:
            hour = int(found["h12"]) % 12 + (12 if found["half"] == "p" else 0)
            minute = int(found["m12"] or 0)
        elif found["h"]:
            hour, minute, exact = int(found["h"]), int(found["m"] or 0), found["m"] is not None or int(found["h"]) > 7
        else:
            hour, minute = int(found["hb"]), int(found["mb"])
            if found["sign"] == "." and minute <= 12 and minute != 0 and not text[: found.start()].endswith("kl "):
                continue  # a date: "28.11"
        if hour == 24 and minute == 0:
            hour, minute = 23, 59
        if hour < 24 and minute < 60:
            return _Clock(time(hour, minute), found.start(), found.end(), exact)
    return None


def _day(text: str, now: datetime, *, only_before: bool = False) -> _Day | None:
    """The first day that a text names; `only_before`: words that stand before a clock time."""
    found = [day for day in _days(text, now) if not only_before or day.clock is None]
    return min(found, key=lambda day: day.start, default=None)


def _days(text: str, now: datetime) -> Iterator[_Day]:
    today = now.date()
    for pattern, clock in ((_TODAY, None), (_FORENOON, CLOSES_EARLY), (_EVENING, time(21))):
        if hit := pattern.search(text):
            yield _Day(today, hit.start(), hit.end(), clock)
    if hit := _TOMORROW.search(text):
        part = (hit["part"] or "").strip()
        clock = {"tidlig": time(9), "tidleg": time(9), "formiddag": CLOSES_EARLY}.get(part)
        yield _Day(today + timedelta(days=1), hit.start(), hit.end(), clock)
    if hit := _WEEK.search(text):
        friday = today + timedelta(days=(4 - today.weekday()) % 7)
        yield _Day(last_working_day(friday), hit.start(), hit.end())
    if hit := _WEEKDAY.search(text):
        yield _Day(_weekday(hit, now), hit.start(), hit.end())
    for hit in _DATED.finditer(text):
        dated = _dated(hit, today)
        if dated is not None:
            yield _Day(dated, hit.start(), hit.end())
            return


def _weekday(hit: re.Match[str], now: datetime) -> date:
    """The next such weekday, today's own while work lasts; with a number the next day of the month that has it (where
    name and number do not agree, the day of that name just before)."""
    today = now.date()
    if hit["day"]:
        for ahead in range(40):
            day = today + timedelta(days=ahead)
            if day.day == int(hit["day"]):
                back = (day.weekday() - _WEEKDAYS[hit["name"]]) % 7
                return day - timedelta(days=back if back <= min(3, ahead) else 0)
    ahead = (_WEEKDAYS[hit["name"]] - today.weekday()) % 7
    if ahead == 0 and now.time() >= CLOSES:
        ahead = 7
    return today + timedelta(days=ahead)


def _dated(hit: re.Match[str], today: date) -> date | None:
    day = int(hit["day"] or hit["d"])
    month = _MONTHS[hit["month"]] if hit["month"] else int(hit["mm"])
    for year in (today.year, today.year + 1):
        try:
            made = date(year, month, day)
        except ValueError:
            continue
        if made >= today:
            return made
    return None


def _at(day: date | None, clock: time, now: datetime, *, exact: bool) -> datetime:
    """A clock time on a day; without one the next time it is that o'clock ("kl. 2" is in the afternoon)."""
    made = datetime.combine(day or now.date(), clock)
    if not exact and clock.hour < 8:
        made += timedelta(hours=12)
    return made + timedelta(days=1) if day is None and made <= now else made


def _end_of(day: date, clock: time | None, now: datetime) -> datetime:
    """The end of a day's work, or the part of it that was named."""
    made = datetime.combine(day, clock or closing(day) or CLOSES)
    if day == now.date() and made <= now:
        return min(now + SOON, datetime.combine(day, time(23, 59)))
    return made


def _wait(span: re.Match[str]) -> timedelta | None:
    written = span["count"]
    count = int(written) if written.isdigit() else _COUNTS.get(written, 0)
    if not count:
        return None
    unit = timedelta(minutes=1) if span["unit"].startswith("min") else timedelta(hours=1)
    return count * unit * (0.5 if span["half"] else 1)

"""Written times into moments: every form that newsrooms use in metadata and on the page.

ISO 8601 with and without colon in the offset, with fractions, a space for the T or no seconds; epoch seconds and
milliseconds; RFC 822; numeric dates (day first, except month first where the page is American); named months in many
languages; Chinese, Japanese and Korean, Arabic, Hebrew, Thai (with Buddhist years) and Hindi. Nothing is guessed beyond
the text: a moment without a zone says so.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from dateutil import parser as dateutil_parser

from mediawatch.collect.month_names import MONTHS, MONTHS_ELSEWHERE

ZONE_NAMES: dict[str, int] = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "cest": 120, "met": 60, "mest": 120,
    "mez": 60, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "trt": 180, "sast": 120, "cat": 120, "eat": 180,
    "wat": 60, "pkt": 300, "ist": 330, "wib": 420, "hkt": 480, "sgt": 480, "jst": 540, "kst": 540, "aest": 600,
    "aedt": 660, "nzst": 720, "nzdt": 780, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420,
    "mdt": -360, "pst": -480, "pdt": -420, "brt": -180,
}  # fmt: skip
"""Zone abbreviations -> minutes east of UTC. Ambiguous ones as the press uses them (IST India, CST central America)."""
_LOCAL = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
    "est": "America/New_York", "cst": "America/Chicago", "mst": "America/Denver", "pst": "America/Los_Angeles",
    "cet": "Europe/Paris", "met": "Europe/Paris", "mez": "Europe/Berlin", "eet": "Europe/Athens",
    "aest": "Australia/Sydney",
}  # fmt: skip
"""Abbreviations that newsrooms print all year for their local time, summer time or not."""

_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-4])\s?(?:[:.]|h|시\s?|時)\s?(?P<minute>[0-5]\d)(?:분|分)?"
    r"(?:(?::(?P<second>[0-5]\d))(?:[.,]\d+)?|(?!\.\d))"
)
_HALF = r"(?:\s*(?P<half>[ap])\.?\s?m\.?(?![a-z]))?"
_ZONE = (
    r"(?:\s*\(?(?P<zone>Z|(?:UTC|GMT)?\s?[+\-−–]\d{1,2}:?\d{2}|[+\-]\d{2}(?!\d)|[A-Z]{1,4}T|UTC|MEZ|MESZ|MSK|WIB)\)?"
    r"(?![A-Z]))?"
)
_TIME = rf"(?:(?P<before>[ap])\.?m\.?\s{{0,2}})?{_CLOCK}{_HALF}{_ZONE}"
_SIGNS = (
    r"(?:[\sT,;|–—·•@/-]|:\s|kl\.?|klo|klockan|um|om|den|di|w|в|at|à|a las|alle|ore|às|godz\.?|saat|o|ob|u|ve|"
    r"uur|Uhr|\(|\.)*?"
)
_GAP = rf"{_SIGNS}(?:(?!upp?d|opp?d|mod|akt|act|bij|edit|last)[^\W\d_]{{1,12}}[.,]?{_SIGNS})??"
"""Between a date and its time: signs, small words, and at most one other word (a weekday), but not "updated"."""

_ISO = re.compile(
    rf"(?P<year>\d{{4}})[-/.]\s?(?P<month>\d{{1,2}})[-/.]\s?(?P<day>\d{{1,2}})(?!\d)(?:(?:{_GAP}){_TIME})?",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<zone>Z|"
    r"[+-]\d\d:?\d\d)?)?$"
)
_NUMERIC = re.compile(
    rf"(?<![\d.:])(?P<first>\d{{1,2}})[./-]\s?(?P<other>\d{{1,2}})[./-]\s?(?P<year>\d{{4}}|"
    rf"\d{{2}})(?![\d:])(?:(?:{_GAP}){_TIME})?",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|ª)?\.?[\s./-]+(?:de\s|d’|"
    rf"d')?(?P<name>[^\W\d_]{{3,14}})\.?,?[\s./-]+(?:de\s|del\s)?(?P<year>\d{{4}})(?:\s?[гр]\b\.?)?"
    rf"(?:(?:{_GAP}){_TIME})?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?P<name>[^\W\d_]{{3,12}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?:(?:{_GAP}){_TIME})?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}})\.?\s*(?:m\.\s*)?(?P<name>[^\W\d_]{{3,12}})\.?\s+(?P<day>\d{{1,2}})\.?(?:(?:{_GAP}){_TIME})?",
    re.IGNORECASE,
)
_LATVIAN = re.compile(
    rf"(?P<year>\d{{4}})\.\s*gada\s+(?P<day>\d{{1,2}})\.\s*(?P<name>[^\W\d_]{{3,12}})(?:(?:{_GAP}){_TIME})?",
    re.IGNORECASE,
)
_CJK = re.compile(
    rf"(?P<year>\d{{4}})\s?[年년]\s?(?P<month>\d{{1,2}})\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日일](?:[^\d]{{0,6}}?{_TIME})?",
    re.IGNORECASE,
)
_TIME_BEFORE = re.compile(rf"^\D{{0,20}}?{_TIME}\s*(?:\|\||[,|·•–-]|on|le|den)?\s*(?=\d|[^\W\d_]{{3}})", re.IGNORECASE)
_HALF_DAYS = {"오전": "am", "上午": "am", "午前": "am", "오후": "pm", "下午": "pm", "午後": "pm"}
_FOREIGN_WORDS = sorted([*_HALF_DAYS, *MONTHS_ELSEWHERE], key=len, reverse=True)
_FOREIGN = re.compile(f"ב?({'|'.join(map(re.escape, _FOREIGN_WORDS))})")
_ENGLISH = ("", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december")  # fmt: skip
_DIGITS = {
    ord(first) + value: str(value)
    for first in "\u0660\u06f0\u0966\u09e6\u0e50\uff10"  # Arabic, Persian, Hindi, Bengali, Thai, full width
    for value in range(10)
}
_BUDDHIST = range(2400, 2700)
"""Years of the Thai calendar, 543 ahead."""
_EPOCH = re.compile(r"\d{10}(?:\.\d+)?|\d{13}")


@dataclass(frozen=True, slots=True)
class Moment:
    """One written time. `value` is aware when the text names a zone, else naive; without `has_time` it is midnight."""

    value: datetime
    has_time: bool

    @property
    def has_zone(self) -> bool:
        """The text itself names the zone."""
        return self.value.tzinfo is not None


def parse_moment(text: str, *, month_first: bool = False) -> Moment | None:
    """The first time written in the text, or None. `month_first`: 05/08/2024 is May (American pages)."""
    text = " ".join(text.split())[:200]
    if not text.isascii():
        text = _FOREIGN.sub(_in_english, text.translate(_DIGITS))
    if not text or not any(character.isdigit() for character in text):
        return None
    if _EPOCH.fullmatch(text):
        return _from_epoch(text)
    found = _COMPACT.match(text) if text[:8].isdigit() else None
    if found:
        return _build(found, found["month"], found["day"])
    for pattern in (_ISO, _CJK):
        if found := pattern.search(text):
            return _build(found, found["month"], found["day"])
    return _from_rfc(text) or _from_words(text) or _from_numbers(text, month_first=month_first) or _from_english(text)


def _in_english(found: re.Match[str]) -> str:
    """A word that letters alone do not tell where to end: a month's name, or the half of the day before a time."""
    word = found[1]
    return f" {_HALF_DAYS[word]} " if word in _HALF_DAYS else f" {_ENGLISH[MONTHS_ELSEWHERE[word]]} "


def _from_epoch(text: str) -> Moment | None:
    seconds = float(text) / (1000 if len(text) == 13 else 1)
    return Moment(datetime.fromtimestamp(seconds, UTC), True) if seconds < 4_102_444_800 else None


def _from_rfc(text: str) -> Moment | None:
    if not re.match(r"(?:[A-Za-z]{3},\s*)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d", text):
        return None
    try:
        value = parsedate_to_datetime(text)
    except (ValueError, IndexError):
        return None
    # "-0000" is "zone unknown" in RFC 5322, which the reader gives as naive.
    return Moment(value, True)


def _from_words(text: str) -> Moment | None:
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST, _LATVIAN):
        for found in pattern.finditer(text):
            month = MONTHS.get(found["name"].casefold())
            if month:
                return _with_time_before(text[: found.start()], _build(found, month, found["day"]))
    return None


def _from_numbers(text: str, *, month_first: bool) -> Moment | None:
    found = _NUMERIC.search(text)
    if not found:
        return None
    first, other = int(found["first"]), int(found["other"])
    if first > 12 or (other <= 12 and not month_first):
        day, month = first, other
    else:
        day, month = other, first
    return _with_time_before(text[: found.start()], _build(found, month, day))


def _with_time_before(before: str, moment: Moment | None) -> Moment | None:
    """ "13:05, 5. august 2024": the time may stand before the date."""
    if moment is None or moment.has_time or not before:
        return moment
    found = _TIME_BEFORE.match(before + "0")
    if not found:
        return moment
    clock = _clock(found)
    if clock is None:
        return moment
    value = moment.value.replace(hour=clock[0], minute=clock[1], second=clock[2], tzinfo=_zone(found["zone"]))
    return Moment(value, True)


def _from_english(text: str) -> Moment | None:
    """Whatever else dateutil knows, when it holds a year and a month name."""
    if not re.search(r"(?:19|20)\d\d", text) or not re.search(r"[A-Za-z]{3}", text):
        return None
    try:
        value = dateutil_parser.parse(text, default=datetime(1970, 1, 1), tzinfos=_seconds_east)  # noqa: DTZ001 - naive on purpose
    except (ValueError, OverflowError):
        return None
    return Moment(value, bool(re.search(r"\d:\d\d", text))) if value.year > 1970 else None


def _seconds_east(name: str | None, offset: int | None) -> int | None:
    return offset if offset is not None else ZONE_NAMES.get((name or "").lower(), 0) * 60


def _build(found: re.Match[str], month: int | str, day: int | str) -> Moment | None:
    year = int(found["year"])
    if len(found["year"]) == 2:
        year += 2000 if year < 70 else 1900
    elif year in _BUDDHIST:
        year -= 543
    clock = _clock(found)
    hour, minute, second = clock or (0, 0, 0)
    try:
        value = datetime(year, int(month), int(day), tzinfo=_zone(found["zone"]) if clock else None)
        return Moment(value + timedelta(hours=hour, minutes=minute, seconds=second), clock is not None)
    except (ValueError, OverflowError):
        return None


def _clock(found: re.Match[str]) -> tuple[int, int, int] | None:
    if found["hour"] is None:
        return None
    hour = int(found["hour"])
    half = found["half"] or found["before"] if "half" in found.groupdict() else None
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    return hour, int(found["minute"]), int(found["second"] or 0)


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    name = text.strip().lower().replace("−", "-").replace("–", "-")
    if name in _LOCAL:
        return ZoneInfo(_LOCAL[name])
    if name in ZONE_NAMES:
        return timezone(timedelta(minutes=ZONE_NAMES[name]))
    found = re.search(r"([+-])(\d{1,2}?):?(\d{2})?$", name)
    if not found:
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    if minutes > 14 * 60:
        return None
    return timezone(timedelta(minutes=minutes if found[1] == "+" else -minutes))

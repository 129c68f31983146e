"""The one Jinja environment, and the words every surface shares: dates, times, numbers, tones, cleaned text.

Strict (an unknown name is an error), escaped for HTML, templates from the installation. Norwegian bokmål throughout
("tirsdag 24. november", "kl. 07.15", "12 345"), as look.md §Principles 7 and Språkrådet ask.
"""

import re
import textwrap
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple, Protocol
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import jinja2
from markupsafe import Markup, escape

from mediawatch.model import ToneLabel
from mediawatch.shipped import shipped_path

OSLO = ZoneInfo("Europe/Oslo")
NBSP = "\N{NO-BREAK SPACE}"
WEEKDAY_NAMES = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTH_NAMES = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)
TEXT_WIDTH = 76
"""Columns of plain text; RFC 5322 asks for at most 78."""
MAX_LINK = 2_000
"""Longer addresses are no longer something to click on; mail programs break them."""


class ToneWords(NamedTuple):
    """A tone as it is shown: `label` for CSS classes, `shape` and `word` for people (never colour alone)."""

    label: str
    shape: str
    word: str


TONES: dict[ToneLabel, ToneWords] = {
    "positive": ToneWords("positive", "▲", "Positiv"),
    "neutral": ToneWords("neutral", "●", "Nøytral"),
    "negative": ToneWords("negative", "▼", "Negativ"),
    "mixed": ToneWords("mixed", "◆", "Blandet"),
}
NO_TONE = ToneWords("neutral", "○", "Tone ikke vurdert")

_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # controls, terminal escapes among them
    "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"  # unseen, bidi
    "\ud800-\udfff\ufffe\uffff]"  # not characters at all
)
_PLAIN_HOST = re.compile(r"[^\s\x00-\x20<>\"'\\^`{|}]+")


def plain(text: str) -> str:
    """Text from outside to one clean line: no control or bidi characters, no runs of blanks, composed letters."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", text)).split())


def shorten(text: str, limit: int) -> str:
    """Cleaned text of at most `limit` characters, cut at a word where there is one, with an ellipsis."""
    text = plain(text)
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at_word = cut.rsplit(" ", 1)[0] if text[limit - 1] != " " else cut
    kept = at_word if len(at_word) >= limit // 2 else cut
    return kept.rstrip(" ,;:–-…") + "…"


def safe_link(url: str) -> str | None:
    """An address from outside to one that may be a link: http or https with a host, else None."""
    url = url.strip()
    if not url or len(url) > MAX_LINK or not _PLAIN_HOST.fullmatch(url) or _UNSEEN.search(url):
        return None
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return url if usable else None


def breakable(address: str) -> Markup:
    """A mail address that may break before its @ and its dots in a narrow column; for HTML only."""
    parts = re.split(r"(?=[@.])", address)
    return Markup("<wbr>").join(map(escape, parts))


def number(value: float) -> str:
    """12345 to "12 345", 2.5 to "2,5": no-break space for thousands, decimal comma."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}".removesuffix(".0")
    return text.replace(",", NBSP).replace(".", ",")


def counted(value: int, one: str, many: str) -> str:
    """1, "sak", "saker" to "1 sak"; 6 to "6 saker"."""
    return f"{number(value)} {said(one if value == 1 else many)}"


def day_words(day: date) -> str:
    """ "tirsdag 24. november"."""
    return f"{said(WEEKDAY_NAMES[day.weekday()])} {day.day}. {MONTH_NAMES[day.month - 1]}"


def full_day_words(day: date) -> str:
    """ "tirsdag 24. november 2026"."""
    return f"{day_words(day)} {day.year}"


def clock(moment: datetime, zone: ZoneInfo = OSLO) -> str:
    """A moment to its local time: "kl. 07.15"."""
    local = moment.astimezone(zone)
    return f"kl. {local:%H.%M}"


def near_day(day: date, today: date) -> str:
    """A day as it is said on `today`: "i dag", "i går", "fredag" within a week, else with the date."""
    gap = (today - day).days
    if gap in (0, 1, -1):
        return said({0: "i dag", 1: "i går", -1: "i morgen"}[gap])
    if abs(gap) < 7:
        return said(WEEKDAY_NAMES[day.weekday()])
    words = f"{day.day}. {MONTH_NAMES[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def moment_words(moment: datetime, today: date, zone: ZoneInfo = OSLO) -> str:
    """A moment as it is said on `today`: "i dag kl. 05.40", "i går kl. 17.02", "12. november kl. 09.00".

    Midnight sharp means that only the day is known (print, entries by hand): the clock is left out.
    """
    local = moment.astimezone(zone)
    words = near_day(local.date(), today)
    if local.timetz().replace(tzinfo=None) == datetime.min.time():
        return words
    return f"{words} {clock(moment, zone)}"


_BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Windows", "Windows"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Mac", "Mac"),
    ("Linux", "Linux"),
)


def browser_words(agent: str) -> str:
    """What a browser says of itself to what a person calls it: "Chrome på Windows"."""
    names = [next((said for mark, said in known if mark in agent), "") for known in (_BROWSERS, _SYSTEMS)]
    return " på ".join(filter(None, names)) or "Ukjent nettleser"


def tone_words(label: ToneLabel | None) -> ToneWords:
    """A tone to its shape and word."""
    return NO_TONE if label is None else TONES[label]


def wrap(text: str, indent: str = "", first: str | None = None, width: int = TEXT_WIDTH) -> str:
    """A paragraph to lines of at most `width` columns. Addresses are never broken; other long words are.

    `indent`: what each line begins with; `first`: what the first line begins with instead.
    """
    lead = indent if first is None else first
    words = []
    for word in text.split(" "):
        room = width - max(len(indent), len(lead))
        words += [word] if "://" in word else textwrap.wrap(word, room, break_on_hyphens=False) or [""]
    return textwrap.fill(
        " ".join(words),
        width,
        initial_indent=lead,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


class Words(Protocol):
    """A catalogue of another written form than bokmål, in which everything is written here."""

    def gettext(self, message: str) -> str:
        """The message in that form."""

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The message of a count in that form."""


_words: ContextVar[Words | None] = ContextVar("words", default=None)


@contextmanager
def spoken(words: Words | None) -> Iterator[None]:
    """Within it everything is said by that catalogue; None is bokmål as written."""
    token = _words.set(words)
    try:
        yield
    finally:
        _words.reset(token)


def said(message: str) -> str:
    """A message as written here (bokmål) to the written form in use."""
    words = _words.get()
    return words.gettext(message) if words and message else message


def said_of(one: str, many: str, count: int) -> str:
    """The message of a count, "%(num)s sak", "%(num)s saker", to the written form in use."""
    words = _words.get()
    if words:
        return words.ngettext(one, many, count)
    return one if count == 1 else many


def bokmal() -> Markup:
    """The attribute of an element whose words stay in bokmål (WCAG 3.1.2); none where everything is in bokmål."""
    return Markup(' lang="nb"') if _words.get() else Markup()


@cache
def environment() -> jinja2.Environment:
    """The environment all templates are rendered in, made at first use."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(shipped_path("templates")),
        undefined=jinja2.StrictUndefined,
        autoescape=jinja2.select_autoescape(disabled_extensions=("txt.jinja",), default=True, default_for_string=True),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(said, said_of, newstyle=True)  # type: ignore[attr-defined]
    made.globals["bokmal"] = bokmal
    made.filters.update(
        plain=plain,
        shorten=shorten,
        number=number,
        day=day_words,
        full_day=full_day_words,
        clock=clock,
        wrap=wrap,
        breakable=breakable,
        moment=moment_words,
        browser=browser_words,
    )
    return made


def render(template: str, **context: Any) -> str:
    """The template of that name under templates/ and its context to text. Raises jinja2.UndefinedError on a name
    the context lacks: a bug, never an outcome."""
    return environment().get_template(template).render(**context)

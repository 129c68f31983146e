"""Numbers and dates as people and spreadsheets write them in Norway, to values. What can mean two things is refused."""

import re
from datetime import date
from decimal import Decimal

from mediawatch.render import said

MOST = Decimal(10) ** 12
_MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
_BLANKS = " \u00a0\u202f\u2009\u2007\t"
_BLANK = f"[{_BLANKS}]"
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_NORWEGIAN = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_IN_WORDS = re.compile(
    rf"(?:[a-zæøå]+{_BLANK})?(\d{{1,2}})\.?{_BLANK}([a-zæøå]{{3,9}})\.?{_BLANK}(\d{{4}})", re.IGNORECASE
)
_PLAIN = re.compile(r"\d+")
_GROUPED = re.compile(rf"\d{{1,3}}(?:(?:{_BLANK}\d{{3}})+|(?:\.\d{{3}})+|(?:'\d{{3}})+)")
_DECIMALS = re.compile(rf"({_PLAIN.pattern}|{_GROUPED.pattern}),(\d+)")
_WITH_POINT = re.compile(r"(\d+)\.(\d+)")
_UNSURE = re.compile(r"\d{1,3},\d{3}")


class WrittenError(ValueError):
    """What was written is no number or date, or might be two; the message says in Norwegian what to write."""


def written_day(text: str) -> date:
    """ "2026-11-24", "24.11.2026", "24/11/2026", "24. november 2026" to the date. Raises WrittenError."""
    cleaned = text.strip(_BLANKS)
    year, month, day = 0, 0, 0
    if found := _ISO.fullmatch(cleaned):
        year, month, day = (int(part) for part in found.groups())
    elif found := _NORWEGIAN.fullmatch(cleaned):
        day, month, year = (int(part) for part in found.groups())
    elif found := _IN_WORDS.fullmatch(cleaned):
        name = found[2][:3].casefold()
        day, month, year = int(found[1]), _MONTHS.index(name) + 1 if name in _MONTHS else 0, int(found[3])
    if not month:
        told = said("«{text}» er ikke en dato. Skriv for eksempel 24.11.2026 eller 2026-11-24.")
        raise WrittenError(told.format(text=_shown(text)))
    try:
        return date(year, month, day)
    except ValueError:
        told = said("«{text}» finnes ikke i kalenderen. Skriv for eksempel 24.11.2026.")
        raise WrittenError(told.format(text=_shown(text))) from None


def written_number(text: str) -> Decimal:
    """ "1042", "1 042", "1.042" (thousands) and "4,25", "1 042,5", "4.25" (decimals) to the number, never negative.
    Raises WrittenError; "1,042" too, since it may be either."""
    cleaned = text.strip(_BLANKS)
    if _UNSURE.fullmatch(cleaned):
        joined, pointed = cleaned.replace(",", ""), cleaned.replace(",", ".") + "0"
        told = said("«{text}» kan bety to ting. Skriv {whole} om det er tusener, eller {decimals} om det er desimaler.")
        raise WrittenError(told.format(text=_shown(text), whole=joined, decimals=pointed))
    if _PLAIN.fullmatch(cleaned) or _GROUPED.fullmatch(cleaned):
        value = Decimal(_digits(cleaned))
    elif found := _DECIMALS.fullmatch(cleaned):
        value = Decimal(f"{_digits(found[1])}.{found[2]}")
    elif found := _WITH_POINT.fullmatch(cleaned):
        value = Decimal(f"{found[1]}.{found[2]}")
    elif cleaned.startswith(("-", "\N{MINUS SIGN}")):
        told = said("«{text}» er mindre enn null. Skriv et tall fra 0 og opp.")
        raise WrittenError(told.format(text=_shown(text)))
    else:
        told = said("«{text}» er ikke et tall. Skriv for eksempel 1042 eller 1 042,5.")
        raise WrittenError(told.format(text=_shown(text)))
    if value >= MOST or -int(value.as_tuple().exponent) > 6:
        told = said("«{text}» er for stort eller har for mange desimaler. Sjekk tallet.")
        raise WrittenError(told.format(text=_shown(text)))
    return value


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _shown(text: str) -> str:
    return " ".join(text.split())[:40]

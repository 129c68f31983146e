"""What went wrong with a fetch → FetchError: the reason, whether and when to try again, and advice in Norwegian."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from mediawatch.errors import FetchError, FetchReason

LONGEST_WAIT = timedelta(hours=24)
"""A longer Retry-After is cut to this, so that a slip in a server's clock cannot silence a source."""

_ADVICE: dict[FetchReason, str] = {
    "robots": "Nettstedet ber roboter holde seg unna denne adressen (robots.txt), og det retter vi oss etter. "
    "Be utgiveren om lov til å lese den, eller bruk en annen adresse fra samme utgiver.",
    "private_address": "Adressen fører inn i et lokalt nettverk, og dit henter vi ikke noe. "
    "Kontroller at den er riktig. Er det utgiveren som sender oss videre dit, må de rette det.",
    "bad_address": "Adressen kan ikke brukes. Den må begynne med http:// eller https://, ha et gyldig navn og ikke "
    "inneholde brukernavn eller passord. Er dette en kilde, må adressen rettes i feeds.yaml.",
    "dns": "Vi finner ikke nettstedet. Kontroller at adressen er riktig skrevet, og at maskinen er på nett.",
    "connection": "Vi fikk ikke kontakt, eller nettstedet brøt forbindelsen. Vi prøver igjen av oss selv. "
    "Varer det mer enn et døgn, bør du åpne adressen i en nettleser og se om den fortsatt er i bruk.",
    "tls": "Sikkerhetssertifikatet til nettstedet er ikke gyldig, så vi kan ikke vite at det er utgiveren som svarer. "
    "Si fra til utgiveren. Har ditt eget nettverk en egen sertifikatutsteder, må SSL_CERT_FILE peke på den.",
    "timeout": "Nettstedet brukte for lang tid på å svare. Vi prøver igjen av oss selv.",
    "too_large": "Innholdet er større enn grensen, og vi leste det ikke. "
    "Kontroller at adressen går til en artikkel, en feed eller et nettstedskart, og ikke til en fil.",
    "bad_encoding": "Nettstedet sendte innhold som ikke lar seg pakke ut. Vi prøver igjen av oss selv. "
    "Varer det, bør utgiveren få vite om det.",
    "redirect_loop": "Nettstedet sender oss i ring. Åpne adressen i en nettleser, og bruk den adressen du ender på. "
    "Noen nettsteder gjør dette med alle som ikke godtar informasjonskapsler.",
    "rate_limited": "Nettstedet ber oss komme sjeldnere. Vi venter før vi prøver igjen. "
    "Skjer det ofte, bør pausen mellom forespørslene (pause_seconds) være lengre for denne utgiveren.",
    "forbidden": "Nettstedet avviser oss (403). "
    "Be utgiveren om tilgang, eller se om de har en annen feed som er åpen for alle.",
    "not_found": "Adressen finnes ikke (404). Er dette en kilde, finner du den nye adressen på utgiverens nettsted.",
    "gone": "Utgiveren har fjernet adressen for godt (410). Er dette en kilde, bør den byttes ut i feeds.yaml.",
    "client_error": "Nettstedet godtok ikke forespørselen. Åpne adressen i en nettleser og se om den er riktig.",
    "server_error": "Nettstedet har en feil hos seg selv. Vi prøver igjen av oss selv.",
}

_FORBIDDEN_ADVICE = {
    401: "Nettstedet krever innlogging (401). Be utgiveren om tilgang, eller bruk en adresse som er åpen for alle.",
    402: "Nettstedet krever betaling (402). Be utgiveren om tilgang, eller bruk en adresse som er åpen for alle.",
    451: "Siden er sperret av juridiske grunner (451). Spør utgiveren om du trenger å vite mer.",
}

_BY_STATUS: dict[int, tuple[FetchReason, bool]] = {
    401: ("forbidden", False),
    402: ("forbidden", False),
    403: ("forbidden", False),
    451: ("forbidden", False),
    404: ("not_found", False),
    410: ("gone", False),
    408: ("timeout", True),
    421: ("client_error", True),
    425: ("client_error", True),
    429: ("rate_limited", True),
}

_PASSED_ON: frozenset[FetchReason] = frozenset(
    {"dns", "connection", "tls", "timeout", "private_address", "rate_limited"}
)
"""Failures of robots.txt that are the host's own: told as they are, since the page could not be had either."""


def failure(
    reason: FetchReason,
    url: str,
    message: str,
    *,
    temporary: bool,
    advice: str = "",
    status: int | None = None,
    retry_after: timedelta | None = None,
) -> FetchError:
    """A FetchError with the reason's own advice, unless another is given."""
    return FetchError(
        f"{message}: {url}",
        url=url,
        reason=reason,
        temporary=temporary,
        retry_after=retry_after,
        status=status,
        advice=advice or _ADVICE[reason],
    )


def refused_status(status: int, url: str, *, retry_after: timedelta | None) -> FetchError:
    """The error an HTTP status means. Also for 1xx, 2xx and 3xx that a plain request must never be answered with."""
    default: tuple[FetchReason, bool] = ("client_error", False) if 400 <= status < 500 else ("server_error", True)
    reason, temporary = _BY_STATUS.get(status, default)
    if status == 503 and retry_after is not None:
        reason = "rate_limited"
    advice = _FORBIDDEN_ADVICE.get(status) or _ADVICE[reason]
    if reason in ("client_error", "server_error"):
        advice = advice.replace(".", f" ({status}).", 1)
    elif reason == "rate_limited" and retry_after:
        advice = advice.replace("Vi venter før vi prøver igjen.", f"Vi venter {in_words(retry_after)}.")
    return failure(
        reason,
        url,
        f"HTTP {status}",
        temporary=temporary,
        advice=advice,
        status=status,
        retry_after=retry_after if temporary else None,
    )


def robots_unknown(cause: FetchError, url: str) -> FetchError:
    """Why `url` was not fetched when its site's robots.txt could not be read: without an answer we keep away."""
    reason: FetchReason = cause.reason if cause.reason in _PASSED_ON else "robots"
    advice = cause.advice
    if reason == "robots":
        advice = (
            "Nettstedet kunne ikke svare på hva roboter får lese (robots.txt). "
            "Vi leser ikke uten svar, og prøver igjen av oss selv."
        )
    return failure(
        reason,
        url,
        f"robots.txt could not be read ({cause})",
        temporary=cause.temporary or reason == "robots",
        advice=advice,
        status=cause.status,
        retry_after=cause.retry_after,
    )


def read_retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Retry-After as seconds or as an HTTP date → how long to wait, from nothing to LONGEST_WAIT.

    A time gone by or a negative number means no wait; what is neither a number nor a date means None.
    """
    text = (value or "").strip()
    if re.fullmatch(r"[+-]?\d+(\.\d*)?", text, re.ASCII):
        seconds = float(text[:30])
        return timedelta(seconds=min(max(seconds, 0.0), LONGEST_WAIT.total_seconds()))
    try:
        moment = parsedate_to_datetime(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return min(max(aware - now, timedelta(0)), LONGEST_WAIT)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def in_words(wait: timedelta) -> str:
    """A wait in Norwegian: "40 sekunder", "1 minutt", "3 timer"."""
    seconds = max(1, round(wait.total_seconds()))
    for size, one, many in ((3600, "time", "timer"), (60, "minutt", "minutter"), (1, "sekund", "sekunder")):
        if seconds >= size:
            count = round(seconds / size)
            return f"{count} {one if count == 1 else many}"
    return ""

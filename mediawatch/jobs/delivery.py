"""One message to one recipient, at most once: claimed, made, handed over, and what became of it."""

import errno
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Literal

from mediawatch.config import Settings
from mediawatch.errors import DeliveryError
from mediawatch.model import Recipient
from mediawatch.report.advice import AMBIGUOUS
from mediawatch.report.mail import SmtpSettings, send, write_to_outbox
from mediawatch.store import DeliveryKey, Store

RETRY = timedelta(minutes=15)
RETRY_REFUSED = timedelta(hours=4)
"""A wrong address or password is tried again now and then: somebody may have put it right."""

Outcome = Literal["sent", "outbox", "empty", "uncertain", "failed"]
"""What became of a message. "uncertain": the process or the connection died while it was handed over."""
_NO_ROOM = {errno.ENOSPC: "Disken er full. Frigjør plass", errno.EDQUOT: "Lagringskvoten er brukt opp. Frigjør plass"}


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of one recipient's message. `place`: the file it was written to, when no SMTP server is set; `kind`:
    the daily digest, the weekly report, the new hits of a saved search, the news of a crisis or a reminder; `date`: its
    day, or the Monday the report is sent in the week of."""

    recipient: Recipient
    date: date
    outcome: Outcome
    place: Path | None = None
    advice: str = ""
    kind: Literal["digest", "weekly", "search", "crisis", "reminder"] = "digest"


def deliver(
    settings: Settings,
    store: Store,
    key: DeliveryKey,
    identity: str,
    recipient: Recipient,
    now: datetime,
    make: Callable[[], EmailMessage | None],
) -> Delivered | None:
    """One message, made by `make` once it is certain that nobody else sends it. None when it has been dealt with, or
    somebody is at it; "empty" when `make` makes none. `identity`: its Message-ID."""
    claim = store.claim_delivery(key, identity, now)
    day = key[2]
    if claim == "uncertain":
        return Delivered(recipient, day, "uncertain", advice=AMBIGUOUS)
    if claim != "claimed":
        return None
    try:
        message = make()
        place = _hand_over(settings, store, message, recipient, key, now) if message else None
    except DeliveryError as error:
        advice = error.advice or str(error)
        return Delivered(recipient, day, _note_failure(store, key, error, advice, now), advice=advice)
    store.mark_sent(key, now)
    if message is None:
        return Delivered(recipient, day, "empty")
    return Delivered(recipient, day, "sent" if place is None else "outbox", place=place)


def _hand_over(
    settings: Settings, store: Store, message: EmailMessage, recipient: Recipient, key: DeliveryKey, now: datetime
) -> Path | None:
    """Sends the message, or writes it where no SMTP server is set (then the file's path). Raises DeliveryError."""
    smtp = smtp_settings(settings)
    if smtp is None:
        try:
            return write_to_outbox(message, settings.outbox)
        except OSError as error:
            advice = outbox_advice(error, settings.outbox)
            raise DeliveryError(str(error), recipient=recipient.id, advice=advice) from error
    send(message, smtp, before_data=lambda: store.mark_handing_over(key, now))
    return None


def outbox_advice(error: OSError, folder: Path) -> str:
    """Why a message could not be written to the outbox, and what to do."""
    what = _NO_ROOM.get(error.errno or 0, "Sjekk at mappen kan skrives til, eller velg en annen (MEDIAWATCH_OUTBOX)")
    return f"Fikk ikke skrevet i {folder}. {what}, så prøver vi igjen av oss selv."


def _note_failure(store: Store, key: DeliveryKey, error: DeliveryError, advice: str, now: datetime) -> Outcome:
    """A refusal is tried again after RETRY; what may have arrived is left alone, since two mails are worse than none
    (the next day's digest reaches back over it)."""
    if error.may_have_arrived:
        store.mark_uncertain(key, advice, now)
        return "uncertain"
    store.mark_failed(key, advice, now, retry_at=now + (RETRY if error.temporary else RETRY_REFUSED))
    return "failed"


def smtp_settings(settings: Settings) -> SmtpSettings | None:
    """The SMTP server of the settings, or None where mail is to be written to the outbox."""
    if not settings.has_smtp:
        return None
    return SmtpSettings(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password=settings.smtp_password,
        timeout=settings.smtp_timeout,
    )

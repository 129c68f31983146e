"""The mailbox that enquiries are sent to: mails taken out one by one, and put aside when they are filed. The only door
to IMAP.

Nothing is marked, moved or deleted before whoever reads says that it is filed: killed anywhere, the mail is still there
the next time, and its Message-ID tells whether it was filed. Mails that are older than a fortnight are left alone.
"""

import imaplib
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import imap_tools
from imap_tools.errors import ImapToolsError, MailboxLoginError

from mediawatch.collect.mail_reading import MOST_BYTES
from mediawatch.errors import MailboxError

MailSecurity = Literal["tls", "starttls", "none"]
ASIDE = "mediawatch"
"""The folder that mails are moved to once they are filed; made when it is missing."""
MOST_MAILS = 50
"""Taken at a time: a flood is dealt with in turns."""
NEWEST = timedelta(days=14)

_LOGIN = "Brukernavnet eller passordet er feil. Rett MEDIAWATCH_IMAP_USER og MEDIAWATCH_IMAP_PASSWORD."
_CERTIFICATE = (
    "Sertifikatet til e-posttjeneren er ikke gyldig for {host}. Sjekk navnet i MEDIAWATCH_IMAP_HOST, eller be dem som "
    "driver tjeneren, fornye sertifikatet."
)
_UNREACHABLE = (
    "Får ikke kontakt med e-posttjeneren {host}. Sjekk navnet, porten og nettverket. Vi prøver igjen av oss selv."
)
_NO_TLS = "E-posttjeneren {host} tilbyr ikke STARTTLS. Skriv MEDIAWATCH_IMAP_SECURITY=tls (port 993)."
_NO_FOLDER = "Fant ikke mappen «{folder}» i postkassen. Rett MEDIAWATCH_IMAP_FOLDER."
_BROKEN = "E-posttjeneren {host} svarte ikke som ventet. Vi prøver igjen av oss selv."


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapSettings:
    """How to reach the mailbox. `security`: "tls" and "starttls" demand a valid certificate; "none" is for this machine
    alone. `context`: for tests and private certificate authorities; the default trusts the system's."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    security: MailSecurity = "tls"
    timeout: float = 30.0
    context: ssl.SSLContext | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """One mail: its number in the folder, its bytes, and whether they are all there."""

    uid: str
    raw: bytes
    whole: bool


class Mailbox:
    """An open mailbox."""

    def __init__(self, client: imap_tools.BaseMailBox, settings: ImapSettings) -> None:
        self._client, self._settings = client, settings

    def waiting(self, today: date) -> list[str]:
        """The numbers of the mails that are not put aside, the oldest first, at most MOST_MAILS."""
        since = f"SINCE {_imap_day(today - NEWEST)} UNDELETED"
        with _told_plainly(self._settings):
            found = self._client.uids(since)
        return sorted(found, key=int)[:MOST_MAILS]

    def mails(self, uids: list[str]) -> Iterator[Fetched]:
        """Those mails, each asked for when the one before is dealt with; no more of one than MOST_BYTES."""
        for uid in uids:
            with _told_plainly(self._settings):
                fetched = _fetched(self._client, uid)
            if fetched is not None:
                yield fetched

    def put_aside(self, uid: str) -> None:
        """The mail is filed: it is marked as read and moved out of the way."""
        with _told_plainly(self._settings):
            self._client.flag(uid, imap_tools.MailMessageFlags.SEEN, True)
            if not self._client.folder.exists(ASIDE):
                self._client.folder.create(ASIDE)
            self._client.move(uid, ASIDE)


@contextmanager
def open_mailbox(settings: ImapSettings) -> Iterator[Mailbox]:
    """The mailbox, logged in to and closed again. Raises MailboxError with advice."""
    with _told_plainly(settings):
        client = _connected(settings)
    try:
        with _told_plainly(settings):
            _log_in(client, settings)
            _choose(client, settings)
        yield Mailbox(client, settings)
    finally:
        _part(client)


def _connected(settings: ImapSettings) -> imap_tools.BaseMailBox:
    if settings.security == "none":
        return imap_tools.MailBoxUnencrypted(settings.host, settings.port, timeout=settings.timeout)
    context = settings.context or ssl.create_default_context()
    kind: Callable[..., imap_tools.BaseMailBox] = (
        imap_tools.MailBox if settings.security == "tls" else imap_tools.MailBoxStartTls
    )
    return kind(settings.host, settings.port, timeout=settings.timeout, ssl_context=context)


def _log_in(client: imap_tools.BaseMailBox, settings: ImapSettings) -> None:
    if settings.user.isascii() and settings.password.isascii():
        client.login(settings.user, settings.password, initial_folder=None)
    else:
        client.login_utf8(settings.user, settings.password, initial_folder=None)


def _choose(client: imap_tools.BaseMailBox, settings: ImapSettings) -> None:
    try:
        client.folder.set(settings.folder)
    except ImapToolsError as error:
        raise MailboxError(str(error), advice=_NO_FOLDER.format(folder=settings.folder)) from error


def _fetched(client: imap_tools.BaseMailBox, uid: str) -> Fetched | None:
    """One mail, without marking it as read; None when it is gone."""
    _kind, parts = client.client.uid("FETCH", uid, f"(RFC822.SIZE BODY.PEEK[]<0.{MOST_BYTES}>)")
    for part in parts:
        if isinstance(part, tuple) and len(part) == 2:
            size = re.search(rb"RFC822\.SIZE (\d+)", part[0])
            return Fetched(uid, bytes(part[1]), whole=size is None or int(size[1]) <= MOST_BYTES)
    return None


def _part(client: imap_tools.BaseMailBox) -> None:
    """Says goodbye. What is filed is filed: whatever goes wrong here is of no matter."""
    try:
        client.logout()
    except (OSError, imaplib.IMAP4.error, ImapToolsError):
        return


@contextmanager
def _told_plainly(settings: ImapSettings) -> Iterator[None]:
    """Turns what can go wrong with a mail server into MailboxError."""
    host = settings.host
    try:
        yield
    except MailboxLoginError as error:
        raise MailboxError("login refused", advice=_LOGIN) from error
    except ssl.SSLCertVerificationError as error:
        raise MailboxError(str(error), advice=_CERTIFICATE.format(host=host)) from error
    except imaplib.IMAP4.error as error:
        words = str(error)
        if "AUTHENTICATIONFAILED" in words or "authenticat" in words.lower() or "login" in words.lower():
            raise MailboxError("login refused", advice=_LOGIN) from error
        advice = _NO_TLS if "STARTTLS" in words.upper() or "TLS not supported" in words else _BROKEN
        raise MailboxError(words, advice=advice.format(host=host)) from error
    except ImapToolsError as error:
        raise MailboxError(str(error), advice=_BROKEN.format(host=host)) from error
    except OSError as error:
        raise MailboxError(str(error), advice=_UNREACHABLE.format(host=host)) from error


def _imap_day(day: date) -> str:
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
    return f"{day.day:02}-{months[4 * (day.month - 1) : 4 * day.month - 1]}-{day.year}"


def mail_moment(sent: datetime | None, now: datetime) -> datetime:
    """When a mail came: when it says it was sent, if that may be so."""
    if sent is None or not now - NEWEST <= sent <= now:
        return now.astimezone(UTC)
    return sent

"""A digest to a mail, and a mail to a server or to the outbox folder.

One message per recipient; multipart/alternative with real text first; its Message-ID follows from organisation,
recipient and date alone, so that the same digest is the same message however often it is made.
"""

import base64
import hashlib
import os
import re
import smtplib
import ssl
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import css_inline

from mediawatch.errors import DeliveryError
from mediawatch.model import Digest, Organisation, Recipient
from mediawatch.render import plain, render
from mediawatch.report.advice import (
    AMBIGUOUS,
    BAD_ADDRESS,
    CERTIFICATE,
    NO_LOGIN,
    NO_TLS,
    PLAIN_LOGIN,
    UNREACHABLE,
    advice_for_code,
)
from mediawatch.report.colour import readable
from mediawatch.report.digest import digest_zone, subject
from mediawatch.report.lines import BAR_CELLS, WIDEST, Limits
from mediawatch.report.page import digest_page

MAX_HTML_BYTES = 96_000
"""Gmail hides what comes after 102 kB."""
SHRINKING = (
    WIDEST,
    Limits(decide=25, others=10, unsure=5),
    Limits(decide=15, others=6, unsure=3),
    Limits(decide=8, others=3, unsure=2, names=3, matrix=15),
    Limits(decide=3, others=1, unsure=1, names=2, matrix=8),
)
"""Tried in turn until the HTML is small enough; what a reader must decide on is cut last."""
PAPER = "#ffffff"
NIGHT = "#1e1d1b"
"""The backgrounds that the accent must be readable on, by day and in dark mode."""
NIGHT_CONTRAST = 7.0
"""Thin coloured letters on black tire the eye at the 4.5 that the rules ask for."""

_ADDRESS = re.compile(
    r"""(?:"?(?P<name>[^<>"]*?)"?\s*(?P<open><))?(?P<user>[^\s<>(),;:"\\@]+)@(?P<domain>[^\s<>(),;:"\\@]+)(?(open)>)"""
)
"""One address, with or without a name before it; never two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpSettings:
    """How to reach the mail server. `security`: "starttls" and "tls" both demand a valid certificate; "none" is for
    a server on the same machine or a closed network, and never carries a password beyond this machine."""

    host: str
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0
    """Seconds without an answer before the server is given up."""


def html_page(
    digest: Digest, *, recipient: Recipient | None = None, base_url: str | None = None, zone: ZoneInfo | None = None
) -> str:
    """A digest to a complete HTML document with its styles inlined, small enough not to be clipped."""
    return _parts(digest, recipient, base_url, zone)[1]


def text(
    digest: Digest, *, recipient: Recipient | None = None, base_url: str | None = None, zone: ZoneInfo | None = None
) -> str:
    """A digest to plain text of at most 76 columns (addresses stand unbroken on their own lines)."""
    return _parts(digest, recipient, base_url, zone)[0]


def digest_message(
    digest: Digest,
    recipient: Recipient,
    *,
    sender: str,
    base_url: str | None,
    now: datetime,
    zone: ZoneInfo | None = None,
) -> EmailMessage:
    """A digest to the one message for `recipient`. `sender`: "name <address>" or an address.

    The same arguments give the same bytes. Raises DeliveryError when an address is none.
    """
    sender_address = mail_address(sender, recipient.id)
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = subject(digest)
    message["From"] = sender_address
    message["To"] = mail_address(recipient.email, recipient.id, name=recipient.name)
    message["Date"] = now.astimezone(zone or digest_zone(digest))
    message["Message-ID"] = message_id(digest.organisation, recipient, digest.date, sender=sender)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["List-Id"] = f"<digest.{_slug(digest.organisation.id)}.{sender_address.domain}>"
    plain_part, html_part = _parts(digest, recipient, base_url, zone)
    message.set_content(plain_part, cte="quoted-printable")
    message.add_alternative(html_part, subtype="html", cte="quoted-printable")
    message["Content-Language"] = "nb"
    message.set_boundary(f"=_{_hash(message['Message-ID'], 24)}")
    return message


def message_id(organisation: Organisation, recipient: Recipient, day: date, *, sender: str) -> str:
    """The Message-ID of a digest: "<digest.modum.2026-11-24.0f3c…@sender's domain>"; the same for the same three."""
    domain = mail_address(sender, recipient.id).domain
    return stable_id("digest", organisation, recipient, day.isoformat(), domain=domain)


def stable_id(kind: str, organisation: Organisation, recipient: Recipient, period: str, *, domain: str) -> str:
    """A Message-ID that follows from what is told to whom and of when, and nothing else."""
    who = _hash(f"{organisation.id}\n{recipient.id}", 16)
    return f"<{kind}.{_slug(organisation.id)}.{period}.{who}@{domain}>"


def write_to_outbox(message: EmailMessage, folder: Path) -> Path:
    """A message to an .eml file in `folder` (made if missing), named by its Message-ID: whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{_file_name(message['Message-ID'])}.eml"
    descriptor, scratch = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(_wire(message))
            file.flush()
            os.fsync(file.fileno())
        Path(scratch).replace(path)
    finally:
        Path(scratch).unlink(missing_ok=True)
    _sync_folder(folder)
    return path


def send(
    message: EmailMessage,
    smtp: SmtpSettings,
    *,
    before_data: Callable[[], None] | None = None,
    context: ssl.SSLContext | None = None,
) -> None:
    """Hands one message to the mail server.

    `before_data` is called once, when server, login, sender and recipient are accepted and right before the message
    itself goes over: the place to record that it may have been sent. What it raises ends the transaction and is
    passed on. `context`: for tests and private certificate authorities; the default trusts the system's.

    Raises DeliveryError: `temporary` when the server certainly did not take the message and may take it later. A
    connection lost after the message went over is not temporary: nobody knows, and twice is worse than late.
    """
    recipient = str(message["To"].addresses[0].addr_spec)
    with _told_plainly(recipient):
        connection = _connect(smtp, recipient, context or ssl.create_default_context())
    try:
        with _told_plainly(recipient):
            _login(connection, smtp, recipient)
            data = _offer(connection, message, recipient)
        if before_data is not None:
            before_data()
        _hand_over(connection, data, recipient)
        _part(connection)
    finally:
        connection.close()


def _parts(digest: Digest, recipient: Recipient | None, base_url: str | None, zone: ZoneInfo | None) -> tuple[str, str]:
    """The text and the HTML, both with the widest limits under which the HTML is small enough."""
    accent = digest.organisation.accent
    made = ("", "")
    for limits in SHRINKING:
        page = digest_page(digest, recipient=recipient, base_url=base_url, zone=zone, limits=limits)
        styled = render(
            "mail/digest.html.jinja",
            page=page,
            accent=readable(accent, PAPER),
            accent_dark=readable(accent, NIGHT, NIGHT_CONTRAST),
        )
        made = (render("mail/digest.txt.jinja", page=page, blanks=BAR_CELLS), inlined(styled))
        if len(made[1].encode()) <= MAX_HTML_BYTES:
            break
    return made


def inlined(html: str) -> str:
    """Styles moved into the elements (Outlook and Gmail's apps read little else); the sheet for dark mode and phones
    stays. Nothing is ever loaded."""
    return css_inline.CSSInliner(load_remote_stylesheets=False, minify_css=True).inline(html)


def mail_address(written: str, recipient: str, *, name: str = "") -> Address:
    """ "name <address>" to an Address with an ASCII domain; DeliveryError when it is none."""
    found = _ADDRESS.fullmatch(plain(written))
    try:
        if found is None:
            raise ValueError("no address")
        domain = found["domain"].encode("idna").decode("ascii")
        return Address(display_name=plain(name or found["name"] or ""), username=found["user"], domain=domain)
    except ValueError as error:
        raise DeliveryError(
            f"{written!r} is no mail address", recipient=recipient, temporary=False, advice=BAD_ADDRESS
        ) from error


def _hash(value: str, length: int) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:length]


def _slug(value: str) -> str:
    return re.sub(r"[^a-z0-9-]+", "-", value.lower()).strip("-") or "x"


def _file_name(identity: str) -> str:
    return re.sub(r"[^A-Za-z0-9.@-]+", "_", identity.strip("<> ")).lstrip(".") or "message"


def _sync_folder(folder: Path) -> None:
    """Makes a rename survive a power cut, where folders can be opened (not on Windows)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _wire(message: EmailMessage) -> bytes:
    """The bytes that travel. Headers are UTF-8 only where an address itself is not ASCII (RFC 6532); else they are
    encoded words, which every program reads."""
    return message.as_bytes(policy=policy.SMTP.clone(utf8=_needs_utf8(message)))


def _needs_utf8(message: EmailMessage) -> bool:
    addresses = (*message["From"].addresses, *message["To"].addresses)
    return not all(address.addr_spec.isascii() for address in addresses)


def _connect(smtp: SmtpSettings, recipient: str, context: ssl.SSLContext) -> smtplib.SMTP:
    if smtp.security == "tls":
        return smtplib.SMTP_SSL(smtp.host, smtp.port, timeout=smtp.timeout, context=context)
    connection = smtplib.SMTP(smtp.host, smtp.port, timeout=smtp.timeout)
    if smtp.security == "none":
        return connection
    with ExitStack() as undone:
        undone.callback(connection.close)
        connection.ehlo()
        if not connection.has_extn("starttls"):
            raise DeliveryError(f"{smtp.host} offers no STARTTLS", recipient=recipient, temporary=False, advice=NO_TLS)
        connection.starttls(context=context)
        undone.pop_all()
    return connection


def _login(connection: smtplib.SMTP, smtp: SmtpSettings, recipient: str) -> None:
    connection.ehlo_or_helo_if_needed()
    if not smtp.user:
        return
    if smtp.security == "none" and smtp.host not in ("localhost", "127.0.0.1", "::1"):
        raise DeliveryError("login without encryption", recipient=recipient, temporary=False, advice=PLAIN_LOGIN)
    if smtp.user.isascii() and smtp.password.isascii():
        connection.login(smtp.user, smtp.password)
        return
    secret = base64.b64encode(f"\0{smtp.user}\0{smtp.password}".encode()).decode("ascii")
    code, reply = connection.docmd("AUTH", f"PLAIN {secret}")  # smtplib's login cannot say æ, ø and å
    if code not in (235, 503):
        raise smtplib.SMTPAuthenticationError(code, reply)


def _offer(connection: smtplib.SMTP, message: EmailMessage, recipient: str) -> bytes:
    """Sender and recipient offered and accepted; returns the bytes to hand over."""
    data = _wire(message)
    options = [f"size={len(data)}"] if connection.has_extn("size") else []
    if _needs_utf8(message):
        options += ["SMTPUTF8", "BODY=8BITMIME"]
    sender = str(message["From"].addresses[0].addr_spec)
    code, reply = connection.mail(sender, options)
    if code != 250:
        raise smtplib.SMTPSenderRefused(code, reply, sender)
    code, reply = connection.rcpt(recipient)
    if code not in (250, 251):
        raise smtplib.SMTPRecipientsRefused({recipient: (code, reply)})
    return data


def _hand_over(connection: smtplib.SMTP, data: bytes, recipient: str) -> None:
    try:
        code, reply = connection.data(data)
    except smtplib.SMTPDataError as error:  # the server would not even begin
        raise _refusal(error.smtp_code, error.smtp_error, recipient) from error
    except (OSError, smtplib.SMTPException) as error:
        raise DeliveryError(
            f"connection lost while the message was handed over: {error}",
            recipient=recipient,
            temporary=False,
            may_have_arrived=True,
            advice=AMBIGUOUS,
        ) from error
    if code != 250:
        raise _refusal(code, reply, recipient)


def _part(connection: smtplib.SMTP) -> None:
    """Says goodbye. The message is delivered by now: whatever goes wrong here is of no matter."""
    try:
        connection.quit()
    except (OSError, smtplib.SMTPException):
        return


def _refusal(code: int, reply: bytes | str, recipient: str) -> DeliveryError:
    said = plain(reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply)
    return DeliveryError(
        f"mail server answered {code} {said}",
        recipient=recipient,
        temporary=not 500 <= code < 600,
        advice=advice_for_code(code),
    )


@contextmanager
def _told_plainly(recipient: str) -> Iterator[None]:
    """Turns what can go wrong before the message is handed over into DeliveryError."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        code, reply = error.recipients[recipient]
        raise _refusal(code, reply, recipient) from error
    except smtplib.SMTPResponseException as error:
        raise _refusal(error.smtp_code, error.smtp_error, recipient) from error
    except smtplib.SMTPNotSupportedError as error:
        raise DeliveryError(str(error), recipient=recipient, temporary=False, advice=NO_LOGIN) from error
    except ssl.SSLCertVerificationError as error:
        raise DeliveryError(str(error), recipient=recipient, temporary=False, advice=CERTIFICATE) from error
    except (OSError, smtplib.SMTPException) as error:
        raise DeliveryError(str(error), recipient=recipient, temporary=True, advice=UNREACHABLE) from error

"""The bytes of a mail to what was understood of it (MailRead): who asks, what, since when, in which thread.

The mail may be hostile: broken, huge, of ten thousand parts, in an unknown character set. What cannot be read is said,
never raised; nothing but the question, names and addresses is passed on.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from email import message_from_bytes, policy
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parsedate_to_datetime

from mediawatch.collect.mail_html import text_of_html
from mediawatch.collect.mail_text import Letter, name_and_address, question_of, read_letter, remark_of
from mediawatch.collect.moments import parse_moment
from mediawatch.model import MailRead
from mediawatch.render import plain, shorten

MOST_BYTES = 4_000_000
"""Of a mail: what comes after is not read, and named as missing."""
MOST_PARTS = 200
MOST_ATTACHMENTS = 20
MOST_IDS = 100
LONGEST_NAME, LONGEST_SUBJECT = 120, 300
LONGEST_WAIT = timedelta(days=14)
"""Between a mail and its being sent on; what says it is older is not believed."""
DEEPEST = 5
"""Mails within mails that are looked into."""

BROKEN = "E-posten er skadet. Bare avsender og emne er lest."
ODD = (RecursionError, MessageError, ValueError, LookupError, AttributeError, TypeError)
"""What the standard library raises on mails that are made to break it."""
AUTOMATIC_WORDS = {
    "bounce": "Melding fra en e-posttjener om at en e-post ikke kom fram.",
    "reply": "Automatisk svar, for eksempel fraværsmelding.",
    "list": "Nyhetsbrev eller e-postliste.",
    "spam": "Merket som søppelpost av e-posttjeneren.",
    "calendar": "Bare en møteinnkalling, uten tekst.",
}
_FORWARD = re.compile(r"^\s*(?:vs|vb|fw|fwd|wg|videresendt|vidaresendt)\s*[:\]]", re.IGNORECASE)
_REPLY = re.compile(r"^\s*(?:sv|re|aw|svar|antw)\s*[:\]]", re.IGNORECASE)
_PREFIX = re.compile(
    r"^\s*(?:(?:vs|vb|fw|fwd|wg|sv|re|aw|svar|videresendt|ekstern|external)\s*:|\[(?:ekstern|external)\])\s*",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"<([^<>\s@]+@[^<>\s@]+)>")
_ID = re.compile(r"<[^<>\s]{1,490}>")


@dataclass(slots=True)
class _Parts:
    """What a mail holds. `inner`: the mail it has attached."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    inner: Message | None = None
    calendar: bool = False
    problems: list[str] = field(default_factory=list)


def read_mail(raw: bytes, *, zone: tzinfo, own_hosts: Iterable[str] = (), whole: bool = True) -> MailRead:
    """A mail as it came. `own_hosts`: domains of our own, whose mail is sent on and not asked; `whole`: False when it
    was cut off at MOST_BYTES."""
    message, problems = _parsed(raw[:MOST_BYTES])
    sender, address = _address_of(message, "From")
    subject = shorten(_header(message, "Subject"), LONGEST_SUBJECT)
    read = MailRead(
        identity=_identity(message, raw),
        thread=_thread(message),
        sent_at=_date(message),
        sender=sender,
        address=address,
        subject=subject,
        is_reply=bool(_REPLY.match(subject)),
        problems=tuple(problems) if whole else (*problems, "E-posten er stor. Bare begynnelsen er lest."),
    )
    automatic = _automatic(message)
    if automatic:
        return replace(read, automatic=AUTOMATIC_WORDS[automatic])
    ours = any(_is_host(address, host) for host in own_hosts)
    try:
        return _understood(read, message, ours=ours, zone=zone)
    except ODD:
        return replace(read, problems=(*read.problems, BROKEN))


def bare_subject(subject: str) -> str:
    """A subject without "SV:", "VS:" and the like."""
    before = ""
    while before != subject:
        before, subject = subject, _PREFIX.sub("", subject, count=1)
    return subject.strip()


def _understood(read: MailRead, message: Message, *, ours: bool, zone: tzinfo) -> MailRead:
    parts = _parts(message)
    letter = read_letter(_text(parts))
    read = replace(
        read,
        attachments=tuple(parts.attachments[:MOST_ATTACHMENTS]),
        problems=(*read.problems, *parts.problems),
        automatic=AUTOMATIC_WORDS["calendar"]
        if parts.calendar and not letter.above.strip() and not parts.inner
        else "",
    )
    if parts.inner is not None and (ours or _FORWARD.match(read.subject) or not letter.above.strip()):
        return _attached(read, parts.inner, letter)
    sent_on = letter.forwarded is not None and not (read.is_reply and not letter.marked)
    if letter.forwarded is not None and sent_on and (ours or letter.marked or _FORWARD.match(read.subject)):
        return _sent_on(read, letter, zone)
    question, phone = question_of(letter.above)
    return replace(read, question=question, phone=phone)


def _sent_on(read: MailRead, letter: Letter, zone: tzinfo) -> MailRead:
    """A mail whose text holds the mail that it is about."""
    header = letter.forwarded
    assert header is not None
    question, phone = question_of(letter.below)
    return replace(
        read,
        sender=shorten(header.sender, LONGEST_NAME),
        address=header.address,
        sent_at=_moment(header.sent, read.sent_at, zone),
        subject=shorten(header.subject or bare_subject(read.subject), LONGEST_SUBJECT),
        question=question,
        phone=phone,
        forwarded_by=read.address,
        remark=remark_of(letter.above),
        is_reply=False,
    )


def _attached(read: MailRead, inner: Message, letter: Letter) -> MailRead:
    """A mail that has the mail it is about attached."""
    for _level in range(DEEPEST):
        parts = _parts(inner)
        if parts.inner is None or _text(parts).strip():
            break
        inner = parts.inner
    sender, address = _address_of(inner, "From")
    question, phone = question_of(read_letter(_text(parts)).above)
    return replace(
        read,
        sender=sender,
        address=address,
        sent_at=_date(inner) or read.sent_at,
        subject=shorten(_header(inner, "Subject"), LONGEST_SUBJECT) or bare_subject(read.subject),
        question=question,
        phone=phone,
        thread=tuple(dict.fromkeys((*read.thread, *_thread(inner))))[:MOST_IDS],
        forwarded_by=read.address,
        remark=remark_of(letter.above),
        attachments=tuple(parts.attachments[:MOST_ATTACHMENTS]),
        is_reply=False,
    )


def _parsed(raw: bytes) -> tuple[Message, list[str]]:
    try:
        return message_from_bytes(raw, policy=policy.compat32), []
    except ODD:
        head = BytesHeaderParser(policy=policy.compat32).parsebytes(raw[:100_000].partition(b"\n\n")[0])
        return head, [BROKEN]


def _parts(message: Message) -> _Parts:
    """What a mail is made of, without looking into mails that are attached."""
    found = _Parts()
    seen = 0
    waiting: list[Message] = [message]
    while waiting:
        part = waiting.pop(0)
        seen += 1
        if seen > MOST_PARTS:
            found.problems.append("E-posten har svært mange deler. Bare de første er lest.")
            break
        kind = part.get_content_type()
        payload = part.get_payload() if part.is_multipart() else None
        if kind == "message/rfc822" and isinstance(payload, list) and payload:
            found.inner = found.inner or next((one for one in payload if isinstance(one, Message)), None)
        elif isinstance(payload, list):
            waiting = [one for one in payload[:MOST_PARTS] if isinstance(one, Message)] + waiting
        else:
            _take(found, part, kind)
    return found


def _take(found: _Parts, part: Message, kind: str) -> None:
    name = _file_name(part)
    if kind == "text/calendar":
        found.calendar = True
    elif kind in ("text/plain", "text/html") and not name and part.get_content_disposition() != "attachment":
        text = _decoded(part, found.problems)
        (found.plain if kind == "text/plain" else found.html).append(text)
    elif name or part.get_content_disposition() == "attachment":
        found.attachments.append(shorten(name, LONGEST_NAME) or "uten navn")


def _text(parts: _Parts) -> str:
    text = "\n".join(parts.plain)
    return text if text.strip() else "\n".join(text_of_html(one) for one in parts.html)


def _decoded(part: Message, problems: list[str]) -> str:
    try:
        content = part.get_payload(decode=True)
    except ODD:
        content = None
    if not isinstance(content, bytes):
        return ""
    written = _charset(part)
    for charset in (written, "utf-8", "cp1252"):
        try:
            return content.decode(charset)
        except (LookupError, ValueError):
            continue
    problems.append("Noen tegn i e-posten kunne ikke leses.")
    return content.decode("latin-1", "replace")


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset("utf-8") or "utf-8"
    except (LookupError, ValueError, AttributeError, TypeError):
        return "utf-8"


def _file_name(part: Message) -> str:
    try:
        return plain(_unfolded(part.get_filename() or ""))
    except (LookupError, ValueError, AttributeError, TypeError):
        return "uten navn"


def _header(message: Message, name: str) -> str:
    value = message.get(name)
    return plain(_unfolded(str(value))) if value is not None else ""


def _unfolded(value: str) -> str:
    """A header's encoded words read; as it stands where they cannot be."""
    if "=?" not in value:
        return value
    try:
        return str(make_header(decode_header(value[:5_000])))
    except (LookupError, ValueError, HeaderParseError):
        return value


def _address_of(message: Message, name: str) -> tuple[str, str]:
    """Name and address of the first who stands in a header. Encoded words are read after the parts are told apart, so
    that no name can hold another address."""
    header = str(message.get(name) or "")[:2_000]
    within = _WITHIN.findall(header)
    if len(within) == 1:
        shown = plain(_unfolded(header.partition("<")[0]))
        return shorten(shown.strip("'\" "), LONGEST_NAME), shorten(within[0], 320).lower()
    try:
        written = getaddresses([header])[:1]
    except (IndexError, ValueError, AttributeError):
        written = []
    shown, address = written[0] if written else ("", "")
    shown = plain(_unfolded(shown))
    if "@" not in address:
        shown, address = name_and_address(_header(message, name))
    return shorten(shown.strip("'\" "), LONGEST_NAME), shorten(address, 320).lower()


def _thread(message: Message) -> tuple[str, ...]:
    """The mail's own id first, then those it answers."""
    names = ("Message-ID", "In-Reply-To", "References", "X-Forwarded-Message-Id", "Resent-Message-ID")
    found = [
        one for name in names for value in message.get_all(name, [])[:5] for one in _ID.findall(str(value)[:60_000])
    ]
    return tuple(dict.fromkeys(found))[:MOST_IDS]


def _identity(message: Message, raw: bytes) -> str:
    """The Message-ID with a mark of who and what, since some programs use an id twice; a fingerprint where there is
    none."""
    found = _ID.search(str(message.get("Message-ID") or ""))
    if found is None:
        return f"sha256:{hashlib.sha256(raw).hexdigest()}"
    told = "\n".join(str(message.get(name) or "") for name in ("From", "Subject", "Date"))
    return f"{found[0][:450]} {hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()[:16]}"


def _date(message: Message) -> datetime | None:
    try:
        made = parsedate_to_datetime(str(message.get("Date") or ""))
        return made.astimezone(UTC) if made.tzinfo else made.replace(tzinfo=UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _moment(written: str, otherwise: datetime | None, zone: tzinfo) -> datetime | None:
    """When a forwarded mail says that it was sent, in local time, if that is shortly before it was sent on."""
    found = parse_moment(written[:200])
    if found is None or not found.has_time or otherwise is None:
        return otherwise
    made = found.value if found.value.tzinfo else found.value.replace(tzinfo=zone)
    return made.astimezone(UTC) if timedelta(0) <= otherwise - made <= LONGEST_WAIT else otherwise


def _automatic(message: Message) -> str:
    """Why nobody wrote this by hand; "" when somebody may have."""
    sender = _address_of(message, "From")[1]
    submitted = _header(message, "Auto-Submitted").lower()
    precedence = _header(message, "Precedence").lower()
    if message.get_content_type() == "multipart/report" or sender.startswith(("mailer-daemon@", "postmaster@")):
        return "bounce"
    if _header(message, "Return-Path") == "<>" and not submitted:
        return "bounce"
    answers = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply")
    if (
        submitted.split(";")[0].strip() not in ("", "no")
        or precedence == "auto_reply"
        or any(name in message for name in answers)
    ):
        return "reply"
    if _header(message, "X-Spam-Flag").lower() == "yes":
        return "spam"
    if "List-Id" in message or "List-Unsubscribe" in message or precedence in ("bulk", "junk", "list"):
        return "list"
    return ""


def _is_host(address: str, host: str) -> bool:
    domain = address.rpartition("@")[2].lower()
    bare = host.lower().removeprefix("www.").partition("/")[0]
    return bool(domain) and (domain == bare or domain.endswith(f".{bare}"))


def walk_ids(mail: MailRead) -> Iterator[str]:
    """Every Message-ID that a mail belongs with."""
    yield from mail.thread or (mail.identity,)

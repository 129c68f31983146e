"""Alarms to what people get: one mail with all that waits, or a test message."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from email import policy
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from mediawatch.model import Alarm, Organisation, Recipient
from mediawatch.render import plain, render
from mediawatch.report.alarm_page import AlarmPage
from mediawatch.report.colour import readable
from mediawatch.report.mail import NIGHT, NIGHT_CONTRAST, PAPER, inlined, mail_address, stable_id


def alarm_html(page: AlarmPage, *, accent: str) -> str:
    """A page of alarms to a complete HTML document with its styles inlined."""
    made = render(
        "mail/alarm.html.jinja",
        page=page,
        accent=readable(accent, PAPER),
        accent_dark=readable(accent, NIGHT, NIGHT_CONTRAST),
    )
    return inlined(made)


def alarm_text(page: AlarmPage) -> str:
    """A page of alarms to plain text of at most 76 columns."""
    return render("mail/alarm.txt.jinja", page=page)


def alarm_message(
    page: AlarmPage,
    alarms: Sequence[Alarm],
    organisation: Organisation,
    recipient: Recipient,
    *,
    sender: str,
    now: datetime,
    zone: ZoneInfo,
) -> EmailMessage:
    """The one mail with these alarms for `recipient`; the same alarms make the same Message-ID. Raises DeliveryError
    when an address is none."""
    which = hashlib.sha256("\n".join(str(one.id) for one in alarms).encode()).hexdigest()[:12]
    message = _message(organisation, recipient, page.subject, which, sender=sender, now=now, zone=zone)
    message.set_content(alarm_text(page), cte="quoted-printable")
    html = alarm_html(page, accent=organisation.accent)
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message


def trial_words(organisation: Organisation) -> tuple[str, str]:
    """Title and text of a message that only shows that a channel works."""
    place = plain(organisation.place)
    text = f"Dette er en test fra mediawatch. Varsler om {place} kommer hit. Du trenger ikke gjøre noe."
    return f"{place} i media: testvarsel", text


def trial_message(
    organisation: Organisation, recipient: Recipient, *, sender: str, now: datetime, zone: ZoneInfo
) -> EmailMessage:
    """A mail that only shows that mail works. Raises DeliveryError when an address is none."""
    title, text = trial_words(organisation)
    message = _message(organisation, recipient, title, f"test-{now:%Y%m%d%H%M%S}", sender=sender, now=now, zone=zone)
    message.set_content(f"{text}\n", cte="quoted-printable")
    return message


def _message(
    organisation: Organisation,
    recipient: Recipient,
    subject: str,
    which: str,
    *,
    sender: str,
    now: datetime,
    zone: ZoneInfo,
) -> EmailMessage:
    address = mail_address(sender, recipient.id)
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = subject
    message["From"] = address
    message["To"] = mail_address(recipient.email, recipient.id, name=recipient.name)
    message["Date"] = now.astimezone(zone)
    message["Message-ID"] = stable_id("alarm", organisation, recipient, which, domain=address.domain)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["Content-Language"] = "nb"
    return message

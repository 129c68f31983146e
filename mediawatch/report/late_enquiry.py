"""The message that a journalist waits beyond the deadline. Neither contact nor note stands in it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from mediawatch.model import Organisation, Recipient
from mediawatch.render import render, safe_link
from mediawatch.report.colour import readable
from mediawatch.report.mail import NIGHT, NIGHT_CONTRAST, PAPER, inlined, mail_address, stable_id


@dataclass(frozen=True, slots=True, kw_only=True)
class LateEnquiry:
    """What is told: `subject` of the message, `answer` the sentence that matters, `question` as it was asked, `because`
    why it comes to this reader, `link` to the enquiry ("" where the pages have no address)."""

    subject: str
    answer: str
    question: str
    because: str
    link: str


def late_message(
    late: LateEnquiry,
    organisation: Organisation,
    recipient: Recipient,
    *,
    which: str,
    sender: str,
    now: datetime,
    zone: ZoneInfo,
) -> EmailMessage:
    """The mail for one reader. `which`: what tells it from other mails to them. Raises DeliveryError when an address is
    none."""
    address = mail_address(sender, recipient.id)
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = late.subject
    message["From"] = address
    message["To"] = mail_address(recipient.email, recipient.id, name=recipient.name)
    message["Date"] = now.astimezone(zone)
    message["Message-ID"] = late_id(organisation, recipient, which, sender=sender)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["Content-Language"] = "nb"
    context = {"late": late, "link": safe_link(late.link) or ""}
    message.set_content(render("mail/late_enquiry.txt.jinja", **context), cte="quoted-printable")
    accents = {
        "accent": readable(organisation.accent, PAPER),
        "accent_dark": readable(organisation.accent, NIGHT, NIGHT_CONTRAST),
    }
    html = inlined(render("mail/late_enquiry.html.jinja", **context, **accents))
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message


def late_id(organisation: Organisation, recipient: Recipient, which: str, *, sender: str) -> str:
    """The Message-ID: the same for the same enquiry, deadline and reader."""
    mark = hashlib.sha256(which.encode()).hexdigest()[:12]
    return stable_id("enquiry", organisation, recipient, mark, domain=mail_address(sender, recipient.id).domain)

"""The message that a decision about a critical story is due, or late. Nothing that is confidential stands in it."""

from dataclasses import dataclass
from datetime import date, datetime
from email import policy
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from mediawatch.model import Organisation, Recipient
from mediawatch.render import plain, render, safe_link
from mediawatch.report.colour import readable
from mediawatch.report.mail import NIGHT, NIGHT_CONTRAST, PAPER, inlined, mail_address, stable_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What is told: `subject` of the message, `answer` the sentence that matters, `story` its headline and where it
    stood, `decision` what was decided, `link` to the decision ("" where the pages have no address)."""

    subject: str
    answer: str
    story: str
    decision: str
    link: str


def reminder_message(
    reminder: Reminder,
    organisation: Organisation,
    recipient: Recipient,
    *,
    identity: str,
    sender: str,
    now: datetime,
    zone: ZoneInfo,
) -> EmailMessage:
    """The mail for whoever is responsible. `identity`: its Message-ID. Raises DeliveryError when an address is none."""
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = reminder.subject
    message["From"] = mail_address(sender, recipient.id)
    message["To"] = mail_address(recipient.email, recipient.id, name=recipient.name)
    message["Date"] = now.astimezone(zone)
    message["Message-ID"] = identity
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["Content-Language"] = "nb"
    context = {"reminder": reminder, "place": plain(organisation.place), "link": safe_link(reminder.link) or ""}
    message.set_content(render("mail/reminder.txt.jinja", **context), cte="quoted-printable")
    accents = {
        "accent": readable(organisation.accent, PAPER),
        "accent_dark": readable(organisation.accent, NIGHT, NIGHT_CONTRAST),
    }
    html = inlined(render("mail/reminder.html.jinja", **context, **accents))
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message


def reminder_id(
    organisation: Organisation, recipient: Recipient, response: int, kind: str, day: date, *, sender: str
) -> str:
    """The Message-ID: the same for the same response, kind of reminder, day and reader."""
    domain = mail_address(sender, recipient.id).domain
    return stable_id(f"response-{response}-{kind}", organisation, recipient, day.isoformat(), domain=domain)

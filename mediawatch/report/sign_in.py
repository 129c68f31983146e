"""The mail with a link that signs in."""

from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import make_msgid
from zoneinfo import ZoneInfo

from mediawatch.model import Account
from mediawatch.render import render
from mediawatch.report.colour import FALLBACK_ACCENT, readable
from mediawatch.report.mail import NIGHT, NIGHT_CONTRAST, PAPER, inlined, mail_address

SUBJECT = "Logg inn i mediawatch"


def sign_in_message(
    account: Account, link: str, *, minutes: int, sender: str, now: datetime, zone: ZoneInfo
) -> EmailMessage:
    """The message to an account with its `link`, good for `minutes`. Raises DeliveryError when an address is none."""
    address = mail_address(sender, account.email)
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = SUBJECT
    message["From"] = address
    message["To"] = mail_address(account.email, account.email, name=account.name)
    message["Date"] = now.astimezone(zone)
    message["Message-ID"] = make_msgid("sign-in", domain=address.domain)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["Content-Language"] = "nb"
    context = {"link": link, "minutes": minutes, "subject": SUBJECT}
    message.set_content(render("mail/sign_in.txt.jinja", **context), cte="quoted-printable")
    accents = {
        "accent": readable(FALLBACK_ACCENT, PAPER),
        "accent_dark": readable(FALLBACK_ACCENT, NIGHT, NIGHT_CONTRAST),
    }
    html = inlined(render("mail/sign_in.html.jinja", **context, **accents))
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message

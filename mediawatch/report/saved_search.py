"""The mail with the new hits of a saved search."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from mediawatch.model import Organisation, Recipient, SavedSearch, Story
from mediawatch.render import counted, moment_words, plain, render, safe_link, shorten, tone_words
from mediawatch.report.colour import readable
from mediawatch.report.mail import NIGHT, NIGHT_CONTRAST, PAPER, inlined, mail_address

TITLE_LIMIT = 200


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A story in the mail: its tone, title and link, and where and when it was printed."""

    tone: str
    title: str
    link: str
    facts: str


def saved_search_message(
    saved: SavedSearch,
    organisation: Organisation,
    recipient: Recipient,
    stories: Sequence[Story],
    *,
    total: int,
    identity: str,
    sender: str,
    base_url: str,
    now: datetime,
    zone: ZoneInfo,
) -> EmailMessage:
    """New hits to the message that tells of them. `total`: how many there are, more than `stories` when they are many;
    `identity`: its Message-ID. Raises DeliveryError when an address is none."""
    message = EmailMessage(policy=policy.SMTP)
    subject = f"{counted(total, 'ny sak', 'nye saker')}: {shorten(saved.name, 80)}"
    message["Subject"] = subject
    message["From"] = mail_address(sender, recipient.id)
    message["To"] = mail_address(recipient.email, recipient.id, name=recipient.name)
    message["Date"] = now.astimezone(zone)
    message["Message-ID"] = identity
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["Content-Language"] = "nb"
    context = {"subject": subject, **_context(saved, organisation, stories, total, base_url, now, zone)}
    message.set_content(render("mail/saved_search.txt.jinja", **context), cte="quoted-printable")
    accents = {
        "accent": readable(organisation.accent, PAPER),
        "accent_dark": readable(organisation.accent, NIGHT, NIGHT_CONTRAST),
    }
    html = inlined(render("mail/saved_search.html.jinja", **context, **accents))
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message


def _context(
    saved: SavedSearch,
    organisation: Organisation,
    stories: Sequence[Story],
    total: int,
    base_url: str,
    now: datetime,
    zone: ZoneInfo,
) -> dict[str, Any]:
    base = f"{base_url.rstrip('/')}/{organisation.id}" if base_url else ""
    return {
        "name": shorten(saved.name, 80),
        "place": plain(organisation.place),
        "lines": [found_line(story, base, now, zone) for story in stories],
        "more": total - len(stories),
        "archive": f"{base}/arkiv?sok={quote(saved.query)}" if base else "",
        "settings": f"{base}/arkiv/lagret" if base else "",
    }


def found_line(story: Story, base: str, now: datetime, zone: ZoneInfo) -> FoundLine:
    """A story to its line. `base`: where our own pages of the organisation lie, "" where they have no address."""
    lead = story.lead
    tone = tone_words(lead.tone.label if lead.tone else None)
    ours = f"{base}/sak/{story.id}" if base else safe_link(lead.article.link) or ""
    when = moment_words(lead.when, now.astimezone(zone).date(), zone)
    title = shorten(lead.article.title, TITLE_LIMIT) or "(uten tittel)"
    return FoundLine(f"{tone.shape} {tone.word}", title, ours, f"{plain(lead.outlet.name)} · {when}")

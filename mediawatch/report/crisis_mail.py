"""What is new in a crisis to the mail that tells it. Nothing confidential is in it: all who get the digest get it."""

from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

from mediawatch.model import Crisis, Organisation, Recipient, SilentSource, Speaker, Statement, Story
from mediawatch.render import clock, counted, moment_words, plain, render, shorten
from mediawatch.report.colour import readable
from mediawatch.report.crisis_words import CHANNEL_NAMES
from mediawatch.report.mail import NIGHT, NIGHT_CONTRAST, PAPER, inlined, mail_address
from mediawatch.report.saved_search import found_line

MOST_STORIES = 40
MOST_STATEMENTS = 20
TEXT_LIMIT = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisNews:
    """What one mail tells. `what`: "start", "end" or the hour; `stories` and `statements`: those found or written after
    `since` and up to `until`; `speakers`: who speaks while it lasts."""

    organisation: Organisation
    crisis: Crisis
    what: str
    since: datetime
    until: datetime
    stories: tuple[Story, ...]
    statements: tuple[Statement, ...]
    speakers: tuple[Speaker, ...]
    silent: tuple[SilentSource, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is new."""
        return not (self.stories or self.statements)


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A statement in the mail: when, who, how and to whom, and the words."""

    facts: str
    text: str


def crisis_message(
    news: CrisisNews,
    recipient: Recipient,
    *,
    identity: str,
    sender: str,
    base_url: str,
    now: datetime,
    zone: ZoneInfo,
) -> EmailMessage:
    """News to the one mail for `recipient`. `identity`: its Message-ID. Raises DeliveryError for a bad address."""
    message = EmailMessage(policy=policy.SMTP)
    context = crisis_context(news, base_url=base_url, now=now, zone=zone)
    message["Subject"] = context["subject"]
    message["From"] = mail_address(sender, recipient.id)
    message["To"] = mail_address(recipient.email, recipient.id, name=recipient.name)
    message["Date"] = now.astimezone(zone)
    message["Message-ID"] = identity
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["Importance"] = "high"
    message["Content-Language"] = "nb"
    message.set_content(render("mail/crisis.txt.jinja", **context), cte="quoted-printable")
    accents = {
        "accent": readable(news.organisation.accent, PAPER),
        "accent_dark": readable(news.organisation.accent, NIGHT, NIGHT_CONTRAST),
    }
    html = inlined(render("mail/crisis.html.jinja", **context, **accents))
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message


def crisis_context(news: CrisisNews, *, base_url: str, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """News to what the mail's templates show."""
    organisation, crisis = news.organisation, news.crisis
    base, today = (f"{base_url.rstrip('/')}/{organisation.id}" if base_url else ""), now.astimezone(zone).date()
    place = plain(organisation.place)
    told = _told(news)
    subject = {
        "start": f"Krise: {place} har slått på kriseberedskap",
        "end": f"Krisen er over: {place} har slått av kriseberedskapen",
    }.get(news.what, f"Krise {clock(now, zone)}: {told}")
    return {
        "subject": subject,
        "place": place,
        "answer": subject if news.what in ("start", "end") else f"{told[:1].upper()}{told[1:]}",
        "over": news.what == "end",
        "reason": shorten(crisis.ended_why if news.what == "end" else crisis.reason, TEXT_LIMIT),
        "began": moment_words(crisis.started_at, today, zone),
        "since": moment_words(news.since, today, zone),
        "lines": [found_line(story, base, now, zone) for story in news.stories[:MOST_STORIES]],
        "more": max(0, len(news.stories) - MOST_STORIES),
        "statements": [_statement(one, now, zone) for one in news.statements[:MOST_STATEMENTS]],
        "speakers": [] if news.what == "end" else [_speaker(one) for one in news.speakers],
        "silent": ", ".join(plain(one.words) for one in news.silent),
        "page": f"{base}/krise{f'/{crisis.id}' if news.what == 'end' else ''}" if base else "",
    }


def _told(news: CrisisNews) -> str:
    if not news.stories:
        return "ingen nye saker"
    critical = sum(_is_critical(story) for story in news.stories)
    told = counted(critical, "kritisk", "kritiske") if critical else "ingen kritiske"
    return f"{counted(len(news.stories), 'ny sak', 'nye saker')}, {told}"


def _is_critical(story: Story) -> bool:
    lead = next((copy for copy in story.coverage if copy.is_press and copy.reading.relevant), story.lead)
    return lead.tone is not None and lead.tone.label == "negative"


def _statement(one: Statement, now: datetime, zone: ZoneInfo) -> SaidLine:
    when = moment_words(one.at, now.astimezone(zone).date(), zone)
    to = f" til {shorten(one.audience, 100)}" if one.audience else ""
    facts = f"{when} · {plain(one.person)} · {CHANNEL_NAMES[one.channel]}{to}"
    return SaidLine(facts, shorten(one.text, TEXT_LIMIT))


def _speaker(one: Speaker) -> str:
    if one.line is None:
        return "Avklar med kommunedirektøren"
    parts = (plain(one.line.title), plain(one.line.name), plain(one.line.phone))
    instead = f" (for {plain(one.stands_in_for.title).lower()})" if one.stands_in_for else ""
    return f"{', '.join(filter(None, parts))}{instead}"

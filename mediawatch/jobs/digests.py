"""The daily digest: what to tell, and one mail per recipient and date, at most once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from mediawatch.config import Config, Settings
from mediawatch.errors import DeliveryError
from mediawatch.measure.silence import silent_sources
from mediawatch.measure.targets import target_state
from mediawatch.model import Digest, Organisation, Recipient, TargetState
from mediawatch.relate.responses import needs_decision
from mediawatch.report.calendar import digest_due
from mediawatch.report.digest import make_digest
from mediawatch.report.mail import SmtpSettings, digest_message, message_id, send, write_to_outbox
from mediawatch.store import DeliveryKey, Store

FIRST_WINDOW = timedelta(days=1)
"""What a recipient's very first digest looks back on."""
LONGEST_WINDOW = timedelta(days=7)
"""A digest after a long silence (holiday, machine off) does not look back further than this."""
LATE = timedelta(days=2)
"""News found later than this after it was printed goes to the archive only: a first poll brings old news."""
RETRY = timedelta(minutes=15)
RETRY_REFUSED = timedelta(hours=4)
"""A wrong address or password is tried again now and then: somebody may have put it right."""
TARGET_HISTORY = timedelta(weeks=53)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of one recipient's digest. `place`: the file it was written to, when no SMTP server is set."""

    recipient: Recipient
    date: date
    outcome: str
    place: Path | None = None
    advice: str = ""


def build_digest(
    config: Config,
    store: Store,
    organisation: Organisation,
    *,
    day: date,
    since: datetime,
    until: datetime,
    late: timedelta = timedelta(0),
) -> Digest:
    """The digest of one organisation for what was first seen after `since` and up to `until`, and printed no longer
    than `late` before `since`."""
    zone = config.settings.zone
    outlets = config.outlet_by_id
    seen = store.stories(organisation.id, since=since, until=until, include_unsure=True, outlets=outlets)
    stories = [story for story in seen if story.lead.when > since - late]
    states = store.feed_states()
    heard = {state.outlet for state in states if state.last_success is not None and state.last_success > since}
    return make_digest(
        organisation,
        stories,
        date=day,
        since=since,
        until=until,
        targets=target_states(config, store, organisation, today=day),
        silent=silent_sources(config.outlets, states, now=until, zone=zone),
        heard=[outlet.name for outlet in config.outlets if outlet.id in heard],
        needs_decision=needs_decision,
        next_poll=min((state.due_at for state in states if state.health != "paused"), default=None),
        zone=zone,
    )


def target_states(config: Config, store: Store, organisation: Organisation, *, today: date) -> tuple[TargetState, ...]:
    """Every target of the organisation with its history, from the first coverage heard or a year back."""
    zone = config.settings.zone
    earliest = today - TARGET_HISTORY
    first = store.first_coverage_date(organisation.id, zone)
    since = max(earliest, first) if first else today
    start = datetime(earliest.year, earliest.month, earliest.day, tzinfo=zone)
    stories = store.stories(organisation.id, since=start, by="published", outlets=config.outlet_by_id)
    return tuple(target_state(target, stories, today=today, since=since, zone=zone) for target in organisation.targets)


def send_due_digests(config: Config, store: Store, now: datetime) -> tuple[Delivered, ...]:
    """Sends every digest that is due at `now` and has not been dealt with; a failure touches its recipient only."""

    def is_due(recipient: Recipient, zone: ZoneInfo) -> date | None:
        return digest_due(recipient, now, zone)

    return tuple(_deliver_all(config, store, now, is_due))


def send_digests_now(config: Config, store: Store, now: datetime) -> tuple[Delivered, ...]:
    """Sends today's digest to every recipient whatever the hour; those who have had today's get nothing twice."""

    def is_due(_recipient: Recipient, zone: ZoneInfo) -> date | None:
        return now.astimezone(zone).date()

    return tuple(_deliver_all(config, store, now, is_due))


def _deliver_all(
    config: Config, store: Store, now: datetime, is_due: Callable[[Recipient, ZoneInfo], date | None]
) -> Iterable[Delivered]:
    for organisation in config.organisations:
        for recipient in organisation.recipients:
            day = is_due(recipient, config.settings.zone)
            if day is not None:
                delivered = _deliver(config, store, organisation, recipient, day, now)
                if delivered is not None:
                    yield delivered


def _deliver(
    config: Config, store: Store, organisation: Organisation, recipient: Recipient, day: date, now: datetime
) -> Delivered | None:
    """One recipient's digest. None when somebody has dealt with it before."""
    kind = f"digest/{organisation.id}"
    key = (kind, recipient.id, day)
    identity = message_id(organisation, recipient, day, sender=config.settings.sender)
    if store.claim_delivery(key, identity, now) != "claimed":
        return None
    last = store.last_sent(kind, recipient.id)
    since = max(last, now - LONGEST_WINDOW) if last is not None else now - FIRST_WINDOW
    late = LATE if last is not None else timedelta(0)
    digest = build_digest(config, store, organisation, day=day, since=since, until=now, late=late)
    if digest.is_empty and not recipient.empty_days:
        store.mark_sent(key, now)
        return Delivered(recipient, day, "empty")
    try:
        place = _hand_over(config, store, digest, recipient, key, now)
    except DeliveryError as error:
        advice = error.advice or str(error)
        _note_failure(store, key, error, advice, now)
        return Delivered(recipient, day, "failed", advice=advice)
    store.mark_sent(key, now)
    return Delivered(recipient, day, "sent" if place is None else "outbox", place=place)


def _hand_over(
    config: Config, store: Store, digest: Digest, recipient: Recipient, key: DeliveryKey, now: datetime
) -> Path | None:
    """Sends the message, or writes it where no SMTP server is set (then the file's path). Raises DeliveryError."""
    settings = config.settings
    message = digest_message(digest, recipient, sender=settings.sender, base_url=settings.base_url or None, now=now)
    smtp = smtp_settings(settings)
    if smtp is None:
        return write_to_outbox(message, settings.outbox)
    send(message, smtp, before_data=lambda: store.mark_handing_over(key, now))
    return None


def _note_failure(store: Store, key: DeliveryKey, error: DeliveryError, advice: str, now: datetime) -> None:
    """A refusal is tried again after RETRY; what may have arrived is left alone, since two mails are worse than none
    (the next day's digest reaches back over it)."""
    if error.may_have_arrived:
        store.mark_uncertain(key, advice, now)
    else:
        store.mark_failed(key, advice, now, retry_at=now + (RETRY if error.temporary else RETRY_REFUSED))


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

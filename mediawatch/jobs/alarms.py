"""Alarms: what is new is raised, and told to each as soon as it is not quiet; at most once, in one message."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from functools import partial
from pathlib import Path

from mediawatch.config import Config
from mediawatch.errors import DeliveryError
from mediawatch.jobs.alarm_steps import matters
from mediawatch.jobs.delivery import RETRY, RETRY_REFUSED, Outcome, outbox_advice, smtp_settings
from mediawatch.jobs.speaking import roster, speakers
from mediawatch.measure.alarms import is_still_negative
from mediawatch.model import Alarm, Matter, Organisation, Recipient, Story
from mediawatch.report.advice import AMBIGUOUS
from mediawatch.report.alarm import alarm_message, trial_message, trial_words
from mediawatch.report.alarm_page import AlarmPage, alarm_page, short_text
from mediawatch.report.calendar import quiet_ends
from mediawatch.report.mail import send, write_to_outbox
from mediawatch.report.notify import channel_name, notify
from mediawatch.store import Store

NO_NEWS = timedelta(days=7)
"""What has waited so long (a wrong password, a machine that was off) is no alarm any more."""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one message: to whom ("Kommunedirektør", "kanalen msteams"), with which alarms, and the file it
    was written to where no SMTP server is set."""

    name: str
    outcome: Outcome
    alarms: tuple[Alarm, ...] = ()
    place: Path | None = None
    advice: str = ""


@dataclass(frozen=True, slots=True)
class AlarmRound:
    """What was raised, and what was told, in all organisations."""

    raised: tuple[Alarm, ...] = ()
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Receiver:
    """One who is told: `to` is the store's name for them, `send` hands a page over, calling back right before nothing
    can be taken back, and answers the file it was written to, if any. Raises DeliveryError."""

    to: str
    name: str
    send: Callable[[AlarmPage, Sequence[Alarm], Callable[[], None]], Path | None]


def raise_and_tell(
    config: Config, store: Store, now: datetime, *, stopping: Callable[[], bool] = lambda: False
) -> AlarmRound:
    """Raises what is new and tells what waits. Once `stopping` says so, no other message is begun."""
    raised = raise_alarms(config, store, now)
    return AlarmRound(raised, tell_alarms(config, store, now, stopping=stopping))


def raise_alarms(config: Config, store: Store, now: datetime) -> tuple[Alarm, ...]:
    """Keeps every matter that is new, waiting for those who are to be told of it."""
    return tuple(
        alarm
        for organisation in config.organisations
        for alarm in store.alarms.raise_new(
            organisation.id,
            matters(config, store, organisation, now),
            [receiver.to for receiver in receivers(config, organisation, now)],
            now,
        )
    )


def preview_alarms(config: Config, store: Store, organisation: Organisation, now: datetime) -> tuple[Matter, ...]:
    """What would be raised at `now`; nothing is kept."""
    found = matters(config, store, organisation, now)
    return tuple(matter for matter in found if not store.alarms.is_known(organisation.id, matter, now))


def tell_alarms(
    config: Config, store: Store, now: datetime, *, stopping: Callable[[], bool] = lambda: False
) -> tuple[Told, ...]:
    """Tells each receiver what waits for them, in one message, unless it is quiet and no crisis is on; a failure
    touches its receiver only."""
    told: list[Told] = []
    for organisation in config.organisations:
        quiet = quiet_ends(organisation.alarms, now, config.settings.zone) is not None
        if quiet and store.crises.running(organisation.id) is None:
            continue
        for receiver in receivers(config, organisation, now):
            if not stopping():
                told += _tell(config, store, organisation, receiver, now)
    return tuple(told)


def receivers(config: Config, organisation: Organisation, now: datetime) -> tuple[Receiver, ...]:
    """Who is told of an organisation's alarms: recipients by mail, and its channels."""
    by_id = {recipient.id: recipient for recipient in organisation.recipients}
    mails = [_by_mail(config, organisation, by_id[name], now) for name in organisation.alarms.to if name in by_id]
    addresses = config.settings.channels(organisation.id)
    return (*mails, *(_by_channel(number, address) for number, address in enumerate(addresses, start=1)))


def send_trial(config: Config, organisation: Organisation, now: datetime) -> tuple[Told, ...]:
    """A test message to everybody who would be told of an alarm now, whatever the hour."""
    settings = config.settings
    title, text = trial_words(organisation)
    attempts: list[tuple[str, Callable[[], Path | None]]] = []
    for recipient in organisation.recipients:
        if recipient.id in organisation.alarms.to:
            message = trial_message(organisation, recipient, sender=settings.sender, now=now, zone=settings.zone)
            attempts.append((recipient.name, partial(_mail, config, message, recipient, _nothing)))
    attempts += [
        (_by_channel(0, address).name, partial(_notify, address, title, text))
        for address in settings.channels(organisation.id)
    ]
    return tuple(_tried(name, attempt) for name, attempt in attempts)


def _nothing() -> None:
    """A test message is claimed by nobody."""


def _tried(name: str, attempt: Callable[[], Path | None]) -> Told:
    try:
        place = attempt()
    except DeliveryError as error:
        outcome: Outcome = "uncertain" if error.may_have_arrived else "failed"
        return Told(name, outcome, advice=error.advice or str(error))
    return Told(name, "sent" if place is None else "outbox", place=place)


def _tell(
    config: Config, store: Store, organisation: Organisation, receiver: Receiver, now: datetime
) -> Iterable[Told]:
    waiting, lost = store.alarms.claim(organisation.id, receiver.to, now, oldest=now - NO_NEWS)
    if lost:
        yield Told(receiver.name, "uncertain", tuple(lost), advice=AMBIGUOUS)
    stories = _about(config, store, waiting)
    alarms = [alarm for alarm in waiting if _holds(alarm, stories)]
    if gone := [alarm.id for alarm in waiting if alarm not in alarms]:
        store.alarms.lapse(gone, receiver.to, now)
    if not alarms:
        return
    settings, ids = config.settings, [alarm.id for alarm in alarms]
    on_the_day = roster(store, organisation, day=now.astimezone(settings.zone).date())
    page = alarm_page(
        alarms,
        stories,
        organisation,
        now=now,
        zone=settings.zone,
        base_url=settings.base_url or None,
        speakers=speakers(on_the_day, stories.values()),
    )
    try:
        place = receiver.send(page, alarms, lambda: store.alarms.mark_handing_over(ids, receiver.to, now))
    except DeliveryError as error:
        yield _failed(store, receiver, alarms, error, now)
        return
    store.alarms.mark_sent(ids, receiver.to, now)
    yield Told(receiver.name, "sent" if place is None else "outbox", tuple(alarms), place=place)


def _failed(store: Store, receiver: Receiver, alarms: Sequence[Alarm], error: DeliveryError, now: datetime) -> Told:
    ids, advice = [alarm.id for alarm in alarms], error.advice or str(error)
    if error.may_have_arrived:
        store.alarms.mark_uncertain(ids, receiver.to, advice, now)
        return Told(receiver.name, "uncertain", tuple(alarms), advice=advice)
    wait = RETRY if error.temporary else RETRY_REFUSED
    store.alarms.mark_failed(ids, receiver.to, advice, now, retry_at=now + wait)
    return Told(receiver.name, "failed", tuple(alarms), advice=advice)


def _about(config: Config, store: Store, alarms: Iterable[Alarm]) -> dict[int, Story]:
    """The stories the alarms are about, as they stand now."""
    numbers = {number for alarm in alarms for number in alarm.stories}
    found = (store.story(number, outlets=config.outlet_by_id) for number in sorted(numbers))
    return {story.id: story for story in found if story is not None}


def _holds(alarm: Alarm, stories: dict[int, Story]) -> bool:
    """Whether it still is so: while it was quiet a person may have said that the story is not negative, or not ours."""
    if alarm.kind not in ("negative", "headline"):
        return True
    about = [stories[number] for number in alarm.stories if number in stories]
    if alarm.kind == "negative":
        return any(is_still_negative(story) for story in about)
    return any(copy.reading.relevant for story in about for copy in story.coverage)


def _by_mail(config: Config, organisation: Organisation, recipient: Recipient, now: datetime) -> Receiver:
    settings = config.settings

    def hand_over(page: AlarmPage, alarms: Sequence[Alarm], before: Callable[[], None]) -> Path | None:
        message = alarm_message(
            page, alarms, organisation, recipient, sender=settings.sender, now=now, zone=settings.zone
        )
        return _mail(config, message, recipient, before)

    return Receiver(to=f"mail/{recipient.id}", name=recipient.name, send=hand_over)


def _by_channel(number: int, address: str) -> Receiver:
    def hand_over(page: AlarmPage, _alarms: Sequence[Alarm], before: Callable[[], None]) -> Path | None:
        before()
        return _notify(address, page.subject, short_text(page))

    return Receiver(to=f"notify/{number}", name=f"kanalen {channel_name(address)}", send=hand_over)


def _notify(address: str, title: str, text: str) -> Path | None:
    notify(address, title, text)
    return None


def _mail(config: Config, message: EmailMessage, recipient: Recipient, before: Callable[[], None]) -> Path | None:
    """Sends a mail, or writes it where no SMTP server is set (then the file's path). Raises DeliveryError."""
    smtp = smtp_settings(config.settings)
    if smtp is not None:
        send(message, smtp, before_data=before)
        return None
    before()
    try:
        return write_to_outbox(message, config.settings.outbox)
    except OSError as error:
        advice = outbox_advice(error, config.settings.outbox)
        raise DeliveryError(str(error), recipient=recipient.id, advice=advice) from error

"""The daily digest: what to tell, and one mail per recipient and date, at most once."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from mediawatch.config import Config
from mediawatch.jobs.delivery import Delivered, deliver
from mediawatch.jobs.due import due_lines
from mediawatch.jobs.scores import score_weeks
from mediawatch.jobs.shelf import Stories
from mediawatch.jobs.speaking import roster, speakers
from mediawatch.measure.reading_targets import reading_state
from mediawatch.measure.silence import silent_sources
from mediawatch.measure.targets import target_state
from mediawatch.model import Digest, Organisation, Period, Recipient, Target, TargetState
from mediawatch.relate.responses import needs_decision
from mediawatch.report.calendar import digest_due
from mediawatch.report.digest import make_digest
from mediawatch.report.mail import digest_message, message_id
from mediawatch.store import Store

FIRST_WINDOW = timedelta(days=1)
"""What a recipient's very first digest looks back on."""
LONGEST_WINDOW = timedelta(days=7)
"""A digest after a long silence (holiday, machine off) does not look back further than this."""
LATE = timedelta(days=2)
"""News found later than this after it was printed goes to the archive only: a first poll brings old news."""
TARGET_HISTORY: dict[Period, timedelta] = {
    "week": timedelta(weeks=53),
    "month": timedelta(weeks=53),
    "quarter": timedelta(weeks=3 * 53),
    "year": timedelta(weeks=6 * 53),
}
"""How far back a target on coverage tells of its periods. Of readings, which are few, all are told."""


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
    made = make_digest(
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
        scores=score_weeks(config, store, organisation, now=until).weeks,
        due=due_lines(config, store, organisation, until),
        zone=zone,
    )
    on_the_day = roster(store, organisation, day=day)
    return replace(made, speakers=speakers(on_the_day, stories), matrix=on_the_day.matrix())


def target_states(
    config: Config, store: Store, organisation: Organisation, *, today: date, shelf: Stories | None = None
) -> tuple[TargetState, ...]:
    """Every target of the organisation with its history: on coverage from the first heard or as far back as
    TARGET_HISTORY, on readings from the first supplied. Computed anew each time, so that a changed target, a
    correction, a late article or another reading changes its history too. `shelf`: where the stories are had, if not
    from the store."""
    zone = config.settings.zone
    series = {one.id: one for one in organisation.readings}
    on_coverage = [target for target in organisation.targets if not target.reading]
    earliest = {target.id: today - TARGET_HISTORY.get(target.every, TARGET_HISTORY["week"]) for target in on_coverage}
    first = store.first_coverage_date(organisation.id, zone)
    start = datetime.combine(min(earliest.values(), default=today), time(), tzinfo=zone)
    stories = (
        shelf(start)
        if shelf
        else store.stories(organisation.id, since=start, by="published", outlets=config.outlet_by_id)
    )
    supplied = store.readings.all(organisation.id) if series else []

    def state(target: Target) -> TargetState:
        if target.reading:
            return reading_state(target, series[target.reading], supplied, today=today)
        since = max(earliest[target.id], first) if first else today
        return target_state(target, stories, today=today, since=since, zone=zone)

    return tuple(state(target) for target in organisation.targets)


def send_due_digests(
    config: Config, store: Store, now: datetime, *, stopping: Callable[[], bool] = lambda: False
) -> tuple[Delivered, ...]:
    """Sends every digest that is due at `now` and has not been dealt with; a failure touches its recipient only. Once
    `stopping` says so, no other is begun."""

    def is_due(recipient: Recipient, zone: ZoneInfo) -> date | None:
        return None if stopping() else digest_due(recipient, now, zone)

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
    """One recipient's digest. None when it has been dealt with, or somebody is at it."""
    settings, kind = config.settings, f"digest/{organisation.id}"

    def make() -> EmailMessage | None:
        last = store.last_sent(kind, recipient.id)
        late = LATE if last is not None else timedelta(0)
        since = max(now - LONGEST_WINDOW, last or now - FIRST_WINDOW - _waited(store, kind, recipient, day))
        digest = build_digest(config, store, organisation, day=day, since=since, until=now, late=late)
        if digest.is_empty and not recipient.empty_days:
            return None
        return digest_message(digest, recipient, sender=settings.sender, base_url=settings.base_url or None, now=now)

    identity = message_id(organisation, recipient, day, sender=settings.sender)
    return deliver(settings, store, (kind, recipient.id, day), identity, recipient, now, make)


def _waited(store: Store, kind: str, recipient: Recipient, day: date) -> timedelta:
    """How long somebody who has had no digest yet should have had one."""
    tried = store.deliveries(states=("failed", "uncertain", "handing_over"))
    days = (each.date for each in tried if (each.kind, each.recipient) == (kind, recipient.id))
    return day - min(days, default=day)

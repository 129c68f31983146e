"""A crisis from start to report: begun by one, told to all who get the digest, at once and then on every full hour.

All state lies in the database: whoever wakes next, after a restart or in another process, goes on where it was. Quiet
hours, weekends and holidays do not silence a crisis.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage

from mediawatch.collect.pace import FLOOR
from mediawatch.config import Config
from mediawatch.jobs.delivery import Delivered, deliver
from mediawatch.jobs.speaking import roster
from mediawatch.measure.crisis import HOUR, crisis_report, full_hour
from mediawatch.measure.silence import silent_sources
from mediawatch.model import Crisis, CrisisReport, DueLine, Organisation, Recipient
from mediawatch.render import shorten
from mediawatch.report.crisis_mail import CrisisNews, crisis_message
from mediawatch.report.mail import mail_address, stable_id
from mediawatch.store import Store
from mediawatch.store.crises import delivery_kind

LOOK_BACK = timedelta(hours=24)
"""What the first mail tells of: what the crisis began with."""
QUIET_EVERY = 3
"""Every so many hours it is told that there is nothing new, so that nobody wonders whether we are still listening."""
END_TOLD = timedelta(hours=24)
"""So long after its end those who have not heard of it are told."""


def start_crisis(
    store: Store, organisation: Organisation, *, reason: str, by: str, now: datetime
) -> tuple[Crisis, bool]:
    """Begins a crisis with the crisis set of the matrix; False when one was on already (that one is given)."""
    lines = roster(store, organisation, day=now.date()).crisis_set
    given = Crisis(
        organisation=organisation.id,
        started_at=now,
        started_by=by,
        reason=reason,
        speakers=tuple(line.id for line in lines),
    )
    return store.crises.start(given, by=by)


def hurry_polls(config: Config, store: Store, now: datetime) -> int:
    """While a crisis is on, feeds are due as soon as an outlet may be asked anew: never sooner than FLOOR after the
    last time. Those that fail, rest or have a pace of their own in feeds.yaml are left alone. Answers how many."""
    if not any(store.crises.running(organisation.id) for organisation in config.organisations):
        return 0
    own_pace = [feed.id for outlet in config.outlets for feed in outlet.feeds if feed.every_minutes]
    return store.crises.hurry(now, asked_before=now - FLOOR, but=own_pace)


def send_due_crises(
    config: Config, store: Store, now: datetime, *, stopping: Callable[[], bool] = lambda: False
) -> tuple[Delivered, ...]:
    """Sends what is due of every crisis: that it began, what is new since the last mail, that it is over."""
    return tuple(
        done
        for organisation in config.organisations
        for crisis in _told_of(store, organisation, now)
        for recipient in organisation.recipients
        if not stopping()
        for done in _tell(config, store, organisation, crisis, recipient, now)
        if done.outcome != "empty"
    )


def make_report(
    config: Config, store: Store, organisation: Organisation, crisis: Crisis, now: datetime
) -> CrisisReport:
    """A crisis with all that is kept of its time to its report."""
    until = crisis.ended_at or now
    stories = store.stories(organisation.id, since=crisis.started_at, until=until, outlets=config.outlet_by_id)
    asked = store.enquiries.between(organisation.id, crisis.started_at, until)
    decided = store.responses.all(organisation.id)
    return crisis_report(
        crisis,
        stories,
        store.crises.said(crisis),
        now=now,
        zone=config.settings.zone,
        enquiries=sorted(asked, key=lambda one: one.received_at),
        decisions=[one for one in decided if one.decided_at and crisis.started_at <= one.decided_at <= until],
    )


def due_crises(_config: Config, store: Store, organisation: Organisation, _now: datetime) -> Iterator[DueLine]:
    """That a crisis is on, for the daily digest."""
    running = store.crises.running(organisation.id)
    if running is not None:
        yield DueLine(words=f"Kriseberedskap er på: {shorten(running.reason, 120)}", link="krise")


def _told_of(store: Store, organisation: Organisation, now: datetime) -> Iterator[Crisis]:
    running = store.crises.running(organisation.id)
    if running is not None:
        yield running
    for crisis in store.crises.ended(organisation.id, limit=3):
        if crisis.ended_at is not None and now - crisis.ended_at < END_TOLD:
            yield crisis


def _tell(
    config: Config, store: Store, organisation: Organisation, crisis: Crisis, recipient: Recipient, now: datetime
) -> Iterator[Delivered]:
    """What a recipient is due of one crisis; the news of an hour only to those who were not told anything in it."""
    hour = full_hour(now, config.settings.zone)
    if crisis.lasts:
        yield from _sent(_deliver(config, store, organisation, crisis, recipient, now, "start", crisis.started_at))
        last = store.crises.last_told(crisis, recipient.id)
        if hour > crisis.started_at and (last is None or last < hour):
            what = f"{hour:%Y%m%dT%H%MZ}"
            yield from _sent(_deliver(config, store, organisation, crisis, recipient, now, what, hour))
    elif crisis.ended_at is not None:
        yield from _sent(_deliver(config, store, organisation, crisis, recipient, now, "end", crisis.ended_at))


def _sent(done: Delivered | None) -> Iterator[Delivered]:
    if done is not None:
        yield replace(done, kind="crisis")


def _deliver(
    config: Config,
    store: Store,
    organisation: Organisation,
    crisis: Crisis,
    recipient: Recipient,
    now: datetime,
    what: str,
    moment: datetime,
) -> Delivered | None:
    """One mail; `moment`: the one it belongs to, whose local day it is kept under."""
    settings, began = config.settings, full_hour(crisis.started_at, config.settings.zone)
    domain = mail_address(settings.sender, recipient.id).domain
    identity = stable_id(f"crisis-{crisis.id}", organisation, recipient, what.lower(), domain=domain)

    def make() -> EmailMessage | None:
        since = store.crises.last_told(crisis, recipient.id) or crisis.started_at - LOOK_BACK
        news = crisis_news(config, store, organisation, crisis, what, since=since, now=now)
        hourly = what not in ("start", "end")
        if hourly and news.is_empty and ((moment - began) // HOUR) % QUIET_EVERY:
            return None
        return crisis_message(
            news,
            recipient,
            identity=identity,
            sender=settings.sender,
            base_url=settings.base_url,
            now=now,
            zone=settings.zone,
        )

    key = (delivery_kind(crisis, what), recipient.id, moment.astimezone(settings.zone).date())
    return deliver(settings, store, key, identity, recipient, now, make)


def crisis_news(
    config: Config,
    store: Store,
    organisation: Organisation,
    crisis: Crisis,
    what: str,
    *,
    since: datetime,
    now: datetime,
) -> CrisisNews:
    """What one mail tells. `what`: "start", "end" or the hour."""
    zone = config.settings.zone
    seen = store.stories(organisation.id, since=since, until=now, include_unsure=True, outlets=config.outlet_by_id)
    on_the_day = replace(roster(store, organisation, day=now.astimezone(zone).date()), crisis=True)
    return CrisisNews(
        organisation=organisation,
        crisis=crisis,
        what=what,
        since=since,
        until=now,
        stories=tuple(seen),
        statements=tuple(one for one in store.crises.said(crisis) if since < one.noted_at <= now),
        speakers=on_the_day.matrix(),
        silent=silent_sources(config.outlets, store.feed_states(), now=now, zone=zone),
    )

"""Which job when, on one machine. What is due is a column in the database; the schedule only wakes the jobs, so sleep,
restart, a second process or a changed clock do no harm. The only door to APScheduler.
"""

import asyncio
import logging
import signal
import threading
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from functools import partial
from types import FrameType
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler

from mediawatch.config import Config
from mediawatch.errors import MediawatchError
from mediawatch.jobs.alarms import AlarmRound, raise_and_tell
from mediawatch.jobs.clock import Clock, utc_now
from mediawatch.jobs.crises import hurry_polls, send_due_crises
from mediawatch.jobs.delivery import Delivered
from mediawatch.jobs.digests import send_due_digests
from mediawatch.jobs.enquiry_late import ToldLate, tell_late
from mediawatch.jobs.enquiry_mail import MailRound, fetch_enquiries
from mediawatch.jobs.reminders import send_due_reminders
from mediawatch.jobs.retention import retain_if_due
from mediawatch.jobs.rounds import poll_round
from mediawatch.jobs.saved_searches import send_due_searches
from mediawatch.jobs.sources import with_added
from mediawatch.jobs.speaking import remember_matrices
from mediawatch.jobs.summary import RoundSummary
from mediawatch.jobs.weekly import send_due_weeklies
from mediawatch.store import Store

POLL_WAKE = timedelta(seconds=60)
DIGEST_WAKE = timedelta(seconds=30)
ALARM_WAKE = timedelta(seconds=30)
"""Alarms are raised and told by a job of their own: a round that lasts and a receiver that hangs hold nobody up."""
ENQUIRY_WAKE = timedelta(seconds=60)
"""How often the mailbox is looked into, and late enquiries are looked for."""
NIGHT_WAKE = timedelta(minutes=10)
GRACE = timedelta(seconds=4)
"""What a round under way gets to end by itself when it is told to stop; container managers kill after ten seconds."""


class Reports:
    """What the person at the terminal is told; the default tells nobody."""

    def polled(self, summary: RoundSummary, at: datetime) -> None:
        """A round that found feeds due has ended."""

    def delivered(self, deliveries: tuple[Delivered, ...], at: datetime) -> None:
        """Digests were sent, written or failed."""

    def alarmed(self, alarms: AlarmRound, at: datetime) -> None:
        """Alarms were raised, told or could not be told."""

    def enquired(self, mails: MailRound, late: tuple[ToldLate, ...], at: datetime) -> None:
        """Enquiries came by mail or the mailbox could not be read, and somebody was told of those that are late."""

    def failed(self, error: MediawatchError, at: datetime) -> None:
        """A job ended early; it is tried again at the next waking."""


def run_until_stopped(
    config: Config,
    store: Store,
    *,
    reports: Reports,
    now: Clock = utc_now,
    stop: threading.Event | None = None,
    poll_wake: timedelta = POLL_WAKE,
    digest_wake: timedelta = DIGEST_WAKE,
    alarm_wake: timedelta = ALARM_WAKE,
    enquiry_wake: timedelta = ENQUIRY_WAKE,
) -> None:
    """Wakes polling, digests and alarms until SIGTERM, Ctrl-C or `stop`; jobs under way end their step first, and begin
    no other: a round is broken off after GRACE (what it had in hand is taken up by the next process), a mail under way
    is handed over. `now` is what the jobs go by; they are woken by the machine's own clock."""
    stop = stop or threading.Event()
    _told(lambda: remember_matrices(config, store, now()), reports, now)()
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)  # that a round outlasts a waking is no news
    scheduler = BackgroundScheduler(timezone=UTC)
    jobs: tuple[tuple[str, Callable[[], None], timedelta], ...] = (
        ("poll", partial(_poll, config, store, reports, now, stop), poll_wake),
        ("digests", partial(_digests, config, store, reports, now, stop, set()), digest_wake),
        ("alarms", partial(_alarms, config, store, reports, now, stop), alarm_wake),
        ("retention", partial(_retention, config, store, now, stop), NIGHT_WAKE),
        ("enquiries", partial(_enquiries, config, store, reports, now, stop, []), enquiry_wake),
    )
    for name, job, every in jobs:
        trigger = {"trigger": "interval", "seconds": every.total_seconds(), "next_run_time": utc_now()}
        once = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
        scheduler.add_job(_told(job, reports, now), id=name, **trigger, **once)
    _stop_on_signals(stop)
    scheduler.start()
    try:
        while not stop.wait(1.0):
            pass
    finally:
        scheduler.shutdown(wait=True)


def _poll(config: Config, store: Store, reports: Reports, now: Clock, stop: threading.Event) -> None:
    current = with_added(config, store)
    hurry_polls(current, store, now())
    summary = asyncio.run(_until_stopped(poll_round(current, store, now=now, stopping=stop.is_set), stop))
    if summary is not None and summary.outlets:
        reports.polled(summary, now())


async def _until_stopped(work: Coroutine[Any, Any, RoundSummary], stop: threading.Event) -> RoundSummary | None:
    """What the round did; None when it was broken off."""
    task = asyncio.ensure_future(work)
    while not stop.is_set() and not task.done():
        await asyncio.wait({task}, timeout=0.2)
    await asyncio.wait({task}, timeout=GRACE.total_seconds())
    task.cancel()
    try:
        return await task
    except asyncio.CancelledError:
        return None


def _digests(
    config: Config, store: Store, reports: Reports, now: Clock, stop: threading.Event, told: set[Delivered]
) -> None:
    """`told`: uncertain deliveries, found at every waking, are told once."""
    current = with_added(config, store)
    made = send_due_crises(current, store, now(), stopping=stop.is_set)
    made += send_due_digests(current, store, now(), stopping=stop.is_set)
    made += send_due_reminders(current, store, now(), stopping=stop.is_set)
    made += send_due_weeklies(current, store, now(), stopping=stop.is_set)
    made += send_due_searches(current, store, now(), stopping=stop.is_set)
    deliveries = tuple(each for each in made if each not in told)
    told.update(each for each in deliveries if each.outcome == "uncertain")
    if deliveries:
        reports.delivered(deliveries, now())


def _alarms(config: Config, store: Store, reports: Reports, now: Clock, stop: threading.Event) -> None:
    done = raise_and_tell(with_added(config, store), store, now(), stopping=stop.is_set)
    if done.raised or done.told:
        reports.alarmed(done, now())


def _enquiries(
    config: Config, store: Store, reports: Reports, now: Clock, stop: threading.Event, faults: list[str]
) -> None:
    """`faults`: what was wrong with the mailbox at the last waking; it is told once."""
    current = with_added(config, store)
    late = tell_late(current, store, now(), stopping=stop.is_set)  # first: whatever the mailbox holds
    mails = fetch_enquiries(current, store, now, stopping=stop.is_set)
    is_news = bool(mails.fault) and mails.fault not in faults
    faults[:] = [mails.fault] if mails.fault else []
    if mails.filed or is_news or late:
        reports.enquired(mails, late, now())


def _retention(config: Config, store: Store, now: Clock, stop: threading.Event) -> None:
    retain_if_due(config, store, now(), stopping=stop.is_set)


def _told(job: Callable[[], None], reports: Reports, now: Clock) -> Callable[[], None]:
    def run() -> None:
        try:
            job()
        except MediawatchError as error:
            reports.failed(error, now())

    return run


def _stop_on_signals(stop: threading.Event) -> None:
    if threading.current_thread() is not threading.main_thread():
        return

    def stopped(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stopped)

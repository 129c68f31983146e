"""Which job when, on one machine. What is due is a column in the database; the schedule only wakes the jobs, so sleep,
restart, a second process or a changed clock do no harm. The only door to APScheduler.
"""

import asyncio
import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from types import FrameType

from apscheduler.schedulers.background import BackgroundScheduler

from mediawatch.config import Config
from mediawatch.errors import MediawatchError
from mediawatch.jobs.digests import Delivered, send_due_digests
from mediawatch.jobs.reading import Clock
from mediawatch.jobs.rounds import poll_round, utc_now
from mediawatch.jobs.summary import RoundSummary
from mediawatch.store import Store

POLL_WAKE = timedelta(seconds=60)
DIGEST_WAKE = timedelta(seconds=30)


class Reports:
    """What the person at the terminal is told; the default tells nobody."""

    def polled(self, summary: RoundSummary, at: datetime) -> None:
        """A round that found feeds due has ended."""

    def delivered(self, deliveries: tuple[Delivered, ...], at: datetime) -> None:
        """Digests were sent, written or failed."""

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
) -> None:
    """Wakes polling and digests until SIGTERM, Ctrl-C or `stop`; jobs under way end their step first, and begin no
    other. `now` is what the jobs go by; they are woken by the machine's own clock."""
    stop = stop or threading.Event()
    scheduler = BackgroundScheduler(timezone=UTC)
    poll = partial(_poll, config, store, reports, now, stop)
    digests = partial(_digests, config, store, reports, now, set())
    for name, job, every in (("poll", poll, poll_wake), ("digests", digests, digest_wake)):
        scheduler.add_job(
            _told(job, reports, now),
            "interval",
            seconds=every.total_seconds(),
            next_run_time=utc_now(),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
            id=name,
        )
    _stop_on_signals(stop)
    scheduler.start()
    try:
        while not stop.wait(1.0):
            pass
    finally:
        scheduler.shutdown(wait=True)


def _poll(config: Config, store: Store, reports: Reports, now: Clock, stop: threading.Event) -> None:
    summary = asyncio.run(poll_round(config, store, now=now, stopping=stop.is_set))
    if summary.outlets:
        reports.polled(summary, now())


def _digests(config: Config, store: Store, reports: Reports, now: Clock, told: set[Delivered]) -> None:
    """`told`: uncertain deliveries, found at every waking, are told once."""
    deliveries = tuple(each for each in send_due_digests(config, store, now()) if each not in told)
    told.update(each for each in deliveries if each.outcome == "uncertain")
    if deliveries:
        reports.delivered(deliveries, now())


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

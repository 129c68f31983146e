"""Which job when, on one machine. What is due is a column in the database; the schedule only wakes the jobs, so sleep,
restart, a second process or a changed clock do no harm. The only door to APScheduler.
"""

import asyncio
import signal
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from types import FrameType

from apscheduler.schedulers.background import BackgroundScheduler

from mediawatch.config import Config
from mediawatch.errors import StoreError
from mediawatch.jobs.digests import Delivered, send_due_digests
from mediawatch.jobs.rounds import Clock, poll_round, utc_now
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

    def failed(self, error: StoreError, at: datetime) -> None:
        """A job ended early; it is tried again at the next waking."""


def run_until_stopped(
    config: Config, store: Store, *, reports: Reports, now: Clock = utc_now, stop: threading.Event | None = None
) -> None:
    """Wakes polling and digests until SIGTERM, Ctrl-C or `stop`; jobs under way end their step first."""
    stop = stop or threading.Event()
    scheduler = BackgroundScheduler(timezone=config.settings.timezone)

    def poll() -> None:
        summary = asyncio.run(poll_round(config, store, now=now))
        if summary.outlets:
            reports.polled(summary, now())

    def digests() -> None:
        deliveries = send_due_digests(config, store, now())
        if deliveries:
            reports.delivered(deliveries, now())

    for job, every in ((poll, POLL_WAKE), (digests, DIGEST_WAKE)):
        scheduler.add_job(
            _told(job, reports, now),
            "interval",
            seconds=every.total_seconds(),
            next_run_time=now(),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
            id=job.__name__,
        )
    _stop_on_signals(stop)
    scheduler.start()
    try:
        while not stop.wait(1.0):
            pass
    finally:
        scheduler.shutdown(wait=True)


def _told(job: Callable[[], None], reports: Reports, now: Clock) -> Callable[[], None]:
    def run() -> None:
        try:
            job()
        except StoreError as error:
            reports.failed(error, now())

    return run


def _stop_on_signals(stop: threading.Event) -> None:
    if threading.current_thread() is not threading.main_thread():
        return

    def stopped(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stopped)

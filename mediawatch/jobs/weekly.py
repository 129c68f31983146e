"""The weekly report: what it tells of one ISO week, and the files and mail it becomes."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

from mediawatch.config import Config
from mediawatch.jobs.delivery import Delivered, deliver
from mediawatch.jobs.digests import target_states
from mediawatch.jobs.scores import ScoredWeeks, score_rows, score_weeks
from mediawatch.measure.brand import brand
from mediawatch.measure.weeks import WEEK, week_name
from mediawatch.model import Organisation, Recipient, Story, WeeklyReport, WeekScore
from mediawatch.report.calendar import weekly_due
from mediawatch.report.weekly import weekly_chart, weekly_html, weekly_id, weekly_message, weekly_pdf, weekly_text
from mediawatch.store import Store

TREND_WEEKS = 26
BRAND_WEEKS = 13
"""A quarter: fewer weeks hold too few stories about landmarks to tell a share."""


def build_weekly(
    config: Config, store: Store, organisation: Organisation, week: str, *, now: datetime
) -> WeeklyReport | None:
    """The report of "2026-W47"; None when that week was not listened to."""
    zone = config.settings.zone
    made = score_weeks(config, store, organisation, now=now)
    history = _up_to(made, week)
    if not history:
        return None
    start = history[-1].start
    end = start + WEEK
    last_day = min(end - timedelta(days=1), now.astimezone(zone).date())
    counted = {one.story for one in history[-1].score.stories}
    lately = _printed(made.stories.values(), end - BRAND_WEEKS * WEEK, end, zone)
    return WeeklyReport(
        organisation=organisation,
        made_at=now,
        history=tuple(history[-TREND_WEEKS:]),
        stories={name: story for name, story in made.stories.items() if name in counted},
        targets=target_states(config, store, organisation, today=last_day),
        brand=brand(lately, zone=zone),
        brand_weeks=min(BRAND_WEEKS, len(history)),
        is_running=now.astimezone(zone).date() < end,
    )


def send_due_weeklies(
    config: Config, store: Store, now: datetime, *, stopping: Callable[[], bool] = lambda: False
) -> tuple[Delivered, ...]:
    """Sends the report of the week before to those who want it and have not had it. A week that was not listened to
    has none."""
    sent: list[Delivered] = []
    for organisation in config.organisations:
        for recipient in organisation.recipients:
            monday = None if stopping() else weekly_due(recipient, now, config.settings.zone)
            if monday is not None:
                done = _send(config, store, organisation, recipient, monday, now)
                if done is not None:
                    sent.append(replace(done, kind="weekly"))
    return tuple(sent)


def _send(
    config: Config, store: Store, organisation: Organisation, recipient: Recipient, monday: date, now: datetime
) -> Delivered | None:
    settings, week = config.settings, week_name(monday - WEEK)

    def make() -> EmailMessage | None:
        report = build_weekly(config, store, organisation, week, now=now)
        if report is None:
            return None
        rows = score_rows(report.week, report.stories, report.organisation)
        return weekly_message(report, recipient, sender=settings.sender, csv=rows, now=now, zone=settings.zone)

    identity = weekly_id(organisation, recipient, week, sender=settings.sender)
    key = (f"weekly/{organisation.id}", recipient.id, monday)
    return deliver(settings, store, key, identity, recipient, now, make)


def write_weekly(report: WeeklyReport, folder: Path, *, zone: ZoneInfo) -> tuple[Path, ...]:
    """The report as HTML with its chart, text, PDF and CSV in `folder` (made if missing); returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{report.organisation.id}-{report.week.week}".lower()
    chart = weekly_chart(report, zone=zone)
    files: dict[str, bytes] = {
        f"{name}.html": weekly_html(report, zone=zone, chart=f"{name}.svg").encode(),
        f"{name}.txt": weekly_text(report, zone=zone).encode(),
        f"{name}.pdf": weekly_pdf(report, zone=zone),
        f"{name}.csv": score_rows(report.week, report.stories, report.organisation).encode(),
    }
    if chart:
        files[f"{name}.svg"] = chart.encode()
    for file, content in files.items():
        (folder / file).write_bytes(content)
    return tuple(folder / file for file in files)


def _up_to(made: ScoredWeeks, week: str) -> list[WeekScore]:
    at = next((at for at, one in enumerate(made.weeks) if one.week == week), None)
    return [] if at is None else list(made.weeks[: at + 1])


def _printed(stories: Iterable[Story], since: date, until: date, zone: ZoneInfo) -> list[Story]:
    return [story for story in stories if since <= story.lead.when.astimezone(zone).date() < until]

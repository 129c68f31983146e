"""The weekly report: what it tells of one ISO week, and the files and mail it becomes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from mediawatch.config import Config
from mediawatch.jobs.delivery import Delivered, deliver
from mediawatch.jobs.digests import target_states
from mediawatch.jobs.enquiries import week_answers
from mediawatch.jobs.neighbours import neighbour_volumes
from mediawatch.jobs.reported import remember, week_changes
from mediawatch.jobs.responses import week_decisions
from mediawatch.jobs.scores import ScoredWeeks, score_rows, score_weeks
from mediawatch.jobs.shelf import Stories
from mediawatch.measure.brand import brand
from mediawatch.measure.initiative import initiative
from mediawatch.measure.silence import silent_sources
from mediawatch.measure.voice_use import voice_use
from mediawatch.measure.weeks import WEEK, week_name
from mediawatch.model import Initiative, Organisation, Recipient, Story, WeeklyReport, WeekScore
from mediawatch.relate.voices import offices
from mediawatch.report.calendar import weekly_due
from mediawatch.report.weekly import (
    weekly_chart,
    weekly_html,
    weekly_id,
    weekly_message,
    weekly_pdf,
    weekly_text,
    weekly_yardstick,
)
from mediawatch.store import Store

TREND_WEEKS = 26
YEAR_WEEKS = 53
BRAND_WEEKS = 13
"""A quarter: fewer weeks hold too few stories about landmarks to tell a share."""

_SAID = ("sent", "outbox", "uncertain")
"""What may have been read."""


def build_weekly(
    config: Config,
    store: Store,
    organisation: Organisation,
    week: str,
    *,
    now: datetime,
    shelf: Stories | None = None,
    scored: ScoredWeeks | None = None,
) -> WeeklyReport | None:
    """The report of "2026-W47"; None when that week was not listened to. `shelf`, `scored`: the stories and the scores,
    where they are had already."""
    zone = config.settings.zone
    made = scored or score_weeks(config, store, organisation, now=now, shelf=shelf)
    history = _up_to(made, week)
    if not history:
        return None
    start, end = history[-1].start, history[-1].start + WEEK
    last_day = min(end - timedelta(days=1), now.astimezone(zone).date())
    lately = _printed(made.stories.values(), end - BRAND_WEEKS * WEEK, end, zone)
    year = brand(_printed(made.stories.values(), end - YEAR_WEEKS * WEEK, end, zone), zone=zone)
    report = WeeklyReport(
        organisation=organisation,
        made_at=now,
        history=tuple(history[-TREND_WEEKS:]),
        stories=_counted(made, history),
        targets=target_states(config, store, organisation, today=last_day, shelf=shelf),
        brand=brand(lately, zone=zone),
        brand_weeks=min(BRAND_WEEKS, len(history)),
        brand_by_quarter=tuple(reversed(year.by_quarter)),
        voices=voice_use(lately, partial(offices, organisation=organisation)),
        neighbours=neighbour_volumes(config, store, organisation, start),
        changes=week_changes(config, store, organisation, made, told_in=week, now=now),
        silent=silent_sources(config.outlets, store.feed_states(), now=now, zone=zone),
        sources=sum(bool(outlet.feeds) for outlet in config.outlets),
        is_running=now.astimezone(zone).date() < end,
    )
    return _with_work(report, store, made, zone)


def _with_work(report: WeeklyReport, store: Store, made: ScoredWeeks, zone: ZoneInfo) -> WeeklyReport:
    """The report with what was done about the press that week: decisions, answers, stories of our own."""
    organisation, monday = report.organisation, report.week.start
    return replace(
        report,
        answers=week_answers(store, organisation, monday, now=report.made_at, zone=zone),
        decisions=week_decisions(store, organisation, monday, zone=zone),
        initiative=_initiative(store, organisation, made, monday, zone),
    )


def _counted(made: ScoredWeeks, history: Sequence[WeekScore]) -> dict[str, Story]:
    """The stories that the last week and the one before it count, by id."""
    counted = {one.story for each in history[-2:] for one in each.score.stories}
    return {name: story for name, story in made.stories.items() if name in counted}


def _initiative(
    store: Store, organisation: Organisation, made: ScoredWeeks, monday: date, zone: ZoneInfo
) -> Initiative | None:
    """How much of a week was our own doing; None where no pitches are written down."""
    pitches = store.pitches.cases.all(organisation.id)
    if not pitches:
        return None
    stories = _printed(made.stories.values(), monday, monday + WEEK, zone)
    return initiative(stories, pitches, since=monday, until=monday + WEEK - timedelta(days=1), zone=zone)


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
    made: list[WeeklyReport] = []

    def make() -> EmailMessage | None:
        report = build_weekly(config, store, organisation, week, now=now)
        if report is None:
            return None
        made.append(report)
        rows = score_rows(report.week, report.stories, report.organisation)
        return weekly_message(report, recipient, sender=settings.sender, csv=rows, now=now, zone=settings.zone)

    identity = weekly_id(organisation, recipient, week, sender=settings.sender)
    key = (f"weekly/{organisation.id}", recipient.id, monday)
    done = deliver(settings, store, key, identity, recipient, now, make)
    if done is not None and done.outcome in _SAID:
        for report in made:
            remember_report(config, store, report)
    return done


def remember_report(config: Config, store: Store, report: WeeklyReport) -> None:
    """Keeps what the report says, so that a later change can be told."""
    today = report.made_at.astimezone(config.settings.zone).date()
    remember(store, report, target_states(config, store, report.organisation, today=today))


def write_weekly(report: WeeklyReport, folder: Path, *, zone: ZoneInfo) -> tuple[Path, ...]:
    """The report as HTML with its charts, text, PDF and CSV in `folder` (made if missing); returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{report.organisation.id}-{report.week.week}".lower()
    pictures = {
        f"{name}.svg": weekly_chart(report, zone=zone),
        f"{name}-naboer.svg": weekly_yardstick(report, zone=zone),
    }
    files: dict[str, bytes] = {
        f"{name}.html": weekly_html(report, zone=zone, chart=f"{name}.svg", yardstick=f"{name}-naboer.svg").encode(),
        f"{name}.txt": weekly_text(report, zone=zone).encode(),
        f"{name}.pdf": weekly_pdf(report, zone=zone),
        f"{name}.csv": score_rows(report.week, report.stories, report.organisation).encode(),
    }
    files |= {file: picture.encode() for file, picture in pictures.items() if picture}
    for file, content in files.items():
        (folder / file).write_bytes(content)
    return tuple(folder / file for file in files)


def _up_to(made: ScoredWeeks, week: str) -> list[WeekScore]:
    at = next((at for at, one in enumerate(made.weeks) if one.week == week), None)
    return [] if at is None else list(made.weeks[: at + 1])


def _printed(stories: Iterable[Story], since: date, until: date, zone: ZoneInfo) -> list[Story]:
    return [story for story in stories if since <= story.lead.when.astimezone(zone).date() < until]

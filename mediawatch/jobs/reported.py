"""Reported weeks: remembered when a report goes out, and compared when the numbers are made anew."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from mediawatch.config import Config
from mediawatch.jobs.digests import target_states
from mediawatch.jobs.scores import ScoredWeeks
from mediawatch.measure.changes import said_week, week_change
from mediawatch.model import Organisation, SaidWeek, Story, TargetState, WeekChange, WeeklyReport
from mediawatch.store import Store

CHANGED_WEEKS = 26
"""How far back a change is told: as far as the trend is shown."""


def week_changes(
    config: Config,
    store: Store,
    organisation: Organisation,
    made: ScoredWeeks,
    *,
    told_in: str | None = None,
    now: datetime,
) -> tuple[WeekChange, ...]:
    """The weeks that were reported with other numbers than they have now, the oldest first.

    `told_in`: for the report of that week: measured against what the reports before it said, and against its own first
    words where it is made anew. None: against what was said last of each week.
    """
    said = _last_said(store.reported.said(organisation.id), told_in)
    if not said:
        return ()
    targets = target_states(config, store, organisation, today=now.astimezone(config.settings.zone).date())
    weeks = [week for week in made.weeks if week.week in said and (told_in is None or week.week <= told_in)]
    corrections = store.corrections(organisation.id)
    found = []
    for week in weeks[-CHANGED_WEEKS:]:
        before = said[week.week]
        after = said_week(week, targets, organisation=organisation.id, told_in=told_in or week.week, now=now)
        stories = _stories(config, store, made, (before, after))
        found.append(week_change(before, after, stories=stories, corrections=corrections))
    return tuple(change for change in found if change is not None)


def remember(store: Store, report: WeeklyReport, targets: Sequence[TargetState]) -> None:
    """Keep what a report says of its week and of those it tells a change of. A week that still runs is not reported."""
    if report.is_running:
        return
    week, organisation = report.week, report.organisation.id
    own = said_week(week, targets, organisation=organisation, told_in=week.week, now=report.made_at)
    store.reported.keep([own, *(change.now for change in report.changes if change.now.week != week.week)])


def _last_said(rows: Iterable[SaidWeek], told_in: str | None) -> dict[str, SaidWeek]:
    """Week -> what was said of it last; rows in the order of the reports."""
    return {
        row.week: row for row in rows if told_in is None or row.told_in < told_in or row.week == row.told_in == told_in
    }


def _stories(config: Config, store: Store, made: ScoredWeeks, weeks: Iterable[SaidWeek]) -> dict[int, Story]:
    """The stories of either, those that no longer count too."""
    found: dict[int, Story] = {}
    for number in {one.story for week in weeks for one in week.stories}:
        story = made.stories.get(str(number)) or store.story(number, everything=True, outlets=config.outlet_by_id)
        if story is not None:
            found[number] = story
    return found

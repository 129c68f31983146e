"""The weekly visibility scores of an organisation, from what is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from mediawatch.config import Config
from mediawatch.jobs.shelf import Stories
from mediawatch.measure.score_csv import write_rows
from mediawatch.measure.silence import silent_sources
from mediawatch.measure.weeks import WEEK, scored_copies, week_name, week_scores, week_start
from mediawatch.model import Organisation, SilentSource, Story, WeekScore
from mediawatch.relate.voices import quotes_us
from mediawatch.store import Store

HISTORY = timedelta(weeks=110)
"""Two ISO years: this one, and the one before it that V_ref is taken from."""
_SILENT_DAYS = timedelta(days=3)
"""A source that was silent for so much of a week makes that week incomplete."""


@dataclass(frozen=True, slots=True)
class ScoredWeeks:
    """Scores oldest first, the last one that of the running week, and the stories they count by id."""

    weeks: tuple[WeekScore, ...]
    stories: dict[str, Story]

    def week(self, name: str) -> WeekScore | None:
        """The score of "2026-W47", if that week was listened to."""
        return next((week for week in self.weeks if week.week == name), None)


def score_weeks(
    config: Config, store: Store, organisation: Organisation, *, now: datetime, shelf: Stories | None = None
) -> ScoredWeeks:
    """All weeks since the first coverage, at most two years back. Nothing is kept between calls: a correction, a late
    article or new rules change the past where they should. `shelf`: where the stories are had, if not from the
    store."""
    zone = config.settings.zone
    today = now.astimezone(zone).date()
    first = store.first_coverage_date(organisation.id, zone)
    since = max(first, today - HISTORY) if first else today
    start = datetime(since.year, since.month, since.day, tzinfo=zone) - WEEK
    stories = (
        shelf(start)
        if shelf
        else store.stories(organisation.id, since=start, by="published", outlets=config.outlet_by_id)
    )
    silent = silent_sources(config.outlets, store.feed_states(), now=now, zone=zone)

    weeks = week_scores(
        stories,
        since=since,
        until=today,
        zone=zone,
        quotes_us=partial(quotes_us, organisation=organisation),
        is_confirmed=_is_confirmed,
        silent=with_reported(
            silent_weeks(silent, since=since, today=today, zone=zone), store.reported.silent(organisation.id)
        ),
    )
    return ScoredWeeks(weeks=weeks, stories={str(story.id): story for story in stories})


def score_rows(week: WeekScore, stories: Mapping[str, Story], organisation: Organisation) -> str:
    """The CSV that a week's score can be computed again from. `stories`: those the score counts, by id."""
    voices = partial(quotes_us, organisation=organisation)
    return write_rows(row for one in week.score.stories for row in scored_copies(stories[one.story], voices))


def silent_weeks(
    sources: Iterable[SilentSource], *, since: date, today: date, zone: ZoneInfo
) -> dict[date, tuple[str, ...]]:
    """Monday -> names of the sources that were silent for much of that week, and still are. One that was never heard
    has no rhythm to break: that is told by the digest and `sources`."""
    weeks: dict[date, tuple[str, ...]] = {}
    start = since - timedelta(days=since.weekday())
    known = [(one.name, one.since.astimezone(zone).date()) for one in sources if one.since is not None]
    while start <= today:
        end = min(start + WEEK, today + timedelta(days=1))
        names = [name for name, heard in known if heard <= end - _SILENT_DAYS]
        if names:
            weeks[start] = tuple(names)
        start += WEEK
    return weeks


def with_reported(
    silent: Mapping[date, tuple[str, ...]], reported: Mapping[str, tuple[str, ...]]
) -> dict[date, tuple[str, ...]]:
    """Monday -> the sources that are silent, and those that were when the week was reported: a week stays incomplete
    when they are heard again."""
    starts = {*silent, *(week_start(week) for week in reported)}
    return {
        start: tuple(dict.fromkeys((*silent.get(start, ()), *reported.get(week_name(start), ())))) for start in starts
    }


def _is_confirmed(story: Story) -> bool:
    """Whether a person has said what the tone is."""
    return any("tone" in copy.corrected for copy in story.coverage)

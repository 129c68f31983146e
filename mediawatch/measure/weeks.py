"""Stories to the visibility score of each ISO week, with what it is measured against and how it moved."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from mediawatch.measure.chances import share_interval
from mediawatch.measure.periods import period_start
from mediawatch.measure.score import score_stories
from mediawatch.model import Coverage, Naming, Prominence, Score, ScoredCopy, ScoredTier, Story, Tier, WeekScore
from mediawatch.model.score_rules import RULES, ScoreRules

WEEK = timedelta(days=7)
MEAN_WEEKS = 4
_TIERS: dict[Tier, ScoredTier] = {
    "local": "local",
    "regional": "regional",
    "national": "national",
    "trade": "local",
    "other": "local",
}
"""Trade journals and others weigh as the local press: they reach few of the public."""

Voices = Callable[[Coverage], bool]
"""Whether a text quotes somebody who speaks for the organisation (relate.voices.quotes_us)."""


def week_name(day: date) -> str:
    """The ISO week of a day: "2026-W47"."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def week_start(name: str) -> date:
    """ "2026-W47" to its Monday. Raises ValueError when there is no such week."""
    year, _, week = name.upper().partition("-W")
    return date.fromisocalendar(int(year), int(week), 1)


def scored_copies(story: Story, quotes_us: Voices) -> tuple[ScoredCopy, ...]:
    """The rows of one story: its relevant copies in the press. Own pages and paid content never count."""
    return tuple(
        ScoredCopy(
            story=str(story.id),
            prominence=prominence(copy),
            tier=_TIERS[copy.outlet.tier],
            tone=copy.tone.label if copy.tone else "neutral",
            naming=_naming(copy),
            voice=quotes_us(copy),
        )
        for copy in counted_copies(story)
    )


def prominence(copy: Coverage) -> Prominence:
    """Where the first accepted name stands: headline, lead or body; a single name in the body is in passing."""
    fields = [mention.field for mention in copy.reading.accepted]
    if "title" in fields:
        return "headline"
    if "lead" in fields:
        return "lead"
    return "body" if len(fields) > 1 else "passing"


def stories_by_week(stories: Iterable[Story], zone: ZoneInfo) -> dict[date, list[Story]]:
    """Monday -> the stories first printed in that week (local date)."""
    weeks: dict[date, list[Story]] = {}
    for story in stories:
        days = [copy.when.astimezone(zone).date() for copy in counted_copies(story)]
        if days:
            weeks.setdefault(period_start("week", min(days)), []).append(story)
    return weeks


def week_scores(
    stories: Iterable[Story],
    *,
    since: date,
    until: date,
    zone: ZoneInfo,
    quotes_us: Voices,
    is_confirmed: Callable[[Story], bool],
    silent: Mapping[date, Sequence[str]] = {},
    rules: ScoreRules = RULES,
) -> tuple[WeekScore, ...]:
    """The score of every week from the one that holds `since`, the first day that was listened, to the one that holds
    `until`, oldest first. `is_confirmed`: whether a person has confirmed the story's tone. `silent`: Monday -> sources
    that were silent against their rhythm."""
    weeks = stories_by_week(stories, zone)
    starts = list(_starts(since, until))
    rows = {start: [row for one in weeks.get(start, ()) for row in scored_copies(one, quotes_us)] for start in starts}
    volumes = {start: score_stories(rows[start], v_ref=1.0, rules=rules).volume for start in starts}
    made: list[WeekScore] = []
    for start in starts:
        v_ref = reference(volumes, start, rules)
        score = score_stories(rows[start], v_ref=v_ref or rules.v_ref_start, rules=rules)
        confirmed = [is_confirmed(story) for story in weeks.get(start, ())]
        before = [one.score.score for one in made[-(MEAN_WEEKS - 1) :]]
        made.append(
            WeekScore(
                week=week_name(start),
                start=start,
                score=score,
                silent=tuple(silent.get(start, ())),
                confirmed=share_interval(sum(confirmed), len(confirmed)) if confirmed else None,
                mean=(sum(before) + score.score) / (len(before) + 1),
                change=_change(made[-1].score, score, rules) if made else None,
                v_ref_is_measured=v_ref is not None,
            )
        )
    return tuple(made)


def reference(volumes: Mapping[date, float], start: date, rules: ScoreRules = RULES) -> float | None:
    """V_ref for the ISO year of the week that begins on `start`: a percentile of V over the weeks before that year,
    frozen through it. `volumes`: Monday -> V of every week listened. None where too few weeks were."""
    new_year = date.fromisocalendar(start.isocalendar().year, 1, 1)
    before = [value for monday, value in volumes.items() if new_year - rules.v_ref_weeks * WEEK <= monday < new_year]
    if len(before) < rules.v_ref_least_weeks:
        return None
    return _percentile(sorted(before), rules.v_ref_percentile) or None


def _percentile(ordered: Sequence[float], share: float) -> float:
    """Linear interpolation between the closest ranks, as spreadsheets have it (PERCENTILE.INC)."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def counted_copies(story: Story) -> list[Coverage]:
    """The copies that count as coverage: relevant, in the press, neither our own nor paid for."""
    return [copy for copy in story.coverage if copy.is_press and copy.reading.relevant]


def _naming(copy: Coverage) -> Naming:
    if copy.reading.names_organisation:
        return "organisation"
    return "region" if copy.reading.regional_labels else "landmark"


def _change(before: Score, now: Score, rules: ScoreRules) -> float | None:
    few = min(len(before.stories), len(now.stories)) < rules.few_stories
    return None if few else now.score - before.score


def _starts(since: date, until: date) -> Iterable[date]:
    start = period_start("week", since)
    while start <= until:
        yield start
        start += WEEK

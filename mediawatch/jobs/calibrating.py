"""The monthly calibration, composed: stories drawn and kept, sheets told apart, answers kept, months compared."""

from dataclasses import replace
from datetime import datetime, timedelta

from mediawatch.config import Config
from mediawatch.jobs.lessons import said_of
from mediawatch.measure.calibration import MonthReport as MonthReport
from mediawatch.measure.calibration import drawn, in_order, month_reports
from mediawatch.model import CodedStory, Organisation, Story, ToneLabel
from mediawatch.report.coding import CodingSheet
from mediawatch.store import Store

Drawn = tuple[CodedStory, Story]


def draw_month(
    config: Config, store: Store, organisation: Organisation, month: str, *, again: bool = False, now: datetime
) -> tuple[Drawn, ...]:
    """The month's stories to code. Drawn once: a second time the same ones are given, unless `again`."""
    known = [] if again else store.coded_stories(organisation.id, month)
    if known:
        found = ((one, store.story(one.story, everything=True, outlets=config.outlet_by_id)) for one in known)
        return tuple((one, story) for one, story in found if story is not None)
    said = {story.id: (story, label) for story, label in _of_month(config, store, organisation, month)}
    chosen = drawn(list(said.values()), seed=f"{organisation.id}/{month}")
    made = tuple(
        (
            CodedStory(
                organisation=organisation.id,
                month=month,
                number=number,
                story=story.id,
                said=said[story.id][1],
                drawn_at=now,
            ),
            story,
        )
        for number, story in enumerate(chosen, 1)
    )
    if made:
        store.keep_draw([one for one, _story in made])
    return made


def for_coder(stories: tuple[Drawn, ...], coder: int) -> tuple[Drawn, ...]:
    """The stories in an order of the coder's own: being tired at the end must not strike the same ones."""
    if not stories:
        return ()
    first = stories[0][0]
    by_id = {story.id: (one, story) for one, story in stories}
    order = in_order([story for _one, story in stories], f"{first.organisation}/{first.month}/{coder}")
    return tuple(by_id[story.id] for story in order)


def _of_month(config: Config, store: Store, organisation: Organisation, month: str) -> list[tuple[Story, ToneLabel]]:
    """The month's press stories with the tone the model gave them, whatever people have corrected since."""
    since, until = month_bounds(config, month)
    stories = store.stories(
        organisation.id,
        since=since - timedelta(microseconds=1),
        until=until - timedelta(microseconds=1),
        by="published",
        outlets=config.outlet_by_id,
    )
    found = []
    for story in stories:
        said = said_of(store, story.id, config.outlet_by_id)
        if said is not None and said.tone is not None and said.is_press:
            found.append((replace(story, coverage=(said, *story.copies)), said.tone.label))
    return found


def month_bounds(config: Config, month: str) -> tuple[datetime, datetime]:
    """The first moment of a month ("2026-11"), local time, and of the next one."""
    zone = config.settings.zone
    since = datetime.strptime(month, "%Y-%m").replace(tzinfo=zone)
    return since, (since + timedelta(days=32)).replace(day=1)


def keep_sheets(store: Store, one: CodingSheet, two: CodingSheet, now: datetime) -> int:
    """Keeps what two coders said of a draw; returns how many stories both answered."""
    known = store.coded_stories(one.organisation, one.month)
    codes = [(story.number, one.tones.get(story.number), two.tones.get(story.number)) for story in known]
    store.keep_codes(one.organisation, one.month, codes, now)
    return sum(first is not None and second is not None for _number, first, second in codes)


def reports(store: Store, organisation: Organisation) -> tuple[MonthReport, ...]:
    """Every coded month, the earliest first."""
    return month_reports(store.coded_stories(organisation.id))

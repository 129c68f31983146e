"""The targets: how each stands in words, its history with the stories behind each number, and the numbers that people
supply."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.jobs.pitching import planned_lines
from mediawatch.measure.reading_csv import past_day
from mediawatch.measure.written import WrittenError, written_number
from mediawatch.model import Organisation, ReadingSeries, SuppliedReading, TargetOutcome, TargetState
from mediawatch.render import plain, said, shorten
from mediawatch.report.lines import TargetLines
from mediawatch.report.target_lines import target_lines
from mediawatch.report.target_words import (
    OUTCOME_WORDS,
    amount_words,
    date_words,
    lack_words,
    period_name,
    strip_words,
    wants_readings,
)
from mediawatch.report.words import PERIOD_WORDS
from mediawatch.web.numbers import Numbers
from mediawatch.web.respond import back_to, page
from mediawatch.web.rows import story_row
from mediawatch.web.visitor import Adviser, BadInputError, Form, NotFoundError, OurSite, Reader, Visitor

STRIP = 26
MOST_HISTORY = 60
MOST_STORIES = 60
MOST_READINGS = 40
LONGEST = 60

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRow:
    """One period of a target. `opens`: the page of the stories behind the number, "" where there are none."""

    name: str
    outcome: TargetOutcome
    state: str
    value: str
    opens: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetView:
    """A target on the page. `strip`: outcomes with what they are of, oldest first; `lack`: why it cannot be known;
    `planned`: pitches that may count in the running period, id and words."""

    id: str
    lines: TargetLines
    outcome: TargetOutcome
    lack: str
    source: str
    series: str
    strip: tuple[tuple[TargetOutcome, str], ...]
    strip_words: str
    best: str
    rows: tuple[PeriodRow, ...]
    current: PeriodRow
    planned: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesView:
    """Numbers supplied to one series, the latest first, and what was just written that could not be taken."""

    series: ReadingSeries
    rows: tuple[SuppliedReading, ...]
    more: int
    written: Mapping[str, str]
    faults: Mapping[str, str]


@router.get("/maal")
def targets(request: Request, site: OurSite, visitor: Reader) -> Response:
    """Every target."""
    return _shown(request, site, visitor)


@router.get("/maal/{target}/{start}")
def stories_behind(request: Request, site: OurSite, visitor: Reader, target: str, start: date) -> Response:
    """The stories that one number of a target counts."""
    states = Numbers(site, visitor.organisation).targets()
    state = next((state for state in states if state.target.id == target), None)
    period = next((one for one in state.history if one.start == start), None) if state else None
    if state is None or period is None:
        raise NotFoundError("Målet eller tidsrommet finnes ikke.")
    stories = site.store.marks.stories(period.stories[:MOST_STORIES], site.outlets)
    return page(
        request,
        "target_stories",
        here="targets",
        name=plain(state.target.name),
        period=period_name(state.target.every, period.start),
        count=period.count,
        wanted=state.target.at_least,
        outcome=OUTCOME_WORDS[period.outcome],
        rows=[story_row(one, today=site.today, zone=site.zone) for one in stories],
        more=max(0, len(period.stories) - MOST_STORIES),
    )


@router.post("/maal/tall/{series}")
def supply(request: Request, site: OurSite, visitor: Adviser, form: Form, series: str) -> Response:
    """Keeps a number of a series in place of an earlier one of that date."""
    found = _series(visitor.organisation, series)
    written = {name: form.get(name, "")[:LONGEST] for name in ("dato", "tall")}
    faults: dict[str, str] = {}
    value, day = None, site.today
    try:
        value = written_number(written["tall"])
    except WrittenError as error:
        faults["tall"] = str(error)
    try:
        day = past_day(written["dato"], site.today)
    except WrittenError as error:
        faults["dato"] = str(error)
    if faults or value is None:
        return _shown(request, site, visitor, status=422, series=series, written=written, faults=faults)
    organisation = visitor.organisation.id
    before = next((one for one in site.store.readings.all(organisation, series) if one.date == day), None)
    one = SuppliedReading(
        id=0, organisation=organisation, reading=series, date=day, value=value, by=visitor.by[:200], at=site.now()
    )
    site.store.readings.supply([one])
    _log(site, visitor, "reading.supply", found, day, before=before, after=amount_words(value))
    return back_to(f"/{organisation}/maal?gjort=tall#tall-{series}")


@router.post("/maal/tall/{series}/{day}/fjern")
def remove(site: OurSite, visitor: Adviser, _form: Form, series: str, day: date) -> Response:
    """Takes the number of a date away; it is remembered, and counts no longer."""
    found, organisation = _series(visitor.organisation, series), visitor.organisation.id
    gone = site.store.readings.remove(organisation, series, day, by=visitor.by[:200], now=site.now())
    if gone is None:
        raise BadInputError("Tallet er tatt bort allerede.")
    _log(site, visitor, "reading.remove", found, day, before=gone, after="")
    return back_to(f"/{organisation}/maal?gjort=tall#tall-{series}")


def _log(
    site: OurSite,
    visitor: Visitor,
    action: str,
    series: ReadingSeries,
    day: date,
    *,
    before: SuppliedReading | None,
    after: str,
) -> None:
    site.store.access.log(
        visitor.organisation.id,
        by=visitor.account.email,
        action=action,
        subject=f"{series.id} {day.isoformat()}",
        before=amount_words(before.value) if before else "",
        after=after,
        now=site.now(),
    )


def _series(organisation: Organisation, name: str) -> ReadingSeries:
    found = next((one for one in organisation.readings if one.id == name), None)
    if found is None:
        raise NotFoundError("Det finnes ingen slik tallrekke.")
    return found


def _shown(
    request: Request,
    site: OurSite,
    visitor: Visitor,
    *,
    status: int = 200,
    series: str = "",
    written: Mapping[str, str] = {},
    faults: Mapping[str, str] = {},
) -> Response:
    organisation = visitor.organisation
    pitches = site.store.pitches.open(organisation.id)
    views = [
        _view(state, planned_lines(pitches, state, outlets=site.outlets))
        for state in Numbers(site, organisation).targets()
    ]
    supplied = site.store.readings.all(organisation.id) if organisation.readings else []
    numbers = [
        _series_view(one, supplied, written if one.id == series else {}, faults if one.id == series else {})
        for one in organisation.readings
    ]
    met = sum(view.outcome == "met" for view in views)
    return page(
        request,
        "targets",
        status=status,
        here="targets",
        views=views,
        met=met,
        numbers=numbers,
        may_supply=visitor.may("adviser"),
        amount=amount_words,
        date_words=date_words,
        default_day=site.today,
    )


def _series_view(
    series: ReadingSeries, supplied: Sequence[SuppliedReading], written: Mapping[str, str], faults: Mapping[str, str]
) -> SeriesView:
    own = sorted((one for one in supplied if one.reading == series.id), key=lambda one: one.date, reverse=True)
    return SeriesView(
        series=series,
        rows=tuple(own[:MOST_READINGS]),
        more=max(0, len(own) - MOST_READINGS),
        written=written,
        faults={"dato": "", "tall": "", **faults},
    )


def _view(state: TargetState, planned: tuple[tuple[int, str], ...]) -> TargetView:
    target, words = state.target, PERIOD_WORDS[state.target.every]
    shown = state.history[-STRIP:]
    rows = tuple(_rows(state))
    best = said("Lengste rekke: {count} {what}.").format(
        count=state.best_streak, what=said(words.one if state.best_streak == 1 else words.many)
    )
    return TargetView(
        id=target.id,
        lines=target_lines(state, is_answer=False),
        outcome=state.current.outcome,
        lack=lack_words(state, state.series) if state.series and wants_readings(state) else "",
        source=plain(target.source),
        series=target.reading,
        strip=tuple(
            (period.outcome, f"{period_name(target.every, period.start)}: {said(OUTCOME_WORDS[period.outcome])}")
            for period in shown
        ),
        strip_words=strip_words(shown, target.every, words.many),
        best=best if state.best_streak > 1 else "",
        rows=rows,
        current=rows[0],
        planned=planned,
    )


def _rows(state: TargetState) -> Iterable[PeriodRow]:
    """The periods, the latest first."""
    for period in islice(reversed(state.history), MOST_HISTORY):
        value = amount_words(period.value) if period.value is not None else "–"
        yield PeriodRow(
            name=shorten(period_name(state.target.every, period.start), LONGEST),
            outcome=period.outcome,
            state=OUTCOME_WORDS[period.outcome],
            value=value if state.series else str(period.count),
            opens=f"{state.target.id}/{period.start.isoformat()}" if period.stories else "",
        )

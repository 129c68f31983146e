"""What is counted: weeks, targets, the brand, sources, and the numbers that people and programs supply."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query

from mediawatch.jobs.reported import week_changes
from mediawatch.measure.brand import brand as brand_of
from mediawatch.measure.reading_csv import find_series, past_day
from mediawatch.measure.written import WrittenError, written_number
from mediawatch.model import BrandShare, SuppliedReading
from mediawatch.report.as_json import reading_json, target_json
from mediawatch.report.score_json import change_json, week_json
from mediawatch.report.story_json import moment_json
from mediawatch.web.api import shapes
from mediawatch.web.api.asking import Caller, Reading, Writing
from mediawatch.web.api.problems import ProblemError, documented
from mediawatch.web.numbers import Numbers

router = APIRouter(tags=["numbers"])

MOST_READINGS = 1_000
MOST_MISSES = 100
MOST_DAYS = 3_660


@router.get("/weeks", response_model=list[shapes.WeekLine], summary="Every week's visibility")
def weeks(caller: Reading) -> Any:
    """The weeks that were listened to, the latest first; at most two years of them."""
    made = Numbers(caller.site, caller.organisation).weeks()
    return [
        {
            "week": week.week,
            "start": week.start.isoformat(),
            "score": round(week.score.score, 4),
            "stories": len(week.score.stories),
            "complete": week.complete,
            "mean": round(week.mean, 4),
            "change": None if week.change is None else round(week.change, 4),
        }
        for week in reversed(made.weeks)
    ]


@router.get("/weeks/{week}", response_model=shapes.Week, responses=documented(404), summary="One week")
def week(caller: Reading, week: Annotated[str, Path(pattern=r"^[0-9]{4}-W[0-9]{2}$", description="2026-W47")]) -> Any:
    """A week with its parts and each story's share of them: the same numbers as on the page and in the report."""
    site, organisation = caller.site, caller.organisation
    made = Numbers(site, organisation).weeks()
    found = made.week(week)
    if found is None:
        raise ProblemError(404, f"Ingenting er lest i uke {week}. Første uke er {made.weeks[0].week}.")
    changes = week_changes(site.config, site.store, organisation, made, now=site.now())
    change = next((one for one in changes if one.said.week == week), None)
    return {**week_json(found, made.stories), "reported": change_json(change)}


@router.get("/targets", response_model=list[shapes.Target], summary="How the targets stand")
def targets(caller: Reading) -> Any:
    """Every target of the communication plan."""
    return [target_json(state) for state in Numbers(caller.site, caller.organisation).targets()]


@router.get("/brand", response_model=shapes.Brand, summary="How often the name is used")
def brand(caller: Reading, days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 365) -> Any:
    """Whether stories about our landmarks and villages name the place, over the last `days` days."""
    site, until = caller.site, caller.site.today
    since = until - timedelta(days=days - 1)
    numbers = Numbers(site, caller.organisation)
    start = datetime.combine(since, time.min, site.zone)
    made = numbers.made(("brand", "api", days), lambda: brand_of(numbers.stories(start), zone=site.zone))
    return {
        "since": since.isoformat(),
        "until": until.isoformat(),
        "whole": made.whole and _share(made.whole),
        "by_subject": [_share(one) for one in made.by_subject],
        "by_outlet": [_share(one) for one in made.by_outlet],
        "by_quarter": [_share(one) for one in made.by_quarter],
        "misses": [{**asdict(one), "day": one.day.isoformat()} for one in made.misses[:MOST_MISSES]],
        "labels": [asdict(one) for one in made.labels],
    }


def _share(one: BrandShare) -> dict[str, Any]:
    return asdict(one)


@router.get("/sources", response_model=list[shapes.Source], summary="The sources and how they are")
def sources(caller: Reading) -> Any:
    """Every feed of the installation, by outlet."""
    site = caller.site
    states = {state.feed: state for state in site.store.feed_states()}
    found = []
    for outlet in site.config.outlets:
        for feed in outlet.feeds:
            state = states.get(feed.id)
            found.append(
                {
                    "id": feed.id,
                    "outlet": outlet.id,
                    "outlet_name": outlet.name,
                    "tier": outlet.tier,
                    "kind": feed.kind,
                    "url": feed.url,
                    "health": state.health if state else "new",
                    "note": state.health_note if state else "",
                    "last_polled": moment_json(state.last_polled, site.zone) if state else None,
                    "last_success": moment_json(state.last_success, site.zone) if state else None,
                    "last_item_at": moment_json(state.last_item_at, site.zone) if state else None,
                    "next_due": moment_json(state.due_at, site.zone) if state else None,
                }
            )
    return found


@router.get("/readings", response_model=list[shapes.Reading], summary="Numbers supplied")
def readings(caller: Reading) -> Any:
    """The numbers that count, by series and date."""
    rows = caller.site.store.readings.all(caller.organisation.id)
    return [reading_json(one, caller.site.zone) for one in rows]


@dataclass(frozen=True, kw_only=True)
class GivenReading:
    """One number: `reading` is the id of a series of the organisation's file, `date` as 2026-11-24."""

    reading: str
    date: date
    value: int | float


@router.post(
    "/readings",
    response_model=shapes.Kept,
    status_code=201,
    responses=documented(403),
    summary="Supply numbers",
)
def supply(caller: Writing, given: Annotated[list[GivenReading], Body(min_length=1, max_length=MOST_READINGS)]) -> Any:
    """Keeps numbers that targets go by, all or none. One of the same series and date is replaced, and remembered."""
    rows: list[SuppliedReading] = []
    faults: list[tuple[str, str]] = []
    for at, one in enumerate(given):
        try:
            rows.append(_supplied(caller, one))
        except WrittenError as error:
            faults.append((f"body.{at}", str(error)))
    if faults:
        raise ProblemError(422, f"Ingenting er lagret. Rett {faults[0][0]}: {faults[0][1]}", errors=tuple(faults[:20]))
    site = caller.site
    kept = site.store.readings.supply(rows)
    ids = ", ".join(sorted({one.reading for one in rows}))
    site.store.access.log(
        caller.organisation.id,
        by=caller.by,
        action="reading.add",
        subject=ids[:500],
        after=str(len(rows)),
        now=site.now(),
    )
    return kept._asdict()


def _supplied(caller: Caller, one: GivenReading) -> SuppliedReading:
    """What was sent to what is kept. Raises WrittenError."""
    series = find_series(one.reading, caller.organisation.readings)
    return SuppliedReading(
        id=0,
        organisation=caller.organisation.id,
        reading=series.id,
        date=past_day(one.date.isoformat(), caller.site.today),
        value=written_number(_written(one.value)),
        by=caller.by,
        at=caller.site.now(),
    )


def _written(value: int | float) -> str:
    """A number as a person writes it, never with three decimals, which might be thousands. "nan" and the like are
    refused like other words."""
    written = format(Decimal(repr(value)), "f").removesuffix(".0")
    return f"{written}0" if len(written.partition(".")[2]) == 3 else written

"""The week: its number, why it moved, what it is made of, and the stories behind each point. The report's numbers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from mediawatch.jobs.enquiries import week_answers
from mediawatch.jobs.responses import week_decisions
from mediawatch.jobs.scores import ScoredWeeks, score_rows
from mediawatch.measure.weeks import week_name, week_start
from mediawatch.model import Organisation, StoryScore, WeeklyReport, WeekScore
from mediawatch.model.score_rules import RULES
from mediawatch.render import ToneWords, plain, said, shorten, spoken, tone_words
from mediawatch.report.weekly import weekly_pdf
from mediawatch.report.weekly_page import weekly_page
from mediawatch.report.weekly_words import percent, points, week_number
from mediawatch.web.charts import Part, parts_chart, trend_chart
from mediawatch.web.numbers import Numbers
from mediawatch.web.respond import page
from mediawatch.web.rows import TITLE_LIMIT
from mediawatch.web.searching import archive_link
from mediawatch.web.visitor import NotFoundError, OurSite, Reader, Visitor

MOST_STORIES = 60
LEAST_GAIN = 0.05
_WEEK = re.compile(r"\d{4}-W\d{2}", re.IGNORECASE | re.ASCII)

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsRow:
    """One story of the week: the points it gave in all and to each part, and what would have given more."""

    id: str
    title: str
    outlet: str
    tone: ToneWords
    points: str
    visibility: str
    tone_points: str
    voice: str
    would: tuple[str, ...]


@router.get("/uke")
def running_week(request: Request, site: OurSite, visitor: Reader) -> Response:
    """The week that is now."""
    return _shown(request, site, visitor, week_name(site.today))


@router.get("/uke/{week}")
def one_week(request: Request, site: OurSite, visitor: Reader, week: str) -> Response:
    """The week of that name."""
    if week != week.upper() and _WEEK.fullmatch(week):
        return RedirectResponse(f"/{visitor.organisation.id}/uke/{week.upper()}", status_code=301)
    return _shown(request, site, visitor, week)


@router.get("/uke/{week}/rapport.pdf")
def week_pdf(site: OurSite, visitor: Reader, week: str) -> Response:
    """The week's report for print: in bokmål, as it is sent."""
    report = _report(site, visitor, week)
    with spoken(None):
        made = weekly_pdf(report, zone=site.zone)
    return _file(made, "application/pdf", f"{visitor.organisation.id}-{week}.pdf")


@router.get("/uke/{week}/poeng.csv")
def week_csv(site: OurSite, visitor: Reader, week: str) -> Response:
    """The rows that the week's score can be computed again from."""
    report = _report(site, visitor, week)
    rows = score_rows(report.week, report.stories, visitor.organisation)
    return _file(rows.encode(), "text/csv; charset=utf-8", f"{visitor.organisation.id}-{week}.csv")


def _report(site: OurSite, visitor: Visitor, week: str) -> WeeklyReport:
    report = Numbers(site, visitor.organisation).report(week) if _is_week(week) else None
    if report is None:
        raise NotFoundError("Vi har ingen tall for denne uken.")
    return _answered(site, visitor, report)


def _answered(site: OurSite, visitor: Visitor, report: WeeklyReport) -> WeeklyReport:
    """The report with enquiries and decisions as they are now: it is remembered while the stories do not change."""
    answers = week_answers(site.store, visitor.organisation, report.week.start, now=site.now(), zone=site.zone)
    decisions = week_decisions(site.store, visitor.organisation, report.week.start, zone=site.zone)
    return replace(report, answers=answers, decisions=decisions)


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name.lower()}"'})


def _shown(request: Request, site: OurSite, visitor: Visitor, week: str) -> Response:
    numbers = Numbers(site, visitor.organisation)
    weeks = numbers.weeks()
    report = numbers.report(week) if _is_week(week) else None
    if report is None:
        return _missing(request, weeks, week, site.today)
    lines, score = weekly_page(_answered(site, visitor, report), zone=site.zone), report.week.score
    at = next(at for at, one in enumerate(weeks.weeks) if one.week == week)
    rows = tuple(_rows(report, visitor.organisation))
    return page(
        request,
        "week",
        here="week",
        lines=lines,
        week=report.week,
        number=week_number(report.week),
        score=None if score.is_empty else round(score.score),
        parts=_parts_drawn(report.week),
        trend=trend_chart(lines.trend, title=said("Synlighet uke for uke")) if lines.trend else None,
        trend_rows=[(one, table) for one, table in zip(reversed(report.history), lines.trend.table, strict=True)]
        if lines.trend
        else [],
        rows=rows[:MOST_STORIES],
        more=len(rows) - MOST_STORIES,
        all_link=archive_link(
            visitor.organisation, since=report.week.start, until=report.week.start + timedelta(days=6)
        ),
        confirmed=percent(report.week.confirmed.share) if report.week.confirmed else "",
        older=weeks.weeks[at - 1] if at else None,
        newer=weeks.weeks[at + 1] if at + 1 < len(weeks.weeks) else None,
        week_number=week_number,
    )


def _missing(request: Request, weeks: ScoredWeeks, week: str, today: date) -> Response:
    """A week we have no number for: what is wrong with it, and which ones there are."""
    is_ahead = _is_week(week) and week_start(week) > today
    return page(
        request,
        "week_missing",
        status=404,
        here="week",
        week=week if _is_week(week) else "",
        is_ahead=is_ahead,
        first=weeks.weeks[0],
        latest=[*reversed(weeks.weeks)][:8],
        week_number=week_number,
    )


def _is_week(name: str) -> bool:
    if not _WEEK.fullmatch(name):
        return False
    try:
        week_start(name)
    except ValueError:
        return False
    return True


def _parts_drawn(week: WeekScore) -> Markup | None:
    score = week.score
    if score.is_empty:
        return None
    parts = (
        Part(name=name, value=most * share, told=points(most * share))
        for name, most, share in (
            (said("Synlighet"), RULES.visibility_points, score.visibility),
            (said("Tone"), RULES.tone_points, score.tone),
            (said("Stemme"), RULES.voice_points, score.voice),
        )
    )
    made = tuple(parts)
    told = ", ".join(f"{part.name} {part.told}" for part in made)
    return parts_chart(made, whole=100.0, title=said("Hva tallet består av"), words=f"{told}.")


def _rows(report: WeeklyReport, organisation: Organisation) -> Iterable[PointsRow]:
    """The week's stories, those that weigh most first: given or taken."""
    place = plain(organisation.place)
    for one in sorted(report.week.score.stories, key=lambda each: (-abs(each.points), each.story)):
        lead = report.stories[one.story].lead
        yield PointsRow(
            id=one.story,
            title=shorten(lead.article.title, TITLE_LIMIT) or said("(uten tittel)"),
            outlet=plain(lead.outlet.name),
            tone=tone_words(one.tone_label),
            points=points(one.points),
            visibility=points(one.visibility),
            tone_points=points(one.tone),
            voice=points(one.voice),
            would=tuple(_would(one, place)),
        )


def _would(one: StoryScore, place: str) -> Iterable[str]:
    """What would have given more points."""
    for gain, told in (
        (one.if_named, said("Hvis saken hadde nevnt {place}").format(place=place)),
        (one.if_quoted, said("Hvis kommunen hadde kommet til orde")),
        (one.if_neutral, said("Hvis saken hadde vært nøytral")),
    ):
        if gain is not None and gain >= LEAST_GAIN:
            yield f"{told}: +{points(gain)}"

"""Crises, statements and reports as the pages and the paper show them, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mediawatch.model import Crisis, CrisisHour, CrisisReport, Organisation, Statement
from mediawatch.render import counted, moment_words, number, plain, said
from mediawatch.report.crisis_words import CHANNEL_NAMES
from mediawatch.web.tables import BarTable, Cell, Row, bar_table


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """A statement as it is shown; `note` "" for those who may not read it."""

    id: int
    when: str
    who: str
    channel: str
    audience: str
    text: str
    approved_by: str
    note: str
    version: int


def statement_row(
    one: Statement, organisation: Organisation, *, today: date, zone: ZoneInfo, notes: bool
) -> StatementRow:
    """A statement to its row; `notes`: whether the confidential note is shown."""
    line = next((line for line in organisation.spokespersons if line.id == one.line), None)
    office = plain(line.title) if line else ""
    person = plain(one.person)
    return StatementRow(
        id=one.id,
        when=moment_words(one.at, today, zone),
        who=", ".join(filter(None, (person, office if office.lower() not in person.lower() else ""))),
        channel=said(CHANNEL_NAMES[one.channel]),
        audience=plain(one.audience),
        text=one.text,
        approved_by=plain(one.approved_by),
        note=one.note if notes else "",
        version=one.version,
    )


def lasted_words(crisis: Crisis, now: datetime) -> str:
    """How long a crisis lasted, or has lasted."""
    return span_words((crisis.ended_at or now) - crisis.started_at)


def span_words(span: timedelta) -> str:
    """ "2 døgn og 3 timer", "40 minutter"."""
    minutes = max(0, round(span.total_seconds() / 60))
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    parts = []
    if days:
        parts.append(f"{number(days)} {said('døgn')}")
    if hours:
        parts.append(counted(hours, "time", "timer"))
    if not days and left:
        parts.append(counted(left, "minutt", "minutter"))
    return f" {said('og')} ".join(parts) or said("under ett minutt")


def report_lines(report: CrisisReport, *, zone: ZoneInfo) -> list[str]:
    """What came of a crisis so far, in sentences."""
    tones = report.tones
    total = sum(tones.values())
    lines = [
        said("{stories} fra {outlets}: {good} positive, {bad} kritiske").format(
            stories=counted(total, "sak", "saker"),
            outlets=counted(report.outlets, "utgiver", "utgivere"),
            good=number(tones["positive"]),
            bad=number(tones["negative"]),
        )
        if total
        else said("Ingen saker er funnet i tiden krisen har vart")
    ]
    if report.first_after is None:
        lines.append(said("Ingen uttalelse er loggført"))
    else:
        count = counted(len(report.statements), "uttalelse", "uttalelser")
        first = span_words(report.first_after)
        lines.append(said("{count}, den første etter {first}").format(count=count, first=first))
    outside = sum(count for _person, count, inside in report.used if not inside)
    if outside:
        lines.append(said("{count} av andre enn krisetalspersonene").format(count=number(outside)))
    if report.enquiries:
        lines.append(counted(len(report.enquiries), "henvendelse fra pressen", "henvendelser fra pressen"))
    if report.decisions:
        lines.append(counted(len(report.decisions), "vurdering av kritiske saker", "vurderinger av kritiske saker"))
    return lines


def hour_table(report: CrisisReport, *, zone: ZoneInfo) -> BarTable | None:
    """The hours in which something was found or said."""
    rows = (
        Row(
            name=hour_words(one, zone),
            value=sum(one.tones.values()),
            cells=tuple(
                Cell(words=number(value))
                for value in (
                    sum(one.tones.values()),
                    one.tones["positive"],
                    one.tones["negative"],
                    one.statements,
                )
            ),
        )
        for one in report.hours
    )
    columns = (said("Time"), said("Saker"), said("Positive"), said("Kritiske"), said("Uttalelser"))
    return bar_table(rows, caption=said("Saker og uttalelser time for time"), columns=columns)


def hour_words(hour: CrisisHour, zone: ZoneInfo) -> str:
    """ "25.10. kl. 02–03", told apart where the clock shows it twice."""
    start = hour.start.astimezone(zone)
    end = (hour.start + timedelta(hours=1)).astimezone(zone)
    again = f" ({said('andre gang')})" if hour.again else ""
    return f"{start:%d.%m.} kl. {start:%H}–{end:%H}{again}"


def used_words(used: Iterable[tuple[str, int, bool]]) -> list[str]:
    """Who spoke, how often, and whether they were of the crisis set."""
    return [
        f"{plain(person)}: {counted(count, 'uttalelse', 'uttalelser')}"
        + ("" if inside else f" ({said('utenfor krisetalspersonene')})")
        for person, count, inside in used
    ]

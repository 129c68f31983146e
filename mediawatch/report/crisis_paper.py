"""The report of a crisis on paper."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from mediawatch.model import CrisisReport, Organisation
from mediawatch.render import clock, full_day_words, plain
from mediawatch.report import typeset
from mediawatch.report.colour import readable
from mediawatch.report.mail import PAPER

TEMPLATE = "report/crisis.typ"


def crisis_pdf(report: CrisisReport, organisation: Organisation, lines: Mapping[str, Any], *, zone: ZoneInfo) -> bytes:
    """A report, and its lines in words, to a PDF for the archive. Notes for advisers are never in it."""
    crisis = report.crisis
    began, until = (one.astimezone(zone) for one in (crisis.started_at, report.until))
    data = {
        "title": f"Kriserapport for {plain(organisation.place)}",
        "reason": plain(crisis.reason),
        "began": f"{full_day_words(began.date())} {clock(crisis.started_at, zone)}",
        "ended": f"{full_day_words(until.date())} {clock(report.until, zone)}" if crisis.ended_at else "",
        "why": plain(crisis.ended_why),
        "lessons": crisis.lessons,
        "accent": readable(organisation.accent, PAPER),
        **lines,
    }
    return typeset.pdf(TEMPLATE, data, {})

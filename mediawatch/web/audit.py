"""The log of changes, in words, for administrators."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from mediawatch.model import AuditEntry
from mediawatch.render import OSLO, clock, full_day_words, plain, said
from mediawatch.web.audit_words import AUDIT_NAMES, FIELD_NAMES, FIELD_VALUES, NUMBERED, SUBJECT_WORDS, VALUE_NAMES
from mediawatch.web.respond import page
from mediawatch.web.visitor import LARGEST_ID, Administrator, OurSite

AUDIT_PAGE = 100
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?[+-]\d{2}:\d{2})?", re.ASCII)
Before = Annotated[int | None, Query(ge=1, le=LARGEST_ID)]

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One change as it is shown. `why`: what the one who made it said of it, "" for nothing."""

    at: datetime
    by: str
    what: str
    subject: str
    before: str
    after: str
    why: str


@router.get("/logg")
def audit(request: Request, site: OurSite, visitor: Administrator, eldre: Before = None) -> Response:
    """Every change made in the organisation, the latest first."""
    entries: list[AuditEntry] = site.store.access.audit([visitor.organisation.id], before=eldre, limit=AUDIT_PAGE)
    lines = [audit_line(entry) for entry in entries]
    return page(request, "audit", lines=lines, older=entries[-1].id if len(entries) == AUDIT_PAGE else None)


def audit_line(entry: AuditEntry) -> AuditLine:
    """An entry to its line. What has no name yet is shown as it was written."""
    before, after = (_value(entry.action, value) for value in (entry.before, entry.after))
    return AuditLine(
        at=entry.at,
        by=plain(entry.by),
        what=said(AUDIT_NAMES.get(entry.action, entry.action)),
        subject=NUMBERED.sub(lambda found: f"{said(SUBJECT_WORDS[found[1]])} ", plain(entry.subject)),
        before=before,
        after=after,
        why=plain(entry.why),
    )


def _value(action: str, value: str) -> str:
    """What stood there, in words: a word of a closed list, or fields and their values (mediawatch.store.cases)."""
    kind = action.partition(".")[0]
    fields = _fields(value) if kind in FIELD_NAMES else None
    if fields is None:
        values = VALUE_NAMES.get(action.removesuffix(".undo"), {})
        return said(values.get(value, "")) or plain(value)
    return "; ".join(f"{said(FIELD_NAMES[kind].get(name, name))}: {_told(kind, name, told)}" for name, told in fields)


def _fields(value: str) -> list[tuple[str, object]] | None:
    if not value.startswith("{"):
        return None
    try:
        return list(json.loads(value).items())
    except ValueError:
        return None


def _told(kind: str, name: str, value: object) -> str:
    names = FIELD_VALUES.get(f"{kind}.{name}", {})
    if isinstance(value, bool):
        return said("ja") if value else said("nei")
    if isinstance(value, list):
        return ", ".join(said(names.get(str(one), "")) or plain(str(one)) for one in value) or "–"
    if value in (None, ""):
        return "–"
    return said(names.get(str(value), "")) or _when(str(value)) or plain(str(value))


def _when(value: str) -> str:
    """A day or a moment as it is written in the log to words; "" of anything else."""
    found = _TIME.fullmatch(value)
    if found is None:
        return ""
    try:
        if found[1] is None:
            return full_day_words(date.fromisoformat(value))
        local = datetime.fromisoformat(value).astimezone(OSLO)
    except (ValueError, OverflowError):
        return ""
    return f"{full_day_words(local.date())} {clock(local)}"

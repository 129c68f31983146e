"""The log of changes, in words, for administrators."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from mediawatch.model import AuditEntry
from mediawatch.render import plain, said
from mediawatch.report.naming import KIND_NAMES, TONE_NAMES, TOPIC_NAMES
from mediawatch.web.keys import SCOPE_NAMES
from mediawatch.web.people import ROLE_NAMES
from mediawatch.web.respond import page
from mediawatch.web.visitor import LARGEST_ID, Administrator, OurSite

AUDIT_PAGE = 100
Before = Annotated[int | None, Query(ge=1, le=LARGEST_ID)]

AUDIT_NAMES: dict[str, str] = {
    "account.role": "rolle",
    "coverage.add": "sak lagt til for hånd",
    "key.make": "nøkkel laget",
    "key.revoke": "nøkkel trukket tilbake",
    "note.add": "notat skrevet",
    "note.change": "notat endret",
    "note.remove": "notat fjernet",
    "note.restore": "notat hentet tilbake",
    "outlet.add": "utgiver lagt til",
    "reading.add": "tall lagt inn av et program",
    "reading.remove": "tall tatt bort",
    "reading.supply": "tall lagt inn",
    "search.change": "lagret søk endret",
    "search.delete": "lagret søk slettet",
    "search.feed": "adresse for nyhetsleser",
    "search.save": "søk lagret",
    "session.end": "økt avsluttet",
    "session.open": "logget inn",
    "source.add": "kilde lagt til",
    "source.fetch": "kilde hentet nå",
    "source.pause": "kilde satt på pause",
    "source.remove": "kilde tatt bort",
    "source.resume": "kilde satt i gang igjen",
    "story.kind": "slag rettet",
    "story.kind.undo": "retting av slag angret",
    "story.place": "navn rettet",
    "story.place.undo": "retting av navn angret",
    "story.relevance": "retting av om saken gjelder oss",
    "story.relevance.undo": "retting av om saken gjelder oss, angret",
    "story.tag": "merke",
    "story.tone": "tone rettet",
    "story.tone.undo": "retting av tone angret",
    "story.topic": "tema rettet",
    "story.topic.undo": "retting av tema angret",
}
SUBJECT_WORDS = {"story": "sak", "account": "konto", "key": "nøkkel", "search": "søk", "note": "notat"}
RELEVANCE_WORDS = {"yes": "gjelder oss", "no": "gjelder ikke oss"}
_VALUES: dict[str, Mapping[str, str]] = {
    "account.role": {str(key): name for key, name in ROLE_NAMES.items()},
    "key.make": {str(key): name for key, name in SCOPE_NAMES.items()},
    "key.revoke": {str(key): name for key, name in SCOPE_NAMES.items()},
    "story.tone": {str(key): name for key, name in TONE_NAMES.items()},
    "story.topic": {str(key): name for key, name in TOPIC_NAMES.items()},
    "story.kind": {str(key): name for key, name in KIND_NAMES.items()},
    "story.relevance": RELEVANCE_WORDS,
}
_NUMBERED = re.compile(r"\b(story|account|key|search|note) (?=[0-9])")

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
    values = _VALUES.get(entry.action.removesuffix(".undo"), {})
    before, after = (said(values.get(value, "")) or plain(value) for value in (entry.before, entry.after))
    return AuditLine(
        at=entry.at,
        by=plain(entry.by),
        what=said(AUDIT_NAMES.get(entry.action, entry.action)),
        subject=_NUMBERED.sub(lambda found: f"{said(SUBJECT_WORDS[found[1]])} ", plain(entry.subject)),
        before=before,
        after=after,
        why=plain(entry.why),
    )

"""The forms about a response: what was written to columns, and what is wrong with it; records to what fields show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mediawatch.jobs.clock import Clock
from mediawatch.model import Response
from mediawatch.relate.clocks import proposed_deadline, proposed_reminder
from mediawatch.relate.response_words import ANSWER_NAMES, DECISION_NAMES, POINT_NAMES
from mediawatch.relate.responses import CHECKS
from mediawatch.render import said
from mediawatch.web.site import Site
from mediawatch.web.visitor import SentForm

MOST: dict[str, int] = {
    "reason": 2_000, "note": 5_000, "outcome": 2_000, "lesson": 2_000, "claim": 1_000, "right": 1_000, "link": 2_000,
    "asked_by": 200, "text": 10_000, "by": 200, "to": 200,
}  # fmt: skip
MOST_WORDS = 500
LONGEST = 20_000
NEEDS_OWNER = frozenset(DECISION_NAMES) - {"nothing"}
TEXTS = (*(f"{name}_words" for name in CHECKS), "reason", "note")
OLDEST, LATEST = 2000, 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A form as it was sent: `values` as they were written, for showing them again; `columns` what they mean; `faults`
    by field, in words."""

    values: Mapping[str, str]
    columns: Mapping[str, Any]
    faults: Mapping[str, str]


class Faults(dict[str, str]):
    """Faults by field, as templates ask for them: "" for a field without one."""

    def __missing__(self, name: str) -> str:
        return ""


def cleaned_text(written: str) -> str:
    """Text from a field: one kind of line end, no blanks around it."""
    return written.replace("\r\n", "\n").replace("\r", "\n").strip()


def text_of(form: SentForm, name: str, faults: dict[str, str]) -> str:
    """A field of text, no longer than it may be."""
    text = cleaned_text(form.get(name, "")[:LONGEST])
    most = MOST.get(name, MOST_WORDS)
    if len(text) > most:
        faults[name] = said("Kort ned teksten til høyst {most} tegn.").format(most=most)
    return text


def moment_of(written: str, name: str, site: Site, faults: dict[str, str]) -> datetime | None:
    """A local date and time as a browser sends it; None for nothing."""
    if not written.strip():
        return None
    try:
        found = datetime.fromisoformat(written.strip())
    except ValueError:
        faults[name] = said("Skriv dato og klokkeslett, for eksempel 2026-11-24T15:30.")
        return None
    if not OLDEST <= found.year <= LATEST:
        faults[name] = said("Skriv et årstall mellom 2000 og 2100.")
        return None
    return found.replace(tzinfo=site.zone) if found.tzinfo is None else found


def day_of(written: str, name: str, faults: dict[str, str]) -> date | None:
    """A date as a browser sends it; None for nothing."""
    if not written.strip():
        return None
    try:
        found = date.fromisoformat(written.strip())
    except ValueError:
        faults[name] = said("Skriv en dato, for eksempel 2026-11-24.")
        return None
    if not OLDEST <= found.year <= LATEST:
        faults[name] = said("Skriv et årstall mellom 2000 og 2100.")
        return None
    return found


def local_words(moment: datetime | None, site: Site) -> str:
    """A moment as a field for date and time shows it."""
    return moment.astimezone(site.zone).strftime("%Y-%m-%dT%H:%M") if moment else ""


def values_of(response: Response, site: Site) -> dict[str, str]:
    """A response to what its form shows."""
    shown = {name: str(getattr(response, name)) for name in (*CHECKS, *TEXTS, "decision", "owner")}
    return shown | {
        "deadline": local_words(response.deadline, site),
        "remind_on": response.remind_on.isoformat() if response.remind_on else "",
        "complained_on": response.complained_on.isoformat() if response.complained_on else "",
        "points": " ".join(response.points),
        "outcome": response.outcome,
        "lesson": response.lesson,
    }


def read_decision(form: SentForm, response: Response, owners: Mapping[str, str], site: Site) -> Written:
    """The form of assessment and decision to columns. Where a decision comes without a deadline or a reminder, it gets
    the ones that are proposed for it."""
    faults: dict[str, str] = {}
    columns: dict[str, Any] = {name: text_of(form, name, faults) for name in TEXTS}
    columns |= {name: form[name] for name in CHECKS if form.get(name) in ("", *ANSWER_NAMES)}
    columns["decision"] = form["decision"] if form.get("decision") in DECISION_NAMES else ""
    columns["owner"] = form.get("owner", "") if form.get("owner", "") in owners else ""
    columns["owner_name"] = owners.get(columns["owner"], "")
    if columns["owner"] == response.owner and response.owner not in owners:
        columns["owner_name"] = response.owner_name
    columns["points"] = tuple(point for point in POINT_NAMES if point in form.lists.get("points", ()))
    columns["complained_on"] = day_of(form.get("complained_on", ""), "complained_on", faults)
    columns["deadline"] = moment_of(form.get("deadline", ""), "deadline", site, faults)
    columns["remind_on"] = day_of(form.get("remind_on", ""), "remind_on", faults)
    _propose(columns, response, site.now, site)
    _decided(columns, faults)
    names = [name for name in values_of(response, site) if name not in ("outcome", "lesson")]  # of another form
    written = {name: form.get(name, "")[:LONGEST] for name in names}
    written["points"] = " ".join(columns["points"])
    return Written(values=written, columns=columns, faults=faults)


def _propose(columns: dict[str, Any], response: Response, now: Clock, site: Site) -> None:
    if columns["deadline"] is None:
        columns["deadline"] = proposed_deadline(columns["decision"], now(), site.zone)
    moved = columns["deadline"] != response.deadline
    if moved and columns["remind_on"] in (None, response.remind_on):
        columns["remind_on"] = proposed_reminder(columns["deadline"], now(), site.zone)


def _decided(columns: Mapping[str, Any], faults: dict[str, str]) -> None:
    if not columns["decision"]:
        return
    if not columns["reason"]:
        faults["reason"] = said("Skriv hvorfor dere velger dette.")
    if columns["decision"] in NEEDS_OWNER and not columns["owner"]:
        faults["owner"] = said("Velg hvem som har ansvaret.")
    if columns["remind_on"] and columns["deadline"] and columns["remind_on"] > columns["deadline"].date():
        faults["remind_on"] = said("Påminnelsen må komme før fristen.")


def read_end(form: SentForm) -> Written:
    """The form that closes a response."""
    faults: dict[str, str] = {}
    columns = {name: text_of(form, name, faults) for name in ("outcome", "lesson")}
    if not columns["outcome"]:
        faults["outcome"] = said("Skriv hvordan det gikk. Uten det kan ikke saken avsluttes.")
    return Written(values=columns, columns=columns, faults=faults)

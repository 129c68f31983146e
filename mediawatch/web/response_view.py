"""A response to what its page shows: the story, the questions, who should speak, the clocks, what was done so far."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mediawatch.jobs.responses import first_printed, fresh_response
from mediawatch.jobs.speaking import speaker
from mediawatch.model import AuditEntry, Fact, Reply, Response, Story
from mediawatch.relate.clocks import complaint_deadline, decide_by, is_late, proposed_deadline
from mediawatch.relate.response_words import (
    ANSWER_NAMES,
    CHANNEL_NAMES,
    CHECK_HINTS,
    CHECK_NAMES,
    DECISION_NAMES,
    FACT_ANSWER_NAMES,
    POINT_NAMES,
    STATUS_NAMES,
    VERDICT_NAMES,
)
from mediawatch.relate.responses import CHECKS
from mediawatch.render import full_day_words, moment_words, plain, safe_link, said, shorten
from mediawatch.report.words import ROLE_WORDS
from mediawatch.store import Store
from mediawatch.web.audit import audit_line
from mediawatch.web.audit_words import FIELD_NAMES
from mediawatch.web.response_form import Faults, local_words, values_of
from mediawatch.web.rows import story_row
from mediawatch.web.site import Site
from mediawatch.web.visitor import Visitor

SECRETS = {"secret": "secret_words", "persons": "persons_words"}
"""Questions whose words only advisers read."""
LINE = "line:"
NO_FAULTS = Faults()
UNTOLD = frozenset({"response", "story", "seen_at", "opened_at", "status", "owner", "decided_at", "decided_by"})
"""Fields of the log that say nothing to people: they follow from the others, or stand beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerLines:
    """Who should speak today: who, by which rule and why, whom they stand in for, and whether that must be settled."""

    who: str
    rule: str
    source: str
    because: str
    instead_of: str
    settle: bool
    phone: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """A question of the checklist; `words` is empty where the visitor may not read them."""

    key: str
    question: str
    hint: str
    answer: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """The last day for a complaint to Pressens Faglige Utvalg, how many days are left, and whose copy came first."""

    day: str
    left: int
    outlet: str
    sent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """A fact of the ledger, as read and as its form shows it."""

    fact: Fact
    verdict: str
    asked: str
    answer: str
    link: str | None
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyLine:
    """Something we answered."""

    reply: Reply
    channel: str
    when: str
    paragraphs: tuple[str, ...]
    values: Mapping[str, str]


def response_to(site: Site, story: Story) -> Response:
    """The response to a story, or one that nobody has begun on (version 0)."""
    return site.store.responses.of(story.organisation, story.id) or fresh_response(story, site.now())


def owners_of(site: Site, visitor: Visitor) -> dict[str, str]:
    """Who may be given a decision to carry out: people with access, and the lines of the matrix, by value and name."""
    members = site.store.access.members(visitor.organisation.id)
    found = {account.email: plain(account.name) or account.email for account, _membership in members}
    lines = (line for line in visitor.organisation.spokespersons if line.suggest)
    return found | {f"{LINE}{line.id}": plain(f"{line.title} {line.name}") for line in lines}


def response_context(site: Site, visitor: Visitor, story: Story, response: Response) -> dict[str, Any]:
    """All that the page shows of a response but for what was just written in its forms."""
    may_write = visitor.may("adviser")
    facts, replies = kept_of(site.store, response)
    return {
        "row": story_row(story, today=site.today, zone=site.zone),
        "response": response,
        "state": STATUS_NAMES[response.status],
        "decide_by": None if response.decision else decide_by(response.seen_at, site.zone),
        "late": is_late(response, site.now()) or _undecided_late(response, site),
        "may_write": may_write,
        "checks": [_check(response, name, may_write) for name in CHECKS],
        "answers": ANSWER_NAMES,
        "decisions": DECISION_NAMES,
        "points": POINT_NAMES,
        "owners": owners_of(site, visitor) if may_write else {},
        "proposals": list(_proposals(site)),
        "speaker": speaker_lines(site, visitor, story),
        "complaint": _complaint(site, story, response),
        "facts": [_fact(site, one) for one in facts],
        "replies": [_reply(site, one) for one in replies],
        "verdicts": VERDICT_NAMES,
        "fact_answers": FACT_ANSWER_NAMES,
        "channels": CHANNEL_NAMES,
        "history": [audit_line(entry) for entry in map(plain_entry, history_of(site, response))],
        "values": values_of(response, site),
        "faults": NO_FAULTS,
        "no_faults": NO_FAULTS,
        "conflict": None,
        "fact_form": None,
        "reply_form": None,
        "now_local": local_words(site.now(), site),
    }


def kept_of(store: Store, response: Response) -> tuple[list[Fact], list[Reply]]:
    """The facts and replies of a response."""
    if not response.id:
        return [], []
    name = response.organisation
    return store.responses.facts_of(name, response.id), store.responses.replies_of(name, response.id)


def history_of(site: Site, response: Response) -> list[AuditEntry]:
    """The log of a response, its facts and replies, the latest first."""
    if not response.id:
        return []
    access, name = site.store.access, response.organisation
    found = [
        entry
        for subject in site.store.responses.subjects(name, response.id)
        for entry in access.audit([name], subject=subject, limit=200)
    ]
    return sorted(found, key=lambda entry: entry.id, reverse=True)


def plain_entry(entry: AuditEntry) -> AuditEntry:
    """An entry of the log without the fields that only the program needs."""
    return replace(entry, before=_told(entry.before), after=_told(entry.after))


def _told(written: str) -> str:
    if not written.startswith("{"):
        return written
    kept = {name: value for name, value in json.loads(written).items() if name not in UNTOLD and value is not False}
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def differences(
    site: Site, ours: Response, values: Mapping[str, str], columns: Mapping[str, Any]
) -> list[tuple[str, str, str]]:
    """What is kept and what was written where they differ: the field's name, theirs, ours."""
    kept = values_of(ours, site)
    names = FIELD_NAMES["response"]
    kept_owner, owner = ours.owner_name, str(columns.get("owner_name", ""))
    return [
        (said(names["owner_name"]), kept_owner or "–", owner or "–")
        if name == "owner"
        else (said(names[name]), _shown(name, kept[name]), _shown(name, values[name]))
        for name in values
        if name in names and kept[name] != values[name] and getattr(ours, name) != columns.get(name)
    ]


def _shown(name: str, value: str) -> str:
    tables: dict[str, Mapping[Any, str]] = {"decision": DECISION_NAMES, **dict.fromkeys(CHECKS, ANSWER_NAMES)}
    words = tables.get(name, {}).get(value, "")
    shown = value.replace("T", " kl. ") if name == "deadline" else value
    return said(words) if words else shown or "–"


def _undecided_late(response: Response, site: Site) -> bool:
    return not response.decision and response.status != "closed" and decide_by(response.seen_at, site.zone) < site.now()


def _check(response: Response, name: str, may_write: bool) -> CheckLine:
    field = f"{name}_words"
    hidden = field in SECRETS.values() and not may_write
    return CheckLine(
        key=name,
        question=CHECK_NAMES[name],
        hint=CHECK_HINTS[name],
        answer=ANSWER_NAMES.get(getattr(response, name), ""),
        words="" if hidden else getattr(response, field),
    )


def _proposals(site: Site) -> Iterator[tuple[str, str]]:
    """Each decision with the deadline it gets where none is written."""
    for decision, name in DECISION_NAMES.items():
        deadline = proposed_deadline(decision, site.now(), site.zone)
        if deadline is not None:
            yield said(name), moment_words(deadline, site.today, site.zone)


def speaker_lines(site: Site, visitor: Visitor, story: Story) -> SpeakerLines | None:
    """Who should speak on a story today; None where nothing is suggested."""
    suggestion = story.lead.suggestion
    if suggestion is None:
        return None
    found = speaker(site.store, visitor.organisation, suggestion, day=site.today)
    line, away = found.line, found.stands_in_for
    return SpeakerLines(
        who=plain(f"{line.title} {line.name}") if line else said(ROLE_WORDS[found.role]),
        rule=plain(found.rule) if found.role != "none" else "",
        source=plain(found.source),
        because=plain(found.because),
        instead_of=plain(f"{away.title} {away.name}") if away else "",
        settle=found.settle,
        phone=plain(line.phone) if line else "",
        email=plain(line.email) if line else "",
    )


def _complaint(site: Site, story: Story, response: Response) -> Complaint:
    first = first_printed(story)
    day = complaint_deadline(first.when, site.zone)
    return Complaint(
        day=full_day_words(day),
        left=(day - site.today).days,
        outlet=shorten(first.outlet.name, 60),
        sent=full_day_words(response.complained_on) if response.complained_on else "",
    )


def fact_values(fact: Fact, site: Site) -> dict[str, str]:
    """A fact to what its form shows."""
    shown: dict[str, str] = {
        name: getattr(fact, name) for name in ("claim", "verdict", "right", "page", "asked_by", "answer", "link")
    }
    return shown | {"asked_at": local_words(fact.asked_at, site), "answered_at": local_words(fact.answered_at, site)}


def _fact(site: Site, fact: Fact) -> FactLine:
    asked = moment_words(fact.asked_at, site.today, site.zone) if fact.asked_at else ""
    answered = moment_words(fact.answered_at, site.today, site.zone) if fact.answered_at else ""
    answer = said(FACT_ANSWER_NAMES.get(fact.answer, ""))
    return FactLine(
        fact=fact,
        verdict=VERDICT_NAMES[fact.verdict],
        asked=f"{asked}, {plain(fact.asked_by)}" if asked and fact.asked_by else asked,
        answer=f"{answer} {answered}".strip(),
        link=safe_link(fact.link),
        values=fact_values(fact, site),
    )


def reply_values(reply: Reply, site: Site) -> dict[str, str]:
    """A reply to what its form shows."""
    return {
        "at": local_words(reply.at, site),
        "by": reply.by,
        "to": reply.to,
        "channel": reply.channel,
        "text": reply.text,
    }


def _reply(site: Site, reply: Reply) -> ReplyLine:
    return ReplyLine(
        reply=reply,
        channel=CHANNEL_NAMES[reply.channel],
        when=moment_words(reply.at, site.today, site.zone),
        paragraphs=tuple(filter(None, (part.strip() for part in reply.text.splitlines()))),
        values=reply_values(reply, site),
    )

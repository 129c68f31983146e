"""The evidence of a case as one file: what was printed when, what we decided, asked and answered."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response as Answer

from mediawatch.jobs.responses import first_printed
from mediawatch.model import Coverage, Fact, Reply, Response, Story
from mediawatch.relate.clocks import complaint_deadline
from mediawatch.relate.response_words import (
    ANSWER_NAMES,
    CHANNEL_NAMES,
    CHECK_NAMES,
    DECISION_NAMES,
    FACT_ANSWER_NAMES,
    POINT_NAMES,
    STATUS_NAMES,
    VERDICT_NAMES,
)
from mediawatch.relate.responses import CHECKS
from mediawatch.render import clock, full_day_words, plain, safe_link, shorten, spoken
from mediawatch.report.evidence import (
    Evidence,
    EvidenceCopy,
    EvidenceEntry,
    EvidenceFact,
    EvidenceLine,
    EvidenceReply,
    EvidenceVersion,
    evidence_zip,
    file_slug,
)
from mediawatch.report.page import LEAD_LIMIT
from mediawatch.store.responses import CONFIDENTIAL
from mediawatch.web.audit import audit_line
from mediawatch.web.judging import story_of
from mediawatch.web.response_view import history_of, kept_of, plain_entry, response_to
from mediawatch.web.site import Site
from mediawatch.web.visitor import NotAllowedError, OurSite, Reader, RowId, Visitor

TITLE_LIMIT = 300
FETCHED = "response.pack"

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@router.get("/svar/{story_id}/dokumentasjon.zip")
def pack(site: OurSite, visitor: Reader, story_id: RowId, notat: Annotated[str, Query(max_length=10)] = "") -> Answer:
    """The pack of a story's case. `notat` "ja": with the fields that only advisers may read, for them alone."""
    story = story_of(site, visitor, story_id)
    confidential = notat == "ja"
    if confidential and not visitor.may("adviser"):
        raise NotAllowedError("adviser")
    with spoken(None):
        made = evidence_zip(case_of(site, visitor, story, confidential=confidential))
    held = response_to(site, story)
    if held.id:
        after = "med fortrolige felter" if confidential else ""
        site.store.access.log(
            visitor.organisation.id, by=visitor.account.email, action=FETCHED, subject=f"response {held.id}",
            after=after, now=site.now(),
        )  # fmt: skip
    name = file_slug(f"dokumentasjon sak {story.id} {story.lead.article.title}")
    headers = {"Content-Disposition": f'attachment; filename="{name}.zip"', "Cache-Control": "no-store"}
    return Answer(made, media_type="application/zip", headers=headers)


def case_of(site: Site, visitor: Visitor, story: Story, *, confidential: bool) -> Evidence:
    """A story to its whole case, in words."""
    held = response_to(site, story)
    facts, replies = kept_of(site.store, held)
    return Evidence(
        organisation=plain(visitor.organisation.name),
        title=shorten(story.lead.article.title, TITLE_LIMIT) or "(uten tittel)",
        story=story.id,
        complaint_by=full_day_words(complaint_deadline(first_printed(story).when, site.zone)),
        complained=full_day_words(held.complained_on) if held.complained_on else "",
        decision=tuple(_decision(site, held, confidential=confidential)),
        points=tuple(EvidenceLine(name=point, words=POINT_NAMES.get(point, "")) for point in held.points),
        copies=tuple(_copy(site, visitor, copy) for copy in story.coverage if copy.is_press),
        facts=tuple(_fact(site, fact) for fact in facts),
        replies=tuple(_reply(site, reply) for reply in replies),
        log=tuple(_log(site, held)),
        confidential=confidential and any(getattr(held, name) for name in CONFIDENTIAL),
    )


def _decision(site: Site, held: Response, *, confidential: bool) -> Iterator[EvidenceLine]:
    shown = {name: "" if name in CONFIDENTIAL and not confidential else plain(getattr(held, name)) for name in _texts()}
    yield EvidenceLine(name="Status", words=STATUS_NAMES[held.status])
    yield EvidenceLine(name="Først sett av oss", words=_moment(site, held.seen_at))
    for check in CHECKS:
        answer = ANSWER_NAMES.get(getattr(held, check), "Ikke vurdert")
        words = shown[f"{check}_words"]
        yield EvidenceLine(name=CHECK_NAMES[check], words=f"{answer}. {words}" if words else answer)
    lines: tuple[tuple[str, Any], ...] = (
        ("Beslutning", DECISION_NAMES.get(held.decision, "Ikke besluttet")),
        ("Hvorfor", shown["reason"]),
        ("Besluttet", _moment(site, held.decided_at)),
        ("Besluttet av", plain(held.decided_by)),
        ("Ansvarlig", plain(held.owner_name)),
        ("Frist", _moment(site, held.deadline)),
        ("Hvordan det gikk", shown["outcome"]),
        ("Det vi lærte", shown["lesson"]),
        ("Avsluttet", _moment(site, held.closed_at)),
        ("Fortrolig notat", shown["note"]),
    )
    yield from (EvidenceLine(name=name, words=words) for name, words in lines if words)


def _texts() -> tuple[str, ...]:
    return (*(f"{name}_words" for name in CHECKS), "reason", "outcome", "lesson", "note")


def _copy(site: Site, visitor: Visitor, copy: Coverage) -> EvidenceCopy:
    article = copy.article
    may_show = copy.outlet.keep_text != "none" and article.keepable
    revisions = site.store.revisions(visitor.organisation.id, article.outlet, article.key)
    return EvidenceCopy(
        outlet=shorten(copy.outlet.name, 80),
        address=safe_link(article.link) or "",
        published=_moment(site, article.published) or "ukjent",
        first_seen=_moment(site, copy.first_seen) or "ukjent",
        complaint_by=full_day_words(complaint_deadline(copy.when, site.zone)),
        versions=tuple(
            EvidenceVersion(
                number=one.number,
                seen=_moment(site, one.seen_at),
                title=shorten(one.title, TITLE_LIMIT),
                lead=shorten(one.lead, LEAD_LIMIT) if may_show else "",
                fingerprint=one.content_hash,
            )
            for one in revisions
        ),
    )


def _fact(site: Site, fact: Fact) -> EvidenceFact:
    lines = (
        ("Riktig", plain(fact.right)),
        ("Vår side om dette", plain(fact.page)),
        ("Bedt om retting", _moment(site, fact.asked_at)),
        ("Bedt av", plain(fact.asked_by)),
        ("Svar fra redaksjonen", FACT_ANSWER_NAMES.get(fact.answer, "")),
        ("Svart", _moment(site, fact.answered_at)),
        ("Lenke", safe_link(fact.link) or ""),
    )
    told = tuple(EvidenceLine(name=name, words=words) for name, words in lines if words)
    return EvidenceFact(claim=plain(fact.claim), verdict=VERDICT_NAMES[fact.verdict], lines=told)


def _reply(site: Site, reply: Reply) -> EvidenceReply:
    text = "\n".join(map(plain, reply.text.splitlines()))
    return EvidenceReply(
        when=_moment(site, reply.at),
        channel=CHANNEL_NAMES[reply.channel],
        by=plain(reply.by),
        to=plain(reply.to),
        text=text,
    )


def _log(site: Site, held: Response) -> Iterator[EvidenceEntry]:
    """The log of the case, but for who has fetched it: that would make each pack another."""
    for entry in history_of(site, held):
        if entry.action != FETCHED:
            line = audit_line(plain_entry(entry))
            at = _moment(site, line.at)
            yield EvidenceEntry(at=at, by=line.by, what=line.what, before=line.before, after=line.after)


def _moment(site: Site, moment: datetime | None) -> str:
    """A moment with its date and time in full, whatever day it is read on: "tirsdag 24. november 2026 kl. 09.15"."""
    if moment is None:
        return ""
    return f"{full_day_words(moment.astimezone(site.zone).date())} {clock(moment, site.zone)}"

"""The ledger of corrections and what was answered: added and changed by advisers, each with a version of its own."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response as Answer

from mediawatch.errors import ChangedError
from mediawatch.jobs.responses import keep_response
from mediawatch.model import Fact, Reply, Response, Story
from mediawatch.relate.response_words import CHANNEL_NAMES, FACT_ANSWER_NAMES, VERDICT_NAMES
from mediawatch.render import said
from mediawatch.web.judging import story_of
from mediawatch.web.respond import back_to
from mediawatch.web.response_form import LONGEST, Faults, Written, moment_of, text_of
from mediawatch.web.response_view import fact_values, reply_values, response_to
from mediawatch.web.responses import shown
from mediawatch.web.site import Site
from mediawatch.web.visitor import Adviser, Form, NotFoundError, OurSite, RowId, SentForm, Visitor

FACT_TEXTS = ("claim", "right", "page", "asked_by", "link")
REMOVED = "fjern"

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@router.post("/svar/{story_id}/fakta")
def add_fact(request: Request, site: OurSite, visitor: Adviser, story_id: RowId, form: Form) -> Answer:
    """Enters a claim of the story in the ledger."""
    story = story_of(site, visitor, story_id)
    written = read_fact(form, site)
    if written.faults:
        return _again(request, site, visitor, story, "fact_form", 0, written)
    begun = begun_response(site, visitor, story)
    given = Fact(organisation=story.organisation, response=begun.id, **written.columns)
    known = site.store.responses.facts_of(story.organisation, begun.id)
    if given not in [replace(one, id=0, version=1) for one in known]:  # sent twice by a double click
        site.store.responses.facts.add(given, by=visitor.account.email, now=site.now())
    return _back(visitor, story, "fakta")


@router.post("/svar/{story_id}/fakta/{fact_id}")
def change_fact(
    request: Request, site: OurSite, visitor: Adviser, story_id: RowId, fact_id: RowId, form: Form
) -> Answer:
    """Changes a claim of the ledger, or withdraws it (`gjor` is "fjern")."""
    story = story_of(site, visitor, story_id)
    facts = site.store.responses.facts
    kept = facts.one(visitor.organisation.id, fact_id)
    if kept is None or kept.response != response_to(site, story).id:
        raise NotFoundError("Vi finner ikke det du ville endre.")
    written = _removal(fact_values(kept, site)) if form.get("gjor") == REMOVED else read_fact(form, site)
    if written.faults:
        return _again(request, site, visitor, story, "fact_form", fact_id, written)
    try:
        facts.change(
            visitor.organisation.id, fact_id, by=visitor.account.email, now=site.now(), expected=form.version(-1),
            **written.columns,
        )  # fmt: skip
    except ChangedError:
        return _again(request, site, visitor, story, "fact_form", 0 if kept.withdrawn else fact_id, written, status=409)
    return _back(visitor, story, "fakta")


@router.post("/svar/{story_id}/svart")
def add_reply(request: Request, site: OurSite, visitor: Adviser, story_id: RowId, form: Form) -> Answer:
    """Enters what we answered."""
    story = story_of(site, visitor, story_id)
    written = read_reply(form, site)
    if written.faults:
        return _again(request, site, visitor, story, "reply_form", 0, written)
    begun = begun_response(site, visitor, story)
    given = Reply(organisation=story.organisation, response=begun.id, **written.columns)
    known = site.store.responses.replies_of(story.organisation, begun.id)
    if given not in [replace(one, id=0, version=1) for one in known]:
        site.store.responses.replies.add(given, by=visitor.account.email, now=site.now())
    return _back(visitor, story, "svart")


@router.post("/svar/{story_id}/svart/{reply_id}")
def change_reply(
    request: Request, site: OurSite, visitor: Adviser, story_id: RowId, reply_id: RowId, form: Form
) -> Answer:
    """Changes what we answered, or withdraws it (`gjor` is "fjern")."""
    story = story_of(site, visitor, story_id)
    replies = site.store.responses.replies
    kept = replies.one(visitor.organisation.id, reply_id)
    if kept is None or kept.response != response_to(site, story).id:
        raise NotFoundError("Vi finner ikke det du ville endre.")
    written = _removal(reply_values(kept, site)) if form.get("gjor") == REMOVED else read_reply(form, site)
    if written.faults:
        return _again(request, site, visitor, story, "reply_form", reply_id, written)
    try:
        replies.change(
            visitor.organisation.id, reply_id, by=visitor.account.email, now=site.now(), expected=form.version(-1),
            **written.columns,
        )  # fmt: skip
    except ChangedError:
        return _again(
            request, site, visitor, story, "reply_form", 0 if kept.withdrawn else reply_id, written, status=409
        )
    return _back(visitor, story, "svart")


def begun_response(site: Site, visitor: Visitor, story: Story) -> Response:
    """The response to a story, opened where nobody has. Raises NotFoundError when the story has gone."""
    held = response_to(site, story)
    if held.id:
        return held
    try:
        begun = keep_response(site.store, held, {}, by=visitor.account.email, now=site.now(), expected=0)
    except ChangedError:
        begun = response_to(site, story)
    if begun is None or not begun.id:
        raise NotFoundError("Saken finnes ikke hos dere.")
    return begun


def read_fact(form: SentForm, site: Site) -> Written:
    """The form of a fact to columns."""
    faults: dict[str, str] = {}
    columns: dict[str, Any] = {name: text_of(form, name, faults) for name in FACT_TEXTS}
    columns["verdict"] = form.get("verdict", "")
    columns["answer"] = form.get("answer", "") if form.get("answer") in FACT_ANSWER_NAMES else ""
    columns["asked_at"] = moment_of(form.get("asked_at", ""), "asked_at", site, faults)
    columns["answered_at"] = moment_of(form.get("answered_at", ""), "answered_at", site, faults)
    if not columns["claim"]:
        faults["claim"] = said("Skriv det som står i saken, eller det som mangler.")
    if columns["verdict"] not in VERDICT_NAMES:
        faults["verdict"] = said("Velg om det er riktig, feil, misvisende eller utelatt.")
    if columns["verdict"] in ("wrong", "misleading", "left out") and not columns["right"]:
        faults["right"] = said("Skriv hva som er riktig.")
    if columns["link"] and not columns["link"].startswith(("https://", "http://")):
        faults["link"] = said("Skriv en adresse som begynner med https://.")
    if columns["answer"] and not columns["asked_at"]:
        faults["asked_at"] = said("Skriv når dere ba om at det ble rettet.")
    names = (*FACT_TEXTS, "verdict", "answer", "asked_at", "answered_at")
    return Written(values=_values(form, names), columns=columns, faults=faults)


def read_reply(form: SentForm, site: Site) -> Written:
    """The form of a reply to columns."""
    faults: dict[str, str] = {}
    columns: dict[str, Any] = {name: text_of(form, name, faults) for name in ("text", "by", "to")}
    columns["channel"] = form.get("channel", "")
    columns["at"] = moment_of(form.get("at", ""), "at", site, faults)
    needed = {
        "text": said("Skriv det dere svarte."),
        "by": said("Skriv hvem som svarte."),
        "to": said("Skriv hvem som fikk svaret, for eksempel avisa eller innbyggerne."),
        "at": said("Skriv når dere svarte."),
    }
    faults = {**{name: words for name, words in needed.items() if not columns[name]}, **faults}
    if columns["channel"] not in CHANNEL_NAMES:
        faults["channel"] = said("Velg hvordan dere svarte.")
    return Written(values=_values(form, ("text", "by", "to", "channel", "at")), columns=columns, faults=faults)


def _values(form: SentForm, names: tuple[str, ...]) -> dict[str, str]:
    return {name: form.get(name, "")[:LONGEST] for name in names}


def _removal(values: Mapping[str, str]) -> Written:
    return Written(values=values, columns={"withdrawn": True}, faults={})


def _again(
    request: Request, site: Site, visitor: Visitor, story: Story, which: str, number: int, written: Written, *,
    status: int = 422,
) -> Answer:  # fmt: skip
    """The page with what was written in a form that must be mended, or sent once more (409)."""
    form: Any = {
        "id": number,
        "written": written.values,
        "faults": Faults(written.faults),
        "changed": status == 409,
    }
    return shown(request, site, visitor, story, response_to(site, story), status=status, **{which: form})


def _back(visitor: Visitor, story: Story, part: str) -> Answer:
    return back_to(f"/{visitor.organisation.id}/svar/{story.id}?gjort={part}#{part}")

"""The sources: how each feed is, what it last answered, and what a person can do about it."""

import asyncio

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.jobs.probing import Probe, probe_one
from mediawatch.measure.silence import silent_sources
from mediawatch.model import Feed, Outlet
from mediawatch.render import plain, safe_link
from mediawatch.web.respond import back_to, page
from mediawatch.web.source_words import HEALTH_WORDS, answer, feed_view, outlet_view, silent_words
from mediawatch.web.visitor import (
    Administrator,
    Adviser,
    BadInputError,
    Form,
    NotFoundError,
    OurSite,
    Reader,
    Visitor,
)

MOST_POLLS = 20
TEST_SECONDS = 60
"""However often somebody asks, a feed is tested once in this time: the outlet pays for each."""

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@router.get("/kilder")
def sources(request: Request, site: OurSite, visitor: Reader) -> Response:
    """Every outlet and feed."""
    site.renew(at_once=True)
    known = site.store.feed_states()
    states = {state.feed: state for state in known}
    added = {feed.id for feed in site.store.sources.added()[1]}
    views = [
        outlet_view(outlet, (feed_view(outlet, one, states.get(one.id), added=one.id in added) for one in outlet.feeds))
        for outlet in site.config.outlets
    ]
    silent = silent_sources(site.config.outlets, known, now=site.now(), zone=site.zone)
    return page(
        request,
        "sources",
        here="sources",
        answer=answer(views, silent),
        silent=silent_words(silent),
        troubled=[one for view in views for one in view.feeds if one.troubled],
        views=views,
        may_change=visitor.may("adviser"),
        may_add=visitor.may("administrator"),
    )


@router.get("/kilder/{feed}")
def source(request: Request, site: OurSite, visitor: Reader, feed: str) -> Response:
    """One feed."""
    return _shown(request, site, visitor, feed, None)


@router.post("/kilder/{feed}/test")
def try_now(request: Request, site: OurSite, visitor: Adviser, _form: Form, feed: str) -> Response:
    """Asks the feed once and tells what it answered; nothing is stored."""
    outlet, found = find_feed(site, feed)
    probe = site.remembered.get(
        ("probe", found.id),
        int(site.now().timestamp() // TEST_SECONDS),
        lambda: asyncio.run(probe_one(site.config, outlet, found)),
        always_new=True,
    )
    return _shown(request, site, visitor, feed, probe)


@router.post("/kilder/{feed}/hent")
def fetch_now(site: OurSite, visitor: Adviser, _form: Form, feed: str) -> Response:
    """Lets the feed be due now; the program that follows the sources takes it at its next waking."""
    find_feed(site, feed)
    if not site.store.sources.hurry(feed, site.now()):
        raise BadInputError("Kilden er på pause. Sett den i gang først.")
    return _done(site, visitor, feed, "hent", "source.fetch")


@router.post("/kilder/{feed}/pause")
def pause(site: OurSite, visitor: Adviser, _form: Form, feed: str) -> Response:
    """Asks the feed no more until somebody lets it go on."""
    find_feed(site, feed)
    if site.store.sources.pause(feed, site.now()) is None:
        raise NotFoundError("Kilden finnes ikke.")
    return _done(site, visitor, feed, "pause", "source.pause")


@router.post("/kilder/{feed}/fortsett")
def resume(site: OurSite, visitor: Adviser, _form: Form, feed: str) -> Response:
    """Asks the feed again."""
    find_feed(site, feed)
    if site.store.sources.resume(feed, site.now()) is None:
        raise NotFoundError("Kilden finnes ikke.")
    return _done(site, visitor, feed, "fortsett", "source.resume")


@router.post("/kilder/{feed}/fjern")
def remove(site: OurSite, visitor: Administrator, _form: Form, feed: str) -> Response:
    """Takes away a feed that was added on the pages. What it brought stays."""
    _outlet, found = find_feed(site, feed)
    if not site.store.sources.remove(feed):
        raise BadInputError("Kilden står i feeds.yaml, og tas bort der. Her kan du sette den på pause.")
    site.renew(at_once=True)
    site.store.sync_feeds(site.config.outlets, site.now())
    log(site, visitor, "source.remove", feed, before=found.url)
    return back_to(f"/{visitor.organisation.id}/kilder?gjort=fjern")


def find_feed(site: OurSite, feed: str) -> tuple[Outlet, Feed]:
    """A feed by id. Raises NotFoundError."""
    for outlet in site.config.outlets:
        for one in outlet.feeds:
            if one.id == feed:
                return outlet, one
    raise NotFoundError("Kilden finnes ikke.")


def log(site: OurSite, visitor: Visitor, action: str, subject: str, *, before: str = "", after: str = "") -> None:
    """A line in the log of changes."""
    site.store.access.log(
        visitor.organisation.id,
        by=visitor.account.email,
        action=action,
        subject=subject,
        before=before,
        after=after,
        now=site.now(),
    )


def _done(site: OurSite, visitor: Visitor, feed: str, what: str, action: str) -> Response:
    log(site, visitor, action, feed)
    return back_to(f"/{visitor.organisation.id}/kilder/{feed}?gjort={what}")


def _shown(request: Request, site: OurSite, visitor: Visitor, feed: str, probe: Probe | None) -> Response:
    outlet, found = find_feed(site, feed)
    state = next((state for state in site.store.feed_states() if state.feed == feed), None)
    added = {one.id for one in site.store.sources.added()[1]}
    return page(
        request,
        "source",
        here="sources",
        view=feed_view(outlet, found, state, added=feed in added),
        name=plain(outlet.name),
        address=plain(found.url),
        link=safe_link(found.url),
        polls=site.store.poll_log(feed, MOST_POLLS),
        health_words=HEALTH_WORDS,
        probe=probe,
        may_change=visitor.may("adviser"),
        may_remove=visitor.may("administrator") and feed in added,
    )

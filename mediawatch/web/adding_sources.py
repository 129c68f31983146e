"""A source added by its address: what is found there is shown, one is chosen, and whose it is told."""

import asyncio
from collections.abc import Mapping
from typing import get_args

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.collect.finding import Findings, find_feeds
from mediawatch.config.addresses import same_address, url_fault
from mediawatch.errors import CollectError
from mediawatch.jobs.rounds import open_fetcher
from mediawatch.jobs.sources import find_outlet
from mediawatch.model import Feed, FeedKind
from mediawatch.render import plain, said
from mediawatch.web.outlet_form import FIELDS, NEW, free_id, meant_outlet, outlet_choices, whole_address
from mediawatch.web.respond import back_to, page
from mediawatch.web.source_words import FEED_KINDS
from mediawatch.web.sources import log
from mediawatch.web.visitor import Administrator, BadInputError, Form, OurSite

LONGEST = 2_000
PATIENCE = 45.0
"""Seconds that a search may take; the person waits for it."""

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@router.get("/kilder/ny")
def ask(request: Request, visitor: Administrator) -> Response:
    """Asks for an address."""
    return page(request, "source_new", here="sources", address="", fault="")


@router.post("/kilder/ny")
def look(request: Request, site: OurSite, visitor: Administrator, form: Form) -> Response:
    """Looks for what can be followed at an address."""
    address = whole_address(form.get("adresse", "")[:LONGEST])
    fault = _fault(site, address)
    found = None
    if not fault:
        try:
            found = asyncio.run(_look(site, address))
        except CollectError as error:
            fault = error.advice or said("Adressen kan ikke leses.")
        except TimeoutError:
            fault = said("Nettstedet brukte for lang tid på å svare. Prøv igjen senere.")
    if found is not None and not found.candidates:
        fault = said("Vi fant ingen nyhetsstrøm, forside eller nettstedskart der. Prøv adressen til forsiden.")
    if fault or found is None:
        return page(request, "source_new", status=422, here="sources", address=address, fault=fault)
    return _chosen(request, site, found, {}, {})


@router.post("/kilder/ny/lagre")
def keep(request: Request, site: OurSite, visitor: Administrator, form: Form) -> Response:
    """Keeps the source that was chosen, and its outlet where that is new."""
    kind, _, url = form.get("kilde", "").partition(" ")
    if kind not in get_args(FeedKind):
        raise BadInputError("Velg en av kildene som ble funnet.")
    if fault := _fault(site, url):
        raise BadInputError(fault)
    meant = meant_outlet(form, site, visitor.organisation, address=url)
    if meant.outlet is None:
        return _again(request, site, form, url, kind, meant.faults)
    taken = {feed.id for outlet in site.config.outlets for feed in outlet.feeds}
    feed = Feed(
        id=free_id(meant.outlet.id, taken | {"ny", "sak"}),
        outlet=meant.outlet.id,
        url=url,
        kind=kind,  # type: ignore[arg-type]  # one of FeedKind: looked at above
    )
    outlet = meant.outlet if meant.is_new else None
    if not site.store.sources.add(outlet, feed, by=visitor.by[:200], now=site.now()):
        raise BadInputError("Noen andre la til en kilde med samme navn akkurat nå. Prøv igjen.")
    site.renew(at_once=True)
    site.store.sync_feeds(site.config.outlets, site.now())
    log(site, visitor, "source.add", feed.id, after=url)
    return back_to(f"/{visitor.organisation.id}/kilder/{feed.id}?gjort=ny")


def _fault(site: OurSite, address: str) -> str:
    """Why an address cannot be followed; "" when it can be tried."""
    if not address:
        return said("Skriv adressen til nettstedet eller nyhetsstrømmen.")
    if fault := url_fault(address, allow_private=site.config.settings.allow_private):
        return fault
    host = address.split("/")[2].rpartition("@")[2].partition(":")[0]
    if site.config.is_blocked(host):
        return said("Nettstedet står under blocked_hosts i feeds.yaml, og blir ikke lest.")
    known = {same_address(feed.url): feed.id for outlet in site.config.outlets for feed in outlet.feeds}
    if same_address(address) in known:
        return said("Adressen er alt en kilde: {name}.").format(name=known[same_address(address)])
    return ""


async def _look(site: OurSite, address: str) -> Findings:
    async with asyncio.timeout(PATIENCE):
        async with open_fetcher(site.config.settings) as fetcher:
            return await find_feeds(fetcher, address, now=site.now())


def _chosen(
    request: Request, site: OurSite, found: Findings, written: Mapping[str, str], faults: Mapping[str, str]
) -> Response:
    known = {same_address(feed.url) for outlet in site.config.outlets for feed in outlet.feeds}
    outlet = find_outlet(site.config, "", found.url)
    usual = {"utgiver": outlet.id if outlet else NEW, "navn": plain(found.title)[:80], "nivaa": "", "slag": "web"}
    return page(
        request,
        "source_found",
        status=422 if faults else 200,
        here="sources",
        address=plain(found.url),
        candidates=[
            (one, f"{one.kind} {one.url}", plain(one.title)[:120], FEED_KINDS[one.kind], same_address(one.url) in known)
            for one in found.candidates
        ],
        written={**dict.fromkeys(FIELDS, ""), "kilde": "", **usual, **written},
        faults={**dict.fromkeys(FIELDS, ""), **faults},
        **outlet_choices(site),
    )


def _again(
    request: Request, site: OurSite, form: Mapping[str, str], url: str, kind: str, faults: Mapping[str, str]
) -> Response:
    """The form once more, with what was written, for the one source that was chosen."""
    written = {name: form.get(name, "")[:200] for name in FIELDS}
    return page(
        request,
        "source_found",
        status=422,
        here="sources",
        address=plain(url),
        candidates=[(None, f"{kind} {url}", plain(url), FEED_KINDS[kind], False)],
        written={**written, "kilde": f"{kind} {url}"},
        faults={**dict.fromkeys(FIELDS, ""), **faults},
        **outlet_choices(site),
    )

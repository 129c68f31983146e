"""Coverage put in by a person: print and broadcast typed in, or an address to read. Judged like anything else."""

import asyncio
from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.config.addresses import url_fault
from mediawatch.errors import CollectError
from mediawatch.jobs.adding import AHEAD, add_by_hand, hand_article, read_address
from mediawatch.jobs.sources import find_outlet
from mediawatch.measure.written import WrittenError, written_day
from mediawatch.model import Article
from mediawatch.render import plain, said, shorten
from mediawatch.web.outlet_form import FIELDS, Meant, meant_outlet, outlet_choices, whole_address
from mediawatch.web.respond import back_to, page
from mediawatch.web.sources import log
from mediawatch.web.visitor import Adviser, Form, OurSite, Visitor

OWN_FIELDS = ("adresse", "tittel", "tekst", "dato", "plass")
LIMITS = {"adresse": 2_000, "tittel": 300, "tekst": 50_000, "dato": 40, "plass": 60}

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


class FaultyError(Exception):
    """The form cannot be used. `faults`: what is wrong, by field."""

    def __init__(self, **faults: str) -> None:
        super().__init__()
        self.faults = faults


@router.get("/kilder/sak")
def ask(request: Request, site: OurSite, visitor: Adviser) -> Response:
    """The form."""
    return _form(request, site, {"dato": site.today.isoformat()}, {})


@router.post("/kilder/sak")
def keep(request: Request, site: OurSite, visitor: Adviser, form: Form) -> Response:
    """Reads or takes what was written, judges it, keeps it, and shows the story."""
    written = {name: form.get(name, "").strip()[: LIMITS[name]] for name in OWN_FIELDS}
    written |= {name: form.get(name, "").strip()[:200] for name in FIELDS}
    written["adresse"] = whole_address(written["adresse"])
    try:
        story = _added(site, visitor, written)
    except FaultyError as error:
        return _form(request, site, written, error.faults, status=422)
    log(site, visitor, "coverage.add", f"story {story}", after=shorten(written["tittel"] or written["adresse"], 200))
    return back_to(f"/{visitor.organisation.id}/sak/{story}?gjort=lagt-til")


def _added(site: OurSite, visitor: Visitor, written: Mapping[str, str]) -> int:
    """The id of the story. Raises FaultyError."""
    organisation = visitor.organisation
    if written["adresse"] and not written["tittel"]:
        meant, article = _read(site, visitor, written)
    else:
        meant, article = _typed(site, visitor, written)
    if meant.outlet is None:
        raise FaultyError(**meant.faults)
    outcome = add_by_hand(site.config, site.store, article, meant.outlet, now=site.now())
    story = site.store.story_at(organisation.id, [article.address, article.url], article.article_id)
    if outcome == "not ours" or story is None:
        place = plain(organisation.place)
        words = said(
            "Saken nevner ingen av navnene vi følger for {place}. Gjelder den dere likevel, skriver du navnet."
        )
        raise FaultyError(**{"tekst" if written["tittel"] else "adresse": words.format(place=place)})
    _keep_outlet(site, visitor, meant)
    return story


def _read(site: OurSite, visitor: Visitor, written: Mapping[str, str]) -> tuple[Meant, Article]:
    url = written["adresse"]
    if fault := url_fault(url, allow_private=site.config.settings.allow_private):
        raise FaultyError(adresse=fault)
    known = find_outlet(site.config, "", url)
    meant = Meant(known, False, {}) if known else meant_outlet(written, site, visitor.organisation, address=url)
    host = url.split("/")[2].partition(":")[0]
    if site.config.is_blocked(host):
        raise FaultyError(adresse=said("Nettstedet står under blocked_hosts i feeds.yaml, og blir ikke lest."))
    if meant.outlet is None:
        raise FaultyError(**meant.faults)
    try:
        article = asyncio.run(read_address(site.config, url, meant.outlet))
    except CollectError as error:
        raise FaultyError(adresse=error.advice or said("Adressen kan ikke leses.")) from error
    return meant, article


def _typed(site: OurSite, visitor: Visitor, written: Mapping[str, str]) -> tuple[Meant, Article]:
    faults: dict[str, str] = {}
    url = written["adresse"]
    if url and (fault := url_fault(url, allow_private=site.config.settings.allow_private)):
        faults["adresse"] = fault
    title = plain(written["tittel"])
    if not title:
        faults["tittel"] = said("Skriv tittelen, eller adressen til saken.")
    day = _day(site, written["dato"], faults)
    meant = meant_outlet(written, site, visitor.organisation, address=url)
    if faults or meant.outlet is None:
        raise FaultyError(**{**meant.faults, **faults})
    paragraphs = written["tekst"].replace("\r\n", "\n").split("\n\n")
    text = "\n\n".join(filter(None, map(plain, paragraphs)))
    place = plain(written["plass"])
    return meant, hand_article(meant.outlet, day=day, title=title, text=text, zone=site.zone, url=url, place=place)


def _day(site: OurSite, written: str, faults: dict[str, str]) -> date:
    try:
        day = written_day(written)
    except WrittenError as error:
        faults["dato"] = str(error)
        return site.today
    if day > site.today + AHEAD:
        faults["dato"] = said("Dagen er fram i tid. Skriv dagen saken sto på trykk eller ble sendt.")
    return day


def _keep_outlet(site: OurSite, visitor: Visitor, meant: Meant) -> None:
    """A new outlet is kept for the next time. Where somebody else was first, theirs stands."""
    new = meant.outlet if meant.is_new else None
    if new is not None and site.store.sources.add(new, None, by=visitor.by[:200], now=site.now()):
        site.renew(at_once=True)
        log(site, visitor, "outlet.add", new.id, after=new.name)


def _form(
    request: Request, site: OurSite, written: Mapping[str, str], faults: Mapping[str, str], *, status: int = 200
) -> Response:
    blank = dict.fromkeys((*OWN_FIELDS, *FIELDS), "")
    return page(
        request,
        "coverage_new",
        status=status,
        here="sources",
        written={**blank, **written},
        faults={**blank, **faults},
        **outlet_choices(site),
    )

"""feeds.yaml -> outlets with their feeds, and the hosts that are never read."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from mediawatch.config.addresses import email_fault, host_fault, id_fault, same_address, url_fault
from mediawatch.config.records import Placed, Raw, raw_list, read_record
from mediawatch.config.repeats import Spot, repeated_id, repeats, spots
from mediawatch.config.vocabulary import closest, example, listed
from mediawatch.config.yaml_lines import Data, Document
from mediawatch.errors import Problem
from mediawatch.model import Feed, Outlet

SECTIONS = ("outlets", "blocked_hosts")
LEAST_MINUTES = 5
MOST_MINUTES = 7 * 24 * 60
LEAST_PAUSE = 0.5
MOST_PAUSE = 300.0
"""Politeness: no feed more often than every five minutes, at least half a second between requests to one host. An
installation that may read private addresses (the demo) is its own host and is spared both."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What feeds.yaml says. `complete` is False when some outlet could not be read."""

    outlets: tuple[Placed[Outlet], ...] = ()
    blocked_hosts: tuple[str, ...] = ()
    complete: bool = False


def read_sources(document: Document, problems: list[Problem], *, allow_private: bool) -> Sources:
    """Document -> outlets. Every fault is added to `problems`."""
    known = len(problems)
    data = document.data()
    if not isinstance(data, dict):
        message = f"Filen skal begynne med «outlets:». Skriv for eksempel:\n{example('', 'outlets')}"
        problems.append(document.problem((), message))
        return Sources()
    problems += _unknown_sections(document, data)
    raw = raw_list(document, data.get("outlets"), ("outlets",), Outlet, problems) if "outlets" in data else []
    if not raw and len(problems) == known:
        message = f"Ingen kilder å lytte til. Skriv for eksempel:\n{example('', 'outlets')}"
        problems.append(document.problem(("outlets",), message))
    pairs = [_read_outlet(item, problems) for item in raw]
    problems += _repeated(raw)
    for outlet, feeds in pairs:
        problems += _outlet_faults(outlet, allow_private=allow_private) if outlet else ()
        for feed in feeds:
            problems += _feed_faults(feed, allow_private=allow_private)
    outlets = tuple(_joined(outlet, feeds) for outlet, feeds in pairs if outlet)
    blocked = _blocked_hosts(document, data.get("blocked_hosts"), problems)
    problems += _blocked_but_read(outlets, blocked)
    return Sources(outlets, blocked, complete=len(problems) == known)


def _unknown_sections(document: Document, data: dict[str, Data]) -> Iterable[Problem]:
    for key in data:
        if key not in SECTIONS:
            meant = closest(key, SECTIONS)
            advice = f"Mente du «{meant}»?" if meant else f"Øverst i filen kan bare {listed(SECTIONS)} stå."
            yield document.problem((key,), f"Nøkkelen «{key}» finnes ikke her. {advice}")


def _read_outlet(raw: Raw, problems: list[Problem]) -> tuple[Placed[Outlet] | None, list[Placed[Feed]]]:
    """One outlet and its feeds, apart: a fault in one hides no fault in the others."""
    own = raw.data.get("id")
    feeds = []
    for item in raw_list(raw.document, raw.data.get("feeds"), (*raw.path, "feeds"), Feed, problems):
        given = item.data.get("outlet")
        if given is not None and given != own:
            message = f"Feeden står under «{own}», men sier «{given}». Ta bort linjen; den trengs ikke."
            problems.append(item.document.problem((*item.path, "outlet"), message))
        data: dict[str, Data] = {**item.data, "outlet": own if isinstance(own, str) else ""}
        if feed := read_record(Feed, Raw(data, item.document, item.path), problems):
            feeds.append(feed)
    bare: dict[str, Data] = {key: value for key, value in raw.data.items() if key != "feeds"}
    return read_record(Outlet, Raw(bare, raw.document, raw.path), problems), feeds


def _joined(outlet: Placed[Outlet], feeds: list[Placed[Feed]]) -> Placed[Outlet]:
    return replace(outlet, record=replace(outlet.record, feeds=tuple(feed.record for feed in feeds)))


def _repeated(raw: list[Raw]) -> list[Problem]:
    """Ids and addresses used twice, read from what was written so that another fault does not hide them."""
    feeds = [
        (feed, item.document, (*item.path, "feeds", number))
        for item in raw
        if isinstance(listing := item.data.get("feeds"), list)
        for number, feed in enumerate(listing)
        if isinstance(feed, dict)
    ]
    urls: list[Spot] = [
        (same_address(url), document, (*path, "url"))
        for feed, document, path in feeds
        if isinstance(url := feed.get("url"), str)
    ]
    return [
        *repeats(spots(raw, "id"), repeated_id("kilden")),
        *repeats(
            spots(raw, "name"),
            lambda name, where: (
                f"Navnet «{name}» er brukt før ({where}). Gi kildene hvert sitt navn, så de kan skilles."
            ),
        ),
        *repeats(
            [(v, document, (*path, "id")) for feed, document, path in feeds if isinstance(v := feed.get("id"), str)],
            repeated_id("feeden"),
        ),
        *repeats(urls, lambda url, where: f"Adressen {url} er alt med ({where}). Ta bort den ene."),
    ]


def _outlet_faults(placed: Placed[Outlet], *, allow_private: bool) -> Iterable[Problem]:
    outlet = placed.record
    if fault := id_fault(outlet.id):
        yield placed.problem(fault, "id")
    if not outlet.name.strip():
        yield placed.problem("Navnet er tomt. Skriv navnet slik leserne kjenner det.", "name")
    for number, host in enumerate(outlet.hosts):
        if fault := host_fault(host, allow_private=allow_private):
            yield placed.problem(fault, "hosts", number)
    for number, place in enumerate(outlet.home):
        if not place.strip():
            yield placed.problem("Et tomt stedsnavn. Ta det bort, eller skriv for eksempel Modum.", "home", number)
    least = 0.0 if allow_private else LEAST_PAUSE
    if not (math.isfinite(outlet.pause_seconds) and least <= outlet.pause_seconds <= MOST_PAUSE):
        message = f"Pausen mellom to kall må være mellom {least:g} og {MOST_PAUSE:g} sekunder. Skriv pause_seconds: 2.0"
        yield placed.problem(message.replace("0.5", "0,5"), "pause_seconds")
    if outlet.tip_address and not outlet.tip_address.startswith("http") and (fault := email_fault(outlet.tip_address)):
        yield placed.problem(fault, "tip_address")


def _feed_faults(placed: Placed[Feed], *, allow_private: bool) -> Iterable[Problem]:
    feed = placed.record
    if fault := id_fault(feed.id):
        yield placed.problem(fault, "id")
    if fault := url_fault(feed.url, allow_private=allow_private):
        yield placed.problem(fault, "url")
    least = 1 if allow_private else LEAST_MINUTES
    if feed.every_minutes is not None and not least <= feed.every_minutes <= MOST_MINUTES:
        message = f"Velg mellom {least} og {MOST_MINUTES} minutter (én uke). Skriv every_minutes: 30"
        yield placed.problem(message, "every_minutes")
    for number, part in enumerate(feed.only):
        if not part.strip(" /"):
            message = "Et tomt punkt slipper alt gjennom. Skriv en del av adressen, for eksempel only: [/fremtiden/]"
            yield placed.problem(message, "only", number)


def _blocked_hosts(document: Document, data: Data, problems: list[Problem]) -> tuple[str, ...]:
    if data is None:
        return ()
    if not isinstance(data, list):
        message = "«blocked_hosts» skal være en liste. Skriv blocked_hosts: [kopisted.example.com]"
        problems.append(document.problem(("blocked_hosts",), message))
        return ()
    hosts = []
    for number, host in enumerate(data):
        fault = host_fault(host) if isinstance(host, str) else "Her skal det stå et vertsnavn, som kopisted.no."
        if fault:
            problems.append(document.problem(("blocked_hosts", number), fault))
        elif isinstance(host, str):
            hosts.append(host)
    listing: list[Spot] = [(str(host), document, ("blocked_hosts", number)) for number, host in enumerate(data)]
    problems += repeats(listing, lambda host, where: f"«{host}» står to ganger ({where}). Ta bort den ene.")
    return tuple(hosts)


def _blocked_but_read(outlets: Iterable[Placed[Outlet]], blocked: tuple[str, ...]) -> Iterable[Problem]:
    for placed in outlets:
        for number, host in enumerate(placed.record.hosts):
            if host.partition("/")[0] in blocked:
                message = f"«{host}» står også under blocked_hosts. Ta den bort fra én av listene."
                yield placed.problem(message, "hosts", number)

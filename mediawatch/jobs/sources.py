"""The sources of feeds.yaml together with those that people added on the pages, and which outlet is meant."""

import re
from dataclasses import replace

from mediawatch.config import Config
from mediawatch.config.addresses import same_address
from mediawatch.model import Feed, Outlet
from mediawatch.store import Store


def with_added(config: Config, store: Store) -> Config:
    """The configuration with every added source that feeds.yaml does not list itself by now: the file goes before."""
    given = config.outlets if config.listed is None else config.listed
    outlets, feeds = store.sources.added()
    if not outlets and not feeds:
        return config if config.listed is None else replace(config, outlets=given, listed=None)
    known = {outlet.id: outlet for outlet in given}
    ids = {feed.id for outlet in given for feed in outlet.feeds}
    addresses = {same_address(feed.url) for outlet in given for feed in outlet.feeds}
    found: dict[str, list[Feed]] = {}
    for feed in feeds:
        if feed.id not in ids and same_address(feed.url) not in addresses:
            found.setdefault(feed.outlet, []).append(feed)
    listed: list[Outlet] = [*given, *(outlet for outlet in outlets if outlet.id not in known)]
    joined = (replace(one, feeds=(*one.feeds, *found[one.id])) if one.id in found else one for one in listed)
    return replace(config, outlets=tuple(joined), listed=given)


def find_outlet(config: Config, named: str, url: str) -> Outlet | None:
    """The outlet that an id, a name, a host or an address tells of; the longest host wins, so that a part of a site
    ("nrk.no/buskerud") goes before the whole."""
    wanted = named.strip().lower()
    for outlet in config.outlets:
        if wanted and wanted in (outlet.id.lower(), outlet.name.lower()):
            return outlet
    for place in (_bare(wanted), _bare(url)):
        hosts = [(host, outlet) for outlet in config.outlets for host in outlet.hosts if _covers(_bare(host), place)]
        if place and hosts:
            return max(hosts, key=lambda found: len(found[0]))[1]
    return None


def _bare(address: str) -> str:
    scheme, _, rest = address.strip().lower().partition("://")
    return (rest or scheme).removeprefix("www.")


def _covers(host: str, place: str) -> bool:
    """Whether an address lies on the host, under the part of it ("nrk.no/buskerud"), or on a host of its own below."""
    site, _, part = host.partition("/")
    there, slash, rest = re.sub(r"[?#:].*", "", place).partition("/")
    if there != site and not there.endswith(f".{site}"):
        return False
    return not part or (bool(slash) and (rest == part or rest.startswith(f"{part}/")))

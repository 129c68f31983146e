"""Who stands behind a page: a newsroom, a trade or sports paper, a magazine, a blog, a programme list, or a body that
writes of itself.

The outlet of feeds.yaml is believed. Where it does not know the outlet, the host tells: the shipped list of Norwegian
newsrooms (data/press_hosts.txt), a name shaped like a newspaper's ("fjordavisa.no"), or an address as only the
publishing systems of newsrooms make them.
"""

import re
from functools import cache
from typing import Literal
from urllib.parse import urlsplit

from mediawatch.enrich.lexicon import lexicon
from mediawatch.model import Article, Organisation, Outlet

Publisher = Literal["newsroom", "trade", "magazine", "sport", "programme", "blog", "body"]
_NEWSROOM_KINDS = frozenset({"newspaper", "tv", "radio"})
_BLOG_PATHS = ("/blogg", "/mine-tanker")
_CHANNEL = re.compile(r"tv(?![aei-])")
"""How a local channel's name begins ("tvfjorden", "TV Fjorden"): not Tvedestrand's, nor that of TV-aksjonen."""
_NEWSROOM_PATH = re.compile(
    r"/[so]/\d+-\d+-\d+/?$|/2-1-\d{4,}/?$|-1\.\d{6,}/?$|/(?:i|a)/[A-Za-z0-9]{5,8}(?:/|$)|\d{5,}\.ece$|"
    r"/[^/]*-[^/]*/\d{5,8}!?/?$"
)
"""Amedia, DN's house, NRK and Polaris old and new, the older Schibsted, Labrador: "/some-title/245696"."""


def is_own(article: Article, outlet: Outlet | None, organisation: Organisation) -> bool:
    """Whether the page is the organisation's: by its address, or as all hosts of its outlet are (a page of ours that
    is kept with a supplier)."""
    if _is_ours(_host(article.address), organisation):
        return True
    return outlet is not None and bool(outlet.hosts) and all(_is_ours(host, organisation) for host in outlet.hosts)


def find_publisher(article: Article, outlet: Outlet | None) -> Publisher:
    """What kind of publisher the article comes from."""
    host = _host(article.address)
    if _listed(host, "programme"):
        return "programme"
    if outlet is not None and (outlet.kind in _NEWSROOM_KINDS or (outlet.kind == "web" and outlet.tier != "other")):
        return "trade" if outlet.tier == "trade" else "newsroom"
    sections: dict[str, Publisher] = {
        "newspaper": "newsroom",
        "trade": "trade",
        "magazine": "magazine",
        "sport": "sport",
    }
    for section, publisher in sections.items():
        if _listed(host, section):
            return publisher
    if any(word in host for word in _words("blog")) or any(part in article.address.lower() for part in _BLOG_PATHS):
        return "blog"
    named = _by_name(host, outlet.name if outlet else "")
    return "newsroom" if named == "body" and _NEWSROOM_PATH.search(urlsplit(article.address).path) else named


def is_press_name(name: str) -> bool:
    """Whether a name is a newsroom's, by the list of hosts or by its shape: "NRK", "Fjordavisa"."""
    low = name.lower()
    return f"{low}.no" in _words("newspaper") or low in ("npk", "anb") or low.endswith(tuple(_words("name ending")))


def _by_name(host: str, name: str) -> Publisher:
    """What a stranger's host or given name sounds like: "fjordavisa.no", "Bygdebladet (kopi)", "Magasinet Landliv"."""
    given = name.lower().split("(")[0].split()
    called = [*(part for part in host.split(".")[-2:-1]), *(word.split(".")[0] for word in given)]
    if any(word in called_word for word in _words("magazine word") for called_word in called):
        return "magazine"
    if any(_listed(word, "newspaper") for word in given):
        return "newsroom"
    ends, begins = tuple(_words("name ending")), tuple(_words("name beginning"))
    shaped = any(word.endswith(ends) or word.startswith(begins) or _CHANNEL.match(word) for word in called)
    return "newsroom" if shaped else "body"


def _is_ours(host: str, organisation: Organisation) -> bool:
    return any(host == own or host.endswith(f".{own}") for own in organisation.own_hosts)


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _listed(host: str, section: str) -> bool:
    """Whether the host, or one above it, stands in the list ("pluss.vg.no" under "vg.no")."""
    parts = host.split(".")
    return any(".".join(parts[at:]) in _words(section) for at in range(len(parts) - 1))


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(entry.pattern[0] for entry in lexicon("press_hosts").section(section))

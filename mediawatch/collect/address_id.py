"""The outlet's own article id in an address: what stays the same when the title, the slug or the section changes.

An id is given only where the pattern is known to be the outlet's own, so that two articles never share one; otherwise
the canonical address is the identity. Ids are unique within an outlet; only Amedia's (`5-10-346528`) are so across
outlets, for its papers show each other's articles under the same id. Source of the patterns: sources.md, URL patterns.
"""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, unquote

from mediawatch.collect.hosts import bare_host, belongs_to, split

SCHIBSTED = (
    "vg.no", "aftenposten.no", "bt.no", "fvn.no", "aftenbladet.no", "e24.no", "adressa.no", "smp.no", "itromso.no",
    "harstad-tidende.no", "romsdal.no", "rbnett.no", "strandbuen.no", "farsunds-avis.no", "lyngdalsavis.no",
)  # fmt: skip
"""Papers that publish as `/i/<id>/slug` (Schibsted and Polaris)."""
LABRADOR = (
    "dagbladet.no", "drm24.no", "khrono.no", "m24.no", "medier24.no", "kode24.no", "kommunal-rapport.no", "bygg.no",
    "forskning.no", "dagensmedisin.no", "seher.no", "sol.no", "vi.no", "utdanningsnytt.no",
)  # fmt: skip
"""Papers on Labrador: the number after the slug."""

_AMEDIA = re.compile(r"(?:^|/)[a-z]/(\d{1,2}-\d{1,4}-\d{1,10}|2-2\.\d{2,6}-1\.\d{4,10})$")
_AMEDIA_SHORT = re.compile(r"^/((?:5|12)-\d{1,3}-\d{5,10})$")
_NHST = re.compile(r"/[^/]+/(2-1-\d{5,9})$")
_NRK = re.compile(r"(?:^|[/-])(1\.\d{5,9})$")
_ESCENIC = re.compile(r"/[^/]*-(1\.\d{6,9})$")
_SCHIBSTED = re.compile(r"(?:^|/)i/([A-Za-z0-9]{4,10})(?:/[^/]*)?$")
_NUMBER_LAST = re.compile(r"/(\d{5,9})!?$")
_LABRADOR_MARK = re.compile(r"/(\d{4,9})!$")
_OLD_LETTER = re.compile(r"/a/(\d{5,9})(?:/[^/]*)?$")
_ECE = re.compile(r"(?:^|[-/])(?:article)?(\d{5,10})\.ece$")
_K2 = re.compile(r"/arkiv/item/(\d{1,8})(?:-[^/]*)?$")
_ABC = re.compile(r"/(?:19|20)\d\d/\d\d/\d\d/(\d{6,12})(?:/[^/]*)?$")
_NTB = re.compile(r"/pressemelding/(\d{5,12})(?:/|$)")


def article_id(url: str) -> str | None:
    """An article's address into the outlet's own id, or None where there is none to trust (dates, years, page numbers,
    unknown outlets)."""
    parts = split(url)
    if parts is None:
        return None
    host = bare_host(parts.hostname or "")
    path = re.sub(r"/{2,}", "/", unquote(parts.path)).rstrip("/").removesuffix("/amp")
    for rule in _RULES:
        found = rule(host, path)
        if found:
            return found
    return _from_query(host, parts.query)


def _everywhere(host: str, path: str) -> str | None:
    """Patterns so peculiar to one publishing system that they are safe on any host."""
    for pattern in (_AMEDIA, _AMEDIA_SHORT, _NHST, _K2, _ECE, _LABRADOR_MARK):
        found = pattern.search(path)
        if found:
            return found[1]
    found = _ESCENIC.search(path)
    return found[1] if found and not _is_date(found[1][2:]) else None


def _nrk(host: str, path: str) -> str | None:
    return _search(_NRK, path) if belongs_to(host, "nrk.no") else None


def _schibsted(host: str, path: str) -> str | None:
    found = _search(_SCHIBSTED, path)
    if found is None:
        return None
    # On a host we do not know, "/i/bilder/x" is a folder; the ids mix capitals, small letters and digits.
    mixed = found.lower() != found and found.upper() != found
    return found if belongs_to(host, *SCHIBSTED) or (mixed and len(found) in (6, 7)) else None


def _labrador(host: str, path: str) -> str | None:
    if not belongs_to(host, *LABRADOR) or re.search(r"/(?:tag|emne|tema|side|page)/\d+!?$", path):
        return None
    return _search(_NUMBER_LAST, path)


def _tv2(host: str, path: str) -> str | None:
    if host != "tv2.no" and host != "nyheter.tv2.no":
        return None
    return _search(_OLD_LETTER, path) or _search(_NUMBER_LAST, path)


def _vg(host: str, path: str) -> str | None:
    return _search(_OLD_LETTER, path) if host == "vg.no" else None


def _abc(host: str, path: str) -> str | None:
    return _search(_ABC, path) if belongs_to(host, "abcnyheter.no") else None


def _ntb(host: str, path: str) -> str | None:
    return _search(_NTB, path) if belongs_to(host, "kommunikasjon.ntb.no") else None


_RULES: tuple[Callable[[str, str], str | None], ...] = (_everywhere, _nrk, _schibsted, _labrador, _tv2, _vg, _abc, _ntb)


def _from_query(host: str, query: str) -> str | None:
    """Old systems that keep the id in the query: VG's artid, Joomla K2's view=item."""
    given = {key.lower(): values[0] for key, values in parse_qs(query).items()}
    if host == "vg.no" and re.fullmatch(r"\d{5,10}", given.get("artid", "")):
        return given["artid"]
    if given.get("option") == "com_k2" and given.get("view") == "item":
        found = re.match(r"(\d{1,8})(?::|$)", given.get("id", ""))
        return found[1] if found else None
    return None


def _search(pattern: re.Pattern[str], path: str) -> str | None:
    found = pattern.search(path)
    return found[1] if found else None


def _is_date(digits: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", digits))

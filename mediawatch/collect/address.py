"""Addresses of articles: one identity for the many ways in which the same page is linked.

The rules are those of the outlets we listen to (sources.md, URL patterns): `www.`, fragments, tracking marks, `?tag`,
`/amp` and a trailing slash never tell two articles apart, while `?id=` and the like do.
"""

import hashlib
import re
import unicodedata
from contextlib import suppress
from urllib.parse import parse_qs, urljoin, urlsplit

from mediawatch.collect.address_id import article_id
from mediawatch.collect.address_kind import (
    is_navigation_address,
    is_opinion_address,
    is_paid_content_address,
    is_sport_address,
    looks_like_article,
)
from mediawatch.collect.hosts import bare_host, belongs_to, host_of, is_numeric_or_local, site_of, split

__all__ = [
    "article_id",
    "canonical_address",
    "is_navigation_address",
    "is_opinion_address",
    "is_paid_content_address",
    "is_sport_address",
    "looks_like_article",
    "resolve_link",
    "same_site",
    "unwrapped",
]

MAX_LENGTH = 2048
"""Longer addresses lose their query, and failing that become a digest: a hostile link must choke nothing downstream."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DROPPED_PREFIXES = (
    "utm_",
    "hsa_",
    "oly_",
    "vero_",
    "mtm_",
    "pk_",
    "piwik_",
    "matomo_",
    "at_",
    "fb_",
    "wt.",
    "xtor",
    "_hs",
    "__hs",
)
_DROPPED = _words("""
    fbclid gclid gbraid wbraid gclsrc dclid msclkid yclid twclid ttclid igshid igsh li_fat_id mc_cid mc_eid mkt_tok
    _ga _gl _ke _se s_cid cmpid cmp ncid nr_email_referer ns_campaign ns_mchannel ns_source ns_linkname wt_mc wt_zmc
    spm trk trkcampaign smid smtyp ref ref_src ref_url referer referrer share shared sharedby sharetoken
    tag amp outputtype lab_viewport feature campaign campaignid cx_testid cx_testvariant cx_artpos
    kilde_id rss_source
""")
"""Query keys that say where the reader came from, or how to show the page, never which article it is."""
_REFERRING_KEYS = frozenset({"source", "src", "from", "via", "kilde", "origin"})
_REFERRING_VALUES = _words("""
    rss feed rssfeed atom facebook fb twitter x some linkedin instagram newsletter nyhetsbrev email e-post epost push
    app share google googlenews front frontpage forside teaser
""")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_SAFE = _UNRESERVED | frozenset(b"/:@!$&'()*+,;=")
_QUERY_SAFE = _PATH_SAFE | frozenset(b"?")
_PLAIN = re.compile(r"[A-Za-z0-9._~/=&-]*")
_TRIPLET = re.compile(rb"%([0-9A-Fa-f]{2})")
_WRAPPERS = re.compile(r"google\.|facebook\.com/l\.php|\.cdn\.ampproject\.org", re.IGNORECASE)
_UNSEEN = re.compile("[\x00-\x1f\x7f\u200b\u2060\ufeff]+")
_WITHOUT_SCHEME = re.compile(r"(?:[a-z0-9æøå-]+\.)+[a-zæøå]{2,24}(?::\d+)?(?:[/?#]|$)", re.IGNORECASE)
_FILE = re.compile(r"[^/]*\.(?:html?|php|aspx?|jsp|xml|rss|ece|pdf|jpe?g|png|gif)(?:[?#]|$)", re.IGNORECASE)


def canonical_address(url: str) -> str:
    """Any written form of an address into the one that identifies the page; idempotent.

    Host in lower case (IDNA), without `www.`; https for http; no default port, user, fragment, tracking marks, `/amp`
    or trailing slash; percent-encoding normalised; query sorted. An address with a port of its own or on a bare IP
    keeps its scheme, for there https is another service. Not for fetching: use the link as given for that. What is no
    http(s) address comes back trimmed.
    """
    url = unwrapped(_with_scheme(_UNSEEN.sub("", url).strip()))
    parts = split(url)
    host = bare_host((parts.hostname or "").strip()) if parts else ""
    if parts is None or not host:
        return url[:MAX_LENGTH].strip()
    port = parts.port if parts.port not in (None, 80, 443) else None
    keeps_scheme = port is not None or is_numeric_or_local(host)
    scheme = parts.scheme.lower() if keeps_scheme else "https"
    netloc = f"[{host}]" if ":" in host else host
    if port is not None:
        netloc += f":{port}"
    query = _canonical_query(parts.query)
    page = f"{scheme}://{netloc}{_canonical_path(parts.path)}"
    address = f"{page}?{query}" if query else page
    if len(address) <= MAX_LENGTH:
        return address
    if len(page) <= MAX_LENGTH:
        return page
    return f"{scheme}://{netloc[:255]}/{hashlib.sha256(page.encode('utf-8', 'replace')).hexdigest()}"


def _with_scheme(url: str) -> str:
    if url.startswith("//"):
        return "https:" + url
    if _WITHOUT_SCHEME.match(url) and not _FILE.match(url):
        return "https://" + url
    return url


def _canonical_path(path: str) -> str:
    path = _percent(path, _PATH_SAFE)
    path = re.sub(r"(?<!:)/{2,}", "/", path)
    segments: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            if len(segments) > 1:
                segments.pop()
        elif segment != ".":
            segments.append(segment)
    while len(segments) > 1 and segments[-1] in ("", "amp"):
        segments.pop()
    while len(segments) > 2 and segments[1] == "amp":
        del segments[1]
    return "/".join(segments)


def _canonical_query(query: str) -> str:
    kept = [pair for pair in query.split("&") if pair and not _is_tracking(pair)]
    return "&".join(sorted(_percent(pair, _QUERY_SAFE) for pair in kept))


def _is_tracking(pair: str) -> bool:
    key, _, value = pair.partition("=")
    key = key.lower()
    if key.startswith(_DROPPED_PREFIXES) or key in _DROPPED:
        return True
    return key in _REFERRING_KEYS and value.lower() in _REFERRING_VALUES


def _percent(text: str, safe: frozenset[int]) -> str:
    """Percent-encoding normalised (RFC 3986 §6.2.2): needless escapes read, needed ones written, hex in upper case, and
    letters in composed form (å is one character whichever keyboard wrote it)."""
    if _PLAIN.fullmatch(text):
        return text
    raw = text.encode("utf-8", "replace")
    opened = _TRIPLET.sub(_open_triplet, raw)
    with suppress(UnicodeDecodeError):  # percent-encoded Latin-1 of an old site stays as it is
        opened = unicodedata.normalize("NFC", opened.decode("utf-8")).encode("utf-8")
    pieces = []
    position = 0
    while position < len(opened):
        byte = opened[position]
        if byte == 0x25 and _TRIPLET.match(opened, position):
            pieces.append(opened[position : position + 3].decode("ascii").upper())
            position += 3
            continue
        pieces.append(chr(byte) if byte in safe else f"%{byte:02X}")
        position += 1
    return "".join(pieces)


def _open_triplet(found: re.Match[bytes]) -> bytes:
    byte = int(found[1], 16)
    return bytes((byte,)) if byte in _UNRESERVED or byte >= 0x80 else found[0].upper()


def unwrapped(url: str) -> str:
    """The address behind a known redirect (Google Alerts, Facebook) or an AMP cache; any other comes back as it is."""
    inner = _inner_address(url)
    while inner != url:  # each is shorter than the one around it
        url, inner = inner, _inner_address(inner)
    return url


def _inner_address(url: str) -> str:
    parts = split(url) if _WRAPPERS.search(url) else None
    if parts is None:
        return url
    host = bare_host(parts.hostname or "")
    if belongs_to(host, "google.com", "google.no") and parts.path == "/url":
        return _first_address(parts.query, "url", "q") or url
    if belongs_to(host, "facebook.com") and parts.path == "/l.php":
        return _first_address(parts.query, "u") or url
    cached = re.match(r"/(?:amp|[cv])/(s/)?([^/]+\.[^/]+/.*)", parts.path)
    if cached and (host.endswith(".cdn.ampproject.org") or belongs_to(host, "google.com", "google.no")):
        return f"{'https' if cached[1] else 'http'}://{cached[2]}{'?' if parts.query else ''}{parts.query}"
    return url


def _first_address(query: str, *keys: str) -> str | None:
    given = parse_qs(query)
    for key in keys:
        for value in given.get(key, ()):
            if split(value):
                return value
    return None


def resolve_link(link: str, *, base: str, feed_url: str) -> str | None:
    """A link as written in a feed or page into an absolute http(s) address, or None.

    Relative links are resolved against `base`; one without a scheme (`//host/x`, `www.host.no/x`) takes the scheme of
    the address the feed came from. Redirect wrappers are unwrapped; the rest of the address is left as written.
    """
    link = re.sub("[\t\r\n]+", "", link.strip()).replace(" ", "%20")[:MAX_LENGTH]
    if not link:
        return None
    scheme = urlsplit(feed_url).scheme or "https"
    if link.startswith("//"):
        link = f"{scheme}:{link}"
    elif _names_a_host(link, base, feed_url):
        link = f"{scheme}://{link}"
    try:
        absolute = urljoin(base, link)
    except ValueError:
        return None
    return unwrapped(absolute) if split(absolute) else None


def _names_a_host(link: str, base: str, feed_url: str) -> bool:
    """ "bygdeposten.no/sak" is an address without scheme, "sak.html" is not."""
    if not _WITHOUT_SCHEME.match(link) or _FILE.match(link):
        return False
    host = bare_host(re.split(r"[/?#:]", link, maxsplit=1)[0])
    return link.lower().startswith("www.") or site_of(host) in (site_of(host_of(base)), site_of(host_of(feed_url)))


def same_site(a: str, b: str) -> bool:
    """Both addresses belong to one site: the same registered domain, or the same IP or local name and port."""
    one, other = split(a), split(b)
    if one is None or other is None:
        return False
    host, other_host = host_of(a), host_of(b)
    if is_numeric_or_local(host) or is_numeric_or_local(other_host):
        return host == other_host and one.port == other.port
    return site_of(host) == site_of(other_host)

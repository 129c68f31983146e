"""Whose address is it: hosts and the sites they belong to."""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

_SHARED = re.compile(
    r"(?:kommune|fylkeskommune|herad|suohkan|fylkesbibl|vgs|gs|priv|museum|dep|mil|stat|co|org|net|com|gov|ac|edu)\.[a-z]{2}"
    r"|blogspot\.[a-z]{2,3}|(?:wordpress|custompublish|blogg|tumblr|substack|github|squarespace|weebly|wixsite|webnode)\."
    r"(?:com|no|io)"
)
"""Two-label endings under which each name is somebody else's: modum.kommune.no is not sigdal.kommune.no. Norid's
category domains and the blog hosts seen in Norwegian coverage; a full public suffix list would need updating."""


def split(url: str) -> SplitResult | None:
    """An absolute http(s) address into its parts, or None when it is none or cannot be read."""
    try:
        parts = urlsplit(url)
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return None
        _ = parts.port  # raises ValueError on "host:port" that is no number
    except ValueError:
        return None
    return parts


def host_of(url: str) -> str:
    """The host in lower case, without `www.` and a trailing dot; "" for what is no http(s) address."""
    parts = split(url)
    return bare_host(parts.hostname or "") if parts else ""


def bare_host(host: str) -> str:
    """Lower-case ASCII host (IDNA) without trailing dot and `www.` ("WWW.Øvre.no" -> "xn--vre-xra.no")."""
    host = host.lower().rstrip(".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return host
    rest = host.removeprefix("www.")
    return rest if "." in rest else host


def is_numeric_or_local(host: str) -> bool:
    """An IP address, `localhost` or a name without a dot: hosts that certificates and `www.` do not apply to."""
    if "." not in host:
        return True
    if not (host[-1].isdigit() or ":" in host):
        return False
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def site_of(host: str) -> str:
    """A host into the site it is part of: the registered domain ("kjendis.dagbladet.no" -> "dagbladet.no")."""
    if is_numeric_or_local(host):
        return host
    labels = host.split(".")
    keep = 3 if len(labels) > 2 and _SHARED.fullmatch(".".join(labels[-2:])) else 2
    return ".".join(labels[-keep:])


def belongs_to(host: str, *sites: str) -> bool:
    """The host is one of the sites or lies under one."""
    return any(host == site or host.endswith("." + site) for site in sites)

"""Web addresses, hosts, e-mail addresses, ids, times of day and colours: right, or what to write instead (Norwegian).

Each `*_fault` takes what was written and returns the fault as one sentence or two, "" when it is right.
"""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from mediawatch.report.colour import contrast, readable

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_HOST_LABEL = r"[a-z0-9æøåäöü](?:[a-z0-9æøåäöü_-]{0,61}[a-z0-9æøåäöü])?"
_HOST = re.compile(rf"(?:{_HOST_LABEL}\.)*{_HOST_LABEL}")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")
_PHONE = re.compile(r"\+?[0-9][0-9 ]{1,18}[0-9]")
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::00)?")
_NEAR_CLOCK = re.compile(r"(?:kl\.? *)?([0-9]{1,2})(?:[:.]?([0-9]{2}))?", re.IGNORECASE)
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_NAMED_COLOURS = {"blue": "#1d4f91", "blå": "#1d4f91", "cobalt": "#0047ab", "kobolt": "#0047ab", "red": "#b3261e"}
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "é": "e", "ü": "u"})
_EXAMPLE_DOMAINS = ("example.org", "example.com", "example.net", "example.no", "example", "invalid", "test")
READABLE_CONTRAST = 4.5
"""WCAG 2.1, 1.4.3: the least contrast between text and its background."""


def id_fault(text: str) -> str:
    """Ids stand in addresses and tables: small letters a to z, digits, hyphens between."""
    if _ID.fullmatch(text):
        return ""
    return f"En id har bare små bokstaver a–z, tall og bindestrek. Skriv {slug(text) or 'for eksempel bygdeposten'}."


def slug(text: str) -> str:
    """A name to an id: "Øvre Dal Avis" to "ovre-dal-avis"; "" when nothing of it can stand."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().translate(_LETTERS)).strip("-")


def url_fault(text: str, *, allow_private: bool) -> str:
    """Addresses we can read: http(s), with a host on the open internet unless `allow_private`."""
    parts = split_url(text)
    scheme = parts.scheme.lower() if parts else ""
    if parts is None or re.search(r"\s", text):
        return f"«{text}» er ikke en gyldig nettadresse. Kopier adressen på nytt fra nettleseren."
    if scheme == "feed":
        return f"Adressen må begynne med https://. Skriv https://{text.split(':', 1)[1].lstrip('/')}"
    if not parts.netloc and _HOST.fullmatch(text.split("/")[0].lower()) and "." in text.split("/")[0]:
        return f"Adressen må begynne med https://. Skriv https://{text}"
    if scheme not in ("http", "https"):
        return "Bare adresser som begynner med https:// eller http:// kan leses. Skriv for eksempel https://www.avisa.no/rss"
    if parts.username or parts.password:
        return "Adressen kan ikke inneholde brukernavn og passord. Ta bort det som står foran @."
    host = (parts.hostname or "").lower()
    private = is_private_host(host)
    if not private and (not _is_host(host) or "." not in host):
        return f"«{host}» er ikke et gyldig vertsnavn. Skriv for eksempel https://www.avisa.no/rss"
    if private and not allow_private:
        return "Adressen peker på denne maskinen eller et lukket nett. Skriv adressen slik den er på det åpne nettet."
    return ""


def split_url(text: str) -> SplitResult | None:
    """The parts of an address, None when it cannot be taken apart (a bad port, a bad bracket)."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return None
    return parts


def same_address(text: str) -> str:
    """What two spellings of one address share: no scheme, no www, no trailing slash, no fragment."""
    parts = split_url(text)
    if parts is None:
        return text
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def host_fault(text: str, *, allow_private: bool = True) -> str:
    """Hosts are written bare: "nrk.no", or with the start of a path, "nrk.no/buskerud"."""
    host, _, path = text.partition("/")
    if "://" in text:
        parts = split_url(text)
        bare = ((parts.netloc if parts else "") or "avisa.no").lower().removeprefix("www.")
        return f"Skriv bare vertsnavnet, uten https:// og sti: {bare}"
    if host != host.lower() or host.startswith("www."):
        return f"Skriv vertsnavnet med små bokstaver og uten www: {text.lower().removeprefix('www.')}"
    name, _, port = host.partition(":")
    if not _is_host(name) or (port and not port.isdecimal()) or re.search(r"[\s?#]", path):
        return f"«{text}» er ikke et vertsnavn. Skriv for eksempel bygdeposten.no"
    private = is_private_host(name)
    if not private and "." not in name:
        return f"«{text}» mangler endelse. Skriv for eksempel {name}.no"
    if private and not allow_private:
        return f"«{text}» er denne maskinen eller et lukket nett. Skriv vertsnavnet på det åpne nettet."
    return ""


def _is_host(name: str) -> bool:
    return len(name) <= 253 and bool(_HOST.fullmatch(name) or _ip(name))


def _ip(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None


def is_private_host(name: str) -> bool:
    """This machine, or an address that is not on the open internet."""
    address = _ip(name)
    return name == "localhost" or name.endswith(".localhost") or (address is not None and not address.is_global)


def is_loopback(name: str) -> bool:
    """This machine itself: what is sent there does not leave it."""
    address = _ip(name)
    return name == "localhost" or name.endswith(".localhost") or (address is not None and address.is_loopback)


def email_fault(text: str) -> str:
    """One bare e-mail address."""
    if _EMAIL.fullmatch(text) and ".." not in text and not text.startswith(".") and ".@" not in text:
        return ""
    found = _EMAIL.search(text)
    if found and ("<" in text or text.startswith("mailto:")):
        return f"Skriv bare selve e-postadressen: {found[0]}"
    return f"«{text}» er ikke en gyldig e-postadresse. Skriv for eksempel fornavn.etternavn@example.org"


def phone_fault(text: str) -> str:
    """Digits and spaces, with + in front of a country code."""
    if _PHONE.fullmatch(text):
        return ""
    return f"«{text}» er ikke et telefonnummer. Skriv bare sifre og mellomrom, for eksempel 32 00 00 00"


def clock_fault(text: str, key: str = "at") -> str:
    """A local time of day, hours and minutes, for a key. (A bare number would be read as seconds since midnight.)"""
    if _CLOCK.fullmatch(text):
        return ""
    near = _NEAR_CLOCK.fullmatch(text.strip())
    hour, minute = (int(near[1]), int(near[2] or 0)) if near else (7, 15)
    if hour > 23 or minute > 59:
        hour, minute = 7, 15
    return f'«{text}» er ikke et klokkeslett mellom 00:00 og 23:59. Skriv {key}: "{hour:02d}:{minute:02d}"'


def is_example(address: str) -> bool:
    """Whether an e-mail or web address lies in a domain set aside for examples (RFC 2606)."""
    parts = split_url(address) if "://" in address else None
    host = ((parts.hostname if parts else None) or address.rpartition("@")[2]).lower().rstrip(".")
    return any(host == domain or host.endswith(f".{domain}") for domain in _EXAMPLE_DOMAINS)


def colour_fault(text: str) -> str:
    """A CSS hex colour that can be read as text on white."""
    if not _COLOUR.fullmatch(text):
        given = _NAMED_COLOURS.get(text.lower(), f"#{text}" if _COLOUR.fullmatch(f"#{text}") else "#0047ab")
        return f'«{text}» er ikke en farge på formen #rrggbb. Skriv for eksempel "{readable(given, "#ffffff")}".'
    ratio = contrast(text, "#ffffff")
    if ratio < READABLE_CONTRAST:
        shown = f"{int(ratio * 10) / 10:.1f}".replace(".", ",")
        return (
            f"Fargen er for lys til å leses på hvitt (kontrast {shown}:1, minst 4,5:1). "
            f'Skriv for eksempel "{readable(text, "#ffffff")}".'
        )
    return ""

"""Values of settings that cannot work -> what to write instead. Secrets are never repeated in a message."""

import math
from collections.abc import Iterable, Mapping, Set
from email.utils import parseaddr
from ipaddress import ip_address
from typing import Any, Literal, get_args, get_origin
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from mediawatch.config.addresses import email_fault, host_fault, is_loopback, is_private_host, split_url, url_fault
from mediawatch.config.imap_faults import imap_faults
from mediawatch.config.vocabulary import closest, listed

LONGEST_TIMEOUT = 600.0
_DATABASES = ("sqlite", "postgresql", "postgresql+psycopg")
_EXAMPLES = {"port": "8321", "imap_port": "993", "smtp_port": "587", "smtp_timeout": "30", "allow_private": "false"}


def explain_setting(key: str, hint: Any, given: str) -> str:
    """A value of the wrong type -> what to write. `hint`: the field's type."""
    if get_origin(hint) is Literal:
        words = [str(word) for word in get_args(hint)]
        meant = closest(given, words)
        ask = f"Mente du {meant}? " if meant else ""
        return f"«{given}» er ikke en mulig verdi. {ask}Skriv {listed(words)}."
    if hint is bool:
        return f"«{given}» er verken sant eller usant. Skriv {closest(given, ['true', 'false']) or 'true eller false'}."
    return f"«{given}» er ikke et tall. Skriv for eksempel {_EXAMPLES.get(key, '1')}."


def setting_faults(values: Mapping[str, Any], written: Set[str]) -> Iterable[tuple[str, str]]:
    """Settings by field name -> (field, advice). `written`: the fields that were set at all."""
    if fault := _database_fault(values["database"]):
        yield "database", fault
    if fault := _timezone_fault(values["timezone"]):
        yield "timezone", fault
    if fault := _contact_fault(values["contact"]):
        yield "contact", fault
    if values["base_url"] and (fault := url_fault(values["base_url"], allow_private=True)):
        yield "base_url", fault
    if not 0 <= values["port"] <= 65535:
        yield "port", "En port er et tall fra 0 til 65535. Skriv for eksempel 8321; 0 tar en ledig."
    if fault := _host_fault(values["host"]):
        yield "host", fault
    if not values["feeds"].is_file():
        yield "feeds", f"Finner ikke filen {values['feeds']}. Rett stien, eller ta bort linjen for å bruke eksempelet."
    if not values["organisations"].is_dir():
        yield "organisations", f"Finner ikke mappen {values['organisations']}. Rett stien, eller ta bort linjen."
    yield from _smtp_faults(values, written)
    yield from imap_faults(values, written)
    yield from _oidc_faults(values, written)


def _oidc_faults(values: Mapping[str, Any], written: Set[str]) -> Iterable[tuple[str, str]]:
    """Signing in half set up would be found out by the first person at the door."""
    issuer = values["oidc_issuer"]
    parts = {
        "oidc_issuer": "Adressen til innloggingstjenesten mangler. Skriv MEDIAWATCH_OIDC_ISSUER=https://…",
        "oidc_client_id": "Programmets id hos innloggingstjenesten mangler. Sett MEDIAWATCH_OIDC_CLIENT_ID.",
        "oidc_client_secret": "Hemmeligheten fra innloggingstjenesten mangler. Sett MEDIAWATCH_OIDC_CLIENT_SECRET.",
    }
    begun = written & {*parts, "oidc_name", "oidc_groups"}
    if begun:
        yield from ((key, words) for key, words in parts.items() if not values[key])
    if values["sign_in"] == "oidc" and not begun:
        yield (
            "sign_in",
            "Innloggingstjenesten mangler. Sett MEDIAWATCH_OIDC_ISSUER, eller skriv MEDIAWATCH_SIGN_IN=mail.",
        )
    if issuer:
        yield from (("oidc_issuer", words) for words in _issuer_faults(issuer))
        if not values["base_url"]:
            yield "base_url", "Innloggingstjenesten må vite hvor den skal sende folk tilbake. Sett MEDIAWATCH_BASE_URL."
    if not values["oidc_groups"].split():
        yield "oidc_groups", "Skriv navnet på feltet som forteller om grupper, for eksempel groups."


def _issuer_faults(issuer: str) -> Iterable[str]:
    parts = split_url(issuer)
    if parts is None or parts.scheme not in ("http", "https") or parts.query or parts.fragment:
        yield "Dette er ikke adressen til en innloggingstjeneste. Skriv for eksempel https://login.kommunen.no"
    elif parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        yield "Innloggingen må være kryptert. Skriv https:// i stedet for http://."
    elif "/common/" in f"{parts.path}/" or "/organizations/" in f"{parts.path}/" or "/consumers/" in f"{parts.path}/":
        yield "Adressen slipper inn alle med en Microsoft-konto. Skriv kommunens egen leietaker-ID i stedet."


def _host_fault(host: str) -> str:
    """Where the pages are served: an address of this machine."""
    try:
        ip_address(host)
    except ValueError:
        if host != "localhost":
            return f"«{host}» er ingen adresse på denne maskinen. Skriv 127.0.0.1, eller 0.0.0.0 for alle nett."
    return ""


def _smtp_faults(values: Mapping[str, Any], written: Set[str]) -> Iterable[tuple[str, str]]:
    host, user, password = values["smtp_host"], values["smtp_user"], values["smtp_password"]
    if fault := _sender_fault(values["sender"]):
        yield "sender", fault
    if not 1 <= values["smtp_port"] <= 65535:
        yield "smtp_port", "En port er et tall fra 1 til 65535. Skriv 587 for starttls eller 465 for tls."
    if not (math.isfinite(values["smtp_timeout"]) and 0 < values["smtp_timeout"] <= LONGEST_TIMEOUT):
        yield "smtp_timeout", f"Skriv et antall sekunder fra 1 til {LONGEST_TIMEOUT:.0f}, for eksempel 30."
    if not host:
        lonely = sorted(written & {"smtp_user", "smtp_password", "smtp_port", "smtp_security"})
        if lonely:
            advice = "Tjeneren for e-post mangler. Skriv for eksempel MEDIAWATCH_SMTP_HOST=smtp.office365.com"
            yield lonely[0], f"{advice}, eller ta bort linjen."
        return
    if not _is_server(host):
        yield "smtp_host", "Skriv bare navnet på tjeneren, for eksempel smtp.office365.com. Porten har sin egen linje."
    if user and not password:
        yield "smtp_user", "Passordet mangler. Sett MEDIAWATCH_SMTP_PASSWORD, eller ta bort brukernavnet."
    if password and not user:
        yield "smtp_password", "Brukernavnet mangler. Sett MEDIAWATCH_SMTP_USER, eller ta bort passordet."
    if "sender" not in written:
        yield "sender", "Avsenderen mangler. Skriv for eksempel MEDIAWATCH_SENDER=Modum i media <media@kommunen.no>"
    security = values["smtp_security"]
    if security == "none" and user and not is_private_host(host):
        yield (
            "smtp_security",
            "Passordet ville blitt sendt åpent over nettet. Skriv starttls (port 587) eller tls (port 465).",
        )
    if (security, values["smtp_port"]) == ("starttls", 465):
        yield (
            "smtp_port",
            "Port 465 krever kryptering fra første tegn. Skriv MEDIAWATCH_SMTP_SECURITY=tls, eller port 587.",
        )


def _is_server(host: str) -> bool:
    """A name or an IP address; a bare name ("mailrelay") is one on the house's own network."""
    full = host.lower() if "." in host else f"{host.lower()}.local"
    return is_private_host(host) or not (set(":/@") & set(host) or host_fault(full))


def _database_fault(url: str) -> str:
    sample = "Skriv sqlite:///data/mediawatch.db eller postgresql://bruker:passord@vert/mediawatch"
    scheme = url.partition("://")[0].lower()
    if scheme == "postgres":
        return "Adressen må begynne med postgresql:// (ikke postgres://)."
    if "://" not in url:
        return f"Dette er ikke en databaseadresse. {sample}."
    if scheme not in _DATABASES:
        return f"«{scheme}» støttes ikke. {sample}."
    if scheme == "sqlite":
        return "" if url.startswith("sqlite:///") and len(url) > len("sqlite:///") else f"Filnavnet mangler. {sample}."
    parts = split_url(url)
    if parts is None or len(urlsplit(url).path) < 2:
        return f"Navnet på databasen mangler, eller adressen er skadet. {sample}."
    return ""


def _timezone_fault(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, KeyError, OSError):
        meant = closest(name, available_timezones())
        return f"Tidssonen «{name}» finnes ikke. Skriv {meant or 'Europe/Oslo'}."
    return ""


def _contact_fault(contact: str) -> str:
    if not contact:
        return ""
    if not contact.isascii() or not contact.isprintable() or any(odd in contact for odd in "() "):
        return "Skriv en e-postadresse eller nettadresse, uten mellomrom, parenteser og æ, ø og å."
    if contact.startswith(("http://", "https://")):
        return url_fault(contact, allow_private=True)
    return email_fault(contact)


def _sender_fault(sender: str) -> str:
    address = parseaddr(sender)[1]
    if "\n" in sender or "\r" in sender or not (address.endswith("@localhost") or not email_fault(address)):
        return "Avsenderen må være en e-postadresse. Skriv for eksempel Modum i media <media@kommunen.no>"
    return ""

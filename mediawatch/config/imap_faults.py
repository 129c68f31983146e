"""Settings of the mailbox that enquiries come to and that cannot work -> what to write instead."""

from collections.abc import Iterable, Mapping, Set
from typing import Any

from mediawatch.config.addresses import host_fault, is_loopback, is_private_host


def imap_faults(values: Mapping[str, Any], written: Set[str]) -> Iterable[tuple[str, str]]:
    """Settings by field name -> (field, advice). `written`: the fields that were set at all."""
    host, user, password = values["imap_host"], values["imap_user"], values["imap_password"]
    if not 1 <= values["imap_port"] <= 65535:
        yield "imap_port", "En port er et tall fra 1 til 65535. Skriv 993 for tls eller 143 for starttls."
    if not host:
        lonely = sorted(name for name in written if name.startswith("imap_"))
        if lonely:
            advice = "Tjeneren for postkassen mangler. Skriv for eksempel MEDIAWATCH_IMAP_HOST=imap.kommunen.no"
            yield lonely[0], f"{advice}, eller ta bort linjen."
        return
    if not is_private_host(host) and (set(":/@") & set(host) or host_fault(host if "." in host else f"{host}.local")):
        yield "imap_host", "Skriv bare navnet på tjeneren, for eksempel imap.kommunen.no. Porten har sin egen linje."
    if not user:
        yield "imap_user", "Brukernavnet til postkassen mangler. Sett MEDIAWATCH_IMAP_USER."
    if not password:
        yield "imap_password", "Passordet til postkassen mangler. Sett MEDIAWATCH_IMAP_PASSWORD."
    if values["imap_security"] == "none" and not is_loopback(host):
        yield (
            "imap_security",
            "Passordet og e-postene ville gått åpent over nettet. Skriv tls (port 993) eller starttls (port 143).",
        )
    if (values["imap_security"], values["imap_port"]) == ("starttls", 993):
        yield (
            "imap_port",
            "Port 993 krever kryptering fra første tegn. Skriv MEDIAWATCH_IMAP_SECURITY=tls, eller port 143.",
        )

"""Which outlet a form means: one that is listed, or a new one that it describes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args
from urllib.parse import urlsplit

from mediawatch.config.addresses import slug
from mediawatch.model import Organisation, Outlet, OutletKind, Tier
from mediawatch.render import plain, said
from mediawatch.report.words import TIER_WORDS
from mediawatch.web.site import Site

NEW = "ny"
LONGEST_NAME = 80
KIND_WORDS: dict[OutletKind, str] = {
    "newspaper": "avis",
    "tv": "TV",
    "radio": "radio",
    "agency": "nyhetsbyrå",
    "web": "nettsted",
}
FIELDS = ("utgiver", "navn", "nivaa", "slag", "hjem")


@dataclass(frozen=True, slots=True)
class Meant:
    """The outlet that was meant, and whether it is new; None with `faults`, by field, where it cannot be told."""

    outlet: Outlet | None
    is_new: bool
    faults: Mapping[str, str]


def outlet_choices(site: Site) -> dict[str, Any]:
    """What the fields of an outlet need to be drawn."""
    listed = sorted(((one.id, plain(one.name)) for one in site.config.outlets), key=lambda row: row[1].casefold())
    return {"outlets": listed, "tiers": TIER_WORDS, "outlet_kinds": KIND_WORDS, "new_outlet": NEW}


def meant_outlet(form: Mapping[str, str], site: Site, organisation: Organisation, *, address: str = "") -> Meant:
    """The fields of a form to the outlet. `address`: where a new one is read."""
    wanted = form.get("utgiver", "")
    if wanted in site.outlets:
        return Meant(site.outlets[wanted], False, {})
    if wanted != NEW:
        return Meant(None, False, {"utgiver": said("Velg hvem som har skrevet eller sendt saken, eller «ny utgiver».")})
    name, tier, kind = plain(form.get("navn", "")), form.get("nivaa", ""), form.get("slag", "")
    faults = {}
    if not name or len(name) > LONGEST_NAME:
        faults["navn"] = said("Skriv navnet slik leserne kjenner det, med høyst 80 tegn.")
    elif name.casefold() in {plain(one.name).casefold() for one in site.config.outlets}:
        faults["navn"] = said("Utgiveren står i listen fra før. Velg den der.")
    if tier not in get_args(Tier):
        faults["nivaa"] = said("Velg et nivå.")
    if kind not in get_args(OutletKind):
        faults["slag"] = said("Velg hva slags utgiver det er.")
    if faults:
        return Meant(None, True, faults)
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    outlet = Outlet(
        id=free_id(slug(name) or "utgiver", set(site.outlets)),
        name=name,
        tier=tier,  # type: ignore[arg-type]  # one of Tier: looked at above
        kind=kind,  # type: ignore[arg-type]  # one of OutletKind: looked at above
        hosts=(host,) if host else (),
        home=(organisation.place,) if form.get("hjem") else (),
    )
    return Meant(outlet, True, {})


def free_id(wanted: str, taken: set[str]) -> str:
    """An id like the one wanted that is not taken: "elvebladet", "elvebladet-2"."""
    base = re.sub(r"-+$", "", wanted[:100])
    number = 1
    while (found := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return found


def whole_address(written: str) -> str:
    """An address as people write it, "elvebladet.no", to a whole one; "" stays."""
    address = written.strip()
    return address if not address or ":" in address.partition("/")[0] else f"https://{address}"

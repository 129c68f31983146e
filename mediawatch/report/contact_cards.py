"""Desks of outlets to files that other programs take in: a table and business cards (vCard). Never a journalist."""

from collections.abc import Iterable, Mapping

import vobject

from mediawatch.model import Contact
from mediawatch.render import plain, said
from mediawatch.report.sheets import table_csv

COLUMNS = ("Utgiver", "Redaksjon", "E-post", "Telefon", "Tider og frister")


def desks(contacts: Iterable[Contact]) -> list[Contact]:
    """Only what may leave the house."""
    return [one for one in contacts if one.kind == "desk"]


def contacts_csv(contacts: Iterable[Contact], outlets: Mapping[str, str]) -> str:
    """Desks as a table. `outlets`: id to name."""
    rows = [(outlets.get(one.outlet, one.outlet), one.name, one.email, one.phone, one.hours) for one in desks(contacts)]
    return table_csv([said(name) for name in COLUMNS], rows)


def contacts_vcard(contacts: Iterable[Contact], outlets: Mapping[str, str]) -> str:
    """Desks as business cards, one after the other."""
    return "".join(_card(one, plain(outlets.get(one.outlet, one.outlet))) for one in desks(contacts))


def _card(one: Contact, outlet: str) -> str:
    card = vobject.vCard()
    name = ", ".join(filter(None, (outlet, plain(one.name))))
    card.add("n").value = vobject.vcard.Name(family=name)
    card.add("fn").value = name
    card.add("org").value = [outlet]
    for key, value in (("email", one.email), ("tel", one.phone), ("note", one.hours)):
        if value:
            card.add(key).value = plain(value)
    return str(card.serialize())

"""A form to a contact: a desk, or a journalist with the reason and the day that the law asks for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mediawatch.model import CONTACT_PURPOSES, Contact, ContactKind, ContactPurpose
from mediawatch.relate.contacts import last_day, proposed_day
from mediawatch.render import full_day_words, plain, said

PURPOSE_NAMES: dict[str, str] = {
    "answers": "Svare på spørsmål fra journalisten",
    "corrections": "Be om retting av feil",
    "ideas": "Tilby saker og kronikker",
    "invitations": "Invitere til åpninger og pressemøter",
}
KIND_NAMES: dict[str, str] = {"desk": "redaksjon", "person": "journalist"}
CONTACT_FIELDS: dict[str, str] = {
    "kind": "slag",
    "outlet": "utgiver",
    "name": "navn",
    "email": "e-post",
    "phone": "telefon",
    "hours": "tider og frister",
    "beat": "arbeidsfelt",
    "purpose": "formål",
    "purpose_words": "hvorfor",
    "delete_on": "slettes",
    "added_by": "lagt inn av",
    "created_at": "lagt inn",
}
"""What the fields are called in the log of changes."""
FIELDS = ("utgiver", "navn", "epost", "telefon", "tider", "felt", "formaal", "begrunnelse", "slettes")
LONGEST = {"utgiver": 120, "navn": 120, "epost": 254, "telefon": 40, "tider": 300, "felt": 120, "begrunnelse": 300}
MAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+")
PHONE = re.compile(r"\+?[\d() /-]{5,}")


@dataclass(frozen=True, slots=True)
class Written:
    """What stood in a form, what is wrong with it by field, and the columns it gives."""

    words: Mapping[str, str]
    faults: Mapping[str, str]
    columns: Mapping[str, Any]


def blank(kind: ContactKind, today: date, most: int) -> dict[str, str]:
    """The fields of a new contact. `most`: months that a journalist may be kept."""
    words = dict.fromkeys(FIELDS, "")
    return words | ({"slettes": proposed_day(today, most).isoformat()} if kind == "person" else {})


def words_of(one: Contact, outlets: Mapping[str, str]) -> dict[str, str]:
    """A contact to what stands in its form. `outlets`: id to name."""
    return {
        "utgiver": outlets.get(one.outlet, one.outlet),
        "navn": one.name,
        "epost": one.email,
        "telefon": one.phone,
        "tider": one.hours,
        "felt": one.beat,
        "formaal": one.purpose,
        "begrunnelse": one.purpose_words,
        "slettes": one.delete_on.isoformat() if one.delete_on else "",
    }


def read_contact(
    form: Mapping[str, str], kind: ContactKind, outlets: Mapping[str, str], today: date, most: int
) -> Written:
    """A form to a contact's columns. An outlet we read is kept by its id, any other by the name written. `most`: months
    that a journalist may be kept."""
    words = {name: plain(form.get(name, "")) for name in FIELDS}
    faults = _faults(words) | (_person_faults(words, today, most) if kind == "person" else {})
    ids = {name.casefold(): outlet for outlet, name in outlets.items()}
    columns: dict[str, Any] = {
        "kind": kind,
        "outlet": ids.get(words["utgiver"].casefold(), words["utgiver"]),
        "name": words["navn"],
        "email": words["epost"],
        "phone": words["telefon"],
    }
    if kind == "desk":
        columns |= {"hours": words["tider"], "beat": "", "purpose": "", "purpose_words": "", "delete_on": None}
    else:
        purpose: ContactPurpose | str = words["formaal"]
        columns |= {"hours": "", "beat": words["felt"], "purpose": purpose, "purpose_words": words["begrunnelse"]}
        columns["delete_on"] = _day(words["slettes"])
    return Written(words, faults, columns)


def _faults(words: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for name, most in LONGEST.items():
        if len(words[name]) > most:
            found[name] = said("Kort det ned til {most} tegn.").format(most=most)
    if not words["utgiver"]:
        found["utgiver"] = said("Skriv hvilken avis eller kanal det er.")
    if not words["navn"]:
        found["navn"] = said("Skriv et navn, for eksempel «Tips».")
    if not words["epost"] and not words["telefon"]:
        found["epost"] = said("Skriv e-post eller telefon, ellers kan ingen ta kontakt.")
    if words["epost"] and not MAIL.fullmatch(words["epost"]):
        found["epost"] = said("Skriv en hel e-postadresse, for eksempel tips@avisa.no.")
    if words["telefon"] and not PHONE.fullmatch(words["telefon"]):
        found["telefon"] = said("Skriv telefonnummeret med tall, for eksempel 32 00 00 00.")
    return found


def _person_faults(words: Mapping[str, str], today: date, most: int) -> dict[str, str]:
    found = {}
    if words["formaal"] not in CONTACT_PURPOSES:
        found["formaal"] = said("Velg hva dere trenger kontakten til.")
    if len(words["begrunnelse"]) < 5:
        found["begrunnelse"] = said("Skriv kort hvorfor dere trenger å ha navnet.")
    day, latest = _day(words["slettes"]), last_day(today, most)
    if day is None or not today < day <= latest:
        found["slettes"] = said("Velg en dag etter i dag og senest {day}.").format(day=full_day_words(latest))
    return found


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None

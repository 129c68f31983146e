"""Faults in the spokesperson matrix and among the recipients of an organisation."""

from collections.abc import Iterable, Sequence

from mediawatch.config.addresses import clock_fault, email_fault, id_fault, phone_fault
from mediawatch.config.records import Placed, Raw
from mediawatch.config.repeats import repeated_id, repeats, spots
from mediawatch.config.vocabulary import closest
from mediawatch.errors import Problem
from mediawatch.model import AccessGroup, Recipient, Spokesperson


def spokesperson_faults(raw: Sequence[Raw], people: Sequence[Placed[Spokesperson]]) -> Iterable[Problem]:
    """The lines of the matrix -> problems. `raw`: also the lines that could not be read, since others may name them."""
    ids = [str(item.data.get("id", "")) for item in raw]
    yield from repeats(spots(raw, "id"), repeated_id("linjen i talspersonlisten"))
    for placed in people:
        person = placed.record
        for key, fault in (
            ("id", id_fault(person.id)),
            ("email", email_fault(person.email) if person.email else ""),
            ("phone", phone_fault(person.phone) if person.phone else ""),
            (
                "role",
                "En linje i listen må gjelde noen. Skriv for eksempel role: mayor" if person.role == "none" else "",
            ),
        ):
            if fault:
                yield placed.problem(fault, key)
        for key in ("title", "covers", "rule", "source"):
            if not getattr(person, key).strip():
                yield placed.problem(f"«{key}» er tom. Skriv det som står i kommunikasjonsplanen.", key)
        if len(set(person.topics)) < len(person.topics):
            yield placed.problem("Samme tema står to ganger. Ta bort det ene.", "topics")
        if person.deputy:
            yield from _deputy_fault(placed, people, ids)


def _deputy_fault(
    placed: Placed[Spokesperson], people: Sequence[Placed[Spokesperson]], ids: Sequence[str]
) -> Iterable[Problem]:
    deputies = {each.record.id: each.record.deputy for each in people}
    person = placed.record
    if person.deputy not in ids:
        meant = closest(person.deputy, [known for known in ids if known and known != person.id])
        advice = f"Mente du «{meant}»?" if meant else "Skriv id-en til en annen linje i listen, eller ta bort linjen."
        yield placed.problem(f"Stedfortrederen «{person.deputy}» finnes ikke i listen. {advice}", "deputy")
        return
    chain, at = [person.id], person.deputy
    while at and at not in chain:
        chain.append(at)
        at = deputies.get(at, "")
    if at == person.id:
        shown = " → ".join([*chain, at])
        yield placed.problem(f"Stedfortrederne går i ring: {shown}. Ta bort «deputy» på én av dem.", "deputy")


def recipient_faults(raw: Sequence[Raw], recipients: Sequence[Placed[Recipient]]) -> Iterable[Problem]:
    """Who gets the digest -> problems."""
    yield from repeats(spots(raw, "id"), repeated_id("mottakeren"))
    yield from repeats(
        [(value.casefold(), document, path) for value, document, path in spots(raw, "email")],
        lambda email, where: f"{email} står alt på listen ({where}) og ville fått to like e-poster. Ta bort den ene.",
    )
    understood = {placed.path for placed in recipients}
    for item in raw:
        at = item.data.get("at")
        if item.path in understood and isinstance(at, str) and (fault := clock_fault(at)):
            yield item.document.problem((*item.path, "at"), fault)
    for placed in recipients:
        recipient = placed.record
        if fault := id_fault(recipient.id):
            yield placed.problem(fault, "id")
        if not recipient.name.strip():
            yield placed.problem("Navnet er tomt. Skriv hvem e-posten går til.", "name")
        if fault := email_fault(recipient.email):
            yield placed.problem(fault, "email")
        if not recipient.weekdays:
            message = "Ingen ukedager, så det blir aldri sendt. Skriv weekdays: [monday], eller ta bort mottakeren."
            yield placed.problem(message, "weekdays")
        if len(set(recipient.weekdays)) < len(recipient.weekdays):
            yield placed.problem("Samme ukedag står to ganger. Ta bort den ene.", "weekdays")


def group_faults(raw: Sequence[Raw], groups: Sequence[Placed[AccessGroup]]) -> Iterable[Problem]:
    """The groups of the sign-in provider -> problems."""
    yield from repeats(
        spots(raw, "id"),
        lambda value, where: f"Gruppen «{value}» står alt på listen ({where}). Ta bort den ene.",
    )
    for placed in groups:
        if not placed.record.id.strip():
            yield placed.problem("Gruppen er tom. Skriv objekt-ID-en fra Entra ID, eller navnet på gruppen.", "id")

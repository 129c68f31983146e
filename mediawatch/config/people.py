"""Faults among the recipients and the groups of an organisation."""

from collections.abc import Iterable, Sequence

from mediawatch.config.addresses import clock_fault, email_fault, id_fault
from mediawatch.config.records import Placed, Raw
from mediawatch.config.repeats import repeated_id, repeats, spots
from mediawatch.errors import Problem
from mediawatch.model import AccessGroup, Recipient


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

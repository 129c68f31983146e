"""Faults in what an organisation listens for: subjects and neighbours."""

from collections.abc import Iterable, Sequence

from mediawatch.config.addresses import id_fault
from mediawatch.config.records import Placed, Raw
from mediawatch.config.repeats import Spot, repeated_id, repeats, spots
from mediawatch.errors import Problem
from mediawatch.model import Neighbour, Subject

LEAST_LETTERS = 2


def subject_faults(raw: Sequence[Raw], subjects: Sequence[Placed[Subject]]) -> Iterable[Problem]:
    """The names to watch -> problems."""
    yield from repeats(spots(raw, "id"), repeated_id("navnet"))
    for placed in subjects:
        subject = placed.record
        if fault := id_fault(subject.id):
            yield placed.problem(fault, "id")
        if not subject.name.strip():
            yield placed.problem("Navnet er tomt. Skriv det som skal stå i treffene.", "name")
        if not subject.forms:
            yield placed.problem(f"Ingen skrivemåter å lete etter. Skriv forms: [{subject.name}]", "forms")
        for number, form in enumerate(subject.forms):
            if sum(letter.isalnum() for letter in form) < LEAST_LETTERS:
                yield placed.problem(
                    f"«{form}» er for kort og ville truffet overalt. Skriv hele navnet.", "forms", number
                )
        both = sorted({word.casefold() for word in subject.confirm} & {word.casefold() for word in subject.refute})
        if both:
            message = f"«{both[0]}» står både under confirm og refute. Ta bort det fra den ene."
            yield placed.problem(message, "refute")
    yield from _shared_forms(subjects)


def _shared_forms(subjects: Sequence[Placed[Subject]]) -> Iterable[Problem]:
    """The same form twice, unless strength, confirm words or another condition tells the two subjects apart."""
    found: list[Spot] = []
    forms: dict[str, str] = {}
    for placed in subjects:
        subject = placed.record
        for number, form in enumerate(subject.forms):
            key = repr((form, subject.strength, subject.confirm, subject.refute, subject.home_only))
            forms[key] = form
            found.append((key, placed.document, (*placed.path, "forms", number)))
    yield from repeats(
        found,
        lambda key, where: (
            f"«{forms[key]}» er alt en skrivemåte ({where}), og ingenting skiller de to. Ta bort den ene, "
            "eller gi dem ulike confirm-ord."
        ),
    )


def neighbour_faults(place: str, raw: Sequence[Raw], neighbours: Sequence[Placed[Neighbour]]) -> Iterable[Problem]:
    """The neighbouring municipalities -> problems. `place`: our own."""
    yield from repeats(
        spots(raw, "name"), lambda name, where: f"«{name}» står alt på listen ({where}). Ta bort den ene."
    )
    for placed in neighbours:
        neighbour = placed.record
        if not neighbour.name.strip() or neighbour.name.casefold() == place.casefold():
            yield placed.problem("En nabokommune må være en annen kommune. Skriv for eksempel name: Sigdal", "name")
        if neighbour.population < 1:
            yield placed.problem("Folketallet må være over null. Skriv for eksempel population: 3500", "population")

"""Faults in what an organisation listens for (subjects, neighbours) and aims at (targets)."""

from collections.abc import Iterable, Sequence

from mediawatch.config.addresses import id_fault
from mediawatch.config.records import Placed, Raw
from mediawatch.config.repeats import Spot, repeated_id, repeats, spots
from mediawatch.config.vocabulary import listed
from mediawatch.errors import Problem
from mediawatch.model import PRESS_KINDS, Neighbour, Outlet, Subject, Target

MOST_STORIES = 1000
"""No municipality meets a target above this in any period; a number as large is a slip of the keyboard."""
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


def target_faults(
    raw: Sequence[Raw], targets: Sequence[Placed[Target]], outlets: Sequence[Outlet]
) -> Iterable[Problem]:
    """The targets -> problems. `outlets`: all there are, () when that is not known."""
    yield from repeats(spots(raw, "id"), repeated_id("målet"))
    for placed in targets:
        target = placed.record
        if fault := id_fault(target.id):
            yield placed.problem(fault, "id")
        if not target.name.strip():
            yield placed.problem("Navnet er tomt. Skriv målet slik lederne skal lese det.", "name")
        if not 1 <= target.at_least <= MOST_STORIES:
            message = (
                f"Målet {target.at_least} kan ikke nås eller ikke bommes på. Skriv et tall fra 1 til {MOST_STORIES}."
            )
            yield placed.problem(message, "at_least")
        yield from _repeated_words(placed)
        never = [kind for kind in target.kinds if kind not in PRESS_KINDS]
        if never:
            message = (
                f"Egne sider og betalt innhold er ikke presse, så «{never[0]}» teller aldri. "
                f"Ta det bort, og velg blant {listed(PRESS_KINDS)}."
            )
            yield placed.problem(message, "kinds", target.kinds.index(never[0]))
        if outlets and not any(_can_count(target, outlet) for outlet in outlets):
            yield placed.problem(_no_outlet(target, outlets), "tiers" if target.tiers else "outlet_kinds")


def _repeated_words(placed: Placed[Target]) -> Iterable[Problem]:
    for key in ("tones", "tiers", "outlet_kinds", "kinds"):
        words = getattr(placed.record, key)
        if len(set(words)) < len(words):
            yield placed.problem(f"Samme ord står to ganger i «{key}». Ta bort det ene.", key)


def _can_count(target: Target, outlet: Outlet) -> bool:
    return (not target.tiers or outlet.tier in target.tiers) and (
        not target.outlet_kinds or outlet.kind in target.outlet_kinds
    )


def _no_outlet(target: Target, outlets: Sequence[Outlet]) -> str:
    wanted = " og ".join(filter(None, [listed(target.tiers), listed(target.outlet_kinds)]))
    near = sorted({outlet.kind for outlet in outlets if outlet.tier in target.tiers})
    if near:
        return f"Ingen kilde i feeds.yaml er {wanted}, så målet kan aldri nås. Skriv outlet_kinds: [{', '.join(near)}]"
    there = sorted({outlet.tier for outlet in outlets})
    return f"Ingen kilde i feeds.yaml er {wanted}, så målet kan aldri nås. Skriv tiers: [{', '.join(there)}]"

"""The lines of the matrix to business cards (vCard), to be taken into a phone."""

from collections.abc import Iterable

import vobject

from mediawatch.model import Organisation, Spokesperson
from mediawatch.render import plain


def vcards(lines: Iterable[Spokesperson], organisation: Organisation) -> str:
    """Lines that may be suggested to cards, one after the other. The party stays out: a card is of the office."""
    departments = {one.id: one.name for one in organisation.departments}
    return "".join(_card(line, organisation, departments.get(line.department, "")) for line in lines if line.speaks)


def _card(line: Spokesperson, organisation: Organisation, department: str) -> str:
    title = plain(line.title)
    name = plain(line.name) or title
    first, _, last = name.rpartition(" ") if line.name else ("", "", name)
    card = vobject.vCard()
    card.add("uid").value = f"{organisation.id}-{line.id}@mediawatch"
    card.add("n").value = vobject.vcard.Name(family=last, given=first)
    card.add("fn").value = name
    card.add("org").value = [one for one in (plain(organisation.name), plain(department)) if one]
    card.add("title").value = title
    for key, value in (("email", line.email), ("tel", line.phone)):
        if value:
            card.add(key).value = plain(value)
    languages = f"Språk: {', '.join(line.languages)}" if line.languages else ""
    notes = [plain(one) for one in (line.covers, line.hours, languages) if one]
    card.add("note").value = ". ".join(notes)
    return str(card.serialize())

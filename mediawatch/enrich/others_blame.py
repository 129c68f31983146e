"""Passages to whether the municipality that is blamed there is another than ours (guideline 1).

An encoder that reads masked names cannot tell whose municipality failed; the words beside the name can: "Elvestad
kommune", "ordføreren i Elvestad". Where such an institution of another place is named in title or lead, none of ours
is, and what is said where we alone are named blames nobody, the blame is not ours.
"""

import re
from collections.abc import Iterator, Sequence

from mediawatch.enrich.passages import Passage, Places
from mediawatch.enrich.tokens import Token, tokens

_AFTER = frozenset({"kommune", "kommunes", "kommunestyre", "rådhus", "sykehjem", "skole", "brannvesen", "barnevern"})
_BEFORE = re.compile(
    r"(kommunen|ordfører|rådmann|kommunedirektør|kommunestyre|rådhus|formannskap|politiker|skol|skul|barnehage|"
    r"sykehjem|sjukeheim|barnevern|helsetjeneste|kommuneledelse|brannvesen)"
)
_IN = frozenset({"i", "på"})


def blames_another(parts: Sequence[Passage], where: Places) -> bool:
    """Whether title and lead speak of another place's institution and of none of ours."""
    seen = [part for part in parts if part.field != "text"] or list(parts[:2])
    theirs = any(_institutions(tokens(part.text), where.others) for part in seen)
    return theirs and not any(_institutions(tokens(part.text), where.ours) for part in seen)


def _institutions(found: Sequence[Token], names: frozenset[str]) -> bool:
    return any(_beside(found, at) for at in _places(found, names))


def _places(found: Sequence[Token], names: frozenset[str]) -> Iterator[int]:
    for at, token in enumerate(found):
        if token.surface[0].isupper() and (token.word in names or token.word.removesuffix("s") in names):
            yield at


def _beside(found: Sequence[Token], at: int) -> bool:
    after = found[at + 1].word if at + 1 < len(found) else ""
    before = found[at - 2].word if at > 1 and found[at - 1].word in _IN else ""
    return after in _AFTER or bool(before and _BEFORE.search(before))

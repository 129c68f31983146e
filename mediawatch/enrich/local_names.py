"""Names of farms, woods, schools and the like that no list holds: a field's words -> where such a name stands.

A gazetteer is never complete. In a story that is ours beyond doubt, and names no other municipality, a capitalised word
with the ending of a Norwegian place name after a preposition ("på Linnerudøra") is a place here, and so is a school
called after a word that is a name elsewhere in the story ("Kilden barnehage"). enrich.evidence decides whether the
story is such a one.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mediawatch.enrich.article_view import FieldView
from mediawatch.enrich.inflection import Token
from mediawatch.enrich.places import first_names, name_words
from mediawatch.model import SubjectKind

_PLACE = re.compile(
    r".{3,}(?:moen|moene|dalen|åsen|grenda|marka|haugen|sletta|vika|foss|fossen|tjern|tjernet|vann|vannet|berget|bråten|"
    r"enga|jordet|kollen|myra|odden|rud|løkka|stranda|toppen|øra|øya|flata|høgda|hytta|setra|bukta)"
)
_INSTITUTION = re.compile(
    r"(?:barne|ungdoms|grende)?(?:skole|skule)|(?:natur|gårds|frilufts|familie)?barnehage|kirke|kyrkje|kapell|bofellesskap|"
    r"sykehjem|omsorgssenter|bedehus|grendehus|kraftverk"
)
_PREPOSITIONS = frozenset({"i", "på", "ved", "over", "langs", "rundt", "gjennom"})


class LocalName(NamedTuple):
    """A name over the words first:last, what it names, and whether it begins a sentence (its capital says nothing)."""

    first: int
    last: int
    kind: SubjectKind
    begins: bool


def local_names(view: FieldView) -> Iterator[LocalName]:
    """Every possible local name of the field. Names of people, streets and well-known places are none."""
    for index, token in enumerate(view.tokens):
        if not _may_name(token) or _follows_a_name(view, index):
            continue
        following = view.word(index + 1)
        if following is not None and following.start - token.end == 1 and _INSTITUTION.fullmatch(following.lower):
            begins = view.begins(index) and not _PLACE.fullmatch(token.text)
            yield LocalName(index, index + 2, "institution", begins)
        elif _PLACE.fullmatch(token.text) and _after_preposition(view, index):
            yield LocalName(index, index + 1, "landmark", False)


def _may_name(token: Token) -> bool:
    text = token.text
    plain = token.is_name and text.isalpha() and len(text) > 3 and not text.isupper()
    return plain and text not in first_names() and text not in name_words("known_places")


def _follows_a_name(view: FieldView, index: int) -> bool:
    """Whether the word ends a longer name: "Kari Solbråten"."""
    before = view.word(index - 1)
    adjacent = before is not None and view.tokens[index].start - before.end == 1
    return before is not None and adjacent and before.is_name and not view.begins(index - 1)


def _after_preposition(view: FieldView, index: int) -> bool:
    before, after = view.word(index - 1), view.word(index + 1)
    alone = after is None or not after.is_name or after.start - view.tokens[index].end != 1
    if before is None or not alone:
        return False
    return before.text in _PREPOSITIONS or (before.text in {"og", ","} and _is_place(view.word(index - 2)))


def _is_place(token: Token | None) -> bool:
    return token is not None and _may_name(token) and _PLACE.fullmatch(token.text) is not None

"""Which municipalities an article names, by one plain rule that is the same for all of them.

A name counts where it stands as written, capital and all, alone, with -s, or before a word of municipal life
("Sigdalsordføreren"). It does not count after a first name (there it is a surname) nor inside a newspaper's name.
Villages, landmarks and words for the inhabitants do not count, ours no more than the neighbours'.
"""

import re
from collections.abc import Iterable

from mediawatch.enrich.places import first_names
from mediawatch.model import Article

_TAILS = "ordfører|rådmann|kommune|politiker|samfunn|folk|budsjett|skole|bygd|ungdom|saken"
_TAIL = rf"(?:s?(?:{_TAILS})\w*|s)?(?!\w)"
_BEFORE = re.compile(r"([^\W\d_][\w-]*)\s+$")
_MOST_BEFORE = 40


class PlainNames:
    """The names to look for. `others`: names that may hold one of them and are something else ("Ringerikes Blad")."""

    def __init__(self, names: Iterable[str], others: Iterable[str] = ()) -> None:
        self._names = tuple(dict.fromkeys(filter(None, (name.strip() for name in names))))
        written = [(name, _spaced(name)) for name in self._names]
        self._patterns = [(name, re.compile(rf"(?<!\w){words}{_TAIL}")) for name, words in written]
        anywhere = "|".join(words for _, words in written)
        self._any = re.compile(rf"(?<!\w)(?:{anywhere})") if anywhere else None
        masks = [_spaced(other) for other in others if self._any is not None and self._any.search(other)]
        masks.sort(key=len, reverse=True)
        self._mask = re.compile("|".join(masks)) if masks else None

    def may_be_in(self, text: str) -> bool:
        """Whether any of the names is written anywhere in a page, its menus too: a quick look before it is parsed."""
        return self._any is not None and self._any.search(text) is not None

    def named_in(self, article: Article) -> tuple[str, ...]:
        """The names that its title, lead or text holds, in the order they were given."""
        fields = [self._unmasked(part) for part in (article.title, article.lead, article.text)]
        return tuple(
            name for name, pattern in self._patterns if any(self._holds(pattern, field) for field in fields if field)
        )

    def _unmasked(self, text: str) -> str:
        return self._mask.sub("\n", text) if self._mask is not None else text

    def _holds(self, pattern: re.Pattern[str], text: str) -> bool:
        return any(not _is_surname(text, found.start()) for found in pattern.finditer(text))


def _is_surname(text: str, start: int) -> bool:
    before = _BEFORE.search(text, max(0, start - _MOST_BEFORE), start)
    return before is not None and before[1].partition("-")[0] in first_names()


def _spaced(name: str) -> str:
    return r"[\s\u00a0-]+".join(map(re.escape, name.split()))

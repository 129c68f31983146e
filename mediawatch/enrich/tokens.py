"""Text to sentences and words, the way the word lists of this room read them. Norwegian bokmål and nynorsk."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*|[,;:–—()«»\"“”!?%]")
_BREAKS = frozenset(',;:–—()«»"“”!?')
_END = re.compile(r"(?<=[.!?…])[\"»”’)]*\s+(?=[\"«“–—(-]*\s*[A-ZÆØÅ0-9])|\n+")
_SHORT = re.compile(
    r"(?:\b(?:[A-ZÆØÅ]|bl\.a|ca|dr|f\.eks|jf|kl|kr|mill|mrd|nr|osv|pst|st|tlf|ang|inkl|evt|m\.m|fhv|adm|dir|rv|fv|"
    r"jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|nov|des))\.$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a field: its text and where it starts in the field (code points)."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends in the field, exclusive."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark of punctuation: `word` in lower case, `surface` as written, offsets in its text."""

    word: str
    surface: str
    start: int
    end: int

    @property
    def is_break(self) -> bool:
        """A mark that parts clauses."""
        return self.word in _BREAKS


def normal(text: str) -> str:
    """The text in composed form with soft hyphens dropped and odd blanks as plain ones. Changes offsets."""
    composed = unicodedata.normalize("NFC", text.replace("\u00ad", ""))
    return re.sub(r"[ \u00a0\u2009\u202f\t]+", " ", composed)


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text` in order; abbreviations and initials ("kl. 12", "A. Dahl") do not end one."""
    found: list[Sentence] = []
    start = 0
    for match in _END.finditer(text):
        if "\n" not in match.group() and _SHORT.search(text, max(start, match.start() - 12), match.start()):
            continue
        start = _add(found, text, start, match.end())
    _add(found, text, start, len(text))
    return tuple(found)


def _add(found: list[Sentence], text: str, start: int, end: int) -> int:
    piece = text[start:end]
    body = piece.strip()
    if body:
        found.append(Sentence(body, start + piece.index(body[0])))
    return end


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[Token, ...]:
    """Words and marks of `text` in order."""
    return tuple(
        Token(match.group().lower(), match.group(), match.start(), match.end()) for match in _WORD.finditer(text)
    )


def words(text: str) -> tuple[str, ...]:
    """The words of `text` in lower case, marks left out."""
    return tuple(token.word for token in tokens(normal(text)) if token.word[0].isalnum())

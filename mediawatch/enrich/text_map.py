"""Text as outlets send it -> plain text to search, with the way back to every original offset.

What is made plain: A + combining ring (Unicode NFC), soft hyphens and zero-width characters (dropped), non-breaking
and other odd spaces, line breaks and runs of blanks (one space), hyphens at the end of a line, leftover HTML entities
and tags, JSON escapes (\\u00c5), and Norwegian letters of UTF-8 read as Latin-1 (Ã…).
"""

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_ZERO = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
_MOJIBAKE = {"Ã…": "Å", "Ã¥": "å", "Ã˜": "Ø", "Ã¸": "ø", "Ã†": "Æ", "Ã¦": "æ", "Ã\x85": "Å", "Ã\x98": "Ø", "Ã\x86": "Æ"}
_ODD = re.compile(
    rf"(?P<joint>(?<=\w)(?:[-\u2010]|&shy;|[{_ZERO}])[ \t]*(?:\r\n?|\n)[ \t]*(?=[a-zæøå])(?!(?:og|eller)\b))"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,10}\d{0,2});)"
    r"|(?P<escape>\\u[0-9a-fA-F]{4})"
    r"|(?P<newline>\\[nrt](?![a-zæøå]))"
    r"|(?P<block></?(?:br|p|div|li|ul|ol|h[1-6]|td|tr)\b[^<>]{0,200}>)"
    r"|(?P<tag></?(?:a|abbr|b|em|i|mark|small|span|strong|sub|sup|u)\b[^<>]{0,400}>)"
    rf"|(?P<zero>[{_ZERO}]+)"
    r"|(?P<dash>[\u2010\u2011])"
    r"|(?P<composed>\w[\u0300-\u036f]+)"
    r"|(?P<mojibake>Ã[…¥˜¸†¦\x85\x98\x86])"
    r"|(?P<blank>[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\r\n\f\v]| {2,})"
)
_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\r\n\f\v"
_ANY_ODD = re.compile(rf"[&\\<{_ZERO}\u2010\u2011\u0300-\u036fÃ{_BLANKS}]|  ")
_DROPPED = frozenset({"joint", "zero", "tag"})
_MAX_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class MappedText:
    """Plain text and where each of its pieces came from. `starts` are the pieces' first offsets in `text`;
    `origins` their (start, end, copied) in the original, `copied` telling that the piece is there letter by letter."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[tuple[int, int, bool], ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of `text[start:end]` (not empty) in the original text."""
        return self._place(start)[0], self._place(end - 1)[1]

    def _place(self, offset: int) -> tuple[int, int]:
        index = bisect_right(self.starts, offset) - 1
        start, end, copied = self.origins[index]
        if not copied:
            return start, end
        place = start + offset - self.starts[index]
        return place, place + 1


def map_text(original: str) -> MappedText:
    """The plain text of `original` with its map back. Text that is plain already is mapped onto itself."""
    mapped = MappedText(original, (0,), ((0, len(original), True),))
    for _ in range(_MAX_ROUNDS):
        if not _ANY_ODD.search(mapped.text):
            break
        once = _plain_once(mapped.text)
        if once.text == mapped.text:
            break
        mapped = _chain(mapped, once)
    return mapped


def _plain_once(text: str) -> MappedText:
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[tuple[int, int, bool]] = []
    length = done = 0

    def add(piece: str, start: int, end: int, copied: bool) -> None:
        nonlocal length
        if piece:
            pieces.append(piece)
            starts.append(length)
            origins.append((start, end, copied))
            length += len(piece)

    for match in _ODD.finditer(text):
        add(text[done : match.start()], done, match.start(), True)
        add(_replacement(match), match.start(), match.end(), False)
        done = match.end()
    add(text[done:], done, len(text), True)
    if not pieces:
        return MappedText("", (0,), ((0, len(text), False),))
    return MappedText("".join(pieces), tuple(starts), tuple(origins))


def _replacement(match: re.Match[str]) -> str:
    kind, found = match.lastgroup, match.group()
    if kind in _DROPPED:
        return ""
    if kind == "entity":
        return html.unescape(found)
    if kind == "escape":
        letter = chr(int(found[2:], 16))
        return "" if "\ud800" <= letter <= "\udfff" else letter
    if kind == "composed":
        return unicodedata.normalize("NFC", found)
    if kind == "mojibake":
        return _MOJIBAKE[found]
    return "-" if kind == "dash" else " "


def _chain(first: MappedText, second: MappedText) -> MappedText:
    """The map from the text of `second` to the original of `first`. `second` was made from the text of `first`."""
    starts: list[int] = []
    origins: list[tuple[int, int, bool]] = []
    for index, (start, (low, high, copied)) in enumerate(zip(second.starts, second.origins, strict=True)):
        if not copied:
            starts.append(start)
            origins.append((*first.original(low, high), False) if high > low else (0, 0, False))
            continue
        length = (second.starts[index + 1] if index + 1 < len(second.starts) else len(second.text)) - start
        for offset, origin in _cut(first, low, low + length):
            starts.append(start + offset - low)
            origins.append(origin)
    return MappedText(second.text, tuple(starts), tuple(origins))


def _cut(mapped: MappedText, low: int, high: int) -> list[tuple[int, tuple[int, int, bool]]]:
    """The pieces of `mapped` that make up `text[low:high]`, each with its first offset."""
    found: list[tuple[int, tuple[int, int, bool]]] = []
    index = bisect_right(mapped.starts, low) - 1
    while index < len(mapped.starts) and mapped.starts[index] < high:
        first = max(low, mapped.starts[index])
        start, end, copied = mapped.origins[index]
        found.append((first, (start + first - mapped.starts[index], end, copied) if copied else (start, end, copied)))
        index += 1
    return found

"""Does a page name anyone we watch at all? Bytes → yes or no, before anything is parsed.

Nine pages in ten name nobody and are forgotten here, so this must be fast; what it lets go is never seen again, so it
must never miss. It therefore reads the page in every way it could be meant, and takes a stem anywhere in a word.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import islice

_MOST_UNWRAPPINGS = 3
"""Text in HTML in JSON in HTML is as deep as real pages go."""

_ENTITY = re.compile(r"&(?:#0*[0-9]{1,7}|#[xX]0*[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_ESCAPE = re.compile(r"\\(?:u\{0*([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")
_BACKSLASHES = re.compile(r"\\{2,32}(?=[ux])")
_UNSEEN = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
"""Characters that take no room: soft hyphen, zero-width space and joiners, direction marks, variation selectors."""

_INLINE = re.compile(
    r"<(?:!--[^<>]{0,200}--|\\{0,2}/?(?:a|abbr|b|bdi|big|em|font|i|mark|q|s|small|span|strong|sub|sup|u|wbr)"
    r"(?:\s[^<>]{0,1000})?/?)>",
    re.IGNORECASE,
)
"""Markup that may stand inside a word: drop capitals, emphasis, places to break, comments of script frameworks."""

_GAP = r"(?:[^\w<\\]{1,200}|_|<(?:[^<>]{0,400}>)?|\\{1,8}[nrt]?){0,12}+"
"""What may stand between two words of a name: spaces of any kind, hyphens, markup, "\\n" in JSON, or nothing."""

_WORD = re.compile(r"[^\W\d_]+|\d+")
_META_CHARSET = re.compile(
    rb"""<(?:meta\s[^>]{0,200}?charset|\?xml\s[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w:.-]+)""", re.I
)
_HEAD = 4096
_TEXT_CODEC = re.compile(r"(?:utf-(?:8|16|32)|iso8859|latin|cp\d|mac|koi8|ascii|gb|big5|shift_jis|euc)")
_MOST_STEPS = 80
"""Letters of a form that are compared; the longer ones are found by how they begin."""

_END = ""
_Tree = dict[str, "_Tree"]


class Screen:
    """Looks for the stems of names ("modum", "vikersund", "raw air") anywhere in a page, also inside words.

    Upper and lower case, composed and decomposed letters, HTML entities, JSON escapes, characters of no width, markup
    inside words, and spaces, hyphens, markup or nothing between the words of a name make no difference.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        self._pattern = _compile(forms)

    def names_anyone(self, content: bytes | str, charset: str | None = None) -> bool:
        """Whether any of the forms occurs. `charset` is what the server says the bytes are; other readings are tried
        as well, for servers are often wrong."""
        if self._pattern is None:
            return False
        readings = (content,) if isinstance(content, str) else _readings(content, charset)
        return any(self._occurs_in(text) for text in readings)

    def _occurs_in(self, text: str) -> bool:
        folded = fold(_unwrapped(text))
        markup = " ".join(_INLINE.findall(folded))
        joined = _INLINE.sub("", folded) if markup else folded
        return any(self._pattern.search(part) for part in (joined, markup)) if self._pattern else False


def readable(content: bytes, charset: str | None = None) -> Iterator[str]:
    """The texts a page's bytes may be, the likeliest first, with entities and escapes replaced by their characters."""
    return map(_unwrapped, _readings(content, charset))


def fold(text: str) -> str:
    """The text as the screen compares it: without characters of no width, letters composed, case folded."""
    for character in _UNSEEN:
        if character in text:
            text = text.replace(character, "")
    return unicodedata.normalize("NFC", text).casefold()


def _unwrapped(text: str) -> str:
    """Entities and escapes replaced by their characters, as often as they were wrapped."""
    for _ in range(_MOST_UNWRAPPINGS):
        plain = _ENTITY.sub(_character, text) if "&" in text else text
        if "\\\\u" in plain or "\\\\x" in plain:
            plain = _BACKSLASHES.sub(r"\\", plain)
        plain = _ESCAPE.sub(_escaped, plain)
        if plain == text:
            break
        text = plain
    return text


def _character(entity: re.Match[str]) -> str:
    return unescape(entity[0])


def _escaped(escape: re.Match[str]) -> str:
    number = int(escape[1] or escape[2] or escape[3], 16)
    return chr(number) if number < 0x110000 else escape[0]


def _readings(content: bytes, charset: str | None) -> Iterator[str]:
    """The texts these bytes may be, the likeliest first. Valid UTF-8 that is no ASCII is hardly ever anything else,
    but a page that declares otherwise is read that way too."""
    others = [charset, *_own_charsets(content)]
    try:
        yield content.decode("utf-8")
        if content.isascii():
            others = [name for name in others if (_codec(name) or "").startswith(("utf-16", "utf-32"))]
    except UnicodeDecodeError:
        yield content.decode("utf-8", errors="replace")
        others.append("cp1252")
    for name in dict.fromkeys(map(_codec, others)):
        if name is not None and name != "utf-8":
            yield content.decode(name, errors="replace")


def _own_charsets(content: bytes) -> Iterator[str]:
    """What the page itself says of its bytes: by a mark, in its head, or by zeros between the letters."""
    start = content[:_HEAD]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield "utf-16"
    elif b"\0" in start:
        yield from ("utf-16-le", "utf-16-be")
    named = _META_CHARSET.search(start)
    if named:
        yield named[1].decode("ascii", errors="ignore")


def _codec(label: str | None) -> str | None:
    """Python's name for a charset label, None when there is none. Latin-1 is read as Windows-1252, as browsers do."""
    try:
        name = codecs.lookup(label or "").name
    except (LookupError, ValueError):
        return None
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    return name if _TEXT_CODEC.match(name) else None


def _compile(forms: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern for all forms, written as a tree so that a letter no form begins with costs next to nothing.

    Forms that contain another form are left out: whatever names them names the other.
    """
    tree: _Tree = {}
    kept: list[re.Pattern[str]] = []
    for form in sorted({fold(form) for form in forms}, key=lambda form: (len(form), form)):
        steps = tuple(islice(_steps(_WORD.findall(form)), _MOST_STEPS))
        if not steps or any(pattern.search(form) for pattern in kept):
            continue
        kept.append(re.compile("".join(steps)))
        node = tree
        for step in (*steps, _END):
            node = node.setdefault(step, {})
    return re.compile(_written(tree)) if tree else None


def _steps(words: list[str]) -> Iterator[str]:
    for position, word in enumerate(words):
        if position:
            yield _GAP
        yield from map(re.escape, word)


def _written(tree: _Tree) -> str:
    if _END in tree:
        return ""
    branches = [step + _written(below) for step, below in tree.items()]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"

"""What a feed puts in titles, leads and texts — HTML, entities escaped once, twice or thrice, broken letters — into
plain text."""

import html
import re

from lxml import etree
from lxml.html import HtmlElement

from mediawatch.collect.markup import parse_text, tidy

MAX_TITLE = 1_000
MAX_LEAD = 10_000
MAX_TEXT = 400_000
"""Characters. Longer fields are cut: no headline, lead or article is so long, and a hostile feed may be."""

_ROUNDS = 4
"""Doubly and triply escaped text is seen in real feeds; more rounds would start to eat text that means what it says."""
_ELEMENTS = (
    "a|abbr|address|article|aside|audio|b|blockquote|body|br|button|center|cite|code|col|dd|del|div|dl|dt|em|embed|"
    "figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|mark|"
    "meta|nav|noscript|object|ol|p|param|picture|pre|q|s|samp|script|section|small|source|span|strike|strong|style|"
    "sub|sup|svg|table|tbody|td|template|tfoot|th|thead|time|title|tr|tt|u|ul|video|wbr"
)
_MARKUP = re.compile(rf"</?(?:{_ELEMENTS})(?:\s[^<>]*)?/?>|<!--", re.IGNORECASE)
_CUT_TAG = re.compile(rf"</?(?:{_ELEMENTS})(?:\s[^<>]*)?$", re.IGNORECASE)
"""A tag torn off where the feed cut its text."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SILENT = _words("script style noscript template figure figcaption iframe svg form button")
_BREAKING = _words("""
    address article aside blockquote br dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section
    table td th tr ul
""")
# å read as windows-1252 is "Ã¥": UTF-8's first byte followed by one or two more, as that charset shows them.
_CONTINUATION = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_MOJIBAKE = re.compile(f"[ÂÃÅÄ]{_CONTINUATION}|â{_CONTINUATION}{{2}}")
_TORN = re.compile("(?<=[a-zæøå])[ÂÃ]$")
"""Half of a letter, where a feed cut its text between the two bytes of "å"."""
_SYNDICATION = re.compile(
    r"\s*(?:The post|Innlegget|Artikkelen|Saken|Posten|Dette innlegget) [^\n]{1,400}? "
    r"(?:appeared first on|first appeared on|dukket først opp på|(?:ble|vart) først publisert (?:på|hos)) "
    r"[^\n]{1,200}$"
)
"""The line WordPress adds to every item. It names the site, which must not count as news about the place."""
_MORE = re.compile(
    r"(?:(?<=[.!?…»\])])|^|\n)\s*"
    r"(?:Les mer|Les mer her|Les hele saken|Les saken|Continue reading[^.\n]{0,200}|Read more)"
    r"[\s.…»›→>:]*$"
)


def one_line(value: str | None, limit: int = MAX_TITLE) -> str:
    """HTML or text into one line of plain text of at most `limit` characters."""
    return tidy(_plain(value, limit).replace("\n", " "))


def lead_line(value: str | None) -> str:
    """A feed's description into a plain lead, without the syndication line and "Les mer"."""
    text = _without_boilerplate(_plain(value, MAX_LEAD))
    return re.sub(r"\s*\[(?:…|\.\.\.)\]$", " …", tidy(text.replace("\n", " "))).strip()


def paragraphs(value: str | None) -> str:
    """A feed's full text into plain paragraphs, one a line; pictures, captions, scripts and forms left out."""
    return _without_boilerplate(_plain(value, MAX_TEXT))


def _without_boilerplate(text: str) -> str:
    return _MORE.sub("", _SYNDICATION.sub("", text)).strip()


def _plain(value: str | None, limit: int) -> str:
    if not value:
        return ""
    text = value[: 4 * limit]
    for _ in range(_ROUNDS):
        before = text
        if "<" in text:
            text = _without_markup(text)
        if "&" in text:
            text = html.unescape(text)
        if text == before:
            break
    lines = (tidy(line) for line in _TORN.sub("", _repaired(text.replace("\xad", ""))).split("\n"))
    return "\n".join(line for line in lines if line)[:limit].strip("\ufffd \n")


def _without_markup(text: str) -> str:
    text = _CUT_TAG.sub("", text)
    if not _MARKUP.search(text):
        return text
    tree = parse_text(f"<div>{text}</div>")
    return "".join(_pieces(tree)) if tree is not None else ""


def _pieces(tree: HtmlElement) -> list[str]:
    """The text of a tree in order, a line break where a block begins or ends."""
    pieces: list[str] = []
    silent = 0
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            silent += node.tag in _SILENT
            if not silent:
                pieces.append(("\n" if node.tag in _BREAKING else "") + _flat(node.text))
        else:
            silent -= node.tag in _SILENT
            if not silent and node is not tree:
                pieces.append(("\n" if node.tag in _BREAKING else "") + _flat(node.tail))
    return pieces


def _flat(text: str | None) -> str:
    return text.replace("\n", " ") if text else ""


def _repaired(text: str) -> str:
    """Letters that were UTF-8 read as windows-1252 ("Ã¥") are read back ("å"); all else is left."""
    if not _MOJIBAKE.search(text):
        return text
    return _MOJIBAKE.sub(lambda found: _read_back(found[0]), text)


def _read_back(letters: str) -> str:
    try:
        raw = b"".join(bytes((ord(letter),)) if ord(letter) < 0x100 else letter.encode("cp1252") for letter in letters)
        return raw.decode("utf-8")
    except UnicodeError:
        return letters

"""Bytes of a saved or fetched page into one tree: charset settled by evidence, broken markup recovered.

Rules, and where they come from:
- A byte order mark decides, as in the WHATWG encoding standard.
- Bytes that are valid UTF-8 with at least one multi-byte character are UTF-8 whatever a label says: text in another
  charset is practically never valid UTF-8, while a wrong label (Latin-1 on UTF-8) is common in the press.
- Then the header's charset, the document's own, and windows-1252 (what browsers assume for western pages).
- The tree has no comments or processing instructions and is at most 2,048 levels deep (libxml2's own limit, `huge_tree`
  or not), so nothing that walks it can run out of stack, and a page that never closes its tags is still read.
"""

import codecs
import html
import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

MAX_CHARACTERS = 8_000_000
"""Longer documents are cut: the fetcher allows 8 MB, and no article is longer."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,80}encoding=["']([\w.:-]+)""", re.I
)
# What browsers read these labels as (WHATWG encoding standard).
_ALIASES = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "tis-620": "cp874",
    "windows-874": "cp874",
}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_NUL_REFERENCE = re.compile(r"&#(?:0+|x0+);")
# UTF-8 once read as windows-1252 and saved again: å, ø, æ, é, curly quotes and dashes.
_MOJIBAKE = re.compile("Ã[\x80-\xbf¤-¿¥¸¦…˜†]|â€[™œ\x9d“”¦]")
_SPACES = re.compile(r"[\s\u200b\u2060\ufeff]+")
_BLOCKS = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/tr)\b[^>]*>", re.I)
_TAGS = re.compile(r"<[a-zA-Z!/][^<>]{0,2000}>")


def decode(content: bytes, charset: str | None = None) -> str:
    """Bytes and the header's charset (if any) into text. Never raises: what cannot be read becomes U+FFFD."""
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _clean(content[len(mark) :].decode(name, "replace"))
    return _clean(_repair_mojibake(_decode_by_evidence(content, charset)))


def _decode_by_evidence(content: bytes, charset: str | None) -> str:
    labels = [label for label in (charset, _declared_charset(content)) if label]
    if not (b"\x1b" in content and any(label.lower().startswith("iso-2022") for label in labels)):
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            lenient = content.decode("utf-8", "replace")
            broken = lenient.count("\ufffd")
            if broken * 20 < sum(1 for character in lenient if character > "\x7f"):
                return lenient  # UTF-8 with a few torn characters
    for label in labels:
        name = _ALIASES.get(label.strip().lower(), label.strip())
        try:
            if codecs.lookup(name).name not in ("utf-8", "utf-16", "utf-32"):
                return content.decode(name, "replace")
        except (LookupError, UnicodeError):
            continue
    return content.decode("cp1252", "replace")


def _declared_charset(content: bytes) -> str | None:
    found = _DECLARED.search(content[:4096])
    return (found.group(1) or found.group(2)).decode("ascii", "ignore") if found else None


def _repair_mojibake(text: str) -> str:
    """Text whose every æøå is doubly encoded is read back; mixed text is left alone."""
    marks = len(_MOJIBAKE.findall(text))
    if marks < 4 or marks < 4 * len(re.findall("[æøåäöüéèß’“”–]", text)):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _clean(text: str) -> str:
    return _NUL_REFERENCE.sub("", _CONTROL.sub("", text[:MAX_CHARACTERS]))


def parse_page(content: bytes, charset: str | None = None) -> HtmlElement | None:
    """The page's tree, or None when there is no markup at all. Never raises on broken markup."""
    text = decode(content, charset)
    if not text.strip():
        return None
    return parse_text(text)


def parse_text(text: str) -> HtmlElement | None:
    """HTML text into a tree, see `parse_page`."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, recover=True, huge_tree=True)
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return None
    return tree if isinstance(tree, HtmlElement) else None


def tidy(text: str | None) -> str:
    """One line: whitespace (also no-break and zero-width) folded, ends trimmed."""
    return _SPACES.sub(" ", text).strip() if text else ""


def plain(text: str | None) -> str:
    """A metadata value into one line of plain text: entities read (twice if doubly escaped), tags dropped."""
    if not text:
        return ""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAGS.sub(" ", text)
    return tidy(text)


def plain_paragraphs(text: str) -> list[str]:
    """HTML or plain text (a feed's content:encoded, JSON-LD articleBody) into its paragraphs."""
    text = _BLOCKS.sub("\n", text)
    return [line for piece in text.splitlines() if (line := plain(piece))]


def text_of(element: HtmlElement, limit: int = 10_000_000) -> str:
    """The text inside the element on one line, without scripts and styles; a line break is a space.

    `limit`: reading stops once there is more than this many characters.
    """
    pieces: list[str] = []
    length = 0
    for piece in _texts(element):
        pieces.append(piece)
        length += len(piece)
        if length > limit:
            break
    return tidy("".join(pieces))


def _texts(element: HtmlElement) -> Iterator[str]:
    skip = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        hidden = node.tag in ("script", "style", "noscript", "template")
        if event == "start":
            skip += hidden
            if not skip:
                yield node.text or ""
                if node.tag in ("br", "p", "div", "li"):
                    yield " "
        else:
            skip -= hidden
            if node is not element and not skip:
                yield node.tail or ""

"""A feed's bytes into XML text that a parser can be trusted with.

Neither entities nor external files are ever expanded: the DOCTYPE is removed before parsing, named HTML entities become
their characters, and other references and bare ampersands become plain text (outside CDATA, which is left alone).
"""

import html
import re
import zlib
from collections.abc import Iterator
from html.entities import html5

from mediawatch.collect.decoding import Decoder, EncodingError
from mediawatch.errors import FeedError

MAX_UNPACKED = 52_428_800
"""Bytes: the sitemap protocol's limit for one file, which is by far the largest thing we read."""

_GZIP = b"\x1f\x8b\x08"
_ENTITY = re.compile(r"&(?:#(\d{1,7});|#[xX]([0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{1,31});)?")
_XML_ENTITIES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_BURIED_ROOT = re.compile(r"<\?xml\s|<rss\s[^<>]{0,400}version|<rdf:RDF[\s>]|<feed\s[^<>]{0,400}xmlns", re.IGNORECASE)
_BURIED_WITHIN = 20_000
"""Characters of warnings and blank lines that a faulty site may print before its feed."""
_LONG_MARK = re.compile(r"<[A-Za-z_][^<]{400,}")
_TAG = re.compile(r"""<([A-Za-z_][\w.:-]*)(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>""")
MAX_ATTRIBUTES = 60
"""In one tag; the most seen is some 25, namespaces of the root included."""
_HTML_TAGS = frozenset(
    ("html", "head", "body", "div", "p", "script", "meta", "title", "link", "style", "br", "span", "table", "a", "b",
     "i", "ul", "ol", "li", "h1", "h2", "h3", "h4", "section", "article", "main", "nav", "img", "header", "base")
)  # fmt: skip


def unpacked(content: bytes, *, url: str) -> bytes:
    """The content of a gzip file (`sitemap.xml.gz`); anything else comes back as it is.

    Raises FeedError when it is damaged beyond reading or larger than MAX_UNPACKED; memory stays bounded. A file cut
    short is read as far as it goes.
    """
    if not content.startswith(_GZIP):
        return content
    decoder = Decoder("gzip")
    pieces: list[bytes] = []
    size = 0
    try:
        for piece in decoder.feed(content):
            size += len(piece)
            if size > MAX_UNPACKED:
                raise FeedError(
                    "gzip file larger than allowed", url=url, found="unknown", advice="Filen er for stor til å leses."
                )
            pieces.append(piece)
    except (EncodingError, zlib.error):
        if not pieces:
            raise FeedError(
                "damaged gzip file", url=url, found="not_xml", advice="Filen er pakket (gzip), men kan ikke pakkes ut."
            ) from None
    return b"".join(pieces)


def root_of(text: str) -> str:
    """The name of the first element in lower case without prefix ("rss", "urlset"); "html" for any HTML, "json" for
    JSON, "" for neither."""
    start = text[:_BURIED_WITHIN].lstrip()
    if start[:1] in ("{", "["):
        return "json"
    if start[:14].lower() == "<!doctype html":
        return "html"
    found = _ROOT.match(text, _prolog_end(text)[0])
    name = found[1].lower() if found else ""
    return "html" if name in _HTML_TAGS else name


def without_junk_before(text: str) -> tuple[str, bool]:
    """Drops what stands before the XML of a feed (blank lines, a PHP warning). Second: more than blanks was dropped."""
    text = text.lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        return text, False
    if root_of(text) in ("rss", "rdf", "feed", "urlset", "sitemapindex"):
        start = text.find("<")
        return text[start:], bool(text[:start].strip())
    buried = _BURIED_ROOT.search(text[:_BURIED_WITHIN])
    if buried and buried.start() and "<html" not in text[: buried.start()].lower():
        return text[buried.start() :], True
    return text, False


def safe_xml(text: str) -> tuple[str, bool]:
    """XML text into the same without declaration and DOCTYPE and with harmless references only.

    Second: it tried to define entities of its own (what an entity bomb does).
    """
    end, defines = _prolog_end(text)
    body = text[end:]
    return "".join(_referenced(piece, literal) for piece, literal in _pieces(body)), defines


def _prolog_end(text: str) -> tuple[int, bool]:
    """Where the root element begins, and whether a DOCTYPE before it defines entities."""
    position, defines = 0, False
    while True:
        position = text.find("<", position)
        if position < 0:
            return len(text), defines
        if text.startswith("<?", position):
            end = text.find("?>", position)
            position = end + 2 if end >= 0 else len(text)
        elif text.startswith("<!--", position):
            end = text.find("-->", position)
            position = end + 3 if end >= 0 else len(text)
        elif text.startswith("<!", position):
            end = _declaration_end(text, position)
            defines = defines or "<!entity" in text[position:end].lower()
            position = end
        else:
            return position, defines


def _declaration_end(text: str, position: int) -> int:
    """The end of `<!DOCTYPE … [ … ]>`, quotes and nested declarations understood."""
    depth = 0
    for found in re.compile(r"""[<>\[\]]|"[^"<]*"|'[^'<]*'""").finditer(text, position):
        mark = found[0]
        if mark in "<[":
            depth += 1
        elif mark in ">]":
            depth -= 1
            if depth == 0:
                return found.end()
    return len(text)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, comments left out; True marks CDATA sections, which references do not work in."""
    position = 0
    while position < len(text):
        start = text.find("<!", position)
        if start < 0:
            break
        opening, closing = ("<![CDATA[", "]]>") if text.startswith("<![CDATA[", start) else ("<!--", "-->")
        end = text.find(closing, start) if text.startswith(opening, start) else -1
        if end < 0:
            yield text[position : start + 2], False
            position = start + 2
            if text.startswith(opening, start):
                break  # never closed: no later one of its kind is either
            continue
        yield text[position:start], False
        if opening != "<!--":
            yield text[start : end + len(closing)], True
        position = end + len(closing)
    yield text[position:], False


def _referenced(piece: str, literal: bool) -> str:
    if literal:
        return piece
    if "&" in piece:
        piece = _ENTITY.sub(_reference, piece)
    return _LONG_MARK.sub(_without_excess, piece)


def _without_excess(found: re.Match[str]) -> str:
    """A tag of more attributes than any feed has loses them: Python's XML reader takes quadratic time over them."""
    tag = _TAG.match(found[0])
    if tag is None:
        return found[0] if found[0].count("=") <= MAX_ATTRIBUTES else "&lt;" + found[0][1:]
    if tag[0].count("=") <= MAX_ATTRIBUTES:
        return found[0]
    return f"<{tag[1]}{'/' if tag[0].endswith('/>') else ''}>{found[0][tag.end() :]}"


def _reference(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found[1], found[2], found[3]
    if name in _XML_ENTITIES:
        return found[0]
    if name:
        character = html5.get(name + ";")
        return html.escape(character) if character else "&amp;" + found[0][1:]
    if decimal or hexadecimal:
        number = int(decimal) if decimal else int(hexadecimal, 16)
        return found[0] if number in (9, 10, 13) or 0x20 <= number < 0x80 else _character(number)
    return "&amp;" + found[0][1:]


def _character(number: int) -> str:
    """A numeric reference into its character as browsers read it (&#146; is ’); what XML forbids into nothing."""
    if number < 0x20 or 0xD800 <= number <= 0xDFFF or number in (0xFFFE, 0xFFFF) or number > 0x10FFFF:
        return ""
    return html.unescape(f"&#{number};")

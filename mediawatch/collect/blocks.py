"""A tree into its blocks of text in reading order, as a browser would break them into lines."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from mediawatch.collect.markup import tidy
from mediawatch.collect.noise import word_set

_INLINE = word_set("""
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike strong sub sup
    time tt u var wbr ruby rb rt rp o:p nobr astro-island astro-slot
""")
_SILENT = word_set("script style noscript template head title textarea select option svg math")
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(frozen=True, slots=True)
class Block:
    """One line of text: the element it stands in, and how many of its characters are linked."""

    text: str
    element: HtmlElement
    linked: int

    @property
    def is_heading(self) -> bool:
        """A heading of any level."""
        return self.element.tag in HEADINGS

    @property
    def is_prose(self) -> bool:
        """Long enough to be running text, and not a link."""
        return len(self.text) >= (25 if self.text[0] > "\u2e80" else 50) and self.linked * 2 < len(self.text)


def blocks_of(root: HtmlElement) -> Iterator[Block]:
    """The blocks inside an element, in order; blank ones left out. Two line breaks in a row end a block."""
    pieces: list[str] = []
    linked = silent = in_link = 0
    holder = root
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag
        starts = event == "start"
        if tag in _SILENT:
            silent += 1 if starts else -1
        elif tag == "br":
            if starts:
                pieces.append("\n")
        elif tag not in _INLINE:
            yield from _flush(pieces, holder, linked)
            pieces, linked = [], 0
            holder = node if starts else _parent(node, root)
        if tag == "a":
            in_link += 1 if starts else -1
        text = node.text if starts else (node.tail if node is not root else None)
        if text and not silent:
            pieces.append(text)
            linked += len(text.strip()) if in_link else 0
    yield from _flush(pieces, holder, linked)


def _parent(node: HtmlElement, root: HtmlElement) -> HtmlElement:
    parent = node.getparent()
    return root if node is root or parent is None else parent


def _flush(pieces: list[str], holder: HtmlElement, linked: int) -> Iterator[Block]:
    """One block, or several where line breaks part them outside of paragraphs."""
    if not pieces:
        return
    whole = "".join(pieces)
    if "\n" in whole and holder.tag not in ("p", "h1", "h2", "h3", "li") and "\n" in pieces:
        parts = [tidy(part) for part in _at_double_breaks(pieces)]
        parts = [part for part in parts if part]
        for part in parts:
            yield Block(part, holder, linked if len(parts) == 1 else 0)
    elif text := tidy(whole):
        yield Block(text, holder, min(linked, len(text)))


def _at_double_breaks(pieces: list[str]) -> list[str]:
    """Text parted where two line breaks follow each other with nothing but space between."""
    parts: list[str] = []
    current: list[str] = []
    breaks = 0
    for piece in pieces:
        if piece == "\n":
            breaks += 1
        elif piece.strip():
            if breaks >= 2:
                parts.append("".join(current))
                current = []
            elif breaks:
                current.append(" ")
            breaks = 0
            current.append(piece)
        else:
            current.append(" ")
    return [*parts, "".join(current)]

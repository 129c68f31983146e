"""The HTML of a mail to plain lines, as its reader would see them."""

import re

from lxml import etree, html

MOST_LETTERS = 2_000_000
MOST_ELEMENTS = 50_000
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """address article aside blockquote br center dd div dl dt footer form h1 h2 h3 h4 h5 h6
    header hr li main ol p pre section table td th tr ul""",
    )
)
_UNSEEN = frozenset(("head", "style", "script", "title", "meta", "noscript", "template", "object", "iframe", "svg"))


def text_of_html(source: str) -> str:
    """A mail's HTML to its text: a line for each block, nothing of what is not shown; "" when it holds none."""
    try:
        root = html.document_fromstring(source[:MOST_LETTERS].replace("\x00", "") or "<p></p>")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return re.sub(r"<[^<>]{0,2000}>", " ", source[:MOST_LETTERS])
    parts: list[str] = []
    hidden: object | None = None
    for number, (event, element) in enumerate(etree.iterwalk(root, events=("start", "end", "comment", "pi"))):
        if number > 2 * MOST_ELEMENTS:
            break
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and hidden is None:
            if name in _UNSEEN or "display:none" in (element.get("style") or "").replace(" ", "").lower():
                hidden = element
            else:
                parts += [_block(name), _flat(element.text)]
        elif event != "start":
            if hidden is element:
                hidden = None
            if hidden is None:
                parts += [_block(name), _flat(element.tail)]
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _block(name: str) -> str:
    return "\n" if name in _BLOCKS else ""


def _flat(text: str | None) -> str:
    return " ".join((text or "").split()) if not (text or "").strip() else re.sub(r"\s+", " ", text or "")

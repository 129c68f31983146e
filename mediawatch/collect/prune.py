"""A page's tree without what is not the article: menus, other stories, ads, tags, captions, fact boxes, sharing.

What holds much of the page's prose stays, whatever it is called: a class name is a hint, prose is evidence. Only
comments, picture series and other stories go where as much as an article is left beside them.
"""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from mediawatch.collect.markup import text_of
from mediawatch.collect.noise import (
    BODY_MARKS,
    CONSENT_MARKS,
    LIST_MARKS,
    MARKS,
    RELATED_HEADING,
    TEASER_MARKS,
    WALL_LINES,
    WALL_MARKS,
    word_set,
    words_of,
)

SHARE_KEPT = 0.34
"""An element with more than this share of the page's prose stays."""

RELATED_SHARE_KEPT = 0.6
"""The same for a box that opens with "Les også" or "Andre saker å lese" and links on: the words are evidence too, and
beside a short article such a box can hold half of the page's prose."""

ARTICLE_LENGTH = 800
"""Characters of prose that an article's text has at least when something longer beside it is taken for a list."""
SHORT_ARTICLE = 150
"""The same beside a request for consent, which cannot be taken for anything else."""

_ALWAYS = word_set("""
    script style noscript template iframe object embed svg canvas picture figure figcaption video audio map button
    select input textarea label nav dialog menu amedia-factbox
""")
_PROSE_TAGS = frozenset(("div", "td", "section", "article", "span", "li", "blockquote", "main", "body"))
_GUARDED = ("aside", "footer", "form", "details")
_ROLES = frozenset(("navigation", "complementary", "search", "dialog", "banner", "contentinfo", "menu", "alert"))
_LABELS = re.compile(
    r"^(?:les også|relatert|annonse|del |dele|emner|hovedemne|artikkelens emner|stikkord|fakta|related|share|advert|"
    r"social)",
    re.I,
)
_QUOTED_POSTS = re.compile(r"twitter-tweet|instagram-media|tiktok-embed|fb-post|bluesky-embed|reddit-embed")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


class Prose:
    """How much text, linked text and running text each element of a tree holds; counted once, in linear time."""

    def __init__(self, body: HtmlElement) -> None:
        self._prose: dict[HtmlElement, int] = {}
        self._text: dict[HtmlElement, int] = {}
        self._linked: dict[HtmlElement, int] = {}
        for element in reversed(list(body.iter())):
            text = self._text.get(element, 0) + _length(element.text)
            self._text[element] = text
            if element.tag == "a":
                self._linked[element] = text
            parent = element.getparent()
            if element is body or parent is None:
                continue
            self._text[parent] = self._text.get(parent, 0) + text + _length(element.tail)
            self._linked[parent] = self._linked.get(parent, 0) + self._linked.get(element, 0)
            prose = self._prose.get(element, 0) + self._own_prose(element)
            if prose:
                self._prose[element] = prose
                self._prose[parent] = self._prose.get(parent, 0) + prose
        self.total = self._prose.get(body, 0)

    def beside(self, element: HtmlElement) -> int:
        """Characters of running text outside the element."""
        return self.total - self._prose.get(element, 0)

    def share(self, element: HtmlElement) -> float:
        """The part of the page's prose that lies in the element, 0..1."""
        return self._prose.get(element, 0) / self.total if self.total else 0.0

    def length(self, element: HtmlElement) -> int:
        """Characters of text in the element."""
        return self._text.get(element, 0)

    def linked_share(self, element: HtmlElement) -> float:
        """The part of the element's text that lies in links, 0..1."""
        length = self.length(element)
        return min(1.0, self._linked.get(element, 0) / length) if length else 0.0

    def _own_prose(self, element: HtmlElement) -> int:
        """Characters of prose directly in the element: of a paragraph all its text, if little of it is linked."""
        if element.tag == "p":
            length = self.length(element)
            return length if length >= 50 and self.linked_share(element) < 0.5 else 0
        if element.tag not in _PROSE_TAGS:
            return 0
        if element.tag in ("span", "li"):
            parent = element.getparent()
            if parent is not None and parent.tag in ("p", "a", "span", "li", "h1", "h2", "h3"):
                return 0
        length = _length(element.text) + sum(_length(child.tail) for child in element)
        return length if length >= 80 else 0


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0


def prune(body: HtmlElement, headline: HtmlElement | None, *, paywalled: bool) -> None:
    """Removes from the tree, in place, what is not the article. `headline` and all that holds it stays.

    On a paywalled page what the page itself hides is removed too, however long: it lies behind the wall.
    """
    protected = {body} | ({headline, *headline.iterancestors()} if headline is not None else set())
    for element in list(body.iter(*_ALWAYS)):
        if element not in protected:
            _remove(element)
    prose = Prose(body)
    going: list[tuple[HtmlElement, bool]] = []
    holders = [body]
    while holders:
        for element in holders.pop():
            sure = _is_surely_noise(element, prose, paywalled=paywalled)
            if element not in protected and (sure or _is_named_noise(element, prose)):
                going.append((element, sure))
            else:
                holders.append(element)
    # Names alone may not cost more than half of the prose: then they are names of something else here.
    by_name = sum(prose.share(element) for element, sure in going if not sure)
    for element, sure in going:
        if sure or by_name <= 0.5 or prose.share(element) == 0:
            _remove(element)
    _remove_long_lists(body, prose, protected)
    _remove_related_lists(body, prose, protected)


def _is_body(element: HtmlElement) -> bool:
    return "articlebody" in (element.get("itemprop") or "").lower()


def _is_hidden(element: HtmlElement) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _is_surely_noise(element: HtmlElement, prose: Prose, *, paywalled: bool) -> bool:
    """By what the element is: its kind, its role, that it is hidden, that it links to another story."""
    if paywalled and _is_hidden(element):
        return True
    if prose.share(element) > SHARE_KEPT or _is_body(element):
        return False
    if element.tag in _GUARDED or _is_hidden(element) or element.get("aria-hidden") == "true":
        return True
    if (element.get("role") or "").lower() in _ROLES or element.get("itemprop") in ("keywords", "caption", "author"):
        return True
    label = element.get("aria-label")
    return bool(label and _LABELS.match(label)) or _is_teaser(element, prose)


def _remove_long_lists(body: HtmlElement, before: Prose, protected: set[HtmlElement]) -> None:
    """Lists that share alone has kept, measured against what is left of the page. `before`: as it was counted."""
    prose: Prose | None = None
    holders = [body]
    while holders:
        for element in list(holders.pop()):
            if before.share(element) <= SHARE_KEPT:
                continue
            if element not in protected and _is_long_list(element, before):
                prose = prose or Prose(body)
                if _is_long_list(element, prose):
                    _remove(element)
                    continue
            holders.append(element)


def _is_long_list(element: HtmlElement, prose: Prose) -> bool:
    """Comments, other stories or a sidebar that are longer than the article beside them."""
    marks = words_of(element.get("class"), element.get("id"), element.get("data-testid"))
    if len(marks) > 1000 or _is_body(element) or BODY_MARKS.search(marks):
        return False
    asks = CONSENT_MARKS.search(marks)
    if prose.beside(element) < (SHORT_ARTICLE if asks else ARTICLE_LENGTH):
        return False
    if not asks and not LIST_MARKS.search(marks) and element.tag != "aside":
        return False
    return next(element.iter("h1"), None) is None and not any(map(_is_body, element.iterdescendants()))


def _is_named_noise(element: HtmlElement, prose: Prose) -> bool:
    """By what the element is called."""
    if prose.share(element) > SHARE_KEPT or _is_body(element):
        return False
    marks = words_of(element.get("class"), element.get("id"), element.get("data-testid"))
    if marks and len(marks) < 1000:
        if MARKS.search(marks) or (element.tag == "blockquote" and _QUOTED_POSTS.search(marks)):
            return True
        if WALL_MARKS.search(marks):
            return prose.linked_share(element) > 0.4 or bool(WALL_LINES.search(text_of(element, 1000)))
    return any(name.startswith("data-ad") for name in element.attrib)


def _is_teaser(element: HtmlElement, prose: Prose) -> bool:
    """A box that leads to another story: a nested article or a card whose text is mostly linked."""
    nested = element.tag == "article" and next(element.iterancestors("article"), None) is not None
    if "teaser" in element.tag:
        return True
    marks = words_of(element.get("class"), element.get("data-testid"))
    if not nested and not (element.tag in ("div", "section", "li", "article", "a", "p") and TEASER_MARKS.search(marks)):
        return False
    return element.tag == "a" or prose.linked_share(element) > 0.4


def _remove_related_lists(body: HtmlElement, prose: Prose, protected: set[HtmlElement]) -> None:
    """ "Les også", "Andre saker å lese" and what is listed under it: the whole box when the heading opens one, else the
    linking siblings after it."""
    for heading in list(body.iter("h2", "h3", "h4", "h5", "h6", "strong", "b", "p", "div", "span")):
        if heading.getparent() is None or heading in protected or len(heading) > 2:
            continue
        if not 4 <= prose.length(heading) <= 60 or not RELATED_HEADING.match(text_of(heading)):
            continue
        box = _box_opened_by(heading, protected, prose)
        if box is not None and (prose.share(box) <= SHARE_KEPT or next(box.iter("a"), None) is not None):
            _remove(box)
            continue
        for sibling in list(_following(heading)):
            if prose.linked_share(sibling) < 0.5:
                break
            _remove(sibling)
        if heading.tag not in ("strong", "b", "span"):
            _remove(heading)


def _box_opened_by(heading: HtmlElement, protected: set[HtmlElement], prose: Prose) -> HtmlElement | None:
    """The largest element whose first text is the heading, with more in it than the heading."""
    box, current = None, heading
    while (
        (parent := current.getparent()) is not None and parent not in protected and parent.tag not in ("main", "body")
    ):
        before = _length(parent.text) or any(map(prose.length, current.itersiblings(preceding=True)))
        if before or prose.share(parent) > RELATED_SHARE_KEPT or _is_body(parent):
            break
        current = parent
        if prose.length(current) > prose.length(heading) + 3:
            box = current
    return box


def _following(element: HtmlElement) -> Iterator[HtmlElement]:
    for sibling in element.itersiblings():
        if sibling.tag in ("h1", "h2"):
            return
        yield sibling


def _remove(element: HtmlElement) -> None:
    """Takes the element out and leaves the text after it in place."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail and element.tail.strip():
        previous = element.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + " " + element.tail
        else:
            parent.text = (parent.text or "") + " " + element.tail
    parent.remove(element)

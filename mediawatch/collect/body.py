"""The text of an article out of its page: structure where the page has it, trafilatura where it has not.

1. What is not the article is pruned from the tree (collect.prune).
2. If an element is marked as the article's body (microdata, or a class that publishing systems use) and holds most of
   the prose that is left, its blocks are the text. On a page with very little prose it is what follows the headline.
3. Else trafilatura finds the text.
4. Lines that are no text (credits, "Les også", dates, walls) are dropped, and on a paywalled page what follows the
   wall. If most of a free article's JSON-LD articleBody was not found, the articleBody is the text.

This module is the only door to trafilatura.
"""

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from lxml.etree import strip_elements
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from mediawatch.collect.author_names import looks_like_person, names_in
from mediawatch.collect.blocks import Block, blocks_of
from mediawatch.collect.headline import folded
from mediawatch.collect.markup import plain_paragraphs, text_of, tidy
from mediawatch.collect.moments import parse_moment
from mediawatch.collect.noise import (
    BODY_MARKS,
    BYLINES,
    DATED_LINES,
    DROPPED_LINES,
    LEAD_MARKS,
    RELATED_HEADING,
    WALL_LINES,
    words_of,
)
from mediawatch.collect.prune import prune

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

ENOUGH_SHARE = 0.6
"""A marked body is trusted when it holds at least this share of the pruned page's prose."""
ENOUGH_CHARACTERS = 250
"""Less text than this is checked against the other ways of finding it."""


LARGE_TREE = 10_000
"""Elements left after pruning beyond which trafilatura runs without its second opinion (readability, justext)."""
HUGE_TREE = 40_000
"""And beyond which it does not run: it takes minutes on such trees, and no article has as many elements."""

MAX_BLOCKS = 20_000
"""Blocks read from one page."""
MAX_HEADINGS = 500
"""Headings looked at for the one that says the title."""

_LEAD_TAGS = ("p", "h2", "h3", "h4", "strong", "b")


_Mark = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Body:
    """`paragraphs`: the text in order; `lead`: the ingress printed above it, if marked; `walled`: a paywall's words
    were found in it."""

    paragraphs: tuple[str, ...]
    lead: str = ""
    walled: bool = False


def read_body(tree: HtmlElement, *, title: str, linked_body: str, paywalled: bool) -> Body:
    """A page's tree into its text. The tree is pruned in place: read everything else from it first.

    `title` is not repeated in the text. `linked_body` is the JSON-LD articleBody: used for free articles only, for it
    may hold what a wall hides.
    """
    body = tree.find("body")
    if body is None:
        body = tree
    headline = _headline_element(body, title)
    prune(body, headline, paywalled=paywalled)
    _leave_only_own_article(body, headline)
    blocks = list(islice(blocks_of(body), MAX_BLOCKS))
    lines = _marked_body(blocks) or _short_text(blocks, headline) or _by_trafilatura(tree)
    if sum(map(len, lines)) < ENOUGH_CHARACTERS:
        lines = _longer(lines, [block.text for block in blocks if _is_text(block)])
    kept, walled = clean_lines(lines, title=title, paywalled=paywalled)
    if linked_body and not paywalled:
        kept = _checked_against(kept, plain_paragraphs(linked_body), title)
    lead = _printed_lead(blocks, headline, kept[0] if kept else "")
    return Body(tuple(kept), lead=lead, walled=walled)


def _headline_element(body: HtmlElement, title: str) -> HtmlElement | None:
    """The heading that says the title: the first h1 of mostly its words, else an h2, else the first long h1.

    A later h1 or an h2 with the very title may be a teaser of this article in a list, under an h1 that says it longer.
    """
    wanted = folded(title)
    texts = [(element, folded(text_of(element, 400))) for element in islice(body.iter("h1", "h2"), MAX_HEADINGS)]
    main = [(element, text) for element, text in texts if element.tag == "h1"]
    words = {word for word in wanted.split() if len(word) > 3}
    like = [element for element, text in main if words and 2 * len(words & set(text.split())) > len(words)]
    same = [element for element, text in [*main, *texts] if wanted and text == wanted]
    long = [element for element, text in main if len(text) > 15]
    return next(iter([*like, *same, *long]), None)


def _leave_only_own_article(body: HtmlElement, headline: HtmlElement | None) -> None:
    """On a page of several articles (short news, endless scrolling) the others are taken out."""
    own = next((holder for holder in headline.iterancestors("article")), None) if headline is not None else None
    if own is None or not any(len(paragraph) > 40 for paragraph in map(text_of, own.iter("p", "div"))):
        return
    family = {own, *own.iterancestors(), *own.iterdescendants("article")}
    for other in list(body.iter("article")):
        if (
            other not in family
            and next(other.iter("h1", "h2", "h3"), None) is not None
            and (parent := other.getparent()) is not None
        ):
            parent.remove(other)


def _printed_lead(blocks: list[Block], headline: HtmlElement | None, first_line: str) -> str:
    """The ingress: running text printed between the headline and the first line of the text."""
    if headline is None:
        return ""
    start = next((index for index, block in enumerate(blocks) if block.element is headline), None)
    end = next((index for index, block in enumerate(blocks) if block.text == first_line), len(blocks))
    if start is None or end <= start:
        return ""
    for block in blocks[start + 1 : min(end, start + 12)]:
        if (
            block.is_prose
            and len(block.text) <= 700
            and (block.element.tag in _LEAD_TAGS or _is_marked_lead(block.element))
        ):
            return block.text
    return ""


def _is_marked_lead(element: HtmlElement) -> bool:
    for holder in [element, *list(element.iterancestors())[:2]]:
        marks = words_of(holder.get("class"), holder.get("data-content"), holder.get("data-testid"))
        if marks and LEAD_MARKS.search(marks):
            return True
    return False


def _marked_body(blocks: list[Block]) -> list[str] | None:
    """The blocks of the elements marked as body, when these hold most of the prose; None when no such mark is found."""
    total = _prose_of(blocks)
    known: dict[HtmlElement, frozenset[_Mark]] = {}
    holders: dict[_Mark, list[Block]] = {}
    for block in blocks:
        for mark in _body_marks(block.element, known):
            holders.setdefault(mark, []).append(block)
    candidates = []
    for (rank, _), inside in holders.items():
        prose = _prose_of(inside)
        if prose and prose >= ENOUGH_SHARE * total:
            candidates.append((prose, rank, len(inside), inside))
    if not candidates:
        return None
    most = max(candidate[0] for candidate in candidates)
    full = [candidate[1:] for candidate in candidates if candidate[0] >= 0.9 * most]
    best = min(full, key=lambda candidate: candidate[:2])[2]
    return [block.text for block in best if _is_text(block)]


def _prose_of(blocks: Iterable[Block]) -> int:
    """Characters of running text in the blocks, a paywall's words not counted."""
    return sum(len(block.text) for block in blocks if block.is_prose and not _is_wall(block.text))


def _short_text(blocks: list[Block], headline: HtmlElement | None) -> list[str] | None:
    """The text of a page with too little prose for statistics: the paragraphs after the headline."""
    if _prose_of(blocks) > 2 * ENOUGH_CHARACTERS:
        return None
    start = next((index for index, block in enumerate(blocks) if block.element is headline), -1)
    return [
        block.text for block in blocks[start + 1 :] if _is_text(block) and (block.is_prose or block.element.tag == "p")
    ]


def _body_marks(element: HtmlElement, known: dict[HtmlElement, frozenset[_Mark]]) -> frozenset[_Mark]:
    """Under which marks the element stands: microdata (0) and classes (1). `known` remembers the ancestors' marks."""
    chain = []
    holder: HtmlElement | None = element
    while holder is not None and holder.tag not in ("body", "html") and holder not in known:
        chain.append(holder)
        holder = holder.getparent()
    marks = known.get(holder, frozenset()) if holder is not None else frozenset()
    for holder in reversed(chain):
        if "articlebody" in (holder.get("itemprop") or "").lower():
            marks |= {(0, "articlebody")}
        words = words_of(holder.get("class"), holder.get("id"), holder.get("data-testid"))
        if words and len(words) < 1000 and (found := BODY_MARKS.search(words)):
            marks |= {(1, found.group(0).strip())}
        known[holder] = marks
    return marks


def _is_text(block: Block) -> bool:
    """Not a link to elsewhere, and not a crumb of the page's furniture."""
    if block.linked >= 0.8 * len(block.text):
        return False
    if block.is_heading or block.element.tag in ("p", "li", "blockquote", "pre", "dd", "dt", "td", "th"):
        return True
    return len(block.text) >= 40 or block.text[-1] in '.!?…»”"。！？'


def _by_trafilatura(tree: HtmlElement) -> list[str]:
    """The lines that trafilatura finds; nothing for a tree so large that it is no article page.

    Scripts are taken out first: trafilatura would read a JSON-LD articleBody, which may lie behind the wall.
    """
    strip_elements(tree, "script", with_tail=False)
    size = sum(1 for _ in tree.iter())
    if size > HUGE_TREE:
        return []
    found = bare_extraction(tree, include_comments=False, include_tables=True, fast=size > LARGE_TREE)
    text = getattr(found, "text", None) or ""
    return [tidy(line) for line in text.splitlines() if line.strip()]


def _longer(lines: list[str], others: list[str]) -> list[str]:
    prose = [line for line in others if len(line) >= 50]
    return others if sum(map(len, prose)) > 2 * sum(map(len, lines)) + 100 else lines


def clean_lines(lines: Iterable[str], *, title: str, paywalled: bool) -> tuple[list[str], bool]:
    """The lines that are text, and whether a paywall's words were among the others.

    What follows the wall is dropped from a paywalled article, unless it is the longer part: then the wall stood above
    a text that the page shows in full.
    """
    kept: list[str] = []
    wall_at: int | None = None
    heading = folded(title)
    for line in lines:
        text = tidy(line)
        if not text or not re.search(r"\w", text):
            continue
        if _is_wall(text):
            wall_at = len(kept) if wall_at is None else wall_at
            continue
        if DROPPED_LINES.match(text) or (len(text) <= 200 and _is_related(text)):
            continue
        if folded(text) == heading or (kept and text == kept[-1]) or (len(kept) < 3 and _is_opening(text)):
            continue
        kept.append(text)
    while kept and len(kept[-1]) < 60 and kept[-1][-1:].isalnum() and len(kept) > 2 and len(kept[-1].split()) <= 3:
        kept.pop()
    if len(kept) > 2 and _is_dateline(kept[-1]):
        kept.pop()
    if all(len(line) < 40 and line[-1] not in ".!?" for line in kept):
        kept = []
    if paywalled and wall_at is not None:
        before, after = kept[:wall_at], kept[wall_at:]
        if sum(map(len, after)) <= max(600, sum(map(len, before))):
            kept = before
    return kept, wall_at is not None


def _is_opening(text: str) -> bool:
    """A date or a byline as some pages print them above the text."""
    if _is_dateline(text):
        return True
    if len(text) > 80 or text[-1] in ".!?" or not BYLINES.match(text):
        return False
    names = list(names_in(text, printed=True))
    return bool(names) and all(map(looks_like_person, names))


def _is_dateline(text: str) -> bool:
    """Nothing but when the article was published or changed, as some pages print it above the text."""
    return (
        len(text) <= 80
        and any(character.isdigit() for character in text)
        and len(re.findall(r"[^\W\d_]{2,}", text)) <= 8
        and parse_moment(text) is not None
        and (bool(re.match(r"\W*\d", text)) or bool(DATED_LINES.match(text)))
    )


def _is_wall(text: str) -> bool:
    return len(text) <= 220 and bool(WALL_LINES.search(text))


def _is_related(text: str) -> bool:
    found = RELATED_HEADING.match(text)
    return bool(found) and (":" in text[: found.end() + 12] or len(text) <= 40) if found else False


def _checked_against(lines: list[str], stated: list[str], title: str) -> list[str]:
    """The text against the page's own statement of it; if most of that is missing, the statement is the text."""
    stated, _ = clean_lines(stated, title=title, paywalled=False)
    words = _shingles(" ".join(stated))
    if len(words) < 60:
        return lines
    found = _shingles(" ".join(lines))
    return lines if len(words & found) >= 0.5 * len(words) else stated


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))

"""Author names that a page prints: microdata, rel=author, elements named byline; failing these, links to a person's
page and lines that begin "Av" or "By" below the headline.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from mediawatch.collect.author_names import looks_like_person, names_in
from mediawatch.collect.markup import text_of, tidy
from mediawatch.collect.page_facts import Facts, after_headline, in_story_list, nearest_first, nearest_only

_MARKED = re.compile(
    r"(?:^|[\s_-])(?:byline|by-line|author|authors|forfatter|autor|auteur|writer|journalist)(?:$|[\s_-]|name|s$)", re.I
)
_PERSON_PAGE = re.compile(
    r"/(?:authors?|by|contributors?|staff|profiles?|users?|writers?|reporters?|journalists?|bylines?|columnists?|team|"
    r"forfatter|skribent|autor(?:en|es|i|in)?|auteurs?|autori|redaktion|redazione|redakteure?|toimittajat?)"
    r"[/=]+[^/?#]{3,}",
    re.I,
)
_LINE = re.compile(
    r"^(?:.{0,40}\d{4}\W{1,5})?(?:by|av|von|par|por|di|door|af|text|tekst|texto|autor|yazan|автор|skrevet av)\b[\s:]",
    re.I,
)
_LINES_LOOKED_AT = 60
_LINKS_LOOKED_AT = 40


def _from_properties(facts: Facts) -> Iterator[str]:
    """itemprop=author."""
    for element in nearest_only(facts.properties.get("author", [])[:6], facts.headings):
        for part in (element.xpath(".//*[@itemprop='name']") or [element])[:4]:
            yield from names_in(part.get("content") or text_of(part, 120), printed=True)


def _from_rel(facts: Facts) -> Iterator[str]:
    """rel=author, outside of lists of other stories."""
    links = facts.tree.xpath("//a[contains(concat(' ', @rel, ' '), ' author ')]")[:12]
    for link in nearest_only([link for link in links if not in_story_list(link)], facts.headings):
        yield from names_in(text_of(link, 120), printed=True)


def _from_marked(facts: Facts) -> Iterator[str]:
    """The first element named byline or author that holds the name of a person, and those named so beside it."""
    marked = facts.tree.xpath(
        "//*[contains(@class,'uthor') or contains(@class,'yline') or contains(@class,'forfatter')]"
    )
    kind, around = "", None
    for element in nearest_first(marked[:30], facts.headings):
        if around is not None and (element.get("class") != kind or around not in element.iterancestors()):
            continue
        text = _spaced_text(element) if _MARKED.search(element.get("class") or "") else ""
        if 2 <= len(text) <= 90 and not in_story_list(element) and (names := _persons(text)):
            yield from names
            parent = element.getparent()
            kind, around = element.get("class") or "", parent.getparent() if parent is not None else None
            if around is None:
                return


def _from_links(facts: Facts) -> Iterator[str]:
    """Links to persons' own pages that stand together, the first ones after the headline."""
    holder: HtmlElement | None = None
    links = (element for element in after_headline(facts, "a") if _PERSON_PAGE.search(element.get("href") or ""))
    for link in islice(links, _LINKS_LOOKED_AT):
        names = _persons(text_of(link, 90)) if not in_story_list(link) else []
        if not names or (holder is not None and holder not in link.iterancestors()):
            continue
        if holder is None:
            parent = link.getparent()
            holder = parent.getparent() if parent is not None else None
        yield from names


def _from_lines(facts: Facts) -> Iterator[str]:
    """A line below the headline that begins with "Av", "By" and their like."""
    for element in islice(after_headline(facts, "p", "div", "span", "li"), _LINES_LOOKED_AT):
        text = text_of(element, 100)
        if 5 <= len(text) <= 90 and _LINE.match(text) and (names := _persons(text)):
            yield from names
            return


def _spaced_text(element: HtmlElement) -> str:
    """The element's text with a space between its parts: a name and a date set apart by style alone."""
    return tidy(" ".join(element.xpath(".//text()[not(ancestor::script or ancestor::style)]")))


def _persons(text: str) -> list[str]:
    return [name for name in names_in(text, printed=True) if looks_like_person(name)]


BYLINES: tuple[Callable[[Facts], Iterator[str]], ...] = (_from_properties, _from_rel, _from_marked)
"""The printed statements, in order of trust."""
WEAK_BYLINES: tuple[Callable[[Facts], Iterator[str]], ...] = (_from_links, _from_lines)
"""Read only when nothing else names anyone."""

"""One reading of a page's tree for everything it says about itself: meta elements, links, headings, JSON-LD.

The other modules of extraction ask these facts and never search the whole tree again.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from mediawatch.collect.jsonld import LinkedData, read_linked_data, text_value
from mediawatch.collect.markup import plain, text_of
from mediawatch.collect.noise import words_of
from mediawatch.model import Outlet, Page

MAX_LOOKED_AT = 400
"""Time and microdata elements looked at, from the top: an article's own stand near its headline."""

MAX_NAME_WORDS = 7
"""Longer names are not a publisher's."""

_LISTS = re.compile(
    r"(?:^|[\s_-])(?:related|recommend|most-?read|also-?read|(?:teaser|promo|preview|comments|commentlist|"
    r"comment-?(?:list|body|container|item|content|text|\d+)|(?:site|page|global|main)-?footer)s?(?=$|[\s_-]))|"
    r"(?:^|\s)(?:comment|footer)(?=$|\s)"
)
"""In a class or id as `words_of` writes it: a list of other stories, comments; whole words, for an article may be
"promoted" or "commented"."""
_SIDEBAR = re.compile(
    r"(?:^|[\s_-])(?<!has-)(?<!no-)(?<!one-)(?<!with-)(?<!content-)sidebar(?=$|\s|[_-](?:left|right|widget|inner|area|\d))"
)
"""The same for a sidebar, but a page that has one may be named after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a page says about itself. `metas`: lower-case name/property/itemprop -> contents in order; `url` is the
    address the page was read at; `language` the html element's lang as written; `headings` the h1 elements."""

    tree: HtmlElement
    url: str
    outlet: Outlet | None = None
    metas: dict[str, list[str]] = field(default_factory=dict)
    data: LinkedData = field(default_factory=LinkedData)
    language: str = ""
    canonical: str = ""
    title_element: str = ""
    headings: tuple[HtmlElement, ...] = ()
    properties: dict[str, list[HtmlElement]] = field(default_factory=dict)
    """Microdata: itemprop -> elements, outside of lists of other stories."""
    times: tuple[HtmlElement, ...] = ()

    def meta(self, *names: str) -> str:
        """The first content found under these names, in their order; empty when there is none."""
        return next((value for name in names for value in self.metas.get(name, ()) if value), "")

    def all_metas(self, *names: str) -> list[str]:
        """Every content found under these names, in their order."""
        return [value for name in names for value in self.metas.get(name, ()) if value]

    def linked(self, *keys: str) -> str:
        """The first text that the article's JSON-LD has under these keys."""
        return next((value for key in keys if (value := text_value(self.data.article.get(key)))), "")

    @property
    def site_names(self) -> tuple[str, ...]:
        """What the publisher may be called: for telling a title's suffix and an author from it."""
        host = (urlsplit(self.url).hostname or "").removeprefix("www.")
        names = [*self.all_metas("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher")]
        names += [
            value.lstrip("@") for value in self.all_metas("twitter:site", "article:publisher") if "/" not in value
        ]
        names += [
            *self.data.publisher,
            self.outlet.name if self.outlet else "",
            host,
            host.rsplit(".", 1)[0],
            host.split(".")[0],
        ]
        # What an application calls itself on this page may be the headline.
        return tuple(dict.fromkeys(name for name in names if name and len(name.split()) <= MAX_NAME_WORDS))

    @property
    def is_norwegian(self) -> bool:
        """Norwegian by address or language: naive times are then Norwegian time."""
        language = (self.language or self.meta("og:locale") or self.linked("inLanguage")).lower()
        host = urlsplit(self.url).hostname or ""
        return host.endswith(".no") or language[:2] in ("nb", "nn", "no")


@dataclass(slots=True)
class _Found:
    metas: dict[str, list[str]] = field(default_factory=dict)
    canonical: str = ""
    title: str = ""
    headings: list[HtmlElement] = field(default_factory=list)
    times: list[HtmlElement] = field(default_factory=list)
    times_seen: int = 0
    properties: dict[str, list[HtmlElement]] = field(default_factory=dict)


def read_facts(tree: HtmlElement, page: Page, outlet: Outlet | None) -> Facts:
    """A page's tree into what it says about itself."""
    found = _Found()
    for element in tree.iter("meta", "link", "title", "h1", "time"):
        _note(element, found)
    for element in tree.xpath("//*[@itemprop]")[:MAX_LOOKED_AT]:
        names = element.get("itemprop", "").lower().split()
        if element.tag != "meta" or (parent := element.getparent()) is None or parent.tag != "head":
            for name in names:
                if len(found.properties.setdefault(name, [])) < 50 and not in_story_list(element):
                    found.properties[name].append(element)
    own = [found.canonical, *found.metas.get("og:url", ()), page.url, page.requested_url]
    titles = [
        *found.metas.get("og:title", ()),
        *found.metas.get("twitter:title", ()),
        *map(text_of, found.headings[:3]),
    ]
    return Facts(
        tree=tree,
        url=page.url,
        outlet=outlet,
        metas=found.metas,
        data=read_linked_data(tree, is_this_page=_same_page(own), headlines=titles),
        language=(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip(),
        canonical=urljoin(page.url, found.canonical) if found.canonical else "",
        title_element=found.title,
        headings=tuple(found.headings),
        properties=found.properties,
        times=tuple(found.times[:60]),
    )


def _note(element: HtmlElement, found: _Found) -> None:
    if element.tag == "meta":
        _note_meta(element, found.metas)
    elif element.tag == "link":
        if not found.canonical and "canonical" in (element.get("rel") or "").lower().split():
            found.canonical = (element.get("href") or "").strip()
    elif element.tag == "title":
        parent = element.getparent()
        if not found.title and parent is not None and parent.tag != "svg":
            found.title = plain(element.text)
    elif element.tag == "h1":
        if len(found.headings) < 20 and not in_story_list(element):
            found.headings.append(element)
    else:
        found.times_seen += 1
        if found.times_seen <= MAX_LOOKED_AT and not in_story_list(element):
            found.times.append(element)


def _note_meta(element: HtmlElement, metas: dict[str, list[str]]) -> None:
    content = element.get("content")
    if not content:
        return
    # Microdata inside the body may belong to other stories: only its property "itemprop" is read, with its scope.
    keys = [element.get("property"), element.get("name"), element.get("http-equiv")]
    if (parent := element.getparent()) is not None and parent.tag == "head":
        keys.append(element.get("itemprop"))
    value = plain(content)
    for key in dict.fromkeys(key.strip().lower() for key in keys if key):
        values = metas.setdefault(key, [])
        if value and value not in values and len(values) < 100:
            values.append(value)


def in_story_list(element: HtmlElement) -> bool:
    """The element stands in a list of other stories, a sidebar, the page's footer or the comments."""
    inner_articles, in_footer = 0, False
    for ancestor in element.iterancestors():
        if ancestor.tag in ("aside", "nav"):
            return True
        in_footer = in_footer or ancestor.tag == "footer"
        if ancestor.tag == "article":
            inner_articles, in_footer = inner_articles + 1, False
        if ancestor.tag in ("body", "html", "main"):
            break
        marks = words_of(ancestor.get("class"), ancestor.get("id"))
        if marks and len(marks) < 400 and _LISTS.search(marks):
            return True
        if marks and len(marks) < 400 and _SIDEBAR.search(marks) and next(ancestor.iter("h1"), None) is None:
            return True
    return in_footer or inner_articles > 1


def nearest_first(elements: Iterable[HtmlElement], headings: tuple[HtmlElement, ...]) -> list[HtmlElement]:
    """Elements by how far up from the headline (the first long h1) they meet it, else in the order given."""
    return [element for _, element in sorted(_met(elements, headings), key=lambda entry: entry[0])]


def nearest_only(elements: Iterable[HtmlElement], headings: tuple[HtmlElement, ...]) -> list[HtmlElement]:
    """The elements that meet the headline first: its own byline, and not those of the stories around it."""
    met = _met(elements, headings)
    least = min((up for up, _ in met), default=0)
    return [element for up, element in met if up == least]


def _met(elements: Iterable[HtmlElement], headings: tuple[HtmlElement, ...]) -> list[tuple[int, HtmlElement]]:
    """Each element with how many steps above the headline the first element is that holds both."""
    headline = next((heading for heading in headings if len(text_of(heading, 40)) > 15), None)
    around = {holder: up for up, holder in enumerate(headline.iterancestors())} if headline is not None else {}
    return [
        (next((around[holder] for holder in element.iterancestors() if holder in around), 0), element)
        for element in elements
    ]


def after_headline(facts: Facts, *tags: str) -> Iterator[HtmlElement]:
    """Elements after the first long h1; none on a page without one."""
    reached = False
    for element in facts.tree.iter("h1", *tags):
        if element.tag == "h1":
            reached = reached or len(text_of(element, 40)) > 15
        elif reached:
            yield element


def bare_address(url: str) -> str:
    """An address without scheme, www, query, fragment and closing slash: enough to see that two are the same page."""
    parts = urlsplit(url.strip())
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}".lower()


def _same_page(addresses: Iterable[str]) -> Callable[[str], bool]:
    own = {bare_address(address) for address in addresses if address and address.startswith("http")}

    def is_this_page(address: str) -> bool:
        return bare_address(address) in own

    return is_this_page

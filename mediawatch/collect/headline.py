"""A page's headline: the wording that most of its own statements agree on.

og:title, the JSON-LD headline, h1, twitter:title and the title element usually say the same but for a site name at the
end, an emphasised kicker or another dash. Statements that say the same are one group; each adds its weight, and the
heaviest group wins. og:title weighs most (it is what the newsroom itself sends out), and a headline for search
engines in the title element alone never beats the others.
"""

import re
from collections.abc import Iterator

from mediawatch.collect.markup import plain, text_of, tidy
from mediawatch.collect.page_facts import Facts

# Found by thought and checked on captured pages: og:title alone beats h1 alone or JSON-LD alone, while h1 and JSON-LD
# together beat an og:title that stands alone or has a site name to be taken off.
_WEIGHTS = {
    "og:title": 2.2,
    "og:title with site name": 1.6,
    "headline": 1.5,
    "h1": 1.1,
    "twitter:title": 0.5,
    "title": 0.45,
    "itemprop": 0.6,
    "name": 0.3,
}
_SEPARATORS = re.compile(
    r"\s+[|\-–—·•»:/~<>]+\s+|\s*(?:\||\s::\s|•)\s*|\s*–\s+(?=\S+$)|"
    r"(?<=[\u3040-\u9fff\uac00-\ud7af！？」』”）])[-_｜：丨－]+"
)
"""Between a headline and a site's name; Chinese and Japanese titles have no space there."""
_CHINESE_ENDS = re.compile(
    r"(?<=[\u4e00-\u9fff！？」』”）.…])(?:_.*|[-｜|—－]+[^-_｜|—－]{0,14}(?:网|网站|官网|新闻|报|在线|频道|客户端))$"
)
"""Channel and site behind a Chinese headline, which itself has no underscore: "标题_频道_某某网", "标题-某某网"."""
_LEADS = re.compile(r"\s*(?:\||»|::)\s*")
_MAX = 300


def read_headline(facts: Facts, feed_title: str = "") -> str:
    """The headline on one line; `feed_title` is what the feed called the article, the last resort. May be empty."""
    candidates = _candidates(facts)
    groups: dict[str, list[tuple[str, str]]] = {}
    core = {folded(text) for source, text in candidates if source in ("h1", "headline", "og:title")}
    names = (*facts.site_names, *_repeated_at_the_end(candidates))
    for source, text in candidates:
        cleaned = without_site_name(text, names, core)
        if source == "og:title" and cleaned != text:
            source = "og:title with site name"
        if cleaned and not _is_generic(cleaned, names):
            groups.setdefault(folded(cleaned), []).append((source, cleaned))
    _join_shortened(groups)
    if not groups:
        return tidy(feed_title)[:_MAX]
    best = max(groups.values(), key=_weight)
    return best[0][1][:_MAX].strip()


def _candidates(facts: Facts) -> list[tuple[str, str]]:
    found = [("og:title", value) for value in facts.all_metas("og:title")[:1]]
    found += [("headline", facts.linked("headline")), ("h1", _main_heading(facts))]
    found += [("twitter:title", facts.meta("twitter:title")), ("title", facts.title_element)]
    properties = facts.properties.get("headline", [])
    found += [("itemprop", plain(element.get("content")) or text_of(element)) for element in properties[:1]]
    found += [("name", facts.linked("name", "alternativeHeadline"))]
    return [(source, text) for source, text in found if text]


def _repeated_at_the_end(candidates: list[tuple[str, str]]) -> Iterator[str]:
    """What only the h1 or only the og:title says, and the title element behind a longer headline: a site's name."""
    said = [folded(text) for source, text in candidates if source != "title"]
    for title in (text for source, text in candidates if source == "title"):
        cuts = list(_SEPARATORS.finditer(title))
        tail = title[cuts[-1].end() :] if cuts else ""
        if len(tail.split()) <= 3 and said.count(folded(tail)) == 1 and cuts[0].start() > len(tail):
            yield tail


def _main_heading(facts: Facts) -> str:
    """The h1 that is the article's: marked as headline or like the other titles, else the first of several words."""
    texts = [(element, text_of(element)) for element in facts.headings]
    texts = [(element, text) for element, text in texts if 2 < len(text) <= _MAX]
    others = {folded(text) for text in (facts.meta("og:title"), facts.linked("headline")) if text}
    for element, text in texts:
        if folded(text) in others or "headline" in (element.get("itemprop") or "").lower():
            return text
    long_enough = [text for _, text in texts if len(text.split()) > 2]
    return next(iter(long_enough or [text for _, text in texts]), "")


def without_site_name(text: str, names: tuple[str, ...], core: set[str]) -> str:
    """The title without the publisher's name at either end ("Ny bru åpnet - Elvebladet").

    A part is taken off when it is one of the publisher's names, or when what is left is known to be the headline.
    """
    known = {_squeezed(name) for name in names}
    text = _CHINESE_ENDS.sub("", text)
    for _ in range(3):
        cuts = list(_SEPARATORS.finditer(text))
        shorter = ""
        for cut in reversed(cuts):
            head, tail = text[: cut.start()].strip(), text[cut.end() :].strip()
            if head and tail and (_is_name(tail, known) or (folded(head) in core and _like_name(tail, known))):
                shorter = head
                break
        if not shorter and (lead := _LEADS.search(text)):
            head, tail = text[: lead.start()].strip(), text[lead.end() :].strip()
            if tail and (_is_name(head, known) or folded(tail) in core):
                shorter = tail
        if not shorter:
            break
        text = shorter
    return text


def _is_name(text: str, known: set[str]) -> bool:
    squeezed = _squeezed(text)
    return bool(squeezed) and (
        squeezed in known or (len(squeezed) > 4 and any(squeezed == name + "no" for name in known))
    )


def _like_name(text: str, known: set[str]) -> bool:
    """A section, a slogan with the publisher's name: what stands after a headline that is known from elsewhere."""
    return len(text.split()) <= 3 or any(len(name) > 2 and name in _squeezed(text) for name in known)


def _is_generic(text: str, names: tuple[str, ...]) -> bool:
    return _squeezed(text) in {_squeezed(name) for name in names} or not re.search(r"\w", text)


def _join_shortened(groups: dict[str, list[tuple[str, str]]]) -> None:
    """A title that ends in an ellipsis joins the group it is the beginning of, and so does one that a quotation mark
    in its attribute has cut."""
    for key, entries in list(groups.items()):
        text = entries[0][1]
        shortened = len(key) >= 15 and text.endswith(("…", "..."))
        for other, others in groups.items():
            cut = any(whole.startswith(text + '"') for _, whole in others)
            if other != key and (cut or (shortened and other.startswith(key))):
                groups[other].extend(groups.pop(key))
                break


def _weight(entries: list[tuple[str, str]]) -> float:
    return sum(_WEIGHTS[source] for source in {source for source, _ in entries})


def folded(text: str) -> str:
    """A title for comparison: letters and digits only, lower case."""
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()

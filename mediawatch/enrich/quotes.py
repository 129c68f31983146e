"""Article to the people who speak in it, with office where the text gives it. Bokmål and nynorsk."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from mediawatch.enrich.lexicon import lexicon
from mediawatch.enrich.tokens import normal, sentences
from mediawatch.model import Article

_UP = "A-ZÆØÅÄÖÉ"
_NAME_WORD = rf"[{_UP}][\w'’.-]*[\w]"
_NAME = rf"{_NAME_WORD}(?:\s+(?:(?:van|von|de|der|af|la)\s+){{0,2}}{_NAME_WORD}){{1,3}}"
_SPEAKS = (
    "sier|seier|sa|forteller|fortel|fortalte|mener|meiner|mente|skriver|skriv|svarer|svarar|svarte|uttaler|uttalar|"
    "uttalte|understreker|understrekar|påpeker|peikar|opplyser|opplyser|kommenterer|forklarer|forklarar|forklarte|"
    "legger|legg|spør|ler|smiler|smilar|fastslår|slår|hevder|hevdar|melder|melde|bekrefter|stadfestar|"
    "innrømmer|medgir|tror|trur|roser|takker|takkar|lover|lovar|advarer|åtvarar|konkluderer|oppsummerer|"
    "oppfordrer|oppmodar|jubler|sukker|beklager|beklagar|avviser|synes|synest"
)
_INVERTED = re.compile(rf"\b(?:{_SPEAKS})\s+(?P<before>(?:[a-zæøå][\wæøå-]*\s+){{0,4}})(?P<name>{_NAME})")
_STRAIGHT = re.compile(
    rf"(?P<before>(?:[\wæøåÆØÅ-]+\s+){{0,3}}?)(?P<name>{_NAME})"
    rf"(?P<after>(?:\s*\([^)]{{1,30}}\))?(?:,[^,.]{{3,60}},)?)\s+(?:{_SPEAKS})\b"
)
_ACCORDING = re.compile(
    r"\b(?:[Ii]følge|[Ii]følgje|[Ii]fylgje)\s+(?P<before>(?:[a-zæøå][\wæøå-]*\s+){0,4})"
    rf"(?P<name>{_NAME})"
)
_TO_PAPER = re.compile(
    rf"(?P<before>(?:[a-zæøå][\wæøå-]*\s+){{0,3}})(?P<name>{_NAME})\s+til\s+(?:[{_UP}][\w.-]+|avisa|avisen)"
)
_NOISE = re.compile(r"\S{61,}")
_MOST_SENTENCES = 600
_LONGEST_SENTENCE = 800
_MOST_PEOPLE = 40
"""Bounds for pages that are no articles: a sentence of 100,000 characters must not stop the line."""


def find_quoted(article: Article) -> tuple[str, ...]:
    """Who is quoted, in the order of the text, as "ordfører Kari Nordmann" where the office stands beside the name,
    else the name. The same person is given once, with the fullest form found."""
    people: dict[str, str] = {}
    for text in (article.title, article.lead, article.text):
        pieces = sentences(_NOISE.sub(" ", normal(text)))[:_MOST_SENTENCES]
        for name, office in (one for piece in pieces for one in _speakers(piece.text[:_LONGEST_SENTENCE])):
            key = _known(name, people)
            if key is None:
                people[name] = f"{office} {name}" if office else name
            elif office and people[key] == key:
                people[key] = f"{office} {key}"
    return tuple(people.values())[:_MOST_PEOPLE]


def _known(name: str, people: Iterable[str]) -> str | None:
    last = name.split()[-1]
    return next((full for full in people if full == name or (full.split()[-1] == last and name in full)), None)


def _speakers(text: str) -> Iterator[tuple[str, str]]:
    found: list[tuple[int, str, str]] = []
    for pattern in (_INVERTED, _STRAIGHT, _ACCORDING, _TO_PAPER):
        for match in pattern.finditer(text):
            person = _person(match, text)
            if person is not None:
                found.append((match.start("name"), *person))
    for _, name, office in sorted(found):
        yield name, office


def _person(match: re.Match[str], text: str) -> tuple[str, str] | None:
    names = match.group("name").split()
    before = (match.group("before") or "").split()
    if names[0].lower() in _words("starter"):
        names = names[1:]
    while names and _is_office(names[0].lower()):
        before.append(names.pop(0))
    if len(names) < 2 or _is_body(names[-1].lower().rstrip(".")) or any(n.isupper() and len(n) > 3 for n in names):
        return None
    office = _office(before) or _office_after(text, match.end("name"))
    return " ".join(names).rstrip(".,"), office


def _office(before: list[str]) -> str:
    """The office among the words just before a name: from the first office word to the name."""
    for at in range(len(before)):
        rest = before[at:]
        if rest[0].lower() in _words("particle"):
            continue
        if any(_is_office(word.lower()) for word in rest):
            start = next(
                i for i, word in enumerate(rest) if _is_office(word.lower()) or word.lower() in _words("adjective")
            )
            return _small_first(" ".join(rest[start:]))
    return ""


_AFTER = re.compile(r"^(?:\s*\([^)]{1,30}\))?\s*,\s*(?P<office>[a-zæøå][^,.–:;«»]{2,60}?)\s*(?=[,.–:;]|$)")


def _office_after(text: str, at: int) -> str:
    match = _AFTER.match(text[at : at + 110])
    if not match:
        return ""
    office = match.group("office").strip()
    first = office.split()[:2]
    if not any(_is_office(word.lower()) for word in first):
        return ""
    return re.split(r"\s+(?:som|og sier|til)\s", office)[0]


def _small_first(office: str) -> str:
    return office[0].lower() + office[1:]


@lru_cache(maxsize=5000)
def _is_office(word: str) -> bool:
    return any(len(hit.entry.pattern) == 1 for hit in lexicon("offices").find([word.strip(".,")]))


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(entry.pattern[0] for entry in lexicon("quotes").section(section))


def _is_body(word: str) -> bool:
    """Whether a name that ends in `word` is that of an office, a firm or a club."""
    return word in _words("not people") or any(word.endswith(ending) for ending in _words("body ending"))

"""Whether an opinion piece is written by someone employed by the organisation.

Three places tell: the byline, the signature that ends the text, and, where a piece is retold, who "writes".
Politicians, parties, residents and employee representatives are not staff.
"""

import re

from mediawatch.enrich.lexicon import part
from mediawatch.enrich.tokens import sentences, words
from mediawatch.model import Article, Organisation

_PARTY = re.compile(r"\((?:Ap|H|Sp|Frp|FrP|SV|KrF|V|R|MDG|INP|PP)\)|\b(?:gruppeleder|kommunestyre\w+|listetopp)\b")
_UP = "A-ZÆØÅ"
_NAME = rf"[{_UP}][\w'’.-]+(?:\s+[{_UP}][\w'’.-]+){{1,3}}"
_GREETING = r"(?i:hilsen|mvh\.?|med vennlig hilsen|vennlig hilsen|helsing|av)"
_SIGNED = re.compile(rf"^(?:{_GREETING}\W+)?{_NAME}\s*(?:[,(/–-]|$)")
_WRITES = re.compile(rf"\b(?:skriver|skriv|forfattet av|skrevet av)\s+([a-zæøå][^.!?:,]{{3,60}}?)\s+{_NAME}")
_MOST_SIGNATURE_WORDS = 16
_SIGNATURE_LINES = 3


def is_by_staff(article: Article, organisation: Organisation) -> bool:
    """Whether the writer holds an office in the organisation's own administration."""
    byline = " ".join(article.authors)
    signature = _signature(article.text)
    if _PARTY.search(byline) or _PARTY.search(signature):
        return False
    if _holds_office(byline, organisation, alone=True) or _holds_office(signature, organisation, alone=False):
        return True
    return any(
        _offices(match.group(1), "staff") and not _names_other(_around(article.text, match), organisation)
        for match in _WRITES.finditer(article.text)
    )


def _signature(text: str) -> str:
    """The end of the text from the writer's name on: "Mona Lie, biblioteksjef", on one line or on several. Empty
    where the text ends without one."""
    ending = [sentence.text for sentence in sentences(text[-1000:])][-_SIGNATURE_LINES:]
    for at in range(len(ending)):
        rest = " ".join(ending[at:])
        if _SIGNED.match(ending[at]) and len(rest.split()) <= _MOST_SIGNATURE_WORDS:
            return rest
    return ""


def _holds_office(text: str, organisation: Organisation, *, alone: bool) -> bool:
    """An office of the administration, or any work for the organisation by name. In a byline the office is enough
    where no other municipality is named (`alone`); in a signature the organisation or its place must stand by it."""
    low = text.lower()
    if not low or _offices(low, "politician") or _offices(low, "never staff"):
        return False
    if organisation.name.lower() in low:
        return True
    if not _offices(low, "staff"):
        return False
    return organisation.place.lower() in low or (alone and not _names_other(text, organisation))


def _offices(text: str, section: str) -> bool:
    return bool(part("offices", section).find(words(text)))


def _names_other(text: str, organisation: Organisation) -> bool:
    named = {match.group(1) for match in re.finditer(rf"\b([{_UP}]\w+) kommune\b", text)}
    other = any(f"{name} kommune" != organisation.name for name in named)
    return other or any(one.name.lower() in text.lower() for one in organisation.neighbours)


def _around(text: str, match: re.Match[str]) -> str:
    return text[match.start() : match.end() + 60]

"""Which school, kindergarten, home, library … of the municipality a text is about."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from mediawatch.model import Organisation

_KINDS = (
    "barne- og ungdomsskole",
    "barneskole",
    "ungdomsskole",
    "kulturskole",
    "kulturskule",
    "skole",
    "skule",
    "barnehage",
    "barnehage",
    "sykehjem",
    "sjukeheim",
    "helseheim",
    "bo- og dagsenter",
    "bo- og omsorgssenter",
    "bo- og aktivitetssenter",
    "omsorgssenter",
    "eldresenter",
    "helsestasjon",
    "helsehus",
    "legevakt",
    "bibliotek",
    "svømmehall",
    "symjehall",
    "idrettshall",
    "flerbrukshall",
    "frivilligsentral",
    "voksenopplæring",
    "brannstasjon",
    "brannvesen",
)
_NAMED = re.compile(
    rf"\b((?:[A-ZÆØÅ][\w-]*\s(?:og\s(?=[A-ZÆØÅ]))?){{1,3}}(?:{'|'.join(_KINDS)}))(?:en|et|met|a|n|s)?\b",
)
_JOINED = re.compile(r"\b([A-ZÆØÅ]\w{2,}(?:skolen|skulen|hallen|heimen|barnehagen|sykehjemmet))s?\b")
_PLAIN = re.compile(
    r"\b(skolen|skulen|barneskolen|ungdomsskolen|barnehagen|sykehjemmet|sjukeheimen|helseheimen|omsorgssenteret|"
    r"biblioteket|svømmehallen|symjehallen|idrettshallen|kulturskolen|kulturskulen|helsestasjonen|legevakta|"
    r"legevakten|frivilligsentralen|brannvesenet)s?\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"videregående|vidaregåande|folkehøg|høgskol|høyskol|universitet|privat", re.IGNORECASE)
_OPENERS = frozenset(
    (
        "På",
        "Ved",
        "I",
        "Fra",
        "Til",
        "For",
        "Hos",
        "Om",
        "Av",
        "Med",
        "Også",
        "Men",
        "Og",
        "Da",
        "Når",
        "Nå",
        "Her",
        "Der",
        "Den",
        "Det",
        "De",
        "Elevene",
        "Elevane",
        "Rektor",
        "Rektoren",
        "Styrer",
        "Ansatte",
        "Foreldre",
        "Lærerne",
        "Barna",
        "Beboerne",
        "Begge",
        "Alle",
        "Ny",
        "Nye",
        "Både",
        "Mens",
        "Etter",
        "Før",
    )
)
"""Words that are capitalised because a sentence begins, not because they belong to a name."""


def find_unit(title: str, body: str, organisation: Organisation) -> str:
    """The unit a text is about: one that the matrix names, else one named as such, most often and first; else what kind
    of house it is ("sykehjemmet"); "" when there is none."""
    text = f"{title}\n{body}"
    own = (unit for line in organisation.spokespersons for unit in line.units)
    if known := _most(_written(own, text)):
        return known
    if named := _most(_named(text)):
        return named
    return _most(match.group(1).lower() for match in _PLAIN.finditer(text))


def sole_unit(title: str, body: str, organisation: Organisation) -> str:
    """The one unit that a text names as such; "" when it names none, or several."""
    text = f"{title}\n{body}"
    own = [unit for line in organisation.spokespersons for unit in line.units]
    found = set(_written(own, text)) or set(_named(text))
    return next(iter(found)) if len(found) == 1 else ""


def _written(units: Iterable[str], text: str) -> Iterator[str]:
    for unit in units:
        for _ in re.finditer(rf"\b{re.escape(unit)}s?\b", text, re.IGNORECASE):
            yield unit


def _named(text: str) -> Iterator[str]:
    for match in _NAMED.finditer(text):
        words = match.group(1).split()
        while words and words[0] in _OPENERS:
            words.pop(0)
        name = " ".join(words)
        if len(words) > 1 and words[0][0].isupper() and not _OTHERS.search(name):
            yield name
    for match in _JOINED.finditer(text):
        name = match.group(1)
        if not _OTHERS.search(name) and not _PLAIN.fullmatch(name):
            yield name


def _most(names: Iterable[str]) -> str:
    """The most frequent, of several the first; "" of none."""
    counted = Counter(names)
    return counted.most_common(1)[0][0] if counted else ""

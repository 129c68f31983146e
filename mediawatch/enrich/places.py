"""The shipped lists of names that tell whose news it is: municipalities, and first names before a surname."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mediawatch.model import Organisation

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class OtherPlace:
    """A municipality that is not ours, or a town of it. `doubtful`: also a common word or a surname."""

    words: tuple[str, ...]
    municipality: str
    doubtful: bool = False


def other_places(organisation: Organisation) -> dict[str, tuple[OtherPlace, ...]]:
    """Every other municipality and the neighbours' villages, by the first word of the name as it is written."""
    own = {organisation.place, organisation.name}
    own.update(form for subject in organisation.subjects if not subject.home_only for form in subject.forms)
    found: dict[str, list[OtherPlace]] = {}
    for name, doubtful in _municipalities():
        if name not in own:
            _add(found, OtherPlace(tuple(name.split()), name, doubtful))
    for neighbour in organisation.neighbours:
        for form in (neighbour.name, *neighbour.forms):
            _add(found, OtherPlace(tuple(form.split()), neighbour.name))
    return {first: tuple(sorted(places, key=lambda place: -len(place.words))) for first, places in found.items()}


def _add(found: dict[str, list[OtherPlace]], place: OtherPlace) -> None:
    found.setdefault(place.words[0], []).append(place)


def host_municipality(host: str) -> str | None:
    """The municipality whose own pages `host` carries ("hole.kommune.no" -> "Hole"), if it is a known one."""
    name = host.removeprefix("www.").removesuffix(".no").removesuffix(".kommune").replace("-", " ")
    return _ascii_names().get(name)


@lru_cache(maxsize=16)
def name_words(name: str) -> frozenset[str]:
    """One of the closed lists of words that names are read by; see data/name_words.txt. KeyError: no such list."""
    lists: dict[str, list[str]] = {}
    for line in _lines("name_words.txt"):
        if line.startswith("["):
            current = lists.setdefault(line.strip("[]"), [])
        else:
            current.extend(line.split())
    return frozenset(lists[name])


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """Common first names in Norway, as written."""
    return frozenset(word for line in _lines("first_names.txt") for word in line.split())


@lru_cache(maxsize=1)
def municipality_words() -> frozenset[str]:
    """The names of Norwegian municipalities and towns that are one word and no common word, in lower case."""
    return frozenset(name.lower() for name, doubtful in _municipalities() if not doubtful and " " not in name)


@lru_cache(maxsize=1)
def _municipalities() -> tuple[tuple[str, bool], ...]:
    return tuple((line.lstrip("* "), line.startswith("*")) for line in _lines("municipalities.txt"))


@lru_cache(maxsize=1)
def _ascii_names() -> dict[str, str]:
    table = str.maketrans({"å": "a", "ø": "o", "æ": "a"})
    return {
        name.lower().translate(table).replace("-", " "): name for name, doubtful in _municipalities() if not doubtful
    } | {name.lower(): name for name, _ in _municipalities()}


def _lines(name: str) -> list[str]:
    text = (_DATA / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]

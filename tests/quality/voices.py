"""Voices: who of ours is quoted, in what capacity, and whether outside the matrix; from the text to the flag.

`first` and `second` were written before the rules they were read with, which were then mended by them (first read:
0.811 and 0.889 right; flags 1.00 and 0.78 precise, 0.65 and 0.70 found). `untouched` was written when the rules stood
(0.821, 0.86, 0.75); whoever mends a rule for one of its cases moves that case out.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mediawatch.enrich.quotes import find_quoted
from mediawatch.model import (
    Article,
    Coverage,
    Neighbour,
    Organisation,
    Outlet,
    Reading,
    Spokesperson,
    Subject,
    Voice,
)
from mediawatch.relate.quoted import voices_of

CASES = Path(__file__).parents[1] / "data/voices"
SETS = {"mended": ("first.json", "second.json"), "untouched": ("untouched.json",)}
PAPER = Outlet(id="elvebladet", name="Elvebladet", tier="local", kind="newspaper", home=("Modum",))


def line(id_: str, role: Any, title: str, name: str = "", topics: Any = (), **more: Any) -> Spokesperson:
    """A line of the matrix."""
    return Spokesperson(
        id=id_, role=role, title=title, name=name, topics=topics, covers="", rule="Regelen.", source="Planen", **more
    )


ORGANISATION = Organisation(
    id="modum",
    name="Modum kommune",
    place="Modum",
    county="Buskerud",
    population=14_000,
    subjects=(
        Subject(id="modum", name="Modum", kind="municipality", forms=("Modum",)),
        Subject(id="aamot", name="Åmot", kind="village", forms=("Åmot", "Vikersund", "Geithus")),
    ),
    neighbours=(Neighbour(name="Sigdal", population=3_500), Neighbour(name="Krødsherad", population=2_200)),
    spokespersons=(
        line("ordforer", "mayor", "Ordfører", "Kari Fossum"),
        line("varaordforer", "mayor", "Varaordfører", "Nils Bråten"),
        line("utvalg-skole", "committee leader", "Leder av hovedutvalget for undervisning", "Per Lie", ("education",)),
        line("utvalg-teknisk", "committee leader", "Leder av hovedutvalget for teknisk", "", ("planning", "transport")),
        line("kommunedirektor", "chief executive", "Kommunedirektør", "Tone Aasrud"),
        line("etat-skole", "department head", "Etatssjef undervisning", "Eva Dahl", ("education",)),
        line("etat-helse", "department head", "Etatssjef helse og sosial", "Arne Moen", ("health",)),
        line(
            "etat-teknisk",
            "department head",
            "Etatssjef teknisk",
            "",
            ("planning", "transport", "environment", "safety"),
        ),
        line("virksomhet", "unit leader", "Virksomhetsleder"),
        line("overlege", "employee", "Kommuneoverlege", "Ida Wold", ("health",)),
        line("ansatt", "employee", "Øvrige ansatte", suggest=False),
        line("tillitsvalgt", "employee representative", "Tillitsvalgte og vernetjenesten", suggest=False),
    ),
)


@dataclass(frozen=True)
class Case:
    """One story: the names in it and what each should be told as."""

    id: str
    coverage: Coverage
    expected: dict[str, str]


@cache
def cases(files: tuple[str, ...]) -> tuple[Case, ...]:
    """The cases of some files, their quotes read from the text."""
    return tuple(_case(raw) for file in files for raw in json.loads((CASES / file).read_text("utf-8")))


def _case(raw: dict[str, Any]) -> Case:
    article = Article(
        outlet=PAPER.id,
        address=f"https://elvebladet.example/{raw['id']}",
        article_id=None,
        title=raw["title"],
        lead=raw["lead"],
        text=raw["text"],
        authors=tuple(raw["authors"]),
        kind=raw["kind"],
    )
    coverage = Coverage(
        organisation="modum",
        outlet=PAPER,
        article=article,
        reading=Reading(mentions=(), relevance=1, relevant=True),
        tone=None,
        topic=raw["topic"],
        kind=raw["kind"],
        quoted=find_quoted(article),
    )
    return Case(raw["id"], coverage, raw["expect"])


def told(case: Case) -> dict[str, str]:
    """What each name of a case is told as."""
    voices = voices_of(case.coverage, ORGANISATION)
    return {name: next((_word(one) for one in voices if one.name == name), "none") for name in case.expected}


def _word(voice: Voice) -> str:
    if voice.capacity != "office":
        return voice.capacity
    return "outside" if voice.outside else "inside"


def measures() -> dict[str, float]:
    """The share told right, and precision and recall of the flag, of the cases that rules were mended by and of the
    others."""
    made = {}
    for name, files in SETS.items():
        pairs = [(wanted, told(case)[who]) for case in cases(files) for who, wanted in case.expected.items()]
        flagged = sum(got == "outside" for _, got in pairs)
        wanted = sum(right == "outside" for right, _ in pairs)
        hits = sum(right == got == "outside" for right, got in pairs)
        made[f"voices told right, {name}"] = sum(right == got for right, got in pairs) / len(pairs)
        made[f"voices outside the matrix, precision, {name}"] = hits / flagged if flagged else 0.0
        made[f"voices outside the matrix, recall, {name}"] = hits / wanted
    return made


def corpus() -> tuple[Path, ...]:
    """The files measured on."""
    return tuple(CASES / file for files in SETS.values() for file in files)

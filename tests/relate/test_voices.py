"""Who speaks for the municipality among those quoted."""

from dataclasses import replace

import pytest

from mediawatch.model import Article, Coverage, Organisation, Outlet, Reading, Spokesperson, Subject
from mediawatch.relate.voices import offices, speaks_for_us


def person(name: str, *forms: str) -> Subject:
    return Subject(id=forms[0].lower(), name=name, kind="person", forms=forms)


def line(role: str, name: str, *, suggest: bool = True) -> Spokesperson:
    return Spokesperson(id=role, role=role, title="", covers="", rule="", source="", name=name, suggest=suggest)


MODUM = Organisation(
    id="modum",
    name="Modum kommune",
    place="Modum",
    county="Buskerud",
    population=14500,
    subjects=(
        person("Åse Holtvedt (ordfører)", "Åse Holtvedt", "ordfører Holtvedt"),
        person("Ada Lie (Modum Bad)", "Ada Lie"),
    ),
    spokespersons=(
        line("chief executive", "Even Kvernbekk"),
        line("employee representative", "Per Ås", suggest=False),
    ),
)


@pytest.mark.parametrize(
    "quoted",
    [
        "ordfører Kari Nordmann",
        "varaordføreren Ola By",
        "Modum-ordfører Kari Nordmann",
        "modumordføreren Kari Nordmann",
        "rektor Siv Dal",
        "kommunalsjef for oppvekst Siv Dal",
        "leder av hovedutvalget for kultur Siv Dal",
        "assisterende kommunedirektør Siv Dal",
        "kommuneoverlege Siv Dal",
        "Even Kvernbekk",
        "Åse Holtvedt",
    ],
)
def test_offices_and_names_of_the_municipality(quoted: str) -> None:
    assert speaks_for_us(quoted, MODUM)


@pytest.mark.parametrize(
    "quoted",
    [
        "Kari Nordmann",
        "Sigdal-ordfører Kari Nordmann",
        "fylkesordfører Kari Nordmann",
        "hovedtillitsvalgt Kari Nordmann",
        "Per Ås",
        "tidligere ordfører Kari Nordmann",
        "Ada Lie",
        "daglig leder Kari Nordmann",
        "stasjonssjef Kari Nordmann",
        "kommunestyrerepresentant Kari Nordmann",
        "",
    ],
)
def test_all_others_speak_for_themselves(quoted: str) -> None:
    assert not speaks_for_us(quoted, MODUM)


def quoting(*quoted: str) -> Coverage:
    article = Article(outlet="a", address="https://a.example/1", article_id=None, title="T")
    return Coverage(
        organisation="modum",
        outlet=Outlet(id="a", name="A", tier="local", kind="newspaper"),
        article=article,
        reading=Reading(mentions=(), relevance=1.0, relevant=True),
        tone=None,
        topic="other",
        kind="news",
        quoted=quoted,
    )


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [
        (("ordfører Kari Nordmann", "ordføreren Kari Nordmann"), ("Ordføreren",)),
        (("varaordfører Ola Dal",), ("Varaordføreren",)),
        (("kommunedirektør Ola Dal", "rådmannen Ola Dal"), ("Kommunedirektøren",)),
        (("rektor Anne Lien", "skolesjef Per Moen"), ("Rektorer og barnehagestyrere", "Etatssjefer og fagsjefer")),
        (("virksomhetsleder Per Moen",), ("Virksomhetsledere",)),
        (("beredskapskoordinator Per Moen",), ("Andre ansatte",)),
        (("Åse Holtvedt",), ("Ordføreren",)),
        (("naboen Per Moen", "tillitsvalgt Anne Lien"), ()),
    ],
)
def test_those_who_answer_are_told_by_office(quoted: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert offices(quoting(*quoted), MODUM) == expected


def test_a_person_of_the_matrix_is_told_by_the_title_there() -> None:
    chief = replace(line("chief executive", "Even Kvernbekk"), title="Kommunedirektør")
    assert offices(quoting("Even Kvernbekk"), replace(MODUM, spokespersons=(chief,))) == ("Kommunedirektøren",)

"""Kind: whose page it is, what it says of itself, labels, address and words."""

from typing import Any

import pytest

from mediawatch.enrich.topics import find_kind
from mediawatch.model import Article, Outlet
from tests.quality.granvik import GRANVIK

PAPER = Outlet(id="posten", name="Granvikposten", tier="local", kind="newspaper")
CLUB = Outlet(id="il", name="Granvik IL", tier="other", kind="web")


def kind(title: str, lead: str = "", text: str = "", *, outlet: Outlet | None = PAPER, **given: Any) -> str:
    given.setdefault("address", "https://posten.example/nyheter/s/5-10-1")
    article = Article(outlet="posten", article_id=None, title=title, lead=lead, text=text, **given)
    return find_kind(article, outlet, GRANVIK)


@pytest.mark.parametrize("host", ["granvik.kommune.no", "www.granvik.kommune.no", "skole.granvik.kommune.no"])
def test_our_own_address_is_own_whatever_it_says(host: str) -> None:
    assert kind("Leserbrev: Hei", address=f"https://{host}/aktuelt/1", kind="opinion") == "own"


def test_a_host_that_only_ends_alike_is_not_ours() -> None:
    assert kind("Ny skole", address="https://ikkegranvik.kommune.no/1") == "news"


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "paid"},
        {"section": "Annonsørinnhold"},
        {"lead": "Annonsørinnhold: Slik sparer du strøm."},
        {"tags": ("Betalt innhold",)},
    ],
)
def test_paid_content_is_told_by_its_marks(given: dict[str, Any]) -> None:
    assert kind("Slik sparer du strøm", **given) == "paid"


def test_the_word_annonse_in_a_story_is_not_a_mark() -> None:
    assert kind("Kommunen rykker inn annonse etter lærere", "Ordføreren håper på mange søkere.") == "news"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("LESERBREV: Ikke rør skolen vår", "letter"),
        ("Lesarbrev: Ta vare på vegen", "letter"),
        ("Kronikk: Bygda mi", "opinion"),
        ("Debatt | Hva vil vi med sentrum?", "opinion"),
        ("Leder: Et feigt kommunestyre", "leader"),
        ("LEDER – Et feigt kommunestyre", "leader"),
        ("Politiloggen: Rolig natt", "notice"),
        ("Portrettet: Smeden på Holtet", "feature"),
        ("Hun er leder: Anna Vik tok over mandag", "news"),
        ("Ordføreren: – Vi må spare", "news"),
    ],
)
def test_labels_before_the_title(title: str, expected: str) -> None:
    assert kind(title) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://posten.example/slik-blir-skolen/o/5-10-477452", "opinion"),
        ("https://posten.example/meninger/leserbrev/ta-vare-pa-elva/123", "opinion"),
        ("https://posten.example/leserbrev/ta-vare-pa-elva/123", "letter"),
        ("https://posten.example/sport/fotball/granvik-vant/123", "sport"),
        ("https://posten.example/debatt-skolen-er-viktig/", "opinion"),
        ("https://posten.example/nyheter/sporten-i-skolen/s/5-10-1", "news"),
        ("https://minblogg.example/2024/om-alt", "opinion"),
    ],
)
def test_the_address_tells(address: str, expected: str) -> None:
    assert kind("Granvik igjen", address=address) == expected


def test_extract_is_believed_when_it_says_more_than_news() -> None:
    assert kind("Granvik igjen", kind="feature") == "feature"
    assert kind("Granvik igjen", kind="sport", address="https://posten.example/debatt/1") == "sport"


@pytest.mark.parametrize(
    ("authors", "ending", "expected"),
    [
        (("Berit Aasen, kommunedirektør",), "", "op-ed by staff"),
        (("Rektor Stein Olsen",), "", "op-ed by staff"),
        ((), "Berit Aasen, kommunedirektør i Granvik", "op-ed by staff"),
        ((), "Helle Winge, kommuneoverlege i Granvik kommune", "op-ed by staff"),
        ((), "Ola Dahl, ansatt i Granvik kommune", "op-ed by staff"),
        ((), "Kari Fossum (Ap), ordfører i Granvik", "opinion"),
        ((), "Per Lunde, gruppeleder i Granvik Høyre", "opinion"),
        ((), "Unni Vang, kommunedirektør i Elvestad", "opinion"),
        (("Unni Vang, kommunedirektør, Elvestad",), "", "opinion"),
        ((), "Randi Solum, bestemor på Furulund", "opinion"),
    ],
)
def test_an_op_ed_by_staff_is_told_by_office(authors: tuple[str, ...], ending: str, expected: str) -> None:
    text = f"Vi som bor her, vet hva bygda trenger. Derfor skriver jeg dette. {ending}"
    assert kind("Kronikk: Bygda mi", text=text, authors=authors) == expected


def test_news_signed_by_no_one_in_the_administration_is_not_an_op_ed() -> None:
    text = "Saken skal opp i mars. Det sier Berit Aasen, kommunedirektør i Granvik"
    assert kind("Skal bygge skole", text=text) == "news"


def test_match_reports_and_notices_are_told_by_their_words() -> None:
    report = "Etter pausen scoret laget to mål, og treneren var stolt etter seieren. Dommeren delte ut gule kort."
    assert kind("Vant kampen 3–1", "Seier i fjerde divisjon", report) == "sport"
    assert kind("Påmelding til sommerskolen", "Søknadsfristen er 1. mai. Velkommen til åpent møte.") == "notice"


def test_a_text_in_first_person_is_opinion_and_quotes_do_not_make_it_so() -> None:
    own = "Jeg har bodd her i tretti år, og vi har aldri sett veien slik. Jeg mener vi må kreve svar, for min del. " * 4
    assert kind("Veien vår", text=own) == "opinion"
    quoted = "– Jeg er glad, og vi jubler i min familie, sier Ola Dahl. Han bor på Holtet ved elva nord i bygda. " * 4
    assert kind("Fikk ny vei", text=quoted) == "news"


def test_a_body_that_writes_of_itself_announces() -> None:
    assert kind("Åpning av nytt klubbhus", outlet=CLUB, address="https://il.example/1") == "notice"
    assert kind("Nytt om brua", outlet=None, address="https://www.elvestad.kommune.no/1") == "notice"
    assert kind("Åpning av nytt klubbhus") == "news"

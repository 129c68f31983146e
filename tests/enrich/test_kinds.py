"""Kind: whose page it is, what it says of itself, labels, address and words."""

from typing import Any

import pytest

from mediawatch.enrich.topics import find_kind
from mediawatch.model import Article, Outlet
from tests.quality.granvik import GRANVIK

PAPER = Outlet(id="posten", name="Granvikposten", tier="local", kind="newspaper")
MAGAZINE = Outlet(id="x", name="Magasinet Landliv", tier="other", kind="web")
SUPPLIED = Outlet(id="own", name="Granvik", tier="other", kind="web", hosts=("granvik.kommune.no",))
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


def test_a_page_of_ours_kept_with_a_supplier_is_own() -> None:
    assert kind("Ny skole", outlet=SUPPLIED, address="https://granvik2019.leverandor.example/1") == "own"
    assert kind("Ny skole", outlet=CLUB, address="https://granvik2019.leverandor.example/1") == "notice"


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
        ("https://posten.example/meninger/leserbrev/ta-vare-pa-elva/123", "letter"),
        ("https://posten.example/meninger/kommentar/elva/123", "opinion"),
        ("https://posten.example/s%C3%A5nn/p%C3%A5-lederplass/elva/123", "leader"),
        ("https://posten.example/magasinet/elva/123", "feature"),
        ("https://posten.example/leserbrev/ta-vare-pa-elva/123", "letter"),
        ("https://posten.example/sport/fotball/granvik-vant/123", "sport"),
        ("https://posten.example/debatt-skolen-er-viktig/", "opinion"),
        ("https://posten.example/nyheter/sporten-i-skolen/s/5-10-1", "news"),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Barn trenger bøker.\nMona Lie\nbiblioteksjef, Granvik kommune", "op-ed by staff"),
        ("Vi trenger deg.\nTone Bakke, sykepleier i hjemmetjenesten i Granvik kommune", "op-ed by staff"),
        ("Vaksiner virker, skriver kommuneoverlege Helle Winge i Granvik.", "op-ed by staff"),
        ("Vaksiner virker, skriver kommuneoverlege Helle Winge i Elvestad kommune.", "opinion"),
        ("Lærerne løper.\nTore Berg, hovedtillitsvalgt i Granvik kommune", "opinion"),
        ("Nok er nok.\nOla Dahl, innbygger i Granvik kommune", "opinion"),
        ("Kommunen styrer stramt, og gjelda er under kontroll. Rådmannen i Granvik har ryddet.", "opinion"),
    ],
)
def test_the_signature_tells_staff_from_others(text: str, expected: str) -> None:
    assert kind("Kronikk: Bygda mi", text=text) == expected


def test_a_newspapers_own_commentator_is_not_our_staff() -> None:
    assert kind("Den dyre hallen", kind="op-ed by staff", authors=("Siri Holm, kommentator",)) == "opinion"
    assert kind("Den dyre hallen", kind="op-ed by staff", authors=("Berit Aasen, kommunedirektør",)) == "op-ed by staff"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dette er en leder. Granvikposten tar stilling i aktuelle saker.", "leader"),
        ("Striden har vart lenge nok, mener vi.", "leader"),
        ("Jeg er lei av striden, og det er på tide å snu, mener vi i foreningen.", "opinion"),
    ],
)
def test_a_leader_is_told_from_other_opinion(text: str, expected: str) -> None:
    assert kind("Skolen", text=text, address="https://posten.example/o/5-10-2") == expected


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


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Vi trenger flere hender", "Styringen må komme nedenfra, skriver Per Lunde, lege i bygda.", "opinion"),
        ("– Vi trenger flere hender", "Styringen må komme nedenfra, sier Per Lunde, lege i bygda.", "news"),
        ("På tide å våkne", "Kommunen har sovet i timen, skriver Per Lunde (Sp).", "opinion"),
        ("Leserbrev førte til anmeldelse", "Redaktøren ønsker ikke å kommentere saken.", "news"),
        ("Tok VM-gull i langrenn", "Hun vant med tolv sekunder.", "sport"),
        ("Skihopper tiltalt for svindel", "Saken kommer opp i tingretten.", "news"),
        ("Mann døde i ulykke", "Politiet var på stedet.", "news"),
        ("Livet på setra", "Hun forteller om barndommen og bestefar.", "feature"),
    ],
)
def test_the_words_tell_where_labels_are_silent(title: str, text: str, expected: str) -> None:
    assert kind(title, text=text) == expected


def test_letters_in_first_person_may_be_short_but_nobody_else_speaks_in_them() -> None:
    assert kind("Bosset", text="Jeg kom dit lørdag, og jeg fant bare søppel ved porten min.") == "opinion"
    assert kind("Bosset", text="Jeg kom dit lørdag, og jeg fant bare søppel, sier Ola Dahl.") == "news"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.fjordavisa.no/nyhende/1", "news"),
        ("https://landsbladet.no/1", "news"),
        ("https://pluss.vg.no/1", "news"),
        ("https://www.tvfjorden.no/1", "news"),
        ("https://www.tvedestrandrevyforening.no/1", "notice"),
        ("https://tv.nrk.no/serie/1", "notice"),
        ("https://granvikmaskin.example/1", "notice"),
        ("https://granvikmaskin.example/prosjekter/bru", "feature"),
        ("https://granvik.blogspot.com/1", "feature"),
    ],
)
def test_a_strangers_host_tells_newsroom_from_body(address: str, expected: str) -> None:
    assert kind("Ny bru i Granvik", outlet=None, address=address) == expected


def test_a_blog_that_argues_is_opinion() -> None:
    assert kind("Min holdning til brua", outlet=None, address="https://granvik.blogspot.com/1") == "opinion"


def test_a_magazine_tells_stories_and_news_with_a_day() -> None:
    address = "https://landliv.example/1"
    assert kind("Osten fra Granvik", outlet=MAGAZINE, address=address) == "feature"
    assert kind("Osten fra Granvik", "Kommunestyret vedtok tirsdag.", outlet=MAGAZINE, address=address) == "news"


def test_a_body_that_writes_of_itself_announces() -> None:
    assert kind("Åpning av nytt klubbhus", outlet=CLUB, address="https://il.example/1") == "notice"
    assert kind("Nytt om brua", outlet=None, address="https://www.elvestad.kommune.no/1") == "notice"
    assert kind("Åpning av nytt klubbhus") == "news"

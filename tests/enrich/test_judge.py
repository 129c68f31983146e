"""Judge: one article to coverage, all steps together."""

import pytest

from mediawatch.enrich.judge import judge
from mediawatch.model import Article, Coverage, Organisation, Outlet, Subject

PAPER = Outlet(id="posten", name="Granvikposten", tier="local", kind="newspaper", home=("Granvik",))
GRANVIK = Organisation(
    id="granvik",
    name="Granvik kommune",
    place="Granvik",
    county="Midtlandet",
    population=9_800,
    own_hosts=("granvik.kommune.no",),
    subjects=(
        Subject(
            id="granvik", name="Granvik", kind="municipality", forms=("Granvik",), strength="strong", names_place=True
        ),
    ),
)


def coverage(title: str, lead: str = "", text: str = "", *, address: str = "https://posten.example/1") -> Coverage:
    article = Article(outlet="posten", address=address, article_id=None, title=title, lead=lead, text=text)
    return judge(article, GRANVIK, PAPER)


def test_a_relevant_article_is_judged_in_every_way() -> None:
    given = coverage(
        "Granvik får skryt for nytt helsehus",
        "Pasientene i Granvik er svært fornøyde.",
        "Granvik kommune bygget helsehuset på ett år. – Vi er stolte, sier kommuneoverlege Helle Winge.",
    )
    assert given.organisation == "granvik"
    assert given.outlet is PAPER
    assert given.reading.relevant
    assert given.tone is not None
    assert given.tone.label == "positive"
    assert given.topic == "health"
    assert given.kind == "news"
    assert given.quoted == ("kommuneoverlege Helle Winge",)
    assert any("Granvik kommune bygget" in sentence for sentence in given.excerpt)
    assert given.suggestion is None


def test_an_article_that_is_not_about_us_has_no_tone() -> None:
    given = coverage("Elvestad får kritikk", "Ordføreren i Elvestad er skuffet.", "Det skjer i Elvestad.")
    assert not given.reading.relevant
    assert given.tone is None
    assert given.excerpt == ()


def test_our_own_page_is_own_and_not_press() -> None:
    given = coverage("Granvik får skryt", address="https://www.granvik.kommune.no/aktuelt/1")
    assert given.kind == "own"
    assert not given.is_press


def test_a_lost_match_is_neutral_as_the_kind_found_says_sport() -> None:
    given = coverage(
        "Granvik tapte kampen 1–4",
        "Granvik tapte i fjerde divisjon.",
        "Etter pausen scoret gjestene tre mål, og treneren i Granvik måtte se at cupen ryker.",
    )
    assert given.kind == "sport"
    assert given.tone is not None
    assert given.tone.label == "neutral"


@pytest.mark.parametrize("title", ["", "Granvik", "\u00ad", "Åpent møte i Granvik"])
def test_scraps_are_judged_without_complaint(title: str) -> None:
    assert coverage(title).topic

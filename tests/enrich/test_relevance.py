"""Relevance: what a press officer wants, what is only in passing, what a person should look at."""

import pytest

from mediawatch.enrich.names import read_names
from mediawatch.model import Article, Outlet, Reading
from tests.quality import names as quality

ELSEWHERE = Outlet(id="riksavisa", name="Riksavisa", tier="national", kind="newspaper")
HOME = Outlet(id="lokalbladet", name="Lokalbladet", tier="local", kind="newspaper", home=("Modum", "Sigdal"))


def read(title: str, text: str = "", *, lead: str = "", outlet: Outlet = ELSEWHERE, address: str = "") -> Reading:
    article = Article(
        outlet=outlet.id, address=address or "https://avis.no/1", article_id=None, title=title, lead=lead, text=text
    )
    return read_names(article, quality.organisation(), outlet)


def test_the_nearer_the_top_the_more_relevant() -> None:
    title = read("Ny skole i Modum", "Den åpner i høst.")
    opening = read("Ny skole", "Den åpner i Modum i høst.")
    below = read("Ny skole", "Den åpner i høst. Flere bygges i Modum.")
    assert title.relevance > opening.relevance > below.relevance


def test_an_outlet_at_home_here_weighs_in() -> None:
    text = "Arbeidet er i gang. Naboene i Modum gleder seg."
    assert read("Ny vei", text, outlet=HOME).relevance > read("Ny vei", text).relevance


def test_a_single_mention_lower_down_is_asked_about_not_dropped() -> None:
    reading = read("Bygger ut", "Selskapet bygger over hele landet. Neste anlegg kommer i Modum.")
    assert not reading.relevant
    assert reading.unsure
    assert reading.because[-1].startswith("usikkert")


def test_a_clear_story_is_not_asked_about() -> None:
    assert not read("Modum kommune bygger ny skole", "Modum får elleve nye klasserom.").unsure
    assert not read("Været", "Sol i Modum, Lier, Hole, Drammen og Ringerike.").unsure


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Det er kø. Trafikken ledes via Vikersund mot Hokksund.", "reiseretning"),
        ("Det haster. Skriv til Storgata 4, 3370 Vikersund.", "adresse"),
        ("Slik gikk det. Ane Foss (Simostranda) ble nummer ti.", "parentes"),
        ("Det snør. Veiene er glatte i Lier, Modum, Hole og Drammen.", "på rad"),
        ("Søvn er viktig. Det sier overlege Tora Lie ved Modum Bad.", "arbeidsstedet"),
        ("Hun skrev bok. Ideen kom under innleggelsen på Modum Bad.", "behandlingsstedet"),
        ("Hun er ny sjef. Direktøren er oppvokst i Vikersund.", "opphavet"),
        ("Seieren satt langt inne. Han tok sølv i Vikersund fire år tidligere.", "tilbakeblikk"),
        ("Prisene må ned. Kari Lie, Modum.", "innsender"),
        ("Bilen traff autovernet. Det skjedde mellom Hokksund og Åmot.", "endepunktet"),
        ("Styret er valgt. Nestleder er rådmann i Modum.", "arbeider"),
    ],
)
def test_in_passing(text: str, reason: str) -> None:
    reading = read("Nytt fra i dag", text)
    assert reading.accepted
    assert not reading.relevant
    assert any(reason in because for because in reading.because), reading.because


def test_villages_of_ours_in_a_row_are_not_a_list_of_strangers() -> None:
    reading = read("Stanser toget", "Det blir stopp i Åmot, Geithus og Vikersund.")
    assert reading.relevant
    assert not any("på rad" in because for because in reading.because)


def test_a_neighbour_in_the_title_speaks_against() -> None:
    assert not read("Sigdal får nytt bibliotek", "Det ligner på det i Modum.", outlet=HOME).relevant
    assert read("Sigdal og Modum deler bibliotek", "Det åpner i mai.", outlet=HOME).relevant


def test_the_outlets_own_section_for_the_place_counts() -> None:
    text = "Arbeidet har stoppet opp. Nå må Modum vente."
    assert read("Ny vei", text, address="https://avis.no/modum/1").relevance > read("Ny vei", text).relevance


def test_every_reading_explains_itself() -> None:
    for case in quality.golden():
        assert quality.read(case).because

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
        ("Prisene øker. Det koster 3200 i Drammen, 4100 i Modum og 900 i Lier.", "sammenligning"),
        ("Her er uttrekket. Lyn–Skeid, Modum FK–Odd, Moss–Jerv.", "kamper"),
        ("Ledige jobber: Kokk, Drammen. Sykepleier, Modumheimen. Snekker, Lier.", "oppstilling"),
        ("Vi tok en kaffe. Så kjørte vi gjennom Vikersund og reiste videre mot fjellet.", "på veien"),
        ("Det var over. De vant 4–0 over Geithus IL på hjemmebane.", "motstanderen"),
    ],
)
def test_in_passing(text: str, reason: str) -> None:
    reading = read("Nytt fra i dag", text)
    assert reading.accepted
    assert not reading.relevant
    assert any(reason in because for because in reading.because), reading.because


def test_a_name_that_may_be_ours_is_asked_about() -> None:
    reading = read("Frontkollisjon i Åmot", "To biler kolliderte tirsdag.")
    assert not reading.accepted
    assert not reading.relevant
    assert reading.unsure
    assert not read("Frontkollisjon i Åmot", "To biler kolliderte på Rena.").unsure


def test_an_outlet_that_covers_the_neighbours_tells_which_place_is_meant() -> None:
    near = Outlet(id="naboavisa", name="Naboavisa", tier="local", kind="newspaper", home=("Øvre Eiker",))
    assert read("Frontkollisjon i Åmot", "To biler kolliderte tirsdag.", outlet=near).relevant
    assert read("Frontkollisjon i Åmot", "To biler kolliderte.", address="https://avis.no/buskerud/sak-1").relevant
    assert not read("Frontkollisjon i Åmot", "To biler kolliderte på Rena.", outlet=near).accepted


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Sykehuset får kritikk i Ringerike", "En mann i Modum døde etter feil behandling."),
        ("Hopperne trener på Rena", "Motoren i heisen i Vikersund må repareres."),
        ("Nytt tilbud", "Pasienter ved Modum Bad kan ta med barn."),
        ("Kø etter ulykke", "Den skjedde ved avkjøringen til Geithus."),
        ("Drar på rundreise", "Statsråden er innom Kongsberg, Modum og Lier."),
        ("Advarte mot brua", "Ingeniør Kari Lie i Modum mener den er farlig."),
    ],
)
def test_what_is_named_at_the_top_never_goes_away_unseen(title: str, text: str) -> None:
    reading = read(title, text)
    assert reading.relevant or reading.unsure, reading.because


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Rykker ned", "Modum faller 88 plasser på lista over kommuner."),
        ("Lærer tiltalt", "En lærer i Modum er tiltalt for vold."),
        ("Flere unge", "Folketallet vokste i Modum i fjor."),
        ("Brann forrige uke", "Politiet gransker brannen i Vikersund forrige uke."),
        ("Hønefoss-mann dømt for ran", "Han truet betjeningen på en kiosk i Vikersund."),
        ("Billigere enn i Drammen", "En enebolig i Modum koster tre millioner."),
        ("Folksomt på torget", "Rundt 1500 moinger møtte fram."),
    ],
)
def test_what_only_looks_like_in_passing_counts(title: str, text: str) -> None:
    reading = read(title, text)
    assert reading.relevant, reading.because


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

"""Full-text search in Norwegian, the same on both databases, and nothing of the text kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from store_records import IRRELEVANT, NOW, OUTLET, UNSURE, make_article, make_coverage, own_story, save_one

from mediawatch.store.search import stem, stems_of


def titles(store, query: str, **options) -> list[str]:
    return [story.lead.article.title for story in store.search(query, "modum", **options)]


@pytest.fixture
def library(store):
    """Four articles."""
    texts = [
        ("Skolen", "Om kommunestyret.", "Kommunestyrene i dalen møtes. Ny flomvoll ved Åmot."),
        ("Broen", "Brua stenges.", "Ordføreren sier at brua til Krøderen stenges på grunn av flommen."),
        ("Kafeen", "Kafé på torget.", "Eieren serverer kaffe. Nytt sykehjemmet? Nei, nytt bibliotek."),
        ("Sykehjem", "Et nytt sykehjem.", "Lærerne og pleierne gleder seg. Aamodt leder arbeidet."),
    ]
    for number, (title, lead, text) in enumerate(texts):
        save_one(store, make_article(number, title=title, lead=lead, text=text), now=NOW)
    return store


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kommunestyret", {"Skolen"}),
        ("kommunestyrene", {"Skolen"}),
        ("kommunestyre", {"Skolen"}),
        ("KOMMUNESTYRETS", {"Skolen"}),
        ("flom", {"Broen"}),
        ("flo*", {"Skolen", "Broen"}),
        ("kommunest*", {"Skolen"}),
        ("kommunestyre*", {"Skolen"}),
        ("ordførere", {"Broen"}),
        ("lærer", {"Sykehjem"}),
        ("sykehjem", {"Kafeen", "Sykehjem"}),
        ('"nytt sykehjem"', {"Kafeen", "Sykehjem"}),
        ('"sykehjem nytt"', set()),
        ('"nytt bibliotek"', {"Kafeen"}),
        ('"nytt bib"*', {"Kafeen"}),
        ("sykehjem NOT bibliotek", {"Sykehjem"}),
        ("sykehjem -lærer", {"Kafeen"}),
        ("kafe", {"Kafeen"}),
        ("kafé", {"Kafeen"}),
        ("aamot", {"Skolen"}),
        ("Åmot", {"Skolen"}),
        ("Åmodt", {"Sykehjem"}),
        ("kroederen", {"Broen"}),
        ("ordfoereren", {"Broen"}),
        ("bibliotek OR Krøderen", {"Kafeen", "Broen"}),
        ("(bibliotek ELLER kommunestyret) flomvoll", {"Skolen"}),
        ("flomvoll bibliotek", set()),
        ("finnesikke", set()),
        # nonsense and hostile input
        ('"nytt sykehjem', {"Kafeen", "Sykehjem"}),
        ("flom)", {"Broen"}),
        ("AND flom", {"Broen"}),
        ("NOT flom", {"Skolen", "Kafeen", "Sykehjem"}),
        ("title:flom*", set()),
        ("flom & !'|:*\\", {"Broen"}),
        ("NEAR(flom brua)", set()),
        ("", set()),
        ("*", set()),
        ('""', set()),
        ("-", set()),
        ("'; DROP TABLE article; --", set()),
        ("\x00\ud800", set()),
        ("🏔 flom", {"Broen"}),
        ("-🏔 flom", {"Broen"}),
    ],
)
def test_what_is_found(library, query, found) -> None:
    assert set(titles(library, query)) == found


def test_a_phrase_does_not_run_from_one_field_into_the_next(store) -> None:
    save_one(store, make_article(title="Ny skole", lead="åpnet i dag", text="av ordføreren"))
    assert titles(store, '"skole åpnet"') == []
    assert titles(store, '"dag av"') == []
    assert titles(store, '"åpnet i dag"') == ["Ny skole"]


def test_a_word_in_the_title_counts_most_then_the_lead_then_the_text(store) -> None:
    filler = " ".join(f"ord{number}" for number in range(30))
    save_one(store, make_article(1, title="A", lead=filler, text=f"{filler} flom"))
    save_one(store, make_article(2, title="B flom", lead=filler, text=filler))
    save_one(store, make_article(3, title="C", lead=f"flom {filler}", text=filler))
    for number in range(4, 9):  # a word that most texts have says nothing
        save_one(store, make_article(number, title="D", lead=filler, text=filler))
    assert titles(store, "flom") == ["B flom", "C", "A"]


def test_of_equals_the_latest_comes_first_and_pages_do_not_overlap(store) -> None:
    for number in range(7):
        when = NOW - timedelta(days=(3 * number) % 7)
        save_one(store, make_article(number, title="Flom", lead=str(number), text="", published=when))
    found = [story.lead.article for story in store.search("flom", "modum", limit=100)]
    assert [article.published for article in found] == sorted((a.published for a in found), reverse=True)
    pages = [store.search("flom", "modum", limit=3, offset=offset) for offset in (0, 3, 6)]
    assert [story.lead.article for page in pages for story in page] == found


def test_copies_are_one_story(store) -> None:
    first = save_one(store, make_article(1, title="Flom i elva"))
    save_one(store, make_article(2, title="Flom i elva"), story=first.story_ids["modum"])
    (story,) = store.search("flom", "modum")
    assert len(story.coverage) == 2


def test_an_organisation_finds_only_its_own(store) -> None:
    save_one(store, make_article(title="Flom"), organisation="sigdal")
    assert store.search("flom", "modum") == []
    assert len(store.search("flom", "sigdal")) == 1


def test_what_is_unsure_is_found_and_what_has_become_irrelevant_is_not(store) -> None:
    save_one(store, make_article(1, title="Flom", lead="en"), reading=UNSURE)
    save_one(store, make_article(2, title="Flom", lead="to"))
    save_one(store, make_article(2, title="Flom", lead="tre"), reading=IRRELEVANT)
    assert [story.lead.article.lead for story in store.search("flom", "modum")] == ["en"]


def test_only_the_current_version_is_found(store) -> None:
    save_one(store, make_article(text="Saken gjelder flom."))
    save_one(store, make_article(text="Saken gjelder ras."))
    assert titles(store, "flom") == []
    assert len(titles(store, "ras")) == 1


def test_the_text_is_found_but_lies_nowhere_in_the_database(store, tmp_path) -> None:
    secret = "Kronglebekken steg uventet raskt forrige fredag kveld"
    article = make_article(text=secret)
    coverage = make_coverage(article, outlet=replace(OUTLET, keep_text="none"), excerpt=(secret,))
    store.save(article, [coverage], None, find_story=own_story, now=NOW)
    assert len(titles(store, '"kronglebekken steg uventet raskt"')) == 1
    with store.engine.begin() as connection:
        for table in sa.inspect(connection).get_table_names():
            held = str(connection.execute(sa.text(f'SELECT * FROM "{table}"')).all())
            assert "uventet raskt" not in held
            assert "Kronglebekken" not in held
    store.close()
    for file in tmp_path.glob("mediawatch.db*"):
        assert b"uventet raskt" not in file.read_bytes()


def test_a_very_long_text_can_be_indexed(store) -> None:
    text = " ".join(f"særord{number}" for number in range(60_000))
    save_one(store, make_article(title="Lang", text=text))
    assert titles(store, "særord123") == ["Lang"]


@pytest.mark.parametrize(
    "forms",
    [
        ("kommunestyre", "kommunestyret", "kommunestyrene", "kommunestyrer", "kommunestyrets"),
        ("ordfører", "ordføreren", "ordførere", "ordførerne", "ordførerens"),
        ("flom", "flommen", "flommene", "flommer"),
        ("sykehjem", "sykehjemmet", "sykehjemmene", "sykehjemmets"),
        ("lærer", "læreren", "lærere", "lærerne"),
        ("skole", "skolen", "skoler", "skolene"),
        ("innbygger", "innbyggere", "innbyggerne"),
        ("budsjett", "budsjettet", "budsjettene"),
        ("nyhet", "nyheten", "nyheter", "nyhetene"),
        ("modum", "modums"),
        ("åmot", "aamot"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms) -> None:
    assert {stem(form) for form in forms} == {stem(forms[0])}


@pytest.mark.parametrize(
    ("one", "other"),
    [("modum", "modig"), ("skole", "skog"), ("elev", "elv"), ("veg", "vegg"), ("ras", "rask"), ("gård", "gjerde")],
)
def test_different_words_have_different_stems(one, other) -> None:
    assert stem(one) != stem(other)


def test_stems_are_plain_letters_and_digits() -> None:
    stems = stems_of("E16: «Åpnes» kl. 10.30 – ÆØÅ_æøå, naïve cafe\u0301! İstanbul 北京 ½")
    assert stems[:4] == ["e16", "aapn", "kl", "10"]
    assert all(part.isalnum() for part in stems)

"""Persons, places and organisations in texts: the shipped tagger, its spans, and what is left without it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mediawatch.enrich import entities as module
from mediawatch.enrich.entities import Entity, Tagger, available, entities, persons, spans, tag
from mediawatch.enrich.entity_signs import Evidence, all_signs, words_of
from mediawatch.enrich.names import read_names
from mediawatch.enrich.places import first_names
from mediawatch.model import Article
from tests.quality.names import organisation


def named(text: str, kind: str = "person") -> list[str]:
    """The names of one kind in a text."""
    return [one.text for one in entities((text,))[0] if one.kind == kind]


@pytest.fixture
def without_tagger(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine where the weights are not to be had."""
    monkeypatch.setattr(module, "FILE", "no-such-file.npz")
    module._tagger.cache_clear()
    entities.cache_clear()
    yield
    module._tagger.cache_clear()
    entities.cache_clear()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ordfører Torgny Vestlund (Ap) åpnet skolen på Granvik.", ["Torgny Vestlund"]),
        ("– Vi har ventet lenge, sier Aslaug Brattås til avisa.", ["Aslaug Brattås"]),
        ("Lensmann Heggen ber folk holde seg unna elva.", ["Heggen"]),
        ("I møtet sa Per Kristian Dalen-Lie at saken må utsettes.", ["Per Kristian Dalen-Lie"]),
        ("Rådmannen leverte A. B. Stenersens rapport i går.", ["A. B. Stenersens"]),
        ("Kommunedirektøren meiner at Oddny Furubotn har rett.", ["Oddny Furubotn"]),
        ("Kommunen bruker to millioner kroner på veien i Granvik.", []),
        ("I Drammen møtte Norge Sverige.", []),
    ],
)
def test_people_are_found_with_their_exact_names(text: str, wanted: list[str]) -> None:
    assert named(text) == wanted


def test_places_and_organisations_are_told_from_people() -> None:
    text = "I går varslet Statens vegvesen at veien mellom Drammen og Kongsberg stenges, sier Kari Storli i NAF."
    assert named(text, "organisation") == ["Statens vegvesen", "NAF"]
    assert named(text, "place") == ["Drammen", "Kongsberg"]
    assert named(text) == ["Kari Storli"]


def test_a_span_holds_the_name_where_it_stands() -> None:
    text = "Først regn.\n\nSå sol, sier Kari Storli. Til slutt snø, sier Kari Storli igjen."
    found = persons(text)
    assert [text[one.start : one.end] for one in found] == ["Kari Storli", "Kari Storli"]
    assert [one.start for one in found] == [text.index("Kari"), text.rindex("Kari")]
    assert found[0] == Entity("person", "Kari Storli", text.index("Kari"), text.index(". Til"))


def test_the_article_tells_that_a_word_alone_is_a_surname() -> None:
    title, text = "Strandgård får prisen", "Marte Strandgård er årets ildsjel. Strandgård har trent barn i tjue år."
    together = entities((title, text))
    assert [one.text for one in together[0]] == ["Strandgård"]
    assert together[0][0].kind == "person"
    assert [one.text for one in together[1]] == ["Marte Strandgård", "Strandgård"]


def test_headlines_in_capitals_are_read() -> None:
    assert named("ORDFØRER KARI HANSEN GÅR AV") == ["KARI HANSEN"]


@pytest.mark.parametrize("text", ["", "   \n ", "…", "a", "A", "«", "|", "1234 5678", "x" * 5000, "Å " * 2000])
def test_odd_texts_do_no_harm(text: str) -> None:
    for one in entities((text,))[0]:
        assert text[one.start : one.end] == one.text


def test_what_lies_beyond_the_bounds_is_not_read() -> None:
    """A page of a hundred thousand words must not stop the line."""
    text = "Kari Storli sier nei. " + "Det regner i dag. " * 25_000 + "Ola Brattås sier ja."
    assert named(text) == ["Kari Storli"]


def test_each_text_has_its_own_answer() -> None:
    assert entities(("", "Kari Storli sier nei.", "")) == ((), persons("Kari Storli sier nei."), ())


def test_threads_read_the_same() -> None:
    texts = [f"Sak {number}: Kari Storli og Ola Brattås møttes i Drammen." for number in range(200)]
    alone = [named(text) for text in texts]
    entities.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(named, texts)) == alone
    assert alone[0] == ["Kari Storli", "Ola Brattås"]


def test_scores_are_the_sums_of_the_weights_of_all_signs() -> None:
    """What is added up by parts at run time is what training learned weights for."""
    assert available()
    tagger = module._tagger()
    assert isinstance(tagger, Tagger)
    page = [
        ["Marte", "Strandgård", "-", "52", "-", "talte", "."],
        ["Strandgård", "vant", "i", "Granviks", "hall"],
        ["Ja"],
    ]
    evidence = Evidence(page)
    for words in page:
        wanted = [tagger._add(signs).tolist() for signs in all_signs(words, evidence)]
        for row, other in zip(tagger._scores(words, evidence).tolist(), wanted, strict=True):
            assert row == pytest.approx(other, abs=1e-3)


def test_labels_begin_names_before_they_continue_them() -> None:
    for labels in tag([["Ordfører", "Kari", "Storli", "møter", "Statens", "vegvesen"], ["Granvik"]]):
        for before, label in zip(["O", *labels], labels, strict=False):
            assert label[0] != "I" or before[1:] == label[1:]


def test_spans_of_labels() -> None:
    assert spans(["B-PER", "I-PER", "B-PER", "O", "I-ORG", "B-ORG", "I-PER"]) == [
        (0, 2, "PER"),
        (2, 3, "PER"),
        (4, 5, "ORG"),
        (5, 6, "ORG"),
        (6, 7, "PER"),
    ]


def test_words_are_cut_as_in_the_treebank() -> None:
    text = "A. B. Lie-Dahl (47) sa: «Nei!», kl. 12.30."
    words = words_of(text, 5)
    assert [word.text for word in words] == [
        "A.",
        "B.",
        "Lie-Dahl",
        "(",
        "47",
        ")",
        "sa",
        ":",
        "«",
        "Nei",
        "!",
        "»",
        ",",
        "kl.",
        "12.30",
        ".",
    ]
    assert all(text[word.start - 5 : word.end - 5] == word.text for word in words)


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 cut off", b"no archive at all"])
def test_damaged_weights_are_told_and_not_used(
    damage: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "entities.npz"
    file.write_bytes(damage)
    monkeypatch.setattr(module, "FILE", str(file))
    module._tagger.cache_clear()
    assert not available()
    assert "Navnemodellen" in caplog.text
    module._tagger.cache_clear()


def test_weights_are_not_used_with_other_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    assert available()
    monkeypatch.setattr(module, "lists_digest", lambda: b"other")
    module._tagger.cache_clear()
    assert not available()
    module._tagger.cache_clear()


@pytest.mark.usefixtures("without_tagger")
def test_without_the_weights_first_names_still_tell_people() -> None:
    assert not available()
    assert named("Ordfører Kari Storli og Statens vegvesen i Drammen") == ["Kari Storli"]
    assert named("Drammen", "place") == []
    with pytest.raises(FileNotFoundError):
        tag([["Kari"]])


def test_a_surname_after_an_unlisted_first_name_is_no_place() -> None:
    """ "Torgny" stands on no list of first names; that he is a person is read from the sentence."""
    article = Article(
        outlet="p",
        address="https://p.example/1",
        article_id=None,
        title="Ny leder",
        text="Torgny Heggen ble valgt til leder i korpset. Heggen har spilt trompet siden han var ni.",
    )
    assert "Torgny" not in first_names()
    reading = read_names(article, organisation(), None)
    assert [(one.surface, one.accepted) for one in reading.mentions] == [("Heggen", False), ("Heggen", False)]
    assert reading.mentions[0].because == "«Torgny Heggen» ser ut som et personnavn"

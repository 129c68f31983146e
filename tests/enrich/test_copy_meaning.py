"""Stories told anew in other words: by what the encoder reads, the names, the hours and the source."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mediawatch.enrich import heads
from mediawatch.enrich.copies import likeness, sketch
from mediawatch.enrich.copy_meaning import CHUNKS, angle, id_of, ids_of, named_sources, signs
from mediawatch.model import Article

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
FIRST = Article(
    outlet="fjordposten",
    address="https://fjordposten.example/1",
    article_id=None,
    published=NOON,
    title="Traktor i elva ved Nedre Bru",
    text="En mann i 40-årene fra Granvik kom seg ut på egen hånd da traktoren hans veltet og havnet i Storelva ved"
    " Nedre Bru. Brannvesenet fikk meldingen klokken 11.05. – Han var våt og kald, sier brannsjef Odd Lie.",
)
RETOLD = replace(
    FIRST,
    outlet="dalnytt",
    published=NOON + timedelta(hours=1),
    title="Veltet med traktor",
    text="Klokken 11.05 ble brannvesenet varslet om at en traktor lå i Storelva ved Nedre Bru i Granvik. Føreren reddet"
    " seg selv. Brannsjef Odd Lie opplyser at mannen var våt og kald.",
)
CITED = replace(
    RETOLD,
    published=NOON + timedelta(hours=20),
    text=RETOLD.text.replace("Føreren reddet seg selv.", "Føreren reddet seg selv, skriver Fjordposten."),
)
ANSWER = replace(
    CITED,
    text="Etter velten ved Nedre Bru i Granvik krever Siri Holm autovern langs Storelva. – Hun har rett, sier ordfører"
    " Kjell Moe til Fjordposten. Han lover 400.000 kroner i budsjettet for 2027.",
)


def alike(one: Article, other: Article) -> bool:
    there, back = likeness(sketch(one), sketch(other)), likeness(sketch(other), sketch(one))
    assert there == back
    return there > 0


def test_a_notice_told_anew_within_hours_is_a_copy() -> None:
    assert alike(FIRST, RETOLD)


@pytest.mark.parametrize(
    ("why", "other"),
    [
        ("the next day", replace(RETOLD, published=NOON + timedelta(hours=20))),
        ("without a time", replace(RETOLD, published=None)),
        ("the same paper", replace(RETOLD, outlet="fjordposten")),
        (
            "another place",
            replace(RETOLD, text=RETOLD.text.replace("Storelva ved Nedre Bru", "Lilleelva ved Øvre Bru")),
        ),
        ("another hour", replace(RETOLD, text=RETOLD.text.replace("11.05", "08.30").replace("Lie", "Vik"))),
    ],
)
def test_it_is_a_story_of_its_own_when_it_comes(why: str, other: Article) -> None:
    assert not alike(FIRST, other), why


def test_a_story_that_names_its_source_is_a_copy_the_next_day_too_but_an_answer_is_not() -> None:
    assert alike(FIRST, CITED)
    assert not alike(replace(FIRST, outlet="havposten"), CITED)
    assert not alike(FIRST, ANSWER)


def test_without_the_encoder_only_the_wording_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "encode", lambda _sentences: None)
    assert signs(FIRST, None) == []
    assert not alike(FIRST, RETOLD)
    assert alike(FIRST, replace(FIRST, outlet="dalnytt"))


def test_signs_are_few_numbers_and_tell_the_angle() -> None:
    one, other = signs(FIRST, None), signs(RETOLD, None)
    assert len(one) == CHUNKS
    assert all(0 <= chunk < 2**48 for chunk in one)
    assert angle(one, one) == 1.0
    assert angle(one, other) == angle(other, one) > 0.6
    assert angle(one, []) == 0.0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Det skriver Fjordposten.", ["Fjordposten"]),
        ("Ifølge NRK er to skadd.", ["NRK"]),
        ("To er skadd, ifølge NRK.", ["NRK"]),
        ("– Nei, sier rektor Nina Vik til Ringerikes Blad.", ["Ringerikes Blad"]),
        ("Saka vart først omtala i Vestavisa.", ["Vestavisa"]),
        ("Det skriver Kari Nordlie i en epost.", []),
        ("Pengene går til Granvik.", []),
    ],
)
def test_the_newsroom_that_told_it_is_known(text: str, found: list[str]) -> None:
    assert named_sources(text) == found


def test_an_outlet_is_known_by_how_its_id_begins() -> None:
    assert "nrk" in ids_of("nrk-buskerud")
    assert id_of("Ringerikes Blad") in ids_of("ringerikes-blad")
    assert id_of("TV 2") not in ids_of("tv-modum")
    assert ids_of("vg") == ["vg"]

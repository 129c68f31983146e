"""Who is quoted: names with office, once each, both written forms."""

import pytest

from mediawatch.enrich.topics import find_quoted
from mediawatch.model import Article


def quoted(text: str, *, title: str = "", lead: str = "") -> tuple[str, ...]:
    return find_quoted(
        Article(outlet="p", address="https://p.example/1", article_id=None, title=title, lead=lead, text=text)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("– Vi er stolte, sier ordfører Kari Fossum.", ("ordfører Kari Fossum",)),
        ("– Vi er stolte, seier ordførar Kari Fossum.", ("ordførar Kari Fossum",)),
        ("Ordfører Kari Fossum sier at saken er løst.", ("ordfører Kari Fossum",)),
        ("– Vi er stolte, sier Kari Fossum, rektor på Furulund skole.", ("rektor på Furulund skole Kari Fossum",)),
        ("– Det går bra, forteller daglig leder Ingrid Sletten i bedriften.", ("daglig leder Ingrid Sletten",)),
        ("Ifølge Knut Ås i politiet er veien åpen.", ("Knut Ås",)),
        ("Ifølge operasjonsleder Knut Ås er veien åpen.", ("operasjonsleder Knut Ås",)),
        ("Konservator Liv Sandnes forteller om funnet.", ("konservator Liv Sandnes",)),
        ("Per Lunde (Sp) mener planen er for sen.", ("Per Lunde",)),
        ("Ole-Jonny Bråten Moe fortel at det gjekk bra.", ("Ole-Jonny Bråten Moe",)),
        ("– Ja, svarer Tom van der Meer.", ("Tom van der Meer",)),
        ("Det sier assisterende kommunedirektør Morten Eide.", ("assisterende kommunedirektør Morten Eide",)),
        ("– Trist, sier Mona Dahl til Granvikposten.", ("Mona Dahl",)),
    ],
)
def test_forms_of_quoting(text: str, expected: tuple[str, ...]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Granvik kommune sier nei til planen.",
        "Statens Vegvesen opplyser at veien er stengt.",
        "Det sier han. Hun mener det samme.",
        "Sør-Øst Politidistrikt melder om glatte veier.",
        "Granvik sier ja.",
        "",
    ],
)
def test_bodies_and_pronouns_are_not_people(text: str) -> None:
    assert quoted(text) == ()


def test_a_person_is_given_once_with_the_fullest_form() -> None:
    text = (
        "Kari Fossum mener det går bra.\n– Ja, sier ordfører Kari Fossum.\n– Nei, svarer Per Lunde.\nKari Fossum ler."
    )
    assert quoted(text) == ("ordfører Kari Fossum", "Per Lunde")


def test_the_order_is_that_of_the_article() -> None:
    found = quoted(
        "– Nei, sier Per Lunde.", title="Kari Fossum: – Ja", lead="Kommuneoverlege Helle Winge advarer mot smitte."
    )
    assert found == ("kommuneoverlege Helle Winge", "Per Lunde")

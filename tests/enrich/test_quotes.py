"""Who is quoted: names with office, once each, both written forms."""

import pytest

from mediawatch.enrich.quotes import Voice, find_voices
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
    assert found == ("Kari Fossum", "kommuneoverlege Helle Winge", "Per Lunde")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ordfører Kari Fossum klippet snora. – En stor dag, sier Fossum.", ("ordfører Kari Fossum",)),
        ("Torgny Sletten har drevet butikken i ti år. Sletten forteller at kundene svikter.", ("Torgny Sletten",)),
        ("Kari Fossum og Per Fossum var der. – Fint, sier Fossum.", ()),
        ("– Fint, sier Fossum.", ()),
        ("Politikerne Kari Fossum og Per Lunde var der. – Fint, sier Lunde.", ("Per Lunde",)),
    ],
)
def test_a_surname_alone_is_the_person_named_before(text: str, expected: tuple[str, ...]) -> None:
    assert quoted(text) == expected


def test_a_surname_in_the_title_is_the_person_named_in_the_text() -> None:
    assert quoted("Kommuneoverlege Helle Winge leder vaksineringen.", title="– Trygt, sier Winge") == (
        "kommuneoverlege Helle Winge",
    )


@pytest.mark.parametrize("text", ["Granvik Arbeiderparti sier nei.", "Bane NOR sier de er i rute."])
def test_parties_and_firms_are_no_people(text: str) -> None:
    assert quoted(text) == ()


def test_capitals_of_a_short_form_are_kept() -> None:
    assert quoted("Nettet virker, sier IT-sjef Kari Fossum.") == ("IT-sjef Kari Fossum",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("– Saken er løst, sier ordføreren.", ("ordføreren",)),
        ("Kommunedirektøren opplyser at budsjettet holder.", ("kommunedirektøren",)),
        ("Ordfører Kari Fossum var på plass. – Bra, sier ordføreren.", ("ordfører Kari Fossum",)),
        ("Ordføreren sier ja. Det er ordfører Kari Fossum som sier det.", ("ordfører Kari Fossum",)),
        ("Politiet opplyser at veien er stengt.", ()),
        ("Bilen sier stopp, og døra svarer ikke.", ()),
    ],
)
def test_an_office_alone_speaks_for_its_holder(text: str, expected: tuple[str, ...]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anne Lie fikk prisen. Hun sier at hun er rørt.", ("Anne Lie",)),
        ("Anne Lie og Per Lunde fikk prisen. Hun sier at hun er rørt.", ()),
        ("Ho fortel at Kari Fossum kjem.", ()),
        ("Han sier at Berit Aasen tar feil.", ()),
    ],
)
def test_a_pronoun_is_the_one_person_named_before(text: str, expected: tuple[str, ...]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Leder av hovedutvalget for helse, Anne Lie (Ap), mener ventelistene er for lange.",
            ("leder av hovedutvalget for helse Anne Lie",),
        ),
        ("Forsker Siri Holm ved Universitetet i Midtlandet peker på tre grunner.", ("forsker Siri Holm",)),
        ("– Eg er glad, seier Ingrid Sletten (17).", ("Ingrid Sletten",)),
        ("«Vi må handle», skriver kommuneoverlege Helle Winge.", ("kommuneoverlege Helle Winge",)),
        ("Kari Fossum sier hun har snakket med Per Lunde.", ("Kari Fossum",)),
        ("Kari Fossum blir spurt av Per Lunde om hun tror på planen.", ()),
        ("Opplysningene kommer fra Kari Fossum, sier de.", ()),
    ],
)
def test_what_stands_between_name_and_verb(text: str, expected: tuple[str, ...]) -> None:
    assert quoted(text) == expected


def test_office_and_party_tell_the_side() -> None:
    text = (
        "– Ja, sier rektor Marit Haug. – Nei, sier Per Lunde (Sp). – Kanskje, sier konservator Liv Sandnes. "
        "– Vet ikke, sier Tor Strand."
    )
    article = Article(outlet="p", address="https://p.example/1", article_id=None, title="", text=text)
    assert find_voices(article) == (
        Voice("Marit Haug", "rektor", "administration"),
        Voice("Per Lunde", "", "politics"),
        Voice("Liv Sandnes", "konservator", "other"),
        Voice("Tor Strand"),
    )


def test_a_page_that_is_no_article_does_not_stop_the_line() -> None:
    assert quoted("Aa " * 40_000) == ()
    assert quoted("sier " * 40_000 + "Kari Fossum.") == ()
    assert len(quoted("".join(f"– Ja, sier Kari A{chr(97 + n)}sen. " for n in range(26)) * 3)) == 26

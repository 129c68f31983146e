"""Language: bokmål, nynorsk and their neighbours, in short and long texts."""

import pytest

from mediawatch.enrich.topics import find_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kommunestyret sa ikke ja til den nye skolen", "nb"),
        ("Kommunestyret sa ikkje ja til den nye skulen", "nn"),
        ("Fekk ros frå heile bygda", "nn"),
        ("Fikk ros fra hele bygda", "nb"),
        ("Elevane jubla då dei fekk høyre nyheita", "nn"),
        ("Hun forteller hvordan det var å være barn i bygda, og hva de gjorde.", "nb"),
        ("Ho fortel korleis det var å vere barn i bygda, og kva dei gjorde.", "nn"),
        ("Kommunen har inte råd att bygga en ny skola för barnen, säger han.", "sv"),
        ("Kommunen har ikke råd til at bygge nye skoler efter krisen, siger han. Der blev meget støj af det.", "da"),
        ("The municipality said it was the first of its kind in the country.", "en"),
        ("Regjeringa gjev meir pengar til vegen.", "nn"),
        ("Regjeringen gir mer penger til veien.", "nb"),
        ("Hallen vart bygd etter krigen og blir no riven.", "nn"),
        ("Laurdag opnar dei dørene for alle.", "nn"),
        ("Ungane leikar i hagen medan dei vaksne drikk kaffi.", "nn"),
        ("", "nb"),
        ("Granvik", "nb"),
        ("Raw Air World Tour til Granvik", "nb"),
        ("«The Sound of Music» settes opp i kulturhuset, og billettene er ikke dyre.", "nb"),
    ],
)
def test_short_texts(text: str, language: str) -> None:
    assert find_language(text) == language


def test_a_nynorsk_quote_does_not_turn_a_bokmaal_article() -> None:
    text = "Hun sier at de ikke fikk svar fra kommunen. – Eg er ikkje nøgd, sier Ola Dahl. Nå vil de klage. " * 3
    assert find_language(text) == "nb"

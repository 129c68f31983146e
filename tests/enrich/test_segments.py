"""What the encoder is given: names masked, titles closed, the sentences about us first."""

from mediawatch.enrich.passages import passages, places
from mediawatch.enrich.segments import MASK, MOST_WORDS, mask_names, segments
from mediawatch.model import Article
from tests.quality.granvik import GRANVIK, read_granvik


def given(title: str, lead: str = "", text: str = "") -> tuple[str, ...]:
    article = Article(outlet="p", address="https://p.example/1", article_id=None, title=title, lead=lead, text=text)
    reading = read_granvik(article)
    return segments(passages(article, reading, places(reading, GRANVIK)), reading)


def test_our_names_and_those_of_places_read_alike() -> None:
    assert mask_names("Solvik og Drammens ordfører", {"Solvik"}) == f"{MASK} og {MASK} ordfører"


def test_a_longer_name_is_masked_before_the_shorter_in_it() -> None:
    assert mask_names("Solvik Bad i Solvik", {"Solvik", "Solvik Bad"}) == f"{MASK} i {MASK}"


def test_small_letters_and_other_words_stay() -> None:
    assert mask_names("Sola skinte, og kommunen i Solviken feiret.", {"kommunen", "Solvik"}) == (
        "Sola skinte, og kommunen i Solviken feiret."
    )


def test_a_title_is_closed_unless_it_is() -> None:
    assert given("Skolen åpner")[0] == "Skolen åpner."
    assert given("Hva nå?")[0] == "Hva nå?"


def test_of_a_long_article_the_title_the_lead_and_what_is_about_us_are_read() -> None:
    other = "Fylket la fram tall for kommunene i regionen, og mange av dem vil bruke tid på å gå gjennom dem. "
    found = given("Fylkets tall", "Slik går det.", other * 9 + "Granvik er best i fylket. " + other * 9)
    assert found[0] == "Fylkets tall."
    assert found[1] == "Slik går det."
    assert f"{MASK} er best i fylket." in found
    assert "" in found
    words = sum(len(text.split()) for text in found)
    assert MOST_WORDS <= words < MOST_WORDS + len(other.split())


def test_a_short_article_is_read_whole() -> None:
    found = given("Nytt tak", "Skolen i Granvik får nytt tak.", "Arbeidet tar to uker. Elevene går på Nordmo.")
    assert all(found)

"""Excerpts: the sentences around mentions, never more than may be kept."""

import pytest

from mediawatch.enrich.excerpt import make_excerpt
from mediawatch.enrich.names import read_names
from mediawatch.model import Article
from tests.quality import names as quality

LONG = "Etter mange runder med høring, befaring og nye utregninger over flere år "


def excerpt(text: str, *, title: str = "Nytt", lead: str = "", limit: int = 300) -> tuple[str, ...]:
    article = Article(outlet="a", address="https://a.no/1", article_id=None, title=title, lead=lead, text=text)
    return make_excerpt(article, read_names(article, quality.organisation(), None), limit=limit)


def test_the_sentences_with_mentions_in_reading_order() -> None:
    text = "Det regner. Modum bygger skole. Ingen protesterer. Vikersund får hall."
    assert excerpt(text) == ("Modum bygger skole.", "Vikersund får hall.")


def test_title_and_lead_are_not_repeated() -> None:
    text = "Modum bygger skole. Den får plass til 300. Modum kommune betaler."
    assert excerpt(text, title="Modum bygger skole", lead="Modum kommune betaler.") == ()


def test_abbreviations_and_dates_do_not_end_a_sentence() -> None:
    text = "Møtet er 24. november kl. 18 i Modum, bl.a. om St. Olavs kilde og nr. 2 i planen. Kom tidlig."
    assert excerpt(text) == ("Møtet er 24. november kl. 18 i Modum, bl.a. om St. Olavs kilde og nr. 2 i planen.",)


def test_the_limit_holds_for_all_sentences_together() -> None:
    text = " ".join(f"{LONG}har Modum sagt ja til punkt {number}." for number in range(1, 20))
    for limit in (0, 30, 50, 100, 300):
        assert sum(map(len, excerpt(text, limit=limit))) <= limit
    assert sum(map(len, excerpt(text))) > 200


def test_a_long_sentence_is_cut_between_words_with_the_name_inside() -> None:
    (piece,) = excerpt(f"{LONG * 3}ble det ja i Modum, men {LONG * 3}.", limit=90)
    assert "Modum" in piece
    assert piece.startswith("… ")
    assert piece.endswith("…")
    whole = {word.strip(",.") for word in f"{LONG}ble det ja i Modum, men".split()}
    assert {word.strip("…,.") for word in piece.removeprefix("… ").split()} <= whole


def test_the_place_itself_comes_first_when_there_is_little_room() -> None:
    text = "Festen ble holdt på Blaafarveværket av gode grunner. Modum kommune betalte for hele gildet i år."
    assert excerpt(text, limit=60) == ("Modum kommune betalte for hele gildet i år.",)


def test_rejected_mentions_give_no_excerpt() -> None:
    assert excerpt("Brann i Åmot. Brannvesenet på Rena rykket ut.") == ()


def test_line_breaks_become_spaces() -> None:
    assert excerpt("Fest i\u00a0Modum\u00a0Bad i går.") == ("Fest i Modum Bad i går.",)


def test_a_negative_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        excerpt("Modum.", limit=-1)

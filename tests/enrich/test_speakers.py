"""The head for who should answer: what it gives, what it leaves out, and where it says nothing."""

import math
from dataclasses import replace

import pytest

from mediawatch.enrich import heads, speakers
from mediawatch.enrich.speakers import ROLES, number_of, numbers, read_roles
from mediawatch.model import Article
from tests.quality.granvik import read_granvik


def story(title: str, text: str) -> Article:
    return Article(outlet="posten", address="https://p.example/1", article_id=None, title=title, text=text)


COUNCIL = story(
    "Knapt flertall for ny idrettshall",
    "Kommunestyret i Granvik sa ja med 14 mot 13 stemmer etter tre timers debatt. Opposisjonen varsler omkamp.",
)
CRASH = story(
    "Bil i grøfta på fylkesveien",
    "Føreren ble kjørt til legevakta i Granvik natt til lørdag. Politiet melder at veien var stengt i en time.",
)


@pytest.mark.parametrize(("article", "role"), [(COUNCIL, "mayor"), (CRASH, "none")])
def test_plain_stories_are_given_to_who_answers_them(article: Article, role: str) -> None:
    found = read_roles(article, read_granvik(article))
    assert found is not None
    assert max(found, key=lambda one: found[one]) == role


def test_every_role_that_the_head_knows_has_a_chance() -> None:
    found = read_roles(COUNCIL, read_granvik(COUNCIL))
    assert found is not None
    assert tuple(found) == ROLES
    assert sum(map(math.exp, found.values())) == pytest.approx(1)


def test_nothing_is_said_of_what_is_not_about_us() -> None:
    assert read_roles(COUNCIL, replace(read_granvik(COUNCIL), relevant=False)) is None


def test_nothing_is_said_without_the_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "encode", lambda _sentences: None)
    assert read_roles(COUNCIL, read_granvik(COUNCIL)) is None


def test_names_are_left_out_and_stems_are_told_by_their_number() -> None:
    article = story("Skolen i Granvik stenger", "Der bor Torgny Heggen, og skolene er to.")
    found = numbers(article, read_granvik(article))
    assert found[0] == number_of("skolen") == number_of("skolene")
    assert not {number_of("granvik"), number_of("torgny"), number_of("heggen")} & set(found)


def test_the_words_far_down_in_a_long_text_are_not_read() -> None:
    article = story("Møte", "bok " * speakers.MOST_CHARACTERS + "hovedutvalget")
    assert number_of("hovedutvalget") not in numbers(article, read_granvik(article))

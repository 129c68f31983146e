"""Sentences and words: where they end, and that offsets point back at the text."""

import pytest

from mediawatch.enrich.tokens import sentences, tokens, words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Møtet er kl. 18. Alle er velkommen.", 2),
        ("Den 17. mai går toget. Det er gratis.", 2),
        ("– Ja! – Nei? – Kanskje.", 3),
        ("Overskrift uten punktum\nNy linje her", 2),
        ("Han sa: «Det går bra.» Så gikk han.", 2),
        ("A. Dahl vant. B. Moe tapte.", 2),
        ("", 0),
        ("   \n ", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_offsets_point_at_the_text() -> None:
    text = "  Først dette. «Så dette!» \n– Til slutt?  "
    for sentence in sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
    for token in tokens(text):
        assert text[token.start : token.end] == token.surface


def test_words_are_composed_and_small_and_soft_hyphens_vanish() -> None:
    assert words("A\u030amot kom\u00admune, 3,5 % og E-post.") == ("åmot", "kommune", "3", "5", "og", "e-post")

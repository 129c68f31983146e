"""What may be kept: a rule with money and law behind it, so every branch is tried."""

from dataclasses import replace

import pytest
from store_records import ARTICLE, IRRELEVANT, MENTION, OUTLET, READING, UNSURE, make_coverage

from mediawatch.store.keeping import EXCERPT_LIMIT, LEAD_LIMIT, content_hash, fingerprint, kept, shorten

SENTENCE = "Elva flommet over ved skolen i natt. "
LONG = replace(ARTICLE, lead=SENTENCE * 20, text=SENTENCE * 50)


def keep(article=LONG, keep_text="excerpt", **changes):
    coverage = make_coverage(article, **changes)
    return kept(article, [coverage], keep_text)


def test_none_keeps_title_and_address_only() -> None:
    result = keep(keep_text="none")
    assert (result.article.title, result.article.address) == (LONG.title, LONG.address)
    assert (result.article.lead, result.article.text) == ("", "")
    assert result.coverages[0].excerpt == ()


def test_excerpt_keeps_a_short_lead_and_the_sentences_around_mentions() -> None:
    result = keep(excerpt=("Kort setning.",))
    assert result.article.text == ""
    assert 0 < len(result.article.lead) <= LEAD_LIMIT
    assert result.article.lead.endswith("…")
    assert LONG.lead.startswith(result.article.lead[:-1])
    assert result.coverages[0].excerpt == ("Kort setning.",)


def test_a_lead_of_exactly_the_limit_is_kept_whole() -> None:
    lead = "x" * LEAD_LIMIT
    assert keep(replace(ARTICLE, lead=lead)).article.lead == lead


@pytest.mark.parametrize(
    "sentences",
    [("a" * 200, "b" * 99), ("a" * 200, "b" * 101), ("ord " * 100,), ("a" * 299, "b" * 2), ("a" * 40,) * 20],
)
def test_excerpts_are_within_the_limit_in_all(sentences) -> None:
    excerpt = keep(excerpt=sentences).coverages[0].excerpt
    assert sum(map(len, excerpt)) <= EXCERPT_LIMIT
    assert excerpt
    assert excerpt[0][:30] == sentences[0][:30]


def test_full_keeps_everything() -> None:
    result = keep(keep_text="full")
    assert (result.article.lead, result.article.text) == (LONG.lead, LONG.text)


@pytest.mark.parametrize("keep_text", ["excerpt", "full"])
def test_noarchive_keeps_at_most_a_short_lead(keep_text) -> None:
    result = keep(replace(LONG, keepable=False), keep_text)
    assert 0 < len(result.article.lead) <= LEAD_LIMIT
    assert result.article.text == ""
    assert result.coverages[0].excerpt == ()


@pytest.mark.parametrize("keep_text", ["none", "excerpt", "full"])
def test_an_article_for_nobody_keeps_its_title_only(keep_text) -> None:
    result = keep(keep_text=keep_text, reading=IRRELEVANT)
    assert (result.article.lead, result.article.text, result.coverages[0].excerpt) == ("", "", ())


def test_what_a_person_must_look_at_is_kept_like_what_is_relevant() -> None:
    assert keep(reading=UNSURE).article.lead != ""


def test_one_organisations_excerpt_is_not_kept_for_another_it_does_not_concern() -> None:
    ours = make_coverage(LONG)
    theirs = make_coverage(LONG, organisation="sigdal", reading=IRRELEVANT)
    assert [copy.excerpt for copy in kept(LONG, [ours, theirs], "excerpt").coverages] == [ours.excerpt, ()]


def test_reasons_cannot_smuggle_the_text_in() -> None:
    reading = replace(READING, because=(LONG.text,), mentions=(replace(MENTION, because=LONG.text),))
    tone = replace(make_coverage(LONG).tone, because=(LONG.text,))
    copy = keep(replace(LONG, title=LONG.text), reading=reading, tone=tone).coverages[0]
    reasons = [*copy.reading.because, copy.reading.mentions[0].because, *copy.tone.because]
    assert max(map(len, reasons)) <= 200


def test_the_records_that_come_in_are_left_alone() -> None:
    coverage = make_coverage(LONG, outlet=replace(OUTLET, keep_text="none"))
    kept(LONG, [coverage], "none")
    assert LONG.text
    assert coverage.excerpt


def test_shortening_cuts_between_words_but_never_takes_most_of_the_text_away() -> None:
    assert shorten("Elva flommet over", 14) == "Elva flommet…"
    assert shorten("Ja " + "x" * 50, 20) == "Ja " + "x" * 16 + "…"


def test_the_hash_sees_words_and_not_white_space() -> None:
    spaced = replace(ARTICLE, text=ARTICLE.text.replace(" ", "\n  "))
    assert content_hash(spaced) == content_hash(ARTICLE)
    for changed in ({"title": "Ny"}, {"lead": "Ny"}, {"text": "Ny"}):
        assert content_hash(replace(ARTICLE, **changed)) != content_hash(ARTICLE)
    swapped = replace(ARTICLE, title=ARTICLE.lead, lead=ARTICLE.title)
    assert content_hash(swapped) != content_hash(ARTICLE)
    assert content_hash(replace(ARTICLE, paywalled=False, tags=())) == content_hash(ARTICLE)


def test_fingerprints_tell_where_one_part_ends() -> None:
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
    assert len(fingerprint("\ud800")) == 32

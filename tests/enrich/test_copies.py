"""Copies: golden pairs, and what sketches promise."""

import random
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mediawatch.enrich import copies
from mediawatch.enrich.copies import find_story, likeness, sketch
from mediawatch.model import Article, Sketch
from tests.quality.copies import families, found_same, grouped, pairs, related

PAIRS = pairs()
PIECES = families()
SKETCHES = {name: sketch(piece) for name, piece in PIECES.items()}
RELATED = related(list(PIECES))
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("first", "second"),
    [(first, second) for pair, first, second in PAIRS if not pair["same"]],
    ids=[f"{pair['a']}-{pair['b']}: {pair['why']}" for pair, _, _ in PAIRS if not pair["same"]],
)
def test_different_stories_stay_apart(first: Article, second: Article) -> None:
    assert not found_same(first, second)
    assert not found_same(second, first)


def test_there_are_enough_pairs_of_both_sorts() -> None:
    assert sum(pair["same"] for pair, _, _ in PAIRS) >= 30
    assert sum(not pair["same"] for pair, _, _ in PAIRS) >= 30
    assert sum(same for _, _, same in RELATED) >= 150
    assert sum(not same for _, _, same in RELATED) >= 350


def unread(article: Article) -> Sketch:
    """A sketch without what the encoder reads: quicker, and enough where the wording decides."""
    with patch.object(copies, "signs", return_value=[]):
        return sketch(article)


def one(name: str) -> Article:
    return next(first for pair, first, _ in PAIRS if pair["a"] == name)


def test_a_sketch_holds_no_words_and_fits_a_signed_64_bit_column() -> None:
    made = sketch(one("hall"))
    assert made.shingles
    assert all(isinstance(value, int) and 0 <= value < 2**63 for value in made.shingles + made.title_words)
    assert len(made.shingles) <= 256 + 15 + 64 * 2 + 1 + 20 + 16


def test_a_sketch_is_the_same_in_every_process() -> None:
    made = sketch(
        Article(outlet="p", address="https://p.example/1", article_id=None, title="Granvik 2", text="Ny hall")
    )
    assert made.title_words == (1687909688, 2070135817)


def test_credits_and_case_of_the_spelling_do_not_matter() -> None:
    plain = Article(
        outlet="p", address="https://p.example/1", article_id=None, title="x", text="Snøen laver ned i dag."
    )
    credit = replace(plain, text="(NTB) Snøen laver ned i dag. (©NTB)")
    assert unread(plain).shingles == unread(credit).shingles


def test_of_several_stories_the_most_alike_wins() -> None:
    whole, short = one("hall"), one("hall_short")
    known = [
        replace(sketch(replace(short, outlet="c")), story=7, published=NOON),
        replace(sketch(replace(whole, outlet="b")), story=3, published=NOON),
        replace(sketch(replace(one("fire"), outlet="d")), story=5, published=NOON),
    ]
    assert find_story(replace(sketch(whole), published=NOON), known) == 3


def test_a_sketch_without_a_story_is_passed_over_and_nothing_known_is_none() -> None:
    whole = one("hall")
    assert find_story(sketch(whole), [replace(sketch(whole), outlet="b")]) is None
    assert find_story(sketch(whole), []) is None


@pytest.mark.parametrize("hours", [-71, 71])
def test_the_window_runs_both_ways(hours: int) -> None:
    whole = one("hall")
    old = replace(sketch(replace(whole, outlet="b")), story=1, published=NOON + timedelta(hours=hours))
    assert find_story(replace(sketch(whole), published=NOON), [old]) == 1


def test_texts_without_dates_are_told_by_their_words() -> None:
    whole = replace(one("hall"), published=None)
    assert found_same(whole, replace(whole, outlet="b"))


def test_empty_articles_are_never_copies() -> None:
    empty = Article(outlet="a", address="https://a.example/1", article_id=None, title="")
    assert not found_same(empty, replace(empty, outlet="b"))


def test_likeness_is_the_same_either_way_round() -> None:
    for one, other, _ in RELATED:
        assert likeness(SKETCHES[one], SKETCHES[other]) == likeness(SKETCHES[other], SKETCHES[one]), (one, other)


@pytest.mark.parametrize("name", PIECES)
def test_every_piece_is_a_copy_of_itself(name: str) -> None:
    made = SKETCHES[name]
    assert likeness(made, replace(made, outlet="another")) >= 0.9


def other_marks(text: str) -> str:
    """Straight quotation marks, plain dashes."""
    return text.replace("«", '"').replace("»", '"').replace("– ", "- ")


def twice_encoded(text: str) -> str:
    """Letters read in another encoding than they were written in."""
    return text.encode().decode("latin-1")


def as_entities(text: str) -> str:
    """The way a feed may write it."""
    return text.replace("å", "&aring;").replace("ø", "&#248;").replace("«", "&laquo;")


TYPOGRAPHY = {
    "marks": other_marks,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "hard blanks": lambda text: text.replace(" kroner", "\u00a0kroner").replace(" millioner", "\u202fmillioner"),
    "soft hyphens": lambda text: text.replace("kommune", "kom\u00admune").replace("skole", "sko\u00adle"),
    "twice encoded": twice_encoded,
    "entities": as_entities,
}


@pytest.mark.parametrize("change", TYPOGRAPHY.values(), ids=TYPOGRAPHY)
def test_typography_does_not_hide_a_copy(change) -> None:
    for name, piece in PIECES.items():
        if "Ã" in piece.text:
            continue  # broken already, and part of the measure
        changed = unread(
            replace(
                piece, outlet="another", title=change(piece.title), lead=change(piece.lead), text=change(piece.text)
            )
        )
        assert likeness(SKETCHES[name], changed) >= 0.8, name


LONG = sorted(name for name, made in SKETCHES.items() if made.words >= 60)


@given(name=st.sampled_from(LONG), data=st.data())
@settings(max_examples=150, deadline=None)
def test_cut_and_shuffled_paragraphs_and_what_stands_around_them_do_not_hide_a_copy(name: str, data) -> None:
    piece = PIECES[name]
    paragraphs = piece.text.split("\n\n")
    kept = data.draw(st.lists(st.sampled_from(paragraphs), min_size=2, unique=True))
    assume(len(" ".join(kept).split()) >= 40)  # of a caption and a sentence nobody could say it
    around = data.draw(
        st.lists(
            st.sampled_from(["Av Kari Nordlie", "Foto: Ola Li", "(©NTB)", "Les også: Vårt mål", "Publisert 3. mai"]),
            unique=True,
        )
    )
    cut = replace(piece, outlet="another", title="Noe helt annet", text="\n\n".join([*kept, *around]))
    assert likeness(SKETCHES[name], unread(cut)) > 0


@pytest.mark.parametrize("seed", range(8))
def test_whatever_the_order_of_arrival_no_two_stories_mix_and_few_copies_part(seed: int) -> None:
    order = random.Random(seed).sample(sorted(PIECES), len(PIECES))
    stories = grouped([(name, SKETCHES[name]) for name in order])
    assert [pair for pair in RELATED if not pair[2] and stories[pair[0]] == stories[pair[1]]] == []
    apart = [pair for pair in RELATED if pair[2] and stories[pair[0]] != stories[pair[1]]]
    assert len(apart) <= 0.1 * sum(same for _, _, same in RELATED)


ALL_ALIKE = [name for name in sorted(PIECES) if name.startswith(("fastlege/a", "brann/a", "npk/a"))]


@pytest.mark.parametrize("seed", range(20))
def test_where_all_are_alike_the_order_of_arrival_does_not_matter(seed: int) -> None:
    order = random.Random(seed).sample(ALL_ALIKE, len(ALL_ALIKE))
    stories = grouped([(name, SKETCHES[name]) for name in order])
    assert len(set(stories.values())) == 3
    assert all((stories[one] == stories[other]) is same for one, other, same in related(ALL_ALIKE))


def test_a_piece_between_two_others_joins_them_only_when_it_comes_before_the_last() -> None:
    """The two halves share nothing; the whole holds both. Stories are never joined afterwards."""
    whole = replace(PIECES["vind/a/1"], outlet="b")
    paragraphs = whole.text.split("\n\n")
    first = replace(whole, outlet="a", title="Første", text="\n\n".join(paragraphs[:4]))
    last = replace(whole, outlet="c", title="Siste", lead="", text="\n\n".join(paragraphs[4:]))
    a, b, c = ((name, sketch(piece)) for name, piece in (("a", first), ("b", whole), ("c", last)))
    assert likeness(a[1], c[1]) == 0
    assert grouped([a, b, c]) == {"a": 0, "b": 0, "c": 0}
    assert len(set(grouped([a, c, b]).values())) == 2


def test_of_thousands_only_what_shares_wording_is_looked_at_closer(monkeypatch) -> None:
    looked: list[Sketch] = []
    monkeypatch.setattr(copies, "likeness", lambda one, other: looked.append(other) or 0.0)
    known = [replace(made, story=at) for at, made in enumerate(SKETCHES.values())]
    assert find_story(SKETCHES["vind/a/1"], known * 20) is None
    assert 0 < len({made.story for made in looked}) < 25


@pytest.mark.parametrize("name", ["vind/a/1", "brann/a/1", "skole/a/1", "hjem/a/1"])
def test_a_notice_cut_from_a_very_long_piece_is_found(name: str) -> None:
    notice = replace(PIECES[name], outlet="another", title="Kort fortalt", text=PIECES[name].text.split("\n\n")[0])
    more = "\n\n".join(piece.text for other, piece in PIECES.items() if other.endswith("/b/1"))
    whole = sketch(replace(PIECES[name], text=f"{PIECES[name].text}\n\n{more[:8000]}"))
    assert whole.words > 1200
    assert likeness(sketch(notice), whole) > 0

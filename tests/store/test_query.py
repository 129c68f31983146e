"""The search field's language."""

import pytest

from mediawatch.store.query import DEPTH_LIMIT, All, AnyOf, Field, Term, parse

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
        ("flom -(ras OR elv)", All((FLOM,), (AnyOf((RAS, ELV)),))),
        ('flom -"ras elv"', All((FLOM,), (Term("ras elv"),))),
        ("NOT flom", All((), (FLOM,))),
        ("-flom", All((), (FLOM,))),
        ("tone:negativ", Field("tone", ("negativ",))),
        ("tone:negativ,blandet flom", All((Field("tone", ("negativ", "blandet")), FLOM))),
        ('utgiver:"Øvre Dal, Avis"', Field("utgiver", ("Øvre Dal, Avis",))),
        ("-tone:negativ flom", All((FLOM,), (Field("tone", ("negativ",)),))),
        ("IKKE nivå:riks", All((), (Field("nivå", ("riks",)),))),
        ("(tone:negativ ELLER flom) ras", All((AnyOf((Field("tone", ("negativ",)), FLOM)), RAS))),
        ("tone:", Field("tone", ())),
        ("fra:2016-03", Field("fra", ("2016-03",))),
        ("kl 10:30", All((Term("kl"), Term("10:30")))),
        ("https://a.example/b", Term("https://a.example/b")),
        ('"flom ras" elv', All((Term("flom ras"), ELV))),
        ("flo*", Term("flo", prefix=True)),
        ('"flom ra"*', Term("flom ra", prefix=True)),
    ],
)
def test_a_query_becomes_a_tree(typed, tree) -> None:
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

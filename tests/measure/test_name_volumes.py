"""Counts of names to volumes: articles a week and for each inhabitant; what was not listened to is never nought."""

from datetime import date, timedelta

import pytest

from mediawatch.measure.neighbours import LEAST_DAYS, name_volumes

MONDAY = date(2026, 11, 16)
PLACES = (("Granvik", 10_000), ("Fjellheim", 2_000), ("Storby", 50_000))
LONG_AGO = dict.fromkeys(("Granvik", "Fjellheim", "Storby"), date(2026, 1, 1))


def days(first: date, count: int) -> set[date]:
    return {first + timedelta(days=n) for n in range(count)}


ALWAYS = frozenset(days(MONDAY - timedelta(weeks=3), 28))


def volumes(counts, *, watched=LONG_AGO, listened=ALWAYS, weeks=4):
    found = name_volumes(PLACES, counts, watched=watched, listened=listened, monday=MONDAY, weeks=weeks)
    return {one.name: one for one in found}


def test_articles_a_week_and_for_each_thousand() -> None:
    made = volumes({
        ("Granvik", MONDAY): 3, ("Granvik", MONDAY - timedelta(days=1)): 5,
        ("Fjellheim", MONDAY + timedelta(days=6)): 4, ("Storby", MONDAY + timedelta(days=7)): 99,
    })  # fmt: skip
    assert (made["Granvik"].this_week, made["Granvik"].articles, made["Granvik"].weeks) == (3, 8, 4)
    assert made["Granvik"].per_week == 2.0
    assert made["Granvik"].per_thousand == pytest.approx(0.2)
    assert made["Fjellheim"].per_thousand == pytest.approx(0.5)
    assert (made["Storby"].this_week, made["Storby"].per_thousand) == (0, 0.0)
    assert list(made) == ["Fjellheim", "Granvik", "Storby"]
    assert [one.name for one in made.values() if one.is_ours] == ["Granvik"]


def test_a_week_not_listened_to_is_unknown_and_no_nought() -> None:
    deaf = days(MONDAY - timedelta(weeks=3), 21) | days(MONDAY, LEAST_DAYS - 1)
    made = volumes({("Granvik", MONDAY): 2, ("Granvik", MONDAY - timedelta(weeks=1)): 6}, listened=deaf)
    assert made["Granvik"].this_week is None
    assert (made["Granvik"].articles, made["Granvik"].weeks, made["Granvik"].per_week) == (6, 3, 2.0)


def test_a_name_counts_from_the_first_whole_week_it_was_watched() -> None:
    late = {**LONG_AGO, "Fjellheim": MONDAY - timedelta(days=3)}
    made = volumes({("Fjellheim", MONDAY - timedelta(days=2)): 9, ("Fjellheim", MONDAY): 1}, watched=late)
    assert (made["Fjellheim"].articles, made["Fjellheim"].weeks) == (1, 1)
    unwatched = volumes({}, watched={"Granvik": date(2026, 1, 1)})
    assert (unwatched["Storby"].this_week, unwatched["Storby"].per_thousand) == (None, None)


def test_before_anything_was_counted_there_is_nothing_to_show() -> None:
    assert volumes({}, watched={}) == {}
    assert volumes({("Granvik", MONDAY): 1}, listened=frozenset()) == {}

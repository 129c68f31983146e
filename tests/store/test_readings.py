"""Numbers that people supply: the last word counts, every word is remembered, all of a file or nothing."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError
from store_records import NOW

from mediawatch.model import SuppliedReading
from mediawatch.store import Kept

ONE = SuppliedReading(
    id=0, organisation="modum", reading="followers", date=date(2026, 11, 24), value=Decimal(1042), by="Kari", at=NOW
)


def test_what_is_supplied_comes_back_as_it_was(store) -> None:
    supplied = [ONE, replace(ONE, date=date(2026, 10, 1), value=Decimal("4.25")), replace(ONE, reading="visits")]
    assert store.readings.supply(supplied) == Kept(3, 0, 0)
    found = store.readings.all("modum")
    assert [replace(one, id=0) for one in found] == [supplied[1], supplied[0], supplied[2]]
    assert [one.value for one in store.readings.all("modum", "visits")] == [Decimal(1042)]
    assert store.readings.all("sigdal") == []
    assert store.readings.supply([]) == Kept(0, 0, 0)


def test_a_second_reading_of_a_date_takes_the_place_and_the_first_is_remembered(store) -> None:
    store.readings.supply([ONE])
    later = replace(ONE, value=Decimal(1050), by="Ola", at=NOW + timedelta(hours=1))
    assert store.readings.supply([later]) == Kept(0, 1, 0)
    (standing,) = store.readings.all("modum")
    assert (standing.value, standing.by, standing.counts) == (Decimal(1050), "Ola", True)
    first, second = store.readings.all("modum", withdrawn=True)
    assert (first.value, first.withdrawn_by, first.withdrawn_at) == (Decimal(1042), "Ola", later.at)
    assert second == standing


def test_the_same_number_again_changes_nothing(store, rows) -> None:
    store.readings.supply([ONE])
    assert store.readings.supply([replace(ONE, value=Decimal("1042.0"), by="Ola")]) == Kept(0, 0, 1)
    assert [row["by"] for row in rows("reading")] == ["Kari"]


def test_what_is_removed_counts_no_longer_and_may_be_supplied_again(store) -> None:
    store.readings.supply([ONE])
    removed = store.readings.remove("modum", "followers", ONE.date, by="Ola", now=NOW)
    assert removed is not None
    assert removed.value == Decimal(1042)
    assert store.readings.all("modum") == []
    assert store.readings.remove("modum", "followers", ONE.date, by="Ola", now=NOW) is None
    assert store.readings.supply([ONE]) == Kept(1, 0, 0)
    assert [one.counts for one in store.readings.all("modum", withdrawn=True)] == [False, True]


def test_one_that_cannot_be_kept_takes_none_with_it(store) -> None:
    with pytest.raises(IntegrityError):
        store.readings.supply([ONE, replace(ONE, date=date(2026, 1, 1), by=None)])  # type: ignore[arg-type]
    assert store.readings.all("modum", withdrawn=True) == []


def test_two_people_at_once_leave_one_that_counts(store, another) -> None:
    stores = [store, another()]
    given = [replace(ONE, value=Decimal(n), by=f"P{n}") for n in range(12)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda one: stores[int(one.value) % 2].readings.supply([one]), given))
    everything = store.readings.all("modum", withdrawn=True)
    assert len(everything) == 12
    assert sum(one.counts for one in everything) == 1

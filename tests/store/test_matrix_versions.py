"""Absences and the versions of the matrix, on both databases."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from store_records import NOW

from mediawatch.errors import ChangedError
from mediawatch.model import Absence, Department, Organisation, PlannedAbsence, Spokesperson

LINE = Spokesperson(
    id="ordforer",
    role="mayor",
    title="Ordfører",
    covers="Alt",
    rule="Ordfører/varaordfører uttaler seg.",
    source="planen",
    languages=("norsk", "engelsk"),
    trained=date(2025, 2, 28),
    absences=(PlannedAbsence(first=date(2026, 12, 30), last=date(2027, 1, 2), note="avtalt"),),
)
PLACE = Organisation(
    id="modum",
    name="Modum kommune",
    place="Modum",
    county="Buskerud",
    population=14_500,
    departments=(Department(id="stab", name="Stab", topics=("economy",)),),
    spokespersons=(LINE,),
)


def absence(first: date, last: date, **values) -> Absence:
    return Absence(organisation="modum", line="ordforer", first=first, last=last, **values)


def test_absences_are_found_by_the_days_they_touch(store) -> None:
    year_end = store.matrix.absences.add(absence(date(2026, 12, 30), date(2027, 1, 2)), by="k@x.no", now=NOW)
    easter = store.matrix.absences.add(absence(date(2027, 3, 25), date(2027, 3, 29)), by="k@x.no", now=NOW)
    store.matrix.absences.add(replace(year_end, id=0, organisation="granne"), by="k@x.no", now=NOW)

    def away(since, until=None):
        return store.matrix.away("modum", since=since, until=until)

    assert away(date(2026, 12, 29), date(2026, 12, 29)) == []
    assert away(date(2026, 12, 30), date(2026, 12, 30)) == [year_end]
    assert away(date(2027, 1, 2), date(2027, 1, 2)) == [year_end]
    assert away(date(2027, 1, 3)) == [easter]
    assert away(date(2026, 1, 1)) == [year_end, easter]


def test_a_removed_absence_never_was_but_stands_in_the_log(store) -> None:
    kept = store.matrix.absences.add(absence(date(2026, 12, 1), date(2026, 12, 3)), by="k@x.no", now=NOW)
    store.matrix.absences.change("modum", kept.id, by="b@x.no", now=NOW, expected=1, removed=True)
    assert store.matrix.away("modum", since=date(2026, 12, 1)) == []
    removed, added = store.access.audit(["modum"])
    assert (removed.action, json.loads(removed.after)) == ("absence.change", {"removed": True})
    assert json.loads(added.after)["first"] == "2026-12-01"


def test_of_two_who_change_one_absence_the_second_is_told(store) -> None:
    kept = store.matrix.absences.add(absence(date(2026, 12, 1), date(2026, 12, 3)), by="k@x.no", now=NOW)
    store.matrix.absences.change("modum", kept.id, by="a@x.no", now=NOW, expected=1, last=date(2026, 12, 4))
    with pytest.raises(ChangedError):
        store.matrix.absences.change("modum", kept.id, by="b@x.no", now=NOW, expected=1, last=date(2026, 12, 9))
    assert store.matrix.away("modum", since=date(2026, 12, 4))[0].last == date(2026, 12, 4)


def test_a_version_is_kept_when_the_matrix_changes_and_only_then(store) -> None:
    assert store.matrix.remember(PLACE, now=NOW)
    assert not store.matrix.remember(PLACE, now=NOW + timedelta(days=1))
    renamed = replace(PLACE, spokespersons=(replace(LINE, name="Eva Dal"),))
    assert store.matrix.remember(renamed, now=NOW + timedelta(days=2))
    later, first = store.matrix.versions("modum")
    assert later.spokespersons[0].name == "Eva Dal"
    assert first.departments == PLACE.departments
    assert first.spokespersons == (replace(LINE, absences=(replace(LINE.absences[0], note=""),)),)
    assert store.matrix.versions("granne") == []


def test_the_matrix_as_it_stood_on_a_day(store) -> None:
    store.matrix.remember(PLACE, now=datetime(2026, 1, 1, tzinfo=UTC))
    store.matrix.remember(
        replace(PLACE, spokespersons=(replace(LINE, name="Eva Dal"),)), now=datetime(2026, 6, 1, tzinfo=UTC)
    )
    assert store.matrix.at("modum", datetime(2025, 12, 31, tzinfo=UTC)) is None
    assert store.matrix.at("modum", datetime(2026, 5, 31, tzinfo=UTC)).spokespersons[0].name == ""
    assert store.matrix.at("modum", datetime(2026, 6, 1, tzinfo=UTC)).spokespersons[0].name == "Eva Dal"


def test_two_processes_that_open_at_once_keep_one_version(store, another) -> None:
    stores, barrier = (store, another()), Barrier(2)

    def remember(one) -> None:
        barrier.wait()
        one.matrix.remember(PLACE, now=NOW)

    threads = [Thread(target=remember, args=(one,)) for one in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.matrix.versions("modum")) == 1

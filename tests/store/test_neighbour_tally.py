"""The tally of names, on both databases: once for each article, and no word of any."""

from datetime import UTC, date, datetime, timedelta

from mediawatch.store import Store

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
DAY = date(2026, 11, 18)
LATER = NOW + timedelta(days=30)


def counted(store: Store, organisation: str = "granvik") -> dict[tuple[str, date], int]:
    return dict(store.neighbours.volumes(organisation, DAY - timedelta(days=30), DAY + timedelta(days=30)))


def test_an_article_counts_once_however_often_it_is_read(store: Store) -> None:
    for _ in range(3):
        store.neighbours.count("granvik", "posten", "1-2-3", DAY, ["Fjellheim", "Granvik"])
    store.neighbours.count("granvik", "bladet", "1-2-3", DAY, ["Fjellheim"])
    store.neighbours.count("other", "posten", "1-2-3", DAY, ["Fjellheim"])
    assert counted(store) == {("Fjellheim", DAY): 2, ("Granvik", DAY): 1}


def test_a_later_version_stands_in_place_of_the_earlier(store: Store) -> None:
    store.neighbours.count("granvik", "posten", "1", DAY, ["Fjellheim", "Granvik"])
    store.neighbours.count("granvik", "posten", "1", DAY + timedelta(days=1), ["Storby", "Granvik"])
    assert counted(store) == {("Storby", DAY + timedelta(days=1)): 1, ("Granvik", DAY + timedelta(days=1)): 1}
    store.neighbours.count("granvik", "posten", "1", DAY, [])
    assert counted(store) == {}


def test_fingerprints_are_all_that_is_kept(store: Store, rows) -> None:
    store.neighbours.count("granvik", "posten", "https://posten.example/hemmelig-sak", DAY, ["Fjellheim"])
    (row,) = rows("neighbour_mention")
    assert set(row) == {"organisation", "name", "article_print", "outlet", "day"}
    assert "hemmelig" not in str(row)
    assert len(str(row["article_print"])) == 32


def test_counting_has_a_start_for_each_name_and_a_gap_begins_it_anew(store: Store) -> None:
    store.neighbours.watch("granvik", ["Granvik", "Fjellheim"], NOW)
    store.neighbours.watch("granvik", ["Granvik", "Fjellheim", "Storby"], LATER)
    assert store.neighbours.watched("granvik") == {"Granvik": NOW, "Fjellheim": NOW, "Storby": LATER}
    store.neighbours.watch("granvik", ["Granvik"], LATER)
    store.neighbours.watch("granvik", ["Granvik", "Fjellheim"], LATER)
    assert store.neighbours.watched("granvik") == {"Granvik": NOW, "Fjellheim": LATER}
    assert store.neighbours.watched("other") == {}


def test_days_on_which_somebody_answered(store: Store) -> None:
    for day in (DAY, DAY, DAY + timedelta(days=2)):
        store.neighbours.heard(day)
    week = store.neighbours.listened(DAY, DAY + timedelta(days=7))
    assert week == {DAY, DAY + timedelta(days=2)}
    assert store.neighbours.listened(DAY, DAY + timedelta(days=2)) == {DAY}

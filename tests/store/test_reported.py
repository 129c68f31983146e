"""What reports have said is kept whole, and what was said first stays."""

from dataclasses import replace
from datetime import UTC, date, datetime

from mediawatch.model import SaidStory, SaidTarget, SaidWeek
from mediawatch.store import Store

SAID = SaidWeek(
    organisation="granvik",
    week="2026-W46",
    told_in="2026-W46",
    said_at=datetime(2026, 11, 16, 5, 30, tzinfo=UTC),
    rules="1",
    score=61.25,
    visibility=0.5,
    tone=0.75,
    voice=0.25,
    v_ref=4.0,
    silent=("Fjellposten",),
    stories=(SaidStory(story=7, exposure=1.2, tone="positive", naming="organisation", quoted=True),),
    targets=(SaidTarget(target="uke", name="Én sak", start=date(2026, 11, 9), outcome="met", asked="ab"),),
)


def test_what_goes_in_comes_out(store: Store) -> None:
    store.reported.keep([SAID])
    assert store.reported.said("granvik") == [SAID]
    assert store.reported.said("other") == []


def test_the_first_words_of_a_report_stay_and_a_later_report_adds_its_own(store: Store) -> None:
    store.reported.keep([SAID])
    store.reported.keep([replace(SAID, score=40.0)])
    later = replace(SAID, told_in="2026-W47", score=40.0)
    store.reported.keep([replace(SAID, week="2026-W47", told_in="2026-W47"), later])
    assert [(one.told_in, one.week, one.score) for one in store.reported.said("granvik")] == [
        ("2026-W46", "2026-W46", 61.25),
        ("2026-W47", "2026-W46", 40.0),
        ("2026-W47", "2026-W47", 61.25),
    ]


def test_silent_sources_of_a_reported_week_are_remembered(store: Store) -> None:
    later = replace(SAID, told_in="2026-W47", silent=("Elveposten", "Fjellposten"))
    store.reported.keep([SAID, later, replace(SAID, week="2026-W45", silent=())])
    assert store.reported.silent("granvik") == {"2026-W45": (), "2026-W46": ("Fjellposten", "Elveposten")}


def test_nothing_to_keep_is_no_trouble(store: Store) -> None:
    store.reported.keep([])
    assert store.reported.said("granvik") == []

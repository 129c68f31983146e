"""Pitches: steps, what waits (working days over holidays and the change of clocks), the op-ed year, whom to ask."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from mediawatch.model import PITCH_STATUSES, Pitch
from mediawatch.relate.pitches import (
    STEPS,
    OpEd,
    authors,
    moved,
    name_key,
    op_ed_year,
    op_eds,
    planned_in,
    waiting,
)

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def pitch(number: int = 1, **fields) -> Pitch:
    given = {"title": "Ny bro", "created_at": NOW, **fields}
    return Pitch(id=number, organisation="modum", **given)


def offered(*moment: int, **fields) -> Pitch:
    return pitch(status="offered", offered_at=datetime(*moment, tzinfo=OSLO), **fields)


def waits(one: Pitch, today: date) -> list[tuple[str, date, bool]]:
    return [(found.what, found.day, found.late) for found in waiting([one], today=today, zone=OSLO)]


def test_every_status_leads_on_and_only_to_statuses() -> None:
    assert set(STEPS) == set(PITCH_STATUSES)
    assert {step for steps in STEPS.values() for step in steps} <= set(PITCH_STATUSES)
    assert all(status not in steps and steps for status, steps in STEPS.items())


def test_a_step_fills_in_what_belongs_to_it_and_empties_what_does_not() -> None:
    one = pitch(status="drafted")
    told = replace(one, **moved(one, "offered", at=NOW))
    assert (told.status, told.offered_at) == ("offered", NOW)
    printed = replace(replace(told, **moved(told, "printed", at=NOW)), story=7)
    back = replace(printed, **moved(printed, "offered", at=datetime(2027, 1, 1, tzinfo=UTC)))
    assert (back.offered_at, back.printed_at, back.story, back.linked) == (NOW, None, None, "")
    declined = replace(told, **moved(told, "declined", at=NOW, why="For smalt"))
    assert (declined.declined_at, declined.declined_why, declined.offered_at) == (NOW, "For smalt", NOW)
    again = replace(declined, **moved(declined, "offered", at=datetime(2026, 12, 1, tzinfo=UTC)))
    assert (again.declined_at, again.declined_why, again.offered_at.month) == (None, "", 12)
    assert replace(told, **moved(told, "drafted", at=NOW)).offered_at is None


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ((2026, 11, 24, 9), date(2026, 12, 1)),
        ((2026, 3, 30, 9), date(2026, 4, 9)),  # Easter: Thursday, Friday and Monday are holidays
        ((2026, 5, 11, 9), date(2026, 5, 19)),  # Ascension Day the 14th; 17 May is a Sunday
        ((2027, 5, 12, 9), date(2027, 5, 20)),  # 17 May and Whit Monday on the same day
        ((2026, 12, 22, 9), date(2026, 12, 30)),
        ((2026, 12, 29, 9), date(2027, 1, 6)),
        ((2026, 10, 23, 23, 30), date(2026, 10, 30)),  # over the night the clocks go back; late on a Friday
    ],
)
def test_an_offer_is_asked_about_after_five_working_days(given: tuple[int, ...], asked: date) -> None:
    one = offered(*given)
    assert waits(one, asked) == [("answer", asked, False)]
    assert waits(one, date.fromordinal(asked.toordinal() - 1)) == []
    assert waits(one, date.fromordinal(asked.toordinal() + 1)) == [("answer", asked, True)]


def test_an_offer_with_a_day_set_waits_for_that_day() -> None:
    one = offered(2026, 11, 2, 9, planned=date(2026, 11, 30))
    assert waits(one, date(2026, 11, 30)) == []
    assert waits(one, date(2026, 12, 1)) == [("print", date(2026, 11, 30), True)]
    month = offered(2026, 11, 2, 9, planned=date(2026, 11, 1), month_only=True)
    assert waits(month, date(2026, 11, 30)) == [("answer", date(2026, 11, 9), True)]
    assert waits(month, date(2026, 12, 1)) == [("print", date(2026, 11, 30), True)]


def test_a_draft_is_due_until_it_is_written() -> None:
    one = pitch(draft_due=date(2026, 12, 1))
    assert waits(one, TODAY) == [("draft", date(2026, 12, 1), False)]
    assert waits(one, date(2026, 12, 2)) == [("draft", date(2026, 12, 1), True)]
    assert waits(one, date(2026, 11, 1)) == []
    assert waits(replace(one, status="drafted"), TODAY) == []


def test_an_embargo_lifts_on_its_local_day() -> None:
    one = pitch(status="drafted", embargo=datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    assert waits(one, TODAY) == [("embargo", TODAY, False)]
    assert waits(one, date(2026, 11, 23)) == []


def test_what_is_settled_waits_for_nobody() -> None:
    for status in ("printed", "declined", "dropped"):
        one = replace(offered(2026, 1, 2, 9, draft_due=TODAY, embargo=NOW), status=status)
        assert waits(one, TODAY) == []


# op-eds ---------------------------------------------------------------------------------------------------------------


def op_ed(number: int = 1, **fields) -> Pitch:
    return pitch(number, kind="op-ed", **fields)


def read(day: date, story: int, *names: str) -> OpEd:
    return OpEd(day=day, title=f"Kronikk {story}", authors=names, outlet="elvebladet", story=story)


def test_the_year_runs_over_new_year_and_says_what_is_missing() -> None:
    planned = [
        op_ed(1, planned=date(2026, 12, 1), month_only=True),
        op_ed(2, planned=date(2027, 1, 15)),
        op_ed(3, planned=date(2027, 2, 1), status="dropped"),
        pitch(4, planned=date(2027, 3, 1)),
    ]
    year = op_ed_year(planned, [read(date(2026, 11, 3), 9)], today=TODAY)
    assert [f"{one.month:%Y-%m}" for one in year][:3] == ["2026-11", "2026-12", "2027-01"]
    assert (len(year), f"{year[-1].month:%Y-%m}") == (12, "2027-10")
    assert [[one.id for one in month.planned] for month in year[:5]] == [[], [1], [2], [], []]
    assert [month.is_empty for month in year[:5]] == [False, False, False, True, True]


def test_a_pitch_says_who_wrote_what_a_paper_signed_otherwise() -> None:
    printed = op_ed(1, status="printed", author="Mona Lie", office="rektor", story=9, printed_at=NOW)
    alone = op_ed(2, status="printed", author="Per Dahl", printed_at=datetime(2026, 10, 1, tzinfo=UTC))
    found = op_eds([printed, alone], [read(date(2026, 11, 3), 9, "Redaksjonen")], zone=OSLO)
    assert [(one.story, one.authors, one.office) for one in found] == [
        (9, ("Mona Lie",), "rektor"),
        (0, ("Per Dahl",), ""),
    ]


def test_the_one_to_ask_wrote_longest_ago_and_writes_on_nothing() -> None:
    printed = [read(date(2026, 9, 1), 1, "Kari Nordlie"), read(date(2025, 2, 1), 2, "Mona Lie"),
               read(date(2024, 1, 1), 3, "Kari M. Nordlie"), read(date(2023, 1, 1), 4, "Per Dahl")]  # fmt: skip
    pitches = [op_ed(1, author="Per Dahl"), op_ed(2, author="Ida Moe", office="helsesjef", status="declined")]
    found = authors(pitches, printed)
    assert [(one.name, one.printed, one.last) for one in found] == [
        ("Ida Moe", 0, None),
        ("Mona Lie", 1, date(2025, 2, 1)),
        ("Kari Nordlie", 2, date(2026, 9, 1)),
        ("Per Dahl", 1, date(2023, 1, 1)),
    ]
    assert [one.id for one in found[-1].writes] == [1]


def test_names_meet_over_middle_names_and_initials() -> None:
    assert name_key("Kari M. Nordlie") == name_key("kari  nordlie") == "kari nordlie"
    assert name_key("Kari") == "kari"
    assert name_key("") == ""


def test_planned_in_a_time_counts_a_whole_month_that_reaches_into_it() -> None:
    found = planned_in(
        [op_ed(1, planned=date(2026, 11, 1), month_only=True), op_ed(2, planned=date(2026, 11, 22)),
         op_ed(3, planned=date(2026, 11, 25)), op_ed(4, planned=date(2026, 11, 30))],
        date(2026, 11, 23), date(2026, 11, 30),
    )  # fmt: skip
    assert [one.id for one in found] == [3, 1]

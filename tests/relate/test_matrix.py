"""The matrix on a day: who stands in, what is settled first, a crisis; and that nobody away is ever named."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.model import Absence, Department, Organisation, PlannedAbsence, Spokesperson, Suggestion
from mediawatch.relate.matrix import IN_CRISIS, Roster
from mediawatch.relate.spokespersons import TWO_RULES

TODAY = date(2026, 11, 26)


def line(number, role, *, department="", deputy="", **more):
    return Spokesperson(
        id=number,
        role=role,
        title=f"{role} {number}",
        covers="",
        rule=f"Regel for {role}",
        source="planen",
        department=department,
        deputy=deputy,
        **more,
    )


ORGANISATION = Organisation(
    id="granvik",
    name="Granvik kommune",
    place="Granvik",
    county="Buskerud",
    population=9_000,
    departments=(
        Department(id="skole", name="Skole", topics=("education",)),
        Department(id="helse", name="Helse", topics=("health",)),
        Department(id="stab", name="Stab", topics=("economy", "other")),
    ),
    spokespersons=(
        line("mayor", "mayor", deputy="vice"),
        line("vice", "mayor"),
        line("school-committee", "committee leader", department="skole", deputy="mayor"),
        line("health-committee", "committee leader", department="helse", deputy="mayor"),
        line("chief", "chief executive", department="stab", delegation="Kan overlates til etatsledere."),
        line("school-head", "department head", department="skole", deputy="chief"),
        line("health-head", "department head", department="helse", deputy="school-head"),
        line("unit", "unit leader"),
        line("furulund", "unit leader", units=("Furulund skole",)),
        line("employee", "employee", suggest=False),
        line("steward", "employee representative"),
    ),
)
IDS = [one.id for one in ORGANISATION.spokespersons]


def gone(which, first=TODAY, last=TODAY, **more):
    return Absence(organisation="granvik", line=which, first=first, last=last, **more)


def asked(which, **more):
    role = next(one.role for one in ORGANISATION.spokespersons if one.id == which)
    return Suggestion(role=role, rule=f"Regel for {role}", spokesperson=which, **more)


def on(*away, day=TODAY, organisation=ORGANISATION, **more):
    return Roster(organisation=organisation, day=day, away=away, **more)


def test_a_line_of_a_department_has_its_topics_and_top_offices_all():
    known = {one.id: one.topics for one in ORGANISATION.spokespersons}
    assert known["school-head"] == known["school-committee"] == ("education",)
    assert known["chief"] == known["mayor"] == ()


def test_at_hand_the_line_itself_speaks_by_its_rule():
    found = on().speaker(asked("chief"))
    assert (found.line.id, found.stands_in_for, found.settle) == ("chief", None, False)
    assert (found.rule, found.source) == ("Regel for chief executive", "planen")
    assert found.delegation == "Kan overlates til etatsledere."


def test_the_deputy_speaks_by_the_same_rule_and_it_is_told_for_whom_and_how_long():
    found = on(gone("mayor", last=TODAY + timedelta(days=7))).speaker(asked("mayor"))
    assert (found.line.id, found.stands_in_for.id, found.role) == ("vice", "mayor", "mayor")
    assert found.absence.last == TODAY + timedelta(days=7)
    assert found.rule == "Regel for mayor"
    assert not found.settle


def test_deputies_are_followed_as_far_as_it_takes():
    away = (gone("health-head"), gone("school-head"))
    assert on(*away).speaker(asked("health-head")).line.id == "chief"


def test_with_nobody_at_hand_it_is_settled():
    found = on(gone("mayor"), gone("vice")).speaker(asked("mayor"))
    assert (found.line, found.settle, found.stands_in_for.id) == (None, True, "mayor")


def test_the_deputy_of_the_absence_goes_before_the_lines_own():
    assert on(gone("school-head", deputy="health-head")).speaker(asked("school-head")).line.id == "health-head"
    assert on(gone("school-head", deputy="nobody")).speaker(asked("school-head")).line.id == "chief"


def test_a_ring_of_deputies_ends():
    ring = replace(
        ORGANISATION,
        spokespersons=(line("a", "mayor", deputy="b"), line("b", "mayor", deputy="c"), line("c", "mayor", deputy="a")),
    )
    away = tuple(gone(one) for one in "abc")
    found = on(*away, organisation=ring).speaker(Suggestion(role="mayor", rule="R", spokesperson="a"))
    assert (found.line, found.settle) == (None, True)
    assert on(*away[:2], organisation=ring).speaker(Suggestion(role="mayor", rule="R", spokesperson="a")).line.id == "c"


def test_a_person_with_two_lines_is_away_from_both():
    lines = tuple(
        replace(one, name="Eva Dal") if one.id in ("vice", "health-committee") else one
        for one in ORGANISATION.spokespersons
    )
    organisation = replace(ORGANISATION, spokespersons=lines)
    found = on(gone("health-committee"), gone("mayor"), organisation=organisation).speaker(asked("mayor"))
    assert (found.line, found.settle) == (None, True)


def test_two_rules_that_fit_alike_are_settled_unless_one_person_answers_by_both():
    tie = asked("health-head", settle=True, rival="health-committee", because=TWO_RULES)
    found = on().speaker(tie)
    assert (found.settle, found.line.id, found.rival.id) == (True, "health-head", "health-committee")
    both = asked("health-committee", settle=True, rival="mayor", because=TWO_RULES)
    assert not on(gone("health-committee")).speaker(both).settle


def test_a_tie_kept_in_words_only_is_a_tie():
    assert on().speaker(asked("chief", because=f"Teksten handler om budsjett. {TWO_RULES}")).settle


def test_a_line_that_is_gone_from_the_file_is_found_by_its_role():
    assert on().speaker(Suggestion(role="chief executive", rule="R", spokesperson="radmann")).line.id == "chief"
    unknown = on().speaker(Suggestion(role="department head", rule="R", spokesperson="kultur"))
    assert (unknown.line, unknown.settle) == (None, True)


def test_nobody_need_answer_what_is_not_ours():
    found = on(crisis=True).speaker(Suggestion(role="none", rule="Ikke vår.", because="Ingen tegn."))
    assert (found.role, found.line, found.settle) == ("none", None, False)


@pytest.mark.parametrize(
    ("topic", "who", "political"),
    [
        ("education", "school-head", "school-committee"),
        ("health", "health-head", "health-committee"),
        ("economy", "chief", "mayor"),
        ("transport", "chief", "mayor"),
        ("politics", "mayor", None),
    ],
)
def test_a_topic_alone_is_the_departments_with_its_political_counterpart(topic, who, political):
    found = on().speaker_on(topic)
    assert found.line.id == who
    assert (found.counterpart and found.counterpart.id) == political
    assert found.rule


def test_the_counterpart_who_is_away_is_not_named_either():
    assert on(gone("school-committee")).speaker_on("education").counterpart.id == "mayor"


@pytest.mark.parametrize(
    ("question", "topic", "who"),
    [
        ("Hva mener ordføreren om kommunesammenslåing?", "other", "mayor"),
        ("Hvorfor legger kommunedirektøren fram et budsjett i minus?", "economy", "chief"),
        ("Hvor lang er ventetiden på PPT?", "education", "school-head"),
        ("Hvordan stemte hovedutvalget for helse?", "health", "health-committee"),
        ("Når åpner rektor ved Furulund skole dørene?", "education", "furulund"),
        ("Kan dere si noe?", "health", "health-head"),
    ],
)
def test_a_question_is_weighed_by_its_words(question, topic, who):
    assert on().speaker_on(topic, question).line.id == who


def test_in_a_crisis_only_the_crisis_set_speaks():
    found = on(crisis=True).speaker(asked("school-head", because="Teksten handler om skole."))
    assert (found.line.id, found.role, found.rule) == ("chief", "chief executive", "Regel for chief executive")
    assert found.because.endswith(IN_CRISIS)
    assert on(crisis=True).speaker(asked("school-committee")).line.id == "mayor"
    assert on(gone("chief"), crisis=True).speaker(asked("school-head")).line.id == "mayor"
    assert {one.line.id for one in on(crisis=True).matrix()} == {"mayor", "chief"}


def test_the_marked_are_the_crisis_set():
    lines = tuple(
        replace(one, crisis=True) if one.id in ("vice", "health-head") else one for one in ORGANISATION.spokespersons
    )
    marked = on(organisation=replace(ORGANISATION, spokespersons=lines), crisis=True)
    assert marked.speaker(asked("chief")).line.id == "health-head"
    assert marked.speaker(asked("mayor")).line.id == "vice"


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 12, 30), date(2027, 1, 2)),
        (date(2027, 3, 27), date(2027, 3, 29)),
        (date(2026, 10, 24), date(2026, 10, 26)),
        (date(2028, 2, 28), date(2028, 3, 1)),
    ],
    ids=["year's end", "summer time begins", "summer time ends", "leap day"],
)
def test_an_absence_holds_from_its_first_to_its_last_day(first, last):
    def who(day):
        return on(gone("mayor", first, last), day=day).speaker(asked("mayor")).line.id

    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    assert {who(day) for day in days} == {"vice"}
    assert who(first - timedelta(days=1)) == who(last + timedelta(days=1)) == "mayor"


def test_absences_in_a_row_are_told_as_one():
    away = (gone("mayor"), gone("mayor", TODAY + timedelta(days=1), TODAY + timedelta(days=4)))
    assert on(*away).speaker(asked("mayor")).absence.last == TODAY + timedelta(days=4)


def test_absences_of_the_file_count_and_removed_ones_do_not():
    planned = PlannedAbsence(first=TODAY, last=TODAY)
    lines = (replace(ORGANISATION.spokespersons[0], absences=(planned,)), *ORGANISATION.spokespersons[1:])
    given_in_file = replace(ORGANISATION, spokespersons=lines)
    assert on(organisation=given_in_file).speaker(asked("mayor")).line.id == "vice"
    assert on(gone("mayor", removed=True)).speaker(asked("mayor")).line.id == "mayor"
    assert on(replace(gone("mayor"), organisation="elvestad")).speaker(asked("mayor")).line.id == "mayor"


_DAYS = st.integers(-3, 3).map(lambda gap: TODAY + timedelta(days=gap))
_AWAY = st.lists(
    st.builds(
        lambda which, first, last, deputy: gone(which, min(first, last), max(first, last), deputy=deputy),
        st.sampled_from(IDS),
        _DAYS,
        _DAYS,
        st.sampled_from(["", *IDS, "unknown"]),
    ),
    max_size=12,
)
_NAMES = st.lists(st.sampled_from(["", "Eva Dal", "Per Lie", "eva dal "]), min_size=len(IDS), max_size=len(IDS))
_DEPUTIES = st.lists(st.sampled_from(["", *IDS, "unknown"]), min_size=len(IDS), max_size=len(IDS))


@given(
    away=_AWAY,
    names=_NAMES,
    deputies=_DEPUTIES,
    which=st.sampled_from(IDS),
    rival=st.sampled_from([None, *IDS]),
    topic=st.sampled_from(["education", "health", "politics", "economy", "other"]),
    crisis=st.booleans(),
)
def test_nobody_away_and_no_employee_representative_is_ever_named(away, names, deputies, which, rival, topic, crisis):
    lines = tuple(
        replace(one, name=name, deputy=deputy)
        for one, name, deputy in zip(ORGANISATION.spokespersons, names, deputies, strict=True)
    )
    organisation = replace(ORGANISATION, spokespersons=lines)
    roster = on(*away, organisation=organisation, crisis=crisis)
    gone_today = {one.line for one in away if one.first <= TODAY <= one.last}
    gone_names = {one.name.strip().casefold() for one in lines if one.id in gone_today} - {""}
    found = [roster.speaker(asked(which, settle=True, rival=rival)), roster.speaker_on(topic), *roster.matrix()]
    named = [one for speaker in found for one in (speaker.line, speaker.rival, speaker.counterpart) if one]
    for one in named:
        assert one.id not in gone_today
        assert one.name.strip().casefold() not in gone_names
        assert one.id not in ("employee", "steward")
        assert not crisis or one in roster.crisis_set
    assert all(speaker.line or speaker.settle for speaker in found)

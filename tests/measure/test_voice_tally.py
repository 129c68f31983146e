"""Voices counted: by person, tone, outlet and topic; shares only where enough is known."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mediawatch.measure.voice_tally import apart, burden, by_key, by_person, heard, with_verdicts
from mediawatch.model import Story, Voice
from tests.web.sample import OUTLETS, Told, coverage

AT = datetime(2026, 11, 20, 8, tzinfo=UTC)


def story(number: int, tone: str = "neutral", *quoted: str, where=(0,), topic: str = "health") -> Story:
    told = Told("Sak", "Modum sier noe.", tone, topic, quoted=quoted)
    copies = tuple(coverage("modum", told, OUTLETS[one], number, AT + timedelta(hours=number)) for one in where)
    return Story(id=number, organisation="modum", coverage=copies)


def voices(copy) -> tuple[Voice, ...]:
    """ "mayor Kari" is Kari, the mayor; a third word is the capacity; "!" flags."""
    made = []
    for quoted in copy.quoted:
        role, name, *capacity = quoted.rstrip("!").split()
        role = {"chief": "chief executive"}.get(role, role)
        flag = "authorisation" if quoted.endswith("!") else ""
        given = {"role": role, "capacity": (*capacity, "office")[0], "outside": flag}
        made.append(Voice(quoted=quoted, name=name, office=role, **given))
    return tuple(made)


def test_somebody_counts_once_for_each_story_with_every_outlet_that_quotes_them() -> None:
    [found] = heard([story(1, "positive", "mayor Kari", "mayor Kari", where=(0, 1))], voices)
    assert found.outlets == ("elvebladet", "dalnytt")
    [told] = by_person([found])
    assert (told.name, told.stories, told.positive, told.negative) == ("Kari", 1, 1, 0)


def test_only_those_in_office_are_counted_by_person_the_most_heard_first() -> None:
    stories = [
        story(1, "negative", "chief Tone", "mayor Kari"),
        story(2, "mixed", "chief Tone", "mayor Per party"),
        story(3, "neutral", "mayor Eva private", "x Jorunn representative"),
    ]
    told = by_person(heard(stories, voices))
    assert [(one.name, one.stories, one.negative, one.mixed) for one in told] == [("Tone", 2, 1, 1), ("Kari", 1, 1, 0)]


@pytest.mark.parametrize(("count", "known"), [(0, False), (4, False), (5, True), (50, True)])
def test_a_share_is_told_from_five_stories_on(count: int, known: bool) -> None:
    found = heard([story(number, "negative", "mayor Kari") for number in range(count)], voices)
    told = burden(found, "mayor")
    assert (told.stories, told.critical, told.share is not None) == (count, count, known)


def test_a_story_with_mayor_and_deputy_counts_once_for_the_office() -> None:
    found = heard([story(1, "negative", "mayor Kari", "mayor Nils")], voices)
    assert burden(found, "mayor").stories == 1


def test_two_differ_only_where_chance_would_not_have_them_do_so() -> None:
    def share(critical: int, of: int):
        tones = ["negative"] * critical + ["positive"] * (of - critical)
        return burden(heard([story(number, tone, "mayor Kari") for number, tone in enumerate(tones)], voices), "mayor")

    assert apart(share(0, 40), share(40, 40))
    assert not apart(share(2, 5), share(3, 5))
    assert not apart(share(0, 4), share(40, 40))


def test_by_outlet_and_topic() -> None:
    found = heard(
        [story(1, "neutral", "mayor Kari", where=(0, 1)), story(2, "neutral", "chief Tone", topic="culture")], voices
    )
    outlets = by_key(found, lambda one: one.outlets)
    assert {key: {name: len(ids) for name, ids in row.items()} for key, row in outlets.items()} == {
        "elvebladet": {"all": 2, "mayor": 1, "chief executive": 1},
        "dalnytt": {"all": 1, "mayor": 1, "chief executive": 0},
    }
    assert list(by_key(found, lambda one: (one.topic,))) == ["culture", "health"]


def test_what_advisers_said_changes_how_a_quote_is_told() -> None:
    found = heard([story(1, "negative", "unit Jon!")], voices)
    assert [one.flagged for one in found] == [True]
    quoted = found[0].voice.quoted

    def told(verdict):
        return with_verdicts(found, {(1, quoted): verdict})

    assert [one.flagged for one in told("authorised")] == [False]
    assert [(one.flagged, one.voice.capacity) for one in told("private")] == [(False, "private")]
    assert told("mistaken") == ()
    assert [one.flagged for one in told("raised")] == [True]
    other = with_verdicts([replace(found[0], story=replace(found[0].story, id=2))], {(1, quoted): "private"})
    assert [one.flagged for one in other] == [True]

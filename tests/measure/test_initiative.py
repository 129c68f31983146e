"""How much was our own doing: counts, whom they belong to, and sentences that say no more than few stories can."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from mediawatch.measure.chances import share_interval
from mediawatch.measure.initiative import by_outlet, by_topic, initiative
from mediawatch.model import Initiative, Pitch
from mediawatch.report.initiative_words import days_words, offered_words, own_words, week_words
from tests.quality import pitches as invented

OSLO = ZoneInfo("Europe/Oslo")
MONDAY = datetime(2026, 11, 16, 8, tzinfo=UTC)
SPAN = {"since": date(2026, 11, 16), "until": date(2026, 11, 22), "zone": OSLO}


def story(number: int, outlet: str = "elvebladet", topic: str = "other", kind: str = "news"):
    written = {"title": "t", "lead": "", "days": 0, "outlet": outlet, "kind": kind, "topic": topic, "tone": "neutral",
               "authors": [], "excerpt": []}  # fmt: skip
    return invented.story(number, written)


def pitch(number: int, status: str, days: int | None = None, **fields) -> Pitch:
    printed = MONDAY + timedelta(days=days) if days is not None else None
    given = {"outlet": "elvebladet", "offered_at": MONDAY, **fields}
    return Pitch(id=number, organisation="m", title="t", status=status, printed_at=printed, created_at=MONDAY, **given)


STORIES = [story(1), story(2), story(3, "dalnytt", "health"), story(4, kind="paid")]
PITCHES = [
    pitch(1, "printed", 2, story=1),
    pitch(2, "printed", 4, story=3, outlet="dalnytt", topic="health"),
    pitch(3, "declined"),
    pitch(4, "offered"),
    pitch(5, "idea", offered_at=None),
    pitch(6, "printed", 0, story=99, offered_at=MONDAY - timedelta(days=30)),
]


def test_the_whole_counts_press_once_and_pitches_by_when_they_were_offered() -> None:
    assert initiative(STORIES, PITCHES, **SPAN) == Initiative(
        name="", stories=3, own=2, offered=4, printed=2, declined=1, days=(2, 4)
    )


def test_the_day_a_pitch_was_offered_is_local() -> None:
    late = [replace(PITCHES[0], offered_at=datetime(2026, 11, 15, 23, 30, tzinfo=UTC))]
    assert initiative(STORIES, late, **SPAN).offered == 1
    assert (
        initiative(STORIES, [replace(late[0], offered_at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))], **SPAN).offered
        == 0
    )


def test_each_outlet_and_topic_has_its_own() -> None:
    found = {one.name: (one.stories, one.own, one.offered, one.printed) for one in by_outlet(STORIES, PITCHES, **SPAN)}
    assert found == {"elvebladet": (2, 1, 3, 1), "dalnytt": (1, 1, 1, 1)}
    topics = {one.name: (one.stories, one.own, one.offered) for one in by_topic(STORIES, PITCHES, **SPAN)}
    assert topics == {"other": (2, 1, 3), "health": (1, 1, 1)}


def test_a_story_of_another_outlet_than_it_was_offered_to_is_ours_too() -> None:
    found = by_outlet([story(7, "dalnytt")], [pitch(1, "printed", 2, story=7)], **SPAN)
    assert {one.name: one.own for one in found} == {"dalnytt": 1, "elvebladet": 0}


def test_few_are_told_as_counts_and_many_with_how_sure_it_is() -> None:
    few, many = (
        Initiative(name="", stories=3, own=1, offered=2, printed=1, declined=1),
        Initiative(name="", stories=40, own=10, offered=8, printed=5, declined=1),
    )
    assert own_words(few, share_interval(1, 3)) == "Minst 1 av 3 saker kom av noe vi foreslo."
    assert own_words(many, share_interval(10, 40)) == (
        "Minst 10 av 40 saker kom av noe vi foreslo: 25\N{NO-BREAK SPACE}% (trolig mellom 17 og 35)."
    )
    assert offered_words(few, share_interval(1, 2)) == "1 av 2 tilbud kom på trykk. 1 ble avslått."
    assert offered_words(many, None) == "5 av 8 tilbud kom på trykk. 1 ble avslått og 2 er uten svar eller lagt bort."
    nothing = Initiative(name="", stories=0, own=0, offered=0, printed=0, declined=0)
    assert offered_words(nothing, None) == "Vi tilbød ingen saker i tidsrommet."
    assert week_words(None) == week_words(nothing) == ""
    assert week_words(replace(few, own=0, offered=0)) == "Ingen av 3 saker er koblet til noe vi foreslo."


def test_days_are_a_median_from_three_on() -> None:
    one = Initiative(name="", stories=9, own=3, offered=3, printed=3, declined=0, days=(1, 4, 20))
    assert days_words(one) == "Det tok 4 dager fra tilbud til trykk (medianen av 3)."
    assert days_words(replace(one, days=(3, 9))) == "Fra tilbud til trykk: 3 og 9 dager."
    assert days_words(replace(one, days=(1,))) == "Fra tilbud til trykk: 1 dag."
    assert days_words(replace(one, days=())) == ""

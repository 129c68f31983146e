from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mediawatch.measure.alarms import (
    Version,
    changed_headlines,
    differ,
    is_warning_time,
    negative_stories,
    silent,
    spike,
    unlikely_targets,
    warning,
)
from mediawatch.model import (
    AlarmRules,
    Article,
    Coverage,
    Outlet,
    Reading,
    SilentSource,
    Story,
    Target,
    TargetPeriod,
    TargetState,
    Tone,
)

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LISTENED = NOW - 200 * DAY
LOCAL = Outlet(id="dal", name="Dalposten", tier="local", kind="newspaper")
REGION = Outlet(id="fylke", name="Fylkesavisa", tier="regional", kind="newspaper")
NATION = Outlet(id="riks", name="Riksposten", tier="national", kind="newspaper")
TRADE = Outlet(id="fag", name="Fagbladet", tier="trade", kind="newspaper")


def tone(label):
    return Tone(label=label, score={"positive": 0.6, "negative": -0.6}.get(label, 0.0), confidence=0.9)


def copy(outlet=REGION, label="negative", *, ago=2 * HOUR, seen_ago=None, kind="news", relevant=True, unsure=False):
    return Coverage(
        organisation="modum",
        outlet=outlet,
        article=Article(
            outlet=outlet.id,
            address=f"https://{outlet.id}.example/{ago}",
            article_id=None,
            title=f"Sak i {outlet.name}",
            published=NOW - ago,
        ),
        reading=Reading(mentions=(), relevance=0.9, relevant=relevant, unsure=unsure),
        tone=tone(label) if label else None,
        topic="other",
        kind=kind,
        first_seen=NOW - (ago if seen_ago is None else seen_ago),
    )


def story(number, *copies):
    return Story(id=number, organisation="modum", coverage=copies)


def negative(*stories, listened=LISTENED):
    return negative_stories(stories, now=NOW, listened=listened)


# negative ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("outlet", [REGION, NATION])
def test_a_negative_story_in_a_wide_outlet_is_a_matter(outlet):
    (found,) = negative(story(7, copy(outlet)))
    assert (found.kind, found.key, found.stories) == ("negative", "negative/7", (7,))
    assert (found.facts.outlet, found.facts.link) == (outlet.name, f"https://{outlet.id}.example/{2 * HOUR}")


def test_its_copies_are_the_same_matter_and_the_first_is_told():
    (found,) = negative(story(7, copy(NATION, ago=HOUR), copy(REGION, ago=3 * HOUR), copy(LOCAL, ago=5 * HOUR)))
    assert (found.key, found.facts.outlet) == ("negative/7", "Fylkesavisa")


def test_a_local_story_becomes_a_matter_when_a_wide_outlet_copies_it():
    assert negative(story(7, copy(LOCAL))) == ()
    (found,) = negative(story(7, copy(LOCAL), copy(NATION, ago=HOUR)))
    assert found.facts.outlet == "Riksposten"


@pytest.mark.parametrize(
    "other",
    [
        copy(LOCAL),
        copy(TRADE),
        copy(label="positive"),
        copy(label="mixed"),
        copy(label=None),
        copy(kind="paid"),
        copy(kind="own"),
        copy(relevant=False),
        copy(unsure=True),
        copy(ago=3 * DAY, seen_ago=HOUR),
    ],
)
def test_what_is_no_negative_news_of_ours_is_none(other):
    assert negative(story(7, other)) == ()


def test_the_first_haul_raises_nothing():
    haul = [story(number, copy(ago=20 * HOUR, seen_ago=2 * HOUR)) for number in range(30)]
    assert negative(*haul, listened=None) == ()
    assert negative(*haul, listened=NOW - 3 * HOUR) == ()
    assert negative(*haul, listened=NOW - 25 * HOUR) == ()
    assert len(negative(*haul, listened=NOW - 26 * HOUR)) == 30


# headlines -----------------------------------------------------------------------------------------------------------


def version(title, *, ago=2 * HOUR, label="neutral"):
    return Version(title=title, seen_at=NOW - ago, tone=tone(label) if label else None)


def headlines(*versions, listened=LISTENED, **about):
    one = copy(LOCAL, ago=5 * DAY, **about)
    known = {(one.outlet.id, one.article.key): versions}
    return changed_headlines([story(3, one)], known, now=NOW, listened=listened)


BEFORE = "Foreldre fornøyde med skolen på Granvik"


def test_a_new_headline_is_a_matter_with_the_tone_before_and_after():
    (found,) = headlines(
        version(BEFORE, ago=3 * DAY, label="positive"), version("Foreldre raser mot kommunen", label="negative")
    )
    facts = found.facts
    assert (found.kind, found.key, found.stories) == ("headline", "headline/3/negative", (3,))
    assert (facts.title_before, facts.title) == (BEFORE, "Foreldre raser mot kommunen")
    assert (facts.tone_before, facts.tone_after) == ("positive", "negative")


def test_a_story_is_told_of_once_while_its_tone_stays_whatever_the_headlines():
    first = headlines(version(BEFORE, ago=3 * DAY), version("Noe helt annet skjedde"))
    second = headlines(
        version(BEFORE, ago=3 * DAY), version("Noe helt annet skjedde", ago=4 * HOUR), version("Tredje forsøk på det")
    )
    assert first[0].key == second[0].key == "headline/3/same"


@pytest.mark.parametrize(
    "versions",
    [
        [version(BEFORE)],
        [version(BEFORE, ago=9 * DAY), version("Noe helt annet", ago=5 * DAY)],
        [version(BEFORE, ago=9 * DAY), version("Noe helt annet", ago=3 * HOUR), version(BEFORE, ago=HOUR)],
        [version(BEFORE, ago=9 * DAY), version(f"  {BEFORE.upper()}!")],
        [version(BEFORE, ago=9 * DAY), version("Foreldre fornøyd med skolen på Granvik")],
        [version(BEFORE, ago=9 * DAY), version("")],
    ],
    ids=["one version", "long ago", "changed back", "typography", "a slip", "no title"],
)
def test_what_a_reader_would_not_call_a_new_headline_is_none(versions):
    assert headlines(*versions) == ()


@pytest.mark.parametrize("about", [{"kind": "paid"}, {"relevant": False}, {"seen_ago": 200 * DAY}])
def test_headlines_that_are_no_news_of_ours_are_left_alone(about):
    assert headlines(version(BEFORE, ago=9 * DAY), version("Noe helt annet"), **about) == ()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Kommunen fikk 5 millioner til bru", "Kommunen fikk 8 millioner til bru", True),
        ("Ordføreren vil stenge skolen på Granvik", "Ordføreren vil ikke stenge skolen på Granvik", True),
        ("Ordføreren vil steng skolen på Granvik", "Ordføreren vil stenge skolen på Granvik", False),
        ("– Vi er glade", "Vi er glade", False),
        ("Brannen slukket", "Brannen på Nes er slukket etter natten", True),
    ],
)
def test_numbers_and_negations_matter_and_slips_do_not(before, after, told):
    assert differ(before, after) is told


def test_a_slip_that_comes_with_another_tone_is_told():
    assert differ("Ordføreren vil steng skolen", "Ordføreren vil stenge skolen", same_tone=False)


# spikes --------------------------------------------------------------------------------------------------------------


def day_of(count, *, first=100, spread=HOUR, until=timedelta(0)):
    return [story(first + n, copy(LOCAL, "neutral", ago=until + n * spread)) for n in range(count)]


def rhythm(per_day, days=180):
    """So many stories a day, from two days ago backwards."""
    count = int(per_day * days)
    return [story(1000 + n, copy(LOCAL, "neutral", ago=2 * DAY + n * DAY / per_day)) for n in range(count)]


def spikes(stories, *, listened=LISTENED, told=(), now=NOW):
    return spike(stories, now=now, listened=listened, told=told, zone=OSLO)


@pytest.mark.parametrize(
    ("per_day", "count", "told"), [(0.45, 3, True), (0.45, 2, False), (0.9, 4, True), (0.9, 3, False), (2, 5, False),
                                   (2, 7, True)]
)  # fmt: skip
def test_a_spike_is_what_the_rhythm_seldom_brings_and_at_least_three(per_day, count, told):
    assert bool(spikes(rhythm(per_day) + day_of(count))) is told


def test_a_spike_holds_its_stories_the_latest_first_and_what_is_usual():
    (found,) = spikes(rhythm(0.5) + day_of(5))
    assert found.stories == (100, 101, 102, 103, 104)
    assert found.facts.count == 5
    assert found.facts.usual == pytest.approx(0.5, abs=0.05)


def test_copies_and_what_is_not_press_make_no_spike():
    copies = [story(1, *(copy(LOCAL, "neutral", ago=n * HOUR) for n in range(9)))]
    paid = [story(n, copy(LOCAL, "neutral", kind="paid")) for n in range(2, 9)]
    assert spikes(rhythm(0.5) + copies + paid) == ()


@pytest.mark.parametrize("listened", [None, NOW - 27 * DAY])
def test_without_history_there_is_no_spike(listened):
    assert spikes(day_of(40), listened=listened) == ()


def test_old_news_of_a_new_source_is_no_spike():
    late = [story(n, copy(LOCAL, "neutral", ago=(n + 3) * DAY, seen_ago=HOUR)) for n in range(40)]
    assert spikes(rhythm(0.5) + late) == ()


def test_a_spike_that_lasts_is_one_and_the_next_is_another():
    stories = rhythm(0.5) + day_of(9, spread=8 * HOUR)  # three a day for three days
    raised = NOW - 1.5 * DAY
    assert spikes(stories) != ()
    assert spikes(stories, told=[raised]) == ()
    two = rhythm(0.5) + day_of(3, spread=HOUR) + day_of(3, first=200, spread=HOUR, until=3 * DAY)
    (again,) = spikes(two, told=[NOW - 3 * DAY])
    assert (again.series, again.apart) == ("spike/", DAY)


# sources -------------------------------------------------------------------------------------------------------------


def source(*, since=NOW - 4 * DAY, health="stale"):
    return SilentSource(outlet="tv", name="Elve-TV", since=since, health=health, words="Elve-TV siden lørdag")


def silences(*sources, known=("tv",), listened=LISTENED):
    return silent(sources, with_rhythm=frozenset(known), now=NOW, listened=listened)


def test_a_silence_is_one_matter_until_the_source_speaks_again():
    (first,) = silences(source())
    (again,) = silences(source())
    (next_one,) = silences(source(since=NOW - 2 * DAY))
    assert first.key == again.key != next_one.key
    assert first.series == next_one.series == "silent/tv/"
    assert (first.facts.outlet, first.facts.deaf) == ("Elve-TV", False)


@pytest.mark.parametrize("health", ["html", "broken", "blocked", "dead"])
def test_a_deaf_source_is_told_apart_from_a_silent_one(health):
    (found,) = silences(source(health=health), known=())
    assert found.facts.deaf
    assert found.key != silences(source())[0].key


def test_a_source_without_rhythm_or_never_heard_is_no_alarm():
    assert silences(source(), known=()) == ()
    assert silences(source(since=None, health="dead")) == ()
    assert silences(source(), listened=NOW - HOUR) == silences(source(), listened=None) == ()


# targets -------------------------------------------------------------------------------------------------------------


def target_state(chance, *, outcome="open", count=0, reading=""):
    target = Target(id="uke", name="Én positiv sak i uka", at_least=1, every="week", reading=reading)
    period = TargetPeriod(start=date(2026, 11, 23), end=date(2026, 11, 30), count=count, outcome=outcome)
    return TargetState(target=target, history=(period,), days_left=5, streak=0, best_streak=0, chance=chance)


def test_an_open_target_under_the_limit_is_unlikely():
    low = target_state(0.3)
    others = [target_state(0.5), target_state(None), target_state(0.1, outcome="met"), target_state(0.1, reading="f")]
    assert unlikely_targets([low, *others], AlarmRules()) == (low,)
    assert unlikely_targets([low], AlarmRules(warn_below=0.3)) == ()


@pytest.mark.parametrize(
    ("due", "told"), [(date(2026, 11, 23), False), (date(2026, 11, 29), False), (date(2026, 11, 30), True)]
)
def test_a_pitch_that_is_due_in_the_period_is_in_hand(due, told):
    assert bool(unlikely_targets([target_state(0.3)], AlarmRules(), pitches_due=[due])) is told


def test_a_warning_is_one_for_each_period():
    found = warning(target_state(0.3), missing="1 positiv sak", tips=["Tips Dalposten."])
    assert found.key == "warning/uke/2026-11-23"
    assert (found.facts.words, found.facts.tips, found.facts.period) == ("1 positiv sak", ("Tips Dalposten.",), "week")


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (datetime(2026, 11, 25, 6, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 25, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 25, 22, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 25, 23, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 24, 12, 0, tzinfo=UTC), False),
        (datetime(2026, 7, 1, 6, 0, tzinfo=UTC), True),
    ],
)
def test_warnings_have_their_weekday_and_local_time(moment, told):
    assert is_warning_time(AlarmRules(), now=moment, zone=OSLO) is told


def test_a_story_that_a_person_called_neutral_is_no_matter():
    assert negative(story(7, replace(copy(), tone=tone("neutral")))) == ()

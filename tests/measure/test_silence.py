from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from mediawatch.measure.silence import allowed_silence, silent_sources, since_words
from mediawatch.model import FeedState, Outlet

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)
LOCAL = Outlet(id="tv", name="TV Modum", tier="local", kind="tv")
REGIONAL = Outlet(id="fylke", name="Fylkesavisa", tier="regional", kind="newspaper")
NATIONAL = Outlet(id="riks", name="Riksavisa", tier="national", kind="newspaper")


def feed(outlet, *, hours_since=1.0, health="alive", gaps=(6.0,) * 20, note="", success=NOW, name="a"):
    return FeedState(
        feed=f"{outlet.id}/{name}",
        outlet=outlet.id,
        due_at=NOW,
        health=health,
        health_note=note,
        last_polled=NOW,
        last_success=success,
        last_item_at=NOW - timedelta(hours=hours_since),
        gaps_hours=gaps,
    )


def silent(outlets, states):
    return silent_sources(outlets, states, now=NOW, zone=OSLO)


def test_an_outlet_in_its_own_rhythm_is_not_silent():
    assert silent([LOCAL], [feed(LOCAL, hours_since=30)]) == ()
    weekly = feed(LOCAL, hours_since=24 * 8, gaps=(24.0 * 7,) * 12)
    assert silent([LOCAL], [weekly]) == ()


def test_silence_longer_than_the_rhythm_is_told_with_its_day():
    (source,) = silent([LOCAL], [feed(LOCAL, hours_since=24 * 4)])
    assert source.words == "TV Modum siden fredag"
    assert source.health == "stale"


def test_one_feed_heard_from_is_enough():
    assert silent([LOCAL], [feed(LOCAL, hours_since=200), feed(LOCAL, hours_since=2, name="b")]) == ()


def test_deaf_is_told_apart_from_silent_and_waits_a_few_hours():
    note = "Adressen gir en nettside i stedet for en nyhetsstrøm"
    broken = feed(LOCAL, health="html", note=note, success=NOW - timedelta(hours=8))
    (source,) = silent([LOCAL], [broken])
    assert source.words == "TV Modum (adressen gir en nettside i stedet for en nyhetsstrøm)"
    assert silent([LOCAL], [feed(LOCAL, health="dead", success=NOW - timedelta(hours=2))]) == ()


def test_national_rest_is_no_news_and_unpolled_is_unknown():
    assert silent([NATIONAL], [feed(NATIONAL, hours_since=900)]) == ()
    assert silent([LOCAL], [FeedState(feed="tv/a", outlet="tv", due_at=NOW)]) == ()


def test_local_comes_before_regional():
    found = silent([REGIONAL, LOCAL], [feed(REGIONAL, hours_since=300), feed(LOCAL, hours_since=300)])
    assert [source.outlet for source in found] == ["tv", "fylke"]


def test_few_gaps_fall_back_to_a_week():
    assert allowed_silence((1.0, 2.0)) == timedelta(days=7)
    assert allowed_silence((1.0,) * 30) == timedelta(hours=36)


def test_since_in_words():
    assert since_words(NOW, now=NOW, zone=OSLO) == "i dag"
    assert since_words(NOW - timedelta(days=1), now=NOW, zone=OSLO) == "mandag"
    assert since_words(datetime(2025, 12, 5, tzinfo=UTC), now=NOW, zone=OSLO) == "fredag 5. desember 2025"


# days of rest -------------------------------------------------------------------------------------------------------

MONDAY = datetime(2026, 11, 23, 6, tzinfo=UTC)


def lively(last, *, gaps=(2.0,) * 30):
    """Twelve items a day; too few days are remembered to know any weekend by."""
    return FeedState(
        feed="tv/a", outlet="tv", due_at=last, health="alive", last_polled=MONDAY, last_success=MONDAY,
        last_item_at=last, gaps_hours=gaps,
    )  # fmt: skip


def test_a_weekend_is_no_silence_for_those_who_rest_then():
    friday = datetime(2026, 11, 20, 15, tzinfo=UTC)
    state = lively(friday)
    assert silent_sources([LOCAL], [state], now=MONDAY, zone=OSLO) == ()
    assert silent_sources([LOCAL], [state], now=MONDAY + timedelta(days=2), zone=OSLO) != ()


def test_the_same_hours_within_the_week_are_a_silence():
    tuesday = datetime(2026, 11, 17, 15, tzinfo=UTC)
    assert silent_sources([LOCAL], [lively(tuesday)], now=tuesday + timedelta(hours=63), zone=OSLO) != ()


def test_one_who_publishes_at_weekends_is_measured_against_its_own_weekends():
    sunday_evening = datetime(2026, 11, 22, 18, tzinfo=UTC)
    every_day = lively(sunday_evening, gaps=(6.0,) * 60)
    now = datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert silent_sources([LOCAL], [every_day], now=now, zone=OSLO) != ()
    assert silent_sources([LOCAL], [every_day], now=sunday_evening + timedelta(hours=30), zone=OSLO) == ()


def test_known_long_weekends_do_not_stretch_the_weekdays():
    workdays = (24.0, 24.0, 24.0, 24.0, 72.0) * 8  # one item each working day, at the same hour
    wednesday = datetime(2026, 11, 18, 12, tzinfo=UTC)
    gaps = workdays[-3:] + workdays[:-3]  # so that the last gap ends on a Wednesday
    state = lively(wednesday, gaps=gaps)
    assert silent_sources([LOCAL], [state], now=wednesday + timedelta(hours=47), zone=OSLO) != ()
    friday = lively(datetime(2026, 11, 20, 12, tzinfo=UTC), gaps=workdays[-1:] + workdays[:-1])
    assert silent_sources([LOCAL], [friday], now=datetime(2026, 11, 23, 20, tzinfo=UTC), zone=OSLO) == ()


def test_easter_is_a_rest_and_summer_time_does_not_matter():
    wednesday = datetime(2027, 3, 24, 15, tzinfo=UTC)  # Maundy Thursday is the 25th, the clock jumps on the 28th
    tuesday = datetime(2027, 3, 30, 8, tzinfo=UTC)
    assert silent_sources([LOCAL], [lively(wednesday)], now=tuesday, zone=OSLO) == ()
    assert silent_sources([LOCAL], [lively(wednesday)], now=tuesday + timedelta(days=1), zone=OSLO) != ()


def test_absurd_gaps_are_survived():
    state = lively(MONDAY - timedelta(hours=2), gaps=(9e7, 2.0, 2.0))
    assert silent_sources([LOCAL], [state], now=MONDAY, zone=OSLO) == ()

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

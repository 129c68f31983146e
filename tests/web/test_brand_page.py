"""The name: shares with their interval in words, misses with the note, labels used instead, quarter by quarter."""

from datetime import date
from urllib.parse import unquote

from mediawatch.measure.brand import brand
from mediawatch.report.weekly_words import newsroom_note
from mediawatch.web.periods import quarters
from tests.web.conftest import Pages
from tests.web.landmarks import fill_landmarks
from tests.web.sample import NOW


def shares(pages: Pages, key: str):
    span = quarters(NOW.date(), date(2025, 1, 1))[key]
    since, until = span.moments(pages.site.zone)
    held = pages.store.stories("modum", since=since, until=until, by="published", outlets=pages.site.outlets)
    return brand(held, zone=pages.site.zone)


def test_the_shares_are_those_of_the_report(pages: Pages) -> None:
    fill_landmarks(pages.store)
    shown = pages.client("reader").get("/modum/navnet").text
    made = shares(pages, "aar")
    assert f"{made.whole.named} av {made.whole.stories} saker om bygder og landemerker nevnte Modum" in shown
    assert "trolig mellom" in shown
    for share in (*made.by_subject, *made.by_outlet, *made.by_quarter):
        assert share.name in shown
        assert f"{share.named} av {share.stories}" in shown


def test_a_quarter_can_be_chosen(pages: Pages) -> None:
    fill_landmarks(pages.store)
    client = pages.client("reader")
    third, year = shares(pages, "2026-Q3"), shares(pages, "aar")
    assert third.whole.stories < year.whole.stories
    shown = client.get("/modum/navnet?kvartal=2026-Q3").text
    assert f"{third.whole.named} av {third.whole.stories} saker" in shown
    assert 'href="?kvartal=2026-Q3" aria-current="true"' in shown
    odd = client.get("/modum/navnet?kvartal=<script>")
    assert odd.status_code == 200
    assert f"{year.whole.named} av {year.whole.stories} saker" in odd.text


def test_misses_have_a_note_ready_and_a_row_leads_to_its_stories(pages: Pages) -> None:
    fill_landmarks(pages.store)
    shown = pages.client("reader").get("/modum/navnet").text
    miss = shares(pages, "aar").misses[0]
    assert f'/modum/sak/{miss.story}"' in shown
    assert newsroom_note(miss, pages.config.organisation_by_id["modum"]).splitlines()[1] in shown
    assert "Drammensregionen" in shown
    assert "/modum/arkiv?sok=sted:Vikersund fra:2025-11-25 til:2026-11-24" in unquote(shown)
    assert "/modum/arkiv?sok=utgiver:elvebladet fra:" in unquote(shown)


def test_a_title_is_never_markup(pages: Pages) -> None:
    fill_landmarks(pages.store, title="<svg onload=alert(1)> {}")
    shown = pages.client("reader").get("/modum/navnet").text
    assert "<svg onload" not in shown
    assert "&lt;svg onload" in shown


def test_nothing_of_others_is_counted(pages: Pages) -> None:
    fill_landmarks(pages.store)
    shown = pages.client("reader", organisation="granne").get("/granne/navnet").text
    assert "Ingen saker om bygder eller landemerker" in shown
    assert "Vikersund" not in shown

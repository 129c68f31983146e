"""The week: the report's number with the stories behind it, other weeks, files; and what is remembered stays true."""

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest

from mediawatch.jobs.shelf import Shelf
from mediawatch.jobs.weekly import build_weekly
from mediawatch.model import Correction, SuppliedReading
from mediawatch.report.weekly_page import weekly_page
from mediawatch.web.numbers import Numbers
from mediawatch.web.remembered import LASTS_SECONDS, Remembered
from tests.web.conftest import Pages
from tests.web.sample import NOW, TOLD, fill

WEEK = "2026-W46"


def correct(pages: Pages, story: int, value: str) -> None:
    pages.store.correct(
        Correction(id=0, organisation="modum", story=story, what="tone", value=value, before="", by="test", at=NOW)
    )


def test_the_page_tells_what_the_report_tells(pages: Pages) -> None:
    shown = pages.client("reader").get(f"/modum/uke/{WEEK}").text
    report = build_weekly(pages.config, pages.store, pages.config.organisation_by_id["modum"], WEEK, now=NOW)
    lines = weekly_page(report, zone=pages.config.settings.zone)
    for words in (lines.answer, lines.moved, lines.parts[0].points, lines.parts[1].words, lines.raised[0]):
        assert words in shown.replace("&#34;", '"')
    assert all(f'/modum/sak/{one.story}"' in shown for one in report.week.score.stories)
    assert len(report.week.score.stories) > 3


def test_the_points_of_the_rows_are_the_number(pages: Pages) -> None:
    client = pages.client("reader")
    rows = list(csv.DictReader(io.StringIO(client.get(f"/modum/uke/{WEEK}/poeng.csv").text)))
    report = build_weekly(pages.config, pages.store, pages.config.organisation_by_id["modum"], WEEK, now=NOW)
    assert {row["story"] for row in rows} == {one.story for one in report.week.score.stories}


def test_the_report_is_a_pdf(pages: Pages) -> None:
    answer = pages.client("reader").get(f"/modum/uke/{WEEK}/rapport.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="modum-2026-w46.pdf"'
    assert answer.content.startswith(b"%PDF")


def test_weeks_lead_to_each_other(pages: Pages) -> None:
    client = pages.client("reader")
    shown = client.get("/modum/uke")
    assert "Uken er ikke over" in shown.text
    assert 'href="/modum/uke/2026-W47" rel="prev"' in shown.text
    assert 'rel="next"' not in shown.text
    assert 'href="/modum/uke/2026-W48" rel="next"' in client.get("/modum/uke/2026-W47").text
    assert client.get("/modum/uke/2026-w46").url.path == f"/modum/uke/{WEEK}"


ODD_WEEKS = (
    ("2027-W02", "har ikke begynt"),
    ("2019-W10", "lyttet ikke"),
    ("2026-W54", "skrives som 2026-W47"),
    ("uke-47", "skrives som 2026-W47"),
    ("%3Cscript%3E", "skrives som 2026-W47"),
    ("2026-W47x", "skrives som 2026-W47"),
    ("٢٠٢٦-W47", "skrives som 2026-W47"),
)


def test_a_week_without_a_number_tells_which_there_are(pages: Pages) -> None:
    client = pages.client("reader")
    for week, words in ODD_WEEKS:
        answer = client.get(f"/modum/uke/{week}")
        assert answer.status_code == 404, week
        assert words in answer.text
        assert '/modum/uke/2026-W47"' in answer.text
        assert "<script>" not in answer.text.replace('<script src="/static', "")


def test_without_coverage_nothing_is_made_up(pages: Pages) -> None:
    pages.site._given = pages.site.config = replace(
        pages.config,
        organisations=(*pages.config.organisations, replace(pages.config.organisations[1], id="ny", place="Nysted")),
    )
    client = pages.client("reader", organisation="ny")
    shown = client.get("/ny/uke")
    assert shown.status_code == 200
    assert "Ingen omtale av Nysted" in shown.text
    assert all(client.get(f"/ny/{path}").status_code == 200 for path in ("maal", "navnet", "oversikter", "kilder"))


def test_others_see_only_their_own(pages: Pages) -> None:
    client = pages.client("reader", organisation="granne")
    for path in (
        f"uke/{WEEK}",
        f"uke/{WEEK}/rapport.pdf",
        f"uke/{WEEK}/poeng.csv",
        "uke",
        "maal",
        "navnet",
        "oversikter",
    ):
        assert client.get(f"/modum/{path}").status_code == 404, path
    ours = {str(story.id) for story in pages.store.stories("modum")}
    shown = client.get("/granne/uke").text + client.get("/granne/oversikter?tid=aar").text
    assert not [story for story in ours if f'/sak/{story}"' in shown]


def test_a_title_is_never_markup(pages: Pages) -> None:
    bad = "<img src=x onerror=alert(1)>\"'{{7*7}}"
    fill(pages.store, "modum", told=[replace(TOLD[0], title=bad)], count=1, first=9_000)
    shown = pages.client("reader").get("/modum/uke").text
    assert "&lt;img src=x" in shown
    assert "<img" not in shown
    assert "{{7*7}}" in shown


def test_a_correction_shows_at_once(pages: Pages) -> None:
    client = pages.client("reader")
    report = build_weekly(pages.config, pages.store, pages.config.organisation_by_id["modum"], WEEK, now=NOW)
    story = next(int(one.story) for one in report.week.score.stories if one.tone_label == "negative")
    before = client.get(f"/modum/uke/{WEEK}").text
    correct(pages, story, "positive")
    after = client.get(f"/modum/uke/{WEEK}").text
    number = [text.split("<h1>")[1].split("</h1>")[0] for text in (before, after)]
    assert number[0] != number[1]


def test_the_shelf_holds_what_the_store_holds(pages: Pages) -> None:
    shelf, since = Shelf(pages.store, "modum", pages.site.outlets), NOW - timedelta(weeks=30)

    def both() -> tuple[list, list]:
        held = pages.store.stories("modum", since=since, by="published", outlets=pages.site.outlets)
        return shelf.shelved(NOW).after(since), held

    first, held = both()
    assert first == held
    assert len(first) > 40
    fill(pages.store, "modum", count=3, first=8_000)
    correct(pages, first[4].id, "mixed")
    correct(pages, first[9].id, "negative")
    second, held = both()
    assert second == held
    assert second != first
    pages.store.undo_correction("modum", first[4].id, by="test", now=NOW)
    third, held = both()
    assert third == held
    assert third != second


def test_a_number_that_people_supply_changes_the_mark(pages: Pages) -> None:
    before = pages.store.marks.of("modum")
    assert pages.store.marks.of("modum") == before
    pages.store.readings.supply(
        [
            SuppliedReading(
                id=0, organisation="modum", reading="facebook-followers", date=NOW.date(), value=1, by="t", at=NOW
            )
        ]
    )
    assert pages.store.marks.of("modum") != before


def test_one_page_sees_one_state(pages: Pages) -> None:
    numbers = Numbers(pages.site, pages.config.organisation_by_id["modum"])
    before = numbers.weeks()
    fill(pages.store, "modum", count=5, first=7_000)
    assert numbers.weeks() is before
    assert Numbers(pages.site, pages.config.organisation_by_id["modum"]).weeks() != before


def test_what_is_quickly_made_is_always_new_and_the_rest_is_made_behind() -> None:
    clock, made = [0.0], []

    def make(took: float) -> int:
        clock[0] += took
        made.append(took)
        return len(made)

    remembered = Remembered(most=2, clock=lambda: clock[0])
    assert [remembered.get("quick", mark, lambda: make(0.1)) for mark in (1, 1, 2)] == [1, 1, 2]
    assert remembered.get("slow", 1, lambda: make(5.0)) == 3
    assert remembered.get("slow", 2, lambda: make(5.0)) == 3
    for _ in range(500):
        if (value := remembered.get("slow", 2, lambda: make(5.0))) != 3:
            break
        remembered._behind.submit(int).result()
    assert value == 4
    assert remembered.get("slow", 3, lambda: make(5.0), always_new=True) == 5
    clock[0] += LASTS_SECONDS
    assert remembered.get("quick", 2, lambda: make(0.1)) == 6
    for name in ("a", "b"):
        remembered.get(name, 1, lambda: make(0.1))
    assert remembered.get("quick", 2, lambda: make(0.1)) == 9


def test_what_cannot_be_made_is_not_kept() -> None:
    remembered = Remembered()
    with pytest.raises(ZeroDivisionError):
        remembered.get("a", 1, lambda: 1 // 0)
    assert remembered.get("a", 1, lambda: 7) == 7

"""The weekly report: what it says, and that page, text, PDF and mail hold it whole."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from itertools import pairwise

import pytest
import sample
from playwright.sync_api import Browser

from mediawatch.measure.brand import brand
from mediawatch.measure.weeks import week_scores
from mediawatch.model import Story, WeeklyReport
from mediawatch.report.weekly import subject, weekly_chart, weekly_html, weekly_message, weekly_pdf, weekly_text
from mediawatch.report.weekly_page import weekly_page
from mediawatch.report.weekly_words import period

MONDAY = date(2026, 11, 16)
NOON = datetime(2026, 11, 18, 12, tzinfo=sample.OSLO)


def told(number: int, title: str = "Kulturprisen til Snarum", *, weeks_ago: int = 0, tone="positive", named=True):
    found = sample.mention("Modum") if named else sample.mention("Blaafarveværket", kind="landmark")
    one = sample.coverage(title, tone=tone, found=sample.reading(replace(found, field="title"), names=named))
    article = replace(one.article, published=NOON - timedelta(weeks=weeks_ago))
    return sample.story(number, replace(one, article=article))


def week(count: int, *, weeks_ago: int = 0, **more) -> list[Story]:
    return [told(100 * weeks_ago + n, weeks_ago=weeks_ago, **more) for n in range(count)]


def report(stories: list[Story], *, weeks: int = 6, silent: tuple[str, ...] = (), **changes) -> WeeklyReport:
    history = week_scores(
        stories,
        since=MONDAY - timedelta(weeks=weeks - 1),
        until=MONDAY + timedelta(days=6),
        zone=sample.OSLO,
        quotes_us=lambda copy: False,
        is_confirmed=lambda story: False,
        silent={MONDAY: silent} if silent else {},
    )
    made = WeeklyReport(
        organisation=sample.ORGANISATION,
        made_at=sample.NOW,
        history=history,
        stories={str(story.id): story for story in stories},
        targets=sample.TARGETS,
        brand=brand(stories, zone=sample.OSLO),
        brand_weeks=weeks,
    )
    return replace(made, **changes)


def page(made: WeeklyReport):
    return weekly_page(made, zone=sample.OSLO)


ORDINARY = [*week(6, weeks_ago=1, tone="neutral"), *week(5), told(7, "Ingen svarer om PPT", tone="negative"),
            told(8, "Rekord på verket", named=False)]  # fmt: skip


def test_the_answer_comes_first_and_why_it_moved_is_told() -> None:
    made = page(report(ORDINARY))
    assert re.fullmatch(r"Synligheten i uke 47 var \d+ av 100, med 7 saker om Modum\.", made.answer)
    assert re.match(r"Opp \d+ fra uken før, mest på grunn av tonen \(\+\d+,\d\)\.", made.moved)
    assert "Det som veide mest, var «Kulturprisen til Snarum»." in made.moved


def test_a_fall_is_told_as_plainly() -> None:
    made = page(report([*week(6, weeks_ago=1), *week(6, tone="negative", title="Ingen svarer om PPT")]))
    assert re.match(r"Ned \d+ fra uken før, mest på grunn av (synligheten|tonen) \(-\d+,\d\)\.", made.moved)


def test_few_stories_say_nothing_of_up_and_down() -> None:
    made = page(report([*week(6, weeks_ago=1), *week(4)]))
    assert made.moved.startswith("Med under 5 saker")
    assert "Snittet av de siste fire ukene er" in made.moved
    assert page(report(week(2), weeks=1)).moved == "Dette er den første uken vi har tall for."


def test_an_empty_week_is_said_and_nothing_is_blamed() -> None:
    made = page(report(week(3, weeks_ago=2)))
    assert made.answer == "Ingen omtale av Modum i uke 47."
    assert (made.parts, made.good, made.bad, made.carriers) == ((), (), (), None)
    assert subject(report([])) == "Modum i media, uke 47: ingen omtale"


def test_a_silent_source_is_said_beside_the_number() -> None:
    assert page(report(ORDINARY, silent=("Dalposten",))).warning == "Ufullstendig: Vi har ikke hørt fra Dalposten."
    assert page(report(ORDINARY)).warning == ""


def test_what_would_have_raised_the_score_names_its_story() -> None:
    made = page(report([told(1, "Rekord på verket", named=False), *week(1)]))
    assert any(words.startswith("Hadde «Rekord på verket» nevnt Modum: +") for words in made.raised)
    assert made.raised[0].startswith("Hadde kommunen kommet til orde i «")


def test_a_miss_comes_with_a_courteous_note_of_two_lines() -> None:
    (miss,) = page(report(ORDINARY)).misses
    assert miss.note.splitlines() == [
        "Hei! Takk for saken «Rekord på verket» onsdag 18. november.",
        "Blaafarveværket ligger i Modum – vi blir glade om Modum kan nevnes neste gang. Hilsen Modum kommune",
    ]


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (date(2026, 11, 16), "16.–22. november 2026"),
        (date(2026, 9, 28), "28. september–4. oktober 2026"),
        (date(2026, 12, 28), "28. desember 2026–3. januar 2027"),
    ],
)
def test_periods_in_words(start: date, words: str) -> None:
    made = report(week(1))
    assert period(replace(made.week, start=start)) == words


def test_the_text_is_narrow_and_has_all_the_page_has() -> None:
    made = report(ORDINARY)
    text = weekly_text(made, zone=sample.OSLO)
    assert [line for line in text.splitlines() if len(line) > 76 and "://" not in line] == []
    joined = " ".join(text.split())
    shown = page(made)
    for words in (shown.answer, shown.moved, *shown.raised, shown.brand, *shown.method):
        assert " ".join(words.split()) in joined
    assert "\n\n\n\n" not in text


HOSTILE = 'Slik #import "x": <script>alert(1)</script> $x^2$ *_`@ref [a](b) \\ {{ page }} \u202egnp'


def test_what_comes_from_outside_is_never_markup() -> None:
    made = report([told(1, HOSTILE), told(2, HOSTILE, tone="negative", named=False)])
    html = weekly_html(made, zone=sample.OSLO)
    assert "<script>" not in html
    assert "\u202e" not in html
    assert weekly_pdf(made, zone=sample.OSLO).startswith(b"%PDF-")
    assert "<script" not in weekly_chart(made, zone=sample.OSLO)


def test_the_pdf_is_tagged_and_the_same_words_make_it_each_time() -> None:
    made = weekly_pdf(report(ORDINARY), zone=sample.OSLO)
    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in made or b"/ObjStm" in made
    assert len(made) < 500_000
    assert weekly_pdf(report([], weeks=1), zone=sample.OSLO).startswith(b"%PDF-")


def test_the_mail_holds_text_page_chart_pdf_and_the_rows() -> None:
    made = report(ORDINARY)
    rows = "story,prominence,tier,tone,naming,voice\n"
    sent = weekly_message(
        made, sample.RECIPIENT, sender="mediawatch <post@example.no>", csv=rows, now=sample.NOW, zone=sample.OSLO
    )
    again = weekly_message(
        made, sample.RECIPIENT, sender="mediawatch <post@example.no>", csv=rows, now=sample.NOW, zone=sample.OSLO
    )
    assert sent["Message-ID"] == again["Message-ID"]
    read = message_from_bytes(sent.as_bytes(), policy=policy.default)
    kinds = [part.get_content_type() for part in read.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "image/png", "application/pdf", "text/csv"]
    html = read.get_body(("html",)).get_content()
    picture = next(part for part in read.walk() if part.get_content_type() == "image/png")
    assert f"cid:{picture['Content-ID'].strip('<>')}" in html
    assert picture.get_content().startswith(b"\x89PNG")
    assert [part.get_filename() for part in read.iter_attachments()] == ["modum-2026-w47.pdf", "modum-2026-w47.csv"]
    assert read["Subject"].startswith("Modum i media, uke 47: synlighet ")


@pytest.mark.parametrize("width", [320, 390, 800])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_drawn_it_never_scrolls_sideways_and_asks_for_nothing(browser: Browser, width: int, mode) -> None:
    window = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=mode)
    asked: list[str] = []
    window.on("request", lambda request: asked.append(request.url))
    hostile = [told(9, "Donaudampfschifffahrtsgesellschaftskapitän" * 4), *ORDINARY]
    window.set_content(weekly_html(report(hostile), zone=sample.OSLO, chart=""))
    assert window.evaluate("document.documentElement.scrollWidth") <= width
    assert asked == []
    assert window.locator("h1").count() == 1
    headings = window.eval_on_selector_all("h1,h2,h3", "all => all.map(one => Number(one.tagName[1]))")
    assert all(after <= before + 1 for before, after in pairwise(headings))
    assert window.eval_on_selector_all("img", "all => all.every(one => one.alt)")


def test_the_chart_says_in_words_what_it_shows() -> None:
    made = report(ORDINARY)
    drawn = weekly_chart(made, zone=sample.OSLO)
    trend = page(made).trend
    assert trend is not None
    assert f"<title>{trend.words}</title>" in drawn
    assert len(trend.table) == len(made.history)
    assert drawn.count("<circle") == sum(one.score.is_empty for one in made.history)
    assert weekly_chart(report([], weeks=1), zone=sample.OSLO) == ""

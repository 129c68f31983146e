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
from mediawatch.measure.changes import said_week
from mediawatch.measure.weeks import week_scores
from mediawatch.model import AnswerTimes, ChangeReason, NameVolume, Neighbour, Story, VoiceUse, WeekChange, WeeklyReport
from mediawatch.report.weekly import (
    subject,
    weekly_chart,
    weekly_html,
    weekly_message,
    weekly_pdf,
    weekly_text,
    weekly_yardstick,
)
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


def test_how_fast_journalists_were_answered_stands_beside_the_number_in_every_form() -> None:
    times = AnswerTimes(received=4, closed=3, median=timedelta(minutes=90), in_time=2, judged=3, declined=1, late=1)
    made = report(ORDINARY, answers=times)
    told = "4 henvendelser fra pressen. Halvparten fikk svar innen 1 t 30 min arbeidstid. 2 av 3 ble besvart"
    for text in (weekly_html(made, zone=sample.OSLO), weekly_text(made, zone=sample.OSLO)):
        assert told in " ".join(text.replace("\u00a0", " ").split())
    assert page(report(ORDINARY)).answered == ""
    assert len(weekly_pdf(made, zone=sample.OSLO)) != len(weekly_pdf(report(ORDINARY), zone=sample.OSLO))


def test_the_answer_comes_first_and_why_it_moved_is_told() -> None:
    made = page(report(ORDINARY))
    assert re.fullmatch(r"Synligheten i uke 47 var \d+ av 100, med 7 saker om Modum\.", made.answer)
    assert re.match(r"Opp \d+ fra uken før, mest på grunn av tonen \(\+\d+,\d\)\.", made.moved)
    assert "Det som veide mest, var «Kulturprisen til Snarum»." in made.moved


def test_a_fall_is_told_as_plainly() -> None:
    made = page(report([*week(6, weeks_ago=1), *week(6, tone="negative", title="Ingen svarer om PPT")]))
    assert re.match(r"Ned \d+ fra uken før, mest på grunn av (synligheten|tonen) \(−\d+,\d\)\.", made.moved)


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


def volume(name: str, articles: int, population: int, *, weeks: int = 12, **more) -> NameVolume:
    values = {"is_ours": name == "Modum", "this_week": articles // 12, **more}
    return NameVolume(name=name, population=population, articles=articles, weeks=weeks, **values)


VOLUMES = (volume("Fjellheim", 60, 3_000), volume("Modum", 132, 14_500), volume("Storby", 240, 40_000))
NEIGHBOURS = tuple(Neighbour(name=one.name, population=one.population) for one in VOLUMES if not one.is_ours)
COMPARED = replace(sample.ORGANISATION, neighbours=NEIGHBOURS)


def compared(volumes=VOLUMES, **more) -> WeeklyReport:
    return report(ORDINARY, organisation=COMPARED, neighbours=volumes, **more)


def test_neighbours_are_told_in_words_bars_and_a_table() -> None:
    shown = page(compared())
    assert shown.neighbours.startswith(
        "Modum ble nevnt i 11 artikler denne uken. Regnet per innbygger, i snitt over 12 uker: 0,76 artikler i uka per "
        "1\u00a0000 innbyggere, og bare Fjellheim nevnes oftere. "
    )
    assert "etter samme regel for alle" in shown.neighbours
    assert shown.neighbours_table is not None
    assert shown.neighbours_table.rows == (
        ("Fjellheim", "5", "5,0", "1,7"), ("Modum", "11", "11,0", "0,76"), ("Storby", "20", "20,0", "0,50"),
    )  # fmt: skip
    assert shown.neighbours_bars is not None
    drawn = weekly_yardstick(compared(), zone=sample.OSLO)
    assert f"<title>{shown.neighbours_bars.words}</title>" in drawn
    widths = [float(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)"', drawn)]
    shares = [one.per_thousand for one in VOLUMES]
    assert [width / widths[0] for width in widths] == pytest.approx([each / shares[0] for each in shares], abs=0.01)


def test_a_week_that_was_not_counted_is_said_and_never_a_nought() -> None:
    silent = tuple(replace(one, this_week=None) for one in VOLUMES)
    shown = page(compared(silent))
    assert shown.neighbours.startswith("Denne uken er ikke talt: Vi lyttet ikke hele uken.")
    assert shown.neighbours_table is not None
    assert {row[1] for row in shown.neighbours_table.rows} == {"ikke talt"}
    new = tuple(replace(one, this_week=None, articles=0, weeks=0) if one.name == "Storby" else one for one in VOLUMES)
    known = page(compared(new)).neighbours_table
    assert known is not None
    assert known.rows[-1] == ("Storby", "ikke talt", "ikke talt", "ikke talt")
    assert page(compared(())).neighbours == ("Naboene er ikke talt ennå. Tallene kommer når vi har lyttet en hel uke.")
    assert weekly_yardstick(compared(()), zone=sample.OSLO) == ""


def test_who_answered_for_the_municipality_is_told_by_office() -> None:
    heard = (VoiceUse(office="Ordføreren", stories=5, positive=4, negative=0),
             VoiceUse(office="Kommunedirektøren", stories=3, positive=0, negative=2))  # fmt: skip
    shown = page(report(ORDINARY, voices=heard)).voices
    assert shown is not None
    assert shown.heading == "Hvem svarte for kommunen, siste 6 uker"
    assert shown.rows == (("Ordføreren", "5", "4", "0"), ("Kommunedirektøren", "3", "0", "2"))


def test_the_sources_that_are_not_heard_are_named() -> None:
    assert page(report(ORDINARY, sources=31)).sources == "Vi hører fra 31 av 31 kilder."
    made = report(ORDINARY, sources=31)
    assert page(replace(made, silent=sample.SILENT)).sources == (
        "Vi hører fra 30 av 31 kilder. Ikke hørt fra: Fossefjell TV siden fredag."
    )


def test_the_parts_tell_what_moved_and_the_moves_sum_to_the_change() -> None:
    made = report(ORDINARY)
    moves = [part.change for part in page(made).parts]
    values = [float(move.replace("±0", "0").replace("\N{MINUS SIGN}", "-").replace(",", ".")) for move in moves]
    assert made.week.change is not None
    assert sum(values) == pytest.approx(made.week.change, abs=0.15)
    assert {part.change for part in page(report(week(4))).parts} == {""}


def test_a_fall_in_visibility_names_what_the_week_before_had() -> None:
    strong = [
        *week(5, weeks_ago=1, tone="neutral"),
        told(199, "Stor reportasje fra dalen", weeks_ago=1, tone="neutral"),
    ]
    weak = [told(n, "Notis", tone="neutral", named=False) for n in range(5)]
    made = report([*strong, *weak])
    assert made.before is not None
    best = max(made.before.score.stories, key=lambda one: (one.visibility, one.story))
    title = made.stories[best.story].lead.article.title
    assert f"Uken før var det «{title}» som ga mest (" in page(made).moved


def test_a_critical_story_tells_what_it_cost() -> None:
    made = report(ORDINARY)
    (bad,) = page(made).bad
    cost = next(one.if_neutral for one in made.week.score.stories if one.tone_label == "negative")
    assert bad.hint == f"Hadde saken vært nøytral: +{cost:.1f}.".replace(".", ",", 1)


def changed() -> WeekChange:
    made = report(ORDINARY).before
    assert made is not None
    now = said_week(made, (), organisation="modum", told_in="2026-W47", now=sample.NOW)
    return WeekChange(
        said=replace(now, score=now.score + 5),
        now=now,
        reasons=(
            ChangeReason(kind="tone", story=100, title=HOSTILE, before="positive", after="negative", by="<b>Kari"),
        ),
    )


def test_what_has_changed_stands_in_every_form_and_is_never_markup() -> None:
    made = compared(changes=(changed(),))
    (words,) = page(made).changed
    assert words.startswith("Uke 46 er endret fra ")
    assert " ".join(words.split())[:60] in " ".join(weekly_text(made, zone=sample.OSLO).split())
    html = weekly_html(made, zone=sample.OSLO)
    assert "Endret siden forrige rapport" in html
    assert "<script>" not in html
    assert "<b>Kari" not in html
    assert weekly_pdf(made, zone=sample.OSLO).startswith(b"%PDF-")


def test_the_mail_holds_both_pictures_and_each_is_shown() -> None:
    sent = weekly_message(
        compared(), sample.RECIPIENT, sender="post@example.no", csv="x", now=sample.NOW, zone=sample.OSLO
    )
    read = message_from_bytes(sent.as_bytes(), policy=policy.default)
    pictures = [part for part in read.walk() if part.get_content_type() == "image/png"]
    html = read.get_body(("html",)).get_content()
    assert len(pictures) == 2
    for part in pictures:
        assert f"cid:{part['Content-ID'].strip('<>')}" in html
        assert part.get_content().startswith(b"\x89PNG")


@pytest.mark.parametrize("width", [390, 800])
def test_drawn_the_charts_fit_the_page_and_have_tables_behind(browser: Browser, width: int, tmp_path) -> None:
    made = compared(sources=5)
    (tmp_path / "uke.html").write_text(weekly_html(made, zone=sample.OSLO), "utf-8")
    (tmp_path / "trend.svg").write_text(weekly_chart(made, zone=sample.OSLO), "utf-8")
    (tmp_path / "neighbours.svg").write_text(weekly_yardstick(made, zone=sample.OSLO), "utf-8")
    window = browser.new_page(viewport={"width": width, "height": 900})
    window.goto((tmp_path / "uke.html").as_uri())
    assert window.evaluate("document.documentElement.scrollWidth") <= width
    assert window.eval_on_selector_all("img", "all => all.map(one => one.naturalWidth > 0 && one.alt.length > 20)") == [
        True, True,
    ]  # fmt: skip
    for summary in window.locator("summary").all():
        summary.click()
    assert window.locator("details[open] table").count() == window.locator("details").count() >= 3
    assert window.evaluate("document.documentElement.scrollWidth") <= width

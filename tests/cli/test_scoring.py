"""`mediawatch score`: from the archive and from the CSV that goes with a report, the same numbers both ways."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from command_line import Outcome
from local_press import Press, set_up

from mediawatch.config import load_config, load_settings
from mediawatch.jobs.adding import add_by_hand
from mediawatch.model import Article
from mediawatch.store import open_store

Run = Callable[..., Outcome]
HEADER = "story,prominence,tier,tone,naming,voice"
WEEK = f"""{HEADER}
kulturpris,headline,local,positive,organisation,yes
verket,lead,regional,neutral,landmark,no
ppt,headline,regional,negative,organisation,yes
ppt,body,local,negative,organisation,no
vei,body,local,mixed,region,no
liste,passing,national,positive,organisation,no
"""


def today() -> date:
    return datetime.now(ZoneInfo("Europe/Oslo")).date()


def this_week() -> str:
    year, week, _ = today().isocalendar()
    return f"{year}-W{week:02}"


def test_a_week_from_its_csv(run: Run, folder: Path) -> None:
    (folder / "uke.csv").write_text(WEEK)
    done = run("score", "--stories", "uke.csv", "--v-ref", "4.0", "--json")
    assert (done.code, done.err) == (0, "")
    made = json.loads(done.out)
    assert made["parts"] == {"visibility": 0.5325, "tone": 0.5041, "voice": 0.4}
    assert made["points"] == {"visibility": 29.2875, "tone": 15.1243, "voice": 6.0}
    assert made["score"] == 50.4119 or made["score"] == 50.4118
    assert [one["story"] for one in made["stories"]] == ["kulturpris", "liste", "ppt", "vei", "verket"]
    assert next(one for one in made["stories"] if one["story"] == "verket")["if_named"] == 6.6

    told = run("score", "--stories", "uke.csv").out
    assert "Synlighet: 50,4 av 100 · 5 saker" in told
    assert "Hadde saken nevnt kommunens navn: +6,6" in told


def test_an_empty_week_is_no_fault(run: Run, folder: Path) -> None:
    (folder / "uke.csv").write_text(HEADER)
    done = run("score", "--stories", "uke.csv", "--json")
    assert (done.code, json.loads(done.out)["score"]) == (0, 0.0)


def test_faults_in_the_csv_are_all_told_with_their_lines(run: Run, folder: Path) -> None:
    (folder / "uke.csv").write_text(f"{HEADER}\n1,top,local,positive,region,yes\n2,lead,local,neutral,region,\n")
    done = run("score", "--stories", "uke.csv")
    assert done.code == 2
    assert "uke.csv:2: prominence: «top» kjennes ikke." in done.err
    assert "uke.csv:3: voice: Mangler. Skriv yes eller no." in done.err


def test_wrong_words_are_answered_with_what_to_write(run: Run, folder: Path) -> None:
    assert run("score", "--stories", "borte.csv").code == 2
    wrong = run("score", "--week", "uke 47")
    assert (wrong.code, "for eksempel 2026-W47" in wrong.err) == (2, True)
    (folder / "uke.csv").write_text(WEEK)
    for wrong_number in ("0", "-1", "nan", "inf", "1e400", "abc", ""):
        refused = run("score", "--stories", "uke.csv", "--v-ref", wrong_number)
        assert (refused.code, "er ikke et tall over 0. Skriv for eksempel 4,0." in refused.err) == (2, True)
    comma, point = (run("score", "--stories", "uke.csv", "--v-ref", each, "--json").out for each in ("2,5", "2.5"))
    assert (json.loads(comma)["v_ref"], comma) == (2.5, point)


def test_the_archive_gives_the_score_and_the_csv_gives_it_again(process: Run, folder: Path, press: Press) -> None:
    pages = []
    stories = (
        ("Granvik får ny bru", "Naboene i Granvik jubler. – Vi er glade, sier ordfører Kari Nordmann."),
        ("Granvik stenger skolen", "Foreldrene i Granvik er rasende og kritiserer kommunen kraftig."),
    )
    for number, (title, text) in enumerate(stories, 1):
        pages.append((press.put_article(f"/nyheter/sak-{number}", title, text, hours_ago=0), title))
    set_up(folder, [("posten-rss", press.put_feed("/rss", pages))])
    assert process("poll", "--once").code == 0

    done = process("score", "--week", this_week(), "--json")
    assert (done.code, done.err) == (0, "")
    made = json.loads(done.out)
    assert (made["week"], made["complete"], made["change"]) == (this_week(), True, None)
    assert {one["title"] for one in made["stories"]} == {title for title, _ in stories}
    assert abs(sum(one["points"] for one in made["stories"]) - made["score"]) < 0.01

    (folder / "uke.csv").write_text(process("score", "--week", this_week(), "--csv").out)
    again = json.loads(process("score", "--stories", "uke.csv", "--v-ref", str(made["v_ref"]), "--json").out)
    assert {key: again[key] for key in ("score", "parts", "points")} == {
        key: made[key] for key in ("score", "parts", "points")
    }

    written = process("report", "weekly", "--week", this_week(), "--out", "rapport")
    assert (written.code, written.err) == (0, "")
    assert "Uken er ikke over. Tallene kan endre seg." in written.out
    kinds = {path.suffix: path.read_bytes() for path in (folder / "rapport").iterdir()}
    assert set(kinds) >= {".html", ".txt", ".pdf", ".csv"}
    assert kinds[".pdf"].startswith(b"%PDF-")
    assert kinds[".csv"].decode() == (folder / "uke.csv").read_text()
    assert kinds[".txt"].decode() in written.out

    number = next(one["story"] for one in made["stories"] if one["tone"] == "negative")
    assert process("correct", number, "--tone", "positive").code == 0
    corrected = json.loads(process("score", "--week", this_week(), "--json").out)
    assert corrected["score"] > made["score"]
    assert (made["confirmed"]["share"], corrected["confirmed"]["share"]) == (0.0, 0.5)
    assert process("correct", number, "--undo").code == 0
    assert json.loads(process("score", "--week", this_week(), "--json").out) == made

    told = process("score", "--week", this_week()).out
    assert re.search(r"Synlighet i uke \d+ \(.*\): \d+,\d av 100 · 2 saker", told)
    assert "for få til å si om det går opp eller ned" in " ".join(told.split())
    early = (today() - timedelta(weeks=60)).isocalendar()
    missing = process("score", "--week", f"{early.year}-W{early.week:02}")
    assert (missing.code, "Ingenting er lest i uke" in missing.err) == (2, True)
    missing = process("report", "weekly", "--week", f"{early.year}-W{early.week:02}")
    assert (missing.code, "Ingenting er lest i uke" in missing.err) == (2, True)


def test_before_anything_is_read_it_says_so(process: Run, folder: Path, press: Press) -> None:
    set_up(folder, [("posten-rss", press.put_feed("/rss", []))])
    done = process("score")
    assert (done.code, "ingen omtale" in done.out) == (0, True)


def test_a_reported_week_that_has_changed_is_told(run: Run, folder: Path) -> None:
    set_up(folder, [])
    config = load_config(load_settings({}, folder))
    when = datetime.now(ZoneInfo("Europe/Oslo")) - timedelta(days=10)
    year, number, _ = when.isocalendar()
    week = f"{year}-W{number:02}"
    article = Article(
        outlet="granvikposten",
        address="https://granvikposten.no/1",
        article_id=None,
        title="Granvik får ny bru",
        text="Naboene i Granvik jubler og er glade for vedtaket om brua.",
        published=when,
    )
    (folder / "data").mkdir()
    with open_store(config.settings.database) as store:
        assert add_by_hand(config, store, article, config.outlet_by_id["granvikposten"], now=when) == "new"
        (story,) = store.stories("granvik")
    before = json.loads(run("score", "--week", week, "--json").out)
    assert before["reported"] is None
    assert run("report", "weekly", "--week", week, "--out", "rapport").code == 0
    assert json.loads(run("score", "--week", week, "--json").out) == before

    assert run("correct", str(story.id), "--tone", "negative", "--by", "Kari", "--why", "ironi").code == 0
    after = json.loads(run("score", "--week", week, "--json").out)
    assert after["score"] < before["score"]
    assert after["reported"]["score"] == before["score"]
    assert [(one["kind"], one["by"], one["why"]) for one in after["reported"]["reasons"]] == [("tone", "Kari", "ironi")]
    told = " ".join(run("score", "--week", week).out.split())
    assert f"Rapportert før: Uke {number} er endret fra {round(before['score'])} til {round(after['score'])}:" in told
    assert "er rettet fra positiv til negativ av Kari" in told

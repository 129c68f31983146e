"""`mediawatch correct` and `review`: what a person says counts everywhere, can be undone, helps the next story."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from command_line import Outcome
from local_press import Press, set_up

from mediawatch.store import open_store

Run = Callable[..., Outcome]
TODAY = datetime.now(ZoneInfo("Europe/Oslo")).date()
WORKS = (
    "Granvik kommune bygger om vannverket",
    "Granvik kommune starter ombyggingen av vannverket ved Stordammen i mars. Arbeidet skal ta ti måneder.",
)
MORE_WORKS = (
    "Stordammen vannverk: anleggsstart i mars",
    "I mars begynner gravemaskinene ved Stordammen i Granvik. Vannverket skal bygges om fram til nyttår.",
)
LIBRARY = (
    "Nye åpningstider på biblioteket",
    "Biblioteket i Granvik har åpent fra klokka ti til klokka fire på onsdager i vinter.",
)


@pytest.fixture(autouse=True)
def _ready(folder: Path) -> None:
    set_up(folder, [])


def add(run: Run, story: tuple[str, str], *, outlet: str = "granvikposten", days_ago: int = 0) -> None:
    title, text = story
    day = TODAY - timedelta(days=days_ago)
    done = run("add", "--title", title, "--outlet", outlet, "--date", str(day), "--text", text)
    assert done.out == "Lagt til.\n", done.said


def found(run: Run, query: str = "granvik") -> list[dict[str, object]]:
    stories = [json.loads(line) for line in run("search", query, "--json").out.splitlines()]
    return sorted(stories, key=lambda one: one["story"])


def tones(run: Run) -> list[str]:
    return [story["tone"]["label"] for story in found(run)]


def test_a_corrected_tone_is_told_and_shown(run: Run) -> None:
    add(run, WORKS)
    done = run("correct", "1", "--tone", "negativ", "--why", "Folk er uten vann", "--by", "Kari")
    assert done.code == 0
    assert "Sak 1 «Granvik kommune bygger om vannverket»: tone rettet fra nøytral til negativ." in done.out
    assert "Angre: mediawatch correct 1 --undo" in done.out
    (story,) = found(run)
    assert (story["tone"]["label"], story["corrected"]) == ("negative", ["tone"])
    assert story["tone"]["because"] == ["rettet av Kari: Folk er uten vann"]
    assert "▼ Negativ" in run("search", "granvik").out


def test_undo_brings_back_what_the_model_said(run: Run) -> None:
    add(run, WORKS)
    before = found(run)
    run("correct", "1", "--tone", "negative")
    undone = run("correct", "1", "--undo")
    assert undone.out == ("Angret i sak 1: tone rettet fra nøytral til negativ. Nå: nøytral, som modellen sa.\n")
    assert found(run) == before
    again = run("correct", "1", "--undo")
    assert (again.code, "har ingen rettelse å angre" in again.err) == (2, True)


def test_it_helps_the_next_story_on_the_matter_and_leaves_others_alone(run: Run) -> None:
    add(run, WORKS)
    run("correct", "1", "--tone", "negative")
    add(run, MORE_WORKS)
    add(run, LIBRARY)
    assert tones(run) == ["negative", "negative", "neutral"]
    (_first, second, _third) = found(run)
    assert second["tone"]["because"][0].startswith("lignende sak rettet til negativ ")
    assert second["corrected"] == [], "the model learnt; nobody has corrected this one"


def test_what_is_polled_next_is_helped_too(run: Run, press: Press, folder: Path) -> None:
    first = (press.put_article("/nyheter/sak-1", *WORKS), WORKS[0])
    set_up(folder, [("posten-rss", press.put_feed("/rss", [first]))])
    assert run("poll", "--once").code == 0
    run("correct", "1", "--tone", "negative")
    second = (press.put_article("/nyheter/sak-2", *MORE_WORKS), MORE_WORKS[0])
    third = (press.put_article("/nyheter/sak-3", *LIBRARY), LIBRARY[0])
    press.put_feed("/rss", [first, second, third])
    assert run("poll", "--once").code == 0
    assert {story["title"]: story["tone"]["label"] for story in found(run)} == {
        WORKS[0]: "negative",
        MORE_WORKS[0]: "negative",
        LIBRARY[0]: "neutral",
    }


def test_a_correction_taken_back_teaches_nothing(run: Run) -> None:
    add(run, WORKS)
    run("correct", "1", "--tone", "negative")
    run("correct", "1", "--undo")
    add(run, MORE_WORKS)
    assert tones(run) == ["neutral", "neutral"]


def test_not_relevant_is_gone_from_search_export_and_targets(run: Run) -> None:
    add(run, WORKS)
    assert json.loads(run("targets", "--json").out)[0]["count"] == 1
    done = run("correct", "1", "--not-relevant")
    assert "rettet fra gjelder oss til gjelder ikke oss" in done.out
    assert found(run) == []
    assert json.loads(run("targets", "--json").out)[0]["count"] == 0
    assert run("correct", "1", "--relevant").code == 0, "a story that is not shown can still be taken in again"
    assert len(found(run)) == 1


def test_the_digest_shows_what_the_person_said(run: Run, folder: Path) -> None:
    add(run, WORKS)
    run("correct", "1", "--tone", "negative", "--by", "Kari")
    page = run("digest", "--preview", "--days", "2").out
    assert "Bør vurderes" in page
    assert "rettet av Kari" in (folder / "oversikt.html").read_text(encoding="utf-8")


def test_a_wrong_place_is_named_as_it_is_written_in_the_story(run: Run) -> None:
    add(run, LIBRARY)
    refused = run("correct", "1", "--wrong-place", "Lier")
    assert (refused.code, "Velg en av: Granvik" in refused.err) == (2, True)
    done = run("correct", "1", "--wrong-place", "granvik")
    assert "«Granvik» er et annet sted." in done.out
    assert "vises og telles ikke lenger" in done.out
    assert found(run) == []


def test_topic_and_kind_in_norwegian_or_english(run: Run) -> None:
    add(run, WORKS)
    assert run("correct", "1", "--topic", "Oppvekst og skole").code == 0
    assert run("correct", "1", "--kind", "letter").code == 0
    (story,) = found(run)
    assert (story["topic"], story["kind"], story["corrected"]) == ("education", "letter", ["topic", "kind"])
    assert story["spokesperson"]["role"] != ""


def test_a_story_is_found_by_its_address(run: Run, press: Press, folder: Path) -> None:
    url = press.put_article("/nyheter/sak-1", *WORKS)
    assert run("add", url, "--outlet", "granvikposten").code == 0
    assert "Sak 1 " in run("correct", url, "--tone", "mixed").out
    missing = run("correct", f"{press.base}/nyheter/sak-9", "--tone", "mixed")
    assert (missing.code, "Fant ingen sak med adressen" in missing.err) == (2, True)


def test_all_copies_get_it(run: Run, press: Press) -> None:
    text = f"{WORKS[1]} {LIBRARY[1]} Ordføreren i Granvik sier at anlegget står klart før nyttår."
    for outlet in ("granvikposten", "naerradioen"):
        add(run, (WORKS[0], text), outlet=outlet)
    (story,) = found(run)
    assert len(story["copies"]) == 1, "two outlets, one story"
    assert "Det gjelder også 1 kopi av saken." in run("correct", "1", "--tone", "negative").out
    (story,) = found(run)
    assert [story["tone"]["label"], story["copies"][0]["tone"]["label"]] == ["negative", "negative"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Skriv hva som skal rettes"),
        (("--tone", "positive", "--topic", "helse"), "én ting om gangen"),
        (("--relevant", "--undo"), "én ting om gangen"),
        (("--tone", "postiv"), "Mente du positiv?"),
        (("--topic", "romfart"), "Velg en av: helse"),
        (("--kind", "dikt"), "Velg en av: nyhet"),
        (("--tone", "positive", "--why", "x" * 501), "høyst 500 tegn"),
    ],
)
def test_bad_input_says_what_to_write(run: Run, arguments: tuple[str, ...], said: str) -> None:
    add(run, WORKS)
    done = run("correct", "1", *arguments)
    assert done.code == 2
    assert said in done.err
    assert found(run)[0]["corrected"] == []


@pytest.mark.parametrize("story", ["99", "0", "9" * 30, "-1", "hei", "1; DROP TABLE story", "²"])
def test_a_story_that_is_not_there_says_where_numbers_are_found(run: Run, story: str) -> None:
    done = run("correct", "--tone", "positive", "--", story)
    assert done.code == 2
    assert "mediawatch review" in done.err


def test_another_municipalitys_story_cannot_be_touched(run: Run, folder: Path) -> None:
    add(run, WORKS)
    yaml = (folder / "organisations" / "granvik.yaml").read_text()
    (folder / "organisations" / "elvestad.yaml").write_text(
        yaml.replace("granvik", "elvestad").replace("Granvik", "Elvestad")
    )
    done = run("correct", "1", "--tone", "negative", "--organisation", "elvestad")
    assert (done.code, "Fant ingen sak 1 hos Elvestad kommune" in done.err) == (2, True)
    kept = json.loads(run("search", "granvik", "--json", "--organisation", "granvik").out)
    assert kept["corrected"] == []


def test_control_characters_in_words_of_people_never_reach_the_archive(run: Run) -> None:
    add(run, WORKS)
    run("correct", "1", "--tone", "negative", "--why", "det\x1b[31m er\x07 rødt", "--by", "Ka\x1bri")
    assert found(run)[0]["tone"]["because"] == ["rettet av Kari: det[31m er rødt"]


def make_doubtful(folder: Path, number: int, *, relevance: bool) -> None:
    """The stored story as if the model had been in doubt about it."""
    change = (
        "unsure = 1, reading = json_set(reading, '$.unsure', json('true'))" if relevance else "tone_confidence = 0.4"
    )
    with open_store(f"sqlite:///{folder}/data/mediawatch.db") as store, store.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE coverage SET {change} WHERE story = {number}")


def test_review_lists_doubts_until_a_person_has_said(run: Run, folder: Path) -> None:
    for story in (WORKS, LIBRARY):
        add(run, story)
    assert run("review").out == "Ingen saker å se på de siste 30 dager.\n"
    make_doubtful(folder, 1, relevance=False)
    make_doubtful(folder, 2, relevance=True)
    listed = [json.loads(line) for line in run("review", "--json").out.splitlines()]
    assert [(one["story"], one["doubt"]) for one in listed] == [(2, "relevance"), (1, "tone")]
    words = run("review").out
    assert "2  Nye åpningstider på biblioteket" in words
    assert "Gjelder det oss?" in words
    assert "Tone: nøytral (40 %)." in words
    assert "mediawatch correct 2 --relevant" in words
    run("correct", "2", "--relevant")
    run("correct", "1", "--tone", "neutral")
    assert run("review", "--json").out == ""


def test_confirming_is_told_as_such(run: Run) -> None:
    add(run, WORKS)
    assert "tone bekreftet: nøytral." in run("correct", "1", "--tone", "neutral").out

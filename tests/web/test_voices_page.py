"""Who speaks for the municipality: counted by person and tone, flagged outside the matrix, judged by an adviser."""

import csv
import io
from dataclasses import replace

import pytest

from mediawatch.web.voice_judging import COLUMNS
from tests.web.conftest import Pages, csrf
from tests.web.sample import NOW, Told, fill

TOLD = (
    Told("Hallen åpnet", "– En stor dag, sier ordfører Kari Fossum i Modum.", "positive", "sport",
         quoted=("ordfører Kari Fossum",)),
    Told("Kutt", "– Vi må spare, sier kommunedirektør Tone Aasrud i Modum.", "negative", "economy",
         quoted=("kommunedirektør Tone Aasrud",)),
    Told("Lege slår alarm", "– For få folk, sier kommunelege Jon Ruud i Modum kommune.", "negative", "health",
         quoted=("kommunelege Jon Ruud",)),
    Told("Uenige", "Gruppeleder Tore Berg (H) i Modum sier nei.", "neutral", "politics",
         quoted=("gruppeleder Tore Berg",)),
    Told("Slitne", "De ansatte er slitne, sier hovedtillitsvalgt Jorunn Lien i Modum.", "negative", "health",
         quoted=("hovedtillitsvalgt Jorunn Lien",)),
    Told("Nabo", "– Støy hver natt, sier Lars Hansen i Modum.", "negative", "environment", quoted=("Lars Hansen",)),
)  # fmt: skip
FLAG = "kommunelege Jon Ruud"


@pytest.fixture
def spoken(pages: Pages) -> Pages:
    fill(pages.store, "modum", told=TOLD, count=36, first=5_000)
    return pages


def flagged(pages: Pages) -> int:
    """The story of the first flag on the page."""
    shown = pages.client("adviser").get("/modum/stemmer?tid=kvartal").text
    return int(shown.split('name="sak" value="', 1)[1].split('"', 1)[0])


def judged(pages: Pages, client, story: int, verdict: str = "authorised", **more):
    form = {
        "csrf": csrf(client.get("/modum/stemmer?tid=kvartal")), "sak": str(story), "sitert": FLAG, "versjon": "0",
        "vurdering": verdict, "grunn": "Avtalt med kommunedirektøren", "sporring": "tid=kvartal", **more,
    }  # fmt: skip
    return client.post("/modum/stemmer/vurder", data=form)


def count(pages: Pages) -> int:
    return pages.client("adviser").get("/modum/stemmer?tid=kvartal").text.count('name="sitert"')


def test_mayor_and_chief_executive_side_by_side_with_counts_beside_shares(spoken: Pages) -> None:
    shown = spoken.client("reader").get("/modum/stemmer?tid=kvartal").text
    for words in ("Ordfører og varaordfører", "6 saker", "0 kritiske", "6 kritiske", "100 prosent av sakene"):
        assert words in shown
    assert "Kommunedirektøren svarer oftere enn ordføreren i kritiske saker." in shown
    assert "Kari Fossum" in shown


def test_with_few_stories_no_share_is_told(pages: Pages) -> None:
    fill(pages.store, "modum", told=TOLD[:2], count=4, first=5_000)
    shown = pages.client("reader").get("/modum/stemmer?tid=kvartal").text
    assert "for få saker til å regne ut en andel" in shown
    assert "minst fem saker" in shown
    assert "prosent av sakene" not in shown


def test_only_people_in_office_are_named(spoken: Pages) -> None:
    client = spoken.client("reader")
    for path in ("/modum/stemmer?tid=kvartal", "/modum/stemmer.csv?tid=kvartal"):
        shown = client.get(path).text
        assert "Jorunn Lien" not in shown
        assert "Lars Hansen" not in shown
    assert "Som tillitsvalgt eller verneombud: 6 saker" in client.get("/modum/stemmer?tid=kvartal").text
    assert "For partiet sitt: 6 saker" in client.get("/modum/stemmer?tid=kvartal").text


@pytest.mark.parametrize(
    ("query", "titles", "others"),
    [
        ("hvem=Kari+Fossum", "Hallen åpnet", "Kutt"),
        ("hvem=Tone+Aasrud&tone=negativ", "Kutt", "Hallen"),
        ("rolle=mayor", "Hallen åpnet", "Kutt"),
        ("som=tillitsvalgt", "Slitne", "Hallen"),
        ("som=parti", "Uenige", "Slitne"),
        ("utgiver=dalnytt", "Kutt", "Hallen"),
        ("tema=health", "Lege slår alarm", "Kutt"),
    ],
)
def test_every_number_opens_the_stories_behind_it(spoken: Pages, query: str, titles: str, others: str) -> None:
    shown = spoken.client("reader").get(f"/modum/stemmer/saker?tid=kvartal&{query}").text
    assert titles in shown
    assert others not in shown


def test_every_link_of_the_page_leads_to_stories(spoken: Pages) -> None:
    client = spoken.client("reader")
    page = client.get("/modum/stemmer?tid=kvartal").text
    links = {
        part.split('"', 1)[0].replace("&amp;", "&") for part in page.split('href="')[1:] if "/stemmer/saker" in part
    }
    assert len(links) > 10
    for link in links:
        assert '<article class="story' in client.get(link).text, link


def test_outlet_and_topic_narrow_everything(spoken: Pages) -> None:
    client = spoken.client("reader")
    shown = client.get("/modum/stemmer?tid=kvartal&tema=sport").text
    assert "Kari Fossum" in shown
    assert "Tone Aasrud" not in shown
    assert "Ingen er sitert" in client.get("/modum/stemmer?tid=kvartal&utgiver=finnes-ikke").text


def test_an_adviser_judges_a_flag_and_it_goes(spoken: Pages) -> None:
    before, story, client = count(spoken), flagged(spoken), spoken.client("adviser")
    answer = judged(spoken, client, story)
    assert "Vurderingen er lagret." in answer.text
    assert count(spoken) == before - 1
    kept = spoken.store.voices.of("modum")[(story, FLAG)]
    assert (kept.verdict, kept.reason, kept.judged_by) == (
        "authorised", "Avtalt med kommunedirektøren", "adviser@modum.example",
    )  # fmt: skip
    log = spoken.client("administrator").get("/modum/logg").text
    assert "sitat vurdert" in log
    assert "Jon Ruud" not in log


@pytest.mark.parametrize(("verdict", "named"), [("authorised", 6), ("raised", 6), ("private", 5), ("mistaken", 5)])
def test_who_was_private_or_somebody_else_is_counted_no_longer(spoken: Pages, verdict: str, named: int) -> None:
    client = spoken.client("adviser")
    judged(spoken, client, flagged(spoken), verdict)
    shown = client.get("/modum/stemmer/saker?tid=kvartal&hvem=Jon+Ruud").text
    assert f"Jon Ruud: {named} saker" in shown


@pytest.mark.parametrize("wrong", [{"vurdering": ""}, {"vurdering": "nei"}, {"grunn": " "}, {"grunn": "x" * 501}])
def test_a_verdict_needs_a_choice_and_a_reason(spoken: Pages, wrong: dict[str, str]) -> None:
    client = spoken.client("adviser")
    answer = judged(spoken, client, flagged(spoken), **wrong)
    assert answer.status_code == 422
    assert "skriv hvorfor" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert spoken.store.voices.of("modum") == {}


def test_of_two_who_judge_at_once_the_second_is_told(spoken: Pages) -> None:
    story, first, second = flagged(spoken), spoken.client("adviser"), spoken.client("administrator")
    judged(spoken, first, story)
    late = judged(spoken, second, story, "mistaken")
    assert late.status_code == 409
    assert spoken.store.voices.of("modum")[(story, FLAG)].verdict == "authorised"


def test_readers_and_others_judge_nothing(spoken: Pages) -> None:
    story, reader = flagged(spoken), spoken.client("reader")
    mark = csrf(reader.get("/modum/stemmer?tid=kvartal"))
    form = {"csrf": mark, "sak": str(story), "sitert": FLAG, "vurdering": "private", "grunn": "x", "versjon": "0"}
    assert reader.post("/modum/stemmer/vurder", data=form).status_code == 403
    assert 'name="sitert"' not in reader.get("/modum/stemmer?tid=kvartal").text
    other = spoken.client("adviser", organisation="granne")
    form["csrf"] = csrf(other.get("/granne/stemmer"))
    assert other.post("/granne/stemmer/vurder", data=form).status_code == 404
    assert other.get("/modum/stemmer").status_code == 404
    assert spoken.store.voices.of("modum") == {}


def test_a_quote_that_is_not_in_the_story_cannot_be_judged(spoken: Pages) -> None:
    answer = judged(spoken, spoken.client("adviser"), flagged(spoken), sitert="lege Som Ikke Finnes")
    assert answer.status_code == 404


def test_names_are_never_markup(pages: Pages) -> None:
    evil = "kommunelege <script>alert(1)</script> Ruud"
    told = replace(
        TOLD[2], lead=f"– Nei, sier {evil} i Modum kommune.", quoted=(evil,), title="<script>alert(2)</script>"
    )
    fill(pages.store, "modum", told=(told,), count=3, first=5_000)
    client = pages.client("adviser")
    for path in ("/modum/stemmer?tid=kvartal", "/modum/stemmer/saker?tid=kvartal&hvem=<script>alert(3)</script>"):
        assert "<script>alert" not in client.get(path).text


def test_the_spreadsheet_has_a_row_for_each_voice(spoken: Pages) -> None:
    answer = spoken.client("reader").get("/modum/stemmer.csv?tid=kvartal")
    rows = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff")), delimiter=";"))
    assert tuple(rows[0]) == COLUMNS
    assert {row[6] for row in rows[1:]} == {"", "Kari Fossum", "Tone Aasrud", "Jon Ruud", "Tore Berg"}
    assert len(rows) - 1 == 30


def test_flags_that_wait_are_told_among_what_must_be_done(spoken: Pages) -> None:
    spoken.clock[0] = NOW
    assert "utenfor talspersonlisten bør vurderes" in spoken.client("adviser").get("/modum/mediearbeid").text

"""Tone: the guidelines' hard cases, what decides, and what must not sway it."""

import json
from pathlib import Path
from typing import Any

import pytest

from mediawatch.enrich.polarity import find_polar
from mediawatch.enrich.tone import judge_tone
from mediawatch.model import Article, Tone
from tests.quality.granvik import GRANVIK, read_granvik

DATA = Path(__file__).parents[1] / "data" / "tone"


def cases(name: str) -> list[dict[str, Any]]:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def judged(title: str, lead: str = "", text: str = "", **given: Any) -> Tone:
    article = Article(
        outlet="posten", address="https://p.example/1", article_id=None, title=title, lead=lead, text=text, **given
    )
    return judge_tone(article, read_granvik(article), GRANVIK)


@pytest.mark.parametrize("case", cases("rules"), ids=lambda case: f"{case['rule']}: {case['title']}")
def test_the_guidelines_are_followed(case: dict[str, Any]) -> None:
    tone = judged(case["title"], case["lead"], case["text"], kind=case.get("kind", "news"))
    assert tone.label == case["tone"], tone


def test_plain_news_is_mostly_read_right() -> None:
    plain = cases("plain")
    right = sum(judged(case["title"], case["lead"]).label == case["tone"] for case in plain)
    assert right / len(plain) >= 0.85


def test_quiet_news_is_mostly_read_right() -> None:
    """Written and coded before any of the models they judge; never trained on."""
    quiet = cases("quiet")
    right = sum(judged(case["title"], case["lead"]).label == case["tone"] for case in quiet)
    assert right / len(quiet) >= 0.8


@pytest.mark.parametrize("case", cases("hard"), ids=lambda case: f"{case['rule']}: {case['title']}")
def test_what_others_are_known_to_get_wrong(case: dict[str, Any]) -> None:
    tone = judged(case["title"], case["lead"])
    assert tone.label == case["tone"], tone


def test_the_sentence_that_decided_is_quoted_and_not_its_neighbour() -> None:
    tone = judged(
        "Tilsyn i Granvik",
        "Rapporten er på 40 sider. Pårørende er rasende på Granvik kommune, som ikke har svart på klagene.",
    )
    assert tone.label == "negative"
    assert any("setningen «Pårørende er rasende på Granvik kommune" in reason for reason in tone.because), tone


def test_another_municipality_that_is_blamed_leaves_ours_alone_but_not_when_ours_is_blamed_too() -> None:
    theirs = "Ordføreren i Elvestad får sterk kritikk for svikt og lovbrudd."
    assert judged("Skandale i Elvestad kommune", f"{theirs} Granvik er naboen.").label == "neutral"
    ours = "Også Granvik kommune får sterk kritikk for lovbrudd og rot, og pårørende i Granvik raser."
    assert judged("Skandale i Elvestad kommune", f"{theirs} {ours}").label == "negative"


def test_because_quotes_the_words_that_decided_with_their_sign() -> None:
    assert "«får skryt» (+)" in judged("Granvik får skryt for nytt helsehus").because
    angry = judged("Ni måneder uten svar", "Familien i Granvik har fortsatt ikke fått svar fra kommunen.")
    assert any("uten svar" in reason and "(−)" in reason for reason in angry.because)
    assert judged("Møte i Granvik onsdag").because == ("ingen ord som roser eller kritiserer",)


def test_strong_praise_and_strong_criticism_that_weigh_alike_are_mixed() -> None:
    tone = judged(
        "Skryt og slakt for nye Granvik skole",
        "Elevene jubler og roser bygget. Naboene raser og kaller det en skandale.",
    )
    assert tone.label == "mixed"
    assert {reason[-2] for reason in tone.because} == {"+", "−"}


def test_the_text_wins_over_the_title() -> None:
    title = "Jubel i Granvik"
    text = (
        "Kommunen i Granvik får sterk kritikk av tilsynet. Pårørende er rasende, og statsforvalteren fant "
        "elleve lovbrudd ved sykehjemmet. Familien har ikke fått svar på klagene."
    )
    assert judged(title).label == "positive"
    assert judged(title, "", text).label == "negative"


def test_a_paywalled_article_is_judged_by_title_and_lead() -> None:
    teaser = "Ordføreren i Granvik er svært fornøyd med overskuddet."
    text = "Logg inn for å lese. " + "Skandale, kritikk, svikt og mistillit i Granvik. " * 5
    assert judged("Overskudd i Granvik", teaser, text, paywalled=True).label == "positive"
    assert judged("Overskudd i Granvik", teaser, text).label != "positive"


def test_what_is_said_of_another_place_does_not_count() -> None:
    tone = judged(
        "Slik gjør Granvik det",
        "Barnehagene i Granvik får ros. I Elvestad er det skandale, kritikk og mistillit mot ordføreren.",
    )
    assert tone.label == "positive"


def test_a_long_article_is_judged_by_the_sentences_about_us() -> None:
    elsewhere = "Elvestad fikk hard kritikk for rot, svikt og lovbrudd i byggesaken. " * 15
    text = f"Fylket har sett på fem kommuner. {elsewhere}Granvik får skryt og er best i landet."
    assert judged("Fylkets rapport er klar", "", text).label == "positive"


def test_a_refuted_criticism_is_not_negative() -> None:
    tone = judged(
        "Avviser kritikken mot Granvik",
        "Statsforvalteren fant ingen feil, og kommunen er frikjent for påstandene om lovbrudd.",
    )
    assert tone.label != "negative"


def test_confidence_follows_the_evidence() -> None:
    clear = judged("Granvik får skryt", "Kommunen vant prisen for fjerde gang, og juryen roser de ansatte.")
    thin = judged("Nå skjer det i Granvik igjen", "Naboene hadde ventet noe annet, men flere var glade.")
    assert clear.confidence > 0.85 > thin.confidence
    assert clear.score > 0.7


def test_sport_found_by_kind_makes_a_loss_neutral() -> None:
    article = Article(
        outlet="posten", address="https://p.example/1", article_id=None, title="Granvik tapte toppkampen 1–4"
    )
    assert judge_tone(article, read_granvik(article), GRANVIK, kind="sport").label == "neutral"


@pytest.mark.parametrize("text", ["", "   ", "!!! ??? …", "«»", "A" * 5000, "42", "\u00ad\u200b\n\n"])
def test_odd_text_is_neutral_and_never_raises(text: str) -> None:
    assert judged(text, text, text).label == "neutral"


@pytest.mark.parametrize(
    ("sentence", "sign"),
    [
        ("Ventelistene er kortere enn i fjor.", 1),
        ("Ledigheten stiger igjen.", -1),
        ("Skatteinntektene faller.", -1),
        ("Hun er ikke fornøyd.", -1),
        ("Det ble ikke funnet avvik, og det var ingen feil.", 1),
        ("De slipper kutt.", 1),
    ],
)
def test_what_turns_a_word(sentence: str, sign: int) -> None:
    assert sum(polar.weight for polar in find_polar(sentence)) * sign > 0


def test_negation_does_not_reach_over_a_comma_and_not_only_is_no_negation() -> None:
    assert find_polar("Nei, ikke nå, hun er strålende fornøyd.")[0].weight > 0
    assert find_polar("Det er ikke bare en seier for laget.")[0].weight > 0

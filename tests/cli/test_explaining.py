"""`mediawatch explain`: an article by its address or from a file, told in plain words and in JSON."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import ESCAPE, Outcome
from local_press import Press, set_up

Run = Callable[..., Outcome]
TITLE = "Naboene jubler over ny bru i Granvik"
TEXT = (
    "Kommunestyret i Granvik vedtok brua, og naboene jubler og roser vedtaket. Samtidig får Granvik kommune hard "
    "kritikk for å ha brutt loven, og tilsynet kaller forholdene uforsvarlige."
)
FACTS = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-10-03T08:00:00+02:00"}
HEAD = f"<head><title>{TITLE}</title><script type='application/ld+json'>{json.dumps(FACTS)}</script></head>"
PAGE = f"<html lang='nb'>{HEAD}<body><article><h1>{TITLE}</h1><p>{TEXT}</p></article></body></html>"


@pytest.fixture(autouse=True)
def _ready(folder: Path) -> None:
    set_up(folder, [])


def told(run: Run, *arguments: str, stdin: bytes = b"") -> dict[str, object]:
    done = run("explain", "--json", *arguments, stdin=stdin)
    assert done.code == 0, done.said
    return json.loads(done.out)


def test_a_text_file_is_explained_question_by_question(run: Run, folder: Path) -> None:
    (folder / "sak.txt").write_text(f"{TITLE}\n\n{TEXT}\n", encoding="utf-8")
    words = run("explain", "sak.txt", "--outlet", "granvikposten").out
    assert words.startswith(f"{TITLE}\nGranvikposten\n")
    for line in (
        "Navn som teller:",
        "  «Granvik» i tittelen, tegn 29–36: Granvik (kommunen)",
        "Gjelder det oss? Ja",
        "  – nevnt i tittelen",
        "  – mediet hører hjemme her",
        "Nevner Granvik med navn: ja",
        "Tone: ",
        "Tema: ",
        "Slag: ",
        "Siterer: ",
        "Hvem svarer: ",
    ):
        assert line in words
    assert "  – «" in words.partition("Tone: ")[2], "the words that decided"
    assert ESCAPE not in words


def test_sentences_that_differ_are_told_apart(run: Run) -> None:
    answer = told(run, "-", stdin=f"{TITLE}\n\n{TEXT}".encode())
    tones = {one["sentence"][:12]: one["tone"]["label"] for one in answer["sentences"]}
    assert tones["Kommunestyre"] == "positive"
    assert tones["Samtidig får"] == "negative"
    words = run("explain", "-", stdin=f"{TITLE}\n\n{TEXT}".encode()).out
    assert "Setningene som nevner oss, spriker" in words


def test_what_was_rejected_is_told_with_the_reason(run: Run, folder: Path) -> None:
    yaml = folder / "organisations" / "granvik.yaml"
    village = "  - {id: lia, name: Lia (Granvik), kind: village, forms: [Lia], strength: medium, refute: [Fjelldal]}\n"
    yaml.write_text(yaml.read_text().replace("spokespersons:", f"{village}spokespersons:"))
    text = "Butikken på Lia stenger\n\nButikken på Lia i Fjelldal stenger dørene etter ferien, skriver eieren."
    answer = told(run, "-", stdin=text.encode())
    rejected = [one for one in answer["mentions"] if not one["accepted"]]
    assert rejected
    assert "Fjelldal" in rejected[0]["because"]
    assert answer["relevant"] is False
    words = run("explain", "-", stdin=text.encode()).out
    assert "Navn som ble forkastet:" in words
    assert "Tone: ikke vurdert" in words
    assert "Hvem svarer" not in words


def test_nothing_of_ours_is_said_plainly(run: Run) -> None:
    words = run("explain", "-", stdin=b"Regn i Fjordbyen\n\nDet regnet hele dagen.").out
    assert "ingen av navnene dere følger, ble funnet" in words
    assert "Gjelder det oss? Nei" in words


@pytest.mark.parametrize("packed", [False, True])
def test_a_saved_page_is_read_as_a_page(run: Run, folder: Path, packed: bool) -> None:
    content = PAGE.encode()
    (folder / "side.html").write_bytes(gzip.compress(content) if packed else content)
    answer = told(run, "side.html", "--url", "https://www.granvikposten.no/nyheter/ny-bru-i-granvik/123")
    assert (answer["title"], answer["outlet"], answer["relevant"]) == (TITLE, "Granvikposten", True)


def test_a_saved_page_may_say_itself_where_it_lay(run: Run, folder: Path) -> None:
    link = "<link rel='canonical' href='https://www.granvikposten.no/nyheter/ny-bru-i-granvik/123'>"
    (folder / "side.html").write_text(PAGE.replace("<title>", f"{link}<title>"), encoding="utf-8")
    assert told(run, "side.html")["outlet"] == "Granvikposten"


def test_what_extract_writes_can_be_explained(run: Run, folder: Path) -> None:
    (folder / "side.html").write_text(PAGE, encoding="utf-8")
    extracted = run("extract", "side.html", "--url", "https://www.granvikposten.no/nyheter/ny-bru/123", "--json").out
    assert told(run, "-", stdin=extracted.encode())["title"] == TITLE


def test_an_address_that_is_not_stored_is_fetched_and_not_stored(run: Run, press: Press) -> None:
    url = press.put_article("/nyheter/sak-1", TITLE, TEXT)
    answer = told(run, url, "--outlet", "granvikposten")
    assert (answer["title"], answer["story"]) == (TITLE, None)
    assert run("search", "granvik", "--json").out == ""


def test_a_stored_story_tells_what_the_model_said_and_people_corrected(run: Run, press: Press) -> None:
    url = press.put_article("/nyheter/sak-1", TITLE, TEXT)
    run("add", url, "--outlet", "granvikposten")
    press.put("/nyheter/sak-1", "borte", status=404)
    before = told(run, url)
    assert before["story"] == 1
    assert before["corrections"] == []
    run("correct", url, "--tone", "mixed", "--by", "Kari", "--why", "Både ros og ris")
    after = told(run, url)
    assert (after["tone"]["label"], after["model"]["tone"]) == ("mixed", before["tone"])
    assert [(one["what"], one["value"], one["by"]) for one in after["corrections"]] == [("tone", "mixed", "Kari")]
    words = run("explain", url).out
    assert "Lagret som sak 1." in words
    assert "Rettelser:" in words
    assert "Både ros og ris" in words
    assert "Modellen sa om tonen: " in words
    run("correct", "1", "--undo", "--by", "Ola")
    assert "(angret " in run("explain", url).out


def test_a_story_held_not_to_concern_us_can_still_be_explained(run: Run, press: Press) -> None:
    url = press.put_article("/nyheter/sak-1", TITLE, TEXT)
    run("add", url, "--outlet", "granvikposten")
    run("correct", "1", "--not-relevant", "--by", "Kari")
    answer = told(run, url)
    assert (answer["relevant"], answer["model"]["relevant"], answer["corrected"]) == (False, True, ["relevance"])
    assert "Modellen sa: gjelder oss" in run("explain", url).out


def test_what_was_learnt_is_told(run: Run, press: Press) -> None:
    quiet = "Granvik kommune starter ombyggingen av vannverket ved Stordammen i mars. Arbeidet tar ti måneder."
    url = press.put_article("/nyheter/sak-1", "Granvik kommune bygger om vannverket", quiet)
    run("add", url, "--outlet", "granvikposten")
    run("correct", "1", "--tone", "negative")
    next_one = "Ombygging av vannverket i Granvik\n\nArbeidet med vannverket ved Stordammen i Granvik starter i mars."
    assert "lignende sak rettet til negativ" in run("explain", "-", stdin=next_one.encode()).out


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        (("finnes-ikke.txt",), b"", "den finnes ikke. Skriv en fil, eller en hel nettadresse"),
        (("organisations",), b"", "det er en mappe"),
        (("-",), b"", "er tom"),
        (("-",), b" \n \n", "er tom"),
        (("-",), b"{ikke json", "begynner som JSON"),
        (("-",), b'{"title": 7}', "må være tekst"),
        (("-",), b"\x1f\x8b\x08\x00broken", "slutten mangler"),
        (("-", "--url", "avis.example"), b"Tittel", "er ikke en nettadresse"),
        (("-", "--outlet", "Ukjentavisa"), b"Tittel", "Kjenner ikke utgiveren"),
        (("www.granvikposten.no/sak",), b"", "hel nettadresse"),
    ],
)
def test_bad_input_says_what_to_write(run: Run, arguments: tuple[str, ...], stdin: bytes, said: str) -> None:
    done = run("explain", *arguments, stdin=stdin)
    assert done.code == 2
    assert said in done.err


def test_a_page_that_cannot_be_fetched_says_so(run: Run, press: Press) -> None:
    done = run("explain", f"{press.base}/borte")
    assert done.code == 1
    assert "404" in done.err


def test_a_blocked_host_is_never_read(run: Run, folder: Path) -> None:
    feeds = folder / "feeds.yaml"
    feeds.write_text(feeds.read_text() + "blocked_hosts: [kopisiden.no]\n")
    done = run("explain", "https://www.kopisiden.no/sak")
    assert (done.code, "blocked_hosts" in done.err) == (2, True)


def test_control_characters_and_half_characters_do_no_harm(run: Run) -> None:
    text = 'Granvik \x1b[31mi\x07 dag\n\nGranvik "\ud83d" igjen'.encode("utf-8", "surrogatepass")
    words = run("explain", "-", stdin=text).out
    assert ESCAPE not in words
    assert "Granvik [31mi dag" in words

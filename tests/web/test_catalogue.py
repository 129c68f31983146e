"""The nynorsk catalogue is whole, in good order and used: every message of the pages in both written forms."""

import re
from string import Formatter

import httpx
import pytest
from hatchling.builders.wheel import WheelBuilder

from mediawatch.web.spoken import CATALOGUE, Catalogue
from tests.web.conftest import Pages, csrf
from tests.web.words import ROOT, catalogue, messages, said_in

BOKMAL = {
    "alene", "bare", "bekreftet", "dere", "deres", "derfor", "dem", "eksempel", "endret", "ennå", "fra",
    "gjelder", "gjøre", "hva", "hvem", "hver", "hvert", "hvilke", "hvilken", "hvis", "hvor", "hvordan",
    "hvorfor", "høyst", "ikke", "kilde", "kilden", "kildene", "kilder", "kommer", "lagret", "lørdag", "mandag", "mer",
    "navn", "navnet", "noe", "noen", "nyhet", "også", "saken", "selv", "siden på", "skrevet", "skriver", "steder",
    "sted", "søndag", "tall", "tallene", "tirsdag", "uke", "uken", "ukene", "uker", "uten", "velg", "virker", "å være",
    "åpne",
}  # fmt: skip
"""Words that nynorsk does not have."""
SEARCH_WORDS = {
    "nyhet, leder, kronikk fra oss, leserinnlegg …",
    "ubekreftet, usikker eller bekreftet",
    "lokal, fylke, riks, fag eller annet",
}
"""What is written in the search field, the same in both forms."""
SEARCH_TERM = re.compile("IKKE|«fra:»")
PLACES = (
    "", "arkiv", "arkiv?sok=tone:negativ+tull:1+fra:aldri", "arkiv/lagret", "sak/1", "uke", "uke/2026-W47",
    "uke/1999-W01", "maal", "navnet", "oversikter", "kilder", "kilder/elvebladet", "kilder/ny", "kilder/sak",
    "innstillinger", "tilgang", "logg", "nokler", "api", "hjelp", "tilgjengelighet", "finnes-ikke",
)  # fmt: skip


def translations() -> dict[str, str]:
    """Every message and its nynorsk; of counts both forms."""
    found = {}
    for message in catalogue():
        if message.id:
            ids, strings = (one if isinstance(one, list | tuple) else (one,) for one in (message.id, message.string))
            found |= dict(zip(ids, strings, strict=True))
    return found


def test_it_holds_the_messages_of_the_pages_and_no_others():
    known = {message.id if isinstance(message.id, str) else tuple(message.id) for message in catalogue() if message.id}
    assert messages() - known == set(), "run: make words, and translate what was added"
    assert known - messages() == set(), "run: make words"


def test_every_message_is_translated():
    assert [message for message, nynorsk in translations().items() if not nynorsk] == []
    assert [message.id for message in catalogue() if message.fuzzy and message.id] == []


def test_placeholders_are_the_same():
    def places(text: str) -> list[str]:
        named = [field for _text, field, _spec, _conversion in Formatter().parse(text) if field]
        return sorted([*named, *re.findall(r"%(?:\(\w+\))?s", text)])

    odd = {one: nn for one, nn in translations().items() if nn and places(one) != places(nn)}
    assert odd == {}


def test_ends_are_the_same():
    ends = re.compile(r"^([\s«]*).*?([\s.,:;!?…»)*]*)$", re.DOTALL)
    odd = {one: nn for one, nn in translations().items() if nn and ends.match(one).groups() != ends.match(nn).groups()}
    assert odd == {}
    spaces = {one: nn for one, nn in translations().items() if nn and one.count("\u00a0") != nn.count("\u00a0")}
    assert spaces == {}


def test_there_is_no_bokmal_in_the_nynorsk():
    pattern = re.compile(rf"(?<![\w{{(])(?:{'|'.join(sorted(BOKMAL))})(?![\w}})])", re.IGNORECASE)
    shown = {one: nn for one, nn in translations().items() if one not in SEARCH_WORDS}
    odd = {nn: found.group() for nn in shown.values() if (found := pattern.search(SEARCH_TERM.sub("", nn)))}
    assert odd == {}


def test_it_ships_with_the_package():
    shipped = {file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    assert str(CATALOGUE.relative_to(ROOT)) in shipped


def test_templates_say_nothing_past_the_catalogue():
    """What is left of a template without its tags, expressions and comments is no word."""
    left = {}
    for file in sorted((ROOT / "templates/web").rglob("*.jinja")):
        text = re.sub(r"\{#.*?#\}|<code>.*?</code>|<kbd>.*?</kbd>", " ", file.read_text("utf-8"), flags=re.DOTALL)
        text = re.sub(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", " ", text, flags=re.DOTALL)
        named = re.findall(r'\s(?:aria-label|title|placeholder|alt|data-(?:confirm|busy|failed))="([^"{][^"]*)"', text)
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)
        words = re.findall(r"[^\W\d_]{2,}", re.sub(r"<[^>]*>|&\w+;|\saria-\w+=\"[^\"]*\"", " ", text))
        if found := {*words, *named} - {"mediawatch", "Bokmål", "Nynorsk"}:
            left[file.name] = sorted(found)
    assert left == {}


def test_code_is_read_inside_f_strings():
    code = "f\"{said('Usikker')} ({x})\"; counted(3, 'sak', 'saker'); said(name); other('nei'); said('a ' 'b')"
    assert sorted(said_in(code)) == ["Usikker", "a b", "sak", "saker"]


@pytest.fixture
def misses(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What was looked up in the catalogue while the test ran, and is not there."""
    found: set[str] = set()
    known = translations()
    settled = {*known, *known.values()}
    whole, counted = Catalogue.gettext, Catalogue.ngettext

    def gettext(self: Catalogue, message: str) -> str:
        found.update({message} - settled)
        return whole(self, message)

    def ngettext(self: Catalogue, one: str, many: str, count: int) -> str:
        found.update({one, many} - settled)
        return counted(self, one, many, count)

    monkeypatch.setattr(Catalogue, "gettext", gettext)
    monkeypatch.setattr(Catalogue, "ngettext", ngettext)
    return found


def words_of(page: httpx.Response) -> str:
    """A page's text without what is said to be in bokmål or English."""
    text = re.sub(r'<(\w+)[^>]* lang="(?:nb|en)".*?</\1>', " ", page.text, flags=re.DOTALL)
    text = re.sub("|".join(map(re.escape, SEARCH_WORDS)), " ", text)
    return " ".join(re.sub(r"<(?:script|style).*?</(?:script|style)>|<[^>]*>", " ", text).split())


def test_every_page_speaks_nynorsk(pages: Pages, misses: set[str]):
    client = pages.client("administrator")
    client.cookies.set("maalform", "nn")
    long = [one for one, nn in translations().items() if one != nn and " " in one and not re.search(r"[{%]", one)]
    for place in PLACES:
        page = client.get(f"/modum/{place}")
        assert '<html lang="nn">' in page.text, place
        assert page.headers["content-language"] == "nn"
        assert [one for one in long if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", words_of(page))] == [], place
        assert misses == set(), place
    assert "Oversyn" in client.get("/modum/").text


def test_answers_and_failures_speak_nynorsk(pages: Pages, misses: set[str]):
    reader, adviser = pages.client("reader"), pages.client("adviser")
    for client in (reader, adviser):
        client.cookies.set("maalform", "nn")
    mark = csrf(reader.get("/modum/innstillinger"))
    refused = reader.post("/modum/sak/1/vurder", data={"csrf": mark, "valg": "tone:negative"})
    assert "Dette har du ikkje tilgang til" in refused.text
    assert "Skjemaet vart ikkje teke imot" in adviser.post("/modum/sak/1/vurder", data={"valg": "x"}).text
    mark = csrf(adviser.get("/modum/innstillinger"))
    judged = {"csrf": mark, "valg": "tone:mixed", "fra": "i-dag"}
    told = adviser.post("/modum/sak/1/vurder", data=judged, headers={"accept": "application/json"}).json()
    assert told["words"].startswith("Lagra tone: blanda.")
    assert "tone retta frå positiv til blanda" in adviser.get("/modum/sak/1").text
    series = pages.config.organisations[0].readings[0].id
    odd = adviser.post(f"/modum/maal/tall/{series}", data={"csrf": mark, "dato": "i går", "tall": "mange"})
    assert "«mange» er ikkje eit tal." in odd.text
    assert "«i går» er ikkje ein dato." in odd.text
    log = pages.client("administrator")
    assert "<td>tone rettet" in log.get("/modum/logg").text
    log.cookies.set("maalform", "nn")
    assert "<td>tone retta" in log.get("/modum/logg").text
    assert "<td>blanda</td>" in log.get("/modum/logg").text
    assert misses == set()


def test_every_page_is_the_same_in_bokmal_as_written(pages: Pages, misses: set[str]):
    client = pages.client("reader")
    page = client.get("/modum/hjelp", headers={"accept-language": "nn"}).text
    assert "Kva finn du kvar?" in page
    client.cookies.set("maalform", "nb")
    page = client.get("/modum/hjelp", headers={"accept-language": "nn"}).text
    assert '<html lang="nb">' in page
    assert "Hva finner du hvor?" in page


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("nn", "nn"),
        ("nn-NO,nn;q=0.9,no;q=0.5", "nn"),
        ("NN;q=1.0, en", "nn"),
        ("nb-NO,nn;q=0.9", "nb"),
        ("no", "nb"),
        ("se,nn", "nb"),
        ("en-GB", "nb"),
        ("", "nb"),
        ("\xe6;;,=", "nb"),
    ],
)
def test_the_browser_is_asked_and_what_is_unknown_is_bokmal(pages: Pages, asked: str, spoken: str):
    answer = pages.client().get("/logg-inn", headers={"accept-language": asked.encode("latin-1")})
    assert f'<html lang="{spoken}">' in answer.text


def test_an_unknown_choice_is_bokmal(pages: Pages):
    client = pages.client()
    client.cookies.set("maalform", "klingon")
    assert '<html lang="nb">' in client.get("/logg-inn").text


def test_what_is_remembered_is_nobodys_form(pages: Pages):
    """Whoever asks first decides nothing for the next one."""
    first, second = pages.client("reader"), pages.client("reader")
    first.cookies.set("maalform", "nn")
    for place in ("uke/2026-W47", "maal", "navnet", "oversikter"):
        nynorsk = first.get(f"/modum/{place}").text
        bokmal = second.get(f"/modum/{place}").text
        assert '<html lang="nb">' in bokmal
        assert " veke " not in words_of(second.get(f"/modum/{place}"))
        assert nynorsk != bokmal


def test_programs_and_papers_are_answered_in_bokmal(pages: Pages):
    client = pages.client("reader")
    plain = client.get("/modum/uke/2026-W47/poeng.csv").text
    client.cookies.set("maalform", "nn")
    assert client.get("/modum/uke/2026-W47/poeng.csv").text == plain
    assert client.get("/api/v1/stories", headers={"accept-language": "nn"}).headers.get("content-language") != "nn"

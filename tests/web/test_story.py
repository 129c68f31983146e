"""A story's page: its copies and versions, why it was judged so, what people said, notes, a note to the newsroom."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from urllib.parse import unquote

import httpx
import pytest
from playwright.sync_api import Page, expect

from mediawatch.model import Coverage, Sketch, Tone
from mediawatch.web.story_parts import diff, pieces
from tests.web.conftest import Pages, csrf
from tests.web.sample import NOW, OUTLETS, Told, coverage

Open = Callable[..., Page]
LANDMARK = Told(
    "Rekordbesøk på Kvernfossen",
    "Aldri har så mange sett Kvernfossen ved Åmot.",
    "positive",
    "culture",
    subject="Kvernfossen",
)


def save(pages: Pages, made: Coverage, *, story: int | None = None, hours: float = 2) -> int:
    """Saves a copy; answers its story's number."""
    at = NOW - timedelta(hours=hours)
    number = abs(hash(made.article.address)) % 10**9
    sketch = Sketch(article_id=None, published=at, shingles=(number,), title_words=(number,), words=9)
    saved = pages.store.save(made.article, [made], sketch, find_story=lambda _new, _known: story, now=at)
    return saved.story_ids["modum"]


def landmark(outlet=OUTLETS[0], number: int = 700, **article: object) -> Coverage:
    """A story of a landmark that does not name the place; a place of the same name elsewhere was rejected."""
    made = coverage("modum", LANDMARK, outlet, number, NOW - timedelta(hours=2))
    (mention,) = made.reading.mentions
    counted = replace(mention, subject="kvernfossen", subject_kind="landmark", names_place=False)
    rejected = replace(
        counted,
        surface="Åmot",
        subject="amot",
        subject_name="Åmot (Modum)",
        subject_kind="village",
        accepted=False,
        because="Åmot ved Kvernfossen er et annet",
    )
    reading = replace(
        made.reading, mentions=(counted, rejected), names_organisation=False, because=("nevnt i ingressen",)
    )
    return replace(made, reading=reading, article=replace(made.article, **article))


def full(pages: Pages) -> int:
    """A story with a copy and two versions, the second of another tone."""
    first = landmark()
    story = save(pages, first, hours=3)
    save(pages, landmark(OUTLETS[1], 701, title="Publikumsrekord ved fossen"), story=story, hours=2.5)
    words = {"title": "Rekordbesøk og kaos på Kvernfossen", "lead": "Ingen har noen gang sett Kvernfossen ved Åmot."}
    tone = Tone(label="mixed", score=0.1, confidence=0.6, because=("kaos",))
    save(pages, replace(landmark(**words), tone=tone), story=story, hours=2)
    return story


def post(client: httpx.Client, path: str, **fields: str) -> httpx.Response:
    mark = csrf(client.get("/modum/innstillinger"))
    return client.post(path, data={"csrf": mark, **fields})


# what is shown --------------------------------------------------------------------------------------------------------


def test_all_copies_versions_names_and_reasons_are_told(pages: Pages) -> None:
    story = full(pages)
    page = pages.client("reader").get(f"/modum/sak/{story}").text
    assert "Trykt 2 steder" in page
    assert "Publikumsrekord ved fossen" in page
    assert 'href="https://elvebladet.example/sak/700" rel="noreferrer"' in page
    assert re.search(r'<ins><span class="hidden">lagt til: </span>og kaos</ins>', page)
    assert re.search(r'<del><span class="hidden">fjernet: </span>så mange</del>', page)
    assert re.search(r"Tonen gikk fra.*Positiv.*til.*Blandet", page)
    assert re.search(r"«Kvernfossen» i ingressen: Kvernfossen \(landemerke\)", page)
    assert "Åmot ved Kvernfossen er et annet" in page
    assert "sikkerhet 60 %" in page
    assert "kaos" in page
    assert "nevnt i ingressen" in page
    assert "Etatsledere uttaler seg om egne tjenester." in page


def test_only_names_that_count_are_marked_and_only_in_what_may_be_shown(pages: Pages) -> None:
    story = full(pages)
    page = pages.client("reader").get(f"/modum/sak/{story}").text
    marked = re.findall(r"<mark>([^<]+)</mark>", page)
    assert marked
    assert set(marked) == {"Kvernfossen"}
    assert "Mer om saken i avisen" not in page, "the text itself is never shown"


@pytest.mark.parametrize("changes", [{"keepable": False}, {}])
def test_nothing_of_the_text_is_shown_where_that_is_not_allowed(pages: Pages, changes: dict) -> None:
    closed = landmark(**changes)
    if not changes:
        outlet = replace(OUTLETS[0], id="lukket", keep_text="none")
        closed = replace(closed, outlet=outlet, article=replace(closed.article, outlet="lukket"))
        pages.config.outlet_by_id["lukket"] = outlet
    story = save(pages, closed)
    page = pages.client("reader").get(f"/modum/sak/{story}").text
    assert "Aldri har så mange" not in page
    assert "Les den hos utgiveren" in page


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Modum kommune i Modum.", ["Modum", "Modum kommune"], "[Modum kommune] i [Modum]."),
        ("Modumveien i Modum", ["Modum"], "Modumveien i [Modum]"),
        ("a+b i by", ["a+b"], "[a+b] i by"),
        ("Ingen her", [], "Ingen her"),
        ("", ["Modum"], ""),
        ("Åmot", ["", "  ", "Åmot"], "[Åmot]"),
    ],
)
def test_names_are_marked_as_whole_words(text: str, names: list[str], expected: str) -> None:
    assert "".join(f"[{one.text}]" if one.marked else one.text for one in pieces(text, names)) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("en to tre", "en to tre", ""),
        ("en to tre", "en  to\ntre", ""),
        ("en to tre", "en fire tre", "en -to +fire tre"),
        ("", "helt nytt", "+helt nytt"),
        ("helt borte", "", "-helt borte"),
    ],
)
def test_what_changed_is_told_word_by_word(before: str, after: str, expected: str) -> None:
    signs = {"same": "", "removed": "-", "added": "+"}
    assert " ".join(signs[one.change] + one.text for one in diff(before, after)) == expected


def test_a_text_changed_where_we_keep_nothing_says_so(pages: Pages) -> None:
    made = landmark()
    story = save(pages, made, hours=3)
    save(pages, replace(made, article=replace(made.article, text="En helt annen tekst.")), story=story)
    assert "Tittel og ingress er som før." in pages.client("reader").get(f"/modum/sak/{story}").text


def test_what_others_wrote_stays_text(pages: Pages) -> None:
    nasty = '"><script>alert(1)</script>'
    made = landmark(title=f"Sak {nasty}", lead=f"Kvernfossen {nasty}", authors=(nasty,), url="javascript:alert(1)")
    reading = replace(made.reading, because=(nasty,), regional_labels=(nasty,))
    made = replace(made, quoted=(nasty,), reading=reading, excerpt=(f"Setning {nasty}",))
    story = save(pages, replace(made, tone=replace(made.tone, because=(nasty,))))
    client = pages.client("administrator")
    post(client, f"/modum/sak/{story}/vurder", valg="tone:negative", hvorfor=nasty, fra="sak")
    page = post(client, f"/modum/sak/{story}/notater", tekst=f"Notat {nasty}")
    assert "<script>alert" not in page.text
    assert "Notat &#34;&gt;&lt;script&gt;" in page.text
    assert "javascript:" not in page.text


# correcting -----------------------------------------------------------------------------------------------------------


def test_every_correction_can_be_made_told_and_taken_back_on_the_page(pages: Pages) -> None:
    story = full(pages)
    client = pages.client("adviser")
    path = f"/modum/sak/{story}"
    given = [
        ({"valg": "tone:negative", "hvorfor": "kritikk"}, "tone rettet fra blandet til negativ – kritikk"),
        ({"valg": "topic:", "tema": "sport"}, "tema rettet fra kultur til idrett"),
        ({"valg": "kind:", "slag": "feature"}, "slag rettet fra nyhet til reportasje"),
        ({"valg": "relevance:no"}, "om saken gjelder oss rettet fra gjelder oss til gjelder ikke oss"),
    ]
    for fields, words in given:
        page = post(client, f"{path}/vurder", fra="sak", **fields)
        assert str(page.url).endswith(f"{path}?gjort=vurdert#svar")
        assert words in page.text
        assert "Ranveig Rådgiver" in page.text
    assert "Saken er satt som ikke aktuell" in page.text
    for _ in given:
        page = post(client, f"{path}/angre", fra="sak")
    assert page.text.count("angret av Ranveig Rådgiver") == 4
    lead = pages.store.story(story).lead
    assert (lead.tone.label, lead.topic, lead.kind, lead.corrected) == ("mixed", "culture", "news", ())
    assert post(client, f"{path}/angre", fra="sak").status_code == 422
    told = [one.action for one in pages.store.access.audit(["modum"]) if one.subject == f"story {story}"]
    assert sorted(told) == sorted(
        f"story.{what}{undone}" for what in ("tone", "topic", "kind", "relevance") for undone in ("", ".undo")
    )


def test_what_the_model_said_stands_beside_what_a_person_said(pages: Pages) -> None:
    story = full(pages)
    page = post(pages.client("adviser"), f"/modum/sak/{story}/vurder", valg="tone:negative", fra="sak").text
    assert re.search(r"Modellen sa blandet \(60 %\): <span>kaos", page)


def test_a_name_of_another_place_takes_the_story_away_and_the_address_still_holds(pages: Pages) -> None:
    story = full(pages)
    client = pages.client("adviser")
    page = post(client, f"/modum/sak/{story}/vurder", valg="place:kvernfossen", fra="sak")
    assert page.status_code == 200
    assert "Gjelder ikke dere" in page.text
    assert "gjelder et annet sted" in page.text
    assert str(story) not in re.findall(r'data-story="(\d+)"', client.get("/modum/").text)
    back = post(client, f"/modum/sak/{story}/vurder", valg="relevance:yes", fra="sak")
    assert "Gjelder ikke dere" not in back.text
    assert pages.store.story(story).lead.reading.relevant


def test_a_correction_on_a_page_that_somebody_changed_is_told(pages: Pages) -> None:
    story = full(pages)
    path = f"/modum/sak/{story}/vurder"
    post(pages.client("administrator"), path, valg="topic:", tema="sport")
    late = post(pages.client("adviser"), path, valg="tone:negative", merke="0.0", fra="sak", hvorfor="min grunn")
    assert late.status_code == 409
    assert "tema rettet fra kultur til idrett" in late.text
    assert f'href="/modum/sak/{story}"' in late.text
    assert 'value="min grunn"' in late.text


def test_a_reason_may_be_long_but_not_endless(pages: Pages) -> None:
    story = full(pages)
    path = f"/modum/sak/{story}/vurder"
    assert post(pages.client("adviser"), path, valg="tone:negative", hvorfor="x" * 501).status_code == 422
    assert post(pages.client("adviser"), path, valg="tone:negative", hvorfor="x" * 500).status_code == 200


def test_a_reader_sees_neither_forms_nor_notes(pages: Pages) -> None:
    story = full(pages)
    post(pages.client("adviser"), f"/modum/sak/{story}/notater", tekst="Hemmelig notat.")
    client = pages.client("reader")
    page = client.get(f"/modum/sak/{story}").text
    for word in ("Hemmelig", "Vurder saken", "/vurder", "/notater", "Kopier teksten"):
        assert word not in page
    for path in (f"/modum/sak/{story}/notater", "/modum/notater/1", "/modum/notater/1/tilbake"):
        assert post(client, path, tekst="x", versjon="1").status_code == 403
    assert [note.text for note in pages.store.notes.of("modum", story)] == ["Hemmelig notat."]


# notes ----------------------------------------------------------------------------------------------------------------


def test_a_note_is_written_changed_removed_and_brought_back(pages: Pages) -> None:
    story = full(pages)
    client = pages.client("adviser")
    page = post(client, f"/modum/sak/{story}/notater", tekst="Ring rektor.\r\n\r\nHusk tall.")
    assert "<p>Ring rektor.</p><p>Husk tall.</p>" in page.text
    assert "Ranveig Rådgiver, i dag kl. 09.00" in page.text
    page = post(client, "/modum/notater/1", tekst="Ring etatssjefen.", versjon="1")
    assert "Ring etatssjefen." in page.text
    assert "Tidligere utgaver" in page.text
    page = post(client, "/modum/notater/1", versjon="2", gjor="fjern")
    assert "Notatet er fjernet." in page.text
    assert "Ring etatssjefen." not in page.text
    page = post(client, "/modum/notater/1/tilbake")
    assert "Ring etatssjefen." in page.text
    told = [one.action for one in pages.store.access.audit(["modum"]) if one.action.startswith("note.")]
    assert told == ["note.restore", "note.remove", "note.change", "note.add"]


@pytest.mark.parametrize("text", ["", "   \r\n ", "x" * 5001])
def test_a_note_that_cannot_be_kept_is_shown_again_with_what_to_do(pages: Pages, text: str) -> None:
    story = full(pages)
    page = post(pages.client("adviser"), f"/modum/sak/{story}/notater", tekst=text)
    assert page.status_code == 422
    assert 'aria-invalid="true"' in page.text
    assert text.strip() in page.text
    assert pages.store.notes.of("modum", story) == []


def test_two_who_change_a_note_at_once_lose_nothing(pages: Pages) -> None:
    story = full(pages)
    client = pages.client("adviser")
    post(client, f"/modum/sak/{story}/notater", tekst="Først.")
    post(pages.client("administrator"), "/modum/notater/1", tekst="Admins ord.", versjon="1")
    late = post(client, "/modum/notater/1", tekst="Mine ord.", versjon="1")
    assert late.status_code == 409
    for words in ("Admins ord.", "Mine ord.", "Noen andre endret notatet"):
        assert words in late.text
    version = re.search(r'name="versjon" value="(\d+)"', late.text)
    assert version
    assert post(client, "/modum/notater/1", tekst="Mine ord.", versjon=version[1]).status_code == 200
    assert [text for _at, _by, text in pages.store.notes.earlier("modum", 1)] == ["Først.", "Admins ord."]


def test_others_notes_are_left_alone_but_by_administrators(pages: Pages) -> None:
    story = full(pages)
    post(pages.client("administrator"), f"/modum/sak/{story}/notater", tekst="Admins.")
    client = pages.client("adviser")
    assert "Admins." in client.get(f"/modum/sak/{story}").text
    assert "Endre eller fjern" not in client.get(f"/modum/sak/{story}").text
    for fields in ({"tekst": "x", "versjon": "1"}, {"gjor": "fjern", "versjon": "1"}):
        assert post(client, "/modum/notater/1", **fields).status_code == 403
    assert post(client, "/modum/notater/1/tilbake").status_code == 403
    assert pages.store.notes.note("modum", 1).text == "Admins."


def test_notes_of_another_organisation_are_not_found(pages: Pages) -> None:
    story = full(pages)
    post(pages.client("adviser"), f"/modum/sak/{story}/notater", tekst="Vårt.")
    other = pages.client("administrator", organisation="granne")
    mark = csrf(other.get("/granne/innstillinger"))
    for path in ("/modum/notater/1", "/granne/notater/1", "/granne/notater/1/tilbake", "/granne/notater/0"):
        assert other.post(path, data={"csrf": mark, "tekst": "x", "versjon": "1"}).status_code == 404
    assert pages.store.notes.note("modum", 1).text == "Vårt."


# the newsroom ---------------------------------------------------------------------------------------------------------


def test_a_story_that_does_not_name_the_place_has_a_note_ready_for_each_newsroom(pages: Pages) -> None:
    tips = replace(OUTLETS[0], tip_address="tips@elvebladet.example")
    pages.config.outlet_by_id["elvebladet"] = tips
    page = pages.client("adviser").get(f"/modum/sak/{full(pages)}").text
    assert "Vennlig påminning til Elvebladet" in page
    assert "Vennlig påminning til Dalnytt" in page
    (mail,) = re.findall(r'href="(mailto:tips@[^"]+)"', page)
    assert "Kvernfossen ligger i Modum" in unquote(mail.replace("&amp;", "&"))
    named = pages.store.stories("modum")[-1].id
    assert "Vennlig påminning" not in pages.client("adviser").get(f"/modum/sak/{named}").text


def test_the_note_is_copied_and_the_story_judged_in_a_browser(pages: Pages, sign_in: Open) -> None:
    page = sign_in(goes_to=f"/modum/sak/{full(pages)}", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopier teksten").first.click()
    expect(page.get_by_text("Kopiert.").first).to_be_visible()
    assert "Hilsen Modum kommune" in page.evaluate("navigator.clipboard.readText()")
    page.get_by_label("Hvorfor?").fill("enige")
    page.get_by_role("button", name="Bekreft: Blandet").click()
    expect(page.locator("#svar")).to_be_focused()
    expect(page.locator("main")).to_contain_text("tone bekreftet: blandet – enige")
    page.get_by_role("button", name="Angre siste rettelse").first.click()
    expect(page.locator("main")).to_contain_text("angret av Ranveig Rådgiver")


def test_the_page_of_a_story_with_many_copies_is_small(pages: Pages) -> None:
    story = full(pages)
    for number in range(80):
        save(pages, landmark(OUTLETS[number % 4], 800 + number, title=f"Utgave {number} " + "ord " * 30), story=story)
    answer = pages.client("administrator").get(f"/modum/sak/{story}")
    assert len(answer.content) < 100_000
    assert "steder til." in answer.text

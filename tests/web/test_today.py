"""The front page: what waits and in which order, judged by keyboard, by button and without a script; two at once."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Event

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from mediawatch.model import Kind, Sketch
from mediawatch.web import standing
from tests.web.conftest import Pages, csrf
from tests.web.sample import NOW, OUTLETS, Told, coverage

Open = Callable[..., Page]


def titles(html: str) -> list[str]:
    return re.findall(r'<h3>.*?<br><a href="[^"]+">([^<]+)</a>', html)


def numbers(html: str) -> list[int]:
    return [int(one) for one in re.findall(r'data-story="(\d+)"', html)]


def field(html: str, story: int, name: str) -> str:
    """A hidden field of the story's form."""
    form = html.split(f"/sak/{story}/vurder", 1)[1]
    return form.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]


def judge(client: httpx.Client, story: int, choice: str, *, as_json: bool = False, **fields: str) -> httpx.Response:
    """Presses a button beside a story as it stands on the front page now, or with a mark seen earlier."""
    page = client.get("/modum/").text
    sent = {"csrf": client_csrf(page), "fra": "i-dag", "valg": choice, **fields}
    if "merke" not in sent:
        sent["merke"] = field(page, story, "merke") if f"/sak/{story}/vurder" in page else "0.0"
    accept = {"Accept": "application/json"} if as_json else {}
    return client.post(f"/modum/sak/{story}/vurder", data=sent, headers=accept)


def client_csrf(page: str) -> str:
    return page.split('name="csrf" value="', 1)[1].split('"', 1)[0]


def save(pages: Pages, told: Told, *, number: int = 900, hours: float = 1, kind: Kind = "news") -> int:
    """One more story; answers its number."""
    at = NOW - timedelta(hours=hours)
    made = replace(coverage("modum", told, OUTLETS[0], number, at), kind=kind, first_seen=at)
    sketch = Sketch(article_id=None, published=at, shingles=(number,), title_words=(number,), words=9)
    saved = pages.store.save(made.article, [made], sketch, find_story=lambda _new, _known: None, now=at)
    return saved.story_ids["modum"]


def shown(pages: Pages, story: int):
    """A story as it is stored now."""
    return pages.store.story(story, everything=True, outlets=pages.site.outlets)


# what waits -----------------------------------------------------------------------------------------------------------


def test_what_asks_for_a_decision_comes_first_and_tones_by_how_sure_they_are(pages: Pages) -> None:
    save(pages, Told("Vaklende sak om skole", "Modum.", "positive", confidence=0.41))
    page = pages.client("adviser").get("/modum/").text
    found = titles(page)
    assert found[0] == "Foreldre fortviler over ventetid i PPT (2)", "the latest critical story"
    kinds = re.findall(r'class="waits for-(\w+)"', page)
    assert kinds == sorted(kinds, key=["decide", "relevance", "tone"].index)
    assert found[kinds.index("relevance")].startswith("Brann i Åmot")
    assert found[kinds.index("tone")] == "Vaklende sak om skole"


def test_old_stories_own_pages_and_judged_ones_do_not_wait(pages: Pages) -> None:
    own = save(pages, Told("Egen side", "Modum.", "neutral"), kind="own")
    old = save(pages, Told("Gammel sak", "Modum.", "neutral"), number=901, hours=15 * 24)
    client = pages.client("adviser")
    waits = numbers(client.get("/modum/").text)
    assert waits
    assert not {own, old} & set(waits)
    judge(client, waits[0], "bekreft")
    judge(client, waits[1], "relevance:no")
    assert numbers(client.get("/modum/").text) == waits[2:]


def test_the_target_the_score_and_silence_are_told_in_words(pages: Pages) -> None:
    page = pages.client("reader").get("/modum/").text
    assert re.search(r"Ukens mål er (nådd|ikke nådd ennå)", page)
    assert re.search(r"Nådd i \d+ av \d+ uker", page)
    assert re.search(r"\d+ av 100 så langt i uke 48\.", page)
    assert "Forrige uke: " in page
    assert 'href="/modum/uke/2026-W48"' in page
    assert "Ikke hørt fra" not in page, "nobody was polled yet"
    long_ago = NOW - timedelta(days=9)
    state, *_others = pages.store.claim_feeds(NOW, limit=9, lease=timedelta(minutes=1), force=True)
    silent = replace(state, health="alive", last_polled=NOW, last_success=long_ago, last_item_at=long_ago)
    pages.store.finish_feed(silent, items=0, new=0, now=NOW)
    assert "Ikke hørt fra: " in pages.client("reader").get("/modum/").text


def test_a_correction_shows_in_the_score_at_once(pages: Pages) -> None:
    client = pages.client("adviser")
    before = re.search(r"(\d+) av 100 så langt", client.get("/modum/").text)
    this_week = [story.id for story in pages.store.stories("modum", since=NOW - timedelta(days=2))]
    for story in this_week:
        judge(client, story, "tone:negative")
    after = re.search(r"(\d+) av 100 så langt", client.get("/modum/").text)
    assert before
    assert after
    assert int(after[1]) < int(before[1])


def test_the_queue_does_not_wait_for_numbers_that_take_long(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    may_go_on = Event()
    count = standing._standing

    def slow(*given):
        may_go_on.wait(60)
        return count(*given)

    monkeypatch.setattr(standing, "FIRST_SECONDS", 0.01)
    monkeypatch.setattr(standing, "_standing", slow)
    client = pages.client("reader")
    first = client.get("/modum/").text
    assert "regnes ut" in first
    assert titles(first)
    may_go_on.set()
    monkeypatch.setattr(standing, "FIRST_SECONDS", 60)
    assert "av 100 så langt i uke 48." in client.get("/modum/").text


def test_an_empty_day_says_who_was_heard_and_when_we_listen_next(pages: Pages) -> None:
    pages.clock[0] = NOW + timedelta(days=15)
    page = pages.client("adviser").get("/modum/").text
    assert "Ingen saker venter på vurdering." in page
    assert "Alt er sett." in page
    assert "Ingen kilder har svart det siste døgnet" in page
    assert "Vi lytter nå." in page


def test_the_page_is_small_however_many_wait(pages: Pages) -> None:
    for number in range(60):
        save(
            pages, Told(f"Sak nummer {number} " + "lang tittel " * 10, "Modum. " * 40, "positive"), number=2000 + number
        )
    answer = pages.client("adviser").get("/modum/")
    assert len(answer.content) < 100_000
    assert "saker til venter" in answer.text


# without a script -----------------------------------------------------------------------------------------------------


def test_a_button_leads_to_the_next_story_with_the_way_back(pages: Pages) -> None:
    client = pages.client("adviser")
    page = client.get("/modum/").text
    first, second = numbers(page)[:2]
    answer = judge(client, first, "tone:positive", neste=field(page, first, "neste"))
    assert str(answer.url).endswith(f"/modum/?gjort=vurdert&sak={first}&antall=1&neste={second}#svar")
    told = answer.text.index('id="svar"')
    assert told < answer.text.index(f'id="sak-{second}"')
    assert shown(pages, first).lead.tone.label == "positive"
    undo = answer.text[told:].split("</form>", 1)[0]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', undo))
    back = client.post(f"/modum/sak/{first}/angre", data=fields)
    assert str(back.url).endswith(f"/modum/#sak-{first}")
    assert shown(pages, first).lead.tone.label == "negative"
    assert numbers(back.text)[0] == first


def test_confirming_is_remembered_and_teaches(pages: Pages) -> None:
    client = pages.client("adviser")
    first = numbers(client.get("/modum/").text)[0]
    judge(client, first, "bekreft", hvorfor="helt  klart")
    (kept,) = pages.store.corrections("modum", first)
    assert (kept.what, kept.value, kept.before, kept.by, kept.why) == (
        "tone",
        "negative",
        "negative",
        "Ranveig Rådgiver",
        "helt klart",
    )
    assert kept.trace is not None
    (entry,) = [one for one in pages.store.access.audit(["modum"]) if one.action == "story.tone"]
    assert (entry.by, entry.subject, entry.after) == ("adviser@modum.example", f"story {first}", "negative")


def test_a_tone_given_to_a_doubtful_story_says_that_it_is_ours_and_is_taken_back_whole(pages: Pages) -> None:
    client = pages.client("adviser")
    page = client.get("/modum/").text
    doubtful = next(one for one in numbers(page) if all(c.reading.unsure for c in shown(pages, one).coverage))
    answer = judge(client, doubtful, "tone:negative", as_json=True).json()
    assert [(one.what, one.value) for one in pages.store.corrections("modum", doubtful)] == [
        ("relevance", "yes"),
        ("tone", "negative"),
    ]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', answer["row"]))
    assert fields["antall"] == "2"
    client.post(f"/modum/sak/{doubtful}/angre", data=fields)
    assert not any(one.counts for one in pages.store.corrections("modum", doubtful))


# two at once ----------------------------------------------------------------------------------------------------------


def test_the_second_is_told_what_the_first_said_and_may_choose(pages: Pages) -> None:
    client = pages.client("adviser")
    page = client.get("/modum/").text
    story = numbers(page)[0]
    seen = field(page, story, "merke")
    other = pages.client("administrator")
    judge(other, story, "tone:mixed", hvorfor="begge deler")
    late = judge(client, story, "tone:positive", merke=seen, hvorfor="min grunn")
    assert late.status_code == 409
    for words in ("Anne Admin", "tone rettet fra negativ til blandet", "begge deler", "til positiv", "min grunn"):
        assert words in late.text
    assert shown(pages, story).lead.tone.label == "mixed", "nothing was written"
    mine = late.text.split("/vurder", 1)[1].split("</form>", 1)[0]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', mine))
    assert client.post(f"/modum/sak/{story}/vurder", data=fields).status_code == 200
    assert shown(pages, story).lead.tone.label == "positive"
    assert [one.value for one in pages.store.corrections("modum", story)] == ["mixed", "positive"]


def test_undoing_what_somebody_has_changed_meanwhile_is_told_too(pages: Pages) -> None:
    client = pages.client("adviser")
    story = numbers(client.get("/modum/").text)[0]
    row = judge(client, story, "tone:positive", as_json=True).json()["row"]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', row))
    other = pages.client("administrator")
    judge(other, story, "topic", merke="1.0", tema="sport")
    late = client.post(f"/modum/sak/{story}/angre", data=fields, headers={"Accept": "application/json"})
    assert late.status_code == 409
    assert "Anne Admin" in late.json()["row"]
    assert shown(pages, story).lead.tone.label == "positive"


def test_a_double_click_is_no_conflict(pages: Pages) -> None:
    client = pages.client("adviser")
    page = client.get("/modum/").text
    story = numbers(page)[0]
    seen = field(page, story, "merke")
    assert judge(client, story, "tone:positive", merke=seen).status_code == 200
    assert judge(client, story, "tone:positive", merke=seen).status_code == 200
    assert len(pages.store.corrections("modum", story)) == 1


# who may ------------------------------------------------------------------------------------------------------------


def test_a_reader_sees_the_queue_and_no_buttons(pages: Pages) -> None:
    client = pages.client("reader")
    page = client.get("/modum/").text
    assert titles(page)
    assert "/vurder" not in page
    mark = csrf(client.get("/modum/innstillinger"))
    for action in ("vurder", "angre"):
        answer = client.post(f"/modum/sak/{numbers(page)[0]}/{action}", data={"csrf": mark, "valg": "bekreft"})
        assert answer.status_code == 403
        assert "rådgiver" in answer.text


@pytest.mark.parametrize("action", ["vurder", "angre", "notater"])
def test_another_organisation_finds_nothing_of_ours(pages: Pages, action: str) -> None:
    ours = pages.store.stories("modum")[0].id
    client = pages.client("administrator", organisation="granne")
    mark = csrf(client.get("/granne/innstillinger"))
    sent = {"csrf": mark, "valg": "tone:negative", "tekst": "x"}
    assert client.post(f"/modum/sak/{ours}/{action}", data=sent).status_code == 404
    assert client.post(f"/granne/sak/{ours}/{action}", data=sent).status_code == 404
    assert client.get(f"/granne/sak/{ours}").status_code == 404
    assert client.get("/granne/", params={"sak": ours}).text.count("svømmehall (1)<") == 0
    assert pages.store.corrections("modum") == []


@pytest.mark.parametrize("story", ["0", "-1", "99999999999999999999", "999999999"])
def test_numbers_of_no_story_are_not_found(pages: Pages, story: str) -> None:
    client = pages.client("adviser")
    mark = client_csrf(client.get("/modum/").text)
    assert client.get(f"/modum/sak/{story}").status_code == 404
    assert client.post(f"/modum/sak/{story}/vurder", data={"csrf": mark, "valg": "bekreft"}).status_code == 404


@pytest.mark.parametrize(
    "choice", ["", "tone:", "tone:glad", "relevance:kanskje", "place:oslo", "topic", "slett", "x" * 900]
)
def test_a_choice_that_means_nothing_changes_nothing(pages: Pages, choice: str) -> None:
    client = pages.client("adviser")
    story = numbers(client.get("/modum/").text)[0]
    assert judge(client, story, choice).status_code == 422
    assert pages.store.corrections("modum") == []


def test_a_form_without_its_mark_of_the_session_is_refused(pages: Pages) -> None:
    client = pages.client("adviser")
    story = numbers(client.get("/modum/").text)[0]
    for sent in ({"valg": "bekreft"}, {"valg": "bekreft", "csrf": "0" * 64}):
        assert client.post(f"/modum/sak/{story}/vurder", data=sent).status_code == 403
    assert pages.store.corrections("modum") == []


def test_headlines_names_and_reasons_stay_text(pages: Pages) -> None:
    nasty = '<img src=x onerror="alert(1)">'
    story = save(pages, Told(f"Sak {nasty}", f"Modum {nasty}", "negative"))
    client = pages.client("adviser")
    assert nasty not in client.get("/modum/").text
    row = judge(client, story, "tone:positive", as_json=True, hvorfor=nasty).json()["row"]
    assert nasty not in row
    judge(client, story, "tone:positive", merke="0.0")
    for page in (
        client.get("/modum/"),
        client.get(f"/modum/sak/{story}"),
        judge(client, story, "bekreft", merke="0.0"),
    ):
        assert nasty not in page.text
        assert "Sak" in page.text


# by keyboard ----------------------------------------------------------------------------------------------------------


def focused(page: Page) -> int:
    return int(page.evaluate("document.activeElement.closest('[data-story]')?.dataset.story || 0"))


def press(page: Page, key: str) -> None:
    """A key; the browser driver knows no å."""
    if key != "å":
        page.keyboard.press(key)
        return
    event = "new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})"
    page.evaluate(f"key => document.activeElement.dispatchEvent({event})", key)


def test_ten_stories_by_keyboard_only(pages: Pages, sign_in: Open) -> None:
    """One press for each story: its tone. Focus is on the next at once, and all is kept in the order it was said."""
    page = sign_in(goes_to="/modum/")
    waits = numbers(page.content())
    assert len(waits) >= 10
    page.keyboard.press("j")
    pressed = ["å", "p", "n", "u", "b", "x", "Enter", "å", "p", "x"]
    for place, key in enumerate(pressed):
        assert focused(page) == waits[place]
        press(page, key)
    expect(page.locator(".judged")).to_have_count(10)
    expect(page.locator(".busy")).to_have_count(0)
    expect(page.locator("[data-words]")).to_contain_text("Lagret: Gjelder ikke oss.")
    meant = {"p": "positive", "n": "neutral", "u": "negative", "b": "mixed"}
    for story, key in zip(waits, pressed, strict=False):
        last = pages.store.corrections("modum", story)[-1]
        if key == "x":
            assert (last.what, last.value) == ("relevance", "no")
        else:
            assert (last.what, last.value) == ("tone", meant.get(key, last.before))
    assert numbers(pages.client("adviser").get("/modum/").text) == waits[10:]


def test_z_takes_back_one_after_the_other_and_focus_returns(pages: Pages, sign_in: Open) -> None:
    page = sign_in(goes_to="/modum/")
    waits = numbers(page.content())
    page.keyboard.press("j")
    page.keyboard.press("p")
    page.keyboard.press("x")
    page.keyboard.press("z")
    expect(page.locator("[data-words]")).to_contain_text("Angret.")
    expect(page.locator(f"#sak-{waits[1]}")).to_be_focused()
    page.keyboard.press("z")
    expect(page.locator(f"#sak-{waits[0]}")).to_be_focused()
    expect(page.locator(".judged")).to_have_count(0)
    assert [one.counts for one in pages.store.corrections("modum")] == [False, False]
    page.keyboard.press("z")
    expect(page.locator("[data-words]")).to_contain_text("ingenting å angre")
    page.keyboard.press("u")
    expect(page.locator(".judged")).to_have_count(1)


def test_j_and_k_walk_slash_searches_and_question_mark_tells_the_keys(pages: Pages, sign_in: Open) -> None:
    page = sign_in(goes_to="/modum/")
    waits = numbers(page.content())
    for key, place in (("j", 0), ("j", 1), ("j", 2), ("k", 1), ("k", 0), ("k", 0)):
        page.keyboard.press(key)
        assert focused(page) == waits[place]
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("p")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("pnubxzj")
    assert page.get_by_role("searchbox").input_value() == "pnubxzj"
    assert pages.store.corrections("modum") == [], "keys are letters while one writes"


def test_keys_with_modifiers_and_keys_turned_off_do_nothing(pages: Pages, sign_in: Open) -> None:
    page = sign_in(goes_to="/modum/")
    page.keyboard.press("j")
    for combination in ("Control+b", "Alt+p", "Meta+u"):
        page.keyboard.press(combination)
    page.get_by_label("Bruk hurtigtaster").uncheck()
    page.reload()
    expect(page.get_by_label("Bruk hurtigtaster")).not_to_be_checked()
    page.locator("[data-story]").first.focus()
    page.keyboard.press("p")
    page.keyboard.press("x")
    page.get_by_label("Bruk hurtigtaster").check()
    page.locator("[data-story]").first.focus()
    page.keyboard.press("p")
    expect(page.locator("[data-words]")).to_contain_text("Lagret tone: positiv")
    assert len(pages.store.corrections("modum")) == 1


def test_buttons_do_the_same_as_keys(pages: Pages, sign_in: Open) -> None:
    page = sign_in(goes_to="/modum/")
    waits = numbers(page.content())
    page.locator(f"#sak-{waits[0]}").get_by_role("button", name="Nøytral").click()
    expect(page.locator(f"#sak-{waits[1]}")).to_be_focused()
    expect(page.locator(f"#sak-{waits[0]}")).to_contain_text("Nøytral")
    page.locator("[data-undo-last]").click()
    expect(page.locator(f"#sak-{waits[0]}")).to_be_focused()
    assert not pages.store.corrections("modum", waits[0])[-1].counts


def test_a_conflict_is_told_in_the_row_and_solved_there(pages: Pages, sign_in: Open) -> None:
    page = sign_in(goes_to="/modum/")
    story = numbers(page.content())[0]
    judge(pages.client("administrator"), story, "tone:mixed")
    page.keyboard.press("j")
    page.keyboard.press("p")
    row = page.locator(f"#sak-{story}")
    expect(row).to_contain_text("Anne Admin")
    expect(page.locator("[data-words]")).to_contain_text("Noen andre har endret saken")
    row.get_by_role("button", name="Bruk min likevel").click()
    expect(row).to_contain_text("Positiv")
    expect(page.locator(".busy")).to_have_count(0)
    assert shown(pages, story).lead.tone.label == "positive"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_appears_on_the_way(pages: Pages, sign_in: Open, scheme: str) -> None:
    page = sign_in(goes_to="/modum/", bypass_csp=True, color_scheme=scheme, reduced_motion="reduce")
    first, second = numbers(page.content())[:2]
    judge(pages.client("administrator"), second, "tone:mixed")
    page.keyboard.press("j")
    page.keyboard.press("p")
    page.keyboard.press("x")
    expect(page.locator(f"#sak-{second}")).to_contain_text("Anne Admin")
    expect(page.locator(f"#sak-{first}")).to_contain_text("Angre")
    found = [one["id"] for one in Axe().run(page).response["violations"]]
    page.keyboard.press("?")
    found += [one["id"] for one in Axe().run(page).response["violations"]]
    page.set_viewport_size({"width": 320, "height": 600})
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert found == []


def test_what_was_not_saved_is_told_and_can_be_tried_again(pages: Pages, sign_in: Open) -> None:
    page = sign_in(goes_to="/modum/")
    page.route("**/vurder", lambda route: route.abort())
    page.keyboard.press("j")
    page.keyboard.press("p")
    expect(page.locator("[data-words]")).to_contain_text("ble ikke lagret")
    expect(page.locator(".judged")).to_have_count(0)
    page.unroute("**/vurder")
    page.keyboard.press("k")
    page.keyboard.press("p")
    expect(page.locator("[data-words]")).to_contain_text("Lagret tone: positiv")
    assert len(pages.store.corrections("modum")) == 1


def test_without_a_script_the_buttons_work(pages: Pages, sign_in: Open) -> None:
    page = sign_in(goes_to="/modum/", java_script_enabled=False)
    waits = numbers(page.content())
    page.locator(f"#sak-{waits[0]}").get_by_role("button", name="Positiv", exact=True).click()
    expect(page.locator("#svar")).to_contain_text("Positiv")
    page.locator("#svar").get_by_role("button", name="Angre").click()
    expect(page.locator(f"#sak-{waits[0]}")).to_be_visible()
    assert [one.counts for one in pages.store.corrections("modum")] == [False]

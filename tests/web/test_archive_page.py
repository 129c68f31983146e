"""The archive in a real browser and by plain requests: found, narrowed, kept, marked and taken out."""

import csv
import io
import json
import re
from datetime import timedelta
from email import message_from_bytes, policy
from html import unescape

import httpx
import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe

from mediawatch.jobs.saved_searches import send_due_searches
from tests.web.conftest import Pages, csrf
from tests.web.sample import NOW, Told, fill

CRITICAL = Told("Barnevernet får kritikk", "Statsforvalteren fant lovbrudd i Modum.", "negative", "health")


def told(answer: httpx.Response) -> str:
    """The text of a page without its marks."""
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.text).split()))


def look(client: httpx.Client, query: str = "", **more: object) -> httpx.Response:
    return client.get("/modum/arkiv", params={"sok": query, **more})


def count_of(answer: httpx.Response) -> int:
    found = re.search(r"(\d+)\s+saker? (?:passer|i arkivet)", told(answer).replace("\N{NO-BREAK SPACE}", ""))
    assert found, told(answer)[:500]
    return int(found[1])


def ids_of(answer: httpx.Response) -> list[str]:
    return re.findall(r'<a href="/modum/sak/(\d+)"', answer.text)


def post(client: httpx.Client, path: str, **fields: object) -> httpx.Response:
    mark = csrf(client.get("/modum/innstillinger"))
    return client.post(path, data={"csrf": mark, **fields})


# searching ------------------------------------------------------------------------------------------------------------


def test_everything_is_there_and_fields_narrow_it(pages: Pages) -> None:
    client = pages.client("reader")
    assert count_of(look(client)) == 60
    negative = look(client, "tone:negativ")
    assert count_of(negative) == 14
    assert count_of(look(client, "barnevern tone:negativ")) == 7
    assert count_of(look(client, "barnevern -tone:negativ")) == 0
    assert count_of(look(client, "utgiver:Elvebladet")) == 15
    assert count_of(look(client, "nivå:fylke")) == count_of(look(client, "utgiver:dalnytt")) == 15


def test_the_words_sought_are_marked(pages: Pages) -> None:
    answer = look(pages.client("reader"), "barnevern")
    assert "<mark>Barnevernet</mark> får kritikk" in answer.text


def test_pages_lead_to_each_other_and_no_story_comes_twice(pages: Pages) -> None:
    client = pages.client("reader")
    first, second = look(client), look(client, side=2)
    assert 'rel="next"' in first.text
    assert 'rel="prev"' in second.text
    assert len(ids_of(first)) == len(ids_of(second)) == 30
    assert len({*ids_of(first), *ids_of(second)}) == 60
    assert str(look(client, side=9).url).endswith("?sok=")
    assert ids_of(look(client, sorter="eldst")) == ids_of(second)[::-1]


def test_every_facet_leads_to_as_many_stories_as_it_says(pages: Pages) -> None:
    client = pages.client("reader")
    answer = look(client, "modum")
    links = re.findall(r'<li><a class="tag" href="([^"]+)">([^<]+) <span class="count">(\d+)', answer.text)
    assert len(links) > 15
    for link, name, count in links[::3]:
        assert count_of(client.get(unescape(link))) == int(count), name


def test_a_facet_that_is_on_is_taken_off_again(pages: Pages) -> None:
    client = pages.client("reader")
    answer = look(client, "modum tone:negativ")
    off = re.search(r'<a class="tag on" href="([^"]+)"><span aria-hidden', answer.text)
    assert off
    assert httpx.URL(unescape(off[1])).params["sok"] == "modum"


def test_what_is_not_understood_is_told_with_a_way_on(pages: Pages) -> None:
    client = pages.client("reader")
    answer = look(client, "utgiver:Elvbladet")
    assert "Vi kjenner ikke «utgiver:Elvbladet»" in told(answer)
    assert "Mente du utgiver:Elvebladet ?" in told(answer)
    assert count_of(answer) == 60
    slip = look(client, "barnevrnet")
    assert "Vi fant ikke «barnevrnet» noe sted. Mente du barnevernet ?" in told(slip)
    assert "Ingen saker passer." in told(slip)
    assert "31.02.2017" in told(look(client, "fra:31.02.2017"))


def test_the_form_for_a_span_becomes_part_of_the_query(pages: Pages) -> None:
    client = pages.client("reader")
    answer = client.get("/modum/arkiv", params={"sok": "modum fra:2020", "fra": "2026-10", "til": ""})
    assert answer.url.params["sok"] == "modum fra:2026-10"


def test_what_is_typed_is_never_markup(pages: Pages) -> None:
    nasty = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    fill(pages.store, "modum", told=[Told(f"Sak {nasty}", f"Modum {nasty}", "negative")], count=1, first=5_000)
    client = pages.client("adviser")
    for query in (nasty, f"utgiver:{nasty}", f'merke:"{nasty}"', "script", "onerror alert"):
        answer = look(client, query)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "<img" not in answer.text
    assert "&lt;<mark>script</mark>&gt;" in look(client, "script").text


@pytest.mark.parametrize("query", ["sorter=feil", "side=0", "side=999999999999", f"sok={'a' * 3_000}"])
def test_odd_addresses_get_a_kind_no(pages: Pages, query: str) -> None:
    assert pages.client("reader").get(f"/modum/arkiv?{query}").status_code == 422


def test_a_neighbour_finds_nothing_of_ours(pages: Pages) -> None:
    client = pages.client("adviser", organisation="granne")
    for path in ("arkiv", "arkiv.atom", "arkiv/eksport", "arkiv/lagret"):
        assert client.get(f"/modum/{path}").status_code == 404
    assert client.get("/granne/arkiv").status_code == 200
    assert "5 saker i arkivet" in told(client.get("/granne/arkiv"))


def test_nobody_finds_anything_without_signing_in(pages: Pages) -> None:
    for path in ("arkiv", "arkiv.atom", "arkiv/eksport", "arkiv/lagret"):
        assert pages.client().get(f"/modum/{path}").url.path == "/logg-inn"


# taken out ------------------------------------------------------------------------------------------------------------


def test_the_workbook_holds_exactly_the_hits(pages: Pages) -> None:
    client = pages.client("reader")
    answer = client.get("/modum/arkiv/eksport", params={"sok": "barnevern tone:negativ", "filtype": "xlsx"})
    assert "attachment" in answer.headers["content-disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    at = rows[0].index("Sak")
    assert [str(row[at]) for row in rows[1:]] == ids_of(look(client, "barnevern tone:negativ"))


def test_csv_and_json_hold_all_pages(pages: Pages) -> None:
    client = pages.client("reader")
    table = client.get("/modum/arkiv/eksport", params={"filtype": "csv"}).text.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    lines = client.get("/modum/arkiv/eksport", params={"filtype": "json"}).text.splitlines()
    stories = [json.loads(line)["story"] for line in lines]
    assert [int(row["Sak"]) for row in rows] == stories
    assert len(set(stories)) == 60


def test_a_workbook_too_large_is_refused_with_a_way_on(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mediawatch.web.archive.MOST_IN_WORKBOOK", 50)
    client = pages.client("reader")
    answer = client.get("/modum/arkiv/eksport", params={"filtype": "xlsx"})
    assert answer.status_code == 422
    assert "Velg CSV" in told(answer)


# saved searches -------------------------------------------------------------------------------------------------------


def test_a_search_is_kept_renamed_shared_and_forgotten(pages: Pages) -> None:
    mine, theirs = pages.client("adviser"), pages.client("reader")
    post(mine, "/modum/arkiv/lagret", sok="barnevern tone:negativ", navn="Barnevern")
    assert "Barnevern" in told(mine.get("/modum/arkiv/lagret"))
    assert "Barnevern" not in told(theirs.get("/modum/arkiv/lagret"))
    (kept,) = pages.store.archive.saved.all("modum", pages.store.access.account("adviser@modum.example").id)
    post(mine, f"/modum/arkiv/lagret/{kept.id}", navn="Kritikk", delt="1")
    assert "Kritikk" in told(theirs.get("/modum/arkiv/lagret"))
    assert 'href="/modum/arkiv?sok=barnevern+tone%3Anegativ' in look(theirs).text
    for path in ("slett", "strom", "strom/slutt"):
        assert post(theirs, f"/modum/arkiv/lagret/{kept.id}/{path}").status_code == 404
    assert post(theirs, f"/modum/arkiv/lagret/{kept.id}", navn="Tatt over").status_code == 200
    assert "Tatt over" not in told(mine.get("/modum/arkiv/lagret"))
    post(mine, f"/modum/arkiv/lagret/{kept.id}/slett")
    assert "Ingen søk er lagret ennå" in told(mine.get("/modum/arkiv/lagret"))
    actions = [entry.action for entry in pages.store.access.audit(["modum"])]
    assert {"search.save", "search.change", "search.delete"} <= set(actions)


def test_a_reader_may_keep_but_not_share(pages: Pages) -> None:
    client = pages.client("reader")
    assert post(client, "/modum/arkiv/lagret", sok="flom", navn="Flom").status_code == 200
    assert post(client, "/modum/arkiv/lagret", sok="ras", navn="Ras", delt="1").status_code == 403


def test_a_name_must_be_written(pages: Pages) -> None:
    client = pages.client("adviser")
    post(client, "/modum/arkiv/lagret", sok="flom", navn="Flom")
    (kept,) = pages.store.archive.saved.all("modum", pages.store.access.account("adviser@modum.example").id)
    answer = post(client, f"/modum/arkiv/lagret/{kept.id}", navn=" ")
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text


def test_a_feed_reader_asks_at_a_secret_address_until_it_is_closed(pages: Pages) -> None:
    client, stranger = pages.client("reader"), pages.client()
    post(client, "/modum/arkiv/lagret", sok="barnevern", navn="Barnevern")
    account = pages.store.access.account("reader@modum.example")
    (kept,) = pages.store.archive.saved.all("modum", account.id)
    shown = post(client, f"/modum/arkiv/lagret/{kept.id}/strom")
    secret = httpx.URL(re.search(r'value="(http[^"]+\.atom)"', shown.text)[1]).path
    feed = stranger.get(secret)
    assert feed.status_code == 200
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert feed.text.count("<entry>") == 7
    assert secret not in client.get("/modum/arkiv/lagret").text
    again = post(client, f"/modum/arkiv/lagret/{kept.id}/strom")
    assert stranger.get(secret).status_code == 404
    newer = httpx.URL(re.search(r'value="(http[^"]+\.atom)"', again.text)[1]).path
    assert stranger.get(newer).status_code == 200
    pages.store.access.withdraw(account.id, "modum")
    assert stranger.get(newer).status_code == 404


def test_new_hits_come_by_mail_once_a_day(pages: Pages) -> None:
    client = pages.client("adviser")
    post(client, "/modum/arkiv/lagret", sok="barnevern", navn="Barnevern", epost="day")
    tomorrow = NOW + timedelta(days=1)
    assert send_due_searches(pages.config, pages.store, NOW) == ()
    assert send_due_searches(pages.config, pages.store, tomorrow) == ()
    fill(pages.store, "modum", told=[CRITICAL], count=2, now=tomorrow + timedelta(hours=2), first=7_000)
    fill(pages.store, "granne", told=[CRITICAL], count=2, now=tomorrow + timedelta(hours=2), first=8_000)
    after = tomorrow + timedelta(days=1)
    early = after.replace(hour=5, minute=30)
    assert send_due_searches(pages.config, pages.store, early) == ()
    (done,) = send_due_searches(pages.config, pages.store, after)
    assert done.outcome == "outbox"
    message = message_from_bytes(done.place.read_bytes(), policy=policy.default)
    assert message["To"] == "Ranveig Rådgiver <adviser@modum.example>"
    assert message["Subject"] == "1 ny sak: Barnevern"
    text = message.get_body(("plain",)).get_content()
    assert "Barnevernet får kritikk (7000)" in text
    assert "8000" not in text
    assert send_due_searches(pages.config, pages.store, after) == ()
    assert send_due_searches(pages.config, pages.store, after + timedelta(days=1)) == ()


# tags -----------------------------------------------------------------------------------------------------------------


def test_stories_are_marked_unmarked_and_the_marking_taken_back(pages: Pages) -> None:
    client = pages.client("adviser")
    chosen = ids_of(look(client, "barnevern"))[:2]
    answer = post(
        client, "/modum/arkiv/merk", sak=chosen, merke=" budsjett,  2027 ", tilbake="/modum/arkiv?sok=barnevern"
    )
    assert "Sakene er merket." in told(answer)
    assert sorted(ids_of(look(client, 'merke:"budsjett 2027"'))) == sorted(chosen)
    undo = dict(
        re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.text.split('action="/modum/arkiv/merk"')[1])
    )
    undone = post(
        client, "/modum/arkiv/merk", **{key: unescape(undo[key]) for key in ("merke", "handling", "angre", "saker")}
    )
    assert "Angret." in told(undone)
    assert pages.store.archive.tagging.counts("modum") == {}
    entries = [entry for entry in pages.store.access.audit(["modum"]) if entry.action == "story.tag"]
    assert [(entry.before, entry.after) for entry in entries] == [("budsjett 2027", ""), ("", "budsjett 2027")]


def test_a_reader_may_not_mark_and_nobody_marks_another_organisations_stories(pages: Pages) -> None:
    client, neighbour = pages.client("adviser"), pages.client("adviser", organisation="granne")
    (story, *_rest) = ids_of(look(client))
    assert post(pages.client("reader"), "/modum/arkiv/merk", sak=story, merke="vår").status_code == 403
    mark = csrf(neighbour.get("/granne/innstillinger"))
    form = {"csrf": mark, "sak": story, "merke": "vår"}
    assert neighbour.post("/modum/arkiv/merk", data=form).status_code == 404
    neighbour.post("/granne/arkiv/merk", data=form)
    assert pages.store.archive.tagging.counts("granne") == pages.store.archive.tagging.counts("modum") == {}


@pytest.mark.parametrize(
    ("fields", "words"), [({"merke": "x"}, "Velg minst én sak"), ({"sak": "1"}, "Skriv hvilket merke")]
)
def test_a_marking_that_lacks_something_is_told(pages: Pages, fields: dict[str, str], words: str) -> None:
    answer = post(pages.client("adviser"), "/modum/arkiv/merk", **fields)
    assert answer.status_code == 422
    assert words in told(answer)


@pytest.mark.parametrize(
    "path", ["arkiv/merk", "arkiv/lagret", "arkiv/lagret/1", "arkiv/lagret/1/slett", "arkiv/lagret/1/strom"]
)
def test_a_form_from_elsewhere_is_refused(pages: Pages, path: str) -> None:
    assert pages.client("adviser").post(f"/modum/{path}", data={"merke": "x", "sak": "1"}).status_code == 403


# in a browser ---------------------------------------------------------------------------------------------------------


def test_from_the_front_page_to_the_critical_stories_by_typing_and_clicking(pages: Pages, sign_in) -> None:
    page = sign_in("reader", "/modum/")
    page.get_by_role("searchbox").fill("barnevern")
    page.keyboard.press("Enter")
    page.get_by_role("complementary").get_by_role("link", name=re.compile("^Negativ")).click()
    page.get_by_role("complementary").get_by_role("link", name=re.compile("^Fylke")).click()
    page.get_by_text("Tidsrom", exact=True).click()
    page.get_by_label("Fra og med").fill("2026-09")
    page.get_by_label("Til og med").fill("2026-11")
    page.get_by_role("button", name="Vis tidsrommet").click()
    assert page.get_by_role("searchbox").input_value() == "barnevern tone:negativ nivå:fylke fra:2026-09 til:2026-11"
    shown = page.locator("article.story h3 a")
    assert shown.count() == count_of(look(pages.client("reader"), "barnevern tone:negativ nivå:fylke")) > 0
    shown.first.click()
    assert re.search(r"/modum/sak/\d+", page.url)


@pytest.mark.parametrize("path", ["arkiv?sok=modum", "arkiv?sok=barnevrn", "arkiv/lagret"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_have_no_fault_that_axe_finds(pages: Pages, sign_in, path: str, scheme: str) -> None:
    post(pages.client("adviser"), "/modum/arkiv/lagret", sok="flom", navn="Flom")
    page = sign_in("adviser", f"/modum/{path}", bypass_csp=True, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_nothing_scrolls_sideways_on_a_small_screen(pages: Pages, sign_in) -> None:
    page = sign_in("adviser", "/modum/arkiv?sok=modum", viewport={"width": 320, "height": 640})
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

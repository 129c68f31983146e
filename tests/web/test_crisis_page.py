"""The crisis switch on the pages: on with a second yes, the line on every page, statements, off with a report."""

from dataclasses import fields
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from axe_playwright_python.sync_playwright import Axe

from mediawatch.model import Crisis, Enquiry, Statement, VoiceVerdict
from mediawatch.web.audit_words import AUDIT_NAMES, FIELD_NAMES
from tests.web.conftest import Pages, csrf
from tests.web.sample import NOW
from tests.web.test_accessible import RULES

REASON = "Brann på sykehjemmet i Vikersund"


def switched_on(pages: Pages, client, reason: str = REASON):
    mark = csrf(client.get("/modum/krise"))
    return client.post("/modum/krise/start", data={"csrf": mark, "grunn": reason, "bekreft": "ja"})


def logged(pages: Pages, client, text: str = "Alle er trygge", **more):
    mark = csrf(client.get("/modum/krise"))
    number = pages.store.crises.running("modum").id
    form = {
        "csrf": mark, "hvem": "ordforer", "tekst": text, "naar": "2026-11-24T09:00", "kanal": "phone", **more,
    }  # fmt: skip
    return client.post(f"/modum/krise/{number}/uttalelser", data=form)


def test_a_crisis_in_the_browser_from_on_to_report(pages: Pages, sign_in) -> None:
    page = sign_in("adviser", "/modum/krise", viewport={"width": 390, "height": 800}, timezone_id="Europe/Oslo")
    page.get_by_label("Hva har skjedd?").fill(REASON)
    page.get_by_role("button", name="Slå på kriseberedskap …").click()
    assert pages.store.crises.running("modum") is None
    assert "Leder Lund" in page.inner_text("main")
    page.get_by_role("button", name="Ja, slå på").click()
    assert "Kriseberedskap er på" in page.locator("section.crisis").inner_text()
    pages.clock[0] = NOW + timedelta(minutes=20)
    page.get_by_label("Hvem uttalte seg?").select_option("kommunedirektor")
    page.get_by_label("Hva ble sagt?").fill("Alle beboerne er i sikkerhet.")
    page.get_by_label("Når?").fill("2026-11-24T09:15")
    page.get_by_label("Til hvem?").fill("Elvebladet")
    page.get_by_text("Mer: godkjent av").click()
    page.get_by_label("Godkjent av").fill("Ordføreren")
    page.get_by_label("Notat").fill("Ikke oppgi antallet")
    page.get_by_role("button", name="Loggfør").click()
    assert "Alle beboerne er i sikkerhet." in page.locator("#logg").inner_text()
    assert "Ikke oppgi antallet" in page.locator("#logg").inner_text()
    for path in ("/modum/", "/modum/arkiv", "/modum/innstillinger"):
        page.goto(pages.base + path)
        assert REASON in page.locator("section.crisis").inner_text()
    page.locator("section.crisis a").click()
    page.get_by_label("Hvorfor er krisen over?").fill("Brannen er slukket")
    page.get_by_role("button", name="Slå av og lag rapporten").click()
    told = page.inner_text("main")
    for words in (REASON, "Brannen er slukket", "1 uttalelse, den første etter 15 minutter", "Varighet: 20 minutter"):
        assert words in told
    page.get_by_label("Hva gikk bra").fill("Vi svarte raskt.")
    page.get_by_role("button", name="Lagre lærdommen").click()
    assert pages.store.crises.ended("modum")[0].lessons == "Vi svarte raskt."
    page.goto(pages.base + "/modum/krise")
    assert page.locator("section.crisis").count() == 0
    assert REASON in page.get_by_role("region", name="Tidligere kriser").or_(page.locator("main")).first.inner_text()


def test_readers_see_it_all_but_the_notes_and_change_nothing(pages: Pages) -> None:
    adviser, reader = pages.client("adviser"), pages.client("reader")
    switched_on(pages, adviser)
    logged(pages, adviser, notat="Fortrolig om beboeren")
    for path in ("/modum/krise", "/modum/krise/1"):
        shown = reader.get(path)
        assert shown.status_code == 200
        assert "Alle er trygge" in shown.text
        assert "Fortrolig" not in shown.text
        assert "<textarea" not in shown.text
    assert "Fortrolig" in adviser.get("/modum/krise/1").text
    mark = csrf(reader.get("/modum/krise"))
    for path in ("start", "1/avslutt", "1/uttalelser", "1/laerdom", "uttalelser/1"):
        assert reader.post(f"/modum/krise/{path}", data={"csrf": mark, "grunn": "x"}).status_code == 403
    assert reader.get("/modum/krise/uttalelser/1").status_code == 403
    assert pages.store.crises.running("modum") is not None


def test_another_organisation_sees_nothing_of_it(pages: Pages) -> None:
    switched_on(pages, pages.client("adviser"))
    logged(pages, pages.client("adviser"))
    other = pages.client("adviser", organisation="granne")
    assert "Kriseberedskap er på" not in other.get("/granne/").text
    for path in ("/granne/krise/1", "/granne/krise/1/rapport.pdf", "/granne/krise/uttalelser/1", "/modum/krise"):
        assert other.get(path).status_code == 404
    mark = csrf(other.get("/granne/krise"))
    assert other.post("/granne/krise/1/avslutt", data={"csrf": mark, "grunn": "x"}).status_code == 404
    assert pages.store.crises.running("modum") is not None


def test_of_two_advisers_who_press_at_once_one_is_told_that_it_was_on(pages: Pages) -> None:
    clients = [pages.client("adviser"), pages.client("administrator")]
    marks = [csrf(client.get("/modum/krise")) for client in clients]
    together, answers = Barrier(2), []

    def press(number: int) -> None:
        together.wait()
        form = {"csrf": marks[number], "grunn": f"Grunn {number}", "bekreft": "ja"}
        answers.append(clients[number].post("/modum/krise/start", data=form).text)

    threads = [Thread(target=press, args=(number,)) for number in (0, 1)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted("Noen andre slo på" in text for text in answers) == [False, True]
    with pages.store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM crisis").scalar() == 1


@pytest.mark.parametrize(("reason", "status"), [("", 422), ("   ", 422), ("x" * 501, 422), ("x" * 500, 200)])
def test_a_reason_is_needed(pages: Pages, reason: str, status: int) -> None:
    answer = switched_on(pages, pages.client("adviser"), reason)
    assert answer.status_code == status
    assert (pages.store.crises.running("modum") is not None) == (status == 200)


def test_what_the_second_who_ends_it_wrote_changes_nothing(pages: Pages) -> None:
    client = pages.client("adviser")
    switched_on(pages, client)
    mark = csrf(client.get("/modum/krise"))
    client.post("/modum/krise/1/avslutt", data={"csrf": mark, "grunn": "Slukket"})
    again = client.post("/modum/krise/1/avslutt", data={"csrf": mark, "grunn": "Avlyst"})
    assert "Noen andre slo av" in again.text
    assert pages.store.crises.ended("modum")[0].ended_why == "Slukket"


@pytest.mark.parametrize(
    "wrong",
    [
        {"tekst": " "},
        {"hvem": "", "person": ""},
        {"hvem": "finnes-ikke", "person": ""},
        {"naar": "i går"},
        {"naar": "2026-11-25T09:00"},
        {"naar": "9999-12-31T23:59"},
        {"kanal": "røyksignal"},
        {"til": "x" * 201},
        {"tekst": "x" * 5_001},
    ],
)
def test_a_statement_with_a_fault_is_shown_again_with_what_was_written(pages: Pages, wrong: dict[str, str]) -> None:
    client = pages.client("adviser")
    switched_on(pages, client)
    answer = logged(pages, client, **{"til": "Elvebladet", "notat": "Mitt notat", **wrong})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert "Mitt notat" in answer.text
    assert pages.store.crises.said(pages.store.crises.running("modum")) == []


def test_two_who_put_a_statement_right_at_once(pages: Pages) -> None:
    client = pages.client("adviser")
    switched_on(pages, client)
    logged(pages, client, "Først")
    form = {"csrf": csrf(client.get("/modum/krise")), "hvem": "ordforer", "naar": "2026-11-24T09:00", "kanal": "phone"}
    first = client.post("/modum/krise/uttalelser/1", data={**form, "versjon": "1", "tekst": "Deres ord"})
    second = client.post("/modum/krise/uttalelser/1", data={**form, "versjon": "1", "tekst": "Mine ord"})
    assert (first.status_code, second.status_code) == (200, 409)
    assert "Deres ord" in second.text
    assert "Mine ord" in second.text
    gone = client.post("/modum/krise/uttalelser/1", data={**form, "versjon": "2", "gjor": "trekk"})
    assert "Deres ord" not in gone.text
    assert client.get("/modum/krise/uttalelser/1").status_code == 404


def test_lessons_of_two_at_once_are_both_seen(pages: Pages) -> None:
    client = pages.client("adviser")
    switched_on(pages, client)
    mark = csrf(client.get("/modum/krise"))
    client.post("/modum/krise/1/avslutt", data={"csrf": mark, "grunn": "Slukket"})
    client.post("/modum/krise/1/laerdom", data={"csrf": mark, "versjon": "2", "laerdom": "Deres lærdom"})
    late = client.post("/modum/krise/1/laerdom", data={"csrf": mark, "versjon": "2", "laerdom": "Min lærdom"})
    assert late.status_code == 409
    assert "Deres lærdom" in late.text
    assert "Min lærdom" in late.text


def test_what_is_written_is_never_markup(pages: Pages) -> None:
    client, evil = pages.client("adviser"), "<script>alert(1)</script>"
    switched_on(pages, client, evil)
    logged(pages, client, evil, til=evil, godkjent=evil, notat=evil, person=evil)
    for path in ("/modum/krise", "/modum/krise/1", "/modum/", "/modum/krise/uttalelser/1", "/modum/mediearbeid"):
        assert "<script>alert" not in client.get(path).text


def test_the_report_on_paper_holds_no_note(pages: Pages) -> None:
    client = pages.client("adviser")
    switched_on(pages, client)
    logged(pages, client, notat="Fortrolig")
    paper = client.get("/modum/krise/1/rapport.pdf")
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")


def test_what_must_be_done_about_a_crisis(pages: Pages) -> None:
    client = pages.client("adviser")
    switched_on(pages, client)
    assert "ingen uttalelse er loggført ennå" in client.get("/modum/mediearbeid").text
    logged(pages, client)
    assert "ingen uttalelse er loggført ennå" not in client.get("/modum/mediearbeid").text
    mark = csrf(client.get("/modum/krise"))
    client.post("/modum/krise/1/avslutt", data={"csrf": mark, "grunn": "Slukket"})
    assert "Skriv lærdommen etter krisen" in client.get("/modum/mediearbeid").text
    client.post("/modum/krise/1/laerdom", data={"csrf": mark, "versjon": "2", "laerdom": "Øv oftere."})
    assert "Skriv lærdommen etter krisen" not in client.get("/modum/mediearbeid").text


def test_the_log_of_changes_has_words_for_everything(pages: Pages) -> None:
    client = pages.client("administrator")
    switched_on(pages, client)
    logged(pages, client, notat="Fortrolig")
    shown = client.get("/modum/logg").text
    assert "kriseberedskap slått på" in shown
    assert "uttalelse loggført" in shown
    assert "Fortrolig" not in shown
    for kind, record in (("crisis", Crisis), ("statement", Statement), ("voice", VoiceVerdict)):
        own = {field.name for field in fields(record)} - {"id", "organisation", "version"}
        assert own == set(FIELD_NAMES[kind])
        assert {f"{kind}.add", f"{kind}.change"} <= AUDIT_NAMES.keys()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_a_crisis_is_on_and_after(pages: Pages, browser, scheme: str) -> None:
    client = pages.client("adviser")
    switched_on(pages, client)
    logged(pages, client, notat="Et notat", godkjent="Ordføreren")
    context = browser.new_context(color_scheme=scheme, bypass_csp=True, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(pages.link("adviser"))
    found = []
    for path in ("/modum/", "/modum/krise", "/modum/krise/1", "/modum/krise/uttalelser/1"):
        page.goto(pages.base + path)
        found += [(path, one["id"]) for one in Axe().run(page, options=RULES).response["violations"]]
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), path
    pages.store.crises.end("modum", 1, why="Over", by="x@x.example", now=NOW + timedelta(hours=30))
    page.goto(pages.base + "/modum/krise/1")
    found += [one["id"] for one in Axe().run(page, options=RULES).response["violations"]]
    context.close()
    assert found == []


def test_the_report_lists_enquiries_and_decisions_of_the_time(pages: Pages) -> None:
    client = pages.client("adviser")
    switched_on(pages, client)
    for minutes, subject in ((-10, "Før krisen"), (10, "Er alle ute?")):
        at = NOW + timedelta(minutes=minutes)
        given = Enquiry(
            organisation="modum", journalist="Kari Nordlie", subject=subject, question="?", received_at=at,
            deadline=at + timedelta(hours=2),
        )  # fmt: skip
        pages.store.enquiries.add(given, by="test", now=NOW)
    pages.clock[0] = NOW + timedelta(minutes=30)
    shown = client.get("/modum/krise/1").text
    assert "Er alle ute?" in shown
    assert "Før krisen" not in shown
    assert "Kari Nordlie" not in shown
    link = shown.split('href="/modum/henvendelser/', 1)[1].split('"', 1)[0]
    assert client.get(f"/modum/henvendelser/{link}").status_code == 200

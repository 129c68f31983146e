"""Enquiries from journalists on the pages: taken down on the phone, answered, linked, journalled, counted."""

import csv
import io
from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest

from mediawatch.model import Enquiry, Sketch
from mediawatch.web.audit_words import FIELD_NAMES
from tests.web.conftest import Pages, csrf
from tests.web.sample import NOW, OUTLETS, Told, coverage

QUESTION = "Hvor mange elever i skolen venter på PPT? Vi trenger svar innen kl. 14."


def asked(pages: Pages, **given) -> Enquiry:
    """An enquiry that lies there, received an hour ago."""
    values = {
        "organisation": "modum",
        "journalist": "Kari Nordlie",
        "outlet": "elvebladet",
        "contact": "912 34 567",
        "subject": "Ventetid i PPT",
        "question": QUESTION,
        "received_at": NOW - timedelta(hours=1),
        "deadline": NOW + timedelta(hours=5),
        "topic": "education",
        "department": "undervisning",
    }
    return pages.store.enquiries.add(Enquiry(**{**values, **given}), by="test", now=NOW)


def send(client, page: str, action: str, **data):
    """Sends a form of an enquiry's page."""
    shown = client.get(page)
    version = shown.text.split('name="versjon" value="', 1)[1].split('"', 1)[0]
    return client.post(f"{page}{action}", data={"csrf": csrf(shown), "versjon": version, **data})


def one(pages: Pages, number: int) -> Enquiry:
    return pages.store.enquiries.one("modum", number)


def test_what_is_said_on_the_phone_becomes_an_enquiry_with_deadline_topic_and_who_answers(pages: Pages) -> None:
    client = pages.client("adviser")
    form = {"csrf": csrf(client.get("/modum/henvendelser/ny")), "journalist": "Kari Nordlie", "utgiver": "Elvebladet"}
    answer = client.post("/modum/henvendelser/ny", data={**form, "kontakt": "912 34 567", "sporsmal": QUESTION})
    [kept] = pages.store.enquiries.open("modum")
    assert answer.url.path == f"/modum/henvendelser/{kept.id}"
    assert (kept.outlet, kept.topic, kept.department, kept.deadline_asked) == (
        "elvebladet", "education", "undervisning", True,
    )  # fmt: skip
    assert kept.deadline == datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
    assert kept.deadline_words == "innen kl. 14"
    for words in ("Etatssjef undervisning", "lest av «innen kl. 14»", "Kari Nordlie, Elvebladet", "i dag kl. 14.00"):
        assert words in answer.text


def test_without_a_deadline_the_same_working_day_is_proposed(pages: Pages) -> None:
    client = pages.client("adviser")
    form = {"csrf": csrf(client.get("/modum/henvendelser/ny")), "utgiver": "Ukjent Avis", "sporsmal": "Hva skjer?"}
    client.post("/modum/henvendelser/ny", data=form)
    [kept] = pages.store.enquiries.open("modum")
    assert (kept.outlet, kept.deadline_asked) == ("Ukjent Avis", False)
    assert kept.deadline == datetime(2026, 11, 24, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "data"),
    [
        ("sporsmal", {"journalist": "Kari", "sporsmal": " "}),
        ("journalist", {"sporsmal": "Hva?"}),
        ("frist", {"journalist": "Kari", "sporsmal": "Hva?", "frist": "i morgen"}),
        ("kontakt", {"journalist": "Kari", "sporsmal": "Hva?", "kontakt": "x" * 201}),
    ],
)
def test_a_form_with_a_fault_is_shown_again_with_what_was_written(pages: Pages, field: str, data: dict) -> None:
    client = pages.client("adviser")
    answer = client.post("/modum/henvendelser/ny", data={"csrf": csrf(client.get("/modum/henvendelser/ny")), **data})
    assert answer.status_code == 422
    assert f'id="{field}-feil"' in answer.text
    assert f'aria-describedby="{field}' in answer.text.replace("frist-hjelp ", "")
    assert data.get("journalist", "") in answer.text
    assert pages.store.enquiries.open("modum") == []


def test_those_that_are_late_come_first_and_the_sentence_says_so(pages: Pages) -> None:
    asked(pages, subject="Rolig sak", deadline=NOW + timedelta(hours=2))
    asked(pages, subject="Sen sak", deadline=NOW - timedelta(hours=1))
    shown = pages.client("reader").get("/modum/henvendelser").text
    assert "Én journalist har ventet lenger enn fristen." in shown
    assert shown.index("Sen sak") < shown.index("Rolig sak")
    assert "Ny henvendelse" not in shown


def test_the_list_is_narrowed_by_words_status_and_department(pages: Pages) -> None:
    asked(pages, subject="Skolevei")
    asked(pages, subject="Kloakk", department="teknisk", status="answered", closed_at=NOW, question="Rør?")
    client = pages.client("reader")

    def has(query: str) -> tuple[bool, bool]:
        text = client.get(f"/modum/henvendelser?{query}").text
        return "Skolevei" in text, "Kloakk" in text

    assert has("") == (True, False)
    assert has("vis=ferdige") == (False, True)
    assert has("sok=kloakk") == (False, True)
    assert has("vis=alle&etat=teknisk") == (False, True)
    assert has("vis=alle&etat=uten") == (False, False)
    assert has("sok=%25") == (False, False)


def test_taken_answered_and_the_quotes_checked(pages: Pages) -> None:
    client, page = pages.client("adviser"), f"/modum/henvendelser/{asked(pages).id}"
    number = int(page.rsplit("/", 1)[1])
    assert "Du har tatt henvendelsen." in send(client, page, "/ta").text
    assert (one(pages, number).status, one(pages, number).owner) == ("taken", "adviser@modum.example")
    send(client, page, "/sitatsjekk", sitatsjekk="asked")
    pages.clock[0] = NOW + timedelta(hours=3)
    answer = send(client, page, "/svar", svar="Førti barn venter.\nKøen er kortere enn i fjor.", maate="mail")
    assert "Svaret er registrert." in answer.text
    kept = one(pages, number)
    assert (kept.status, kept.closed_at, kept.citation_check) == ("answered", pages.clock[0], "asked")
    assert "Køen er kortere enn i fjor." in answer.text


@pytest.mark.parametrize(
    ("field", "data"),
    [
        ("svar", {"svar": "", "maate": "mail"}),
        ("maate", {"svar": "Ja."}),
        ("naar", {"svar": "Ja.", "maate": "mail", "naar": "2026-11-25T10:00"}),
        ("naar", {"svar": "Ja.", "maate": "mail", "naar": "2026-11-20T10:00"}),
    ],
)
def test_an_answer_with_a_fault_is_shown_again(pages: Pages, field: str, data: dict) -> None:
    kept = asked(pages)
    answer = send(pages.client("adviser"), f"/modum/henvendelser/{kept.id}", "/svar", **data)
    assert answer.status_code == 422
    assert f'aria-describedby="{field}-feil"' in answer.text
    assert data["svar"] in answer.text
    assert one(pages, kept.id).status == "new"


def test_no_comment_is_counted_and_may_be_opened_again(pages: Pages) -> None:
    client, kept = pages.client("adviser"), asked(pages)
    page = f"/modum/henvendelser/{kept.id}"
    send(client, page, "/slutt", gjor="avvis", hvorfor="Personalsak")
    assert one(pages, kept.id).status == "declined"
    board = client.get("/modum/henvendelser/svartider").text
    assert "1 fikk «ingen kommentar»." in board
    assert "Undervisning" in board
    send(client, page, "/aapne")
    assert (one(pages, kept.id).status, one(pages, kept.id).closed_at) == ("taken", None)


def test_who_looked_at_an_older_version_is_told_and_keeps_what_was_written(pages: Pages) -> None:
    client, kept = pages.client("adviser"), asked(pages)
    page = f"/modum/henvendelser/{kept.id}"
    shown = client.get(page)
    pages.store.enquiries.change("modum", kept.id, by="annen@modum.example", now=NOW, expected=1, status="taken")
    data = {"csrf": csrf(shown), "versjon": "1", "svar": "Førti barn.", "maate": "phone"}
    answer = client.post(f"{page}/svar", data=data)
    assert answer.status_code == 409
    assert "Førti barn." in answer.text
    assert "annen@modum.example" in answer.text
    assert one(pages, kept.id).status == "taken"
    again = client.post(f"{page}/svar", data={**data, "versjon": "2"})
    assert again.status_code == 200
    assert one(pages, kept.id).status == "answered"


def test_a_story_of_the_outlet_about_the_same_is_suggested_and_linked(pages: Pages) -> None:
    kept = asked(pages, received_at=NOW - timedelta(days=2))
    told = Told("Førti barn venter på PPT", "Ventetiden i PPT i Modum er lang.", "negative", "education")
    made = coverage("modum", told, OUTLETS[0], 5_000, NOW - timedelta(hours=2))
    sketch = Sketch(article_id=None, published=NOW, shingles=(5_000,), title_words=(5_000,), words=9)
    pages.store.save(made.article, [made], sketch, find_story=lambda _new, _known: None, now=NOW)
    story = pages.store.story_at("modum", [made.article.address])
    client, page = pages.client("adviser"), f"/modum/henvendelser/{kept.id}"
    assert "Forslag:" in client.get(page).text
    linked = send(client, page, "/omtale", sak=str(story), gjor="koble")
    assert "Ta bort koblingen" in linked.text
    assert one(pages, kept.id).stories == (str(story),)
    removed = send(client, page, "/omtale", sak=str(story), gjor="fjern")
    assert "Førti barn venter på PPT" not in removed.text
    assert (one(pages, kept.id).stories, one(pages, kept.id).not_stories) == ((), (str(story),))


def test_a_story_of_others_cannot_be_linked(pages: Pages) -> None:
    kept = asked(pages)
    theirs = pages.store.stories("granne")[0].id
    for number in (str(theirs), "0", "x", "9" * 30):
        answer = send(pages.client("adviser"), f"/modum/henvendelser/{kept.id}", "/omtale", sak=number, gjor="koble")
        assert answer.status_code in (400, 422)
    assert one(pages, kept.id).stories == ()


def test_three_times_yes_is_to_be_journalled_with_a_case_number(pages: Pages) -> None:
    client, kept = pages.client("adviser"), asked(pages)
    page = f"/modum/henvendelser/{kept.id}"
    three = dict.fromkeys(("archive_exchanged", "archive_handled", "archive_value"), "yes")
    assert "Saksnummer mangler." in send(client, page, "/arkiv", **three).text
    assert "26/1234" in send(client, page, "/arkiv", **three, saksnummer="26/1234").text
    assert "Skal ikke journalføres" in send(client, page, "/arkiv", **{**three, "archive_value": "no"}).text
    assert "innsynskrav i seg selv" in send(client, page, "/arkiv", **three, innsynskrav="ja").text
    rows = list(csv.DictReader(io.StringIO(client.get("/modum/henvendelser/henvendelser.csv").text), delimiter=";"))
    assert rows[0]["Skal journalføres"] == "nei, innsynskrav"


def test_the_note_is_for_advisers_and_neither_it_nor_the_contact_is_told_elsewhere(pages: Pages) -> None:
    client, kept = pages.client("adviser"), asked(pages)
    page = f"/modum/henvendelser/{kept.id}"
    send(client, page, "/notat", notat="Ikke nevn naboen.")
    assert "Ikke nevn naboen." in client.get(page).text
    assert "Ikke nevn naboen." not in pages.client("reader").get(page).text
    file = client.get("/modum/henvendelser/henvendelser.csv").text
    log = pages.client("administrator").get("/modum/logg").text
    for text in (file, log):
        assert "Ventetid i PPT" in text
        assert "naboen" not in text
        assert "912 34 567" not in text


def test_what_is_planted_in_a_question_is_shown_as_words(pages: Pages) -> None:
    evil = "<script>alert(1)</script>"
    kept = asked(pages, journalist=evil, subject=evil, question=evil, outlet=evil, contact=evil, note=evil, answer=evil)
    client = pages.client("administrator")
    for path in ("", f"/{kept.id}", "/svartider"):
        assert "<script>alert(1)" not in client.get(f"/modum/henvendelser{path}").text
    assert "<script>alert(1)" not in client.get("/modum/logg").text


def test_what_must_be_done_is_on_the_first_page_of_the_media_work(pages: Pages) -> None:
    asked(pages, received_at=NOW - timedelta(hours=20))
    asked(pages, subject="Sen sak", deadline=NOW - timedelta(minutes=5))
    asked(pages, subject="Gammel sak", status="answered", closed_at=NOW - timedelta(days=3))
    asked(pages, subject="Mer", status="answered", closed_at=NOW - timedelta(hours=3), replied_at=NOW)
    shown = pages.client("adviser").get("/modum/mediearbeid").text
    assert "Ring tilbake til Kari Nordlie, Elvebladet: Ventetid i PPT" in shown
    assert "Svar til Kari Nordlie, Elvebladet: Sen sak" in shown
    assert "Skal henvendelsen journalføres? Gammel sak" in shown
    assert "Ny e-post etter svaret, fra Kari Nordlie, Elvebladet: Mer" in shown
    assert "journalføres" not in pages.client("reader").get("/modum/mediearbeid").text


def test_the_board_counts_by_department(pages: Pages) -> None:
    asked(pages, received_at=NOW - timedelta(hours=1), status="answered", closed_at=NOW - timedelta(minutes=15))
    asked(pages, department="teknisk", deadline=NOW - timedelta(hours=1), received_at=NOW - timedelta(days=1))
    shown = pages.client("reader").get("/modum/henvendelser/svartider").text
    assert "45 min" in shown
    assert shown.index("Undervisning") < shown.index("Teknisk") < shown.index("Alle")
    assert "1 av 2" in shown


def test_the_details_may_be_put_right(pages: Pages) -> None:
    client, kept = pages.client("adviser"), asked(pages)
    page = f"/modum/henvendelser/{kept.id}"
    data = {
        "journalist": "Kari N.", "utgiver": "Dalnytt", "kontakt": "", "emne": "Kø", "sporsmal": "Hva?",
        "tema": "health", "etat": "helse", "svarer": "kommunedirektor", "folger": "adviser@modum.example",
        "frist": "2026-11-25T09:30",
    }  # fmt: skip
    answer = send(client, page, "", **data)
    assert "Endringen er lagret." in answer.text
    now = one(pages, kept.id)
    assert (now.outlet, now.department, now.speaker, now.owner) == (
        "dalnytt", "helse", "kommunedirektor", "adviser@modum.example",
    )  # fmt: skip
    assert now.deadline == datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
    assert "Kommunedirektør" in answer.text
    for field, wrong in (("tema", "x"), ("etat", "x"), ("svarer", "x"), ("folger", "x@y.example"), ("frist", "")):
        assert send(client, page, "", **{**data, field: wrong}).status_code == 422


def test_every_field_has_a_name_in_the_log() -> None:
    named = {field.name for field in fields(Enquiry)} - {"id", "organisation", "version"}
    assert set(FIELD_NAMES["enquiry"]) == named

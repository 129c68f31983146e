"""The page of spokespersons: who speaks, who is away, the matrix as it was, and the files one takes along."""

import subprocess
from dataclasses import replace
from datetime import date, timedelta

import pytest
import vobject

from mediawatch.model import Absence
from tests.web.conftest import Pages, csrf
from tests.web.sample import NOW

PAGE = "/modum/talspersoner"
TODAY = date(2026, 11, 24)


def away(pages: Pages, line: str, first: date, last: date, **more: object) -> Absence:
    given = Absence(organisation="modum", line=line, first=first, last=last, **more)
    return pages.store.matrix.absences.add(given, by="test@x.no", now=NOW)


def form(client, **fields: str) -> dict[str, str]:
    return {"csrf": csrf(client.get(PAGE)), **fields}


def test_everybody_reads_who_speaks_by_which_rule_and_how_to_reach_them(pages: Pages) -> None:
    words = pages.client("reader").get(PAGE).text
    assert "Ingen er ført som borte i dag." in words
    assert "Ordfører/varaordfører uttaler seg på vegne av Modum kommune." in words
    assert 'href="mailto:etat.helse@example.org"' in words
    assert "Foreslås aldri." in words
    assert "Mediekurs: ikke ført" in words
    assert "Legg inn fravær" not in words


def test_the_deputy_is_named_for_who_is_away(pages: Pages) -> None:
    away(pages, "ordforer", TODAY, date(2026, 12, 3))
    words = pages.client("reader").get(PAGE).text
    assert "Borte i dag:</p>" not in words
    assert "Borte til og med 3. desember." in words
    assert "Stedfortreder: Varaordfører" in words


@pytest.mark.parametrize(
    ("topic", "who"),
    [("health", "Etatssjef helse og sosial"), ("politics", "Ordfører"), ("economy", "Kommunedirektør")],
)
def test_a_topic_leads_to_who_speaks(pages: Pages, topic: str, who: str) -> None:
    answer = pages.client("reader").get(f"{PAGE}?tema={topic}").text.split('id="svar"', 1)[1]
    assert f"<strong>{who}</strong>" in answer


def test_a_question_is_answered_and_not_kept(pages: Pages) -> None:
    client = pages.client("reader")
    sent = form(client, tema="", sporsmal="Hvorfor må elevene vente på spesialundervisning?")
    answer = client.post(f"{PAGE}/spor", data=sent)
    assert answer.status_code == 200
    assert "<strong>Etatssjef undervisning</strong>" in answer.text.split('id="svar"', 1)[1]
    assert client.post(f"{PAGE}/spor", data={**sent, "sporsmal": ""}).status_code == 422
    assert client.post(f"{PAGE}/spor", data={**sent, "csrf": "x"}).status_code == 403


def test_an_adviser_writes_changes_and_takes_back_an_absence(pages: Pages) -> None:
    client = pages.client("adviser")
    fields = {"linje": "etatssjef-helse", "fra": "2026-12-30", "til": "2027-01-02", "stedfortreder": ""}
    answer = client.post(f"{PAGE}/fravaer", data=form(client, **fields))
    assert "Fraværet er lagret." in answer.text
    assert "30. desember–2. januar 2027" in answer.text
    (kept,) = pages.store.matrix.away("modum", since=TODAY)
    changed = {**fields, "til": "2027-01-04", "stedfortreder": "ordforer", "versjon": "1"}
    client.post(f"{PAGE}/fravaer/{kept.id}", data=form(client, **changed))
    (after,) = pages.store.matrix.away("modum", since=TODAY)
    assert (after.last, after.deputy, after.version) == (date(2027, 1, 4), "ordforer", 2)
    client.post(f"{PAGE}/fravaer/{kept.id}/fjern", data=form(client, versjon="2"))
    assert pages.store.matrix.away("modum", since=TODAY) == []
    log = pages.client("administrator").get("/modum/logg").text
    assert "fravær lagt inn" in log
    assert "fravær endret" in log


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"linje": ""}, "Velg hvem som er borte."),
        ({"linje": "tillitsvalgt"}, "Velg hvem som er borte."),
        ({"fra": ""}, "Skriv første dag borte."),
        ({"til": "2026-12-01"}, "Siste dag er før første dag."),
        ({"fra": "2026-11-01", "til": "2026-11-02"}, "Fraværet er over allerede."),
        ({"til": "2029-01-01"}, "Fraværet varer i mer enn et år."),
        ({"stedfortreder": "ordforer"}, "Velg en annen som stedfortreder."),
        ({"stedfortreder": "tillitsvalgt"}, "Velg en annen som stedfortreder."),
    ],
)
def test_a_fault_is_told_beside_what_was_written(pages: Pages, fields: dict[str, str], words: str) -> None:
    client = pages.client("adviser")
    right = {"linje": "ordforer", "fra": "2026-12-10", "til": "2026-12-12", "stedfortreder": ""}
    answer = client.post(f"{PAGE}/fravaer", data=form(client, **{**right, **fields}))
    assert answer.status_code == 422
    assert words in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert pages.store.matrix.away("modum", since=date(2026, 1, 1)) == []


def test_who_changes_what_another_changed_keeps_the_words_and_sees_theirs(pages: Pages) -> None:
    kept = away(pages, "ordforer", date(2026, 12, 10), date(2026, 12, 12))
    client = pages.client("adviser")
    fields = form(client, fra="2026-12-10", til="2026-12-20", stedfortreder="", versjon="1")
    pages.store.matrix.absences.change("modum", kept.id, by="b@x.no", now=NOW, expected=1, last=date(2026, 12, 14))
    answer = client.post(f"{PAGE}/fravaer/{kept.id}", data=fields)
    assert answer.status_code == 409
    assert "10. desember–14. desember" in answer.text
    assert 'value="2026-12-20"' in answer.text
    assert client.post(f"{PAGE}/fravaer/{kept.id}", data={**fields, "versjon": "2"}).status_code == 200


def test_readers_and_others_change_nothing(pages: Pages) -> None:
    kept = away(pages, "ordforer", date(2026, 12, 10), date(2026, 12, 12))
    reader = pages.client("reader")
    for path in ("fravaer", f"fravaer/{kept.id}", f"fravaer/{kept.id}/fjern", "fravaer/fil"):
        assert reader.post(f"{PAGE}/{path}", data=form(reader)).status_code == 403
    other = pages.client("adviser", organisation="granne")
    mark = csrf(other.get("/granne/talspersoner"))
    assert other.post(f"/granne/talspersoner/fravaer/{kept.id}/fjern", data={"csrf": mark}).status_code == 404


def test_the_calendar_is_read_back_and_taken_in_once(pages: Pages) -> None:
    away(pages, "ordforer", date(2026, 12, 30), date(2027, 1, 2))
    client = pages.client("adviser")
    answer = client.get(f"{PAGE}/fravaer.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    (event,) = vobject.readOne(answer.text).contents["vevent"]
    assert (event.dtstart.value, event.dtend.value) == (date(2026, 12, 30), date(2027, 1, 3))
    assert event.summary.value == "Borte: Ordfører"
    files = {"fil": ("fravaer.ics", answer.content, "text/calendar")}
    for _ in range(2):
        client.post(f"{PAGE}/fravaer/fil", data=form(client, kalenderlinje=""), files=files)
    assert len(pages.store.matrix.away("modum", since=TODAY)) == 1


def test_a_calendar_of_one_person_is_taken_in_without_what_it_says(pages: Pages) -> None:
    written = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Operasjon i kneet\r\n"
        "DTSTART;VALUE=DATE:20261221\r\nDTEND;VALUE=DATE:20261224\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    client = pages.client("adviser")
    files = {"fil": ("min.ics", written.encode(), "text/calendar")}
    answer = client.post(f"{PAGE}/fravaer/fil", data=form(client, kalenderlinje="kommunedirektor"), files=files)
    assert "Fraværet i kalenderen er hentet inn." in answer.text
    (kept,) = pages.store.matrix.away("modum", since=TODAY)
    assert (kept.line, kept.first, kept.last) == ("kommunedirektor", date(2026, 12, 21), date(2026, 12, 23))
    assert "kneet" not in repr(kept)
    for wrong in (b"hei", written.replace("20261221", "20201221").replace("20261224", "20201224").encode()):
        again = client.post(
            f"{PAGE}/fravaer/fil", data=form(client, kalenderlinje="ordforer"), files={"fil": ("a.ics", wrong, "")}
        )
        assert again.status_code == 422
        assert 'id="fil-feil"' in again.text


def test_the_sheet_names_deputies_and_fits_one_page(pages: Pages) -> None:
    away(pages, "ordforer", TODAY, date(2026, 12, 3))
    made = pages.client("reader").get(f"{PAGE}/kort.pdf")
    assert made.headers["content-type"] == "application/pdf"
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=made.content, capture_output=True, check=True)
    words = " ".join(told.stdout.decode().split())
    assert "Varaordfører" in words
    assert "som er borte til og" in words
    assert "Etatsledere uttaler seg om egne administrative tjenester og enheter." in words
    assert "Tillitsvalgte" not in words
    assert told.stdout.count(b"\f") == 1


def test_the_cards_are_read_back(pages: Pages) -> None:
    client = pages.client("reader")
    cards = list(vobject.readComponents(client.get(f"{PAGE}/kort.vcf").text))
    assert len(cards) == 12
    one = vobject.readOne(client.get(f"{PAGE}/etatssjef-helse.vcf").text)
    assert one.title.value == "Etatssjef helse og sosial"
    assert one.email.value == "etat.helse@example.org"
    assert one.org.value == ["Modum kommune", "Helse og sosial"]
    assert client.get(f"{PAGE}/tillitsvalgt.vcf").status_code == 404


def test_the_matrix_is_shown_as_it_was_on_a_day(pages: Pages) -> None:
    organisation = pages.config.organisation_by_id["modum"]
    mayor = replace(organisation.spokespersons[0], name="Eva Dal")
    renamed = replace(organisation, spokespersons=(mayor, *organisation.spokespersons[1:]))
    pages.store.matrix.remember(renamed, now=NOW + timedelta(days=10))
    pages.clock[0] = NOW + timedelta(days=20)
    away(pages, "ordforer", TODAY + timedelta(days=12), TODAY + timedelta(days=13))
    client = pages.client("reader")
    history = client.get(PAGE).text
    assert "Ordfører: navn endret fra «–» til «Eva Dal»." in history
    assert "Talspersonlisten er lagt inn." in history
    before = client.get(f"{PAGE}?dag=2026-11-25").text
    assert "Eva Dal" not in before
    after = client.get(f"{PAGE}?dag=2026-12-06").text
    assert "Ordfører Eva Dal" in after
    assert "Borte den dagen:" in after
    assert "Dette er den eldste vi har." in client.get(f"{PAGE}?dag=2026-11-01").text
    assert client.get(f"{PAGE}?dag=2027-11-01").status_code == 422
    assert client.get(f"{PAGE}?dag=hei").status_code == 422


def test_names_from_the_file_are_never_markup(pages: Pages) -> None:
    organisation = pages.config.organisation_by_id["modum"]
    evil = replace(organisation.spokespersons[0], name="<script>alert(1)</script>", covers="<img src=x onerror=a>")
    object.__setattr__(organisation, "spokespersons", (evil, *organisation.spokespersons[1:]))
    words = pages.client("reader").get(PAGE).text
    assert "<script>alert(1)" not in words
    assert "<img src=x" not in words


def test_somebody_away_without_a_deputy_is_told_to_those_who_can_name_one(pages: Pages) -> None:
    away(pages, "kommunedirektor", TODAY, date(2026, 11, 26))
    words = "Kommunedirektøren er borte til og med 26. november, og ingen stedfortreder er til stede."
    assert words in pages.client("adviser").get("/modum/mediearbeid").text
    assert words not in pages.client("reader").get("/modum/mediearbeid").text


def test_who_is_away_is_named_nowhere_a_story_says_who_answers(pages: Pages) -> None:
    story = pages.client("reader").get("/modum/sak/1").text
    answers = story.split('id="svarer"', 1)[1].split("</section>", 1)[0]
    assert "Etatsledere uttaler seg" in answers
    who = answers.split("<strong>", 1)[1].split("</strong>", 1)[0]
    assert who.startswith(("Etatssjef", "Avklar"))

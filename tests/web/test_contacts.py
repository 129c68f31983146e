"""The contacts in the browser: who sees whom, what the law asks for, and that they go on their day."""

import csv
import io
from datetime import date, timedelta

import httpx
import pytest
import vobject

from mediawatch.model import Contact
from mediawatch.web.contact_form import CONTACT_FIELDS, FIELDS
from tests.web.conftest import Pages, csrf
from tests.web.sample import NOW

DESK = {
    "slag": "desk",
    "utgiver": "Elvebladet",
    "navn": "Debatt",
    "epost": "debatt@elvebladet.example",
    "tider": "Til kl. 12",
}
PERSON = {
    "slag": "person", "utgiver": "Elvebladet", "navn": "Siv Sandmo", "epost": "siv@elvebladet.example",
    "telefon": "911 22 333", "felt": "følger kommunen", "formaal": "answers", "begrunnelse": "Spør om skolen",
    "slettes": "2027-11-24",
}  # fmt: skip


def send(client: httpx.Client, form: dict[str, str], path: str = "/modum/kontakter", **changed: str) -> httpx.Response:
    page = client.get(
        "/modum/kontakter/ny" if path == "/modum/kontakter" else path.removesuffix("/slett").removesuffix("/forny")
    )
    return client.post(path, data={**form, **changed, "csrf": csrf(page)})


def listed(pages: Pages) -> list[Contact]:
    return pages.store.contacts.listed("modum")


def test_a_desk_and_a_journalist_are_kept_and_shown(pages: Pages) -> None:
    client = pages.client("adviser")
    assert "Kontakten er lagret." in send(client, DESK).text
    assert send(client, PERSON).status_code == 200
    desk, person = listed(pages)
    assert (desk.kind, desk.outlet, desk.name, desk.hours, desk.delete_on) == (
        "desk",
        "elvebladet",
        "Debatt",
        "Til kl. 12",
        None,
    )
    assert (person.kind, person.beat, person.purpose, person.delete_on) == (
        "person",
        "følger kommunen",
        "answers",
        date(2027, 11, 24),
    )
    assert person.added_by == "adviser@modum.example"
    text = client.get("/modum/kontakter").text
    for words in (
        "Elvebladet",
        "Debatt",
        "Siv Sandmo",
        "følger kommunen",
        "Slettes",
        "24. november 2027",
        "Svare på spørsmål",
    ):
        assert words in text


def test_readers_see_desks_and_no_journalists(pages: Pages) -> None:
    adviser = pages.client("adviser")
    send(adviser, DESK)
    send(adviser, PERSON)
    reader = pages.client("reader")
    text = reader.get("/modum/kontakter").text
    assert "Debatt" in text
    assert "Siv" not in text
    assert "/kontakter/ny" not in text
    person = listed(pages)[1].id
    for path in ("/modum/kontakter/ny", f"/modum/kontakter/{person}"):
        assert reader.get(path).status_code == 403
    for path in ("/modum/kontakter", *(f"/modum/kontakter/{person}{way}" for way in ("", "/slett", "/forny"))):
        assert reader.post(path, data={"csrf": csrf(reader.get("/modum/"))}).status_code == 403


def test_files_hold_desks_only(pages: Pages) -> None:
    client = pages.client("adviser")
    send(client, DESK, navn="=1+1", tider="Til kl. 12; fredag")
    send(client, PERSON)
    table = client.get("/modum/kontakter/redaksjoner.csv")
    assert "attachment" in table.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == ["Elvebladet", "'=1+1", "debatt@elvebladet.example", "", "Til kl. 12; fredag"]
    cards = list(vobject.readComponents(client.get("/modum/kontakter/redaksjoner.vcf").text))
    assert [card.fn.value for card in cards] == ["Elvebladet, =1+1"]
    assert cards[0].email.value == "debatt@elvebladet.example"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"slettes": ""}, "slettes"),
        ({"slettes": "2026-11-24"}, "slettes"),
        ({"slettes": "2028-11-25"}, "slettes"),
        ({"slettes": "i fjor"}, "slettes"),
        ({"formaal": ""}, "formaal"),
        ({"formaal": "profil"}, "formaal"),
        ({"begrunnelse": ""}, "begrunnelse"),
        ({"navn": ""}, "navn"),
        ({"utgiver": " "}, "utgiver"),
        ({"epost": "", "telefon": ""}, "epost"),
        ({"epost": "siv"}, "epost"),
        ({"telefon": "ring meg"}, "telefon"),
        ({"felt": "x" * 121}, "felt"),
    ],
)
def test_a_form_with_a_fault_comes_back_with_what_was_written(
    pages: Pages, changed: dict[str, str], field: str
) -> None:
    answer = send(pages.client("adviser"), PERSON, **changed)
    assert answer.status_code == 422
    assert f'id="{field}-feil"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert "Elvebladet" in answer.text
    assert listed(pages) == []


def test_two_years_is_the_most_and_may_be_chosen(pages: Pages) -> None:
    assert send(pages.client("adviser"), PERSON, slettes="2028-11-24").status_code == 200
    assert listed(pages)[0].delete_on == date(2028, 11, 24)


def test_of_two_who_change_it_the_second_is_told(pages: Pages) -> None:
    client = pages.client("adviser")
    send(client, DESK)
    (one,) = listed(pages)
    path = f"/modum/kontakter/{one.id}"
    assert send(client, DESK, path, versjon="1", tider="Alltid").status_code == 200
    answer = send(client, DESK, path, versjon="1", tider="Aldri")
    assert answer.status_code == 409
    assert "Noen andre endret kontakten" in answer.text
    assert 'value="Aldri"' in answer.text
    assert "<li>Alltid</li>" in answer.text
    assert send(client, DESK, path, versjon="2", tider="Aldri").status_code == 200
    assert send(client, {}, f"{path}/slett", versjon="2").status_code == 409
    assert send(client, {}, f"{path}/slett", versjon="3").status_code == 200
    assert listed(pages) == []


def test_what_ends_is_told_before_renewed_or_gone(pages: Pages) -> None:
    client = pages.client("adviser")
    send(client, PERSON, slettes="2026-12-10")
    (one,) = listed(pages)
    assert "Slettes snart" not in client.get("/modum/kontakter").text
    pages.clock[0] = NOW + timedelta(days=2)
    assert "Slettes snart" in client.get("/modum/kontakter").text
    assert "Kontakten Siv Sandmo slettes." in client.get("/modum/mediearbeid").text
    assert "Siv Sandmo" not in pages.client("reader").get("/modum/mediearbeid").text
    page = client.get("/modum/kontakter")
    client.post(f"/modum/kontakter/{one.id}/forny", data={"csrf": csrf(page), "versjon": "1"})
    assert listed(pages)[0].delete_on == date(2027, 11, 26)
    assert "Slettes snart" not in client.get("/modum/kontakter").text


def test_others_are_not_reached(pages: Pages) -> None:
    granne = Contact(organisation="granne", outlet="x", name="Tips", created_at=NOW)
    kept = pages.store.contacts.add(granne, by="a@x.no", now=NOW)
    client = pages.client("adviser")
    assert client.get(f"/modum/kontakter/{kept.id}").status_code == 404
    for way in ("", "/slett", "/forny"):
        answer = client.post(
            f"/modum/kontakter/{kept.id}{way}", data={"csrf": csrf(client.get("/modum/kontakter/ny")), "versjon": "1"}
        )
        assert answer.status_code == 404
    assert pages.store.contacts.one("granne", kept.id) == kept


def test_what_was_written_is_shown_as_words(pages: Pages) -> None:
    client = pages.client("adviser")
    send(
        client,
        PERSON,
        navn="<script>alert(1)</script>",
        begrunnelse="<img src=x onerror=alert(1)>",
        utgiver="<b>Ond</b>",
    )
    for path in ("/modum/kontakter", f"/modum/kontakter/{listed(pages)[0].id}", "/modum/mediearbeid"):
        text = client.get(path).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "<b>Ond" not in text


def test_the_log_tells_what_was_done_and_no_name(pages: Pages) -> None:
    client = pages.client("administrator")
    send(client, PERSON)
    (one,) = listed(pages)
    send(client, {}, f"/modum/kontakter/{one.id}/slett", versjon="1")
    told = [entry for entry in pages.store.access.audit(["modum"]) if entry.action.startswith("contact.")]
    assert [entry.action for entry in told] == ["contact.remove", "contact.add"]
    assert "Siv" not in repr(told)
    text = client.get("/modum/logg").text
    assert "kontakt slettet" in text
    assert "kontakt lagt inn" in text
    assert "formål: Svare på spørsmål fra journalisten" in text


def test_a_name_that_was_erased_cannot_be_added(pages: Pages) -> None:
    from mediawatch.store.redacting import forms_of, words_in

    pages.store.erased.add(forms_of("Siv Sandmo"), words_in("Siv Sandmo"), NOW)
    answer = send(pages.client("adviser"), PERSON)
    assert answer.status_code == 422
    assert "slettet etter ønske" in answer.text


def test_tip_addresses_are_read_from_the_list_of_sources(pages: Pages) -> None:
    from dataclasses import replace

    first, *rest = pages.site.config.outlets
    pages.site._given = pages.site.config = replace(
        pages.site.config, outlets=(replace(first, tip_address="tips@elvebladet.example"), *rest)
    )
    client = pages.client("reader")
    assert "tips@elvebladet.example" in client.get("/modum/kontakter").text
    assert listed(pages) == []
    send(pages.client("adviser"), DESK, epost="tips@elvebladet.example", navn="Vakta")
    text = client.get("/modum/kontakter").text
    assert text.count("mailto:tips@elvebladet.example") == 1, "told once, where a desk has it"


def test_all_fields_of_the_record_have_words() -> None:
    told = {name for name in Contact.__dataclass_fields__ if name not in ("id", "organisation", "version")}
    assert set(CONTACT_FIELDS) == told
    assert len(FIELDS) == 9


def test_an_erasure_that_was_broken_off_is_told_to_administrators(pages: Pages) -> None:
    from mediawatch.store.redacting import forms_of, words_in

    request = pages.store.erased.add(forms_of("Siv Sandmo"), words_in("Siv Sandmo"), NOW)
    words = "Slettingen av et navn ble avbrutt."
    assert words in pages.client("administrator").get("/modum/mediearbeid").text
    assert words not in pages.client("adviser").get("/modum/mediearbeid").text
    pages.store.erased.finish(request, NOW)
    assert words not in pages.client("administrator").get("/modum/mediearbeid").text

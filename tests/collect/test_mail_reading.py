"""Mails to what is asked in them: sent on by every program, written by hand, hostile, automatic."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from mediawatch.collect.mail_html import text_of_html
from mediawatch.collect.mail_reading import MOST_BYTES, bare_subject, read_mail
from mediawatch.model import MailRead
from tests.mails import ASKED, AUTOMATIC, FORWARDS, HOSTILE, OWN, QUESTION, SIGNATURE, attached, mail, many_parts

OSLO = ZoneInfo("Europe/Oslo")


def read(raw: bytes) -> MailRead:
    return read_mail(raw, zone=OSLO, own_hosts=["modum.kommune.no"])


@pytest.mark.parametrize("program", FORWARDS)
def test_a_mail_sent_on_by_any_program_is_the_journalists(program: str) -> None:
    found = read(FORWARDS[program])
    assert (found.sender, found.address, found.subject) == ("Kari Nordlie", "kari@elvebladet.example", "Ventetid i PPT")
    assert found.question.replace("\n\n", "\n") == QUESTION
    assert found.phone == "912 34 567"
    assert found.forwarded_by == "ranveig@modum.kommune.no"
    assert found.sent_at.replace(second=0) == datetime(2026, 11, 24, 8, 12, tzinfo=UTC)


def test_what_the_adviser_wrote_above_is_a_remark() -> None:
    assert read(FORWARDS["Outlook"]).remark == "Kan du ta denne?"
    assert read(FORWARDS["Gmail"]).remark == "FYI"
    assert read(FORWARDS["Apple Mail"]).remark == ""


def test_an_attached_mail_is_the_one_that_asks() -> None:
    found = read(attached())
    assert (found.address, found.question, found.remark) == ("kari@elvebladet.example", QUESTION, "Se vedlagt.")
    assert found.attachments == ("ventelister æøå.pdf",)
    assert set(found.thread) == {"<outer@modum.example>", "<original@elvebladet.example>"}


def test_a_journalists_own_mail_is_without_history_and_signature() -> None:
    found = read(mail(ASKED, "Ventetid i PPT"))
    assert (found.sender, found.question, found.phone, found.forwarded_by) == (
        "Kari Nordlie", QUESTION, "912 34 567", "",
    )  # fmt: skip


@pytest.mark.parametrize(
    "below",
    [
        "\n\n-----Opprinnelig melding-----\nFra: Postmottak\nSendt: mandag\nTil: Kari\nEmne: x\n\ngammelt",
        "\n\nFra: Postmottak <post@modum.kommune.no>\nSendt: mandag 23. november 2026\nTil: Kari\nEmne: SV\n\ngammelt",
        "\n\nOn Mon, Nov 23, 2026 at 8:00 AM Postmottak <post@modum.kommune.no>\nwrote:\n\n> gammelt",
        "\n\nman. 23. nov. 2026 kl. 08:00 skrev Postmottak <\npost@modum.kommune.no>:\n> gammelt",
        "\n\nPostmottak <post@modum.kommune.no> skrev:\n> gammelt",
        "\n\n________________________________\nFra: Postmottak\nSendt: mandag\nTil: Kari\nEmne: x\n\ngammelt",
        "\n\nSendt fra min iPhone",
        "\n\n-- \nKari",
        "\n\nMvh Kari",
        "\n\nMed vennlig helsing\nKari",
        "\n\nBest regards,\nKari",
    ],
)
def test_what_stands_below_is_cut_away(below: str) -> None:
    assert read(mail(QUESTION + below, "SV: Ventetid")).question == QUESTION


def test_a_question_that_begins_with_thanks_is_kept() -> None:
    asked = "Hilsen fra Elvebladet.\nTakk for sist!\n\nMed vennlig hilsen til dere: hvor mange elever venter?"
    assert "hvor mange elever venter" in read(mail(asked, "Hei")).question


def test_a_journalist_who_answers_below_our_mail_is_not_sent_on() -> None:
    below = "Fra: Ranveig <ranveig@modum.kommune.no>\nSendt: i dag\nTil: Kari\nEmne: SV\n\nSvar"
    text = f"Takk. Og hvor mange i fjor?\n\n{below}"
    found = read(mail(text, "SV: Ventetid"))
    assert (found.address, found.question) == ("kari@elvebladet.example", "Takk. Og hvor mange i fjor?")


def test_our_own_answer_in_a_thread_is_ours() -> None:
    text = "Førti.\n\nFra: Kari <kari@elvebladet.example>\nSendt: i dag\nTil: Ranveig\nEmne: Ventetid\n\nHvor mange?"
    found = read(mail(text, "SV: Ventetid", sender=OWN, In_Reply_To="<1@mail.example>"))
    assert (found.forwarded_by, found.is_reply, found.question) == ("", True, "Førti.")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_is_read_as_far_as_it_goes(name: str) -> None:
    found = read(HOSTILE[name])
    assert found.identity
    assert len(found.question) <= 5_000
    assert len(found.subject) <= 300
    assert len(found.thread) <= 100
    assert len(found.attachments) <= 20
    if any(word in name for word in ("charset", "letters", "reference", "date", "closed", "subject", "odd")):
        assert found.question.startswith("Hva")
    if "charset" in name or "letters" in name:
        assert found.question in ("Hva skjer på skolen?", "Hva?")


def test_of_very_many_parts_the_first_are_read_and_it_is_said() -> None:
    found = read(many_parts(10_000))
    assert found.question.startswith("Hva skjer?")
    assert any("mange deler" in words for words in found.problems)


def test_a_broken_mail_still_tells_who_and_what() -> None:
    found = read(HOSTILE["deep"])
    assert (found.address, found.subject) == ("kari@elvebladet.example", "Dypt")


def test_a_huge_mail_is_read_from_its_beginning() -> None:
    raw = mail(QUESTION + "\n\n" + "x" * 100 + "\n", "Stor").replace(b"x" * 100, b"x" * 9_000_000)
    found = read_mail(raw[:MOST_BYTES], zone=OSLO, whole=False)
    assert found.question.startswith("Hvor mange elever")
    assert any("Bare begynnelsen" in words for words in found.problems)


@pytest.mark.parametrize("name", AUTOMATIC)
def test_what_nobody_wrote_by_hand_is_no_enquiry(name: str) -> None:
    assert read(AUTOMATIC[name]).automatic


def test_what_somebody_wrote_by_hand_may_be_one() -> None:
    assert [name for name, raw in FORWARDS.items() if read(raw).automatic] == []
    assert read(mail("Hva?", "Hei", Auto_Submitted="no")).automatic == ""


def test_files_are_named_and_not_kept() -> None:
    found = read(attached())
    assert "%PDF" not in repr(found)


def test_a_name_cannot_hide_another_address() -> None:
    for name in (b"=?utf-8?q?kari=40elvebladet=2Eexample?=", b"kari@elvebladet.example", b'"kari@elvebladet.example"'):
        assert read(b"From: %s <ond@ond.example>\nSubject: Hei\n\nHva?" % name).address == "ond@ond.example"


def test_the_same_bytes_without_an_id_are_the_same_mail() -> None:
    raw = b"From: k@a.example\nSubject: Hva\n\nHva?"
    assert read(raw).identity == read(raw).identity != read(raw + b"!").identity


@pytest.mark.parametrize(
    ("subject", "bare"),
    [("VS: SV: Hei", "Hei"), ("Fwd: [EKSTERN] Hei", "Hei"), ("Svar på alt", "Svar på alt"), ("", "")],
)
def test_a_subject_without_what_programs_put_before_it(subject: str, bare: str) -> None:
    assert bare_subject(subject) == bare


def test_html_is_read_as_it_is_seen() -> None:
    source = (
        "<p>En&nbsp;linje<br>og en</p><div style='display: none'>skjult</div><script>x</script><ul><li>ett<li>to</ul>"
    )
    assert [line for line in text_of_html(source).split("\n") if line] == ["En linje", "og en", "ett", "to"]
    assert SIGNATURE not in text_of_html("")

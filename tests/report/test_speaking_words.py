"""Who speaks in words: offices, stand-ins, days, what must be settled; and the same in the digest."""

from dataclasses import replace
from datetime import date

import pytest
import sample

from mediawatch.jobs.speaking import speakers
from mediawatch.model import Absence, MatrixVersion, Spokesperson, Suggestion
from mediawatch.relate.matrix import Roster
from mediawatch.report.mail import html_page, text
from mediawatch.report.matrix_words import LINE_FIELDS, changed_words, training_words
from mediawatch.report.page import digest_page
from mediawatch.report.speaking_words import office_words, settle_why, speaker_words

TODAY = sample.TODAY
UNTIL = date(2026, 12, 3)


def line(title: str, role: str = "department head", **more: object) -> Spokesperson:
    return Spokesperson(id=title, role=role, title=title, covers="", rule="R", source="S", **more)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Ordfører", "ordføreren"),
        ("Varaordfører", "varaordføreren"),
        ("Kommunedirektør", "kommunedirektøren"),
        ("Etatssjef helse og sosial", "etatssjefen for helse og sosial"),
        ("Leder av hovedutvalget for kultur", "lederen av hovedutvalget for kultur"),
        ("Assisterende kommunedirektør", "assisterende kommunedirektør"),
        ("Kommuneoverlege", "kommuneoverlegen"),
        ("HR-sjef", "HR-sjefen"),
    ],
)
def test_an_office_inside_a_sentence(title: str, words: str) -> None:
    assert office_words(line(title)) == words


def roster(*away: Absence, **more: object) -> Roster:
    return Roster(organisation=sample.ORGANISATION, day=TODAY, away=away, **more)


def gone(which: str, last: date = UNTIL) -> Absence:
    return Absence(organisation="modum", line=which, first=TODAY, last=last)


def asked(which: str, role: str, **more: object) -> Suggestion:
    return Suggestion(role=role, rule="R", spokesperson=which, **more)


def with_deputy() -> Roster:
    lines = tuple(
        replace(one, deputy="chief") if one.id == "education" else one for one in sample.ORGANISATION.spokespersons
    )
    organisation = replace(sample.ORGANISATION, spokespersons=lines)
    return Roster(organisation=organisation, day=TODAY, away=(gone("education"),))


def test_a_stand_in_is_said_with_for_whom_and_how_long() -> None:
    found = with_deputy().speaker(asked("education", "department head"))
    words = "Kommunedirektør, for etatssjefen for undervisning, som er borte til og med 3. desember"
    assert speaker_words(found, TODAY) == words
    assert speaker_words(found, TODAY, short=True) == "Kommunedirektør"
    assert "borte i dag" in speaker_words(found, UNTIL)
    assert "3. desember 2026" in speaker_words(found, date(2025, 12, 31))


def test_nobody_at_hand_is_settled_with_one_who_is() -> None:
    found = roster(gone("education")).speaker(asked("education", "department head"))
    assert speaker_words(found, TODAY) == "Avklar med kommunedirektøren"
    why = "Etatssjefen for undervisning er borte til og med 3. desember, og ingen stedfortreder er til stede."
    assert settle_why(found, TODAY) == why
    chief = roster(gone("chief")).speaker(asked("chief", "chief executive"))
    assert speaker_words(chief, TODAY) == "Avklar med ordføreren"


def test_two_rules_are_named() -> None:
    found = roster().speaker(asked("education", "department head", settle=True, rival="committee"))
    assert settle_why(found, TODAY) == (
        "To regler passer like godt: etatssjefen for undervisning og lederen for hovedutvalget. "
        "Avklar med kommunedirektøren."
    )


def test_a_unit_leaders_unit_is_named() -> None:
    found = roster().speaker(asked("unit", "unit leader", unit="Furulund skole"))
    assert speaker_words(found, TODAY) == "Virksomhetsleder (Furulund skole)"


def test_the_digest_names_the_deputy_and_never_who_is_away() -> None:
    on_the_day = with_deputy()
    lines = tuple(
        replace(one, name={"education": "Borte Bråten", "chief": "Hege Her"}.get(one.id, ""))
        for one in on_the_day.organisation.spokespersons
    )
    on_the_day = replace(on_the_day, organisation=replace(on_the_day.organisation, spokespersons=lines))
    made = sample.digest(speakers=speakers(on_the_day, sample.stories()), matrix=on_the_day.matrix())
    page = digest_page(made)
    assert page.sections[0].stories[0].responder == (
        "Kommunedirektør Hege Her, for etatssjefen for undervisning, som er borte til og med 3. desember "
        "– egne tjenester (strategien, «Ansvar og roller»)"
    )
    for shown in (html_page(made), text(made)):
        assert "Hege Her" in shown
        assert "Borte Bråten" not in shown
    row = next(one for one in page.matrix if one.covers == "Egne tjenester")
    assert row.who.startswith("Kommunedirektør Hege Her, for etatssjefen")


@pytest.mark.parametrize(
    ("trained", "words", "due"),
    [
        (None, "Mediekurs: ikke ført", True),
        (date(2026, 3, 1), "Mediekurs 1. mars", False),
        (date(2024, 11, 25), "Mediekurs 25. november 2024", False),
        (date(2024, 11, 24), "Mediekurs 24. november 2024, for mer enn to år siden", True),
    ],
)
def test_old_media_training_is_said(trained: date | None, words: str, due: bool) -> None:
    told = training_words(line("Etatssjef", trained=trained), TODAY)
    assert (told.words, told.due) == (words, due)


def test_what_changed_from_one_version_to_the_next() -> None:
    before = MatrixVersion(
        organisation="modum", at=sample.NOW, departments=(), spokespersons=(line("Ordfører", "mayor"), line("Sjef"))
    )
    renamed = line("Ordfører", "mayor", name="Eva Dal", topics=("health", "sport"), crisis=True)
    after = replace(before, spokespersons=(renamed, line("Rektor")))
    assert changed_words(None, before) == ("Talspersonlisten er lagt inn.",)
    assert changed_words(before, after) == (
        "Ordfører: temaer endret fra «–» til «helse, idrett».",
        "Ordfører: navn endret fra «–» til «Eva Dal».",
        "Ordfører: krisetalspersonene endret fra «nei» til «ja».",
        "Ny linje: Rektor.",
        "Tatt ut: Sjef.",
    )
    assert changed_words(before, before) == ("Rekkefølgen eller fraværet i filen er endret.",)


def test_every_field_of_a_line_has_a_name() -> None:
    assert set(LINE_FIELDS) | {"id"} == set(Spokesperson.__dataclass_fields__)

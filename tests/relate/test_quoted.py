"""Who of ours is quoted, in what capacity, and whether the matrix has them speak on it."""

from dataclasses import replace
from typing import Any

import pytest

from mediawatch.model import Article, Coverage, Department, Organisation, Reading, Voice
from mediawatch.relate.quoted import voices_of
from tests.quality.voices import ORGANISATION, PAPER, line


def coverage(text: str, *quoted: str, topic: Any = "health", kind: Any = "news", **article: Any) -> Coverage:
    made = Article(
        outlet=PAPER.id,
        address="https://elvebladet.example/1",
        article_id=None,
        **{"title": "Sak", "text": text, "kind": kind, **article},
    )
    reading = Reading(mentions=(), relevance=1, relevant=True)
    return Coverage(
        organisation="modum", outlet=PAPER, article=made, reading=reading, tone=None, topic=topic, kind=kind,
        quoted=quoted,
    )  # fmt: skip


def one(text: str, quoted: str, organisation: Organisation = ORGANISATION, **how: Any) -> Voice | None:
    found = voices_of(coverage(text, quoted, **how), organisation)
    return found[0] if found else None


@pytest.mark.parametrize("topic", ["health", "education", "culture", "economy", "other"])
def test_mayor_and_chief_executive_may_speak_on_anything(topic: str) -> None:
    for quoted in ("ordfører Kari Fossum", "varaordfører Nils Bråten", "kommunedirektør Tone Aasrud"):
        found = one(f"– Ja, sier {quoted}.", quoted, topic=topic)
        assert (found.capacity, found.outside) == ("office", "")


@pytest.mark.parametrize(
    ("topic", "outside", "rightful"),
    [
        ("education", "", ""),
        ("health", "another's topic", "etat-helse"),
        ("transport", "another's topic", "etat-teknisk"),
        ("economy", "", ""),  # nobody's of that kind: it may be theirs
    ],
)
def test_a_department_head_speaks_in_the_own_field(topic: str, outside: str, rightful: str) -> None:
    found = one("– Ja, sier etatssjef Eva Dahl.", "etatssjef Eva Dahl", topic=topic)
    assert (found.outside, found.rightful, found.line) == (outside, rightful, "etat-skole")


def test_topics_of_a_line_are_those_of_its_department_when_it_has_none_of_its_own() -> None:
    lines = tuple(
        replace(each, topics=(), department="skole") if each.id == "etat-skole" else each
        for each in ORGANISATION.spokespersons
    )
    department = Department(id="skole", name="Skole", topics=("education",))
    ours = replace(ORGANISATION, spokespersons=lines, departments=(department,))
    assert one("– Ja, sier etatssjef Eva Dahl.", "etatssjef Eva Dahl", ours, topic="education").outside == ""
    found = one("– Ja, sier etatssjef Eva Dahl.", "etatssjef Eva Dahl", ours, topic="health")
    assert found.outside == "another's topic"


def test_an_office_without_a_name_is_the_person_of_the_matrix() -> None:
    found = one("– Vi rydder opp, sier ordføreren.", "ordføreren")
    assert (found.name, found.office, found.line) == ("Kari Fossum", "Ordfører", "ordforer")


def test_a_matrix_without_names_takes_whoever_has_the_office() -> None:
    ours = replace(ORGANISATION, spokespersons=(line("ordforer", "mayor", "Ordfører"),))
    found = one("– Ja, sier ordfører Per Ukjent.", "ordfører Per Ukjent", ours)
    assert (found.name, found.outside, found.line) == ("Per Ukjent", "", "ordforer")


def test_an_employee_needs_authorisation_unless_the_matrix_names_them() -> None:
    assert one("– Ja, sier kommunelege Jon Ruud i Modum.", "kommunelege Jon Ruud").outside == "authorisation"
    assert one("– Ja, sier kommuneoverlege Ida Wold.", "kommuneoverlege Ida Wold").outside == ""


@pytest.mark.parametrize(
    "office",
    ["hovedtillitsvalgt", "hovudtillitsvald", "plasstillitsvalgt", "verneombud", "hovedverneombud", "klubbleder"],
)
def test_representatives_are_free_and_never_flagged(office: str) -> None:
    text = f"– De ansatte er slitne, sier {office} Jorunn Lien i Modum kommune."
    for quoted in (f"{office} Jorunn Lien", "Jorunn Lien"):
        found = one(text, quoted)
        assert (found.capacity, found.outside) == ("representative", "")


@pytest.mark.parametrize(
    "text",
    [
        "– Jeg uttaler meg som privatperson, sier etatssjef Eva Dahl.",
        "Eva Dahl understreker at hun ikke snakker på vegne av kommunen.",
        "Etatssjef Eva Dahl sier nei. Hun snakker på egne vegne.",
        "– Eg seier dette som privatperson, seier Eva Dahl.",
    ],
)
def test_private_opinions_are_told_apart_and_never_flagged(text: str) -> None:
    found = one(text, "Eva Dahl", topic="health")
    assert (found.capacity, found.outside) == ("private", "")


def test_politicians_speak_in_office_with_their_party_after_the_name_and_for_the_party_in_its_own_matters() -> None:
    quoted = "ordfører Kari Fossum"
    assert one("– Brua er åpnet, sier ordfører Kari Fossum (Sp).", quoted).capacity == "office"
    text = "Landsmøtet vedtok programmet. – Partiet er samlet, sier ordfører Kari Fossum (Sp)."
    assert one(text, quoted, topic="politics").capacity == "party"
    assert one("– Vi vil bygge, sier Per Lie (Ap).", "Per Lie").capacity == "party"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("– Ja, sier ordfører Rune Flatland i Sigdal.", "ordfører Rune Flatland"),
        ("Sigdal-ordfører Rune Flatland sier ja.", "Rune Flatland"),
        ("– Ja, sier tidligere ordfører Odd Terum i Modum.", "tidligere ordfører Odd Terum"),
        ("– Ja, sier overlege Espen Foss ved Drammen sykehus.", "overlege Espen Foss"),
        ("– Ja, sier Lars Hansen, nabo i Modum.", "Lars Hansen"),
        ("– Ja, sier statsråd Sigrid Alm (Ap) i Modum.", "statsråd Sigrid Alm"),
        ("– Ja, sier rektor Vera Lind ved Rosthaug videregående skole i Modum.", "rektor Vera Lind"),
        ("", ""),
        ("– Ja, sier .", "  "),
    ],
)
def test_who_is_not_ours_is_never_told_of(text: str, quoted: str) -> None:
    assert one(text, quoted) is None


def test_of_a_letter_the_writer_speaks_and_whoever_it_mentions_does_not() -> None:
    text = "Ordfører Kari Fossum sier at vi må spare."
    assert (
        voices_of(coverage(text, "ordfører Kari Fossum", kind="letter", authors=("Kjell Monsen",)), ORGANISATION) == ()
    )
    [found] = voices_of(coverage("Rydd stiene.", kind="letter", authors=("Arne Moen",)), ORGANISATION)
    assert (found.name, found.capacity) == ("Arne Moen", "private")
    [found] = voices_of(coverage("Slik bygger vi.", kind="op-ed by staff", authors=("Arne Moen",)), ORGANISATION)
    assert (found.capacity, found.outside) == ("office", "")


def test_a_person_is_told_once_in_a_text() -> None:
    found = voices_of(
        coverage("– Ja, sier ordfører Kari Fossum. Fossum sier mer.", "ordfører Kari Fossum", "Kari Fossum"),
        ORGANISATION,
    )
    assert len({voice.name for voice in found if voice.capacity == "office"}) == 1


@pytest.mark.parametrize(
    "quoted", ["(", "[a-z]+ Per Lie", "\\", "ordfører " * 60 + "Kari Fossum", "Kari " * 200, "ø" * 5_000]
)
def test_whatever_is_quoted_is_read(quoted: str) -> None:
    for found in voices_of(coverage(f"– Ja, sier {quoted} i Modum kommune.", quoted), ORGANISATION):
        assert len(found.quoted) <= 300

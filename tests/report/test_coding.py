"""Coding sheets: what they show, and that they come back however a spreadsheet saved them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from mediawatch.model import Article, CodedStory, Coverage, Outlet, Reading, Story, Tone
from mediawatch.report.coding import SheetError, coding_sheet, read_coding

NOW = datetime(2026, 10, 3, 8, tzinfo=UTC)
OSLO = ZoneInfo("Europe/Oslo")


def drawn(number: int, title: str = "Ny bru", lead: str = "Brua åpner.") -> tuple[CodedStory, Story]:
    article = Article(
        outlet="posten", address=f"https://posten.example/{number}", article_id=None, title=title, lead=lead,
        published=NOW,
    )  # fmt: skip
    copy = Coverage(
        organisation="granvik",
        outlet=Outlet(id="posten", name="Posten", tier="local", kind="newspaper"),
        article=article,
        reading=Reading(mentions=(), relevance=1.0, relevant=True),
        tone=Tone(label="negative", score=-0.7, confidence=0.9, because=("refs",)),
        topic="transport",
        kind="news",
    )
    coded = CodedStory(
        organisation="granvik", month="2026-10", number=number, story=number, said="negative", drawn_at=NOW
    )
    return coded, Story(id=number, organisation="granvik", coverage=(copy,))


def filled(*tones: str) -> str:
    """A sheet with the tones filled in."""
    head, *rows = coding_sheet([drawn(number) for number in range(1, len(tones) + 1)], OSLO).splitlines()
    return "\r\n".join(
        [head, *(f"{row.removesuffix(';')[:-1]};{tone};" for row, tone in zip(rows, tones, strict=True))]
    )


def test_a_sheet_shows_the_story_and_never_what_the_model_said() -> None:
    written = coding_sheet([drawn(1)], OSLO)
    assert written.startswith("\ufeffid;dato;utgiver;tittel;ingress;lenke;tone;merknad\r\n")
    assert "granvik/2026-10/1;03.10.2026;Posten;Ny bru;Brua åpner.;https://posten.example/1;;\r\n" in written
    assert not any(word in written.lower() for word in ("negativ", "refs", "0.7", "0,7"))


@pytest.mark.parametrize("title", ["=cmd|' /C calc'!A0", "+47 til Granvik", "-5 grader", "@granvik", "\t=1+1"])
def test_a_headline_is_never_a_formula(title) -> None:
    cell = coding_sheet([drawn(1, title=title)], OSLO).splitlines()[1].split(";")[3].strip('"')
    assert cell.startswith("'")


def test_separators_and_quotes_in_headlines_do_no_harm() -> None:
    written = coding_sheet([drawn(1, title='Sa "nei"; gikk', lead="Linje én\nlinje to")], OSLO)
    assert read_coding(written.encode(), "ark").tones == {1: None}


def test_tones_come_back_in_any_writing() -> None:
    given = read_coding(filled("positiv", " Nøytral ", "NEGATIV", "blandet", "positive", "-", "").encode(), "ark")
    assert (given.organisation, given.month) == ("granvik", "2026-10")
    assert list(given.tones.values()) == ["positive", "neutral", "negative", "mixed", "positive", "negative", None]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_spreadsheet_may_save_it_in_its_own_way(delimiter, encoding) -> None:
    text = f"ID{delimiter}Tone{delimiter}merknad\ngranvik/2026-10/1{delimiter}nøytral{delimiter}\n"
    assert read_coding(text.encode(encoding), "ark").tones == {1: "neutral"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "mangler kolonnene id og tone|ingen saker"),
        (b"navn;tone\nx;positiv\n", "mangler kolonnene id og tone"),
        (b"id;tone\n", "ingen saker"),
        (b"id;tone\ngranvik/2026-10/1;strolende\n", "granvik/2026-10/1: «strolende» er ikke en tone"),
        (b"id;tone\n3. okt;positiv\n", "ikke en id fra arket"),
        (b"id;tone\ngranvik/2026-10/1;positiv\ngranvik/2026-10/1;negativ\n", "to ganger"),
        (b"id;tone\ngranvik/2026-10/1;positiv\ngranvik/2026-09/2;negativ\n", "flere trekninger"),
        (b"PK\x03\x04xlsx", "Lagre den som CSV"),
        (b"id;tone\ngranvik/2026-10/1;\x00\xff\n", "er ikke en tone|kan ikke leses|ikke et ark"),
    ],
)  # fmt: skip
def test_a_sheet_that_cannot_be_read_says_what_to_do(content, said) -> None:
    with pytest.raises(SheetError, match=said):
        read_coding(content, "ark 1")

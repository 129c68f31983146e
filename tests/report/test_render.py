"""Tests of mediawatch.render: the words that every surface shares, and the strict, escaping environment."""

import unicodedata
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch import render

TODAY = date(2026, 11, 24)


def test_days_are_written_as_people_say_them() -> None:
    assert render.day_words(TODAY) == "tirsdag 24. november"
    assert render.full_day_words(date(2026, 5, 17)) == "søndag 17. mai 2026"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 24, 4, 40, tzinfo=UTC), "i dag kl. 05.40"),
        (datetime(2026, 11, 23, 16, 2, tzinfo=UTC), "i går kl. 17.02"),
        (datetime(2026, 11, 23, 23, 30, tzinfo=UTC), "i dag kl. 00.30"),
        (datetime(2026, 11, 20, 8, 0, tzinfo=UTC), "fredag kl. 09.00"),
        (datetime(2026, 11, 17, 8, 0, tzinfo=UTC), "17. november kl. 09.00"),
        (datetime(2025, 7, 1, 7, 0, tzinfo=UTC), "1. juli 2025 kl. 09.00"),
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), "i går"),
        (datetime(2026, 11, 25, 5, 0, tzinfo=UTC), "i morgen kl. 06.00"),
    ],
)
def test_moments_are_told_from_where_the_reader_stands(moment: datetime, words: str) -> None:
    assert render.moment_words(moment, TODAY, ZoneInfo("Europe/Oslo")) == words


def test_clock_follows_the_zone() -> None:
    assert render.clock(datetime(2026, 7, 1, 5, 15, tzinfo=UTC)) == "kl. 07.15"
    assert render.clock(datetime(2026, 7, 1, 5, 15, tzinfo=UTC), ZoneInfo("America/New_York")) == "kl. 01.15"


@pytest.mark.parametrize(
    ("value", "words"),
    [(7, "7"), (1234, "1\u00a0234"), (12_345_678, "12\u00a0345\u00a0678"), (2.5, "2,5"), (1234.0, "1\u00a0234")],
)
def test_numbers_have_a_space_for_thousands_and_a_decimal_comma(value: float, words: str) -> None:
    assert render.number(value) == words


def test_every_tone_has_its_own_shape_and_word() -> None:
    shown = [render.tone_words(label) for label in ("positive", "neutral", "negative", "mixed", None)]
    assert [tone.word for tone in shown] == ["Positiv", "Nøytral", "Negativ", "Blandet", "Tone ikke vurdert"]
    assert len({tone.shape for tone in shown}) == len(shown)


@pytest.mark.parametrize(
    ("given_text", "clean"),
    [
        ("Hei\r\nBcc: noen", "Hei Bcc: noen"),
        ("\u202egnarts\u202c navn", "gnarts navn"),
        ("\x1b[31mrød\x1b[0m", "[31mrød[0m"),
        ("a\u2028b\x00c\u200bd", "a bcd"),
        ("bla\u030aba\u0308r", "blåbär"),
        ("familie 👨\u200d👩\u200d👧", "familie 👨\u200d👩\u200d👧"),
        ("halv \ud83d emoji", "halv emoji"),
    ],
)
def test_plain_keeps_what_can_be_read(given_text: str, clean: str) -> None:
    assert render.plain(given_text) == clean


@given(st.text())
def test_plain_text_is_one_safe_line_and_stays_so(text: str) -> None:
    clean = render.plain(text)
    clean.encode()
    assert render.plain(clean) == clean
    assert not any(unicodedata.category(letter) in ("Cc", "Zl", "Zp", "Cs") for letter in clean)
    assert not any(unicodedata.bidirectional(letter) in ("RLO", "LRO", "RLI", "LRI", "PDF") for letter in clean)


@given(st.text(), st.integers(2, 60))
def test_shortened_text_fits(text: str, limit: int) -> None:
    assert len(render.shorten(text, limit)) <= limit


def test_shortening_cuts_at_a_word() -> None:
    assert render.shorten("Kommunen bygger ny skole i år", 18) == "Kommunen bygger…"
    assert render.shorten("Kommunen bygger, ny skole", 17) == "Kommunen bygger…"
    assert render.shorten("Pneumonoultramicroscopic", 10) == "Pneumonou…"


@pytest.mark.parametrize("url", ["https://avisa.no/a?b=c&d=%20e#f", "http://avisa.no:8080/å", "https://[::1]/x"])
def test_web_addresses_may_be_links(url: str) -> None:
    assert render.safe_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>",
        "mailto:a@b.no",
        "//avisa.no/x",
        "/lokal",
        "https://",
        "https:///sti",
        'https://avisa.no/"onclick="x',
        "https://avisa.no/a b",
        "https://avisa.no/\nBcc:",
        "https://avisa.no/\u202egpj",
        "https://[ugyldig/",
        "https://avisa.no/" + "a" * 2_000,
        "",
    ],
)
def test_nothing_else_may(url: str) -> None:
    assert render.safe_link(url) is None


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=120), max_size=8))
def test_wrapped_lines_are_never_too_wide(words: list[str]) -> None:
    wrapped = render.wrap(render.plain(" ".join(words)).replace("://", ""), "  ", "⚠ ")
    assert all(len(line) <= render.TEXT_WIDTH for line in wrapped.split("\n"))


def test_wrapping_never_breaks_an_address() -> None:
    address = "https://avisa.no/" + "lang-sti/" * 20
    assert address in render.wrap(f"Se {address} for mer", "  ").replace("\n", " ")


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        render.environment().from_string("{{ finnes_ikke }}").render()


def test_html_is_escaped_and_text_is_not() -> None:
    escape = render.environment().autoescape
    assert callable(escape)
    assert escape("mail/digest.html.jinja")
    assert escape("glemt-endelse.jinja")
    assert escape(None)
    assert not escape("mail/digest.txt.jinja")

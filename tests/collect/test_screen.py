"""The screen never lets a page go that names somebody we watch, however the name is written down."""

import html
import json
import unicodedata

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mediawatch.collect.screen import Screen, fold

FORMS = (
    "modum",
    "vikersund",
    "åmot",
    "blaafarveværk",
    "øst-modum",
    "raw air",
    "villa sana",
    "st. olavs bad",
    "gym2000",
)
SCREEN = Screen(FORMS)
AROUND = "Onsdag morgen ble veien stengt ved {} etter et ras, opplyser politiet."


def named(text: bytes | str, charset: str | None = None) -> bool:
    return SCREEN.names_anyone(text, charset)


@pytest.mark.parametrize(
    "written",
    [
        "Modum",
        "MODUM",
        "Modums",
        "Øst-Modum",
        "Nordmodum",
        "Modumskolen",
        "modum-ordføreren",
        "#modumkommune",
        "Åmot",
        "ÅMOT",
        "A\u030amot",
        "a\u030aMOT",
        "\u212bmot",  # the angstrom sign
        "&Aring;mot",
        "&aring;mot",
        "&Aringmot",
        "&#197;mot",
        "&#000000000197;mot",
        "&#xC5;mot",
        "&#xe5;mot",
        "A&#778;mot",
        "&amp;Aring;mot",
        "&amp;amp;Aring;mot",
        r"\u00c5mot",
        r"\u00E5mot",
        r"\\u00c5mot",
        r"\xc5mot",
        r"\u{c5}mot",
        r"A\u030amot",
        r"Blaafarvev\\u00e6rket",
        "Mo\u00addum",
        "Mo&shy;dum",
        "Mo&#173;dum",
        r"Mo\u00addum",
        "Vi\u200bker\u200dsund",
        "Vi&ZeroWidthSpace;ker&#8203;sund",
        "M\u2060o\u2060d\u2060u\u2060m",
        "\ufeffModum",
        "Blaafarve&shy;v&aelig;rket",
        "Blaafarveværket",
        "Raw Air",
        "Raw\u00a0Air",
        "Raw&nbsp;Air",
        "Raw\u202fAir",
        "Raw\nAir",
        "Raw\r\n\t      Air",
        "Raw-Air",
        "Raw\u2011Air",
        "Raw_Air",
        "#RawAir",
        "«Raw» Air",
        "Raw <b>Air</b>",
        "Raw</span>\n<span class='x'>Air",
        "Raw<br/>Air",
        r"Raw\nAir",
        r"Raw\\n\tAir",
        r"Raw\u00a0Air",
        "St. Olavs bad",
        "St.&nbsp;Olavs&nbsp;bad",
        "St Olavs\nbad",
        "Gym 2000",
        "GYM-2000",
        '<span class="drop-cap">M</span>odum',
        "<b>Mo</b>dum",
        "Mo<wbr>dum",
        "Mo<wbr/>dum",
        "Vikers<!-- -->und",
        "Villa<!-- --> <!-- -->Sana",
        "&lt;b&gt;M&lt;/b&gt;odum",
        r"\u003cb\u003eM\u003c\/b\u003eodum",
        "<a title='Modum'>les mer</a>",
        "<img alt='Modum'>",
        '<script type="application/ld+json">{"headline":"Modum"}</script>',
        "Villa Sana",
    ],
)
def test_a_name_is_found_however_it_is_written(written: str) -> None:
    assert named(AROUND.format(written))
    assert named(AROUND.format(written).encode(), "utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kommunestyret i Hønefoss møtes i kveld.",
        "Mo i Rana. Dum i hodet.",
        "Raw food og air fryer",
        "Villa og en annen Sana",
        "<p>Mo</p><p>dum</p>",
        "amot",
        "Olavs bad",
        "&modu;m",
        r"\u00c6mot",
    ],
)
def test_a_page_without_names_is_let_go(text: str) -> None:
    assert not named(text)
    assert not named(text.encode())


def test_nobody_watched_is_nobody_named() -> None:
    assert not Screen([]).names_anyone("Modum")
    assert not Screen(["", "  ", "-", "\u200b"]).names_anyone("Modum - \u200b")


def test_forms_that_begin_alike_are_all_found() -> None:
    screen = Screen(["villa sana", "villa solvang", "villaveien", "villastien", "heggen", "heggvin"])
    for form in ("Villa Sana", "Villa Solvang", "Villaveien", "Villastien", "Heggen", "Heggvin"):
        assert screen.names_anyone(f"ved {form} i går")
    assert not screen.names_anyone("en villa i Hegg")


# Bytes ----------------------------------------------------------------------------------------------------

PAGE = '<html><head><meta charset="{}"><title>Ås</title></head><body><p>Ny bru i Åmot.</p></body></html>'


@pytest.mark.parametrize("truth", ["utf-8", "cp1252", "iso-8859-1", "iso-8859-15", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("header", [None, "", "utf-8", "iso-8859-1", "windows-1252", "us-ascii", "tullball", "hex"])
@pytest.mark.parametrize("meta", ["utf-8", "iso-8859-1", "finnes-ikke", "rot13"])
def test_no_label_hides_a_name(truth: str, header: str | None, meta: str) -> None:
    assert named(PAGE.format(meta).encode(truth), header)


def test_the_pages_own_label_counts_when_it_alone_is_right() -> None:
    mac = PAGE.format("macintosh").encode("mac_roman")
    assert named(mac)
    assert named(mac, "utf-8")
    xml = '<?xml version="1.0" encoding="macintosh"?><rss>Åmot</rss>'.encode("mac_roman")
    assert named(xml)
    assert named("Åmot".encode("mac_roman"), "macintosh")


def test_one_broken_letter_does_not_hide_the_others() -> None:
    assert named("Ny bru i Åmot".encode() + b" \xe5 " + b"\xff")
    assert named("Åmot".encode("cp1252") + "ærfugl på øya".encode())


def test_utf_16_without_any_mark_is_read() -> None:
    assert named("<p>Vikersund</p>".encode("utf-16-le"))
    assert named("<p>Vikersund</p>".encode("utf-16-be"))


# Properties -----------------------------------------------------------------------------------------------

_FILLER = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)
_NAMES = st.sampled_from(
    ["Modum", "Vikersund", "Åmot", "ÅMOT", "Blaafarveværket", "Øst-Modum", "Raw Air", "Villa Sana"]
)
_NO_ROOM = st.sampled_from(["", "", "\u00ad", "&shy;", "\u200b", "&#8203;", "\u200d", r"\u00ad", "\ufeff"])


@st.composite
def _disguised(draw: st.DrawFn) -> str:
    """A name with each letter written in any of the ways that pages write letters."""
    ways = [
        lambda letter: letter,
        lambda letter: unicodedata.normalize("NFD", letter),
        lambda letter: f"&#{ord(letter)};",
        lambda letter: f"&#x{ord(letter):x};",
        lambda letter: f"\\u{ord(letter):04x}",
        lambda letter: f"\\u{ord(letter):04X}",
        str.swapcase,
    ]
    gaps = st.sampled_from([" ", "\u00a0", "&nbsp;", "\n", "  \n ", r"\n", "-", " <b>", "<br>\u2009"])
    written = ""
    for letter in draw(_NAMES):
        written += draw(gaps) if letter == " " else draw(st.sampled_from(ways))(letter)
        written += draw(_NO_ROOM)
    return written


@given(before=_FILLER, name=_NAMES, after=_FILLER)
def test_no_surroundings_hide_a_name(before: str, name: str, after: str) -> None:
    assume(not before.endswith("\\") and "&" not in before and not unicodedata.combining((after or " ")[0]))
    assume(fold(f"{before}{name}{after}").find(fold(name)) >= 0)  # no letter of the surroundings melts into the name
    assert named(f"{before}{name}{after}")
    assert named(f"{before}{name}{after}".encode())


@given(name=_disguised())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_no_disguise_hides_a_name(name: str) -> None:
    assert named(f"<p>i {name} .</p>")
    assert named(f"<p>i {name} .</p>".encode(), "iso-8859-1")


@given(name=_NAMES, before=_FILLER, after=_FILLER)
def test_names_in_json_and_in_escaped_html_are_found(name: str, before: str, after: str) -> None:
    text = f"{before} {name} {after}"
    assert named(json.dumps({"articleBody": text}))
    assert named(html.escape(f"<p>{name}</p>"))
    assert named(html.escape(json.dumps(f"<p>{name}</p>")))


@given(content=st.binary(max_size=400), charset=st.none() | st.text(max_size=12))
def test_any_bytes_are_a_yes_or_a_no(content: bytes, charset: str | None) -> None:
    assert named(content, charset) in (True, False)


_FORM = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\\\\"), max_size=12)


@given(forms=st.lists(_FORM, max_size=8), text=_FILLER)
def test_every_form_is_found_in_itself(forms: list[str], text: str) -> None:
    screen = Screen(forms)
    for form in forms:
        if any(letter.isalpha() or letter.isdecimal() for letter in fold(form)):
            assert screen.names_anyone(html.escape(f"<p>{text} </p>") + f" {html.escape(form)} "), form


def test_forms_of_any_length_are_found() -> None:
    assert Screen(["modum " * 1000]).names_anyone("Modum " * 1000)


@pytest.mark.parametrize(
    "unit", ["\\", "\\\\u", "<a ", "<", "&", "&#0", "raw <x raw>", "raw ", "\\u{0", "villa<>", "raw\\n", "<!--", "_raw"]
)
def test_pages_made_to_be_slow_are_read(unit: str) -> None:
    assert not named((unit * (400_000 // len(unit))).encode())

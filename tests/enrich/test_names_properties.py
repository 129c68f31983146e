"""Names in any text at all: spans slice back to what they name, nothing crashes, work grows no faster than the text."""

import sys
import unicodedata
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediawatch.enrich.names import read_names
from mediawatch.model import Article, Outlet, Reading
from tests.quality import names as quality

HOME = Outlet(id="lokalbladet", name="Lokalbladet", tier="local", kind="newspaper", home=("Modum", "Sigdal"))
PIECES = (
    *("Modum", "Modums", "MODUM", "Mo\u00addum", "Modum\u00a0Bad", "Modum\nBad", "A\u030amot", "Åmot", "Rena", "Enger"),
    *(
        "Vikersund-\nbakken",
        "Blaafarvev&aelig;rket",
        "\\u00c5mot",
        "&amp;",
        "&#x41;",
        "<b>",
        "</p>",
        "Enger skole",
        "Kari",
    ),
    *(
        "ordføreren",
        "kommunen",
        "bygda",
        "moingene",
        "i",
        "på",
        "mot",
        "mellom",
        "og",
        ",",
        ".",
        ":",
        "(",
        ")",
        "–",
        "-",
    ),
    *(
        "3370",
        "2,9",
        "Sigdal",
        "Lier",
        "på Solmoen",
        "Ny barnehage",
        "Kommunalsjef Tora Haug",
        "AS",
        "\ud83d",
        "\u200d",
    ),
    *("\ufeff", "Ã…mot", "blant annet", "Linnerud kraftverk", "Modums gate", "født i Vikersund", "vokste opp på"),
)
texts = st.one_of(
    st.text(max_size=200), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=40).map(" ".join)
)


def read(title: str, text: str, outlet: Outlet | None = None) -> Reading:
    article = Article(outlet="avis", address="https://avis.no/1", article_id=None, title=title, text=text)
    return read_names(article, quality.organisation(), outlet)


@settings(deadline=None)
@given(texts, texts, st.sampled_from([None, HOME]))
def test_spans_slice_back_to_the_surface(title: str, text: str, outlet: Outlet | None) -> None:
    fields = {"title": title, "lead": "", "text": text}
    reading = read(title, text, outlet)
    for mention in reading.mentions:
        assert fields[mention.field][mention.start : mention.end] == mention.surface != ""
        assert mention.because
        assert mention.subject_name
    spans = [(mention.field, mention.start, mention.end) for mention in reading.mentions]
    assert spans == sorted(spans, key=lambda span: (list(fields).index(span[0]), span[1]))
    assert all(one[0] != two[0] or one[2] <= two[1] for one, two in pairwise(spans))
    assert 0 <= reading.relevance <= 1
    assert reading.because


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
def test_the_form_of_the_letters_makes_no_difference(text: str) -> None:
    composed = read("", unicodedata.normalize("NFC", text))
    apart = read("", unicodedata.normalize("NFD", text))
    told = [[(one.subject_name, one.accepted) for one in reading.mentions] for reading in (composed, apart)]
    assert told[0] == told[1]
    assert (composed.relevant, composed.unsure) == (apart.relevant, apart.unsure)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["Modum", "Vikersund", "ligger", "vakkert", "til", "i", "sol"]), max_size=20), st.data()
)
def test_soft_hyphens_anywhere_change_nothing(words: list[str], data: st.DataObject) -> None:
    plain = " ".join(words)
    split = " ".join(
        word[:cut] + "\u00ad" + word[cut:]
        for word in words
        for cut in (data.draw(st.integers(min_value=1, max_value=max(1, len(word) - 1))),)
    )
    told = [[(one.subject_name, one.accepted) for one in read("", text).mentions] for text in (plain, split)]
    assert told[0] == told[1]


def work(text: str) -> int:
    """How many functions are called to read the text: the same on every machine."""
    calls = 0

    def count(_frame: FrameType, event: str, _arg: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read("", text)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "unit",
    ["Modum ", "Modum, ", "Modum og Sigdal, ", "Åmot Rena ", "Kari Modum ", "kommunen ", "i Enger, ", "på Solmoen og ",
     "Modum: 1. ", "ordfører Kari Lie ", "&amp;", "A\u030a", "<b>Modum", "Modum-", "Ny skole "],
)  # fmt: skip
def test_work_grows_with_the_text_and_no_faster(unit: str) -> None:
    read("", unit)
    short, long = work(unit * 100), work(unit * 400)
    assert long < 5 * short


def test_a_hundred_thousand_letters_of_the_name_are_read() -> None:
    text = "Modum " * 16_700
    reading = read("", text)
    assert len(reading.accepted) == 16_700
    assert reading.accepted[-1].start == len(text) - 6

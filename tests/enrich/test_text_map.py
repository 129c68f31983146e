"""Plain text and the way back: every piece of it points at what it was made from."""

import pytest

from mediawatch.enrich.text_map import map_text


def back(original: str, wanted: str) -> str:
    """What `wanted`, found in the plain text, was in the original."""
    mapped = map_text(original)
    start = mapped.text.index(wanted)
    first, last = mapped.original(start, start + len(wanted))
    return original[first:last]


@pytest.mark.parametrize(
    ("original", "plain"),
    [
        ("Modum", "Modum"),
        ("Mo\u00addum", "Modum"),
        ("\ufeffMo\u200bd\u2060um", "Modum"),
        ("A\u030amot", "Åmot"),
        ("i\u00a0Modum", "i Modum"),
        ("Modum\n  Bad", "Modum Bad"),
        ("Vikersund-\nbakken", "Vikersundbakken"),
        ("bo-\nog dagsenter", "bo- og dagsenter"),
        ("&Aring;mot &amp; Geithus", "Åmot & Geithus"),
        ("&amp;aring;", "å"),
        ("\\u00c5mot", "Åmot"),
        ("<b>Modum</b>s", "Modums"),
        ("<p>Modum</p><p>Bad</p>", " Modum Bad "),
        ("Ã…mot", "Åmot"),
        ("5 < 6 & 7 > 3", "5 < 6 & 7 > 3"),
        ("", ""),
    ],
)
def test_plain_text(original: str, plain: str) -> None:
    assert map_text(original).text == plain


@pytest.mark.parametrize(
    ("original", "wanted", "there"),
    [
        ("x Mo\u00addum y", "Modum", "Mo\u00addum"),
        ("x\u00adModum\u00ad y", "Modum", "Modum"),
        ("i A\u030amot no", "Åmot", "A\u030amot"),
        ("i &Aring;mot no", "Åmot", "&Aring;mot"),
        ("a &amp;aring; b", "å", "&amp;aring;"),
        ("i  \n Modum\u00a0Bad.", "Modum Bad", "Modum\u00a0Bad"),
        ("<em>Modum</em>s vei", "Modums", "Modum</em>s"),
        ("\\u00c5mot igjen", "Åmot", "\\u00c5mot"),
        ("den A\u030a &oslash; A\u030amot slutt", "Åmot slutt", "A\u030amot slutt"),
    ],
)
def test_way_back(original: str, wanted: str, there: str) -> None:
    assert back(original, wanted) == there

"""Tests of mediawatch.report.colour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.report.colour import FALLBACK_ACCENT, contrast, readable


def test_contrast_has_the_ends_that_wcag_gives() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


def test_a_readable_accent_is_left_alone() -> None:
    assert readable("#1d4f91", "#ffffff") == "#1d4f91"


@given(st.integers(0, 0xFFFFFF), st.sampled_from(["#ffffff", "#1e1d1b", "#fbf1ee"]), st.sampled_from([4.5, 7.0]))
def test_any_accent_becomes_readable(value: int, background: str, least: float) -> None:
    assert contrast(readable(f"#{value:06x}", background, least), background) >= least


@pytest.mark.parametrize("hostile", ["red", "#12", "#fff;}body{display:none", "url(https://x)", "", "#1d4f91\n"])
def test_what_is_no_hex_colour_never_reaches_a_style_sheet(hostile: str) -> None:
    assert readable(hostile, "#ffffff") == FALLBACK_ACCENT

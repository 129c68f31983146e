"""A few numbers to one small chart of lying bars: from nought, each with its name and number. The same for page, mail
and PDF."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import escape

from mediawatch.report.trend import FONTS

_WIDTH, _ROW, _BAR = 440, 26, 15
_LABEL, _NUMBER = 110, 60
_INK, _PALE, _OTHER = "#22211e", "#5b574f", "#a9a498"


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRow:
    """One bar: what it is of, its value (None: not known) and its number in words. `is_ours`: in the accent colour, and
    told in bold."""

    label: str
    value: float | None
    told: str
    is_ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """What is drawn, in its order; `words` says the same to those who do not see it."""

    rows: tuple[BarRow, ...]
    words: str


def svg(bars: Bars, *, accent: str) -> str:
    """The chart as SVG. `accent`: hex colour of our bar."""
    height = _ROW * len(bars.rows) + 4
    most = max((row.value or 0.0 for row in bars.rows), default=0.0)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'role="img" font-family="{FONTS}" font-size="13"><title>{escape(bars.words)}</title>'
    )
    return "".join([head, *_rows(bars.rows, most, accent), "</svg>"])


def _rows(rows: Sequence[BarRow], most: float, accent: str) -> list[str]:
    drawn = []
    for at, row in enumerate(rows):
        top = at * _ROW + 4
        middle = top + _BAR * 0.5 + 4.5
        weight = ' font-weight="700"' if row.is_ours else ""
        long = (_WIDTH - _LABEL - _NUMBER) * (row.value or 0.0) / most if most else 0.0
        colour = accent if row.is_ours else _OTHER
        drawn.append(f'<text x="0" y="{middle:.1f}" fill="{_INK}"{weight}>{escape(row.label)}</text>')
        if row.value is not None:
            bar = f'<rect x="{_LABEL}" y="{top}" width="{max(long, 1.5):.1f}" height="{_BAR}" fill="{colour}"/>'
            drawn.append(bar)
        place = _LABEL + (max(long, 1.5) + 7 if row.value is not None else 0)
        ink = _INK if row.value is not None else _PALE
        drawn.append(f'<text x="{place:.1f}" y="{middle:.1f}" fill="{ink}"{weight}>{escape(row.told)}</text>')
    return drawn

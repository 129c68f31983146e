"""Weekly scores to one small chart: bars from nought, direct labels, no legend. The same for page, mail and PDF."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import escape

_WIDTH, _HEIGHT = 560, 154
_TOP, _FLOOR = 22, 128
FONTS = "'Source Sans 3', 'Segoe UI', 'Liberation Sans', 'DejaVu Sans', sans-serif"
"""Quoted, for a name that begins a word with a digit would make browsers drop the whole list."""
_INK, _PALE, _LINE = "#22211e", "#5b574f", "#dedad0"
_FULL = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One week: what stands below it, its score 0..100, and whether it is complete; None: no coverage."""

    label: str
    value: float | None
    complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """What is drawn: bars oldest first, the last one is told with its number. `words` says the same to those who do not
    see it; `table` stands behind it: week, score in words."""

    bars: tuple[Bar, ...]
    mean: float
    words: str
    table: tuple[tuple[str, str], ...]


def svg(trend: Trend, *, accent: str) -> str:
    """The chart as SVG. `accent`: hex colour of the last bar."""
    step = _WIDTH / max(len(trend.bars), 1)
    width = min(step * 0.72, 40.0)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" '
        f'role="img" font-family="{FONTS}" font-size="15">',
        f"<title>{escape(trend.words)}</title>",
    ]
    parts += [_rule(value) for value in (0, 50, 100)]
    for at, bar in enumerate(trend.bars):
        parts.append(_bar(bar, at * step + (step - width) / 2, width, accent, is_last=at == len(trend.bars) - 1))
    parts += _labels(trend.bars, step)
    height = _place(trend.mean)
    parts.append(
        f'<line x1="0" x2="{_WIDTH}" y1="{height:.1f}" y2="{height:.1f}" stroke="{_INK}" stroke-dasharray="4 3"/>'
    )
    return "".join([*parts, "</svg>"])


def _place(value: float) -> float:
    return _FLOOR - (_FLOOR - _TOP) * value / _FULL


def _rule(value: int) -> str:
    height = _place(value)
    return f'<line x1="0" x2="{_WIDTH}" y1="{height:.1f}" y2="{height:.1f}" stroke="{_LINE}"/>'


def _bar(bar: Bar, left: float, width: float, accent: str, *, is_last: bool) -> str:
    if bar.value is None:
        middle = left + width / 2
        return f'<circle cx="{middle:.1f}" cy="{_FLOOR - 3}" r="1.8" fill="{_PALE}"/>'
    top = _place(bar.value)
    colour = accent if is_last else "#a9a498"
    look = f'fill="{colour}"' if bar.complete else f'fill="#ffffff" stroke="{colour}" stroke-dasharray="3 2"'
    drawn = f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{_FLOOR - top:.1f}" {look}/>'
    if not is_last:
        return drawn
    middle = left + width / 2
    number = f"{bar.value:.0f}"
    place = f'x="{middle:.1f}" y="{top - 5:.1f}" text-anchor="middle" font-weight="700" font-size="17"'
    return f'{drawn}<text {place} fill="{_INK}">{number}</text>'


def _labels(bars: Sequence[Bar], step: float) -> list[str]:
    """The first, the last and about every fourth week's name."""
    last = len(bars) - 1
    told = {last, *(at for at in range(0, len(bars), 4) if last - at >= 3)}
    return [
        f'<text x="{at * step + step / 2:.1f}" y="{_FLOOR + 19}" text-anchor="middle" fill="{_PALE}">'
        f"{escape(bars[at].label)}</text>"
        for at in sorted(told)
    ]

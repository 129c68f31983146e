"""Numbers to the few small charts of the pages: SVG from nought, labelled where they stand, coloured by classes of
web.css. A chart says nothing that its `words` and the table beside it do not say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from mediawatch.report.trend import Bar, Trend

WIDTH = 460
_TREND_HEIGHT, _TOP, _FLOOR = 168, 26, 138
_PARTS_TOP, _PARTS_BAR, _LINE = 4, 30, 21
_LETTER = 8.0
"""About how wide a letter of the labels is; what overlaps by this measure is moved a line down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a stacked line: what it is, its amount, and the amount in words."""

    name: str
    value: float
    told: str


def trend_chart(trend: Trend, *, title: str) -> Markup:
    """Weeks as standing bars, the last one told with its number, the mean as a dashed line."""
    step = WIDTH / max(len(trend.bars), 1)
    width = min(step * 0.72, 40.0)
    drawn = [_rule(value) for value in (0, 50, 100)]
    for at, bar in enumerate(trend.bars):
        drawn.append(_standing(bar, at * step + (step - width) / 2, width, is_last=at == len(trend.bars) - 1))
    drawn += _week_names(trend.bars, step)
    height = _place(trend.mean)
    drawn.append(f'<line class="c-mean" x1="0" x2="{WIDTH}" y1="{height:.1f}" y2="{height:.1f}"/>')
    return _figure("trend", title, trend.words, drawn, height=_TREND_HEIGHT)


def parts_chart(parts: Sequence[Part], *, whole: float, title: str, words: str) -> Markup:
    """Parts of a whole as one stacked line, each labelled below its own start."""
    drawn = [f'<rect class="c-rest" x="0.5" y="{_PARTS_TOP}" width="{WIDTH - 1}" height="{_PARTS_BAR}"/>']
    bottom, rows, left = _PARTS_TOP + _PARTS_BAR, _Rows(), 0.0
    placed: list[tuple[float, str]] = []
    for number, part in enumerate(parts, start=1):
        width = WIDTH * max(0.0, part.value) / whole
        shape = f'x="{left:.1f}" y="{_PARTS_TOP}" width="{max(width - 2, 0):.1f}" height="{_PARTS_BAR}"'
        drawn.append(f'<rect class="c-part{number}" {shape}/>')
        placed.append((left, f"{part.name} {part.told}"))
        left += width
    for start, label in reversed(placed):  # the leftmost lowest: no line to a label crosses another one
        place, row = rows.place(start, len(label) * _LETTER)
        at, tick = bottom + _LINE * row, f"{start + 1:.1f}"
        drawn.append(f'<line class="c-tick" x1="{tick}" x2="{tick}" y1="{bottom}" y2="{at - 13}"/>')
        drawn.append(f'<text class="c-ink" x="{place:.1f}" y="{at}">{escape(label)}</text>')
    return _figure("parts", title, words, drawn, height=bottom + _LINE * rows.most + 8)


def bar(value: float, most: float, *, is_ours: bool = True) -> Markup:
    """One lying bar for a cell of a table, whose other cells tell what it is and how much: hidden from those who
    listen."""
    long = 100 * value / most if most > 0 else 0.0
    return Markup(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="{}" x="0" y="0" width="{:.1f}" height="10"/></svg>'
    ).format("c-part1" if is_ours else "c-pale", max(long, 0.5) if value else 0.0)


class _Rows:
    """Where labels go, from the right: beside each other while there is room, else a line down."""

    def __init__(self) -> None:
        self._starts: list[float] = []

    @property
    def most(self) -> int:
        return len(self._starts)

    def place(self, left: float, width: float) -> tuple[float, int]:
        """Left edge and row (from 1) of a label that wants to begin at `left`."""
        at = max(0.0, min(left, WIDTH - width))
        for row, start in enumerate(self._starts):
            if at + width + _LETTER <= start and row == len(self._starts) - 1:
                self._starts[row] = at
                return at, row + 1
        self._starts.append(at)
        return at, len(self._starts)


def _figure(name: str, title: str, words: str, drawn: Iterable[str], *, height: float) -> Markup:
    return Markup(  # noqa: S704 - every word from outside is escaped
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height:g}" role="img" aria-labelledby="{name}-t {name}-d" '
        f'focusable="false"><title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(words)}</desc>'
        f"{''.join(drawn)}</svg>"
    )


def _place(value: float) -> float:
    return _FLOOR - (_FLOOR - _TOP) * max(0.0, min(100.0, value)) / 100


def _rule(value: int) -> str:
    height = _place(value)
    return f'<line class="c-line" x1="0" x2="{WIDTH}" y1="{height:.1f}" y2="{height:.1f}"/>'


def _standing(bar: Bar, left: float, width: float, *, is_last: bool) -> str:
    middle = left + width / 2
    if bar.value is None:
        return f'<circle class="c-none" cx="{middle:.1f}" cy="{_FLOOR - 3}" r="1.8"/>'
    top = _place(bar.value)
    look = ("c-part1" if is_last else "c-pale") if bar.complete else "c-open"
    drawn = f'<rect class="{look}" x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{_FLOOR - top:.1f}"/>'
    if not is_last:
        return drawn
    place = min(middle, WIDTH - 2 * _LETTER)
    told = f'x="{place:.1f}" y="{top - 6:.1f}" text-anchor="middle">{bar.value:.0f}'
    return f'{drawn}<text class="c-ink c-strong" {told}</text>'


def _week_names(bars: Sequence[Bar], step: float) -> list[str]:
    last = len(bars) - 1
    told = {last, *(at for at in range(0, len(bars), 4) if last - at >= 3)}
    return [
        f'<text class="c-soft" x="{min(max(at * step + step / 2, 10), WIDTH - 10):.1f}" y="{_FLOOR + 20}" '
        f'text-anchor="middle">{escape(bars[at].label)}</text>'
        for at in sorted(told)
    ]

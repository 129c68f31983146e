"""Tables whose rows are drawn as bars: the chart and the table behind it are one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mediawatch.web.charts import bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A number in words, and the stories behind it ("" where it opens nothing)."""

    words: str
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRow:
    """One row: what it is of, the stories behind it, a word of explanation, its bar and its numbers."""

    name: str
    link: str
    note: str
    drawn: Markup
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarTable:
    """`columns`: the heading of the names, then of the numbers. `caption`: what it shows, to those who listen."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[BarRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one row of such a table is made from; `value` is what its bar shows."""

    name: str
    value: float
    cells: Sequence[Cell]
    link: str = ""
    note: str = ""
    is_ours: bool = True


def bar_table(
    rows: Iterable[Row], *, caption: str, columns: Sequence[str], most: float | None = None
) -> BarTable | None:
    """Rows to a table with bars from nought to `most` (else the largest value); None without rows."""
    made = tuple(rows)
    if not made:
        return None
    whole = most if most is not None else max(row.value for row in made)
    return BarTable(
        caption=caption,
        columns=tuple(columns),
        rows=tuple(
            BarRow(
                name=row.name,
                link=row.link,
                note=row.note,
                drawn=bar(row.value, whole, is_ours=row.is_ours),
                cells=tuple(row.cells),
            )
            for row in made
        ),
    )

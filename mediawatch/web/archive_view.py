"""What the archive found, to what its page shows: facets and bars that lead on, marked words, pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from markupsafe import Markup, escape

from mediawatch.jobs.searching import Answer
from mediawatch.render import MONTH_NAMES, number, said
from mediawatch.store import Key, Query, Sort, matches, with_field, with_span
from mediawatch.web.rows import StoryRow

PAGE = 30
SORTS: dict[str, Sort] = {"nyest": "newest", "eldst": "oldest", "best": "fit"}
SORT_NAMES = {"nyest": "Nyeste først", "eldst": "Eldste først", "best": "Best treff først"}
FACETS: tuple[tuple[Key, str], ...] = (
    ("tone", "Tone"),
    ("tier", "Nivå"),
    ("topic", "Tema"),
    ("outlet", "Utgiver"),
    ("place", "Sted og navn"),
    ("kind", "Type"),
    ("tag", "Merke"),
    ("status", "Vurdering"),
)
WORDS_OF_OURS = frozenset({"tone", "tier", "topic", "kind", "status"})
OPEN_FACETS = frozenset({"tone", "tier", "topic"})
MOST_SHOWN = 8
MOST_VALUES = 40
MONTHS_AT_MOST = 36
"""With a longer span than this the bars are years."""
_WIDTH, _HEIGHT, _FLOOR = 460, 132, 104


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: its name, how many stories, whether it is asked for, and the address that adds or removes
    it."""

    name: str
    count: str
    on: bool
    link: str


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet with its most common values, and the rest."""

    key: str
    name: str
    values: Sequence[Value]
    more: Sequence[Value]
    open: bool


@dataclass(frozen=True, slots=True)
class BarView:
    """A year or a month with its stories, and where they are."""

    name: str
    count: int
    link: str


@dataclass(frozen=True, slots=True)
class Address:
    """Where a view of the archive is. `text`: the query; `sort`: a word of SORTS."""

    path: str
    text: str
    sort: str

    def to(self, text: str | None = None, *, sort: str | None = None, page: int = 1, path: str = "") -> str:
        """The address of a view like this one."""
        asked = {"sok": self.text if text is None else text}
        if (sort or self.sort) != "nyest":
            asked["sorter"] = sort or self.sort
        if page > 1:
            asked["side"] = str(page)
        return f"{path or self.path}?{urlencode(asked)}"


def facets(answer: Answer, address: Address) -> list[FacetView]:
    """The facets that can narrow the search or are asked for."""
    found = answer.found.facets
    counts: Mapping[str, Mapping[str, int]] = {key: getattr(found, key) for key, _name in FACETS}
    made = [_facet(answer, address, key, name, counts[key]) for key, name in FACETS]
    return [one for one in made if one.values]


def _facet(answer: Answer, address: Address, key: Key, name: str, counts: Mapping[str, int]) -> FacetView:
    values = []
    for code, count in sorted(counts.items(), key=lambda each: (-each[1], answer.names.name(key, each[0]))):
        text, on = with_field(address.text, answer.names, key, code)
        shown = answer.names.name(key, code)
        if key in WORDS_OF_OURS:
            shown = said(shown)
            shown = shown[:1].upper() + shown[1:]
        values.append(Value(shown, number(count), on, address.to(text)))
    on_first = sorted(values[:MOST_VALUES], key=lambda value: not value.on)
    opened = key in OPEN_FACETS or any(value.on for value in values)
    return FacetView(key, said(name), on_first[:MOST_SHOWN], on_first[MOST_SHOWN:], opened)


def bars(answer: Answer, address: Address) -> list[BarView]:
    """The stories over time: months, or years where the months would be too many; empty ones are shown."""
    months = answer.found.facets.months
    if not months:
        return []
    (first, month), (last, last_month) = min(months), max(months)
    if (last - first) * 12 + last_month - month >= MONTHS_AT_MOST:
        years = answer.found.facets.years
        return [_bar(address, str(year), str(year), years.get(year, 0)) for year in range(first, last + 1)]
    made = []
    for at in range(first * 12 + month - 1, last * 12 + last_month):
        year, index = divmod(at, 12)
        name = f"{said(MONTH_NAMES[index])} {year}"
        made.append(_bar(address, name, f"{year}-{index + 1:02}", months.get((year, index + 1), 0)))
    return made


def _bar(address: Address, name: str, written: str, count: int) -> BarView:
    return BarView(name, count, address.to(with_span(address.text, written, written)))


def chart(made: Sequence[BarView]) -> Markup:
    """Bars to a picture that says no more than the table behind it: how many stories at most, and when."""
    most = max(bar.count for bar in made)
    step = _WIDTH / len(made)
    width = min(step * 0.75, 48.0)
    drawn = [f'<line class="c-line" x1="0" x2="{_WIDTH}" y1="{_FLOOR}" y2="{_FLOOR}"/>']
    for at, bar in enumerate(made):
        high = (_FLOOR - 22) * bar.count / most if most else 0
        left = at * step + (step - width) / 2
        drawn.append(
            f'<rect class="c-part1" x="{left:.1f}" y="{_FLOOR - high:.1f}" width="{width:.1f}" height="{high:.1f}"/>'
        )
    top = max(range(len(made)), key=lambda at: made[at].count)
    drawn.append(_label(top * step + step / 2, _FLOOR - (_FLOOR - 22) * (1 if most else 0) - 6, number(most)))
    named = sorted({0, len(made) // 2, len(made) - 1})
    drawn += [_label(at * step + step / 2, _FLOOR + 20, made[at].name) for at in named]
    words = said("Flest i %(when)s: %(count)s.") % {"when": made[top].name, "count": number(most)}
    return Markup(  # noqa: S704 - every word from outside is escaped
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-labelledby="tid-t tid-d" '
        f'focusable="false"><title id="tid-t">{escape(said("Saker over tid"))}</title>'
        f'<desc id="tid-d">{escape(words)}</desc>{"".join(drawn)}</svg>'
    )


def _label(middle: float, height: float, words: str) -> str:
    half = len(words) * 4.2
    place = min(max(middle, half), _WIDTH - half)
    return f'<text class="c-ink" x="{place:.1f}" y="{height:.1f}" text-anchor="middle">{escape(words)}</text>'


def marked_row(row: StoryRow, tree: Query | None) -> StoryRow:
    """A row with the words that were sought marked, in what is shown anyway."""
    return replace(row, title=marked(row.title, tree), lead=marked(row.lead, tree))


def marked(text: str, tree: Query | None) -> Markup:
    """A text to HTML with what matches marked."""
    made, at = Markup(), 0
    for start, end in matches(text, tree):
        made += Markup("{}<mark>{}</mark>").format(text[at:start], text[start:end])
        at = end
    return made + text[at:]


def pages(total: int, page: int, to: Callable[[int], str]) -> list[tuple[int | None, str]]:
    """The numbers of pages to show with their addresses: the first, the last, those about this one; None: a gap."""
    last = max(1, -(-total // PAGE))
    wanted = sorted({1, last, *range(max(1, page - 1), min(last, page + 1) + 1)})
    shown: list[tuple[int | None, str]] = []
    for before, each in zip([0, *wanted], wanted, strict=False):
        if each - before > 1:
            shown.append((None, ""))
        shown.append((each, to(each)))
    return shown

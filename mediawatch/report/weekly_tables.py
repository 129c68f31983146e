"""The tables of a weekly report: who wrote, who spoke, the name, the neighbours, the sources."""

from collections import Counter
from collections.abc import Iterable, Sequence

from mediawatch.model import BrandShare, NameVolume, WeeklyReport
from mediawatch.render import NBSP, counted, number, plain, said
from mediawatch.report import weekly_words as words
from mediawatch.report.bars import BarRow, Bars
from mediawatch.report.weekly_lines import TableLines
from mediawatch.report.words import listed

MOST_ROWS = 6
_NOT_KNOWN = "ikke talt"


def carriers(report: WeeklyReport) -> TableLines | None:
    """Who carried the news: stories per outlet, with tone."""
    tones: dict[str, Counter[str]] = {}
    for one in report.week.score.stories:
        for name in dict.fromkeys(plain(copy.outlet.name) for copy in report.stories[one.story].coverage):
            tones.setdefault(name, Counter())[one.tone_label] += 1
    if not tones:
        return None
    found = sorted(tones.items(), key=lambda each: (-each[1].total(), each[0]))[:MOST_ROWS]
    return TableLines(
        heading="Hvem skrev",
        columns=("Utgiver", "Saker", "Positive", "Kritiske"),
        rows=tuple(
            (name, number(tone.total()), number(tone["positive"]), number(tone["negative"])) for name, tone in found
        ),
    )


def voices(report: WeeklyReport) -> TableLines | None:
    """Who of ours was quoted, by office, and in which news."""
    if not report.voices:
        return None
    return TableLines(
        heading=f"Hvem svarte for kommunen, siste {counted(report.brand_weeks, 'uke', 'uker')}",
        columns=("Rolle", "Saker", "Positive", "Kritiske"),
        rows=tuple(
            (one.office, number(one.stories), number(one.positive), number(one.negative))
            for one in report.voices[:MOST_ROWS]
        ),
    )


def brand_table(shares: Iterable[BrandShare], column: str) -> TableLines | None:
    """How often each landmark, outlet or quarter names the place, with the interval."""
    rows = tuple(
        (plain(share.name), f"{share.named} av {share.stories}", words.interval_short(share.interval))
        for share in shares
    )
    if not rows:
        return None
    return TableLines(heading="Navnet", columns=(column, "Nevnt", "Andel (trolig)"), rows=rows[:MOST_ROWS])


def neighbours_words(report: WeeklyReport) -> str:
    """What the comparison shows and what it rests on; "" without neighbours."""
    if not report.organisation.neighbours:
        return ""
    volumes = report.neighbours
    if not volumes:
        return said("Naboene er ikke talt ennå. Tallene kommer når vi har lyttet en hel uke.")
    place = plain(report.organisation.place)
    ours = next((one for one in volumes if one.is_ours), None)
    ranked = _rank(ours, volumes, place) if ours is not None else ""
    told = said(
        "Vi teller artikler der navnet på kommunen står, på de samme kildene og etter samme regel for alle. "
        "Kopier teller med. Kildene er valgt for å høre om {place}, så tallene sier ikke alt om naboene."
    ).format(place=place)
    return " ".join(filter(None, (ranked, told)))


def _rank(ours: NameVolume, volumes: Sequence[NameVolume], place: str) -> str:
    this = said("Denne uken er ikke talt: Vi lyttet ikke hele uken.")
    if ours.this_week is not None:
        articles = counted(ours.this_week, "artikkel", "artikler")
        this = said("{place} ble nevnt i {articles} denne uken.").format(place=place, articles=articles)
    if ours.per_thousand is None:
        return this
    above = [plain(one.name) for one in volumes if (one.per_thousand or 0.0) > ours.per_thousand]
    order = said("bare {names} nevnes oftere").format(names=listed(above))
    if not above:
        order = said("ingen av naboene nevnes oftere")
    elif len(above) > 2:
        order = said("{count} av {all} naboer nevnes oftere").format(count=len(above), all=len(volumes) - 1)
    told = said(
        "{this} Regnet per innbygger, i snitt over {weeks}: "
        "{rate} artikler i uka per 1{blank}000 innbyggere, og {order}."
    )
    weeks, rate = counted(ours.weeks, "uke", "uker"), _decimal(ours.per_thousand)
    return told.format(this=this, weeks=weeks, rate=rate, blank=NBSP, order=order)


def neighbours_table(volumes: Iterable[NameVolume]) -> TableLines | None:
    """Each municipality's numbers; a week that was not listened to is no nought."""
    rows = tuple(
        (
            plain(one.name),
            _NOT_KNOWN if one.this_week is None else number(one.this_week),
            _NOT_KNOWN if one.per_week is None else _decimal(one.per_week),
            _NOT_KNOWN if one.per_thousand is None else _decimal(one.per_thousand),
        )
        for one in volumes
    )
    if not rows:
        return None
    columns = ("Kommune", "Denne uken", "Per uke", "Per 1\N{NO-BREAK SPACE}000 innb.")
    return TableLines(heading="Naboene på de samme kildene", columns=columns, rows=rows)


def neighbours_bars(volumes: Sequence[NameVolume]) -> Bars | None:
    """Articles a week for each 1,000 inhabitants, drawn."""
    if not any(one.per_thousand is not None for one in volumes):
        return None
    rows = tuple(
        BarRow(
            label=plain(one.name),
            value=one.per_thousand,
            told=_NOT_KNOWN if one.per_thousand is None else _decimal(one.per_thousand),
            is_ours=one.is_ours,
        )
        for one in volumes
    )
    told = listed([f"{row.label} {row.told}" for row in rows])
    return Bars(rows=rows, words=f"Artikler i uka per 1\N{NO-BREAK SPACE}000 innbyggere: {told}.")


def sources_words(report: WeeklyReport) -> str:
    """How many sources are heard from as the report is made, and which are not."""
    if not report.sources:
        return ""
    heard = report.sources - len(report.silent)
    told = f"Vi hører fra {heard} av {counted(report.sources, 'kilde', 'kilder')}."
    if not report.silent:
        return told
    return f"{told} Ikke hørt fra: {listed([plain(one.words) for one in report.silent])}."


def _decimal(value: float) -> str:
    return f"{value:.2f}".replace(".", ",") if value < 1 else f"{value:.1f}".replace(".", ",")

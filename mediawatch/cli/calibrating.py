"""`mediawatch calibration`: ten stories a month coded blind by two people, and how far they and the model agree."""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from mediawatch.cli.json_lines import print_json
from mediawatch.cli.norwegian import os_words
from mediawatch.cli.opening import opened, organisation_option, pick_organisation
from mediawatch.config import Config
from mediawatch.console import count_words
from mediawatch.jobs.calibrating import draw_month, for_coder, keep_sheets, reports
from mediawatch.jobs.clock import utc_now
from mediawatch.measure.calibration import LIMIT, SIZE, Agreement, Alarm, MonthReport
from mediawatch.model import CodedStory, Organisation, Story
from mediawatch.render import MONTH_NAMES, number, plain
from mediawatch.report.coding import CodingSheet, SheetError, coding_sheet, read_coding
from mediawatch.report.naming import TONE_NAMES
from mediawatch.store import Store

_ALARMS: dict[Alarm, str] = {
    "coders disagree": "De to som kodet, er selv for lite enige. Gå gjennom retningslinjene for tone sammen før "
    "modellen får skylden.",
    "model disagrees": "Modellen er for lite enig med dem som kodet. Se på sakene der den bommet, rett dem med "
    "«mediawatch correct», og følg med neste måned.",
    "model falling": "Modellen er klart mindre enig med dere enn i månedene før. Noe kan ha endret seg i sakene eller "
    "i måten dere koder på.",
}
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
MAX_SHEET = 5_000_000


@click.command(short_help="Månedens kalibrering: ti saker kodet blindt av to.")
@click.argument("action", type=click.Choice(["draw", "report", "history"]), metavar="draw|report|history")
@click.argument("sheets", nargs=-1, type=click.Path(path_type=Path), metavar="[ARK1 ARK2]")
@click.option("--month", metavar="ÅÅÅÅ-MM", help="Måneden det trekkes fra (ellers forrige måned).")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path(), metavar="MAPPE",
              help="Hvor arkene skrives (ellers mappen du står i).")  # fmt: skip
@click.option("--again", is_flag=True, help="Trekk på nytt, også når måneden er trukket før.")
@click.option("--json", "as_json", is_flag=True, help="Svar med JSON (report og history).")
@organisation_option
def calibration(
    action: str, sheets: Sequence[Path], month: str | None, out: Path, again: bool, as_json: bool, wanted: str | None
) -> None:
    """Månedens kalibrering: «draw» trekker ti saker og skriver to ark, «report» leser dem, «history» viser månedene.

    Avslutter med 1 når enigheten er for lav eller klart fallende.
    """
    if (action == "report") != (len(sheets) == 2):
        raise click.UsageError(
            "Skriv «mediawatch calibration report ARK1 ARK2» med de to utfylte arkene. draw og history tar ingen ark."
        )
    with opened() as (config, store):
        organisation = pick_organisation(config, wanted)
        if action == "draw":
            _draw(config, store, organisation, _month(month, config), out, again=again)
            return
        shown = [_report(store, organisation, sheets)] if action == "report" else list(reports(store, organisation))
        coded = store.coded_stories(organisation.id)
        stories = {one.story: store.story(one.story, everything=True) for one in coded if _differ(one)}
    if as_json:
        print_json([report_json(one, coded) for one in shown], indent=2)
    else:
        click.echo("\n\n".join(map(report_words, shown)) or "Ingen måneder er kodet ennå.")
        if action == "report":
            for line in _disagreements([one for one in coded if one.month == shown[0].month], stories):
                click.echo(line)
    if shown and shown[-1].alarms:
        sys.exit(1)


def _month(written: str | None, config: Config) -> str:
    """The month asked for, or the last whole one. Raises click.UsageError."""
    today = utc_now().astimezone(config.settings.zone).date()
    if written is None:
        last = date(today.year, today.month, 1).toordinal() - 1
        return f"{date.fromordinal(last):%Y-%m}"
    found = _MONTH.fullmatch(written)
    if found is None or found[1] < "1900":
        raise click.UsageError(f"«{plain(written)[:20]}» er ikke en måned. Skriv for eksempel {today:%Y-%m}.")
    return written


def _draw(config: Config, store: Store, organisation: Organisation, month: str, out: Path, *, again: bool) -> None:
    stories = draw_month(config, store, organisation, month, again=again, now=utc_now())
    if not stories:
        raise click.UsageError(
            f"Ingen pressesaker om {organisation.name} i {month_words(month)}. Velg en annen --month."
        )
    out.mkdir(parents=True, exist_ok=True)
    for coder in (1, 2):
        file = out / f"kalibrering-{organisation.id}-{month}-{coder}.csv"
        file.write_text(coding_sheet(for_coder(stories, coder), config.settings.zone), encoding="utf-8", newline="")
        click.echo(f"Ark {coder}: {file}")
    short = f" Måneden har ikke flere enn {len(stories)}." if len(stories) < SIZE else ""
    click.echo(
        f"{count_words(len(stories), 'sak', 'saker')} fra {month_words(month)}.{short} Gi ett ark til hver av to "
        "personer, som fyller ut kolonnen tone hver for seg: positiv, nøytral, negativ eller blandet."
    )


def _report(store: Store, organisation: Organisation, files: Sequence[Path]) -> MonthReport:
    """Keeps what the sheets say and answers for their month. Raises click.UsageError."""
    try:
        one, two = (read_coding(_content(file), plain(file.name)) for file in files)
    except SheetError as error:
        raise click.UsageError(str(error)) from None
    _require_same_draw(store, organisation, one, two)
    if not keep_sheets(store, one, two, utc_now()):
        raise click.UsageError("Ingen saker er kodet i begge arkene. Fyll ut kolonnen tone i begge.")
    return next(report for report in reports(store, organisation) if report.month == one.month)


def _require_same_draw(store: Store, organisation: Organisation, one: CodingSheet, two: CodingSheet) -> None:
    if (one.organisation, one.month) != (two.organisation, two.month):
        raise click.UsageError("De to arkene er fra hver sin trekning. Bruk to ark fra samme måned.")
    if one.organisation != organisation.id:
        raise click.UsageError(
            f"Arkene gjelder {plain(one.organisation)}, ikke {organisation.id}. Velg den med --organisation."
        )
    if not store.coded_stories(one.organisation, one.month):
        raise click.UsageError(
            f"Ingen trekning for {plain(one.month)} er lagret. Kjør «mediawatch calibration draw» først."
        )


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_SHEET)
    except OSError as error:
        raise click.UsageError(f"Kan ikke lese {file}: {os_words(error)}.") from None


def month_words(month: str) -> str:
    """ "2026-11" to "november 2026"."""
    year, _, at = month.partition("-")
    return f"{MONTH_NAMES[int(at) - 1]} {year}"


def report_words(report: MonthReport) -> str:
    """One month's agreement in plain words."""
    lines = [
        f"{month_words(report.month).capitalize()}: {count_words(report.coded, 'sak', 'saker')} kodet av begge.",
        f"  De to som kodet, med hverandre: {_agreement_words(report.coders)}.",
        f"  Modellen med de to:             {_agreement_words(report.model)}.",
    ]
    lines.extend(f"  ! {_ALARMS[alarm]}" for alarm in report.alarms)
    if not report.alarms:
        lines.append(f"  Ingen alarm (grensen er alfa {number_words(LIMIT)}).")
    return "\n".join(lines)


def _differ(one: CodedStory) -> bool:
    """Whether the two coders and the model did not all say the same; a story left open by one is not told of."""
    return None not in (one.coder_one, one.coder_two) and len({one.coder_one, one.coder_two, one.said}) > 1


def _disagreements(coded: Sequence[CodedStory], stories: Mapping[int, Story | None]) -> Iterator[str]:
    """The stories to talk about, with what each said."""
    for one in coded:
        story = stories.get(one.story)
        if story is None or one.coder_one is None or one.coder_two is None:
            continue
        said = f"ark 1 {TONE_NAMES[one.coder_one]}, ark 2 {TONE_NAMES[one.coder_two]}, modellen {TONE_NAMES[one.said]}"
        yield f"  Sak {one.story} «{plain(story.lead.article.title)}»: {said}."


def _agreement_words(agreement: Agreement) -> str:
    share = "–" if agreement.share is None else f"like svar på {number(round(100 * agreement.share))} %"
    if agreement.ordinal is None:
        return f"{share}, alfa kan ikke regnes ut når alle svar er like"
    nominal = "–" if agreement.nominal is None else number_words(agreement.nominal)
    return f"{share}, alfa {number_words(agreement.ordinal)} (uten rekkefølge {nominal})"


def number_words(value: float) -> str:
    """0.6671 to "0,67"."""
    return f"{value:.2f}".replace(".", ",").replace("-", "−")


def report_json(report: MonthReport, coded: Sequence[CodedStory]) -> dict[str, Any]:
    """One month's agreement as scripts get it, with what was said of each story."""
    return {
        "month": report.month,
        "coded": report.coded,
        "coders": _agreement_json(report.coders),
        "model": _agreement_json(report.model),
        "alarms": list(report.alarms),
        "stories": [
            {"story": one.story, "number": one.number, "one": one.coder_one, "two": one.coder_two, "model": one.said}
            for one in coded
            if one.month == report.month
        ],
    }


def _agreement_json(agreement: Agreement) -> dict[str, float | None]:
    values = {"alpha_ordinal": agreement.ordinal, "alpha_nominal": agreement.nominal, "share_alike": agreement.share}
    return {name: None if value is None else round(value, 3) for name, value in values.items()}

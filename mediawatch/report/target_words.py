"""Targets on readings in Norwegian: numbers with their unit, periods by name, and what is not known."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from mediawatch.model import Period, ReadingSeries, TargetOutcome, TargetPeriod, TargetState
from mediawatch.render import MONTH_NAMES, NBSP, day_words, plain, said, shorten

OUTCOME_WORDS: dict[TargetOutcome, str] = {
    "met": "nådd",
    "open": "ikke nådd ennå",
    "missed": "ikke nådd",
    "unknown": "kan ikke vites",
}
OUTCOME_SHAPES: dict[TargetOutcome, str] = {"met": "■", "open": "◌", "missed": "□", "unknown": "·"}
SHAPES_TOLD = "■ nådd   □ ikke nådd   ◌ ikke over ennå   · kan ikke vites"
NAME_LIMIT = 80
MOST_NAMED = 2
BEFORE_WORDS: dict[Period, str] = {
    "working day": "virkedagen før",
    "week": "uken før",
    "month": "måneden før",
    "quarter": "kvartalet før",
    "year": "året før",
}


def amount_words(value: Decimal) -> str:
    """12345 to "12 345", 4.25 to "4,25"."""
    text = f"{value:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", NBSP).replace(".", ",")


def date_words(day: date) -> str:
    """ "24. november 2026"."""
    return f"{day.day}. {MONTH_NAMES[day.month - 1]} {day.year}"


def period_name(every: Period, start: date) -> str:
    """What one period is called: "torsdag 26. november", "uke 47", "oktober 2026", "3. kvartal 2026", "2026"."""
    if every == "working day":
        return day_words(start)
    if every == "week":
        return said("uke {number}").format(number=start.isocalendar().week)
    if every == "month":
        return f"{MONTH_NAMES[start.month - 1]} {start.year}"
    if every == "quarter":
        return said("{number}. kvartal {year}").format(number=(start.month - 1) // 3 + 1, year=start.year)
    return str(start.year)


def reading_facts(state: TargetState, series: ReadingSeries) -> tuple[str, ...]:
    """What a target on a reading rests on: the number against what was asked, when it is from, and the deadline."""
    current, target = state.current, state.target
    period = period_name(target.every, current.start)
    if current.outcome == "unknown":
        return (lack_words(state, series), *_deadline(state))
    unit = shorten(series.unit, NAME_LIMIT)
    value = amount_words(current.value or Decimal(0))
    if target.rising:
        before, then = amount_words(state.before or Decimal(0)), said(BEFORE_WORDS[target.every])
        told = said("{value} {unit} {when}, mot {before} {then}")
        when = f"{_in(target.every)}{period}"
        return (told.format(value=value, unit=unit, when=when, before=before, then=then),)
    wanted = amount_words(Decimal(target.at_least))
    first = said("{value} av {wanted} {unit}").format(value=value, wanted=wanted, unit=unit)
    last = state.last_reading
    if series.kind == "level" and last is not None and current.start <= last < current.end:
        return (first, said("per {date}").format(date=date_words(last)), *_deadline(state))
    return (first, f"{_in(target.every)}{period}", *_deadline(state))


def lack_words(state: TargetState, series: ReadingSeries) -> str:
    """Why it cannot be known: "ingen tall for oktober 2026"."""
    current, every = state.current, state.target.every
    period = period_name(every, current.start)
    if current.lacks == "no reading":
        if state.last_reading is None:
            return said("ingen tall ennå")
        return said("ingen tall for {period}").format(period=period)
    if current.lacks == "part missing":
        return said("tallene for {period} eller perioden før er ikke komplette").format(period=period)
    value = f"{amount_words(current.value or Decimal(0))} {shorten(series.unit, NAME_LIMIT)}"
    when = f"{_in(every)}{period}"
    if len(state.history) > 1:
        told = said("{value} {when}, men ingen tall for {then}")
        return told.format(value=value, when=when, then=said(BEFORE_WORDS[every]))
    return said("{value} {when}, og ingenting å sammenligne med ennå").format(value=value, when=when)


def wants_readings(state: TargetState) -> bool:
    """Whether the target cannot be known until somebody supplies a number. The first of a rising row only waits."""
    return state.current.outcome == "unknown" and (state.current.lacks != "nothing before" or len(state.history) > 1)


def unknown_words(states: Sequence[TargetState]) -> str:
    """One quiet sentence on the targets that lack numbers; "" when none does."""
    lacking = [(state, state.series) for state in states if state.series is not None and wants_readings(state)]
    if not lacking:
        return ""
    state, series = lacking[0]
    if len(lacking) == 1:
        what = f"{shorten(series.name, NAME_LIMIT)}, {lack_words(state, series)}"
        return said("Kan ikke vites: {what}. Legg det inn på siden «Mål».").format(what=what)
    names = [shorten(series.name, NAME_LIMIT) for _, series in lacking]
    more = len(names) - MOST_NAMED
    shown = " og ".join(names)
    if more > 0:
        shown = said("{names} og {count} mål til").format(names=", ".join(names[:MOST_NAMED]), count=more)
    return said("Kan ikke vites: {names} mangler tall. Legg dem inn på siden «Mål».").format(names=shown)


def strip_words(periods: Sequence[TargetPeriod], every: Period, many: str) -> str:
    """How often a target was met in these periods: "Nådd i 9 av 11 uker, 1 uten tall"."""
    met = sum(period.outcome == "met" for period in periods)
    unknown = sum(period.outcome == "unknown" for period in periods)
    words = said("Nådd på {met} av {all} {many}") if every == "working day" else said("Nådd i {met} av {all} {many}")
    told = words.format(met=met, all=len(periods), many=said(many))
    return said("{told}, {count} kan ikke vites").format(told=told, count=unknown) if unknown else told


def supply_words(series: ReadingSeries) -> str:
    """How to supply a number, and where it is found: for the terminal."""
    where = f" Tallet: {plain(series.note)}." if series.note else ""
    return f"Legg inn med «mediawatch reading add {series.id} TALL --date DATO».{where}"


def _in(every: Period) -> str:
    return "" if every == "working day" else "i "


def _deadline(state: TargetState) -> tuple[str, ...]:
    by = state.target.by
    if by is None:
        return ()
    if state.at_deadline is None:
        return (said("innen {date}").format(date=date_words(by)),)
    told = {"met": "nådd", "missed": "ikke nådd", "open": "ikke nådd", "unknown": ""}[state.at_deadline]
    return (said("{told} til fristen {date}").format(told=said(told), date=date_words(by)),) if told else ()

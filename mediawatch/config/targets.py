"""Faults in what an organisation aims at: the numbers it is told (readings) and its targets."""

from collections.abc import Iterable, Sequence
from datetime import date

from mediawatch.config.addresses import id_fault
from mediawatch.config.records import Placed, Raw
from mediawatch.config.repeats import repeated_id, repeats, spots
from mediawatch.config.vocabulary import closest, example, listed
from mediawatch.errors import Problem
from mediawatch.measure.periods import holds_whole
from mediawatch.model import PRESS_KINDS, Outlet, ReadingSeries, Target

MOST_STORIES = 1000
"""No municipality meets a target above this in any period; a number as large is a slip of the keyboard."""
MOST_OF_A_READING = 1_000_000_000
FIRST_DEADLINE, LAST_DEADLINE = date(2000, 1, 1), date(2100, 1, 1)
LIMITS = ("tones", "tiers", "outlet_kinds", "outlets", "kinds", "authors")
"""Keys that pick stories, and mean nothing to a number."""
BY_STAFF = "op-ed by staff"


def reading_faults(raw: Sequence[Raw], readings: Sequence[Placed[ReadingSeries]]) -> Iterable[Problem]:
    """The numbers that are supplied -> problems."""
    yield from repeats(spots(raw, "id"), repeated_id("tallet"))
    for placed in readings:
        series = placed.record
        if fault := id_fault(series.id):
            yield placed.problem(fault, "id")
        for key in ("name", "unit"):
            if not getattr(series, key).strip():
                yield placed.problem(f"«{key}» er tom. Skriv for eksempel {example('ReadingSeries', key)}", key)
        if series.every and series.kind == "level":
            message = (
                "En stand gjelder til den endrer seg, så «every» betyr ingenting her. Ta bort linjen, eller skriv "
                "kind: amount hvis tallet er noe som kom i perioden."
            )
            yield placed.problem(message, "every")


def target_faults(
    raw: Sequence[Raw],
    targets: Sequence[Placed[Target]],
    outlets: Sequence[Outlet],
    readings: Sequence[Placed[ReadingSeries]],
    reading_ids: Sequence[str],
) -> Iterable[Problem]:
    """The targets -> problems. `outlets`: all there are, () when that is not known. `reading_ids`: of all that is
    listed under readings, also of what could not be read."""
    yield from repeats(spots(raw, "id"), repeated_id("målet"))
    series = {placed.record.id: placed.record for placed in readings}
    written = {item.path: item.data for item in raw}
    for placed in targets:
        target, keys = placed.record, written[placed.path].keys()
        if fault := id_fault(target.id):
            yield placed.problem(fault, "id")
        if not target.name.strip():
            yield placed.problem("Navnet er tomt. Skriv målet slik lederne skal lese det.", "name")
        if "reading" in keys:
            yield from _number_faults(placed, keys, series.get(target.reading), reading_ids)
        else:
            yield from _coverage_faults(placed, keys, outlets)


def _coverage_faults(placed: Placed[Target], keys: Iterable[str], outlets: Sequence[Outlet]) -> Iterable[Problem]:
    target, keys = placed.record, set(keys)
    for key in ("at_least", "every"):
        if key not in keys and not keys & {"by", "rising"}:  # those tell what is wrong
            yield placed.problem(f"Nøkkelen «{key}» mangler. Skriv for eksempel {example('Target', key)}", key)
    for key, instead in (
        ("by", "Skriv hvor mange i hver periode i stedet, med every: year hvis målet gjelder et år."),
        ("rising", "Skriv reading: og id-en til et tall under readings, eller at_least og every for saker."),
    ):
        if key in keys:
            yield placed.problem(f"«{key}» gjelder bare mål på tall (reading). {instead}", key)
    if target.every == "working day":
        message = "Saker telles ikke dag for dag. Skriv week, month, quarter eller year."
        yield placed.problem(message, "every")
    if "at_least" in keys and not 1 <= target.at_least <= MOST_STORIES:
        message = f"Målet {target.at_least} kan ikke nås eller ikke bommes på. Skriv et tall fra 1 til {MOST_STORIES}."
        yield placed.problem(message, "at_least")
    yield from _repeated_words(placed)
    yield from _never_counted(placed)
    yield from _unknown_outlets(placed, outlets)


def _repeated_words(placed: Placed[Target]) -> Iterable[Problem]:
    for key in ("tones", "tiers", "outlet_kinds", "outlets", "kinds"):
        words = getattr(placed.record, key)
        if len(set(words)) < len(words):
            yield placed.problem(f"Samme ord står to ganger i «{key}». Ta bort det ene.", key)


def _never_counted(placed: Placed[Target]) -> Iterable[Problem]:
    target = placed.record
    never = [kind for kind in target.kinds if kind not in PRESS_KINDS]
    if never:
        message = (
            f"Egne sider og betalt innhold er ikke presse, så «{never[0]}» teller aldri. "
            f"Ta det bort, og velg blant {listed(PRESS_KINDS)}."
        )
        yield placed.problem(message, "kinds", target.kinds.index(never[0]))
    elif target.authors == "staff" and target.kinds and BY_STAFF not in target.kinds:
        message = (
            f"Bare «{BY_STAFF}» er skrevet av ansatte, så målet kan aldri nås. "
            f'Skriv kinds: ["{BY_STAFF}"], eller ta bort linjen.'
        )
        yield placed.problem(message, "kinds")


def _unknown_outlets(placed: Placed[Target], outlets: Sequence[Outlet]) -> Iterable[Problem]:
    target = placed.record
    if not outlets:
        return
    ids = [outlet.id for outlet in outlets]
    unknown = [name for name in target.outlets if name not in ids]
    for name in unknown:
        by_name = next((outlet.id for outlet in outlets if outlet.name.casefold() == name.casefold()), None)
        meant = by_name or closest(name, ids)
        ask = f"Mente du «{meant}»?" if meant else "Skriv id-en slik den står i feeds.yaml."
        message = f"Ingen kilde i feeds.yaml har id-en «{name}». {ask}"
        yield placed.problem(message, "outlets", target.outlets.index(name))
    if unknown or any(_can_count(target, outlet) for outlet in outlets):
        return
    if target.outlets and any(_can_count(target, outlet, named=False) for outlet in outlets):
        message = (
            f"{listed(target.outlets)} er ikke {_wanted(target)}, så målet kan aldri nås. "
            "Ta bort tiers og outlet_kinds; kildene er pekt ut med outlets."
        )
        yield placed.problem(message, "outlets")
    else:
        yield placed.problem(_no_outlet(target, outlets), "tiers" if target.tiers else "outlet_kinds")


def _can_count(target: Target, outlet: Outlet, *, named: bool = True) -> bool:
    return (
        (not target.tiers or outlet.tier in target.tiers)
        and (not target.outlet_kinds or outlet.kind in target.outlet_kinds)
        and (not named or not target.outlets or outlet.id in target.outlets)
    )


def _wanted(target: Target) -> str:
    return " og ".join(filter(None, [listed(target.tiers), listed(target.outlet_kinds)]))


def _no_outlet(target: Target, outlets: Sequence[Outlet]) -> str:
    wanted = _wanted(target)
    near = sorted({outlet.kind for outlet in outlets if outlet.tier in target.tiers})
    if near:
        return f"Ingen kilde i feeds.yaml er {wanted}, så målet kan aldri nås. Skriv outlet_kinds: [{', '.join(near)}]"
    there = sorted({outlet.tier for outlet in outlets})
    return f"Ingen kilde i feeds.yaml er {wanted}, så målet kan aldri nås. Skriv tiers: [{', '.join(there)}]"


def _number_faults(
    placed: Placed[Target], keys: Iterable[str], series: ReadingSeries | None, known: Sequence[str]
) -> Iterable[Problem]:
    target, keys = placed.record, set(keys)
    if target.reading not in known:
        yield placed.problem(_unknown_reading(target.reading, known), "reading")
    for key in LIMITS:
        if key in keys:
            message = (
                f"«{key}» velger ut saker, men målet gjelder et tall (reading). Ta bort den ene linjen, "
                "eller lag to mål."
            )
            yield placed.problem(message, key)
    if "every" not in keys and "by" not in keys:
        message = "Perioden mangler. Skriv for eksempel every: month, eller by: 2026-12-31 hvis det er en frist."
        yield placed.problem(message, "every")
    yield from _amount_faults(placed, keys)
    yield from _deadline_faults(placed, keys, series)
    if series and series.every and "every" in keys and not holds_whole(target.every, series.every):
        message = (
            f"Tallet «{series.id}» kommer hver {series.every}, og de går ikke opp i {target.every}. "
            f"Skriv every: {series.every}, eller rett every under readings."
        )
        yield placed.problem(message, "every")


def _unknown_reading(name: str, known: Sequence[str]) -> str:
    if not known:
        told = f"«{name}» er ikke beskrevet noe sted. Legg det inn under readings, for eksempel:"
        return f"{told}\n{example('', 'readings')}"
    meant = closest(name, known)
    ask = f"Mente du «{meant}»? " if meant else ""
    return f"Ingen tall under readings har id-en «{name}». {ask}Skriv {listed(known)}."


def _amount_faults(placed: Placed[Target], keys: set[str]) -> Iterable[Problem]:
    target = placed.record
    if "at_least" in keys and target.rising:
        message = "Et mål er enten «minst så mye» (at_least) eller «mer enn sist» (rising). Ta bort den ene linjen."
        yield placed.problem(message, "at_least")
    elif "at_least" in keys and not 1 <= target.at_least <= MOST_OF_A_READING:
        message = f"Målet {target.at_least} kan ikke nås eller ikke bommes på. Skriv et tall fra 1 og opp."
        yield placed.problem(message, "at_least")
    elif "at_least" not in keys and not target.rising:
        message = (
            "Målet sier ikke hvor mye. Skriv for eksempel at_least: 1000, eller rising: true hvis tallet skal øke."
        )
        yield placed.problem(message, "at_least")


def _deadline_faults(placed: Placed[Target], keys: set[str], series: ReadingSeries | None) -> Iterable[Problem]:
    target = placed.record
    if target.by is None:
        return
    if not FIRST_DEADLINE <= target.by < LAST_DEADLINE:
        yield placed.problem(f"{target.by} er neppe en frist. Skriv for eksempel {example('Target', 'by')}", "by")
    if target.rising:
        message = "«rising» sammenligner hver periode med den før og har ingen frist. Ta bort by, eller skriv at_least."
        yield placed.problem(message, "by")
    elif series and series.kind == "amount":
        message = (
            f"«{series.id}» er noe som kommer dag for dag (kind: amount), og kan ikke nå et tall innen en dato. "
            "Ta bort by, og skriv every: month, quarter eller year."
        )
        yield placed.problem(message, "by")

"""The Norwegian of the alarms: what each says, why it is told, and what could be done."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from mediawatch.model import Alarm, AlarmFacts, AlarmKind, Openings, Outlet, TargetState
from mediawatch.render import (
    MONTH_NAMES,
    counted,
    moment_words,
    near_day,
    number,
    plain,
    safe_link,
    shorten,
    tone_words,
)
from mediawatch.report.words import PERIOD_WORDS, goods, listed

KIND_ORDER: tuple[AlarmKind, ...] = ("negative", "headline", "spike", "warning", "silent")
"""What a reader must see first."""
KIND_NAMES: dict[AlarmKind, str] = {
    "negative": "negativ sak",
    "headline": "endret tittel",
    "spike": "mange saker",
    "silent": "taus kilde",
    "warning": "mål som neppe nås",
}
WHY: dict[AlarmKind, str] = {
    "negative": (
        "Vi sier fra den første gangen et fylkes- eller riksmedium har en negativ sak. "
        "Kopier av saken i andre medier gir ikke nytt varsel."
    ),
    "headline": "Vi sier fra når tittelen på en sak om dere blir en annen etter at den er publisert.",
    "spike": "Så mange saker på ett døgn er sjelden tilfeldig. Vi sier fra én gang, til det har roet seg.",
    "silent": "Kommer det saker der nå, ser vi dem ikke.",
    "warning": "Regnet ut fra takten det siste halve året. Vi sier fra én gang for hver periode.",
}
NAME_LIMIT = 60
TITLE_LIMIT = 200


def short_words(alarm: Alarm) -> str:
    """The matter in the subject of a mail: "negativ sak i NRK Buskerud"."""
    facts = alarm.facts
    outlet = shorten(facts.outlet, NAME_LIMIT)
    if alarm.kind == "negative":
        return f"negativ sak i {outlet}"
    if alarm.kind == "headline":
        return f"ny tittel i {outlet}"
    if alarm.kind == "spike":
        return f"{counted(facts.count, 'sak', 'saker')} på ett døgn"
    if alarm.kind == "silent":
        return f"får ikke lest {outlet}" if facts.deaf else f"{outlet} er taus"
    return f"{_goal(facts).lower()} nås neppe"


def answer_words(alarm: Alarm, place: str, *, now: datetime, zone: ZoneInfo) -> str:
    """What has happened, in a sentence."""
    facts = alarm.facts
    outlet = shorten(facts.outlet, NAME_LIMIT)
    if alarm.kind == "negative":
        return f"{outlet} har en negativ sak om {place}."
    if alarm.kind == "headline":
        return f"{outlet} har endret tittelen på en sak om {place}."
    if alarm.kind == "spike":
        when = moment_words(alarm.raised_at, now.astimezone(zone).date(), zone)
        return f"{counted(facts.count, 'sak', 'saker')} om {place} på ett døgn, fram til {when}."
    if alarm.kind == "silent" and facts.deaf:
        return f"Vi får ikke lest {shorten(facts.words, TITLE_LIMIT)}."
    if alarm.kind == "silent":
        return f"Vi har ikke hørt fra {outlet} siden {_since(facts, now, zone)}."
    return f"{_goal(facts)} nås neppe: {facts.words} mangler."


def detail_words(alarm: Alarm, *, now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """What else is known of it, a sentence each."""
    facts = alarm.facts
    if alarm.kind == "headline":
        before, after = (shorten(title, TITLE_LIMIT) for title in (facts.title_before, facts.title))
        return (f"Før: «{before}»", f"Nå: «{after}»", _tone_change(facts))
    if alarm.kind == "spike":
        return (_usual(facts.usual),)
    if alarm.kind == "silent" and facts.deaf:
        return (f"Kilden svarte sist {_since(facts, now, zone)}.",)
    if alarm.kind == "silent":
        return ("Det er lenger enn den pleier, også når vi regner med helger og helligdager.",)
    if alarm.kind == "warning":
        left = counted(facts.days_left, "dag", "dager")
        name = f"Målet er: {shorten(facts.title, TITLE_LIMIT).rstrip('.')}."
        return (name, f"Sjansen er om lag {round(100 * facts.chance)} %, og det er {left} igjen.")
    return ()


def tip_words(alarm: Alarm) -> tuple[str, ...]:
    """What could be done."""
    if alarm.kind == "warning":
        return alarm.facts.tips
    if alarm.kind == "silent" and alarm.facts.deaf:
        return ("Be den som drifter mediawatch, kjøre «mediawatch sources». Der står det hva som er galt.",)
    if alarm.kind == "silent":
        outlet = shorten(alarm.facts.outlet, NAME_LIMIT)
        return (
            f"Se på nettsidene til {outlet} om de har publisert noe. Har de det, si fra til den som drifter dette.",
        )
    return ()


def openings_words(state: TargetState, found: Openings, outlets: Sequence[Outlet]) -> tuple[str, ...]:
    """What could yet be done for a target, a sentence each. `outlets`: all we listen to, for where to send tips."""
    tips = []
    if found.outlets:
        named = listed([_with_tips(name, outlets) for name in found.outlets], "eller")
        tips.append(f"Tips {named}: der har slike saker stått før.")
    if found.subjects:
        names = listed([shorten(name, NAME_LIMIT) for name in found.subjects])
        tips.append(f"{names} har ikke vært omtalt på minst åtte uker. Skjer det noe der som er verdt en sak?")
    if found.authors:
        told = [f"{shorten(name, NAME_LIMIT)} ({MONTH_NAMES[day.month - 1]} {day.year})" for name, day in found.authors]
        tips.append(f"Spør en som har skrevet kronikk før, og som det er lenge siden sist: {listed(told)}.")
    if "op-ed by staff" in state.target.kinds:
        tips.append("Ligger det et ferdig utkast hos en etat? Avisa trenger det gjerne noen dager før trykk.")
    else:
        tips.append("Se i møtekalenderen og hos virksomhetene: en åpning, et vedtak, en pris eller en god hverdag.")
    return tuple(tips)


def missing_words(state: TargetState) -> str:
    """What a target still lacks: "1 positiv sak i lokalmedia"."""
    return goods(state.target, max(1, state.target.at_least - state.current.count))


def _with_tips(name: str, outlets: Sequence[Outlet]) -> str:
    address = next((outlet.tip_address for outlet in outlets if outlet.name == name), "")
    shown = plain(address) if "@" in address else safe_link(address) or ""
    return f"{shorten(name, NAME_LIMIT)} ({shown})" if shown else shorten(name, NAME_LIMIT)


def _goal(facts: AlarmFacts) -> str:
    return PERIOD_WORDS[facts.period].goal if facts.period else "Målet"


def _since(facts: AlarmFacts, now: datetime, zone: ZoneInfo) -> str:
    if facts.since is None:
        return "vi begynte å lytte"
    today = now.astimezone(zone).date()
    local = facts.since.astimezone(zone).date()
    return moment_words(facts.since, today, zone) if local == today else near_day(local, today)


def _tone_change(facts: AlarmFacts) -> str:
    before, after = (tone_words(label).word.lower() for label in (facts.tone_before, facts.tone_after))
    if facts.tone_before is None or facts.tone_after is None:
        return "Tonen før endringen er ikke kjent." if facts.tone_after else "Tonen er ikke vurdert."
    return f"Tonen er fortsatt {before}." if before == after else f"Tonen har gått fra {before} til {after}."


def _usual(usual: float) -> str:
    if usual >= 1:
        return f"Vanlig er om lag {number(round(usual))} om dagen."
    weekly = round(7 * usual)
    return f"Vanlig er om lag {number(weekly)} i uken." if weekly else "Vanlig er under én i uken."

"""A reported week that has changed, in plain Norwegian: which, from what to what, and why."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from mediawatch.model import ChangeReason, WeekChange
from mediawatch.render import MONTH_NAMES, OSLO, TONES, plain, shorten

_TITLE = 90
_MOST_REASONS = 4
_WHY = 120
_TONES: dict[str, str] = {label: words.word.lower() for label, words in TONES.items()}
_OUTCOMES = {"met": "nådd", "missed": "ikke nådd", "open": "åpent", "unknown": "ikke mulig å avgjøre"}
_NAMINGS = {
    "organisation": "regnes nå for å nevne kommunen ved navn",
    "region": "regnes nå for å nevne bare regionen",
    "landmark": "regnes nå for ikke å nevne kommunen ved navn",
}


def change_words(change: WeekChange, *, zone: ZoneInfo = OSLO) -> str:
    """ "Uke 45 er endret fra 61 til 58: «Ny bru» (Posten) er rettet fra positiv til negativ av Kari 24. november." """
    told = [_reason(reason, zone) for reason in change.reasons[:_MOST_REASONS]]
    more = len(change.reasons) - len(told)
    if more:
        told.append(f"og {more} {'endring' if more == 1 else 'endringer'} til")
    why = "; ".join(told) or "vi kan ikke si hvorfor"
    return f"{_moved(change)}: {why.rstrip('.')}."


def changes_words(changes: Sequence[WeekChange], *, zone: ZoneInfo = OSLO) -> tuple[str, ...]:
    """A sentence for each, the latest week first."""
    return tuple(change_words(change, zone=zone) for change in reversed(changes))


def _moved(change: WeekChange) -> str:
    week = int(change.said.week.partition("-W")[2])
    before, after = change.said.score, change.now.score
    if round(before, 1) == round(after, 1):
        return f"Uke {week} har samme tall som før ({_points(after)}), men er endret"
    if round(before) == round(after):
        return f"Uke {week} er endret fra {_points(before)} til {_points(after)}"
    return f"Uke {week} er endret fra {round(before)} til {round(after)}"


def _points(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _reason(reason: ChangeReason, zone: ZoneInfo) -> str:
    if reason.kind == "rules":
        return f"nytt regelsett (fra {reason.before} til {reason.after})"
    if reason.kind == "reference":
        before, after = (each.replace(".", ",") for each in (reason.before, reason.after))
        return f"ny målestokk for synlighet (fra {before} til {after})"
    if reason.kind == "target":
        why = " fordi målet er endret" if reason.why == "changed" else ""
        return f"målet «{plain(reason.title)}» er nå {_OUTCOMES.get(reason.after, reason.after)}{why}"
    return _of_story(reason) + _by(reason, zone)


def _of_story(reason: ChangeReason) -> str:
    outlet = f" ({plain(reason.outlet)})" if reason.outlet else ""
    what = f"«{shorten(reason.title, _TITLE)}»{outlet}" if reason.title else f"sak {reason.story}"
    if reason.kind == "added":
        return f"{what} ble funnet etter rapporten" if reason.late else f"{what} teller nå med"
    if reason.kind == "gone":
        return f"{what} teller ikke lenger med"
    if reason.kind == "tone":
        return _tone(what, reason)
    if reason.kind == "naming":
        return f"{what} {_NAMINGS.get(reason.after, '')}"
    if reason.kind == "quoted":
        now = "kommer nå" if reason.after == "True" else "kommer ikke lenger"
        return f"kommunen {now} til orde i {what}"
    more = "mer" if float(reason.after) > float(reason.before) else "mindre"
    return f"{what} teller {more}, fordi en kopi er kommet til eller saken er lest på nytt"


def _tone(what: str, reason: ChangeReason) -> str:
    before, after = _word(reason.before), _word(reason.after)
    if reason.by:
        return f"{what} er rettet fra {before} til {after}"
    return f"{what} er lest på nytt og går fra {before} til {after}"


def _word(label: str) -> str:
    return _TONES.get(label, label)


def _by(reason: ChangeReason, zone: ZoneInfo) -> str:
    if not reason.by or reason.at is None:
        return ""
    day = reason.at.astimezone(zone).date()
    verb = "av" if reason.kind == "tone" else "rettet av"
    comma = "" if reason.kind == "tone" else ","
    why = f" («{shorten(reason.why, _WHY)}»)" if reason.why else ""
    return f"{comma} {verb} {plain(reason.by)} {day.day}. {MONTH_NAMES[day.month - 1]}{why}"

"""A reported week that has changed, in plain Norwegian: which, from what to what, and why."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from mediawatch.model import ChangeReason, WeekChange
from mediawatch.render import MONTH_NAMES, OSLO, TONES, plain, said, shorten

_TITLE = 90
_MOST_REASONS = 4
_WHY = 120
_TONES: dict[str, str] = {label: words.word.lower() for label, words in TONES.items()}
OUTCOMES = {"met": "nådd", "missed": "ikke nådd", "open": "åpent", "unknown": "ikke mulig å avgjøre"}
NAMINGS = {
    "organisation": "{what} regnes nå for å nevne kommunen ved navn",
    "region": "{what} regnes nå for å nevne bare regionen",
    "landmark": "{what} regnes nå for ikke å nevne kommunen ved navn",
}


def change_words(change: WeekChange, *, zone: ZoneInfo = OSLO) -> str:
    """ "Uke 45 er endret fra 61 til 58: «Ny bru» (Posten) er rettet fra positiv til negativ av Kari 24. november." """
    told = [_reason(reason, zone) for reason in change.reasons[:_MOST_REASONS]]
    more = len(change.reasons) - len(told)
    if more:
        told.append(
            (said("og {count} endring til") if more == 1 else said("og {count} endringer til")).format(count=more)
        )
    why = "; ".join(told) or said("vi kan ikke si hvorfor")
    return f"{_moved(change)}: {why.rstrip('.')}."


def changes_words(changes: Sequence[WeekChange], *, zone: ZoneInfo = OSLO) -> tuple[str, ...]:
    """A sentence for each, the latest week first."""
    return tuple(change_words(change, zone=zone) for change in reversed(changes))


def _moved(change: WeekChange) -> str:
    week = int(change.said.week.partition("-W")[2])
    before, after = change.said.score, change.now.score
    if round(before, 1) == round(after, 1):
        return said("Uke {week} har samme tall som før ({points}), men er endret").format(
            week=week, points=_points(after)
        )
    told = said("Uke {week} er endret fra {before} til {after}")
    if round(before) == round(after):
        return told.format(week=week, before=_points(before), after=_points(after))
    return told.format(week=week, before=round(before), after=round(after))


def _points(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _reason(reason: ChangeReason, zone: ZoneInfo) -> str:
    if reason.kind == "rules":
        return said("nytt regelsett (fra {before} til {after})").format(before=reason.before, after=reason.after)
    if reason.kind == "reference":
        before, after = (each.replace(".", ",") for each in (reason.before, reason.after))
        return said("ny målestokk for synlighet (fra {before} til {after})").format(before=before, after=after)
    if reason.kind == "target":
        outcome = said(OUTCOMES.get(reason.after, reason.after))
        words = said("målet «{name}» er nå {outcome}")
        if reason.why == "changed":
            words = said("målet «{name}» er nå {outcome} fordi målet er endret")
        return words.format(name=plain(reason.title), outcome=outcome)
    return _of_story(reason) + _by(reason, zone)


def _of_story(reason: ChangeReason) -> str:
    outlet = f" ({plain(reason.outlet)})" if reason.outlet else ""
    what = f"«{shorten(reason.title, _TITLE)}»{outlet}" if reason.title else f"{said('sak')} {reason.story}"
    if reason.kind == "added":
        return (said("{what} ble funnet etter rapporten") if reason.late else said("{what} teller nå med")).format(
            what=what
        )
    if reason.kind == "gone":
        return said("{what} teller ikke lenger med").format(what=what)
    if reason.kind == "tone":
        return _tone(what, reason)
    if reason.kind == "naming":
        return said(NAMINGS.get(reason.after, "{what} ")).format(what=what)
    if reason.kind == "quoted":
        if reason.after == "True":
            return said("kommunen kommer nå til orde i {what}").format(what=what)
        return said("kommunen kommer ikke lenger til orde i {what}").format(what=what)
    words = said("{what} teller mindre, fordi en kopi er kommet til eller saken er lest på nytt")
    if float(reason.after) > float(reason.before):
        words = said("{what} teller mer, fordi en kopi er kommet til eller saken er lest på nytt")
    return words.format(what=what)


def _tone(what: str, reason: ChangeReason) -> str:
    before, after = _word(reason.before), _word(reason.after)
    if reason.by:
        return said("{what} er rettet fra {before} til {after}").format(what=what, before=before, after=after)
    return said("{what} er lest på nytt og går fra {before} til {after}").format(what=what, before=before, after=after)


def _word(label: str) -> str:
    return said(_TONES.get(label, label))


def _by(reason: ChangeReason, zone: ZoneInfo) -> str:
    if not reason.by or reason.at is None:
        return ""
    day = reason.at.astimezone(zone).date()
    verb = "av" if reason.kind == "tone" else said("rettet av")
    comma = "" if reason.kind == "tone" else ","
    why = f" («{shorten(reason.why, _WHY)}»)" if reason.why else ""
    return f"{comma} {verb} {plain(reason.by)} {day.day}. {MONTH_NAMES[day.month - 1]}{why}"

"""Pitches and coverage put together: what may have come of what, op-eds printed, what could be printed for a target."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from mediawatch.config import Config
from mediawatch.model import DueLine, Organisation, Outlet, Pitch, PitchMatch, Story, Target, TargetState
from mediawatch.relate.pitch_matches import OP_ED_WITHIN, pitch_matches
from mediawatch.relate.pitches import OpEd, Waiting, month_of, next_month, op_eds, planned_in, waiting
from mediawatch.render import MONTH_NAMES, day_words, plain, said, shorten
from mediawatch.store import Store
from mediawatch.store.search import stem

OP_ED = "op-ed by staff"
TITLE_LIMIT = 100
MOST_PLANNED = 3
LATELY = timedelta(days=28)
"""Offers older than a story's reach and this are not looked at any more."""


def matches(
    store: Store,
    organisation: Organisation,
    pitches: Iterable[Pitch],
    stories: Sequence[Story],
    *,
    zone: ZoneInfo,
    outlets: Mapping[str, Outlet],
) -> tuple[PitchMatch, ...]:
    """Offered pitches and the stories of the last weeks to what may have come of what. Stories that a pitch has already
    are left out."""
    offered = [one for one in pitches if one.status == "offered" and one.offered_at]
    if not offered:
        return ()
    taken = store.pitches.linked_stories(organisation.id)
    return pitch_matches(
        offered,
        [story for story in stories if story.id not in taken],
        zone=zone,
        stem=stem,
        names=_names(organisation),
        outlets={outlet.id: outlet.name for outlet in outlets.values()},
    )


def looked_back(pitches: Iterable[Pitch], now: datetime) -> datetime:
    """From when stories may have come of an open offer."""
    offered = [one.offered_at for one in pitches if one.status == "offered" and one.offered_at]
    return max(now - OP_ED_WITHIN - LATELY, min(offered, default=now)) - timedelta(days=1)


def _names(organisation: Organisation) -> tuple[str, ...]:
    """The organisation's own names: they stand in all its coverage and tell nothing apart."""
    own = [one.forms for one in organisation.subjects if one.kind in ("municipality", "demonym")]
    return (organisation.name, organisation.place, organisation.county, *chain.from_iterable(own))


def read_op_eds(stories: Iterable[Story], *, zone: ZoneInfo) -> tuple[OpEd, ...]:
    """Op-eds by staff in the coverage, each story once, by its first such copy."""
    found = []
    for story in stories:
        copies = [copy for copy in story.coverage if copy.kind == OP_ED and copy.reading.relevant]
        if copies:
            first = min(copies, key=lambda copy: copy.when)
            found.append(
                OpEd(
                    day=first.when.astimezone(zone).date(),
                    title=first.article.title,
                    authors=first.article.authors,
                    outlet=first.outlet.id,
                    story=story.id,
                )
            )
    return tuple(found)


def printed_op_eds(pitches: Iterable[Pitch], stories: Iterable[Story], *, zone: ZoneInfo) -> tuple[OpEd, ...]:
    """All op-eds of ours that we know were printed, the latest first."""
    return op_eds(pitches, read_op_eds(stories, zone=zone), zone=zone)


# targets --------------------------------------------------------------------------------------------------------------


def wants_op_eds(target: Target) -> bool:
    """Whether a target asks for op-eds by our own."""
    return not target.reading and (target.authors == "staff" or OP_ED in target.kinds)


def could_count(pitch: Pitch, target: Target, outlets: Mapping[str, Outlet]) -> bool:
    """Whether a pitch, once printed, may count for a target: its kind fits, and where it is offered too."""
    if target.reading or wants_op_eds(target) != (pitch.kind == "op-ed"):
        return False
    outlet = outlets.get(pitch.outlet)
    if outlet is None:
        return True
    return (
        (not target.tiers or outlet.tier in target.tiers)
        and (not target.outlet_kinds or outlet.kind in target.outlet_kinds)
        and (not target.outlets or outlet.id in target.outlets)
    )


def could_be_printed(
    pitches: Iterable[Pitch], state: TargetState, *, outlets: Mapping[str, Outlet]
) -> tuple[Pitch, ...]:
    """Open pitches that may count in a target's running period: planned for it, or offered with no time set."""
    period = state.current
    fits = [one for one in pitches if one.is_open and could_count(one, state.target, outlets)]
    planned = planned_in(fits, period.start, period.end)
    return (*planned, *(one for one in fits if one.status == "offered" and one.planned is None))


def planned_lines(
    pitches: Iterable[Pitch], state: TargetState, *, outlets: Mapping[str, Outlet]
) -> tuple[tuple[int, str], ...]:
    """Beside a target that is not met yet: pitches that may count for it, id and words."""
    if state.current.outcome == "met":
        return ()
    found = could_be_printed(pitches, state, outlets=outlets)[:MOST_PLANNED]
    return tuple((one.id, planned_words(one, outlets)) for one in found)


def in_hand(pitches: Iterable[Pitch], state: TargetState, *, outlets: Mapping[str, Outlet]) -> tuple[date, ...]:
    """The days on which offered pitches are to be printed that count for a target: it is in hand then."""
    return tuple(
        one.planned
        for one in pitches
        if one.status == "offered" and one.planned and not one.month_only and could_count(one, state.target, outlets)
    )


def planned_words(pitch: Pitch, outlets: Mapping[str, Outlet]) -> str:
    """A pitch to a line: "«Slik bygger vi lag» av Kari Nordlie, desember (tilbudt Elvebladet)"."""
    words = f"«{shorten(pitch.title, TITLE_LIMIT)}»"
    if pitch.author:
        words = said("{title} av {name}").format(title=words, name=shorten(pitch.author, 60))
    when = when_words(pitch)
    return f"{words}{f', {when}' if when else ''} ({status_words(pitch, outlets)})"


def when_words(pitch: Pitch) -> str:
    """When a pitch is planned: "desember", "tirsdag 15. desember"; "" where it is not."""
    if pitch.planned is None:
        return ""
    return said(MONTH_NAMES[pitch.planned.month - 1]) if pitch.month_only else day_words(pitch.planned)


def status_words(pitch: Pitch, outlets: Mapping[str, Outlet]) -> str:
    """How far an open pitch has come: "utkast klart", "tilbudt Elvebladet"."""
    if pitch.status != "offered":
        return said("utkast klart") if pitch.status == "drafted" else said("ikke skrevet ennå")
    outlet = outlets.get(pitch.outlet)
    name = shorten(outlet.name if outlet else pitch.outlet, 60)
    return said("tilbudt {outlet}").format(outlet=name) if name else said("tilbudt")


def open_words(pitches: Iterable[Pitch], outlets: Mapping[str, Outlet]) -> tuple[str, ...]:
    """Pitches that could be printed to sentences for a warning."""
    return tuple(
        said("Kan komme på trykk: {pitch}.").format(pitch=planned_words(one, outlets))
        for one in list(pitches)[:MOST_PLANNED]
    )


# what waits -----------------------------------------------------------------------------------------------------------


def waiting_words(one: Waiting, outlets: Mapping[str, Outlet]) -> str:
    """What must be done about a pitch, in a line that may be mailed."""
    title, outlet = shorten(one.pitch.title, TITLE_LIMIT), outlets.get(one.pitch.outlet)
    name = shorten(outlet.name if outlet else one.pitch.outlet, 60) or said("utgiveren")
    told = {
        "draft": said("Utkast til «{title}»"),
        "answer": said("Spør {outlet} om svar på «{title}»"),
        "embargo": said("Sperrefristen går ut i dag: «{title}»"),
        "print": said("Skulle stått på trykk: «{title}»"),
    }[one.what]
    by = said(" – skrives av {name}").format(name=shorten(one.pitch.author, 60)) if one.pitch.author else ""
    return told.format(title=title, outlet=name) + (by if one.what == "draft" else "")


def wants_monthly_op_ed(organisation: Organisation) -> bool:
    """Whether an op-ed a month is aimed at."""
    return any(wants_op_eds(target) and target.every == "month" for target in organisation.targets)


def lacks_op_ed(pitches: Iterable[Pitch], printed: Iterable[OpEd], *, today: date) -> bool:
    """Whether the month has no op-ed: neither printed nor planned. `pitches`: the open ones."""
    first, after = month_of(today), next_month(today)
    planned = planned_in([one for one in pitches if one.kind == "op-ed"], first, after)
    return not planned and not any(first <= one.day < after for one in printed)


def op_ed_missing_words(today: date) -> str:
    """ "Ingen kronikk er planlagt i desember"."""
    return said("Ingen kronikk er planlagt i {month}").format(month=said(MONTH_NAMES[today.month - 1]))


def due_pitches(config: Config, store: Store, organisation: Organisation, now: datetime) -> Iterable[DueLine]:
    """What must be done about pitches today, for the digest. Nothing of it is confidential."""
    zone, outlets = config.settings.zone, config.outlet_by_id
    today = now.astimezone(zone).date()
    pitches = store.pitches.open(organisation.id)
    for one in waiting(pitches, today=today, zone=zone):
        if one.day <= today:
            yield DueLine(words=plain(waiting_words(one, outlets)), link=f"egne-saker/{one.pitch.id}", late=one.late)
    if not wants_monthly_op_ed(organisation):
        return
    begins = datetime.combine(month_of(today), time(), zone) - timedelta(microseconds=1)
    stories = store.stories(organisation.id, since=begins, by="published", outlets=outlets)
    printed = printed_op_eds(store.pitches.printed(organisation.id), stories, zone=zone)
    if lacks_op_ed(pitches, printed, today=today):
        yield DueLine(words=op_ed_missing_words(today), link="egne-saker/kronikker")

"""What is worth an alarm: stories, sources and targets to the matters to tell of at once.

Each step answers what holds at `now`, however often it is asked; that a matter is raised once is the memory's work
(store.alarms). `listened`: since when there has been anything to listen to. Nothing is an alarm that only seems new
because we have just begun to listen.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from difflib import SequenceMatcher
from zoneinfo import ZoneInfo

from mediawatch.measure.chances import is_spike
from mediawatch.model import (
    WEEKDAYS,
    AlarmFacts,
    AlarmRules,
    Coverage,
    Matter,
    SilentSource,
    Story,
    TargetState,
    Tier,
    Tone,
)

DAY = timedelta(days=1)
NEWS = 2 * DAY
"""What was printed, or changed, longer ago than this is no alarm; it stands in the digest."""
FIRST_LISTENING = DAY
"""What the first day of listening brings is a haul, not news."""
SPIKE_LISTENING = 28 * DAY
"""So long must have been listened before what is usual can be told."""
SPIKE_RHYTHM = 26 * 7 * DAY
SOURCE_APART = 3 * DAY
"""A source that comes and goes is told of this seldom."""
ALIKE = 0.9
"""Two headlines more alike than this differ by a slip of the keyboard, unless a number or a negation changed."""
WIDE_TIERS: frozenset[Tier] = frozenset({"regional", "national"})
MATTERS_MOST = frozenset({"ikke", "ikkje", "ingen", "aldri", "nei", "nekter", "uten", "utan"})

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of an article: its title, when it was seen and the tone it was judged to have."""

    title: str
    seen_at: datetime
    tone: Tone | None


def negative_stories(stories: Iterable[Story], *, now: datetime, listened: datetime | None) -> tuple[Matter, ...]:
    """Stories that a county or national outlet tells in a negative tone, with the first such copy; one per story,
    however many copies it gets."""
    found = []
    for story in stories:
        copies = [copy for copy in story.coverage if _is_negative(copy) and _is_fresh(copy, now, listened)]
        if copies:
            first = min(copies, key=lambda copy: (copy.first_seen or now, copy.when))
            found.append(Matter(kind="negative", key=f"negative/{story.id}", stories=(story.id,), facts=_of(first)))
    return tuple(found)


def is_still_negative(story: Story) -> bool:
    """Whether a county or national outlet's copy still counts as negative: a person may have said otherwise."""
    return any(_is_negative(copy) for copy in story.coverage)


def changed_headlines(
    stories: Iterable[Story],
    versions: Mapping[tuple[str, str], Sequence[Version]],
    *,
    now: datetime,
    listened: datetime | None,
) -> tuple[Matter, ...]:
    """Stories whose headline was changed after it was printed. `versions`: (outlet, article's key) -> its versions, the
    oldest first. A story is told of once, and once more if its tone becomes another."""
    found = []
    for story in stories:
        for copy in story.coverage:
            changed = _changed(versions.get((copy.outlet.id, copy.article.key), ()), now)
            if changed is None or not (copy.is_press and copy.reading.relevant) or not _is_known(copy, listened):
                continue
            before, after = changed
            labels = (before.tone.label if before.tone else None, after.tone.label if after.tone else None)
            facts = AlarmFacts(
                outlet=copy.outlet.name,
                title=after.title,
                link=copy.article.link,
                title_before=before.title,
                tone_before=labels[0],
                tone_after=labels[1],
            )
            key = f"headline/{story.id}/{labels[1] if labels[1] and labels[0] != labels[1] else 'same'}"
            found.append(Matter(kind="headline", key=key, stories=(story.id,), facts=facts))
            break
    return tuple(found)


def spike(
    stories: Iterable[Story],
    *,
    now: datetime,
    listened: datetime | None,
    told: Sequence[datetime],
    zone: ZoneInfo,
) -> tuple[Matter, ...]:
    """The stories of the last day, when there are far more than usual. `told`: when spikes were raised before; one that
    has lasted since is the same one."""
    if listened is None or now - listened < SPIKE_LISTENING:
        return ()
    printed = sorted((_printed(story), story.id) for story in stories if _counts(story))
    moments = [moment for moment, _ in printed]
    usual = _usual(moments, now, listened)
    lately = [number for moment, number in printed if now - DAY < moment <= now]
    if not is_spike(len(lately), usual):
        return ()
    if any(_lasted(moments, raised, now, usual) for raised in told):
        return ()
    day = now.astimezone(zone).date()
    facts = AlarmFacts(count=len(lately), usual=usual)
    return (
        Matter(kind="spike", key=f"spike/{day}", stories=tuple(lately[::-1]), facts=facts, series="spike/", apart=DAY),
    )


def silent(
    sources: Iterable[SilentSource], *, with_rhythm: frozenset[str], now: datetime, listened: datetime | None
) -> tuple[Matter, ...]:
    """Sources silent against their own rhythm, or deaf. `with_rhythm`: outlets whose rhythm is known. One never heard
    is no alarm: it is told when it is set up, and in the digest."""
    if listened is None or now - listened < FIRST_LISTENING:
        return ()
    found = []
    for source in sources:
        deaf = source.health != "stale"
        if source.since is None or not (deaf or source.outlet in with_rhythm):
            continue
        facts = AlarmFacts(outlet=source.name, words=source.words, deaf=deaf, since=source.since)
        series = f"silent/{source.outlet}/"
        key = f"{series}{'deaf' if deaf else 'silent'}/{source.since.astimezone(UTC):%Y-%m-%dT%H:%M}"
        found.append(Matter(kind="silent", key=key, facts=facts, series=series, apart=SOURCE_APART))
    return tuple(found)


def is_warning_time(rules: AlarmRules, *, now: datetime, zone: ZoneInfo) -> bool:
    """Whether targets may be warned about now: on the chosen weekday, from the chosen time on."""
    local = now.astimezone(zone)
    return WEEKDAYS[local.weekday()] == rules.warn_on and local.timetz().replace(tzinfo=None) >= rules.warn_at


def unlikely_targets(
    states: Iterable[TargetState], rules: AlarmRules, *, pitches_due: Sequence[date] = ()
) -> tuple[TargetState, ...]:
    """The targets on coverage that will hardly be met: their running period is open and the chance is under the limit.
    One that a pitch is due for in the period (`pitches_due`) is in hand already."""
    return tuple(
        state
        for state in states
        if not state.target.reading
        and state.current.outcome == "open"
        and state.chance is not None
        and state.chance < rules.warn_below
        and not any(state.current.start <= day < state.current.end for day in pitches_due)
    )


def warning(state: TargetState, *, missing: str, tips: Sequence[str]) -> Matter:
    """A target that will hardly be met to the warning about it, one for each of its periods. `missing`: what it still
    lacks, in Norwegian."""
    facts = AlarmFacts(
        title=state.target.name,
        words=missing,
        chance=state.chance or 0.0,
        days_left=state.days_left,
        period=state.target.every,
        tips=tuple(tips),
    )
    return Matter(kind="warning", key=f"warning/{state.target.id}/{state.current.start}", facts=facts)


def _is_negative(copy: Coverage) -> bool:
    tone = copy.tone
    return (
        copy.outlet.tier in WIDE_TIERS
        and copy.is_press
        and copy.reading.relevant
        and not copy.reading.unsure
        and tone is not None
        and tone.label == "negative"
    )


def _is_fresh(copy: Coverage, now: datetime, listened: datetime | None) -> bool:
    return copy.when > now - NEWS and _is_known(copy, listened)


def _is_known(copy: Coverage, listened: datetime | None) -> bool:
    """Whether it came after the first haul."""
    return listened is not None and copy.first_seen is not None and copy.first_seen >= listened + FIRST_LISTENING


def _of(copy: Coverage) -> AlarmFacts:
    tone = copy.tone.label if copy.tone else None
    return AlarmFacts(outlet=copy.outlet.name, title=copy.article.title, link=copy.article.link, tone_after=tone)


def _changed(versions: Sequence[Version], now: datetime) -> tuple[Version, Version] | None:
    """The version before the last days' changes and the newest one, when their headlines differ for a reader."""
    known = [number for number, one in enumerate(versions) if one.seen_at > now - NEWS and number]
    if not known:
        return None
    before, after = versions[known[0] - 1], versions[-1]
    tone = (before.tone.label if before.tone else None, after.tone.label if after.tone else None)
    return (before, after) if differ(before.title, after.title, same_tone=tone[0] == tone[1]) else None


def differ(before: str, after: str, *, same_tone: bool = True) -> bool:
    """Whether two headlines say different things to a reader: not mere typography or a slip of the keyboard."""
    old, new = (_WORD.findall(title.casefold()) for title in (before, after))
    if not old or not new or old == new:
        return False
    telling = [{word for word in words if word in MATTERS_MOST or not word.isalpha()} for words in (old, new)]
    if telling[0] != telling[1] or not same_tone:
        return True
    return SequenceMatcher(None, " ".join(old), " ".join(new), autojunk=False).ratio() <= ALIKE


def _counts(story: Story) -> bool:
    return any(copy.is_press and copy.reading.relevant for copy in story.coverage)


def _printed(story: Story) -> datetime:
    return min(copy.when for copy in story.coverage if copy.is_press and copy.reading.relevant)


def _usual(moments: Sequence[datetime], now: datetime, listened: datetime) -> float:
    """Stories a day over the last half year, as far as it was listened to, the last day apart. Half a story is added:
    that nothing came so far does not mean that nothing ever does."""
    since = max(listened, now - SPIKE_RHYTHM)
    until = now - DAY
    return (sum(since < moment <= until for moment in moments) + 0.5) / ((until - since) / DAY)


def _lasted(moments: Sequence[datetime], raised: datetime, now: datetime, usual: float) -> bool:
    """Whether the spike raised then has lasted until now: at every hour between there were as many in a day."""
    hours = int((now - raised) / timedelta(hours=1))
    return all(
        is_spike(sum(at - DAY < moment <= at for moment in moments), usual)
        for at in (raised + timedelta(hours=hour) for hour in range(hours + 1))
    )

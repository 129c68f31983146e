"""Stories to the day's digest: what stands in it, in which section, in which order, and the subject that tells it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import get_args
from zoneinfo import ZoneInfo

from mediawatch.model import (
    Coverage,
    Digest,
    DueLine,
    Organisation,
    SilentSource,
    Story,
    SubjectKind,
    TargetState,
    Tier,
    WeekScore,
)
from mediawatch.render import OSLO, counted, plain

BRAND_KINDS: frozenset[SubjectKind] = frozenset({"landmark", "village"})
"""Names that ought to carry the place's own name with them."""

_TIER_ORDER: dict[Tier, int] = {tier: place for place, tier in enumerate(get_args(Tier))}


def make_digest(
    organisation: Organisation,
    stories: Sequence[Story],
    *,
    date: date,
    since: datetime,
    until: datetime,
    targets: Sequence[TargetState],
    silent: Sequence[SilentSource],
    heard: Sequence[str],
    needs_decision: Callable[[Story], bool],
    next_poll: datetime | None = None,
    scores: Sequence[WeekScore] = (),
    due: Sequence[DueLine] = (),
    zone: ZoneInfo = OSLO,
) -> Digest:
    """`stories` first seen after `since` and not after `until` to the digest of `date`: each in one section, nearest
    tier first, then newest; own pages and paid content left out. Who speaks is put in afterwards.

    `scores`: of the last weeks, the running one last; `heard`: outlets that answered; `due`: what waits for us."""
    shown = [story for story in map(_press_only, stories) if story is not None and _is_new(story, since, until)]
    decide = {story.id for story in shown if needs_decision(story)}
    sure = [story for story in shown if story.id not in decide and _is_sure(story)]
    return Digest(
        organisation=organisation,
        date=date,
        since=since.astimezone(zone),
        until=until.astimezone(zone),
        decide=_in_order(story for story in shown if story.id in decide),
        positive=_in_order(story for story in sure if is_positive(story)),
        neutral=_in_order(story for story in sure if not is_positive(story)),
        unsure=_in_order(story for story in shown if story.id not in decide and not _is_sure(story)),
        unnamed=tuple(one.id for one in _in_order(shown) if (one.id in decide or _is_sure(one)) and lacks_name(one)),
        targets=tuple(targets),
        silent=tuple(silent),
        heard=tuple(dict.fromkeys(plain(name) for name in heard)),
        next_poll=next_poll,
        scores=tuple(scores[-2:]),
        due=tuple(sorted((line for line in due if line.story not in decide), key=lambda line: not line.late)),
    )


def digest_zone(digest: Digest) -> ZoneInfo:
    """The zone that the digest's times are told in: the one it was made for."""
    zone = digest.until.tzinfo
    return zone if isinstance(zone, ZoneInfo) else OSLO


def subject(digest: Digest) -> str:
    """A digest to its mail subject: "Modum i media: 6 saker, 3 positive, 1 bør vurderes"."""
    return f"{plain(digest.organisation.place)} i media: {news(digest)}"


def news(digest: Digest) -> str:
    """A digest to what a reader must know of it in one breath, without a full stop."""
    if digest.stories:
        return ", ".join(_story_parts(digest))
    if digest.unsure:
        return counted(len(digest.unsure), "usikker sak", "usikre saker")
    if not digest.heard:
        return "ingen kilder har svart"
    if digest.silent:
        return f"ingen nye saker, {counted(len(digest.silent), 'taus kilde', 'tause kilder')}"
    return "ingen nye saker"


def is_positive(story: Story) -> bool:
    """Whether the copy that stands for the story is positive."""
    return story.lead.tone is not None and story.lead.tone.label == "positive"


def lacks_name(story: Story) -> bool:
    """Whether the story tells of a landmark or village and no copy of it names the place."""
    if any(copy.reading.names_organisation for copy in story.coverage):
        return False
    return any(mention.subject_kind in BRAND_KINDS for copy in story.coverage for mention in copy.reading.accepted)


def _story_parts(digest: Digest) -> list[str]:
    total, positive, decide = len(digest.stories), len(digest.positive), len(digest.decide)
    if not positive and not decide:
        tones = (story.lead.tone for story in digest.stories)
        all_neutral = all(tone is not None and tone.label == "neutral" for tone in tones)
        return [counted(total, "nøytral sak", "nøytrale saker") if all_neutral else counted(total, "sak", "saker")]
    parts = [counted(total, "sak", "saker")]
    if positive:
        parts.append(counted(positive, "positiv", "positive"))
    if decide:
        parts.append(counted(decide, "bør vurderes", "bør vurderes"))
    return parts


def _press_only(story: Story) -> Story | None:
    """The story with the copies that count as press and may concern us; None when there are none."""
    kept = tuple(copy for copy in story.coverage if copy.is_press and (copy.reading.relevant or copy.reading.unsure))
    return replace(story, coverage=kept) if kept else None


def _is_new(story: Story, since: datetime, until: datetime) -> bool:
    return any(copy.first_seen is None or since < copy.first_seen <= until for copy in story.coverage)


def _is_sure(story: Story) -> bool:
    return any(copy.reading.relevant and not copy.reading.unsure for copy in story.coverage)


def _in_order(stories: Iterable[Story]) -> tuple[Story, ...]:
    return tuple(sorted(stories, key=lambda story: _rank(story.lead)))


def _rank(lead: Coverage) -> tuple[int, float]:
    return _TIER_ORDER[lead.outlet.tier], -lead.when.timestamp()

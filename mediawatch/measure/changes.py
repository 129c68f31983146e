"""What a report said of a week and what the week is now, to what has changed and why."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b

from mediawatch.model import (
    ChangeKind,
    ChangeReason,
    Correction,
    CorrectionKind,
    SaidStory,
    SaidTarget,
    SaidWeek,
    Story,
    TargetState,
    WeekChange,
    WeekScore,
)

_WEEK = timedelta(days=7)
_SAME = 0.005
"""Scores nearer than this are the same: nobody could see the difference."""
_MEMBERSHIP: frozenset[CorrectionKind] = frozenset({"relevance", "place", "kind"})
_CAUSES: dict[ChangeKind, frozenset[CorrectionKind]] = {
    "added": _MEMBERSHIP,
    "gone": _MEMBERSHIP,
    "tone": frozenset({"tone", "relevance"}),
    "naming": frozenset({"place"}),
    "quoted": frozenset(),
    "exposure": frozenset({"place"}),
}
"""Which corrections may be why a story counts otherwise."""


def said_week(
    week: WeekScore, targets: Iterable[TargetState], *, organisation: str, told_in: str, now: datetime
) -> SaidWeek:
    """A week as the report of `told_in` tells it, to what is remembered of that."""
    score = week.score
    return SaidWeek(
        organisation=organisation,
        week=week.week,
        told_in=told_in,
        said_at=now,
        rules=score.rules,
        score=score.score,
        visibility=score.visibility,
        tone=score.tone,
        voice=score.voice,
        v_ref=score.v_ref,
        silent=week.silent,
        stories=tuple(
            SaidStory(
                story=int(one.story),
                exposure=one.exposure,
                tone=one.tone_label,
                naming=one.naming,
                quoted=one.quoted,
            )
            for one in score.stories
        ),
        targets=tuple(_ended(week, targets)),
    )


def _ended(week: WeekScore, targets: Iterable[TargetState]) -> Iterable[SaidTarget]:
    """The targets' periods whose last day lies in the week."""
    for state in targets:
        for period in state.history:
            if week.start < period.end <= week.start + _WEEK and period.outcome != "open":
                asked = blake2b(repr(state.target).encode(), digest_size=8).hexdigest()
                target = state.target
                yield SaidTarget(
                    target=target.id, name=target.name, start=period.start, outcome=period.outcome, asked=asked
                )


def week_change(
    said: SaidWeek, now: SaidWeek, *, stories: Mapping[int, Story], corrections: Sequence[Correction]
) -> WeekChange | None:
    """What differs, None when nothing does. `stories`: those of either, by id; `corrections`: all of the
    organisation's."""
    reasons = (*_rules(said, now), *_stories(said, now, stories, corrections), *_targets(said, now))
    if not reasons and abs(said.score - now.score) < _SAME:
        return None
    return WeekChange(said=said, now=now, reasons=reasons)


def _rules(said: SaidWeek, now: SaidWeek) -> Iterable[ChangeReason]:
    if said.rules != now.rules:
        yield ChangeReason(kind="rules", before=said.rules, after=now.rules)
    if abs(said.v_ref - now.v_ref) >= _SAME:
        yield ChangeReason(kind="reference", before=f"{said.v_ref:.2f}", after=f"{now.v_ref:.2f}")


def _stories(
    said: SaidWeek, now: SaidWeek, stories: Mapping[int, Story], corrections: Sequence[Correction]
) -> Iterable[ChangeReason]:
    before = {one.story: one for one in said.stories}
    after = {one.story: one for one in now.stories}
    since = said.said_at
    for number in sorted(after.keys() - before.keys()):
        yield _reason("added", number, stories, corrections, since)
    for number in sorted(before.keys() - after.keys()):
        yield _reason("gone", number, stories, corrections, since)
    for number in sorted(before.keys() & after.keys()):
        for kind, old, new in _differences(before[number], after[number], same_rules=said.rules == now.rules):
            yield _reason(kind, number, stories, corrections, since, old, new)


def _differences(old: SaidStory, new: SaidStory, *, same_rules: bool) -> Iterable[tuple[ChangeKind, str, str]]:
    if old.tone != new.tone:
        yield "tone", old.tone, new.tone
    if old.naming != new.naming:
        yield "naming", old.naming, new.naming
    if old.quoted != new.quoted:
        yield "quoted", str(old.quoted), str(new.quoted)
    if same_rules and abs(old.exposure - new.exposure) >= _SAME:
        yield "exposure", f"{old.exposure:.2f}", f"{new.exposure:.2f}"


def _reason(
    kind: ChangeKind,
    number: int,
    stories: Mapping[int, Story],
    corrections: Sequence[Correction],
    since: datetime,
    before: str = "",
    after: str = "",
) -> ChangeReason:
    story = stories.get(number)
    by, at, why = _who(number, kind, corrections, since)
    seen = [copy.first_seen for copy in story.coverage if copy.first_seen is not None] if story else []
    return ChangeReason(
        kind=kind,
        story=number,
        title=story.lead.article.title if story else "",
        outlet=story.lead.outlet.name if story else "",
        before=before,
        after=after,
        by=by,
        at=at,
        why=why,
        late=kind == "added" and bool(seen) and min(seen) > since,
    )


def _who(
    story: int, kind: ChangeKind, corrections: Sequence[Correction], since: datetime
) -> tuple[str, datetime | None, str]:
    """The last person who, after the report, said or took back what may be the reason."""
    done = [
        (one.undone_at, one.undone_by, "") if one.undone_at is not None else (one.at, one.by, one.why)
        for one in corrections
        if one.story == story and one.what in _CAUSES[kind]
    ]
    after = [each for each in done if each[0] > since]
    if not after:
        return "", None, ""
    at, by, why = max(after, key=lambda each: each[0])
    return by, at, why


def _targets(said: SaidWeek, now: SaidWeek) -> Iterable[ChangeReason]:
    """Targets that ended otherwise than was said; one that is no longer asked for is no change, and neither is a number
    that was waited for."""
    after = {(one.target, one.start): one for one in now.targets}
    for old in said.targets:
        new = after.get((old.target, old.start))
        if new is not None and old.outcome != "unknown" and new.outcome != old.outcome:
            changed = "changed" if new.asked != old.asked else ""
            yield ChangeReason(kind="target", title=new.name, before=old.outcome, after=new.outcome, why=changed)

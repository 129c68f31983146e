"""How the organisation stands right now, in words: targets, this week's score so far, who has gone silent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mediawatch.jobs.pitching import planned_lines
from mediawatch.jobs.scores import ScoredWeeks
from mediawatch.measure.silence import silent_sources
from mediawatch.model import FeedState, Organisation, Pitch, TargetOutcome, TargetState
from mediawatch.render import clock, counted, moment_words, plain, said, shorten
from mediawatch.report.target_lines import target_lines
from mediawatch.report.target_words import OUTCOME_WORDS, strip_words, unknown_words
from mediawatch.report.weekly_words import points, tone_counts, visibility_words, voice_words, week_number
from mediawatch.report.words import PERIOD_WORDS, listed, streak_words, target_answer
from mediawatch.web.numbers import Numbers
from mediawatch.web.site import Site

STRIP_WEEKS = 26
HEARD = timedelta(days=1)
FIRST_SECONDS = 3.0
"""How long the first page after a start waits for the numbers; it is shown without them then."""
TITLE_LIMIT = 100
MOST_SILENT, MOST_HEARD = 8, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLine:
    """One target: `words` how it stands, `strip` the outcomes of its last periods, `told` the same in words;
    `planned`: pitches that may count for it, id and words."""

    name: str
    words: str
    strip: tuple[TargetOutcome, ...]
    told: str
    planned: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLine:
    """This week's score so far. `words` is the answer, `why` what it rests on, `most` the story that gave most: its
    id and title, and `points`; `lacks`: why the number may be too low."""

    name: str
    words: str
    before: str
    why: tuple[str, ...]
    most: tuple[str, str] | None
    points: str
    lacks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All of it. `others`: targets not counted by the week, in a line each; `unknown`: those without numbers."""

    targets: tuple[TargetLine, ...]
    others: tuple[TargetLine, ...]
    unknown: str
    week: WeekLine | None


def standing(site: Site, organisation: Organisation) -> Standing | None:
    """How the organisation stands: the same numbers as on the pages of the week and the targets. None while years of
    coverage are read for the first time since we started."""
    name = organisation.id
    return site.remembered.soon(("standing", name), lambda: _standing(site, organisation), FIRST_SECONDS)


def _standing(site: Site, organisation: Organisation) -> Standing:
    numbers = Numbers(site, organisation)
    states, pitches = numbers.targets(), site.store.pitches.open(organisation.id)
    known = [state for state in states if state.current.outcome != "unknown"]
    weekly = [state for state in known if state.target.every == "week" and not state.series]
    return Standing(
        targets=tuple(_with_plans(_week_target(state), state, pitches, site) for state in weekly),
        others=tuple(_with_plans(_other_target(state), state, pitches, site) for state in known if state not in weekly),
        unknown=unknown_words(states),
        week=_week(numbers.weeks(), organisation),
    )


def _with_plans(line: TargetLine, state: TargetState, pitches: Sequence[Pitch], site: Site) -> TargetLine:
    return replace(line, planned=planned_lines(pitches, state, outlets=site.outlets))


def _week_target(state: TargetState) -> TargetLine:
    periods = state.history[-STRIP_WEEKS:]
    told = [strip_words(periods, "week", PERIOD_WORDS["week"].many), streak_words(state)]
    return TargetLine(
        name=shorten(state.target.name, TITLE_LIMIT),
        words=target_answer(state),
        strip=tuple(period.outcome for period in periods),
        told=" · ".join(filter(None, told)),
    )


def _other_target(state: TargetState) -> TargetLine:
    lines = target_lines(state, is_answer=False)
    name, outcome = shorten(state.target.name, TITLE_LIMIT), OUTCOME_WORDS[state.current.outcome]
    return TargetLine(name=name, words=f"{outcome}: {', '.join(lines.facts)}", strip=(), told="")


def _week(scored: ScoredWeeks, organisation: Organisation) -> WeekLine | None:
    """The running week; None before anything was heard."""
    if not scored.weeks:
        return None
    week = scored.weeks[-1]
    before = scored.weeks[-2] if len(scored.weeks) > 1 else None
    score, place = week.score, plain(organisation.place)
    told = (
        said("Forrige uke: {score}.").format(score=round(before.score.score))
        if before and not before.score.is_empty
        else ""
    )
    lacks = (
        said("Ufullstendig: {names} er taus.").format(names=listed(week.silent[:MOST_SILENT])) if week.silent else ""
    )
    if score.is_empty:
        words = said("Ingen omtale av {place} så langt i uke {week}.").format(place=place, week=week_number(week))
        return WeekLine(name=week.week, words=words, before=told, why=(), most=None, points="", lacks=lacks)
    best = max(score.stories, key=lambda one: (one.points, one.story))
    story = scored.stories.get(best.story)
    why = (visibility_words(score, place, measured=week.v_ref_is_measured), tone_counts(score), voice_words(score))
    return WeekLine(
        name=week.week,
        words=said("{score} av 100 så langt i uke {week}.").format(score=round(score.score), week=week_number(week)),
        before=told,
        why=tuple(one[:1].upper() + one[1:] for one in why),
        most=(best.story, shorten(story.lead.article.title, TITLE_LIMIT)) if story and best.points > 0 else None,
        points=points(best.points),
        lacks=lacks,
    )


def silent_words(site: Site) -> str:
    """ "Ikke hørt fra: TV Modum siden fredag."; "" when everybody keeps their rhythm."""
    found = silent_sources(site.config.outlets, site.store.feed_states(), now=site.now(), zone=site.zone)
    if not found:
        return ""
    names = [shorten(source.words, TITLE_LIMIT) for source in found[:MOST_SILENT]]
    more = len(found) - len(names)
    told = [*names, counted(more, said("kilde til"), said("kilder til"))] if more else names
    return said("Ikke hørt fra: {names}.").format(names=listed(told))


def heard_words(site: Site) -> tuple[str, ...]:
    """Who was heard the last day, and when we listen next: what a day without stories says."""
    states, now = site.store.feed_states(), site.now()
    heard = {state.outlet for state in states if state.last_success is not None and state.last_success > now - HEARD}
    names = [shorten(outlet.name, TITLE_LIMIT) for outlet in site.config.outlets if outlet.id in heard]
    if not names:
        first = said("Ingen kilder har svart det siste døgnet. Vi vet derfor ikke om det er skrevet noe.")
    else:
        shown = names[:MOST_HEARD]
        more = [counted(len(names) - MOST_HEARD, "til", "til")] if len(names) > MOST_HEARD else []
        count = counted(len(names), said("kilde"), said("kilder"))
        first = said("Det siste døgnet har vi hørt fra {count}: {names}.").format(
            count=count, names=listed([*shown, *more])
        )
    return (first, *_next(site, states, now))


def _next(site: Site, states: Iterable[FeedState], now: datetime) -> tuple[str, ...]:
    due = min((state.due_at for state in states if state.health != "paused"), default=None)
    if due is None:
        return ()
    if due <= now:
        return (said("Vi lytter nå."),)
    is_today = due.astimezone(site.zone).date() == site.today
    words = clock(due, site.zone) if is_today else moment_words(due, site.today, site.zone)
    return (said("Vi lytter igjen {when}.").format(when=words),)

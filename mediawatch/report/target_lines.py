"""How targets stand, as the lines a reader sees."""

from collections.abc import Iterable

from mediawatch.model import TargetState
from mediawatch.render import number, said, shorten
from mediawatch.report.lines import BAR_CELLS, TargetLines
from mediawatch.report.target_words import OUTCOME_WORDS, reading_facts, strip_words
from mediawatch.report.words import PERIOD_WORDS, days_left, lower_first, streak_words

UNLIKELY = 0.5
"""Below this chance of being met a target is warned about."""
TITLE_LIMIT = 200
STRIP_PERIODS = 12
STRIP_LEAST = 4
"""A strip of fewer periods than this says nothing yet."""


def targets_lines(states: Iterable[TargetState], *, has_answer: bool) -> tuple[TargetLines, ...]:
    """The targets that can be spoken of, the week's first. `has_answer`: what the first on coverage asks for has been
    told above, so that only the others say it. Those that lack numbers: target_words.unknown_words."""
    known = [state for state in states if state.current.outcome != "unknown"]
    ordered = sorted(known, key=lambda state: (bool(state.series), state.target.every != "week"))
    return tuple(target_lines(state, is_answer=has_answer and place == 0) for place, state in enumerate(ordered))


def target_lines(state: TargetState, *, is_answer: bool) -> TargetLines:
    """How a target stands. `is_answer`: what it asks for has been told above it."""
    target, words = state.target, PERIOD_WORDS[state.target.every]
    shown = min(len(state.history), STRIP_PERIODS)
    strip = state.history[-shown:] if shown >= STRIP_LEAST else ()
    return TargetLines(
        name=shorten(target.name, TITLE_LIMIT) if state.series else said(words.goal),
        goal="" if is_answer or state.series else shorten(target.name, TITLE_LIMIT),
        state=said(OUTCOME_WORDS[state.current.outcome]),
        facts=tuple(filter(None, _facts(state))),
        filled=int(BAR_CELLS * state.progress),
        strip=tuple(period.outcome for period in strip),
        strip_words=strip_words(strip, target.every, words.many) if strip else "",
    )


def _facts(state: TargetState) -> Iterable[str]:
    """The numbers, the days left and the row so far; of coverage also the chance, when it is small."""
    if state.series is not None:
        yield from reading_facts(state, state.series)
    else:
        yield said("{count} av {wanted}").format(
            count=number(state.current.count), wanted=number(state.target.at_least)
        )
    if state.current.outcome == "open" and state.days_left:
        yield lower_first(days_left(state))
    yield streak_words(state)
    if state.chance is not None and state.chance < UNLIKELY:
        yield said("om lag {percent} % sjanse ut fra takten til nå").format(percent=round(100 * state.chance))

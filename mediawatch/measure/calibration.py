"""The monthly calibration: ten stories coded blind by two people, and how far they and the model agree."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mediawatch.measure.agreement import alpha, share_alike
from mediawatch.model import CodedStory, Story, ToneLabel

SIZE = 10
LIMIT = 0.667
"""Alpha below this is no ground to build on (Krippendorff: 0.800 for firm conclusions, 0.667 for tentative ones)."""
FALL = 0.20
"""A share of agreement this much below the mean of earlier months is a fall: one and a half to two standard errors of
ten stories."""
MONTHS_BACK, MONTHS_NEEDED = 6, 2
"""Earlier months that a fall is measured against: at most the last six, at least two."""

ORDER: tuple[ToneLabel, ...] = ("negative", "neutral", "positive")
"""The ordinal scale. Mixed stands in the middle with neutral; the nominal scale keeps it apart."""
NAMES: tuple[ToneLabel, ...] = (*ORDER, "mixed")
_STRATA: tuple[ToneLabel, ...] = ("negative", "positive", "mixed", "neutral")

Alarm = Literal["coders disagree", "model disagrees", "model falling"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two agree: alpha on both scales (None: cannot be told), and the share called the same."""

    ordinal: float | None
    nominal: float | None
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthReport:
    """One month's calibration: how many stories both coded; the coders with each other; the model with both."""

    month: str
    coded: int
    coders: Agreement
    model: Agreement
    alarms: tuple[Alarm, ...] = ()


def drawn(stories: Sequence[tuple[Story, ToneLabel]], *, seed: str, size: int = SIZE) -> tuple[Story, ...]:
    """Stories with what the model said of them -> those to code: the tones in turn, and within a tone the tiers in
    turn, so that rare ones are there too. The same seed draws the same from the same."""
    strata: dict[ToneLabel, list[Story]] = {
        tone: _tiers_in_turn([story for story, said in stories if said == tone], seed) for tone in _STRATA
    }
    found: list[Story] = []
    while len(found) < size and any(strata.values()):
        for tone in _STRATA:
            if strata[tone] and len(found) < size:
                found.append(strata[tone].pop(0))
    return tuple(in_order(found, seed))


def in_order(stories: Sequence[Story], seed: str) -> list[Story]:
    """The stories in an order that the seed alone decides."""
    return sorted(stories, key=lambda story: hashlib.blake2b(f"{seed}/{story.id}".encode()).digest())


def _tiers_in_turn(stories: Sequence[Story], seed: str) -> list[Story]:
    turns: defaultdict[str, int] = defaultdict(int)
    placed = []
    for story in in_order(stories, seed):
        tier = story.lead.outlet.tier
        placed.append((turns[tier], tier, story))
        turns[tier] += 1
    return [story for _turn, _tier, story in sorted(placed, key=lambda one: one[:2])]


def month_reports(stories: Sequence[CodedStory]) -> tuple[MonthReport, ...]:
    """Coded stories of any months -> a report for each month that both coders have answered, the earliest first."""
    by_month: dict[str, list[CodedStory]] = {}
    for one in stories:
        if one.coder_one is not None and one.coder_two is not None:
            by_month.setdefault(one.month, []).append(one)
    found: list[MonthReport] = []
    for month in sorted(by_month):
        found.append(_report(month, by_month[month], found))
    return tuple(found)


def _report(month: str, coded: Sequence[CodedStory], earlier: Sequence[MonthReport]) -> MonthReport:
    coders = _agreement([(one.coder_one, one.coder_two) for one in coded])
    pairs = [(code, one.said) for one in coded for code in (one.coder_one, one.coder_two)]
    model = _agreement(pairs)
    alarms: list[Alarm] = []
    if _is_low(coders):
        alarms.append("coders disagree")
    if _is_low(model):
        alarms.append("model disagrees")
    if _is_falling(model, earlier):
        alarms.append("model falling")
    return MonthReport(month=month, coded=len(coded), coders=coders, model=model, alarms=tuple(alarms))


def _agreement(pairs: Sequence[tuple[ToneLabel | None, ToneLabel | None]]) -> Agreement:
    middle = [tuple(None if one is None else _ON_SCALE[one] for one in pair) for pair in pairs]
    return Agreement(
        ordinal=alpha(middle, ORDER, scale="ordinal"),
        nominal=alpha(pairs, NAMES, scale="nominal"),
        share=share_alike(pairs),
    )


_ON_SCALE: Mapping[ToneLabel, ToneLabel] = {**{label: label for label in ORDER}, "mixed": "neutral"}


def _is_low(agreement: Agreement) -> bool:
    """Whether the ordinal alpha is below the limit. Where it cannot be told everybody said the same."""
    return agreement.ordinal is not None and agreement.ordinal < LIMIT


def _is_falling(model: Agreement, earlier: Sequence[MonthReport]) -> bool:
    shares = [one.model.share for one in earlier[-MONTHS_BACK:] if one.model.share is not None]
    if model.share is None or len(shares) < MONTHS_NEEDED:
        return False
    return sum(shares) / len(shares) - model.share >= FALL - 1e-9

"""How far coders agree, beyond chance: Krippendorff's alpha.

K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): any number of coders, answers missing here and
there, and a metric by the kind of scale. `nominal`: answers are alike or not. `ordinal`: they have an order, and two
answers differ by how many answers lie between them. 1 is full agreement, 0 what chance would give, less than 0 worse.
"""

from collections.abc import Callable, Sequence
from itertools import permutations
from typing import Literal, TypeVar

Answer = TypeVar("Answer", bound=str)
Scale = Literal["nominal", "ordinal"]


def alpha(units: Sequence[Sequence[Answer | None]], order: Sequence[Answer], *, scale: Scale) -> float | None:
    """What each unit was called by its coders (None: not answered) -> alpha.

    `order`: the answers there are, from the lowest to the highest; answers that are not among them raise ValueError.
    None when it cannot be told: nothing was answered twice, or everything was answered alike.
    """
    weights: dict[tuple[int, int], float] = {}
    for unit in units:
        given = [order.index(answer) for answer in unit if answer is not None]
        for pair in permutations(given, 2):
            weights[pair] = weights.get(pair, 0.0) + 1 / (len(given) - 1)
    totals = [sum(weight for (one, _other), weight in weights.items() if one == at) for at in range(len(order))]
    count = sum(totals)
    apart = _distance(totals, scale)
    seen = sum(weight * apart(one, other) for (one, other), weight in weights.items())
    expected = sum(totals[one] * totals[other] * apart(one, other) for one, other in permutations(range(len(order)), 2))
    if not expected or count <= 1:
        return None
    return 1 - (count - 1) * seen / expected


def _distance(totals: Sequence[float], scale: Scale) -> Callable[[int, int], float]:
    """The squared difference between two answers."""
    if scale == "nominal":
        return lambda one, other: float(one != other)

    def apart(one: int, other: int) -> float:
        low, high = min(one, other), max(one, other)
        between = sum(totals[low : high + 1]) - (totals[low] + totals[high]) / 2
        return between**2 if low != high else 0.0

    return apart


def share_alike(units: Sequence[tuple[Answer | None, Answer | None]]) -> float | None:
    """The share of units that both called the same, of those both answered; None when there is none."""
    both = [(one, other) for one, other in units if one is not None and other is not None]
    return sum(one == other for one, other in both) / len(both) if both else None

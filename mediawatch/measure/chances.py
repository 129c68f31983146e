"""Counts of a small municipality to chances: how sure a share is, whether a target is within reach, what is a spike.

With nought to two stories a day, means and standard deviations misfire; these hold for few and for many.
"""

from math import exp, expm1, fsum, lgamma, log, log1p
from statistics import NormalDist

from mediawatch.model import Interval

CONFIDENCE = 0.80
"""Of the interval around a share: wide enough to stop hasty conclusions from five stories."""
SPIKE_CHANCE = 0.02
SPIKE_LEAST = 3
_PRIOR = 0.5
"""Jeffreys' prior for the rate of a Poisson process: with no history the chance is modest and not nought."""


def share_interval(hits: int, of: int, confidence: float = CONFIDENCE) -> Interval:
    """`hits` of `of` to the share with its Wilson score interval (1927). ValueError unless 0 <= hits <= of > 0."""
    if not 0 <= hits <= of or not of:
        raise ValueError(f"{hits} of {of} is no share")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, weight = hits / of, z * z / of
    middle = (share + weight / 2) / (1 + weight)
    half = z / (1 + weight) * (share * (1 - share) / of + weight / of / 4) ** 0.5
    return Interval(share=share, low=max(0.0, middle - half), high=min(1.0, middle + half))


def chance_of_more(needed: int, *, seen: int, weeks: float, days_left: float) -> float:
    """The chance of at least `needed` more stories within `days_left`, when `seen` came in the last `weeks`.

    Poisson with a rate that is itself uncertain (a gamma posterior from Jeffreys' prior, so the count is negative
    binomial): with half a year of history nearly 1 - exp(-rate x days / 7), with little history nearer to not knowing.
    """
    if needed <= 0:
        return 1.0
    if days_left * 1e6 <= 1:  # nothing is left; also keeps the logarithm in its domain
        return 0.0
    shape, rate = seen + _PRIOR, max(weeks, 1 / 7)
    ahead = days_left / 7
    stay, move = -log1p(ahead / rate), log(ahead / (rate + ahead))
    fewer = fsum(
        exp(lgamma(shape + n) - lgamma(shape) - lgamma(n + 1) + shape * stay + n * move) for n in range(needed)
    )
    return min(1.0, max(0.0, 1.0 - fewer))


def poisson_tail(count: int, mean: float) -> float:
    """The chance of `count` or more where `mean` are to be expected."""
    if count <= 0:
        return 1.0
    if mean <= 0:
        return 0.0
    if count == 1:
        return -expm1(-mean)
    return max(0.0, 1.0 - fsum(exp(n * log(mean) - mean - lgamma(n + 1)) for n in range(count)))


def is_spike(count: int, mean: float) -> bool:
    """Whether a day with `count` stories stands out where `mean` a day are usual."""
    return count >= SPIKE_LEAST and poisson_tail(count, mean) < SPIKE_CHANCE

"""Twenty weeks computed by hand (tests/data/score/weeks.md), and any week at all against the formula in fractions.

The reckoning below is written from docs/score.md and shares nothing with mediawatch: whoever changes a constant must
change it here too, and say why.
"""

import csv
import random
from fractions import Fraction
from pathlib import Path

import pytest

from mediawatch.measure.score import score_stories
from mediawatch.measure.score_csv import read_rows
from mediawatch.model import ScoredCopy

FOLDER = Path(__file__).parents[1] / "data" / "score"
EXPECTED = {row["week"]: row for row in csv.DictReader((FOLDER / "expected.csv").open(encoding="utf-8"))}
P = {"headline": Fraction(1), "lead": Fraction(4, 5), "body": Fraction(1, 2), "passing": Fraction(1, 5)}
R = {"local": Fraction(1), "regional": Fraction(6, 5), "national": Fraction(3, 2)}
A = {"organisation": Fraction(1), "region": Fraction(7, 10), "landmark": Fraction(1, 2)}
SIGN = {"positive": 1, "neutral": 0, "mixed": 0, "negative": -1}
PARTS = ("visibility", "tone", "voice")


def by_hand(rows: list[ScoredCopy], v_ref: Fraction) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    """Visibility, tone, voice and the score, exact."""
    stories: dict[str, list[ScoredCopy]] = {}
    for row in rows:
        stories.setdefault(row.story, []).append(row)
    volume = good = bad = total = Fraction(0)
    quoted = 0
    for copies in stories.values():
        w = max(P[copy.prominence] * R[copy.tier] for copy in copies)
        tied = [copy for copy in copies if P[copy.prominence] * R[copy.tier] == w]
        sign = min(SIGN[copy.tone] for copy in tied)
        total += w
        good += w if sign > 0 else 0
        bad += w if sign < 0 else 0
        volume += w * max(A[copy.naming] for copy in tied) if sign >= 0 else 0
        quoted += any(copy.voice for copy in tied)
    if not stories:
        return Fraction(0), Fraction(0), Fraction(0), Fraction(0)
    visibility = min(Fraction(1), volume / v_ref)
    tone = ((good - bad) * max(good, bad) / total**2 + 1) / 2
    voice = Fraction(quoted, len(stories))
    return visibility, tone, voice, 55 * visibility + 30 * tone + 15 * voice


def test_there_are_twenty_weeks_and_each_has_its_numbers() -> None:
    assert len(EXPECTED) == 20
    assert {path.stem for path in FOLDER.glob("[0-9]*.csv")} == set(EXPECTED)
    worked = (FOLDER / "weeks.md").read_text(encoding="utf-8")
    assert worked.count("SCORE = ") == 20


@pytest.mark.parametrize("week", sorted(EXPECTED))
def test_the_numbers_of_the_file_are_those_of_the_formula(week: str) -> None:
    known = EXPECTED[week]
    rows, problems = read_rows((FOLDER / f"{week}.csv").read_text(encoding="utf-8"), week)
    assert problems == []
    exact = by_hand(rows, Fraction(known["v_ref"]))
    assert [float(each) for each in exact] == pytest.approx(
        [float(known[name]) for name in (*PARTS, "score")], abs=1e-6
    )


def any_week(chance: random.Random) -> list[ScoredCopy]:
    """A week of up to fifty rows, with copies."""
    names = [str(number) for number in range(chance.randint(1, 30))]
    return [
        ScoredCopy(
            story=chance.choice(names),
            prominence=chance.choice(list(P)),
            tier=chance.choice(list(R)),
            tone=chance.choice(list(SIGN)),
            naming=chance.choice(list(A)),
            voice=chance.random() < 0.4,
        )
        for _ in range(chance.randint(0, 50))
    ]


def test_ten_thousand_weeks_are_those_of_the_formula() -> None:
    chance = random.Random(20261126)
    for _ in range(10_000):
        rows, v_ref = any_week(chance), Fraction(chance.randint(1, 1200), 100)
        made = score_stories(rows, v_ref=float(v_ref))
        exact = [float(each) for each in by_hand(rows, v_ref)]
        for value, expected in zip((made.visibility, made.tone, made.voice, made.score), exact, strict=True):
            assert abs(value - expected) < 1e-9, (rows, v_ref)


def test_copies_tie_though_their_factors_differ() -> None:
    """0.8 x 1.5 is 1.0 x 1.2, also for a machine that reckons in twos."""
    row = {"story": "a", "naming": "organisation", "voice": False}
    good = ScoredCopy(prominence="lead", tier="national", tone="positive", **row)
    bad = ScoredCopy(prominence="headline", tier="regional", tone="negative", **row)
    assert score_stories([good, bad], v_ref=4.0).score == 0.0

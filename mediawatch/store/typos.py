"""A word that was mistyped -> the words it may have been meant as."""

from collections.abc import Iterable, Sequence

LIKE = {frozenset(pair) for pair in ("åa", "øo", "æa", "æe", "äæ", "öø", "ée", "üy")}
"""Letters that stand for each other on another keyboard: half a mistake."""


def distance(one: str, other: str, most: float) -> float:
    """How many letters must be changed, added, left out or swapped (Damerau and Levenshtein, neighbours swapped once);
    more than `most` is not counted to the end."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[float] = []
    row: list[float] = [float(column) for column in range(len(other) + 1)]
    for at, letter in enumerate(one, 1):
        earlier, before, row = before, row, [float(at)]
        for to, their in enumerate(other, 1):
            cost = 0.0 if letter == their else 0.5 if frozenset((letter, their)) in LIKE else 1.0
            best = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + cost)
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == their:
                best = min(best, earlier[to - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return row[-1]


def allowed(word: str) -> int:
    """How many mistakes a word of that length may hold and still be known again."""
    return 0 if len(word) < 4 else 1 if len(word) < 6 else 2


def nearest(word: str, known: Iterable[tuple[str, int]], *, most: int = 3) -> Sequence[str]:
    """Words with how often they stand -> at most `most` of them that may have been meant, the nearest first and of
    equals the most common."""
    limit = allowed(word)
    letters = set(word)
    found: list[tuple[float, int, str]] = []
    for other, count in known:
        if other == word or len(letters.symmetric_difference(other)) > 2 * limit:
            continue
        far = distance(word, other, limit)
        if far <= limit:
            found.append((far, -count, other))
    return [other for _far, _count, other in sorted(found)[:most]]

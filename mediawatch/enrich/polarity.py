"""One sentence to the words in it that speak well or ill, with Norwegian rules for what turns them.

1. A bad thing that falls is good, one that rises is bad; a good thing that rises is good, one that falls is bad
   ("sykefraværet er halvert", "frafallet øker"), when both stand in the same clause within six words.
2. A negation up to three words before turns a word ("ikke fornøyd", "ingen avvik"), weaker than the plain opposite;
   "ikke bare" does not. "uten" before something bad makes it good, before something good takes it away.
3. A diminisher halves ("litt skuffet"), a promise word before praise halves it ("vil bygge", guideline 4).
4. Criticism in a sentence that refutes it counts a third (guideline 5).
5. What is said of another named place, where ours is not named, does not count (guideline 1).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mediawatch.enrich.lexicon import Hit, part
from mediawatch.enrich.tokens import Token, tokens

_REACH = 6
_NEGATION_REACH = 3
_TREND = 2.0


@dataclass(frozen=True, slots=True)
class Polar:
    """A word or phrase that speaks well (> 0) or ill (< 0): its weight after the rules, and where in the sentence."""

    weight: float
    start: int
    end: int
    rule: str = ""


@dataclass(frozen=True, slots=True)
class _Clause:
    """The words of one clause and what the list knows of them."""

    tokens: tuple[Token, ...]
    hits: tuple[Hit, ...]

    def of(self, *sections: str) -> tuple[Hit, ...]:
        return tuple(hit for hit in self.hits if hit.entry.section in sections)

    def has(self, section: str, start: int, end: int) -> bool:
        return any(hit.entry.section == section and start <= hit.start < end for hit in self.hits)


def find_polar(
    sentence: str, *, others: frozenset[str] = frozenset(), ours: frozenset[str] = frozenset()
) -> tuple[Polar, ...]:
    """The polar words of `sentence` in order. `others` and `ours`: lower-case place names (first words suffice)."""
    found: list[Polar] = []
    refuted = _is_refuted(sentence)
    clauses = _clauses(tokens(sentence))
    names_us = [any(_names(token, ours) for token in clause) for clause in clauses]
    for words, is_ours in zip(clauses, names_us, strict=True):
        if not is_ours and any(_names(token, others) for token in words) and any(names_us):
            continue
        found.extend(_clause_polar(words, refuted=refuted))
    return tuple(found)


def names_only_others(sentence: str, *, others: frozenset[str], ours: frozenset[str]) -> bool:
    """Whether the sentence names another place and not ours."""
    found = tokens(sentence)
    return any(_names(token, others) for token in found) and not any(_names(token, ours) for token in found)


def _names(token: Token, names: frozenset[str]) -> bool:
    word = token.word
    return token.surface[0].isupper() and (word in names or word.removesuffix("s") in names)


def _is_refuted(sentence: str) -> bool:
    plain = [token.word for token in tokens(sentence) if not token.is_break]
    return bool(part("tone", "refuted").find(plain))


def _clauses(found: Sequence[Token]) -> list[tuple[Token, ...]]:
    clauses: list[tuple[Token, ...]] = []
    current: list[Token] = []
    for token in found:
        if token.is_break:
            clauses.append(tuple(current))
            current = []
        else:
            current.append(token)
    clauses.append(tuple(current))
    return [clause for clause in clauses if clause]


def _clause_polar(words: tuple[Token, ...], *, refuted: bool) -> list[Polar]:
    trends = _trends(words)
    taken = {at for trend, span in trends for at in range(*span)}
    clause = _Clause(words, _polar_and_rules(words))
    found = [trend for trend, _ in trends]
    for hit in clause.of("polar"):
        if taken.intersection(range(hit.start, hit.end)) or not hit.entry.weight:
            continue
        weight, rule = _turned(hit, clause)
        if refuted and weight < 0:
            weight, rule = weight / 3, "tilbakevist"
        if abs(weight) >= 0.2:
            found.append(Polar(weight, words[hit.start].start, words[hit.end - 1].end, rule))
    return sorted(found, key=lambda polar: polar.start)


def _polar_and_rules(words: tuple[Token, ...]) -> tuple[Hit, ...]:
    return part("tone", "polar", "negators", "without", "diminishers", "promise").find([token.word for token in words])


def _turned(hit: Hit, clause: _Clause) -> tuple[float, str]:
    weight = hit.entry.weight
    before = max(0, hit.start - _NEGATION_REACH)
    if clause.has("negators", before, hit.start) and not _not_only(clause, before, hit.start):
        # mild praise denied is no criticism ("ingen dugnad")
        return (-0.7 * weight if abs(weight) > 1 else 0.0), "nektet"
    if clause.has("without", before, hit.start):
        return (-0.5 * weight, "nektet") if weight < 0 else (-0.3 * weight, "nektet")
    if clause.has("diminishers", before, hit.start):
        return weight / 2, "dempet"
    if weight > 0 and clause.has("promise", max(0, hit.start - _REACH), hit.start):
        return weight / 2, "løfte"
    return weight, ""


def _not_only(clause: _Clause, start: int, end: int) -> bool:
    return any(
        clause.tokens[at].word in ("ikke", "ikkje") and clause.tokens[at + 1].word in ("bare", "berre", "minst")
        for at in range(start, min(end, len(clause.tokens) - 1))
    )


def _trends(words: tuple[Token, ...]) -> list[tuple[Polar, tuple[int, int]]]:
    """Things that rise or fall: the judgement, and the words it used."""
    plain = [token.word for token in words]
    things = part("tone", "good", "bad").find(plain)
    moves = part("tone", "rises", "falls").find(plain)
    found: list[tuple[Polar, tuple[int, int]]] = []
    for thing in things:
        near = [move for move in moves if _gap(thing, move) < _REACH and move.start != thing.start]
        if not near:
            continue
        move = min(near, key=lambda hit: _gap(thing, hit))
        up = move.entry.section == "rises"
        weight = _TREND if (thing.entry.section == "good") == up else -_TREND
        if any(plain[at] in ("ikke", "ikkje") for at in range(max(0, move.start - 2), move.start)):
            weight = -weight / 2
        start, end = min(thing.start, move.start), max(thing.end, move.end)
        found.append((Polar(weight, words[start].start, words[end - 1].end, "utvikling"), (start, end)))
    return found


def _gap(one: Hit, other: Hit) -> int:
    return max(other.start - one.end, one.start - other.end, 0)

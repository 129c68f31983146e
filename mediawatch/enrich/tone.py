"""Article and mentions to tone toward the organisation: a word list of municipal news, rules, and the shared encoder.

How it is done (after the project's guidelines for coding tone, which press analysts follow too):
1. passages.passages picks what is judged: title, lead and the sentences about the organisation (guideline 9).
2. polarity.find_polar finds the words that speak well or ill there, with rules for what turns them.
3. Their sums, and the stems of all words, are weighed by wordweights.chances: a chance each for positive, neutral and
   negative. Beside it heads.read_tone weighs the same sums with what the encoder read, and the two are trusted alike.
   Where the encoder is not to be had the first judges alone.
4. The guidelines that a count cannot know are applied last: a lost match is neutral (7), so is an accident without
   blame (2) and another municipality's (1); strong praise and strong criticism that weigh alike are mixed.
`because` quotes the words that decided and the sentence that moved the encoder most; confidence is the chance of the
label given.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mediawatch.enrich.heads import ToneReading, both, read_tone
from mediawatch.enrich.lexicon import lexicon
from mediawatch.enrich.others_blame import blames_another
from mediawatch.enrich.passages import Passage, Places, passages, places
from mediawatch.enrich.polarity import Polar, find_polar
from mediawatch.enrich.segments import segments
from mediawatch.enrich.tokens import tokens
from mediawatch.enrich.wordweights import Chances, chances, shipped_weights, stem
from mediawatch.model import Article, Kind, Organisation, Reading, Tone, ToneLabel

_MOST_REASONS = 4
_REASON_WORDS = 6
_SENTENCE_WORDS = 14
_DECIDES = 3.0
"""The weight of a word or phrase that decides alone."""
_WARY = 1.15
"""Bad news overlooked costs more than news looked at in vain; chosen on real coverage and own plain items together."""
_LEAST_BLAME = 2.0
"""What must be said against where we are named, for blame to be ours when another place's municipality is in focus."""
_LEAST_PULL = 0.15
"""How far a sentence must move the encoder, in log odds of positive against negative, to be given as a reason."""
_WORDS_IN_PULL = 0.5
"""How much a point of a polar word counts beside it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A polar word and the passage it stands in; `weight` after the passage's share."""

    polar: Polar
    passage: Passage
    weight: float


def judge_tone(article: Article, reading: Reading, organisation: Organisation, *, kind: Kind | None = None) -> Tone:
    """The impression the article leaves of the organisation. Works on title and lead alone when that is all there is.

    `score` is the chance of positive less the chance of negative. `kind` overrides the article's own
    (sport has a rule of its own). Never raises for odd text; nothing to judge gives neutral.
    """
    where = places(reading, organisation)
    parts = passages(article, reading, where)
    evidence = find_evidence(parts, where)
    sport = (kind or article.kind) == "sport"
    if sport:
        evidence = [one for one in evidence if not _is_lost_match(one)]
    features = rule_features(evidence)
    found = chances(features, word_stems(parts, where), shipped_weights())
    read = read_tone(segments(parts, reading), features)
    if read is not None:
        found = _agreed(found, read)
    elsewhere = _our_blame(evidence) < _LEAST_BLAME and blames_another(parts, where)
    label = "neutral" if elsewhere and _is_negative(found) else _label(found, evidence, parts, sport=sport)
    confidence = _confidence(label, found)
    return Tone(
        label=label,
        score=round(found.positive - found.negative, 3),
        confidence=round(confidence, 3),
        because=_because(label, evidence, found, _decisive(label, read, parts, evidence)),
    )


def find_evidence(parts: Sequence[Passage], where: Places) -> list[Evidence]:
    """The polar words of all passages; those that name only other places count a quarter (guideline 1)."""
    found = [
        Evidence(polar, part, polar.weight * (0.25 if part.others_only else 1.0))
        for part in parts
        for polar in find_polar(part.text, others=where.others, ours=where.ours)
    ]
    return _text_wins(found)


def _text_wins(evidence: list[Evidence]) -> list[Evidence]:
    title = sum(one.weight for one in evidence if one.passage.field == "title")
    rest = sum(one.weight for one in evidence if one.passage.field != "title")
    if title * rest >= 0 or abs(rest) < 2:
        return evidence
    return [
        Evidence(one.polar, one.passage, one.weight / 2) if one.passage.field == "title" else one for one in evidence
    ]


def rule_features(evidence: Iterable[Evidence]) -> dict[str, float]:
    """Sums of the evidence, each cut off so that a long article is not judged louder than a short one."""
    everything = list(evidence)
    good = sum(one.weight for one in everything if one.weight > 0)
    bad = -sum(one.weight for one in everything if one.weight < 0)
    title = sum(one.weight for one in everything if one.passage.field == "title")
    net = good - bad
    return {
        "rule:good": min(good, 8.0) / 8,
        "rule:bad": min(bad, 8.0) / 8,
        "rule:net_good": min(max(net, 0.0), 6.0) / 6,
        "rule:net_bad": min(max(-net, 0.0), 6.0) / 6,
        "rule:title_good": min(max(title, 0.0), 4.0) / 4,
        "rule:title_bad": min(max(-title, 0.0), 4.0) / 4,
        "rule:both": min(good, bad, 4.0) / 4,
        "rule:nothing": 0.0 if everything else 1.0,
    }


def word_stems(parts: Sequence[Passage], where: Places) -> list[str]:
    """Stems of the words of the passages about us; names (capitals within a sentence, places) are left out."""
    found: list[str] = []
    for part in parts:
        if part.others_only:
            continue
        starts = True
        for token in tokens(part.text):
            if not token.word[0].isalpha():
                starts = starts or token.word in "–:«.!?"
                continue
            is_name = (token.surface[0].isupper() and not starts) or token.word in where.ours
            if not is_name:
                found.append(stem(token.word))
            starts = False
    return found


def _agreed(words: Chances, read: ToneReading) -> Chances:
    """The word weights and the encoder, trusted alike; doubt about bad news leans toward it (_WARY)."""
    positive, neutral, negative = both(
        (words.positive, words.neutral, words.negative), (read.positive, read.neutral, read.negative)
    )
    total = positive + neutral + negative * _WARY
    return Chances(positive / total, neutral / total, negative * _WARY / total, words.pulls)


def _label(found: Chances, evidence: Sequence[Evidence], parts: Sequence[Passage], *, sport: bool) -> ToneLabel:
    good = sum(one.weight for one in evidence if one.weight > 0)
    bad = -sum(one.weight for one in evidence if one.weight < 0)
    if min(good, bad) >= 4 and min(good, bad) * 1.5 > max(good, bad) and abs(found.positive - found.negative) < 0.75:
        return "mixed"
    settled = _settled(evidence)
    if settled:
        return settled
    if _is_negative(found):
        blameless = bad < 2 and (sport or _is_accident_without_blame(parts))
        return "neutral" if blameless else "negative"
    return "positive" if found.positive >= found.neutral else "neutral"


def _settled(evidence: Sequence[Evidence]) -> ToneLabel | None:
    """What a word that decides alone says ("ute av Robek"), or a thing that rises or falls, when no word says else."""
    said = {one.weight > 0 for one in evidence if abs(one.weight) >= _DECIDES or one.polar.rule == "utvikling"}
    if len(said) != 1 or len({one.weight > 0 for one in evidence if abs(one.weight) >= 1}) > 1:
        return None
    return "positive" if said.pop() else "negative"


def _is_negative(found: Chances) -> bool:
    return found.negative >= max(found.neutral, found.positive)


def _our_blame(evidence: Sequence[Evidence]) -> float:
    """What is said against in the sentences that name us."""
    return -sum(one.weight for one in evidence if one.passage.about_us and one.weight < 0)


def _confidence(label: ToneLabel, found: Chances) -> float:
    given: Mapping[str, float] = {
        "positive": found.positive,
        "neutral": found.neutral,
        "negative": found.negative,
        "mixed": 1 - max(found.positive, found.negative, found.neutral),
    }
    return min(max(given[label], 0.0), 0.99)


def _is_lost_match(one: Evidence) -> bool:
    text = one.passage.text[one.polar.start : one.polar.end].lower()
    return one.weight < 0 and bool(re.match(r"tap|slått|slo|nederlag|røyk|ryker|ute av|minus", text))


def _is_accident_without_blame(parts: Sequence[Passage]) -> bool:
    found = {
        hit.entry.section
        for part in parts
        for hit in lexicon("tone_context").find([token.word for token in tokens(part.text)])
    }
    return "accident" in found and "blame" not in found


@dataclass(frozen=True, slots=True)
class _Decisive:
    """The passages judged, and the sentence among them that moved the encoder most toward the label, if any."""

    parts: Sequence[Passage]
    sentence: str = ""


def _decisive(
    label: ToneLabel, read: ToneReading | None, parts: Sequence[Passage], evidence: Sequence[Evidence]
) -> _Decisive:
    """By what the encoder made of the sentence and the polar words in it: either alone may mistake its neighbour's."""
    sign = {"positive": 1.0, "negative": -1.0}.get(label)
    if read is None or sign is None:
        return _Decisive(parts)
    said = [sum(one.weight for one in evidence if one.passage is part) for part in parts]
    pulls = [value + _WORDS_IN_PULL * words for value, words in zip(read.pulls, said, strict=True)]
    pull, at = max((sign * value, -at) for at, value in enumerate(pulls))
    return _Decisive(parts, parts[-at].text if pull >= _LEAST_PULL else "")


def _because(label: ToneLabel, evidence: Sequence[Evidence], found: Chances, decisive: _Decisive) -> tuple[str, ...]:
    wanted = {"positive": (1,), "negative": (-1,)}.get(label, (1, -1))
    strongest = sorted(evidence, key=lambda one: -abs(one.weight))
    reasons: list[str] = []
    for one in strongest:
        sign = 1 if one.weight > 0 else -1
        if sign in wanted and abs(one.weight) >= 0.5:
            reasons.append(f"«{_phrase(one)}» ({_mark(sign)})")
    if not reasons and not decisive.sentence and label in ("positive", "negative"):
        reasons.extend(_word_reasons(found, decisive.parts, wanted[0]))
    room = _MOST_REASONS - bool(decisive.sentence)
    reasons = list(dict.fromkeys(reasons))[:room]
    if decisive.sentence:
        reasons.append(f"setningen «{_shortened(decisive.sentence)}» ({_mark(wanted[0])})")
    return tuple(reasons) or ("ingen ord som roser eller kritiserer",)


def _mark(sign: int) -> str:
    return "+" if sign > 0 else "−"


def _shortened(sentence: str) -> str:
    """The sentence's first words, with dots where more follow."""
    words = sentence.strip("«»").split()
    return " ".join(words) if len(words) <= _SENTENCE_WORDS else f"{' '.join(words[:_SENTENCE_WORDS])} …"


def _phrase(one: Evidence) -> str:
    """The polar words with a little of what stands around them, as written."""
    around = [token for token in tokens(one.passage.text) if not token.is_break]
    inside = [at for at, token in enumerate(around) if one.polar.start <= token.start < one.polar.end]
    first, last = inside[0], inside[-1]
    room = max(0, _REASON_WORDS - (last - first + 1))
    if len(inside) > 1:
        return one.passage.text[one.polar.start : one.polar.end]
    start, end = max(0, first - room // 3), min(len(around), last + 1 + room // 2)
    return one.passage.text[around[start].start : around[end - 1].end]


def _word_reasons(found: Chances, parts: Sequence[Passage], sign: int) -> list[str]:
    pulls = [word for word, pull in found.pulls if pull * sign > 0.05 and len(word) > 3][:3]
    written: list[str] = []
    for word in pulls:
        surface = next((t.word for part in parts for t in tokens(part.text) if stem(t.word) == word), word)
        written.append(f"ordet «{surface}» ({_mark(sign)})")
    return written

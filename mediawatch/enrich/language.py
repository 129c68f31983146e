"""Text to the language it is written in: bokmål, nynorsk, Swedish, Danish or English."""

from collections import defaultdict
from functools import cache

from mediawatch.enrich.lexicon import lexicon
from mediawatch.enrich.tokens import words

_LANGUAGES = ("nb", "nn", "sv", "da", "en")
_MOST_WORDS = 400
# endings that speak where the small words are few
_ENDINGS = (
    ("ane", "nn", 0.6),
    ("leg", "nn", 0.6),
    ("heit", "nn", 0.8),
    ("ingar", "nn", 0.8),
    ("arar", "nn", 0.6),
    ("ene", "nb", 0.3),
    ("lig", "nb", 0.4),
    ("inger", "nb", 0.4),
)
_FOREIGN_MARGIN = 1.5
"""How much a foreign language must lead Norwegian by: borrowed titles ("World Tour") stand in Norwegian texts."""


def find_language(text: str) -> str:
    """ISO 639-1 code: "nb", "nn", "sv", "da" or "en". "nb" when nothing in the text tells (a bare name)."""
    scores = _scores(text)
    norwegian = "nn" if scores["nn"] > scores["nb"] else "nb"
    foreign = max(("sv", "da", "en"), key=lambda language: scores[language])
    return foreign if scores[foreign] >= scores[norwegian] + _FOREIGN_MARGIN else norwegian


def _scores(text: str) -> dict[str, float]:
    scores: defaultdict[str, float] = defaultdict(float, dict.fromkeys(_LANGUAGES, 0.0))
    for word in words(text)[:_MOST_WORDS]:
        for language in _word_languages().get(word, ()):
            scores[language] += 1
        for ending, language, weight in _ENDINGS:
            if len(word) > len(ending) + 2 and word.endswith(ending):
                scores[language] += weight
        scores["sv"] += 0.5 * any(letter in word for letter in "äö")
    return scores


@cache
def _word_languages() -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for entry in lexicon("language").entries:
        found[entry.pattern[0]].append(entry.section)
    return {word: tuple(languages) for word, languages in found.items()}

"""Article to sketch, and sketch to the story it copies: the same text in sister papers, agency copy, a shortened
version, a pay-walled teaser beside the whole, bokmål and nynorsk twins.

A sketch remembers hashes only, never words. `Sketch.shingles` holds two bottom-k samples told apart by the last bit:
even numbers are four-word sequences of lead and text, odd ones the names and numbers in them. `title_words` are the
title's content words, odd where the word is a number. All are 63-bit, so that any database keeps them, and are the
same on every machine (BLAKE2b). Of two bottom-k samples, what lies below the lower of their greatest values is known
in full for both, and gives an honest share without either text.

Grouping must never hide a story, so doubt means "new": texts in a template (calendars, match reports, "Nyheter uke
46") share their sentences but not their names and numbers, and a follow-up shares its names but not its sentences;
both must agree. Similarity groups, it never deletes.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import cache

from mediawatch.enrich.lexicon import lexicon
from mediawatch.enrich.tokens import normal, tokens
from mediawatch.model import Article, Sketch

_SHINGLE = 4
_MOST_SHINGLES = 96
_MOST_NAMES = 48
_WINDOW = timedelta(hours=72)
_SAME_DAY = timedelta(hours=24)
_LEAST_WORDS = 40
"""Below this a text is a teaser: it is only compared together with its title."""
_CREDIT = re.compile(
    r"\(?\s*[©®]?\s*\b(?:NTB|NPK|NTB scanpix|ANB|DPA|TT|Reuters|AFP|AP)\b(?:-NTB)?\s*\)|[©®]\s*(?:NTB|NPK|ANB)|"
    r"^\s*(?:\(?(?:NTB|NPK|ANB)\)?)\s*[:–—-]?\s*|^(?:Foto|Tekst|Av|Illustrasjon):?\s.*$|^Saken oppdateres\.?\s*$",
    re.MULTILINE,
)
_NOT_NAMES = frozenset(["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"])
_OWN_IDS = re.compile(r"^\d+-\d+-\d+$|^1\.\d{6,}$")
"""Article ids that are unique across a group's outlets (Amedia's 5-10-346528, NRK's 1.14628845)."""


def sketch(article: Article) -> Sketch:
    """What is remembered of the article to recognise its copies. Agency credits, photo lines and the spelling
    differences of bokmål and nynorsk are taken out first."""
    body = _CREDIT.sub(" ", normal(f"{article.lead}\n{_without_lead(article)}"))
    found = _plain_words(body)
    sequences = {" ".join(found[at : at + _SHINGLE]) for at in range(max(0, len(found) - _SHINGLE + 1))}
    evens = sorted(_hash(piece) & ~1 for piece in sequences)[:_MOST_SHINGLES]
    odds = sorted(_hash(name) | 1 for name in _names_and_numbers(body))[:_MOST_NAMES]
    return Sketch(
        article_id=article.article_id,
        published=article.published,
        shingles=tuple(evens + odds),
        title_words=tuple(sorted(_title_hashes(_CREDIT.sub(" ", normal(article.title))))),
        words=len(found),
        outlet=article.outlet,
    )


def find_story(new: Sketch, known: Sequence[Sketch]) -> int | None:
    """The story that `new` is a copy of, None when it is a story of its own. Of several the most alike wins."""
    best: tuple[float, int] | None = None
    for old in known:
        if old.story is None:
            continue
        alike = likeness(new, old)
        if alike > 0 and (best is None or alike > best[0]):
            best = (alike, old.story)
    return best[1] if best else None


def likeness(one: Sketch, other: Sketch) -> float:
    """How surely the two are the same story: 0 when they are not, else up to 1."""
    if one.article_id and one.article_id == other.article_id and _same_id(one, other):
        return 1.0
    apart = _apart(one, other)
    if apart is not None and apart > _WINDOW:
        return 0.0
    titles, clash = _titles(one, other)
    if not titles and set(one.shingles).isdisjoint(other.shingles):
        return 0.0
    if min(one.words, other.words) < _LEAST_WORDS:
        return _teaser_likeness(one, other, titles=titles, clash=clash)
    return _text_likeness(one, other, titles=titles, clash=clash)


def _text_likeness(one: Sketch, other: Sketch, *, titles: float, clash: bool) -> float:
    short, long = sorted((one, other), key=lambda item: item.words)
    text, certain = _share(_evens(short), _evens(long), full=(_is_full(short), _is_full(long)))
    names, known = _share(_odds(short), _odds(long), full=(_names_full(short), _names_full(long)))
    if certain < 8 or (known and names < 0.7):
        return 0.0
    apart = _apart(one, other)
    same_day = apart is not None and apart <= _SAME_DAY
    if clash or one.outlet == other.outlet:
        return text if text >= 0.85 and names >= 0.95 and not clash else 0.0
    if text >= (0.5 if same_day or titles >= 0.5 else 0.75):
        return text * (0.5 + short.words / long.words / 2)
    return text / 2 + 0.25 if _is_twin(one, other, text=text, titles=titles, same_day=same_day) else 0.0


def _is_twin(one: Sketch, other: Sketch, *, text: float, titles: float, same_day: bool) -> bool:
    """Bokmål and nynorsk, or a light rewrite: alike in length, title, names and numbers, with some sentences alike."""
    both, _ = _share(_odds(one), _odds(other), full=(_names_full(one), _names_full(other)))
    back, _ = _share(_odds(other), _odds(one), full=(_names_full(other), _names_full(one)))
    even = min(one.words, other.words) >= 0.75 * max(one.words, other.words)
    count = min(len(_odds(one)), len(_odds(other)))
    return same_day and even and count >= 4 and min(both, back) >= 0.75 and text >= 0.15 and titles >= 0.4


def _teaser_likeness(one: Sketch, other: Sketch, *, titles: float, clash: bool) -> float:
    """Title and what there is of a lead. Titles alone must be equal and long."""
    if clash or one.outlet == other.outlet:
        return 0.0
    apart = _apart(one, other)
    near = apart is not None and apart <= timedelta(hours=48)
    short, long = sorted((one, other), key=lambda item: item.words)
    text, certain = _share(_evens(short), _evens(long), full=(_is_full(short), _is_full(long)))
    names, known = _share(_odds(short), _odds(long), full=(_names_full(short), _names_full(long)))
    if certain >= 4 and text >= 0.6 and (names >= 0.7 or not known) and (titles >= 0.5 or text >= 0.9):
        return text
    words = min(len(one.title_words), len(other.title_words))
    if short.words < 8 and near and titles >= 0.99 and words >= 4 and (not known or names >= 0.7):
        return 0.8
    return 0.0


def _same_id(one: Sketch, other: Sketch) -> bool:
    return one.outlet == other.outlet or bool(_OWN_IDS.match(one.article_id or ""))


def _apart(one: Sketch, other: Sketch) -> timedelta | None:
    if one.published is None or other.published is None:
        return None
    return abs(one.published - other.published)


def _titles(one: Sketch, other: Sketch) -> tuple[float, bool]:
    """Shared content words by all of them (Jaccard), and whether both hold numbers that differ."""
    mine, theirs = set(one.title_words), set(other.title_words)
    if not mine or not theirs:
        return 0.0, False
    numbers, others = {word for word in mine if word & 1}, {word for word in theirs if word & 1}
    return len(mine & theirs) / len(mine | theirs), bool(numbers and others and numbers.isdisjoint(others))


def _share(inner: Sequence[int], outer: Sequence[int], *, full: tuple[bool, bool]) -> tuple[float, int]:
    """The share of `inner` that lies in `outer`, and from how many values it is told. `full`: the sample is all."""
    limits = [max(sample) for sample, whole in ((inner, full[0]), (outer, full[1])) if sample and not whole]
    limit = min(limits, default=None)
    known = [value for value in inner if limit is None or value <= limit]
    if not known:
        return 0.0, 0
    return len(set(known).intersection(outer)) / len(known), len(known)


def _evens(item: Sketch) -> list[int]:
    return [value for value in item.shingles if not value & 1]


def _odds(item: Sketch) -> list[int]:
    return [value for value in item.shingles if value & 1]


def _is_full(item: Sketch) -> bool:
    return len(_evens(item)) < _MOST_SHINGLES


def _names_full(item: Sketch) -> bool:
    return len(_odds(item)) < _MOST_NAMES


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 1


def _without_lead(article: Article) -> str:
    """The text without a lead that it repeats."""
    lead = article.lead.strip()
    return article.text.replace(lead, " ", 1) if lead and article.text.lstrip().startswith(lead) else article.text


def _plain_words(text: str) -> list[str]:
    return [_bokmaal(token.word) for token in tokens(text) if token.word[0].isalnum()]


def _bokmaal(word: str) -> str:
    """The word in bokmål where it is one of the commonest that differ; else with its ending evened out."""
    if word in _twins():
        return _twins()[word]
    for nynorsk, common in (("ane", "ene"), ("ar", "er"), ("leg", "lig"), ("lege", "lige"), ("a", "et")):
        if len(word) > len(nynorsk) + 3 and word.endswith(nynorsk):
            return word.removesuffix(nynorsk) + common
    return word


@cache
def _twins() -> dict[str, str]:
    return {form: entry.pattern[0] for entry in lexicon("twins").section("twins") for form in entry.pattern[1:]}


@cache
def _small() -> frozenset[str]:
    """Words too common to tell one title from another."""
    return frozenset(entry.pattern[0] for entry in lexicon("twins").section("small"))


def _names_and_numbers(text: str) -> Iterable[str]:
    starts = True
    for token in tokens(text):
        if token.word[0].isdigit():
            yield token.word.replace(".", "")
        elif token.surface[0].isupper() and not starts and token.word not in _NOT_NAMES:
            yield token.word.removesuffix("s")
        starts = token.is_break or _ends_sentence(text, token.end)


def _ends_sentence(text: str, end: int) -> bool:
    return bool(re.match(r"[.!?…]|\s*\n", text[end : end + 3]))


def _title_hashes(title: str) -> set[int]:
    hashes = set()
    for token in tokens(title):
        word = _bokmaal(token.word)
        if word[0].isdigit():
            hashes.add(_hash(word) | 1)
        elif word[0].isalpha() and word not in _small():
            hashes.add(_hash(word) & ~1)
    return hashes

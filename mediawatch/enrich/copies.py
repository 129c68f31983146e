"""Article to sketch, and sketch to the story it copies: the same text in sister papers, agency copy, a shortened
version, a pay-walled teaser beside the whole, bokmål and nynorsk twins.

A sketch remembers hashes and signs only, never words (BLAKE2b). `Sketch.shingles` holds four sorts of 63-bit numbers
told apart by their last two bits: pairs of neighbouring content words (the lowest of them, a bottom-k sample), the
pairs that open the piece (all), names and numbers each with what it stands after, and marks: the written form, the
newsrooms that it names as its source, and last what the encoder reads (enrich.copy_meaning). `title_words` are the
title's content words, odd where the word is a number. Of two bottom-k samples, what lies below the lower of their
greatest values is known in full for both, and gives an honest share without either text.

Grouping must never hide a story, so doubt means "new". Three things must agree. The wording: most of the shorter
piece stands in the longer. The names and numbers: texts in a template (police logs, warnings, "Nyheter uke 46") share
their wording but put other names in the same places. The opening: a follow-up repeats what was told before, but opens
with what is new; the more so the later it comes. A short notice of the same hours may also be told in other words: then
the reading must agree instead of the wording, and the later one may tell no name or number that is new. Similarity
groups, it never deletes.
"""

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from mediawatch.enrich.copy_meaning import CHUNK, CHUNKS, angle, id_of, ids_of, named_sources, signs
from mediawatch.enrich.copy_words import (
    Content,
    body,
    contents,
    count_words,
    name_words,
    title_contents,
    written_form,
)
from mediawatch.model import Article, Reading, Sketch

_MOST_PAIRS = 256
_MOST_NAMES = 64
_MOST_PLACES = 2
_OPENING = 16
"""Content words that open a piece: about its lead."""
_WINDOW = timedelta(days=5)
_AT_ONCE = timedelta(hours=1)
_NEAR = timedelta(hours=12)
_FAR = timedelta(hours=36)
_TITLES_NEAR = timedelta(hours=48)
_TEASER = 40
"""Below so many words a text is a teaser."""
_BARE = 8
"""Below so many there is nothing but the title."""
_RETOLD = 70
"""The most words of a notice that is told in other words."""
_RETOLD_WITHIN, _CITED_WITHIN = timedelta(hours=3), timedelta(hours=24)
_RETOLD_NEAR, _CITED_NEAR = 0.6, 0.5
"""The least cosine of the two readings."""
_PAIR, _OPENS, _NAME, _MARK = range(4)
_SOURCE = CHUNKS + 1
"""Marks: 0 the written form, 1 to CHUNKS what the encoder reads, then the sources."""
_BITS = 30
_LOW = (1 << _BITS) - 1
_WORDING = ((timedelta(hours=12), 0.52), (timedelta(hours=36), 0.6), (timedelta(hours=72), 0.72), (_WINDOW, 0.85))
"""How much of the wording must be shared, the more the further apart."""
_UNKNOWN = timedelta(hours=36)
"""Texts without a time are taken to be so far apart."""
_TWINS = 0.08
"""So much less wording is asked between bokmål and nynorsk, whose words are evened out only roughly."""
_LEAST_SHARED = 3
"""With fewer pairs in common two pieces are not looked at closer."""
_SAME_NAMES = 0.06
"""So much less where the same names and numbers stand in the same places on the same day."""
_CLASHING = 0.75
"""What is asked where the titles hold different numbers: an agency's text under a local one."""
_OWN_IDS = re.compile(r"^\d+-\d+-\d+$|^1\.\d{6,}$")
"""Article ids that are unique across a group's outlets (Amedia's 5-10-346528, NRK's 1.14628845)."""


def sketch(article: Article, reading: Reading | None = None) -> Sketch:
    """What is remembered of the article to recognise its copies. With its reading, what the encoder was asked when it
    was judged need not be asked again."""
    text = body(article)
    found = contents(text)
    sources = named_sources(text)
    opening = [pair | _OPENS for pair in _pairs(found[:_OPENING])]
    marks = [_hash(written_form(text))]
    marks += [_SOURCE << CHUNK | source for source in sorted({_hash(id_of(name)) for name in sources})]
    marks += [at << CHUNK | chunk for at, chunk in enumerate(signs(article, reading), 1)]
    shingles = _pairs(found)[:_MOST_PAIRS] + opening + _names(found, sources) + [mark << 2 | _MARK for mark in marks]
    return Sketch(
        article_id=article.article_id,
        published=article.published,
        shingles=tuple(shingles),
        title_words=tuple(sorted({_title_hash(word) for word in title_contents(article.title)})),
        words=count_words(text),
        outlet=article.outlet,
    )


def find_story(new: Sketch, known: Sequence[Sketch]) -> int | None:
    """The story that `new` is a copy of, None when it is a story of its own. Of several the most alike wins, of equals
    the oldest story."""
    pairs = _pair_values(new)
    best: tuple[float, int] | None = None
    for old in known:
        if old.story is None or not _worth_comparing(new, old, pairs):
            continue
        alike = likeness(new, old)
        if alike > 0 and (best is None or (alike, -old.story) > (best[0], -best[1])):
            best = (alike, old.story)
    return best[1] if best else None


def likeness(one: Sketch, other: Sketch) -> float:
    """How surely the two are the same story: 0 when they are not, else up to 1. The same either way round."""
    if _same_id(one, other):
        return 1.0
    apart = _apart(one, other)
    if (apart is not None and apart > _WINDOW) or not _worth_comparing(one, other, _pair_values(one)):
        return 0.0
    short, long = sorted((one, other), key=lambda item: (item.words, item.shingles, item.title_words))
    compared = _Compared(_read(short), _read(long), apart)
    if short.words >= _TEASER:
        return compared.as_texts() or compared.as_retold()
    if compared.titles_clash():
        return 0.0
    found = max(compared.as_texts(), compared.as_teaser(), compared.by_title() if short.words < _BARE else 0.0)
    return found or compared.as_retold()


def _worth_comparing(one: Sketch, other: Sketch, pairs: frozenset[int]) -> bool:
    """Cheaply, for thousands: whether enough of the first's `pairs` are in the other, or there is but a title."""
    if len(pairs.intersection(other.shingles)) >= _LEAST_SHARED:
        return True
    return min(one.words, other.words) < _BARE or _same_id(one, other) or _reads_alike(one, other)


def _reads_alike(one: Sketch, other: Sketch) -> bool:
    apart = _apart(one, other)
    if apart is None or apart > _CITED_WITHIN or min(one.words, other.words) > _RETOLD:
        return False
    return angle(_signs(one), _signs(other)) >= _CITED_NEAR


@dataclass(frozen=True, slots=True)
class _Parts:
    """A sketch taken apart. `names`: what stands after the same words, by those words."""

    outlet: str
    published: datetime | None
    words: int
    pairs: frozenset[int]
    opening: frozenset[int]
    names: dict[int, set[int]]
    named: frozenset[int]
    form: int
    sources: frozenset[int]
    signs: tuple[int, ...]
    title: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Compared:
    """A shorter sketch beside a longer one, `apart` in time (None: not known)."""

    short: _Parts
    long: _Parts
    apart: timedelta | None

    def as_texts(self) -> float:
        """Two texts, or a teaser and a text: wording, names and opening must agree."""
        wording, certain = _share(self.short.pairs, self.long.pairs, _MOST_PAIRS)
        if certain < 8 or wording < self._least_wording() or not self._names_agree():
            return 0.0
        return wording * (0.5 + self.short.words / self.long.words / 2) if self._opens_alike() else 0.0

    def as_teaser(self) -> float:
        """Title and lead beside another such or the whole: the lead must be how the other opens."""
        wording, certain = _share(self.short.opening, self.long.opening, _OPENING)
        titles = self._titles()
        if certain < (3 if titles >= 0.9 else 4) or wording < 0.6 or self._same_paper() or not self._names_agree():
            return 0.0
        near = self.apart is not None and self.apart <= _NEAR
        return wording if near or titles >= 0.5 else 0.0

    def by_title(self) -> float:
        """Hardly more than titles: these must be equal and long."""
        near = self.apart is not None and self.apart <= _TITLES_NEAR
        equal = len(self.short.title) >= 4 and self.short.title == self.long.title
        return 0.8 if near and equal and not self._same_paper() and self._names_agree() else 0.0

    def as_retold(self) -> float:
        """A notice told in other words by another newsroom, within hours or naming its source: both read alike, the
        names and numbers agree, and the later tells none that is new."""
        if self.apart is None or self.short.words > _RETOLD or self._same_paper() or self.titles_clash():
            return 0.0
        later, earlier = self._in_time()
        cited = not later.sources.isdisjoint(map(_hash, ids_of(earlier.outlet)))
        alike = angle(self.short.signs, self.long.signs)
        (share, certain), (told, of) = self._names(), _share(later.named, earlier.named, _MOST_NAMES)
        if self._places()[0] or self.apart > (_CITED_WITHIN if cited else _RETOLD_WITHIN):
            return 0.0
        if cited:
            enough = certain >= 2 and min(share, told) >= 0.6 and alike >= _CITED_NEAR
        else:
            little_new = told >= 0.8 or (told >= 0.66 and of * (1 - told) < 1.5)
            enough = certain >= 3 and share >= 0.66 and little_new and alike >= _RETOLD_NEAR and alike + share >= 1.35
        return alike * share / 2 if enough else 0.0

    def titles_clash(self) -> bool:
        """Both titles hold numbers, and neither's are told by the other: "uke 46", "uke 47"."""
        mine, theirs = ({word for word in side.title if word & 1} for side in (self.short, self.long))
        if not mine or not theirs:
            return False
        told = ({word >> 1 for word in mine} & self.long.named) | ({word >> 1 for word in theirs} & self.short.named)
        return mine.isdisjoint(theirs) and not told

    def _least_wording(self) -> float:
        if self._same_paper():
            return 0.85
        apart = _UNKNOWN if self.apart is None else self.apart
        least = next(least for within, least in _WORDING if apart <= within)
        if self.titles_clash():
            return _CLASHING if apart <= _NEAR else 1.1
        if self.short.form != self.long.form:
            least -= _TWINS
        return least - _SAME_NAMES if apart <= _NEAR and self._has_same_names() else least

    def _same_paper(self) -> bool:
        """One outlet's pieces in one written form: near copies there are a series, unless all but equal."""
        return self.short.outlet == self.long.outlet and self.short.form == self.long.form

    def _names_agree(self) -> bool:
        """Most of the shorter's names and numbers are in the longer, and few others stand in their places."""
        share, certain = self._names()
        other, places = self._places()
        far = self.apart is None or self.apart > _FAR
        if far or self._same_paper() or self.short.words < _TEASER:
            return (share >= 0.75 or not certain) and not other
        return (share >= 0.6 or certain < 3) and other <= 0.2 * places

    def _has_same_names(self) -> bool:
        share, certain = self._names()
        return share >= 0.75 and certain >= 4 and not self._places()[0]

    def _names(self) -> tuple[float, int]:
        return _share(self.short.named, self.long.named, _MOST_NAMES)

    def _places(self) -> tuple[int, int]:
        """In how many places another name or number stands, of those that both have."""
        both = self.short.names.keys() & self.long.names.keys()
        return sum(self.short.names[place].isdisjoint(self.long.names[place]) for place in both), len(both)

    def _opens_alike(self) -> bool:
        """What is told much later, or somewhat later at more than twice the length, opens with something that was told
        before."""
        apart = _UNKNOWN if self.apart is None else self.apart
        later, earlier = self._in_time()
        longer = later is self.long and later.words > 2 * earlier.words
        return apart <= (_AT_ONCE if longer else _NEAR) or _tells(earlier, later)

    def _in_time(self) -> tuple[_Parts, _Parts]:
        """The later and the earlier; of two at the same time the longer is the later."""
        later, earlier = self.long, self.short
        if later.published and earlier.published and later.published < earlier.published:
            return earlier, later
        return later, earlier

    def _titles(self) -> float:
        smaller = min(len(self.short.title), len(self.long.title))
        return len(self.short.title & self.long.title) / smaller if smaller else 0.0


def _tells(one: _Parts, other: _Parts) -> bool:
    """Whether one tells a fair part of how the other opens."""
    return _share(other.opening, one.pairs | one.opening, _MOST_PAIRS)[0] >= 0.3


def _share(inner: frozenset[int], outer: frozenset[int], most: int) -> tuple[float, int]:
    """The share of `inner` that lies in `outer`, and from how many values it is told. A sample of `most` is cut."""
    limit = min((max(side) for side in (inner, outer) if len(side) >= most), default=None)
    known = inner if limit is None else {value for value in inner if value <= limit}
    return (len(known & outer) / len(known), len(known)) if known else (0.0, 0)


def _same_id(one: Sketch, other: Sketch) -> bool:
    if not one.article_id or one.article_id != other.article_id:
        return False
    return one.outlet == other.outlet or bool(_OWN_IDS.match(one.article_id))


def _apart(one: Sketch, other: Sketch) -> timedelta | None:
    if one.published is None or other.published is None:
        return None
    return abs(one.published - other.published)


def _signs(made: Sketch) -> tuple[int, ...]:
    """What the encoder read: the last marks, if it did."""
    last = made.shingles[-CHUNKS:]
    return last if len(last) == CHUNKS and last[0] >> 2 >> CHUNK == 1 and last[-1] >> 2 >> CHUNK == CHUNKS else ()


def _pair_values(made: Sketch) -> frozenset[int]:
    return frozenset(value for value in made.shingles if value & 3 == _PAIR)


@lru_cache(maxsize=64)
def _read(made: Sketch) -> _Parts:
    sorts: tuple[set[int], ...] = (set(), set(), set(), set())
    for value in made.shingles:
        sorts[value & 3].add(value >> 2)
    names: dict[int, set[int]] = {}
    for value in sorts[_NAME]:
        names.setdefault(value & _LOW, set()).add(value >> _BITS)
    marks = sorts[_MARK]
    return _Parts(
        outlet=made.outlet,
        published=made.published,
        words=made.words,
        pairs=frozenset(sorts[_PAIR]),
        opening=frozenset(sorts[_OPENS]),
        names=names,
        named=frozenset(value >> _BITS for value in sorts[_NAME]),
        form=min(marks, default=0),
        sources=frozenset(mark & _LOW for mark in marks if mark >> CHUNK == _SOURCE),
        signs=_signs(made),
        title=frozenset(made.title_words),
    )


def _pairs(found: Sequence[Content]) -> list[int]:
    neighbours = {(one.stem, next_.stem) for one, next_ in pairwise(found)}
    return sorted(_hash(" ".join(pair)) << 2 | _PAIR for pair in neighbours)


def _names(found: Sequence[Content], sources: Collection[str]) -> list[int]:
    """The lowest names, so that they are a sample, each with the two words of its sentence that it stands after. Who
    told the story is not in it."""
    told_by = {name for source in sources for name in name_words(source)}
    places: dict[int, set[int]] = {}
    for at, word in enumerate(found):
        if word.name and word.name not in told_by:
            alone = at < 2 or word.starts or found[at - 1].starts
            place = f"only {word.name}" if alone else f"after {found[at - 2].stem} {found[at - 1].stem}"
            places.setdefault(_hash(word.name), set()).add(_hash(place))
    return [
        (name << _BITS | place) << 2 | _NAME
        for name in sorted(places)[:_MOST_NAMES]
        for place in sorted(places[name])[:_MOST_PLACES]
    ]


def _title_hash(word: Content) -> int:
    return _hash(word.name) << 1 | 1 if word.name[:1].isdigit() else _hash(word.stem) << 1


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest(), "big") >> (32 - _BITS)

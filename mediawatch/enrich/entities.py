"""Texts of an article -> the persons, places and organisations named in them, with their spans.

A linear-chain tagger of our own, trained on NorNE in bokmål and nynorsk (training/entities.py): every word has the sum
of the weights of its signs (enrich.entity_signs) for each label, and the best row of labels is chosen. The texts of one
article are read together, for a surname alone is known by the first name it has elsewhere. About a millisecond a page
on one core; loaded at the first use; safe in threads.

Where numpy or the weights are not to be had, or the lists are not those they were trained with, first names of the
shipped list and the capitals after them make persons, and nothing else is found.
"""

import logging
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal
from zipfile import BadZipFile

from mediawatch.enrich.entity_signs import (
    OFFSETS,
    Evidence,
    Kinds,
    Word,
    beginnings,
    context_signs,
    is_shouted,
    kinds_around,
    lists_digest,
    look,
    word_signs,
    words_of,
)
from mediawatch.enrich.places import first_names
from mediawatch.enrich.tokens import sentences

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_log = logging.getLogger(__name__)
FILE = "entities.npz"
_DAMAGED = "Navnemodellen mangler eller er skadet. Personer kjennes bare på vanlige fornavn."
EntityKind = Literal["person", "place", "organisation"]
_KINDS: dict[str, EntityKind] = {"PER": "person", "LOC": "place", "GPE": "place", "ORG": "organisation"}
"""Labels of training to kinds; names of works, events and peoples are told apart but not given."""
_REMEMBERED_WORDS, _REMEMBERED_TEXTS = 30_000, 32
_LONGEST_SENTENCE, _MOST_WORDS = 3000, 20_000
"""Bounds for pages that are no articles, in letters and words; what lies beyond is not read."""
_IMPOSSIBLE = -1e4
_SHARED = 0.5
"""How much of a capitalised word's scores comes from all its places in the article: one name is of one thing. Chosen
on dev, between a quarter and three quarters it hardly matters."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A name: what it is of, as written, and its span in the text it was found in (code points)."""

    kind: EntityKind
    text: str
    start: int
    end: int


def persons(text: str) -> tuple[Entity, ...]:
    """The people named in `text`, in order: "Kari Nordmann", "Nordmann", without titles; a genitive s is within the
    span. The text should be plain (enrich.text_map or tokens.normal); offsets count in it as given."""
    return tuple(entity for entity in entities((text,))[0] if entity.kind == "person")


@lru_cache(maxsize=_REMEMBERED_TEXTS)
def entities(texts: tuple[str, ...]) -> tuple[tuple[Entity, ...], ...]:
    """The names in each of the texts, which belong to one article: title, lead, text."""
    tagger = _tagger()
    if tagger is None:
        return tuple(tuple(_plain_persons(text)) for text in texts)
    cut = [_sentences(text) for text in texts]
    tags = iter(tagger.tag([[word.text for word in words] for words in chain.from_iterable(cut)]))
    return tuple(
        tuple(entity for words in field for entity in _entities(text, words, next(tags)))
        for text, field in zip(texts, cut, strict=True)
    )


def _sentences(text: str) -> list[list[Word]]:
    """The sentences of a text, cut in words."""
    found: list[list[Word]] = []
    room = _MOST_WORDS
    for one in sentences(text):
        words = words_of(one.text[:_LONGEST_SENTENCE], one.start)
        room -= len(words)
        if room < 0:
            break
        if words:
            found.append(words)
    return found


def available() -> bool:
    """Whether the trained tagger can be used here."""
    return _tagger() is not None


def tag(words: Sequence[Sequence[str]]) -> list[list[str]]:
    """The labels (O, B-PER, I-PER, B-ORG ...) of sentences that are cut in words already and belong together. Raises
    FileNotFoundError where the tagger is not to be had."""
    tagger = _tagger()
    if tagger is None:
        raise FileNotFoundError(FILE)
    return tagger.tag(words)


def _entities(text: str, words: Sequence[Word], tags: Sequence[str]) -> Iterator[Entity]:
    for first, last, label in spans(tags):
        kind = _KINDS.get(label)
        if kind is not None:
            start, end = words[first].start, words[last - 1].end
            yield Entity(kind, text[start:end], start, end)


def spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """(first word, word after the last, label) of each name in a row of labels."""
    found: list[tuple[int, int, str]] = []
    for at, one in enumerate(tags):
        if one == "O":
            continue
        mark, _, label = one.partition("-")
        if mark == "I" and found and found[-1][1] == at and found[-1][2] == label:
            found[-1] = (found[-1][0], at + 1, label)
        else:
            found.append((at, at + 1, label))
    return found


class Tagger:
    """Weights of signs and of neighbouring labels, and the choice of the best row of labels."""

    def __init__(self, signs: Sequence[str], weights: "Floats", transitions: "Floats", labels: Sequence[str]) -> None:
        """`weights`: a row per sign, a column per label; `transitions`: from label (row) to label."""
        import numpy as np

        self._rows = {sign: at for at, sign in enumerate(signs)}
        self._weights = np.concatenate([weights, np.zeros_like(weights[:1])])
        self._nothing = len(weights)
        self._transitions = transitions
        self._labels = tuple(labels)
        self._of_word = lru_cache(maxsize=_REMEMBERED_WORDS)(self._add_word)
        self._of_context = lru_cache(maxsize=_REMEMBERED_WORDS)(self._add_context)
        self._of_evidence = lru_cache(maxsize=_REMEMBERED_WORDS)(self._add)

    def tag(self, article: Sequence[Sequence[str]]) -> list[list[str]]:
        """The labels of the sentences of one article."""
        evidence = Evidence(article)
        scores = [self._scores(words, evidence) for words in article if words]
        _share(article, scores)
        rows = iter(scores)
        return [self._best(next(rows)) if words else [] for words in article]

    def _scores(self, words: Sequence[str], evidence: Evidence) -> "Floats":
        """How well each label fits each word, apart from its neighbours' labels."""
        import numpy as np

        reach = len(OFFSETS) // 2
        of_words = np.stack([self._of_word(word) for word in words])
        scores = of_words[:, reach].copy()
        for at, offset in enumerate(OFFSETS):
            if offset < 0:
                scores[-offset:] += of_words[:offset, at]
            elif offset > 0:
                scores[:-offset] += of_words[offset:, at]
        shouted = is_shouted(words)
        for at, (begins, kinds) in enumerate(zip(beginnings(words), kinds_around(words), strict=True)):
            scores[at] += self._of_context(kinds, begins, shouted)
            if look(words[at]).capital and (signs := evidence.signs(words[at])):
                scores[at] += self._of_evidence(signs)
        return scores

    def _add(self, signs: Sequence[str]) -> "Floats":
        total: Floats = self._weights[[row for sign in signs if (row := self._rows.get(sign)) is not None]].sum(axis=0)
        return total

    def _add_word(self, word: str) -> "Floats":
        """What the word adds for itself and its neighbours: offsets x labels."""
        import numpy as np

        find = self._rows.get
        rows: list[int] = []
        starts = []
        for offset in OFFSETS:
            starts.append(len(rows))
            rows.append(self._nothing)
            known = (find(f"{offset}{sign}") for sign, where in word_signs(word) if offset in where)
            rows.extend(row for row in known if row is not None)
        total: Floats = np.add.reduceat(self._weights[rows], starts, axis=0)
        return total

    def _add_context(self, kinds: Kinds, begins: bool, shouted: bool) -> "Floats":
        return self._add(context_signs(kinds, begins, shouted))

    def _best(self, scores: "Floats") -> list[str]:
        """The row of labels with the highest sum (Viterbi)."""
        import numpy as np

        total = scores[0]
        came_from = []
        columns = np.arange(len(self._labels))
        for row in scores[1:]:
            sums = total[:, None] + self._transitions
            best = sums.argmax(axis=0)
            came_from.append(best)
            total = sums[best, columns] + row
        at = int(total.argmax())
        found = [at]
        for best in reversed(came_from):
            at = int(best[at])
            found.append(at)
        return [self._labels[at] for at in reversed(found)]


def _share(article: Sequence[Sequence[str]], scores: "Sequence[Floats]") -> None:
    """Moves the scores of every capitalised word toward the mean over its places in the article."""
    places: dict[str, list[Floats]] = {}
    for words, rows in zip((words for words in article if words), scores, strict=True):
        for word, row in zip(words, rows, strict=True):
            if look(word).capital:
                places.setdefault(word, []).append(row)
    for alike in places.values():
        if len(alike) > 1:
            mean = sum(alike[1:], alike[0]) / len(alike)
            for row in alike:
                row += _SHARED * (mean - row)


@cache
def _tagger() -> Tagger | None:
    """The shipped tagger, loaded once, or None."""
    try:
        import numpy as np
    except ImportError:
        return None
    place = files("mediawatch.enrich") / "models" / FILE
    try:
        with as_file(place) as path, np.load(path) as loaded:
            if loaded["lists"].tobytes() != lists_digest():
                raise ValueError(FILE)
            return _from_arrays({name: loaded[name] for name in loaded.files})
    except (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error):
        _log.warning(_DAMAGED)
        return None


def _from_arrays(loaded: dict[str, Any]) -> Tagger:
    import numpy as np

    signs, labels = (loaded[name].tobytes().decode("utf-8").split("\n") for name in ("signs", "labels"))
    rows = np.repeat(np.arange(len(signs)), loaded["counts"].astype(np.int64))
    weights = np.zeros((len(signs), len(labels)), dtype=np.float32)
    weights[rows, loaded["columns"].astype(np.int64)] = loaded["values"].astype(np.float32) * loaded["scale"]
    return Tagger(signs, weights, _allowed(loaded["transitions"].astype(np.float32), labels), labels)


def _allowed(transitions: "Floats", labels: Sequence[str]) -> "Floats":
    """The transitions with those ruled out that begin a name in its middle."""
    for to, label in enumerate(labels):
        for at, before in enumerate(labels):
            if label[0] == "I" and before[1:] != label[1:]:
                transitions[at, to] = _IMPOSSIBLE
    return transitions


_CAPITALS = re.compile(r"[A-ZÆØÅ][\w'’-]+(?:\s+[A-ZÆØÅ][\w'’-]*\w){1,3}")
_WORD = re.compile(r"\S+")


def _plain_persons(text: str) -> Iterator[Entity]:
    """A first name of the shipped list and the capitalised words after it."""
    for run in _CAPITALS.finditer(text):
        for word in list(_WORD.finditer(run.group()))[:-1]:
            if word.group().partition("-")[0] in first_names():
                start = run.start() + word.start()
                yield Entity("person", text[start : run.end()], start, run.end())
                break

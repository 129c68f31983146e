"""The archive: a query understood (mediawatch.store.filters) to the stories that answer it, and how many of what.

A story is a hit when one of its copies fulfils the whole query. The narrow rows of `filed_copy` are kept in memory as
columns of numbers (mediawatch.store.shelf), brought up to date at each question; only words are asked of the database.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, func, select

from mediawatch.render import OSLO
from mediawatch.store.archive_tables import archive_word, filed_copy, story_tag
from mediawatch.store.connect import reading
from mediawatch.store.filters import Asked, Hint, Key, Names, read_query
from mediawatch.store.query import All, AnyOf, Condition, Leaf, Query, Span, Term, all_terms, map_leaves, wanted_terms
from mediawatch.store.reads import listed, story_ids
from mediawatch.store.saved import SavedSearches
from mediawatch.store.search import NothingToFindError, has_words, matching, scored, words_of
from mediawatch.store.shelf import FILED, Hits, Mask, Shelf
from mediawatch.store.tagging import Tagging
from mediawatch.store.typos import allowed, nearest

Sort = Literal["newest", "oldest", "fit"]
MOST_BY_FIT = 20_000
"""With more hits than this the order is by time: how well each fits is not worth the wait, and says little."""
MOST_GUESSES = 3
MOST_MASKS = 64

_Question = tuple[str, int, int, Query]
_NO_NAMES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """For each code how many of the hits have it; `months` by year and month (1 to 12), `years` by year."""

    outlet: Mapping[str, int] = field(default_factory=dict)
    tier: Mapping[str, int] = field(default_factory=dict)
    tone: Mapping[str, int] = field(default_factory=dict)
    topic: Mapping[str, int] = field(default_factory=dict)
    kind: Mapping[str, int] = field(default_factory=dict)
    place: Mapping[str, int] = field(default_factory=dict)
    tag: Mapping[str, int] = field(default_factory=dict)
    status: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[tuple[int, int], int] = field(default_factory=dict)
    years: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The ids of one page of stories, how many there are, and how many of what. `sort`: the order they are in."""

    stories: tuple[int, ...]
    total: int
    sort: Sort
    facets: Facets


@dataclass(frozen=True, slots=True)
class _Tags:
    """All tags of an organisation: (story, tag) pairs. `mark` changes whenever they do."""

    mark: tuple[int, int]
    pairs: Sequence[tuple[int, str]]


class _Masks:
    """What words were found in lately, for the next page and the next facet. A shelf that has changed asks anew: a new
    version of a text is seen no sooner than its row of `filed_copy`, which is saved with it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Question, Mask] = OrderedDict()
        self._lock = Lock()

    def get(self, key: _Question) -> Mask | None:
        """What was found; never to be changed."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: _Question, found: Mask) -> None:
        """Remembers it, in place of what was not asked for the longest."""
        with self._lock:
            self._kept[key] = found
            if len(self._kept) > MOST_MASKS:
                self._kept.popitem(last=False)


class Archive:
    """Looks things up; each method is one transaction. Shared by threads. Raises StoreError as the Store does."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.saved = SavedSearches(engine)
        self.tagging = Tagging(engine)
        self._lock = Lock()
        self._shelves: dict[str, Shelf] = {}
        self._tags: dict[str, _Tags] = {}
        self._masks = _Masks()

    def find(
        self,
        asked: Asked,
        organisation: str,
        *,
        zone: ZoneInfo,
        tiers: Mapping[str, str] = _NO_NAMES,
        sort: Sort = "newest",
        offset: int = 0,
        limit: int | None = 50,
        facets: bool = True,
    ) -> Found:
        """The stories that answer a query. `tiers`: of the outlets by id; `limit` None: all of them."""
        with reading(self._engine) as connection:
            looking = self._looking(connection, organisation, tiers)
            hits = looking.hits(asked.tree)
            end = None if limit is None else offset + limit
            if sort == "fit" and hits.total > MOST_BY_FIT:
                sort = "newest"
            if sort == "fit":
                order = hits.by_score(looking.scores(asked.tree))
            else:
                order = hits.by_time(newest=sort == "newest", end=end)
            return Found(
                stories=tuple(hits.ids(order[offset:end])),
                total=hits.total,
                sort=sort,
                facets=_facets(hits, looking, zone) if facets else Facets(),
            )

    def known(self, organisation: str) -> Mapping[Key, Sequence[str]]:
        """The ids of outlets and watched names that copies have, listed in the configuration or no longer."""
        with reading(self._engine) as connection:
            shelf = self._looking(connection, organisation, _NO_NAMES).shelf
        return {"outlet": tuple(shelf.codes["outlet"].names), "place": tuple(shelf.codes["place"].names)}

    def with_words(self, query: str, organisation: str, *, limit: int, offset: int) -> tuple[int, ...]:
        """The stories that hold words, the best first; no words find nothing, and fields are not known here."""
        asked = read_query(query, Names(), zone=OSLO)
        if not any(map(has_words, all_terms(asked.tree))):
            return ()
        return self.find(asked, organisation, zone=OSLO, sort="fit", offset=offset, limit=limit, facets=False).stories

    def first_seen(self, organisation: str, since: datetime, until: datetime) -> frozenset[int]:
        """The stories that were first seen after `since` and up to `until`."""
        shown = listed(relevant=True, include_unsure=True)
        with reading(self._engine) as connection:
            found = story_ids(
                connection, organisation, since=since, until=until, by="first_seen", shown=shown, limit=None
            )
        return frozenset(found)

    def meant(
        self, asked: Asked, organisation: str, *, total: int, tiers: Mapping[str, str] = _NO_NAMES
    ) -> tuple[Hint, ...]:
        """For each word that is found nowhere the query with what was probably meant. `total`: the hits it had."""
        if asked.tree is None or (total and not _has_choice(asked.tree)):
            return ()
        words = [term for term in wanted_terms(asked.tree) if not term.prefix and len(words_of(term.text)) == 1]
        with reading(self._engine) as connection:
            looking = self._looking(connection, organisation, tiers)
            return tuple(
                note
                for term in words
                if not looking.hits(term).total
                for note in _notes(asked, term, looking.guesses(words_of(term.text)[0]))
            )

    # ------------------------------------------------------------------------------------------------------------------

    def _looking(self, connection: Connection, organisation: str, tiers: Mapping[str, str]) -> "_Looking":
        with self._lock:
            shelf = self._shelves[organisation] = _up_to_date(
                connection, organisation, self._shelves.get(organisation, Shelf())
            )
            tags = self._tags[organisation] = _tags(connection, organisation, self._tags.get(organisation))
        return _Looking(connection, organisation, shelf, tags.pairs, tiers, self._masks)


def _up_to_date(connection: Connection, organisation: str, shelf: Shelf) -> Shelf:
    if shelf.is_worn:
        shelf = Shelf()
    columns = [filed_copy.c[name] for name in FILED]
    query = select(*columns).where(filed_copy.c.organisation == organisation, filed_copy.c.changed > shelf.changed)
    return shelf.with_rows(connection.execute(query.order_by(filed_copy.c.changed)).all())


def _tags(connection: Connection, organisation: str, known: _Tags | None) -> _Tags:
    ours = story_tag.c.organisation == organisation
    count, last = connection.execute(select(func.count(story_tag.c.id), func.max(story_tag.c.id)).where(ours)).one()
    mark = (int(count), int(last or 0))
    if known is not None and known.mark == mark:
        return known
    pairs = connection.execute(select(story_tag.c.story, story_tag.c.tag).where(ours))
    return _Tags(mark, [(int(story), str(tag)) for story, tag in pairs])


@dataclass(frozen=True, slots=True)
class _Looking:
    """One look at a shelf."""

    connection: Connection
    organisation: str
    shelf: Shelf
    tagged: Sequence[tuple[int, str]]
    tiers: Mapping[str, str]
    masks: "_Masks"

    def hits(self, tree: Query | None) -> Hits:
        found = None if tree is None else self._mask(tree)
        return Hits.of(self.shelf, self.shelf.everything() if found is None else found)

    def scores(self, tree: Query | None) -> Sequence[tuple[int, float]]:
        words = map_leaves(tree, _only_words) if tree is not None else None
        try:
            return scored(self.connection, words) if words is not None else ()
        except NothingToFindError:
            return ()

    def guesses(self, word: str) -> list[str]:
        """The known words nearest to one that was found nowhere; each is found somewhere."""
        most = allowed(word)
        length = func.length(archive_word.c.word)
        query = select(archive_word.c.word, archive_word.c.copies).where(
            archive_word.c.organisation == self.organisation, length.between(len(word) - most, len(word) + most)
        )
        known = ((str(each), int(copies)) for each, copies in self.connection.execute(query))
        return [guess for guess in nearest(word, known, most=2 * MOST_GUESSES) if self.hits(Term(guess)).total]

    def _mask(self, tree: Query) -> Mask | None:
        """The copies that fulfil a tree; None where it asks for nothing."""
        if _is_words(tree):
            return self._words(tree)
        if isinstance(tree, Condition):
            return self._condition(tree)
        if isinstance(tree, Span):
            return self.shelf.printed(tree.since, tree.until)
        if isinstance(tree, AnyOf):
            return _either([mask for part in tree.parts if (mask := self._mask(part)) is not None])
        if isinstance(tree, All):
            return self._all(tree)
        return None

    def _all(self, tree: All) -> Mask | None:
        words = [part for part in tree.parts if _is_words(part)]
        parts: list[Query] = [part for part in tree.parts if not _is_words(part)]
        if words:  # one question to the database, not one for each word
            parts.append(words[0] if len(words) == 1 else All(tuple(words)))
        masks = [mask for part in parts if (mask := self._mask(part)) is not None]
        without = [mask for part in tree.without if (mask := self._mask(part)) is not None]
        if not masks and not without:
            return None
        found = self.shelf.everything()
        for mask in masks:
            found &= mask
        for mask in without:
            found &= ~mask
        return found

    def _words(self, tree: Query) -> Mask | None:
        key = (self.organisation, self.shelf.changed, self.shelf.copies, tree)
        known = self.masks.get(key)
        if known is not None:
            return known
        try:
            found = self.shelf.with_revisions(matching(self.connection, tree))
        except NothingToFindError:
            return None
        self.masks.keep(key, found)
        return found

    def _condition(self, condition: Condition) -> Mask:
        key, codes = condition.key, condition.codes
        if key == "tier":
            known = self.shelf.codes["outlet"].names
            return self.shelf.with_codes("outlet", {name for name in known if self.tiers.get(name, "other") in codes})
        if key == "place":
            return self.shelf.with_places(codes)
        if key == "tag":
            return self.shelf.with_stories([story for story, tag in self.tagged if tag in codes])
        if key == "status" and "open" in codes:  # what is unsure has not been confirmed either
            codes = codes | {"unsure"}
        return self.shelf.with_codes(key, codes)


def _is_words(tree: Query) -> bool:
    """Whether the database can be asked for the tree as it stands: only words, and at least one that must be there."""
    if isinstance(tree, Term):
        return has_words(tree)
    if isinstance(tree, AnyOf):
        return all(map(_is_words, tree.parts))
    return isinstance(tree, All) and bool(tree.parts) and all(map(_is_words, (*tree.parts, *tree.without)))


def _only_words(leaf: Leaf) -> Query | None:
    return leaf if isinstance(leaf, Term) else None


def _has_choice(tree: Query) -> bool:
    return isinstance(tree, AnyOf) or (isinstance(tree, All) and any(map(_has_choice, tree.parts)))


def _either(masks: Sequence[Mask]) -> Mask | None:
    found = masks[0].copy() if masks else None
    for mask in masks[1:]:
        found = mask if found is None else found | mask
    return found


def _notes(asked: Asked, term: Term, guesses: Sequence[str]) -> Iterator[Hint]:
    start, end = term.at
    for guess in guesses[:MOST_GUESSES]:
        yield Hint(term.text, f"{asked.text[:start]}{guess}{asked.text[end:]}")


def _facets(hits: Hits, looking: _Looking, zone: ZoneInfo) -> Facets:
    return Facets(
        outlet=hits.count("outlet"),
        tier=hits.count_mapped("outlet", looking.tiers, "other"),
        tone={code: count for code, count in hits.count("tone").items() if code},
        topic=hits.count("topic"),
        kind=hits.count("kind"),
        place=hits.count_places(),
        tag=hits.count_tags(looking.tagged),
        status=hits.count("status"),
        months={(year, month + 1): count for (year, month), count in hits.count_months(zone, by=1).items()},
        years={year: count for (year, _month), count in hits.count_months(zone, by=12).items()},
    )

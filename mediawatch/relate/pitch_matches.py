"""Coverage to the pitch it may have come of: suggested, explained, and for a person to decide.

Outlet and time must fit; then words, who signed it and what kind of piece it is are weighed. A story is suggested for
the one pitch it fits best, and only where it fits clearly.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from math import exp, log
from zoneinfo import ZoneInfo

from mediawatch.model import Coverage, Kind, Pitch, PitchMatch, Story
from mediawatch.relate.pitch_words import SMALL_WORDS, SMALL_WORDS_NN
from mediawatch.relate.pitches import name_key
from mediawatch.render import counted, said, shorten

WITHIN = timedelta(weeks=6)
"""So long after the offer a story may have come of it."""
OP_ED_WITHIN = timedelta(weeks=10)
"""Op-eds may lie longer."""
LATE = timedelta(weeks=3)
LEAST = 1.45
"""Evidence below this is not shown."""
MOST_EACH = 3
REMEMBERED = 20_000
"""Copies whose stems are remembered: the page that asks is opened again and again."""
OPINION: frozenset[Kind] = frozenset({"op-ed by staff", "opinion", "letter", "leader"})
NEWS: frozenset[Kind] = frozenset({"news", "feature", "sport"})

_WORD = re.compile(r"[^\W\d_]{2,}|\d{2,}")
_SUFFIX, _PREFIX = 4, 6
_START, _END = 7, 8
_USUAL = 40
"""So many stories more are thought of, with none of the words: in a small archive every word would else be common."""
_PART = 0.5
_IN_TITLE, _IN_LEAD, _IN_EXCERPT = 1.0, 0.85, 0.6
_ANGLE = 0.6
_ALIKE, _ALIKE_LEAST = 0.6, 3
_MOST_SHOWN = 5

Stem = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Told:
    """What a copy says: stem to how much it counts there."""

    story: Story
    copy: Coverage
    stems: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Shared:
    """Words in common: their weight, that weight as a share of the pitch's title, and the words themselves; whether
    the two titles say nearly the same."""

    weight: float
    share: float
    words: tuple[str, ...]
    alike: bool


def pitch_matches(
    pitches: Iterable[Pitch],
    stories: Iterable[Story],
    *,
    zone: ZoneInfo,
    stem: Stem,
    names: Collection[str] = (),
    outlets: Mapping[str, str],
) -> tuple[PitchMatch, ...]:
    """Offered pitches and stories to what may belong together, the strongest first. `names`: words that nearly all of
    our coverage holds (the organisation's own names); `outlets`: id to name; `stem`: a word in lower case to its stem.
    """
    told = [_Told(story, copy, _stems(copy, stem)) for story in stories for copy in story.coverage if copy.is_press]
    rarity = _rarity(told, {stem(word) for name in names for word in _words(name)} | _small(stem))
    found: dict[int, PitchMatch] = {}
    for pitch in pitches:
        for one in told:
            match = _match(pitch, one, rarity, stem, zone, outlets)
            best = found.get(one.story.id)
            if match is not None and (best is None or match.strength > best.strength):
                found[one.story.id] = match
    ordered = sorted(found.values(), key=lambda match: (-match.strength, match.story))
    each: Counter[int] = Counter()
    kept = []
    for match in ordered:
        each[match.pitch] += 1
        if each[match.pitch] <= MOST_EACH:
            kept.append(match)
    return tuple(kept)


def _match(
    pitch: Pitch, told: _Told, rarity: Callable[[str], float], stem: Stem, zone: ZoneInfo, outlets: Mapping[str, str]
) -> PitchMatch | None:
    copy = told.copy
    if pitch.offered_at is None or str(told.story.id) in pitch.rejected or not _fits(pitch, copy, zone, outlets):
        return None
    shared = _shared(pitch, told, rarity, stem)
    evidence = _evidence(pitch, copy, shared)
    if evidence < LEAST:
        return None
    return PitchMatch(
        pitch=pitch.id,
        story=told.story.id,
        strength=round(1 - exp(-evidence), 4),
        days=max(0, (copy.when.astimezone(zone).date() - pitch.offered_at.astimezone(zone).date()).days),
        same_outlet=bool(_same_outlet(pitch, copy, outlets)),
        signed=_signed(pitch, copy),
        by_journalist=_by_journalist(pitch, copy),
        words=shared.words[:_MOST_SHOWN],
        too_early=pitch.embargo is not None and copy.when < pitch.embargo,
    )


# what must fit --------------------------------------------------------------------------------------------------------


def _fits(pitch: Pitch, copy: Coverage, zone: ZoneInfo, outlets: Mapping[str, str]) -> bool:
    """Outlet, time and kind: what none of the rest can make up for."""
    signed = _signed(pitch, copy)
    if pitch.kind == "story" and copy.kind not in NEWS:
        return False
    if pitch.kind == "op-ed" and copy.kind not in OPINION and not signed:
        return False
    return _same_outlet(pitch, copy, outlets) is not False and _in_time(pitch, copy, zone)


def _same_outlet(pitch: Pitch, copy: Coverage, outlets: Mapping[str, str]) -> bool | None:
    """Whether the copy stood where the pitch was offered; None where it was offered to nobody we read."""
    wanted = pitch.outlet.strip().casefold()
    known = {key for key, name in outlets.items() if wanted in (key.casefold(), name.casefold())} if wanted else set()
    return copy.outlet.id in known if known else None


def _in_time(pitch: Pitch, copy: Coverage, zone: ZoneInfo) -> bool:
    if pitch.offered_at is None:
        return False
    within = OP_ED_WITHIN if pitch.kind == "op-ed" else WITHIN
    if _only_a_day(copy.when, zone):
        first, day = pitch.offered_at.astimezone(zone).date(), copy.when.astimezone(zone).date()
        return first <= day <= first + within
    return pitch.offered_at <= copy.when <= pitch.offered_at + within


def _only_a_day(moment: datetime, zone: ZoneInfo) -> bool:
    """Midnight sharp: print and what is put in by hand tell the day only."""
    return moment.astimezone(zone).timetz().replace(tzinfo=None) == time()


# what is weighed ------------------------------------------------------------------------------------------------------


def _evidence(pitch: Pitch, copy: Coverage, shared: _Shared) -> float:
    """The sum of what speaks for and against."""
    signed, byline = _signed(pitch, copy), bool(copy.article.authors)
    total = shared.weight * (0.5 + 0.5 * shared.share)
    if pitch.kind == "op-ed":
        total += (2.0 if signed else 0.0) + (0.3 if copy.kind == "op-ed by staff" else 0.0)
        if pitch.author and byline and not signed:
            total -= 1.2
        if not pitch.author and copy.kind in ("letter", "leader"):
            total -= 0.6
    elif len(shared.words) < 2 and not shared.alike and not _by_journalist(pitch, copy):
        return 0.0
    if shared.alike:
        total += 0.8
    if _by_journalist(pitch, copy):
        total += 0.5
    if copy.topic == pitch.topic and pitch.topic != "other":
        total += 0.25
    if pitch.kind == "story" and copy.tone is not None and copy.tone.label == "negative":
        total -= 0.6
    if pitch.offered_at is not None and copy.when > pitch.offered_at + LATE:
        total -= 0.2
    return total


def _signed(pitch: Pitch, copy: Coverage) -> bool:
    """Whether the op-ed's author stands as the piece's."""
    key = name_key(pitch.author)
    return bool(pitch.kind == "op-ed" and " " in key and key in {name_key(name) for name in copy.article.authors})


def _by_journalist(pitch: Pitch, copy: Coverage) -> bool:
    key = name_key(pitch.journalist)
    return " " in key and key in {name_key(name) for name in copy.article.authors}


def _shared(pitch: Pitch, told: _Told, rarity: Callable[[str], float], stem: Stem) -> _Shared:
    """The pitch's words that stand in the copy: parts of compounds count beside a whole word, not alone (looking for
    them takes long)."""
    in_title, in_angle = _sought(pitch.title, pitch.angle, stem)
    exact = any(key in told.stems and rarity(key) for key in (*in_title, *in_angle))
    gains = [(rarity(key) * _stands(key, told.stems), word) for key, word in in_title.items()] if exact else []
    told_too = [(rarity(key) * _stands(key, told.stems) * _ANGLE, word) for key, word in in_angle.items() if exact]
    of_title, whole = sum(gain for gain, _word in gains), sum(rarity(key) for key in in_title)
    found = [each for each in (*gains, *told_too) if each[0] > 0]
    ordered = sorted(found, key=lambda each: (-each[0], each[1]))
    weight = sum(gain for gain, _word in ordered)
    alike = weight > 0 and _alike(set(in_title), {stem(word) for word in _words(told.copy.article.title)})
    return _Shared(weight, of_title / whole if whole else 0.0, tuple(word for _gain, word in ordered), alike)


@lru_cache(maxsize=REMEMBERED)
def _sought(title: str, angle: str, stem: Stem) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The words of a pitch's title by stem, and those of its angle that are not among them."""
    in_title = {stem(word): word for word in reversed(_words(title))}
    return in_title, {key: word for word in reversed(_words(angle)) if (key := stem(word)) not in in_title}


def _alike(one: Collection[str], other: Collection[str]) -> bool:
    """Whether two titles of some length share most of all their words, the small ones too."""
    both, either = len({*one} & {*other}), len({*one, *other})
    return both >= _ALIKE_LEAST and both >= _ALIKE * either


def _stands(key: str, stems: Mapping[str, float]) -> float:
    """How well a stem stands in a text: itself, or as part of a compound ("hall" in "svømmehall")."""
    if key in stems:
        return stems[key]
    parts = (place for other, place in stems.items() if _is_part(key, other))
    return _PART * max(parts, default=0.0)


def _is_part(one: str, other: str) -> bool:
    """Whether one stem is in the other, or both begin or end alike for long: compounds, and nynorsk beside bokmål."""
    short, long = sorted((one, other), key=len)
    if short.isdigit():
        return False
    inside = (len(short) >= _SUFFIX and long.endswith(short)) or (len(short) >= _PREFIX and long.startswith(short))
    starts = len(short) >= _START and one[:_START] == other[:_START]
    return inside or starts or (len(short) >= _END and one[-_END:] == other[-_END:])


def _rarity(told: Sequence[_Told], weak: Collection[str]) -> Callable[[str], float]:
    """How much a stem says, 0 to 1: much where few stories hold it, nothing where it is among `weak`."""
    stories = len({one.story.id for one in told})
    holds: Counter[str] = Counter()
    for stems in _by_story(told):
        holds.update(stems)
    whole = log(stories + _USUAL)

    def rarity(key: str) -> float:
        return 0.0 if key in weak else max(0.0, log((stories + _USUAL) / (holds[key] + 1)) / whole)

    return rarity


def _by_story(told: Sequence[_Told]) -> Iterator[set[str]]:
    found: dict[int, set[str]] = {}
    for one in told:
        found.setdefault(one.story.id, set()).update(one.stems)
    yield from found.values()


def _stems(copy: Coverage, stem: Stem) -> Mapping[str, float]:
    return _stems_of(copy.article.title, copy.article.lead, " ".join(copy.excerpt), stem)


@lru_cache(maxsize=REMEMBERED)
def _stems_of(title: str, lead: str, excerpt: str, stem: Stem) -> Mapping[str, float]:
    found: dict[str, float] = {}
    fields = ((excerpt, _IN_EXCERPT), (lead, _IN_LEAD), (title, _IN_TITLE))
    for text, place in fields:
        found.update((stem(word), place) for word in _words(text))
    return found


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _small(stem: Stem) -> set[str]:
    return {stem(word) for word in (*SMALL_WORDS, *SMALL_WORDS_NN)}


# why ------------------------------------------------------------------------------------------------------------------


def match_words(match: PitchMatch, pitch: Pitch) -> tuple[str, ...]:
    """Why a story is suggested, a reason each: "samme utgiver", "4 dager etter tilbudet", "felles ord: svømmehall"."""
    days = said("{days} etter tilbudet").format(days=counted(match.days, "dag", "dager"))
    told = (
        said("samme utgiver") if match.same_outlet else "",
        days if match.days else said("samme dag som tilbudet"),
        said("skrevet av {name}").format(name=shorten(pitch.author, 60)) if match.signed else "",
        said("skrevet av journalisten som fikk tilbudet") if match.by_journalist else "",
        said("felles ord: {words}").format(words=", ".join(match.words)) if match.words else "",
        said("trykt før sperrefristen") if match.too_early else "",
    )
    return tuple(filter(None, told))

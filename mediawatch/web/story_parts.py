"""The parts of a story's page: words marked where a name was found, words changed from one version to the next, and
why it was judged as it was."""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from mediawatch.model import Coverage, Field, Mention, Tone
from mediawatch.render import ToneWords, plain, said, shorten, tone_words
from mediawatch.report.naming import SUBJECT_NAMES
from mediawatch.report.page import lead_shown
from mediawatch.store import Revision

FIELD_NAMES: dict[Field, str] = {"title": "i tittelen", "lead": "i ingressen", "text": "i teksten"}
Change = Literal["same", "removed", "added"]
LONGEST_DIFF = 600
"""Words of a text compared; leads are kept up to 300 characters, so that longer ones are licensed whole texts."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, and whether a name that counts stands there."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """A run of words, and whether it was there before, after or both."""

    text: str
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLine:
    """One name that was looked at: how it is written, whose it is, where it stands and why it counts or not."""

    subject: str
    name: str
    kind: str
    written: str
    where: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToneLine:
    """A tone in words: "Negativ", "sikkerhet 58 %", and the words that decided it."""

    tone: ToneWords
    certainty: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """What was changed in one version. `title`, `lead`: empty where nothing changed; `tones`: before and after, where
    they differ."""

    number: int
    revision: Revision
    title: tuple[Changed, ...]
    lead: tuple[Changed, ...]
    tones: tuple[ToneWords, ToneWords] | None


def pieces(text: str, surfaces: Iterable[str]) -> tuple[Piece, ...]:
    """A text and the names as they are written in it to runs that are marked or not."""
    text = plain(text)
    known = sorted({plain(one) for one in surfaces if one.strip()}, key=len, reverse=True)
    if not known or not text:
        return (Piece(text),) if text else ()
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)")
    made: list[Piece] = []
    end = 0
    for match in found.finditer(text):
        made += [Piece(text[end : match.start()]), Piece(match.group(), marked=True)]
        end = match.end()
    return tuple(piece for piece in (*made, Piece(text[end:])) if piece.text)


def surfaces(copy: Coverage) -> set[str]:
    """How the names that count are written. A writing that was also rejected somewhere in the text is left out: which
    is meant where cannot be told from what was kept."""
    rejected = {one.surface for one in copy.reading.mentions if not one.accepted}
    return {one.surface for one in copy.reading.accepted} - rejected


def marked_title(copy: Coverage) -> tuple[Piece, ...]:
    """The headline with its names marked."""
    return pieces(shorten(copy.article.title, 200) or said("(uten tittel)"), surfaces(copy))


def marked_lead(copy: Coverage) -> tuple[Piece, ...]:
    """The lead as far as it may be shown, with its names marked."""
    return pieces(lead_shown(copy), surfaces(copy))


def marked_excerpt(copy: Coverage) -> tuple[tuple[Piece, ...], ...]:
    """The sentences kept around the names, but for those that the lead says already."""
    if copy.outlet.keep_text == "none" or not copy.article.keepable:
        return ()
    lead = lead_shown(copy)
    return tuple(pieces(one, surfaces(copy)) for one in copy.excerpt if plain(one).rstrip("…") not in lead)


def diff(before: str, after: str) -> tuple[Changed, ...]:
    """Two texts to runs of words that are alike, were removed or were added; () where nothing changed."""
    old, new = plain(before).split()[:LONGEST_DIFF], plain(after).split()[:LONGEST_DIFF]
    if old == new:
        return ()
    return tuple(_runs(old, new))


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Changed]:
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Changed(" ".join(old[a:b]), "same")
            continue
        if b > a:
            yield Changed(" ".join(old[a:b]), "removed")
        if d > c:
            yield Changed(" ".join(new[c:d]), "added")


def version_lines(revisions: Sequence[Revision], *, may_show: bool) -> tuple[VersionLine, ...]:
    """An article's versions, the oldest first, to what each changed, the latest first. `may_show`: whether its lead
    may be shown."""
    made = []
    for before, after in pairwise(revisions):
        labels = [tone_words(one.tone.label if one.tone else None) for one in (before, after)]
        made.append(
            VersionLine(
                number=after.number,
                revision=after,
                title=diff(before.title, after.title),
                lead=diff(before.lead, after.lead) if may_show else (),
                tones=(labels[0], labels[1]) if labels[0] != labels[1] else None,
            )
        )
    return tuple(reversed(made))


def tone_line(tone: Tone | None) -> ToneLine | None:
    """A tone in words."""
    if tone is None:
        return None
    because = tuple(shorten(one, 200) for one in tone.because)
    return ToneLine(tone=tone_words(tone.label), certainty=f"{round(100 * tone.confidence)} %", because=because)


def name_lines(copies: Iterable[Coverage], *, accepted: bool) -> tuple[NameLine, ...]:
    """The names that count, or those that were rejected, each with its reason once."""
    found: dict[tuple[str, str, str], NameLine] = {}
    for copy in copies:
        for one in copy.reading.mentions:
            if one.accepted == accepted:
                found.setdefault((one.subject, one.surface, one.because), _name_line(one))
    return tuple(found.values())


def _name_line(one: Mention) -> NameLine:
    return NameLine(
        subject=one.subject,
        name=shorten(one.subject_name, 80),
        kind=SUBJECT_NAMES[one.subject_kind],
        written=shorten(one.surface, 80),
        where=FIELD_NAMES[one.field],
        because=shorten(one.because, 300),
    )
